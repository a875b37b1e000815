"""TX 5: what is due of cases by the clock alone becomes their events: reminders, questions to customers, closings.

A tick reads the cases whose time to be looked at has come (`Ticket.next_check_at`, which every event of a case sets to
now), replays each from its events and decides outside any writing transaction; then one transaction writes what is due
into the cases in which nothing has happened meanwhile, and when to look at each again. So a tick costs as many replays
as there are cases with something due, a crash or a second process changes nothing, and what one person is to hear at
one moment is committed at once: it becomes one mail (`notifier.reminders`). A case that cannot be replayed is logged,
and looked at again in an hour.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select, update

from routing import business_hours, closings, prompting
from routing.awaiting import Step, next_step, opens_after
from routing.clocks import running_clocks
from routing.contracts import read_ahead
from routing.course import Course, Told, course
from routing.db import AlreadyDone, Unavailable
from routing.desk import Desk
from routing.facts import Fact
from routing.journal import SERVICE
from routing.model import (
    Alarm,
    InboundMail,
    InboundState,
    Organisation,
    OutboundMail,
    OutboundState,
    Ticket,
    TicketEvent,
    TicketState,
    Trouble,
)
from routing.model.mail import IN_LINE
from routing.reminders import Agenda, Case, reminders
from routing.rota import name_of
from routing.station import Station
from routing.timekeeping import agreements_of, at_first, facts_of, histories_of, owed_by, refresh

log = structlog.get_logger("routing.reminding")

BATCH = 1000  # cases of one transaction
_TOGETHER = 250  # cases whose events are read at once
_LATER, _SOON = timedelta(hours=1), timedelta(minutes=1)
_LONG_SINCE = datetime(1970, 1, 1, tzinfo=UTC)  # no case was ever to be looked at then: it is seen that this was said
_LOOK_NOW = _LONG_SINCE
_DEEP = 20  # levels of an organisation's tree


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is due of a case that had `seq` events and was to be looked at then; `step` is what its customer is due.

    `respond_by` as `Ticket` has it. `told` is when to look again once all lines are told; `_LOOK_NOW`: at once.
    """

    ticket: int
    seq: int
    due: datetime | None
    agenda: Agenda
    step: Step | None = None
    closes_on: datetime | None = None
    respond_by: datetime | None = None
    told: datetime | None = _LOOK_NOW


def remind_batch(station: Station, now: datetime, limit: int = BATCH) -> int:
    """Look at the cases whose time has come; answers how many there were. At `limit` there may be more."""
    desk, due = station.desk, _due(station.desk, now)
    with station.database.reading() as session:
        query = select(Ticket).where(*due).order_by(col(Ticket.next_check_at), col(Ticket.id)).limit(limit)
        tickets = session.exec(query).all()
        read_ahead(session, desk, (ticket.organisation_id for ticket in tickets))
        portions = (tickets[start : start + _TOGETHER] for start in range(0, len(tickets), _TOGETHER))
        verdicts = [verdict for some in portions for verdict in _verdicts(session, desk, some, now)]
    if not verdicts:
        return 0
    with station.database.transaction() as session:
        keys = [verdict.ticket for verdict in verdicts]
        locked = station.database.lock(select(Ticket).where(col(Ticket.id).in_(keys)).order_by(col(Ticket.id)))
        rows = {ticket.id: ticket for ticket in session.exec(locked)}
        found = ((rows.get(verdict.ticket), verdict) for verdict in verdicts)
        # Of others something has happened meanwhile: they are looked at again as they are now.
        same = [(t, v) for t, v in found if t is not None and (t.last_seq, t.next_check_at) == (v.seq, v.due)]
        _carry_out_all(session, station, same, now)
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


def histories(session: Session, desk: Desk, tickets: Sequence[Ticket]) -> Mapping[int, Sequence[Fact]]:
    """The facts of many cases, by key; none where one of them cannot be read: it must not stop the others."""
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


def _verdicts(session: Session, desk: Desk, tickets: Sequence[Ticket], now: datetime) -> list[Verdict]:
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
        told: datetime | None = _LOOK_NOW
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


# -- what becomes of it


def _carry_out_all(session: Session, station: Station, found: Sequence[tuple[Ticket, Verdict]], now: datetime) -> None:
    """Write down what is due; what was written before, by whomever, stays as it is.

    All at once, as it is hardly ever so, and a savepoint for each event takes longer than the event.
    """
    checked_by = fingerprint(station.desk)
    try:
        with session.begin_nested():
            for ticket, verdict in found:
                _carry_out(session, station, ticket, verdict, checked_by, now, _at_once)
    except AlreadyDone:
        for ticket, verdict in found:
            _carry_out(session, station, ticket, verdict, checked_by, now, partial(_once, session))


def _carry_out(
    session: Session,
    station: Station,
    ticket: Ticket,
    verdict: Verdict,
    checked_by: str,
    now: datetime,
    do: Callable[[Callable[[], None]], bool],
) -> None:
    """What is due of one case; `do` says whether what it was given was written only now."""
    acts: list[Callable[[], None]] = [
        partial(prompting.remind, session, ticket, line, now) for line in verdict.agenda.lines
    ]
    step, again = verdict.step, verdict.agenda.again
    if step is not None and _may_have_answered(session, ticket):
        step, again = None, min(again or now + _SOON, now + _SOON)
    if step is not None:
        if step.number:
            acts.append(partial(prompting.nudge, session, ticket, step, verdict.closes_on, now))
        else:
            acts.append(partial(_give_up, session, station, ticket, step, now))
    written = [do(act) for act in acts]
    if ticket.state is TicketState.CLOSED:
        if any(written):  # it was closed just now
            refresh(session, station.desk, ticket, now)
        else:
            ticket.respond_by = verdict.respond_by
    ticket.checked_by = checked_by
    if not any(written):
        ticket.next_check_at = again
    elif all(written) and verdict.told != _LOOK_NOW:  # else it is looked at once more, now that they are told
        ticket.next_check_at = verdict.told
    session.add(ticket)


def _may_have_answered(session: Session, ticket: Ticket) -> bool:
    """Whether the customer's answer may have come already: some mail is not read yet, or his mailbox cannot be.

    Nobody is blamed for an answer that lies with us. Mail waits seconds; what cannot be read ends in quarantine.
    """
    unread = select(InboundMail.id).where(InboundMail.desk == ticket.desk, InboundMail.state == InboundState.RECEIVED)
    shut = select(Alarm.id).where(
        Alarm.desk == ticket.desk,
        Alarm.trouble == Trouble.MAILBOX,
        Alarm.name == ticket.mailbox,
        col(Alarm.over_at).is_(None),
    )
    return any(session.exec(query.limit(1)).first() is not None for query in (unread, shut))


def _give_up(session: Session, station: Station, ticket: Ticket, step: Step, now: datetime) -> None:
    """The case is closed, as the customer did not answer."""
    why, once = "the customer did not answer", f"give up:{step.wait}"
    closings.close(session, station.desk, ticket, by="waiting", actor=SERVICE, why=why, now=now, once=once)


def _at_once(act: Callable[[], None]) -> bool:
    """Do it; raises AlreadyDone, after which nothing counts that was done before it."""
    act()
    return True


def _once(session: Session, act: Callable[[], None]) -> bool:
    """Do it, unless the store knows that it was done."""
    try:
        with session.begin_nested():
            act()
            session.flush()
    except AlreadyDone:
        return False
    return True
