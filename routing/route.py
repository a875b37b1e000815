"""The one place where the decisions meet: which case a mail belongs to, and what becomes of it.

`Placing` lives as long as one transaction. `routing.conversation` finds the case, `routing.openings` opens a new one,
`routing.allotment` says who gets it; whose word a mail is, and what it does to a case that exists, is decided here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from routing import approvals, contracts, events, journal, parties, prompting, tickets
from routing.allotment import Allotment
from routing.completing import complete, stated_in
from routing.concerns import Concerns
from routing.consent import Consent
from routing.conversation import Conversations
from routing.identity import Doubtful, Identity, Stranger, Verified, identify
from routing.model import Contact, EventKind, Ticket, TicketEvent, TicketState
from routing.openings import Openings
from routing.parties import contact_of, is_party
from routing.products import product_of
from routing.prospect import reckon
from routing.staff import Staff
from routing.station import Station
from routing.submission import Candidates, Party, Submission
from routing.timekeeping import refresh

MAX_WATCHERS = 20
_ABSORBING = select(TicketEvent.payload).where(
    col(TicketEvent.ticket_id).in_(bindparam("into", expanding=True)), TicketEvent.kind == EventKind.MERGED
)
_MERGED = select(Ticket.id, Ticket.ref).where(
    col(Ticket.desk) == bindparam("desk"),
    col(Ticket.number).in_(bindparam("numbers", expanding=True)),
    col(Ticket.merged_into_id).in_(bindparam("into", expanding=True)),
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
        self._conversations = Conversations(session, station)
        self._allotment = Allotment(session, station.desk, now)
        self._openings = Openings(session, station, self._conversations, self._allotment, now)
        self._staff = Staff(session, station, self, now)
        self._concerns = Concerns(session, station.desk, now)

    def read_ahead(self, batch: Collection[tuple[Party, Candidates]]) -> None:
        """What the mails of a batch ask for one by one, who wrote each and where it may belong, in a few statements.

        For a transaction that ends with the first failure (see `parties.read_ahead`).
        """
        cases = self._conversations.read_ahead(where for _, where in batch)
        self._staff.read_ahead(value for _, where in batch for value in where.references)
        senders = {sender.address for sender, _ in batch if self._desk.colleague_at(sender.address) is None}
        people = parties.read_ahead(self._session, self._desk, senders, {case.contact_id for case in cases})
        firms = {one.organisation_id for one in people} | {case.organisation_id for case in cases}
        contracts.read_ahead(self._session, self._desk, firms)
        events.read_ahead(self._session, cases)

    def place(self, submission: Submission, *, history: bool = False) -> Disposition:
        """File one mail of a person: into the case it belongs to, else into a new one."""
        self._touched: dict[int | None, Ticket] = {}
        disposition = self._place(submission, history=history)
        for ticket in self._touched.values():
            refresh(self._session, self._desk, ticket, self._now)
        return disposition

    def _place(self, submission: Submission, *, history: bool) -> Disposition:
        sender = submission.sender
        staff = None if history else self._desk.colleague_at(sender.address)
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
        if ticket is not None and (history or not self._is_long_closed(ticket, submission)):
            return self._append(ticket, submission, contact, why, history=history)
        if ticket is not None:
            why = f"{why}, which was closed more than {self._desk.reopen_days} days ago"
        opened = self._open(submission, contact, why, history=history)
        related = ticket or self._named(submission)
        if related is not None:
            tickets.link(
                self._session, self._session.get_one(Ticket, opened.ticket_id), related, journal.SERVICE, self._now
            )
        return opened

    def _is_long_closed(self, ticket: Ticket, submission: Submission) -> bool:
        """MAIL.md 3: a case is reopened for some days after its closing; a mere thank-you may come whenever."""
        if ticket.state is not TicketState.CLOSED or submission.only_thanks:
            return False
        closed = events.events_of(self._session, ticket, EventKind.CLOSED)
        return bool(closed) and self._now - closed[-1].at > timedelta(days=self._desk.reopen_days)

    def _named(self, submission: Submission) -> Ticket | None:
        """The case whose number somebody who is no party of it quotes: his is linked to it (MAIL.md 3)."""
        return next((found for n in submission.candidates.numbers if (found := self.numbered(n))), None)

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
        merges = [event.payload for event in events.events_of(self._session, ticket, EventKind.MERGED)]
        while numbers := [payload["absorbed"] for payload in merges if "absorbed" in payload]:
            asked = {"desk": self._desk.name, "numbers": numbers, "into": latest}
            rows = [row for row in self._session.exec(_MERGED, params=asked) if row[1] not in known]
            known += [ref for _, ref in rows]
            latest = [key for key, _ in rows]
            events.write(self._session)
            merges = list(self._session.exec(_ABSORBING, params={"into": latest})) if latest else []
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
        fresh = self._openings.beside(ticket, subject, opened_at)
        self._touched[fresh.id] = fresh
        return fresh

    def hand_over(self, ticket: Ticket) -> None:
        """Choose an engineer again."""
        self._allotment.assign(ticket, history=False)

    def reckon(self, ticket: Ticket) -> None:
        """Look up again what the case is entitled to; its clocks are computed anew with it."""
        self._touched[ticket.id] = ticket
        reckon(self._session, self._desk, ticket, self._now)

    def place_unreadable(self, mailbox: str, raw_digest: str, why: str) -> Disposition:
        """A mail that no reader could read: a stub case with the raw mail, for a person to look at."""
        product = self._desk.mailbox(mailbox).product
        ticket = tickets.open_stub(
            self._session, self._station.database, self._desk.name, mailbox, product, raw_digest, why, self._now
        )
        self._allotment.assign(ticket, history=False)
        return _disposition(ticket, True, (why,))

    def place_elsewhere(self, ticket: Ticket, mailbox: str) -> None:
        """A message that has its case reached one more of our mailboxes."""
        product = self._desk.mailbox(mailbox).product
        watcher = None
        if product is not None and product != ticket.product:
            chosen = self._allotment.watcher(product, ticket.language)
            if chosen is not None and chosen != ticket.owner:
                engineer = self._desk.engineer(chosen)
                watcher = (engineer.name, engineer.addresses[0], engineer.full_name)
        tickets.deliver_elsewhere(self._session, ticket, mailbox, product, watcher, self._now)

    def hear_absence(self, where: Candidates, sender: Party, back: date) -> int | None:
        """A customer's automatic reply says when he is back: he is not asked before, in none of the cases that wait.

        Answers the case that the reply belongs to. Whoever is not its customer puts nothing off.
        """
        ticket = self._conversations.signed(where)
        contact = self._session.get(Contact, ticket.contact_id) if ticket is not None and ticket.contact_id else None
        if ticket is None or contact is None or contact.address != sender.address.lower():
            return ticket.id if ticket is not None else None
        until = datetime.combine(back, time.min, self._desk.calendar.zone).astimezone(UTC)
        others = self._conversations.open_of(contact) if until > self._now else []
        for one in others:
            prompting.note_absence(self._session, one, until, contact.address, self._now)
        return ticket.id

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
        if not history:
            self._learn_product(ticket, submission)
            self._allotment.look_after(ticket)
        by_customer = contact is not None and contact.id == ticket.contact_id
        stated = stated_in(submission, by_customer=by_customer)
        completed = complete(ticket.details, ticket.missing, stated, submission.details)
        ticket.details, ticket.missing = completed.details, completed.missing
        reasons = (why, *submission.reasons, *completed.reasons)
        refs = self._refs(ticket)
        consent = None if history else approvals.hear(self._session, ticket, submission, contact, refs)
        tickets.append(
            self._session,
            ticket,
            submission,
            journal.CUSTOMER,
            reasons,
            completed=completed.merged,
            by_customer=by_customer,
            consent=consent,
            history=history,
            now=self._now,
        )
        if consent == Consent.YES:
            approvals.approve(self._session, ticket, submission, self._now)
        if not history:
            self._concerns.appended(ticket, submission)
        return _disposition(ticket, False, reasons)

    def _learn_product(self, ticket: Ticket, submission: Submission) -> None:
        """NTI-01: what the first mail did not tell a later one may; then the product's people and contract count."""
        if ticket.product is not None:
            return
        said = product_of(self._desk, ticket.mailbox, submission.subject, submission.visible_text)
        if said.product is None:
            return
        ticket.missing = [field for field in ticket.missing if field != "product"]
        tickets.place_product(self._session, ticket, said.product, said.reasons, self._now)
        self.reckon(ticket)
        owner = next((e for e in self._desk.engineers if e.name == ticket.owner), None)
        if owner is not None and owner.products and said.product not in owner.products:
            self.hand_over(ticket)

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
        opened = self._openings.open(submission, contact, why, history=history, awaited=awaited)
        ticket = opened.ticket
        self._add_watchers(ticket, submission)
        self._allotment.assign(ticket, history=history)
        for mailbox in submission.other_mailboxes:
            self.place_elsewhere(ticket, mailbox)
        if not history:
            self._concerns.opened(ticket, submission)
        return _disposition(ticket, True, opened.reasons)

    def _add_watchers(self, ticket: Ticket, submission: Submission) -> None:
        for party in submission.recipients[:MAX_WATCHERS]:
            if self._may_watch(party, submission):
                journal.watch(self._session, ticket, party.address, party.name)

    def _may_watch(self, party: Party, submission: Submission) -> bool:
        address = party.address.lower()
        if "@" not in address or address == submission.sender.address.lower() or self._desk.owns(address):
            return False
        return self._desk.colleague_at(address) is None


def _disposition(ticket: Ticket, opened: bool, reasons: tuple[str, ...]) -> Disposition:
    assert ticket.id is not None
    return Disposition(ticket.id, ticket.number, opened, reasons)
