"""Alarms: what is wrong with the service for long enough that a person should know (MAIL.md 1.8).

`sound` and `end` keep one row for each trouble, in a transaction of their own; `notifier.alarms` tells people. A
trouble that ends before anybody heard of it leaves nothing behind. Both are called again and again for the same
trouble, by several processes. Decides nothing of what is wrong; raises `Unavailable` only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from routing.db import AlreadyDone
from routing.model import Alarm, Trouble
from routing.station import Station

PATIENCE = timedelta(minutes=15)  # what mends itself sooner is no alarm


@dataclass(frozen=True, slots=True)
class Ill:
    """A trouble, and what would mend it. `name` is the mailbox's, "" where it is about the whole desk."""

    trouble: Trouble
    name: str
    what: str
    cure: str
    patience: timedelta = PATIENCE  # zero for what does not mend itself


def sound(station: Station, ill: Ill, now: datetime) -> None:
    """Note that a trouble is there, or still is; its words are the latest."""
    try:
        with station.database.transaction() as session:
            row = _row(session, station, ill.trouble, ill.name)
            if row is None or row.over_at is not None:
                row = row or _begun(station, ill, now)
                row.since, row.over_at = now, None
            row.what, row.cure, row.due_at = ill.what, ill.cure, row.since + ill.patience
            session.add(row)
    except AlreadyDone:  # by another process, a moment ago
        return


def end(station: Station, trouble: Trouble, name: str, now: datetime) -> None:
    """Note that a trouble is over, if there was one."""
    with station.database.reading() as session:
        if _row(session, station, trouble, name) is None:
            return
    with station.database.transaction() as session:
        row = _row(session, station, trouble, name)
        if row is None or row.over_at is not None:
            return
        if row.told_at is None:
            session.delete(row)
        else:
            row.over_at = now
            session.add(row)


def standing(session: Session, desk: str) -> Sequence[Alarm]:
    """Troubles that are there, the oldest first."""
    query = select(Alarm).where(Alarm.desk == desk, col(Alarm.over_at).is_(None))
    return session.exec(query.order_by(col(Alarm.since), col(Alarm.id))).all()


def _begun(station: Station, ill: Ill, now: datetime) -> Alarm:
    return Alarm(
        desk=station.desk.name,
        trouble=ill.trouble,
        name=ill.name,
        what=ill.what,
        cure=ill.cure,
        since=now,
        due_at=now + ill.patience,
    )


def _row(session: Session, station: Station, trouble: Trouble, name: str) -> Alarm | None:
    query = select(Alarm).where(Alarm.desk == station.desk.name, Alarm.trouble == trouble, Alarm.name == name)
    return session.exec(station.database.lock(query)).first()
