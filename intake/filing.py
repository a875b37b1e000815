"""TX 2: a mail becomes what it is, a part of a case, an automatic mail, a duplicate, or a quarantined stub.

A step in three parts: lease a batch, read it and hear who vouches for its senders outside any transaction, file it in
one. Where one mail of it fails, all are filed again, each with a savepoint and a fault barrier of its own; what fails
then is tried again later, and in the end quarantined with a stub case. Whatever happens, a row ends as filed,
automatic, ignored or quarantined, or waits with a time for its next attempt.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from intake import answers
from intake.asked import asked_in
from intake.authentication import Vouch
from intake.conversation import bounced_mail, candidates, carried, own_message
from intake.inbox import drops_of
from intake.limits import Limits
from intake.mail import ParsedMail, parse
from intake.phone import countries_of
from intake.reader import Reader, Unread
from intake.reading import Reading
from intake.second_look import judged
from intake.sent_mails import SentMails
from intake.witness import Witness, hear
from routing import suppressions
from routing.bounces import Returned, settle_bounce
from routing.db import AlreadyDone, Unavailable
from routing.learned import Learned
from routing.model import InboundDelivery, InboundMail, InboundState, MessageReference, OutboundMail, Ticket
from routing.residual import Residual, heard
from routing.route import Placing
from routing.station import Station, Stop
from routing.submission import (
    Candidates,
    Category,
    Classification,
    Draft,
    Kind,
    Original,
    Party,
    Proofs,
    Stated,
    Submission,
)

log = structlog.get_logger("intake.filing")

_RETRY_SECONDS = 5.0
_PARENT_SECONDS = 1.0
_CONFLICT_SECONDS = 0.2
_CONFLICTS = 10
_NO_OPINION = Classification(Category.SUPPORT, 0.0)


_SAME = select(InboundMail).where(
    col(InboundMail.desk) == bindparam("desk"), col(InboundMail.identity) == bindparam("identity")
)
_KNOWN = select(MessageReference.id).where(col(MessageReference.value).in_(bindparam("named", expanding=True))).limit(1)

_NOTIFIED = select(OutboundMail.message_id, OutboundMail.content).where(
    col(OutboundMail.desk) == bindparam("desk"),
    col(OutboundMail.staff),
    col(OutboundMail.message_id).in_(bindparam("named", expanding=True)),
)


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
        InboundMail,
        (InboundMail.desk == station.desk.name, InboundMail.state == InboundState.RECEIVED),
        now=now,
        owner=station.owner,
        seconds=station.lease_seconds,
        limit=max(1, limits.batch // 3),  # while these are in their transaction, others wait for the writer
    )
    if not rows:
        return 0
    with station.database.holding(InboundMail, [row.id for row in rows], station.owner, now):
        readings = _read(station, reader, rows)
        vouches = hear(station, witness, rows, readings) if witness is not None else {}
        residual = learned.residual() if learned is not None else None
        try:
            mine = _commit(station, limits, rows, readings, vouches, residual, now, apart=False)
        except Exception:  # (it is found, and dealt with, when each mail is on its own)
            log.debug("filing one by one", exc_info=True)
            mine = _commit(station, limits, rows, readings, vouches, residual, now, apart=True)
    for mail_id in mine:
        station.watch(Stop.FILED, mail_id)
    station.wake("notify")
    return len(rows)


def _commit(
    station: Station,
    limits: Limits,
    rows: Sequence[InboundMail],
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
        mine = station.database.still_mine(session, InboundMail, [_id(row) for row in rows], station.owner)
        filing = _Filing(session, station, limits, now, list(mine), vouches, residual)
        for row in mine.values():
            filing.settle(row, readings.get(_id(row)), apart=apart)
    return list(mine)


def _read(station: Station, reader: Reader, rows: Sequence[InboundMail]) -> dict[int, Reading | Unread]:
    """Read until one mail is too much: the others must not wait for its next attempt."""
    readings: dict[int, Reading | Unread] = {}
    asked: list[int] = []

    def raws() -> Iterator[bytes]:
        for row in rows:
            raw = _raw(station, row)
            if isinstance(raw, Unread):
                readings[_id(row)] = raw
            else:
                asked.append(_id(row))
                yield raw

    answers = reader.read_all(raws())
    for number, reading in enumerate(answers):
        readings[asked[number]] = reading
        station.watch(Stop.READ, asked[number])
        if isinstance(reading, Unread) and reading.cause in ("timeout", "died"):
            answers.close()
            break
    return readings


def _raw(station: Station, row: InboundMail) -> bytes | Unread:
    if row.defect is not None:
        return Unread("defect", row.defect)
    try:
        return station.blobs.get(row.raw_digest)
    except KeyError:
        return Unread("missing", f"the raw mail {row.raw_digest} is not in the blob store")


class _Filing:
    """One transaction's filing."""

    def __init__(
        self,
        session: Session,
        station: Station,
        limits: Limits,
        now: datetime,
        batch: Sequence[int],
        vouches: Mapping[int, Vouch],
        residual: Residual | None,
    ) -> None:
        self._session = session
        self._vouches = vouches
        self._residual = residual
        self._station = station
        self._limits = limits
        self._now = now
        self._placing = Placing(session, station, now)
        self._arrived = drops_of(session, batch)
        self._sent = SentMails(session, limits, now)

    def settle(self, row: InboundMail, reading: Reading | Unread | None, *, apart: bool) -> None:
        """Decide one row; where it stands `apart`, a failure of ours is recorded on it and tried again."""
        if reading is None:  # not reached: an earlier mail was too much for the reader
            row.attempts -= 1
        elif not apart:
            with self._session.no_autoflush:  # a flush looks at every row: once a mail is enough
                self._file_or_quarantine(row, reading)
                self._session.flush()
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
        self._session.add(row)

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
        identity = hashlib.sha256(f"{mail.message_id}\n{mail.digest}".encode()).hexdigest()
        original = self._session.exec(_SAME, params={"desk": row.desk, "identity": identity}).first()
        if original is not None:
            self._duplicate(row, original, drops)
            return
        envelope_to = tuple(drop.envelope_to for drop, _ in drops if drop.envelope_to)
        today = self._now.date()
        where = candidates(mail, reading.ticket_number, envelope_to, self._station.keyring, today)
        if row.ticket_id is not None:  # a person had a quarantined mail tried again: its stub case is its case
            stub = self._session.get_one(Ticket, row.ticket_id)
            where = replace(where, tokens=(stub.ref, *where.tokens))
        if row.kind is Kind.PERSON and not (where.tokens or where.returned or where.signed):
            where = replace(where, echoed=self._sent.echoed(row.desk, mail))
        if self._parent_may_come(row, where):
            self._again(row, "waits for the mail it answers", _PARENT_SECONDS)
            row.attempts -= 1
            return
        row.identity = identity
        if row.kind is Kind.PERSON and own_message(mail, self._station.keyring, self._station.desk):
            row.kind = Kind.LOOP
            row.reasons = [*row.reasons, "it is a mail of our own that came back"]
        if row.kind is Kind.PERSON:
            submission = self._submission(row, reading, drops, where, envelope_to)
            disposition = self._placing.place(submission, history=row.history)
            if not row.history:  # who writes can be written to
                suppressions.lift(self._session, row.desk, mail.sender.address)
            self._end(row, InboundState.FILED, disposition.ticket_id)
        elif row.kind is Kind.BOUNCE:
            self._end(row, InboundState.AUTOMATIC, self._bounce(reading, envelope_to))
        elif row.kind is Kind.AUTO_REPLY and reading.absence is not None and reading.absence.returns_on is not None:
            told = self._placing.hear_absence(where, mail.sender, reading.absence.returns_on)
            self._end(row, InboundState.AUTOMATIC, told)
        else:
            self._end(row, InboundState.IGNORED if row.kind is Kind.BULK else InboundState.AUTOMATIC, None)

    def _duplicate(self, row: InboundMail, original: InboundMail, drops: list[tuple[InboundDelivery, str]]) -> None:
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
        self._session.add(row)

    def _parent_may_come(self, row: InboundMail, where: Candidates) -> bool:
        """Whether an older mail is still in another process's hands, while this one answers something unknown."""
        if not where.references or where.tokens or where.returned or where.signed:
            return False
        if self._session.exec(_KNOWN, params={"named": where.references}).first() is not None:
            return False
        elsewhere = select(InboundMail.id).where(
            InboundMail.desk == row.desk,
            InboundMail.state == InboundState.RECEIVED,
            col(InboundMail.id) < _id(row),
            col(InboundMail.leased_by).is_not(None),
            InboundMail.leased_by != self._station.owner,
            col(InboundMail.leased_until) > self._now,
        )
        return self._session.exec(elsewhere.limit(1)).first() is not None

    def _drops(self, row: InboundMail) -> list[tuple[InboundDelivery, str]]:
        return self._arrived.get(_id(row)) or drops_of(self._session, [_id(row)])[_id(row)]

    def _proofs(self, row: InboundMail, mail: ParsedMail, envelope_to: tuple[str, ...]) -> Proofs:
        vouch = self._vouches.get(_id(row))
        tokens = carried(mail, envelope_to, self._station.keyring, self._now.date())
        return replace(tokens, aligned=vouch.aligned, reasons=vouch.reasons) if vouch else tokens

    def _draft(self, row: InboundMail, reading: Reading, where: Candidates) -> Draft:
        """What our own people newly wrote, held against the notification that they answer."""
        draft = reading.draft
        if not where.references or self._station.desk.colleague_at(reading.mail.sender.address) is None:
            return draft
        rows = self._session.exec(_NOTIFIED, params={"desk": row.desk, "named": where.references}).all()
        sent = [(message_id, parse(content, self._limits)) for message_id, content in rows]
        answered = [mail for message_id, mail in sent if message_id in reading.mail.in_reply_to]
        return judged(reading, [mail for _, mail in sent], answered)

    def _stated(self, row: InboundMail, reading: Reading, where: Candidates) -> tuple[Stated, ...]:
        """What a customer says of details: in answer to the mails of ours that asked for some, or unasked."""
        desk, mail = self._station.desk, reading.mail
        if desk.colleague_at(mail.sender.address) is not None:
            return ()
        asked = asked_in(self._session, row.desk, where, lambda content: parse(content, self._limits).text)
        countries = countries_of("", mail.sender.address.rpartition("@")[2], desk.country, reading.language)
        reply = answers.Reply(mail.text, reading.visible_text, countries)
        return answers.read(reply, asked) if asked else answers.unasked(f"{mail.subject}\n{reading.visible_text}")

    def _submission(
        self,
        row: InboundMail,
        reading: Reading,
        drops: list[tuple[InboundDelivery, str]],
        where: Candidates,
        envelope_to: tuple[str, ...],
    ) -> Submission:
        mail = reading.mail
        first, mailbox = drops[0]
        opinion = heard(reading.classification or _NO_OPINION, self._residual)
        return Submission(
            desk=row.desk,
            mailbox=mailbox,
            channel=first.channel,
            received_at=row.received_at,
            sender=_sender(reading, first),
            subject=mail.subject,
            message_id=mail.message_id,
            references=tuple(dict.fromkeys((*mail.references, *mail.in_reply_to))),
            date=mail.date,
            language=reading.language,
            text=mail.text,
            visible_text=reading.visible_text,
            html_part=mail.html_part,
            raw_digest=row.raw_digest,
            recipients=(*mail.to, *mail.cc),
            files=mail.files,
            details=reading.details,
            classification=opinion,
            critical=reading.critical,
            candidates=where,
            missing=reading.missing,
            stated=self._stated(row, reading, where),
            topics=reading.topics,
            resolved=reading.resolved_by_customer,
            only_thanks=reading.only_thanks,
            nudge="nudge" in reading.flags and not (reading.critical or any(file.attachment for file in mail.files)),
            acknowledge=reading.acknowledge,
            reasons=(*opinion.reasons, *reading.reasons.get("critical", ())),
            problems=reading.problems,
            other_mailboxes=tuple(dict.fromkeys(name for _, name in drops[1:] if name != mailbox)),
            complaint="complaint" in reading.flags,
            proofs=self._proofs(row, mail, envelope_to),
            draft=self._draft(row, reading, where),
            original=_original(reading),
        )


def _sender(reading: Reading, drop: InboundDelivery) -> Party:
    """Who wrote: From, else where he wants answers, else the envelope; nobody where none of them is an address."""
    mail = reading.mail
    named = (mail.sender, *mail.reply_to, Party(mail.sender.name, drop.envelope_from or ""))
    return next((party for party in named if "@" in party.address), mail.sender)


def _original(reading: Reading) -> Original | None:
    """The mail within a forward."""
    inner = reading.forwarded
    if inner is None:
        return None
    return Original(inner.sender, inner.subject or "", inner.text, inner.date, reading.forward_certainty)


def _id(row: InboundMail) -> int:
    assert row.id is not None
    return row.id
