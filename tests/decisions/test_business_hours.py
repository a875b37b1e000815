"""Opening hours: stated cases, properties against a minute-by-minute oracle, and agreement with workclock.

A hundred random calendars, with a case each; with TORTURE=1 a thousand, and 20,000 cases of each property.
"""

from __future__ import annotations

import os
import time as stopwatch
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import workclock
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from routing.business_hours import NeverOpen, add, between, is_open, next_open
from routing.desk import Calendar, Range

FULL = bool(os.environ.get("TORTURE"))
BRUSSELS = ZoneInfo("Europe/Brussels")
MORNING, AFTERNOON = (time(8, 30), time(12, 30)), (time(13), time(17))
NEVER: tuple[tuple[Range, ...], ...] = ((),) * 7
ALWAYS: tuple[tuple[Range, ...], ...] = (((time(0), time.max),),) * 7
OFFICE = Calendar(
    BRUSSELS,
    (*((MORNING, AFTERNOON),) * 4, (MORNING, (time(13), time(16))), (), ()),
    closed=MappingProxyType({date(2026, 11, 11): "Wapenstilstand"}),
    half_days=MappingProxyType({date(2026, 12, 24): time(12)}),
)
# Every kind of clock change: north and south, half an hour, at midnight, 45 minutes off UTC, and none at all.
ZONES = [
    "Europe/Brussels",
    "Europe/Istanbul",
    "Australia/Lord_Howe",
    "America/Havana",
    "Pacific/Chatham",
    "America/St_Johns",
    "UTC",
]
CHANGES = [
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2026, 4, 5),
    date(2026, 10, 4),
    date(2026, 3, 8),
    date(2026, 11, 1),
]


def at(text: str, zone: str = "Europe/Brussels") -> datetime:
    """A wall-clock time as a moment."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T08:29:59", False),
        ("2026-11-23T08:30:00", True),
        ("2026-11-23T12:29:59", True),
        ("2026-11-23T12:30:00", False),
        ("2026-11-23T12:45:00", False),
        ("2026-11-23T13:00:00", True),
        ("2026-11-27T16:30:00", False),
        ("2026-11-28T10:00:00", False),
        ("2026-11-11T10:00:00", False),
        ("2026-12-24T11:59:00", True),
        ("2026-12-24T12:00:00", False),
    ],
)
def test_a_desk_is_open_from_the_first_to_before_the_last_minute(moment: str, *, expected: bool) -> None:
    """Lunch, a short Friday, the weekend, a holiday and a half day are all kept."""
    assert is_open(OFFICE, at(moment)) is expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T09:00:00", "2026-11-23T09:00:00"),
        ("2026-11-23T12:45:00", "2026-11-23T13:00:00"),
        ("2026-11-27T16:00:00", "2026-11-30T08:30:00"),
        ("2026-11-10T17:00:00", "2026-11-12T08:30:00"),
        ("2026-12-24T12:10:00", "2026-12-25T08:30:00"),
    ],
)
def test_pro_02_the_next_opening_is_named(moment: str, expected: str) -> None:
    """At 12:45 the desk is back at 13:00; an open moment is its own next opening."""
    assert next_open(OFFICE, at(moment)) == at(expected)


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        ("2026-11-23T12:45:00", 0, "2026-11-23T12:45:00"),
        ("2026-11-23T09:00:00", 210, "2026-11-23T12:30:00"),
        ("2026-11-23T09:00:00", 211, "2026-11-23T13:01:00"),
        ("2026-11-27T15:59:00", 2, "2026-11-30T08:31:00"),
        ("2026-11-10T16:00:00", 120, "2026-11-12T09:30:00"),
        ("2026-12-24T11:30:00", 60, "2026-12-25T09:00:00"),
        ("2026-11-23T09:00:00", 0.5, "2026-11-23T09:00:30"),
    ],
)
def test_minutes_run_only_while_the_desk_is_open(start: str, minutes: float, expected: str) -> None:
    """A sum used up at closing time ends then; one more minute lands after the next opening."""
    assert add(OFFICE, at(start), minutes) == at(expected)


def test_the_hour_that_a_clock_change_takes_is_not_counted_and_the_repeated_one_counts_twice() -> None:
    """A round-the-clock desk has 23 hours on the day in March and 25 on the day in October."""
    calendar = Calendar(BRUSSELS, ALWAYS)
    assert between(calendar, at("2026-03-29T00:00"), at("2026-03-30T00:00")) == 23 * 60
    assert between(calendar, at("2026-10-25T00:00"), at("2026-10-26T00:00")) == 25 * 60
    assert add(calendar, at("2026-10-25T00:00"), 25 * 60) == at("2026-10-26T00:00")


def test_a_night_shift_is_two_ranges_that_meet_at_midnight() -> None:
    """22:00-24:00 and 00:00-06:00 leave no gap."""
    calendar = Calendar(BRUSSELS, (((time(0), time(6)), (time(22), time.max)),) * 7)
    assert add(calendar, at("2026-11-23T22:00"), 8 * 60) == at("2026-11-24T06:00")
    assert is_open(calendar, at("2026-11-23T23:59:59.999999"))


def test_answers_are_in_utc() -> None:
    """Two datetimes of one zone subtract by their wall clocks, so the answers are not in the desk's zone."""
    assert next_open(OFFICE, at("2026-11-23T12:45:00")).tzinfo is UTC
    assert add(OFFICE, at("2026-11-23T12:45:00"), 5).tzinfo is UTC


