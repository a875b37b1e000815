"""How a case stood at some moment, told by its events: for a digest of a week that is over. Pure.

The ticket's row says how it stands now; whoever asks for an earlier moment folds the events up to it. What was undone
by then is as if it had never been (`routing.undo`). It knows the payloads that `tickets` and `acting` describe.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from routing.facts import UNDONE, Fact, known_at, taken_back
from routing.model import TicketState
from routing.submission import Severity


@dataclass(frozen=True, slots=True)
class Stood:
    """What of a case changes in its life, as of a moment; `closed_at` None while it is open, or is another's name.

    `critical` is a mail's word, `severity` an engineer's.
    """

    state: TicketState
    owner: str | None
    product: str | None
    critical: bool = False
    severity: Severity = Severity.NORMAL
    closed_at: datetime | None = None

    @property
    def urgent(self) -> bool:
        """Whether somebody called it critical: as the queue (GEN-02) has it."""
        return self.critical or self.severity is Severity.CRITICAL


def counting(facts: Iterable[Fact], until: datetime) -> list[Fact]:
    """The facts until then, without what was undone by then."""
    known = known_at(facts, until)
    gone = {seq for seq, why in taken_back(known).items() if why == UNDONE}
    return [fact for fact in known if fact.seq not in gone]


def stood(facts: Iterable[Fact], product: str | None) -> Stood:
    """Fold facts that count; `product` is what the case was about at first."""
    found = Stood(TicketState.OPEN, None, product)
    for fact in facts:
        found = _after(found, fact)
    return found


def _after(before: Stood, fact: Fact) -> Stood:
    said = fact.payload
    match fact.kind:
        case "opened":
            return replace(before, critical=bool(said.get("critical")))
        case "appended":
            return _written(before, fact)
        case "assigned":
            return replace(before, owner=said["engineer"])
        case "changed" if said["what"] == "product":
            return replace(before, product=said["after"])
        case "changed" if said["what"] == "severity":
            return replace(before, severity=Severity(said["after"]))
        case "reopened":
            return replace(before, state=TicketState.OPEN, closed_at=None)
        case "waiting":
            return replace(before, state=TicketState.WAITING, closed_at=None)
        case "held":
            return replace(before, state=TicketState.HELD, closed_at=None)
        case "closed":
            return replace(before, state=TicketState.CLOSED, closed_at=fact.at)
        case "merged" if "into" in said:
            return replace(before, state=TicketState.CLOSED, closed_at=None)
        case _:
            return before


def _written(before: Stood, fact: Fact) -> Stood:
    """A customer's mail ends his wait, and reopens where the verb says so (`tickets.append`)."""
    said = fact.payload
    if said.get("critical"):
        before = replace(before, critical=True)
    waited = before.state is TicketState.WAITING and not (said.get("nudge") or said.get("history"))
    if said.get("reopened") or waited:
        return replace(before, state=TicketState.OPEN, closed_at=None)
    return before
