"""A desk's log of learning: what is in use, when to learn again, and the way back.

The newest entry (`model.Refit`) decides. `learn` is a step: it reads the lessons, has them refitted outside any
transaction, and appends what came of it; a second process that did the same is told so by a UNIQUE constraint and
leaves it. A roll-back is an entry, too: it holds the residual that was gone back to, and what was taught since is
forgotten. `Learned` is what filing asks; it never raises for a bad residual, the default decides then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select, update

from routing.corrections import TEACHING, Span, lessons_of
from routing.db import AlreadyDone, Database
from routing.lesson import Lesson, Refitted, Verdict
from routing.model import Refit, Ticket, TicketEvent
from routing.residual import Residual, ResidualError, restored

log = structlog.get_logger("routing.learned")

Refitting = Callable[[Sequence[Lesson]], Refitted | None]  # None: it came to nothing, and says so in the log

BETWEEN = timedelta(hours=1)  # two refits of a desk, at least
KEPT = 5  # residuals that can be gone back to
_FEWEST = 10  # lessons

_OF_DESK = col(Refit.desk) == bindparam("desk")
_NEWEST = select(Refit).where(_OF_DESK).order_by(col(Refit.number).desc()).limit(1)
_NEWEST_ID = select(Refit.id).where(_OF_DESK).order_by(col(Refit.number).desc()).limit(1)


class RollBackError(Exception):
    """There is no such entry to go back to, or nothing to go back from; says which."""


class Learned:
    """The residual that a desk's engineers taught, as filing needs it: asked once a batch, read when it has changed."""

    def __init__(self, database: Database, desk: str) -> None:
        """Nothing is read yet."""
        self._database = database
        self._desk = desk
        self._known: tuple[int | None, Residual | None] = (None, None)  # one value: two filers may ask at once

    def residual(self) -> Residual | None:
        """What is in use now; None where the default decides alone."""
        with self._database.reading() as session:
            newest = session.exec(_NEWEST_ID, params={"desk": self._desk}).first()
            known, residual = self._known
            if newest == known:
                return residual
            content = session.exec(select(Refit.residual).where(Refit.id == newest)).first()
        self._known = (newest, self._restored(content))
        return self._known[1]

    def _restored(self, content: bytes | None) -> Residual | None:
        try:
            return restored(content) if content is not None else None
        except ResidualError as trouble:
            log.error("what the desk has learnt cannot be used", desk=self._desk, why=str(trouble))
            return None


def learn(database: Database, desk: str, refitting: Refitting, now: datetime) -> int:
    """Refit a desk's residual if engineers taught something new and the last refit is an hour ago; answers 1 or 0."""
    with database.reading() as session:
        newest = session.exec(_NEWEST, params={"desk": desk}).first()
        if newest is not None and now - newest.created_at < BETWEEN:
            return 0
        since = newest.last_event if newest else 0
        until = _last_lesson(session, desk)
        lessons = lessons_of(session, desk, _forgotten(session, desk)) if until > since else []
    if len(lessons) < _FEWEST:
        return 0
    found = refitting(lessons)
    if found is None:
        return 0
    entry = Refit(
        desk=desk,
        number=newest.number + 1 if newest else 1,
        created_at=now,
        last_event=until,
        verdict=found.verdict,
        lessons=found.lessons,
        corrected=found.corrected,
        lead=found.lead,
        golden_default=found.golden_default,
        golden_learned=found.golden_learned,
        residual=found.residual,
    )
    return int(_appended(database, entry))


def history(session: Session, desk: str, limit: int) -> Sequence[Refit]:
    """The newest entries of a desk's log, newest first."""
    entries = select(Refit).where(Refit.desk == desk).order_by(col(Refit.number).desc())
    return session.exec(entries.limit(limit)).all()


def roll_back(database: Database, desk: str, now: datetime, to: int | None = None) -> Refit:
    """Go back to an earlier entry's residual, or to the default alone; what was taught since teaches nothing any more.

    Raises RollBackError where there is nothing to go back from, or no such entry, or it has no residual any more.
    """
    with database.reading() as session:
        newest = session.exec(_NEWEST, params={"desk": desk}).first()
        if newest is None:
            raise RollBackError("nothing has been learnt yet: the default decides alone as it is")
        target = _target(session, desk, to) if to is not None else None
        until = max(newest.last_event, _last_lesson(session, desk))
    entry = Refit(
        desk=desk,
        number=newest.number + 1,
        created_at=now,
        verdict=Verdict.ROLLED_BACK,
        lessons=target.lessons if target else 0,
        corrected=target.corrected if target else 0,
        lead=target.lead if target else 0.0,
        golden_default=target.golden_default if target else None,
        golden_learned=target.golden_learned if target else None,
        back_to=target.number if target else 0,
        first_event=target.last_event if target else 0,
        last_event=until,
        residual=target.residual if target else None,
    )
    if not _appended(database, entry):
        raise RollBackError("a refit came in between; do it again")
    return entry


def _target(session: Session, desk: str, number: int) -> Refit:
    target = session.exec(select(Refit).where(Refit.desk == desk, Refit.number == number)).first()
    if target is None:
        raise RollBackError(f"there is no refit {number}")
    if target.residual is None:
        raise RollBackError(f"refit {number} has no residual to go back to: it was not in use, or is too old")
    return target


def _appended(database: Database, entry: Refit) -> bool:
    """Add an entry and let the oldest residuals go; False where another process was first."""
    try:
        with database.transaction() as session:
            session.add(entry)
            session.flush()
            with_residual = select(Refit.number).where(Refit.desk == entry.desk, col(Refit.residual).is_not(None))
            kept = session.exec(with_residual.order_by(col(Refit.number).desc()).limit(KEPT)).all()
            old = update(Refit).where(col(Refit.desk) == entry.desk, col(Refit.number) < min(kept, default=0))
            session.exec(old.values(residual=None))
    except AlreadyDone:
        log.debug("another process has learnt the same", desk=entry.desk, number=entry.number)
        return False
    log.info(
        "classifier refitted or rolled back",
        desk=entry.desk,
        verdict=entry.verdict,
        lessons=entry.lessons,
        lead=round(entry.lead, 2),
    )
    return True


def _forgotten(session: Session, desk: str) -> list[Span]:
    """What roll-backs have forgotten; to go back to an entry is to forget the roll-backs after it, too."""
    query = select(Refit).where(Refit.desk == desk, Refit.verdict == Verdict.ROLLED_BACK).order_by(col(Refit.number))
    spans: dict[int, Span] = {}
    for entry in session.exec(query):
        spans = {number: span for number, span in spans.items() if number <= (entry.back_to or 0)}
        spans[entry.number] = (entry.first_event, entry.last_event)
    return list(spans.values())


def _last_lesson(session: Session, desk: str) -> int:
    """The id of the newest event that may teach something; 0 for none."""
    query = (
        select(func.max(TicketEvent.id))
        .join(Ticket, col(Ticket.id) == col(TicketEvent.ticket_id))
        .where(Ticket.desk == desk, col(TicketEvent.kind).in_(TEACHING))
    )
    return session.exec(query).one() or 0
