"""The events of cases as plain rows, as one transaction reads and writes them; what they mean is for `facts`.

Nobody changes what an event says, and a long case has many, so they are no entities. Who files a batch does so
`together`: the events of its cases are read in one statement and the new ones written in another, and in between what
is recorded is known as the store will have it. That is only for a transaction that ends with the first failure: one
that takes back a part would remember what is gone. Decides nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Text, bindparam, cast, insert, select
from sqlmodel import Session

from routing.model import EventKind, Ticket, TicketEvent

_AHEAD, _NEW = "intake_events", "intake_new_events"  # where a session keeps those it knows by ticket, and new rows
_EVENT = insert(TicketEvent)
_from_json = json.JSONDecoder().decode
_ROWS = TicketEvent.metadata.tables["ticket_event"].c


class Payload(Mapping[str, Any]):
    """What an event says, as the store has it: read when somebody asks, as of most events of a case nobody does."""

    __slots__ = ("_read", "_written")

    def __init__(self, written: str) -> None:
        """`written` is a JSON object."""
        self._written = written
        self._read: Mapping[str, Any] | None = None

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - as it was written
        """Raises KeyError where the event does not say it."""
        return self._said()[name]

    def __contains__(self, name: object) -> bool:
        """Whether it says something of that name. This and `get` are Mapping's own, but for their exceptions."""
        return name in self._said()

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401
        """What it says of that name, or else the default."""
        return self._said().get(name, default)

    def __iter__(self) -> Iterator[str]:
        """The names of what it says."""
        return iter(self._said())

    def __len__(self) -> int:
        """How much it says."""
        return len(self._said())

    def _said(self) -> Mapping[str, Any]:
        if self._read is None:
            self._read = _from_json(self._written)
        return self._read


class Told(NamedTuple):
    """What a row says of an event; `id` rises over all cases, None: not written yet."""

    seq: int
    kind: EventKind
    at: datetime
    actor: str
    payload: Mapping[str, Any]
    message_id: int | None
    id: int | None


_COLUMNS = [cast(_ROWS.payload, Text) if name == "payload" else _ROWS[name] for name in Told._fields]
_ALL = select(_ROWS.ticket_id, *_COLUMNS)
_EVENTS = _ALL.where(_ROWS.ticket_id == bindparam("ticket")).order_by(_ROWS.seq)
_OF_KINDS = _EVENTS.where(_ROWS.kind.in_(bindparam("kinds", expanding=True)))
_OF_ALL = _ALL.where(_ROWS.ticket_id.in_(bindparam("tickets", expanding=True))).order_by(_ROWS.ticket_id, _ROWS.seq)


def events_of(session: Session, ticket: Ticket, *kinds: EventKind) -> Sequence[Told]:
    """What happened in a case so far, in order; only events of these kinds, if any are named."""
    known = _known(session).get(ticket.id or 0)
    if known is not None:
        return [event for event in known if event.kind in kinds] if kinds else list(known)
    write(session)
    asked = {"ticket": ticket.id, "kinds": kinds} if kinds else {"ticket": ticket.id}
    rows = session.connection().execute(_OF_KINDS if kinds else _EVENTS, asked)
    return _read(rows)


def events_of_all(session: Session, tickets: Collection[int]) -> dict[int, list[Told]]:
    """The same of many cases, by their keys, in one statement; those without events are missing."""
    write(session)
    rows = session.connection().execute(_OF_ALL, {"tickets": tickets}) if tickets else ()
    return {key: _read(group) for key, group in groupby(rows, key=itemgetter(0))}


@contextmanager
def together(session: Session) -> Iterator[None]:
    """What is recorded within is written at the end, in one statement, or by `write`; after a failure not at all."""
    session.info |= {_AHEAD: {}, _NEW: []}
    yield
    write(session)
    del session.info[_AHEAD], session.info[_NEW]


def read_ahead(session: Session, tickets: Iterable[Ticket]) -> None:
    """Read those of some cases, whose rows the caller has locked; those of cases that are opened later are known, too.

    Only `together`.
    """
    keys = [ticket.id for ticket in tickets if ticket.id is not None]
    found = events_of_all(session, keys)
    session.info[_AHEAD].update((key, found.get(key, [])) for key in keys)


def write(session: Session) -> None:
    """Write what was recorded so far: for who is about to read the table itself."""
    new: list[Mapping[str, Any]] = session.info.get(_NEW, [])
    if new:
        session.connection().execute(_EVENT, new)
        new.clear()


def add(session: Session, row: Mapping[str, Any]) -> None:
    """A new event; `row` has all columns but its key. Only for `journal.record`.

    What may happen to a case but once is written at once, after all before it: the store says whether it happened.
    """
    new: list[Mapping[str, Any]] | None = session.info.get(_NEW)
    if new is None:
        session.connection().execute(_EVENT, row)
        return
    new.append(row)
    if row["once"] is not None:
        write(session)
    known = _known(session)
    if row["seq"] == 1:
        known[row["ticket_id"]] = []
    if row["ticket_id"] in known:
        known[row["ticket_id"]].append(_told(row))


def _told(row: Mapping[str, Any]) -> Told:
    """The row as the store will give it back: its payload without tuples and words of ours, its moment in UTC."""
    payload = Payload(json.dumps(row["payload"]))
    return Told(row["seq"], row["kind"], row["at"].astimezone(UTC), row["actor"], payload, row["message_id"], None)


def _read(rows: Iterable[Sequence[Any]]) -> list[Told]:
    return [
        Told(seq, kind, at, actor, Payload(said), message, key) for _, seq, kind, at, actor, said, message, key in rows
    ]


def _known(session: Session) -> dict[int, list[Told]]:
    known: dict[int, list[Told]] = session.info.get(_AHEAD, {})
    return known
