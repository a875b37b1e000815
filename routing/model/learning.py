"""What a desk's classifier learnt from its engineers: one row for each refit and each roll-back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, LargeBinary, UniqueConstraint
from sqlmodel import Field

from routing.lesson import Verdict
from routing.model.base import Key, Record, words


class Refit(Record, table=True):
    """An entry of a desk's log of learning; the newest alone decides what is in use.

    Entries are added and never changed, but that old ones lose their `residual` to save room. The lessons are no part
    of it: they are read from the events each time.
    """

    __tablename__ = "refit"
    __table_args__ = (UniqueConstraint("desk", "number"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    desk: str = Field(max_length=64)
    number: int  # within the desk, from 1; the UNIQUE decides between two processes that learn the same
    created_at: datetime
    verdict: Verdict = Field(sa_type=words(Verdict, 16))
    lessons: int
    corrected: int  # of them
    lead: float  # nats
    golden_default: float | None = Field(default=None)
    golden_learned: float | None = Field(default=None)
    back_to: int | None = Field(default=None)  # of a roll-back: the entry gone back to, 0 for the default alone
    first_event: int = Field(default=0, sa_type=BigInteger)  # of a roll-back: what came after it is forgotten
    last_event: int = Field(sa_type=BigInteger)  # what had happened when it was made
    residual: bytes | None = Field(default=None, sa_type=LargeBinary)  # None: the default decides alone
