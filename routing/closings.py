"""A case that ends without an engineer's order: its customer calls it solved, or does not answer any more.

In the caller's transaction, on a ticket whose row he has locked; he decided that it ends. It ends as one that an
engineer closes: at a time, and on the channel on which one of ours solved it, if anybody did anything, so that it uses
up its contract's quota (NET-04) and those who are to hear of that do.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from routing.announcing import announce_contract
from routing.desk import Desk
from routing.journal import record
from routing.model import EventKind, Ticket, TicketState
from routing.quotas import solved_on
from routing.timekeeping import facts_of


def close(
    session: Session,
    desk: Desk,
    ticket: Ticket,
    *,
    by: str,
    actor: str,
    why: str,
    now: datetime,
    once: str | None = None,
) -> None:
    """The case ends. Payload: as of `Acting.close`, and `by` (customer, waiting: what ended it).

    `once` is as of `journal.record`.
    """
    channel = solved_on(facts_of(session, desk, ticket))
    ticket.state, ticket.wake_at = TicketState.CLOSED, None
    ticket.closed_at, ticket.channel = now, channel
    payload = {"text": "", "told": False, "channel": channel, "statement": False, "by": by}
    record(session, ticket, EventKind.CLOSED, actor, payload, (why,), now, once=once)
    announce_contract(session, desk, ticket.contract_id, ticket.owner, now)
