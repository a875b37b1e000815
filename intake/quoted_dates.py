"""Dates as mail clients write them into a quoted header block, in the languages of their users.

"Donderdag 12 november 2026 10:15", "2026. nov. 12., Cs, 9:31", "11/12/2026 9:31 AM", or RFC 5322's own form. The names
of months come from Babel's CLDR. A date without a zone is read in the zone the caller names: clients write their
reader's time. What cannot be read is None; never raises. "Yesterday" and the like are not read.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache

# Each language is loaded when a month is met that those before it do not know.
_LANGUAGES = ("en", "nl", "de", "nb", "tr", "fr", "da", "sv", "es", "it", "pt", "pl", "cs", "sk", "fi", "hu", "et",
              "ro", "hr", "ru", "uk", "el")  # fmt: skip
_OF = r"(?:[.,]|st|nd|rd|th)?\s{0,3}(?:de\s|of\s)?\s{0,3}"
_MONTH = r"([^\W\d_]{3,14})"
_YEAR_FIRST = re.compile(r"\b(\d{4})([./-]\s?)(\d{1,2})[./-]\s?(\d{1,2})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})([./-])\s?(\d{1,2})[./-]\s?(\d{4}|\d{2})\b")
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}}){_OF}-?{_MONTH}{_OF}-?(\d{{4}})\b")
_MONTH_DAY = re.compile(rf"\b{_MONTH}\.?\s{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?,?\s{{1,3}}(\d{{4}})\b")
_YEAR_MONTH_DAY = re.compile(rf"\b(\d{{4}})\.?\s{{1,3}}{_MONTH}\.?\s{{1,3}}(\d{{1,2}})\b")
_TIME = re.compile(
    r"(?:\b(öö|ös)\s)?\b(\d{1,2})(?::|\.|\s?h\s?)(\d{2})(?:[:.](\d{2}))?(?:\s?([ap]\.?\s?m\b|öö|ös|dop|odp|de\.|du\.))?",
    re.IGNORECASE,
)
_AFTERNOON = ("p", "ös", "odp", "du")
_OFFSET = re.compile(r"(?:\b(?:GMT|UTC)\s?)?([+-])(\d{1,2}):?(\d{2})?\b")
_CROATIAN = re.compile(r"\d{4}\.\s?u\s")  # "listopad" is October there, and November in Poland and Czechia
_ZONE_WORD = re.compile(r"\b[A-Z]{1,5}\b")
_ZONES = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "HEC": 1,
    "EET": 2, "OEZ": 2, "EEST": 3, "OESZ": 3, "TRT": 3, "MSK": 3, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_LONGEST = 120  # characters of a value that are looked at


def read(value: str, zone: tzinfo = UTC) -> datetime | None:
    """The moment a date field tells, aware; `zone` is taken where it names none."""
    if not value:
        return None
    value = value[:_LONGEST].replace("\xa0", " ").replace("\u202f", " ")
    day = _day(value)
    if day is None:
        return None
    (year, month, number), rest = day
    hour, minute, second = _time(rest)
    try:
        return datetime(year, month, number, hour, minute, second, tzinfo=_zone(rest) or zone)
    except ValueError:
        return None


def _day(value: str) -> tuple[tuple[int, int, int], str] | None:
    """((year, month, day), what is left of the value)."""
    for pattern, year, month, day in ((_DAY_MONTH, 3, 2, 1), (_MONTH_DAY, 3, 1, 2), (_YEAR_MONTH_DAY, 1, 2, 3)):
        match = pattern.search(value)
        if match and (number := _month(match[month], croatian=_CROATIAN.search(value) is not None)):
            return (int(match[year]), number, int(match[day])), _rest(value, match)
    if match := _YEAR_FIRST.search(value):
        return (int(match[1]), int(match[3]), int(match[4])), _rest(value, match)
    if match := _DAY_FIRST.search(value):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        american = second > 12 or (match[2] == "/" and first <= 12 and re.search(r"\d\s?[ap]m\b", value, re.IGNORECASE))
        day, month = (second, first) if american else (first, second)
        return (year + 2000 if year < 100 else year, month, day), _rest(value, match)
    return None


def _rest(value: str, match: re.Match[str]) -> str:
    return f"{value[: match.start()]} {value[match.end() :]}"


def _time(rest: str) -> tuple[int, int, int]:
    """Midnight where none is told."""
    match = _TIME.search(rest)
    if match is None:
        return 0, 0, 0
    hour, minute, second = int(match[2]), int(match[3]), int(match[4] or 0)
    half = (match[1] or match[5] or "").casefold()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith(_AFTERNOON) else 0)
    return hour, minute, second


def _zone(rest: str) -> tzinfo | None:
    if (match := _OFFSET.search(rest)) is not None:
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        if offset < timedelta(hours=15):
            return timezone(-offset if match[1] == "-" else offset)
    hours = next((_ZONES[word] for word in reversed(_ZONE_WORD.findall(rest)) if word in _ZONES), None)
    return None if hours is None else timezone(timedelta(hours=hours))


@cache
def _months(language: str) -> dict[str, int]:
    """Every name of a month in a language, whole and short, in the forms of a date and alone; without dots."""
    from babel.dates import get_month_names

    return {
        str(name).casefold().replace("\u0307", "").strip("."): number
        for width in ("wide", "abbreviated")
        for form in ("format", "stand-alone")
        for number, name in get_month_names(width, form, language).items()
    }


def _month(word: str, *, croatian: bool) -> int | None:
    """The number of a month by its name or a beginning of it that fits no other."""
    word = word.casefold().replace("\u0307", "")
    for language in ("hr",) if croatian else _LANGUAGES:
        names = _months(language)
        if word in names:
            return names[word]
    for language in _LANGUAGES:
        meant = {number for name, number in _months(language).items() if name.startswith(word)}
        if len(meant) == 1:
            return meant.pop()
    return None
