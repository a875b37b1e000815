"""Alarms to people: what is wrong with the service, again each day while it lasts, and that it is over (MAIL.md 1.8).

One mail to each reader with all there is to say. They go by the mail server that the desk posts to, whichever mailbox
is in trouble, and are not held by any cap. Rows and mails are committed together; of two processes that word the same
alarm the second finds it told. Where no mail leaves either, `intake doctor` says so to the monitoring.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, and_, col, or_, select

from notifier import outbox
from notifier.audience import Hearer
from notifier.desk_mails import DeskMail, draft_desk_mail, written
from notifier.drafting import Drafted
from notifier.for_staff import Alarms, Wrong
from notifier.scribe import Scribe
from routing.desk import Desk, Engineer, Manager
from routing.model import Alarm
from routing.station import Station
from routing.submission import Party

_AGAIN = timedelta(days=1)


def tell_alarms(station: Station, scribe: Scribe, now: datetime) -> int:
    """Mail what people should hear of; answers how many mails that made."""
    with station.database.reading() as session:
        rows = _due(session, station, now)
    hearers = _hearers(station.desk)
    if not rows or not hearers:
        return 0
    once = "alarm:" + ",".join(f"{row.id}.{row.since:%y%m%d%H%M%S}.{row.tellings}" for row in rows)
    drafts = [_draft(station, scribe, hearer, rows, once, now) for hearer in hearers]
    mails = written(scribe, drafts)
    with station.database.transaction() as session:
        if [_state(row) for row in _due(session, station, now, lock=True)] != [_state(row) for row in rows]:
            return 0  # somebody else told some of it, or there is more to tell: the next call finds out
        queued = outbox.enqueue(session, mails)
        for row in rows:
            _settle(session, session.get_one(Alarm, row.id), now)
    station.wake("deliver")
    return len(queued)


def _due(session: Session, station: Station, now: datetime, *, lock: bool = False) -> Sequence[Alarm]:
    again = or_(col(Alarm.told_at).is_(None), col(Alarm.told_at) <= now - _AGAIN)
    query = (
        select(Alarm)
        .where(
            Alarm.desk == station.desk.name,
            or_(col(Alarm.over_at).is_not(None), and_(col(Alarm.due_at) <= now, again)),
        )
        .order_by(col(Alarm.since), col(Alarm.id))
    )
    return session.exec(station.database.lock(query) if lock else query).all()


def _state(row: Alarm) -> tuple[object, ...]:
    return row.id, row.tellings, row.since, row.over_at


def _settle(session: Session, row: Alarm, now: datetime) -> None:
    if row.over_at is not None:
        session.delete(row)
        return
    row.told_at, row.tellings = now, row.tellings + 1
    session.add(row)


def _hearers(desk: Desk) -> list[Hearer]:
    """Whom the desk file names; else its managers, else its leads."""
    zone, language = desk.calendar.zone, desk.languages[0]
    if desk.alarm_to:
        return [Hearer("alarm", Party("", address), language, zone) for address in desk.alarm_to]
    people: Sequence[Manager | Engineer] = desk.managers or [one for one in desk.engineers if one.lead]
    return [Hearer("alarm", Party(one.full_name, one.addresses[0]), one.language, one.calendar.zone) for one in people]


def _draft(
    station: Station, scribe: Scribe, hearer: Hearer, rows: Sequence[Alarm], once: str, now: datetime
) -> Drafted:
    told = [
        (row, Wrong(trouble=row.trouble.value, name=row.name, what=row.what, cure=row.cure, since=row.since))
        for row in rows
    ]
    values = Alarms(
        desk=station.desk.title,
        wrong=tuple(wrong for row, wrong in told if row.over_at is None),
        over=tuple(wrong for row, wrong in told if row.over_at is not None),
    )
    return draft_desk_mail(station, scribe.words, DeskMail("alarm", hearer, values, once, station.desk.title), now)
