"""Reminders over simulated weeks of all five desks; 60 cases, 2,000 with TORTURE=1.

What must hold is said by walks over the wall clock that know nothing of how it is computed: who is there when, what
stands still, which rungs a clock has passed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import cache
from random import Random

import pytest

from routing.clocks import Clock
from routing.desk import Calendar, Desk, Engineer, Manager
from routing.ladder import Rank
from routing.reminders import reminders
from routing.rota import Person, name_of
from tests.decisions.simulated_weeks import DAYS, START, Run, Sent, Weeks, payload_of

FULL = bool(os.environ.get("TORTURE"))
pytestmark = [pytest.mark.timeout(3600), *([pytest.mark.torture] if FULL else [])]
SEEDS = range(2_000 if FULL else 60)
DENSE = range(0, 2_000, 9) if FULL else range(0, 60, 20)  # of each desk
CLOCKS = ("first", "next", "solution")


@cache
def the_weeks(seed: int) -> Run:
    return Weeks(seed).run()


def all_sent() -> Iterator[tuple[Weeks, Sent]]:
    for seed in SEEDS:
        run = the_weeks(seed)
        yield from ((run.weeks, sent) for sent in run.sent)


# -- the wall


def shows_open(calendar: Calendar, at: datetime) -> bool:
    local = at.astimezone(calendar.zone)
    early = calendar.half_days.get(local.date(), time.max)
    ranges = () if local.date() in calendar.closed else calendar.weekly[local.weekday()]
    return any(opens <= local.time() < closes for opens, closes in ranges) and local.time() < early


def is_away(engineer: Engineer, at: datetime) -> bool:
    day = at.astimezone(engineer.calendar.zone).date()
    return any(leave.first <= day <= leave.last for leave in engineer.away)


def is_there(person: Person, at: datetime, *, critical: bool) -> bool:
    if isinstance(person, Manager):
        return shows_open(person.calendar, at)
    called = critical and person.on_call is not None and shows_open(person.on_call, at)
    return not is_away(person, at) and (shows_open(person.calendar, at) or called)


# -- what must hold


def test_nobody_is_reminded_outside_his_hours_but_who_is_on_call_of_a_critical_case() -> None:
    """In his own zone, off on his leave and on holidays; GEN-03."""
    sent = list(all_sent())
    assert len(sent) > 5 * len(SEEDS)
    for _, one in sent:
        assert is_there(one.line.person, one.at, critical=one.case.course.critical), one


def test_no_rung_is_told_twice_and_none_of_a_clock_that_stands() -> None:
    """Of one life of a clock; a bounced answer begins another. An engineer's is told once, whoever has the case."""
    for seed in SEEDS:
        people: set[tuple[object, ...]] = set()
        ranks: dict[tuple[object, ...], datetime] = {}
        for one in the_weeks(seed).sent:
            matter = (one.line.about, one.line.since, one.line.life)
            mine = {(*matter, rung, name_of(one.line.person)) for rung, _ in one.line.slots}
            assert not mine & people, one
            people |= mine
            for rung, rank in one.line.slots:
                if rank not in (Rank.LEAD, Rank.MANAGER):
                    assert ranks.setdefault((*matter, rung, rank), one.at) == one.at, one
            if one.line.about in CLOCKS:
                (clock,) = running(one, one.line.about)
                assert clock.target is not None
                assert clock.used >= clock.target.minutes * one.line.slots[-1][0] / 100 - 1e-6


def running(one: Sent, about: str) -> list[Clock]:
    found = [c for c in one.case.clocks if c.kind == about and c.begun.isoformat() == one.line.since]
    return [clock for clock in found if clock.runs and clock.ended is None]


def test_of_one_clock_nobody_hears_sooner_than_an_eighth_of_its_time_later() -> None:
    """In minutes of the clock, where nothing changed meanwhile what a minute or the target is."""
    for seed in SEEDS:
        heard: dict[tuple[str, ...], float] = {}
        for one in the_weeks(seed).sent if _unmoved(the_weeks(seed)) else ():
            if one.line.about in CLOCKS:
                key = (one.line.about, one.line.since, name_of(one.line.person))
                (clock,) = running(one, one.line.about)
                assert clock.target is not None
                assert key not in heard or clock.used - heard[key] >= clock.target.minutes / 8 - 1e-6, one
                heard[key] = clock.used


def _unmoved(run: Run) -> bool:
    """Whether no desk file, contract or bounce came between."""
    kinds = {fact.kind for fact in run.facts}
    return len(run.weeks.desks) == 1 and len(run.weeks.terms) == 1 and not kinds & {"changed", "bounced"}


def declared(desk: Desk, run: Run, rank: Rank, at: datetime) -> list[Engineer | Manager]:
    """Who a rank is, as the desk file's description says, where nobody is away; else nobody is sure enough."""
    engineers = {e.name: e for e in desk.engineers}
    if rank is Rank.ENGINEER:
        found: list[Engineer | Manager] = [engineers[run.owner]] if run.owner in engineers else []
    elif rank is Rank.LEAD:
        found = [e for e in desk.engineers if e.lead]
    else:
        return []
    return [] if any(is_away(one, at) for one in found if isinstance(one, Engineer)) else found


@pytest.mark.parametrize("seed", DENSE)
def test_looking_at_every_tick_finds_nothing_sooner_and_nothing_is_left_undone(seed: int) -> None:
    """The moments at which a case is looked at are exact: never later than a tick after a rung or the next opening."""
    dense = Weeks(seed).run(every_tick=True, then=owes_nothing)
    assert [(s.at, payload_of(s.line)) for s in dense.sent] == [
        (s.at, payload_of(s.line)) for s in the_weeks(seed).sent
    ]


def owes_nothing(run: Run, now: datetime) -> None:
    """After a tick there is nobody at his desk who has not heard of a clock at all, and should have."""
    case, desk = run.case(now), run.weeks.desk(now)
    clocks = () if case.course.closed else case.clocks
    for clock in (c for c in clocks if c.ended is None and c.runs and c.target is not None):
        mine = [t for t in case.course.told if (t.about, t.since) == (clock.kind, clock.begun.isoformat())]
        life = case.course.lost if clock.kind != "solution" else 0
        told = {(rung, rank) for t in mine if t.life == life for rung, rank in t.slots}
        for rung in desk.reminders.rungs:
            for rank in rung.ranks if clock.used >= clock.target.minutes * rung.percent / 100 else ():
                if not any(at >= rung.percent and named == rank for at, named in told):
                    fresh = [p for p in declared(desk, run, rank, now) if name_of(p) not in {t.person for t in mine}]
                    assert not any(is_there(person, now, critical=False) for person in fresh), (now, clock.kind, rung)


def test_a_clock_that_steps_back_an_hour_tells_nothing_twice() -> None:
    """What was told stays told, in whatever order the clock says it was."""
    for seed in SEEDS[: 200 if FULL else 20]:
        back_at = START + timedelta(hours=Random(seed).randrange(24 * DAYS))
        run = Weeks(seed).run(back_at=back_at)
        keys = [(s.line.about, s.line.since, s.line.life, s.line.slots[-1], name_of(s.line.person)) for s in run.sent]
        assert len(keys) == len(set(keys))


def test_two_processes_at_one_moment_decide_alike_and_a_third_finds_nothing() -> None:
    """The same events give the same lines under the same names; written once, there are none left."""
    for seed in SEEDS[:20]:
        run = the_weeks(seed)
        for one in run.sent[:5]:
            again = reminders(run.weeks.desk(one.at), one.case, one.at)
            assert payload_of(one.line) in [payload_of(line) for line in again.lines]