def test_a_calendar_that_never_opens_is_an_error_and_counts_nothing() -> None:
    """Searches end; counting is still possible."""
    calendar = Calendar(BRUSSELS, NEVER)
    start = at("2026-11-23T09:00")
    with pytest.raises(NeverOpen):
        next_open(calendar, start)
    with pytest.raises(NeverOpen):
        add(calendar, start, 1)
    assert between(calendar, start, start + timedelta(days=900)) == 0


def test_naive_moments_and_negative_minutes_are_refused() -> None:
    """A moment without a zone is a mistake of the caller."""
    with pytest.raises(ValueError, match="needs a zone"):
        is_open(OFFICE, datetime(2026, 11, 23, 9))  # noqa: DTZ001
    with pytest.raises(ValueError, match="negative"):
        add(OFFICE, at("2026-11-23T09:00"), -1)


def test_years_are_counted_by_blocks() -> None:
    """Ten years between two moments cost no walk over their days, once the days are known."""
    start, end = at("2020-01-01T00:00"), at("2030-01-01T00:00")
    expected = between(OFFICE, start, end)
    begun = stopwatch.perf_counter()
    for _ in range(100):
        assert between(OFFICE, start, end) == expected
    assert stopwatch.perf_counter() - begun < 0.5


# -- properties -------------------------------------------------------------------------------------------------


CASES = 20 if FULL else 1  # of a calendar; its years cost more than what they are asked
slow = [HealthCheck.too_slow, HealthCheck.data_too_large]


def full_in_torture(test: Callable[..., None]) -> Callable[..., None]:
    """Ten times as many calendars, and all of their cases, under `make torture`."""
    sized = settings(max_examples=1000 if FULL else 50, deadline=None, suppress_health_check=slow)(test)
    return pytest.mark.torture(pytest.mark.timeout(3600)(sized)) if FULL else sized


def cases(*parts: st.SearchStrategy[Any]) -> st.SearchStrategy[list[tuple[Any, ...]]]:
    """What is asked of one calendar."""
    return st.lists(st.tuples(*parts), min_size=CASES, max_size=CASES)


