"""The desk file's shape: one TOML file that makes the program somebody's support desk.

`examine()` reads the text and answers with the tables and with every fault in it, not only the first. A table
that is well-formed by itself is looked at further by `intake/deskchecks.py` (names that nothing bears, addresses
given twice). Secrets are named here, never held. Opens no file, reads no environment; `intake/settings.py` does.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from ipaddress import ip_network
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model

from intake.deskchecks import check
from intake.deskfaults import Fault, Ledger, Place, guess, wording
from intake.limits import Limits
from intake.opening import NEVER, clock, weekday_clock
from routing.desk import Business, Counts, Source, Without
from routing.ladder import REMINDERS, WAITING
from routing.model import Role
from routing.submission import Category, Severity

_SYNTAX = re.compile(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


def _like(pattern: str, what: str) -> AfterValidator:
    """A text of that pattern; else the fault says `what` it must be. Never repeats the text: it may be a secret."""
    compiled = re.compile(pattern)

    def validate(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(what)
        return text

    return AfterValidator(validate)


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        msg = f'there is no time zone "{text}"{guess(text, available_timezones()) or "; write as Europe/Brussels"}'
        raise ValueError(msg) from None
    return text


def _network(text: str) -> str:
    try:
        found = ip_network(text)
    except ValueError:
        msg = f"must be a network like 10.0.0.0/8 or 2001:db8::/32{_network_meant(text)}"
        raise ValueError(msg) from None
    if found.prefixlen == 0:
        msg = "is everybody; name the network of the machines that only your own people submit mail on"
        raise ValueError(msg)
    return text


def _network_meant(text: str) -> str:
    try:
        return f'; did you mean "{ip_network(text, strict=False)}"?'
    except ValueError:
        return ""


def _time_of_day(text: str) -> str:
    clock(text)
    return text


def _time_or_never(text: str) -> str:
    return text if text == NEVER else _time_of_day(text)


def _weekday_or_never(text: str) -> str:
    if text != NEVER:
        weekday_clock(text)
    return text


def _day_as_text(value: object) -> object:
    """TOML has days of its own: 2026-12-24 without quotes means the same."""
    return value.isoformat() if isinstance(value, date) else value


def _text_as_day(value: object) -> object:
    """And "2026-12-24" in quotes the same as without."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        msg = "must be a day like 2026-12-24"
        raise ValueError(msg) from None


_DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
_LOCAL = r"[A-Za-z0-9!#$%&'*/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*/=?^_`{|}~-]+)*"  # RFC 5321 dot-string without "+"

_WORD = Field(strict=False)  # TOML has no enumerations: one of theirs is written as its word
Text = Annotated[str, Field(min_length=1)]
Slug = Annotated[
    str, _like(r"[a-z0-9][a-z0-9-]{0,39}", "must be a short name of the letters a-z, digits and hyphens, like visi-2")
]
Address = Annotated[str, _like(rf"(?:{_LOCAL}\+)?{_LOCAL}@{_DOMAIN}", "must be an address like ann@company.example")]
# A signed token of 44 characters and its "+" join the local part, which holds 64 octets (RFC 5321 4.5.3.1.1).
OwnAddress = Annotated[
    str,
    _like(rf"{_LOCAL}@{_DOMAIN}", "must be an address like visi.support@company.example, without a +"),
    _like(r".{1,19}@.*", "has more than 19 letters before the @, which leaves no room for the token of a case"),
]
Domain = Annotated[str, _like(_DOMAIN, "must be a domain like company.example")]
Host = Annotated[str, _like(r"[A-Za-z0-9.:_-]+", "must be the name or number of a machine, without port")]
ServerName = Annotated[
    str,
    _like(r"[A-Za-z0-9._-]+", "must be the name that Authentication-Results begins with, like mx.company.example"),
]
Network = Annotated[str, AfterValidator(_network)]
Port = Annotated[int, Field(ge=1, le=65535)]
OpenPort = Annotated[int, Field(ge=0, le=65535)]  # 0 is any free one
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Language = Annotated[str, _like(r"[a-z]{2}", "must be two letters, like nl, de, nb, tr, en or fr")]
Country = Annotated[str, _like(r"[A-Z]{2}", "must be two capital letters, like BE (ISO 3166-1)")]
Zone = Annotated[str, AfterValidator(_zone)]
Phone = Annotated[str, _like(r"\+[1-9](?:[ ()./-]*\d){6,14}", 'must be written in full, like "+32 50 12 34 56"')]
Secret = Annotated[str, _like(r"env:[A-Za-z_][A-Za-z0-9_]*|file:.+", 'must be "env:NAME" or "file:PATH"')]
Url = Annotated[
    str,
    _like(
        r"(sqlite|postgresql)(\+[a-z0-9]+)?:/.*",
        'must be like "sqlite:///intake.db" or "postgresql+psycopg://user@host/name"',
    ),
]
DayText = Annotated[str, BeforeValidator(_day_as_text)]
Day = Annotated[date, BeforeValidator(_text_as_day)]
TimeOfDay = Annotated[str, AfterValidator(_time_of_day)]
TimeOrNever = Annotated[str, AfterValidator(_time_or_never)]
WeekdayOrNever = Annotated[str, AfterValidator(_weekday_or_never)]
Security = Literal["tls", "starttls", "none"]


