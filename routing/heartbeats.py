"""Which mailboxes are due a heartbeat, and which one has come back (MAIL.md 1.8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import case
from sqlmodel import Session, col, or_, select, update
from sqlmodel.sql.expression import SelectOfScalar

from routing.model import MailboxRow, OutboundMail

OCCASION = "heartbeat"
_EVERY = timedelta(days=1)


def due(desk: str, now: datetime) -> SelectOfScalar[MailboxRow]:
    """Mailboxes that were read before, and to which none was sent for a day."""
    sent = col(MailboxRow.heartbeat_sent_at)
    return select(MailboxRow).where(
        MailboxRow.desk == desk,
        col(MailboxRow.connected_at).is_not(None),
        or_(sent.is_(None), sent <= now - _EVERY),
    )


def hear(
    session: Session, desk: str, message_id: str, refs: Sequence[int], mailboxes: Sequence[int], now: datetime
) -> bool:
    """Whether a mail of ours that came back is a heartbeat; then it is noted for these mailboxes (keys of rows).

    `refs` are those of outgoing mails that markers in its text name.
    """
    ours = select(OutboundMail.id).where(
        OutboundMail.desk == desk,
        OutboundMail.occasion == OCCASION,
        or_(col(OutboundMail.message_id) == message_id, col(OutboundMail.ref).in_(refs)),
    )
    if session.exec(ours).first() is None:
        return False
    sent = col(MailboxRow.heartbeat_sent_at)
    seen = case((sent > now, sent), else_=now)  # it came back, though the service's clock stepped back meanwhile
    session.exec(update(MailboxRow).where(col(MailboxRow.id).in_(mailboxes)).values(heartbeat_seen_at=seen))
    return True
