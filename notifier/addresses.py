"""The addresses that outgoing mail bears, with their tokens, and links that write to them."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from urllib.parse import quote

from notifier.characters import flat
from routing.model import Ticket
from routing.reference import Purpose, Token, expiry, person_code, with_token
from routing.station import Station

CUSTOMER_TOKEN_DAYS = 730
STAFF_TOKEN_DAYS = 365
BOUNCE_TOKEN_DAYS = 30
_SUBJECT = 100  # characters in a link, each up to twelve there: Outlook opens none of more than 2,083


def case_address(station: Station, ticket: Ticket, person: str, purpose: Purpose, now: datetime) -> str:
    """The address of a case, for one person: an engineer's name in the desk file, or a customer's address."""
    days = STAFF_TOKEN_DAYS if any(e.name == person for e in station.desk.colleagues) else CUSTOMER_TOKEN_DAYS
    token = Token(purpose, ticket.ref, person_code(person), expiry(now, days))
    return with_token(station.desk.mailbox(ticket.mailbox).address, station.keyring.address_token(token))


def bounce_address(station: Station, address: str, ref: int, now: datetime) -> str:
    """Where what could not be delivered comes back to (VERP)."""
    bounces = Token(Purpose.BOUNCE, ref, 0, expiry(now, BOUNCE_TOKEN_DAYS))
    return with_token(address, station.keyring.address_token(bounces))


def write_to(address: str, subject: str, body: str) -> str:
    """A `mailto:` link (RFC 6068); the plus sign encoded, for some clients read it as a space."""
    return f"mailto:{_quoted(address, '@')}?subject={_quoted(subject)}&body={_quoted(body)}"


@lru_cache(maxsize=64)  # the links of a case differ in their commands alone, and those are few
def _quoted(text: str, safe: str = "") -> str:
    return quote(text, safe=safe)


def tagged(station: Station, ticket: Ticket) -> str:
    """The subject of a reply in a case, a stranger's words: on one line, and as long as a link may be."""
    return tagged_as(station.desk.tag, ticket.number, ticket.subject)


def tagged_as(tag: str, number: int, subject: str) -> str:
    """The same of a case with that number and subject."""
    named, said = f"[{tag} #{number}]", flat(subject, _SUBJECT)
    return f"Re: {said if named in said else f'{named} {said}'}"
