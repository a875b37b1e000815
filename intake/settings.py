"""The only reader of the environment and of the desk file: what the program runs on, as frozen values.

`load()` reads a desk file, with INTAKE_DESK and INTAKE_DATABASE_URL over it, and composes what the packages
define for themselves: the desk of `routing`, the accounts of the mailboxes and of the courier, the limits. It
raises DeskFileError with everything that is wrong. Secrets are fetched by those who use them, when they do. It
opens no database, no connection, and creates no folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from intake.authentication import Trust
from intake.deskfaults import DeskFileError, Fault, wording
from intake.deskfile import (
    ArchiveTable,
    ContractsTable,
    DeskFile,
    DevelopmentTable,
    DigestTable,
    DkimTable,
    EngineerTable,
    IdentityTable,
    MailboxTable,
    ManagerTable,
    PlanTable,
    RemindersTable,
    SmtpTable,
    Url,
    examine,
)
from intake.hints import DeskHints
from intake.limits import Limits
from intake.opening import NEVER, clock, days_off, public_days, week, weekday_clock
from intake.secret import keyring, secret
from routing.desk import (
    Calendar,
    ContractRules,
    Desk,
    Development,
    Digests,
    Engineer,
    Leave,
    Mailbox,
    Manager,
    Plan,
    Product,
    Targets,
)
from routing.ladder import LADDER, Rank, Reminders, Rung, Waiting
from routing.reference import Keyring
from routing.submission import Category

if TYPE_CHECKING:
    from intake.dkim_sign import DkimSigner
    from intake.listener import Door
    from intake.mailbox import ImapAccount
    from notifier.courier import SmtpAccount

__all__ = ["DeskFileError", "Settings", "hints", "load", "sample_folder", "warnings"]

_PREFIX = "INTAKE_"
_YEARS_BACK, _YEARS_AHEAD = 1, 5  # how far around today holidays are known
_IMAP_PORTS = {"tls": 993, "starttls": 143, "none": 143}
_SMTP_PORTS = {"tls": 465, "starttls": 587, "none": 25}


class Environment(BaseSettings):
    """What the environment may say. An empty variable says nothing."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    desk: Path = Path("desk.toml")
    database_url: Url | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is the library's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `_environment` hands over: the environment comes in as a value, as time does."""
        return (init_settings,)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the program is told. Paths are absolute."""

    desk: Desk
    accounts: tuple[ImapAccount, ...]  # mailboxes without one are served by the door alone
    smtp: SmtpAccount
    archive: ImapAccount | None
    archive_address: str | None
    signer: DkimSigner | None
    door: Door | None
    trust: Trust  # whose word counts for who wrote a mail
    limits: Limits
    database_url: str
    blob_folder: Path
    folder: Path  # the working folder, in which the desk file lies
    template_folder: Path  # the operator's own templates; need not exist
    domain: str  # of Message-IDs
    envelope_domain: str  # of envelope senders
    keyring: Callable[[], Keyring]  # raises SecretError
    key_text: Callable[[], str]  # what it is made from; raises SecretError
    keys_from: str  # where that is: "env:NAME" or "file:PATH"
    expiries: Mapping[str, date] = field(default_factory=dict)  # whose password is good until when: "mailbox visi"
    heartbeat: bool = True  # a mail of our own goes through each mailbox once a day


def load(path: Path | None = None, environ: Mapping[str, str] = os.environ, *, today: date | None = None) -> Settings:
    """Read a desk file: `path`, else INTAKE_DESK, else desk.toml here. Raises DeskFileError.

    Holidays are worked out from the year before `today` to five years after it.
    """
    outer = _environment(environ)
    path = path or outer.desk
    tables, faults = examine(_text(path), str(path))
    if tables is None or faults:
        raise DeskFileError(faults)
    folder = path.resolve().parent
    year = (today or datetime.now(UTC).date()).year
    domain = tables.desk.domain or tables.desk.address.rpartition("@")[2]
    keys = secret(tables.desk.signing_keys_from, environ, folder)
    return Settings(
        desk=_desk(tables, _calendar(tables, range(year - _YEARS_BACK, year + _YEARS_AHEAD + 1))),
        accounts=tuple(_account(tables, row, environ, folder) for row in tables.mailbox if _host(tables, row)),
        smtp=_smtp(tables.smtp, environ, folder),
        archive=_archive(tables.archive, environ, folder) if tables.archive else None,
        archive_address=tables.archive.address if tables.archive else None,
        signer=_signer(tables.dkim, domain, environ, folder) if tables.dkim else None,
        door=_door(tables),
        trust=_trust(tables.identity),
        limits=Limits(**tables.limits.model_dump(exclude_none=True)),
        database_url=_database(outer.database_url or tables.database.url, folder),
        blob_folder=folder / tables.database.blobs,
        folder=folder,
        template_folder=folder / "templates",
        domain=domain,
        envelope_domain=tables.smtp.envelope_domain or domain,
        keyring=lambda: keyring(keys()),
        key_text=keys,
        keys_from=tables.desk.signing_keys_from,
        expiries=_expiries(tables),
        heartbeat=tables.watch.heartbeat,
    )


def hints(settings: Settings) -> DeskHints:
    """What the readers of mail need to know of the desk."""
    desk = settings.desk
    own = [desk.address, *(a for box in desk.mailboxes for a in (box.address, *box.aliases))]
    words = [word for product in desk.products for word in (product.name, product.title, *product.words)]
    return DeskHints(
        tag=desk.tag,
        country=desk.country,
        products=tuple(dict.fromkeys(words)),
        own_addresses=tuple(dict.fromkeys(address.lower() for address in own)),
        own_domains=tuple(dict.fromkeys(name.lower() for name in (settings.domain, settings.envelope_domain))),
        staff_addresses=frozenset(a.lower() for one in desk.colleagues for a in one.addresses),
    )


def warnings(settings: Settings) -> list[str]:
    """What works but is hardly meant, a line for each."""
    from notifier.wording import Words

    desk = settings.desk
    found = []
    known = Words(operator=settings.template_folder).languages()
    spoken = dict.fromkeys(
        [*desk.languages, *(one.language for one in desk.engineers), *(one.language for one in desk.managers)]
    )
    found += [
        f'no catalogue for the language "{name}": its readers get {known[0]}' for name in spoken if name not in known
    ]
    if all(engineer.products for engineer in desk.engineers):
        taken = {name for engineer in desk.engineers for name in engineer.products}
        found += [f'no engineer takes the product "{p.name}"' for p in desk.products if p.name not in taken]
    if not any(engineer.lead for engineer in desk.engineers):
        found.append("no engineer has lead = true: of a case that nobody owns nobody hears")
    if desk.mailbox_at(desk.address) is None:
        found.append(f"no mailbox reads {desk.address}: make it an alias of one, or mail to the desk itself is lost")
    found += _doubts(settings.trust, settings.door)
    clear = [account.name for account in settings.accounts if account.security == "none"]
    clear += ["smtp"] if settings.smtp.security == "none" and settings.smtp.password else []
    found += [f'the password of "{name}" crosses the network in clear text: set security = "tls"' for name in clear]
    return found


def _doubts(trust: Trust, door: Door | None) -> list[str]:
    """What is said of [identity]."""
    found = []
    if not trust.anybody:
        found.append(
            "nothing vouches for who wrote a mail, so every answer of an engineer must be confirmed by him: set "
            "[identity] authserv_ids to the name that your mail server writes first in Authentication-Results, or "
            "check_dkim = true if it writes none"
        )
    if door is not None and door.lmtp_port is not None and trust.peer("127.0.0.1:0"):
        found.append(
            "[identity] trusted_networks holds 127.0.0.1: whatever a mail server on this machine hands in is taken "
            "for our own people's; leave it out if mail from elsewhere comes that way"
        )
    return found


def sample_folder() -> Path:
    """Where the desk files lie that `intake init` copies."""
    from notifier.wording import template_root

    return template_root() / "desks"


class _Given(EnvSettingsSource):
    """The variables of a mapping instead of those of the process."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        super().__init__(Environment)

    def _load_env_vars(self) -> Mapping[str, str | None]:
        return {name.lower(): value for name, value in self._environ.items() if value}


