"""What is written down of a case: its events in order, what was said in it, and who reads along.

In the caller's transaction, on a ticket whose row he has locked, so that `seq` rises without gaps. Decides nothing:
`tickets.py` and `acting.py` are the verbs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, insert, select

from routing import events
from routing.model import (
    SILENT,
    Attachment,
    EventKind,
    Message,
    MessageReference,
    NoticeState,
    Ticket,
    TicketEvent,
    Watcher,
)
from routing.submission import FileRef, Submission

# Rows that are written once and not looked at again within the transaction: half the price without the session.
_MESSAGE, _REFERENCE, _ATTACHMENT = (insert(model) for model in (Message, MessageReference, Attachment))

_WATCHES = select(Watcher.id).where(
    col(Watcher.ticket_id) == bindparam("ticket"), col(Watcher.address) == bindparam("address")
)

PAYLOAD_VERSION = 1
SERVICE = "service"
CUSTOMER = "customer"
# Whether an event is of the desk that the statement is told.
OF_DESK = select(Ticket.id).where(Ticket.id == TicketEvent.ticket_id, Ticket.desk == bindparam("desk")).exists()


def watch(session: Session, ticket: Ticket, address: str, name: str, engineer: str | None = None) -> bool:
    """Somebody reads along; once is enough. Answers whether he did not do so already."""
    asked = {"ticket": key(ticket), "address": address.lower()}
    if session.connection().execute(_WATCHES, asked).first() is not None:
        return False
    session.add(Watcher(ticket_id=key(ticket), address=address.lower(), name=name, engineer=engineer))
    session.flush()
    return True


def record(
    session: Session,
    ticket: Ticket,
    kind: EventKind,
    actor: str,
    payload: Mapping[str, Any],
    reasons: Sequence[str],
    now: datetime,
    message: int | None = None,
    *,
    once: str | None = None,
) -> None:
    """The next event of a ticket; whoever is to hear of it gets his mail at once, and the case is looked at again.

    `once` names what may happen to a case but once: a second event of that name violates a constraint.
    """
    ticket.last_seq += 1
    ticket.changed_at = ticket.next_check_at = now
    if ticket not in session:  # to add one that is there is no news, but takes its time
        session.add(ticket)
    event = {
        "ticket_id": key(ticket),
        "seq": ticket.last_seq,
        "kind": kind,
        "version": PAYLOAD_VERSION,
        "at": now,
        "actor": actor,
        "message_id": message,
        "payload": dict(payload),
        "reasons": list(reasons),
        "once": once,
        "notice": NoticeState.DONE if kind in SILENT else NoticeState.OPEN,
        "attempts": 0,
        "next_attempt_at": now,
    }
    events.add(session, event)


def keep(
    session: Session,
    ticket: Ticket,
    submission: Submission,
    said: Mapping[str, Any],
    files: Sequence[FileRef],
    now: datetime,
) -> int:
    """A message with its references and files; answers its id. `said` are the columns that say what was said."""
    rows = session.connection()
    kept = rows.execute(
        _MESSAGE,
        {
            "ticket_id": key(ticket),
            "author_name": submission.sender.name,
            "author_address": submission.sender.address,
            "message_id": submission.message_id,
            "subject": submission.subject,
            "raw_digest": submission.raw_digest,
            "language": submission.language,
            "sent_at": submission.date,
            "recorded_at": now,
            **said,
        },
    )
    assert kept.inserted_primary_key is not None
    message = int(kept.inserted_primary_key[0])
    values = (submission.message_id, *reversed(submission.references))
    named = [{"message_id": message, "value": value, "position": at} for at, value in enumerate(values)]
    rows.execute(_REFERENCE, named)
    if files:
        rows.execute(_ATTACHMENT, [_file(message, submission.raw_digest, file) for file in files])
    return message


def _file(message: int, raw_digest: str, file: FileRef) -> dict[str, Any]:
    row = asdict(file)
    return {"message_id": message, "raw_digest": raw_digest, "genuine": row.pop("attachment"), **row}


def key(ticket: Ticket) -> int:
    """The primary key of a ticket that is in the store."""
    assert ticket.id is not None
    return ticket.id


def moment(at: datetime | None) -> str | None:
    """A time as payloads hold it."""
    return at.isoformat() if at else None
