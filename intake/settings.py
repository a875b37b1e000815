"""The only reader of the environment and of the desk file: what the program runs on, as frozen values.

`load()` reads a desk file, with INTAKE_DESK and INTAKE_DATABASE_URL over it, and composes what the packages
define for themselves: the desk of `routing`, the accounts of the mailboxes and of the courier, the limits. It
raises DeskFileError with everything that is wrong. Secrets are fetched by those who use them, when they do. It
opens no database, no connection, and creates no folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_settings import BaseSettings, EnvSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from intake.account_settings import (
    archive_account,
    dkim_signer,
    door_of,
    expiries,
    mailbox_accounts,
    smtp_account,
    trust_of,
)
from intake.authentication import Trust
from intake.desk_settings import desk_of
from intake.desk_values import Url
from intake.deskfaults import DeskFileError, Fault, wording
from intake.deskfile import examine
from intake.hints import DeskHints
from intake.limits import Limits
from intake.secret import keyring, secret
from routing.desk import Desk
from routing.reference import Keyring

if TYPE_CHECKING:
    from intake.dkim_sign import DkimSigner
    from intake.listener import Door
    from intake.mailbox import ImapAccount
    from notifier.courier import SmtpAccount

__all__ = ["DeskFileError", "Settings", "hints", "load", "sample_folder", "warnings"]

_PREFIX = "INTAKE_"


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
    domain = tables.desk.domain or tables.desk.address.rpartition("@")[2]
    keys = secret(tables.desk.signing_keys_from, environ, folder)
    return Settings(
        desk=desk_of(tables, today or datetime.now(UTC).date()),
        accounts=mailbox_accounts(tables, environ, folder),
        smtp=smtp_account(tables.smtp, environ, folder),
        archive=archive_account(tables.archive, environ, folder) if tables.archive else None,
        archive_address=tables.archive.address if tables.archive else None,
        signer=dkim_signer(tables.dkim, domain, environ, folder) if tables.dkim else None,
        door=door_of(tables),
        trust=trust_of(tables.identity),
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
        expiries=expiries(tables),
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


def _database(url: str, folder: Path) -> str:
    """A relative SQLite file lies in the working folder, not where the program was started."""
    found = re.fullmatch(r"(sqlite(?:\+\w+)?:///)([^/?][^?]*)(\?.*)?", url)
    if not found or found[2].startswith(":memory:"):
        return url
    return f"{found[1]}{folder / found[2]}{found[3] or ''}"
