"""Which of our own people is to be reminded of a case now, of what, and when to look again (MAIL.md 6; GEN-03, 08, 09).

A clock that runs and has a target climbs the ladder of the desk file: each rung is told once to those of its ranks, at
its moment or, where that is outside their hours, when they open next; never to anybody sooner than an eighth of the
target after the last time. An answer that came back begins the ladder's life anew. Promises, dates to look again,
questions for news and complaints are lines of the same sort. Pure: asked again with what was told it answers nothing
more; raises nothing. It writes no events (`reminding`) and no mails.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from routing import business_hours
from routing.clocks import Clock, used_until, when_used
from routing.course import Course
from routing.desk import Calendar, Desk
from routing.ladder import Rank
from routing.rota import Person, Rota, name_of
from routing.targets import ClockKind

GAP = 1 / 8  # of the target: nobody hears of a clock more often (MAIL.md 6)
BEFORE, AT = 90, 100  # rungs of what has a moment and no target: of a promise two, of all else the second
_RESPONSES = (ClockKind.FIRST, ClockKind.NEXT)
_EACH = (Rank.LEAD, Rank.MANAGER)  # every one of them hears himself; of the other ranks one is enough
_SOON = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Case:
    """A case as its events tell it, at `at`: now, or its last event if the service's clock went back."""

    course: Course
    clocks: tuple[Clock, ...]  # nobody is reminded of one that has ended
    at: datetime
    owner: str | None = None
    product: str | None = None
    regions: frozenset[str] = frozenset()  # names of its organisation and of those above it
    unheard: int | None = None  # seq of the wait that cannot be ended, as no mail reaches the customer


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that one person is to be told.

    `about` is a `ClockKind`, `alarm` (a critical case, to who is on call), `promise`, `again` (the case was to be
    looked at again), `news` (the customer asked twice), `complaint`, or `unheard` (the customer cannot be reached).
    `since` names the clock or event, `life` counts what bounces began anew. `slots` are rungs, rising, each with the
    rank that he has there: he is told the last, and those before it with it. `used` is a share of the target.
    """

    person: Person
    about: str
    since: str
    life: int
    slots: tuple[tuple[int, Rank], ...]
    due: datetime | None = None  # the moment it is about
    used: float | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is due now, and when to look again; None: not before something happens in the case."""

    lines: tuple[Line, ...] = ()
    again: datetime | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """Something with rungs. Each has its moment, None for never, and its ranks; of a `clock` the gap counts."""

    about: str
    since: str
    rungs: Sequence[tuple[int, datetime | None, tuple[Rank, ...]]]
    due: datetime | None = None
    life: int = 0
    clock: Clock | None = None


def reminders(desk: Desk, case: Case, now: datetime) -> Agenda:
    """What is due for whom; each person's lines in the order of `matters`."""
    rota = Rota(desk, case.owner, case.product, case.regions, critical=case.course.critical)
    lines: list[Line] = []
    again: list[datetime] = []
    for matter in matters(desk, case, rota, now):
        climb = _Climb(matter, rota, case, now)
        lines += climb.lines()
        again += climb.moments
    return Agenda(tuple(lines), min((max(moment, now + _SOON) for moment in again), default=None))


def still_waits(desk: Desk, case: Case, matter: tuple[str, str], now: datetime) -> bool:
    """Whether the matter of a line (`about`, `since`) that was due is not settled meanwhile."""
    rota = Rota(desk, case.owner, case.product, case.regions, critical=case.course.critical)
    wait = case.course.customer
    unheard = ("unheard", str(wait.seq)) if wait is not None else None
    return matter == unheard or matter in {(one.about, one.since) for one in matters(desk, case, rota, now)}


# -- what a case has to remind of


