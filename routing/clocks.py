"""The clocks of a case: first response, next responses, solution; computed from its events alone, never stored.

Each runs while somebody waits for us and the calendar of its target is open; what stops and what pauses it is said in
`turns`, what takes an event back in `facts`, how many minutes it has in `targets`. The contract, category and severity
of a clock's end (or of now) decide for its whole life, so a change of them recomputes it with its pauses; what comes
after a clock's end changes it no more, but for what takes that end back. Pure: no database, no clock of its own; asked
again it answers the same, and what happens later than `now` is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from routing import business_hours
from routing.desk import Calendar
from routing.facts import Fact
from routing.targets import Agreed, ClockKind, Matter, Target
from routing.turns import Ending, Halt, Turn, turns

_MICROSECOND = timedelta(microseconds=1)
_MINUTE = 60_000_000  # in microseconds, in which sums are exact


class ClockState(StrEnum):
    """How a clock stands. `missed` may still run: then it has no end."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"  # without an answer, or without a promise that it could have met
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Interval:
    """A part of a clock's life in which it ran, or was paused; `why` is for people.

    `minutes` are those that it counted, none while paused.
    """

    start: datetime
    end: datetime
    running: bool
    minutes: float
    why: str


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock, as it stands. Moments are aware; `used` are minutes of its target's kind.

    `due` is when the target is used up, for a paused clock if it went on now; None without a target, or where the
    calendar never opens again. `intervals` meet each other; they are empty where the clock ended as it began.
    """

    kind: ClockKind
    begun: datetime
    ended: datetime | None  # None: it goes on
    target: Target | None  # None: nothing is promised
    intervals: tuple[Interval, ...]
    used: float
    due: datetime | None
    runs: bool  # its time is being used up, late or not
    state: ClockState
    reasons: tuple[str, ...]
    answered: bool = False  # it ended because one of ours answered


class Contracts(Protocol):
    """What was agreed with the customer of a case."""

    def during(self, matter: Matter, begun: datetime, until: datetime) -> Agreed:
        """What holds for a clock that began then, as seen at `until`."""


def clocks(
    opened_at: datetime, matter: Matter, facts: Iterable[Fact], contracts: Contracts, now: datetime
) -> tuple[Clock, ...]:
    """All clocks that a case has had until `now`, in the order in which they began.

    `matter` is what the case was about at first; `opened_at` when its first mail reached us.
    """
    return tuple(clock_of(turn, contracts) for turn in turns(opened_at, matter, facts, now))


def clock_of(turn: Turn, contracts: Contracts) -> Clock:
    """One of them, for who has the turns already, and does not ask for all."""
    return _clock(turn, contracts.during(turn.matter, turn.begun, turn.seen))


def running_clocks(
    opened_at: datetime, matter: Matter, facts: Iterable[Fact], contracts: Contracts, now: datetime
) -> tuple[Clock, ...]:
    """Those of all `clocks` that go on; the others are not computed."""
    found = turns(opened_at, matter, facts, now)
    return tuple(clock_of(turn, contracts) for turn in found if turn.ending is None)


def response_clock(found: Iterable[Clock]) -> Clock | None:
    """The clock of the answer that somebody waits for; None where nobody does."""
    waiting = (clock for clock in found if clock.kind is not ClockKind.SOLUTION and clock.ended is None)
    return next(waiting, None)


def waiting_clock(
    opened_at: datetime, matter: Matter, facts: Iterable[Fact], contracts: Contracts, now: datetime
) -> Clock | None:
    """The `response_clock` of all `clocks`; the others are not computed."""
    for turn in turns(opened_at, matter, facts, now):
        if turn.kind is not ClockKind.SOLUTION and turn.ending is None:
            return clock_of(turn, contracts)
    return None


def when_used(clock: Clock, minutes: float) -> datetime | None:
    """When so many of a clock's minutes are used, if it went on from where it was last seen; None as for `due`."""
    target = clock.target
    if target is None:
        return None
    seen = clock.intervals[-1].end if clock.intervals else clock.begun
    return _when(target.calendar, clock.intervals, seen, round(minutes * _MINUTE))


def used_until(clock: Clock, at: datetime) -> float:
    """How many minutes of a clock with a target were used until then, or until it was last seen."""
    calendar, ticks = clock.target.calendar if clock.target else None, 0
    for part in clock.intervals:
        if part.running and part.end <= at:
            ticks += round(part.minutes * _MINUTE)
        elif part.running and part.start < at:
            ticks += _opened(calendar, part.start, at)
    return ticks / _MINUTE


def _clock(turn: Turn, agreed: Agreed) -> Clock:
    """A clock's life as the contract sees it: waiting for the vendor pauses only where it says so."""
    target, why = agreed.target(turn.kind)
    calendar = target.calendar if target else agreed.calendar
    going = {Halt.NONE} if agreed.pauses_on_vendor else {Halt.NONE, Halt.VENDOR}
    counted = [_opened(calendar, s.start, s.end) if s.halt in going else 0 for s in turn.stretches]
    intervals = tuple(
        Interval(part.start, part.end, part.halt in going, ticks / _MINUTE, part.why)
        for part, ticks in zip(turn.stretches, counted, strict=True)
    )
    runs, used = turn.ending is None and turn.halt in going, sum(counted)
    return Clock(
        kind=turn.kind,
        begun=turn.begun,
        ended=turn.seen if turn.ending else None,
        target=target,
        intervals=intervals,
        used=used / _MINUTE,
        due=_when(target.calendar, intervals, turn.seen, target.minutes * _MINUTE) if target else None,
        runs=runs,
        state=_state(turn, target, used, runs=runs),
        reasons=(*agreed.reasons, why, *turn.reasons),
        answered=turn.ending is Ending.ANSWERED,
    )


def _state(turn: Turn, target: Target | None, used: int, *, runs: bool) -> ClockState:
    if target is not None and used > target.minutes * _MINUTE:
        return ClockState.MISSED
    if turn.ending is None:
        return ClockState.RUNNING if runs else ClockState.PAUSED
    solved = turn.kind is ClockKind.SOLUTION and turn.ending is Ending.CLOSED
    kept = target is not None and (turn.ending is Ending.ANSWERED or solved)
    return ClockState.MET if kept else ClockState.STOPPED


def _opened(calendar: Calendar | None, start: datetime, end: datetime) -> int:
    """The microseconds that count between two moments."""
    if calendar is None:
        return (end - start) // _MICROSECOND
    return round(business_hours.between(calendar, start, end) * _MINUTE)


def _when(calendar: Calendar | None, intervals: Sequence[Interval], seen: datetime, ticks: int) -> datetime | None:
    """When so much is used up: within an interval, else as if the clock went on from where it was last seen."""
    left = ticks
    for part in intervals:
        if part.running:
            spent = round(part.minutes * _MINUTE)
            if spent >= left:
                return _after(calendar, part.start, left)
            left -= spent
    return _after(calendar, seen, left)


def _after(calendar: Calendar | None, start: datetime, ticks: int) -> datetime | None:
    if calendar is None:
        return start + ticks * _MICROSECOND
    try:
        return business_hours.add(calendar, start, ticks / _MINUTE)
    except business_hours.NeverOpen:
        return None
