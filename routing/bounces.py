"""What did not arrive: a bounce settles the outgoing mail that it came back for (MAIL.md 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from routing import tickets
from routing.model import OutboundMail, OutboundState, Ticket
from routing.station import Station


@dataclass(frozen=True, slots=True)
class Returned:
    """A delivery status notification as a value; `mail_ref` by the address it came to, else by `message_id`."""

    mail_ref: int | None
    message_id: str | None
    action: str  # failed, delayed, delivered, relayed, expanded (RFC 3464 2.3.3)
    recipient: str | None
    status: str | None  # enhanced code
    diagnostic: str | None


def settle_bounce(session: Session, station: Station, returned: Returned, now: datetime) -> int | None:
    """Mark the outgoing mail and record the event; answers the ticket's id, or None where nothing of ours is meant."""
    mail = _outgoing(session, station, returned)
    if mail is None:
        return None
    if returned.action == "failed" and mail.state is not OutboundState.BOUNCED:
        mail.state = OutboundState.BOUNCED
        mail.settled_at = now
        mail.last_error = " ".join(part for part in (returned.status, returned.diagnostic) if part) or "returned"
        session.add(mail)
        if mail.ticket_id is not None:
            query = select(Ticket).where(Ticket.id == mail.ticket_id)
            ticket = session.exec(station.database.lock(query)).one()
            recipient = returned.recipient or mail.recipient
            tickets.note_bounce(session, ticket, recipient, returned.status, returned.diagnostic, now)
    return mail.ticket_id


def _outgoing(session: Session, station: Station, returned: Returned) -> OutboundMail | None:
    ours = select(OutboundMail).where(OutboundMail.desk == station.desk.name)
    if returned.mail_ref is not None:
        return session.exec(ours.where(OutboundMail.ref == returned.mail_ref)).first()
    if returned.message_id:
        return session.exec(ours.where(OutboundMail.message_id == returned.message_id)).first()
    return None