def matters(desk: Desk, case: Case, rota: Rota, now: datetime) -> Iterator[Matter]:
    """All that its people may have to hear of a case, due or not; of a closed one nothing."""
    course = case.course
    if course.closed:
        return
    for clock in case.clocks:
        if clock.ended is None and clock.runs:
            yield from _of_clock(desk, case, clock, rota.alarm_at(now))
    if course.promise is not None:
        yield from _of_promise(desk, case, rota)
    for wait in (course.customer, course.vendor):
        if wait is not None and wait.until is not None:
            calendar = rota.people(Rank.ENGINEER, case.at)[0].calendar
            yield _plain("again", wait.seq, _in_the_morning(calendar, wait.until), Rank.ENGINEER)
    if len(course.news) > 1:
        second = course.news[1]
        yield _plain("news", second.seq, _after_promise(course, second.at), Rank.LEAD)
    if case.unheard is not None:
        yield _plain("unheard", case.unheard, case.at, Rank.ENGINEER)
    for complaint in course.complaints:
        yield _plain("complaint", complaint.seq, complaint.at, Rank.LEAD)


def _plain(about: str, seq: int, at: datetime, rank: Rank) -> Matter:
    return Matter(about, str(seq), [(AT, at, (rank,))], at)


def _of_clock(desk: Desk, case: Case, clock: Clock, alarm: datetime | None) -> Iterator[Matter]:
    since, response = clock.begun.isoformat(), clock.kind in _RESPONSES
    if response:
        yield Matter("alarm", since, [(AT, alarm, (Rank.ON_CALL,))], clock.due)
    if clock.target is not None:
        shares = [(rung, clock.target.minutes * rung.percent / 100) for rung in desk.reminders.rungs]
        rungs = [(rung.percent, when_used(clock, minutes), rung.ranks) for rung, minutes in shares]
        yield Matter(clock.kind.value, since, rungs, clock.due, case.course.lost if response else 0, clock)


def _of_promise(desk: Desk, case: Case, rota: Rota) -> Iterator[Matter]:
    """GEN-09: until it is kept, by an answer after it or in the last hours before."""
    promise, answered = case.course.promise, case.course.answered
    assert promise is not None
    engineer = rota.people(Rank.ENGINEER, case.at)[0]
    before = _opened_before(engineer.calendar, promise.at, desk.reminders.promise_minutes)
    if answered is not None and answered > promise.made and answered >= before:
        return
    rungs = [(BEFORE, before, (Rank.ENGINEER,))] if before > promise.made else []
    yield Matter("promise", str(promise.seq), [*rungs, (AT, promise.at, (Rank.ENGINEER,))], promise.at)


def _in_the_morning(calendar: Calendar, until: datetime) -> datetime:
    """A day to look again, which is written as its closing time, begins when he comes in."""
    day = until.astimezone(calendar.zone).date()
    midnight, following = (datetime.combine(one, time.min, calendar.zone) for one in (day, day + timedelta(1)))
    if business_hours.between(calendar, until, following) > 0 or not business_hours.between(calendar, midnight, until):
        return until
    return business_hours.next_open(calendar, midnight)


def _after_promise(course: Course, at: datetime) -> datetime:
    """GEN-09: a customer who was given a date is answered by it; his questions wait until then."""
    return max(at, course.promise.at) if course.promise is not None and course.promise.made <= at else at


def _opened_before(calendar: Calendar, at: datetime, minutes: int) -> datetime:
    """The latest moment from which on so many minutes are open until `at`; a month before it at the earliest."""
    first, last = at - timedelta(days=31), at
    while last - first > timedelta(seconds=30):
        middle = first + (last - first) / 2
        if business_hours.between(calendar, middle, at) >= minutes:
            first = middle
        else:
            last = middle
    return first.astimezone(UTC)


# -- who hears of it now


