"""Changing the signing keys: a new one on top, an old one taken out; the rest of the file stays as it is.

Pure but for `replace_file`, which puts the changed file in the place of the old one in one step, with the rights of a
secret, so that neither a crash nor a reader ever meets half of it. KeyChangeError says in one line what is in the way,
and never holds a key. Keys in an environment variable cannot be changed here; the commands say what to set.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from intake.secret import key_lines, new_key

_IDS = 16
_MODE = 0o600


class KeyChangeError(Exception):
    """The keys stay as they are; one line that says why."""


@dataclass(frozen=True, slots=True)
class KeySeen:
    """A key as it may be shown."""

    number: int
    signs: bool  # else it only verifies
    fingerprint: str  # 12 hexadecimal digits of its SHA-256


def shown(text: str) -> list[KeySeen]:
    """The keys of a file in its order. Raises SecretError."""
    return [
        KeySeen(number, place == 0, hashlib.sha256(key).hexdigest()[:12])
        for place, (number, key) in enumerate(key_lines(text).items())
    ]


def rotated(text: str) -> tuple[str, int, str]:
    """The file with a fresh key above the others, its id, and its line. The id is the next one that is free.

    Raises SecretError, and KeyChangeError where all sixteen ids are taken.
    """
    known = list(key_lines(text))
    free = [number for step in range(1, _IDS) if (number := (known[0] + step) % _IDS) not in known]
    if not free:
        raise KeyChangeError("all sixteen ids are taken: retire an old key first (`intake keys list` shows them)")
    lines, fresh = text.splitlines(), new_key(free[0]).rstrip()
    first = next(place for place, line in enumerate(lines) if _number(line) is not None)
    return _joined([*lines[:first], fresh, *lines[first:]]), free[0], fresh


def retired(text: str, number: int) -> str:
    """The file without a key. Raises SecretError, and KeyChangeError for the signing key and for an unknown one."""
    known = list(key_lines(text))
    if number not in known:
        raise KeyChangeError(f"there is no key {number}; there is {', '.join(map(str, known))}")
    if number == known[0]:
        raise KeyChangeError(
            f"key {number} is the one that signs: `intake keys rotate` first, and wait, then retire it"
        )
    return _joined([line for line in text.splitlines() if _number(line) != number])


def replace_file(path: Path, text: str) -> None:
    """Put a text in the place of a file in one step, readable by the file's owner alone.

    Raises KeyChangeError where another change is under way or the owner cannot be kept, OSError for the disk.
    """
    path = path.resolve()  # what a link points to is changed, not the link
    fresh = path.with_name(f"{path.name}.new")
    before = path.stat()
    try:
        file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
    except FileExistsError:
        message = f"{fresh} is there: another change is under way, or one was cut short; then delete it"
        raise KeyChangeError(message) from None
    try:
        with os.fdopen(file, "w", encoding="utf-8") as target:
            _keep_owner(target.fileno(), before, path)
            target.write(text)
            target.flush()
            os.fsync(target.fileno())
        fresh.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _keep_owner(file: int, before: os.stat_result, path: Path) -> None:
    """The service must be able to read its keys, whoever changes them."""
    now = os.fstat(file)
    if (now.st_uid, now.st_gid) == (before.st_uid, before.st_gid):
        return
    try:
        os.fchown(file, before.st_uid, before.st_gid)
    except PermissionError:
        if now.st_uid != before.st_uid:
            raise KeyChangeError(f"{path} belongs to another user: run this as that user, or as root") from None


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _number(line: str) -> int | None:
    """The id of a line with a key."""
    line = line.strip()
    return int(line.split()[0]) if line and not line.startswith("#") else None
