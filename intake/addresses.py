"""The mailboxes of an address field (RFC 5322 3.4), however it is written.

Plain fields, which nearly all are, are read by one strict pattern; mail-parser reads what has comments, groups,
routes or breaches of the grammar, and a lenient reader takes what looks like an address where it finds none. Encoded
words are put aside before, so that a comma in a name divides nothing. Never raises; linear, and bounded in the field.
"""

from __future__ import annotations

import logging
import re

from mailparser.utils import get_addresses

from intake.charsets import clean
from intake.headers import WORD, recover, text
from routing.submission import Party

logging.getLogger("mailparser").setLevel(logging.CRITICAL)  # its remarks on mails are told by `problems`

_FIELD_CHARS = 65_536
_ASIDE = "\ue0f7"  # private use: stands where an encoded word stood, with its number between two of it
_WORDS = re.compile(rf"{WORD}(?:\s*{WORD})*")
_PLACED = re.compile(rf"{_ASIDE}(\d{{1,5}}){_ASIDE}")
_SPEC = r"[^\s<>\"',;:()\[\]@\\]{1,100}@[\w.+-]{1,253}"
_PLAIN = re.compile(
    rf"""\s*(?:(?:"([^"\\]{{0,300}})"\s*|([^"\\<>,:;()@\[\]]{{1,300}}))?<({_SPEC})>|({_SPEC}))\s*(?:,|\Z)"""
)
_LOOSE = re.compile(r"[^\s<>\"',;:()\[\]@]{1,200}@[^\s<>\"',;:()\[\]@]{1,255}")
_QUOTED = re.compile(r'\s*"([^"]{1,300})"')
_COMMENT = re.compile(r"\(([^()]{1,300})\)\s*$")
_ROUGH = 4_000  # of a field that is not plain; mail-parser looks at each character by itself


def parties(field: str, most: int, hints: tuple[str, ...] = ()) -> tuple[Party, ...]:
    """The mailboxes of a field as it was sent, in order, at most `most`; () if it holds none."""
    value, aside = _put_aside(recover(field[:_FIELD_CHARS], hints))
    found = _plain(value, most)
    if found is None:
        found = _by_grammar(value[:_ROUGH], most)
    if not found:
        found = list(loose_addresses(text(field[:_FIELD_CHARS], hints), most))
    return tuple(_named(party, aside, hints) for party in found)


def nameless(field: str, hints: tuple[str, ...] = ()) -> Party:
    """What a field without an address calls its writer: the comment of `MAILER-DAEMON (Mail System)`, else all."""
    shown = text(field[:_ROUGH], hints)
    said = _COMMENT.search(shown)
    return Party((said[1] if said else shown.partition("<")[0]).strip("\"'<> ")[:200], "")


def loose_addresses(value: str, most: int) -> tuple[Party, ...]:
    """Addresses of a text that follows no grammar: whatever looks like one, named by what stands before it."""
    found: list[Party] = []
    at = 0
    for match in _LOOSE.finditer(value):
        before = value[at : match.start()]
        quoted = _QUOTED.match(before)
        name = quoted[1] if quoted else before.strip(" \t,;").partition("<")[0] or before
        found.append(Party(name.strip(" \t<>\"',;:()[]")[:200], match[0].strip(".")))
        at = match.end()
        if len(found) >= most:
            break
    return tuple(found)


def _put_aside(value: str) -> tuple[str, list[str]]:
    if "=?" not in value:
        return value, []
    aside: list[str] = []

    def placed(match: re.Match[str]) -> str:
        aside.append(text(match[0]))
        return f"{_ASIDE}{len(aside) - 1}{_ASIDE}"

    return _WORDS.sub(placed, value.replace(_ASIDE, "")), aside


def _plain(value: str, most: int) -> list[Party] | None:
    """The mailboxes of a field that is nothing but plain ones; None for any other."""
    found: list[Party] = []
    at, size = 0, len(value)
    while at < size and len(found) < most:
        match = _PLAIN.match(value, at)
        if match is None:
            return None
        found.append(Party(match[1] or match[2] or "", match[3] or match[4]))
        at = match.end()
    return found


def _by_grammar(value: str, most: int) -> list[Party]:
    """What mail-parser makes of the field; nothing where it fails, which it does in many ways on broken ones."""
    try:
        pairs = get_addresses(value)
    except Exception:  # noqa: BLE001 - the lenient reader follows
        return []
    return [Party(name, address) for name, address in pairs[:most] if "@" in address]


def _named(party: Party, aside: list[str], hints: tuple[str, ...]) -> Party:
    """The party with its encoded words back in place, clean and of bounded length."""
    name, address = party.name, party.address
    if aside and (_ASIDE in name or _ASIDE in address):
        name = _PLACED.sub(lambda m: aside[int(m[1])] if int(m[1]) < len(aside) else "", name)
        address = _PLACED.sub(lambda m: aside[int(m[1])] if int(m[1]) < len(aside) else "", address)
    return Party(text(name, hints).strip("\"' ")[:500], clean("".join(address.split()))[:320])
