"""How each language writes days, times, durations and money, as CLDR has it: the filters of our templates.

A language that CLDR does not have is written as English is. Nothing here knows a template or a catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime, format_skeleton, format_time
from babel.numbers import format_currency, format_decimal, format_percent
from babel.units import format_unit

_KEPT = 512  # days and times in words: of many mails they are the same
_LONG = 600  # minutes from which on the odd ones are left out
_LOCALES = {"en": "en_GB"}  # 24 hours and day before month, as the whole of Europe reads it


def locale_of(language: str) -> Locale:
    """What CLDR knows of a language of ours."""
    try:
        return Locale.parse(_LOCALES.get(language, language))
    except (UnknownLocaleError, ValueError):  # an operator's own language that CLDR does not have
        return Locale.parse(_LOCALES["en"])


def weekday(language: str, day: date) -> str:
    """A day as short as a column: Mon 16."""
    return _weekday(locale_of(language), day)


def _day(locale: Locale, value: datetime, zone: ZoneInfo) -> str:
    return _full_date(locale, value.astimezone(zone).date())


def _clock(locale: Locale, value: datetime, zone: ZoneInfo) -> str:
    return _short_time(locale, value.astimezone(zone).time().replace(second=0, microsecond=0))


def _moment(locale: Locale, value: datetime, zone: ZoneInfo) -> str:
    return format_datetime(value.astimezone(zone), "short", locale=locale)


@lru_cache(_KEPT)
def _full_date(locale: Locale, day: date) -> str:
    return format_date(day, "full", locale)


@lru_cache(_KEPT)
def _short_time(locale: Locale, clock: time) -> str:
    return format_time(clock, "short", locale=locale)


def _date(locale: Locale, value: date) -> str:
    return format_date(value, "long", locale)


def _duration(locale: Locale, minutes: int) -> str:
    """Hours and minutes: `1 hr 30 min`."""
    hours, rest = divmod(minutes, 60)
    said = [format_unit(hours, "duration-hour", "short", locale=locale)] if hours else []
    if rest or not hours:
        said.append(format_unit(rest, "duration-minute", "short", locale=locale))
    return " ".join(said)


def _money(locale: Locale, amount: Decimal, currency: str | None) -> str:
    """An amount with its currency, or a bare one."""
    if currency is None:
        return format_decimal(amount, "#,##0.00", locale=locale)
    return format_currency(amount, currency, locale=locale)


def _short_date(locale: Locale, value: date) -> str:
    return format_date(value, "medium", locale)


def _weekday(locale: Locale, value: date) -> str:
    return format_skeleton("Ed", datetime.combine(value, time()), locale=locale)


def _near(locale: Locale, value: datetime, zone: ZoneInfo) -> str:
    """A moment not far away: Fri 20 Nov, 16:40."""
    local = value.astimezone(zone)
    return f"{_near_date(locale, local.date())}, {_clock(locale, value, zone)}"


@lru_cache(_KEPT)
def _near_date(locale: Locale, day: date) -> str:
    return format_skeleton("MMMEd", datetime.combine(day, time()), locale=locale)


def _hours(locale: Locale, minutes: float) -> str:
    """Minutes as hours and minutes; from ten hours on, whole hours."""
    whole = round(minutes)
    hours, rest = (round(whole / 60), 0) if whole >= _LONG else divmod(whole, 60)
    parts = [format_unit(hours, "hour", "short", locale=locale)] if hours else []
    parts += [format_unit(rest, "minute", "short", locale=locale)] if rest or not hours else []
    return " ".join(parts)


def _percent(locale: Locale, share: float) -> str:
    return format_percent(share, locale=locale)


def _language_name(locale: Locale, tag: str) -> str:
    try:
        return Locale.parse(tag, sep="-").get_display_name(locale) or tag
    except (UnknownLocaleError, ValueError):
        return tag


# Name in a template -> what it says, given the locale and the value.
FILTERS: Mapping[str, Callable[..., str]] = {
    "day": _day,
    "clock": _clock,
    "moment": _moment,
    "date": _date,
    "duration": _duration,
    "money": _money,
    "short_date": _short_date,
    "weekday": _weekday,
    "near": _near,
    "hours": _hours,
    "percent": _percent,
    "language_name": _language_name,
}
