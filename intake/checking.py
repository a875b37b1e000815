"""`intake check`: try everything the service will need, and say of each what is wrong and how to mend it.

The desk file has been read by then, so its references hold. Nothing is changed but a folder that the mailbox needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from intake.secret import SecretError
from intake.settings import Settings, warnings


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried; `text` is empty where all is well."""

    subject: str
    text: str = ""
    wrong: bool = False


def findings(settings: Settings) -> Iterator[Finding]:
    """Try everything, one thing after the other."""
    yield Finding(f"desk file of {settings.desk.title}")
    yield from (Finding("desk file", text) for text in warnings(settings))
    yield from _keys(settings)
    yield from _store(settings)
    yield from _templates(settings)
    yield from _mailboxes(settings)
    yield from _post(settings)
    yield from _signature(settings)


def _keys(settings: Settings) -> Iterator[Finding]:
    try:
        settings.keyring()
    except SecretError as trouble:
        yield Finding("signing keys", str(trouble), wrong=True)
    else:
        yield Finding("signing keys")


def _store(settings: Settings) -> Iterator[Finding]:
    from routing.db import Database

    database = Database(settings.database_url)
    subject = f"database {database.engine.url.render_as_string(hide_password=True)}"
    try:
        with database.engine.connect():
            yield Finding(subject)
    except SQLAlchemyError as trouble:
        yield Finding(subject, str(getattr(trouble, "orig", trouble)).strip().splitlines()[0], wrong=True)
    finally:
        database.close()


def _templates(settings: Settings) -> Iterator[Finding]:
    """Every occasion in every language, on examples that walk through all its branches."""
    from notifier.examples import examples
    from notifier.wording import WordingError, Words

    words = Words(operator=settings.template_folder if settings.template_folder.is_dir() else None)
    wrong = False
    for occasion, tried in examples(datetime.now(UTC)).items():
        for language in words.languages():
            try:
                for values in tried:
                    words.say(occasion, language, settings.desk.calendar.zone, {**values, "sent_at": datetime.now(UTC)})
            except WordingError as slip:
                wrong = True
                yield Finding(f"template {occasion} ({language})", str(slip), wrong=True)
    if not wrong:
        yield Finding("templates")


def _mailboxes(settings: Settings) -> Iterator[Finding]:
    from intake.mailbox_check import check

    for account in (*settings.accounts, *((settings.archive,) if settings.archive else ())):
        try:
            troubles = check(account)
        except SecretError as trouble:
            troubles = [f"{account.name}: {trouble}"]
        yield from (Finding("mailbox", trouble, wrong=True) for trouble in troubles)
        if not troubles:
            yield Finding(f"mailbox {account.name}")


def _post(settings: Settings) -> Iterator[Finding]:
    from notifier.courier import check

    try:
        troubles = check(settings.smtp)
    except SecretError as trouble:
        troubles = [f"{settings.smtp.host}: {trouble}"]
    yield from (Finding("smtp", trouble, wrong=True) for trouble in troubles)
    if not troubles:
        yield Finding(f"smtp {settings.smtp.host}")


def _signature(settings: Settings) -> Iterator[Finding]:
    if settings.signer is None:
        return
    from intake.dkim_check import Resolver, Silence

    subject = f"dkim {settings.signer.selector}._domainkey.{settings.signer.domain}"
    try:
        troubles = settings.signer.doubts(Resolver())
    except Silence as silence:
        yield Finding(subject, f"cannot be compared with what is published: {silence}")
        return
    yield from (Finding(subject, trouble, wrong=True) for trouble in troubles)
    if not troubles:
        yield Finding(subject)
