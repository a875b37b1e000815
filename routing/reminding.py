"""TX 5: what is due of cases by the clock alone becomes their events: reminders, questions to customers, closings.

A tick reads the cases whose time to be looked at has come (`Ticket.next_check_at`, which every event of a case sets to
now), replays each from its events and decides outside any writing transaction; then one transaction (`enacting`) writes
what is due into the cases in which nothing has happened meanwhile, and when to look at each again. So a tick costs as
many replays as there are cases with something due, a crash or a second process changes nothing, and what one person is
to hear at one moment is committed at once: it becomes one mail (`notifier.reminders`). A case that cannot be replayed
is logged, and looked at again in an hour.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement
from sqlalchemy import select as core_select
from sqlmodel import Session, col, or_, select, update

from routing import business_hours
from routing.awaiting import Step, next_step, opens_after
from routing.clocks import running_clocks
from routing.contracts import read_ahead
from routing.course import Course, Told, course
from routing.db import Unavailable
from routing.desk import Desk
from routing.enacting import LOOK_NOW, Verdict, enact
from routing.facts import Fact
from routing.model import Organisation, OutboundMail, OutboundState, Ticket, TicketEvent, TicketState
from routing.model.mail import IN_LINE
from routing.reminders import Agenda, Case, reminders
from routing.rota import name_of
from routing.station import Station
from routing.timekeeping import agreements_of, at_first, facts_of, histories_of, owed_by

log = structlog.get_logger("routing.reminding")

BATCH = 1000  # cases of one transaction
_TOGETHER = 250  # cases whose events are read at once
_LATER = timedelta(hours=1)
_LONG_SINCE = datetime(1970, 1, 1, tzinfo=UTC)  # no case was ever to be looked at then: it is seen that this was said
_DEEP = 20  # levels of an organisation's tree

_TICKET = Ticket.metadata.tables["ticket"].c
_NAMES = ("id", "desk", "number", "owner", "product", "category", "severity", "critical", "contact_id")
_MORE = ("organisation_id", "opened_at", "last_seq", "next_check_at")
# As plain rows with all that is asked of a Ticket here: few of them are changed.
_CASES = core_select(*(_TICKET[name] for name in (*_NAMES, *_MORE)))


def remind_batch(station: Station, now: datetime, limit: int = BATCH) -> int:
    """Look at the cases whose time has come; answers how many there were. At `limit` there may be more."""
    desk, due = station.desk, _due(station.desk, now)
    with station.database.reading() as session:
        query = _CASES.where(*due).order_by(_TICKET.next_check_at, _TICKET.id).limit(limit)
        tickets = session.connection().execute(query).all()
        read_ahead(session, desk, (ticket.organisation_id for ticket in tickets))
        portions = (tickets[start : start + _TOGETHER] for start in range(0, len(tickets), _TOGETHER))
        verdicts = [verdict for some in portions for verdict in _verdicts(session, desk, some, now)]
    if not verdicts:
        return 0
    with station.database.transaction() as session:
        enact(session, station, verdicts, fingerprint(desk), now)
    station.wake("notify")
    return len(verdicts)


def reconsider(session: Session, desk: Desk, now: datetime) -> None:
    """Have every case looked at again whose next time was reckoned with another desk file."""
    checked_by = fingerprint(desk)
    other = or_(col(Ticket.checked_by).is_(None), col(Ticket.checked_by) != checked_by)
    query = update(Ticket).where(col(Ticket.desk) == desk.name, col(Ticket.state) != TicketState.CLOSED, other)
    session.exec(query.values(next_check_at=now, checked_by=checked_by))


def customers_changed(session: Session, desk: str) -> None:
    """Have every open case looked at again: its clocks may have other targets now, or another manager may see it.

    All of them, as an organisation has the contracts of those above it, and a contract may have been another's before.
    """
    open_ones = (col(Ticket.desk) == desk, col(Ticket.state) != TicketState.CLOSED)
    session.exec(update(Ticket).where(*open_ones).values(next_check_at=_LONG_SINCE))


def fingerprint(desk: Desk) -> str:
    """Names the desk file as far as it says who is reminded of what, and when."""
    said = (desk.calendar, desk.engineers, desk.managers, desk.plans, desk.reminders, desk.waiting)
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def histories(session: Session, desk: Desk, tickets: Sequence[Any]) -> Mapping[int, Sequence[Fact]]:
    """The facts of many cases, by key; none where one of them cannot be read: it must not stop the others.

    `tickets` are entities, or rows with all that is asked of one in `timekeeping`.
    """
    try:
        return histories_of(session, desk, tickets)
    except Unavailable:
        raise
    except Exception:
        log.exception("cases are read one by one", cases=len(tickets))
        return {}


def case_of(
    session: Session, desk: Desk, ticket: Ticket, now: datetime, facts: Sequence[Fact] | None = None
) -> tuple[Case, datetime | None]:
    """A case as its events tell it, and when another contract may decide. Where the clock went back, time stands.

    `facts` if they are known.
    """
    facts = facts if facts is not None else facts_of(session, desk, ticket)
    agreements = agreements_of(session, desk, ticket)
    found = course(facts, now)
    at = max(now, found.last) if found.last is not None else now
    run = running_clocks(ticket.opened_at, at_first(ticket, facts), facts, agreements, at)
    case = Case(found, run, at, ticket.owner, ticket.product, _regions(session, desk, ticket))
    return case, agreements.next_change(at) if run else None


def still_asked(session: Session, desk: Desk, ticket: Ticket, wait: int, now: datetime) -> bool:
    """Whether the case still waits for its customer since that event: he may have answered before he was asked."""
    found = course(facts_of(session, desk, ticket), now)
    return not found.closed and found.customer is not None and found.customer.seq == wait


# -- what is due


def _due(desk: Desk, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return col(Ticket.desk) == desk.name, col(Ticket.next_check_at) <= now


def _verdicts(session: Session, desk: Desk, tickets: Sequence[Any], now: datetime) -> list[Verdict]:
    facts = histories(session, desk, tickets)
    return [_consider(session, desk, ticket, facts.get(ticket.id or 0), now) for ticket in tickets]


def _consider(session: Session, desk: Desk, ticket: Ticket, facts: Sequence[Fact] | None, now: datetime) -> Verdict:
    """The fault barrier of one case."""
    key = ticket.id or 0
    try:
        case, change = case_of(session, desk, ticket, now, facts)
        step, later, unheard = _step(session, desk, ticket, case.course, now)
        case = replace(case, unheard=unheard)
        agenda = reminders(desk, case, now)
        told: datetime | None = LOOK_NOW
        if agenda.lines and step is None and not (after := reminders(desk, _when_told(case, agenda), now)).lines:
            told = _first(after.again, later, change)
        agenda = replace(agenda, again=_first(agenda.again, later, change))
        last = _closes_on(desk, step, now)
        return Verdict(key, ticket.last_seq, ticket.next_check_at, agenda, step, last, owed_by(case.clocks), told)
    except Unavailable:
        raise
    except Exception:  # (a case that cannot be replayed must not keep the others from being looked at)
        log.exception("nobody can be reminded", ticket=ticket.number)
        return Verdict(key, ticket.last_seq, ticket.next_check_at, Agenda(again=now + _LATER))


def _when_told(case: Case, agenda: Agenda) -> Case:
    """The case as it will be read when all lines have become its events: nothing else of it changes by them."""
    told = list(case.course.told)
    for one in agenda.lines:
        slots = tuple((rung, rank.value) for rung, rank in one.slots)
        told.append(Told(case.at, one.about, one.since, one.life, slots, name_of(one.person)))
    return replace(case, course=replace(case.course, told=told))


def _first(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _step(
    session: Session, desk: Desk, ticket: Ticket, found: Course, now: datetime
) -> tuple[Step | None, datetime | None, int | None]:
    """What the customer is due now; else when to look again; and the wait in which no mail reaches him."""
    step = next_step(found, desk.waiting, desk.calendar)
    if step is None or ticket.contact_id is None:
        return None, None, None
    if step.at > now:
        return None, step.at, None
    if not business_hours.is_open(desk.calendar, now):  # the service was down at its time
        return None, business_hours.next_open(desk.calendar, now), None
    if step.number == 0 and (asked := [nudge.seq for nudge in found.nudged if nudge.wait == step.wait]):
        states = _became_of(session, ticket, asked)
        if any(state in IN_LINE for state in states):
            return None, now + _LATER, None
        if len(states) < len(asked) or any(state is not OutboundState.SENT for state in states):
            return None, None, step.wait
    return step, None, None


def _became_of(session: Session, ticket: Ticket, events: Sequence[int]) -> Sequence[str]:
    """What became of the mails to the customer of some events; the gate may have kept them back."""
    mine = select(TicketEvent.id).where(TicketEvent.ticket_id == ticket.id, col(TicketEvent.seq).in_(events))
    query = select(OutboundMail.state).where(
        OutboundMail.ticket_id == ticket.id,  # by an index: the events have none there
        col(OutboundMail.event_id).in_(mine),
        ~col(OutboundMail.staff),
    )
    return session.exec(query).all()


def _closes_on(desk: Desk, step: Step | None, now: datetime) -> datetime | None:
    """What the last question may say: when the case is closed without an answer."""
    days, close = desk.waiting.nudge_days, desk.waiting.close_days
    if step is None or step.number != len(days) or close is None:
        return None
    try:
        return opens_after(desk.calendar, now, close - days[-1])
    except business_hours.NeverOpen:
        return None


def _regions(session: Session, desk: Desk, ticket: Ticket) -> frozenset[str]:
    """Names of the case's organisation and of those above it, where a manager sees some alone."""
    names: set[str] = set()
    key = ticket.organisation_id if any(manager.regions for manager in desk.managers) else None
    for _ in range(_DEEP):
        organisation = session.get(Organisation, key) if key is not None else None
        if organisation is None:
            break
        names.add(organisation.name)
        key = organisation.parent_id
    return frozenset(names)
