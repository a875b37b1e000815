"""How large a picture is, from its first bytes: PNG, GIF, JPEG and BMP; and whether one that size decorates.

Reads at most `_LOOKED_AT` bytes and decodes nothing; an unknown or broken file has no size. Never raises.
"""

from __future__ import annotations

import struct

_LOOKED_AT = 65_536
_LOGO_BYTES = 30_000  # shown in the text and smaller than this, of whatever kind: decorates
_SIGNATURE_BYTES = 150_000  # the same below the closing words, where logos and portraits stand
_BANNER = 3  # times as wide as high
_LOGO_HEIGHT = 160
_SIGNATURE_HEIGHT = 320


def size(raw: bytes) -> tuple[int, int] | None:
    """(width, height) in pixels, or None."""
    head = raw[:_LOOKED_AT]
    try:
        if head.startswith(b"\x89PNG\r\n\x1a\n"):
            return struct.unpack_from(">II", head, 16)
        if head.startswith((b"GIF87a", b"GIF89a")):
            return struct.unpack_from("<HH", head, 6)
        if head.startswith(b"\xff\xd8"):
            return _jpeg(head)
        if head.startswith(b"BM"):
            width, height = struct.unpack_from("<ii", head, 18)
            return abs(width), abs(height)
    except struct.error:
        pass
    return None


def _jpeg(head: bytes) -> tuple[int, int] | None:
    """The size in the first start-of-frame segment (ITU-T T.81, B.2.2)."""
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        marker = head[at + 1]
        if marker in (0xFF, 0x01) or 0xD0 <= marker <= 0xD8:
            at += 1 if marker == 0xFF else 2
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", head, at + 5)
            return width, height
        at += 2 + struct.unpack_from(">H", head, at + 2)[0]
    return None


def is_dot(raw: bytes) -> bool:
    """A tracking dot or spacer: at most three pixels in one direction."""
    if len(raw) > 5_000:
        return False
    known = size(raw)
    return known is not None and min(known) <= 3


def decorates(raw: bytes, *, below_closing: bool) -> bool:
    """Whether a picture that the text shows is a logo, portrait or banner rather than a screenshot."""
    if len(raw) < _LOGO_BYTES:
        return True
    known = size(raw)
    if known is None:
        return False
    width, height = known
    if height <= _LOGO_HEIGHT and width >= _BANNER * height:
        return True
    return below_closing and len(raw) < _SIGNATURE_BYTES and height <= _SIGNATURE_HEIGHT
