"""Addresses that no automatic mail is sent to, because they do not work or a person said so (MAIL.md 2).

What a mail system says is permanent and about the address itself (RFC 3463 3.2 and 3.3) suppresses it; a full mailbox,
a policy or a size does not. A mail from that address proves that it lives and lifts what a bounce has put there, but
never what a person has. In the caller's transaction; addresses are compared in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from routing.db import AlreadyDone
from routing.model import Suppression

# RFC 3463: bad mailbox, bad system, ambiguous, invalid syntax, moved, null MX (RFC 7505); mailbox disabled. Not 5.1.0,
# 5.1.7 and 5.1.8: servers say those of a sender they do not like, and one such fault of ours would silence everybody.
_DEAD = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.4", "5.1.6", "5.1.10", "5.2.1"})
_OF_DESK = col(Suppression.desk) == bindparam("desk")
_OF_ADDRESS = select(Suppression).where(_OF_DESK, col(Suppression.address) == bindparam("address"))
_AMONG = select(Suppression.address).where(
    _OF_DESK, col(Suppression.address).in_(bindparam("addresses", expanding=True))
)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")


def enhanced_code(status: str | None, diagnostic: str | None) -> str | None:
    """The code that says most: the one given, else the first in a server's words; None where there is none."""
    if status is None or status.endswith(".0.0"):  # "5.0.0" says nothing; the diagnostic may say more
        found = _STATUS.search((diagnostic or "")[:1000])
        return found[1] if found else status
    return status


def is_dead(status: str | None) -> bool:
    """Whether an enhanced status code (RFC 3463) says that the address does not work."""
    return status in _DEAD


def suppress(session: Session, desk: str, address: str, why: str, now: datetime, *, by_hand: bool = False) -> bool:
    """Suppress an address; False where it was already."""
    row = Suppression(desk=desk, address=address.lower(), why=why[:500], since=now, by_hand=by_hand)
    try:
        with session.begin_nested():
            session.add(row)
    except AlreadyDone:
        return False
    return True


def lift(session: Session, desk: str, address: str, *, by_hand: bool = False) -> bool:
    """Mail may go there again; False where nothing was lifted. What a person suppressed only a person lifts."""
    found = session.exec(_OF_ADDRESS, params={"desk": desk, "address": address.lower()}).first()
    if found is None or (found.by_hand and not by_hand):
        return False
    session.delete(found)
    return True


def among(session: Session, desk: str, addresses: Collection[str]) -> frozenset[str]:
    """Those of the addresses, in lower case, that are suppressed."""
    asked = {address.lower() for address in addresses}
    if not asked:
        return frozenset()
    return frozenset(session.connection().execute(_AMONG, {"desk": desk, "addresses": asked}).scalars())
