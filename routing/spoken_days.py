"""Days as people name them: "2026-12-03", "3.12.", "3 Aralık", "volgende week vrijdag", "+3d", "in 2 weeks".

For `routing/spoken_dates.py`, which adds the time of day and judges whether the day can be meant; reads folded text at
a given place. Pure, never raises.
"""

from __future__ import annotations

import calendar as almanac
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from routing.date_words import (
    BEFORE,
    BEHIND,
    CERTAIN_UNITS,
    DOUBTFUL_WEEKDAYS,
    LATER,
    MONTHS,
    NEXT_MONTH,
    NEXT_WEEK,
    NUMBERS,
    RELATIVE,
    SHORT_WEEKDAYS,
    TURKISH_WEEKDAYS,
    UNITS,
    WEEKDAYS,
    WITHIN,
)
from routing.desk import Calendar
from routing.spoken_clock import read_clock

FURTHEST = timedelta(days=5 * 366)  # who waits longer has mistyped the year
FILLER = re.compile(rf"(?:{BEFORE})(?![a-z'])[.\s]*")
_SLIP = timedelta(days=92)
_GAP = re.compile(r"[,\s]*(?:t(?=\d))?")
_ISO = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?!\d)")
_WITH_YEAR = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?(?:\2\s?(\d{4})|\2(\d{2}))(?!\w|[.,:/-]\d)")
_NO_YEAR = re.compile(r"(\d{1,2})(?:\.\s?(\d{1,2})\.|[./-](\d{1,2})(?!\w))(?![.,:/-]?\d)")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:\.|st|nd|rd|th|er|ste|de|e)?\s?(?:of |de )?([a-z]{3,10})(?![a-z])(?:'[a-z]{1,4}|\.)?"
    r"(?:,?\s?(\d{4})(?!\w)|,?\s'?(\d{2})\s*$)?"
)
_MONTH_DAY = re.compile(
    r"([a-z]{3,10})\.?\s?(\d{1,2})(?:st|nd|rd|th)?(?:,?\s(\d{4})(?!\w)|(?:,?\s'(\d{2})))?(?!\w|[.:,/]\d)"
)
_WEEKDAY = re.compile(r"([a-z]{2,13})(?![a-z])(?:'[a-z]{1,3})?(?:[.,]{0,2})")
_SPAN = re.compile(
    rf"(?:(?P<within>(?:{WITHIN})(?<!\+)\s|\+\s?))?(?:(?P<digits>\d{{1,3}})\s?|(?P<word>[a-z]{{1,6}})\s)"
    r"(?:(?P<working>(?:working|business|is)\s(?:days?|gunu?)|jours ouvr(?:es|ables))|(?P<unit>[a-z]{1,13}))(?![\w'])"
    rf"(?:\s(?P<later>{LATER})(?![a-z]))?"
)
_RELATIVE = tuple((re.compile(rf"(?:{phrase})(?![a-z'])"), days) for phrase, days in RELATIVE)
_NEXT_WEEK = re.compile(rf"(?:{NEXT_WEEK})(?![a-z])")
_NEXT_MONTH = re.compile(rf"(?:{NEXT_MONTH})(?![a-z])")
_BEHIND = re.compile(rf"(?:'[a-z]{{1,4}})?(?:\s(?:{BEHIND})(?![a-z]))?")
_UNIT_NEXT = re.compile(r"\s?([a-z]{2,13})")


@dataclass(frozen=True, slots=True)
class Day:
    """What was found up to `end`: a day, a moment, or, with neither, something wrong with a day that would be right."""

    end: int
    day: date | None = None
    moment: datetime | None = None
    meant: date | None = None


def gap(text: str, at: int) -> int:
    """Where the next word begins; the T of ISO 8601 is a blank."""
    found = _GAP.match(text, at)
    return found.end() if found else at


