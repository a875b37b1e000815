"""GEN-06: on a contract that is drawn by time, no case ends without a time entry. Reads only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from routing.balance import agreement_for
from routing.desk import Desk
from routing.events import events_of
from routing.model import Approval, EventKind, Ticket, TimeEntry
from routing.orders import Order


def lacks_time(session: Session, desk: Desk, ticket: Ticket, orders: Sequence[Order], now: datetime) -> bool:
    """Whether these orders close a case in which no time was recorded since it was last closed, though it should be.

    So it is where the contract draws on an account or bills by time, and where the customer said yes to paid work.
    """
    words = {order.word for order in orders}
    if "close" not in words or "time" in words or _has_entry(session, ticket):
        return False
    if agreement_for(session, desk, ticket, now).by_time:
        return True
    return session.exec(select(Approval.id).where(Approval.ticket_id == ticket.id)).first() is not None


def _has_entry(session: Session, ticket: Ticket) -> bool:
    """Since it was last closed: a case that came back is worked on again."""
    since = max((event.at for event in events_of(session, ticket, EventKind.CLOSED)), default=None)
    entry = select(TimeEntry.id).where(TimeEntry.ticket_id == ticket.id)
    if since is not None:
        entry = entry.where(col(TimeEntry.recorded_at) >= since)
    return session.exec(entry).first() is not None
