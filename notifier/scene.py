"""What an event is about, read once: ticket, message, files, people. Reads only, and only rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam
from sqlmodel import Session, col, select

from routing.model import (
    Attachment,
    Contact,
    Contract,
    EventKind,
    InboundMail,
    Message,
    MessageReference,
    Organisation,
    Ticket,
    TicketEvent,
    Watcher,
)
from routing.submission import Party

# Built once: building a statement costs several times what SQLite takes to answer it.
_TICKET: BindParameter[int] = bindparam("ticket")
_MESSAGE: BindParameter[int] = bindparam("message")
_CASE = (
    select(Ticket, Contact, Organisation, Contract.plan)
    .outerjoin(Contact, col(Contact.id) == Ticket.contact_id)
    .outerjoin(Organisation, col(Organisation.id) == Ticket.organisation_id)
    .outerjoin(Contract, col(Contract.id) == Ticket.contract_id)
    .where(col(Ticket.id) == _TICKET)
)
_ITS_MESSAGE = select(Message).where(col(Message.id) == _MESSAGE)
_FIRST_MESSAGE = select(Message).where(col(Message.ticket_id) == _TICKET).order_by(col(Message.id)).limit(1)
_OPENING = select(TicketEvent).where(col(TicketEvent.ticket_id) == _TICKET, TicketEvent.kind == EventKind.OPENED)
_WATCHING = select(Watcher.engineer).where(col(Watcher.ticket_id) == _TICKET, col(Watcher.engineer).is_not(None))
_REFERENCES = (
    select(MessageReference.value)
    .where(col(MessageReference.message_id) == _MESSAGE)
    .order_by(col(MessageReference.position).desc())
)
_ATTACHMENTS = select(Attachment).where(col(Attachment.message_id) == _MESSAGE).order_by(col(Attachment.id))
_STUB = select(InboundMail).where(col(InboundMail.ticket_id) == _TICKET).limit(1)


@dataclass(frozen=True, slots=True)
class Scene:
    """An event with everything a mail about it may say."""

    event: TicketEvent
    ticket: Ticket
    opened: TicketEvent | None  # the ticket's own opening, with its promise
    message: Message | None  # what this event is about; for an assignment, what opened the case
    references: tuple[str, ...]  # for an answer to `message`: oldest first, its own last; of an opening only
    attachments: Sequence[Attachment]  # not of an opening, which tells the customer of none
    customer: Party | None
    organisation: str | None
    plan: str | None  # name in the desk file
    watching: tuple[str, ...]  # engineers, of a further mail
    stub: InboundMail | None  # the unreadable mail behind a stub case

    @property
    def ticket_id(self) -> int:
        """Key of the ticket."""
        assert self.ticket.id is not None
        return self.ticket.id

    @property
    def answered(self) -> str | None:
        """Message-ID of what a mail to the customer answers."""
        return self.message.message_id if self.message else None


def read_scene(session: Session, event: TicketEvent) -> Scene:
    """Everything about an event, in few queries; raises LookupError for one whose ticket is gone."""
    of_ticket = {"ticket": event.ticket_id}
    found = session.exec(_CASE, params=of_ticket).first()
    if found is None:
        raise LookupError(f"event {event.id} has no ticket")
    ticket: Ticket = found[0]
    contact: Contact | None = found[1]
    organisation: Organisation | None = found[2]
    plan: str | None = found[3]
    opens = event.kind is EventKind.OPENED
    message = _message(session, event)
    of_message = {"message": message.id if message else None}
    watching = session.exec(_WATCHING, params=of_ticket).all() if event.kind is EventKind.APPENDED else ()
    quarantined = event.kind is EventKind.QUARANTINED
    return Scene(
        event=event,
        ticket=ticket,
        opened=event if opens else session.exec(_OPENING, params=of_ticket).first(),
        message=message,
        references=tuple(session.exec(_REFERENCES, params=of_message).all()) if opens else (),
        attachments=() if opens else session.exec(_ATTACHMENTS, params=of_message).all(),
        customer=Party(contact.name, contact.address) if contact else None,
        organisation=organisation.name if organisation else None,
        plan=plan,
        watching=tuple(name for name in watching if name),
        stub=session.exec(_STUB, params=of_ticket).first() if quarantined else None,
    )


def _message(session: Session, event: TicketEvent) -> Message | None:
    if event.message_id is not None:
        return session.exec(_ITS_MESSAGE, params={"message": event.message_id}).first()
    return session.exec(_FIRST_MESSAGE, params={"ticket": event.ticket_id}).first()
