"""What the templates of reminders are told, to our own people and to customers, and examples to try them on.

The same contract with operators as in `for_customers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta


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


def examples(now: datetime) -> Mapping[str, tuple[object, ...]]:
    """For each occasion values that walk through every branch of its template."""
    soon, past = now + timedelta(hours=1), now - timedelta(hours=3)
    link = "mailto:support@desk.example?subject=Re%3A%20Export&body="
    clocks = tuple(Point(about=about, due=soon, percent=75) for about in ("first", "next", "solution"))
    others = tuple(Point(about=about) for about in ("alarm", "news", "complaint", "unheard", "something_new"))
    dated = (
        Point(about="promise", due=soon),
        Point(about="promise", due=past, late=True),
        Point(about="again", due=past, late=True),
        Point(about="first", due=past, late=True, percent=130),
        Point(about="alarm", due=soon),
    )
    case: dict[str, object] = {"number": 10423, "tag": "[Desk #10423]", "subject": "Export stops"}
    buttons = (("#note", link), ("#due", link))
    mine = Remembered(**case, customer="Ann Peeters", organisation="Peeters *BV*", points=clocks, links=buttons)  # type: ignore[arg-type]
    bare = Remembered(number=10424, tag=None, subject="", critical=True, points=dated)
    heard = tuple(Reminded(name=name, at=past) for name in ("Jan Claes", "Wout"))
    theirs = Remembered(**case, points=clocks[:1], yours=False, owner="Jan Claes", earlier=heard, links=buttons)  # type: ignore[arg-type]
    nobodys = Remembered(**case, customer="Ann", points=others, yours=False)  # type: ignore[arg-type]
    written: dict[str, object] = {**case, "desk": "Desk"}
    unnumbered: dict[str, object] = {**written, "number": None, "tag": None}
    return {
        "reminder": (
            Reminder(reader="Jan", cases=(mine,)),
            Reminder(reader="Jan", cases=(bare,), more=1),
            Reminder(reader="Jan", cases=(mine, bare), more=2),
        ),
        "escalation": (
            Escalation(reader="Wout", cases=(theirs,)),
            Escalation(reader="Wout", cases=(theirs, nobodys, mine), more=3),
            Escalation(reader="Wout", cases=(bare,)),
        ),
        "waiting": (
            StillWaiting(**written, name="Ann", closes_on=soon),  # type: ignore[arg-type]
            StillWaiting(**unnumbered),  # type: ignore[arg-type]
        ),
    }
