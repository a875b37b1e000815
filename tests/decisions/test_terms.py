"""PRO-03, COR-03, NET-04: periods, renewals, deadlines and package years, and what is said of them when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.agreement import Agreement, agreed
from routing.desk import Plan
from routing.ledger import Entry, draw_up
from routing.quotas import Use
from routing.renewals import News, of_account, of_period, of_quotas
from routing.terms import Own, Terms, last_day, later, notice_until, package_year

START = date(2026, 2, 1)
RENEWING = Terms(
    7, "maintenance", (), START, None, period_ends_on=date(2027, 1, 31), renewal_months=12, notice_months=3
)
ENDING = Terms(8, "free", (), START, date(2026, 7, 31))


def news(terms: Terms, day: date) -> list[News]:
    return [one.news for one in of_period(terms, day, 30)]


def test_a_contract_that_renews_runs_on_and_knows_its_period() -> None:
    """Year after year, without a word from anybody."""
    assert RENEWING.covers("visi", date(2031, 5, 5))
    period = RENEWING.period(date(2028, 3, 1))
    assert (period.starts_on, period.ends_on, period.renewals) == (date(2028, 2, 1), date(2029, 1, 31), 2)
    assert RENEWING.period(date(2020, 1, 1)).renewals == 0


def test_the_last_of_a_month_stays_the_last() -> None:
    """Monthly from 31 January: 28 February, 31 March; no day is lost or counted twice."""
    monthly = replace(RENEWING, starts_on=date(2027, 1, 1), period_ends_on=date(2027, 1, 31), renewal_months=1)
    assert monthly.period(date(2027, 2, 15)).ends_on == date(2027, 2, 28)
    assert monthly.period(date(2027, 3, 15)).ends_on == date(2027, 3, 31)


@pytest.mark.parametrize(
    ("cancelled", "ends"),
    [
        (date(2026, 10, 31), date(2027, 1, 31)),
        (date(2026, 11, 1), date(2028, 1, 31)),
        (date(2025, 1, 1), date(2027, 1, 31)),
        (None, None),
    ],
)
def test_a_notice_ends_the_first_period_that_it_is_in_time_for(cancelled: date | None, ends: date | None) -> None:
    """Until three months before: a day later, and it runs for another year."""
    assert last_day(RENEWING, cancelled) == ends


@given(st.dates(date(2026, 2, 1), date(2045, 1, 1)), st.integers(1, 48), st.integers(1, 60))
def test_every_day_is_in_one_period_and_periods_meet(day: date, first: int, months: int) -> None:
    """The day before a period is the last of the one before."""
    terms = replace(RENEWING, period_ends_on=later(START, first) - timedelta(days=1), renewal_months=months)
    period = terms.period(day)
    assert period.ends_on is not None
    assert period.starts_on <= day <= period.ends_on
    if period.renewals:
        before = terms.period(period.starts_on - timedelta(days=1))
        assert before.ends_on == period.starts_on - timedelta(days=1)
        assert before.renewals == period.renewals - 1


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(0, 4000))
def test_package_years_follow_each_other(start: date, days: int) -> None:
    """Also from 29 February."""
    day = start + timedelta(days=days)
    first, last = package_year(start, day)
    assert first <= day <= last
    assert package_year(start, last + timedelta(days=1))[0] == last + timedelta(days=1)
    assert 364 <= (last - first).days <= 366


def test_a_renewal_is_announced_before_its_deadline_and_proven_after() -> None:
    """PRO-03: thirty days before the deadline, and for some days after the renewal."""
    assert notice_until(date(2027, 1, 31), 3) == date(2026, 10, 31)
    assert news(RENEWING, date(2026, 9, 30)) == []
    assert news(RENEWING, date(2026, 10, 1)) == news(RENEWING, date(2026, 10, 31)) == [News.RENEWING]
    assert news(RENEWING, date(2026, 11, 1)) == news(RENEWING, date(2027, 1, 31)) == []
    assert news(RENEWING, date(2027, 2, 1)) == news(RENEWING, date(2027, 2, 15)) == [News.RENEWED]
    assert news(RENEWING, date(2027, 2, 16)) == []
    (told,) = of_period(RENEWING, date(2026, 10, 5), 30)
    assert told.said == {"since": "2027-02-01", "until": "2027-01-31", "deadline": "2026-10-31"}


def test_an_end_is_announced_and_nothing_after_it() -> None:
    """JOH-02; of a contract with no end agreed there is nothing to say."""
    assert news(ENDING, date(2026, 6, 30)) == []
    assert news(ENDING, date(2026, 7, 1)) == news(ENDING, date(2026, 7, 31)) == [News.ENDING]
    assert news(ENDING, date(2026, 8, 1)) == []
    assert news(replace(ENDING, ends_on=None), date(2026, 7, 1)) == []


def test_an_occasion_keeps_its_name_as_long_as_it_lasts() -> None:
    """So that a UNIQUE says it once: the same on each day of a window, another for the next period."""
    first, again = (next(iter(of_period(RENEWING, day, 30))) for day in (date(2026, 10, 1), date(2026, 10, 9)))
    later_one = next(iter(of_period(RENEWING, date(2027, 10, 9), 30)))
    assert first.about == again.about != later_one.about


def test_an_account_is_told_at_its_marks_and_before_it_expires() -> None:
    """JOH-03: the highest mark only; nothing of an account that has expired, or of its end once it is empty."""
    agreement = Agreement(included_minutes=0, account_minutes=100, account_until=date(2026, 12, 31))
    day = date(2026, 10, 1)

    def told(minutes: int, on: date = day) -> list[News]:
        ledger = draw_up(agreement, [Entry(1, 1, day, "mail", minutes)] if minutes else [])
        return [one.news for one in of_account(ledger, on, 30, (80, 100))]

    assert told(79) == []
    assert told(80) == told(100) == told(300) == [News.ACCOUNT_LOW]
    assert told(10, date(2026, 12, 5)) == [News.ACCOUNT_EXPIRING]
    assert told(100, date(2026, 12, 5)) == [News.ACCOUNT_LOW]
    assert told(10, date(2027, 1, 1)) == []


def test_a_quota_is_told_at_eighty_and_a_hundred_percent_of_each_year() -> None:
    """NET-04; a mark that was jumped over is not told later."""

    def told(used: int, limit: int | None, on: date = START) -> list[str]:
        return [one.about for one in of_quotas(RENEWING, [Use("written", used, limit)], on, (80, 100))]

    assert told(15, 20) == told(0, 0) == told(900, None) == []
    assert told(16, 20) == ["2026-02-01:written:80"]
    assert told(20, 20) == told(25, 20) == told(1, 1) == told(1, 0) == ["2026-02-01:written:100"]
    assert told(16, 20, date(2027, 2, 1)) == ["2027-02-01:written:80"]


def test_a_contract_goes_before_its_plan() -> None:
    """Field by field; an account ends with its time or with the contract, whichever is first."""
    plan = Plan("gold", "Gold", included_minutes=30, quotas={"written": 20, "phone": 20}, account_months=12)
    terms = replace(ENDING, own=Own(quotas={"phone": 50}, account_minutes=600, step_minutes=15))
    found = agreed(plan, terms)
    assert (found.included_minutes, found.account_minutes, found.step_minutes) == (30, 600, 15)
    assert dict(found.quotas) == {"written": 20, "phone": 50}
    assert found.account_until == date(2026, 7, 31)
    assert agreed(plan, replace(terms, ends_on=None)).account_until == date(2027, 1, 31)


def test_time_that_is_drawn_is_not_included_as_well() -> None:
    """A plan without included minutes includes all, unless it has an account or bills by time."""
    assert agreed(Plan("free", "Free"), ENDING).included_minutes is None
    assert agreed(Plan("account", "Account", account_minutes=60), ENDING).included_minutes == 0
    assert agreed(Plan("billed", "Billed", billed_kinds=("mail",)), ENDING).by_time
