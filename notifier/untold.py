"""Which events a round of `correspondence` takes: the lowest open one of each case, and those that follow it.

A case's events are told of in their order. Only its lowest open event is due; whoever holds that one holds the case,
and takes the next ones with it, so that what one mail brought about need not wait for as many rounds. What was tried
before goes alone. Whatever comes to another end than was foreseen holds up what is behind it: that goes back untried,
as if it had never been taken. Words nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence, Set
from datetime import datetime
from functools import partial
from itertools import groupby, islice, takewhile
from operator import attrgetter

from sqlalchemy import and_, bindparam, update
from sqlalchemy import select as core_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from routing.db import Line, free
from routing.journal import OF_DESK
from routing.model import EventKind, NoticeState, TicketEvent
from routing.station import Station

_BATCH = 150

_earlier = aliased(TicketEvent)
_IS_LOWEST = (
    ~select(_earlier.id)
    .where(
        col(_earlier.ticket_id) == TicketEvent.ticket_id,
        col(_earlier.seq) < TicketEvent.seq,
        col(_earlier.notice) == NoticeState.OPEN,
        col(_earlier.kind) != EventKind.REMINDED,
    )
    .exists()
)
# Whom a case's reminders reach, and in how many mails, is for `notifier.reminders`.
_LOWEST = Line(
    TicketEvent,
    TicketEvent.notice == NoticeState.OPEN,
    col(TicketEvent.kind) != EventKind.REMINDED,
    OF_DESK,
    _IS_LOWEST,
)
_NOW = bindparam("now", type_=TicketEvent.next_attempt_at.type)  # type: ignore[attr-defined]
# By the index of cases: "is open" would have SQLite go through all that is open in the desk.
_OPEN_ONES = (
    core_select(
        col(TicketEvent.id),
        col(TicketEvent.ticket_id),
        and_(*free(TicketEvent, _NOW), col(TicketEvent.attempts) == 0).label("fresh"),
    )
    .where(
        col(TicketEvent.ticket_id).in_(bindparam("tickets", expanding=True)),
        col(TicketEvent.notice).not_in((NoticeState.DONE, NoticeState.FAILED)),
        col(TicketEvent.kind) != EventKind.REMINDED,
    )
    .order_by(col(TicketEvent.ticket_id), col(TicketEvent.seq))
)
_THESE = select(TicketEvent).where(
    col(TicketEvent.id).in_(bindparam("ids", expanding=True)),
    TicketEvent.notice == NoticeState.OPEN,
    *free(TicketEvent, _NOW),
)
_OURS = (
    core_select(col(TicketEvent.id), col(TicketEvent.notice))
    .where(col(TicketEvent.id).in_(bindparam("ids", expanding=True)), col(TicketEvent.leased_by) == bindparam("by"))
    .order_by(col(TicketEvent.id))
)
_DONE = (
    update(TicketEvent.__table__)  # type: ignore[attr-defined]
    .where(col(TicketEvent.id).in_(bindparam("ids", expanding=True)))
    .values(notice=NoticeState.DONE.value, leased_by=None, leased_until=None)
)


def lease(station: Station, now: datetime) -> list[TicketEvent]:
    """Claim the events of a round, in the order in which they were recorded: in that of `seq` for each case."""
    claimed = station.database.lease(
        _LOWEST,
        {"desk": station.desk.name},
        now=now,
        owner=station.owner,
        seconds=station.lease_seconds,
        limit=_BATCH,
        along=partial(_behind, station, now=now),
    )
    return sorted(claimed, key=attrgetter("id"))


def _behind(station: Station, session: Session, lowest: Sequence[TicketEvent], *, now: datetime) -> list[TicketEvent]:
    """What follows the lowest open events of some cases, as far as there is room; of each case without a gap.

    A row that another transaction holds is passed over, and with it all behind it.
    """
    tickets = [event.ticket_id for event in lowest if not event.attempts]
    room = _BATCH - len(lowest)
    if not tickets or not room:
        return []
    waiting = session.connection().execute(_OPEN_ONES, {"tickets": tickets, "now": now})
    lines: list[list[int]] = []
    for _, rows in groupby(waiting, key=attrgetter("ticket_id")):
        line = [row.id for row in takewhile(attrgetter("fresh"), islice(rows, 1, None))][:room]
        room -= len(line)
        lines.append(line)
    wanted = {"ids": [key for line in lines for key in line], "now": now}
    claims = session.exec(station.database.claim(_THESE, TicketEvent), params=wanted) if wanted["ids"] else ()
    claimed = {event.id: event for event in claims}
    return [claimed[key] for line in lines for key in takewhile(claimed.__contains__, line)]


def held_up(events: Iterable[TicketEvent], well: Set[int]) -> set[int]:
    """Which of a round's events, in their order, are behind one of their case that is not among those that went well.

    All by their keys.
    """
    stuck: set[int] = set()
    behind: set[int] = set()
    for event in events:
        assert event.id is not None
        if event.ticket_id in stuck:
            behind.add(event.id)
        elif event.id not in well:
            stuck.add(event.ticket_id)
    return behind


def still_ours(session: Session, station: Station, events: Iterable[TicketEvent]) -> dict[int, NoticeState]:
    """Of a round's events, those whose lease nobody took over meanwhile, locked, with their state now; by key."""
    asked = {"ids": [event.id for event in events], "by": station.owner}
    rows = session.connection().execute(station.database.lock(_OURS), asked)
    return {key: notice for key, notice in rows if key is not None}


def mark_done(session: Session, keys: Collection[int]) -> None:
    """Everybody who should hear of these events, which the caller has locked, has mails waiting for him."""
    if keys:
        session.connection().execute(_DONE, {"ids": keys})
