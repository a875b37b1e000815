"""What an engineer has to do today: his open cases in the order of the queue, each with what is due and what is new.

The order is GEN-02's (`waiting_line`); what is due when, and since when somebody waits, comes from the clocks. `since`
is when his last working day began: what he did himself since then is no news to him. Reads rows, decides little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy import select as core_select
from sqlmodel import Session, col, func, select

from routing.clocks import Clock, response_clock
from routing.desk import Desk, Engineer
from routing.facts import taken_back
from routing.lives import Lives
from routing.masking import masked
from routing.model import Contact, Organisation, Ticket, TicketState
from routing.queue import RISES_AT
from routing.tally import nearest_clock, share_used
from routing.targets import ClockKind
from routing.timekeeping import facts_of
from routing.waiting_line import MOST, ROUGHLY, Waiting, lined_up

SHOWN = 15  # cases of a card
_TICKET = Ticket.metadata.tables["ticket"].c
_NAMES = ("id", "ref", "desk", "number", "subject", "state", "mailbox", "owner", "product", "category", "severity")
_MORE = ("critical", "priority", "contact_id", "organisation_id", "opened_at", "changed_at", "due_at", "wake_at")
_HIS = (_TICKET.desk == bindparam("desk"), _TICKET.owner == bindparam("owner"), _TICKET.state != TicketState.CLOSED)
_CASES = core_select(*(_TICKET[name] for name in (*_NAMES, *_MORE))).where(*_HIS).order_by(*ROUGHLY).limit(MOST)
_NUMBER = core_select(func.count()).select_from(Ticket).where(*_HIS)
_CONTACTS = select(Contact.id, Contact.name, Contact.address).where(
    col(Contact.id).in_(bindparam("people", expanding=True))
)
_FIRMS = select(Organisation.id, Organisation.name).where(col(Organisation.id).in_(bindparam("firms", expanding=True)))


class Due(StrEnum):
    """What falls due in a case."""

    ANSWER = "answer"  # promised by the contract
    SOLUTION = "solution"
    PROMISE = "promise"  # the engineer's own word (GEN-09)
    WAKE = "wake"  # the day on which he wants to look at it again


class News(StrEnum):
    """What happened in a case since, the weightiest first."""

    NEW = "new"
    BOUNCED = "bounced"
    WRITTEN = "written"  # the customer wrote
    ASSIGNED = "assigned"  # the case came to him
    ANSWERED = "answered"  # a colleague answered
    NOTED = "noted"


_NEWS: Mapping[str, News] = {
    "opened": News.NEW,
    "quarantined": News.NEW,
    "bounced": News.BOUNCED,
    "appended": News.WRITTEN,
    "assigned": News.ASSIGNED,
    "answered": News.ANSWERED,
    "noted": News.NOTED,
}


@dataclass(frozen=True, slots=True)
class Task:
    """A case to work on. `subject` is masked (GEN-14)."""

    ticket: Any  # a row with the columns above
    subject: str
    customer: str  # whoever waits, and his organisation
    due: Due | None = None
    due_at: datetime | None = None
    late: bool = False
    tight: bool = False
    waits_since: datetime | None = None  # for our answer
    waited: float = 0.0  # minutes of it, of the kind that the promise counts
    news: Mapping[News, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Worklist:
    """`tasks` in the order of work; `more` cases are not shown. `us` and `others` are all of his open ones."""

    tasks: tuple[Task, ...]
    more: int
    us: int  # wait for him
    others: int  # wait for the customer or the vendor
    late: int

    @property
    def is_empty(self) -> bool:
        """Whether the day has nothing for him: nobody waits for him, and nothing falls due or has happened."""
        return not self.us and not any(task.news or task.due for task in self.tasks)


def worklist(
    session: Session, desk: Desk, engineer: Engineer, since: datetime, now: datetime, lives: Lives | None = None
) -> Worklist:
    """His day. What waits for others is listed if it falls due today, or something happened in it.

    `lives` of cases, if some are known.
    """
    his, ask = {"desk": desk.name, "owner": engineer.name}, session.connection().execute
    tickets = ask(_CASES, his).all()
    total = len(tickets) if len(tickets) < MOST else ask(_NUMBER, his).scalar_one()
    found = []
    for waiting in lined_up(session, desk, tickets, now, lives):
        news = _news(session, desk, engineer, waiting, since, now)
        entry = _Entry(waiting, news, *_due(waiting.ticket, engineer, waiting.clocks, now))
        if waiting.standing.awaits_us or entry.news or entry.due:
            found.append(entry)
    us = sum(entry.waiting.standing.awaits_us for entry in found)
    late = sum(entry.is_late(now) for entry in found)
    return Worklist(_tasks(session, found[:SHOWN], now), max(0, len(found) - SHOWN), us, total - us, late)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A case that may be shown: most that are counted are not."""

    waiting: Waiting
    news: Mapping[News, int]
    due: Due | None
    due_at: datetime | None
    nearest: Clock | None

    def is_late(self, now: datetime) -> bool:
        """Whether what comes first is over."""
        return self.due_at is not None and self.due_at < now


