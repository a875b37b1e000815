"""A desk as the decisions see it: products, people, plans and opening hours, as frozen values.

`intake/settings.py` fills these from the desk file; nothing here reads a file. Names are the desk file's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar
from zoneinfo import ZoneInfo

from routing.ladder import REMINDERS, WAITING, Reminders, Waiting
from routing.submission import Category, Severity

MANAGER = "manager:"  # before a manager's name where it might be an engineer's
Range = tuple[time, time]  # opens, closes; closes may be time.max for "until midnight"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Opening hours: `weekly[0]` is Monday. `closed` are days off; on `half_days` the desk closes at that time."""

    zone: ZoneInfo
    weekly: tuple[tuple[Range, ...], ...]  # seven entries, ranges sorted and disjoint
    closed: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))  # day -> its name
    half_days: Mapping[date, time] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Product:
    """A product the desk supports (PRO-01). `words` name it in a text where one mailbox serves several."""

    name: str
    title: str
    words: tuple[str, ...] = ()


class Source(StrEnum):
    """How a customer turned to the desk, in the order in which equal cases are served (PRO-07)."""

    FORM = "form"  # the desk's own web form
    MAIL = "mail"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A mailbox as the rest of the world sees it. `product` None: the product is read from the mail (NTI-01)."""

    name: str
    address: str
    product: str | None
    aliases: tuple[str, ...] = ()
    source: Source = Source.MAIL  # of what reaches it


@dataclass(frozen=True, slots=True)
class Leave:
    """Days on which an engineer is not there, the first and the last of them included (GEN-12)."""

    first: date
    last: date
    substitute: str | None = None  # an engineer's name; None: whom he names for all his absences


@dataclass(frozen=True, slots=True)
class Engineer:
    """Somebody who answers. Mail goes to the first address; any of them is his."""

    name: str  # key in the desk file
    full_name: str
    addresses: tuple[str, ...]
    products: tuple[str, ...]  # () : all
    languages: tuple[str, ...]
    calendar: Calendar
    lead: bool = False
    language: str = "en"  # of the mails he gets
    away: tuple[Leave, ...] = ()
    substitute: str | None = None  # who stands in for him while he is away: an engineer's name
    on_call: Calendar | None = None  # hours in which critical cases may wake him (GEN-03); None: never
    morning_card: bool = True  # he is told each working day, as it opens, what to work on


@dataclass(frozen=True, slots=True)
class Manager:
    """Somebody who reads digests and escalations, and answers for the desk; mail goes to the first address.

    He sees the products and regions that the desk file names for him, and nothing of others.
    """

    name: str  # key in the desk file
    full_name: str
    addresses: tuple[str, ...]
    products: tuple[str, ...] = ()  # () : all
    regions: tuple[str, ...] = ()  # of organisations; () : all
    calendar: Calendar = field(kw_only=True)
    language: str = "en"
    daily: bool = True  # which of the desk's digests he gets
    weekly: bool = True

    @property
    def as_colleague(self) -> Engineer:
        """He where mails of our own people are judged: he writes notes and orders, and has no cases."""
        own = (self.full_name, self.addresses, self.products, (), self.calendar)
        return Engineer(f"{MANAGER}{self.name}", *own, language=self.language)


class Counts(StrEnum):
    """Which minutes a target counts."""

    BUSINESS = "business"  # those in which the desk is open
    CALENDAR = "calendar"  # all


@dataclass(frozen=True, slots=True)
class Digests:
    """When digests leave, by each manager's own clock; None: never."""

    daily: time | None = time(7, 30)
    weekly: tuple[int, time] | None = (0, time(7, 30))  # 0 is Monday
    contract_days: int = 120  # PRO-03: how far ahead contracts that end or renew are shown


