"""What a case is promised when it opens: its first answer, by a moment (PRO-02, NTI-03, NET-01).

Said in the acknowledgement and kept with the opening event; how the clock goes on from there is `clocks`. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from routing import business_hours
from routing.targets import Agreed, ClockKind


@dataclass(frozen=True, slots=True)
class Promise:
    """A first answer until `due`; `minutes` from the arrival of the mail, as its plan counts them."""

    due: datetime
    minutes: int
    reasons: tuple[str, ...]


def response_promise(agreed: Agreed, received_at: datetime) -> Promise | None:
    """What the response clock of a new case promises; None where nothing is, or the desk never opens again."""
    target, why = agreed.target(ClockKind.FIRST)
    if target is None:
        return None
    if target.calendar is None:
        due = received_at + timedelta(minutes=target.minutes)
    else:
        try:
            due = business_hours.add(target.calendar, received_at, target.minutes)
        except business_hours.NeverOpen:
            return None
    zone = agreed.calendar.zone
    return Promise(due, target.minutes, (f"{why}, until {due.astimezone(zone):%Y-%m-%d %H:%M} {zone.key}",))
