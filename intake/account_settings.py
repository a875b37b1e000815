"""Mailboxes, couriers, keys and whose word counts, as the tables of a desk file name them.

A password is named here and fetched by whoever uses it, when he does. Opens nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intake.authentication import Trust
from intake.desk_tables import ArchiveTable, DkimTable, IdentityTable, MailboxTable, SmtpTable
from intake.deskfile import DeskFile
from intake.secret import secret

if TYPE_CHECKING:
    from intake.dkim_sign import DkimSigner
    from intake.listener import Door
    from intake.mailbox import ImapAccount
    from notifier.courier import SmtpAccount

_IMAP_PORTS = {"tls": 993, "starttls": 143, "none": 143}
_SMTP_PORTS = {"tls": 465, "starttls": 587, "none": 25}


def mailbox_accounts(tables: DeskFile, environ: Mapping[str, str], folder: Path) -> tuple[ImapAccount, ...]:
    """Those that are read; a mailbox without a host is served by the door alone."""
    read = (row for row in tables.mailbox if row.host or tables.imap.host)
    return tuple(_mailbox_account(tables, row, environ, folder) for row in read)


def _mailbox_account(tables: DeskFile, row: MailboxTable, environ: Mapping[str, str], folder: Path) -> ImapAccount:
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


def expiries(tables: DeskFile) -> dict[str, date]:
    """Whose password is good until when."""
    days = {f"mailbox {row.name}": row.password_expires or tables.imap.password_expires for row in tables.mailbox}
    return {who: day for who, day in {**days, "smtp": tables.smtp.password_expires}.items() if day is not None}


def smtp_account(table: SmtpTable, environ: Mapping[str, str], folder: Path) -> SmtpAccount:
    """The server that takes our mail; its port is the usual one of its security."""
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


def archive_account(table: ArchiveTable, environ: Mapping[str, str], folder: Path) -> ImapAccount:
    """The mailbox that keeps a copy of every mail of ours."""
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


def dkim_signer(table: DkimTable, domain: str, environ: Mapping[str, str], folder: Path) -> DkimSigner:
    """Who signs our mail (RFC 6376); of the desk's own domain, unless the table names another."""
    from intake.dkim_sign import DkimSigner

    return DkimSigner(table.domain or domain, table.selector, secret(table.key_from, environ, folder))


def door_of(tables: DeskFile) -> Door | None:
    """Where mail is pushed to us; None: nowhere."""
    if tables.door is None:
        return None
    from intake.listener import Door

    return Door(host=tables.door.host, smtp_port=tables.door.smtp_port, lmtp_port=tables.door.lmtp_port)


def trust_of(table: IdentityTable) -> Trust:
    """Whose word counts for who wrote a mail."""
    return Trust(
        authserv_ids=frozenset(name.lower() for name in table.authserv_ids),
        microsoft365=table.microsoft365,
        check_dkim=table.check_dkim,
        arc_sealers=frozenset(name.lower() for name in table.arc_sealers),
        networks=tuple(ip_network(text) for text in table.trusted_networks),
        mailboxes=frozenset(table.trusted_mailboxes),
    )