def _environment(environ: Mapping[str, str]) -> Environment:
    known = [name.upper() for name in Environment.model_fields]
    faults = []
    for name in environ:
        # Other variables may well begin so: secrets of the desk file, and what Kubernetes adds for a service
        # called "intake". Only what is nearly ours is taken for a slip, which would silently use another database.
        own = name.removeprefix(_PREFIX)
        if name.startswith(_PREFIX) and own not in known and (close := get_close_matches(own, known, 1, 0.8)):
            message = f'unknown variable; did you mean "{_PREFIX}{close[0]}"?'
            faults.append(Fault("environment", None, "", name, message))
    try:
        outer = Environment(**_Given(environ)())
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=False):
            name = _PREFIX + str(detail["loc"][0]).upper()
            faults.append(Fault("environment", None, "", name, wording(detail, ())))
    if faults:
        raise DeskFileError(faults)
    return outer


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        message = "there is no such file; `intake init --desk NAME FOLDER` writes one, INTAKE_DESK names another"
    except UnicodeDecodeError as error:
        message = f"is not UTF-8: byte {error.start + 1} is {error.object[error.start]:#04x}; save it as UTF-8"
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
    raise DeskFileError([Fault(str(path), None, "", "", message)])


def _calendar(tables: DeskFile, years: Sequence[int]) -> Calendar:
    """The desk's hours, with the public holidays and then the desk's own days, which have the last word."""
    table, desk = tables.holidays, tables.desk
    closed: dict[date, str] = {}
    half: dict[date, time] = {}
    if table.categories != []:
        country = table.country or desk.country
        region = table.region or (desk.region if country == desk.country else None)
        public = public_days(country, region, years, categories=table.categories, language=desk.languages[0])
        closed = dict(public.closed)
        half = dict.fromkeys(public.half_days, clock(table.half_days_close))
    for off in (off for text in table.remove for off in days_off(text, years)):
        closed.pop(off.day, None)
        half.pop(off.day, None)
    for off in (off for text in table.extra for off in days_off(text, years)):
        closed.pop(off.day, None)
        half.pop(off.day, None)
        if off.closes is None:
            closed[off.day] = off.name
        else:
            half[off.day] = off.closes
    return Calendar(ZoneInfo(desk.zone), week(tables.hours), MappingProxyType(closed), MappingProxyType(half))


