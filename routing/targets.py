"""How many minutes the clocks of a case have: contract x category x severity (PRO-02, NTI-03, NET-01, COR-02).

A target that a contract names for itself goes before its plan's; of the plan's, that for category and severity
goes before that for the severity, that before the category's, and that before the one for all cases. Without a
contract nothing is promised. Pure; it counts no minutes (`clocks`) and chooses no contract (`entitlement`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from routing.desk import Calendar, Counts, Plan, Targets
from routing.entitlement import Entitled, Entitlement, entitle
from routing.submission import Category, Severity
from routing.terms import Terms

_KEPT = 32  # answers that are remembered of a customer


class ClockKind(StrEnum):
    """What a clock waits for."""

    FIRST = "first"  # the first response to a case
    NEXT = "next"  # the response to a customer's further mail
    SOLUTION = "solution"  # the end of the case


@dataclass(frozen=True, slots=True)
class Matter:
    """What of a case decides its targets; all three may change."""

    category: Category
    severity: Severity
    product: str | None


@dataclass(frozen=True, slots=True)
class Target:
    """Minutes, 1 or more: of the calendar's opening time, or any minutes where `calendar` is None."""

    minutes: int
    calendar: Calendar | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is promised for a case, each with its reason; `calendar` counts where nothing is promised."""

    calendar: Calendar
    targets: tuple[tuple[ClockKind, Target, str], ...] = ()
    pauses_on_vendor: bool = False
    reasons: tuple[str, ...] = ()

    def target(self, kind: ClockKind) -> tuple[Target | None, str]:
        """The target of a clock and where it stands; None where nothing is promised."""
        for named, target, why in self.targets:
            if named is kind:
                return target, why
        return None, "nothing is promised"


def agree(entitlement: Entitlement, matter: Matter, calendar: Calendar) -> Agreed:
    """What an entitlement promises for such a case."""
    if not isinstance(entitlement, Entitled):
        return Agreed(calendar, reasons=entitlement.reasons)
    plan = entitlement.plan
    counting = None if plan.counts is Counts.CALENDAR else calendar
    found = []
    for kind in ClockKind:
        minutes, why = _minutes(entitlement, kind, matter)
        if minutes:
            unit = "business minutes" if counting else "minutes"
            found.append((kind, Target(minutes, counting), f"{why}: {minutes} {unit}"))
    return Agreed(calendar, tuple(found), plan.pauses_on_vendor, entitlement.reasons)


def _minutes(entitled: Entitled, kind: ClockKind, matter: Matter) -> tuple[int | None, str]:
    plan = entitled.plan
    for severity in (matter.severity.value, "any"):
        own = _own(entitled.targets.get(severity), kind)
        if own is not None:
            return own, f"the contract's own target for {severity} severity"
    rows = [row for row in plan.targets if getattr(row, kind) is not None and _meets(row, matter)]
    if rows:
        best = max(rows, key=lambda row: (row.severity is not None, row.category is not None))
        about = " ".join(word for word in (best.severity, best.category) if word)
        return getattr(best, kind), f"{plan.title}, {about or 'all'} cases"
    return (plan.response_minutes if kind is ClockKind.FIRST else None), plan.title


def _own(stated: int | Mapping[str, int] | None, kind: ClockKind) -> int | None:
    """A contract's target for a clock; a bare number is of the first response."""
    if isinstance(stated, Mapping):
        return stated.get(kind)
    return stated if kind is ClockKind.FIRST else None


def _meets(row: Targets, matter: Matter) -> bool:
    return row.category in (None, matter.category) and row.severity in (None, matter.severity)


@dataclass(frozen=True, slots=True)
class Agreements:
    """The contracts of a customer, running, over, and to come; `organisation` None: nobody knows him."""

    organisation: str | None
    contracts: Sequence[Terms]
    plans: Sequence[Plan]
    calendar: Calendar
    _found: dict[tuple[Matter, date], tuple[bool, Agreed]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # what was found of late: the clocks of one customer's cases ask the same, mostly of today

    def during(self, matter: Matter, begun: datetime, until: datetime) -> Agreed:
        """What holds for a clock that began then, as seen at `until`.

        The contract in force at `until` decides for the clock's whole life; one that ended meanwhile keeps its
        promise for what began under it.
        """
        first, last = (moment.astimezone(self.calendar.zone).date() for moment in (begun, until))
        ends = {terms.ends_on for terms in self.contracts if terms.ends_on and first <= terms.ends_on < last}
        for day in (last, *sorted(ends, reverse=True)):
            entitled, agreed = self._on(matter, day)
            if entitled:
                return agreed
        return self._on(matter, last)[1]

    def next_change(self, after: datetime) -> datetime | None:
        """The midnight after `after` from which on another contract may decide."""
        zone = self.calendar.zone
        starts = (terms.starts_on for terms in self.contracts)
        ends = (terms.ends_on + timedelta(1) for terms in self.contracts if terms.ends_on is not None)
        today = after.astimezone(zone).date()
        day = min((day for day in (*starts, *ends) if day > today), default=None)
        return datetime.combine(day, time.min, zone).astimezone(UTC) if day is not None else None

    def _on(self, matter: Matter, day: date) -> tuple[bool, Agreed]:
        """Whether a contract covers that day, and what is agreed for it."""
        found = self._found.get((matter, day))
        if found is None:
            if len(self._found) >= _KEPT:
                self._found.clear()
            entitlement = entitle(self.organisation, self.contracts, self.plans, matter.product, day)
            found = isinstance(entitlement, Entitled), agree(entitlement, matter, self.calendar)
            self._found[matter, day] = found
        return found
