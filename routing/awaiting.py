"""When a customer for whose answer a case waits is asked for it, and when the case is closed without one.

He is asked some days after we last wrote, twice as a rule, then told that the case is closed (MAIL.md 6; `[waiting]`
of the desk file). Days are those on which the desk is open, so that its closed weeks count for nothing (GEN-16); nor
does the time until a date that an engineer set or promised (GEN-09), nor while the customer is away. Each step counts
from the one before it, so that a service that was down asks and closes nobody in one breath. Pure; whether a mail may
go to him at all is the gate's to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise

from routing import business_hours
from routing.course import Course, Wait
from routing.desk import Calendar
from routing.ladder import Waiting

_DAY = timedelta(days=1)
_LONGEST_AWAY = timedelta(days=60)  # an automatic reply is no proof: nobody puts a case off for longer with one


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done next about a wait, and when: ask for the `number`-th time, or (0) close the case."""

    wait: int  # seq of the event since which it waits
    number: int
    at: datetime


def next_step(course: Course, waiting: Waiting, calendar: Calendar) -> Step | None:
    """What comes next, in the desk's hours; None where nothing does, or the desk never opens again."""
    wait = course.customer
    if wait is None or course.closed:
        return None
    asked = [nudge for nudge in course.nudged if nudge.wait == wait.seq]
    number = len(asked) + 1
    days = [0, *waiting.nudge_days, *((waiting.close_days,) if waiting.close_days is not None else ())]
    gaps = [later - earlier for earlier, later in pairwise(days)]
    if number > len(gaps):
        return None
    since = max([_counts_from(course, wait), *(nudge.at for nudge in asked)])
    try:
        at = opens_after(calendar, since, gaps[number - 1])
    except business_hours.NeverOpen:
        return None
    return Step(wait.seq, number if number <= len(waiting.nudge_days) else 0, at)


def opens_after(calendar: Calendar, since: datetime, days: int) -> datetime:
    """The opening of the desk on the `days`-th open day after that of `since`. Raises NeverOpen."""
    moment = since
    for _ in range(days):
        following = moment.astimezone(calendar.zone).date() + _DAY
        moment = business_hours.next_open(calendar, datetime.combine(following, time.min, calendar.zone))
    return moment


def _counts_from(course: Course, wait: Wait) -> datetime:
    """From when on his time counts."""
    moments = [wait.since]
    if wait.until is not None:
        moments.append(wait.until)
    if course.promise is not None:
        moments.append(course.promise.at)
    if course.away_until is not None:
        moments.append(min(course.away_until, wait.since + _LONGEST_AWAY))
    return max(moments)
