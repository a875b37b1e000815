"""`#undo`: what an engineer's last mail did to a case is taken back, as long as nothing of it has left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from routing.acting import Acting
from routing.db import Database
from routing.model import (
    EventKind,
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
    session = hand.session
    echo = _latest(session, hand)
    if echo is None:
        return {"word": "nothing", "of": "undo"}
    first = int(echo.payload["before"]["last_seq"])
    done = select(TicketEvent).where(
        TicketEvent.ticket_id == hand.ticket.id, col(TicketEvent.seq) > first, col(TicketEvent.seq) < echo.seq
    )
    events = session.exec(database.lock(done.order_by(col(TicketEvent.seq)))).all()
    until = echo.payload.get("undo_until")
    if until is None or datetime.fromisoformat(until) < hand.now or not _stop(session, database, events, hand.now):
        return {"word": "too_late"}
    for event in events:
        _forget(session, hand.ticket, event)
    _restore(hand.ticket, echo.payload["before"])
    hand.undo(echo.seq)
    return {"word": "undo"}


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
