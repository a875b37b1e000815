"""Moments as engineers write them at the head of a value: "2026-12-03", "3.12. 14u", "vrijdag", "in 2 weeks".

In nl, de, nb, tr, en and fr at once, whatever the engineer's language: people mix them. ISO 8601 is read first, all
other numbers are day before month, as in Europe. A day without a year is the next such day; one that has passed within
the last three months is rather a slip than next year's. A day without a time ends when the engineer's office closes.

Pure, never raises; only the first `folding.HEAD` characters are looked at. What is no date at all is None, so that a
reason may stand without one; what has the shape of a date and cannot be meant (31.02., last Friday) is `Wrong`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from routing.desk import Calendar
from routing.folding import folded, parted
from routing.spoken_clock import Clock, read_clock
from routing.spoken_days import FILLER, FURTHEST, Day, Days, gap

_END_OF_DAY = time(23, 59)
_FILLERS = 4


@dataclass(frozen=True, slots=True)
class Spoken:
    """A moment in the calendar's zone, and what stands behind it."""

    when: datetime
    rest: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A date that does not exist, has passed, or lies too far ahead; `meant` is a day (and time) that would do."""

    meant: str | None = None


def read_moment(value: str, calendar: Calendar, now: datetime, *, free: bool = False) -> Spoken | Wrong | None:
    """The moment at the head of `value`, seen from `now` (aware) in the calendar's zone.

    `free`: the value may as well be free text, so names of days that are words as well ("so", "3D") do not count.
    """
    head, tail = parted(value.lstrip())
    local = now.astimezone(calendar.zone)
    text = folded(head)
    days = Days(text, calendar, local, free=free)
    for start in _starts(text, 0):
        clock = read_clock(text, start, alone=True, careful=free)
        if clock is not None:
            behind = (days.read(at) for at in _starts(text, gap(text, clock.end)))
            day = next((found for found in behind if found), None) or Day(clock.end, local.date())
        elif (found := days.read(start)) is not None:
            day, clock = found, read_clock(text, gap(text, found.end), alone=False)
        else:
            continue
        when = _settled(day, clock, calendar, local)
        if isinstance(when, Wrong):
            return Wrong(when.meant or _likely(day, clock, days, local.date()))
        end = day.end if clock is None or day.moment else max(day.end, clock.end)
        return Spoken(when, (head[end:] + tail).lstrip(" \t\n\r\xa0,;:.–—-").rstrip())
    return None


def closing(calendar: Calendar, day: date) -> time:
    """When the office closes on that day: the end of the day if it does not open."""
    early = calendar.half_days.get(day, time.max)
    opened = [] if day in calendar.closed else [r for r in calendar.weekly[day.weekday()] if r[0] < early]
    return min(opened[-1][1], early, _END_OF_DAY) if opened else _END_OF_DAY


def _starts(text: str, at: int) -> Iterator[int]:
    """Where a date may begin: at once, and behind each of the words that say nothing."""
    yield at
    for _ in range(_FILLERS):
        if (filler := FILLER.match(text, at)) is None:
            return
        at = filler.end()
        yield at


def _settled(found: Day, clock: Clock | None, calendar: Calendar, now: datetime) -> datetime | Wrong:
    """A day and a time as a moment that lies ahead, within reason."""
    if found.moment is not None:
        ahead = timedelta(0) < found.moment.astimezone(UTC) - now.astimezone(UTC) <= FURTHEST
        return found.moment if ahead else Wrong()
    if found.day is None:
        return Wrong(found.meant.isoformat() if found.meant else None)
    if (clock is not None and clock.at is None) or not timedelta(0) <= found.day - now.date() <= FURTHEST:
        return Wrong()
    at = clock.at if clock else None
    if at is None:
        at = closing(calendar, found.day)
        if found.day == now.date() and at <= now.time():
            at = _END_OF_DAY
    # Through UTC, so that a time that a clock change leaves out becomes the one an hour later.
    when = datetime.combine(found.day, at, calendar.zone).astimezone(UTC)
    return when.astimezone(calendar.zone) if when > now.astimezone(UTC) else Wrong()


def _likely(found: Day, clock: Clock | None, days: Days, today: date) -> str | None:
    """What somebody may have meant who wrote a moment that has passed."""
    if found.day is None or found.day > today:
        return None
    day = today + timedelta(days=1) if found.day == today else days.upcoming(found.day.month, found.day.day)
    at = f" {clock.at:%H:%M}" if clock is not None and clock.at is not None else ""
    return f"{day.isoformat()}{at}" if day else None
