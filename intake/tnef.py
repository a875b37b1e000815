"""winmail.dat opened: the files and the text that Outlook packed into TNEF (MS-OXTNEF).

Gives what could be read before the first thing that could not; never raises, copies nothing twice and takes time in
proportion to the bytes. It checks no checksums (Outlook's own are often wrong) and reads no appointment, contact or
recipient properties; an attached Outlook item stays the bytes that it is.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from intake.charsets import decode
from intake.rtf import decompressed

_SIGNATURE = b"\x78\x9f\x3e\x22"  # MS-OXTNEF 2.1.3.2
_RENDERING, _PROPERTIES, _ATTACHMENT = 0x9002, 0x9003, 0x9005  # attAttachRendData opens an attachment
_TITLE, _CONTENT, _BODY, _CODE_PAGE = 0x8010, 0x800F, 0x800C, 0x9007
_WIDTHS = {
    0x0002: 4,
    0x000B: 4,
    0x0003: 4,
    0x0004: 4,
    0x000A: 4,
    0x0005: 8,
    0x0006: 8,
    0x0007: 8,
    0x0014: 8,
    0x0040: 8,
    0x0048: 16,
    0x0001: 4,
}  # fmt: skip - property types (MS-OXCDATA 2.11.1), padded to four
_COUNTED = (0x001E, 0x001F, 0x0102, 0x000D)  # string8, string, binary, object: a count, then length and value
_WIDE = 0x001F
_FILES = 200
_STEPS = 20_000  # attributes and properties in all


@dataclass(slots=True)
class Packed:
    """One file of a winmail.dat."""

    name: str = ""
    media_type: str = ""
    content: bytes = b""
    content_id: str = ""


@dataclass(slots=True)
class Winmail:
    """What was found. `rtf` is decompressed; empty where there is none."""

    files: list[Packed] = field(default_factory=list)
    text: str = ""
    html: bytes = b""
    rtf: bytes = b""
    charset: str = "cp1252"


def is_tnef(content: bytes) -> bool:
    """Whether the bytes are TNEF, whatever the part is called."""
    return content.startswith(_SIGNATURE)


def opened(content: bytes) -> Winmail:
    """The files and text of a TNEF stream, as far as it can be read."""
    found = Winmail()
    for attribute, value in islice(_attributes(content), _STEPS):
        if attribute == _RENDERING and len(found.files) < _FILES:
            found.files.append(Packed())
        elif attribute == _CODE_PAGE and len(value) >= 4:
            found.charset = f"cp{int.from_bytes(value[:4], 'little')}"
        elif attribute == _BODY:
            found.text = found.text or _string(value, found.charset)
        elif attribute == _PROPERTIES:
            _message(found, value)
        elif found.files:
            _packed(found.files[-1], attribute, value, found.charset)
    found.files = [one for one in found.files if one.content or one.name]
    return found


def _attributes(content: bytes) -> Iterator[tuple[int, memoryview]]:
    """(id, value) of each attribute: level (1), id and type (2 each), length (4), value, checksum (2)."""
    view = memoryview(content)
    at = 6
    while at + 9 <= len(view):
        _, attribute, _, length = struct.unpack_from("<BHHI", view, at)
        yield attribute, view[at + 9 : at + 9 + length]
        at += 11 + length


def _message(found: Winmail, value: memoryview) -> None:
    for number, kind, one in _properties(value):
        if number == 0x1000:  # PidTagBody
            found.text = found.text or _text(one, kind, found.charset)
        elif number == 0x1013:  # PidTagBodyHtml
            found.html = bytes(one).rstrip(b"\0")
        elif number == 0x1009:  # PidTagRtfCompressed
            found.rtf = decompressed(bytes(one))
        elif number == 0x3FDE and len(one) >= 4:  # PidTagInternetCodepage
            page = int.from_bytes(one[:4], "little")
            found.charset = "utf-8" if page == 65001 else f"cp{page}"


def _packed(packed: Packed, attribute: int, value: memoryview, charset: str) -> None:
    if attribute == _TITLE:
        packed.name = packed.name or _string(value, charset)
    elif attribute == _CONTENT:
        packed.content = bytes(value)
    elif attribute == _ATTACHMENT:
        for number, kind, one in _properties(value):
            if number == 0x3707 or (number == 0x3704 and not packed.name):  # PidTagAttachLongFilename, its short form
                packed.name = _text(one, kind, charset) or packed.name
            elif number == 0x370E:  # PidTagAttachMimeTag
                packed.media_type = _text(one, kind, charset).lower()
            elif number == 0x3712:  # PidTagAttachContentId
                packed.content_id = _text(one, kind, charset).strip("<>")
            elif number == 0x3701 and not packed.content:  # PidTagAttachDataBinary
                packed.content = bytes(one)


def _properties(view: memoryview) -> Iterator[tuple[int, int, memoryview]]:
    """(id, type, first value) of each property of a property list (MS-OXTNEF 2.1.3.4)."""
    try:
        count = min(struct.unpack_from("<I", view, 0)[0], _STEPS)
        at = 4
        for _ in range(count):
            kind, number = struct.unpack_from("<HH", view, at)
            at += 4
            if number >= 0x8000:
                at = _past_name(view, at)
            values, at = _values(view, at, kind)
            if values is not None:
                yield number, kind & 0x0FFF, values
    except (struct.error, LookupError):
        return


def _past_name(view: memoryview, at: int) -> int:
    """Where a named property's value begins: a GUID, then a number or a string (its length, padded to four)."""
    (is_string,) = struct.unpack_from("<I", view, at + 16)
    if not is_string:
        return at + 24
    length = int(struct.unpack_from("<I", view, at + 20)[0])
    return at + 24 + length + -length % 4


def _values(view: memoryview, at: int, kind: int) -> tuple[memoryview | None, int]:
    """The first value at an offset, and where the next property begins. LookupError for an unknown type."""
    several, kind = kind & 0x1000, kind & 0x0FFF
    counted = kind in _COUNTED
    number = 1
    if counted or several:
        (number,) = struct.unpack_from("<I", view, at)
        at += 4
    first: memoryview | None = None
    if not counted:
        width = _WIDTHS[kind]
        return (view[at : at + width] if number else None), at + width * number
    for _ in range(min(number, _STEPS)):
        (length,) = struct.unpack_from("<I", view, at)
        first = view[at + 4 : at + 4 + length] if first is None else first
        at += 4 + length + -length % 4
    return first, at


def _text(value: memoryview, kind: int, charset: str) -> str:
    if kind == _WIDE:
        return bytes(value).decode("utf-16-le", "replace").rstrip("\0")
    return _string(value, charset)


def _string(value: memoryview, charset: str) -> str:
    return decode(bytes(value).rstrip(b"\0"), charset)[0]
