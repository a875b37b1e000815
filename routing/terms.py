"""Dates of a contract: until when notice can be given (PRO-03, COR-03). Pure."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


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
