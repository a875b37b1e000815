"""Weeks in the life of a case, drawn by a seed: a desk, leave, contracts, what people do, and the ticks.

`Weeks.run` is the service in small: it looks at the case after every event and when the agenda says so, writes what is
due as events, and forgets everything else between two ticks. `every_tick` looks at each tick instead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from intake.settings import load, sample_folder
from routing.awaiting import Step, next_step
from routing.clocks import clocks
from routing.course import course
from routing.desk import Calendar, Desk, Engineer, Leave, Manager
from routing.entitlement import Terms
from routing.facts import Fact
from routing.reminders import Agenda, Case, Line, reminders
from routing.rota import name_of
from routing.submission import Category, Severity
from routing.targets import Agreements, Matter
from tests.decisions.case_history import ANN

TICK = timedelta(minutes=15)
START = datetime(2026, 10, 19, 6, tzinfo=UTC)  # a Monday; on the Sunday Europe's clocks go back
DAYS = 15
PLAIN = Matter(Category.SUPPORT, Severity.NORMAL, None)
DESKS = ("corporate-montage", "johnsen", "netcad", "nti", "produsoft")


@cache
def sample(name: str) -> Desk:
    return load(sample_folder() / f"{name}.toml", {}, today=date(2026, 10, 19)).desk


@dataclass(frozen=True)
class Happening:
    at: datetime
    kind: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class Sent:
    """A line, when it was written, and the case as it was then."""

    at: datetime
    line: Line
    case: Case


@dataclass
class Weeks:
    """One drawn case; `desks` are the desk file from a moment on."""

    seed: int
    desks: list[tuple[datetime, Desk]] = field(init=False)
    terms: list[Terms] = field(init=False)
    happenings: list[Happening] = field(init=False)
    owner: str | None = field(init=False)

    def __post_init__(self) -> None:
        draw = Random(self.seed)
        desk = _staffed(sample(DESKS[self.seed % len(DESKS)]), draw)
        self.desks = [(START - timedelta(days=1), desk)]
        if draw.random() < 0.3:
            moment = START + timedelta(hours=draw.randrange(24 * DAYS))
            self.desks.append((moment, replace(_staffed(desk, draw), calendar=draw.choice(_moved(desk.name)))))
        self.terms = _contracts(desk, draw)
        self.owner = draw.choice([*(e.name for e in desk.engineers), None])
        self.happenings = sorted(_happenings(desk, draw), key=lambda one: one.at)

    def desk(self, now: datetime) -> Desk:
        return next(desk for since, desk in reversed(self.desks) if since <= now)

    def run(
        self,
        *,
        every_tick: bool = False,
        back_at: datetime | None = None,
        then: Callable[[Run, datetime], None] = lambda run, now: None,
    ) -> Run:
        """All ticks; at `back_at` the service's clock steps back an hour. `then` is called after each look."""
        run = Run(self)
        moments = [one.at for one in self.happenings] + [since for since, _ in self.desks]
        tick, late, again = START, timedelta(0), START
        while tick < START + timedelta(days=DAYS):
            now = tick - late
            fresh = run.hear(now) or any(tick - TICK < moment <= tick for moment in moments)
            if every_tick or fresh or again is None or again <= now:
                agenda = run.look(now)
                then(run, now)
                again = agenda.again if agenda.again is not None else START + timedelta(days=2 * DAYS)
            tick += TICK
            if back_at is not None and tick >= back_at:
                late, back_at = timedelta(hours=1), None
        return run


class Run:
    """The service on one case: nothing but its events, and what was sent."""

    def __init__(self, weeks: Weeks) -> None:
        self.weeks, self.facts, self.sent = weeks, [], []
        self.facts: list[Fact]
        self.sent: list[Sent]
        self.owner = weeks.owner
        self.left = list(weeks.happenings)

    def hear(self, now: datetime) -> bool:
        """What has happened by now."""
        heard = False
        while self.left and self.left[0].at <= now:
            one, heard = self.left.pop(0), True
            payload = dict(one.payload)
            if one.kind == "assigned":
                self.owner = payload["engineer"]
            if one.kind == "bounced":
                answers = [fact.seq for fact in self.facts if fact.kind == "answered"]
                if not answers:
                    continue
                payload["of"] = answers[-1]
            self.write(one.at, one.kind, payload)
        return heard

    def write(self, at: datetime, kind: str, payload: dict[str, Any]) -> None:
        self.facts.append(Fact(len(self.facts) + 1, kind, at, "jan", payload))

    def case(self, now: datetime) -> Case:
        weeks, desk = self.weeks, self.weeks.desk(now)
        found = course(self.facts, now)
        at = max(now, found.last) if found.last else now
        agreements = Agreements("Customer", weeks.terms, desk.plans, desk.calendar)
        opened = self.facts[0].at if self.facts else now
        run = clocks(opened, PLAIN, self.facts, agreements, at)
        self.change = agreements.next_change(at)
        return Case(found, run, at, self.owner)

    def look(self, now: datetime) -> Agenda:
        """One tick: decide, write, and decide again, which must find nothing more."""
        desk, case = self.weeks.desk(now), self.case(now)
        agenda = reminders(desk, case, now)
        for line in agenda.lines:
            self.sent.append(Sent(now, line, case))
            self.write(now, "reminded", payload_of(line))
        step = next_step(case.course, desk.waiting, desk.calendar)
        if step is not None and step.at <= now:
            if step.number:
                self.write(now, "nudged", {"wait": step.wait, "number": step.number})
            else:
                self.write(now, "closed", {"text": "", "told": False, "by": "waiting"})
        if not agenda.lines and (step is None or step.at > now):
            return self._until(agenda, step)
        after = self.case(now)
        following = reminders(desk, after, now)
        assert not following.lines, "told once more"
        return self._until(following, next_step(after.course, desk.waiting, desk.calendar))

    def _until(self, agenda: Agenda, step: Step | None) -> Agenda:
        moments = [m for m in (agenda.again, step and step.at, self.change) if m is not None]
        return replace(agenda, again=min(moments, default=None))


