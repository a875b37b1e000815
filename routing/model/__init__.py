"""Every table, a file per family: `people`, what about (`case`), `mail`, `money`, `learning`, `watching`, `edition`."""

from sqlmodel import SQLModel

from routing.model.case import (
    SILENT,
    Attachment,
    Direction,
    Draft,
    Enquiry,
    EventKind,
    Message,
    MessageReference,
    NoticeState,
    Ticket,
    TicketEvent,
    TicketState,
    TimeEntry,
    Watcher,
)
from routing.model.edition import Edition, EditionKind
from routing.model.learning import Refit
from routing.model.mail import (
    IN_LINE,
    WAITING_TO_LEAVE,
    DeliveryAttempt,
    InboundDelivery,
    InboundMail,
    InboundState,
    MailboxRow,
    OutboundMail,
    OutboundState,
    Suppression,
)
from routing.model.money import Announcement, Approval
from routing.model.people import (
    Contact,
    Contract,
    Licence,
    LicenceKind,
    Organisation,
    OrganisationDomain,
    OrganisationKind,
    Role,
)
from routing.model.watching import Alarm, Trouble

metadata = SQLModel.metadata

__all__ = [
    "IN_LINE",
    "SILENT",
    "WAITING_TO_LEAVE",
    "Alarm",
    "Announcement",
    "Approval",
    "Attachment",
    "Contact",
    "Contract",
    "DeliveryAttempt",
    "Direction",
    "Draft",
    "Edition",
    "EditionKind",
    "Enquiry",
    "EventKind",
    "InboundDelivery",
    "InboundMail",
    "InboundState",
    "Licence",
    "LicenceKind",
    "MailboxRow",
    "Message",
    "MessageReference",
    "NoticeState",
    "Organisation",
    "OrganisationDomain",
    "OrganisationKind",
    "OutboundMail",
    "OutboundState",
    "Refit",
    "Role",
    "Suppression",
    "Ticket",
    "TicketEvent",
    "TicketState",
    "TimeEntry",
    "Trouble",
    "Watcher",
    "metadata",
]
