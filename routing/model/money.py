"""What contracts come to: a customer's yes to paid work, and what is to be said of contracts, once.

Minutes and money are not kept here: they are computed from the time entries (`routing.ledger`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field

from routing.model.base import Key, Leased, Record, words
from routing.model.case import NoticeState


class Approval(Record, table=True):
    """A customer's yes to work on a case that he pays for (GEN-04, JOH-04), word for word with its Message-ID.

    What he was told stands beside it: `rate` is an hour's, a decimal number as text; `minutes` None is no limit.
    """

    __tablename__ = "approval"
    __table_args__ = (UniqueConstraint("ticket_id", "message_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    ticket_id: int = Field(foreign_key="ticket.id", sa_type=Key)
    address: str  # who said it
    message_id: str
    text: str  # what he newly wrote
    given_at: datetime
    minutes: int | None = Field(default=None)
    rate: str | None = Field(default=None)
    currency: str | None = Field(default=None, max_length=3)
    severity: str | None = Field(default=None, max_length=16)  # that he confirmed with it (GEN-03)


class Announcement(Leased, table=True):
    """Something to be said outside the thread of a case: of a contract, an account, a quota, or to the office.

    The UNIQUE decides "said already": `about` names the occasion with its date. `said` is what the words are made of,
    by `routing.announcing`.
    """

    __tablename__ = "announcement"
    __table_args__ = (UniqueConstraint("desk", "kind", "about", "recipient"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    desk: str = Field(max_length=64)
    kind: str = Field(max_length=32)
    about: str = Field(max_length=128)
    recipient: str  # address
    hearer: str = Field(max_length=16)  # customer, office or engineer
    said: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    decided_at: datetime
    state: NoticeState = Field(default=NoticeState.OPEN, sa_type=words(NoticeState, 16))
