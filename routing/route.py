"""The one place where the decisions meet: which case a mail belongs to, and what becomes of it.

`Placing` lives as long as one transaction: what it reads once (the engineers' load) it keeps up to date itself.
The order of MAIL.md 3 holds: signed address, signed Message-ID, stored reference, tag; the last two only for a
party, so that a stranger who quotes a number gets a case of his own, linked to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, or_, select

from routing import tickets
from routing.assign import choose
from routing.entitlement import Entitled, Entitlement, NotEntitled, entitle
from routing.model import Contact, Message, MessageReference, Organisation, Ticket, TicketState
from routing.model.base import new_ref
from routing.parties import contact_of, contracts_of, is_party, organisation_of
from routing.products import product_of
from routing.sla import response_promise
from routing.station import Station
from routing.submission import Party, Submission

MAX_WATCHERS = 20
_LOWEST_PRIORITY = 9


# Built once: building a statement costs several times what SQLite takes to answer it.
_BY_REFERENCES = (
    select(MessageReference.value, Message.ticket_id)
    .join(Message, col(Message.id) == MessageReference.message_id)
    .where(
        col(MessageReference.value).in_(bindparam("named", expanding=True)),
        or_(col(MessageReference.value) != bindparam("own"), col(MessageReference.position) > 0),
    )
    .order_by(col(Message.id))
)
_HANDLED_BEFORE = (
    select(Ticket.owner)
    .where(
        col(Ticket.desk) == bindparam("desk"),
        col(Ticket.contact_id) == bindparam("contact"),
        col(Ticket.product).is_not_distinct_from(bindparam("product")),
        col(Ticket.id) != bindparam("this"),
        col(Ticket.owner).is_not(None),
    )
    .order_by(col(Ticket.id).desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Disposition:
    """What became of a submission."""

    ticket_id: int
    number: int
    opened: bool  # else it joined a case
    reasons: tuple[str, ...]


class Placing:
    """Puts submissions into cases within one transaction."""

    def __init__(self, session: Session, station: Station, now: datetime) -> None:
        """`now` is when the decisions are made; clocks start at each mail's arrival."""
        self._session = session
        self._station = station
        self._desk = station.desk
        self._now = now
        self._load: dict[str, int] | None = None

    def place(self, submission: Submission, *, history: bool = False) -> Disposition:
        """File one mail of a person: into the case it belongs to, else into a new one."""
        known = "@" in submission.sender.address
        contact = contact_of(self._session, self._desk, submission.sender) if known else None
        ticket, why = self._conversation(submission, contact)
        if ticket is not None:
            return self._append(ticket, submission, why, history=history)
        return self._open(submission, contact, why, history=history)

    def place_unreadable(self, mailbox: str, raw_digest: str, why: str) -> Disposition:
        """A mail that no reader could read: a stub case with the raw mail, for a person to look at."""
        product = self._desk.mailbox(mailbox).product
        ticket = tickets.open_stub(
            self._session, self._station.database, self._desk.name, mailbox, product, raw_digest, why, self._now
        )
        self._assign(ticket, None, history=False)
        return _disposition(ticket, True, (why,))

    def place_elsewhere(self, ticket: Ticket, mailbox: str) -> None:
        """A message that has its case reached one more of our mailboxes."""
        product = self._desk.mailbox(mailbox).product
        watcher = None
        if product is not None and product != ticket.product:
            choice = choose(
                self._desk.engineers, product=product, language=ticket.language, load=self._workload(), now=self._now
            )
            if choice.engineer is not None and choice.engineer != ticket.owner:
                engineer = self._desk.engineer(choice.engineer)
                watcher = (engineer.name, engineer.addresses[0], engineer.full_name)
        tickets.deliver_elsewhere(self._session, ticket, mailbox, product, watcher, self._now)

    # -- which case

    def _conversation(self, submission: Submission, contact: Contact | None) -> tuple[Ticket | None, str]:
        candidates = submission.candidates
        for ref in candidates.tokens:
            if ticket := self._locked(Ticket.ref == ref):
                return ticket, "answers to a signed address of this case"
        for ref in candidates.signed:
            if ticket := self._locked(Ticket.ref == ref):
                return ticket, "answers a mail of ours in this case"
        for ticket in self._by_references(submission):
            if contact and is_party(self._session, self._desk, ticket, contact):
                return ticket, "answers a mail of this case"
        for number in candidates.numbers:
            ticket = self._locked(Ticket.number == number)
            if ticket is None:
                return None, f"names case {number}, which does not exist"
            if contact and is_party(self._session, self._desk, ticket, contact):
                return ticket, f"bears the tag of case {number} and comes from a party"
            return None, f"names case {number}, but its sender is no party there"
        return None, "belongs to no case yet"

    def _locked(self, condition: bool) -> Ticket | None:
        query = select(Ticket).where(Ticket.desk == self._desk.name, condition)
        ticket = self._session.exec(self._station.database.lock(query)).first()
        seen: set[int | None] = set()
        while ticket is not None and ticket.merged_into_id is not None and ticket.id not in seen:
            seen.add(ticket.id)
            query = select(Ticket).where(Ticket.id == ticket.merged_into_id)
            ticket = self._session.exec(self._station.database.lock(query)).first()
        return ticket

    def _by_references(self, submission: Submission) -> Iterator[Ticket]:
        """Cases that share a Message-ID with the mail, nearest reference first.

        Its own counts where an answer to it was filed before it; a mere reuse of a Message-ID does not.
        """
        named = (*submission.candidates.references, submission.message_id)
        found = self._session.exec(_BY_REFERENCES, params={"named": named, "own": submission.message_id})
        cases: dict[str, list[int]] = {}
        for value, ticket_id in found:
            cases.setdefault(value, []).append(ticket_id)
        for ticket_id in dict.fromkeys(i for value in named for i in cases.get(value, ())):
            if ticket := self._locked(Ticket.id == ticket_id):
                yield ticket

    # -- what becomes of it

    def _append(self, ticket: Ticket, submission: Submission, why: str, *, history: bool) -> Disposition:
        engineer = self._desk.engineer_at(submission.sender.address)
        actor = engineer.name if engineer else tickets.CUSTOMER
        if submission.critical and engineer is None:
            ticket.critical = True
        if ticket.contact_id is None and engineer is None:
            self._adopt(ticket, submission)
        self._add_watchers(ticket, submission)
        reasons = (why, *submission.reasons)
        tickets.append(self._session, ticket, submission, actor, reasons, history=history, now=self._now)
        return _disposition(ticket, False, reasons)

    def _adopt(self, ticket: Ticket, submission: Submission) -> None:
        """A stub case whose mail could be read after all learns whose it is."""
        if "@" in submission.sender.address:
            contact = contact_of(self._session, self._desk, submission.sender)
            ticket.contact_id, ticket.organisation_id = contact.id, contact.organisation_id
        ticket.subject = ticket.subject or submission.subject
        ticket.language = ticket.language or submission.language

    def _open(self, submission: Submission, contact: Contact | None, why: str, *, history: bool) -> Disposition:
        organisation = organisation_of(self._session, contact) if contact else None
        product, product_reason = product_of(
            self._desk, submission.mailbox, submission.subject, submission.visible_text
        )
        entitlement = self._entitlement(organisation, product, submission.received_at)
        plan = entitlement.plan if isinstance(entitlement, Entitled) else None
        promise = response_promise(plan, self._desk.calendar, submission.received_at)
        ticket = Ticket(
            ref=new_ref(),
            desk=self._desk.name,
            number=0,
            subject=submission.subject,
            mailbox=submission.mailbox,
            product=product,
            category=submission.classification.category,
            confidence=submission.classification.confidence,
            critical=submission.critical,
            language=(contact and contact.language) or submission.language,
            contact_id=contact.id if contact else None,
            organisation_id=organisation.id if organisation else None,
            contract_id=entitlement.contract_id if isinstance(entitlement, Entitled) else None,
            priority=plan.priority if plan else _LOWEST_PRIORITY,
            opened_at=submission.received_at,
            changed_at=self._now,
            respond_by=promise.due if promise else None,
            details=_details(submission),
            missing=list(submission.missing),
        )
        standing = {Entitled: "entitled", NotEntitled: "known"}.get(type(entitlement), "unknown")
        reasons = (
            why,
            product_reason,
            *entitlement.reasons,
            *(promise.reasons if promise else ()),
            *submission.reasons,
        )
        tickets.open_ticket(
            self._session,
            self._station.database,
            ticket,
            submission,
            promise,
            standing,
            reasons,
            history=history,
            now=self._now,
        )
        self._add_watchers(ticket, submission)
        self._assign(ticket, self._handled_before(ticket), history=history)
        for mailbox in submission.other_mailboxes:
            self.place_elsewhere(ticket, mailbox)
        return _disposition(ticket, True, reasons)

    def _entitlement(self, organisation: Organisation | None, product: str | None, at: datetime) -> Entitlement:
        contracts = contracts_of(self._session, organisation)
        today = at.astimezone(self._desk.calendar.zone).date()
        return entitle(organisation.name if organisation else None, contracts, self._desk.plans, product, today)

    def _assign(self, ticket: Ticket, handled_before: str | None, *, history: bool) -> None:
        choice = choose(
            self._desk.engineers,
            product=ticket.product,
            language=ticket.language,
            load=self._workload(),
            now=self._now,
            handled_before=handled_before,
        )
        tickets.assign(self._session, ticket, choice.engineer, choice.reasons, history=history, now=self._now)
        if choice.engineer is not None:
            self._workload()[choice.engineer] = self._workload().get(choice.engineer, 0) + 1

    def _handled_before(self, ticket: Ticket) -> str | None:
        if ticket.contact_id is None:
            return None
        about = {"desk": ticket.desk, "contact": ticket.contact_id, "product": ticket.product, "this": ticket.id}
        owner = self._session.exec(_HANDLED_BEFORE, params=about).first()
        return owner if any(engineer.name == owner for engineer in self._desk.engineers) else None

    def _workload(self) -> dict[str, int]:
        if self._load is None:
            query = (
                select(Ticket.owner, func.count())
                .where(Ticket.desk == self._desk.name, Ticket.state == TicketState.OPEN, col(Ticket.owner).is_not(None))
                .group_by(col(Ticket.owner))
            )
            self._load = {owner: count for owner, count in self._session.exec(query).all() if owner}
        return self._load

    def _add_watchers(self, ticket: Ticket, submission: Submission) -> None:
        for party in submission.recipients[:MAX_WATCHERS]:
            if self._may_watch(party, submission):
                tickets.watch(self._session, ticket, party.address, party.name)

    def _may_watch(self, party: Party, submission: Submission) -> bool:
        address = party.address.lower()
        if "@" not in address or address == submission.sender.address.lower() or self._desk.owns(address):
            return False
        return self._desk.engineer_at(address) is None


def _details(submission: Submission) -> dict[str, object]:
    return {name: value for name, value in asdict(submission.details).items() if value}


def _disposition(ticket: Ticket, opened: bool, reasons: tuple[str, ...]) -> Disposition:
    assert ticket.id is not None
    return Disposition(ticket.id, ticket.number, opened, reasons)
