"""`#undo`: what an engineer's last mail did to a case is taken back, as long as nothing of it has left.

A mail with `#new` did something to two cases: both are as before, whichever of them he answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from routing.acting import Acting
from routing.announcing import withdraw
from routing.db import Database
from routing.events import write
from routing.journal import key
from routing.model import (
    Contact,
    EventKind,
    Message,
    NoticeState,
    OutboundMail,
    OutboundState,
    Ticket,
    TicketEvent,
    TicketState,
    TimeEntry,
    Watcher,
)
from routing.submission import Category, Severity

_PLAIN = (
    "owner",
    "confidence",
    "product",
    "contact_id",
    "organisation_id",
    "contract_id",
    "priority",
    "channel",
    "merged_into_id",
    "linked",
    "missing",
    "last_seq",
)
_WORDS = {"state": TicketState, "category": Category, "severity": Severity}
_TIMES = ("wake_at", "due_at", "closed_at")


def snapshot(ticket: Ticket) -> dict[str, Any]:
    """What a mail may change of a ticket, as JSON; `last_seq` says where its events begin."""
    return {
        **{name: getattr(ticket, name) for name in (*_PLAIN, *_WORDS)},
        **{name: at.isoformat() if (at := getattr(ticket, name)) else None for name in _TIMES},
    }


def take_back(hand: Acting, database: Database) -> dict[str, Any]:
    """Undo the engineer's latest mail in this case; answers the result for his echo.

    `too_late` where its time is over or a mail of it has left: then all stays as it is.
    """
    write(hand.session)
    echo = _latest(hand.session, hand)
    if echo is None:
        return {"word": "nothing", "of": "undo"}
    here = _Deeds(hand, echo, _events(hand, echo, database))
    there = _other_half(here, database)
    all_of_it = [here] if there is None else [here, there]
    events = [event for deeds in all_of_it for event in deeds.events]
    until = echo.payload.get("undo_until")
    if until is None or datetime.fromisoformat(until) < hand.now or not _may_rejoin(all_of_it):
        return {"word": "too_late"}
    if not _stop(hand.session, database, events, hand.now):
        return {"word": "too_late"}
    for deeds in all_of_it:
        for event in deeds.events:
            _forget(hand.session, deeds.hand.ticket, event)
        _restore(deeds.hand.ticket, deeds.echo.payload["before"])
        deeds.hand.undo(deeds.echo.seq)
    if there is not None:
        _rejoin(here, there)
    return {"word": "undo"}


@dataclass(frozen=True, slots=True)
class _Deeds:
    """What one mail did in one case."""

    hand: Acting
    echo: TicketEvent
    events: Sequence[TicketEvent]

    @property
    def split(self) -> TicketEvent | None:
        """That it made a case of its own of a message, told from either case."""
        return next((event for event in self.events if event.kind is EventKind.SPLIT), None)


def _events(hand: Acting, echo: TicketEvent, database: Database) -> Sequence[TicketEvent]:
    first = int(echo.payload["before"]["last_seq"])
    done = select(TicketEvent).where(
        TicketEvent.ticket_id == hand.ticket.id, col(TicketEvent.seq) > first, col(TicketEvent.seq) < echo.seq
    )
    return hand.session.exec(database.lock(done.order_by(col(TicketEvent.seq)))).all()


def _other_half(here: _Deeds, database: Database) -> _Deeds | None:
    """What the same mail did in the case that it split off, or that it was split off from."""
    if here.split is None:
        return None
    session, ticket = here.hand.session, here.hand.ticket
    number = here.split.payload.get("into") or here.split.payload.get("from")
    query = select(Ticket).where(Ticket.desk == ticket.desk, Ticket.number == number)
    hand = replace(here.hand, ticket=session.exec(database.lock(query)).one())
    theirs = select(TicketEvent).where(
        TicketEvent.ticket_id == hand.ticket.id,
        TicketEvent.kind == EventKind.ECHOED,
        TicketEvent.actor == hand.engineer.name,
    )
    echoes = session.exec(theirs.order_by(col(TicketEvent.seq).desc()))
    echo = next((event for event in echoes if event.payload["answers"] == here.echo.payload["answers"]), None)
    return _Deeds(hand, echo, _events(hand, echo, database)) if echo is not None else None


def _may_rejoin(mail: Sequence[_Deeds]) -> bool:
    """A case that was split off goes back only as long as nothing more has happened in it."""
    fresh = (deeds for deeds in mail if deeds.split is not None and "from" in deeds.split.payload)
    return all(deeds.hand.ticket.last_seq == deeds.echo.seq for deeds in fresh)


def _rejoin(one: _Deeds, other: _Deeds) -> None:
    """The message goes back, and the case that was made of it is another name of the old one: mails may quote it."""
    fresh, old = (one, other) if one.split is not None and "from" in one.split.payload else (other, one)
    assert fresh.split is not None
    session, ticket = fresh.hand.session, fresh.hand.ticket
    message = session.get(Message, fresh.split.message_id) if fresh.split.message_id is not None else None
    if message is not None:
        message.ticket_id = key(old.hand.ticket)
        session.add(message)
    ticket.merged_into_id, ticket.state, ticket.wake_at = old.hand.ticket.id, TicketState.CLOSED, None
    session.add(ticket)
    session.add(old.hand.ticket)


def _latest(session: Session, hand: Acting) -> TicketEvent | None:
    """The engineer's latest mail that is not undone already."""
    his = select(TicketEvent).where(
        TicketEvent.ticket_id == hand.ticket.id,
        TicketEvent.actor == hand.engineer.name,
        col(TicketEvent.kind).in_((EventKind.ECHOED, EventKind.UNDONE)),
    )
    undone: set[int] = set()
    for event in session.exec(his.order_by(col(TicketEvent.seq).desc())):
        if event.kind is EventKind.UNDONE:
            undone.add(int(event.payload["echo"]))
        elif event.seq not in undone and any(r["word"] not in _IDLE for r in event.payload["said"]):
            return event
    return None


