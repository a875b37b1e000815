"""What only some mails of a case need to know: its past, other cases of the same customer, what was said last.

Of each event only what its kind asks for; what most of them ask for is read once for all. Reads rows and decides
nothing, but for one thing: of what was said in a case, a mail to a customer may repeat only what one of its readers
wrote himself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import ScalarSelect, bindparam, func
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from notifier.for_staff import Earlier
from routing.balance import Balance, counted
from routing.clocks import Clock
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
from routing.timekeeping import histories_of, waiting_clock_of
from routing.waiting_line import MOST, ROUGHLY, lined_up

EARLIER = 3  # cases
TIMELINE = 20  # events
LISTED = 200  # cases of one list
_LATEST = 200  # messages of a case that are looked through for the customer's last one
_SILENT = (EventKind.ECHOED, EventKind.TOLD)  # not facts of the case, but answers to whoever asked

_ANSWERING = (EventKind.CLOSED, EventKind.ASKED, EventKind.NUDGED)  # to the customer, what he said last
_GLANCED = (EventKind.ASSIGNED, EventKind.APPENDED)  # their mails show the case at a glance

_before, _later = aliased(Ticket), aliased(Message)


def _one_before(number: int) -> ScalarSelect[int]:
    """The key of the case of the same contact that is so many before a case: by an index, however many he has."""
    others = core_select(col(_before.id)).where(
        col(_before.contact_id) == col(Ticket.contact_id), col(_before.id) < col(Ticket.id)
    )
    return others.order_by(col(_before.id).desc()).limit(1).offset(number).scalar_subquery()


_EARLIER = core_select(col(Ticket.id), *map(_one_before, range(EARLIER))).where(
    col(Ticket.id).in_(bindparam("tickets", expanding=True))
)
_HEADS = core_select(col(Ticket.id), col(Ticket.number), col(Ticket.subject), col(Ticket.state)).where(
    col(Ticket.id).in_(bindparam("tickets", expanding=True))
)
_oldest = (
    core_select(col(_later.id))
    .where(col(_later.ticket_id) == TicketEvent.ticket_id)
    .order_by(col(_later.id).desc())
    .limit(1)
    .offset(_LATEST - 1)
    .scalar_subquery()
)
# Until each event, the last message of every customer who wrote in its case lately.
_HEARD = (
    core_select(col(TicketEvent.id), col(Message.author_address), func.max(Message.id).label("last"))
    .join(Message, col(Message.ticket_id) == TicketEvent.ticket_id)
    .where(
        col(TicketEvent.id).in_(bindparam("events", expanding=True)),
        col(Message.direction) == Direction.INBOUND,
        col(Message.author).is_(None),
        col(Message.recorded_at) <= TicketEvent.at,
        col(Message.id) >= func.coalesce(_oldest, 0),
    )
    .group_by(col(TicketEvent.id), col(Message.author_address))
    .order_by(func.max(Message.id).desc())
)
_REFERENCES = (
    core_select(col(MessageReference.message_id), col(MessageReference.value))
    .where(col(MessageReference.message_id).in_(bindparam("messages", expanding=True)))
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
_APPROVED = core_select(col(Approval.ticket_id)).where(
    col(Approval.ticket_id).in_(bindparam("tickets", expanding=True))
)


class Spoken(Protocol):
    """What somebody said, as far as one need know to tell whether it may be repeated."""

    @property
    def author_address(self) -> str:
        """Whose words they are."""


Said = TypeVar("Said", bound=Spoken)


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

    earlier: tuple[Earlier, ...] = ()  # of the same contact, latest first
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


@dataclass(frozen=True, slots=True)
class Asking:
    """An event that asks for its background; `customer` is the address of its case's contact."""

    event: TicketEvent
    ticket: Ticket
    customer: str | None

    @property
    def glances(self) -> bool:
        """Whether its mail shows the case at a glance."""
        status = self.event.kind is EventKind.TOLD and self.event.payload["word"] == "status"
        return status or self.event.kind in _GLANCED

    @property
    def counts(self) -> bool:
        """Whether its mail says what time and cases were counted."""
        return self.glances or (self.event.kind is EventKind.CLOSED and self.customer is not None)

    @property
    def readers(self) -> Sequence[str]:
        """Who reads the mail that answers what one of them said last; nobody where it answers nothing."""
        if self.event.kind is EventKind.ANSWERED:
            return tuple(self.event.payload["to"])
        return (self.customer,) if self.event.kind in _ANSWERING and self.customer is not None else ()


