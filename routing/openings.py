"""How a mail becomes a new case: product, entitlement, promise, what is asked of its sender, and who gets it.

Within the transaction of `routing.route`, which has decided that the mail belongs to no case yet. What is decided here
stands with its reasons in the event that opens the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from routing import tickets
from routing.allotment import Allotment
from routing.ask_back import IN_WORDS, NOTHING, Lacking, lacking
from routing.completing import first_details
from routing.conversation import Conversations
from routing.desk import Source
from routing.grounds import grounds_of, spread
from routing.model import Contact, Ticket
from routing.model.base import new_ref
from routing.parties import known_of, organisation_of
from routing.prospect import Prospect, prospect
from routing.repeats import MEMORY, Said, repeated
from routing.station import Station
from routing.submission import Submission


@dataclass(frozen=True, slots=True)
class Opened:
    """A case that has just been opened, and why it is as it is."""

    ticket: Ticket
    reasons: tuple[str, ...]


class Openings:
    """Opens cases within one transaction."""

    def __init__(
        self, session: Session, station: Station, conversations: Conversations, allotment: Allotment, now: datetime
    ) -> None:
        """`now` is when the decisions are made; clocks start at each mail's arrival."""
        self._session = session
        self._station = station
        self._desk = station.desk
        self._conversations = conversations
        self._allotment = allotment
        self._now = now

    def open(
        self, submission: Submission, contact: Contact | None, why: str, *, history: bool, awaited: bool = True
    ) -> Opened:
        """Open a case with a mail as its first message; `awaited`: somebody waits for an answer."""
        organisation = organisation_of(self._session, contact) if contact else None
        found = prospect(self._session, self._desk, submission, organisation)
        promise = found.promise if awaited and not history else None
        ticket = self._ticket(submission, contact, found)
        ticket.respond_by = promise.due if promise else None
        repeats = None if history else self._repeats(submission, contact)
        grounds = grounds_of(
            self._session, self._desk, submission, contact, organisation, found.entitlement, ticket.product
        )
        silent = history or repeats is not None  # there is no acknowledgement that could ask
        lack = self._lack(ticket, submission, contact, found, silent=silent)
        reasons = (
            why,
            *found.product.reasons,
            *grounds.standing.reasons,
            *(promise.reasons if promise else ()),
            *submission.reasons,
            *lack.reasons,
            *((f"no acknowledgement: {repeats}",) if repeats else ()),
        )
        tickets.open_ticket(
            self._session,
            self._station.database,
            ticket,
            submission,
            promise,
            found.standing,
            reasons,
            asks=lack.fields,
            repeats=repeats is not None,
            awaited=awaited,
            source=self._source(submission),
            suggested=found.product.suggested,
            stands=grounds.said(),
            history=history,
            now=self._now,
        )
        if awaited and not silent:
            spread(self._session, self._desk, ticket, grounds, submission.sender.address, self._now)
        return Opened(ticket, reasons)

    def beside(self, ticket: Ticket, subject: str, opened_at: datetime) -> Ticket:
        """A new case of the same customer, with nothing in it yet."""
        fresh = Ticket(
            ref=new_ref(),
            desk=ticket.desk,
            number=self._station.database.next_number(self._session, ticket.desk),
            subject=subject,
            mailbox=ticket.mailbox,
            product=ticket.product,
            category=ticket.category,
            confidence=ticket.confidence,
            language=ticket.language,
            contact_id=ticket.contact_id,
            organisation_id=ticket.organisation_id,
            contract_id=ticket.contract_id,
            priority=ticket.priority,
            opened_at=opened_at,
            changed_at=self._now,
            details=dict(ticket.details),
            missing=list(ticket.missing),
        )
        self._session.add(fresh)
        self._session.flush()
        return fresh

    def _ticket(self, submission: Submission, contact: Contact | None, found: Prospect) -> Ticket:
        return Ticket(
            ref=new_ref(),
            desk=self._desk.name,
            number=0,
            subject=submission.subject,
            mailbox=submission.mailbox,
            product=found.product.product,
            category=submission.classification.category,
            confidence=submission.classification.confidence,
            critical=submission.critical,
            language=(contact and contact.language) or submission.language,
            contact_id=contact.id if contact else None,
            organisation_id=contact.organisation_id if contact else None,
            contract_id=found.contract,
            priority=found.priority,
            opened_at=submission.received_at,
            changed_at=self._now,
            details=first_details(submission),
        )

    def _lack(
        self, ticket: Ticket, submission: Submission, contact: Contact | None, found: Prospect, *, silent: bool
    ) -> Lacking:
        """What is asked of whoever opens a case, if anything may be; noted on the case with what else it lacks."""
        known = known_of(self._session, contact) | ticket.details.keys()
        lack = lacking(
            category=ticket.category,
            confidence=ticket.confidence,
            critical=ticket.critical,
            topics=submission.topics,
            unknown=found.standing == "unknown",
            known=known | (IN_WORDS - set(submission.missing)),
            product_unknown=ticket.product is None and len(self._desk.products) > 1,
        )
        if silent or contact is None or not submission.acknowledge or not self._desk.asks_back:
            lack = NOTHING
        ticket.missing = list(dict.fromkeys((*(f for f in submission.missing if f not in known), *lack.fields)))
        return lack

    def _repeats(self, submission: Submission, contact: Contact | None) -> str | None:
        """Why what opens a case says nothing new; with a file it does, whatever the words."""
        if contact is None or not submission.acknowledge or any(file.attachment for file in submission.files):
            return None
        new = Said(submission.subject, submission.visible_text, self._now)
        return repeated(new, self._conversations.lately(contact.address, self._now - MEMORY, submission.received_at))

    def _source(self, submission: Submission) -> Source:
        """PRO-07: the mailbox says it; an engineer who opens a case with `#phone` took a call."""
        calls = any(command.word == "phone" for command in submission.draft.commands)
        return Source.PHONE if calls and not submission.acknowledge else self._desk.mailbox(submission.mailbox).source
