"""COR-08: a specialist is reached for first, and if he gives no sign, a colleague bridges. A step, called by the clock.

A case that the service itself gave to somebody is looked at once the desk's business time for a sign is over: if he
has done nothing in it since, and the customer still waits for an answer of anybody, a colleague gets it, and he reads
along. What an engineer gave him (`#assign`) is theirs to settle, and who bridges is not bridged. The customer hears of
nothing. What is due follows from the events, so a restart loses and doubles nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from routing import business_hours, journal, tickets
from routing.allotment import load_of, matter_of, ties_of
from routing.assign import choose
from routing.model import EventKind, Ticket, TicketEvent, TicketState
from routing.presence import on_leave
from routing.station import Station
from routing.timekeeping import waiting_clock_of

_later = aliased(TicketEvent)
# The latest assignment of each open case whose engineer has done nothing since.
_SILENT = (
    select(Ticket, TicketEvent.at, TicketEvent.payload)
    .join(TicketEvent, col(TicketEvent.ticket_id) == Ticket.id)
    .where(
        col(Ticket.desk) == bindparam("desk"),
        Ticket.state == TicketState.OPEN,
        col(Ticket.owner).is_not(None),
        TicketEvent.kind == EventKind.ASSIGNED,
        col(TicketEvent.at) <= bindparam("before"),
        ~select(_later.id)
        .where(
            _later.ticket_id == TicketEvent.ticket_id,
            _later.seq > TicketEvent.seq,
            (col(_later.actor) == Ticket.owner) | (col(_later.kind) == EventKind.ASSIGNED),
        )
        .exists(),
    )
    .order_by(col(TicketEvent.at), col(Ticket.id))
)
_THIS = _SILENT.where(col(Ticket.id) == bindparam("ticket"))


def bridge_batch(station: Station, now: datetime) -> int:
    """Give the cases of silent specialists to colleagues; answers how many."""
    if station.desk.bridge_minutes is None:
        return 0
    with station.database.reading() as session:
        rows = session.exec(_SILENT, params=_asked(station, now)).all()
        due = [journal.key(ticket) for ticket, at, said in rows if _is_due(session, station, ticket, at, said, now)]
    done = 0
    for ticket in due:
        with station.database.transaction() as session:
            done += _bridge(session, station, ticket, now)
    if done:
        station.wake("notify")
    return done


def _asked(station: Station, now: datetime) -> dict[str, Any]:
    return {"desk": station.desk.name, "before": now - timedelta(minutes=station.desk.bridge_minutes or 0)}


def _is_due(
    session: Session, station: Station, ticket: Ticket, at: datetime, said: Mapping[str, Any], now: datetime
) -> bool:
    """Whether the time for a sign is over, and the customer waits; `said` is the payload of the assignment."""
    if said.get("by") or said.get("bridges") or said.get("history"):
        return False
    if business_hours.between(station.desk.calendar, at, now) < (station.desk.bridge_minutes or 0):
        return False
    return waiting_clock_of(session, station.desk, ticket, now) is not None


def _bridge(session: Session, station: Station, ticket_id: int, now: datetime) -> bool:
    """Look again, with the case locked: its engineer may have answered meanwhile."""
    desk = station.desk
    ticket = session.exec(station.database.lock(select(Ticket).where(Ticket.id == ticket_id))).one()
    row = session.exec(_THIS, params={**_asked(station, now), "ticket": ticket_id}).first()
    silent = next((e for e in desk.engineers if e.name == ticket.owner), None)
    if row is None or silent is None or not _is_due(session, station, ticket, row[1], row[2], now):
        return False
    others = [engineer for engineer in desk.engineers if engineer is not silent and not on_leave(engineer, now)]
    matter = matter_of(ticket)
    found = choose(
        others,
        product=matter.product,
        language=matter.language,
        load=load_of(session, desk),
        now=now,
        ties=ties_of(session, desk, matter),
    )
    if found.engineer is None:
        return False
    why = f"{silent.name} gave no sign within {desk.bridge_minutes} business minutes; {found.engineer} bridges"
    reasons = (why, *found.reasons)
    tickets.assign(session, ticket, found.engineer, reasons, bridges=silent.name, history=False, now=now)
    tickets.let_watch(session, ticket, silent, (f"{found.engineer} bridges for him",), now)
    return True
