"""What tells whether the service is well, read from its store and its folder: mailboxes, ledger, lines, disk.

`read` answers one `Sign` for each thing, wrong or not, in the order of a page for people (`intake doctor`); `watch`
makes alarms of those that are wrong. Opens no connection: a mailbox's own trouble was noted by who reads it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from pathlib import Path

from sqlalchemy import ColumnElement, literal_column
from sqlmodel import Session, col, func, select

from intake.settings import Settings
from routing import alarms
from routing.mail_ledger import mail_ledgers
from routing.model import (
    Alarm,
    InboundMail,
    InboundState,
    MailboxRow,
    NoticeState,
    OutboundMail,
    OutboundState,
    Ticket,
    TicketEvent,
    TicketState,
    Trouble,
)
from routing.model.mail import IN_LINE
from routing.station import Station

_ON_ITS_WAY = timedelta(hours=2)  # a heartbeat that takes longer is late
_RECONCILED = timedelta(hours=3)
_SLOW, _STUCK = timedelta(minutes=10), timedelta(hours=1)
_SOON, _AT_ONCE = timedelta(days=30), timedelta(days=14)  # before a password expires
_TIGHT, _FULL = 0.10, 0.05  # of the disk
_LEAST = 500_000_000  # octets
_OF_READING = (Trouble.MAILBOX, Trouble.HEARTBEAT)  # of a mailbox that is read; nobody looks once it is gone
# As the partial index has it: else each look reads every mail that ever left, with its bytes.
_LINE: list[ColumnElement[str]] = [literal_column(repr(state.value)) for state in IN_LINE]


class Health(IntEnum):
    """How a sign is; from `WRONG` on a person must do something."""

    WELL = 0
    DOUBTFUL = 1
    WRONG = 2


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was looked at. `text` says how it is, `cure` what would mend it."""

    subject: str
    health: Health
    text: str
    cure: str = ""
    trouble: Trouble | None = None  # what the alarm is called if it is wrong; None: it has one already
    name: str = ""


def read(session: Session, settings: Settings, now: datetime, *, ledgers: bool = True) -> list[Sign]:
    """Every sign, as of `now`; the ledgers, for which every mail that ever came is read, only if asked for."""
    return [
        *_mailboxes(session, settings, now),
        *(_ledgers(session, settings) if ledgers else ()),
        _unread(session, settings, now),
        _untold(session, settings, now),
        _outbox(session, settings, now),
        _clocks(session, settings, now),
        *_passwords(settings, now),
        _disk(settings.folder),
    ]


def watch(station: Station, settings: Settings, now: datetime, *, ledgers: bool = True) -> None:
    """Sound an alarm for each sign that is wrong, and end those of the others; what is not looked at stays as it is.

    That a mailbox cannot be read is over once the desk file no longer names it, for nobody looks any more.
    """
    with station.database.reading() as session:
        signs = read(session, settings, now, ledgers=ledgers)
        gone = [one for one in alarms.standing(session, settings.desk.name) if _is_gone(settings, one)]
    for one in gone:
        alarms.end(station, one.trouble, one.name, now)
    for sign in signs:
        if sign.trouble is None:
            continue
        if sign.health is Health.WRONG:
            ill = alarms.Ill(sign.trouble, sign.name, sign.text, sign.cure, timedelta())
            alarms.sound(station, ill, now)
        else:
            alarms.end(station, sign.trouble, sign.name, now)


def _is_gone(settings: Settings, alarm: Alarm) -> bool:
    return alarm.trouble in _OF_READING and all(box.name != alarm.name for box in settings.desk.mailboxes)


def _mailboxes(session: Session, settings: Settings, now: datetime) -> Iterator[Sign]:
    polled = {account.name for account in settings.accounts}
    known = alarms.standing(session, settings.desk.name)
    standing = {alarm.name: alarm for alarm in known if alarm.trouble is Trouble.MAILBOX}
    query = select(MailboxRow).where(MailboxRow.desk == settings.desk.name).order_by(col(MailboxRow.id))
    for row in session.exec(query):
        subject = f"mailbox {row.name}"
        if alarm := standing.get(row.name):
            yield Sign(subject, Health.WRONG, f"{alarm.what}, since {_ago(now - alarm.since)}", alarm.cure)
        elif row.name not in polled:
            yield Sign(subject, Health.WELL, "its mail comes through the door")
        elif row.connected_at is None:
            yield Sign(subject, Health.DOUBTFUL, "was never read", "Start the service: intake serve")
        elif row.reconciled_at is not None and now - row.reconciled_at > _RECONCILED:
            late = f"was last laid beside the server's list {_ago(now - row.reconciled_at)} ago"
            yield Sign(subject, Health.DOUBTFUL, late, "Look whether the service runs: intake health")
        else:
            yield Sign(subject, Health.WELL, "is read")
        if row.name in polled and row.heartbeat_sent_at is not None:
            yield _heartbeat(row, row.heartbeat_sent_at, now)


