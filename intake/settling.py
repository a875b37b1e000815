"""What becomes of one mail that was read: a part of a case, an automatic mail, a duplicate, a quarantined stub.

Within the transaction of `intake/filing.py`, which leases and reads. Each row ends as filed, automatic, ignored or
quarantined, or waits with a time for its next attempt; where rows are settled apart, a bug of ours is recorded on its
row and never stops the others. Which case a mail belongs to is `routing.route`'s decision.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from intake.authentication import Vouch
from intake.conversation import Borne, borne, bounced_mail, candidates, own_message
from intake.inbox import Drops, drops_of
from intake.limits import Limits
from intake.mail import ParsedMail
from intake.reader import Unread
from intake.reading import Reading
from intake.sent_mails import SentMails
from intake.submitting import Arrived, Submitting
from routing import heartbeats, suppressions
from routing.bounces import Returned, settle_bounce
from routing.db import AlreadyDone, Unavailable
from routing.departures import Departure, note_departure
from routing.events import together
from routing.model import InboundDelivery, InboundMail, InboundState, MessageReference, Ticket
from routing.residual import Residual
from routing.route import Placing
from routing.station import Station
from routing.submission import Candidates, Kind

log = structlog.get_logger("intake.settling")

_RETRY_SECONDS = 5.0
_PARENT_SECONDS = 1.0
_CONFLICT_SECONDS = 0.2
_CONFLICTS = 10

_SAME = select(InboundMail).where(
    col(InboundMail.desk) == bindparam("desk"),
    col(InboundMail.identity).in_(bindparam("identities", expanding=True)),
)
_KNOWN = select(MessageReference.id).where(col(MessageReference.value).in_(bindparam("named", expanding=True))).limit(1)


class Settling:
    """Decides rows within one transaction."""

    def __init__(
        self,
        session: Session,
        station: Station,
        limits: Limits,
        now: datetime,
        drops: Drops,
        readings: Mapping[int, Reading | Unread],
        vouches: Mapping[int, Vouch],
        residual: Residual | None,
    ) -> None:
        """The mappings have the keys of the rows: `drops` say how mails came, `readings` what stands in them.

        `vouches` say who vouches for their senders, `residual` what was learnt. What each mail asks of the store alone,
        whether it is there already and whether its sender gets no mail, is asked for all of them.
        """
        self._session = session
        self._station = station
        self._limits = limits
        self._now = now
        self._placing = Placing(session, station, now)
        self._arrived = drops
        self._readings = readings
        self._mails = [one.mail for one in readings.values() if isinstance(one, Reading)]
        self._known = self._known_before()
        self._pointers: dict[int, tuple[Borne, Candidates]] = {}
        self._suppressed: frozenset[str] | None = None
        self._sent = SentMails(session, limits, now)
        self._submitting = Submitting(session, station, limits, vouches, residual, now)

    def settle_together(self, rows: Sequence[InboundMail]) -> None:
        """Decide all rows; what fails with one of them fails with all.

        The rows leave the session meanwhile: a flush writes whatever has changed, and theirs are written together.
        """
        for row in rows:
            self._session.expunge(row)
        with together(self._session), self._session.no_autoflush:  # a flush looks at everything: once a mail will do
            self._read_ahead(rows)
            for row in rows:
                reading = self._readings.get(key(row))
                if reading is None:
                    _not_reached(row)
                else:
                    self._file_or_quarantine(row, reading)
                    self._session.flush()
                row.release()
        self._session.add_all(rows)

    def settle_apart(self, row: InboundMail) -> None:
        """Decide one row; a failure of ours is recorded on it, and it is tried again."""
        reading = self._readings.get(key(row))
        if reading is None:
            _not_reached(row)
        else:
            try:
                with self._session.begin_nested(), self._session.no_autoflush:
                    self._file_or_quarantine(row, reading)
            except (AlreadyDone, Unavailable) as conflict:  # another process files the same, or locks it, right now
                self._met(row, f"met another process: {conflict.orig}")
            except Exception as bug:  # (the fault barrier: one bad mail never stops a mailbox)
                log.exception("filing failed", mail=row.id)
                said = str(getattr(bug, "orig", bug)).partition("\n")[0]  # SQLAlchemy would add the whole statement
                self._failed(row, f"{type(bug).__name__}: {said}"[:500])
        row.release()

    def _file_or_quarantine(self, row: InboundMail, reading: Reading | Unread) -> None:
        if isinstance(reading, Unread):
            if row.attempts >= self._limits.reading_attempts or reading.cause == "defect":
                self._quarantine(row, reading.why)
            else:
                self._again(row, reading.why)
        elif reading.kind is Kind.UNREADABLE:
            self._quarantine(row, "; ".join(reading.problems) or "nothing in it can be read")
        else:
            self._file(row, reading)

    def _file(self, row: InboundMail, reading: Reading) -> None:
        mail = reading.mail
        row.message_id, row.subject, row.sender = mail.message_id, mail.subject, mail.sender.address
        row.kind = reading.kind
        row.reasons, row.problems = list(reading.reasons.get("kind", ())), list(reading.problems)
        row.last_error = None
        drops = self._drops(row)
        identity = _identity(mail)
        original = self._known.get(identity)
        if original is not None and original is not row and original.identity == identity:  # else it failed after all
            self._duplicate(row, original, drops)
            return
        tokens, where = self._where(row, reading)
        if row.ticket_id is not None:  # a person had a quarantined mail tried again: its stub case is its case
            stub = self._session.get_one(Ticket, row.ticket_id)
            where = replace(where, tokens=(stub.ref, *where.tokens))
        if row.kind is Kind.PERSON and not (where.tokens or where.returned or where.signed):
            where = replace(where, echoed=self._sent.echoed(row.desk, mail))
        if self._parent_may_come(row, where):
            self._again(row, "waits for the mail it answers", _PARENT_SECONDS)
            row.attempts -= 1
            return
        row.identity, self._known[identity] = identity, row
        if row.kind is Kind.PERSON and own_message(mail, self._station.keyring, self._station.desk):
            row.kind = Kind.LOOP
            row.reasons = [*row.reasons, "it is a mail of our own that came back"]
        if row.kind is Kind.LOOP and self._is_heartbeat(row, mail, drops):
            row.reasons = [*row.reasons, "it is the heartbeat of a mailbox"]
        if row.kind is Kind.PERSON:
            arrived = Arrived(
                mailboxes=tuple(name for _, name in drops),
                channel=drops[0][0].channel,
                received_at=row.received_at,
                envelope_from=drops[0][0].envelope_from,
                tokens=tokens,
                raw_digest=row.raw_digest,
                mail_id=key(row),
            )
            submission = self._submitting.submission(reading, arrived, where)
            disposition = self._placing.place(submission, history=row.history)
            if not row.history and self._is_suppressed(mail.sender.address):  # who writes can be written to
                suppressions.lift(self._session, row.desk, mail.sender.address)
            self._end(row, InboundState.FILED, disposition.ticket_id)
        elif row.kind is Kind.AUTO_REPLY and reading.absence is not None and reading.absence.left:
            note = Departure(mail.sender, reading.absence.substitute, reading.visible_text or mail.text)
            self._end(row, InboundState.AUTOMATIC, note_departure(self._session, self._station, note, where, self._now))
        elif row.kind is Kind.AUTO_REPLY and reading.absence is not None and reading.absence.returns_on is not None:
            told = self._placing.hear_absence(where, mail.sender, reading.absence.returns_on)
            self._end(row, InboundState.AUTOMATIC, told)
        elif row.kind is Kind.BOUNCE:
            self._end(row, InboundState.AUTOMATIC, self._bounce(reading, self._envelope_to(row)))
            self._suppressed = None  # it may be one more
        else:
            self._end(row, InboundState.IGNORED if row.kind is Kind.BULK else InboundState.AUTOMATIC, None)

    def _read_ahead(self, rows: Sequence[InboundMail]) -> None:
        read = ((row, self._readings.get(key(row))) for row in rows)
        mails = [(row, reading) for row, reading in read if isinstance(reading, Reading)]
        batch = [(reading.mail.sender, self._where(row, reading)[1]) for row, reading in mails]
        self._placing.read_ahead(batch)
        self._submitting.read_ahead(batch)

    def _where(self, row: InboundMail, reading: Reading) -> tuple[Borne, Candidates]:
        """Where a mail may belong, by what stands in it: asked of the whole batch, and then of each."""
        found = self._pointers.get(key(row))
        if found is None:
            today, keyring = self._now.date(), self._station.keyring
            tokens = borne(reading.mail, self._envelope_to(row), keyring)
            found = tokens, candidates(reading.mail, reading.ticket_number, tokens, keyring, today)
            self._pointers[key(row)] = found
        return found

    def _envelope_to(self, row: InboundMail) -> tuple[str, ...]:
        return tuple(drop.envelope_to for drop, _ in self._drops(row) if drop.envelope_to)

    def _known_before(self) -> dict[str, InboundMail]:
        """Of the mails that are read, those that were filed before, by identity; those of this batch are added."""
        asked = {"desk": self._station.desk.name, "identities": [_identity(mail) for mail in self._mails]}
        same = self._session.exec(_SAME, params=asked) if self._mails else ()
        return {row.identity: row for row in same if row.identity is not None}

    def _is_suppressed(self, address: str) -> bool:
        if self._suppressed is None:
            senders = [mail.sender.address for mail in self._mails]
            self._suppressed = suppressions.among(self._session, self._station.desk.name, senders)
        return address.lower() in self._suppressed

    def _is_heartbeat(self, row: InboundMail, mail: ParsedMail, drops: Sequence[tuple[InboundDelivery, str]]) -> bool:
        refs = [token.ref for token in self._station.keyring.read_markers(mail.text)]
        mailboxes = [drop.mailbox_id for drop, _ in drops]
        return heartbeats.hear(self._session, row.desk, mail.message_id, refs, mailboxes, self._now)

    def _duplicate(self, row: InboundMail, original: InboundMail, drops: Sequence[tuple[InboundDelivery, str]]) -> None:
        row.duplicate_of_id = original.id
        row.reasons = [f"the same message as mail {original.id}"]
        reached = {name for _, name in self._drops(original)}
        if original.ticket_id is not None:
            locked = self._station.database.lock(select(Ticket).where(Ticket.id == original.ticket_id))
            ticket = self._session.exec(locked).one()
            for mailbox in dict.fromkeys(name for _, name in drops if name not in reached):
                self._placing.place_elsewhere(ticket, mailbox)
        self._end(row, InboundState.IGNORED, original.ticket_id)

    def _bounce(self, reading: Reading, envelope_to: tuple[str, ...]) -> int | None:
        bounce = reading.bounce
        returned = Returned(
            mail_ref=bounced_mail(reading.mail, envelope_to, self._station.keyring, self._now.date()),
            message_id=bounce.returned_message_id if bounce else None,
            action=bounce.action if bounce else "failed",
            recipient=bounce.recipient if bounce else None,
            status=bounce.status if bounce else None,
            diagnostic=bounce.diagnostic if bounce else None,
        )
        return settle_bounce(self._session, self._station, returned, self._now)

    def _quarantine(self, row: InboundMail, why: str) -> None:
        row.kind = Kind.UNREADABLE
        row.last_error = why
        row.reasons = [why]
        ticket_id = row.ticket_id  # of a retry that failed again: it has its stub case
        if ticket_id is None:
            _, mailbox = self._drops(row)[0]
            ticket_id = self._placing.place_unreadable(mailbox, row.raw_digest, why).ticket_id
        self._end(row, InboundState.QUARANTINED, ticket_id)
        log.warning("quarantined", mail=row.id, ticket=ticket_id, why=why)

    def _met(self, row: InboundMail, why: str) -> None:
        """After a conflict: again; one that stays is a bug of ours."""
        row.identity = None
        if row.attempts < _CONFLICTS:
            self._again(row, why, _CONFLICT_SECONDS)
        else:
            self._failed(row, why)

    def _failed(self, row: InboundMail, why: str) -> None:
        """After a bug of ours: again, and when the attempts are used up, a stub case."""
        row.identity = None
        if row.attempts < self._limits.reading_attempts:
            self._again(row, why)
            return
        try:
            with self._session.begin_nested():
                self._quarantine(row, why)
        except Exception:  # (then it stays in line, and the log and `intake mail list` say so)
            log.exception("quarantine failed", mail=row.id)
            self._again(row, why)

    def _again(self, row: InboundMail, why: str, seconds: float = _RETRY_SECONDS) -> None:
        row.last_error = why
        row.next_attempt_at = self._now + timedelta(seconds=seconds * max(1, row.attempts))

    def _end(self, row: InboundMail, state: InboundState, ticket_id: int | None) -> None:
        row.state, row.ticket_id, row.settled_at = state, ticket_id, self._now

    def _parent_may_come(self, row: InboundMail, where: Candidates) -> bool:
        """Whether an older mail is still in another process's hands, while this one answers something unknown."""
        if not where.references or where.tokens or where.returned or where.signed:
            return False
        if self._session.exec(_KNOWN, params={"named": where.references}).first() is not None:
            return False
        elsewhere = select(InboundMail.id).where(
            InboundMail.desk == row.desk,
            InboundMail.state == InboundState.RECEIVED,
            col(InboundMail.id) < key(row),
            col(InboundMail.leased_by).is_not(None),
            InboundMail.leased_by != self._station.owner,
            col(InboundMail.leased_until) > self._now,
        )
        return self._session.exec(elsewhere.limit(1)).first() is not None

    def _drops(self, row: InboundMail) -> Sequence[tuple[InboundDelivery, str]]:
        return self._arrived.get(key(row)) or drops_of(self._session, [key(row)])[key(row)]


def _identity(mail: ParsedMail) -> str:
    """The same message has the same, whichever way it came."""
    return hashlib.sha256(f"{mail.message_id}\n{mail.digest}".encode()).hexdigest()


def _not_reached(row: InboundMail) -> None:
    """An earlier mail was too much for the reader: that this one was leased is no attempt of its own."""
    row.attempts -= 1


def key(row: InboundMail) -> int:
    """The primary key of a mail that is in the store."""
    assert row.id is not None
    return row.id
