"""A customer's yes to work that he pays for, recorded word for word with its Message-ID (GEN-04, GEN-05, JOH-04).

A mail answers the question only if one was asked, in the acknowledgement, and nobody has said yes yet. It counts if it
is a plain yes (`routing.consent`), comes from the case's customer or from who speaks for his organisation, and is sure
to be theirs: it bears a signed address or Message-ID of this case, or somebody vouches for its sender. Everything else
is told to the engineer, who can ask again; nobody is billed for it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from routing.askers import LEADING
from routing.consent import Consent, read_consent
from routing.events import events_of
from routing.journal import CUSTOMER, key, record
from routing.model import Approval, Contact, EventKind, Ticket
from routing.submission import Submission

_GIVEN = select(Approval.id).where(col(Approval.ticket_id) == bindparam("ticket"))
_KEPT = 4_000  # characters of what he wrote


def asked(session: Session, ticket: Ticket) -> dict[str, Any] | None:
    """What the customer was asked to say yes to (`charge`, `rate`, `currency`); None where nothing waits for it."""
    opening = next((event.payload for event in events_of(session, ticket, EventKind.OPENED)), {})
    stands = opening.get("stands")
    if not stands or stands["charge"] != "asks":
        return None
    if not opening["acknowledge"] or opening["repeats"] or session.exec(_GIVEN, params={"ticket": ticket.id}).first():
        return None
    return dict(stands)


def hear(
    session: Session, ticket: Ticket, submission: Submission, contact: Contact | None, refs: Collection[int]
) -> str | None:
    """What a further mail says to the question: a `Consent`, or `not_his` or `unproven` for a yes that does not count.

    None where nothing was asked. `refs` are those under which the case is known.
    """
    if asked(session, ticket) is None:
        return None
    said = read_consent(submission.visible_text)
    if said is not Consent.YES:
        return None if said is Consent.SILENT else said.value
    if contact is None or not _may_say_it(ticket, contact):
        return "not_his"
    signed = {*submission.candidates.tokens, *submission.candidates.signed}
    return said.value if submission.proofs.aligned or signed & set(refs) else "unproven"


def approve(session: Session, ticket: Ticket, submission: Submission, now: datetime) -> None:
    """Record the yes. Payload: `address`, `text`, `answers` (his Message-ID), `rate`, `currency`, `minutes`."""
    told = asked(session, ticket)
    assert told is not None  # heard a moment ago, within the same transaction
    text = submission.visible_text[:_KEPT]
    row = Approval(
        ticket_id=key(ticket),
        address=submission.sender.address.lower(),
        message_id=submission.message_id,
        text=text,
        given_at=now,
        rate=told["rate"],
        currency=told["currency"],
    )
    session.add(row)
    session.flush()
    payload = {
        "address": row.address,
        "text": text,
        "answers": row.message_id,
        "rate": row.rate,
        "currency": row.currency,
        "minutes": None,
    }
    record(session, ticket, EventKind.APPROVED, CUSTOMER, payload, (), now)


def _may_say_it(ticket: Ticket, contact: Contact) -> bool:
    """The customer himself, or who speaks for his organisation."""
    if contact.id == ticket.contact_id:
        return True
    same = ticket.organisation_id is not None and contact.organisation_id == ticket.organisation_id
    return same and contact.role in {role.value for role in LEADING}
