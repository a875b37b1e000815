"""When somebody is there, and who stands in for him."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.desk import Calendar, Engineer, Leave
from routing.presence import next_at_work, on_leave, stand_in

ZONE = ZoneInfo("Europe/Oslo")
DAY = ((time(8), time(16)),)
WEEK = Calendar(ZONE, (DAY, DAY, DAY, DAY, DAY, (), ()))
SHUT = Calendar(ZONE, ((),) * 7)
AUTUMN = Leave(date(2026, 11, 23), date(2026, 11, 27), "eve")


def oslo(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=ZONE)


def one(name: str = "ann", *away: Leave, substitute: str | None = None, calendar: Calendar = WEEK) -> Engineer:
    return Engineer(
        name, name.title(), (f"{name}@desk.example",), (), ("nb",), calendar, away=away, substitute=substitute
    )


@pytest.mark.parametrize(
    ("at", "away"), [(oslo(22, 23), False), (oslo(23, 0), True), (oslo(27, 23), True), (oslo(28, 0), False)]
)
def test_leave_lasts_from_the_first_midnight_to_the_last_in_his_own_zone(at: datetime, away: bool) -> None:
    """Both days included."""
    assert (on_leave(one("ann", AUTUMN), at.astimezone(UTC)) is not None) is away


@pytest.mark.parametrize(
    ("at", "back"),
    [
        pytest.param(oslo(20), oslo(20), id="at work"),
        pytest.param(oslo(20, 16), oslo(30, 8), id="the leave begins before he would come back"),
        pytest.param(oslo(24), oslo(30, 8), id="in the midst of it"),
        pytest.param(oslo(28), oslo(30, 8), id="the weekend after it"),
    ],
)
def test_he_is_back_when_his_hours_and_his_leave_say_so(at: datetime, back: datetime) -> None:
    """Leave that ends on a Friday ends on Monday morning."""
    assert next_at_work(one("ann", AUTUMN), at) == back


def test_who_never_works_is_never_back() -> None:
    """None, not an error."""
    assert next_at_work(one(calendar=SHUT), oslo(20)) is None


def test_leave_upon_leave_is_passed_in_one() -> None:
    """Listed in any order, and overlapping."""
    more = (Leave(date(2026, 11, 30), date(2026, 11, 30)), AUTUMN, Leave(date(2026, 11, 25), date(2026, 11, 29)))
    assert next_at_work(one("ann", *more), oslo(24)) == datetime(2026, 12, 1, 8, tzinfo=ZONE)


def test_the_substitute_of_the_leave_goes_before_the_usual_one() -> None:
    """And his own substitute stands in where he is away himself."""
    ann, bob, eve = one("ann", AUTUMN, substitute="bob"), one("bob"), one("eve")
    assert stand_in(ann, (ann, bob, eve), oslo(24)) is eve
    away = one("eve", AUTUMN, substitute="bob")
    plain = Leave(AUTUMN.first, AUTUMN.last)
    assert stand_in(ann, (ann, bob, one("eve", plain, substitute="bob")), oslo(24)) is bob
    assert stand_in(ann, (ann, bob, away), oslo(24)) is None  # he names himself
    assert stand_in(ann, (ann, bob), oslo(24)) is None


names = st.sampled_from(["ann", "bob", "cid", "dot"])


@given(
    st.dictionaries(names, st.tuples(st.booleans(), st.none() | names), min_size=1),
    st.integers(1, 30),
)
def test_whoever_stands_in_is_there(team: dict[str, tuple[bool, str | None]], day: int) -> None:
    """Whatever circles the desk file describes; nobody stands in for himself."""
    everybody = [one(name, *((AUTUMN,) if away else ()), substitute=other) for name, (away, other) in team.items()]
    for absent in everybody:
        found = stand_in(absent, everybody, oslo(day))
        if on_leave(absent, oslo(day)):
            assert found is None or (found is not absent and not on_leave(found, oslo(day)))
