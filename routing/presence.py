"""When an engineer is there: his hours, his leave, and who stands in for him (GEN-12, NTI-07).

Off work for the night is not away: away is who has leave that day, in his own zone. A substitute who is away himself
is stood in for by his own, as far as the desk file goes; a circle of people who are all away has nobody. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from routing import business_hours
from routing.desk import Engineer, Leave


def on_leave(engineer: Engineer, at: datetime) -> Leave | None:
    """The leave that he has then, the longest of several; None while he works there."""
    today = at.astimezone(engineer.calendar.zone).date()
    running = (leave for leave in engineer.away if leave.first <= today <= leave.last)
    return max(running, key=lambda leave: (leave.last, leave.first), default=None)


def next_at_work(engineer: Engineer, at: datetime) -> datetime | None:
    """The first moment from `at` on at which he works, in UTC; None where his calendar never opens again."""
    moment = at
    for _ in range(2 * len(engineer.away) + 1):  # each round passes a leave, or ends
        try:
            moment = business_hours.next_open(engineer.calendar, moment)
        except business_hours.NeverOpen:
            return None
        leave = on_leave(engineer, moment)
        if leave is None:
            return moment
        moment = datetime.combine(leave.last + timedelta(1), time.min, engineer.calendar.zone)
    return moment


def stand_in(engineer: Engineer, team: Iterable[Engineer], at: datetime) -> Engineer | None:
    """Who stands in for somebody who is on leave: his substitute, or the substitute's; None for nobody."""
    by_name = {one.name: one for one in team}
    passed: set[str] = set()
    absent: Engineer | None = engineer
    while absent is not None and absent.name not in passed and (leave := on_leave(absent, at)) is not None:
        passed.add(absent.name)
        absent = by_name.get(leave.substitute or absent.substitute or "")
    return absent if absent is not None and absent.name not in passed else None
