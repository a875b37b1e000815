"""The lives of cases, for those who look at many in one transaction: facts and clocks, each read and reckoned once.

A morning card and a digest of the same minute tell of the same cases, so the clocks that one has reckoned serve the
other. They are those of `timekeeping.clocks_of`, from the same events by the same functions, but only such as are asked
for: most clocks of a case ended long ago. A snapshot: what is recorded later is not seen. Reads only, decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from routing.clocks import Clock, clock_of
from routing.desk import Desk
from routing.events import events_of_all
from routing.facts import Fact
from routing.targets import Agreements, Matter
from routing.timekeeping import agreements_of, at_first, facts_from
from routing.turns import Turn, turns


class Life:
    """What became of one case; `facts` are all that the store has, `matter` what it was about at first."""

    __slots__ = ("_agreements", "_at", "_clocks", "_opened_at", "_turns", "facts", "matter")

    def __init__(self, opened_at: datetime, matter: Matter, facts: Sequence[Fact], agreements: Agreements) -> None:
        """`agreements` are those of its customer."""
        self.matter = matter
        self.facts = facts
        self._opened_at = opened_at
        self._agreements = agreements
        self._at: datetime | None = None  # as of which the two below are
        self._turns: Sequence[Turn] = ()
        self._clocks: dict[int, Clock] = {}  # by their place among the turns

    def clocks(self, at: datetime, ended_since: datetime) -> tuple[Clock, ...]:
        """The clocks that go on at `at`, or ended by then and not before `ended_since`; in the order of beginning."""
        if at != self._at:
            self._at, self._turns, self._clocks = at, turns(self._opened_at, self.matter, self.facts, at), {}
        wanted = (n for n, turn in enumerate(self._turns) if turn.ending is None or turn.seen >= ended_since)
        return tuple(self._clock(place) for place in wanted)

    def _clock(self, place: int) -> Clock:
        if place not in self._clocks:
            self._clocks[place] = clock_of(self._turns[place], self._agreements)
        return self._clocks[place]


class Lives:
    """Of the cases of a desk, as one transaction sees them."""

    def __init__(
        self, session: Session, desk: Desk, agreements: Callable[[int | None], Agreements] | None = None
    ) -> None:
        """`agreements` of an organisation by its key, if all customers are known; else they are read as asked for."""
        self._session = session
        self._desk = desk
        self._agreements = agreements
        self._known: dict[int, Life] = {}

    def of(self, tickets: Sequence[Any]) -> Mapping[int, Life]:
        """Each by the key of its case, kept; one that has no events has an empty life.

        `tickets` are rows or entities.
        """
        self._known |= {ticket.id: life for ticket, life in self.each([t for t in tickets if t.id not in self._known])}
        return {ticket.id: self._known[ticket.id] for ticket in tickets}

    def each(self, tickets: Sequence[Any]) -> Iterator[tuple[Any, Life]]:
        """The same one by one, in the order of the tickets, for who goes through a whole desk: none is kept."""
        told = events_of_all(self._session, [one.id for one in tickets if one.id not in self._known])
        for ticket in tickets:
            yield ticket, self._known.get(ticket.id) or self._life(ticket, told.pop(ticket.id, ()))

    def _life(self, ticket: Any, rows: Sequence[Any]) -> Life:  # noqa: ANN401 - a row has all that is asked of a Ticket
        facts = tuple(facts_from(self._session, self._desk, ticket, rows))
        if self._agreements is not None:
            agreements = self._agreements(ticket.organisation_id)
        else:
            agreements = agreements_of(self._session, self._desk, ticket)
        return Life(ticket.opened_at, at_first(ticket, facts), facts, agreements)
