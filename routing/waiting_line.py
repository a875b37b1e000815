"""The queue in the store: cases with their standing, in the order of `routing.queue`. Reads rows, decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case
from sqlmodel import Session, col, select

from routing.clocks import Clock
from routing.contracts import read_ahead
from routing.desk import Desk, Source
from routing.facts import Fact
from routing.lives import Lives
from routing.model import EventKind, Ticket, TicketEvent, TicketState
from routing.queue import PATIENCE, Standing, place
from routing.targets import ClockKind

MOST = 500  # cases that are put in order at a time: each is replayed from its events, a millisecond or two
# Which of more than those are looked at: what nobody may miss, then the oldest, who wait longest.
ROUGHLY = (
    case({TicketState.OPEN: 0, TicketState.HELD: 1}, value=col(Ticket.state), else_=2),
    col(Ticket.critical).desc(),
    col(Ticket.opened_at),
    col(Ticket.id),
)
_ACTIVE = (TicketState.OPEN, TicketState.HELD)
_SOURCES = select(TicketEvent.ticket_id, col(TicketEvent.payload)["source"].as_string()).where(
    col(TicketEvent.ticket_id).in_(bindparam("tickets", expanding=True)), TicketEvent.kind == EventKind.OPENED
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case in its place; of one that nobody works on now neither facts nor clocks were read."""

    ticket: Any  # as `lined_up` was given it
    standing: Standing
    facts: Sequence[Fact] | None
    clocks: tuple[Clock, ...]  # that go on


def lined_up(
    session: Session, desk: Desk, tickets: Sequence[Any], now: datetime, lives: Lives | None = None
) -> list[Waiting]:
    """The cases in the order in which to work on them, each with what gives it its place.

    `tickets` are entities, or rows with all that is asked of one here and in `timekeeping`; `lives` if some are known.
    """
    if lives is None:
        read_ahead(session, desk, (ticket.organisation_id for ticket in tickets))
        lives = Lives(session, desk)
    keys = {ticket.id for ticket in tickets}
    sources = dict(session.execute(_SOURCES, {"tickets": keys}).all()) if keys else {}
    active = lives.of([ticket for ticket in tickets if ticket.state in _ACTIVE])
    found = []
    for ticket in tickets:
        life = active.get(ticket.id or 0)
        at = max(now, ticket.changed_at)  # a clock that stepped back makes nobody's wait shorter
        run = life.clocks(at, at) if life is not None else ()
        standing = _standing(ticket, sources.get(ticket.id), run)
        found.append(Waiting(ticket, standing, life.facts if life is not None else None, run))
    return sorted(found, key=lambda waiting: place(waiting.standing))


def _standing(ticket: Any, source: str | None, run: Sequence[Clock]) -> Standing:  # noqa: ANN401 - see there
    running = [clock for clock in run if clock.ended is None and clock.runs]
    return Standing(
        number=ticket.number,
        opened_at=ticket.opened_at,
        # Who writes while his case is with the vendor waits for us all the same.
        awaits_us=ticket.state is TicketState.OPEN or any(c.kind is not ClockKind.SOLUTION for c in running),
        critical=ticket.critical,
        used=max((_share(clock) for clock in running), default=0.0),
        severity=ticket.severity,
        priority=ticket.priority,
        source=Source(source or Source.MAIL),
    )


def _share(clock: Clock) -> float:
    """How much of its time a running clock has used; without a promise, of the patience of whoever waits."""
    if clock.target is not None:
        return clock.used / clock.target.minutes
    return 0.0 if clock.kind is ClockKind.SOLUTION else clock.used / PATIENCE
