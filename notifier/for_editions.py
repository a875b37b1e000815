"""What the templates of morning card and digest are told.

The same contract with operators as in `for_customers`. Shares are whole numbers of a hundred, times are aware, minutes
are those of the targets. What is None has no source in this desk, and its line is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """One case of a morning card."""

    number: int
    subject: str
    customer: str  # who waits, and his organisation
    state: str  # a TicketState
    critical: bool = False
    due: str | None = None  # answer | solution | promise | wake
    due_at: datetime | None = None
    late: bool = False
    tight: bool = False
    waits_since: datetime | None = None
    waited: float = 0.0  # minutes of it
    news: tuple[tuple[str, int], ...] = ()  # (new | bounced | written | assigned | answered | noted, how many)
    links: tuple[tuple[str, str], ...] = ()  # (command, mailto)


@dataclass(frozen=True, slots=True, kw_only=True)
class MorningCard:
    """To an engineer, as his day opens: what to work on, in this order (GEN-02)."""

    engineer: str  # his full name
    today: date
    tasks: tuple[TaskLine, ...]
    more: int = 0  # that are not shown
    us: int = 0  # wait for him
    others: int = 0  # wait for customer or vendor
    late: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UrgentLine:
    """A case that a manager should know of."""

    number: int
    subject: str
    customer: str
    owner: str | None  # full name; None: nobody's
    product: str | None  # title
    due_at: datetime | None
    used: float  # the share of its time; above 1 it is late
    critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """The cases of a product or an engineer; `name` None: of none. The shares are of the largest group's."""

    name: str | None
    open: int = 0
    late: int = 0
    tight: int = 0
    opened: int = 0
    closed: int = 0
    shares: tuple[int, int, int] = (0, 0, 0)  # late, tight, the rest


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """What began and ended on a day; the shares are of the busiest day's."""

    day: date
    opened: int
    closed: int
    shares: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """A contract that ends or renews soon (PRO-03)."""

    organisation: str
    plan: str  # title
    number: str | None
    last_day: date
    renews: bool
    deadline: date | None = None  # until when notice may come


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountLine:
    """A prepaid account that is nearly used up: minutes, and the last day on which they can be drawn."""

    organisation: str
    plan: str  # title
    number: str | None
    left: int
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxLine:
    """The ledger of a mailbox (MAIL.md 1.7)."""

    address: str
    received: int
    filed: int = 0
    automatic: int = 0
    ignored: int = 0
    quarantined: int = 0
    waiting: int = 0
    unexplained: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """To a manager: how the desk stands, and what happened from `first` to `last`, whole days."""

    desk: str  # its title
    weekly: bool
    week: int  # of the year, by ISO 8601, of the first day
    first: date
    last: date
    stand: datetime  # when it was counted how things stand
    products_seen: tuple[str, ...] = ()  # titles, where he sees not all of them
    regions_seen: tuple[str, ...] = ()
    open: int = 0
    us: int = 0
    waiting: int = 0  # for the customer
    held: int = 0  # for the vendor
    nobodys: int = 0
    late: int = 0
    tight: int = 0
    critical: int = 0
    opened: int = 0
    closed: int = 0
    answered: int = 0
    median: float | None = None  # minutes
    ninth: float | None = None  # nine of ten answers took no longer
    kept: float | None = None  # share of the promises, 0..1
    promised: int = 0
    urgent: tuple[UrgentLine, ...] = ()
    days: tuple[DayLine, ...] = ()
    products: tuple[GroupLine, ...] = ()
    engineers: tuple[GroupLine, ...] = ()
    terms: tuple[TermLine, ...] = ()
    more_terms: int = 0
    accounts: tuple[AccountLine, ...] = ()  # low ones
    outside_cases: int = 0
    outside_minutes: int = 0
    unapproved: int | None = None  # minutes
    judged: int = 0
    corrected: int = 0
    hits: float | None = None  # share of the categories that were right, 0..1
    complaints: int = 0
    forgeries: int = 0
    floods: tuple[tuple[str, int], ...] = ()  # (sender, mails)
    quarantined: int | None = None
    boxes: tuple[BoxLine, ...] = ()