def _desk(tables: DeskFile, calendar: Calendar) -> Desk:
    table = tables.desk
    return Desk(
        name=table.name,
        title=table.title,
        tag=table.tag,
        address=table.address,
        languages=tuple(table.languages),
        country=table.country,
        calendar=calendar,
        mailboxes=tuple(
            Mailbox(row.name, row.address, row.product, tuple(row.aliases), row.source) for row in tables.mailbox
        ),
        products=tuple(Product(row.name, row.title or row.name, tuple(row.words)) for row in tables.product),
        engineers=tuple(_engineer(row, table.languages, calendar) for row in tables.engineer),
        managers=tuple(_manager(row, table.languages[0], calendar) for row in tables.manager),
        digests=_digests(tables.digest),
        plans=tuple(_plan(row) for row in tables.plan),
        phone="+" + re.sub(r"\D", "", table.phone) if table.phone else None,
        asks_back=table.asks_back,
        contracts=_contracts(tables.contracts),
        bridge_minutes=table.bridge_minutes,
        looks_next_working_day=table.looks_next_working_day,
        reopen_days=table.reopen_days,
        undo_seconds=table.undo_seconds,
        alarm_to=tuple(tables.watch.alarm_to),
        numbers=table.numbers,
        closes_when_solved=table.closes_when_solved,
        development=_development(tables.development) if tables.development else None,
        reminders=_reminders(tables.reminders),
        waiting=Waiting(tuple(tables.waiting.nudge_days), tables.waiting.close_days or None),
    )


def _development(table: DevelopmentTable) -> Development:
    return Development(table.address, tuple(Category(name) for name in table.gets), table.confidence)


def _reminders(table: RemindersTable) -> Reminders:
    rungs = tuple(Rung(row.at, tuple(Rank(name) for name in row.to)) for row in table.rungs or ())
    return Reminders(rungs if table.rungs is not None else LADDER, table.promise_minutes)


def _plan(row: PlanTable) -> Plan:
    given = row.model_dump(exclude={"targets", "rates", "contacts"})
    return Plan(
        **{name: _frozen(value) for name, value in given.items()},
        targets=tuple(Targets(**targets.model_dump()) for targets in row.targets),
        rates=_rates(row.rates),
        contacts=row.contacts if isinstance(row.contacts, int) else None,
        contacts_by_licence=row.contacts == "licences",
    )


def _contracts(table: ContractsTable) -> ContractRules:
    given = table.model_dump(exclude={"rates", "tell_at"})
    frozen = {name: _frozen(value) for name, value in given.items()}
    return ContractRules(**frozen, rates=_rates(table.rates), tell_at=tuple(sorted(table.tell_at)))


def _frozen(value: Any) -> Any:  # noqa: ANN401 - of any key
    """Lists and tables as values of a frozen dataclass."""
    if isinstance(value, list):
        return tuple(value)
    return MappingProxyType(value) if isinstance(value, dict) else value


def _rates(written: Mapping[Any, str]) -> Mapping[str, Decimal]:
    return MappingProxyType({str(name): Decimal(amount) for name, amount in written.items()})


