"""What one header field says, as clean text: encoded words, raw eight-bit bytes, addresses, dates, Message-IDs.

Fails softly: a value that follows no rule comes back as the text it is, an address or date that cannot be read
as nothing. Reads no MIME tree and knows no mail library; `intake/mail.py` gives it the fields.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from routing.submission import Party

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_FOLD = re.compile(r"\r?\n[ \t]+|[\r\n]+")
_LONE = re.compile("[\ud800-\udfff]")
_ID_CHARS = 500  # at four octets each within a PostgreSQL index entry (2704)
_ID = re.compile(r"<([^<>]{1,998})>")
_ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]@]{1,200}@[^\s<>\"',;:()\[\]@]{1,255}")
_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_HEX = re.compile(rb"=([0-9A-Fa-f]{2})")
# Names that mailers write and Python does not know, or knows as a smaller set than what is meant.
_CHARSETS = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "ascii",
    "ansi": "cp1252",
    "ansi_x3.110-1983": "cp1252",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "x-sjis": "cp932",
    "utf8mb4": "utf-8",
    "unicode-1-1-utf-7": "utf-7",
    "x-user-defined": "utf-8",
    "unknown-8bit": "utf-8",
    "x-unknown": "utf-8",
    "unknown": "utf-8",
    "8bit": "utf-8",
    "default": "utf-8",
}
_SINGLE_BYTE = frozenset(
    {"cp1252", "ascii", "cp1254", "iso-8859-15", "cp1250", "cp1251", "iso-8859-2", "latin_1", "cp850"}
)


def clean(text: str) -> str:
    """The text without NUL (PostgreSQL refuses it) and with U+FFFD for lone surrogates (UTF-8 has none)."""
    if "\0" in text:
        text = text.replace("\0", "")
    return _LONE.sub("\ufffd", text) if not text.isascii() else text


def decode(raw: bytes, declared: str | None) -> tuple[str, str | None]:
    """Bytes to text, and the remedy if the declared charset was missing or lied (None: it was right).

    Tried in this order: a valid multi-byte UTF-8 text that only claims to be of a single-byte charset, the
    declared charset, UTF-8, Windows-1252, Latin-1, which takes everything.
    """
    name = (declared or "").strip().strip("\"'").lower()
    name = _CHARSETS.get(name, name)
    if raw.isascii() and not name.startswith(("utf-7", "utf-16", "utf-32", "hz", "iso-2022")):
        return clean(raw.decode("ascii")), None
    tries = [name] if name else []
    if name in _SINGLE_BYTE:
        tries = ["utf-8", name]
    for charset in (*tries, "utf-8", "cp1252"):
        try:
            text = raw.decode(charset)
        except (LookupError, UnicodeError, ValueError):
            continue
        return clean(text), None if charset == name else f"charset {declared or 'missing'}, read as {charset}"
    return clean(raw.decode("latin-1")), f"charset {declared or 'missing'}, read as latin-1"


def recover(value: str) -> str:
    """A field as the parser keeps it (eight-bit bytes as surrogate escapes) to text: UTF-8, else Windows-1252."""
    if value.isascii():
        return value
    try:
        raw = value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return clean(value)
    return decode(raw, None)[0]


def _word_bytes(encoding: str, body: str) -> bytes:
    raw = body.encode("utf-8", "replace")
    if encoding in "qQ":
        return _HEX.sub(lambda m: bytes([int(m[1], 16)]), raw.replace(b"_", b" "))
    raw = _BASE64.sub(b"", raw)
    raw = raw[: len(raw) - 1] if len(raw) % 4 == 1 else raw
    return binascii.a2b_base64(raw + b"=" * (-len(raw) % 4))


def words(value: str) -> str:
    """RFC 2047 encoded words to text, leniently.

    Neighbours of one charset are joined before they are decoded, since mailers split characters between them;
    words that touch other text or hold blanks are taken, too.
    """
    if "=?" not in value:
        return value
    out: list[str] = []
    charset, held, at = "", b"", 0
    for match in _WORD.finditer(value):
        between = value[at : match.start()]
        name = match[1].partition("*")[0].lower()
        neighbour = bool(held) and not between.strip()
        if not (neighbour and name == charset):
            out.append(decode(held, charset)[0])
            held = b""
        if not neighbour:
            out.append(between)
        charset, held, at = name, held + _word_bytes(match[2], match[3]), match.end()
    out.append(decode(held, charset)[0])
    out.append(value[at:])
    return "".join(out)


def text(value: str) -> str:
    """A field's value for people: unfolded, decoded, on one line."""
    unfolded = _FOLD.sub(" ", recover(value))
    return clean(_FOLD.sub(" ", words(unfolded))).strip()


def message_ids(value: str, most: int) -> tuple[str, ...]:
    """The Message-IDs of a field without brackets, in order, each once, at most `most` (the last ones)."""
    found = ["".join(m.split()) for m in _ID.findall(value)]
    if not found:
        found = [w.strip("<>") for w in value.split() if "@" in w][:most]
    return tuple(dict.fromkeys(_bounded(i) for i in found if i))[-most:]


def _bounded(message_id: str) -> str:
    """A Message-ID that a database can index: a longer one is cut and told from others by its digest."""
    if len(message_id) <= _ID_CHARS:
        return message_id
    digest = hashlib.sha256(message_id.encode("utf-8", "replace")).hexdigest()
    return f"{message_id[: _ID_CHARS - 40]}~{digest[:32]}"


def loose_addresses(value: str, most: int) -> tuple[Party, ...]:
    """Addresses of a field that follows no grammar: whatever looks like one, named by what stands before it."""
    found: list[Party] = []
    at = 0
    for match in _ADDRESS.finditer(value):
        name = value[at : match.start()].strip(" \t<>\"',;:()[]")
        found.append(Party(name[:200], match[0].strip(".")))
        at = match.end()
        if len(found) >= most:
            break
    return tuple(found)


def date(value: str) -> datetime | None:
    """An RFC 5322 date with its zone (UTC where it names none); None if there is no sane one."""
    try:
        found = parsedate_to_datetime(value)
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return found if 1970 <= found.astimezone(UTC).year < 2200 else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