class Table(BaseModel):
    """A table of the desk file: an unknown key is a fault, and a number in quotes is no number."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class DeskTable(Table):
    """[desk]: who the desk is."""

    name: Slug
    title: Text
    tag: Annotated[str, _like(r"[^\[\]#\r\n]{1,40}", "must be a short name without [, ] or #")]
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
    source: Annotated[Source, _WORD] = Source.MAIL


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
    selector: Annotated[str, _like(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}", "must be a DNS name like 2026a")]
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
    category: Annotated[Category, _WORD] | None = None
    severity: Annotated[Severity, _WORD] | None = None


Months = Annotated[int, Field(ge=1, le=120)]
PlanMinutes = Annotated[int, Field(ge=0, le=1_000_000)]
Step = Annotated[int, Field(ge=1, le=1440)]
Percent = Annotated[int, Field(ge=1, le=100)]
Currency = Annotated[str, _like(r"[A-Z]{3}", "must be three capital letters, like EUR (ISO 4217)")]
Amount = Annotated[str, _like(r"\d{1,9}(\.\d{1,4})?", 'must be an amount in quotes, like "95.00"')]
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
    counts: Annotated[Counts, _WORD] = Counts.BUSINESS
    pauses_on_vendor: bool = False
    months: Months | None = None
    renews: bool = False
    renewal_months: Months = 12
    notice_months: Annotated[int, Field(ge=0, le=120)] | None = None
    free_months: Months | None = None
    who_asks: list[Annotated[Role, _WORD]] = []
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
    office_gets: list[Annotated[Business, _WORD]] = []
    copies_office: bool = False
    without: Annotated[Without, _WORD] = Without.NOTHING
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


class DeskFile(Table):
    """The whole file."""

    version: Annotated[Literal[1], Field(alias="schema")]
    desk: DeskTable
    hours: Annotated[dict[str, str], Field(min_length=1)]
    holidays: HolidayTable = HolidayTable()
    imap: ImapTable = ImapTable()
    mailbox: Annotated[list[MailboxTable], Field(min_length=1)]
    smtp: SmtpTable
    archive: ArchiveTable | None = None
    dkim: DkimTable | None = None
    door: DoorTable | None = None
    identity: IdentityTable = IdentityTable()
    product: list[ProductTable] = []
    engineer: Annotated[list[EngineerTable], Field(min_length=1)]
    manager: list[ManagerTable] = []
    digest: DigestTable = DigestTable()
    plan: list[PlanTable] = []
    development: DevelopmentTable | None = None
    contracts: ContractsTable = ContractsTable()
    reminders: RemindersTable = RemindersTable()
    waiting: WaitingTable = WaitingTable()
    limits: LimitsTable = LimitsTable()
    database: DatabaseTable = DatabaseTable()
    watch: WatchTable = WatchTable()


def examine(text: str, file: str) -> tuple[DeskFile | None, list[Fault]]:
    """Read a desk file's text: its tables (None if they cannot be used) and all faults, in the order of the file."""
    text = text.removeprefix("\ufeff")
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [_syntax_fault(str(error), text, file)]
    ledger = Ledger(file, text, content)
    tables = None
    try:
        tables = DeskFile.model_validate(content)
    except ValidationError as error:
        for place, message in _told(error):
            _note(ledger, content, place, message)
    check(content, ledger)
    return tables, ledger.faults()


def _told(error: ValidationError) -> Iterator[tuple[Place, str]]:
    """Places and words of the errors. A key that is missing because it is misspelt is one fault, not two."""
    details = error.errors(include_url=False, include_input=False)
    told = [(detail["loc"], wording(detail, _keys_at(detail["loc"]))) for detail in details]
    meant = {(*place[:-1], message.split('"')[1]) for place, message in told if "did you mean" in message}
    for detail, (place, message) in zip(details, told, strict=True):
        if detail["type"] != "missing" or place not in meant:
            yield place, message


def _note(ledger: Ledger, content: dict[str, Any], place: Place, message: str) -> None:
    """Say what only this file's shape knows: how a whole table is written."""
    name = str(place[0])
    if place == ("schema",):
        message = "must be 1, the only one that this program reads; write schema = 1 at the top"
    elif len(place) == 1:
        shown = _brackets(name)
        if name not in content:
            ledger.add((), f"{shown} is missing")
            return
        if message.startswith("unknown key"):
            message = re.sub(r'"(\w+)"', lambda found: _brackets(found[1]), message)
            message = message.replace("unknown key", "there is no such table")
        elif message.startswith("must be a"):
            message = f"must be written as {shown}"
    elif len(place) == 2 and message == "must be a table":  # entries of a list that was meant to be tables
        message = f"must be written as {_brackets(name)}"
    ledger.add(place, message)


def _brackets(name: str) -> str:
    """How a table's header is written."""
    field = DeskFile.model_fields.get(name)
    return f"[[{name}]]" if field and get_origin(field.annotation) is list else f"[{name}]"


def _annotation(model: type[BaseModel], key: str) -> Any:  # noqa: ANN401 - an annotation is anything
    """What a key of a table holds, `Annotated` and `| None` taken off; None for an unknown key."""
    field = next((f for name, f in model.model_fields.items() if key in (name, f.alias)), None)
    found = field.annotation if field else None
    return next((part for part in get_args(found) if _is_table(part)), found)


def _keys_at(place: Place) -> Iterable[str]:
    """The keys that the table around a place may have."""
    model: type[BaseModel] = DeskFile
    for part in place[:-1]:
        if isinstance(part, str) and _is_table(found := _annotation(model, part)):
            model = found
    return [field.alias or name for name, field in model.model_fields.items()]


def _is_table(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, Table)


def _syntax_fault(message: str, text: str, file: str) -> Fault:
    found = _SYNTAX.fullmatch(message)
    what = found[1] if found else message
    if found and found[2]:
        return Fault(file, int(found[2]), f"column {found[3]}", "", f"this is no TOML: {what}")
    return Fault(file, text.count("\n") + 1, "", "", f"this is no TOML: {what} at the end of the file")
