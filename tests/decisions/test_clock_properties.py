"""The clocks of random cases against a walk over their minutes; 800 histories, 20,000 with TORTURE=1.

The oracle keeps who waits for whom as plain flags and asks every minute whether a clock runs and the desk is open. It
knows what `routing.turns` is to do, and nothing of how: no stretches, no arithmetic on opening hours.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from routing.clocks import Clock, ClockState, clocks
from routing.desk import Calendar
from routing.facts import Fact
from routing.submission import Category, Severity
from routing.targets import Agreed, ClockKind, Matter, Target
from tests.decisions.case_history import ANN

FULL = bool(os.environ.get("TORTURE"))
pytestmark = [pytest.mark.timeout(3600), *([pytest.mark.torture] if FULL else [])]

BRUSSELS = ZoneInfo("Europe/Brussels")
START = datetime(2026, 10, 24, 16, tzinfo=BRUSSELS).astimezone(UTC)  # a Saturday; clocks change in the night after
HORIZON = 2 * 1440
CALENDARS = (
    Calendar(BRUSSELS, (((time(9), time(12)), (time(13), time(17))),) * 7),
    Calendar(BRUSSELS, (((time(0), time(6)), (time(22), time.max)),) * 7),
    Calendar(BRUSSELS, (((time(0), time.max),),) * 7, half_days={(START + timedelta(days=1)).date(): time(2, 30)}),
)
PLAIN = Matter(Category.SUPPORT, Severity.NORMAL, None)


def walls(calendar: Calendar) -> list[bool]:
    """Whether the desk is open in each minute from START on, as the wall clock and the door sign say."""
    found = []
    for number in range(7 * HORIZON):
        local = (START + timedelta(minutes=number)).astimezone(calendar.zone)
        early = calendar.half_days.get(local.date(), time.max)
        ranges = calendar.weekly[local.weekday()]
        found.append(any(opens <= local.time() < closes for opens, closes in ranges) and local.time() < early)
    return found


OPEN = [*((calendar, walls(calendar)) for calendar in CALENDARS), (None, [True] * (7 * HORIZON))]


@dataclass(frozen=True)
class Promised:
    """Targets by severity alone; what counts them, and whether the vendor pauses."""

    which: int  # of OPEN
    minutes: int
    vendor: bool

    def during(self, matter: Matter, begun: datetime, until: datetime) -> Agreed:
        counting = OPEN[self.which][0]
        minutes_of = {kind: self.target(matter.severity, kind) for kind in ClockKind}
        targets = tuple((kind, Target(number, counting), "") for kind, number in minutes_of.items())
        return Agreed(counting or CALENDARS[0], targets, self.vendor)

    def target(self, severity: Severity, kind: ClockKind) -> int:
        half = 2 if severity is Severity.CRITICAL else 1
        return max(1, self.minutes * (3 if kind is ClockKind.SOLUTION else 1) // half)


# -- histories

_APPENDED = (
    *({}, {}, {}),
    *({name: True} for name in ("nudge", "resolved", "critical", "history", "reopened")),
    {"only_thanks": True, "thanked": True},
    {"reopened": True, "nudge": True},
)
_PLAIN: tuple[tuple[str, dict[str, Any]], ...] = (
    *(("appended", payload) for payload in _APPENDED),
    ("answered", {"to": [ANN, "boss@customer.example"]}),
    ("answered", {"to": [ANN]}),
    ("phoned", {"reached": True}),
    ("phoned", {"reached": False}),
    *((kind, {}) for kind in ("asked", "waiting", "waiting", "held", "held", "closed", "reopened", "noted")),
    ("changed", {"what": "severity", "before": "normal", "after": "critical"}),
    ("changed", {"what": "severity", "before": "critical", "after": "low"}),
    ("merged", {"into": 10002}),
    ("merged", {"absorbed": 10003}),
)
_REVOKING = 4  # numbers beyond _PLAIN: bounces and undos
STEP = st.tuples(st.integers(0, 150), st.integers(0, len(_PLAIN) + _REVOKING - 1), st.integers(0, 20))


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Fact], Promised, int]:
    """Facts on whole minutes, what is promised, and the minute at which it is asked."""
    opening = draw(st.sampled_from([{}, {}, {}, {"critical": True}, {"awaited": False}, {"history": True}]))
    facts = [Fact(1, "opened", START, "customer", opening)]
    minute = 0
    for gap, number, pick in draw(st.lists(STEP, max_size=14)):
        minute = min(minute + gap, HORIZON - 1)
        facts.append(_fact(facts, minute, number, pick))
    asked = min(minute + draw(st.integers(0, 400)), HORIZON)
    promised = Promised(draw(st.integers(0, len(OPEN) - 1)), draw(st.integers(1, 600)), draw(st.booleans()))
    return facts, promised, asked


def _fact(facts: list[Fact], minute: int, number: int, pick: int) -> Fact:
    seq, at = len(facts) + 1, START + timedelta(minutes=minute)
    if number < len(_PLAIN):
        kind, payload = _PLAIN[number]
        since = at - timedelta(minutes=min(minute, pick)) if "absorbed" in payload else None
        return Fact(seq, kind, at, "customer" if kind == "appended" else "jan", payload, None, since)
    told = [fact for fact in facts if fact.kind in ("answered", "asked")]
    echoes = [fact for fact in facts if fact.kind == "echoed"]
    if number == len(_PLAIN) and told:
        recipient = "boss@customer.example" if pick == 0 else ANN
        of = told[pick % len(told)].seq
        return Fact(seq, "bounced", at, "service", {"of": of, "staff": pick == 1, "recipient": recipient})
    if number == len(_PLAIN) + 1 and echoes:
        return Fact(seq, "undone", at, "jan", {"echo": echoes[pick % len(echoes)].seq})
    return Fact(seq, "echoed", at, "jan", {"before": {"last_seq": max(1, seq - 1 - pick % 4)}})


# -- the oracle


@dataclass
class Walked:
    """A clock as the walk sees it."""

    kind: ClockKind
    begun: int
    deaf: set[str]
    ran: list[int] = field(default_factory=list)  # the minutes in which it ran
    ended: int | None = None
    how: str = ""
    severity: Severity | None = None


class Walk:
    """A case, minute by minute."""

    def __init__(self, promised: Promised) -> None:
        self.promised, self.severity = promised, Severity.NORMAL
        self.alive: list[Walked] = []
        self.over: list[Walked] = []
        self.on: set[str] = set()  # customer: waiting, asked, solved; vendor
        self.closed, self.spoken, self.thanks = "", False, False

    def runs(self, clock: Walked) -> bool:
        waits = self.on - clock.deaf
        return not self.closed and "customer" not in waits and not ("vendor" in waits and self.promised.vendor)

    def begin(self, at: int, since: int | None = None) -> None:
        kinds = {clock.kind for clock in self.alive}
        since = at if since is None else since
        wanted = [] if ClockKind.SOLUTION in kinds else [ClockKind.SOLUTION]
        if not kinds & {ClockKind.FIRST, ClockKind.NEXT}:
            wanted.append(ClockKind.NEXT if self.spoken else ClockKind.FIRST)
        for kind in wanted:
            clock = Walked(kind, since, set(self.on), list(range(since, at)))
            if self.closed:
                clock.ended, clock.how, clock.severity = at, self.closed, self.severity
            self.alive.append(clock)

    def halt(self, whom: str) -> None:
        self.on.add(whom)
        for clock in self.alive:
            clock.deaf.discard(whom)

    def end(self, at: int, how: str) -> None:
        self.closed = how
        self.on.clear()
        for clock in self.alive:
            if clock.ended is None:
                clock.ended, clock.how, clock.severity = at, how, self.severity

    def open_again(self) -> None:
        self.closed = ""
        for clock in self.alive:
            clock.ended, clock.how, clock.severity = None, "", None

    def hear(self, fact: Fact, at: int) -> None:
        said = fact.payload
        if fact.kind in ("opened", "appended") and said.get("critical") and not (fact.seq > 1 and said.get("history")):
            self.severity = Severity.CRITICAL
        if fact.kind == "opened":
            self.spoken = bool(said.get("history") or said.get("awaited") is False)
            if not self.spoken:
                self.begin(at)
        elif fact.kind == "appended" and not said.get("history"):
            self.hear_customer(said, at)
        elif fact.kind == "changed":
            self.severity = Severity(said["after"])
        else:
            self.hear_us(fact, at)

    def hear_us(self, fact: Fact, at: int) -> None:
        said = fact.payload
        if fact.kind == "answered" or (fact.kind == "phoned" and said["reached"]):
            self.spoken, self.thanks = True, False
            for clock in [c for c in self.alive if c.kind is not ClockKind.SOLUTION]:
                clock.ended, clock.how, clock.severity = at, "answered", self.severity
                self.alive.remove(clock)
                self.over.append(clock)
        elif fact.kind in ("asked", "waiting", "held"):
            if fact.kind == "held":
                self.on.clear()
            elif fact.kind == "waiting":
                self.on.discard("vendor")
            self.halt("vendor" if fact.kind == "held" else "customer")
        elif fact.kind == "closed" or (fact.kind == "merged" and "into" in said):
            self.end(at, self.closed or fact.kind)
        elif fact.kind == "merged":
            self.begin(at, int((fact.since - START) / timedelta(minutes=1)))
        elif fact.kind == "reopened":
            self.on.clear()
            self.open_again()
            if self.thanks:
                self.begin(at)
            self.thanks = False

    def hear_customer(self, said: dict[str, Any], at: int) -> None:
        if self.closed and not said.get("reopened"):
            self.thanks = True
            return
        if said.get("nudge") and not said.get("reopened"):
            return
        if self.closed:
            self.open_again()
        self.on.discard("customer")
        if said.get("resolved"):
            self.halt("customer")
        elif not said.get("only_thanks"):
            self.begin(at)


def gone(facts: list[Fact]) -> set[int]:
    """What undos and bounces took back, read as a person does."""
    lost: set[int] = set()
    for fact in facts:
        if fact.kind == "undone":
            echo = next(one for one in facts if one.seq == fact.payload["echo"])
            lost |= {one.seq for one in facts if echo.payload["before"]["last_seq"] < one.seq < echo.seq}
        if fact.kind == "bounced" and not fact.payload["staff"]:
            told = next(one for one in facts if one.seq == fact.payload["of"])
            if fact.payload["recipient"] in told.payload.get("to", [ANN])[1:]:
                continue
            lost.add(told.seq)
            if told.kind == "answered":
                lost |= {
                    f.seq
                    for f in facts
                    if f.kind == "waiting"
                    and f.seq > told.seq
                    and all((x.at, x.actor) == (told.at, told.actor) for x in facts if told.seq < x.seq <= f.seq)
                }
    return lost


def walk(facts: list[Fact], promised: Promised, asked: int) -> Walk:
    """All minutes until it is asked."""
    known = [fact for fact in facts if fact.at <= START + timedelta(minutes=asked)]
    lost, case = gone(known), Walk(promised)
    left = [(int((fact.at - START) / timedelta(minutes=1)), fact) for fact in known if fact.seq not in lost]
    for minute in range(asked + 1):
        while left and left[0][0] == minute:
            case.hear(left.pop(0)[1], minute)
        if minute < asked:
            for clock in case.alive:
                if case.runs(clock):
                    clock.ran.append(minute)
    return case


def expected(case: Walk, clock: Walked, asked: int) -> tuple[Any, ...]:
    """Kind, begin, end, minutes used, due, whether it runs, state."""
    opened = OPEN[case.promised.which][1]
    target = case.promised.target(clock.severity or case.severity, clock.kind)
    used = [minute for minute in clock.ran if opened[minute]]
    if len(used) >= target:
        due = used[target - 1] + 1
    else:
        due, short = clock.ended if clock.ended is not None else asked, target - len(used)
        while short:
            short -= opened[due]
            due += 1
    runs = clock.ended is None and case.runs(clock)
    if len(used) > target:
        state = ClockState.MISSED
    elif clock.ended is None:
        state = ClockState.RUNNING if runs else ClockState.PAUSED
    else:
        kept = clock.how == "answered" or (clock.kind is ClockKind.SOLUTION and clock.how == "closed")
        state = ClockState.MET if kept else ClockState.STOPPED
    return clock.kind, clock.begun, clock.ended, len(used), due, runs, state


# -- what must hold


def minutes(moment: datetime | None) -> float | None:
    return None if moment is None else (moment - START) / timedelta(minutes=1)


def found(facts: list[Fact], promised: Promised, asked: int) -> tuple[Clock, ...]:
    return clocks(START, PLAIN, facts, promised, START + timedelta(minutes=asked))


def examples(number: int) -> settings:
    """So many, 25 times that with TORTURE=1."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=number * (25 if FULL else 1), deadline=None, database=None, suppress_health_check=slow)


