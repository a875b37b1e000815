"""An engineer's answer that does not reach the customer comes back to him, with its whole text and the reason.

In the caller's transaction. What was automatic is not given back: nobody waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from routing.acting import Acting
from routing.model import EventKind, Message, Ticket, TicketEvent
from routing.station import Station


def lock_cases(session: Session, station: Station, tickets: Iterable[int | None]) -> None:
    """Lock the cases in which `give_back` may record something, before any other row of theirs.

    Whoever files a mail locks the case first, and then its events and mails (`routing.undo`): the other way round the
    two would wait for each other, and PostgreSQL would end one of them.
    """
    wanted = {ticket for ticket in tickets if ticket is not None}
    if wanted:
        query = select(col(Ticket.number)).where(col(Ticket.id).in_(wanted)).order_by(col(Ticket.id))
        session.exec(station.database.lock(query)).all()


def give_back(session: Session, station: Station, event: TicketEvent, why: str, now: datetime) -> None:
    """Record that the answer of this event was refused.

    Nothing for other events, for what he sent himself, or if the engineer has left.
    """
    engineer = next((e for e in station.desk.engineers if e.name == event.actor), None)
    message = session.get(Message, event.message_id) if event.message_id is not None else None
    if event.kind is not EventKind.ANSWERED or event.payload["sent_already"] or engineer is None or message is None:
        return
    ticket = session.exec(station.database.lock(select(Ticket).where(Ticket.id == event.ticket_id))).one()
    hand = Acting(session, ticket, engineer, now)
    hand.give_back("refused", text=message.text, message_id=message.message_id, reasons=(why,))
