"""Whose morning card or digest is due: the calendars and the desk file decide, nothing else. Pure.

A morning card comes at the opening of an engineer's own day and is worth something until that day ends; not on days on
which he is closed or on leave. A daily digest comes on a manager's working days and tells of the days since the one
before; a weekly one comes in any case, tells of the seven days before, and stands for the daily one of its day.
Whoever was not served because the service stood still is served late, a weekly digest up to three days. That each is
made once is for the UNIQUE of `model.Edition`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from routing import business_hours
from routing.desk import Calendar, Desk, Engineer, Manager
from routing.model import EditionKind
from routing.presence import on_leave

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_LATE = timedelta(days=3)  # so long a weekly digest is still news
_FARTHEST = 70  # days that are looked back for a working day: a long leave


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that is due; moments are in UTC. It tells of what happened from `since` to `until`."""

    kind: EditionKind
    reader: str  # an engineer's or a manager's name
    day: date  # the reader's
    due: datetime
    since: datetime
    until: datetime


def due_now(desk: Desk, now: datetime) -> Iterator[Issue]:
    """Everything that should have left by now, and is still worth it."""
    for engineer in desk.engineers:
        if engineer.morning_card and (card := morning_card(engineer, now)) is not None:
            yield card
    for manager in desk.managers:
        for issue in (daily(desk, manager, now), weekly(desk, manager, now)):
            if issue is not None and issue.due <= now:
                yield issue


def morning_card(engineer: Engineer, now: datetime) -> Issue | None:
    """His card of today while his day is open; it tells of what is new since his last working day began."""
    calendar = engineer.calendar
    today = now.astimezone(calendar.zone).date()
    opens = _opening(calendar, today)
    if opens is None or now < opens or on_leave(engineer, now) or not _still_open(calendar, now):
        return None

    def works(day: date) -> bool:
        return _opening(calendar, day) is not None and not on_leave(engineer, midnight(calendar.zone, day))

    before = _opening(calendar, _before(today, works))
    return Issue(EditionKind.MORNING_CARD, engineer.name, today, opens, before or opens - _DAY, opens)


def daily(desk: Desk, manager: Manager, now: datetime) -> Issue | None:
    """His digest of today; None where he gets none, or the weekly one."""
    calendar, clock = manager.calendar, desk.digests.daily
    today = now.astimezone(calendar.zone).date()
    if clock is None or not manager.daily or _opening(calendar, today) is None or _is_weekly(desk, manager, today):
        return None
    since = _before(today, lambda day: _opening(calendar, day) is not None)
    return _digest(EditionKind.DAILY, manager, today, clock, since)


def weekly(desk: Desk, manager: Manager, now: datetime) -> Issue | None:
    """The latest weekly digest that he should have by now; None where he gets none, or it is too late for it."""
    if desk.digests.weekly is None or not manager.weekly:
        return None
    weekday, clock = desk.digests.weekly
    today = now.astimezone(manager.calendar.zone).date()
    day = today - timedelta(days=(today.weekday() - weekday) % 7)
    issue = _digest(EditionKind.WEEKLY, manager, day, clock, day - _WEEK)
    return issue if now - issue.due <= _LATE else None


def of_week(manager: Manager, year: int, week: int) -> Issue:
    """The digest of an ISO week, Monday to Sunday. Raises ValueError for a week that the year does not have."""
    monday = date.fromisocalendar(year, week, 1)
    return _digest(EditionKind.WEEKLY, manager, monday + _WEEK, time.min, monday)


def of_day(manager: Manager, day: date) -> Issue:
    """The digest that tells of one day."""
    return _digest(EditionKind.DAILY, manager, day + _DAY, time.min, day)


def midnight(zone: ZoneInfo, day: date) -> datetime:
    """The beginning of a day, in UTC."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _digest(kind: EditionKind, manager: Manager, day: date, clock: time, since: date) -> Issue:
    """It tells of whole days, so that two of them neither overlap nor leave a gap."""
    zone = manager.calendar.zone
    due = datetime.combine(day, clock, zone).astimezone(UTC)
    return Issue(kind, manager.name, day, due, midnight(zone, since), midnight(zone, day))


def _is_weekly(desk: Desk, manager: Manager, day: date) -> bool:
    return manager.weekly and desk.digests.weekly is not None and desk.digests.weekly[0] == day.weekday()


def _opening(calendar: Calendar, day: date) -> datetime | None:
    """When a day begins to be open; None for one that never is."""
    try:
        opens = business_hours.next_open(calendar, midnight(calendar.zone, day))
    except business_hours.NeverOpen:
        return None
    return opens if opens.astimezone(calendar.zone).date() == day else None


def _still_open(calendar: Calendar, now: datetime) -> bool:
    """Whether something of the day's opening hours is left."""
    left = business_hours.next_open(calendar, now)
    return left.astimezone(calendar.zone).date() == now.astimezone(calendar.zone).date()


def _before(day: date, works: Callable[[date], bool]) -> date:
    """The last working day before one; the day before where there is none far and wide."""
    found = (day - timedelta(days=back) for back in range(1, _FARTHEST))
    return next((one for one in found if works(one)), day - _DAY)
