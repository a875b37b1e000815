"""One pass over a mailbox: fetch what is new, receive it durably, then move the server's copies.

State is (mailbox, UIDVALIDITY, UID) in the store, never a flag on the server. The first connection commits the
server's UIDNEXT as a baseline and takes nothing older, unless the desk file says `since`: that is history, filed but
never acknowledged. A new UIDVALIDITY means that all UIDs are new names: everything that arrived since the first
connection is listed again, and its content decides that it is known. Once an hour `reconcile` lays the whole list
beside the store. Raises MailboxError and `db.Unavailable`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby, takewhile

import structlog
from sqlmodel import Session, col, select, update

from intake.account import FolderState, Unfetched
from intake.inbox import Arrival, Drop, Watermark, mailbox_rows, receive
from intake.limits import Limits
from intake.mailbox import ImapFolder
from intake.trouble import MailboxError
from routing.model import InboundDelivery, MailboxRow
from routing.station import Station, Stop
from routing.submission import Channel

log = structlog.get_logger("intake.polling")

_BATCH_BYTES = 32 * 1024 * 1024
_PATIENCE = 4  # passes in which the server may refuse to hand over a mail


@dataclass(frozen=True, slots=True)
class _Mail:
    """What the server handed over; with a `defect` it handed over nothing."""

    uid: int
    raw: bytes
    internal_date: datetime | None
    trimmed: bool = False
    defect: str | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a pass stands in a mailbox."""

    mailbox_id: int
    mailbox: str
    uidvalidity: int
    last_uid: int
    baseline_uid: int
    connected_at: datetime
    relisted: bool  # UIDVALIDITY is new: what is older than the first connection is told by its date


def poll(station: Station, folder: ImapFolder, limits: Limits, now: datetime) -> int:
    """Take everything new from one mailbox; answers how many mails were new to the store."""
    place = _place(station, folder, folder.state(), now)
    _move(station, folder, place, now)  # what a crash left between the commit and the move
    new = 0
    for batch in _batches(folder, folder.uids(above=place.last_uid), limits):
        taken = list(takewhile(lambda mail: not _balks(station, place, mail), batch))
        for mail in taken:
            station.watch(Stop.FETCHED, mail.uid)
        if taken:
            arrivals = [_arrival(place, mail) for mail in taken if _wanted(place, mail)]
            watermark = Watermark(place.mailbox, place.uidvalidity, taken[-1].uid)
            new += len(receive(station, arrivals, watermark, now))
            _move(station, folder, place, now)
        if len(taken) < len(batch):
            why = batch[len(taken)].defect or ""
            raise MailboxError(why, "It is asked for again; then it goes to a person", transient=True, kind="server")
    return new


def reconcile(station: Station, folder: ImapFolder, limits: Limits, now: datetime) -> int:
    """Lay the server's list beside the store, and take what was passed over; answers how many mails that were.

    None should be: a mail below the watermark that the store does not know came to light late, or was put back by
    somebody (MAIL.md 1.7).
    """
    place = _place(station, folder, folder.state(), now)
    there = (uid for uid in folder.uids(above=place.baseline_uid) if uid <= place.last_uid)
    missed = sorted(set(there) - _known(station, place))
    new = 0
    for batch in _batches(folder, missed, limits):
        arrivals = [_arrival(place, mail) for mail in batch if mail.defect is None]
        new += len(receive(station, arrivals, None, now))
        _move(station, folder, place, now)
    if new:
        log.warning("mails were passed over", mailbox=place.mailbox, mails=new)
    with station.database.transaction() as session:
        row = _row(session, station, place.mailbox, lock=True)
        row.reconciled_at = now
        session.add(row)
    return new


def _known(station: Station, place: _Place) -> set[int]:
    query = select(InboundDelivery.uid).where(
        InboundDelivery.mailbox_id == place.mailbox_id, InboundDelivery.uidvalidity == place.uidvalidity
    )
    with station.database.reading() as session:
        return {uid for uid in session.exec(query) if uid is not None}


def _balks(station: Station, place: _Place, mail: _Mail) -> bool:
    """Whether to wait for a mail that the server did not hand over: it may be the server's bad hour, or the mail."""
    if mail.defect is None:
        return False
    with station.database.transaction() as session:
        row = _row(session, station, place.mailbox, lock=True)
        row.balks = row.balks + 1 if row.balking_uid == mail.uid else 1
        row.balking_uid = mail.uid
        session.add(row)
    return row.balks < _PATIENCE


