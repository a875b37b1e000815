"""What the reader is given of a batch: each raw mail, and beside it the mails to our own people that it names.

Rows only lead to the bytes; nothing is decided. The store is asked for several mails at once, but never for more than
one mail alone may name, nor while more is held of the raw mails than one large mail has. A mail without bytes is
`Unread`; trouble with the store raises as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy import LargeBinary, bindparam
from sqlmodel import col, func, select

from intake.limits import Limits
from intake.mail import names
from intake.reader import Request, Unread
from routing.model import InboundMail, OutboundMail
from routing.station import Station

_HELD = 32 << 20  # octets of raw mails, but for one that has more alone
_OF_ONE, _OF_ALL = 1 << 20, 32 << 20  # octets: our mails begin with their text, and files may follow
_NOTIFICATIONS = select(
    OutboundMail.message_id, func.substr(OutboundMail.content, 1, _OF_ONE, type_=LargeBinary).label("begins")
).where(
    col(OutboundMail.desk) == bindparam("desk"),
    col(OutboundMail.staff),
    col(OutboundMail.message_id).in_(bindparam("named", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class _Held:
    """A mail whose bytes are at hand; `named` are the Message-IDs that it answers, nearest first."""

    row: InboundMail
    raw: bytes | Unread
    named: Sequence[str]

    @property
    def size(self) -> int:
        return len(self.raw) if isinstance(self.raw, bytes) else 0


def matter(
    station: Station, limits: Limits, rows: Iterable[InboundMail]
) -> Iterator[tuple[InboundMail, Request | Unread]]:
    """What there is to read of each row, in order; some are looked up ahead of the one that is taken."""
    held: list[_Held] = []
    for row in rows:
        one = _hold(station, limits, row)
        size, named = sum(other.size for other in held), sum(len(other.named) for other in held)
        if held and (size + one.size > _HELD or named + len(one.named) > limits.references):
            yield from _asked(station, held)
            held = []
        held.append(one)
    yield from _asked(station, held)


def _hold(station: Station, limits: Limits, row: InboundMail) -> _Held:
    raw = _raw(station, row)
    return _Held(row, raw, names(raw, limits) if isinstance(raw, bytes) else ())


def _raw(station: Station, row: InboundMail) -> bytes | Unread:
    if row.defect is not None:
        return Unread("defect", row.defect)
    try:
        return station.blobs.get(row.raw_digest)
    except KeyError:
        return Unread("missing", f"the raw mail {row.raw_digest} is not in the blob store")


def _asked(station: Station, held: Sequence[_Held]) -> Iterator[tuple[InboundMail, Request | Unread]]:
    begins = _notifications(station, {name for one in held for name in one.named})
    for one in held:
        yield one.row, Request(one.raw, _first(one.named, begins)) if isinstance(one.raw, bytes) else one.raw


def _notifications(station: Station, named: set[str]) -> Mapping[str, bytes]:
    """Of the mails to our own people among these Message-IDs the beginnings."""
    if not named:
        return {}
    with station.database.reading() as session:
        asked = {"desk": station.desk.name, "named": named}
        return {row.message_id: row.begins for row in session.connection().execute(_NOTIFICATIONS, asked)}


def _first(named: Sequence[str], begins: Mapping[str, bytes]) -> tuple[tuple[str, bytes], ...]:
    """Those that a mail names, nearest first: as many as fit."""
    sent = [(name, begins[name]) for name in named if name in begins]
    sizes = accumulate(len(beginning) for _, beginning in sent)
    return tuple(one for one, size in zip(sent, sizes, strict=True) if size <= _OF_ALL)
