"""The events of cases as plain rows, as one transaction reads them; what they mean is for `facts`.

Nobody changes what an event says, and a long case has many, so they are no entities. Who files a batch reads those of
its cases ahead, in one statement; what is recorded since is added, as the store will have it. Only for a session that
ends with the first failure: one that takes back a part would remember what is gone. Decides nothing, writes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select
from sqlmodel import Session

from routing.model import EventKind, Ticket, TicketEvent

_AHEAD = "intake_events"  # where a session keeps what was read ahead, by ticket
_ROWS = TicketEvent.metadata.tables["ticket_event"].c


class Told(NamedTuple):
    """What a row says of an event, in the order of `COLUMNS`; `id` rises over all cases."""

    seq: int
    kind: EventKind
    at: datetime
    actor: str
    payload: Mapping[str, Any]
    message_id: int | None
    id: int


COLUMNS = Told._fields
_COLUMNS = [_ROWS[name] for name in COLUMNS]
_EVENTS = select(*_COLUMNS).where(_ROWS.ticket_id == bindparam("ticket")).order_by(_ROWS.seq)
_OF_KINDS = _EVENTS.where(_ROWS.kind.in_(bindparam("kinds", expanding=True)))
_OF_ALL = (
    select(_ROWS.ticket_id, *_COLUMNS)
    .where(_ROWS.ticket_id.in_(bindparam("tickets", expanding=True)))
    .order_by(_ROWS.ticket_id, _ROWS.seq)
)


def events_of(session: Session, ticket: Ticket, *kinds: EventKind) -> Sequence[Told]:
    """What happened in a case so far, in order; only events of these kinds, if any are named."""
    known = _known(session).get(ticket.id or 0)
    if known is not None:
        return [event for event in known if event.kind in kinds] if kinds else list(known)
    asked = {"ticket": ticket.id, "kinds": kinds} if kinds else {"ticket": ticket.id}
    rows = session.connection().execute(_OF_KINDS if kinds else _EVENTS, asked)
    return [Told(*row) for row in rows]


def events_of_all(session: Session, tickets: Collection[int]) -> dict[int, list[Told]]:
    """The same of many cases, by their keys, in one statement; those without events are missing."""
    rows = session.connection().execute(_OF_ALL, {"tickets": tickets}) if tickets else ()
    return {key: [Told(*row[1:]) for row in group] for key, group in groupby(rows, key=itemgetter(0))}


def read_ahead(session: Session, tickets: Iterable[Ticket]) -> None:
    """Read those of some cases, whose rows the caller has locked; from now on all that are opened are known, too."""
    keys = [ticket.id for ticket in tickets if ticket.id is not None]
    found = events_of_all(session, keys)
    session.info[_AHEAD] = {key: found.get(key, []) for key in keys}


def note(session: Session, ticket: Ticket, row: Mapping[str, Any], key: int) -> None:
    """An event was written, with this key: `row` are its columns. Only for `journal.record`."""
    ahead = session.info.get(_AHEAD)
    if ahead is None or ticket.id is None:
        return
    if row["seq"] == 1:
        ahead[ticket.id] = []
    known = ahead.get(ticket.id)
    if known is not None:
        payload = json.loads(json.dumps(row["payload"]))  # as the store gives it back: no tuples, no words of ours
        at = row["at"].astimezone(UTC)
        known.append(Told(row["seq"], row["kind"], at, row["actor"], payload, row["message_id"], key))


def _known(session: Session) -> dict[int, list[Told]]:
    known: dict[int, list[Told]] = session.info.get(_AHEAD, {})
    return known
