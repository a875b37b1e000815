"""What a case has come to, for those who remind of it: replayed from its events, as `turns` does for its clocks.

Whether it is closed, whom it waits for and since when, what was promised, how often the customer asked for news, what
he complained of, until when he is away, and who was reminded of what. What an undo, a bounce or a split took back
counts for nothing; a promise or a wait of that mail goes with it. Pure, never raises on facts that the verbs record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from routing.facts import LOST, Fact, known_at, taken_back
from routing.submission import Severity


@dataclass(frozen=True, slots=True)
class Wait:
    """Somebody else has the next move; `seq` is the event since which it is so, `until` when to look again."""

    seq: int
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Promised:
    """An engineer's own date (GEN-09): made at `made`, for `at`; `seq` of its event."""

    seq: int
    made: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Heard:
    """Something that a lead is told of: a complaint, or a question for news; `seq` of its event."""

    seq: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """The case became somebody's."""

    engineer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody was reminded: of what (as `reminders.Line`), on which rungs, on each as what rank."""

    at: datetime
    about: str
    since: str  # names the clock or the event that it was about
    life: int
    slots: tuple[tuple[int, str], ...]
    person: str


@dataclass(frozen=True, slots=True)
class Nudged:
    """The customer was asked for his answer, for the `number`-th time since the event `wait`; `seq` of its event."""

    seq: int
    at: datetime
    wait: int
    number: int


@dataclass(slots=True)
class Course:
    """How a case stands. `lost` is the event of the last bounce that took an answer back, 0 for none."""

    closed: bool = False
    customer: Wait | None = None  # we wait for him
    vendor: Wait | None = None
    promise: Promised | None = None
    answered: datetime | None = None  # last, by a person
    news: list[Heard] = field(default_factory=list)  # asked for since then
    complaints: list[Heard] = field(default_factory=list)
    away_until: datetime | None = None  # the customer, as his automatic reply says
    given: Given | None = None  # last
    told: list[Told] = field(default_factory=list)
    nudged: list[Nudged] = field(default_factory=list)
    lost: int = 0
    critical: bool = False  # by the last word of a mail or an engineer
    last: datetime | None = None  # event


def course(facts: Iterable[Fact], now: datetime) -> Course:
    """How the case stands at `now`; where the service's clock went back, all that is known counts all the same."""
    facts = list(facts)
    if not facts:
        return Course()
    known = known_at(facts, max(now, *(fact.at for fact in facts)))
    gone = taken_back(known)
    found = Course(last=known[-1].at)
    for fact in known:
        if fact.kind == "bounced" and gone.get(fact.payload.get("of") or 0) == LOST:
            found.lost = fact.seq
        if fact.seq not in gone:
            _hear(found, fact)
    return found


def _hear(case: Course, fact: Fact) -> None:
    match fact.kind:
        case "opened" | "appended":
            _hear_customer(case, fact)
        case "answered" | "phoned" if fact.payload.get("reached", True):
            case.answered, case.news = fact.at, []
            if case.customer is not None:  # he has heard of us again: he may take his time again
                case.customer = Wait(fact.seq, fact.at, case.customer.until)
        case "asked":
            case.customer = Wait(fact.seq, fact.at)
        case "waiting":
            case.customer, case.vendor = Wait(fact.seq, fact.at, _moment(fact.payload.get("until"))), None
        case "held":
            case.customer, case.vendor = None, Wait(fact.seq, fact.at, _moment(fact.payload.get("until")))
        case "due":
            case.promise = Promised(fact.seq, fact.at, _moment(fact.payload["at"]) or fact.at)
        case "closed" | "merged" if fact.kind == "closed" or "into" in fact.payload:
            case.closed, case.customer, case.vendor, case.promise = True, None, None, None
            case.news, case.complaints = [], []
        case "reopened":
            case.closed, case.customer, case.vendor = False, None, None
        case "changed" if fact.payload["what"] == "severity":
            case.critical = fact.payload["after"] == Severity.CRITICAL
        case _:
            _hear_service(case, fact)


def _hear_customer(case: Course, fact: Fact) -> None:
    said = fact.payload
    if said.get("history") or (case.closed and not said.get("reopened") and fact.kind == "appended"):
        return
    case.closed, case.critical = False, case.critical or bool(said.get("critical"))
    if said.get("complaint"):
        case.complaints.append(Heard(fact.seq, fact.at))
    if said.get("nudge") and not said.get("reopened"):
        case.news.append(Heard(fact.seq, fact.at))  # and changes nothing
        return
    case.customer, case.away_until = None, None


def _hear_service(case: Course, fact: Fact) -> None:
    said = fact.payload
    match fact.kind:
        case "reminded":
            slots = tuple((int(rung), str(rank)) for rung, rank in said["slots"])
            told = Told(fact.at, said["about"], said["since"], said["life"], slots, said["person"])
            case.told.append(told)
        case "assigned":
            engineer = said.get("engineer")
            case.given = Given(engineer, fact.at) if engineer is not None else None
        case "nudged":
            case.nudged.append(Nudged(fact.seq, fact.at, said["wait"], said["number"]))
        case "absent":
            until = _moment(said["until"])
            if until is not None and (case.away_until is None or until > case.away_until):
                case.away_until = until


def _moment(written: Any) -> datetime | None:  # noqa: ANN401 - as the payload has it
    return datetime.fromisoformat(written) if written else None
