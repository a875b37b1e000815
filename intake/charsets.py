"""Bytes to text, whatever charset they claim: aliases, lies, missing names, Japanese and Chinese shift codes, UTF-7.

Never fails: what no charset takes is read as Windows-1252 or Latin-1, and the remedy is told. Reads bytes only and
knows nothing of mail; it does not re-interpret text (no entities, no escapes). Linear in the bytes.
"""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

_LONE = re.compile("[\ud800-\udfff]")
# Names that mailers write and Python does not know, or knows as a smaller set than what is meant.
_ALIASES = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "ascii",
    "ansi": "cp1252",
    "x-ansi": "cp1252",
    "ansi_x3.110-1983": "cp1252",
    "windows-1252http-equivcontent-type": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "chinesebig5": "big5hkscs",
    "big5": "big5hkscs",
    "hz-gb-2312": "hz",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "csshiftjis": "cp932",
    "utf8mb4": "utf-8",
    "utf-8mb4": "utf-8",
    "unicode": "utf-16",
    "unicode-1-1-utf-7": "utf-7",
    "x-unicode-2-0-utf-7": "utf-7",
    "x-mac-roman": "mac_roman",
    "macintosh": "mac_roman",
    "x-mac-ce": "mac_latin2",
    "x-mac-cyrillic": "mac_cyrillic",
    "ibm850": "cp850",
}
_NAMELESS = frozenset(  # what says that nobody knows
    {
        "unknown-8bit",
        "x-unknown",
        "unknown",
        "8bit",
        "binary",
        "default",
        "x-user-defined",
        "default_charset",
        "_charset",
    }
)
_CODE_PAGE = re.compile(r"(?:x-)?(?:cp|ibm|windows|win|dos|ms|x-cp|microsoft-cp)[-_ ]?(\d{3,4})")
_ISO = re.compile(r"iso[-_ ]?8859[-_ ]?(\d{1,2})(?:[-_:]\d{4})?")
# A text of one of these that is valid UTF-8 with eight-bit letters is UTF-8: chance does not make such sequences.
TURKISH = "cp1254"
_WESTERN = ("iso8859-1", "cp1252", "latin-1", "ascii")
_SINGLE_BYTE = ("cp1", "cp8", "iso8859", "ascii", "latin", "koi8", "mac")
_SHIFTED = ("utf-7", "utf_7", "utf-16", "utf_16", "utf-32", "utf_32", "hz", "iso2022", "iso-2022")
_JIS_TEXT = re.compile(rb"\x1b\$(?:[@B]|\([@BQO])([^\x1b]*)|\x1b\([BJHI]([^\x1b]*)|\x1b\([^\x1b]*")
_DECLARED_IN_WORDS = re.compile(rb"=\?([\w.:-]{2,40})\?[bBqQ]\?")
_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
# GB 2312 rows of punctuation (A1-A3) and of the 3,755 usual characters (B0-D7), each with a trail byte.
_USUAL_CHINESE = re.compile(rb"(?:[\xa1-\xa3\xb0-\xd7][\xa1-\xfe])+")
_EIGHT_BIT_JAPANESE = ["cp932", "euc_jp"]  # what eight-bit bytes are that claim ISO-2022-JP, which is seven-bit
# Letters of windows-1254 that Latin-1 has not: their octets are Icelandic letters there. No accented vowel beside them.
_TURKISH_ONLY = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")
_NOT_TURKISH = re.compile(
    rb"[\xc0\xc1\xc3-\xc6\xc8-\xcd\xcf\xd1-\xd5\xd7-\xda\xdf-\xe1\xe3-\xe6\xe8-\xed\xef\xf1-\xf5\xf7-\xfa\xff]"
)
_TURKISH_LETTERS = 4  # fewer may be a name
_AS_TURKISH = str.maketrans("ÐÝÞðýþ", "ĞİŞğış")
_GUESSED_FROM = 4_000  # bytes looked at when a charset must be guessed


def clean(text: str) -> str:
    """The text without NUL (PostgreSQL refuses it) and with U+FFFD for lone surrogates (UTF-8 has none)."""
    if "\0" in text:
        text = text.replace("\0", "")
    return text if text.isascii() else _LONE.sub("\ufffd", text)


@lru_cache(maxsize=512)
def known(declared: str) -> str:
    """The Python codec that a mailer's name means, or "" for a name that means nothing."""
    name = declared.strip("\"' \t;,").lower()
    name = _ALIASES.get(name, name)
    if name in _NAMELESS or not name.isascii():
        return ""
    if page := _CODE_PAGE.fullmatch(name):
        name = f"cp{page[1]}"
    elif (part := _ISO.fullmatch(name)) and f"iso-8859-{part[1]}" != name:
        name = _ALIASES.get(f"iso-8859-{part[1]}", f"iso-8859-{part[1]}")
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        return ""
    return found.name if getattr(found, "_is_text_encoding", True) else ""  # not rot13 or zip


