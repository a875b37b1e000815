"""Who is reminded of a case, and when: what the desk file declares as `[reminders]` and `[waiting]`, as frozen values.

A ladder has rungs, each a share of a clock's time with the ranks that hear of it then; without the table it is that of
`LADDER`. Holds values alone: `reminders` climbs the ladder, `awaiting` reminds customers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rank(StrEnum):
    """Whom a rung is for; each is stood in for while he is away, and by the next rank where there is nobody."""

    ENGINEER = "engineer"  # the owner of the case
    SUBSTITUTE = "substitute"  # who stands in for the owner, also while he is there
    LEAD = "lead"
    MANAGER = "manager"  # who sees the product of the case
    ON_CALL = "on_call"  # whom the desk file names for that hour: of critical cases alone (GEN-03); in no ladder


@dataclass(frozen=True, slots=True)
class Rung:
    """At `percent` of a clock's time (1 to 1000) these hear of it."""

    percent: int
    ranks: tuple[Rank, ...]


LADDER = (
    Rung(50, (Rank.ENGINEER,)),
    Rung(75, (Rank.ENGINEER,)),
    Rung(90, (Rank.LEAD,)),
    Rung(100, (Rank.ENGINEER, Rank.MANAGER)),
)


@dataclass(frozen=True, slots=True)
class Reminders:
    """MAIL.md 6. `promise_minutes` of his working time before a promise its engineer is reminded of it (GEN-09)."""

    rungs: tuple[Rung, ...] = LADDER  # percents rise
    promise_minutes: int = 120


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long a case waits for the customer, in days on which the desk is open, counted from what we last wrote.

    `nudge_days` rise; he is asked after each of them. After `close_days`, more than those, the case is closed; None:
    never by itself.
    """

    nudge_days: tuple[int, ...] = (3, 7)
    close_days: int | None = 10


REMINDERS, WAITING = Reminders(), Waiting()  # of a desk file without the tables
