"""Which case a mail belongs to, in the order of MAIL.md 3, and what its sender wrote lately.

Looks up what the readers found (`submission.Candidates`, signatures checked) and answers with a locked ticket and the
reason, or None and why not. Signed addresses and Message-IDs of ours lead to their case whoever writes; everything
that can be copied counts only for a party, so that a stranger who quotes a number gets a case of his own. Merged cases
lead to their target. Decides neither what becomes of the mail nor whose word it is; raises nothing of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from sqlalchemy import bindparam, func
from sqlmodel import Session, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from routing.model import Contact, Direction, Message, MessageReference, OutboundMail, Ticket, TicketState
from routing.parties import is_party
from routing.repeats import LOOKED_AT, Said
from routing.station import Station
from routing.submission import Candidates, Submission

_CASES, _MESSAGES = 50, 100  # of one sender that are looked at, the latest: a flood makes no mail dearer than that

# Built once: building a statement costs several times what SQLite takes to answer it.
_TICKET = select(Ticket).where(col(Ticket.id) == bindparam("key"))
_OF_DESK = select(Ticket).where(col(Ticket.desk) == bindparam("desk"))
_WITH_REF, _WITH_KEY, _WITH_NUMBER = (
    _OF_DESK.where(column == bindparam("value")) for column in (col(Ticket.ref), col(Ticket.id), col(Ticket.number))
)
_WITH_REFS = _OF_DESK.where(col(Ticket.ref).in_(bindparam("refs", expanding=True))).order_by(col(Ticket.id))
_BY_REFERENCES = (
    select(MessageReference.value, Message.ticket_id)
    .join(Message, col(Message.id) == MessageReference.message_id)
    .where(
        col(MessageReference.value).in_(bindparam("named", expanding=True)),
        or_(col(MessageReference.value) != bindparam("own"), col(MessageReference.position) > 0),
    )
    .order_by(col(Message.id))
)
_OF_SENT = select(OutboundMail.ticket_id).where(
    col(OutboundMail.desk) == bindparam("desk"), col(OutboundMail.ref) == bindparam("ref")
)
_ANSWERED = (
    select(OutboundMail.ticket_id)
    .where(
        col(OutboundMail.desk) == bindparam("desk"),
        col(OutboundMail.recipient) == bindparam("address"),
        col(OutboundMail.automatic),
        col(OutboundMail.created_at) > bindparam("since"),
        col(OutboundMail.created_at) < bindparam("until"),
    )
    .order_by(col(OutboundMail.created_at).desc())
    .limit(_CASES)
)
_SAID = (
    select(Message.subject, func.substr(Message.visible_text, 1, LOOKED_AT), Message.recorded_at)
    .where(
        col(Message.ticket_id).in_(_ANSWERED),
        col(Message.direction) == Direction.INBOUND,
        col(Message.recorded_at) > bindparam("since"),
        func.lower(Message.author_address) == bindparam("address"),
    )
    .order_by(col(Message.id).desc())
    .limit(_MESSAGES)
)


class Conversations:
    """The desk's cases, as one transaction looks for them."""

    def __init__(self, session: Session, station: Station) -> None:
        """Tickets that are found are locked until the transaction of `session` ends."""
        self._session = session
        self._station = station
        self._ahead: dict[int, Ticket] = {}  # by ref

    def read_ahead(self, batch: Iterable[Candidates]) -> Collection[Ticket]:
        """Lock the cases to which our signatures lead the mails of a batch, all in one statement; answers them.

        In the order of their keys, so that two batches that have some in common do not wait for each other.
        """
        refs = {ref for one in batch for ref in (*one.tokens, *one.signed)}
        query = self._station.database.lock(_WITH_REFS)
        found = self._session.exec(query, params={"desk": self._station.desk.name, "refs": refs}) if refs else ()
        self._ahead = {ticket.ref: ticket for ticket in found}
        return self._ahead.values()

    def of(self, submission: Submission, contact: Contact | None, *, staff: bool) -> tuple[Ticket | None, str]:
        """The case and why; without one why not. `contact` wrote; `staff`: under an engineer's address."""
        for ticket, why in self._signed(submission.candidates):
            return ticket, why
        for ticket in self._by_references(submission):
            if self._may_join(ticket, contact, staff=staff):
                return ticket, "answers a mail of this case"
        unheeded = "belongs to no case yet"
        for number in submission.candidates.numbers:
            numbered = self.numbered(number)
            if numbered is not None and self._may_join(numbered, contact, staff=staff):
                return numbered, f"bears the tag of case {number} and comes from a party"
            flaw = "which does not exist" if numbered is None else "but its sender is no party there"
            unheeded = f"names case {number}, {flaw}"
        for ticket in self._of_sent(submission.candidates.echoed):
            if self._may_join(ticket, contact, staff=staff):
                return ticket, "brings back the text of a mail of ours in this case"
        for ref in () if staff else submission.candidates.attached:  # what staff pass on may well be a new case
            attached = self._with_ref(ref)
            if attached is not None and self._may_join(attached, contact, staff=False):
                return attached, "brings an attached mail of this case"
        return None, unheeded

    def numbered(self, number: int) -> Ticket | None:
        """The case of that number, locked; merged ones lead to their target."""
        return self._locked(_WITH_NUMBER, number)

    def is_for_staff(self, submission: Submission, ticket: Ticket) -> bool:
        """Whether a mail answers what only an engineer was sent in this case: he has left, or has passed it on."""
        named = (*submission.candidates.references, *submission.references)
        told = (
            col(OutboundMail.message_id).in_(named),
            func.lower(OutboundMail.recipient) == submission.sender.address.lower(),
        )
        query = select(OutboundMail.id).where(OutboundMail.ticket_id == ticket.id, col(OutboundMail.staff), or_(*told))
        return self._session.exec(query.limit(1)).first() is not None

    def lately(self, address: str, since: datetime, until: datetime) -> list[Said]:
        """Heads of what somebody wrote in cases of which automatic mail was made for him in that time, newest first."""
        asked = {"desk": self._station.desk.name, "address": address.lower(), "since": since, "until": until}
        return [Said(subject, text, at) for subject, text, at in self._session.connection().execute(_SAID, asked)]

    def signed(self, candidates: Candidates) -> Ticket | None:
        """The case for which our own signature speaks: all that counts of an automatic mail."""
        return next((ticket for ticket, _ in self._signed(candidates)), None)

    def open_of(self, contact: Contact) -> list[Ticket]:
        """The latest cases of a customer that are not closed, locked."""
        query = select(Ticket).where(Ticket.contact_id == contact.id, col(Ticket.state) != TicketState.CLOSED)
        latest = query.order_by(col(Ticket.id).desc()).limit(_CASES)
        return list(self._session.exec(self._station.database.lock(latest)).all())

    def _signed(self, candidates: Candidates) -> Iterator[tuple[Ticket, str]]:
        """Cases for which our own signature speaks."""
        for ref in candidates.tokens:
            if ticket := self._with_ref(ref):
                yield ticket, "answers to a signed address of this case"
        for ticket in self._of_sent(candidates.returned):
            yield ticket, "answers to the envelope's sender of a mail of ours in this case"
        for ref in candidates.signed:
            if ticket := self._with_ref(ref):
                yield ticket, "answers a mail of ours in this case"

    def _of_sent(self, refs: tuple[int, ...]) -> Iterator[Ticket]:
        """The cases of outgoing mails; a mail that belongs to none (a list, a digest) leads nowhere."""
        for ref in refs:
            key = self._session.exec(_OF_SENT, params={"desk": self._station.desk.name, "ref": ref}).first()
            if key is not None and (ticket := self._locked(_WITH_KEY, key)):
                yield ticket

    def _by_references(self, submission: Submission) -> Iterator[Ticket]:
        """Cases that share a Message-ID with the mail, nearest reference first.

        Its own counts where an answer to it was filed before it; a mere reuse of a Message-ID does not.
        """
        named = (*submission.candidates.references, submission.message_id)
        asked = {"named": named, "own": submission.message_id}
        found = self._session.connection().execute(_BY_REFERENCES, asked)
        cases: dict[str, list[int]] = {}
        for value, ticket_id in found:
            cases.setdefault(value, []).append(ticket_id)
        for ticket_id in dict.fromkeys(i for value in named for i in cases.get(value, ())):
            if ticket := self._locked(_WITH_KEY, ticket_id):
                yield ticket

    def _may_join(self, ticket: Ticket, contact: Contact | None, *, staff: bool) -> bool:
        return staff or (contact is not None and is_party(self._session, ticket, contact))

    def _with_ref(self, ref: int) -> Ticket | None:
        ahead = self._ahead.get(ref)
        return self._target(ahead) if ahead is not None else self._locked(_WITH_REF, ref)

    def _locked(self, query: SelectOfScalar[Ticket], value: int) -> Ticket | None:
        asked = {"desk": self._station.desk.name, "value": value}
        return self._target(self._session.exec(self._station.database.lock(query), params=asked).first())

    def _target(self, ticket: Ticket | None) -> Ticket | None:
        """The case that goes on under a locked one's name: itself, if it was not merged."""
        seen: set[int | None] = set()
        while ticket is not None and ticket.merged_into_id is not None and ticket.id not in seen:
            seen.add(ticket.id)
            query = self._station.database.lock(_TICKET)
            ticket = self._session.exec(query, params={"key": ticket.merged_into_id}).first()
        return ticket
