"""Mail on its way in and out: what arrived where, and what leaves when."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from routing.model.base import Key, Leased, Record, empty, new_ref, words
from routing.submission import Channel, Kind


class InboundState(StrEnum):
    """`received` waits to be read; the rest are ends, and together they are all that came in."""

    RECEIVED = "received"
    FILED = "filed"
    AUTOMATIC = "automatic"
    IGNORED = "ignored"
    QUARANTINED = "quarantined"


class OutboundState(StrEnum):
    """Where an outgoing mail stands; `uncertain` was leased by a process that never said how it went."""

    HELD = "held"
    QUEUED = "queued"
    SENDING = "sending"
    DEFERRED = "deferred"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    SUPPRESSED = "suppressed"
    BOUNCED = "bounced"


WAITING_TO_LEAVE = (OutboundState.QUEUED, OutboundState.SENDING, OutboundState.DEFERRED, OutboundState.UNCERTAIN)
IN_LINE = (OutboundState.HELD, *WAITING_TO_LEAVE)
GIVE_UP_DAYS = 5  # RFC 5321 4.5.4.1: at least 4-5 days
_LINE = text(f"state IN ({', '.join(repr(state.value) for state in IN_LINE)})")


class MailboxRow(Record, table=True):
    """A mailbox of the desk file with its watermark: every UID up to `last_uid` is in the store."""

    __tablename__ = "mailbox"
    __table_args__ = (UniqueConstraint("desk", "name"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    desk: str = Field(max_length=64)
    name: str = Field(max_length=64)
    uidvalidity: int | None = Field(default=None, sa_type=BigInteger)
    last_uid: int = Field(default=0, sa_type=BigInteger)
    baseline_uid: int = Field(default=0, sa_type=BigInteger)  # what was there before us, outside reconciliation
    connected_at: datetime | None = Field(default=None)  # first
    balking_uid: int | None = Field(default=None, sa_type=BigInteger)  # a mail that the server did not hand over
    renumbered: bool = Field(default=False)  # since the first connection: what is older is told by its date
    balks: int = Field(default=0)  # how often in a row
    reconciled_at: datetime | None = Field(default=None)  # when the server's list was last laid beside ours
    heartbeat_sent_at: datetime | None = Field(default=None)
    heartbeat_seen_at: datetime | None = Field(default=None)


class InboundMail(Leased, table=True):
    """A mail as it arrived. `identity` is set once it was read, on the first of several equal ones."""

    __tablename__ = "inbound_mail"
    __table_args__ = (
        UniqueConstraint("desk", "identity"),
        Index("ix_inbound_mail_work", "state", "next_attempt_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    ref: int = Field(default_factory=new_ref, sa_type=BigInteger, unique=True)
    desk: str = Field(max_length=64)
    raw_digest: str = Field(index=True, max_length=64)
    size: int
    received_at: datetime
    state: InboundState = Field(default=InboundState.RECEIVED, sa_type=words(InboundState, 16))
    history: bool = Field(default=False)  # imported by `since`: filed, but never acknowledged
    trimmed: bool = Field(default=False)  # over the size limit: big parts were left on the server
    defect: str | None = Field(default=None)  # known on arrival: nothing in it can be read
    identity: str | None = Field(default=None, max_length=64)
    duplicate_of_id: int | None = Field(default=None, foreign_key="inbound_mail.id", sa_type=Key)
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", index=True, sa_type=Key)
    kind: Kind | None = Field(default=None, sa_type=words(Kind, 16))
    message_id: str | None = Field(default=None, index=True)
    sender: str | None = Field(default=None)
    subject: str | None = Field(default=None)
    reasons: list[str] = Field(default_factory=empty, sa_type=JSON)
    problems: list[str] = Field(default_factory=empty, sa_type=JSON)
    settled_at: datetime | None = Field(default=None)


class InboundDelivery(Record, table=True):
    """One arrival of a mail: which mailbox, by which door. The UNIQUE decides "fetched already"."""

    __tablename__ = "inbound_delivery"
    __table_args__ = (UniqueConstraint("mailbox_id", "uidvalidity", "uid"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    inbound_mail_id: int = Field(foreign_key="inbound_mail.id", index=True, sa_type=Key)
    mailbox_id: int = Field(foreign_key="mailbox.id", sa_type=Key)
    channel: Channel = Field(sa_type=words(Channel, 8))
    uidvalidity: int | None = Field(default=None, sa_type=BigInteger)
    uid: int | None = Field(default=None, sa_type=BigInteger)
    envelope_from: str | None = Field(default=None)
    envelope_to: str | None = Field(default=None)
    vouched: bool = Field(default=False)  # handed in by a peer of a trusted network (MAIL.md 4)
    arrived_at: datetime
    marked_at: datetime | None = Field(default=None)  # when the server's copy was moved or flagged


class OutboundMail(Leased, table=True):
    """An outgoing mail with its final bytes: whatever happens, these bytes leave under this Message-ID."""

    __tablename__ = "outbound_mail"
    __table_args__ = (
        UniqueConstraint("dedupe_key"),
        Index("ix_outbound_mail_line", "next_attempt_at", "id", sqlite_where=_LINE, postgresql_where=_LINE),
        Index("ix_outbound_mail_order", "ticket_id", "recipient"),
        Index("ix_outbound_mail_caps", "recipient", "created_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    ref: int = Field(default_factory=new_ref, sa_type=BigInteger, unique=True)
    desk: str = Field(max_length=64)
    ticket_id: int | None = Field(default=None, foreign_key="ticket.id", sa_type=Key)
    event_id: int | None = Field(default=None, foreign_key="ticket_event.id", sa_type=Key)
    occasion: str = Field(max_length=32)
    staff: bool  # to an engineer or manager, else to a customer
    automatic: bool  # not written by a person
    recipient: str
    copies: list[str] = Field(default_factory=empty, sa_type=JSON)  # further recipients of the same mail
    envelope_from: str
    message_id: str = Field(unique=True)
    dedupe_key: str
    subject: str
    language: str = Field(max_length=8)
    content: bytes = Field(sa_type=LargeBinary)
    size: int
    state: OutboundState = Field(default=OutboundState.QUEUED, sa_type=words(OutboundState, 16))
    created_at: datetime
    give_up_at: datetime
    settled_at: datetime | None = Field(default=None)


class DeliveryAttempt(Record, table=True):
    """One posting of an outgoing mail; `outcome` None: the process died before it could say."""

    __tablename__ = "delivery_attempt"
    __table_args__ = (UniqueConstraint("outbound_mail_id", "number"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    outbound_mail_id: int = Field(foreign_key="outbound_mail.id", sa_type=Key)
    number: int
    started_at: datetime
    ended_at: datetime | None = Field(default=None)
    outcome: str | None = Field(default=None, max_length=16)  # delivered, deferred, refused, uncertain
    code: int | None = Field(default=None)
    answer: str | None = Field(default=None)


class Suppression(Record, table=True):
    """An address that no automatic mail is sent to."""

    __tablename__ = "suppression"
    __table_args__ = (UniqueConstraint("desk", "address"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    desk: str = Field(max_length=64)
    address: str  # in lower case
    why: str
    since: datetime
    by_hand: bool = Field(default=False)  # a person said so, and only a person lifts it
