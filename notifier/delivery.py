"""TX 4a and 4b: lease mails, post them outside any transaction, settle what became of them.

A crash after the post and before the settlement repeats the identical bytes; nothing is lost, and the repetition is
known by its Message-ID. A deferred mail backs off with jitter until its `give_up_at`, then counts as refused.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence, Set
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from notifier import outbox
from notifier.courier import Courier, Deferred, Delivered, Missed, Outcome, Refused
from notifier.headers import canonical
from notifier.unsaid import give_back, lock_cases
from routing.db import Unavailable, collided
from routing.model import OutboundMail, OutboundState, TicketEvent
from routing.station import Station, Stop

log = structlog.get_logger("notifier.delivery")

_BATCH = 10  # as many may be posted twice after a crash
_FIRST_RETRY = timedelta(minutes=1)
_LONGEST_RETRY = timedelta(hours=2)
_COLLISIONS = 3  # that are borne before the lease is given back
_JITTER = random.Random()  # noqa: S311  (spreads retries, keeps no secret)


def deliver_batch(station: Station, courier: Courier, now: datetime) -> int:
    """Post what may leave now; answers how many mails there were."""
    mails = outbox.lease(station, _BATCH, now)
    if not mails:
        return 0
    outcomes: dict[int, Outcome] = {}
    with station.database.holding(mails, station.owner, now):
        for mail in mails:
            station.watch(Stop.LEASED, _id(mail))
            outcomes[_id(mail)] = courier.post(mail.envelope_from, (mail.recipient, *mail.copies), mail.content)
            station.watch(Stop.POSTED, _id(mail))
        cases = {mail.ticket_id for mail in mails if not _went_well(outcomes[_id(mail)])}
        _settle_again(station, outcomes, cases, now)
    for mail in mails:
        station.watch(Stop.SETTLED, _id(mail))
    if not all(isinstance(outcome, Delivered) for outcome in outcomes.values()):
        station.wake("notify")  # of an answer that was refused its writer is told
    station.wake("deliver")  # the next mail of a thread may leave now
    return len(mails)


def _went_well(outcome: Outcome) -> bool:
    return isinstance(outcome, Delivered) and not outcome.missed


def _settle_again(station: Station, outcomes: Mapping[int, Outcome], cases: Set[int | None], now: datetime) -> None:
    """Settle; at once again where another transaction stood in the way: what has left must not leave twice."""
    for _ in range(_COLLISIONS):
        try:
            _settle(station, outcomes, cases, now)
        except Unavailable as trouble:
            if not collided(trouble):
                raise
        else:
            return
    _settle(station, outcomes, cases, now)


def _settle(station: Station, outcomes: Mapping[int, Outcome], cases: Set[int | None], now: datetime) -> None:
    with station.database.transaction() as session:
        lock_cases(session, station, cases)
        mine = station.database.still_mine(session, OutboundMail, list(outcomes), station.owner)
        for mail_id, mail in mine.items():
            outcome = outcomes[mail_id]
            match outcome:
                case Delivered(answer, missed):
                    ended = _sent(mail, missed, now)
                    outbox.close_attempt(session, mail, ended, 250, answer, now)
                case Deferred(why, code):
                    _defer(mail, why, now)
                    outbox.close_attempt(session, mail, "deferred", code, why, now)
                case Refused(why, code):
                    _refuse(mail, why, now)
                    outbox.close_attempt(session, mail, "refused", code, why, now)
            if mail.state is OutboundState.REFUSED and not mail.automatic:
                _tell_its_writer(session, station, mail, now)
            mail.release()
            session.add(mail)


def _tell_its_writer(session: Session, station: Station, mail: OutboundMail, now: datetime) -> None:
    event = session.get(TicketEvent, mail.event_id) if mail.event_id is not None else None
    if event is not None:
        give_back(session, station, event, f"{mail.recipient}: {mail.last_error}", now)


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


def _id(mail: OutboundMail) -> int:
    assert mail.id is not None
    return mail.id
