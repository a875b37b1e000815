"""The ledger of each mailbox: what came in equals what became of it (MAIL.md 1.7).

received = filed + automatic + ignored + quarantined + waiting. Each side is counted by itself: what came by the
arrivals, what became of it by what it left behind (a filed mail has its case, or is a question of staff to the desk;
a quarantined one has its stub), so a mail that says of itself that it is filed and stands nowhere is unexplained. Reads
only; decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case
from sqlmodel import Session, col, func, or_, select

from routing.model import Enquiry, InboundDelivery, InboundMail, InboundState, MailboxRow


@dataclass(frozen=True, slots=True)
class Ledger:
    """Mails of one mailbox, in a time; each once, however often it was delivered there."""

    mailbox: str
    received: int
    filed: int
    automatic: int
    ignored: int
    quarantined: int
    waiting: int

    @property
    def unexplained(self) -> int:
        """How many mails are not where they should be: 0, or the ledger does not balance."""
        return self.received - self.filed - self.automatic - self.ignored - self.quarantined - self.waiting


_CASE = col(InboundMail.ticket_id).is_not(None)
_ASKED = (
    select(Enquiry.id)
    .where(Enquiry.desk == InboundMail.desk, Enquiry.message_id == InboundMail.message_id)
    .correlate(InboundMail)
    .exists()
)
_EVIDENCE = {
    "filed": and_(col(InboundMail.state) == InboundState.FILED, or_(_CASE, _ASKED)),
    "automatic": col(InboundMail.state) == InboundState.AUTOMATIC,
    "ignored": col(InboundMail.state) == InboundState.IGNORED,
    "quarantined": and_(col(InboundMail.state) == InboundState.QUARANTINED, _CASE),
    "waiting": col(InboundMail.state) == InboundState.RECEIVED,
}


def mail_ledgers(
    session: Session, desk: str, since: datetime | None = None, until: datetime | None = None
) -> list[Ledger]:
    """The ledger of every mailbox of a desk, in the order of their rows; `since` included, `until` not."""
    drops = select(InboundDelivery.mailbox_id, InboundDelivery.inbound_mail_id).distinct()
    if since is not None:
        drops = drops.where(col(InboundDelivery.arrived_at) >= since)
    if until is not None:
        drops = drops.where(col(InboundDelivery.arrived_at) < until)
    came = drops.subquery()
    counts = [func.coalesce(func.sum(case((told, 1), else_=0)), 0) for told in _EVIDENCE.values()]
    query = (
        select(MailboxRow.name, func.count(came.c.inbound_mail_id), *counts)
        .select_from(MailboxRow)
        .outerjoin(came, came.c.mailbox_id == MailboxRow.id)
        .outerjoin(InboundMail, col(InboundMail.id) == came.c.inbound_mail_id)
        .where(MailboxRow.desk == desk)
        .group_by(col(MailboxRow.id), col(MailboxRow.name))
        .order_by(col(MailboxRow.id))
    )
    return [_ledger(row) for row in session.exec(query)]


def _ledger(row: Sequence[int | str]) -> Ledger:
    name, received, *became = row
    return Ledger(str(name), int(received), *(int(number) for number in became))
