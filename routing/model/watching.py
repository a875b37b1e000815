"""What is wrong with the service itself, and whom that was told."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, UniqueConstraint

from routing.model.base import Key, Record, words


class Trouble(StrEnum):
    """What an alarm is about."""

    MAILBOX = "mailbox"  # no mail can be fetched from it
    HEARTBEAT = "heartbeat"  # the mail that the desk sent through it has not come back
    LEDGER = "ledger"  # mails of it are unaccounted for
    WAITING = "waiting"  # mail is not being read, or events are not being told
    OUTBOX = "outbox"  # mail does not leave
    PASSWORD = "password"  # expires  # noqa: S105
    DISK = "disk"  # is nearly full


class Alarm(Record, table=True):
    """A trouble that lasts; the row goes once its end was told, or where nobody had heard of it."""

    __tablename__ = "alarm"
    __table_args__ = (UniqueConstraint("desk", "trouble", "name"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    desk: str = Field(max_length=64)
    trouble: Trouble = Field(sa_type=words(Trouble, 16))
    name: str = Field(default="", max_length=64)  # of the mailbox; "" where it is about the whole desk
    what: str  # in English, with the server's own words
    cure: str
    since: datetime
    due_at: datetime  # when it has lasted long enough to be told
    told_at: datetime | None = Field(default=None)  # last
    tellings: int = Field(default=0)
    over_at: datetime | None = Field(default=None)
