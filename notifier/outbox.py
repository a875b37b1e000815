"""The outbox: rows that hold the final bytes of every mail before it is posted, and what became of them.

A unique dedupe key decides "queued already". SMTP cannot promise exactly once: a row whose lease ran out is
*uncertain*, and the identical bytes under the identical Message-ID are posted again. A *held* one leaves when its time
has come, unless it was undone before; what is behind it in its thread waits for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, case, delete, insert, literal_column, update
from sqlalchemy import select as sql_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, or_, select

from notifier.outgoing import Outgoing
from routing import suppressions
from routing.db import AlreadyDone, free
from routing.model import IN_LINE, DeliveryAttempt, OutboundMail, OutboundState
from routing.station import Station

_LINE: Sequence[ColumnElement[Any]] = [
    literal_column(repr(state.value)) for state in IN_LINE
]  # as the index has it, or it is not used


@dataclass(frozen=True, slots=True)
class Leaving:
    """A mail that was claimed for posting."""

    id: int
    ticket_id: int | None
    attempt: int  # 1 for the first
    envelope_from: str
    recipient: str
    copies: tuple[str, ...]
    message_id: str
    content: bytes
    uncertain: bool  # an earlier attempt never said how it went


_IN_DOUBT = (OutboundState.SENDING, OutboundState.UNCERTAIN)  # before a new claim: somebody never said how it went


_QUEUED = insert(OutboundMail.__table__).returning(col(OutboundMail.id))  # type: ignore[attr-defined]


def enqueue(session: Session, mails: Sequence[Outgoing]) -> list[int]:
    """Queue mails in the caller's transaction, in that order; answers the keys of those that were not queued before.

    The dedupe key decides. All by one statement, or one by one where some were.
    """
    if not mails:
        return []
    try:
        with session.begin_nested():
            queued = session.connection().execute(_QUEUED, [mail.row() for mail in mails])
            return [key for (key,) in queued if key is not None]
    except AlreadyDone:
        return [key for one in mails for key in enqueue(session, [one])] if len(mails) > 1 else []


def lease(station: Station, limit: int, now: datetime) -> list[Leaving]:
    """TX 4a: claim mails that may leave now; in a case, a recipient gets them in the order they were written.

    Values, not rows: a long line of mails should not wait for an object-relational mapper.
    """
    when = {"desk": station.desk.name, "now": now, "most": limit}
    if station.database.sqlite and not _any_due(station, when):  # its one writer is not for who finds nothing to do
        return []
    with station.database.transaction() as session:
        connection = session.connection()
        station.database.keep_to_indexes(connection)
        leaving = [_leaving(row) for row in connection.execute(station.database.claim(_DUE, OutboundMail), when)]
        if leaving:
            _take(connection, station, leaving, now)
    return leaving


def _any_due(station: Station, when: Mapping[str, object]) -> bool:
    with station.database.reading() as session:
        return session.connection().execute(_ANY_DUE, when).first() is not None


def _first_of_its_thread() -> ColumnElement[bool]:
    earlier = aliased(OutboundMail)
    before = select(earlier.id).where(
        col(earlier.ticket_id) == OutboundMail.ticket_id,
        col(earlier.recipient) == OutboundMail.recipient,
        col(earlier.id) < OutboundMail.id,
        col(earlier.state).in_(_LINE),
    )
    return or_(col(OutboundMail.ticket_id).is_(None), ~before.exists())


_DUE = (
    sql_select(
        col(OutboundMail.id),
        col(OutboundMail.ticket_id),
        col(OutboundMail.attempts),
        col(OutboundMail.state),
        col(OutboundMail.envelope_from),
        col(OutboundMail.recipient),
        col(OutboundMail.copies),
        col(OutboundMail.message_id),
        col(OutboundMail.content),
    )
    .where(col(OutboundMail.desk) == bindparam("desk"), col(OutboundMail.state).in_(_LINE), _first_of_its_thread())
    .where(*free(OutboundMail, bindparam("now", type_=OutboundMail.next_attempt_at.type)))  # type: ignore[attr-defined]
    .order_by(col(OutboundMail.next_attempt_at), col(OutboundMail.id))
    .limit(bindparam("most"))
)
_ANY_DUE = _DUE.with_only_columns(col(OutboundMail.id)).limit(1)


def _leaving(row: Sequence[Any]) -> Leaving:
    key, ticket_id, attempts, state, sender, recipient, copies, name, raw = row
    return Leaving(
        key, ticket_id, attempts + 1, sender, recipient, tuple(copies), name, raw, uncertain=state in _IN_DOUBT
    )


_TAKEN = (
    update(OutboundMail.__table__)  # type: ignore[attr-defined]
    .where(col(OutboundMail.id).in_(bindparam("ids", expanding=True)))
    .values(
        state=case(
            (col(OutboundMail.state).in_(_IN_DOUBT), OutboundState.UNCERTAIN.value), else_=OutboundState.SENDING.value
        ),
        attempts=OutboundMail.attempts + 1,
        leased_by=bindparam("by"),
        leased_until=bindparam("until"),
    )
)
_UNSAID = (
    update(DeliveryAttempt.__table__)  # type: ignore[attr-defined]
    .where(col(DeliveryAttempt.outbound_mail_id).in_(bindparam("ids", expanding=True)))
    .where(col(DeliveryAttempt.outcome).is_(None))
    .values(ended_at=bindparam("at"), outcome=OutboundState.UNCERTAIN.value)
)
_BEGUN = insert(DeliveryAttempt.__table__)  # type: ignore[attr-defined]


def _take(connection: Connection, station: Station, leaving: Sequence[Leaving], now: datetime) -> None:
    """The lease, the attempt that begins, and the one before it that never said how it ended."""
    until = now + timedelta(seconds=station.lease_seconds)
    connection.execute(_TAKEN, {"ids": [mail.id for mail in leaving], "by": station.owner, "until": until})
    if doubtful := [mail.id for mail in leaving if mail.uncertain]:
        connection.execute(_UNSAID, {"ids": doubtful, "at": now})
    begun = [{"outbound_mail_id": mail.id, "number": mail.attempt, "started_at": now} for mail in leaving]
    connection.execute(_BEGUN, begun)


def seconds_until_next(station: Station, now: datetime) -> float | None:
    """How long until a mail that is held for its undo window may leave; None where none is."""
    earliest: ColumnElement[datetime | None] = func.min(OutboundMail.next_attempt_at)
    held = select(earliest).where(OutboundMail.desk == station.desk.name, OutboundMail.state == OutboundState.HELD)
    with station.database.reading() as session:
        due = session.exec(held).one()
    return max(0.0, (due - now).total_seconds()) if due is not None else None


@dataclass(frozen=True, slots=True)
class Ended:
    """How an attempt ended."""

    mail: Leaving
    outcome: str  # delivered, deferred, refused
    code: int | None
    answer: str


_ENDS = (
    update(DeliveryAttempt.__table__)  # type: ignore[attr-defined]
    .where(
        col(DeliveryAttempt.outbound_mail_id) == bindparam("mail"), col(DeliveryAttempt.number) == bindparam("attempt")
    )
    .values(ended_at=bindparam("at"), outcome=bindparam("how"), code=bindparam("said"), answer=bindparam("words"))
)


def close_attempts(session: Session, ended: Sequence[Ended], now: datetime) -> None:
    """Say how the running attempts ended."""
    rows = [
        {"mail": e.mail.id, "attempt": e.mail.attempt, "at": now, "how": e.outcome, "said": e.code, "words": e.answer}
        for e in ended
    ]
    if rows:
        session.connection().execute(_ENDS, rows)


# A mail may come back before its batch is settled: then it has bounced, and stays so.
_OPEN = col(OutboundMail.state).in_(_IN_DOUBT)
_MINE = (col(OutboundMail.id).in_(bindparam("ids", expanding=True)), col(OutboundMail.leased_by) == bindparam("by"))
_SENT = (
    update(OutboundMail.__table__)  # type: ignore[attr-defined]
    .where(*_MINE)
    .values(
        state=case((_OPEN, OutboundState.SENT.value), else_=col(OutboundMail.state)),
        settled_at=case((_OPEN, bindparam("at")), else_=col(OutboundMail.settled_at)),
        last_error=case((_OPEN, None), else_=col(OutboundMail.last_error)),
        leased_by=None,
        leased_until=None,
    )
    .returning(col(OutboundMail.id))
)


def sent(session: Session, ids: Sequence[int], owner: str, now: datetime) -> Set[int | None]:
    """These were taken by the server, for everybody they were for.

    Answers which of them the owner still had on lease; what became of the others is somebody else's to say.
    """
    if not ids:
        return frozenset()
    return set(session.connection().execute(_SENT, {"ids": ids, "by": owner, "at": now}).scalars())


_HANDED_BACK = (
    update(OutboundMail.__table__)  # type: ignore[attr-defined]
    .where(*_MINE, col(OutboundMail.state).in_(_IN_DOUBT))
    .values(
        state=case(
            (col(OutboundMail.state) == OutboundState.SENDING, OutboundState.QUEUED.value),
            else_=OutboundState.UNCERTAIN.value,
        ),
        attempts=OutboundMail.attempts - 1,
        leased_by=None,
        leased_until=None,
    )
    .returning(col(OutboundMail.id))
)
_NOT_BEGUN = (
    delete(DeliveryAttempt.__table__)  # type: ignore[attr-defined]
    .where(col(DeliveryAttempt.outbound_mail_id).in_(bindparam("ids", expanding=True)))
    .where(col(DeliveryAttempt.outcome).is_(None))
)


def hand_back(session: Session, ids: Sequence[int], owner: str) -> None:
    """These were claimed and not tried: they are due as before, and no attempt is counted."""
    connection = session.connection()
    if back := connection.execute(_HANDED_BACK, {"ids": ids, "by": owner}).scalars().all():
        connection.execute(_NOT_BEGUN, {"ids": back})


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
        self._cases: set[int] = set()
        self._of_kind: Counter[tuple[int, str, str]] = Counter()
        self._lately: Counter[str] = Counter()
        self._dead: frozenset[str] = frozenset()

    def read(self, session: Session, desk: str, tickets: Iterable[int], recipients: Iterable[str]) -> None:
        """Learn of these tickets and of these addresses, as far as they are new."""
        if keys := set(tickets) - self._cases:
            self._cases |= keys
            for ticket, recipient, occasion, number in session.connection().execute(_OF_TICKETS, {"tickets": keys}):
                self._of_kind[ticket or 0, recipient, occasion] += number
        fresh = set(recipients) - self._lately.keys()
        if not fresh:
            return
        self._lately.update(dict.fromkeys(fresh, 0))
        asked = {"recipients": fresh, "since": self._since}
        for recipient, number in session.connection().execute(_LATELY, asked):
            self._lately[recipient] += number
        self._dead |= suppressions.among(session, desk, fresh)

    def of_kind(self, ticket_id: int, recipient: str, occasion: str) -> int:
        """How many mails of an occasion an address got in a case."""
        return self._of_kind[ticket_id, recipient, occasion]

    def suppressed(self, recipient: str) -> bool:
        """Whether nothing is sent to an address any more."""
        return recipient.lower() in self._dead

    def lately(self, recipient: str) -> int:
        """How many automatic mails an address got within the last hour."""
        return self._lately[recipient]

    def count(self, ticket_id: int, recipient: str, occasion: str, *, automatic: bool = True) -> None:
        """One more is about to be queued; what a person wrote is no part of a robot's share."""
        self._of_kind[ticket_id, recipient, occasion] += 1
        self._lately[recipient] += automatic
