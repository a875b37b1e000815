"""Whose turn it was in a case, and since when: the events replayed into stretches of time, one row for each clock.

A customer's mail starts a response clock, one of our people's answers ends it; nothing automatic does either
(MAIL.md 2 and 6). Of what a customer writes, a mere thank-you starts none, a question for news starts none and changes
nothing (GEN-08), and that all is well halts every clock until he writes again (PRO-09). Waiting for the customer, for
the vendor, and being closed halt a clock from when they begin: who writes while his case is with the vendor waits for
our answer all the same. Which halts count, and how much time is open, is for `clocks`. Pure, never raises on facts
that `tickets` and `acting` record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from routing.facts import LOST, UNDONE, Fact, known_at, taken_back
from routing.submission import Category, Severity
from routing.targets import ClockKind, Matter


class Halt(StrEnum):
    """What a clock waits for while it does not run."""

    NONE = "none"
    CUSTOMER = "customer"
    VENDOR = "vendor"
    CLOSED = "closed"


class Ending(StrEnum):
    """How a clock ended."""

    ANSWERED = "answered"
    CLOSED = "closed"
    MERGED = "merged"  # its case is another name of one that goes on


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which nothing changed for a clock, and why it ran or did not."""

    start: datetime
    end: datetime
    halt: Halt
    why: str


@dataclass(frozen=True, slots=True)
class Turn:
    """The life of one clock. Its stretches meet, and are empty where it ended as it began.

    `matter` is what the case was about at the clock's end, or is now; `seen` until when it was looked at, and `halt`
    what it waits for then.
    """

    kind: ClockKind
    begun: datetime
    seen: datetime
    stretches: tuple[Stretch, ...]
    halt: Halt
    ending: Ending | None
    matter: Matter
    reasons: tuple[str, ...]


def turns(opened_at: datetime, matter: Matter, facts: Iterable[Fact], now: datetime) -> list[Turn]:
    """The clocks of a case as of `now`, in the order in which they began; what came later is not looked at.

    `matter` is what the case was about at first, `opened_at` when its first mail came.
    """
    known = known_at(facts, now)
    gone = taken_back(known)
    replay = _Replay(opened_at.astimezone(UTC), matter)
    for fact in known:
        if fact.seq not in gone:
            replay.hear(fact)
        elif fact.kind in ("answered", "phoned") and gone[fact.seq] in (UNDONE, LOST):
            replay.remark(f"{fact.actor}'s answer {gone[fact.seq]}: it counts for nothing")
    return replay.seen_at(now.astimezone(UTC))


@dataclass(slots=True)
class _Winding:
    """A clock that is not at its end yet."""

    kind: ClockKind
    begun: datetime
    since: datetime
    why: str
    older: frozenset[Halt]  # began before this clock, and are nothing to it
    halt: Halt = Halt.NONE
    stretches: list[Stretch] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    closed: tuple[Matter, Ending] | None = None  # what the case was when it was closed

    def turn(self, halt: Halt, at: datetime, why: str) -> None:
        """From `at` on it runs, or waits for something."""
        if halt is not self.halt:
            self._cut(at)
            self.halt, self.why = halt, why

    def end(self, at: datetime, ending: Ending | None, matter: Matter) -> Turn:
        """Its life until `at`."""
        if self.closed is not None and ending is None:
            at, (matter, ending) = self.since, self.closed
        else:
            self._cut(at)
        return Turn(self.kind, self.begun, at, tuple(self.stretches), self.halt, ending, matter, tuple(self.reasons))

    def _cut(self, at: datetime) -> None:
        if at > self.since:
            self.stretches.append(Stretch(self.since, at, self.halt, self.why))
            self.since = at


