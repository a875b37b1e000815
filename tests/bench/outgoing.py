"""Mails that wait to leave: an outbox full, with the bytes that a desk really sends.

Every case has a customer and an engineer who get four mails each, so that the order within a case and recipient is
there to be kept; recipients are spread over many domains. The same seed gives the same mails.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP

from sqlalchemy import insert

from routing.db import Database
from routing.model import OutboundMail, Ticket
from routing.model.base import new_ref
from routing.submission import Category

_EACH = 4  # mails to one recipient of one case
_DOMAINS = 40
_TEXT = "Good morning,\n\nwe have looked at your case. Please open the options of the post and choose metric.\n" * 6
_THEN = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One mail of the outbox."""

    case: int
    recipient: str
    message_id: str
    raw: bytes


def outgoing(count: int) -> list[Outgoing]:
    """So many mails, in the order in which they were written."""
    return [_one(number) for number in range(count)]


def _one(number: int) -> Outgoing:
    case, place = divmod(number, 2 * _EACH)
    domain = f"customer{case % _DOMAINS}.example"
    recipient = f"ann@{domain}" if place % 2 == 0 else f"engineer{case % 7}@acme.example"
    message_id = f"<{number:06}.bench@acme.example>"
    mail = EmailMessage(policy=SMTP)
    mail["From"] = "Acme support <visi@acme.example>"
    mail["To"] = recipient
    mail["Subject"] = f"[Acme #{10001 + case}] Metric after the update, part {place + 1}"
    mail["Message-ID"] = message_id
    mail["Date"] = _THEN
    mail.set_content(_TEXT)
    mail.add_alternative(f"<html><body>{_TEXT.replace(chr(10), '<br>')}</body></html>", subtype="html")
    return Outgoing(case, recipient, message_id, bytes(mail))


def queue(database: Database, desk: str, mails: Sequence[Outgoing], now: datetime) -> None:
    """Put them into the outbox as the desk would have: final bytes, due now."""
    with database.transaction() as session:
        tickets = [_ticket(desk, case, now) for case in sorted({mail.case for mail in mails})]
        session.execute(insert(Ticket), tickets)
        for some in _chunks([_row(desk, mail, now) for mail in mails], 500):
            session.execute(insert(OutboundMail), some)


def _ticket(desk: str, case: int, now: datetime) -> dict[str, object]:
    ticket = Ticket(
        desk=desk,
        number=10001 + case,
        subject="Metric after the update",
        mailbox="visi",
        category=Category.SUPPORT,
        confidence=1.0,
        opened_at=now,
        changed_at=now,
    )
    return {**ticket.model_dump(exclude={"id"}), "id": case + 1}


def _row(desk: str, mail: Outgoing, now: datetime) -> dict[str, object]:
    return OutboundMail(
        ref=new_ref(),
        desk=desk,
        ticket_id=mail.case + 1,
        occasion="answer",
        staff=mail.recipient.endswith("@acme.example"),
        automatic=False,
        recipient=mail.recipient,
        envelope_from="visi@acme.example",
        message_id=mail.message_id,
        dedupe_key=mail.message_id,
        subject="Metric after the update",
        language="en",
        content=mail.raw,
        size=len(mail.raw),
        created_at=now,
        next_attempt_at=now,
        give_up_at=now + timedelta(days=5),
    ).model_dump(exclude={"id"})


def _chunks(rows: list[dict[str, object]], size: int) -> Iterator[list[dict[str, object]]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
