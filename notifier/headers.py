"""The header lines of an outgoing mail, as ASCII octets ready for the wire (RFC 5322, 2047, 2231).

Why not the standard library's header policy: Python 3.11 turns a Message-ID that is longer than the line into an
encoded word, which cuts the thread for every customer on Exchange, and it has folded names into second
recipients before. Here each line is built from its parts and every part is flattened first, so no value can
end its line. Raises `UnaddressableError` for an address no server could take, ValueError for a Message-ID or header
name of our own that is malformed; foreign Message-IDs that are malformed are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from urllib.parse import quote

from notifier.characters import flat
from routing.domains import ascii_domain
from routing.submission import Party

_CRLF = "\r\n"
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u0080-\U0010ffff-]+"
_QUOTED = r'"(?:[^"\\\x00-\x1f\x7f]|\\[\x20-\x7e])*"'
_LOCAL = re.compile(rf"(?:{_ATOM}(?:\.{_ATOM})*|{_QUOTED})\Z")
_DOMAIN = re.compile(
    r"(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?)*\Z"
)
_MESSAGE_ID = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{1,900}\Z")  # printable ASCII without angle brackets
_CONTROL_FREE = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+\Z")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}\Z")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+\Z")
_REFERENCES = 40  # ids named at most: the first, which founded the thread, and the latest
_SEGMENT = 60  # characters of one RFC 2231 section


class UnaddressableError(ValueError):
    """The address cannot stand in a header or an envelope; the text says which one and why."""


def line(name: str, value: str) -> bytes:
    """One unstructured header, folded, encoded where it is not plain ASCII (RFC 2047)."""
    if not _NAME.match(name):
        raise ValueError(f"not a header name: {name!r}")
    return f"{name}: {_unstructured(name, flat(value))}{_CRLF}".encode("ascii")


def date(value: datetime) -> bytes:
    """The Date header; the value must be aware."""
    if value.tzinfo is None:
        raise ValueError("a mail's date needs a time zone")
    return f"Date: {format_datetime(value)}{_CRLF}".encode("ascii")


def parties(name: str, people: Iterable[Party]) -> bytes:
    """An address header, one person a line. UTF-8 octets only where a local part needs them (RFC 6532)."""
    return f"{name}: {f',{_CRLF} '.join(_mailbox(name, p) for p in people)}{_CRLF}".encode()


def ids(name: str, message_ids: Iterable[str], *, own: bool = False) -> bytes:
    """Message-IDs (without brackets), one a line; b"" if none is well-formed. ValueError if our own is not."""
    wanted = tuple(message_ids)
    good = [i for i in wanted if _MESSAGE_ID.match(i)]
    if own and len(good) != len(wanted):
        raise ValueError(f"not a Message-ID: {wanted!r}")
    if len(good) > _REFERENCES:
        good = [good[0], *good[1 - _REFERENCES :]]
    return f"{name}: {f'{_CRLF} '.join(f'<{i}>' for i in good)}{_CRLF}".encode("ascii") if good else b""


def parameter(name: str, value: str) -> str:
    """One MIME parameter, each section on a folded line of its own (RFC 2231 where it is not plain ASCII)."""
    value = flat(value)
    if len(value) <= _SEGMENT and value.isascii() and not re.search(r'["\\%]', value):
        return f';{_CRLF} {name}="{value}"'
    octets = quote(value, safe="", encoding="utf-8")
    sections = [octets] if len(octets) <= _SEGMENT else _sections(octets)
    if len(sections) == 1:
        return f";{_CRLF} {name}*=utf-8''{octets}"
    first = f";{_CRLF} {name}*0*=utf-8''{sections[0]}"
    return first + "".join(f";{_CRLF} {name}*{n}*={s}" for n, s in enumerate(sections[1:], 1))


def canonical(address: str) -> str:
    """The address with its domain in ASCII (IDNA); the local part as it is. Raises UnaddressableError."""
    if len(address) > 400:
        raise UnaddressableError(f"not a mail address: {flat(address, 100)!r}")
    local, at, domain = address.strip().rpartition("@")
    known = ascii_domain(domain)
    # RFC 5321 4.5.3.1: 64 octets for the local part, 255 for the domain.
    fits = len(local.encode("utf-8", "replace")) <= 64 and len(known) <= 255
    if not (at and fits and _LOCAL.match(local) and _DOMAIN.match(known) and _CONTROL_FREE.match(local)):
        raise UnaddressableError(f"not a mail address: {flat(address, 100)!r}")
    return f"{local}@{known}"


def addressable(address: str) -> bool:
    """Whether a server could take the address."""
    try:
        canonical(address)
    except UnaddressableError:
        return False
    return True


def _mailbox(header: str, person: Party) -> str:
    address = canonical(person.address)
    name = flat(person.name, 100)
    if not name or name == person.address:
        return address if not name else f"<{address}>"
    if not name.isascii() or "=?" in name:
        return f"{_encoded(header, name)}{_CRLF} <{address}>"
    if not _PLAIN_NAME.match(name):
        escaped = re.sub(r'(["\\])', r"\\\1", name)
        name = f'"{escaped}"'
    return f"{name} <{address}>"


def _unstructured(header: str, text: str) -> str:
    words = text.split(" ")
    # "=?" would be read as an encoded word; a long word cannot be folded.
    if not text.isascii() or "=?" in text or max(map(len, words)) > 200:
        return _encoded(header, text)
    rows, width = [""], 76 - len(header) - 2
    for word in words:
        if rows[-1] and len(rows[-1]) + 1 + len(word) > width:
            rows.append(word)
            width = 76
        else:
            rows[-1] = f"{rows[-1]} {word}" if rows[-1] else word
    return f"{_CRLF} ".join(rows)


def _encoded(header: str, text: str) -> str:
    return Header(text, "utf-8", maxlinelen=76, header_name=header).encode(linesep=_CRLF)


def _sections(octets: str) -> list[str]:
    """Cut percent-encoded text into sections without cutting a %XX."""
    return re.findall(rf"(?:%[0-9A-F]{{2}}|[^%]){{1,{_SEGMENT // 3}}}", octets)
