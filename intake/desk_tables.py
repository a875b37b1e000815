"""The tables of a desk file: which keys each may have, and what stands there when a key is left out.

What they mean together is looked at by `intake/deskchecks.py`; `intake/desk_settings.py` and
`intake/account_settings.py` make the program's own values of them.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Literal, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model

from intake.desk_values import (
    WORD,
    Address,
    Country,
    Day,
    DayText,
    Domain,
    Host,
    Language,
    Network,
    OpenPort,
    OwnAddress,
    Phone,
    Port,
    Seconds,
    Secret,
    Security,
    ServerName,
    Slug,
    Text,
    TimeOfDay,
    TimeOrNever,
    Url,
    WeekdayOrNever,
    Zone,
    like,
)
from intake.limits import Limits
from routing.desk import Business, Counts, Source, Without
from routing.ladder import REMINDERS, WAITING
from routing.model import Role
from routing.submission import Category, Severity


class Table(BaseModel):
    """A table of the desk file: an unknown key is a fault, and a number in quotes is no number."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class DeskTable(Table):
    """[desk]: who the desk is."""

    name: Slug
    title: Text
    tag: Annotated[str, like(r"[^\[\]#\r\n]{1,40}", "must be a short name without [, ] or #")]
    address: OwnAddress
    domain: Domain | None = None
    languages: Annotated[list[Language], Field(min_length=1)]
    zone: Zone
    country: Country
    region: Text | None = None
    phone: Phone | None = None
    asks_back: bool = True
    bridge_minutes: Annotated[int, Field(ge=1, le=10_000)] | None = None
    looks_next_working_day: bool = False
    reopen_days: Annotated[int, Field(ge=1, le=3650)] = 30
    undo_seconds: Annotated[int, Field(ge=0, le=3600)] = 60
    numbers: bool = True
    closes_when_solved: bool = False
    signing_keys_from: Secret


class HolidayTable(Table):
    """[holidays]: what is off besides the opening hours."""

    country: Country | None = None
    region: Text | None = None
    categories: list[str] | None = None
    half_days_close: TimeOfDay = "13:00"
    extra: list[DayText] = []
    remove: list[DayText] = []


class ImapTable(Table):
    """[imap]: what the mailboxes have in common; each key may be given in a [[mailbox]] too."""

    host: Host | None = None
    port: Port | None = None
    security: Security | None = None
    user: Text | None = None
    password_from: Secret | None = None
    password_expires: Day | None = None
    folder: Text | None = None
    processed: Text | None = None
    quarantine: Text | None = None
    after: Literal["move", "flag"] | None = None
    interval: Seconds | None = None
    idle: bool | None = None
    since: date | None = None
    timeout: Seconds | None = None
    ca_file: Text | None = None


class MailboxTable(ImapTable):
    """[[mailbox]]: an address that the desk reads."""

    name: Slug
    address: OwnAddress
    aliases: list[OwnAddress] = []
    product: str | None = None
    source: Annotated[Source, WORD] = Source.MAIL


class SmtpTable(Table):
    """[smtp]: where mail is posted."""

    host: Host
    port: Port | None = None
    security: Security = "starttls"
    user: Text | None = None
    password_from: Secret | None = None
    password_expires: Day | None = None
    timeout: Seconds = 30.0
    ca_file: Text | None = None
    envelope_domain: Domain | None = None
    connections: Annotated[int, Field(ge=1, le=20)] = 2
    per_domain: Annotated[int, Field(ge=1, le=20)] = 2


class ArchiveTable(Table):
    """[archive]: a mailbox that gets a copy of all that leaves, and tells what has left after a crash. Absent: none."""

    address: Address
    host: Host
    port: Port | None = None
    security: Security = "tls"
    user: Text | None = None
    password_from: Secret
    folder: Text = "INBOX"
    timeout: Seconds = 30.0
    ca_file: Text | None = None


