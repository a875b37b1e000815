"""What one header field says, as clean text: encoded words, raw eight-bit bytes, parameters, dates, Message-IDs.

Fails softly: a value that follows no rule comes back as the text it is, a date that cannot be read as nothing.
Reads no MIME tree and knows no mail library; addresses are read by `intake/addresses.py`.
"""

from __future__ import annotations

import binascii
import hashlib
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote_to_bytes

from intake.charsets import clean, decode

Fields = tuple[tuple[str, str], ...]  # (name in lower case, value), in order

# One encoded word (RFC 2047 2), leniently: blanks and lone question marks may stand in it, another word may not.
WORD = r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*(?:(?<!=)\?(?!=)[^?]*){0,6})\?="
_WORD = re.compile(WORD)
_FOLD = re.compile(r"\r?\n[ \t]+|[\r\n]+")
_SURROGATE = re.compile("[\udc80-\udcff]")
_ID_CHARS = 500  # at four octets each within a PostgreSQL index entry (2704)
_ID = re.compile(r"<([^<>]{1,998})>")
_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,60})\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)', re.DOTALL)
_SECTION = re.compile(r"([^*]{1,58})\*(\d{1,3})?(\*)?")
_STRUCTURED_CHARS = 16_384  # of a field with parameters; more is no name that anybody gave a file


def recover(value: str, hints: tuple[str, ...] = ()) -> str:
    """A field whose eight-bit bytes stand as surrogate escapes to text: UTF-8, a hint, else Windows-1252."""
    if value.isascii() or not _SURROGATE.search(value):
        return value
    try:
        raw = value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return clean(value)
    return decode(raw, None, hints)[0]


def _word_bytes(encoding: str, body: str) -> bytes:
    raw = body.encode("utf-8", "replace")
    if encoding in "qQ":
        return binascii.a2b_qp(raw, header=True)
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
    held: list[bytes] = []
    charset, at = "", 0
    for match in _WORD.finditer(value):
        between = value[at : match.start()]
        name = match[1].partition("*")[0].lower()
        neighbour = bool(held) and not between.strip()
        if not (neighbour and name == charset):
            out.append(decode(b"".join(held), charset)[0])
            held = []
        if not neighbour:
            out.append(between)
        charset, at = name, match.end()
        held.append(_word_bytes(match[2], match[3]))
    out.append(decode(b"".join(held), charset)[0])
    out.append(value[at:])
    return "".join(out)


def text(value: str, hints: tuple[str, ...] = ()) -> str:
    """A field's value for people: unfolded, decoded, on one line. `hints` are charsets that raw letters may be in."""
    if value.isascii():
        if "=?" not in value and "\n" not in value and "\r" not in value and "\0" not in value:
            return value.strip()
    else:
        value = recover(value, hints)
    return clean(_FOLD.sub(" ", words(_FOLD.sub(" ", value)))).strip()


def parameters(value: str) -> dict[str, str]:
    """The parameters of a structured field by lower-case name, RFC 2231 sections joined and decoded.

    A value in the extended form wins over the plain one of that name (RFC 6266 4.3 for the same case). Encoded words
    and raw letters in plain values are left to the caller, who knows whether the value is text.
    """
    plain: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[bool, str]]] = {}
    for match in _PARAMETER.finditer(value[:_STRUCTURED_CHARS]):
        name, given = match[1].lower(), _unquoted(match[2].strip())
        extended = _SECTION.fullmatch(name) if "*" in name else None
        if extended is None:
            plain.setdefault(name, given)
        else:
            starred = bool(extended[3]) or extended[2] is None
            sections.setdefault(extended[1], {}).setdefault(int(extended[2] or 0), (starred, given))
    for name, parts in sections.items():
        plain[name] = _joined(parts)
    return plain


def _unquoted(value: str) -> str:
    if not value.startswith('"'):
        return value
    inner = value[1:-1] if value.endswith('"') and len(value) > 1 else value[1:]
    return inner.replace("\\\\", "\\").replace('\\"', '"') if "\\" in inner else inner


def _joined(parts: dict[int, tuple[bool, str]]) -> str:
    """RFC 2231 3 and 4: numbered sections in order, those with a star percent-encoded, the first naming the charset."""
    charset: str | None = None
    out: list[bytes] = []
    for number in sorted(parts):
        starred, value = parts[number]
        if starred and number == min(parts) and value.count("'") >= 2:
            charset, _, value = value.split("'", 2)
        out.append(unquote_to_bytes(value) if starred else value.encode("utf-8", "surrogateescape"))
    return decode(b"".join(out), charset or None)[0]


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


def date(value: str) -> datetime | None:
    """An RFC 5322 date with its zone (UTC where it names none); None if there is no sane one."""
    try:
        found = parsedate_to_datetime(value)
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return found if 1970 <= found.astimezone(UTC).year < 2200 else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
