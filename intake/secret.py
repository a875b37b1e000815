"""Secrets: where the desk file says they are, and what a signing key file looks like.

A secret is fetched when it is used, each time, so that reading mail needs none and a changed one needs no
restart. SecretError says in one line what is missing; it never holds a secret's text.

A signing key file has a line for each key, `<id 0-15> <64 hexadecimal digits>`; the first signs, all verify.
`intake/keys.py` changes it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from routing.reference import Keyring

_KEY = re.compile(r"(\d{1,2})\s+([0-9A-Fa-f]{64})")


class SecretError(Exception):
    """A secret cannot be had; one line that names its source."""


def secret(source: str, environ: Mapping[str, str], folder: Path) -> Callable[[], str]:
    """Fetches the secret that `env:NAME` or `file:PATH` names; a path is relative to `folder`."""
    scheme, _, name = source.partition(":")

    def fetch() -> str:
        if scheme == "env":
            text = environ.get(name, "")
            where = f"the environment variable {name}"
        else:
            where = f"the file {folder / name}"
            text = _text(folder / name).rstrip("\r\n")
        if not text:
            raise SecretError(f"{where} is empty or not set; it must hold the secret that {source} names")
        return text

    return fetch


def keyring(text: str) -> Keyring:
    """The keys of a signing key file as what signs and verifies."""
    return Keyring(key_lines(text))


def key_lines(text: str) -> dict[int, bytes]:
    """The keys of a signing key file by id, in its order; blank lines and lines that begin with # are passed over."""
    keys: dict[int, bytes] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _KEY.fullmatch(line.strip())
        if not found or int(found[1]) > 15 or int(found[1]) in keys:
            raise SecretError(
                f"line {number} of the signing keys is no key: an id from 0 to 15 of its own, a space, 64 hex digits"
            )
        keys[int(found[1])] = bytes.fromhex(found[2])
    if not keys:
        raise SecretError("the signing keys hold no key; `intake init` writes a file with a fresh one")
    return keys


def new_key(number: int = 0) -> str:
    """A line with a fresh key."""
    return f"{number} {secrets.token_hex(32)}\n"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "is not UTF-8"
        raise SecretError(f"the file {path} cannot be read: {why}") from None
