"""One part of a stored mail, by its path: the files that go along with staff mail.

Paths count as IMAP does (RFC 9051 6.4.5): the children of a multipart from 1, "2.1" the first child of the second;
a root that is no multipart is "1". An attached mail is one part, whole: its inside has no paths of its own.
Broken encodings give what can be decoded, never an error; a path that is not there raises LookupError.
It does not judge what a part is; intake has done that.
"""

from __future__ import annotations

import base64
import binascii
import re
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from functools import lru_cache

from notifier.characters import clean

_AS_IT_IS = compat32.clone(max_line_length=None, mangle_from_=False)
_PATH = re.compile(r"[1-9]\d{0,5}(\.[1-9]\d{0,5}){0,200}")
_LEADING = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*")  # a mail does not end where it has not begun
_ENCODING = re.compile(r"[\s\"']*([a-z0-9-]+)", re.IGNORECASE)
_STRUCTURAL = ("content-type", "content-transfer-encoding")


def part_content(raw: bytes, path: str) -> bytes:
    """The decoded bytes of a part; of an attached mail (message/rfc822) the bytes of that mail."""
    return _content(_find(raw, path))


def part_text(raw: bytes, path: str) -> str:
    r"""A part as text, newlines as `\n`: in its declared charset, else UTF-8, else Windows-1252."""
    part = _find(raw, path)
    content = _content(part)
    for charset in (_charset(part), "utf-8"):
        try:
            return clean(content.decode(charset))
        except (LookupError, ValueError):  # unknown charset, or it lied
            continue
    return clean(content.decode("cp1252", "replace"))


@lru_cache(maxsize=1)  # the parts of one mail are asked for one after the other
def _root(raw: bytes) -> Message:
    leading = _LEADING.match(raw)
    root = BytesParser(policy=compat32).parsebytes(raw[leading.end() :] if leading else raw)
    _mend(root)
    return root


def _find(raw: bytes, path: str) -> Message:
    if not _PATH.fullmatch(path):
        raise LookupError(f"not a part path: {path!r}")
    part = _root(raw)
    if not _children(part):
        if path != "1":
            raise LookupError(f"no part {path}: the mail has one part")
        return part
    for step in map(int, path.split(".")):
        children = _children(part)
        if step > len(children):
            raise LookupError(f"no part {path}")
        part = children[step - 1]
        _mend(part)
    return part


def _mend(part: Message) -> None:
    """Structural headers with raw eight-bit letters or `base64; charset=…` made readable for the library."""
    for name, value in list(part.raw_items()):
        if name.lower() not in _STRUCTURAL:
            continue
        mended = str(value).encode("ascii", "surrogateescape").decode("utf-8", "replace")
        found = _ENCODING.match(mended)
        if found and name.lower() == "content-transfer-encoding":
            mended = found[1]
        if mended != value:
            part.replace_header(name, mended)


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    if part.get_content_maintype() != "multipart" or not isinstance(payload, list):
        return []
    return [child for child in payload if isinstance(child, Message)]


def _content(part: Message) -> bytes:
    inner = part.get_payload()
    if isinstance(inner, list):
        whole = b"\n".join(child.as_bytes(policy=_AS_IT_IS) for child in inner if isinstance(child, Message))
        return _unwrapped(whole) if str(part.get("Content-Transfer-Encoding", "")).lower() == "base64" else whole
    try:
        decoded = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):  # what the library's decoders let through
        decoded = str(inner).encode("utf-8", "surrogateescape")
    return decoded if isinstance(decoded, bytes) else b""


def _unwrapped(attached: bytes) -> bytes:
    """An attached mail in base64, which RFC 2046 5.2.1 forbids and some clients send: the parser took it for text."""
    try:
        return base64.b64decode(b"".join(attached.split()), validate=True)
    except binascii.Error:
        return attached


def _charset(part: Message) -> str:
    try:
        return part.get_content_charset() or "utf-8"
    except (ValueError, LookupError, TypeError, AttributeError):
        return "utf-8"
