"""The outbox: rows that hold the final bytes of every mail before it is posted, and what became of them.

A unique dedupe key decides "queued already". SMTP cannot promise exactly once: a row whose lease ran out is
*uncertain*, and the identical bytes under the identical Message-ID are posted again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, case
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, or_, select

from routing.db import AlreadyDone
from routing.model import WAITING_TO_LEAVE, DeliveryAttempt, OutboundMail, OutboundState
from routing.station import Station

GIVE_UP_DAYS = 5  # RFC 5321 4.5.4.1: at least 4-5 days


def enqueue(session: Session, mails: Sequence[OutboundMail]) -> list[OutboundMail]:
    """Queue mails in the caller's transaction; answers those whose dedupe key was not queued before."""
    try:
        with session.begin_nested():
            session.add_all(mails)
    except AlreadyDone:
        if len(mails) == 1:
            return []
        return [mail for one in mails for mail in enqueue(session, [one])]
    return list(mails)


def lease(station: Station, limit: int, now: datetime) -> list[OutboundMail]:
    """TX 4a: claim mails that may leave now; in a case, a recipient gets them in the order they were written."""
    earlier = aliased(OutboundMail)
    first_of_its_thread = (
        ~select(earlier.id)
        .where(
            col(earlier.ticket_id) == OutboundMail.ticket_id,
            col(earlier.recipient) == OutboundMail.recipient,
            col(earlier.id) < OutboundMail.id,
            col(earlier.state).in_(WAITING_TO_LEAVE),
        )
        .exists()
    )
    due = (
        OutboundMail.desk == station.desk.name,
        col(OutboundMail.state).in_(WAITING_TO_LEAVE),
        or_(col(OutboundMail.ticket_id).is_(None), first_of_its_thread),
    )
    return station.database.lease(
        OutboundMail,
        due,
        now=now,
        owner=station.owner,
        seconds=station.lease_seconds,
        limit=limit,
        taken=lambda session, mail: _start_attempt(session, mail, now),
    )


def _start_attempt(session: Session, mail: OutboundMail, now: datetime) -> None:
    if mail.state in (OutboundState.SENDING, OutboundState.UNCERTAIN):  # somebody leased it and never said how it went
        mail.state = OutboundState.UNCERTAIN
        for attempt in _open_attempts(session, mail):
            attempt.ended_at, attempt.outcome = now, OutboundState.UNCERTAIN.value
            session.add(attempt)
    else:
        mail.state = OutboundState.SENDING
    assert mail.id is not None
    session.add(DeliveryAttempt(outbound_mail_id=mail.id, number=mail.attempts + 1, started_at=now))


def close_attempt(
    session: Session, mail: OutboundMail, outcome: str, code: int | None, answer: str, now: datetime
) -> None:
    """Say how the running attempt of a mail ended."""
    for attempt in _open_attempts(session, mail):
        attempt.ended_at, attempt.outcome, attempt.code, attempt.answer = now, outcome, code, answer
        session.add(attempt)


def _open_attempts(session: Session, mail: OutboundMail) -> Sequence[DeliveryAttempt]:
    query = select(DeliveryAttempt).where(
        DeliveryAttempt.outbound_mail_id == mail.id, col(DeliveryAttempt.outcome).is_(None)
    )
    return session.exec(query).all()


_OF_KIND = and_(col(OutboundMail.ticket_id) == bindparam("ticket"), col(OutboundMail.occasion) == bindparam("occasion"))
_LATELY = and_(col(OutboundMail.automatic), col(OutboundMail.created_at) > bindparam("since"))
_SENT = select(func.sum(case((_OF_KIND, 1), else_=0)), func.sum(case((_LATELY, 1), else_=0))).where(
    col(OutboundMail.recipient) == bindparam("recipient"), or_(_OF_KIND, _LATELY)
)


def sent_so_far(session: Session, recipient: str, ticket_id: int, occasion: str, now: datetime) -> tuple[int, int]:
    """How many mails of an occasion an address got in a case, and how many automatic ones within the last hour."""
    given = {"ticket": ticket_id, "occasion": occasion, "recipient": recipient, "since": now - timedelta(hours=1)}
    kind, hour = session.exec(_SENT, params=given).one()
    return kind or 0, hour or 0
