"""Cases: the ticket, what was said in it, and every fact that became of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from routing.model.base import Key, Leased, Record, empty, new_ref, words
from routing.submission import Category, Severity


class TicketState(StrEnum):
    """Who has the next move; `closed` is the only end."""

    OPEN = "open"
    WAITING = "waiting"  # on the customer
    HELD = "held"  # on the vendor
    CLOSED = "closed"


class Direction(StrEnum):
    """Which way a message went."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    INTERNAL = "internal"  # an engineer's note: no customer ever sees it


class EventKind(StrEnum):
    """The facts of a ticket. The payload of each is described at the verb that records it."""

    OPENED = "opened"
    APPENDED = "appended"
    ASSIGNED = "assigned"
    DELIVERED_ELSEWHERE = "delivered_elsewhere"
    QUARANTINED = "quarantined"
    BOUNCED = "bounced"
    ANSWERED = "answered"
    NOTED = "noted"
    CLOSED = "closed"
    REOPENED = "reopened"
    WAITING = "waiting"
    HELD = "held"
    CHANGED = "changed"
    DUE = "due"
    TIMED = "timed"
    PHONED = "phoned"
    LINKED = "linked"
    MERGED = "merged"
    SPLIT = "split"
    WATCHED = "watched"
    ASKED = "asked"
    UNDONE = "undone"
    ECHOED = "echoed"
    RETURNED = "returned"
    TOLD = "told"
    REMINDED = "reminded"
    NUDGED = "nudged"
    ABSENT = "absent"
    PASSED_ON = "passed_on"
    DEPARTED = "departed"
    APPROVED = "approved"


# Of these nobody gets a mail: they show in the case, or in what an engineer's own mail came to.
SILENT = frozenset({
    EventKind.DELIVERED_ELSEWHERE, EventKind.NOTED, EventKind.REOPENED, EventKind.WAITING, EventKind.HELD,
    EventKind.CHANGED, EventKind.DUE, EventKind.TIMED, EventKind.PHONED, EventKind.LINKED, EventKind.MERGED,
    EventKind.SPLIT, EventKind.WATCHED, EventKind.UNDONE, EventKind.ABSENT, EventKind.APPROVED,
})  # fmt: skip


class NoticeState(StrEnum):
    """Whether those who should hear of an event have mails waiting for them."""

    OPEN = "open"
    DONE = "done"
    FAILED = "failed"


class Ticket(Record, table=True):
    """A case. `number` is what people quote; `ref` is what tokens carry."""

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("desk", "number"),
        Index("ix_ticket_queue", "desk", "state", "opened_at"),
        Index("ix_ticket_check", "desk", "next_check_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    ref: int = Field(default_factory=new_ref, sa_type=BigInteger, unique=True)
    desk: str = Field(max_length=64)
    number: int
    subject: str
    state: TicketState = Field(default=TicketState.OPEN, sa_type=words(TicketState, 16))
    mailbox: str  # desk-file name; answers leave from its address
    product: str | None = Field(default=None)
    category: Category = Field(sa_type=words(Category, 16))
    confidence: float
    critical: bool = Field(default=False)
    language: str | None = Field(default=None, max_length=8)
    contact_id: int | None = Field(default=None, foreign_key="contact.id", index=True, sa_type=Key)
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True, sa_type=Key)
    contract_id: int | None = Field(default=None, foreign_key="contract.id", index=True, sa_type=Key)
    owner: str | None = Field(default=None, index=True)  # an engineer of the desk file
    priority: int = Field(default=9)  # of the plan; 1 is served first
    opened_at: datetime
    changed_at: datetime
    respond_by: datetime | None = Field(default=None)  # for sorting only: the clocks are computed from the events
    merged_into_id: int | None = Field(default=None, foreign_key="ticket.id", sa_type=Key)
    details: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # PRO-06, as understood so far
    missing: list[str] = Field(default_factory=empty, sa_type=JSON)
    severity: Severity = Field(default=Severity.NORMAL, sa_type=words(Severity, 16))  # an engineer's word: #prio
    wake_at: datetime | None = Field(default=None)  # until when it waits or is held
    due_at: datetime | None = Field(default=None)  # an engineer's promise (GEN-09)
    linked: list[int] = Field(default_factory=empty, sa_type=JSON)  # numbers of cases that have to do with it
    closed_at: datetime | None = Field(default=None)  # while it is closed
    channel: str | None = Field(default=None, max_length=16)  # NET-04: what solved it, written, phone or remote
    last_seq: int = Field(default=0)  # of its events
    next_check_at: datetime | None = Field(default=None)  # when somebody may have to be reminded of it
    checked_by: str | None = Field(default=None, max_length=16)  # digest of the desk file that this was reckoned with


