"""TX 5: what falls due by the clock: an engineer's promise, and a case that waits for its customer.

A step that takes a bounded number of cases and answers how many it found something due in. Whatever it does is an
event, and that event is also its memory: any process may call it, and after a crash it goes on where it was. Both are
done in working hours only: a promise is remembered while its engineer is there (GEN-09), and on the desk's closed days
no customer is reminded and no case closed (GEN-16). What is said, and that it is said once, is for others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import pairwise

from sqlmodel import Session, col, select

from routing import business_hours, closings
from routing.desk import Calendar, Desk, Patience
from routing.journal import SERVICE, moment, record
from routing.model import EventKind, Ticket, TicketEvent, TicketState
from routing.station import Station

_BATCH = 100
_LEAD_MINUTES = 120.0  # working minutes before a promise falls due
_FARTHEST = timedelta(days=30)  # of promises that are looked at: no desk is closed for longer
_LONGEST_WAIT = 400  # days that are counted


def diary_batch(station: Station, now: datetime) -> int:
    """Do what is due; answers in how many cases."""
    with station.database.reading() as session:
        promised = [_id(t) for t in _promised(session, station.desk, now)]
        waiting = [_id(t) for t in _waiting(session, station.desk, now)]
    if not promised and not waiting:
        return 0
    done = 0
    with station.database.transaction() as session:
        for ticket in _locked(session, station, (*promised, *waiting)):
            done += _remind(session, station.desk, ticket, now) or _await(session, station.desk, ticket, now)
    station.wake("notify")
    return done


# -- promises


def _promised(session: Session, desk: Desk, now: datetime) -> Iterator[Ticket]:
    """Cases whose engineer has to be reminded."""
    query = select(Ticket).where(
        Ticket.desk == desk.name,
        col(Ticket.state).in_((TicketState.OPEN, TicketState.WAITING, TicketState.HELD)),  # which the index knows
        col(Ticket.due_at).is_not(None),
        col(Ticket.due_at) <= now + _FARTHEST,
    )
    for ticket in session.exec(query.order_by(col(Ticket.due_at)).limit(_BATCH * 10)):
        if _falls_due(session, desk, ticket, now):
            yield ticket


def _remind(session: Session, desk: Desk, ticket: Ticket, now: datetime) -> bool:
    """Payload: `due` (as promised)."""
    if not _falls_due(session, desk, ticket, now):
        return False
    record(session, ticket, EventKind.REMINDED, SERVICE, {"due": moment(ticket.due_at)}, (), now)
    return True


def _falls_due(session: Session, desk: Desk, ticket: Ticket, now: datetime) -> bool:
    if ticket.due_at is None or ticket.state is TicketState.CLOSED:
        return False
    calendar = next((e.calendar for e in desk.engineers if e.name == ticket.owner), desk.calendar)
    if not business_hours.is_open(calendar, now):
        return False
    left = business_hours.between(calendar, now, ticket.due_at) if ticket.due_at > now else 0.0
    if left > _LEAD_MINUTES:
        return False
    told = _events(session, ticket, (EventKind.REMINDED,))
    return all(event.payload["due"] != moment(ticket.due_at) for event in told)


# -- waiting for the customer


def _waiting(session: Session, desk: Desk, now: datetime) -> Iterator[Ticket]:
    """Cases that wait for their customer too long."""
    if desk.patience is None or not business_hours.is_open(desk.calendar, now):
        return
    query = select(Ticket).where(
        Ticket.desk == desk.name,
        Ticket.state == TicketState.WAITING,
        col(Ticket.changed_at) <= now - timedelta(days=desk.patience.days),
        col(Ticket.wake_at).is_(None) | (col(Ticket.wake_at) <= now),
    )
    for ticket in session.exec(query.order_by(col(Ticket.changed_at)).limit(_BATCH)):
        if _asked_so_far(session, desk, desk.patience, ticket, now) is not None:
            yield ticket


def _await(session: Session, desk: Desk, ticket: Ticket, now: datetime) -> bool:
    """The next reminder to the customer, or after the last one the end.

    Payload of NUDGED: `number` (from 1), `last`; of CLOSED: as of `closings.close`.
    """
    asked = _asked_so_far(session, desk, desk.patience, ticket, now) if desk.patience is not None else None
    if desk.patience is None or asked is None:
        return False
    if asked < desk.patience.nudges:
        payload = {"number": asked + 1, "last": asked + 1 == desk.patience.nudges}
        record(session, ticket, EventKind.NUDGED, SERVICE, payload, (), now)
        return True
    closings.close(session, desk, ticket, by="waiting", actor=SERVICE, why="the customer did not answer", now=now)
    return True


def _asked_so_far(session: Session, desk: Desk, patience: Patience, ticket: Ticket, now: datetime) -> int | None:
    """How often he was reminded in this wait, if it is time for the next; None if it is not, or nothing waits."""
    if ticket.state is not TicketState.WAITING:
        return None
    events = _events(session, ticket, (EventKind.WAITING, EventKind.ASKED, EventKind.NUDGED, EventKind.APPENDED))
    begun = next((n for n, event in reversed([*enumerate(events)]) if event.kind is EventKind.WAITING), None)
    if begun is None:
        return None
    since = max(event.at for event in events[begun:])
    if ticket.wake_at is not None:
        since = max(since, ticket.wake_at)
    if working_days(desk.calendar, since, now) < patience.days:
        return None
    return sum(event.kind is EventKind.NUDGED for event in events[begun:])


def working_days(calendar: Calendar, since: datetime, now: datetime) -> int:
    """The days after that of `since`, up to that of `now`, on which the desk is open for some time."""
    first, last = (one.astimezone(calendar.zone).date() for one in (since, now))
    days = min((last - first).days, _LONGEST_WAIT)
    midnights = [datetime.combine(first + timedelta(n), time(), calendar.zone) for n in range(1, days + 2)]
    return sum(business_hours.between(calendar, start, end) > 0 for start, end in pairwise(midnights))


def _events(session: Session, ticket: Ticket, kinds: Sequence[EventKind]) -> Sequence[TicketEvent]:
    query = select(TicketEvent).where(TicketEvent.ticket_id == ticket.id, col(TicketEvent.kind).in_(kinds))
    return session.exec(query.order_by(col(TicketEvent.seq))).all()


def _locked(session: Session, station: Station, ids: Sequence[int]) -> Sequence[Ticket]:
    query = select(Ticket).where(col(Ticket.id).in_(ids[:_BATCH])).order_by(col(Ticket.id))
    return session.exec(station.database.lock(query)).all()


def _id(ticket: Ticket) -> int:
    assert ticket.id is not None
    return ticket.id
