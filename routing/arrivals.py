"""What came in, counted in the store: the ledger of each mailbox, floods, and what waits in quarantine (MAIL.md 1.7).

Sums are the database's, those of mailboxes `mail_ledger`'s; the one question it cannot answer in one query, how many
mails of a sender lie within an hour, is asked of the few who sent many. Reads only.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import astuple
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlmodel import Session, col

from routing.desk import Desk
from routing.figures import Flood, Mailbox
from routing.mail_ledger import mail_ledgers
from routing.model import InboundMail, InboundState

FLOOD = 20  # mails of one sender within an hour: as many automatic ones as the gate lets out to him
_MOST = 5  # floods that are named
_LOOKED_AT = 50  # senders
_HOUR = timedelta(hours=1)


def mailboxes(
    session: Session, desk: Desk, since: datetime, until: datetime, products: Collection[str]
) -> tuple[Mailbox, ...]:
    """The ledger of each mailbox of those products (none: of all), in the order of the desk file."""
    counted = {name: numbers for name, *numbers in map(astuple, mail_ledgers(session, desk.name, since, until))}
    return tuple(
        Mailbox(box.name, box.address, *counted.get(box.name, (0,)))
        for box in desk.mailboxes
        if not products or box.product in products
    )


def floods(session: Session, desk: Desk, since: datetime, until: datetime) -> tuple[Flood, ...]:
    """Who sent more than `FLOOD` mails within an hour, the worst first."""
    ours = (
        col(InboundMail.desk) == desk.name,
        col(InboundMail.received_at) >= since,
        col(InboundMail.received_at) < until,
        col(InboundMail.sender).is_not(None),
        col(InboundMail.sender) != "",
    )
    number = func.count()
    many = select(col(InboundMail.sender), number).where(*ours).group_by(col(InboundMail.sender))
    many = many.having(number > FLOOD).order_by(number.desc(), col(InboundMail.sender)).limit(_LOOKED_AT)
    found: list[Flood] = []
    for sender, mails in session.execute(many).all():
        when = select(col(InboundMail.received_at)).where(*ours, col(InboundMail.sender) == sender)
        if len(found) < _MOST and _is_flood(sorted(session.execute(when).scalars())):
            found.append(Flood(sender, mails))
    return tuple(found)


def _is_flood(moments: Sequence[datetime]) -> bool:
    return any(last - first < _HOUR for first, last in zip(moments, moments[FLOOD:], strict=False))


def quarantined(session: Session, desk: Desk) -> int:
    """Mails that could not be read, and wait for a person."""
    query = select(func.count()).select_from(InboundMail)
    here = query.where(col(InboundMail.desk) == desk.name, col(InboundMail.state) == InboundState.QUARANTINED)
    return int(session.execute(here).scalar_one())