class Watcher(Record, table=True):
    """Somebody who reads along: a customer's Cc, or an engineer of another product (PRO-01)."""

    __tablename__ = "watcher"
    __table_args__ = (UniqueConstraint("ticket_id", "address"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    ticket_id: int = Field(foreign_key="ticket.id", sa_type=Key)
    address: str = Field(index=True)
    name: str = Field(default="")
    engineer: str | None = Field(default=None)


class Message(Record, table=True):
    """Something said in a case; its raw mail and files are found by `raw_digest` and part paths."""

    __tablename__ = "message"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    ticket_id: int = Field(foreign_key="ticket.id", index=True, sa_type=Key)
    direction: Direction = Field(sa_type=words(Direction, 16))
    author: str | None = Field(default=None)  # an engineer of the desk file; None for everybody else
    author_name: str
    author_address: str
    message_id: str
    subject: str
    text: str  # the whole body
    visible_text: str  # what was newly written
    html_part: str | None = Field(default=None)
    visible_html: str | None = Field(default=None)  # what an engineer newly wrote, with his formatting
    raw_digest: str | None = Field(default=None, max_length=64)
    language: str | None = Field(default=None, max_length=8)
    sent_at: datetime | None = Field(default=None)  # as its Date says
    recorded_at: datetime


class MessageReference(Record, table=True):
    """Every Message-ID a message bears or names, so that any of them finds the case (MAIL.md 3)."""

    __tablename__ = "message_reference"
    __table_args__ = (Index("ix_message_reference_value", "value"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    message_id: int = Field(foreign_key="message.id", index=True, sa_type=Key)
    value: str
    position: int  # 0 its own, then nearest first


class Attachment(Record, table=True):
    """A part of a message's raw mail; the bytes stay there, once."""

    __tablename__ = "attachment"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    message_id: int = Field(foreign_key="message.id", index=True, sa_type=Key)
    raw_digest: str = Field(max_length=64)
    part: str
    name: str | None = Field(default=None)
    media_type: str
    size: int
    sha256: str = Field(max_length=64)
    inline: bool
    content_id: str | None = Field(default=None)
    genuine: bool  # not a logo, not a signature


class TicketEvent(Leased, table=True):
    """A fact of a ticket, in the order of `seq`; the only thing that notifier is told."""

    __tablename__ = "ticket_event"
    __table_args__ = (
        UniqueConstraint("ticket_id", "seq"),
        Index("ix_ticket_event_notice", "notice", "next_attempt_at"),
        Index("ix_ticket_event_once", "ticket_id", "once", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    ticket_id: int = Field(foreign_key="ticket.id", sa_type=Key)
    seq: int
    kind: EventKind = Field(sa_type=words(EventKind, 32))
    version: int = Field(default=1)  # of the payload's schema
    at: datetime
    actor: str  # "customer", "service", or an engineer's name
    message_id: int | None = Field(default=None, foreign_key="message.id", sa_type=Key)
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    reasons: list[str] = Field(default_factory=empty, sa_type=JSON)
    once: str | None = Field(default=None, max_length=200)  # of what may happen to a case but once
    notice: NoticeState = Field(default=NoticeState.OPEN, sa_type=words(NoticeState, 16))


class Draft(Record, table=True):
    """An engineer's mail that was not sent, and why; `#send` sends it, `#drop` forgets it. `said` is what it says."""

    __tablename__ = "draft"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    ticket_id: int = Field(foreign_key="ticket.id", index=True, sa_type=Key)
    engineer: str
    why: str = Field(max_length=16)  # unproven, uncertain, misspelt, collision
    said: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # routing.drafts
    raw_digest: str = Field(max_length=64)
    held_at: datetime
    settled_at: datetime | None = Field(default=None)
    outcome: str | None = Field(default=None, max_length=16)  # sent, dropped, replaced


class Enquiry(Leased, table=True):
    """A question of staff to the desk itself (`#list`, `#status 10423`, `#help`), and whether it was answered."""

    __tablename__ = "enquiry"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    desk: str = Field(max_length=64)
    engineer: str
    word: str = Field(max_length=32)
    value: str = Field(default="")
    subject: str = Field(default="")
    message_id: str  # of the mail that asks
    asked_at: datetime
    state: NoticeState = Field(default=NoticeState.OPEN, sa_type=words(NoticeState, 16))


class TimeEntry(Record, table=True):
    """Time an engineer spent, as he said it; what of it is rounded up, drawn or billed `routing.ledger` computes."""

    __tablename__ = "time_entry"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    ticket_id: int = Field(foreign_key="ticket.id", index=True, sa_type=Key)
    contract_id: int | None = Field(default=None, index=True, sa_type=Key)  # that covered the case then
    engineer: str
    kind: str  # mail, phone, remote, project, training …
    channel: str | None = Field(default=None, max_length=16)  # written, phone, remote; None for work that is none
    minutes: int
    text: str = Field(default="")
    worked_at: datetime
    recorded_at: datetime