@dataclass(frozen=True, slots=True)
class Targets:
    """Minutes of the clocks, for the cases of a category and severity (None: of any); `routing.targets` picks them.

    None says nothing about a clock, 0 that the plan promises nothing for it.
    """

    first: int | None = None  # until the first response
    next: int | None = None  # until the response to each further mail
    solution: int | None = None
    category: Category | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A service level. `response_minutes` until the first answer to any case; None promises nothing (NTI-03).

    What a contract says for itself goes before everything from `months` on.
    """

    name: str
    title: str
    response_minutes: int | None = None
    priority: int = 5  # 1 is served first
    targets: tuple[Targets, ...] = ()  # go before `response_minutes`
    counts: Counts = Counts.BUSINESS
    pauses_on_vendor: bool = False  # clocks stand still while a case waits for the vendor (COR-09)
    months: int | None = None  # how long a contract that names no end runs
    renews: bool = False  # by itself (PRO-03, COR-03)
    renewal_months: int = 12
    notice_months: int | None = None  # before the end of a period a contract may be ended until
    free_months: int | None = None  # from the purchase of a licence, without any contract (PRO-03)
    who_asks: tuple[str, ...] = ()  # roles of contacts; (): everybody of the organisation (PRO-04, JOH-05)
    contacts: int | None = None  # how many may ask (NTI-02, NET-03)
    contacts_by_licence: bool = False  # as many as licences
    trained: bool = False  # in the product they ask about (NTI-05)
    included_minutes: int | None = None  # of each case (NTI-02); None: all, unless time is drawn or billed
    account_minutes: int | None = None  # JOH-03
    account_months: int | None = None  # how long the account lasts from the contract's start
    step_minutes: int = 1  # GEN-04
    least_minutes: int = 0
    quotas: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))  # NET-04: channel -> cases a year
    channels: tuple[str, ...] = ()  # written, phone, remote; (): all
    rates: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))  # kind, severity or any
    currency: str | None = None
    billed_kinds: tuple[str, ...] = ()  # of work: begins at once, and is billed by time (COR-04)
    paid_beyond: bool = True  # what is not included may be paid work, by agreement (NTI-04)


class Without(StrEnum):
    """What somebody is told whose organisation is known and has no contract for what he asks about."""

    NOTHING = "nothing"
    CONTRACT = "contract"  # what a contract is, and that re-entry may cost (PRO-13)
    RATE = "rate"  # the hourly rate; paid work waits for his yes (JOH-04)


class Business(StrEnum):
    """What of a desk's mail is no question for an engineer (GEN-13)."""

    INVOICE = "invoice"
    ORDER = "order"
    RENEWAL = "renewal"
    CANCELLATION = "cancellation"


@dataclass(frozen=True, slots=True)
class ContractRules:
    """What holds for all contracts of a desk, and for whoever has none."""

    office: str | None = None  # address of those who keep contracts and invoices
    office_language: str | None = None
    office_gets: tuple[Business, ...] = ()  # by itself; the rest by `#office` (GEN-13)
    copies_office: bool = False  # it hears of each case without a contract (PRO-13)
    without: Without = Without.NOTHING
    rates: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))  # of whoever has no contract
    currency: str | None = None
    step_minutes: int = 1
    least_minutes: int = 0
    open_topics: tuple[str, ...] = ()  # that everybody may ask about, whatever his role (NTI-06)
    tell_at: tuple[int, ...] = (80, 100)  # percent of a quota or account that are told when they are reached
    announce_days: int = 30  # before a deadline, an end or an expiry


@dataclass(frozen=True, slots=True)
class Development:
    """Who makes the program (NET-05, PRO-08): gets the text of cases of these categories, never a customer's file."""

    address: str
    gets: tuple[Category, ...]
    confidence: float = 0.9  # below it the case waits for an engineer's `#type`


