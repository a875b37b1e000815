"""TX 1: raw mails become rows, together with the watermark of the mailbox they came from.

The bytes are durable in the blob store before the transaction begins, the rows when it ends; only then may a server's
copy be moved or a 250 be said. A UNIQUE constraint on (mailbox, UIDVALIDITY, UID) decides "fetched already".
Raises `routing.db.Unavailable` when the store is down: then nothing happened, and the sender keeps his mail.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert
from sqlmodel import Session, col, select

from routing.db import AlreadyDone
from routing.model import InboundDelivery, InboundMail, InboundState, MailboxRow
from routing.model.base import new_ref
from routing.station import Station, Stop
from routing.submission import Channel

Drops = Mapping[int, Sequence[tuple[InboundDelivery, str]]]  # by mail: deliveries, names of their mailboxes
# Rows that nobody looks at within the transaction; the ids come in the order of the mails.
_MAIL = insert(InboundMail.__table__).returning(col(InboundMail.id), sort_by_parameter_order=True)  # type: ignore[attr-defined]
_DELIVERY = insert(InboundDelivery.__table__)  # type: ignore[attr-defined]
_DROPS = (
    select(InboundDelivery, MailboxRow.name)
    .join(MailboxRow, col(MailboxRow.id) == InboundDelivery.mailbox_id)
    .where(col(InboundDelivery.inbound_mail_id).in_(bindparam("mails", expanding=True)))
    .order_by(col(InboundDelivery.id))
)


@dataclass(frozen=True, slots=True)
class Drop:
    """One mailbox that a mail was dropped into, and how."""

    mailbox: str
    channel: Channel
    uidvalidity: int | None = None
    uid: int | None = None
    envelope_from: str | None = None
    envelope_to: str | None = None
    vouched: bool = False  # handed in by a peer of a trusted network


@dataclass(frozen=True, slots=True)
class Arrival:
    """A raw mail with every mailbox it reached at once."""

    raw: bytes
    drops: tuple[Drop, ...]
    history: bool = False  # imported: never acknowledged
    trimmed: bool = False  # the server keeps parts that were too large
    defect: str | None = None  # why there is nothing to read: it goes to a person as it is


@dataclass(frozen=True, slots=True)
class Watermark:
    """How far a mailbox has been taken."""

    mailbox: str
    uidvalidity: int
    last_uid: int


def receive(station: Station, arrivals: Sequence[Arrival], watermark: Watermark | None, now: datetime) -> list[int]:
    """Store arrivals and move the watermark, durably; answers the ids of the mails that are new."""
    digests = station.blobs.put([arrival.raw for arrival in arrivals])
    with station.database.transaction() as session:
        rows = {row.name: row for row in mailbox_rows(session, station, lock=watermark is not None)}
        taken = _insert(session, station, list(zip(arrivals, digests, strict=True)), rows, now)
        if watermark is not None:
            row = rows[watermark.mailbox]
            if row.uidvalidity == watermark.uidvalidity:  # else another process met a renumbering meanwhile
                row.last_uid = max(row.last_uid, watermark.last_uid)
                session.add(row)
    for mail_id in taken:
        station.watch(Stop.RECEIVED, mail_id)
    if taken:
        station.wake("file")
    return taken


def mailbox_rows(session: Session, station: Station, *, lock: bool = False) -> Sequence[MailboxRow]:
    """The desk's mailboxes as rows; locked where the watermark is to move, for several processes may poll."""
    query = select(MailboxRow).where(MailboxRow.desk == station.desk.name).order_by(col(MailboxRow.id))
    return session.exec(station.database.lock(query) if lock else query).all()


def drops_of(session: Session, mails: Sequence[int]) -> Drops:
    """How mails came, first ones first. A mail has its deliveries from the beginning, and gets no more."""
    found: dict[int, list[tuple[InboundDelivery, str]]] = {}
    for drop, mailbox in session.exec(_DROPS, params={"mails": mails}):
        found.setdefault(drop.inbound_mail_id, []).append((drop, mailbox))
    return found


def register_mailboxes(station: Station) -> None:
    """Give every mailbox of the desk file its row."""
    for mailbox in station.desk.mailboxes:
        try:
            with station.database.transaction() as session:
                query = select(MailboxRow).where(MailboxRow.desk == station.desk.name, MailboxRow.name == mailbox.name)
                if session.exec(query).first() is None:
                    session.add(MailboxRow(desk=station.desk.name, name=mailbox.name))
        except AlreadyDone:
            continue  # another process starts at the same moment


def _insert(
    session: Session,
    station: Station,
    stored: Sequence[tuple[Arrival, str]],
    rows: dict[str, MailboxRow],
    now: datetime,
) -> list[int]:
    """Rows for arrivals and their digests; answers the ids. All at once, or one by one where some are known already."""
    if not stored:  # an insert without rows would make one of defaults
        return []
    mails = [_mail(station, arrival, digest, now) for arrival, digest in stored]
    try:
        with session.begin_nested():
            ids = [int(key) for key in session.connection().execute(_MAIL, mails).scalars() if key is not None]
            pairs = zip(ids, stored, strict=True)
            drops = [_delivery(key, drop, rows, now) for key, (arrival, _) in pairs for drop in arrival.drops]
            if drops:
                session.connection().execute(_DELIVERY, drops)
    except AlreadyDone:
        if len(stored) == 1:
            return []
        return [mail_id for one in stored for mail_id in _insert(session, station, [one], rows, now)]
    return ids


def _mail(station: Station, arrival: Arrival, digest: str, now: datetime) -> dict[str, Any]:
    return {
        "ref": new_ref(),
        "desk": station.desk.name,
        "raw_digest": digest,
        "size": len(arrival.raw),
        "received_at": now,
        "state": InboundState.RECEIVED,
        "attempts": 0,
        "next_attempt_at": now,
        "history": arrival.history,
        "trimmed": arrival.trimmed,
        "defect": arrival.defect,
        "reasons": [],
        "problems": [],
    }


def _delivery(mail: int, drop: Drop, rows: dict[str, MailboxRow], now: datetime) -> dict[str, Any]:
    return {
        "inbound_mail_id": mail,
        "mailbox_id": rows[drop.mailbox].id,
        "channel": drop.channel,
        "uidvalidity": drop.uidvalidity,
        "uid": drop.uid,
        "envelope_from": drop.envelope_from,
        "envelope_to": drop.envelope_to,
        "vouched": drop.vouched,
        "arrived_at": now,
    }
