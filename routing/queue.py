"""In which order cases are worked on (GEN-02). Pure: facts of each case in, a key that sorts them out.

Critical first, on every channel; then, from three quarters on, the share of its clock that a case has used, above any
plan; then high before normal before low where an engineer said so, the plan's priority, the channel (web form, mail,
phone, PRO-07), and age. Nobody starves: the share of whoever waits grows without end, also where nothing is promised,
for there his patience is counted instead. What waits for the customer or the vendor comes after all that waits for us.
The order is total, as no two cases of a desk have one number.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from routing.desk import Source
from routing.submission import Severity

RISES_AT = 0.75  # of its clock: from here on a case goes before plans
PATIENCE = 24 * 60  # business minutes, three days of eight hours: what a case without a promise may wait
NO_PLAN = 9
_SEVERITIES = (Severity.HIGH, Severity.NORMAL, Severity.LOW)
_SOURCES = tuple(Source)

Place = tuple[bool, bool, float, int, int, int, datetime, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a case decides its place.

    `used` is the share, 0 and more, of the clock that is nearest its end, 1 being all of it; of whom nothing is
    promised, of `PATIENCE`; 0 for a case in which nobody waits for us.
    """

    number: int
    opened_at: datetime  # aware
    awaits_us: bool = True  # else the customer, the vendor, or nobody
    critical: bool = False  # the mail says so, or an engineer
    used: float = 0.0
    severity: Severity = Severity.NORMAL
    priority: int = NO_PLAN  # of the plan; 1 is served first
    source: Source = Source.MAIL


def place(case: Standing) -> Place:
    """The smaller, the sooner."""
    return (
        not case.awaits_us,
        not (case.critical or case.severity is Severity.CRITICAL),
        -case.used if case.used >= RISES_AT else 0.0,
        _SEVERITIES.index(case.severity) if case.severity in _SEVERITIES else 0,
        case.priority,
        _SOURCES.index(case.source),
        case.opened_at,
        case.number,
    )


def in_order(cases: Iterable[Standing]) -> list[Standing]:
    """The cases, the most urgent first."""
    return sorted(cases, key=place)


def why(case: Standing) -> str:
    """What gave a case its place, in a few words."""
    if not case.awaits_us:
        return "waits for others"
    if case.critical or case.severity is Severity.CRITICAL:
        return "critical"
    if case.used >= RISES_AT:
        return f"{case.used:.0%} of its time used"
    return f"plan priority {case.priority}" if case.priority < NO_PLAN else "no plan"