def _place(station: Station, folder: ImapFolder, state: FolderState, now: datetime) -> _Place:
    """Where the last pass ended; commits the baseline of a first connection and a changed UIDVALIDITY."""
    name = folder.account.name
    with station.database.reading() as session:
        row = _row(session, station, name)
    if _settled(row, state):
        return _stands(row)
    since = folder.account.since if row.connected_at is None else row.connected_at.date() - timedelta(days=1)
    earlier = folder.uids_since(since) if since else []
    with station.database.transaction() as session:
        row = _row(session, station, name, lock=True)
        if _settled(row, state):  # by another process, a moment ago
            return _stands(row)
        if row.connected_at is None:
            row.connected_at = now
            log.info("first connection", mailbox=name, there=state.messages, imported=len(earlier))
        else:
            row.renumbered = True
            log.warning("the server renumbered the mailbox", mailbox=name, was=row.uidvalidity, now=state.uidvalidity)
        row.last_uid = min((*earlier, state.uidnext)) - 1
        row.uidvalidity, row.baseline_uid = state.uidvalidity, state.uidnext - 1
        session.add(row)
    return _stands(row)


def _settled(row: MailboxRow, state: FolderState) -> bool:
    return row.connected_at is not None and row.uidvalidity == state.uidvalidity


def _row(session: Session, station: Station, name: str, *, lock: bool = False) -> MailboxRow:
    return next(row for row in mailbox_rows(session, station, lock=lock) if row.name == name)


def _stands(row: MailboxRow) -> _Place:
    assert row.id is not None
    assert row.uidvalidity is not None
    assert row.connected_at is not None
    return _Place(row.id, row.name, row.uidvalidity, row.last_uid, row.baseline_uid, row.connected_at, row.renumbered)


def _batches(folder: ImapFolder, uids: Sequence[int], limits: Limits) -> Iterator[list[_Mail]]:
    """Mails in the order of their UIDs, bounded in count and bytes; one that is too large comes trimmed."""
    for start in range(0, len(uids), limits.batch):
        some = uids[start : start + limits.batch]
        sizes = folder.sizes(some)
        batch: list[_Mail] = []
        for mail in _mails(folder, some, sizes, limits):
            batch.append(mail)
            if sum(len(mail.raw) for mail in batch) > _BATCH_BYTES:
                yield batch
                batch = []
        if batch:
            yield batch


def _mails(folder: ImapFolder, uids: Sequence[int], sizes: dict[int, int], limits: Limits) -> Iterator[_Mail]:
    for fits, run in groupby(uids, key=lambda uid: sizes.get(uid, 0) <= limits.message_bytes):
        if fits:
            yield from _whole(folder, list(run), sizes)
        else:
            yield from (_trimmed(folder, uid, limits) for uid in run)


def _whole(folder: ImapFolder, uids: list[int], sizes: dict[int, int]) -> Iterator[_Mail]:
    for mail in folder.fetch(uids, sizes):
        if isinstance(mail, Unfetched):
            yield _Mail(mail.uid, b"", None, defect=f"the mail server does not hand it over: {mail.why}")
        else:
            yield _Mail(mail.uid, mail.raw, mail.internal_date)


def _trimmed(folder: ImapFolder, uid: int, limits: Limits) -> _Mail:
    try:
        return _Mail(uid, folder.fetch_trimmed(uid, limits.message_bytes), folder.arrived(uid), trimmed=True)
    except MailboxError as error:
        if error.kind != "server":
            raise
        return _Mail(uid, b"", None, defect=f"the mail server does not hand it over: {error.what}")


def _wanted(place: _Place, mail: _Mail) -> bool:
    """After a renumbering, what lay there before the first connection comes by again; it is still not ours."""
    connected = place.connected_at.replace(microsecond=0)  # INTERNALDATE knows no fractions of a second
    older = mail.internal_date is not None and mail.internal_date < connected
    return not (place.relisted and older and mail.uid <= place.baseline_uid)


def _arrival(place: _Place, mail: _Mail) -> Arrival:
    drop = Drop(place.mailbox, Channel.IMAP, place.uidvalidity, mail.uid)
    history = not place.relisted and mail.uid <= place.baseline_uid
    return Arrival(mail.raw, (drop,), history=history, trimmed=mail.trimmed, defect=mail.defect)


def _move(station: Station, folder: ImapFolder, place: _Place, now: datetime) -> None:
    """Put the server's copies of committed mails away; what a crash left behind is taken along."""
    unmarked = select(InboundDelivery.id, InboundDelivery.uid).where(
        InboundDelivery.mailbox_id == place.mailbox_id,
        InboundDelivery.uidvalidity == place.uidvalidity,
        col(InboundDelivery.marked_at).is_(None),
    )
    with station.database.reading() as session:
        rows = session.exec(unmarked).all()
    if not rows:
        return
    folder.mark([uid for _, uid in rows if uid is not None], folder.account.processed)
    with station.database.transaction() as session:
        ids = [row_id for row_id, _ in rows]
        session.exec(update(InboundDelivery).where(col(InboundDelivery.id).in_(ids)).values(marked_at=now))
    for _, uid in rows:
        station.watch(Stop.MOVED, uid or 0)
