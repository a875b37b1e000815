"""An engineer's mail that waits for his word: as the row that keeps it, and back to what it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import col, insert, select

from routing.acting import Acting
from routing.model import Draft as DraftRow
from routing.submission import Command, Draft, FileRef, Misspelt, Party, Submission

_DRAFT = insert(DraftRow)
_WAITING = (
    select(DraftRow)
    .where(
        col(DraftRow.ticket_id) == bindparam("ticket"),
        col(DraftRow.engineer) == bindparam("engineer"),
        col(DraftRow.settled_at).is_(None),
    )
    .order_by(col(DraftRow.id))
)
_AS_IT_IS = ("subject", "message_id", "language", "text", "visible_text", "raw_digest")


def packed(submission: Submission) -> dict[str, Any]:
    """What has to be known of a mail to carry it out later, as JSON."""
    return {
        **{name: getattr(submission, name) for name in _AS_IT_IS},
        "sender": asdict(submission.sender),
        "recipients": [asdict(party) for party in submission.recipients],
        "references": list(submission.references),
        "date": submission.date.isoformat() if submission.date else None,
        "files": [asdict(file) for file in submission.files],
        "draft": asdict(submission.draft),
    }


def unpacked(said: Mapping[str, Any], later: Submission) -> Submission:
    """The mail as it was; what was not kept is taken from the one that releases it."""
    draft = said["draft"]
    return replace(
        later,
        **{name: said[name] for name in _AS_IT_IS},
        sender=Party(**said["sender"]),
        recipients=tuple(Party(**party) for party in said["recipients"]),
        references=tuple(said["references"]),
        date=datetime.fromisoformat(said["date"]) if said["date"] else None,
        files=tuple(FileRef(**file) for file in said["files"]),
        draft=Draft(
            text=draft["text"],
            html=draft["html"],
            images=tuple(draft["images"]),
            certainty=draft["certainty"],
            commands=tuple(Command(**command) for command in draft["commands"]),
            misspelt=tuple(Misspelt(**word) for word in draft["misspelt"]),
            reasons=tuple(draft["reasons"]),
        ),
    )


def keep_draft(hand: Acting, submission: Submission, why: str) -> int:
    """Keep a mail until its engineer has spoken; only the latest of his in a case can be sent. Answers its key."""
    settle_drafts(hand, "replaced")
    row = {
        "ticket_id": hand.ticket.id or 0,
        "engineer": hand.engineer.name,
        "why": why,
        "said": packed(submission),
        "raw_digest": submission.raw_digest,
        "held_at": hand.now,
    }
    kept = hand.session.connection().execute(_DRAFT, row)
    assert kept.inserted_primary_key is not None
    return int(kept.inserted_primary_key[0])


def settle_drafts(hand: Acting, outcome: str) -> DraftRow | None:
    """End what waits of this engineer in this case, as sent, dropped or replaced; answers the latest, if any."""
    rows = _waiting(hand)
    for row in rows:
        row.settled_at, row.outcome = hand.now, outcome
        hand.session.add(row)
    return rows[-1] if rows else None


def waiting_draft(hand: Acting) -> DraftRow | None:
    """The latest that waits of this engineer in this case, if any."""
    rows = _waiting(hand)
    return rows[-1] if rows else None


def _waiting(hand: Acting) -> Sequence[DraftRow]:
    return hand.session.exec(_WAITING, params={"ticket": hand.ticket.id, "engineer": hand.engineer.name}).all()
