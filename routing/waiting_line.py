"""The queue in the store: cases with their standing, in the order of `routing.queue`. Reads rows, decides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, case
from sqlmodel import Session, col, select

from routing.clocks import Clock
from routing.contracts import read_ahead
from routing.desk import Desk, Source
from routing.model import EventKind, Ticket, TicketEvent, TicketState
from routing.queue import PATIENCE, Standing, place
from routing.targets import ClockKind
from routing.timekeeping import clocks_of

MOST = 500  # cases that are put in order at a time: each is replayed from its events, a millisecond or two
# Which of more than those are looked at: what nobody may miss, then the oldest, who wait longest.
ROUGHLY = (
    case({TicketState.OPEN: 0, TicketState.HELD: 1}, value=col(Ticket.state), else_=2),
    col(Ticket.critical).desc(),
    col(Ticket.opened_at),
    col(Ticket.id),
)
_OPENINGS = select(TicketEvent.ticket_id, TicketEvent.payload).where(
    col(TicketEvent.ticket_id).in_(bindparam("tickets", expanding=True)), TicketEvent.kind == EventKind.OPENED
)


def lined_up(session: Session, desk: Desk, tickets: Sequence[Ticket], now: datetime) -> list[tuple[Ticket, Standing]]:
    """The cases in the order in which to work on them, each with what gives it its place."""
    keys = {ticket.id for ticket in tickets}
    read_ahead(session, desk, (ticket.organisation_id for ticket in tickets))
    opened = dict(session.execute(_OPENINGS, {"tickets": keys}).all()) if keys else {}
    found = [(ticket, _standing(session, desk, ticket, opened.get(ticket.id, {}), now)) for ticket in tickets]
    return sorted(found, key=lambda pair: place(pair[1]))


def _standing(session: Session, desk: Desk, ticket: Ticket, opening: dict[str, str], now: datetime) -> Standing:
    active = ticket.state in (TicketState.OPEN, TicketState.HELD)
    seen = max(now, ticket.changed_at)  # a clock that stepped back makes nobody's wait shorter
    running = [c for c in clocks_of(session, desk, ticket, seen) if c.ended is None and c.runs] if active else []
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
