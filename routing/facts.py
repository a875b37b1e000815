"""The events of a case as plain values, and which of them still count.

Three things take an earlier fact back: an engineer's `#undo`, the bounce of the mail that told it, and a message that
became a case of its own. They take it back altogether, as if it had never been: an answer that did not arrive has
stopped no clock at any time (MAIL.md 2 and 6). Pure; it knows the payloads that `tickets` and `acting` describe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count, takewhile
from operator import attrgetter
from typing import Any

UNDONE, LOST, MOVED = "was taken back", "did not arrive", "became a case of its own"
_TAKES_BACK = frozenset({"undone", "bounced", "split"})
_SEQ = attrgetter("seq")


@dataclass(frozen=True, slots=True)
class Fact:
    """A TicketEvent; `kind` is the word of `EventKind`."""

    seq: int
    kind: str
    at: datetime
    actor: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    message: int | None = None
    since: datetime | None = None  # of a case that was split off or merged into this: since when somebody waits there


def known_at(facts: Iterable[Fact], now: datetime) -> list[Fact]:
    """The facts until `now`, in order; where the service's clock went back, time stands still."""
    known: list[Fact] = []
    latest: datetime | None = None
    for fact in sorted(facts, key=_SEQ):
        at = fact.at.astimezone(UTC)  # two moments of one zone subtract by their wall clocks
        if latest is None or at >= latest:
            latest = at
        if latest > now:
            break
        # The store's moments are in UTC and in order: most facts stay as they are.
        known.append(fact if fact.at is at is latest else replace(fact, at=latest))
    return known


def taken_back(facts: Iterable[Fact]) -> dict[int, str]:
    """Which facts count no more, by `seq`, and what became of them."""
    facts = list(facts)
    if all(fact.kind not in _TAKES_BACK for fact in facts):  # as in most cases
        return {}
    by_seq = {fact.seq: fact for fact in facts}
    spoken = {
        fact.message: fact.seq for fact in by_seq.values() if fact.kind == "appended" and fact.message is not None
    }
    undone = (seq for fact in by_seq.values() if fact.kind == "undone" for seq in _undone(by_seq, fact))
    gone: dict[int, str] = dict.fromkeys(undone, UNDONE)
    for fact in by_seq.values():
        match fact.kind:
            case "bounced":
                gone.update(dict.fromkeys(_lost(by_seq, fact), LOST))
            case "split" if fact.message in spoken and "into" in fact.payload and fact.seq not in gone:
                gone[spoken[fact.message]] = MOVED
    return gone


def _undone(by_seq: Mapping[int, Fact], undo: Fact) -> Iterator[int]:
    """What the mail did whose echo is undone: all between its beginning and its echo (`routing.undo`)."""
    echo = by_seq.get(undo.payload["echo"])
    if echo is not None and echo.kind == "echoed":
        yield from (seq for seq in range(echo.payload["before"]["last_seq"] + 1, echo.seq) if seq in by_seq)


def _lost(by_seq: Mapping[int, Fact], bounce: Fact) -> Iterator[int]:
    """What a mail to the customer told that came back; with an answer goes the wait that the same mail declared.

    A copy that came back is no bounce: the customer has his mail. Mails to our own people tell no customer anything.
    """
    told = by_seq.get(bounce.payload.get("of") or 0)
    if told is None or bounce.payload.get("staff") or told.kind not in ("answered", "asked"):
        return
    copies = {address.lower() for address in told.payload.get("to", ())[1:]}
    if bounce.payload["recipient"].lower() in copies:
        return
    yield told.seq
    if told.kind == "answered":
        following = (by_seq.get(seq) for seq in count(told.seq + 1))
        same_mail = takewhile(lambda one: one is not None and (one.at, one.actor) == (told.at, told.actor), following)
        yield from (fact.seq for fact in same_mail if fact is not None and fact.kind == "waiting")