def _heartbeat(row: MailboxRow, sent_at: datetime, now: datetime) -> Sign:
    subject = f"heartbeat {row.name}"
    if row.heartbeat_seen_at is not None and row.heartbeat_seen_at >= sent_at:
        told = f"came back {_ago(now - row.heartbeat_seen_at)} ago"
        return Sign(subject, Health.WELL, told, trouble=Trouble.HEARTBEAT, name=row.name)
    out = now - sent_at
    health = Health.WRONG if out >= _ON_ITS_WAY else Health.WELL
    return Sign(
        subject,
        health,
        f"a mail to this mailbox, sent {_ago(out)} ago, has not come back",
        "Send a mail to it by hand, and look where it goes: a filter, a full mailbox, a forward",
        Trouble.HEARTBEAT,
        row.name,
    )


def _ledgers(session: Session, settings: Settings) -> Iterator[Sign]:
    for ledger in mail_ledgers(session, settings.desk.name):
        sums = f"{ledger.received} received = {ledger.filed} filed + {ledger.automatic} automatic"
        more = ((ledger.ignored, "ignored"), (ledger.quarantined, "quarantined"), (ledger.waiting, "waiting"))
        sums += "".join(f" + {number} {word}" for number, word in more if number)
        yield Sign(
            f"ledger {ledger.mailbox}",
            Health.WRONG if ledger.unexplained else Health.WELL,
            f"{sums}; {ledger.unexplained} unexplained",
            "Look at them with intake mail list --state all" if ledger.unexplained else "",
            Trouble.LEDGER,
            ledger.mailbox,
        )


def _unread(session: Session, settings: Settings, now: datetime) -> Sign:
    """The oldest mail that nobody has read."""
    query = select(func.count(), func.min(InboundMail.received_at)).where(
        InboundMail.desk == settings.desk.name, InboundMail.state == InboundState.RECEIVED
    )
    number, oldest = session.exec(query).one()
    return _line("unread mail", number, oldest, now, Trouble.WAITING, "unread", "intake mail list shows why")


def _untold(session: Session, settings: Settings, now: datetime) -> Sign:
    """Events of which people have not been told."""
    open_ones = (Ticket.desk == settings.desk.name, col(TicketEvent.notice) == NoticeState.OPEN)
    query = select(func.count(), func.min(TicketEvent.at)).join(Ticket, col(Ticket.id) == TicketEvent.ticket_id)
    number, oldest = session.exec(query.where(*open_ones)).one()
    return _line("untold events", number, oldest, now, Trouble.WAITING, "untold", "The log says why: intake serve -v")


def _outbox(session: Session, settings: Settings, now: datetime) -> Sign:
    query = select(func.count(), func.min(OutboundMail.created_at)).where(
        OutboundMail.desk == settings.desk.name,
        col(OutboundMail.state).in_(_LINE),
        OutboundMail.state != OutboundState.HELD,
    )
    number, oldest = session.exec(query).one()
    return _line("outbox", number, oldest, now, Trouble.OUTBOX, "", "intake outbox list shows what the server says")


def _line(
    subject: str, number: int, oldest: datetime | None, now: datetime, trouble: Trouble, name: str, cure: str
) -> Sign:
    """A line in which things wait."""
    if not number or oldest is None:
        return Sign(subject, Health.WELL, "nothing waits", trouble=trouble, name=name)
    age = now - oldest
    health = Health.WRONG if age >= _STUCK else Health.DOUBTFUL if age >= _SLOW else Health.WELL
    text = f"{number} waiting, the oldest for {_ago(age)}"
    return Sign(subject, health, text, cure if health else "", trouble, name)


def _clocks(session: Session, settings: Settings, now: datetime) -> Sign:
    """Cases whose promise is over: the desk's trouble, not the service's."""
    query = select(func.count()).where(
        Ticket.desk == settings.desk.name, col(Ticket.state) == TicketState.OPEN, col(Ticket.respond_by) < now
    )
    late = session.exec(query).one()
    cases = "1 case is" if late == 1 else f"{late} cases are"
    health = Health.DOUBTFUL if late else Health.WELL
    return Sign("clocks", health, f"{cases} past the promise" if late else "no promise is broken")


def _passwords(settings: Settings, now: datetime) -> Iterator[Sign]:
    today = now.astimezone(settings.desk.calendar.zone).date()
    for who, day in settings.expiries.items():
        left = day - today
        health = Health.WRONG if left <= _AT_ONCE else Health.DOUBTFUL if left <= _SOON else Health.WELL
        text = f"expires on {day}" if left >= timedelta() else f"expired on {day}"
        cure = "Set a new one where password_from says, and password_expires to its last day" if health else ""
        yield Sign(f"password of {who}", health, text, cure, Trouble.PASSWORD, who[:64])


def _disk(folder: Path) -> Sign:
    usage = shutil.disk_usage(folder)
    share = usage.free / usage.total
    full = share < _FULL or usage.free < _LEAST
    health = Health.WRONG if full else Health.DOUBTFUL if share < _TIGHT else Health.WELL
    text = f"{usage.free / 1e9:.1f} GB free, {share:.0%}"
    return Sign("disk", health, text, "Make room: raw mails and the store are here" if health else "", Trouble.DISK)


def _ago(time: timedelta) -> str:
    """A span as people say it, in its largest unit."""
    seconds = max(0, int(time.total_seconds()))
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= size:
            number = seconds // size
            return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
    return f"{seconds} s"