@st.composite
def ranges(draw: st.DrawFn, earliest: int) -> tuple[Range, ...]:
    """Up to three disjoint ranges of a day, to the minute; they may meet and may end at midnight."""
    count = draw(st.integers(0, 3))
    marks = sorted(draw(st.lists(st.integers(earliest, 1440), min_size=2 * count, max_size=2 * count, unique=True)))
    clocks = [time.max if mark == 1440 else time(mark // 60, mark % 60) for mark in marks]
    return tuple(zip(clocks[::2], clocks[1::2], strict=True))


@st.composite
def calendars(draw: st.DrawFn, earliest: int = 0) -> tuple[Calendar, datetime]:
    """A calendar that opens no earlier than that minute of a day, and a moment near a clock change of some zone."""
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    day = draw(st.sampled_from(CHANGES)) + timedelta(days=draw(st.integers(-2, 1)))
    start = datetime.combine(day, time(), UTC) + timedelta(minutes=draw(st.integers(0, 2000)))
    near = st.integers(-2, 4).map(lambda n: start.date() + timedelta(days=n))
    return Calendar(
        zone,
        tuple(draw(ranges(earliest)) for _ in range(7)),
        closed=dict.fromkeys(draw(st.sets(near, max_size=2)), "closed"),
        half_days=draw(st.dictionaries(near, st.integers(0, 23).map(time), max_size=2)),
    ), start


def oracle(calendar: Calendar, moment: datetime) -> bool:
    """What the wall clock and the door sign say, read as a person does."""
    local = moment.astimezone(calendar.zone)
    if local.date() in calendar.closed or local.time() >= calendar.half_days.get(local.date(), time.max):
        return False
    return any(opens <= local.time() < closes for opens, closes in calendar.weekly[local.weekday()])


@full_in_torture
@given(calendars(), cases(st.integers(0, 1440), st.integers(1, 3 * 1440 if CASES == 1 else 720)))
def test_every_minute_agrees_with_the_wall_clock(drawn: tuple[Calendar, datetime], walks: list) -> None:
    """is_open, between, next_open and add say what a walk over the minutes says."""
    calendar, start = drawn
    for later, length in walks:
        agrees_with_the_wall_clock(calendar, start + timedelta(minutes=later), length)


def agrees_with_the_wall_clock(calendar: Calendar, start: datetime, length: int) -> None:
    minutes = [start + timedelta(minutes=n) for n in range(length)]
    opened = [oracle(calendar, minute) for minute in minutes]
    assert [is_open(calendar, minute) for minute in minutes] == opened
    assert between(calendar, start, start + timedelta(minutes=length)) == sum(opened)
    if any(opened):
        assert next_open(calendar, start) == minutes[opened.index(True)]
        last = max(n for n, state in enumerate(opened) if state)
        assert add(calendar, start, sum(opened)) == minutes[last] + timedelta(minutes=1)


@full_in_torture
@given(calendars(), cases(st.floats(0.001, 60_000), st.timedeltas(timedelta(), timedelta(days=60))))
def test_adding_and_counting_undo_each_other(drawn: tuple[Calendar, datetime], asked: list) -> None:
    """The moment that add gives is the earliest one with that many minutes behind it."""
    calendar, start = drawn
    assume(any(calendar.weekly))
    for minutes, later in asked:
        undo_each_other(calendar, start, minutes, later)


def undo_each_other(calendar: Calendar, start: datetime, minutes: float, later: timedelta) -> None:
    due = add(calendar, start, minutes)
    assert between(calendar, start, due) == pytest.approx(minutes, abs=1e-6)
    assert between(calendar, start, due - timedelta(microseconds=1)) < between(calendar, start, due)
    moment = start + later
    whole = between(calendar, start, moment + timedelta(days=3))
    assert between(calendar, start, moment) + between(calendar, moment, moment + timedelta(days=3)) == pytest.approx(
        whole
    )
    assert between(calendar, moment, start) == -between(calendar, start, moment)


def in_workclock(calendar: Calendar) -> workclock.Schedule:
    """The same calendar in workclock's rules; it knows no half days, and it calls midnight 00:00."""
    rules: list[workclock.Rule] = [workclock.Holidays(calendar.closed)]
    for weekday, spans in enumerate(calendar.weekly):
        for opens, closes in spans:
            end = time(0) if closes == time.max else closes
            rules.append(workclock.WorkDay(opens, end, days=[weekday]))
    return workclock.Schedule(rules, time_zone=calendar.zone)


@full_in_torture
@given(calendars(earliest=240), cases(st.integers(1, 50_000), st.timedeltas(timedelta(), timedelta(days=1500))))
def test_workclock_agrees(drawn: tuple[Calendar, datetime], asked: list) -> None:
    """Another library counts the same, for calendars it can express.

    No range begins before 04:00: workclock moves an edge that falls into a clock change, we follow the wall clock.
    """
    calendar, start = drawn
    assume(any(calendar.weekly))
    plain = Calendar(calendar.zone, calendar.weekly, calendar.closed)
    schedule = in_workclock(plain)
    for minutes, later in asked:
        assert timedelta(minutes=between(plain, start, start + later)) == schedule.between(start, start + later)
        assert add(plain, start, minutes) == schedule.add(start, minutes=minutes)