class _Climb:
    """One matter's ladder at one moment; `moments` are those at which to look at it again."""

    def __init__(self, matter: Matter, rota: Rota, case: Case, now: datetime) -> None:
        self._matter, self._case, self._now = matter, case, now
        wakes = matter.clock is not None or matter.about == "alarm"  # all else of a critical case has time till morning
        self._rota = rota if wakes else replace(rota, critical=False)
        self._told = [t for t in case.course.told if (t.about, t.since) == (matter.about, matter.since)]
        self._life = [t for t in self._told if t.life == matter.life]
        self.moments = [moment for _, moment, _ in matter.rungs if moment is not None and moment > case.at]
        if (change := rota.leave_changes(case.at)) is not None:  # others may be meant then, in other hours
            self.moments.append(change)

    def lines(self) -> Iterator[Line]:
        """Who is to be told now."""
        wanted: dict[str, tuple[Person, list[tuple[int, Rank]]]] = {}
        for rung, moment, ranks in self._matter.rungs:
            if moment is not None and moment <= self._case.at:
                for rank, person in self._open(rung, ranks):
                    wanted.setdefault(name_of(person), (person, []))[1].append((rung, rank))
        for person, slots in wanted.values():
            if (later := self._later(person)) is not None:
                self.moments.append(later)
            else:
                yield self._line(person, tuple(slots))

    def _line(self, person: Person, slots: tuple[tuple[int, Rank], ...]) -> Line:
        matter, clock = self._matter, self._matter.clock
        used = clock.used / clock.target.minutes if clock is not None and clock.target is not None else None
        return Line(person, matter.about, matter.since, matter.life, slots, matter.due, used)

    def _open(self, rung: int, ranks: Sequence[Rank]) -> Iterator[tuple[Rank, Person]]:
        """Who still has to hear of a rung that was reached, and as what."""
        for rank in ranks:
            people = [person for person in self._meant(rung, rank) if not self._knows(person, rung)]
            yield from ((rank, person) for person in people)
            if people and rank is not Rank.ON_CALL and not self._was_told(rung, rank):
                yield from self._on_call(rung, people)

    def _meant(self, rung: int, rank: Rank) -> Sequence[Person]:
        """Those of a rank who are to hear of a rung: once one has, of leads and managers who was meant with him."""
        people = self._rota.people(rank, self._now)
        first = min((t.at for t in self._life if any(r == rank and at >= rung for at, r in t.slots)), default=None)
        if first is None:
            return people
        then = {name_of(person) for person in self._rota.people(rank, first)} if rank in _EACH else set()
        return [person for person in people if name_of(person) in then]

    def _on_call(self, rung: int, people: Sequence[Person]) -> Iterator[tuple[Rank, Person]]:
        """Of a critical case, where none of those meant can be reached at this hour, who is on call (GEN-03)."""
        if not self._rota.critical or self._was_told(rung, Rank.ON_CALL):
            return
        if not any(self._rota.reachable(person, self._now) for person in people):
            woken = self._rota.people(Rank.ON_CALL, self._now)
            yield from ((Rank.ON_CALL, person) for person in woken if not self._knows(person, rung))

    def _was_told(self, rung: int, rank: Rank) -> bool:
        """As that rank, this rung or a higher one."""
        return any(named == rank and at >= rung for told in self._life for at, named in told.slots)

    def _knows(self, person: Person, rung: int) -> bool:
        if self._matter.about == "alarm" and self._was_given(person):
            return True
        return any(told.person == name_of(person) and told.slots[-1][0] >= rung for told in self._life)

    def _was_given(self, person: Person) -> bool:
        """Whether he got the case while he was on call: the mail that gave it to him has woken him."""
        given = self._case.course.given
        return given is not None and given.engineer == name_of(person) and person in self._rota.on_call(given.at)

    def _later(self, person: Person) -> datetime | None:
        """When he may be told, or it is to be seen again whether; None for now."""
        free = self._free_again(person)
        if free is not None and free > self._case.at:
            return free
        if self._rota.reachable(person, self._now):
            return None
        return self._rota.look_again(person, self._now)

    def _free_again(self, person: Person) -> datetime | None:
        """An eighth of the target after he last heard of this clock, whatever its life."""
        clock = self._matter.clock
        heard = [told.at for told in self._told if told.person == name_of(person)]
        if clock is None or clock.target is None or not heard:
            return None
        return when_used(clock, used_until(clock, max(heard)) + clock.target.minutes * GAP)
