"""Which mails of ours a mail may answer that asked for details: what they ask, in order, and their words.

A look-up by what the mail names (address, references, number); whether it belongs to that case is decided later, by
`routing.route`, and answers to a case that it does not join come to nothing. Reads rows only: none that the transaction
itself writes, so that what a batch needs can be read ahead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import BindParameter, Executable, Row, bindparam, func, select
from sqlmodel import Session, col

from intake.answers import Asked
from routing.model import OutboundMail, Ticket, TicketEvent
from routing.submission import Candidates

_MOST = 3  # mails, the latest first
_ASKING = ("acknowledgement", "ask_back")
_NAMED: BindParameter[Any] = bindparam("named", expanding=True)
# Three look-ups, each by an index of its own: what a mail may name, and the case.
_CASES: Mapping[str, Executable] = {
    "ref": select(col(Ticket.ref), col(Ticket.id)).where(col(Ticket.ref).in_(_NAMED)),
    "number": select(col(Ticket.number), col(Ticket.id)).where(
        col(Ticket.desk) == bindparam("desk"), col(Ticket.number).in_(_NAMED)
    ),
    "message": select(col(OutboundMail.message_id), col(OutboundMail.ticket_id)).where(
        col(OutboundMail.desk) == bindparam("desk"), col(OutboundMail.message_id).in_(_NAMED)
    ),
}
_LATEST = (
    select(
        col(OutboundMail.id),
        func.row_number()
        .over(partition_by=col(OutboundMail.ticket_id), order_by=col(OutboundMail.id).desc())
        .label("place"),
    )
    .join(TicketEvent, col(TicketEvent.id) == col(OutboundMail.event_id))
    .where(col(OutboundMail.ticket_id).in_(bindparam("cases", expanding=True)))
    .where(col(OutboundMail.occasion).in_(_ASKING))
    .subquery()
)
_ASKED = (
    select(
        col(OutboundMail.ticket_id),
        col(OutboundMail.id),
        col(OutboundMail.message_id),
        col(OutboundMail.content),
        col(TicketEvent.payload),
    )
    .join(_LATEST, _LATEST.c.id == col(OutboundMail.id))
    .join(TicketEvent, col(TicketEvent.id) == col(OutboundMail.event_id))
    .where(_LATEST.c.place <= _MOST)
)


class Questions:
    """What we asked for, as one transaction looks at it."""

    def __init__(self, session: Session, desk: str, text_of: Callable[[bytes], str]) -> None:
        """Nothing is read yet; `text_of` reads a mail."""
        self._session = session
        self._desk = desk
        self._text_of = text_of
        self._cases: dict[tuple[str, Hashable], set[int]] = {}  # by what is named
        self._asked: dict[int, list[Row[Any]]] = {}  # by case

    def read_ahead(self, batch: Iterable[Candidates]) -> None:
        """Look up what these mails name, as far as that was not done before."""
        wanted = defaultdict[str, set[Hashable]](set)
        for sort, name in (one for where in batch for one in _names(where)):
            if (sort, name) not in self._cases:
                self._cases[sort, name] = set()
                wanted[sort].add(name)
        for sort, named in wanted.items():
            asked = {"desk": self._desk, "named": named}
            for name, case in self._session.connection().execute(_CASES[sort], asked):
                if case is not None:  # else it is a mail about no case
                    self._cases[sort, name].add(case)
        found = {case for sort, named in wanted.items() for name in named for case in self._cases[sort, name]}
        self._read_cases(found - self._asked.keys())

    def of(self, where: Candidates) -> tuple[Asked, ...]:
        """What we asked in the cases that a mail names: what it answers first, then the latest."""
        self.read_ahead((where,))
        cases = {case for name in _names(where) for case in self._cases[name]}
        rows = sorted((row for case in cases for row in self._asked[case]), key=lambda row: -row.id)
        nearness = {message_id: at for at, message_id in enumerate(where.references)}
        asked = []
        for row in sorted(rows[:_MOST], key=lambda row: nearness.get(row.message_id, len(nearness))):
            fields = tuple(row.payload.get("asks") or row.payload.get("fields") or ())
            if fields:
                asked.append(Asked(fields, self._text_of(row.content)))
        return tuple(asked)

    def _read_cases(self, cases: Collection[int]) -> None:
        self._asked |= {case: [] for case in cases}
        for row in self._session.connection().execute(_ASKED, {"cases": cases}) if cases else ():
            self._asked[row.ticket_id].append(row)


def _names(where: Candidates) -> Iterator[tuple[str, Hashable]]:
    """Each thing that a mail names, with its sort."""
    yield from (("ref", ref) for ref in (*where.tokens, *where.signed))
    yield from (("number", number) for number in where.numbers)
    yield from (("message", value) for value in where.references)