@examples(800)
@given(histories())
def test_clocks_agree_with_a_walk_over_the_minutes(drawn: tuple[list[Fact], Promised, int]) -> None:
    """Kind, begin, end, minutes used, due time and state of every clock; and what holds of each by itself."""
    facts, promised, asked = drawn
    answer = found(facts, promised, asked)
    case = walk(facts, promised, asked)
    told = [(c.kind, minutes(c.begun), minutes(c.ended), c.used, minutes(c.due), c.runs, c.state) for c in answer]
    walked = [expected(case, clock, asked) for clock in (*case.over, *case.alive)]
    assert sorted(told, key=_in_order) == sorted(walked, key=_in_order)
    for clock in answer:
        keeps_its_sums(clock, START + timedelta(minutes=asked))
    assert found(facts, promised, asked) == answer


def _in_order(told: tuple[Any, ...]) -> tuple[Any, ...]:
    return told[0], told[1], told[3], str(told[2])


def keeps_its_sums(clock: Clock, now: datetime) -> None:
    """No time is negative, used is no more than passed, its parts meet, and pauses and runs add up to its life."""
    end = clock.ended or now
    assert clock.begun <= end <= now
    parts = clock.intervals
    assert all(one.end == other.start for one, other in pairwise(parts))
    assert all(0 <= part.minutes <= (part.end - part.start) / timedelta(minutes=1) for part in parts)
    assert all(part.start < part.end for part in parts)
    assert all(part.running or not part.minutes for part in parts)
    assert sum((part.end - part.start for part in parts), timedelta()) == end - clock.begun
    assert sum(part.minutes for part in parts) == pytest.approx(clock.used)
    assert 0 <= clock.used <= (end - clock.begun) / timedelta(minutes=1)
    assert not parts or (parts[0].start, parts[-1].end) == (clock.begun, end)


