"""Bodies and files to one MIME entity in wire form: CRLF, no line over 998 octets, ASCII only (RFC 2045, 2387).

    mixed( alternative( text, related( html, images ) ), files )     outer shells only where needed

The same input gives the same octets: boundaries are made from a seed, so an uncertain mail can be made again.
A boundary holds "=_", which neither quoted-printable nor base64 can produce. A file that is itself a mail goes as
opaque octets: message/rfc822 may not be encoded (RFC 2046 5.2.1), and a broken one would break ours.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from notifier.characters import clean, flat
from notifier.headers import ids, parameter

_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}\Z")
_OPAQUE = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes along. With a `content_id` (no brackets) it is shown within the HTML."""

    name: str
    media_type: str
    content: bytes
    content_id: str | None = None


def entity(text: str, html: str, images: tuple[Enclosure, ...], files: tuple[Enclosure, ...], seed: str) -> bytes:
    """The whole body with its Content-* headers, starting at MIME-Version."""
    body = _text("html", html)
    if images:
        parts = [body, *(_file(i, "inline") for i in images)]
        body = _multipart("related", parts, _boundary(seed, "related"), parameter("type", "text/html"))
    body = _multipart("alternative", [_text("plain", text), body], _boundary(seed, "alternative"))
    if files:
        parts = [body, *(_file(f, "attachment") for f in files)]
        body = _multipart("mixed", parts, _boundary(seed, "mixed"))
    return b"MIME-Version: 1.0\r\n" + body


def _boundary(seed: str, shell: str) -> str:
    return "=_" + hashlib.sha256(f"{shell} {seed}".encode()).hexdigest()[:32]


def _multipart(subtype: str, parts: list[bytes], boundary: str, more: str = "") -> bytes:
    head = f'Content-Type: multipart/{subtype};\r\n boundary="{boundary}"{more}\r\n\r\n'.encode("ascii")
    edge = f"--{boundary}".encode("ascii")
    return head + b"".join(edge + b"\r\n" + part + b"\r\n" for part in parts) + edge + b"--\r\n"


def _text(subtype: str, text: str) -> bytes:
    head = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    lines = binascii.b2a_qp(clean(text).encode(), istext=True).replace(b"\nFrom ", b"\n=46rom ")
    if lines.startswith(b"From "):  # mbox writers on the way would put ">" before it
        lines = b"=46" + lines[1:]
    return head.encode("ascii") + lines.replace(b"\n", b"\r\n")


def _file(file: Enclosure, disposition: str) -> bytes:
    name = _file_name(file.name)
    head = f"Content-Type: {_media_type(file.media_type)}\r\nContent-Transfer-Encoding: base64\r\n"
    if file.content_id is not None:
        head += ids("Content-ID", [file.content_id], own=True).decode("ascii")
    head += f"Content-Disposition: {disposition}{parameter('filename', name)}\r\n\r\n"
    return head.encode("ascii") + base64.encodebytes(file.content).replace(b"\n", b"\r\n")


def _media_type(claimed: str) -> str:
    wanted = claimed.strip().lower()
    if not _MEDIA_TYPE.match(wanted) or wanted.startswith(("multipart/", "message/")):
        return _OPAQUE
    return wanted


def _file_name(name: str) -> str:
    """A name without a path, short enough for every file system, its ending kept; never empty."""
    name = flat(re.split(r"[/\\]", flat(name, 4000))[-1], 4000).strip(". ") or "file"
    stem, dot, ending = name.rpartition(".")
    if len(name) > 120 and dot and len(ending) <= 12:
        return f"{stem[:100]}….{ending}"
    return flat(name, 120)
