"""The queue in the store: cases with their standing, in the order of `routing.queue`. Reads rows, decides nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case
from sqlmodel import Session, col, select

from routing.clocks import Clock
from routing.contracts import read_ahead
from routing.desk import Desk, Source
from routing.facts import Fact
from routing.model import EventKind, Ticket, TicketEvent, TicketState
from routing.queue import PATIENCE, Standing, place
from routing.targets import ClockKind
from routing.timekeeping import clocks_of, histories_of

MOST = 500  # cases that are put in order at a time: each is replayed from its events, a millisecond or two
# Which of more than those are looked at: what nobody may miss, then the oldest, who wait longest.
ROUGHLY = (
    case({TicketState.OPEN: 0, TicketState.HELD: 1}, value=col(Ticket.state), else_=2),
    col(Ticket.critical).desc(),
    col(Ticket.opened_at),
    col(Ticket.id),
)
_ACTIVE = (TicketState.OPEN, TicketState.HELD)
_OPENINGS = select(TicketEvent.ticket_id, TicketEvent.payload).where(
    col(TicketEvent.ticket_id).in_(bindparam("tickets", expanding=True)), TicketEvent.kind == EventKind.OPENED
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case in its place; of one that nobody works on now neither facts nor clocks were read."""

    ticket: Ticket
    standing: Standing
    facts: tuple[Fact, ...] | None
    clocks: tuple[Clock, ...]


def lined_up(session: Session, desk: Desk, tickets: Sequence[Ticket], now: datetime) -> list[Waiting]:
    """The cases in the order in which to work on them, each with what gives it its place."""
    keys = {ticket.id for ticket in tickets}
    read_ahead(session, desk, (ticket.organisation_id for ticket in tickets))
    opened = dict(session.execute(_OPENINGS, {"tickets": keys}).all()) if keys else {}
    active = [ticket for ticket in tickets if ticket.state in _ACTIVE]
    histories = histories_of(session, desk, active)
    clocks = {
        # A clock that stepped back makes nobody's wait shorter.
        ticket.id: clocks_of(session, desk, ticket, max(now, ticket.changed_at), histories.get(ticket.id or 0, ()))
        for ticket in active
    }
    found = []
    for ticket in tickets:
        run = clocks.get(ticket.id, ())
        standing = _standing(ticket, opened.get(ticket.id, {}), run)
        found.append(Waiting(ticket, standing, histories.get(ticket.id or 0), run))
    return sorted(found, key=lambda waiting: place(waiting.standing))


def _standing(ticket: Ticket, opening: Mapping[str, str], run: Sequence[Clock]) -> Standing:
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
        source=Source(opening.get("source", Source.MAIL)),
    )


def _share(clock: Clock) -> float:
    """How much of its time a running clock has used; without a promise, of the patience of whoever waits."""
    if clock.target is not None:
        return clock.used / clock.target.minutes
    return 0.0 if clock.kind is ClockKind.SOLUTION else clock.used / PATIENCE
