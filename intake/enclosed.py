"""What lies within a part that no MIME structure names: uuencoded and yEnc files in a text, winmail.dat, signed mail.

Gives files and texts as bytes; never raises, and leaves what it does not understand where it is. It verifies no
signature and decrypts nothing. Linear in the bytes.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

from intake import rtf, tnef

_BEGIN = re.compile(rb"^begin[ \t]{1,4}[0-7]{3,4}[ \t]{1,4}([^\r\n]{1,255})\r?\n", re.MULTILINE)
_END = re.compile(rb"^(?:`|[ ]{0,2})?\r?\n?end[ \t]*\r?$\n?", re.MULTILINE)
_UU_LINE = re.compile(rb"[ -`]{1,90}[ \t]*\r?\n")
_Y_BEGIN = re.compile(rb"^=ybegin [^\r\n]{0,200}?\bname=([^\r\n]{1,255})\r?\n(?:=ypart [^\r\n]*\r?\n)?", re.MULTILINE)
_Y_END = re.compile(rb"^=yend[^\r\n]*\r?\n?", re.MULTILINE)
_Y_SHIFT = bytes((n - 42) % 256 for n in range(256))
_TRIES = 50  # lines that look like the first of a file
_TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "bmp": "image/bmp", "tif": "image/tiff", "tiff": "image/tiff", "txt": "text/plain", "log": "text/plain",
    "csv": "text/csv", "htm": "text/html", "html": "text/html", "xml": "application/xml", "zip": "application/zip",
    "msg": "application/vnd.ms-outlook", "eml": "message/rfc822", "doc": "application/msword",
    "xls": "application/vnd.ms-excel", "dwg": "image/vnd.dwg",
}  # fmt: skip
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # OID 1.2.840.113549.1.7.2 (RFC 5652 5)
_DER_STEPS = 32  # elements looked at before the content


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file or text found inside a part. `body`: it is what the sender wrote, should the mail say it nowhere else."""

    name: str | None
    media_type: str
    content: bytes
    charset: str = ""
    content_id: str | None = None
    body: bool = False


def in_text(content: bytes) -> tuple[bytes, list[Enclosed]]:
    """A text without the uuencoded and yEnc files that stand in it, and these."""
    if b"begin" not in content:
        return content, []
    yenc = b"=ybegin " in content
    found: list[Enclosed] = []
    out: list[bytes] = []
    at = 0
    for _ in range(_TRIES):
        start = _BEGIN.search(content, at)
        other = _Y_BEGIN.search(content, at) if yenc else None
        if other and (start is None or other.start() < start.start()):
            end = _Y_END.search(content, other.end())
            stop, after = (end.start(), end.end()) if end else (len(content), len(content))
            body, start = _yenc(content[other.end() : stop]), other
        elif start:
            body, after = _uuencoded(content, start.end())
        else:
            break
        out.append(content[at : start.start()] if body else content[at : start.end()])
        at = after if body else start.end()
        if body:
            name = start[1].decode("utf-8", "surrogateescape").strip(' \t"')
            found.append(Enclosed(name, media_type_of(name), body))
    out.append(content[at:])
    return b"".join(out), found


def _uuencoded(content: bytes, at: int) -> tuple[bytes, int]:
    """The file whose lines start at an offset, and where the text goes on; b"" if these are no such lines."""
    out: list[bytes] = []
    while line := _UU_LINE.match(content, at):
        size = (content[at] - 32) & 63
        piece = line[0].rstrip(b"\r\n")[: 1 + (size + 2) // 3 * 4]
        if len(piece) < size:  # far too short for what its first character says
            break
        try:
            out.append(binascii.a2b_uu(piece))
        except binascii.Error:
            break
        at = line.end()
    if end := _END.match(content, at):
        at = end.end()
    return b"".join(out), at


def _yenc(lines: bytes) -> bytes:
    """The file of a yEnc 1.2 block: every byte stands plus 42; one that would break a line plus 106, after a `=`."""
    first, *escaped = lines.replace(b"\r", b"").replace(b"\n", b"").split(b"=")
    rest = (bytes(((piece[0] - 106) % 256,)) + piece[1:].translate(_Y_SHIFT) for piece in escaped if piece)
    return first.translate(_Y_SHIFT) + b"".join(rest)


def media_type_of(name: str) -> str:
    """The type that a file name's ending promises, `application/octet-stream` for one unknown."""
    return _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def in_winmail(content: bytes) -> list[Enclosed]:
    """The files of a winmail.dat, and its text: HTML before RTF before plain."""
    winmail = tnef.opened(content)
    found = [Enclosed(f.name or None, _type(f), f.content, content_id=f.content_id or None) for f in winmail.files]
    text, kind = winmail.text, "text/plain"
    if winmail.rtf and not winmail.html:
        said, wrapped = rtf.text_of(winmail.rtf, winmail.charset if _reads(winmail.charset) else "cp1252")
        text, kind = (said, "text/html" if wrapped else kind) if said.strip() else (text, kind)
    if winmail.html:
        found.append(Enclosed(None, "text/html", winmail.html, charset=winmail.charset, body=True))
    elif text.strip():
        found.append(Enclosed(None, kind, text.encode("utf-8", "replace"), charset="utf-8", body=True))
    return found


def _type(packed: tnef.Packed) -> str:
    given = packed.media_type
    return given if given.count("/") == 1 and len(given) < 100 and given.isascii() else media_type_of(packed.name)


def _reads(charset: str) -> bool:
    try:
        "".encode(charset)
    except LookupError:
        return False
    return True


def in_signature(content: bytes) -> bytes:
    """The entity that an opaque S/MIME signature carries (RFC 8551 3.5.2); b"" if it is encrypted or no such thing."""
    oid = content.find(_SIGNED_DATA, 0, 64)
    if oid < 0:
        return b""
    return _octets(content, oid + len(_SIGNED_DATA))


def _octets(content: bytes, at: int) -> bytes:
    """The first OCTET STRING below [0] SignedData / EncapsulatedContentInfo / [0], in DER or BER."""
    steps = 0
    while at + 2 <= len(content) and steps < _DER_STEPS:
        steps += 1
        tag, at, size = _element(content, at)
        if tag == 0x04:
            return content[at : at + (size or 0)]
        if tag == 0x24:
            return _joined(content, at)
        if tag in (0xA0, 0x30):  # go into it
            continue
        if size is None:
            return b""
        at += size
    return b""


def _element(content: bytes, at: int) -> tuple[int, int, int | None]:
    """(tag, where the value starts, its length or None if it is open): X.690 8.1.3."""
    tag, first = content[at], content[at + 1]
    at += 2
    if first < 0x80:
        return tag, at, first
    if first == 0x80:
        return tag, at, None
    count = first & 0x7F
    return tag, at + count, int.from_bytes(content[at : at + min(count, 8)], "big")


def _joined(content: bytes, at: int) -> bytes:
    """The pieces of a constructed OCTET STRING (BER, as Outlook and OpenSSL stream it), in order."""
    out: list[bytes] = []
    while at + 2 <= len(content):
        tag, start, size = _element(content, at)
        if tag != 0x04 or size is None:
            break
        out.append(content[start : start + size])
        at = start + size
    return b"".join(out)