class DkimTable(Table):
    """[dkim]: signatures of our own on outgoing mail. Absent: the server that we post to signs, or nobody."""

    domain: Domain | None = None
    selector: Annotated[str, like(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}", "must be a DNS name like 2026a")]
    key_from: Secret


class DoorTable(Table):
    """[door]: where an MTA may hand mail in. Absent means closed."""

    host: Host = "127.0.0.1"
    smtp_port: OpenPort | None = None
    lmtp_port: OpenPort | None = None


class IdentityTable(Table):
    """[identity]: whose word counts for who wrote a mail. Absent means nobody's."""

    authserv_ids: list[ServerName] = []
    microsoft365: bool = False
    check_dkim: bool = False
    arc_sealers: list[Domain] = []
    trusted_networks: list[Network] = []
    trusted_mailboxes: list[str] = []


class ProductTable(Table):
    """[[product]]: what is supported."""

    name: Slug
    title: Text | None = None
    words: list[Text] = []


class LeaveTable(Table):
    """An entry of an engineer's `away`: days on which he is not there."""

    first: Annotated[Day, Field(alias="from")]
    last: Annotated[Day, Field(alias="until")]
    substitute: str | None = None


class EngineerTable(Table):
    """[[engineer]]: somebody who answers."""

    name: Slug
    full_name: Text
    addresses: Annotated[list[Address], Field(min_length=1)]
    products: list[str] = []
    languages: list[Language] = []
    language: Language | None = None
    lead: bool = False
    hours: dict[str, str] | None = None
    away: list[LeaveTable] = []
    substitute: str | None = None
    on_call: dict[str, str] | None = None
    morning_card: bool = True


class ManagerTable(Table):
    """[[manager]]: somebody who reads digests and escalations."""

    name: Slug
    full_name: Text
    addresses: Annotated[list[Address], Field(min_length=1)]
    products: list[str] = []
    regions: list[Text] = []
    language: Language | None = None
    hours: dict[str, str] | None = None
    daily: bool = True
    weekly: bool = True


class DigestTable(Table):
    """[digest]: when managers hear how the desk stands; "never" for none."""

    daily: TimeOrNever = "07:30"
    weekly: WeekdayOrNever = "mon 07:30"
    contract_days: Annotated[int, Field(ge=1, le=730)] = 120


def _rising(rungs: list[RungTable]) -> list[RungTable]:
    if any(later.at <= earlier.at for earlier, later in pairwise(rungs)):
        msg = "must rise: each rung at a higher share of the time than the one before it"
        raise ValueError(msg)
    return rungs


def _rising_days(days: list[int]) -> list[int]:
    if any(later <= earlier for earlier, later in pairwise(days)):
        msg = "must rise, as [3, 7]: days since we last wrote"
        raise ValueError(msg)
    return days


class RungTable(Table):
    """An entry of [reminders] `rungs`: at that share of a clock's time, in percent, these hear of it."""

    at: Annotated[int, Field(ge=1, le=1000)]
    to: Annotated[list[Literal["engineer", "substitute", "lead", "manager"]], Field(min_length=1)]


class RemindersTable(Table):
    """[reminders]: who of us is reminded of a case, and when."""

    rungs: Annotated[list[RungTable], AfterValidator(_rising)] | None = None
    promise_minutes: Annotated[int, Field(ge=1, le=10_000)] = REMINDERS.promise_minutes


class WaitingTable(Table):
    """[waiting]: how long a case waits for its customer; `close_days` 0: for ever."""

    nudge_days: Annotated[list[Annotated[int, Field(ge=1, le=365)]], AfterValidator(_rising_days)] = [
        *WAITING.nudge_days
    ]
    close_days: Annotated[int, Field(ge=0, le=365)] = WAITING.close_days or 0


TargetMinutes = Annotated[int, Field(ge=0, le=1_000_000)]  # up to nearly two years, day and night


class TargetsTable(Table):
    """An entry of a plan's `targets`: minutes of the clocks; 0 promises nothing."""

    first: TargetMinutes | None = None
    next: TargetMinutes | None = None
    solution: TargetMinutes | None = None
    category: Annotated[Category, WORD] | None = None
    severity: Annotated[Severity, WORD] | None = None


Months = Annotated[int, Field(ge=1, le=120)]
PlanMinutes = Annotated[int, Field(ge=0, le=1_000_000)]
Step = Annotated[int, Field(ge=1, le=1440)]
Percent = Annotated[int, Field(ge=1, le=100)]
Currency = Annotated[str, like(r"[A-Z]{3}", "must be three capital letters, like EUR (ISO 4217)")]
Amount = Annotated[str, like(r"\d{1,9}(\.\d{1,4})?", 'must be an amount in quotes, like "95.00"')]
SolvingChannel = Literal["written", "phone", "remote"]
WorkKind = Literal["mail", "phone", "remote", "project", "training", "travel"]
RateName = Literal[WorkKind, "critical", "high", "normal", "low", "any"]


class PlanTable(Table):
    """[[plan]]: a service level."""

    name: Slug
    title: Text
    response_minutes: Annotated[int, Field(ge=1)] | None = None
    priority: Annotated[int, Field(ge=1, le=9)] = 5
    targets: list[TargetsTable] = []
    counts: Annotated[Counts, WORD] = Counts.BUSINESS
    pauses_on_vendor: bool = False
    months: Months | None = None
    renews: bool = False
    renewal_months: Months = 12
    notice_months: Annotated[int, Field(ge=0, le=120)] | None = None
    free_months: Months | None = None
    who_asks: list[Annotated[Role, WORD]] = []
    contacts: Annotated[int, Field(ge=1)] | Literal["licences"] | None = None
    trained: bool = False
    included_minutes: PlanMinutes | None = None
    account_minutes: PlanMinutes | None = None
    account_months: Months | None = None
    step_minutes: Step = 1
    least_minutes: PlanMinutes = 0
    quotas: dict[SolvingChannel, Annotated[int, Field(ge=0)]] = {}
    channels: list[SolvingChannel] = []
    rates: dict[RateName, Amount] = {}
    currency: Currency | None = None
    billed_kinds: list[WorkKind] = []
    paid_beyond: bool = True


class ContractsTable(Table):
    """[contracts]: what holds for all contracts, and for whoever has none."""

    office: Address | None = None
    office_language: Language | None = None
    office_gets: list[Annotated[Business, WORD]] = []
    copies_office: bool = False
    without: Annotated[Without, WORD] = Without.NOTHING
    rates: dict[RateName, Amount] = {}
    currency: Currency | None = None
    step_minutes: Step = 1
    least_minutes: PlanMinutes = 0
    open_topics: list[Text] = []
    tell_at: list[Percent] = [80, 100]
    announce_days: Annotated[int, Field(ge=1, le=365)] = 30


class WatchTable(Table):
    """[watch]: how the desk looks after itself, and who hears when something is wrong."""

    alarm_to: list[Address] = []
    heartbeat: bool = True


class DevelopmentTable(Table):
    """[development]: who hears of bugs and suggestions at once. Absent: nobody."""

    address: Address
    gets: Annotated[list[Literal["bug", "suggestion"]], Field(min_length=1)]
    confidence: Annotated[float, Field(gt=0, le=1)] = 0.9


class DatabaseTable(Table):
    """[database]: where everything is kept."""

    url: Url = "sqlite:///intake.db"
    blobs: Text = "blobs"


if TYPE_CHECKING:
    LimitsTable = Table
else:
    LimitsTable = create_model(
        "LimitsTable",
        __base__=Table,
        __doc__="[limits]: bounds on one mail; the keys are the fields of `intake.limits.Limits`.",
        **{
            name: (Annotated[kind, Field(gt=0, allow_inf_nan=False)] | None, None)
            for name, kind in get_type_hints(Limits).items()
        },
    )
