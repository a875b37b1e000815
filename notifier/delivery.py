"""TX 4a and 4b: lease mails, post them outside any transaction, settle what became of them.

A crash after the post and before the settlement repeats the identical bytes; nothing is lost, and the repetition is
known by its Message-ID. A deferred mail backs off with jitter until its `give_up_at`, then counts as refused. What was
refused becomes an event of its case, of which a person is told.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence, Set
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Protocol

import structlog
from sqlmodel import Session

from notifier import outbox
from notifier.courier import Courier, Deferred, Delivered, Missed, Outcome, Refused
from notifier.headers import canonical
from notifier.outbox import Ended, Leaving
from notifier.turns import Turns
from notifier.unsaid import lock_cases
from routing.bounces import Unreached, note_failure
from routing.db import Unavailable, collided
from routing.model import OutboundMail, OutboundState
from routing.station import Station, Stop

log = structlog.get_logger("notifier.delivery")

_BATCH = 50  # as many may be posted twice after a crash
_OF_THE_LEASE = 0.3  # what is not posted by then is handed back: its lease must not run out under a slow server
_FIRST_RETRY = timedelta(minutes=1)
_LONGEST_RETRY = timedelta(hours=2)
_COLLISIONS = 3  # that are borne before the lease is given back
_JITTER = random.Random()  # noqa: S311  (spreads retries, keeps no secret)
_Posted = tuple[Leaving, Outcome]


class Archive(Protocol):
    """Where a copy of all that was posted lies."""

    def holds(self, message_id: str) -> bool | None:
        """Whether a mail of that Message-ID lies there; None if that cannot be known now."""


@dataclass(frozen=True, slots=True)
class Ways:
    """What the connections of a process share."""

    turns: Turns = field(default_factory=lambda: Turns(_BATCH))
    archive: Archive | None = None
    copy_to: str | None = None  # the archive's address: the envelope carries it, no header does
    stopwatch: Callable[[], float] = monotonic  # seconds


def deliver_batch(station: Station, courier: Courier, now: datetime, ways: Ways = Ways()) -> int:
    """Post what may leave now; answers how many mails were posted, or tried."""
    mails = outbox.lease(station, _BATCH, now)
    if not mails:
        return 0
    with station.database.holding(OutboundMail, [mail.id for mail in mails], station.owner, now):
        posted = _post_in_time(station, courier, ways, mails)
        tried = {mail.id for mail, _ in posted}
        left = [mail.id for mail in mails if mail.id not in tried]
        cases = {mail.ticket_id for mail, outcome in posted if not _taken_by_all(outcome)}
        _settle_again(station, posted, left, cases, now)
    for mail, _ in posted:
        station.watch(Stop.SETTLED, mail.id)
    if not all(isinstance(outcome, Delivered) for _, outcome in posted):
        station.wake("notify")  # of one that was refused somebody is told
    return len(posted)  # (who posts looks again at once, and finds the next mails of these threads)


def _post_in_time(station: Station, courier: Courier, ways: Ways, mails: Sequence[Leaving]) -> list[_Posted]:
    """One after the other, as long as the lease is young; the first in any case."""
    posted: list[_Posted] = []
    until = ways.stopwatch() + station.lease_seconds * _OF_THE_LEASE
    with closing(ways.turns.each(mails)) as turns:
        for mail in turns:
            if posted and ways.stopwatch() >= until:
                break
            station.watch(Stop.LEASED, mail.id)
            posted.append((mail, _post(courier, ways, mail)))
            station.watch(Stop.POSTED, mail.id)
    return posted


def _post(courier: Courier, ways: Ways, mail: Leaving) -> Outcome:
    """Post it, unless an earlier attempt that never said how it went has left a copy in the archive."""
    if mail.uncertain and ways.archive is not None:
        there = ways.archive.holds(mail.message_id)
        if there is None:
            return Deferred("it may have left, and the archive cannot be asked", uncertain=True)
        if there:
            return Delivered("an earlier attempt has delivered it: it lies in the archive")
    outcome = courier.post(mail.envelope_from, (mail.recipient, *mail.copies), mail.content, ways.copy_to)
    if isinstance(outcome, Delivered) and outcome.not_kept is not None:
        log.error("not archived", mail=mail.id, why=f"{outcome.not_kept.code} {outcome.not_kept.why}")
    return outcome


def _settle_again(
    station: Station, posted: Sequence[_Posted], left: Sequence[int], cases: Set[int | None], now: datetime
) -> None:
    """Settle; at once again where another transaction stood in the way: what has left must not leave twice."""
    for _ in range(_COLLISIONS):
        try:
            _settle(station, posted, left, cases, now)
        except Unavailable as trouble:
            if not collided(trouble):
                raise
        else:
            return
    _settle(station, posted, left, cases, now)


def _settle(
    station: Station, posted: Sequence[_Posted], left: Sequence[int], cases: Set[int | None], now: datetime
) -> None:
    """What went well is written down at once; what did not is looked at one by one, its case locked before its mail."""
    with station.database.transaction() as session:
        lock_cases(session, station, cases)
        well = [mail.id for mail, outcome in posted if _taken_by_all(outcome)]
        mine = outbox.sent(session, well, station.owner, now)
        ended = [
            Ended(mail, "delivered", 250, outcome.answer)
            for mail, outcome in posted
            if mail.id in mine and isinstance(outcome, Delivered)
        ]
        amiss = {mail.id: (mail, outcome) for mail, outcome in posted if not _taken_by_all(outcome)}
        rows = station.database.still_mine(session, OutboundMail, list(amiss), station.owner) if amiss else {}
        ended += [_look_at(session, station, row, *amiss[key], now) for key, row in rows.items()]
        outbox.close_attempts(session, ended, now)
        if left:
            outbox.hand_back(session, left, station.owner)


def _taken_by_all(outcome: Outcome) -> bool:
    return isinstance(outcome, Delivered) and not outcome.missed


def _look_at(
    session: Session, station: Station, row: OutboundMail, mail: Leaving, outcome: Outcome, now: datetime
) -> Ended:
    match outcome:
        case Delivered(answer, missed):
            ended = Ended(mail, _sent(row, missed, now), 250, answer)
        case Deferred(why, code, uncertain):
            _defer(row, why, now)
            if uncertain and row.state is OutboundState.DEFERRED:
                row.state = OutboundState.UNCERTAIN
            ended = Ended(mail, "deferred", code, why)
        case Refused(why, code):
            _refuse(row, why, now)
            ended = Ended(mail, "refused", code, why)
    for one in _unreached(row, outcome):
        note_failure(session, station, row, one, now)
    row.release()
    session.add(row)
    return ended


def _unreached(row: OutboundMail, outcome: Outcome) -> list[Unreached]:
    """Who will not get it, as far as this attempt says: its recipient, or a copy when he has it."""
    if row.state is OutboundState.REFUSED:
        return [Unreached(row.recipient, None, row.last_error)]
    if row.state is OutboundState.SENT and isinstance(outcome, Delivered):
        return [Unreached(one.recipient, None, f"{one.code} {one.why}") for one in outcome.missed]
    return []


def _sent(mail: OutboundMail, missed: Sequence[Missed], now: datetime) -> str:
    """The server took it, maybe not for everybody: a copy that was refused is a remark, the recipient is not.

    Answers how the attempt ended.
    """
    main = next((one for one in missed if one.recipient == canonical(mail.recipient)), None)
    if main is not None and main.code < 500:
        mail.copies = [one.recipient for one in missed if one is not main and one.code < 500]  # the others have it
        _defer(mail, f"{main.code} {main.why}", now)
        return "deferred"
    if main is not None:
        _refuse(mail, f"{main.code} {main.why}; its copies were taken", now)
        return "refused"
    if mail.state is not OutboundState.BOUNCED:  # it may have come back before its batch was settled
        mail.state, mail.settled_at, mail.last_error = OutboundState.SENT, now, None
    if missed:
        mail.last_error = "; ".join(f"copy to {one.recipient} refused: {one.code} {one.why}" for one in missed)
        log.warning("copies refused", mail=mail.id, why=mail.last_error)
    return "delivered"


def _defer(mail: OutboundMail, why: str, now: datetime) -> None:
    if now >= mail.give_up_at:
        _refuse(mail, f"gave up after {mail.attempts} attempts: {why}", now)
        return
    longest = min(_LONGEST_RETRY, _FIRST_RETRY * 2 ** min(mail.attempts - 1, 10))
    mail.state, mail.last_error = OutboundState.DEFERRED, why
    mail.next_attempt_at = now + longest * _JITTER.uniform(0.5, 1.0)
    log.warning("deferred", mail=mail.id, to=mail.recipient, attempt=mail.attempts, why=why)


def _refuse(mail: OutboundMail, why: str, now: datetime) -> None:
    mail.state, mail.settled_at, mail.last_error = OutboundState.REFUSED, now, why
    log.error("refused", mail=mail.id, to=mail.recipient, why=why)
