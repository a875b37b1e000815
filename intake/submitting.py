"""A mail that was read becomes a `Submission`: what routing decides about, with all that the store adds to the reading.

That is who vouches for its sender, what of an engineer's mail is new compared with what he was sent, what a customer
says to our questions, and what the desk has learnt of categories. Reads rows only; decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from intake import answers
from intake.asked import Questions
from intake.authentication import Vouch
from intake.conversation import Borne, carried
from intake.limits import Limits
from intake.mail import ParsedMail, text_of
from intake.phone import countries_of
from intake.reading import Reading
from routing.model import OutboundMail
from routing.residual import Residual, heard
from routing.station import Station
from routing.submission import (
    Candidates,
    Category,
    Channel,
    Classification,
    Draft,
    Original,
    Party,
    Proofs,
    Stated,
    Submission,
)

_NO_OPINION = Classification(Category.SUPPORT, 0.0)

_NOTIFIED = select(OutboundMail.message_id).where(
    col(OutboundMail.desk) == bindparam("desk"),
    col(OutboundMail.staff),
    col(OutboundMail.message_id).in_(bindparam("named", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class Arrived:
    """How a mail came: names of the mailboxes that it reached, the first one first, and its envelope."""

    mailboxes: tuple[str, ...]
    channel: Channel
    received_at: datetime
    envelope_from: str | None
    tokens: Borne  # what it bears of ours
    raw_digest: str
    mail_id: int  # key of the row


class Submitting:
    """Makes submissions within one transaction."""

    def __init__(
        self,
        session: Session,
        station: Station,
        limits: Limits,
        vouches: Mapping[int, Vouch],
        residual: Residual | None,
        now: datetime,
    ) -> None:
        """`vouches` by the mails' keys say who vouches for whom; `residual` is what the desk has learnt."""
        self._session = session
        self._station = station
        self._vouches = vouches
        self._residual = residual
        self._now = now
        self._questions = Questions(session, station.desk.name, lambda content: text_of(content, limits))
        self._notified: dict[str, bool] = {}  # by Message-ID: whether it is a mail of ours to our own people

    def read_ahead(self, batch: Collection[tuple[Party, Candidates]]) -> None:
        """What the mails of a batch ask for one by one, by who wrote each and where it may belong."""
        self._look_up(value for _, where in batch for value in where.references)
        self._questions.read_ahead(
            where for sender, where in batch if self._station.desk.colleague_at(sender.address) is None
        )

    def _look_up(self, named: Iterable[str]) -> None:
        """Read which of these Message-IDs are of mails to our own people: in one statement."""
        new = set(named) - self._notified.keys()
        if new:
            asked = {"desk": self._station.desk.name, "named": new}
            self._notified |= dict.fromkeys(new, False)
            self._notified |= dict.fromkeys(self._session.connection().execute(_NOTIFIED, asked).scalars(), True)

    def submission(self, reading: Reading, arrived: Arrived, where: Candidates) -> Submission:
        """What routing is handed; `where` the mail might belong."""
        mail = reading.mail
        mailbox, *others = dict.fromkeys(arrived.mailboxes)
        opinion = heard(reading.classification or _NO_OPINION, self._residual)
        return Submission(
            desk=self._station.desk.name,
            mailbox=mailbox,
            channel=arrived.channel,
            received_at=arrived.received_at,
            sender=_sender(reading, arrived),
            subject=mail.subject,
            message_id=mail.message_id,
            references=tuple(dict.fromkeys((*mail.references, *mail.in_reply_to))),
            date=mail.date,
            language=reading.language,
            text=mail.text,
            visible_text=reading.visible_text,
            html_part=mail.html_part,
            raw_digest=arrived.raw_digest,
            recipients=(*mail.to, *mail.cc),
            files=mail.files,
            details=reading.details,
            classification=opinion,
            critical=reading.critical,
            candidates=where,
            missing=reading.missing,
            stated=self._stated(reading, where),
            topics=tuple(dict.fromkeys((*reading.topics, *reading.matters))),
            resolved=reading.resolved_by_customer,
            only_thanks=reading.only_thanks,
            nudge="nudge" in reading.flags and not (reading.critical or any(file.attachment for file in mail.files)),
            complaint="complaint" in reading.flags,
            more_often="more_often" in reading.flags,
            links=reading.links,
            acknowledge=reading.acknowledge,
            reasons=(*opinion.reasons, *reading.reasons.get("critical", ())),
            problems=reading.problems,
            other_mailboxes=tuple(others),
            proofs=self._proofs(arrived, mail),
            draft=self._draft(reading, where),
            original=_original(reading),
        )

    def _proofs(self, arrived: Arrived, mail: ParsedMail) -> Proofs:
        vouch = self._vouches.get(arrived.mail_id)
        tokens = carried(mail, arrived.tokens, self._station.keyring, self._now.date())
        return replace(tokens, aligned=vouch.aligned, reasons=vouch.reasons) if vouch else tokens

    def _draft(self, reading: Reading, where: Candidates) -> Draft:
        """What our own people newly wrote, held against the notifications that they answer.

        The reader has done that. Where it lacked one of them, he is asked whether it is all he meant to say.
        """
        draft = reading.draft
        if not where.references or self._station.desk.colleague_at(reading.mail.sender.address) is None:
            return draft
        self._look_up(where.references)
        lacked = any(self._notified[value] and value not in reading.held_against for value in where.references)
        return replace(draft, certainty=0.0) if lacked else draft

    def _stated(self, reading: Reading, where: Candidates) -> tuple[Stated, ...]:
        """What a customer says of details: in answer to the mails of ours that asked for some, or unasked."""
        desk, mail = self._station.desk, reading.mail
        if desk.colleague_at(mail.sender.address) is not None:
            return ()
        asked = self._questions.of(where)
        countries = countries_of("", mail.sender.address.rpartition("@")[2], desk.country, reading.language)
        reply = answers.Reply(mail.text, reading.visible_text, countries)
        return answers.read(reply, asked) if asked else answers.unasked(f"{mail.subject}\n{reading.visible_text}")


def _sender(reading: Reading, arrived: Arrived) -> Party:
    """Who wrote: From, else where he wants answers, else the envelope; nobody where none of them is an address."""
    mail = reading.mail
    named = (mail.sender, *mail.reply_to, Party(mail.sender.name, arrived.envelope_from or ""))
    return next((party for party in named if "@" in party.address), mail.sender)


def _original(reading: Reading) -> Original | None:
    """The mail within a forward."""
    inner = reading.forwarded
    if inner is None:
        return None
    return Original(inner.sender, inner.subject or "", inner.text, inner.date, reading.forward_certainty)
