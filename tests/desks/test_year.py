"""A year of one desk with the plans of all five: thousands of mails, in and out, and what must hold after it.

The whole service works through it, from bytes to bytes, under a clock that a year goes by on. With TORTURE=1 20,000
mails over 400 organisations; in `make test` a few weeks of a small desk. Only this simulation may lose its store, which
SQLite therefore does not sync.
"""

from __future__ import annotations

import gc
import os
import random
import re
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from time import monotonic

import pytest
from sqlmodel import Session, select

from intake.listener import Incoming
from intake.settings import Settings, load, sample_folder
from intake.world import Posted, World
from routing.balance import balance_of
from routing.clocks import Clock as CaseClock
from routing.clocks import ClockState
from routing.contracts import day_of
from routing.desk import Engineer
from routing.ledger import Ledger, Pot, rounded
from routing.model import Approval, Ticket, TimeEntry
from routing.timekeeping import clocks_of
from tests.desks.letterbox import Letterbox
from tests.desks.story import Clock
from tests.desks.writers import Read, reply, write
from tests.mails import VISI

FULL = bool(os.environ.get("TORTURE"))
MAILS, ORGANISATIONS = (20_000, 400) if FULL else (60, 14)
FIRST, LAST = date(2026, 1, 5), date(2026, 12, 31) if FULL else date(2026, 1, 14)
MORNING = time(8)
SECONDS = 600  # for the full year
_THREAD = re.compile(rb"^In-Reply-To:\s*(\S+)", re.MULTILINE | re.IGNORECASE)  # of staff mails: of their case
Name = tuple[str, int]  # of a ledger
pytestmark = [pytest.mark.torture, pytest.mark.timeout(3600)] if FULL else []
DESKS = ("produsoft", "nti", "johnsen", "netcad", "corporate-montage")
OPENINGS = (
    ("Export stops", "VISI stops with an error when I export a drawing, since the update of yesterday."),
    ("Vraag", "Hoe stel ik in VISI de standaardtekening in? Ik vind het niet terug."),
    ("Wunsch", "Es waere schoen, wenn VISI die letzten Dateien anzeigen koennte. Waere das moeglich?"),
    ("Lisans", "VISI lisansini yeni bilgisayara tasimak istiyoruz. Ne yapmamiz gerekiyor?"),
    ("Maskinene star stille", "VISI starter ikke, og hele produksjonen star stille. Vi trenger hjelp med en gang."),
    ("Macro", "Our own macro for electrodes does nothing any more in VISI. What has changed?"),
)
FOLLOW_UPS = (
    "It still happens, on another machine, too.", "Thank you, it works now.", "Thanks!", "Any news?",
    "Yes, please go ahead.", "Yes, but only if it takes less than an hour.", "And how do I set the second one?",
)  # fmt: skip
ORDERS = (
    "#time 20m", "#time 7m mail", "#time 65m phone\n#close", "#close", "#wait", "#time 12m\n#close", "#prio high", "",
    "#time 2h remote session", "#type bug", "#hold waits for the vendor",
)  # fmt: skip


