"""Opening hours as arithmetic: is the desk open, when next, what is due after so many minutes, how many have passed.

A moment is open when the wall clock of the calendar's zone shows a time within an opening range of that day: the
day is not closed, and on a half day it is before the early closing. Minutes are elapsed ones, so the hour that
a clock change takes away is never counted and the hour that it repeats counts twice.

Every answer is an aware datetime in UTC: Python compares and subtracts two datetimes of one zone by their wall
clocks, which is wrong across a clock change. Naive datetimes raise ValueError; a calendar that never opens
raises NeverOpen. Pure: no clock, no database; it knows no plans and no deadlines (that is `sla`).

How it is fast: openings are worked out per UTC day (midnights of a zone may be missing or doubled, those of UTC
never are) and added up in blocks of 512 days that are built when first needed, so a question over years costs
one addition per block and two bisections.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import accumulate
from threading import Lock

from routing.desk import Calendar

_MICROSECOND = timedelta(microseconds=1)
_MINUTE = 60_000_000  # in microseconds, the unit of every integer here
_DAY = 24 * 60 * _MINUTE
_BLOCK = 512  # days
_HORIZON = 20  # blocks, some 28 years: who has not opened by then never does
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = _EPOCH.toordinal()
_KEPT = 64  # calendars remembered; a desk has a handful

_Span = tuple[int, int]  # microseconds since the epoch: opens, closes


class NeverOpen(ValueError):  # noqa: N818 - a statement about the calendar, not about the code
    """The calendar has no opening time within the next decades."""


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether the desk is open at that moment; a range is open from its first to before its last minute."""
    moment = _ticks(at)
    return any(opens <= moment < closes for opens, closes in _timetable(calendar).day(moment // _DAY))


def next_open(calendar: Calendar, at: datetime) -> datetime:
    """The first open moment at or after `at`: `at` itself while the desk is open. Raises NeverOpen."""
    return _moment(_timetable(calendar).when(_ticks(at), 1) - 1)


def add(calendar: Calendar, start: datetime, minutes: float) -> datetime:
    """The earliest moment by which the desk was open for `minutes` since `start`: 0 gives `start` itself.

    A sum that is used up at closing time ends then, not at the next opening. Raises ValueError for a negative
    number and NeverOpen.
    """
    if minutes < 0:
        msg = f"business minutes cannot be negative: {minutes}"
        raise ValueError(msg)
    wanted = round(minutes * _MINUTE)
    return _moment(_timetable(calendar).when(_ticks(start), wanted) if wanted else _ticks(start))


def between(calendar: Calendar, a: datetime, b: datetime) -> float:
    """The open minutes from `a` to `b`; negative when `b` is the earlier one."""
    table, first, last = _timetable(calendar), _ticks(a), _ticks(b)
    if last < first:
        return -table.opened(last, first) / _MINUTE
    return table.opened(first, last) / _MINUTE


@dataclass(frozen=True, slots=True)
class _Block:
    """512 UTC days of openings; `before[i]` is what was open before the block's day i, `before[-1]` all of it."""

    days: tuple[tuple[_Span, ...], ...]
    before: tuple[int, ...]

    def opened_until(self, moment: int) -> int:
        """What was open from the block's start to a moment inside it."""
        index = moment // _DAY % _BLOCK
        today = sum(min(closes, moment) - opens for opens, closes in self.days[index] if opens < moment)
        return self.before[index] + today

    def when(self, amount: int) -> int:
        """The earliest moment by which `amount` (1 to `before[-1]`) was open since the block's start."""
        index = bisect_left(self.before, amount) - 1
        rest = amount - self.before[index]
        for opens, closes in self.days[index]:
            if rest <= closes - opens:
                return opens + rest
            rest -= closes - opens
        raise AssertionError("the sums of a block belong to its days")


class _Timetable:
    """The openings of one calendar, worked out block by block as they are asked for."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._weekly = tuple(
            tuple((_clock(opens), _clock(closes)) for opens, closes in ranges) for ranges in calendar.weekly
        )
        self._blocks: dict[int, _Block] = {}

    def day(self, number: int) -> tuple[_Span, ...]:
        """The openings within one UTC day, counted from the epoch."""
        return self._block(number // _BLOCK).days[number % _BLOCK]

    def opened(self, first: int, last: int) -> int:
        """What is open from `first` to `last`, which is not the earlier one."""
        start, end = first // _DAY // _BLOCK, last // _DAY // _BLOCK
        whole = sum(self._block(number).before[-1] for number in range(start, end))
        return whole + self._block(end).opened_until(last) - self._block(start).opened_until(first)

    def when(self, start: int, amount: int) -> int:
        """The earliest moment by which `amount`, 1 or more, was open since `start`."""
        number = start // _DAY // _BLOCK
        amount += self._block(number).opened_until(start)
        idle = 0
        while amount > (total := self._block(number).before[-1]):
            amount -= total
            number += 1
            idle = 0 if total else idle + 1
            if idle > _HORIZON:
                raise NeverOpen(f"the calendar of {self._calendar.zone} does not open any more")
        return self._block(number).when(amount)

    def _block(self, number: int) -> _Block:
        # Two threads may both build a block; they build the same one.
        block = self._blocks.get(number)
        if block is None:
            days = tuple(tuple(self._spans(number * _BLOCK + index)) for index in range(_BLOCK))
            before = tuple(accumulate((sum(b - a for a, b in spans) for spans in days), initial=0))
            block = self._blocks[number] = _Block(days, before)
        return block

    def _spans(self, number: int) -> Iterator[_Span]:
        """The openings of a UTC day: the local days that it touches, cut where the zone's offset changes."""
        for start, end, offset in _segments(self._calendar.zone, number * _DAY, (number + 1) * _DAY):
            for local in range((start + offset) // _DAY, (end + offset - 1) // _DAY + 1):
                midnight = local * _DAY - offset
                for opens, closes in self._ranges(local):
                    span = max(start, midnight + opens), min(end, midnight + closes)
                    if span[0] < span[1]:
                        yield span

    def _ranges(self, local: int) -> Iterator[_Span]:
        """The opening ranges of a local day, counted from the epoch, as microseconds since its midnight."""
        day = date.fromordinal(_EPOCH_DAY + local)
        if day in self._calendar.closed:
            return
        early = self._calendar.half_days.get(day, time.max)
        for opens, closes in self._weekly[day.weekday()]:
            if opens < (end := min(closes, _clock(early))):
                yield opens, end


def _clock(at: time) -> int:
    """A wall-clock time since midnight; `time.max` is the midnight that ends the day."""
    if at == time.max:
        return _DAY
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond


def _segments(zone: tzinfo, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Parts of a day with one UTC offset each: start, end, offset. No zone changes its clocks twice in a day."""
    first, last = _offset(zone, start), _offset(zone, end)
    if first == last:
        yield start, end, first
        return
    seconds = range(start, end, 1_000_000)  # clocks change at whole seconds
    change = seconds[bisect_left(seconds, True, key=lambda ticks: _offset(zone, ticks) != first)]
    yield start, change, first
    yield change, end, last


def _offset(zone: tzinfo, ticks: int) -> int:
    return (_moment(ticks).astimezone(zone).utcoffset() or timedelta(0)) // _MICROSECOND


_timetables: dict[int, tuple[Calendar, _Timetable]] = {}
_lock = Lock()


def _timetable(calendar: Calendar) -> _Timetable:
    """The table of a calendar, remembered by identity: a calendar holds mappings and cannot be hashed.

    The calendar is kept beside its table, so that its identity is not given to another one meanwhile. Of more calendars
    than a desk has, the oldest are forgotten.
    """
    known = _timetables.get(id(calendar))
    if known is None:
        known = calendar, _Timetable(calendar)
        with _lock:
            _timetables[id(calendar)] = known
            while len(_timetables) > _KEPT:
                del _timetables[next(iter(_timetables))]
    return known[1]


def _ticks(at: datetime) -> int:
    if at.utcoffset() is None:
        msg = f"a moment needs a zone: {at!r}"
        raise ValueError(msg)
    return (at - _EPOCH) // _MICROSECOND  # of another zone than UTC by its offset, not by its wall clock


def _moment(ticks: int) -> datetime:
    return _EPOCH + timedelta(microseconds=ticks)