def decode(raw: bytes, declared: str | None, hints: tuple[str, ...] = ()) -> tuple[str, str | None]:
    """Bytes to text, and the remedy if the declared charset was missing or lied (None: it was right).

    Tried in this order: a valid multi-byte UTF-8 text that only claims to be of a single-byte charset, the declared
    charset, UTF-8, what the bytes look like, the `hints` (charsets that the same mail names elsewhere),
    Windows-1252, Latin-1, which takes everything.
    """
    name = known(declared) if declared else ""
    if not name.startswith(_SHIFTED) and raw.isascii():
        return clean(raw.decode("ascii")), None
    for charset in _in_order(name, raw, hints):
        text = _read(raw, charset)
        if text is not None:
            return clean(text), None if charset == name else f"charset {declared or 'missing'}, read as {charset}"
    return clean(raw.decode("latin-1")), f"charset {declared or 'missing'}, read as latin-1"


def looks_turkish(raw: bytes) -> bool:
    """Whether single-byte text is Turkish, whatever it calls itself: old web forms call windows-1254 ISO-8859-1."""
    head = raw[:_GUESSED_FROM]
    return len(_TURKISH_ONLY.findall(head)) >= _TURKISH_LETTERS and _NOT_TURKISH.search(head) is None


def as_turkish(text: str) -> str:
    """A text that was read as Latin-1, and in a mail whose body was told to be Turkish was none."""
    return text.translate(_AS_TURKISH)


def _in_order(name: str, raw: bytes, hints: tuple[str, ...]) -> list[str]:
    if not name:
        hinted = [c for hint in hints if (c := known(hint)) and c != "ascii"]
        if any(c.startswith("iso2022_jp") for c in hinted):
            hinted += _EIGHT_BIT_JAPANESE
        multi = [c for c in hinted if not c.startswith(_SINGLE_BYTE)]  # fails on what it does not fit, so is trusted
        return ["utf-8", *multi, *_looks_like(raw), *hinted, TURKISH if looks_turkish(raw) else "cp1252"]
    tries = ["utf-8", name] if name.startswith(_SINGLE_BYTE) else [name]
    if name in _WESTERN and looks_turkish(raw):
        tries.insert(1, TURKISH)
    if name.startswith("iso2022_jp"):
        tries += _EIGHT_BIT_JAPANESE
    return [*tries, "utf-8", *_looks_like(raw), "cp1252"]


def _read(raw: bytes, charset: str) -> str | None:
    try:
        if charset.startswith("iso2022_jp"):
            return _japanese(raw)
        return raw.decode(charset)
    except (LookupError, UnicodeError, ValueError):
        return None


def _japanese(raw: bytes) -> str | None:
    """ISO-2022-JP with the NEC and IBM rows that Windows writes (RFC 1468 has fewer than cp932); None for others."""
    if not raw.isascii():
        return None
    try:
        return raw.decode("iso2022_jp_2")
    except UnicodeError:
        pass
    out = [raw[: raw.find(b"\x1b")].decode("ascii")] if b"\x1b" in raw else [raw.decode("ascii")]
    out.extend(
        _shift_jis(match[1]).decode("cp932", "replace") if match[1] else (match[2] or b"").decode("ascii")
        for match in _JIS_TEXT.finditer(raw)
    )
    return "".join(out)


def _shift_jis(pairs: bytes) -> bytes:
    """JIS rows and cells (seven-bit pairs) as Shift_JIS bytes; line ends between them stay."""
    out = bytearray()
    at, end = 0, len(pairs)
    while at < end:
        first = pairs[at]
        if not 0x21 <= first <= 0x7E or at + 1 >= end:
            out.append(first)
            at += 1
            continue
        second = pairs[at + 1]
        lead = (first + 1) // 2 + (0x70 if first <= 0x5E else 0xB0)
        trail = second + (0x1F if first % 2 and second < 0x60 else 0x20 if first % 2 else 0x7E)
        out += bytes((lead & 0xFF, trail & 0xFF))
        at += 2
    return bytes(out)


def _looks_like(raw: bytes) -> tuple[str, ...]:
    """UTF-16 by its zero bytes or mark; GB 18030 where every eight-bit run is made of pairs of usual characters.

    Letters of European single-byte charsets stand alone or in short runs of either parity, and those of Cyrillic
    ones lie above D7: neither passes for Chinese.
    """
    head = raw[:_GUESSED_FROM]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) and len(raw) % 2 == 0:
        return ("utf-16",)
    runs = _HIGH_RUNS.findall(head)
    if len(raw) > _GUESSED_FROM and runs:
        runs.pop()
    size = sum(map(len, runs))
    if size >= 6 and size >= 3 * len(runs) and all(_USUAL_CHINESE.fullmatch(run) for run in runs):
        return ("gb18030",)
    return ()


def named_in_words(block: bytes) -> tuple[str, ...]:
    """The charsets that encoded words of a header block name (RFC 2047), each once, at most three."""
    if b"=?" not in block:
        return ()
    names = dict.fromkeys(m[1].decode("ascii", "replace").lower() for m in _DECLARED_IN_WORDS.finditer(block[:20_000]))
    return tuple(names)[:3]