@dataclass(frozen=True)  # without slots: whose an address is, is asked several times of each mail, and kept
class Desk:
    """One support desk."""

    name: str
    title: str
    tag: str  # as in "[Produsoft #10423]"
    address: str  # the desk's own address, from which staff mail comes
    languages: tuple[str, ...]  # the first one is the default
    country: str  # ISO 3166-1 alpha-2
    calendar: Calendar
    mailboxes: tuple[Mailbox, ...]
    products: tuple[Product, ...]
    engineers: tuple[Engineer, ...]
    managers: tuple[Manager, ...] = field(default=(), kw_only=True)
    digests: Digests = field(default=Digests(), kw_only=True)
    plans: tuple[Plan, ...]
    phone: str | None = None  # E.164, for standing machines (PRO-07)
    alarm_to: tuple[str, ...] = ()  # who hears when something is wrong with the service; () : the managers, else leads
    undo_seconds: int = 60  # how long an engineer's mail is kept before it leaves, for `#undo`
    asks_back: bool = True  # PRO-06: missing details are asked for; COR-10 switches it off
    contracts: ContractRules = ContractRules()
    bridge_minutes: int | None = None  # COR-08: business minutes a specialist has to give a sign; None: nobody bridges
    reopen_days: int = 30  # how long after its closing a case is opened again by its customer's mail
    looks_next_working_day: bool = False  # PRO-02: says that a case is looked at on the next working day at the latest
    numbers: bool = True  # customers see case numbers and tags; COR-10 switches them off
    closes_when_solved: bool = False  # PRO-09: a case that its customer calls solved is closed at once
    development: Development | None = None
    reminders: Reminders = REMINDERS
    waiting: Waiting = WAITING

    def mailbox(self, name: str) -> Mailbox:
        """The mailbox of that name; KeyError if the desk has none."""
        return _named(self.mailboxes, name)

    def product(self, name: str) -> Product:
        """The product of that name; KeyError if the desk has none."""
        return _named(self.products, name)

    def engineer(self, name: str) -> Engineer:
        """The engineer of that name; KeyError if the desk has none."""
        return _named(self.engineers, name)

    def plan(self, name: str) -> Plan:
        """The plan of that name; KeyError if the desk has none."""
        return _named(self.plans, name)

    def engineer_at(self, address: str) -> Engineer | None:
        """Whose address that is, or None."""
        found = self.colleague_at(address)
        return found if found in self.engineers else None

    def colleague_at(self, address: str) -> Engineer | None:
        """Whose address that is among all of our own people, managers too, or None."""
        return self._colleagues_at.get(address.lower())

    @cached_property
    def colleagues(self) -> tuple[Engineer, ...]:
        """All of our own people; a manager who is an engineer, too, as the engineer."""
        known = {address.lower() for engineer in self.engineers for address in engineer.addresses}
        others = (m.as_colleague for m in self.managers if known.isdisjoint(a.lower() for a in m.addresses))
        return (*self.engineers, *others)

    def mailbox_at(self, address: str) -> Mailbox | None:
        """The mailbox that takes mail for that address, sub-address (`+token`) ignored; None if not ours."""
        local, _, domain = address.lower().rpartition("@")
        return self._mailboxes_at.get(f"{local.partition('+')[0]}@{domain}")

    def owns(self, address: str) -> bool:
        """Whether the desk itself reads or sends from that address."""
        local, _, domain = address.lower().rpartition("@")
        return f"{local.partition('+')[0]}@{domain}" == self.address.lower() or self.mailbox_at(address) is not None

    @cached_property
    def _colleagues_at(self) -> Mapping[str, Engineer]:
        """By address; of two with the same one the first."""
        return {address.lower(): one for one in reversed(self.colleagues) for address in one.addresses}

    @cached_property
    def _mailboxes_at(self) -> Mapping[str, Mailbox]:
        """By address; of two with the same one the first."""
        return {a.lower(): one for one in reversed(self.mailboxes) for a in (one.address, *one.aliases)}


_N = TypeVar("_N", Mailbox, Product, Engineer, Plan)


def _named(rows: tuple[_N, ...], name: str) -> _N:
    for row in rows:
        if row.name == name:
            return row
    raise KeyError(name)
