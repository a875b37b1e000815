"""Cases as lists of facts, for the tests of clocks: short to write, in the shape that the verbs record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from routing.clocks import Clock, clocks
from routing.desk import Calendar, Plan, Targets
from routing.entitlement import OwnTargets, Terms
from routing.facts import Fact
from routing.submission import Category, Severity
from routing.targets import Agreements, ClockKind, Matter

ZONE = ZoneInfo("Europe/Brussels")
OFFICE = Calendar(ZONE, (((time(9), time(12)), (time(13), time(17))),) * 5 + ((), ()))
MONDAY = datetime(2026, 11, 23, 9, tzinfo=ZONE)
ANN = "ann@customer.example"
GOLD = Plan(
    "gold", "Gold", 240, targets=(Targets(next=120, solution=2400), Targets(severity=Severity.CRITICAL, first=60))
)


def at(text: str) -> datetime:
    """`"mon 10:30"` of the week of MONDAY, `"tue+1 09:00"` of the next."""
    day, clock = text.split()
    name, _, weeks = day.partition("+")
    days = ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(name) + 7 * int(weeks or 0)
    return datetime.combine(MONDAY.date() + timedelta(days=days), time.fromisoformat(clock), ZONE)


@dataclass
class Case:
    """A case that is told event by event."""

    plan: Plan | None = GOLD
    own: OwnTargets = field(default_factory=dict)
    starts_on: date = date(2026, 1, 1)
    ends_on: date | None = None
    facts: list[Fact] = field(default_factory=list)
    calendar: Calendar = OFFICE
    more: list[Terms] = field(default_factory=list)
    more_plans: list[Plan] = field(default_factory=list)

    def tell(self, when: str, kind: str, actor: str = "jan", /, **payload: Any) -> int:
        """One fact; answers its number. `since` and `message` are the fact's own, what else is named its payload."""
        since, message = payload.pop("since", None), payload.pop("message", None)
        given = {**_USUAL.get(kind, {}), **payload}
        self.facts.append(Fact(len(self.facts) + 1, kind, at(when), actor, given, message, since))
        return len(self.facts)

    def mail(self, when: str, *told: tuple[str, Mapping[str, Any]]) -> int:
        """An engineer's mail with all it does; answers the number of its echo."""
        before = len(self.facts)
        for kind, payload in told:
            self.tell(when, kind, **payload)
        return self.tell(when, "echoed", before={"last_seq": before})

    def clocks(self, now: str) -> tuple[Clock, ...]:
        """All of them, as of then."""
        plans = [*([self.plan] if self.plan else []), *self.more_plans]
        own = [Terms(1, self.plan.name, (), self.starts_on, self.ends_on, self.own)] if self.plan else []
        agreements = Agreements("Customer", [*own, *self.more], plans, self.calendar)
        matter = Matter(Category.SUPPORT, Severity.NORMAL, "visi")
        opened = self.facts[0].at if self.facts else at(now)
        return clocks(opened, matter, self.facts, agreements, at(now))

    def one(self, kind: ClockKind, now: str) -> Clock:
        """The latest clock of a kind."""
        return [clock for clock in self.clocks(now) if clock.kind is kind][-1]


_USUAL: Mapping[str, Mapping[str, Any]] = {
    "opened": {"history": False, "awaited": True, "critical": False},
    "appended": {"reopened": False, "resolved": False, "thanked": False, "only_thanks": False, "nudge": False},
    "answered": {"to": [ANN], "sent_already": False, "closes": False},
    "phoned": {"text": "", "reached": True},
    "bounced": {"recipient": ANN, "staff": False},
    "asked": {"fields": ["phone"]},
}
