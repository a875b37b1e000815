"""Many cases at once, each with its events and its clocks: what figures are counted from.

One pass in portions of rows, so that a hundred thousand cases cost time and no memory; what is reckoned of a case is
its life (`routing.lives`). Reads only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, repeat
from typing import Any

from sqlalchemy import Row, Select, or_, select
from sqlmodel import Session, col

from routing.clocks import Clock
from routing.desk import Desk
from routing.facts import Fact
from routing.hindsight import Stood, counting, stood
from routing.lives import Life, Lives
from routing.model import Ticket, TicketState

_PORTION = 500  # cases
_ACTIVE = (TicketState.OPEN, TicketState.HELD)  # in which a clock may run
_NAMES = ("id", "desk", "number", "subject", "state", "owner", "product", "category", "severity", "critical")
_MORE = ("contact_id", "organisation_id", "contract_id", "merged_into_id", "opened_at", "changed_at", "closed_at")
_TICKET = Ticket.metadata.tables["ticket"].c
_CASES = select(*(_TICKET[name] for name in (*_NAMES, *_MORE))).order_by(_TICKET.id).limit(_PORTION)


@dataclass(frozen=True, slots=True)
class Played:
    """A case as of a moment; where nothing happened since the time that is asked for there are no `facts`.

    The facts are all that count in the case's life, also those before that time; the clocks those that go on, or ended
    since then.
    """

    ticket: Any  # a row with the columns above
    stood: Stood
    facts: Sequence[Fact]
    clocks: Sequence[Clock]


def play(
    session: Session,
    desk: Desk,
    lives: Lives,
    since: datetime,
    until: datetime,
    products: Collection[str],
    organisations: Collection[int] | None,
    *,
    lately: datetime,
) -> Iterator[Played]:
    """The cases that were open at `until`, or in which something happened from `since` to then, as they were then.

    Only those of the products (none: all) and organisations (None: all). `lately`, which is not before `since`: from
    when on it is told what happened, and which clocks ended; of a case that rests since before then nothing is read.
    """
    query = _CASES.where(
        col(Ticket.desk) == desk.name,
        col(Ticket.opened_at) < until,
        or_(col(Ticket.state) != TicketState.CLOSED, col(Ticket.changed_at) >= since),
    )
    for tickets in _portions(session, query):
        if organisations is not None:
            tickets = [one for one in tickets if one.organisation_id in organisations]  # noqa: PLW2901
        moving = [one for one in tickets if one.state in _ACTIVE or _moved(one, lately, until)]
        resting = [one for one in tickets if not (one.state in _ACTIVE or _moved(one, lately, until))]
        for ticket, life in chain(lives.each(moving), zip(resting, repeat(None))):
            case = _play(ticket, life, lately, until)
            if not products or case.stood.product in products:
                yield case


def _portions(session: Session, query: Select[Any]) -> Iterator[Sequence[Row[Any]]]:
    """Rows by their keys: no cursor stays open while others are read."""
    last = 0
    while rows := session.execute(query.where(_TICKET.id > last)).all():
        last = rows[-1].id
        yield rows


def _moved(ticket: Row[Any], lately: datetime, until: datetime) -> bool:
    """Whether something happened in it of late, or after the moment as of which it is told."""
    return bool(ticket.changed_at >= min(lately, until))


def _play(ticket: Row[Any], life: Life | None, lately: datetime, until: datetime) -> Played:
    if life is None or not life.facts:
        return Played(ticket, _as_it_is(ticket, ticket.closed_at), (), ())
    counted = counting(life.facts, until) if _moved(ticket, lately, until) else []
    if ticket.changed_at < until:  # the row still says how it stood
        now = _as_it_is(ticket, max((fact.at for fact in counted if fact.kind == "closed"), default=None))
    else:
        now = stood(counted, life.matter.product)
    clocks = life.clocks(until, lately) if counted or now.state in _ACTIVE else ()
    return Played(ticket, now, counted, clocks)


def _as_it_is(ticket: Row[Any], closed_at: datetime | None) -> Stood:
    """As the row has it."""
    closed = ticket.state is TicketState.CLOSED and ticket.merged_into_id is None
    held = ticket.state, ticket.owner, ticket.product, ticket.critical, ticket.severity
    return Stood(*held, closed_at if closed else None)
