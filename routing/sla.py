"""What was promised: targets in business time (PRO-02, NTI-03, NET-01)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from routing import business_hours
from routing.desk import Calendar, Plan


@dataclass(frozen=True, slots=True)
class Promise:
    """A first answer until `due`; `minutes` of business time from the arrival of the mail."""

    due: datetime
    minutes: int
    reasons: tuple[str, ...]


def response_promise(plan: Plan | None, calendar: Calendar, received_at: datetime) -> Promise | None:
    """The response clock of a case, or None where the plan promises nothing."""
    if plan is None or plan.response_minutes is None:
        return None
    due = business_hours.add(calendar, received_at, plan.response_minutes)
    local = due.astimezone(calendar.zone)
    return Promise(
        due,
        plan.response_minutes,
        (f"{plan.title}: {plan.response_minutes} business minutes, until {local:%Y-%m-%d %H:%M} {calendar.zone.key}",),
    )
