"""When morning cards and digests are due: calendars, leave, clock changes, and a service that stood still."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from routing.desk import Desk, Digests, Engineer, Leave, Manager
from routing.editions import daily, due_now, morning_card, of_week, weekly
from routing.model import EditionKind
from tests.decisions.order_desk import DESK, EAST, JAN, OFFICE

MIA = Manager("mia", "Mia Maes", ("mia@desk.example",), calendar=OFFICE)
MANAGED = replace(DESK, managers=(MIA,))


def at(text: str, zone: str = "Europe/Brussels") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "since"),
    [
        ("2026-11-24 08:29", None),  # a Tuesday, before his day opens
        ("2026-11-24 08:30", "2026-11-23 08:30"),
        ("2026-11-24 16:59", "2026-11-23 08:30"),  # late, because the service stood still
        ("2026-11-24 17:00", None),  # his day is over
        ("2026-11-22 10:00", None),  # a Sunday
        ("2026-11-23 08:30", "2026-11-20 08:30"),  # since Friday
        ("2026-12-25 10:00", None),  # closed
        ("2026-12-28 08:30", "2026-12-24 08:30"),  # the day before was half a day
    ],
)
def test_a_card_comes_as_his_day_opens_and_tells_of_the_day_before(moment, since):
    """His own hours; none on days on which he is closed; it tells of what came since his last working day began."""
    card = morning_card(JAN, at(moment))
    assert (card.since if card else None) == (at(since) if since else None)
    assert card is None or card.due == card.until == at(f"{moment[:10]} 08:30")


def test_a_card_keeps_his_own_zone():
    """Half past eight in Istanbul is half past six in Brussels."""
    gulsah = Engineer("gulsah", "Gülşah", ("g@desk.example",), (), (), EAST)
    assert morning_card(gulsah, at("2026-11-24 06:29")) is None
    assert morning_card(gulsah, at("2026-11-24 06:30")).day == date(2026, 11, 24)


def test_who_is_on_leave_gets_no_card_and_afterwards_hears_of_all_of_it():
    """GEN-12; back on Thursday, he is told of what came since the Friday before."""
    away = replace(JAN, away=(Leave(date(2026, 11, 23), date(2026, 11, 25)),))
    assert morning_card(away, at("2026-11-24 09:00")) is None
    assert morning_card(away, at("2026-11-26 08:30")).since == at("2026-11-20 08:30")


@pytest.mark.parametrize("day", ["2026-10-25", "2027-03-28"])
def test_a_card_survives_the_night_in_which_clocks_change(day):
    """The first minute of a desk that is open on Sundays, too; once a day, whatever the hour is called."""
    always = replace(OFFICE, weekly=(((time(2, 30), time(6)),),) * 7)
    night = replace(JAN, calendar=always)
    start = at(f"{day} 00:00")
    found = {morning_card(night, start + timedelta(minutes=n)) for n in range(22 * 60)}
    days = sorted(card.day for card in found if card)
    assert days == [date.fromisoformat(day)]


def test_the_daily_digest_comes_on_working_days_and_leaves_no_gap():
    """Each begins where the one before ended, in whole days: on Monday it would tell of the weekend, too."""
    every_day = replace(MANAGED, digests=Digests(weekly=None))
    issues = [daily(every_day, MIA, at(f"2026-11-{day} 12:00")) for day in range(18, 28)]
    made = [issue for issue in issues if issue]
    assert [issue.day.day for issue in made] == [18, 19, 20, 23, 24, 25, 26, 27]
    assert [issue.since for issue in made[1:]] == [issue.until for issue in made[:-1]]
    assert made[3].since == at("2026-11-20 00:00")
    assert made[3].due == at("2026-11-23 07:30")


def test_the_weekly_digest_comes_in_any_case_and_stands_for_the_daily_one():
    """Also on Easter Monday; of Monday to Sunday; up to three days late."""
    closed = replace(MIA, calendar=replace(OFFICE, closed={date(2027, 3, 29): "Easter"}))
    assert weekly(MANAGED, closed, at("2027-03-29 07:30")).since == at("2027-03-22 00:00")
    assert daily(MANAGED, MIA, at("2026-11-23 12:00")) is None
    assert weekly(MANAGED, MIA, at("2026-11-26 07:29")).day == date(2026, 11, 23)
    assert weekly(MANAGED, MIA, at("2026-11-26 07:31")) is None
    week = of_week(MIA, 2026, 47)
    assert (week.since, week.until) == (at("2026-11-16 00:00"), at("2026-11-23 00:00"))
    assert weekly(MANAGED, MIA, at("2026-11-23 07:30")).since == week.since


@pytest.mark.parametrize(
    ("digests", "manager", "kinds"),
    [
        (Digests(), MIA, {EditionKind.WEEKLY}),
        (Digests(weekly=None), MIA, {EditionKind.DAILY}),
        (Digests(daily=None, weekly=None), MIA, set()),
        (Digests(), replace(MIA, weekly=False), {EditionKind.DAILY}),
        (Digests(), replace(MIA, weekly=False, daily=False), set()),
        (Digests(weekly=(1, time(16))), MIA, {EditionKind.DAILY}),
    ],
)
def test_who_gets_which_digest_is_the_desk_files_to_say(digests, manager, kinds):
    """On a Monday at noon; for the desk, and for each manager."""
    desk: Desk = replace(DESK, managers=(manager,), digests=digests, engineers=())
    assert {issue.kind for issue in due_now(desk, at("2026-11-23 12:00"))} == kinds


def test_an_engineer_who_wants_no_card_gets_none():
    """`morning_card = false`."""
    quiet = replace(DESK, engineers=(replace(JAN, morning_card=False),))
    assert not list(due_now(quiet, at("2026-11-24 12:00")))
