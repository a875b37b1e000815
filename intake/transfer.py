"""The transfer encodings of a body undone: base64, quoted-printable, uuencode (RFC 2045 6), as broken as they come.

Never raises, linear, and without a pass over the lines of a large file. An encoding that nobody knows is none.
"""

from __future__ import annotations

import binascii
import re

from intake import enclosed
from intake.mime_tree import Entity

_ENCODING = re.compile(r"[\s\"']*(quoted-printable|base64|x-uuencode|uuencode|uue|x-uue)\b", re.IGNORECASE)
_BASE64_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
_BLANKS = b"\r\n \t"
_LARGE = 1_000_000  # bytes of a file that is decoded without a second look
_NOT_BASE64 = bytes({*range(256)} - {*_BASE64_LETTERS[:-1]})  # the padding neither


def decoded(entity: Entity, problems: list[str], path: str) -> bytes:
    """The decoded body, leniently; what was wrong with it is added to `problems`, with the part's `path`."""
    body = entity.body
    found = _ENCODING.match(given) if (given := entity.first.get("content-transfer-encoding", "")) else None
    encoding = found[1].lower() if found else ""
    if encoding == "base64":
        return _base64(body, entity.media_type.startswith(("text/", "message/")), problems, path)
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    raw = bytes(body)
    if encoding:
        inside = enclosed.in_text(raw)[1]
        return inside[0].content if inside else raw
    return raw


def _base64(body: memoryview, may_be_text: bool, problems: list[str], path: str) -> bytes:
    """Base64, in one go where it is sound; what several encoders wrote one after the other is joined."""
    if len(body) > _LARGE and not may_be_text:
        try:
            return binascii.a2b_base64(body)
        except binascii.Error:
            pass
    raw = bytes(body)
    letters = raw.translate(None, _BLANKS)
    if may_be_text and len(letters.translate(None, _BASE64_LETTERS)) * 12 > len(letters):
        problems.append(f"part {path}: not the base64 that it claims to be: read as it is")
        return raw
    padding = letters.find(b"=")
    if 0 <= padding < len(letters.rstrip(b"=")) and not letters.translate(None, _BASE64_LETTERS):
        return b"".join(_padded(run) for run in letters.split(b"=") if run)
    if padding < 0 and len(letters) % 4:
        problems.append(f"part {path}: base64 cut short")
    return _padded(letters[:padding] if padding >= 0 else letters)


def _padded(run: bytes) -> bytes:
    """The bytes of a run of base64 that is without its padding, whatever else stands in it."""
    letters = run.translate(None, _NOT_BASE64)
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
