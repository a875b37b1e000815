"""The figures of a digest, as values: how a desk stands at a moment, and what happened in a period. Pure.

Counted by `tally` from cases and by `arrivals` from mails, and shown by `notifier`; nothing here reads or words. A
figure that has no source is None, and is not shown. Minutes are those of the targets, business minutes as a rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from statistics import median


@dataclass(frozen=True, slots=True)
class Case:
    """A case that a manager should know of. `subject` is masked (GEN-14)."""

    number: int
    subject: str
    customer: str  # the organisation, else ""
    owner: str | None  # a name of the desk file
    product: str | None
    due: datetime | None  # when its nearest clock is, or was, used up
    used: float  # the share of it, 1 and more: too late
    critical: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The cases of a product or of an engineer; `name` None: of none. `late` and `tight` are open ones."""

    name: str | None
    opened: int = 0
    closed: int = 0
    open: int = 0
    late: int = 0
    tight: int = 0


@dataclass(frozen=True, slots=True)
class Now:
    """How many cases stand how; `us`, `customer` and `vendor` are whom they wait for, and sum up to `open`."""

    open: int = 0
    us: int = 0
    customer: int = 0
    vendor: int = 0
    nobodys: int = 0  # wait for us, and no engineer of the desk owns them
    late: int = 0  # a clock that runs is past its end
    tight: int = 0  # more than three quarters of one are used
    critical: int = 0


@dataclass(frozen=True, slots=True)
class Answers:
    """The responses of a period, in minutes, sorted; of `promised` clocks that ended in it, `kept` were in time."""

    minutes: tuple[float, ...] = ()
    promised: int = 0
    kept: int = 0

    @property
    def median(self) -> float | None:
        """Half of them took no longer; None without any."""
        return median(self.minutes) if self.minutes else None

    @property
    def ninth(self) -> float | None:
        """Nine of ten took no longer (nearest rank)."""
        return self.minutes[ceil(0.9 * len(self.minutes)) - 1] if self.minutes else None

    @property
    def share(self) -> float | None:
        """How many of the promises were kept, 0 to 1."""
        return self.kept / self.promised if self.promised else None


@dataclass(frozen=True, slots=True)
class Outside:
    """Work for whom no contract covers: cases that were opened so, and minutes worked on such cases."""

    cases: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Learning:
    """What engineers said of the service's categories: of `judged` cases, `corrected` were taken for something else."""

    judged: int = 0
    corrected: int = 0

    @property
    def hits(self) -> float | None:
        """The share that the service had right, 0 to 1; None where nobody said anything."""
        return 1 - self.corrected / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class Day:
    """What began and ended on a day of the desk."""

    day: date
    opened: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class Mailbox:
    """MAIL.md 1.7: every mail that a mailbox received became something; what did not is unexplained, and alarms."""

    name: str
    address: str
    received: int
    filed: int = 0
    automatic: int = 0
    ignored: int = 0
    quarantined: int = 0
    waiting: int = 0

    @property
    def unexplained(self) -> int:
        """Mails of which nobody can say what became of them."""
        return self.received - self.filed - self.automatic - self.ignored - self.quarantined - self.waiting


@dataclass(frozen=True, slots=True)
class Flood:
    """A sender who wrote more than anybody does; `mails` of the period."""

    sender: str
    mails: int


@dataclass(frozen=True, slots=True)
class Term:
    """A contract whose period is over soon (PRO-03, COR-03): it ends, or renews unless notice comes by `deadline`."""

    organisation: str
    plan: str  # its name in the desk file
    number: str | None
    last_day: date
    renews: bool
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """A prepaid account of which little is left (JOH-03); minutes, and the last day on which they can be drawn."""

    organisation: str
    plan: str  # its name in the desk file
    number: str | None
    left: int
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted from cases."""

    now: Now
    worst: tuple[Case, ...]  # late ones, and then tight ones, the most urgent first
    products: tuple[Group, ...]
    engineers: tuple[Group, ...]
    days: tuple[Day, ...]  # the last seven, oldest first
    opened: int
    closed: int
    answers: Answers
    outside: Outside
    learning: Learning
    complaints: int  # cases in which somebody complained
    forgeries: int  # mails in the name of one of ours that were held


@dataclass(frozen=True, slots=True)
class Figures:
    """All of a digest. `stand` is the moment of `cases.now`; what happened is counted from `since` to `until`."""

    since: datetime
    until: datetime
    stand: datetime
    cases: Counted
    mailboxes: tuple[Mailbox, ...] = ()
    floods: tuple[Flood, ...] = ()
    quarantined: int | None = None  # that still wait for a person
    terms: tuple[Term, ...] = ()
    accounts: tuple[Account, ...] = ()
    unapproved: int | None = None  # minutes of the period that nobody has said yes to (GEN-04)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell: nothing happened, and nothing is late or about to be."""
        counted = self.cases
        moved = counted.opened or counted.closed or counted.answers.minutes or counted.forgeries or counted.complaints
        mails = any(box.received for box in self.mailboxes) or self.floods or self.quarantined
        return not (moved or mails or counted.now.late or counted.now.tight or self.unapproved)


@dataclass(frozen=True, slots=True)
class Scope:
    """What of a desk somebody sees: his products, and the customers of his regions; () and None: all."""

    products: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether he sees everything."""
        return not (self.products or self.regions)


def sorted_groups(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The fullest first, what belongs to none last; without those in which nothing was."""
    live = [one for one in groups if one.opened or one.closed or one.open]
    return tuple(sorted(live, key=lambda one: (one.name is None, -one.open, -one.opened, one.name or "")))
