"""Opening hours and days off as an operator writes them, read into what a calendar is made of.

    mon-thu = "08:30-12:30, 13:00-17:00"         an entry of [hours]
    "2026-07-27..2026-07-31 summer closing"      a day or days off, for [holidays] extra and remove
    "10-28 13:00 eve of Republic Day"            closed from 13:00, every year

What cannot be read raises ValueError with the reason, fit for the operator's eyes. Public holidays come from the
`holidays` library, which is imported here alone and only when a desk asks for it, because that takes longer than
working out its days. What the library does not know stays with the desk file's own list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from routing.desk import Range

if TYPE_CHECKING:
    from holidays import HolidayBase

NEVER = "never"  # instead of a time at which something leaves
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)")
_DAY = r"(?:(\d{4})-)?(\d\d)-(\d\d)"
_DAYS_OFF = re.compile(rf"{_DAY}(?:\s*\.\.\s*{_DAY})?(?:\s+(\d\d?[:.]\d\d))?(?:\s+(\S.*))?")
_HALF_DAY = "half_day"

Week = tuple[tuple[Range, ...], ...]


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day of the desk's own: closed, or closed from `closes` on."""

    day: date
    closes: time | None
    name: str


@dataclass(frozen=True, slots=True)
class PublicDays:
    """The public holidays of a place; a day is in one of the two at most."""

    closed: Mapping[date, str]
    half_days: frozenset[date]


class UnknownPlace(ValueError):  # noqa: N818 - says what is wrong with the desk file
    """There is no such country, region or category of holidays; `field` says which, `known` what there is."""

    def __init__(self, field: str, value: str, known: Sequence[str]) -> None:
        super().__init__(value)
        self.field = field
        self.value = value
        self.known = tuple(known)


def clock(text: str) -> time:
    """A time of day, `8:30` or `24:00`; the latter is `time.max`, the midnight that ends the day."""
    found = _CLOCK.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2])) if found else (99, 0)
    if hour > 24 or (hour == 24 and minute):
        msg = f'"{text.strip()}" is no time of day; write "08:30"'
        raise ValueError(msg)
    return time.max if hour == 24 else time(hour, minute)


def weekday_clock(text: str) -> tuple[int, time]:
    """A time of the week, `mon 07:30`; Monday is 0."""
    name, _, hour = text.strip().lower().partition(" ")
    if name not in WEEKDAYS or not hour.strip():
        msg = f'"{text.strip()}" is no time of the week; write "mon 07:30"'
        raise ValueError(msg)
    return WEEKDAYS.index(name), clock(hour)


def weekdays(text: str) -> tuple[int, ...]:
    """`mon`, `mon-thu` or `sat-mon` as numbers, Monday 0."""
    first, dash, last = (part.strip() for part in text.lower().partition("-"))
    names = (first, last) if dash else (first, first)
    if any(name not in WEEKDAYS for name in names):
        msg = f'"{text}" is no day of the week; write {", ".join(WEEKDAYS)} or two of them as "mon-thu"'
        raise ValueError(msg)
    start, end = (WEEKDAYS.index(name) for name in names)
    return tuple((start + step) % 7 for step in range((end - start) % 7 + 1))


def ranges(text: str) -> tuple[Range, ...]:
    """`08:30-12:30, 13:00-17:00` sorted; `closed` is none. Ranges may meet but not overlap."""
    if text.strip().lower() in ("", "closed"):
        return ()
    found = sorted(_range(part) for part in text.split(","))
    for (opens, closes), (other, end) in pairwise(found):
        if other < closes:
            msg = f"{_shown(opens, closes)} and {_shown(other, end)} overlap"
            raise ValueError(msg)
    return tuple(found)


def week(hours: Mapping[str, str]) -> Week:
    """The seven days of an `[hours]` table that is free of faults (`hour_faults`)."""
    days: list[tuple[Range, ...]] = [()] * 7
    for key, text in hours.items():
        for number in weekdays(key):
            days[number] = ranges(text)
    return tuple(days)


