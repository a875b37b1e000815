"""The figures of a digest against a second computation: naive, slow, from the event log alone."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate, product
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from routing.db import Database
from routing.digesting import Known, gather
from routing.events import events_of, events_of_all
from routing.figures import Answers, Figures, Scope
from routing.lives import Lives
from routing.model import Ticket, TicketEvent
from routing.timekeeping import clocks_of
from tests.decisions.desk_history import FIGURED, GOLD, MINUTES, PEOPLE, START, Customers, write_history
from tests.decisions.order_desk import OFFICE

FULL = bool(os.environ.get("TORTURE"))
CASES = 2000 if FULL else 60
pytestmark = [pytest.mark.timeout(3600), *([pytest.mark.torture] if FULL else [])]
BRUSSELS = ZoneInfo("Europe/Brussels")
WEEK = datetime(2026, 11, 16, tzinfo=BRUSSELS), datetime(2026, 11, 23, tzinfo=BRUSSELS)


def _doors() -> list[int]:
    """How many minutes the desk was open before each minute from START on, counted one by one."""
    opened = []
    for minute in range(MINUTES + 2 * 1440):
        local = (START + timedelta(minutes=minute)).astimezone(BRUSSELS)
        opened.append(int(any(a <= local.time() < b for a, b in OFFICE.weekly[local.weekday()])))
    return [0, *accumulate(opened)]


OPENED = _doors()


def worked(start: datetime, end: datetime) -> float:
    """Business minutes between two moments; seconds within an open minute count as they are."""

    def until(at: datetime) -> float:
        minute, rest = divmod((at - START).total_seconds() / 60, 1)
        return OPENED[int(minute)] + rest * (OPENED[int(minute) + 1] - OPENED[int(minute)])

    return until(end) - until(start)


@dataclass
class Naive:
    """A case as its events say, walked through once."""

    opened_at: datetime
    organisation: int | None
    standing: str
    critical: bool
    product: str | None
    severity: str = "normal"
    state: str = "open"
    owner: str | None = None
    closed_at: datetime | None = None
    spoken: bool = False
    waits_from: datetime | None = None  # for an answer
    ran_from: datetime | None = None
    used: float = 0.0
    answers: list[tuple[datetime, float, int, bool]] = field(default_factory=list)  # when, used, promised, answered
    minutes: list[tuple[datetime, int]] = field(default_factory=list)
    types: list[tuple[datetime, str, str]] = field(default_factory=list)
    replies: list[datetime] = field(default_factory=list)
    forged: list[datetime] = field(default_factory=list)

    @property
    def target(self) -> int:
        """What gold promises: 1400 minutes to the first answer, 900 to the next; others are promised nothing."""
        if self.standing != "entitled":
            return 0
        return 900 if self.spoken else 1400

    @property
    def urgent(self) -> bool:
        return self.critical or self.severity == "critical"

    def begin(self, at: datetime) -> None:
        if self.waits_from is None:
            self.waits_from = self.ran_from = at
            self.used = 0.0

    def pause(self, at: datetime) -> None:
        if self.waits_from is not None and self.ran_from is not None:
            self.used += worked(self.ran_from, at)
            self.ran_from = None

    def resume(self, at: datetime) -> None:
        if self.waits_from is not None and self.ran_from is None:
            self.ran_from = at

    def hear(self, at: datetime, kind: str, said: dict[str, Any]) -> None:
        match kind:
            case "assigned":
                self.owner = said["engineer"]
            case "appended":
                self.hear_customer(at, said)
            case "answered":
                self.hear_us(at)
            case "waiting" | "held" | "closed" | "reopened":
                self.move(at, kind)
            case "changed" if said["what"] == "category":
                self.types.append((at, said["before"], said["after"]))
            case "changed" if said["what"] == "product":
                self.product = said["after"]
            case "changed" if said["what"] == "severity":
                self.severity = said["after"]
            case "timed":
                self.minutes.append((at, said["minutes"]))
            case "returned" if said["why"] in ("forged", "unproven"):
                self.forged.append(at)

    def hear_us(self, at: datetime) -> None:
        self.replies.append(at)
        if self.waits_from is not None:
            self.pause(at)
            self.answers.append((at, self.used, self.target, True))
            self.waits_from = None
        self.spoken = True

    def move(self, at: datetime, kind: str) -> None:
        match kind:
            case "waiting":
                self.pause(at)
                self.state, self.closed_at = "waiting", None
            case "held":
                self.state, self.closed_at = "held", None
                self.resume(at)
            case "closed":
                self.pause(at)
                self.state, self.closed_at = "closed", at
            case "reopened":
                self.state, self.closed_at = "open", None
                self.resume(at)

    def hear_customer(self, at: datetime, said: dict[str, Any]) -> None:
        if said["nudge"] and not said["reopened"]:
            return
        if self.state == "closed" and not said["reopened"]:
            return
        if said["reopened"] or self.state == "waiting":
            self.state, self.closed_at = "open", None
        self.resume(at)
        if not said["only_thanks"]:
            self.begin(at)

    def share(self, now: datetime) -> float:
        """How much of its promise is used up, if somebody waits and the clock runs."""
        if self.waits_from is None or self.ran_from is None or not self.target or self.state not in ("open", "held"):
            return 0.0
        return (self.used + worked(self.ran_from, now)) / self.target

    def ended(self) -> Iterator[tuple[datetime, float, int, bool]]:
        yield from self.answers
        if self.state == "closed" and self.waits_from is not None and self.closed_at is not None:
            yield self.closed_at, self.used, self.target, False


Told = tuple[int, str, datetime, dict[str, Any]]  # seq, kind, when, payload


def naive_cases(store: Path, stand: datetime) -> list[Naive]:
    """The event log read with nothing but SQL and JSON; of a ticket only what never changes."""
    with sqlite3.connect(store) as connection:
        tickets = connection.execute("SELECT id, organisation_id, product FROM ticket").fetchall()
        log = connection.execute("SELECT ticket_id, seq, kind, at, payload FROM ticket_event ORDER BY ticket_id, seq")
        events: dict[int, list[Told]] = {}
        for ticket, seq, kind, at, payload in log:
            moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
            events.setdefault(ticket, []).append((seq, kind, moment, json.loads(payload)))
    return [
        _naive(events[key], organisation, product, stand)
        for key, organisation, product in tickets
        if events[key][0][2] < stand
    ]


def _naive(told: list[Told], organisation: int | None, product: str | None, stand: datetime) -> Naive:
    moves = [said for _, kind, _, said in told if kind == "changed" and said["what"] == "product"]
    first = moves[0]["before"] if moves else product
    events = [one for one in told if one[2] <= stand]
    by_seq = {seq: said for seq, _, _, said in events}
    gone: set[int] = set()
    for _, kind, _, said in events:
        if kind == "undone":
            gone |= set(range(by_seq[said["echo"]]["before"]["last_seq"] + 1, said["echo"]))
    _, _, at, opening = events[0]
    case = Naive(at, organisation, opening["standing"], opening["critical"], first)
    case.begin(at)
    for seq, kind, at, said in events[1:]:
        if seq not in gone:
            case.hear(at, kind, said)
    return case


@pytest.fixture(scope="module")
def desk_with_a_past(
    tmp_path_factory: pytest.TempPathFactory, store: Path
) -> Iterator[tuple[Path, Database, Customers]]:
    path = tmp_path_factory.mktemp("figures") / "intake.db"
    shutil.copyfile(store, path)
    database = Database(f"sqlite:///{path}", synchronous="OFF")
    customers = write_history(database, FIGURED, seed=8, cases=CASES)
    yield path, database, customers
    database.close()


def figures(database: Database, scope: Scope, stand: datetime) -> Figures:
    with database.reading() as session:
        return gather(session, FIGURED, scope, *WEEK, stand)


SCOPES = (Scope(), Scope(products=("visi",)), Scope(regions=("north",)), Scope(("worknc",), ("South",)))
STANDS = (datetime(2026, 11, 23, 6, 30, tzinfo=UTC), WEEK[1].astimezone(UTC))  # the next morning; looking back


@pytest.mark.parametrize(
    ("scope", "stand"),
    list(product(SCOPES, STANDS) if FULL else zip(SCOPES, (*STANDS, *STANDS), strict=True)),
)
def test_the_figures_equal_a_second_computation_from_the_events(desk_with_a_past, scope, stand):
    """Counts, waits, breaches, groups, answer times, hit rate and work outside contracts, for whatever one may see."""
    path, database, customers = desk_with_a_past
    found = figures(database, scope, stand).cases
    units = {"north": customers.north, "south": customers.south}
    seen = {units[name.lower()] for name in scope.regions}
    cases = [
        case
        for case in naive_cases(path, stand)
        if (not scope.products or case.product in scope.products) and (not seen or case.organisation in seen)
    ]
    assert cases
    _compare_now(found, cases, stand)
    _compare_period(found, cases)


def _compare_now(found: Any, cases: list[Naive], stand: datetime) -> None:
    alive = [case for case in cases if case.state != "closed"]
    late = [case for case in alive if case.share(stand) > 1]
    tight = [case for case in alive if 0.75 <= case.share(stand) <= 1]
    states = Counter(case.state for case in alive)
    now = found.now
    assert (now.open, now.us, now.customer, now.vendor) == (
        len(alive),
        states["open"],
        states["waiting"],
        states["held"],
    )
    assert (now.late, now.tight) == (len(late), len(tight))
    assert now.nobodys == sum(case.state == "open" and case.owner not in PEOPLE for case in alive)
    assert now.critical == sum(case.state == "open" and case.urgent for case in alive)
    assert [round(one.used, 6) for one in found.worst] == [
        round(case.share(stand), 6)
        for case in sorted([*late, *tight], key=lambda case: (not case.urgent, -case.share(stand)))[:8]
    ]
    assert not [one for one in found.worst if "geheim" in one.subject], "GEN-14: secrets in subjects are masked"
    for groups, of in ((found.products, lambda c: c.product), (found.engineers, _owner)):
        for group in groups:
            mine = [case for case in cases if of(case) == group.name]
            open_ones = [case for case in mine if case.state != "closed"]
            assert group.open == len(open_ones)
            assert (group.late, group.tight) == (sum(c in late for c in open_ones), sum(c in tight for c in open_ones))
            assert group.opened == sum(_in_week(case.opened_at) for case in mine)
            assert group.closed == sum(_in_week(case.closed_at) for case in mine)
        assert sum(group.open for group in groups) == now.open


def _compare_period(found: Any, cases: list[Naive]) -> None:
    ended = [one for case in cases for one in case.ended() if _in_week(one[0])]
    minutes = sorted(used for _, used, _, answered in ended if answered)
    answers: Answers = found.answers
    assert answers.minutes == pytest.approx(minutes)
    promised = [(used, target) for _, used, target, answered in ended if target and (answered or used > target)]
    assert (answers.promised, answers.kept) == (len(promised), sum(used <= target for used, target in promised))
    if minutes:
        assert answers.median == pytest.approx(median(minutes))
        assert sum(one <= answers.ninth for one in answers.minutes) >= 0.9 * len(minutes)
    assert (found.opened, found.closed) == (
        sum(_in_week(case.opened_at) for case in cases),
        sum(_in_week(case.closed_at) for case in cases),
    )
    assert sum(day.opened for day in found.days) == found.opened
    assert sum(day.closed for day in found.days) == found.closed
    outside = [case for case in cases if case.standing != "entitled"]
    assert found.outside.cases == sum(_in_week(case.opened_at) for case in outside)
    assert found.outside.minutes == sum(number for case in outside for at, number in case.minutes if _in_week(at))
    assert found.forgeries == sum(_in_week(at) for case in cases for at in case.forged)
    typed = [c for c in cases if any(_in_week(at) for at, *_ in c.types)]
    silent = [c for c in cases if not c.types and any(_in_week(at) for at in c.replies)]
    assert found.learning.judged == len(typed) + len(silent)
    assert found.learning.corrected == sum(case.types[0][1] != case.types[-1][2] for case in typed)


def _owner(case: Naive) -> str | None:
    return case.owner if case.owner in PEOPLE else None


def _in_week(at: datetime | None) -> bool:
    return at is not None and WEEK[0] <= at < WEEK[1]


def test_what_was_promised_here_is_promised_there():
    """The naive target and the plan agree, so that neither is compared with itself."""
    assert (GOLD.response_minutes, GOLD.targets[0].next) == (1400, 900)


def test_a_life_has_the_clocks_that_are_asked_for_as_the_case_itself_has_them(desk_with_a_past):
    """Those that go on or ended lately, whatever was asked before."""
    _, database, _ = desk_with_a_past
    now, since = STANDS[0], WEEK[0]
    with database.reading() as session:
        tickets = session.exec(select(Ticket)).all()
        lives = Known.of(session, FIGURED).lives
        for ticket in tickets:
            every = clocks_of(session, FIGURED, ticket, now)
            life = lives.of([ticket])[ticket.id]
            assert life.clocks(now, now) == tuple(one for one in every if one.ended is None)
            lately = tuple(one for one in every if one.ended is None or one.ended >= since)
            assert (
                life.clocks(now, since) == lately == Lives(session, FIGURED).of([ticket])[ticket.id].clocks(now, since)
            )
            assert life.clocks(since, START) == clocks_of(session, FIGURED, ticket, since)
        assert any(one.ended for ticket in tickets for one in lives.of([ticket])[ticket.id].clocks(now, since))


def test_what_many_events_say_is_what_each_case_has_of_them(desk_with_a_past):
    """Read for all cases at once or for one, or by the table's own type."""
    _, database, _ = desk_with_a_past
    with database.reading() as session:
        tickets = session.exec(select(Ticket)).all()
        together = events_of_all(session, [ticket.id for ticket in tickets])
        assert together == {ticket.id: events_of(session, ticket) for ticket in tickets}
        rows = {(row.ticket_id, row.seq): row.payload for row in session.exec(select(TicketEvent))}
    assert {(key, event.seq): event.payload for key, told in together.items() for event in told} == rows
    said = together[tickets[0].id][0].payload
    assert (said.get("nothing"), "nothing" in said, list(said)) == (None, False, list(rows[tickets[0].id, 1]))