class Year:
    """A desk at work; `mails` counts what came in from outside."""

    def __init__(self, world: World, clock: Clock, dice: random.Random, threads: Executor) -> None:
        self.world, self.clock, self.dice = world, clock, dice
        self.mails = 0
        self.contacts: list[str] = []
        self._seen = 0
        self._threads = threads
        self._coming: list[Incoming] = []
        self._work: dict[bytes, tuple[Engineer, Posted]] = {}  # what engineers have to answer: the latest of each case
        self._begun: dict[bytes, tuple[datetime, Engineer, Posted]] = {}  # by case, with its latest notification
        self._answers: list[tuple[str, Posted]] = []  # what customers were sent

    def people(self, organisations: int, plans: list[str]) -> None:
        """Each plan in turn, and some organisations without a contract."""
        for number in range(organisations):
            addresses = [f"p{n}@firm{number}.example" for n in range(1 + number % 3)]
            plan = plans[number % len(plans)] if number % 9 else None
            self.world.customer(f"Firm {number}", *addresses, plan=plan, since=date(2026, 1, 1), language="en")
            self.contacts += addresses

    def day(self, aim: int) -> None:
        """A working day, after which so many mails have come in since the first.

        In the morning everybody answers what he was sent the day before, new cases come for the rest, and all of it
        meets the morning's cards and reminders: the desk never has as much to do at once.
        """
        self._follow_up(max(1, (aim - self.mails) // 4))
        self._engineers()
        if self.clock.now.weekday() == 4:
            self._tidy()
        self._open(aim - self.mails)
        self._settle()

    def _open(self, number: int) -> None:
        for _ in range(number):
            sender = self.dice.choice(self.contacts) if self.dice.random() < 0.95 else f"x{self.mails}@stranger.example"
            subject, text = self.dice.choice(OPENINGS)
            subject, name = f"{subject} {self.mails}", f"<{self.mails}@year>"
            self._come(write(text, sender=sender, to=VISI, subject=subject, message_id=name), sender, VISI)

    def _engineers(self) -> None:
        """Most of what lies there is answered; the rest stays for another time."""
        cases = list(self._work)
        self.dice.shuffle(cases)
        for case in cases[: 1 + len(cases) * 3 // 4]:
            engineer, posted = self._work.pop(case)
            self._begun[case] = self.clock.now, engineer, posted
            orders = self.dice.choice(ORDERS)
            text = "Please install the latest build, and tell us whether it works."
            words = f"{orders}\n\n{text}" if self.dice.random() < 0.8 else orders or text
            self._answer(posted, words, engineer.addresses[0])

    def _tidy(self) -> None:
        """What nobody has touched for two weeks is closed: a desk whose open cases grow for a year is none."""
        for case, (at, engineer, posted) in list(self._begun.items()):
            if at < self.clock.now - timedelta(days=14):
                self._answer(posted, "#time 5m\n#close", engineer.addresses[0])
                del self._begun[case]

    def _follow_up(self, most: int) -> None:
        self.dice.shuffle(self._answers)
        for sender, posted in self._answers[:most]:
            self._answer(posted, self.dice.choice(FOLLOW_UPS), sender)
        self._answers.clear()

    def _answer(self, posted: Posted, text: str, sender: str) -> None:
        before = Read(posted)
        if self.world.settings.desk.mailbox_at(before.reply_to) is not None:  # else it would reach the office
            name = f"<{self.mails}@year>"
            self._come(reply(text, sender=sender, to=before, message_id=name), sender, before.reply_to)

    def _come(self, raw: bytes, sender: str, to: str) -> None:
        self._coming.append(self.world.incoming(raw, to, sender=sender))
        self.mails += 1

    def _settle(self) -> None:
        """What was written arrives, the desk does all there is to do, and everybody reads his mails."""
        self.world.app.take_all(self._coming)
        self._coming.clear()
        self._work_through()
        for posted in self.world.posted[self._seen :]:
            engineer = self.world.settings.desk.engineer_at(posted.recipients[0])
            if engineer is not None:
                self._lay_down(engineer, posted)
            else:
                self._answers.append((posted.recipients[0], posted))
        self._seen = len(self.world.posted)

    def _lay_down(self, engineer: Engineer, posted: Posted) -> None:
        """A case lies on the desk of its engineer once, whatever tells him of it; cards and digests are but read."""
        case = _case(posted)
        if case is not None and b"#close" in posted.raw:
            self._work[case] = engineer, posted
        elif case in self._begun and b"#assign" in posted.raw:  # a reminder of a case that he had answered
            self._work.setdefault(case, self._begun[case][1:])

    def _work_through(self) -> None:
        """The steps side by side, as in a service, so that reader, scribe and filers do not wait for one another.

        Morning cards leave meanwhile; what else falls due by the clock is looked at when they are through, as the
        minute passes.
        """
        app = self.world.app
        filers = app.file, app.file_beside
        steps = {**dict.fromkeys(filers, ()), app.notify: filers, app.deliver: (app.notify,)}
        cards = self._threads.submit(app.issue)
        _side_by_side(self._threads, steps)
        cards.result()
        while app.bridge() + app.remind():
            _side_by_side(self._threads, steps)
        _side_by_side(self._threads, steps)  # cards that were the last


Step = Callable[[], int]


def _side_by_side(threads: Executor, steps: Mapping[Step, Sequence[Step]]) -> None:
    """Each step goes on as long as it finds something, and looks again when one that gives it work did.

    `steps` says of each which others do. It is over when none finds anything.
    """
    changed = threading.Condition()
    found, failed = dict.fromkeys(steps, 0), False
    in_vain = dict.fromkeys(steps, -1)  # what had been found for it when it last looked for nothing

    def given(step: Step) -> int:
        return found[step] + sum(found[other] for other in steps[step])

    def over() -> bool:
        return failed or all(in_vain[step] == given(step) for step in steps)

    def work(step: Step) -> None:
        nonlocal failed
        while not over():
            before = given(step)
            try:
                busy = step()
            except BaseException:
                with changed:  # or the others wait for it
                    failed = True
                    changed.notify_all()
                raise
            with changed:
                if busy:
                    found[step] += 1
                else:
                    in_vain[step] = before
                changed.notify_all()
                changed.wait_for(lambda: busy or given(step) > before or over())  # noqa: B023 - it waits here

    list(threads.map(work, steps))


def test_a_year_adds_up(tmp_path: Path, make_world: Callable[..., World]) -> None:
    """No clock is negative, no minute counted twice, no pot below zero, nothing billed without a yes."""
    clock, dice, pace = Clock(), random.Random(20261122), _Pace()
    days = [day for n in range((LAST - FIRST).days + 1) if (day := FIRST + timedelta(days=n)).weekday() < 5]
    folder, letterbox = tmp_path / "desk", Letterbox()
    with (
        make_world(folder, clock=clock, change=_all_plans, synchronous="OFF", postman=letterbox) as world,
        ThreadPoolExecutor(5) as threads,
        _quick_turns(),
    ):
        year = Year(world, clock, dice, threads)
        year.people(ORGANISATIONS, [plan.name for plan in world.settings.desk.plans])
        began = monotonic()
        for number, day in enumerate(days, 1):
            clock.now = datetime.combine(day, MORNING, clock.now.tzinfo)
            year.day(MAILS * number // len(days))
            pace.note(clock.now, year.mails)
        seconds = monotonic() - began
        with world.app.database.reading() as session:
            figures = _examine(session, world, clock)
    print(f"{year.mails} mails, {ORGANISATIONS} organisations, until {clock.now:%Y-%m-%d}, in {seconds:.0f} s")
    print(f"  mails a second, by month: {pace}")
    for what, number in figures.items():
        print(f"  {what}: {number}")
    assert not FULL or seconds < SECONDS


def _case(posted: Posted) -> bytes | None:
    """What all mails of a case to its engineer have in common; None where a mail speaks of none, or of several."""
    found = _THREAD.search(posted.raw)
    return found[1] if found is not None else None


@contextmanager
def _quick_turns() -> Iterator[None]:
    """As in a service: a step lets go of the interpreter at each statement, and must not wait 5 ms to go on after.

    And what lives when it starts lives to the end, and is not looked at again by the collector of garbage.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    gc.freeze()
    yield
    gc.unfreeze()
    sys.setswitchinterval(before)


class _Pace:
    """Mails a second, month by month: a store that fills must not make the desk slower."""

    def __init__(self) -> None:
        self._began: dict[int, tuple[float, int]] = {}
        self._last = (monotonic(), 0)

    def note(self, now: datetime, mails: int) -> None:
        self._began.setdefault(now.month, self._last)
        self._last = (monotonic(), mails)

    def __str__(self) -> str:
        marks = [*self._began.values(), self._last]
        return " ".join(f"{(m2 - m1) / (s2 - s1):.1f}" for (s1, m1), (s2, m2) in pairwise(marks) if s2 > s1)


def _all_plans(settings: Settings) -> Settings:
    """One desk with every plan of the five, that charges who has none by the hour."""
    desks = [load(sample_folder() / f"{name}.toml", {}).desk for name in DESKS]
    plans = {plan.name: replace(plan, who_asks=()) for desk in desks for plan in desk.plans}
    rules = next(desk.contracts for desk in desks if desk.contracts.rates)
    desk = replace(settings.desk, plans=tuple(plans.values()), contracts=rules, undo_seconds=0)
    return replace(settings, desk=desk)


def _examine(session: Session, world: World, clock: Clock) -> dict[str, object]:
    """Every case's clocks and ledger; answers what was found."""
    desk = world.settings.desk
    tickets = {ticket.id: ticket for ticket in session.exec(select(Ticket))}
    entries = session.exec(select(TimeEntry)).all()
    states: Counter[str] = Counter()
    ledgers: dict[Name, Ledger] = {}
    for ticket in tickets.values():
        for one in clocks_of(session, desk, ticket, clock.now):
            _check_clock(one)
            states[f"clocks {one.state.value}"] += 1
        if (name := _ledger_of(ticket)) not in ledgers:
            ledgers[name] = balance_of(session, desk, ticket, clock.now).ledger
    said_yes = {row.ticket_id for row in session.exec(select(Approval))}
    counted = Counter(number for ledger in ledgers.values() for number in {line.entry.number for line in ledger.lines})
    assert set(counted.values()) <= {1}, "a minute stands in two ledgers"
    recorded: dict[Name, list[TimeEntry]] = defaultdict(list)
    for row in entries:
        recorded[_ledger_of(tickets[row.ticket_id], row)].append(row)
    assert recorded.keys() <= ledgers.keys(), "an entry stands in no ledger"
    for name, ledger in ledgers.items():
        _check_sum(ledger, recorded[name], lambda row: day_of(desk, row.worked_at))
        _check_ledger(ledger, said_yes)
    pots = Counter({pot.value: sum(ledger.minutes(pot) for ledger in ledgers.values()) for pot in Pot})
    return {
        "cases": len(tickets), **dict(sorted(states.items())), "time entries": len(entries),
        "minutes worked": sum(row.minutes for row in entries), "ledgers": len(ledgers),
        **{f"minutes {pot}": number for pot, number in pots.items()}, "approvals": len(said_yes),
        "mails out": len(world.posted),
    }  # fmt: skip


def _ledger_of(ticket: Ticket, entry: TimeEntry | None = None) -> Name:
    """Where a case's time stands, or one entry of it: under a contract, or else in the case alone."""
    named = entry.contract_id if entry is not None and entry.contract_id is not None else ticket.contract_id
    return ("contract", named) if named else ("case", ticket.id or 0)


def _check_sum(ledger: Ledger, entries: Sequence[TimeEntry], day: Callable[[TimeEntry], date]) -> None:
    """Every minute that was recorded is in it once: rounded by case, day and kind (GEN-04)."""
    rules, groups = ledger.agreement, Counter[tuple[int, date, str]]()
    for row in entries:
        groups[row.ticket_id, day(row), row.kind] += row.minutes
    sums = sum(rounded(minutes, rules.step_minutes, rules.least_minutes) for minutes in groups.values())
    assert ledger.minutes() == sums, "the sums differ"


def _check_clock(clock: CaseClock) -> None:
    assert clock.used >= 0
    assert clock.ended is None or clock.begun <= clock.ended
    assert all(part.start <= part.end and part.minutes >= 0 for part in clock.intervals)
    assert clock.used == pytest.approx(sum(part.minutes for part in clock.intervals if part.running))
    assert (clock.target is None) <= (clock.state is not ClockState.MET)
    assert (clock.state is ClockState.MISSED) == (clock.target is not None and clock.used > clock.target.minutes)


def _check_ledger(ledger: Ledger, said_yes: set[int]) -> None:
    rules = ledger.agreement
    for line in ledger.lines:
        assert line.minutes > 0
        assert line.pot is Pot.BILLABLE or line.amount is None
        if line.pot is Pot.BILLABLE:
            assert line.entry.case in said_yes or line.entry.kind in rules.billed_kinds, "billed without a yes"
    assert ledger.account_left >= 0
    for case in {line.entry.case for line in ledger.lines}:
        assert (ledger.included_left(case) or 0) >= 0
