"""What did not arrive: a bounce settles the outgoing mail that it came back for (MAIL.md 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from routing import tickets
from routing.model import OutboundMail, OutboundState, Ticket, TicketEvent
from routing.station import Station
from routing.suppressions import is_dead, suppress
from routing.timekeeping import refresh


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
    """Mark the outgoing mail and record the event; answers the ticket's id, or None where nothing of ours is meant.

    A copy that came back is no bounce of the mail: its recipient has it.
    """
    mail = _outgoing(session, station, returned)
    if mail is None:
        return None
    recipient = returned.recipient or mail.recipient
    copy = recipient.lower() in {address.lower() for address in mail.copies}
    if returned.action == "failed" and (copy or mail.state is not OutboundState.BOUNCED):
        why = " ".join(part for part in (returned.status, returned.diagnostic) if part) or "returned"
        mail.last_error = f"copy to {recipient}: {why}" if copy else why
        if not copy:
            mail.state, mail.settled_at = OutboundState.BOUNCED, now
        session.add(mail)
        note_failure(session, station, mail, recipient, returned.status, returned.diagnostic, now)
    return mail.ticket_id


def note_failure(
    session: Session,
    station: Station,
    mail: OutboundMail,
    recipient: str,
    status: str | None,
    diagnostic: str | None,
    now: datetime,
) -> None:
    """A mail that did not arrive, whether it came back or was refused: suppress a dead address, and record the event.

    The address of one of our own people is never suppressed: others are told that nothing reaches him.
    """
    dead = is_dead(status, diagnostic) and not mail.staff
    if dead:
        suppress(session, station.desk.name, recipient, f"{status or ''} {diagnostic or ''}".strip(), now)
    if mail.ticket_id is None:
        return
    ticket = session.exec(station.database.lock(select(Ticket).where(Ticket.id == mail.ticket_id))).one()
    told = session.get(TicketEvent, mail.event_id) if mail.event_id is not None else None
    tickets.note_bounce(
        session,
        ticket,
        tickets.Failure(
            recipient=recipient,
            status=status,
            diagnostic=diagnostic,
            occasion=mail.occasion,
            staff=mail.staff,
            suppressed=dead,
            of=told.seq if told is not None else None,
            writer=told.actor if told is not None and not mail.automatic else None,
            message_id=told.message_id if told is not None and not mail.automatic else None,
        ),
        now,
    )
    refresh(session, station.desk, ticket, now)


def _outgoing(session: Session, station: Station, returned: Returned) -> OutboundMail | None:
    ours = select(OutboundMail).where(OutboundMail.desk == station.desk.name)
    if returned.mail_ref is not None:
        return session.exec(ours.where(OutboundMail.ref == returned.mail_ref)).first()
    if returned.message_id:
        return session.exec(ours.where(OutboundMail.message_id == returned.message_id)).first()
    return None
