"""The addresses that outgoing mail bears, with their tokens, and links that write to them."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from routing.model import Ticket
from routing.reference import Purpose, Token, expiry, person_code, with_token
from routing.station import Station

CUSTOMER_TOKEN_DAYS = 730
STAFF_TOKEN_DAYS = 365
BOUNCE_TOKEN_DAYS = 30


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
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def tagged(station: Station, ticket: Ticket) -> str:
    """The subject of a reply in a case."""
    named = f"[{station.desk.tag} #{ticket.number}]"
    return f"Re: {ticket.subject if named in ticket.subject else f'{named} {ticket.subject}'}"
