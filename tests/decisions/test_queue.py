"""In which order cases are worked on (GEN-02)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.desk import Source
from routing.queue import PATIENCE, RISES_AT, Standing, in_order, place, why
from routing.submission import Severity

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CASE = Standing(10001, NOW, used=0.2, priority=4)
LATER = Standing(10002, NOW + timedelta(minutes=1), used=0.2, priority=4)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        pytest.param({"critical": True, "source": Source.PHONE}, {"used": 3.0, "priority": 1}, id="critical on any"),
        pytest.param({"severity": Severity.CRITICAL}, {"used": 3.0}, id="critical in an engineer's word"),
        pytest.param({"used": RISES_AT}, {"priority": 1, "used": 0.74}, id="past 75 % above plan"),
        pytest.param({"used": 1.5}, {"used": 0.9, "priority": 1}, id="the more of its time is used"),
        pytest.param({"used": 0.9}, {"severity": Severity.HIGH}, id="past 75 % above what is called high"),
        pytest.param({"severity": Severity.HIGH}, {"priority": 1}, id="called high above plan"),
        pytest.param({}, {"severity": Severity.LOW, "priority": 1}, id="called low below it"),
        pytest.param({"priority": 1}, {"used": 0.7}, id="below 75 % the plan"),
        pytest.param({"source": Source.FORM}, {}, id="web form before mail"),
        pytest.param({}, {"source": Source.PHONE}, id="mail before phone"),
        pytest.param({"used": 0.1}, {"used": 0.7}, id="else age"),
        pytest.param({"used": 0.0, "priority": 9}, {"awaits_us": False, "critical": True}, id="others wait"),
    ],
)  # fmt: skip
def test_what_comes_first(first: dict, then: dict) -> None:
    """One by one: `first` is the newer case wherever age does not decide."""
    older, newer = (CASE, LATER) if first == {"used": 0.1} else (LATER, CASE)
    one, other = replace(older, **first), replace(newer, **then)
    assert in_order([other, one]) == [one, other] == in_order([one, other])


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({"awaits_us": False}, "waits for others"),
        ({"critical": True}, "critical"),
        ({"used": 0.755}, "76% of its time used"),
        ({}, "plan priority 4"),
        ({"priority": 9}, "no plan"),
    ],
)
def test_the_place_is_told_in_words(case: dict, words: str) -> None:
    """For whoever asks why."""
    assert why(replace(CASE, **case)) == words


standings = st.builds(
    Standing,
    number=st.integers(1, 50),
    opened_at=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds
    awaits_us=st.booleans(),
    critical=st.booleans(),
    used=st.floats(0, 10),
    severity=st.sampled_from(Severity),
    priority=st.integers(1, 9),
    source=st.sampled_from(Source),
)


@given(st.lists(standings, unique_by=lambda case: case.number), st.randoms(use_true_random=False))
def test_the_order_is_total(cases: list[Standing], dice) -> None:
    """Whatever order the store gives them in; no two cases have one place."""
    shuffled = list(cases)
    dice.shuffle(shuffled)
    assert in_order(shuffled) == in_order(cases)
    assert len({place(case) for case in cases}) == len(cases)


@given(standings, standings)
def test_nobody_starves(waiting: Standing, fresh: Standing) -> None:
    """Who waits long enough comes before any case that is new and not critical, whatever its plan."""
    patient = replace(waiting, awaits_us=True, used=(PATIENCE + 1) / PATIENCE)
    new = replace(fresh, number=waiting.number + 100, critical=False, used=0.0)
    if new.severity is not Severity.CRITICAL:
        assert place(patient) < place(new)
