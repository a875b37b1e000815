"""What the templates of reminders are told, to our own people and to customers, and examples to try them on.

The same contract with operators as in `for_customers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that the reader is reminded of.

    `about` is first, next or solution (a clock), alarm, promise, again, news, complaint or unheard, see
    `routing.reminders.Line`.
    """

    about: str
    due: datetime | None = None  # the moment it is about
    late: bool = False  # that moment has passed
    percent: int | None = None  # of the clock's time that is used


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """Somebody heard of the case before."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A case in a reminder. `links` are (command, mailto: that orders it)."""

    number: int
    tag: str | None
    subject: str
    customer: str = ""
    organisation: str | None = None
    critical: bool = False
    points: tuple[Point, ...] = ()
    yours: bool = True  # the reader has the case
    owner: str | None = None  # full name; None: nobody has it
    earlier: tuple[Reminded, ...] = ()  # oldest first
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """To an engineer: his cases that wait for him, the most urgent first. A reply is a note in the first."""

    reader: str
    cases: tuple[Remembered, ...]
    more: int = 0  # cases that are not listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalation(Reminder):
    """To whoever stands above or in for him: some of the cases are others'."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillWaiting:
    """To the customer: we wait for his answer."""

    desk: str
    number: int | None
    tag: str | None
    subject: str
    replies: bool = True
    name: str = ""
    closes_on: datetime | None = None  # when the case is closed without one; None: not said yet
