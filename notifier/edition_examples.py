"""Examples of morning card and digest, to try their templates on: every branch, and a desk as it might be. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from notifier.compose import told
from notifier.for_editions import (
    AccountLine,
    BoxLine,
    DayLine,
    Digest,
    GroupLine,
    MorningCard,
    TaskLine,
    TermLine,
    UrgentLine,
)

_TO = "mailto:visi.support%2Btoken@desk.example"
_LINKS = tuple(
    (command, f"{_TO}?subject=Re%3A%20Export&body=%23{command[1:].replace(' ', '%20')}")
    for command in ("#close", "#wait", "#time 15m", "#status")
)


def edition_examples(now: datetime) -> dict[str, tuple[Mapping[str, object], ...]]:
    """For each of the two occasions values that walk through every branch of its template."""
    return {
        "morning_card": tuple(told(one) for one in _cards(now)),
        "digest": tuple(told(one) for one in _digests(now)),
    }


def _cards(now: datetime) -> list[MorningCard]:
    tasks = _tasks(now)
    full = MorningCard(engineer="Jan Claes", today=now.date(), tasks=tasks, us=6, others=4, late=1, more=3)
    quiet = MorningCard(engineer="Jan Claes", today=now.date(), tasks=tasks[5:], others=1, more=1)
    return [full, replace(full, us=1, others=0, tasks=tasks[:1], more=0), quiet]


def _tasks(now: datetime) -> tuple[TaskLine, ...]:
    ann = "Ann Peeters, Peeters Matrijzen"

    def one(number: int, subject: str, **more: object) -> TaskLine:
        given = {"number": number, "subject": subject, "customer": ann, "state": "open", "links": _LINKS, **more}
        return TaskLine(**given)  # type: ignore[arg-type]

    day, hour = timedelta(days=1), timedelta(hours=1)
    return (
        one(
            10423,
            "Export of electrodes stops at 43 %",
            critical=True,
            due="answer",
            due_at=now - hour,
            late=True,
            waits_since=now - day,
            waited=245.0,
            news=(("written", 2), ("noted", 1)),
        ),
        one(
            10431,
            "Licence on the new server",
            due="answer",
            due_at=now + hour,
            tight=True,
            waits_since=now - day,
            waited=200.0,
            news=(("new", 1),),
        ),
        one(
            10388,
            "",
            due="solution",
            due_at=now + day,
            waits_since=now - 3 * day,
            waited=700.0,
            customer="",
            news=(("bounced", 1), ("assigned", 1)),
        ),
        one(10390, "Post for the new machine", due="solution", due_at=now - day, late=True, news=(("written", 1),)),
        one(10402, "Metric after the update", due="promise", due_at=now, news=(("answered", 1), ("noted", 2))),
        one(10397, "Training in spring", state="waiting", due="wake", due_at=now),
        one(10399, "Crash on start", state="held", waits_since=now - day, news=(("something new", 1),)),
        one(10400, "A wish"),
    )


def _digests(now: datetime) -> list[Digest]:
    last = now.date() - timedelta(days=1)
    first = last - timedelta(days=6)
    week = Digest(
        desk="Desk",
        weekly=True,
        week=first.isocalendar().week,
        first=first,
        last=last,
        stand=now,
        **_numbers(),  # type: ignore[arg-type]
        urgent=_urgent(now),
        days=tuple(
            DayLine(day=first + timedelta(days=n), opened=a, closed=b, shares=(2 * a, 2 * b))
            for n, (a, b) in enumerate(((41, 36), (50, 44), (38, 47), (35, 33), (29, 40), (2, 0), (0, 0)))
        ),
        products=(
            GroupLine(name="VISI", open=31, late=2, tight=3, opened=88, closed=93, shares=(6, 9, 85)),
            GroupLine(name="WorkNC", open=14, tight=1, opened=61, closed=60, shares=(0, 3, 42)),
            GroupLine(name="Radan", open=6, late=1, opened=40, closed=42, shares=(3, 0, 16)),
            GroupLine(name=None, open=1, opened=6, closed=5, shares=(0, 0, 3)),
        ),
        engineers=(
            GroupLine(name="Jan Claes", open=22, late=1, tight=2, opened=80, closed=84, shares=(4, 9, 86)),
            GroupLine(name="Hilde Vanacker", open=18, late=2, opened=70, closed=71, shares=(9, 0, 72)),
            GroupLine(name="Wout Claerhout", open=9, tight=2, opened=45, closed=45, shares=(0, 9, 31)),
            GroupLine(name=None, open=3, opened=3, shares=(0, 0, 13)),
        ),
        terms=_terms(now),
        more_terms=2,
        accounts=_accounts(now),
        floods=(("alarm@machine.example", 214), ("robot@other-desk.example", 41)),
        boxes=(
            BoxLine(address="visi.support@desk.example", received=212, filed=201, automatic=9, quarantined=2),
            BoxLine(address="radan.support@desk.example", received=64, filed=60, ignored=3, waiting=1),
            BoxLine(address="peps.support@desk.example", received=8, filed=7, unexplained=1),
            BoxLine(address="intake@desk.example", received=0),
        ),
    )
    few = Digest(desk="Desk", weekly=False, week=1, first=first, last=last, stand=now, products_seen=("VISI",),
                 regions_seen=("North", "South"), kept=0.5, promised=1, outside_minutes=30, complaints=1, forgeries=1,
                 quarantined=1, more_terms=1, terms=_terms(now)[:1], accounts=_accounts(now)[:1], judged=1,
                 hits=1.0)  # fmt: skip
    return [week, few, replace(few, first=last, outside_minutes=0, outside_cases=1, unapproved=20)]


def _numbers() -> Mapping[str, object]:
    stand = {"open": 52, "us": 29, "waiting": 17, "held": 6, "nobodys": 3, "late": 3, "tight": 4, "critical": 1}
    period = {"opened": 195, "closed": 200, "answered": 241, "median": 74.0, "ninth": 371.0, "kept": 0.964}
    work = {"promised": 188, "outside_cases": 7, "outside_minutes": 95, "unapproved": 90, "judged": 176}
    rest = {"corrected": 11, "hits": 0.9375, "complaints": 2, "forgeries": 2, "quarantined": 2}
    return {**stand, **period, **work, **rest}


def _urgent(now: datetime) -> tuple[UrgentLine, ...]:
    return (
        UrgentLine(number=10423, subject="Export of electrodes stops at 43 %", customer="Peeters Matrijzen",
                   owner="Jan Claes", product="VISI", due_at=now - timedelta(hours=3), used=1.38, critical=True),
        UrgentLine(number=10388, subject="", customer="", owner=None, product=None,
                   due_at=now + timedelta(hours=1), used=0.91),
        UrgentLine(number=10391, subject="Nesting leaves gaps", customer="Staal & Zoon", owner="Hilde Vanacker",
                   product="Radan", due_at=None, used=1.02),
    )  # fmt: skip


def _terms(now: datetime) -> tuple[TermLine, ...]:
    day = now.date()
    soon, later = day + timedelta(days=12), day + timedelta(days=90)
    return (
        TermLine(organisation="Peeters Matrijzen", plan="Gold", number="C-17", last_day=soon, renews=False),
        TermLine(organisation="Staal & Zoon", plan="Gold", number=None, last_day=later, renews=True,
                 deadline=day + timedelta(days=3)),
        TermLine(organisation="Novak", plan="Silver", number="C-9", last_day=soon, renews=True,
                 deadline=day - timedelta(days=40)),
        TermLine(organisation="Øst AS", plan="Silver", number=None, last_day=later, renews=True),
    )  # fmt: skip


def _accounts(now: datetime) -> tuple[AccountLine, ...]:
    until = now.date() + timedelta(days=200)
    return (
        AccountLine(organisation="Øst AS", plan="Time account", number="C-21", left=0),
        AccountLine(organisation="Novak", plan="Time account", number=None, left=95, until=until),
    )
