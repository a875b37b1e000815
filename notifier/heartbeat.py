"""The heartbeat: once a day a mail of our own to each mailbox, which has to come back through it (MAIL.md 1.8).

`routing.heartbeats` notes when it does, `intake.vital_signs` when it does not. It bears a token of its own, since some
servers rewrite Message-IDs.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlmodel import col, update

from notifier import outbox
from notifier.audience import Hearer
from notifier.desk_mails import DeskMail, draft_desk_mail, written
from notifier.drafting import Drafted
from notifier.for_staff import Heartbeat
from notifier.scribe import Scribe
from routing import heartbeats
from routing.model import MailboxRow
from routing.station import Station
from routing.submission import Party


def post_heartbeats(station: Station, scribe: Scribe, mailboxes: Collection[str], now: datetime) -> int:
    """Write to those of these mailboxes that were read before and had none for a day; answers how many."""
    with station.database.reading() as session:
        due = [row for row in session.exec(heartbeats.due(station.desk.name, now)) if row.name in mailboxes]
    if not due:
        return 0
    mails = written(scribe, [_draft(station, scribe, row, now) for row in due])
    with station.database.transaction() as session:
        queued = outbox.enqueue(session, mails)
        keys = [row.id for row in due]
        session.exec(update(MailboxRow).where(col(MailboxRow.id).in_(keys)).values(heartbeat_sent_at=now))
    station.wake("deliver")
    return len(queued)


def _draft(station: Station, scribe: Scribe, row: MailboxRow, now: datetime) -> Drafted:
    desk = station.desk
    party = Party("", desk.mailbox(row.name).address)
    hearer = Hearer(heartbeats.OCCASION, party, desk.languages[0], desk.calendar.zone)
    once = f"mailbox:{row.id}:{row.heartbeat_sent_at or 'first'}"
    mail = DeskMail(heartbeats.OCCASION, hearer, Heartbeat(mailbox=row.name), once, desk.title, marked=True)
    return draft_desk_mail(station, scribe.words, mail, now)
