"""Examples of what the clock makes us write of a case. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from notifier.compose import told
from notifier.example_parts import CASE, UNNUMBERED
from notifier.for_reminders import Escalation, Point, Remembered, Reminded, Reminder, StillWaiting


def reminder_examples(now: datetime) -> dict[str, tuple[Mapping[str, object], ...]]:
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
    buttons = (("#note", link), ("#due", link))
    mine = Remembered(**CASE, customer="Ann Peeters", organisation="Peeters *BV*", points=clocks, links=buttons)  # type: ignore[arg-type]
    bare = Remembered(number=10424, tag=None, subject="", critical=True, points=dated)
    heard = tuple(Reminded(name=name, at=past) for name in ("Jan Claes", "Wout"))
    theirs = Remembered(**CASE, points=clocks[:1], yours=False, owner="Jan Claes", earlier=heard, links=buttons)  # type: ignore[arg-type]
    nobodys = Remembered(**CASE, customer="Ann", points=others, yours=False)  # type: ignore[arg-type]
    written: dict[str, object] = {**CASE, "desk": "Desk"}
    return {
        "reminder": (
            told(Reminder(reader="Jan", cases=(mine,))),
            told(Reminder(reader="Jan", cases=(bare,), more=1)),
            told(Reminder(reader="Jan", cases=(mine, bare), more=2)),
        ),
        "escalation": (
            told(Escalation(reader="Wout", cases=(theirs,))),
            told(Escalation(reader="Wout", cases=(theirs, nobodys, mine), more=3)),
            told(Escalation(reader="Wout", cases=(bare,))),
        ),
        "waiting": (
            told(StillWaiting(**written, name="Ann", closes_on=soon)),  # type: ignore[arg-type]
            told(StillWaiting(**{**written, **UNNUMBERED})),  # type: ignore[arg-type]
        ),
    }