def _engineer(row: EngineerTable, languages: Sequence[str], calendar: Calendar) -> Engineer:
    return Engineer(
        name=row.name,
        full_name=row.full_name,
        addresses=tuple(row.addresses),
        products=tuple(row.products),
        languages=tuple(row.languages or languages),
        calendar=replace(calendar, weekly=week(row.hours)) if row.hours else calendar,
        lead=row.lead,
        language=row.language or languages[0],
        away=tuple(Leave(leave.first, leave.last, leave.substitute) for leave in row.away),
        substitute=row.substitute,
        on_call=Calendar(calendar.zone, week(row.on_call)) if row.on_call else None,
        morning_card=row.morning_card,
    )


def _manager(row: ManagerTable, language: str, calendar: Calendar) -> Manager:
    return Manager(
        name=row.name,
        full_name=row.full_name,
        addresses=tuple(row.addresses),
        products=tuple(row.products),
        regions=tuple(row.regions),
        calendar=replace(calendar, weekly=week(row.hours)) if row.hours else calendar,
        language=row.language or language,
        daily=row.daily,
        weekly=row.weekly,
    )


def _digests(table: DigestTable) -> Digests:
    return Digests(
        daily=None if table.daily == NEVER else clock(table.daily),
        weekly=None if table.weekly == NEVER else weekday_clock(table.weekly),
        contract_days=table.contract_days,
    )


def _host(tables: DeskFile, row: MailboxTable) -> str | None:
    return row.host or tables.imap.host


def _account(tables: DeskFile, row: MailboxTable, environ: Mapping[str, str], folder: Path) -> ImapAccount:
    """A mailbox's own keys over those of [imap]; what neither says is left to `ImapAccount`."""
    from intake.mailbox import ImapAccount

    others = {"name", "address", "aliases", "product", "source", "password_expires"}
    own, common = (table.model_dump(exclude_none=True, exclude=others) for table in (row, tables.imap))
    given: dict[str, Any] = {"security": "tls", "user": row.address, **common, **own}
    given.setdefault("port", _IMAP_PORTS[given["security"]])
    if "ca_file" in given:
        given["ca_file"] = str(folder / given["ca_file"])
    password = secret(given.pop("password_from"), environ, folder)
    return ImapAccount(name=row.name, password=password, **given)


def _expiries(tables: DeskFile) -> dict[str, date]:
    days = {f"mailbox {row.name}": row.password_expires or tables.imap.password_expires for row in tables.mailbox}
    return {who: day for who, day in {**days, "smtp": tables.smtp.password_expires}.items() if day is not None}


def _smtp(table: SmtpTable, environ: Mapping[str, str], folder: Path) -> SmtpAccount:
    from notifier.courier import SmtpAccount

    return SmtpAccount(
        host=table.host,
        port=table.port or _SMTP_PORTS[table.security],
        security=table.security,
        user=table.user,
        password=secret(table.password_from, environ, folder) if table.password_from else None,
        timeout=table.timeout,
        ca_file=str(folder / table.ca_file) if table.ca_file else None,
        connections=table.connections,
        per_domain=table.per_domain,
    )


def _archive(table: ArchiveTable, environ: Mapping[str, str], folder: Path) -> ImapAccount:
    from intake.mailbox import ImapAccount

    return ImapAccount(
        name="archive",
        host=table.host,
        port=table.port or _IMAP_PORTS[table.security],
        security=table.security,
        user=table.user or table.address,
        password=secret(table.password_from, environ, folder),
        folder=table.folder,
        timeout=table.timeout,
        ca_file=str(folder / table.ca_file) if table.ca_file else None,
    )


def _signer(table: DkimTable, domain: str, environ: Mapping[str, str], folder: Path) -> DkimSigner:
    from intake.dkim_sign import DkimSigner

    return DkimSigner(table.domain or domain, table.selector, secret(table.key_from, environ, folder))


def _door(tables: DeskFile) -> Door | None:
    if tables.door is None:
        return None
    from intake.listener import Door

    return Door(host=tables.door.host, smtp_port=tables.door.smtp_port, lmtp_port=tables.door.lmtp_port)


def _trust(table: IdentityTable) -> Trust:
    return Trust(
        authserv_ids=frozenset(name.lower() for name in table.authserv_ids),
        microsoft365=table.microsoft365,
        check_dkim=table.check_dkim,
        arc_sealers=frozenset(name.lower() for name in table.arc_sealers),
        networks=tuple(ip_network(text) for text in table.trusted_networks),
        mailboxes=frozenset(table.trusted_mailboxes),
    )


def _database(url: str, folder: Path) -> str:
    """A relative SQLite file lies in the working folder, not where the program was started."""
    found = re.fullmatch(r"(sqlite(?:\+\w+)?:///)([^/?][^?]*)(\?.*)?", url)
    if not found or found[2].startswith(":memory:"):
        return url
    return f"{found[1]}{folder / found[2]}{found[3] or ''}"
