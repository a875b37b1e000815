"""Carrying out an engineer's orders in a case, one by one, in the caller's transaction.

Each answers with what it came to, as `routing.staff` lists it for the echo. Whether they may be carried out has been
decided before; an order that finds nothing to do says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from routing import tickets
from routing.acting import Acting
from routing.announcing import announce_contract
from routing.attribution import Meant, attribute, enrol, meant
from routing.balance import agreement_for, balance_of, contract_today
from routing.concerns import goes_to_development
from routing.model import Contact, EventKind, Message, OutboundMail, Ticket, TicketEvent
from routing.orders import Order
from routing.quotas import solved_on
from routing.reasons import Reason
from routing.station import Station
from routing.submission import Submission
from routing.timekeeping import facts_of

_ANSWERED = select(OutboundMail.message_id, OutboundMail.occasion, OutboundMail.event_id).where(
    col(OutboundMail.desk) == bindparam("desk"),
    col(OutboundMail.staff),
    col(OutboundMail.message_id).in_(bindparam("named", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class Answered:
    """A mail to one of our people: on which occasion it was written, and the key of the event that it told, if any."""

    occasion: str
    event_id: int | None


class Cases(Protocol):
    """What of placing mails is needed here."""

    def open_for(self, submission: Submission, contact: Contact | None, why: str) -> Ticket:
        """Open a case with a mail as its first message."""

    def numbered(self, number: int) -> Ticket | None:
        """The case of that number, locked; merged ones lead to their target."""

    def beside(self, ticket: Ticket, subject: str, opened_at: datetime) -> Ticket:
        """A new case of the same customer, with nothing in it yet."""

    def hand_over(self, ticket: Ticket) -> None:
        """Choose an engineer again."""

    def reckon(self, ticket: Ticket) -> None:
        """Look up again what the case is entitled to; its clocks are computed anew with it."""


class Execution:
    """Orders, within one transaction."""

    def __init__(self, session: Session, station: Station, cases: Cases, now: datetime) -> None:
        """`cases` opens and finds them."""
        self._session = session
        self._desk = station.desk
        self._cases = cases
        self._now = now
        self._sent: dict[str, Answered | None] = {}  # mails to our own people by Message-ID; None: it is none

    def read_ahead(self, named: Iterable[str]) -> None:
        """Look up which of these Message-IDs are of mails to our own people: in one statement."""
        new = set(named) - self._sent.keys()
        if new:
            rows = self._session.connection().execute(_ANSWERED, {"desk": self._desk.name, "named": new})
            self._sent |= dict.fromkeys(new)
            self._sent |= {row.message_id: Answered(row.occasion, row.event_id) for row in rows}

    def obey(self, hand: Acting, submission: Submission, order: Order, *, told: bool) -> tuple[Acting, dict[str, Any]]:
        """Carry one order out; answers the hand (another case after `#new`) and what it came to."""
        match order.word:
            case "new":
                fresh = self.split_off(hand, submission)
                if fresh is None:
                    return hand, {"word": "nothing", "of": "new"}
                return replace(hand, ticket=fresh), {"word": "new", "number": fresh.number}
            case "customer":
                return hand, {"word": "customer", "address": self._attribute(hand, order)}
            case "close":
                self._close(hand, order.text, told=told)
            case "time" if order.minutes:
                return hand, self._spend(hand, order, order.minutes)
            case _:
                self._plainly(hand, submission, order)
        return hand, _result(order)

    def _close(self, hand: Acting, text: str, *, told: bool) -> None:
        """The customer of a prepaid account gets a statement of it, in a mail that nobody else reads (GEN-17)."""
        ticket = hand.ticket
        agreement = agreement_for(self._session, self._desk, ticket, self._now)
        channel = solved_on(facts_of(self._session, self._desk, ticket))
        hand.close(text, told=told, channel=channel, statement=bool(agreement.account_minutes))
        announce_contract(self._session, self._desk, ticket.contract_id, ticket.owner, self._now)

    def _spend(self, hand: Acting, order: Order, minutes: int) -> dict[str, Any]:
        """Time is recorded under the contract that covers the case today; answers what it left of it, too."""
        contract = contract_today(self._session, self._desk, hand.ticket, self._now)
        hand.spend(minutes, order.kind or "mail", order.text, contract)
        announce_contract(self._session, self._desk, hand.ticket.contract_id, hand.ticket.owner, self._now)
        balance = balance_of(self._session, self._desk, hand.ticket, self._now)
        left = {
            "included_left": balance.included_left,
            "account_left": balance.account,
            "unapproved": balance.unapproved or None,
        }
        return {**_result(order), **{name: value for name, value in left.items() if value is not None}}

    def split_off(self, hand: Acting, submission: Submission) -> Ticket | None:
        """The customer's mail that he answers becomes a case of its own, his."""
        event = self._told_by(self.answered(submission))
        message = self._session.get(Message, event.message_id) if event and event.message_id else None
        if message is None or event is None or event.kind is EventKind.OPENED:
            return None  # what opened a case cannot leave it
        fresh = self._cases.beside(hand.ticket, message.subject, message.recorded_at)
        hand.split(fresh, message)
        self.assign(replace(hand, ticket=fresh), hand.engineer.name)
        return fresh

    def organisation(self, order: Order) -> Meant:
        """The organisation that an order names in words."""
        return meant(self._session, self._desk, order.text)

    def _attribute(self, hand: Acting, order: Order) -> str:
        """Whose case it is: somebody's, or an organisation's; his contract counts at once. Answers whose."""
        organisation = self.organisation(order).organisation if order.address is None else None
        if organisation is not None:
            enrol(self._session, hand, organisation)
        else:
            attribute(self._session, self._desk, hand, order.address or "")
        self._cases.reckon(hand.ticket)
        return organisation.name if organisation is not None else order.address or ""

    def assign(self, hand: Acting, name: str) -> None:
        """Give the case to an engineer of the desk file."""
        by = hand.engineer.name
        because = Reason(f"by {by}", "by", by)
        tickets.assign(self._session, hand.ticket, name, (because,), by=by, history=False, now=self._now)

    def _move(self, hand: Acting, product: str) -> None:
        hand.move(product)
        self._cases.reckon(hand.ticket)
        owner = next((e for e in self._desk.engineers if e.name == hand.ticket.owner), None)
        if owner is None or (owner.products and product not in owner.products):
            self._cases.hand_over(hand.ticket)

    def answered(self, submission: Submission) -> Answered | None:
        """The mail of ours that he replies to, as far as its Message-ID came along."""
        named = submission.candidates.references
        self.read_ahead(named)
        return next((found for value in named if (found := self._sent[value])), None)

    def _told_by(self, mail: Answered | None) -> TicketEvent | None:
        """The event that a mail of ours told."""
        return self._session.get(TicketEvent, mail.event_id) if mail is not None and mail.event_id else None

    def _message_answered(self, submission: Submission) -> int | None:
        """The customer's message that he was shown; None for the one that opened the case."""
        event = self._told_by(self.answered(submission))
        return event.message_id if event is not None else None

    def other(self, order: Order, ticket: Ticket) -> Ticket | None:
        """The case that an order names, if it is another one."""
        other = self._cases.numbered(order.number) if order.number is not None else None
        return other if other is not None and other.id != ticket.id else None

    def _plainly(self, hand: Acting, submission: Submission, order: Order) -> None:
        """Orders that say all themselves; what they need was checked when they were understood."""
        match order:
            case Order(word="take" | "assign"):
                self.assign(hand, order.engineer or hand.engineer.name)
            case Order(word="product", product=product) if product:
                self._move(hand, product)
            case Order(word="link" | "merge"):
                self._join(hand, order)
            case Order(word="ask"):
                hand.ask(order.fields, self._now + timedelta(seconds=self._desk.undo_seconds))
            case Order(word="status" | "files" | "list" | "help"):
                hand.tell(order.word, submission.message_id)
            case Order(word="office"):
                hand.pass_on("office", "", self._message_answered(submission))
            case Order(word="type", category=category) if category:
                hand.categorise(category)
                if goes_to_development(self._desk, category, 1.0):
                    hand.pass_on("development", category, None)
            case Order(word="note", text=text) if text:
                hand.note(replace(submission, files=()), text)
            case _:
                _of_the_case(hand, order)

    def _join(self, hand: Acting, order: Order) -> None:
        other = self.other(order, hand.ticket)
        if other is not None and order.word == "merge":
            hand.merge(other)
        elif other is not None:
            hand.link(other)


def _result(order: Order) -> dict[str, Any]:
    """What an order came to, as `routing.staff` lists it."""
    result = {
        "word": order.word,
        "until": order.when.isoformat() if order.when else None,
        **{name: getattr(order, name) for name in _TOLD},
    }
    return {name: value for name, value in result.items() if value not in (None, "", ())}


def _of_the_case(hand: Acting, order: Order) -> None:
    match order:
        case Order(word="wait"):
            hand.wait(order.when, order.text)
        case Order(word="hold"):
            hand.hold(order.when, order.text)
        case Order(word="reopen"):
            hand.reopen()
        case Order(word="prio", severity=severity) if severity:
            hand.rank(severity)
        case Order(word="due", when=when) if when:
            hand.promise(when, order.text)
        case Order(word="cc", address=address) if address:
            hand.copy_in(address)
        case Order(word="phone"):
            hand.phone(order.text)


_TOLD = ("text", "engineer", "category", "severity", "product", "minutes", "kind", "fields", "number", "address")
