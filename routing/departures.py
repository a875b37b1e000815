"""A customer's contact who works there no more, as his automatic reply says (GEN-12).

The engineer of the case that the reply answers, or of the latest one of that contact, is told who may follow him; the
records are not touched, since mail programs say such things of people on leave, too. In the caller's transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from routing.events import events_of
from routing.journal import SERVICE, record
from routing.model import Contact, EventKind, OutboundMail, Ticket
from routing.station import Station
from routing.submission import Candidates, Party

_WORDS = 2_000  # characters of the reply that are kept


@dataclass(frozen=True, slots=True)
class Departure:
    """Who has left, who follows him (a name, an address, or both), and the words that say so."""

    who: Party
    successor: Party | None
    text: str


def note_departure(
    session: Session, station: Station, departure: Departure, where: Candidates, now: datetime
) -> int | None:
    """Record it in the case that it concerns; the id of that case. Nobody we know, or known already: nothing.

    Payload: `address`, `name`, `successor` (address or null), `successor_name`, `text`.
    """
    query = select(Contact).where(
        Contact.desk == station.desk.name,
        Contact.address == departure.who.address.lower(),
        col(Contact.left).is_(False),
    )
    contact = session.exec(query).first()
    ticket = _case(session, station, contact, where) if contact is not None else None
    if contact is None or ticket is None or _told(session, ticket, contact.address):
        return ticket.id if ticket is not None else None
    successor = departure.successor
    payload = {
        "address": contact.address,
        "name": contact.name or departure.who.name,
        "successor": successor.address or None if successor else None,
        "successor_name": successor.name if successor else "",
        "text": departure.text[:_WORDS],
    }
    record(session, ticket, EventKind.DEPARTED, SERVICE, payload, (), now)
    return ticket.id


def _case(session: Session, station: Station, contact: Contact, where: Candidates) -> Ticket | None:
    """The case of the mail that was answered, if it is his; else his latest one. Locked."""
    sent = select(OutboundMail.ticket_id).where(
        OutboundMail.desk == station.desk.name, col(OutboundMail.ref).in_(where.returned)
    )
    his = select(Ticket).where(Ticket.desk == station.desk.name, Ticket.contact_id == contact.id)
    answered = his.where(col(Ticket.id).in_(sent) | col(Ticket.ref).in_((*where.tokens, *where.signed)))
    for query in (answered, his):
        found = session.exec(station.database.lock(query.order_by(col(Ticket.id).desc()).limit(1))).first()
        if found is not None:
            return found
    return None


def _told(session: Session, ticket: Ticket, address: str) -> bool:
    """Whether this case has said so before: a mail program answers every mail."""
    return any(event.payload["address"] == address for event in events_of(session, ticket, EventKind.DEPARTED))
