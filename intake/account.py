"""What a mailbox is and what it hands over: plain values.

`intake/mailbox.py` does the work. Nothing here connects, and nothing fails.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class ImapAccount:
    """Where a mailbox is and what becomes of its mails. In folder names a slash separates levels on every server."""

    name: str
    host: str
    port: int
    security: Literal["tls", "starttls", "none"]
    user: str
    password: Callable[[], str]  # asked at each login, so that a changed secret needs no restart
    folder: str = "INBOX"
    processed: str = "Processed"
    quarantine: str = "Quarantine"
    after: Literal["move", "flag"] = "move"
    interval: float = 60.0  # seconds between polls
    idle: bool = True
    since: date | None = None
    ca_file: str | None = None  # PEM; None: the system's authorities
    timeout: float = 30.0  # seconds for connecting and for each answer


@dataclass(frozen=True, slots=True)
class FolderState:
    """What SELECT says. Another `uidvalidity` voids every UID known before (RFC 3501 2.3.1.1)."""

    uidvalidity: int
    uidnext: int
    messages: int


@dataclass(frozen=True, slots=True)
class Fetched:
    """A mail as it lies on the server."""

    uid: int
    raw: bytes
    internal_date: datetime | None  # aware, UTC; None where the server's cannot be read


@dataclass(frozen=True, slots=True)
class Unfetched:
    """A mail the server has but does not hand over; `why` is its answer. Others are not held up by it."""

    uid: int
    why: str
