"""TX 2: a batch of mails is leased, read and filed.

A step in three parts: lease a batch, read it and hear who vouches for its senders outside any transaction, settle all
of it in one (`intake/settling.py` says what becomes of each). Where one mail of it fails, all are filed again, each
with a savepoint and a fault barrier of its own; what fails then is tried again later, and in the end quarantined with a
stub case.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import structlog
from sqlalchemy import bindparam
from sqlmodel import col

from intake.authentication import Vouch
from intake.inbox import Drops, drops_of
from intake.limits import Limits
from intake.reader import Reader, Request, Unread
from intake.reading import Reading
from intake.reading_matter import matter
from intake.settling import Settling, key
from intake.witness import Witness, hear
from routing.db import Line
from routing.learned import Learned
from routing.model import InboundMail, InboundState
from routing.residual import Residual
from routing.station import Station, Stop

log = structlog.get_logger("intake.filing")

_WAITING = Line(InboundMail, col(InboundMail.desk) == bindparam("desk"), InboundMail.state == InboundState.RECEIVED)


def file_batch(
    station: Station,
    reader: Reader,
    limits: Limits,
    now: datetime,
    *,
    witness: Witness | None = None,
    learned: Learned | None = None,
) -> int:
    """File what waits, oldest first; answers how many mails there were.

    Without a `witness` nobody vouches; without what the desk has `learned` the default classifier decides alone.
    """
    rows = station.database.lease(
        _WAITING,
        {"desk": station.desk.name},
        now=now,
        owner=station.owner,
        seconds=station.lease_seconds,
        limit=max(1, limits.batch // 3),  # while these are in their transaction, others wait for the writer
    )
    if not rows:
        return 0
    with station.database.holding(InboundMail, [row.id for row in rows], station.owner, now):
        with station.database.reading() as session:
            drops = drops_of(session, [key(row) for row in rows])
        readings = _read(station, reader, limits, rows)
        vouches = hear(station, witness, rows, drops, readings) if witness is not None else {}
        residual = learned.residual() if learned is not None else None
        try:
            mine = _commit(station, limits, rows, drops, readings, vouches, residual, now, apart=False)
        except Exception:  # (it is found, and dealt with, when each mail is on its own)
            log.debug("filing one by one", exc_info=True)
            mine = _commit(station, limits, rows, drops, readings, vouches, residual, now, apart=True)
    for mail_id in mine:
        station.watch(Stop.FILED, mail_id)
    station.wake("notify")
    return len(rows)


def _commit(
    station: Station,
    limits: Limits,
    rows: Sequence[InboundMail],
    drops: Drops,
    readings: Mapping[int, Reading | Unread],
    vouches: Mapping[int, Vouch],
    residual: Residual | None,
    now: datetime,
    *,
    apart: bool,
) -> list[int]:
    """File what was read in one transaction; answers the ids of those that were ours.

    `apart`: each mail in a savepoint, with a fault barrier. That costs, and is needed only where one of them fails.
    """
    with station.database.transaction() as session:
        mine = station.database.still_mine(session, InboundMail, [key(row) for row in rows], station.owner)
        filing = Settling(session, station, limits, now, drops, readings, vouches, residual)
        if apart:
            for row in mine.values():
                filing.settle_apart(row)
        else:
            filing.settle_together(list(mine.values()))
    return list(mine)


def _read(station: Station, reader: Reader, limits: Limits, rows: Sequence[InboundMail]) -> dict[int, Reading | Unread]:
    """Read until one mail is too much: the others must not wait for its next attempt."""
    readings: dict[int, Reading | Unread] = {}
    asked: list[int] = []

    def requests() -> Iterator[Request]:
        for row, asks in matter(station, limits, rows):
            if isinstance(asks, Unread):
                readings[key(row)] = asks
            else:
                asked.append(key(row))
                yield asks

    answers = reader.read_all(requests())
    for number, reading in enumerate(answers):
        readings[asked[number]] = reading
        station.watch(Stop.READ, asked[number])
        if isinstance(reading, Unread) and reading.cause in ("timeout", "died"):
            answers.close()
            break
    return readings
