"""What leaves by the calendar and not because something happened: morning cards and digests, one row for each."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from routing.model.base import Key, Leased, words
from routing.model.case import NoticeState


class EditionKind(StrEnum):
    """What comes out by the calendar."""

    MORNING_CARD = "morning_card"  # to an engineer, as his day opens
    DAILY = "daily"  # a digest, to a manager
    WEEKLY = "weekly"


class Edition(Leased, table=True):
    """One card or digest of one reader on one day. The UNIQUE decides "made already", by any process.

    It is about what happened from `since` to `until`; `outcome` says what became of it: `sent`, `empty` (there was
    nothing to tell), or why it was withheld.
    """

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("desk", "kind", "reader", "day"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    desk: str = Field(max_length=64)
    kind: EditionKind = Field(sa_type=words(EditionKind, 16))
    reader: str = Field(max_length=64)  # an engineer's or a manager's name in the desk file
    day: date  # the reader's
    since: datetime
    until: datetime
    state: NoticeState = Field(default=NoticeState.OPEN, sa_type=words(NoticeState, 16))
    outcome: str | None = Field(default=None)