_IDLE = frozenset({"undo", "too_late", "nothing", "drop", "status", "list", "files", "help"})


def _stop(session: Session, database: Database, events: Sequence[TicketEvent], now: datetime) -> bool:
    """Keep the mails of these events from leaving; False where one of those to a customer has left already."""
    keys = [event.id for event in events]
    query = select(OutboundMail).where(col(OutboundMail.event_id).in_(keys), ~col(OutboundMail.staff))
    mails = session.exec(database.lock(query)).all()
    if any(mail.state is not OutboundState.HELD for mail in mails):
        return False
    for mail in mails:
        mail.state, mail.settled_at = OutboundState.CANCELLED, now
        session.add(mail)
    for event in events:
        if event.notice is NoticeState.OPEN:
            event.notice = NoticeState.DONE
            event.reasons = [*event.reasons, "undone before anybody was told"]
            session.add(event)
    return True


def _forget(session: Session, ticket: Ticket, event: TicketEvent) -> None:
    """The rows that an event wrote beside the ticket's own."""
    if event.kind is EventKind.TIMED:
        entry = session.get(TimeEntry, event.payload["entry"])
        if entry is not None:
            session.delete(entry)
        withdraw(session, ticket.desk, ticket.contract_id, event.at)
    elif event.kind is EventKind.CLOSED:
        withdraw(session, ticket.desk, ticket.contract_id, event.at)
    elif event.kind is EventKind.CHANGED and event.payload.get("joined") is not None:
        contact = session.get(Contact, event.payload["joined"])
        if contact is not None:
            contact.organisation_id = None
            session.add(contact)
    elif event.kind is EventKind.WATCHED:
        query = select(Watcher).where(
            Watcher.ticket_id == ticket.id, Watcher.address == event.payload["address"].lower()
        )
        for watcher in session.exec(query):
            session.delete(watcher)


def _restore(ticket: Ticket, before: Mapping[str, Any]) -> None:
    for name in _PLAIN:
        if name != "last_seq" and name in before:  # events are never taken back, only what they did
            setattr(ticket, name, before[name])
    for name, kind in _WORDS.items():
        setattr(ticket, name, kind(before[name]))
    for name in _TIMES:
        if name in before:  # an older version of ours noted less
            setattr(ticket, name, datetime.fromisoformat(before[name]) if before[name] else None)