@examples(200)
@given(histories(), st.integers(0, HORIZON))
def test_what_comes_later_changes_nothing_that_was(drawn: tuple[list[Fact], Promised, int], cut: int) -> None:
    """As of a moment later facts do not exist; and but for what takes a fact back, they leave its past as it was."""
    facts, promised, asked = drawn
    cut = min(cut, asked)
    moment = START + timedelta(minutes=cut)
    before = [fact for fact in facts if fact.at <= moment]
    then = found(before, promised, cut)
    assert found(facts, promised, cut) == then
    keeping = [fact for fact in facts if fact.at <= moment or fact.kind not in ("undone", "bounced", "merged")]
    now = found(keeping, promised, asked)
    for clock in then:
        (same,) = (one for one in now if (one.kind, one.begun) == (clock.kind, clock.begun) and _overlaps(one, clock))
        assert _until(same, moment, clock) == [(p.start, p.end, p.running) for p in clock.intervals]
        if clock.ended is not None and same.ended == clock.ended:
            assert (same.state, same.used, same.due) == (clock.state, clock.used, clock.due)


def _overlaps(later: Clock, clock: Clock) -> bool:
    """Two clocks of a kind may begin in one minute, if the first was answered in it: that one is empty."""
    return bool(later.intervals) == bool(clock.intervals) or clock.ended is None


def _until(clock: Clock, moment: datetime, before: Clock) -> list[tuple[datetime, datetime, bool]]:
    """Its intervals until then; of a clock that had ended, until its end."""
    end = before.ended or moment
    return [(p.start, min(p.end, end), p.running) for p in clock.intervals if p.start < end]
