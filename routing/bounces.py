"""What did not arrive: a bounce settles the outgoing mail that it came back for (MAIL.md 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from routing import tickets
from routing.model import OutboundMail, OutboundState, Ticket, TicketEvent
from routing.station import Station
from routing.suppressions import enhanced_code, is_dead, suppress
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
    copy = _is_copy(mail, recipient)
    if returned.action == "failed" and (copy or mail.state is not OutboundState.BOUNCED):
        why = " ".join(part for part in (returned.status, returned.diagnostic) if part) or "returned"
        mail.last_error = f"copy to {recipient}: {why}" if copy else why
        if not copy:
            mail.state, mail.settled_at = OutboundState.BOUNCED, now
        session.add(mail)
        note_failure(session, station, mail, Unreached(recipient, returned.status, returned.diagnostic), now)
    return mail.ticket_id


@dataclass(frozen=True, slots=True)
class Unreached:
    """An address that a mail did not reach, and what was said of it."""

    recipient: str
    status: str | None  # enhanced code, if it was said in a field of its own
    diagnostic: str | None  # the server's words


def note_failure(session: Session, station: Station, mail: OutboundMail, unreached: Unreached, now: datetime) -> None:
    """A mail that did not arrive, whether it came back or was refused: suppress a dead address, and record the event.

    Only an address that the mail was for is suppressed: whoever knows a Message-ID of ours can write a report about
    anybody. And never that of one of our own people: others are told that nothing reaches him.
    """
    recipient, status = unreached.recipient, enhanced_code(unreached.status, unreached.diagnostic)
    copy = _is_copy(mail, recipient)
    meant = copy or recipient.lower() == mail.recipient.lower()
    dead = meant and is_dead(status) and not mail.staff
    if dead:
        suppress(session, station.desk.name, recipient, unreached.diagnostic or status or "", now)
    if mail.ticket_id is None:
        return
    ticket = session.exec(station.database.lock(select(Ticket).where(Ticket.id == mail.ticket_id))).one()
    told = session.get(TicketEvent, mail.event_id) if mail.event_id is not None else None
    by_hand = told is not None and not mail.automatic
    failure = tickets.Failure(
        recipient=recipient,
        status=status,
        diagnostic=unreached.diagnostic,
        occasion=mail.occasion,
        staff=mail.staff,
        suppressed=dead,
        of=told.seq if told is not None and not copy else None,
        writer=told.actor if told is not None and by_hand else None,
        message_id=told.message_id if told is not None and by_hand else None,
    )
    tickets.note_bounce(session, ticket, failure, now)
    refresh(session, station.desk, ticket, now)


def _is_copy(mail: OutboundMail, recipient: str) -> bool:
    return recipient.lower() in {address.lower() for address in mail.copies}


def _outgoing(session: Session, station: Station, returned: Returned) -> OutboundMail | None:
    ours = select(OutboundMail).where(OutboundMail.desk == station.desk.name)
    if returned.mail_ref is not None:
        return session.exec(ours.where(OutboundMail.ref == returned.mail_ref)).first()
    if returned.message_id:
        return session.exec(ours.where(OutboundMail.message_id == returned.message_id)).first()
    return None
