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
    references: tuple[str, ...]  # for an answer to `message`: oldest first, its own last
    attachments: Sequence[Attachment]
    customer: Party | None
    organisation: str | None
    plan: str | None  # name in the desk file
    watching: tuple[str, ...]  # engineers
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
    """Everything about an event; raises LookupError for one whose ticket is gone."""
    ticket = session.get(Ticket, event.ticket_id)
    if ticket is None:
        raise LookupError(f"event {event.id} has no ticket")
    message = _message(session, event)
    contact = session.get(Contact, ticket.contact_id) if ticket.contact_id else None
    organisation = session.get(Organisation, ticket.organisation_id) if ticket.organisation_id else None
    contract = session.get(Contract, ticket.contract_id) if ticket.contract_id else None
    watching = select(Watcher.engineer).where(Watcher.ticket_id == ticket.id, col(Watcher.engineer).is_not(None))
    return Scene(
        event=event,
        ticket=ticket,
        opened=_first(session, event, EventKind.OPENED),
        message=message,
        references=_references(session, message),
        attachments=_attachments(session, message),
        customer=Party(contact.name, contact.address) if contact else None,
        organisation=organisation.name if organisation else None,
        plan=contract.plan if contract else None,
        watching=tuple(name for name in session.exec(watching).all() if name),
        stub=_stub(session, event) if event.kind is EventKind.QUARANTINED else None,
    )


def _message(session: Session, event: TicketEvent) -> Message | None:
    if event.message_id is not None:
        return session.get(Message, event.message_id)
    query = select(Message).where(Message.ticket_id == event.ticket_id).order_by(col(Message.id))
    return session.exec(query.limit(1)).first()


def _first(session: Session, event: TicketEvent, kind: EventKind) -> TicketEvent | None:
    query = select(TicketEvent).where(TicketEvent.ticket_id == event.ticket_id, TicketEvent.kind == kind)
    return session.exec(query.order_by(col(TicketEvent.seq)).limit(1)).first()


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
