"""What only some mails of a case need to know: its past, other cases of the same customer, what was said last.

Read for one event at a time, and only what its kind asks for. Reads rows and decides nothing, but for one thing: of
what was said in a case, a mail to a customer may repeat only what one of its readers wrote himself.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from routing.balance import Balance, counted
from routing.clocks import Clock, response_clock
from routing.desk import Desk
from routing.model import (
    Approval,
    Attachment,
    Contact,
    Direction,
    EventKind,
    Message,
    MessageReference,
    Ticket,
    TicketEvent,
    TicketState,
)
from routing.parties import perhaps
from routing.timekeeping import clocks_of
from routing.waiting_line import MOST, ROUGHLY, lined_up

EARLIER = 3  # cases
TIMELINE = 20  # events
LISTED = 200  # cases of one list
_LATEST = 20  # messages that are looked through for the customer's last one
_SILENT = (EventKind.ECHOED, EventKind.TOLD)  # not facts of the case, but answers to whoever asked

_EARLIER = (
    select(Ticket)
    .where(col(Ticket.contact_id) == bindparam("contact"), col(Ticket.id) < bindparam("before"))
    .order_by(col(Ticket.id).desc())
    .limit(EARLIER)
)
_INBOUND = (
    select(Message)
    .where(
        col(Message.ticket_id) == bindparam("ticket"),
        col(Message.direction) == Direction.INBOUND,
        col(Message.author).is_(None),
        col(Message.recorded_at) <= bindparam("until"),
    )
    .order_by(col(Message.id).desc())
    .limit(_LATEST)
)
_REFERENCES = (
    select(MessageReference.value)
    .where(col(MessageReference.message_id) == bindparam("message"))
    .order_by(col(MessageReference.position).desc())
)
_EVENTS = (
    select(TicketEvent)
    .where(col(TicketEvent.ticket_id) == bindparam("ticket"), col(TicketEvent.kind).not_in(_SILENT))
    .order_by(col(TicketEvent.seq).desc())
    .limit(TIMELINE)
)
_PEOPLE = select(Contact).where(col(Contact.id).in_(bindparam("people", expanding=True)))
_SAID = select(Message).where(col(Message.id).in_(bindparam("messages", expanding=True)))
_FILES = (
    select(Attachment)
    .join(Message, col(Message.id) == Attachment.message_id)
    .where(col(Message.ticket_id) == bindparam("ticket"), col(Attachment.genuine))
    .order_by(col(Attachment.id))
)


_APPROVED = select(Approval.id).where(col(Approval.ticket_id) == bindparam("ticket")).limit(1)


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case of a list."""

    ticket: Ticket
    customer: Contact | None