class _Replay:
    """A case as its events go by."""

    def __init__(self, opened_at: datetime, matter: Matter) -> None:
        self._opened_at = opened_at
        self._matter = matter
        self._winding: dict[ClockKind, _Winding] = {}
        self._ended: list[Turn] = []
        self._spoken = False  # one of ours has answered, or wrote first
        self._aside = False  # a thank-you came that a person may find to be more
        self._closed: Ending | None = None
        self._waits: dict[Halt, str] = {}  # on whom, and why

    def hear(self, fact: Fact) -> None:
        """Take in the next fact that counts."""
        match fact.kind:
            case "opened":
                self._open(fact)
            case "quarantined":
                self._begin(self._opened_at, fact.at, "a mail came that could not be read")
            case "split" if "from" in fact.payload:
                self._begin(fact.since or self._opened_at, fact.at, "the customer wrote")
            case "appended":
                self._hear_customer(fact)
            case "answered" | "phoned":
                self._hear_us(fact)
            case "changed":
                self._change(fact)
            case _:
                self._move(fact)

    def remark(self, reason: str) -> None:
        """Something that one might think had stopped the response clocks."""
        for winding in self._winding.values():
            if winding.kind is not ClockKind.SOLUTION:
                winding.reasons.append(reason)

    def seen_at(self, now: datetime) -> list[Turn]:
        """All clocks, looked at then."""
        running = [winding.end(now, None, self._matter) for winding in self._winding.values()]
        return sorted((*self._ended, *running), key=lambda turn: turn.begun)

    # -- the customer

    def _open(self, fact: Fact) -> None:
        if fact.payload.get("critical"):
            self._matter = replace(self._matter, severity=Severity.CRITICAL)
        if fact.payload.get("history") or not fact.payload.get("awaited", True):
            self._spoken = True  # nobody waits for a first answer
        else:
            self._begin(self._opened_at, fact.at, "the customer wrote")

    def _hear_customer(self, fact: Fact) -> None:
        said = fact.payload
        if said.get("history"):
            return
        if said.get("critical"):
            self._matter = replace(self._matter, severity=Severity.CRITICAL)
        if self._closed is not None and not said.get("reopened"):
            self._aside = True
            return
        if said.get("nudge") and not said.get("reopened"):
            return
        self._closed = None
        self._waits.pop(Halt.CUSTOMER, None)
        if said.get("resolved"):
            self._wait(Halt.CUSTOMER, "the customer says that it is solved")
        self._settle(fact.at, "the customer wrote")
        if not said.get("resolved") and not said.get("only_thanks"):
            self._begin(fact.at, fact.at, "the customer wrote")

    def _begin(self, since: datetime, at: datetime, why: str) -> None:
        """Somebody waits: for an answer, if he did not already, and for a solution."""
        answering = ClockKind.NEXT if self._spoken else ClockKind.FIRST
        wanted = [ClockKind.SOLUTION]
        if ClockKind.FIRST not in self._winding:
            wanted.append(answering)
        for kind in wanted:
            if kind not in self._winding:
                start = min(since.astimezone(UTC), at)
                self._winding[kind] = _Winding(kind, start, start, why, frozenset(self._waits))

    # -- we

    def _hear_us(self, fact: Fact) -> None:
        if not fact.payload.get("reached", True):
            return
        self._spoken, self._aside = True, False
        how = "phoned" if fact.kind == "phoned" else "answered"
        for kind in (ClockKind.FIRST, ClockKind.NEXT):
            winding = self._winding.pop(kind, None)
            if winding is not None:
                winding.reasons.append(f"{fact.actor} {how}")
                self._ended.append(winding.end(fact.at, Ending.ANSWERED, self._matter))

    def _move(self, fact: Fact) -> None:
        """Who has the next move now; of all other facts nothing."""
        match fact.kind:
            case "asked":
                self._wait(Halt.CUSTOMER, f"{fact.actor} asked the customer")
            case "waiting":
                self._waits.pop(Halt.VENDOR, None)
                self._wait(Halt.CUSTOMER, f"{fact.actor} waits for the customer")
            case "held":
                self._waits.clear()
                self._wait(Halt.VENDOR, f"{fact.actor} waits for the vendor")
            case "closed":
                self._close(Ending.CLOSED)
            case "merged" if "into" in fact.payload:
                self._close(Ending.MERGED)
            case "merged" if fact.since is not None:
                self._begin(fact.since, fact.at, f"the customer of case {fact.payload['absorbed']} wrote")
            case "reopened":
                self._reopen(fact)
            case _:
                return
        self._settle(fact.at, f"{fact.actor} goes on")

    def _wait(self, halt: Halt, why: str) -> None:
        self._waits[halt] = why
        for winding in self._winding.values():
            winding.older -= {halt}

    def _close(self, ending: Ending) -> None:
        self._closed = self._closed or ending  # what is closed ends no other way by being merged
        self._waits.clear()

    def _reopen(self, fact: Fact) -> None:
        self._closed = None
        self._waits.clear()
        if self._aside:
            self._begin(fact.at, fact.at, f"{fact.actor} opened the case again")
        self._aside = False

    def _change(self, fact: Fact) -> None:
        after = fact.payload["after"]
        match fact.payload["what"]:
            case "category":
                self._matter = replace(self._matter, category=Category(after))
            case "severity":
                self._matter = replace(self._matter, severity=Severity(after))
            case "product":
                self._matter = replace(self._matter, product=after)

    def _settle(self, at: datetime, why: str) -> None:
        """Turn each clock to what the case waits for now."""
        for winding in self._winding.values():
            if self._closed is not None:
                winding.closed = winding.closed or (self._matter, self._closed)
                winding.turn(Halt.CLOSED, at, "the case was closed")
                continue
            winding.closed = None
            halt = next((h for h in (Halt.CUSTOMER, Halt.VENDOR) if h in self._waits and h not in winding.older), None)
            if halt is None:
                winding.turn(Halt.NONE, at, why)
            else:
                winding.turn(halt, at, self._waits[halt])
