"""One round of a step whose rows each become a mail outside the thread of a case: questions of staff, announcements.

Like `correspondence`: it leases rows, words their mails outside any transaction, and commits mails and rows together.
What a row is to say, and whether it may, its own module considers. One that cannot be worded is tried again some times,
then marked `failed`, with the error, and stops none of the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from sqlalchemy import bindparam
from sqlmodel import Session, col

from notifier import outbox
from notifier.compose import Letter
from notifier.drafting import Drafted
from notifier.material import Material
from notifier.outgoing import Outgoing
from notifier.scribe import Scribe, Unfit, Written
from routing.child import Lost
from routing.db import Line, Unavailable
from routing.model import Announcement, Enquiry, NoticeState
from routing.station import Station

log = structlog.get_logger("notifier.desk_round")

_ATTEMPTS = 5
_RETRY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row comes to: a mail, or why there is none."""

    mail: Outgoing | None = None
    withheld: str | None = None
    error: str | None = None


Row = TypeVar("Row", Enquiry, Announcement)
Consider = Callable[[Session, outbox.Sent, Row], Drafted | Outcome]


def open_rows(model: type[Row]) -> Line[Row]:
    """What of a table is still to be said."""
    return Line(model, col(model.desk) == bindparam("desk"), model.state == NoticeState.OPEN)


def word_round(
    station: Station, scribe: Scribe, line: Line[Row], consider: Consider[Row], now: datetime, *, limit: int
) -> int:
    """Word the rows of a line that `open_rows` made, at most so many; answers how many there were."""
    model, whose = line.model, {"desk": station.desk.name}
    rows = station.database.lease(line, whose, now=now, owner=station.owner, seconds=station.lease_seconds, limit=limit)
    if not rows:
        return 0
    with station.database.holding(model, [row.id for row in rows], station.owner, now):
        outcomes = _word(station, scribe, rows, consider, now)
        with station.database.transaction() as session:
            mine = station.database.still_mine(session, model, [_id(row) for row in rows], station.owner)
            outbox.enqueue(session, [mail for key in mine if (mail := outcomes[key].mail) is not None])
            for key, row in mine.items():
                _settle(session, row, outcomes[key], now)
    station.wake("deliver")
    return len(rows)


def _word(
    station: Station, scribe: Scribe, rows: Sequence[Row], consider: Consider[Row], now: datetime
) -> dict[int, Outcome]:
    outcomes: dict[int, Outcome] = {}
    drafted: list[tuple[int, Drafted]] = []

    def letters(session: Session) -> Iterator[tuple[Letter, Material | None]]:
        sent = outbox.Sent(now)
        for row in rows:
            draft = _considered(session, sent, row, consider)
            if isinstance(draft, Outcome):
                outcomes[_id(row)] = draft
            else:
                drafted.append((_id(row), draft))
                yield draft.letter, draft.material

    with station.database.reading() as session:
        for number, written in enumerate(scribe.write(letters(session))):
            key, draft = drafted[number]
            outcomes[key] = _outcome(draft, written)
    return outcomes


def _considered(session: Session, sent: outbox.Sent, row: Row, consider: Consider[Row]) -> Drafted | Outcome:
    """The fault barrier of one row."""
    try:
        return consider(session, sent, row)
    except Unavailable:
        raise
    except Exception as bug:  # (one that cannot be worded must not stop the others)
        log.exception("not worded", table=row.__tablename__, row=row.id)
        return Outcome(error=f"{type(bug).__name__}: {bug}"[:500])


def _outcome(draft: Drafted, written: Written | Unfit | Lost) -> Outcome:
    match written:
        case Written(content, _):
            return Outcome(mail=draft.mail(content))
        case Unfit(why):
            return Outcome(withheld=why)
        case Lost(_, why):
            return Outcome(error=why)


def _settle(session: Session, row: Row, outcome: Outcome, now: datetime) -> None:
    row.last_error = outcome.error or outcome.withheld
    if outcome.error is None:
        row.state = NoticeState.DONE
    else:
        row.next_attempt_at = now + timedelta(seconds=_RETRY_SECONDS * row.attempts)
        if row.attempts >= _ATTEMPTS:
            row.state = NoticeState.FAILED
    row.release()
    session.add(row)


def _id(row: Row) -> int:
    assert row.id is not None
    return row.id