@dataclass(frozen=True, slots=True)
class OpenCases:
    """Cases that are not closed, in working order; `more` were left out."""

    cases: tuple[OpenCase, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Background:
    """Empty where the kind of the event does not ask for it."""

    earlier: Sequence[Ticket] = ()  # of the same contact, latest first
    perhaps: str | None = None  # the organisation whose name is like the company that a customer of none names
    awaited: Clock | None = None  # of the answer that the customer waited for when the event happened
    answered: Message | None = None  # what a mail to the customer answers
    references: tuple[str, ...] = ()  # of `answered`, oldest first, its own last
    timeline: Sequence[TicketEvent] = ()  # oldest first
    said: Mapping[int, Message] = field(default_factory=dict)  # of the events that a returned mail names
    files: Sequence[Attachment] = ()  # of all messages of the case
    open_cases: OpenCases = OpenCases((), 0)  # of the engineer who asks
    balance: Balance | None = None  # where minutes or cases are counted
    approved: bool = False  # the customer said yes to paid work


NOTHING = Background()


def read_background(
    session: Session, desk: Desk, event: TicketEvent, ticket: Ticket, customer: str | None
) -> Background:
    """What is behind an event; `customer` is the address of the case's contact."""
    match event.kind:
        case EventKind.ASSIGNED | EventKind.APPENDED:
            return Background(
                earlier=_earlier(session, ticket),
                perhaps=_perhaps(session, ticket),
                awaited=_awaited(session, desk, event, ticket),
                balance=counted(session, desk, ticket, event.at),
                approved=session.exec(_APPROVED, params={"ticket": ticket.id}).first() is not None,
            )
        case EventKind.ANSWERED:
            return _answered(session, event, event.payload["to"])
        case EventKind.CLOSED if customer is not None:
            found = _answered(session, event, (customer,))
            return replace(found, balance=counted(session, desk, ticket, event.at))
        case EventKind.ASKED | EventKind.NUDGED if customer is not None:
            return _answered(session, event, (customer,))
        case EventKind.RETURNED:
            named = {one["message"] for one in event.payload.get("happened", ()) if one.get("message") is not None}
            rows = session.exec(_SAID, params={"messages": named}).all() if named else ()
            return Background(said={row.id: row for row in rows if row.id is not None})
        case EventKind.TOLD if event.payload["word"] == "status":
            events = session.exec(_EVENTS, params={"ticket": event.ticket_id}).all()
            return Background(
                earlier=_earlier(session, ticket),
                perhaps=_perhaps(session, ticket),
                awaited=_awaited(session, desk, event, ticket),
                balance=counted(session, desk, ticket, event.at),
                approved=session.exec(_APPROVED, params={"ticket": ticket.id}).first() is not None,
                timeline=tuple(reversed(events)),
            )
        case EventKind.TOLD if event.payload["word"] == "files":
            return Background(files=session.exec(_FILES, params={"ticket": event.ticket_id}).all())
        case EventKind.TOLD if event.payload["word"] == "list":
            return Background(open_cases=open_cases(session, desk, event.actor, event.at))
        case _:
            return NOTHING


def _awaited(session: Session, desk: Desk, event: TicketEvent, ticket: Ticket) -> Clock | None:
    return response_clock(clocks_of(session, desk, ticket, event.at))


def open_cases(session: Session, desk: Desk, owner: str | None, now: datetime) -> OpenCases:
    """The cases of an engineer that are not closed, in the order of the queue (GEN-02); None: everybody's."""
    theirs = [col(Ticket.desk) == desk.name, col(Ticket.state) != TicketState.CLOSED]
    if owner is not None:
        theirs.append(col(Ticket.owner) == owner)
    tickets = session.exec(select(Ticket).where(*theirs).order_by(*ROUGHLY).limit(MOST)).all()
    listed = [waiting.ticket for waiting in lined_up(session, desk, tickets, now)][:LISTED]
    writers = {ticket.contact_id for ticket in listed if ticket.contact_id is not None}
    people = {one.id: one for one in session.exec(_PEOPLE, params={"people": writers})}
    cases = tuple(OpenCase(ticket, people.get(ticket.contact_id)) for ticket in listed)
    number = session.exec(select(func.count()).select_from(Ticket).where(*theirs)).one()
    return OpenCases(cases, number - len(cases))


def last_words(messages: Sequence[Message], readers: Collection[str]) -> Message | None:
    """Of messages, latest first, the first that one of the readers wrote: nobody else's words may be shown to them."""
    known = {address.lower() for address in readers}
    return next((message for message in messages if message.author_address.lower() in known), None)


def _answered(session: Session, event: TicketEvent, readers: Sequence[str]) -> Background:
    until: datetime = event.at
    messages = session.exec(_INBOUND, params={"ticket": event.ticket_id, "until": until}).all()
    found = last_words(messages, readers)
    references = session.exec(_REFERENCES, params={"message": found.id}).all() if found else ()
    return Background(answered=found, references=tuple(references))


def _perhaps(session: Session, ticket: Ticket) -> str | None:
    if ticket.organisation_id is not None:
        return None
    found = perhaps(session, ticket.desk, ticket.details.get("company"))
    return found.name if found else None


def _earlier(session: Session, ticket: Ticket) -> Sequence[Ticket]:
    if ticket.contact_id is None:
        return ()
    return session.exec(_EARLIER, params={"contact": ticket.contact_id, "before": ticket.id}).all()
