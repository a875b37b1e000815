"""The lessons of a desk, read from its events: what its engineers took the mails for that opened cases (PRO-08).

`#type` is a correction, or where it says what the service said, a confirmation; an answer to the customer without a
word about the category is one of half the weight. One lesson a case, its latest; what was undone is none, nor is what
a roll-back has forgotten. Reads only, bounded: the newest events, and of each kind of lesson the newest. It judges no
lesson; `refit.py` does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy
from sqlalchemy import Row, func
from sqlmodel import Session, col, select

from routing.lesson import CONFIRMED, CORRECTED, MOST_OF_A_KIND, Lesson
from routing.model import EventKind, Message, Ticket, TicketEvent

Span = tuple[int, int]  # ids of events: after the first, up to the second

TEACHING = (EventKind.CHANGED, EventKind.ANSWERED, EventKind.UNDONE)
_EVENTS = 20_000  # looked at, newest first
_AT_A_TIME = 500  # cases asked for in one query
_LONGEST = 12_000  # characters of a text; the classifier looks at no more

_OPENINGS = (
    sqlalchemy.select(
        col(TicketEvent.ticket_id),
        col(Ticket.category),
        col(Message.subject),
        func.substr(Message.visible_text, 1, _LONGEST).label("visible"),
        func.substr(Message.text, 1, _LONGEST).label("whole"),
        col(Message.language),
    )
    .join(Message, col(Message.id) == col(TicketEvent.message_id))
    .join(Ticket, col(Ticket.id) == col(TicketEvent.ticket_id))
    .where(col(TicketEvent.kind) == EventKind.OPENED)
)


@dataclass(slots=True)
class _Case:
    """What was said of one case, oldest first."""

    changes: list[TicketEvent] = field(default_factory=list)
    answers: list[TicketEvent] = field(default_factory=list)
    echoes: set[int] = field(default_factory=set)  # seqs of the echoes of mails that were undone
    undone: list[Span] = field(default_factory=list)  # of seqs


@dataclass(frozen=True, slots=True)
class _Said:
    """What a case teaches, before its text is known."""

    event: int
    ticket: int
    label: str | None  # None: what the case is taken for now
    corrected: bool


def lessons_of(session: Session, desk: str, forgotten: Sequence[Span]) -> list[Lesson]:
    """The desk's lessons in the order in which they were given; what happened in a forgotten span teaches nothing."""
    cases = _cases(session, desk)
    said = [what for ticket, case in cases.items() if (what := _taught(ticket, case, forgotten))]
    said.sort(key=lambda what: what.event, reverse=True)
    kept = [what for corrected in (True, False) for what in _newest(said, corrected)]
    kept.sort(key=lambda what: what.event)
    return list(_with_texts(session, kept))


def _newest(said: Sequence[_Said], corrected: bool) -> list[_Said]:
    """Each kind has its own bound, so that confirmations, of which there are many, crowd out no correction."""
    return [what for what in said if what.corrected is corrected][:MOST_OF_A_KIND]


def _cases(session: Session, desk: str) -> dict[int, _Case]:
    query = (
        select(TicketEvent)
        .join(Ticket, col(Ticket.id) == col(TicketEvent.ticket_id))
        .where(Ticket.desk == desk, col(TicketEvent.kind).in_(TEACHING))
        .order_by(col(TicketEvent.id).desc())
        .limit(_EVENTS)
    )
    cases: dict[int, _Case] = {}
    for event in reversed(session.exec(query).all()):
        case = cases.setdefault(event.ticket_id, _Case())
        if event.kind is EventKind.UNDONE:
            case.echoes.add(int(event.payload["echo"]))
        elif event.kind is EventKind.ANSWERED:
            case.answers.append(event)
        elif event.payload.get("what") == "category":
            case.changes.append(event)
    _find_undone(session, {ticket: case for ticket, case in cases.items() if case.echoes})
    return cases


def _find_undone(session: Session, cases: dict[int, _Case]) -> None:
    """Which events of a case were taken back: an echo says where those of its mail begin (`routing.undo`)."""
    for tickets in _portions(list(cases)):
        query = select(TicketEvent).where(col(TicketEvent.ticket_id).in_(tickets), TicketEvent.kind == EventKind.ECHOED)
        for echo in session.exec(query):
            case = cases[echo.ticket_id]
            if echo.seq in case.echoes:
                case.undone.append((int(echo.payload["before"]["last_seq"]), echo.seq))


def _taught(ticket: int, case: _Case, forgotten: Sequence[Span]) -> _Said | None:
    """What a case teaches; nothing where its last word on the matter is undone or forgotten."""
    changes = [event for event in case.changes if not _within(event.seq, case.undone)]
    answers = [event for event in case.answers if not _within(event.seq, case.undone)]
    deciding = changes or answers
    if not deciding or _within(_id(deciding[-1]), forgotten):
        return None
    if not changes:
        return _Said(_id(answers[-1]), ticket, None, False)
    before, after = changes[0].payload["before"], changes[-1].payload["after"]
    return _Said(_id(changes[-1]), ticket, str(after), before != after)


def _with_texts(session: Session, said: Sequence[_Said]) -> Iterator[Lesson]:
    """The lessons with the mails that opened their cases; a case that no mail opened (a stub, `#new`) is none."""
    opened: dict[int, Row[Any]] = {}
    for tickets in _portions([what.ticket for what in said]):
        query = _OPENINGS.where(col(TicketEvent.ticket_id).in_(tickets))
        opened.update({row.ticket_id: row for row in session.connection().execute(query)})
    for what in said:
        if what.ticket in opened:
            row = opened[what.ticket]
            weight = CONFIRMED if what.label is None else CORRECTED
            label = what.label or str(row.category)
            yield Lesson(row.subject, row.visible or row.whole, row.language, label, weight, what.corrected)


def _within(number: int, spans: Sequence[Span]) -> bool:
    return any(after < number <= until for after, until in spans)


def _portions(tickets: Sequence[int]) -> Iterator[Sequence[int]]:
    for begin in range(0, len(tickets), _AT_A_TIME):
        yield tickets[begin : begin + _AT_A_TIME]


def _id(event: TicketEvent) -> int:
    assert event.id is not None
    return event.id
