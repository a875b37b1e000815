"""A contract as a value, and its dates: periods, renewals, notice, package years (PRO-03, COR-03, NET-04). Pure.

A contract that renews is kept with the end of its first period; the later ones follow from it, so that nothing has to
be written when a year is over, and importing the same records again takes nothing back.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

_DAY = timedelta(days=1)
_MOST_PERIODS = 1_200  # a hundred years by the month; what is later is a slip

# COR-02: severity, or "any" -> minutes until the first answer, or those of each clock (first, next, solution)
OwnTargets = Mapping[str, int | Mapping[str, int]]


def _none() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Own:
    """What a contract says for itself; None or empty: as its plan."""

    included_minutes: int | None = None
    account_minutes: int | None = None
    account_until: date | None = None
    step_minutes: int | None = None
    least_minutes: int | None = None
    contacts: int | None = None
    channels: tuple[str, ...] = ()
    quotas: Mapping[str, int] = field(default_factory=_none)
    rates: Mapping[str, Decimal] = field(default_factory=_none)
    currency: str | None = None
    engineer: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """A contract as a value; `products` empty means all of the desk's."""

    contract_id: int  # 0: none but the purchase of a licence (PRO-03)
    plan: str
    products: tuple[str, ...]
    starts_on: date
    ends_on: date | None  # the last day of all; None: no end agreed, or it renews
    targets: OwnTargets = field(default_factory=_none)  # go before the plan's
    period_ends_on: date | None = None  # the last day of the first period of one that renews
    renewal_months: int = 12
    notice_months: int | None = None
    number: str | None = None
    own: Own = Own()

    def covers(self, product: str | None, day: date) -> bool:
        """Whether it runs then, and is about the product."""
        runs = self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
        return runs and (not self.products or product in self.products)

    def period(self, day: date) -> Period:
        """The period that a day belongs to; what is before the start is in the first, after the end in the last."""
        first = self.period_ends_on or self.ends_on
        if first is None or self.period_ends_on is None:
            return Period(self.starts_on, first, 0)
        return _period(self, first, min(day, self.ends_on or day))


@dataclass(frozen=True, slots=True)
class Period:
    """Both days count; `ends_on` None: no end. `renewals` came before it."""

    starts_on: date
    ends_on: date | None
    renewals: int


def _period(terms: Terms, first: date, day: date) -> Period:
    """Counted from the first end, so that the 31st stays the last of its month."""
    start, end, renewals = terms.starts_on, first, 0
    while end < day and renewals < _MOST_PERIODS:
        renewals += 1
        start, end = end + _DAY, later(first + _DAY, terms.renewal_months * renewals) - _DAY
    return Period(start, end, renewals)


def last_day(terms: Terms, cancelled_on: date | None) -> date | None:
    """The end of one that renews: that of the first period for which notice came in time; None without a notice."""
    if cancelled_on is None or terms.period_ends_on is None:
        return terms.ends_on
    day = max(cancelled_on, terms.starts_on)
    for _ in range(_MOST_PERIODS):
        end = terms.period(day).ends_on
        assert end is not None
        deadline = notice_until(end, terms.notice_months)
        if deadline is None or cancelled_on <= deadline:
            return end
        day = end + _DAY
    return None


def later(day: date, months: int) -> date:
    """The same day so many months later, or the last of its month; the last day that there is beyond the year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def package_year(starts_on: date, day: date) -> tuple[date, date]:
    """The year of a contract in which a day lies, first and last day (NET-04); years begin on the contract's day."""
    years = max(0, day.year - starts_on.year)
    if years and later(starts_on, 12 * years) > day:
        years -= 1
    return later(starts_on, 12 * years), later(starts_on, 12 * (years + 1)) - _DAY


def notice_until(ends_on: date | None, months: int | None) -> date | None:
    """The last day on which a contract can be ended before it renews; None where no notice is agreed.

    Three months before a period that ends on 31 December: 30 September. A day that a month lacks is its last one.
    """
    if ends_on is None or months is None:
        return None
    whole = ends_on.year * 12 + ends_on.month - 1 - months
    year, month = divmod(whole, 12)
    if year < 1:
        return None
    last = monthrange(year, month + 1)[1]
    at_end = ends_on.day == monthrange(ends_on.year, ends_on.month)[1]
    return date(year, month + 1, last if at_end else min(ends_on.day, last))
