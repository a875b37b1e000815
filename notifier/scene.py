"""What events are about, read once for all of them: tickets, messages, files, people. Reads only, and only rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import BindParameter, bindparam, func
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from notifier.background import NOTHING, Asking, Background, read_backgrounds
from routing.contracts import day_of, read_ahead, terms_once
from routing.desk import Desk
from routing.model import (
    Attachment,
    Contact,
    Contract,
    EventKind,
    InboundMail,
    Message,
    MessageReference,
    Organisation,
    Ticket,
    TicketEvent,
    Watcher,
)
from routing.submission import Party

# Built once: building a statement costs several times what SQLite takes to answer it.
_TICKETS: BindParameter[int] = bindparam("tickets", expanding=True)
_MESSAGES: BindParameter[int] = bindparam("messages", expanding=True)
_CASES = (
    select(Ticket, Contact, Organisation, Contract)
    .outerjoin(Contact, col(Contact.id) == Ticket.contact_id)
    .outerjoin(Organisation, col(Organisation.id) == Ticket.organisation_id)
    .outerjoin(Contract, col(Contract.id) == Ticket.contract_id)
    .where(col(Ticket.id).in_(_TICKETS))
)
_ITS_MESSAGE = select(Message).where(col(Message.id).in_(_MESSAGES))
_FIRST_MESSAGES = select(Message).where(
    col(Message.id).in_(
        select(func.min(Message.id)).where(col(Message.ticket_id).in_(_TICKETS)).group_by(col(Message.ticket_id))
    )
)
_OPENINGS = select(TicketEvent).where(col(TicketEvent.ticket_id).in_(_TICKETS), TicketEvent.kind == EventKind.OPENED)
_WATCHING = (
    core_select(col(Watcher.ticket_id), col(Watcher.name), col(Watcher.address), col(Watcher.engineer))
    .where(col(Watcher.ticket_id).in_(_TICKETS))
    .order_by(col(Watcher.id))
)
_REFERENCES = (
    core_select(col(MessageReference.message_id), col(MessageReference.value))
    .where(col(MessageReference.message_id).in_(_MESSAGES))
    .order_by(col(MessageReference.position).desc())
)
_ATTACHMENTS = select(Attachment).where(col(Attachment.message_id).in_(_MESSAGES)).order_by(col(Attachment.id))
_STUBS = select(InboundMail).where(col(InboundMail.ticket_id).in_(_TICKETS)).order_by(col(InboundMail.id).desc())

Value = TypeVar("Value")
_Case = tuple[Ticket, Contact | None, Organisation | None, Contract | None]


@dataclass(frozen=True, slots=True)
class Scene:
    """An event with everything a mail about it may say."""

    event: TicketEvent
    ticket: Ticket
    opened: TicketEvent | None  # the ticket's own opening, with its promise
    message: Message | None  # what this event is about; for an assignment, what opened the case
    references: tuple[str, ...]  # for an answer to `message`: oldest first, its own last; of an opening only
    attachments: Sequence[Attachment]  # not of an opening, which tells the customer of none
    customer: Party | None
    organisation: str | None
    plan: str | None  # name in the desk file
    watching: tuple[str, ...]  # engineers; of no opening
    stub: InboundMail | None  # the unreadable mail behind a stub case
    readers: tuple[Party, ...] = ()  # customers who read along; of no opening
    contract_number: str | None = None
    contract_until: date | None = None
    background: Background = NOTHING

    @property
    def ticket_id(self) -> int:
        """Key of the ticket."""
        assert self.ticket.id is not None
        return self.ticket.id

    @property
    def answered(self) -> str | None:
        """Message-ID of what a mail to the customer answers."""
        message = self.message if self.event.kind is EventKind.OPENED else self.background.answered
        return message.message_id if message else None


def read_scenes(session: Session, desk: Desk, events: Sequence[TicketEvent]) -> list[Scene]:
    """Everything about events, in a handful of queries for all of them, in their order."""
    stubs = [event for event in events if event.kind is EventKind.QUARANTINED]
    new = [event for event in events if event.kind is EventKind.OPENED]
    others = [event for event in events if event.kind is not EventKind.OPENED]
    cases: dict[int, _Case] = {
        ticket.id: (ticket, contact, organisation, contract)
        for ticket, contact, organisation, contract in session.exec(_CASES, params=_of_tickets(events))
        if ticket.id is not None
    }
    read_ahead(session, desk, (ticket.organisation_id for ticket, *_ in cases.values()))
    messages = _messages(session, events)
    answered, spoken = ({m.id for one in some if (m := messages.get(one.id))} for some in (new, others))
    watching = _gathered((w.ticket_id, w) for w in _rows(session, _WATCHING, _of_tickets(others)))
    references = _gathered((key, name) for key, name in _rows(session, _REFERENCES, {"messages": answered}))
    attachments = _gathered((f.message_id, f) for f in _found(session, _ATTACHMENTS, {"messages": spoken}))
    openings = {event.ticket_id: event for event in _found(session, _OPENINGS, _of_tickets(others))}
    unreadable = {m.ticket_id: m for m in _found(session, _STUBS, _of_tickets(stubs))}
    asking = [_asking(event, cases[event.ticket_id]) for event in events]
    scenes = []
    for event, background in zip(events, read_backgrounds(session, desk, asking), strict=True):
        ticket, contact, organisation, contract = cases[event.ticket_id]
        message, opens = messages.get(event.id), event.kind is EventKind.OPENED
        spoke = message.id if message else None
        watchers = () if opens else watching.get(event.ticket_id, ())
        scenes.append(
            Scene(
                event=event,
                ticket=ticket,
                opened=event if opens else openings.get(event.ticket_id),
                message=message,
                references=tuple(references.get(spoke, ())) if opens else background.references,
                attachments=() if opens else attachments.get(spoke, ()),
                customer=Party(contact.name, contact.address) if contact else None,
                organisation=organisation.name if organisation else None,
                plan=contract.plan if contract else None,
                watching=tuple(watcher.engineer for watcher in watchers if watcher.engineer),
                stub=unreadable.get(event.ticket_id) if event.kind is EventKind.QUARANTINED else None,
                readers=tuple(Party(w.name, w.address) for w in watchers if not w.engineer),
                contract_number=contract.number if contract else None,
                contract_until=_until(session, desk, contract, event) if contract else None,
                background=background,
            )
        )
    return scenes


def _asking(event: TicketEvent, case: _Case) -> Asking:
    ticket, contact, _, _ = case
    return Asking(event, ticket, contact.address if contact else None)


def _until(session: Session, desk: Desk, contract: Contract, event: TicketEvent) -> date | None:
    """The last day of a contract's period."""
    plan = next((plan for plan in desk.plans if plan.name == contract.plan), None)
    return terms_once(session, contract, plan).period(day_of(desk, event.at)).ends_on


