"""What an event is about, read once: ticket, message, files, people. Reads only, and only rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    query = (
        select(Ticket, Contact, Organisation, Contract.plan)
        .outerjoin(Contact, col(Contact.id) == Ticket.contact_id)
        .outerjoin(Organisation, col(Organisation.id) == Ticket.organisation_id)
        .outerjoin(Contract, col(Contract.id) == Ticket.contract_id)
        .where(Ticket.id == event.ticket_id)
    )
    found = session.exec(query).first()
    if found is None:
        raise LookupError(f"event {event.id} has no ticket")
    ticket: Ticket = found[0]
    contact: Contact | None = found[1]
    organisation: Organisation | None = found[2]
    plan: str | None = found[3]
    opens = event.kind is EventKind.OPENED
    message = _message(session, event)
    return Scene(
        event=event,
        ticket=ticket,
        opened=event if opens else _opening(session, event),
        message=message,
        references=_references(session, message) if opens else (),
        attachments=() if opens else _attachments(session, message),
        customer=Party(contact.name, contact.address) if contact else None,
        organisation=organisation.name if organisation else None,
        plan=plan,
        watching=_watching(session, event) if event.kind is EventKind.APPENDED else (),
        stub=_stub(session, event) if event.kind is EventKind.QUARANTINED else None,
    )


def _message(session: Session, event: TicketEvent) -> Message | None:
    if event.message_id is not None:
        return session.get(Message, event.message_id)
    query = select(Message).where(Message.ticket_id == event.ticket_id).order_by(col(Message.id))
    return session.exec(query.limit(1)).first()


def _opening(session: Session, event: TicketEvent) -> TicketEvent | None:
    query = select(TicketEvent).where(TicketEvent.ticket_id == event.ticket_id, TicketEvent.kind == EventKind.OPENED)
    return session.exec(query.limit(1)).first()


def _watching(session: Session, event: TicketEvent) -> tuple[str, ...]:
    query = select(Watcher.engineer).where(Watcher.ticket_id == event.ticket_id, col(Watcher.engineer).is_not(None))
    return tuple(name for name in session.exec(query).all() if name)


def _references(session: Session, message: Message | None) -> tuple[str, ...]:
    if message is None:
        return ()
    query = select(MessageReference.value).where(MessageReference.message_id == message.id)
    return tuple(session.exec(query.order_by(col(MessageReference.position).desc())).all())


def _attachments(session: Session, message: Message | None) -> Sequence[Attachment]:
    if message is None:
        return ()
    query = select(Attachment).where(Attachment.message_id == message.id).order_by(col(Attachment.id))
    return session.exec(query).all()


def _stub(session: Session, event: TicketEvent) -> InboundMail | None:
    return session.exec(select(InboundMail).where(InboundMail.ticket_id == event.ticket_id)).first()