def _tasks(session: Session, shown: Sequence[_Entry], now: datetime) -> tuple[Task, ...]:
    """The cases as they are shown, with the names of whoever waits."""
    tickets = [entry.waiting.ticket for entry in shown]
    people = {ticket.contact_id for ticket in tickets if ticket.contact_id is not None}
    firms = {ticket.organisation_id for ticket in tickets if ticket.organisation_id is not None}
    ask = session.connection().execute
    contacts = {row.id: row.name or row.address for row in ask(_CONTACTS, {"people": people})} if people else {}
    names = {row.id: row.name for row in ask(_FIRMS, {"firms": firms})} if firms else {}
    return tuple(
        _task(entry, (contacts.get(ticket.contact_id), names.get(ticket.organisation_id)), now)
        for entry, ticket in zip(shown, tickets, strict=True)
    )


def _task(entry: _Entry, customer: Iterable[str | None], now: datetime) -> Task:
    ticket, waiting = entry.waiting.ticket, response_clock(entry.waiting.clocks)
    return Task(
        ticket=ticket,
        subject=masked(ticket.subject[:200]),
        customer=", ".join(name for name in customer if name is not None),
        due=entry.due,
        due_at=entry.due_at,
        late=entry.is_late(now),
        tight=share_used(entry.nearest) >= RISES_AT,
        waits_since=waiting.begun if waiting is not None and waiting.runs else None,
        waited=waiting.used if waiting is not None else 0.0,
        news=entry.news,
    )


def _due(
    ticket: Any,  # noqa: ANN401 - as Task has it
    engineer: Engineer,
    clocks: Iterable[Clock],
    now: datetime,
) -> tuple[Due | None, datetime | None, Clock | None]:
    """What comes first: a clock's end, his own promise, or until today the day he wanted to look again."""
    nearest = nearest_clock(clocks)
    found: list[tuple[datetime, Due]] = []
    if nearest is not None and nearest.due is not None:
        found.append((nearest.due, Due.SOLUTION if nearest.kind is ClockKind.SOLUTION else Due.ANSWER))
    if ticket.due_at is not None:
        found.append((ticket.due_at, Due.PROMISE))
    if ticket.wake_at is not None and _is_today(ticket.wake_at, engineer, now):
        found.append((ticket.wake_at, Due.WAKE))
    if ticket.state is not TicketState.OPEN:  # a far day is none of today's, but for whoever waits for an answer
        found = [(at, due) for at, due in found if due is Due.ANSWER or _is_today(at, engineer, now)]
    at, what = min(found, default=(None, None))
    return what, at, nearest


def _is_today(at: datetime, engineer: Engineer, now: datetime) -> bool:
    """Today or overdue, by his calendar."""
    zone = engineer.calendar.zone
    return at.astimezone(zone).date() <= now.astimezone(zone).date()


def _news(
    session: Session, desk: Desk, engineer: Engineer, place: Waiting, since: datetime, now: datetime
) -> Mapping[News, int]:
    """What others did since; nothing that was taken back, nor a mere thank-you."""
    if place.ticket.changed_at < since:
        return {}
    history = place.facts if place.facts is not None else facts_of(session, desk, place.ticket)
    facts = [fact for fact in history if fact.at <= now]
    gone = taken_back(facts)
    counted: Counter[News] = Counter()
    for fact in facts:
        kind = _NEWS.get(fact.kind)
        if kind is None or fact.seq in gone or fact.at < since or fact.actor == engineer.name:
            continue
        mine = fact.kind != "assigned" or (fact.payload["engineer"] == engineer.name and fact.actor != "service")
        if mine and not fact.payload.get("history") and not fact.payload.get("only_thanks"):
            counted[kind] += 1
    return {kind: counted[kind] for kind in News if counted[kind]}
