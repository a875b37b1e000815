"""A winmail.dat as Outlook packs it (MS-OXTNEF), small enough to be written by hand."""

from __future__ import annotations

import struct


def attribute(level: int, number: int, value: bytes) -> bytes:
    """One TNEF attribute with its checksum."""
    return struct.pack("<BHHI", level, number, 6, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def properties(*pairs: tuple[int, int, bytes]) -> bytes:
    """A property list of counted values: (id, type, value)."""
    out = [struct.pack("<I", len(pairs))]
    for number, kind, value in pairs:
        out.append(struct.pack("<HHII", kind, number, 1, len(value)) + value + b"\0" * (-len(value) % 4))
    return b"".join(out)


def winmail(*attributes: bytes) -> bytes:
    """The stream: signature, key, attributes."""
    return b"\x78\x9f\x3e\x22\x01\x00" + b"".join(attributes)


def packed_file(name: str, content: bytes) -> bytes:
    """An attachment with its short title, its content, and its long name in a property."""
    return (
        attribute(2, 0x9002, b"\0" * 14)
        + attribute(2, 0x8010, b"SHORT~1.TXT\0")
        + attribute(2, 0x800F, content)
        + attribute(2, 0x9005, properties((0x3707, 0x001F, f"{name}\0".encode("utf-16-le"))))
    )


def compressed_rtf(rtf: bytes) -> bytes:
    """RTF in the stored form of MS-OXRTFCP."""
    return struct.pack("<IIII", len(rtf) + 12, len(rtf), 0x414C454D, 0) + rtf