def read_backgrounds(session: Session, desk: Desk, asking: Sequence[Asking]) -> list[Background]:
    """What is behind events, in their order."""
    glances = _glances(session, desk, [one for one in asking if one.glances])
    answers = _answers(session, [one for one in asking if one.readers])
    counting = [one for one in asking if one.counts]
    balances = counted(session, desk, [(one.ticket, one.event.at) for one in counting])
    known = {**glances, **answers}
    known |= {
        one.event.id: replace(known.get(one.event.id, NOTHING), balance=balance)
        for one, balance in zip(counting, balances, strict=True)
        if balance is not None
    }
    return [_behind(session, desk, one, known.get(one.event.id, NOTHING)) for one in asking]


def _behind(session: Session, desk: Desk, asking: Asking, known: Background) -> Background:
    """What is behind one event; `known` was read with that of the others."""
    event = asking.event
    match event.kind:
        case EventKind.RETURNED:
            named = {one["message"] for one in event.payload.get("happened", ()) if one.get("message") is not None}
            rows = session.exec(_SAID, params={"messages": named}).all() if named else ()
            return Background(said={row.id: row for row in rows if row.id is not None})
        case EventKind.TOLD if event.payload["word"] == "status":
            events = session.exec(_EVENTS, params={"ticket": event.ticket_id}).all()
            return replace(known, timeline=tuple(reversed(events)))
        case EventKind.TOLD if event.payload["word"] == "files":
            return Background(files=session.exec(_FILES, params={"ticket": event.ticket_id}).all())
        case EventKind.TOLD if event.payload["word"] == "list":
            return Background(open_cases=open_cases(session, desk, event.actor, event.at))
        case _:
            return known


def _glances(session: Session, desk: Desk, asking: Sequence[Asking]) -> dict[int | None, Background]:
    """How cases stand, by event."""
    if not asking:
        return {}
    tickets = {one.event.ticket_id: one.ticket for one in asking}
    facts = histories_of(session, desk, tickets.values())
    earlier = _earlier(session, tickets)
    approved = set(session.connection().execute(_APPROVED, {"tickets": list(tickets)}).scalars())
    return {
        one.event.id: Background(
            earlier=earlier.get(one.event.ticket_id, ()),
            perhaps=_perhaps(session, one.ticket),
            awaited=waiting_clock_of(session, desk, one.ticket, one.event.at, facts.get(one.event.ticket_id, ())),
            approved=one.event.ticket_id in approved,
        )
        for one in asking
    }


def _answers(session: Session, asking: Sequence[Asking]) -> dict[int | None, Background]:
    """What the mails of events answer, by event."""
    if not asking:
        return {}
    heard: dict[int, list[Any]] = {}
    for row in session.connection().execute(_HEARD, {"events": [one.event.id for one in asking]}):
        heard.setdefault(row.id, []).append(row)
    last = {one.event.id: last_words(heard.get(one.event.id or 0, ()), one.readers) for one in asking}
    keys = {row.last for row in last.values() if row is not None}
    messages = {row.id: row for row in session.exec(_SAID, params={"messages": keys})} if keys else {}
    references: dict[int, list[str]] = {}
    for key, value in session.connection().execute(_REFERENCES, {"messages": list(keys)}) if keys else ():
        references.setdefault(key, []).append(value)
    return {
        event: Background(answered=messages[row.last], references=tuple(references.get(row.last, ())))
        for event, row in last.items()
        if row is not None
    }


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


def last_words(messages: Iterable[Said], readers: Collection[str]) -> Said | None:
    """Of messages, latest first, the first that one of the readers wrote: nobody else's words may be shown to them."""
    known = {address.lower() for address in readers}
    return next((message for message in messages if message.author_address.lower() in known), None)


def _perhaps(session: Session, ticket: Ticket) -> str | None:
    if ticket.organisation_id is not None:
        return None
    found = perhaps(session, ticket.desk, ticket.details.get("company"))
    return found.name if found else None


def _earlier(session: Session, tickets: Collection[int]) -> dict[int, tuple[Earlier, ...]]:
    """The latest cases of the same contact before each of some cases, by their keys."""
    rows: Sequence[Any] = session.connection().execute(_EARLIER, {"tickets": list(tickets)}).all()
    before = {key: [other for other in others if other is not None] for key, *others in rows}
    wanted = {key for others in before.values() for key in others}
    heads = session.connection().execute(_HEADS, {"tickets": list(wanted)}).all() if wanted else ()
    found = {key: Earlier(number=number, subject=subject, state=state) for key, number, subject, state in heads}
    return {key: tuple(found[other] for other in others) for key, others in before.items()}
