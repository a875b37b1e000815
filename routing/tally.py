"""The figures of many cases, counted in one pass over them; one case at a time, so that memory stays what it is.

A case is late when a clock that runs is past its end, and tight from three quarters of it on (GEN-02); a clock that is
paused is neither. An answer counts in the period in which it ended its clock, and a promise in which its clock ended
for good. Pure: it reads no store and no clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from heapq import nsmallest

from routing.clocks import Clock, ClockState
from routing.desk import Desk
from routing.facts import Fact
from routing.figures import Answers, Case, Counted, Day, Group, Learning, Now, Outside, sorted_groups
from routing.masking import masked
from routing.model import TicketState
from routing.queue import RISES_AT
from routing.replay import Played
from routing.targets import ClockKind

WORST = 8  # cases that are named
DAYS = 7
_KEPT = 400  # urgent cases that are remembered at a time
_SUBJECT = 80  # characters
_WRITTEN = ("opened", "appended")  # by the customer
_HELD_BACK = ("unproven", "forged")
_ACTIVE = (TicketState.OPEN, TicketState.HELD)


@dataclass(slots=True)
class _Sums:
    """A group that is being counted."""

    opened: int = 0
    closed: int = 0
    open: int = 0
    late: int = 0
    tight: int = 0


@dataclass(slots=True)
class Tally:
    """Takes cases with `add` and answers with `counted`. What happened is counted from `since` to `until`."""

    desk: Desk
    names: dict[int, str]  # of organisations
    since: datetime
    until: datetime
    _staff: frozenset[str] = field(init=False)
    _products: dict[str | None, _Sums] = field(default_factory=dict)
    _engineers: dict[str | None, _Sums] = field(default_factory=dict)
    _now: Counter[str] = field(default_factory=Counter)
    _sums: Counter[str] = field(default_factory=Counter)
    _begun: Counter[date] = field(default_factory=Counter)
    _ended: Counter[date] = field(default_factory=Counter)
    _minutes: list[float] = field(default_factory=list)
    _urgent: list[Case] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Who is in the desk file."""
        self._staff = frozenset(engineer.name for engineer in self.desk.engineers)

    def add(self, case: Played) -> None:
        """Count one case."""
        groups = self._groups(case)
        self._count_now(case, groups)
        self._count_life(case, groups)
        self._count_answers(case.clocks)
        self._count_facts(case)

    def counted(self) -> Counted:
        """What there was."""
        sums = self._sums
        return Counted(
            now=Now(**self._now),
            worst=tuple(nsmallest(WORST, self._urgent, key=_urgency)),
            products=sorted_groups([Group(name, *_values(one)) for name, one in self._products.items()]),
            engineers=sorted_groups([Group(name, *_values(one)) for name, one in self._engineers.items()]),
            days=tuple(Day(day, self._begun[day], self._ended[day]) for day in self._last_days()),
            opened=sums["opened"],
            closed=sums["closed"],
            answers=Answers(tuple(sorted(self._minutes)), sums["promised"], sums["kept"]),
            outside=Outside(sums["outside"], sums["outside_minutes"]),
            learning=Learning(sums["judged"], sums["corrected"]),
            complaints=sums["complaints"],
            forgeries=sums["forgeries"],
        )

    # -- one case

    def _groups(self, case: Played) -> tuple[_Sums, _Sums]:
        return (
            self._products.setdefault(case.stood.product, _Sums()),
            self._engineers.setdefault(self._owner(case), _Sums()),
        )

    def _owner(self, case: Played) -> str | None:
        """Its engineer; None for nobody, and for one who has left the desk file."""
        return case.stood.owner if case.stood.owner in self._staff else None

    def _count_now(self, case: Played, groups: Sequence[_Sums]) -> None:
        state = case.stood.state
        if state is TicketState.CLOSED:
            return
        awaited = {TicketState.OPEN: "us", TicketState.WAITING: "customer"}.get(state, "vendor")
        self._now.update(("open", awaited))
        if state is TicketState.OPEN and self._owner(case) is None:
            self._now["nobodys"] += 1
        if case.stood.urgent and state is TicketState.OPEN:
            self._now["critical"] += 1
        nearest = nearest_clock(case.clocks) if state in _ACTIVE else None
        share = share_used(nearest)
        for group in groups:
            group.open += 1
            group.late += share > 1
            group.tight += RISES_AT <= share <= 1
        if nearest is not None and share >= RISES_AT:
            self._now["late" if share > 1 else "tight"] += 1
            self._remember(case, nearest, share)

    def _remember(self, case: Played, clock: Clock, share: float) -> None:
        ticket = case.ticket
        urgent = Case(
            number=ticket.number,
            subject=masked(ticket.subject[: 2 * _SUBJECT])[:_SUBJECT],
            customer=self.names.get(ticket.organisation_id, ""),
            owner=self._owner(case),
            product=case.stood.product,
            due=clock.due,
            used=share,
            critical=case.stood.urgent,
        )
        self._urgent.append(urgent)
        if len(self._urgent) > _KEPT:
            self._urgent = nsmallest(WORST, self._urgent, key=_urgency)

    def _count_life(self, case: Played, groups: Sequence[_Sums]) -> None:
        """When it began and ended, by the desk's days."""
        opened_at, closed_at = case.ticket.opened_at, case.stood.closed_at
        self._begun[self._day(opened_at)] += 1
        if self._in_period(opened_at):
            self._sums["opened"] += 1
            for group in groups:
                group.opened += 1
        if closed_at is not None:
            self._ended[self._day(closed_at)] += 1
            if self._in_period(closed_at):
                self._sums["closed"] += 1
                for group in groups:
                    group.closed += 1

    def _count_answers(self, clocks: Iterable[Clock]) -> None:
        for clock in clocks:
            if clock.kind is ClockKind.SOLUTION or clock.ended is None or not self._in_period(clock.ended):
                continue
            if clock.answered:
                self._minutes.append(clock.used)
            if clock.state in (ClockState.MET, ClockState.MISSED):
                self._sums["promised"] += 1
                self._sums["kept"] += clock.state is ClockState.MET

    def _count_facts(self, case: Played) -> None:
        lately = [fact for fact in case.facts if self._in_period(fact.at)]
        self._sums["complaints"] += any(_complains(fact) for fact in lately)
        self._sums["forgeries"] += sum(_is_forgery(fact) for fact in lately)
        self._count_outside(case, lately)
        self._count_judgement(case.facts, lately)

    def _count_outside(self, case: Played, lately: Sequence[Fact]) -> None:
        """Nothing covered it when it was opened, and nothing does now that its customer may be known."""
        opening = next((fact for fact in case.facts if fact.kind == "opened"), None)
        covered = opening is None or opening.payload.get("standing") == "entitled" or opening.payload.get("history")
        if covered or case.ticket.contract_id is not None:
            return
        self._sums["outside"] += self._in_period(case.ticket.opened_at)
        self._sums["outside_minutes"] += sum(int(f.payload["minutes"]) for f in lately if f.kind == "timed")

    def _count_judgement(self, facts: Sequence[Fact], lately: Iterable[Fact]) -> None:
        """`#type` is a word about the category, an answer without one a silent yes (`routing.corrections`)."""
        changes = [fact for fact in facts if _is_of_category(fact)]
        if not (facts and facts[0].kind == "opened"):
            return
        if any(_is_of_category(fact) or (fact.kind == "answered" and not changes) for fact in lately):
            self._sums["judged"] += 1
            self._sums["corrected"] += bool(changes) and changes[0].payload["before"] != changes[-1].payload["after"]

    # -- when

    def _in_period(self, at: datetime) -> bool:
        return self.since <= at < self.until

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.desk.calendar.zone).date()

    def _last_days(self) -> Iterator[date]:
        last = self._day(self.until - timedelta(microseconds=1))
        return (last - timedelta(days=back) for back in reversed(range(DAYS)))


def nearest_clock(clocks: Iterable[Clock]) -> Clock | None:
    """Of the clocks that run towards a promise, the one of which the largest share is used."""
    running = [clock for clock in clocks if clock.ended is None and clock.runs and clock.target is not None]
    return max(running, key=share_used, default=None)


def share_used(clock: Clock | None) -> float:
    """How much of its time a clock has used, 1 being all of it; 0 without a promise."""
    return clock.used / clock.target.minutes if clock is not None and clock.target is not None else 0.0


def _urgency(case: Case) -> tuple[bool, float, int]:
    return not case.critical, -case.used, case.number


def _complains(fact: Fact) -> bool:
    return fact.kind in _WRITTEN and bool(fact.payload.get("complaint"))


def _is_forgery(fact: Fact) -> bool:
    return fact.kind == "returned" and fact.payload.get("why") in _HELD_BACK


def _is_of_category(fact: Fact) -> bool:
    return fact.kind == "changed" and fact.payload.get("what") == "category"


def _values(sums: _Sums) -> tuple[int, ...]:
    return sums.opened, sums.closed, sums.open, sums.late, sums.tight
