"""Which mails of ours a mail may answer that asked for details: what they ask, in order, and their words.

A look-up by what the mail names (address, references, number); whether it belongs to that case is decided later, by
`routing.route`, and answers to a case that it does not join come to nothing. Reads rows only.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import bindparam, union
from sqlmodel import Session, col, select

from intake.answers import Asked
from routing.model import OutboundMail, Ticket, TicketEvent
from routing.submission import Candidates

_MOST = 3  # mails, the latest first
_ASKING = ("acknowledgement", "ask_back")
# Three look-ups, each by an index of its own; joined by "or" they would walk through every case of the desk.
_CASES = union(
    select(col(Ticket.id)).where(col(Ticket.ref).in_(bindparam("refs", expanding=True))),
    select(col(Ticket.id)).where(
        col(Ticket.desk) == bindparam("desk"), col(Ticket.number).in_(bindparam("numbers", expanding=True))
    ),
    select(col(OutboundMail.ticket_id)).where(
        col(OutboundMail.desk) == bindparam("desk"),
        col(OutboundMail.message_id).in_(bindparam("named", expanding=True)),
    ),
)
_ASKED = (
    select(TicketEvent.payload, OutboundMail.content, OutboundMail.message_id)
    .join(OutboundMail, col(OutboundMail.event_id) == col(TicketEvent.id))
    .where(col(OutboundMail.ticket_id).in_(bindparam("cases", expanding=True)))
    .where(col(OutboundMail.occasion).in_(_ASKING))
    .order_by(col(OutboundMail.id).desc())
    .limit(_MOST)
)


def asked_in(session: Session, desk: str, where: Candidates, text_of: Callable[[bytes], str]) -> tuple[Asked, ...]:
    """What we asked in the cases that a mail names: what it answers first, then the latest; `text_of` reads a mail."""
    refs, named = {*where.tokens, *where.signed}, where.references
    if not (refs or named or where.numbers):
        return ()
    known = {"desk": desk, "refs": refs, "numbers": set(where.numbers), "named": named}
    cases = [case for (case,) in session.connection().execute(_CASES, known)]
    rows = session.connection().execute(_ASKED, {"cases": cases}).all() if cases else ()
    nearness = {message_id: at for at, message_id in enumerate(named)}
    asked = []
    for payload, content, _ in sorted(rows, key=lambda row: nearness.get(row[2], len(named))):
        fields = tuple(payload.get("asks") or payload.get("fields") or ())
        if fields:
            asked.append(Asked(fields, text_of(content)))
    return tuple(asked)