class Days:
    """The days that one folded text names, seen from `now`, which is in the calendar's zone."""

    def __init__(self, text: str, calendar: Calendar, now: datetime, *, free: bool) -> None:
        """`free`: the text may as well be prose, so short names that are words do not count."""
        self._text = text
        self._calendar = calendar
        self._now = now
        self._today = now.date()
        self._free = free

    def read(self, at: int) -> Day | None:
        """The day that begins at `at`, with the words behind it that say nothing."""
        return self._rounded(self._dated(at)) or self._phrase(at) or self._weekday(at) or self._span(at)

    def _rounded(self, found: Day | None) -> Day | None:
        """A date with what Turkish puts behind it: "3 Aralık'a kadar", "3 Aralık Perşembe günü"."""
        if found is None:
            return None
        named = _WEEKDAY.match(self._text, gap(self._text, found.end))
        if named is None or named[1] not in TURKISH_WEEKDAYS:
            return replace(found, end=self._behind(found.end))
        if found.day is not None and found.day.weekday() != TURKISH_WEEKDAYS[named[1]]:
            return Day(named.end(), meant=found.day)
        return replace(found, end=self._behind(named.end()))

    def _dated(self, at: int) -> Day | None:
        """A day of a month."""
        text = self._text
        if match := _ISO.match(text, at):
            return self._exactly(int(match[1]), int(match[3]), int(match[4]), match.end())
        if match := _WITH_YEAR.match(text, at):
            return self._exactly(_year(match[4], match[5]), int(match[3]), int(match[1]), match.end())
        if match := _NO_YEAR.match(text, at):
            month, day = int(match[2] or match[3]), int(match[1])
            counted = _UNIT_NEXT.match(text, match.end())
            likely = 1 <= month <= 12 and 1 <= day <= 31 and not (counted and counted[1] in UNITS)
            return self._yearly(month, day, match.end()) if likely else None
        if (match := self._day_month(at)) and (named := _month(match[2])):
            return self._named(named, int(match[1]), _year(match[3], match[4]), match.end())
        match = _MONTH_DAY.match(text, at)
        named = _month(match[1]) if match else None
        if match is None or named is None or self._day_month(match.start(2)):
            return None
        return self._named(named, int(match[2]), _year(match[3], match[4]), match.end())

    def _day_month(self, at: int) -> re.Match[str] | None:
        """A day before a month's name; in "mar 1 déc" it goes before the month that "mar" may be."""
        match = _DAY_MONTH.match(self._text, at)
        return match if match and _month(match[2]) else None

    def _named(self, month: int, day: int, year: int, end: int) -> Day:
        return self._exactly(year, month, day, end) if year else self._yearly(month, day, end)

    def _exactly(self, year: int, month: int, day: int, end: int) -> Day:
        found = _date(year, month, day)
        if found is not None:
            return Day(end, found)
        swapped = _date(year, day, month)  # 12/31/2026
        return Day(end, meant=swapped if swapped and swapped > self._today else self._last(year, month, day))

    def _yearly(self, month: int, day: int, end: int) -> Day:
        """The next such day, unless that is nearly a year off and the last one has just been."""
        upcoming = self.upcoming(month, day)
        before = _date(self._today.year, month, day), _date(self._today.year - 1, month, day)
        last = next((past for past in before if past is not None and past < self._today), None)
        if upcoming is None or (last is not None and self._today - last <= _SLIP):
            return Day(end, meant=upcoming or self._last(0, month, day))
        return Day(end, upcoming)

    def upcoming(self, month: int, day: int) -> date | None:
        """The next such day, today included; None for the 29 February of a common year."""
        years = (self._today.year, self._today.year + 1)
        found = (_date(year, month, day) for year in years)
        return next((one for one in found if one is not None and one >= self._today), None)

    def _last(self, year: int, month: int, day: int) -> date | None:
        """The last day of the month, for who wrote the 31st of a shorter one."""
        if not 1 <= month <= 12 or not 28 < day <= 31:
            return None
        for candidate in (year, self._today.year, self._today.year + 1):
            if self._today.year <= candidate <= self._today.year + 5:
                last = date(candidate, month, almanac.monthrange(candidate, month)[1])
                if last > self._today:
                    return last
        return None

    def _phrase(self, at: int) -> Day | None:
        """Tomorrow, next week, next month."""
        for pattern, days in _RELATIVE:
            if match := pattern.match(self._text, at):
                return Day(self._behind(match.end()), self._today + timedelta(days=days))
        if match := _NEXT_WEEK.match(self._text, at):
            monday = self._today + timedelta(days=7 - self._today.weekday())
            named = _WEEKDAY.match(self._text, gap(self._text, match.end()))
            number = WEEKDAYS.get(named[1]) if named else None
            if named is None or number is None:
                return Day(self._behind(match.end()), monday)
            return Day(self._behind(named.end()), monday + timedelta(days=number))
        if match := _NEXT_MONTH.match(self._text, at):
            return Day(self._behind(match.end()), _months(self._today, 1).replace(day=1))
        return None

    def _weekday(self, at: int) -> Day | None:
        """The next such day after today, or the date that follows its name."""
        match = _WEEKDAY.match(self._text, at)
        name = match[1] if match else ""
        number = WEEKDAYS.get(name, SHORT_WEEKDAYS.get(name))
        if match is None or number is None:
            return None
        if (dated := self._dated_behind(match.end())) is not None:
            fits = dated.day is None or dated.day.weekday() == number
            return dated if fits else Day(dated.end, meant=dated.day)
        behind = gap(self._text, match.end())
        ahead = (number - self._today.weekday() - 1) % 7 + 1
        if week := _NEXT_WEEK.match(self._text, behind):
            return Day(week.end(), self._today + timedelta(days=7 - self._today.weekday() + number))
        doubtful = name not in WEEKDAYS and (self._free or name in DOUBTFUL_WEEKDAYS)
        if doubtful and behind < len(self._text) and read_clock(self._text, behind, alone=False) is None:
            return None
        return Day(self._behind(match.end()), self._today + timedelta(days=ahead))

    def _dated_behind(self, at: int) -> Day | None:
        """A date that follows a name: "Friday, 4 December", "Freitag, den 4.12."."""
        at = gap(self._text, at)
        filler = FILLER.match(self._text, at)
        return self._dated(at) or (self._dated(filler.end()) if filler else None)

    def _span(self, at: int) -> Day | None:
        """So many days, weeks, months or hours from now."""
        match = _SPAN.match(self._text, at)
        if match is None:
            return None
        unit = "working" if match["working"] else UNITS.get(match["unit"])
        number = int(match["digits"]) if match["digits"] else NUMBERS.get(match["word"])
        said = match["within"] or match["later"]
        certain = match["working"] or match["unit"] in CERTAIN_UNITS
        glued = match["unit"] is not None and len(match["unit"]) == 1
        if number is None or unit is None or not (said or (certain and (match["digits"] or not self._free))):
            return None
        if glued and self._free and not said and match.end() < len(self._text.rstrip()):
            return None  # 3D
        return self._ahead(number, unit, self._behind(match.end()))

    def _ahead(self, number: int, unit: str, end: int) -> Day:
        match unit:
            case "minutes" | "hours":
                later = self._now.astimezone(UTC) + timedelta(**{unit: number})
                return Day(end, moment=later.astimezone(self._calendar.zone).replace(second=0, microsecond=0))
            case "working":
                return Day(end, self._working_days(number))
            case "months" | "years":
                return Day(end, _months(self._today, number * (12 if unit == "years" else 1)))
        return Day(end, self._today + timedelta(days=number * (7 if unit == "weeks" else 1)))

    def _working_days(self, number: int) -> date | None:
        """That many days on which the office opens, from tomorrow."""
        day, last = self._today, self._today + FURTHEST
        while number > 0 and day < last:
            day += timedelta(days=1)
            number -= day not in self._calendar.closed and bool(self._calendar.weekly[day.weekday()])
        return day if number == 0 else None

    def _behind(self, end: int) -> int:
        found = _BEHIND.match(self._text, end)
        return found.end() if found else end


def _year(four: str | None, two: str | None) -> int:
    """0 for none."""
    return int(four) if four else 2000 + int(two) if two else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(word: str) -> int | None:
    """A month by its name, with a Turkish ending or without."""
    if word in MONTHS:
        return MONTHS[word]
    stems = (word[:-1], word[:-2])
    return next((MONTHS[stem] for stem in stems if len(stem) > 4 and word[-1] in "ae" and stem in MONTHS), None)


def _months(day: date, number: int) -> date:
    """That many months later; the last day of a month that is too short."""
    years, month = divmod(day.month - 1 + number, 12)
    year = min(day.year + years, 9000)
    return date(year, month + 1, min(day.day, almanac.monthrange(year, month + 1)[1]))