def _messages(session: Session, events: Sequence[TicketEvent]) -> Mapping[int | None, Message]:
    """The message of each event, by the event's id: its own, else the one that opened its ticket."""
    silent = [event for event in events if event.message_id is None]
    named = {event.message_id for event in events if event.message_id is not None}
    by_id = {message.id: message for message in _found(session, _ITS_MESSAGE, {"messages": named})}
    first = {message.ticket_id: message for message in _found(session, _FIRST_MESSAGES, _of_tickets(silent))}
    found = {event.id: by_id.get(event.message_id) or first.get(event.ticket_id) for event in events}
    return {event_id: message for event_id, message in found.items() if message is not None}


def _found(session: Session, statement: Any, keys: Mapping[str, Collection[int | None]]) -> Iterable[Any]:  # noqa: ANN401
    """What a statement finds by its keys; nothing is asked about nothing."""
    return session.exec(statement, params=keys) if any(keys.values()) else ()


def _rows(session: Session, statement: Any, keys: Mapping[str, Collection[int | None]]) -> Iterable[Any]:  # noqa: ANN401
    """The same without entities, where a few columns will do."""
    return session.connection().execute(statement, keys) if any(keys.values()) else ()


def _of_tickets(events: Iterable[TicketEvent]) -> dict[str, set[int]]:
    return {"tickets": {event.ticket_id for event in events}}


def _gathered(pairs: Iterable[tuple[int, Value]]) -> dict[int | None, list[Value]]:
    """The values of each key, in order."""
    gathered: dict[int | None, list[Value]] = {}
    for key, value in pairs:
        gathered.setdefault(key, []).append(value)
    return gathered
