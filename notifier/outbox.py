"""The outbox: rows that hold the final bytes of every mail before it is posted, and what became of them.

A unique dedupe key decides "queued already". SMTP cannot promise exactly once: a row whose lease ran out is
*uncertain*, and the identical bytes under the identical Message-ID are posted again. A *held* one leaves when its time
has come, unless it was undone before; what is behind it in its thread waits for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, or_, select

from routing.db import AlreadyDone
from routing.model import WAITING_TO_LEAVE, DeliveryAttempt, OutboundMail, OutboundState
from routing.station import Station

_IN_LINE = (OutboundState.HELD, *WAITING_TO_LEAVE)
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
            col(earlier.state).in_(_IN_LINE),
        )
        .exists()
    )
    due = (
        OutboundMail.desk == station.desk.name,
        col(OutboundMail.state).in_(_IN_LINE),
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


def seconds_until_next(station: Station, now: datetime) -> float | None:
    """How long until a mail that is held for its undo window may leave; None where none is."""
    earliest: ColumnElement[datetime | None] = func.min(OutboundMail.next_attempt_at)
    held = select(earliest).where(OutboundMail.desk == station.desk.name, OutboundMail.state == OutboundState.HELD)
    with station.database.reading() as session:
        due = session.exec(held).one()
    return max(0.0, (due - now).total_seconds()) if due is not None else None


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


_OF_TICKETS = (
    select(OutboundMail.ticket_id, OutboundMail.recipient, OutboundMail.occasion, func.count())
    .where(col(OutboundMail.ticket_id).in_(bindparam("tickets", expanding=True)))
    .group_by(col(OutboundMail.ticket_id), col(OutboundMail.recipient), col(OutboundMail.occasion))
)
_LATELY = (
    select(OutboundMail.recipient, func.count())
    .where(
        col(OutboundMail.recipient).in_(bindparam("recipients", expanding=True)),
        col(OutboundMail.automatic),
        col(OutboundMail.created_at) > bindparam("since"),
    )
    .group_by(col(OutboundMail.recipient))
)


class Sent:
    """What has been written so far, for the gate: read from the store once, then kept up to date by `count`."""

    def __init__(self, now: datetime) -> None:
        """Nothing is known yet."""
        self._since = now - timedelta(hours=1)
        self._of_kind: Counter[tuple[int, str, str]] = Counter()
        self._lately: Counter[str] = Counter()

    def read(self, session: Session, tickets: Iterable[int], recipients: Iterable[str]) -> None:
        """Learn of these tickets, which are new, and of these addresses, as far as they are new."""
        for ticket, recipient, occasion, number in session.exec(_OF_TICKETS, params={"tickets": set(tickets)}):
            self._of_kind[ticket or 0, recipient, occasion] += number
        fresh = set(recipients) - self._lately.keys()
        self._lately.update(dict.fromkeys(fresh, 0))
        self._lately.update(dict(session.exec(_LATELY, params={"recipients": fresh, "since": self._since}).all()))

    def of_kind(self, ticket_id: int, recipient: str, occasion: str) -> int:
        """How many mails of an occasion an address got in a case."""
        return self._of_kind[ticket_id, recipient, occasion]

    def lately(self, recipient: str) -> int:
        """How many automatic mails an address got within the last hour."""
        return self._lately[recipient]

    def count(self, ticket_id: int, recipient: str, occasion: str, *, automatic: bool = True) -> None:
        """One more is about to be queued; what a person wrote is no part of a robot's share."""
        self._of_kind[ticket_id, recipient, occasion] += 1
        self._lately[recipient] += automatic