def payload_of(line: Line) -> dict[str, Any]:
    slots = [[rung, rank.value] for rung, rank in line.slots]
    return {"about": line.about, "since": line.since, "life": line.life, "slots": slots, "person": name_of(line.person)}


# -- drawing


def _staffed(desk: Desk, draw: Random) -> Desk:
    """The desk's people with leave, substitutes, hours and managers of the day."""
    names = [e.name for e in desk.engineers]
    engineers = tuple(_engineer(e, names, draw) for e in desk.engineers)
    managers = [
        Manager("boss", "The Boss", ("boss@desk.example",), calendar=desk.calendar),
        Manager("lead", "A Lead", engineers[0].addresses, calendar=desk.calendar),
        Manager("other", "Another", ("other@desk.example",), ("unheard-of",), calendar=desk.calendar),
    ]
    return replace(desk, engineers=engineers, managers=tuple(draw.sample(managers, draw.randrange(3))))


def _engineer(engineer: Engineer, names: list[str], draw: Random) -> Engineer:
    others = [name for name in names if name != engineer.name]
    first = START.date() + timedelta(days=draw.randrange(-3, DAYS))
    leave = Leave(first, first + timedelta(days=draw.randrange(8)), draw.choice([None, *others]))
    pool = _calendars(engineer.calendar.zone.key)
    return replace(
        engineer,
        calendar=draw.choice(pool[1:]) if draw.random() < 0.2 else engineer.calendar,
        away=(leave,) if draw.random() < 0.5 else (),
        substitute=draw.choice([None, *others]),
        on_call=pool[0] if draw.random() < 0.25 else None,
        lead=engineer.lead or draw.random() < 0.2,
    )


@cache
def _calendars(zone: str) -> tuple[Calendar, ...]:
    """Nights, and other hours; few, for what a calendar's days come to is worked out once for each."""
    night, day, part = (time(0), time(7)), (time(10), time(16)), (time(8), time(12))
    return tuple(
        Calendar(ZoneInfo(zone), weekly)
        for weekly in (
            (((time(18), time.max), night)[::-1],) * 7,
            ((day,),) * 6 + ((),),
            ((part,), (), (part, day)[:1], (), (part,), (), ()),
        )
    )


@cache
def _moved(name: str) -> tuple[Calendar, ...]:
    """Other opening hours, and a closed week."""
    calendar, first = sample(name).calendar, START.date() + timedelta(days=7)
    off = {first + timedelta(days=n): "closed week" for n in range(5)}
    return replace(calendar, closed=off), _calendars(calendar.zone.key)[1]


def _contracts(desk: Desk, draw: Random) -> list[Terms]:
    ends = START.date() + timedelta(days=draw.randrange(1, DAYS)) if draw.random() < 0.3 else None
    first = Terms(1, draw.choice(desk.plans).name, (), date(2026, 1, 1), ends, _own(draw))
    if ends is None or draw.random() < 0.3:
        return [first]
    return [first, Terms(2, draw.choice(desk.plans).name, (), ends + timedelta(days=draw.randrange(1, 4)), None)]


def _own(draw: Random) -> dict[str, Any]:
    """Targets of the contract itself, for the plans that promise nothing."""
    if draw.random() < 0.5:
        return {}
    return {"any": {"first": draw.choice([60, 240, 480]), "next": draw.choice([120, 480]), "solution": 2400}}


def _happenings(desk: Desk, draw: Random) -> list[Happening]:
    at = START + timedelta(minutes=draw.randrange(2 * 24 * 60))
    found = [Happening(at, "opened", {"critical": draw.random() < 0.2, "complaint": draw.random() < 0.1})]
    for _ in range(draw.randrange(12)):
        at += timedelta(minutes=int(draw.expovariate(1 / 1500)))
        kind, payload = draw.choice(_KINDS)
        if kind == "assigned":
            payload = {"engineer": draw.choice([*(e.name for e in desk.engineers), "somebody who left", None])}
        for name in {"waiting": ("until",), "held": ("until",), "due": ("at",), "absent": ("until",)}.get(kind, ()):
            payload = {**payload, name: (at + timedelta(hours=draw.randrange(1, 120))).isoformat()}
        found.append(Happening(at, kind, payload))
    return found


_KINDS: tuple[tuple[str, dict[str, Any]], ...] = (
    *[("appended", {"nudge": True})] * 3,
    *[("appended", {"reopened": True})] * 2,
    ("appended", {"complaint": True}),
    ("appended", {"critical": True}),
    ("appended", {"reopened": True, "resolved": True}),
    *[("answered", {"to": [ANN]})] * 3,
    *[("bounced", {"recipient": ANN, "staff": False})] * 2,
    ("phoned", {"text": "", "reached": True}),
    ("asked", {"fields": ["phone"]}),
    *[("waiting", {})] * 3,
    *[(kind, {}) for kind in ("held", "due", "absent", "assigned", "closed", "reopened", "noted")],
    ("changed", {"what": "severity", "before": "normal", "after": "critical"}),
    ("changed", {"what": "severity", "before": "normal", "after": "low"}),
)