def hour_faults(hours: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is wrong with an `[hours]` table: (key, what and what would be right)."""
    seen: dict[int, str] = {}
    for key, text in hours.items():
        try:
            numbers = weekdays(key)
            ranges(text)
        except ValueError as error:
            yield key, str(error)
            continue
        for number in numbers:
            if number in seen:
                yield key, f'{WEEKDAYS[number]} is given by "{seen[number]}" already; leave it out of one of the two'
            seen.setdefault(number, key)


def days_off(text: str, years: Sequence[int]) -> list[DayOff]:
    """The days that an entry names. Without a year it holds in each of `years`."""
    found = _DAYS_OFF.fullmatch(text.strip())
    if not found:
        msg = f'"{text}" names no day; write "2026-12-24", "12-24 13:00 half day" or "2026-07-27..2026-07-31 closed"'
        raise ValueError(msg)
    year, month, day, last_year, last_month, last_day, closes, name = found.groups()
    until = clock(closes) if closes else None
    result: list[DayOff] = []
    for first in [int(year)] if year else _years_of(month, day, years):
        start = _date(text, first, month, day)
        end = start
        if last_day:
            # Over New Year: "12-27..01-02" ends in the year after the one it begins in.
            wraps = not last_year and (last_month, last_day) < (month, day)
            end = _date(text, int(last_year) if last_year else first + wraps, last_month, last_day)
        if end < start or end - start > timedelta(days=366):
            msg = f'"{text}" ends before it begins, or lasts longer than a year'
            raise ValueError(msg)
        result += [DayOff(start + timedelta(days=n), until, name or "") for n in range((end - start).days + 1)]
    return result


def public_days(
    country: str,
    region: str | None,
    years: Sequence[int],
    *,
    categories: Sequence[str] | None = None,
    language: str = "en",
) -> PublicDays:
    """The public holidays of a country or of a region of it, named in `language` where the library can.

    `categories` None takes `public` and, where the country has it, `half_day`. Raises UnknownPlace.
    """
    kind = _country(country)
    if region is not None and region not in kind.subdivisions and region not in kind.subdivisions_aliases:
        raise UnknownPlace("region", region, kind.subdivisions)
    wanted = [c for c in ("public", _HALF_DAY) if c in kind.supported_categories] if categories is None else categories
    for category in wanted:
        if category not in kind.supported_categories:
            raise UnknownPlace("categories", category, sorted(kind.supported_categories))
    tongue = _tongue(kind, language)

    def days(chosen: Sequence[str]) -> Mapping[date, str]:
        return kind(subdiv=region, years=years, categories=tuple(chosen), language=tongue) if chosen else {}

    closed = dict(days([category for category in wanted if category != _HALF_DAY]))
    half = days([category for category in wanted if category == _HALF_DAY])
    return PublicDays(closed, frozenset(half) - closed.keys())


def _range(text: str) -> Range:
    first, dash, last = text.partition("-")
    if not dash:
        msg = f'"{text.strip()}" is no range of hours; write "08:30-12:30"'
        raise ValueError(msg)
    opens, closes = clock(first), clock(last)
    if closes <= opens:
        msg = f'"{text.strip()}" closes before it opens; over midnight write "22:00-24:00" and "00:00-06:00" on its day'
        raise ValueError(msg)
    return opens, closes


def _shown(opens: time, closes: time) -> str:
    end = "24:00" if closes == time.max else f"{closes:%H:%M}"
    return f"{opens:%H:%M}-{end}"


def _years_of(month: str, day: str, years: Sequence[int]) -> list[int]:
    """29 February is a day in some years only."""
    leap = (month, day) == ("02", "29")
    return [year for year in years if not leap or (year % 4 == 0 and (year % 100 or year % 400 == 0))]


def _date(text: str, year: int, month: str, day: str) -> date:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        msg = f'"{text}": there is no day {year}-{month}-{day}'
        raise ValueError(msg) from None


def _country(code: str) -> type[HolidayBase]:
    import holidays

    try:
        kind = type(holidays.country_holidays(code))
    except NotImplementedError:
        kind = None
    # The library answers to second names too ("UK", "DEU"); the desk needs the one that telephone numbers go by.
    if kind is None or kind.country != code:
        known = sorted(holidays.list_supported_countries(include_aliases=False))
        raise UnknownPlace("country", code, [kind.country] if kind else known)
    return kind


def _tongue(kind: type[HolidayBase], language: str) -> str | None:
    """The library's name of a language, else English, else the country's own."""
    wanted = {"nb": "no", "nn": "no"}.get(language, language)
    known = kind.supported_languages
    return next((name for start in (wanted, "en") for name in known if name.startswith(start)), kind.default_language)
