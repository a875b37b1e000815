"""The one place where the decisions meet: which case a mail belongs to, and what becomes of it.

`Placing` lives as long as one transaction: what it reads once (the engineers' load) it keeps up to date itself.
`routing.conversation` finds the case; what it is to become, whose word it is, and who gets it is put together here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, select

from routing import journal, tickets
from routing.ask_back import IN_WORDS, NOTHING, Lacking, lacking
from routing.assign import choose
from routing.completing import complete, first_details, stated_in
from routing.concerns import Concerns
from routing.conversation import Conversations
from routing.entitlement import Entitled, Entitlement, NotEntitled, entitle
from routing.identity import Doubtful, Identity, Stranger, Verified, identify
from routing.model import Contact, Organisation, Ticket, TicketState
from routing.model.base import new_ref
from routing.on_call import on_call
from routing.parties import contact_of, contracts_of, is_party, known_of, organisation_of
from routing.products import product_of
from routing.repeats import MEMORY, Said, repeated
from routing.sla import response_promise
from routing.staff import Staff
from routing.station import Station
from routing.submission import Party, Severity, Submission
from routing.targets import Matter, agree
from routing.timekeeping import refresh

MAX_WATCHERS = 20
_LOWEST_PRIORITY = 9


# Built once: building a statement costs several times what SQLite takes to answer it.
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

    ticket_id: int | None  # None: a question to the desk itself
    number: int | None
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
        self._conversations = Conversations(session, station)
        self._staff = Staff(session, station, self, now)
        self._concerns = Concerns(session, station.desk, now)

    def place(self, submission: Submission, *, history: bool = False) -> Disposition:
        """File one mail of a person: into the case it belongs to, else into a new one."""
        self._touched: dict[int | None, Ticket] = {}
        disposition = self._place(submission, history=history)
        for ticket in self._touched.values():
            refresh(self._session, self._desk, ticket, self._now)
        return disposition

    def _place(self, submission: Submission, *, history: bool) -> Disposition:
        sender = submission.sender
        staff = None if history else self._desk.engineer_at(sender.address)
        contact = contact_of(self._session, self._desk, sender) if "@" in sender.address and staff is None else None
        ticket, why = self._conversations.of(submission, contact, staff=staff is not None)
        who = identify(self._desk, sender.address, submission.proofs, self._refs(ticket))
        nobody = isinstance(who, Stranger) and who.claimed is None
        if nobody and ticket is not None and not history and self._is_no_party(submission, ticket, contact):
            ticket, why = None, "answers a mail to an engineer, and comes from nobody of the desk or the case"
        if history or nobody or self._is_customers(who, ticket, contact):
            return self._file(submission, contact, ticket, why, history=history)
        if isinstance(who, Stranger):
            return self._refuse(who, submission)
        if ticket is not None:
            self._touched[ticket.id] = ticket
            self._staff.take(who, submission, ticket)
            return _disposition(ticket, False, (why, *who.reasons))
        assert isinstance(who, Verified)  # without a case there is no doubt: two proofs are all there are
        opened = self._staff.begin(who, submission)
        if opened is not None:
            self._touched[opened.id] = opened
        return _disposition(opened, True, who.reasons) if opened else Disposition(None, None, False, who.reasons)

    def _file(
        self, submission: Submission, contact: Contact | None, ticket: Ticket | None, why: str, *, history: bool
    ) -> Disposition:
        if ticket is not None:
            return self._append(ticket, submission, contact, why, history=history)
        return self._open(submission, contact, why, history=history)

    def _refuse(self, who: Stranger, submission: Submission) -> Disposition:
        """A mail in an engineer's name that proves nothing: a stranger's case, and he hears of it."""
        assert who.claimed is not None
        contact = contact_of(self._session, self._desk, submission.sender)
        quiet = replace(submission, acknowledge=False)  # whoever's address that is, he did not ask us
        opened = self._open(quiet, contact, "uses an engineer's address and proves nothing", history=False)
        ticket = self._session.get_one(Ticket, opened.ticket_id)
        self._staff.refuse(who.claimed, submission, ticket, who.reasons)
        return opened

    def _is_no_party(self, submission: Submission, ticket: Ticket, contact: Contact | None) -> bool:
        """Whether who answers an engineer's mail is neither staff nor a party: one who left has no word in the case."""
        if contact is not None and is_party(self._session, ticket, contact):
            return False
        return self._conversations.is_for_staff(submission, ticket)

    def _is_customers(self, who: Identity, ticket: Ticket | None, contact: Contact | None) -> bool:
        """A customer who got hold of an engineer's address of the case (a forwarded notification) is a customer."""
        if not isinstance(who, Doubtful) or who.missing != "address" or ticket is None or contact is None:
            return False
        return is_party(self._session, ticket, contact)

    def _refs(self, ticket: Ticket | None) -> tuple[int, ...]:
        """The refs under which a case is known: its own and those of the cases merged into it."""
        if ticket is None:
            return ()
        known, latest = [ticket.ref], [ticket.id]
        while latest:
            query = select(Ticket.id, Ticket.ref).where(col(Ticket.merged_into_id).in_(latest))
            rows = [row for row in self._session.exec(query) if row[1] not in known]
            known += [ref for _, ref in rows]
            latest = [key for key, _ in rows]
        return tuple(known)

    # -- what staff need

    def open_for(self, submission: Submission, contact: Contact | None, why: str) -> Ticket:
        """Open a case with a mail as its first message; nobody is acknowledged, nor waits unless it is passed on."""
        quiet, awaited = replace(submission, acknowledge=False), submission.original is not None
        opened = self._open(quiet, contact, why, history=False, awaited=awaited)
        return self._session.get_one(Ticket, opened.ticket_id)

    def numbered(self, number: int) -> Ticket | None:
        """The case of that number, locked; merged ones lead to their target."""
        found = self._conversations.numbered(number)
        if found is not None:
            self._touched[found.id] = found
        return found

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
        self._touched[fresh.id] = fresh
        return fresh

    def hand_over(self, ticket: Ticket) -> None:
        """Choose an engineer again."""
        self._assign(ticket, None, history=False)

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

    # -- what becomes of it

    def _append(
        self, ticket: Ticket, submission: Submission, contact: Contact | None, why: str, *, history: bool
    ) -> Disposition:
        self._touched[ticket.id] = ticket
        if submission.critical:
            ticket.critical = True
        if ticket.contact_id is None:
            self._adopt(ticket, submission)
        self._add_watchers(ticket, submission)
        if not history and ticket.owner is not None and all(e.name != ticket.owner for e in self._desk.engineers):
            self.hand_over(ticket)  # who had it has left
        by_customer = contact is not None and contact.id == ticket.contact_id
        stated = stated_in(submission, by_customer=by_customer)
        completed = complete(ticket.details, ticket.missing, stated, submission.details)
        ticket.details, ticket.missing = completed.details, completed.missing
        reasons = (why, *submission.reasons, *completed.reasons)
        tickets.append(
            self._session,
            ticket,
            submission,
            journal.CUSTOMER,
            reasons,
            completed=completed.merged,
            history=history,
            now=self._now,
        )
        if not history:
            self._concerns.appended(ticket, submission)
        return _disposition(ticket, False, reasons)

    def _adopt(self, ticket: Ticket, submission: Submission) -> None:
        """A stub case whose mail could be read after all learns whose it is."""
        if "@" in submission.sender.address:
            contact = contact_of(self._session, self._desk, submission.sender)
            ticket.contact_id, ticket.organisation_id = contact.id, contact.organisation_id
        ticket.subject = ticket.subject or submission.subject
        ticket.language = ticket.language or submission.language

    def _open(
        self, submission: Submission, contact: Contact | None, why: str, *, history: bool, awaited: bool = True
    ) -> Disposition:
        organisation = organisation_of(self._session, contact) if contact else None
        product, product_reason = product_of(
            self._desk, submission.mailbox, submission.subject, submission.visible_text
        )
        entitlement = self._entitlement(organisation, product, submission.received_at)
        plan = entitlement.plan if isinstance(entitlement, Entitled) else None
        severity = Severity.CRITICAL if submission.critical else Severity.NORMAL
        matter = Matter(submission.classification.category, severity, product)
        agreed = agree(entitlement, matter, self._desk.calendar)
        promise = response_promise(agreed, submission.received_at) if awaited and not history else None
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
            details=first_details(submission),
        )
        repeats = None if history else self._repeats(submission, contact)
        standing = {Entitled: "entitled", NotEntitled: "known"}.get(type(entitlement), "unknown")
        silent = history or repeats is not None  # there is no acknowledgement that could ask
        lack = self._lack(ticket, submission, contact, unknown=standing == "unknown", silent=silent)
        reasons = (
            why,
            product_reason,
            *entitlement.reasons,
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
            standing,
            reasons,
            asks=lack.fields,
            repeats=repeats is not None,
            awaited=awaited,
            history=history,
            now=self._now,
        )
        self._add_watchers(ticket, submission)
        self._assign(ticket, self._handled_before(ticket), history=history)
        for mailbox in submission.other_mailboxes:
            self.place_elsewhere(ticket, mailbox)
        if not history:
            self._concerns.opened(ticket, submission)
        return _disposition(ticket, True, reasons)

    def _lack(
        self, ticket: Ticket, submission: Submission, contact: Contact | None, *, unknown: bool, silent: bool
    ) -> Lacking:
        """What is asked of whoever opens a case, if anything may be; noted on the case with what else it lacks."""
        known = known_of(self._session, contact) | ticket.details.keys()
        lack = lacking(
            category=ticket.category,
            confidence=ticket.confidence,
            critical=ticket.critical,
            topics=submission.topics,
            unknown=unknown,
            known=known | (IN_WORDS - set(submission.missing)),
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

    def _entitlement(self, organisation: Organisation | None, product: str | None, at: datetime) -> Entitlement:
        contracts = contracts_of(self._session, organisation)
        today = at.astimezone(self._desk.calendar.zone).date()
        return entitle(organisation.name if organisation else None, contracts, self._desk.plans, product, today)

    def _assign(self, ticket: Ticket, handled_before: str | None, *, history: bool) -> None:
        woken = on_call(self._desk, self._now) if ticket.critical and not history else None
        if woken is not None:
            why = (f"{woken} is on call, and it is critical",)
            tickets.assign(self._session, ticket, woken, why, history=history, now=self._now)
            return
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
                journal.watch(self._session, ticket, party.address, party.name)

    def _may_watch(self, party: Party, submission: Submission) -> bool:
        address = party.address.lower()
        if "@" not in address or address == submission.sender.address.lower() or self._desk.owns(address):
            return False
        return self._desk.engineer_at(address) is None


def _disposition(ticket: Ticket, opened: bool, reasons: tuple[str, ...]) -> Disposition:
    assert ticket.id is not None
    return Disposition(ticket.id, ticket.number, opened, reasons)
