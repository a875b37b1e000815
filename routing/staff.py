"""What becomes of a mail from our own people: an answer to the customer, a note, orders, or a draft that comes back.

Nothing is done by halves: where a line that looks like a command is not understood, where what is new cannot be told
from what was quoted, where the case has changed for the customer meanwhile, or where it is not proven who writes,
the whole mail is kept as a draft, and the engineer is asked (MAIL.md 4 and 5).

`said` of an echo, an object for each result: `word` is `sent` (`to`, `files`), `recorded` (`to`: he wrote to the
customer himself), `noted`, `too_late`, `nothing` (of `#undo`, `#send`, `#drop`: `of`), `asked_who` (nobody knows whose
case it is), or a command's own word with `until`, `at`, `text`, `engineer`, `category`, `severity`, `product`,
`minutes`, `kind`, `fields`, `number` or `address`, as far as it has them; `time` also `included_left` and
`account_left` (minutes) where the contract has such, and `unapproved`, minutes of the case nobody may be billed for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from routing.acting import Acting
from routing.bookkeeping import lacks_time
from routing.desk import Engineer
from routing.drafts import keep_draft, settle_drafts, unpacked, waiting_draft
from routing.events import events_of
from routing.execution import Answered, Cases, Execution
from routing.identity import Doubtful, Verified
from routing.model import Contact, Enquiry, EventKind, Ticket, Watcher
from routing.orders import Fault, Order, interpret
from routing.parties import contact_of
from routing.station import Station
from routing.submission import Party, Submission
from routing.undo import snapshot, take_back

_HOPELESS = 0.01
CERTAIN = 0.9  # below it nobody knows what is new and what was quoted
RELAYING = ("assignment", "follow_up")  # replies to these go to the customer, to all others they are notes (GEN-18)
_OWN_WORDS = ("list", "status", "help")  # what the desk's own address answers
_CHANGED = (EventKind.ANSWERED, EventKind.APPENDED, EventKind.CLOSED, EventKind.ASKED)
_BEFORE = ("new", "customer", "cc")  # orders that decide who gets what he writes
_DRAFT_WORDS = frozenset({"send", "drop", "undo"})
_READING = select(Watcher.address).where(col(Watcher.ticket_id) == bindparam("ticket"), col(Watcher.engineer).is_(None))


class Staff:
    """Carries out what our people write, within one transaction."""

    def __init__(self, session: Session, station: Station, cases: Cases, now: datetime) -> None:
        """`cases` opens and finds them."""
        self._session = session
        self._station = station
        self._desk = station.desk
        self._cases = cases
        self._execution = Execution(session, station, cases, now)
        self._now = now

    def read_ahead(self, named: Iterable[str]) -> None:
        """Look up which of our mails the mails of a batch answer, by these Message-IDs."""
        self._execution.read_ahead(named)

    # -- in a case

    def take(self, who: Verified | Doubtful, submission: Submission, ticket: Ticket) -> None:
        """A mail that belongs to a case."""
        hand = Acting(self._session, ticket, who.engineer, self._now)
        if isinstance(who, Doubtful):
            self._hold(hand, submission, "unproven", reasons=who.reasons)
            return
        words = {command.word for command in submission.draft.commands}
        if words == {"time"} and self._waits_for_time(hand, submission):
            words |= {"send"}  # the one line that was asked for
        if words & _DRAFT_WORDS and not submission.draft.misspelt:
            self._settle(hand, submission, words & _DRAFT_WORDS)
            return
        self._consider(hand, submission)

    def _consider(self, hand: Acting, submission: Submission, *, again: bool = False) -> None:
        """Carry a mail out, or keep it. `again`: he has seen what speaks against sending it."""
        draft, ticket = submission.draft, hand.ticket
        orders, faults = self._orders(hand, submission)
        if faults:
            self._hold(hand, submission, "misspelt", faults=faults)
            return
        answered = self._execution.answered(submission)
        out = self._goes_out(submission, orders, answered, again=again)
        unread = not (draft.text.strip() or orders) and bool(submission.text.strip())  # he wrote where nobody looks
        least = _HOPELESS if again else CERTAIN  # his word goes for what is unsure, not for what shows what he was sent
        if (out or orders or unread) and draft.certainty < least:
            self._hold(hand, submission, "uncertain", reasons=draft.reasons)
            return
        if out and not again and (happened := self._happened(submission, hand, answered)):
            self._hold(hand, submission, "collision", happened=happened)
            return
        if out and ticket.contact_id is None and not any(order.word == "customer" for order in orders):
            self._hold(hand, submission, "no_customer")
            return
        if not again and lacks_time(self._session, self._desk, ticket, orders, self._now):
            self._hold(hand, submission, "no_time")
            return
        self._carry_out(hand, submission, orders, out=out)

    def _orders(self, hand: Acting, submission: Submission) -> tuple[tuple[Order, ...], list[Fault]]:
        draft = submission.draft
        orders, faults = interpret(draft.commands, self._desk, hand.engineer, self._now)
        unknown = [Fault(word.written, word.why, f"#{word.meant}" if word.meant else None) for word in draft.misspelt]
        nowhere = [
            Fault(order.written, "no_such_case")
            for order in orders
            if order.number is not None
            and order.word in ("link", "merge")
            and not self._execution.other(order, hand.ticket)
        ]
        nobody = [fault for order in orders if (fault := self._whose(order, hand.ticket)) is not None]
        manages = hand.engineer not in self._desk.engineers
        not_his = [Fault(order.written, "not_here") for order in orders if manages and order.word == "take"]
        return orders, [*unknown, *faults, *nowhere, *nobody, *not_his]

    def _whose(self, order: Order, ticket: Ticket) -> Fault | None:
        """What is wrong with naming the customer's organisation: there is none, or nobody to belong to it."""
        if order.word != "customer" or order.address is not None:
            return None
        if ticket.contact_id is None:
            return Fault(order.written, "bad_value", "#customer name@company.example")
        found = self._execution.organisation(order)
        if found.organisation is not None:
            return None
        return Fault(order.written, "no_such_organisation", f"#customer {found.perhaps}" if found.perhaps else None)

    def _goes_out(
        self, submission: Submission, orders: Sequence[Order], answered: Answered | None, *, again: bool
    ) -> bool:
        """Whether his words are for the customer (GEN-18)."""
        says = bool(submission.draft.text.strip()) or any(f.attachment and not f.inline for f in submission.files)
        if not says or any(order.word == "note" and not order.text for order in orders):
            return False
        if again:
            return True
        internal = submission.candidates.internal if answered is None else answered.occasion not in RELAYING
        return not internal

    def _happened(self, submission: Submission, hand: Acting, answered: Answered | None) -> list[dict[str, Any]]:
        """What has changed for the customer since the notification that is answered."""
        changes = events_of(self._session, hand.ticket, *_CHANGED)
        by_others = [event for event in changes if event.actor != hand.engineer.name]
        if answered is not None and answered.event_id is not None:
            since = [event for event in by_others if event.id is None or event.id > answered.event_id]
        elif submission.date is not None:
            since = [event for event in by_others if event.at > min(submission.date, submission.received_at)]
        else:
            return []
        return [
            {"kind": event.kind, "who": event.actor, "at": event.at.isoformat(), "message": event.message_id}
            for event in since
        ]

    def _carry_out(self, hand: Acting, submission: Submission, orders: Sequence[Order], *, out: bool) -> None:
        before = snapshot(hand.ticket)
        said: list[dict[str, Any]] = []
        first = sorted((o for o in orders if o.word in _BEFORE), key=lambda o: o.word != "new")  # all else is for it
        for order in first:
            there = hand
            hand, result = self._execution.obey(hand, submission, order, told=False)
            said.append(result)
            if hand.ticket is not there.ticket:  # what his mail did in the old case is taken back with the rest
                self._echo(there, submission, [result], before=before, aloud=False)
                before = {**snapshot(hand.ticket), "last_seq": 0}
        if out:
            said.append(self._answer(hand, submission, orders))
        elif submission.draft.text.strip():
            hand.note(submission, submission.draft.text)
            said.append({"word": "noted"})
        for order in orders:
            if order not in first:
                hand, result = self._execution.obey(hand, submission, order, told=out)
                said.append(result)
        self._echo(hand, submission, said, before=before, aloud=bool(orders))

    def _echo(
        self,
        hand: Acting,
        submission: Submission,
        said: Sequence[Mapping[str, Any]],
        *,
        before: Mapping[str, Any],
        aloud: bool,
    ) -> None:
        until = self._now + timedelta(seconds=self._desk.undo_seconds)
        hand.echo(said, aloud=aloud, before=before, undo_until=until, message_id=submission.message_id)

    def _answer(self, hand: Acting, submission: Submission, orders: Sequence[Order]) -> dict[str, Any]:
        """His words to the customer and those who read along; recorded only where he wrote to them himself."""
        ticket = hand.ticket
        customer = self._session.get_one(Contact, ticket.contact_id).address
        reading = self._session.connection().execute(_READING, {"ticket": ticket.id}).scalars()
        to = tuple(dict.fromkeys((customer, *reading)))
        written_to = {party.address.lower() for party in submission.recipients}
        himself = customer.lower() in written_to
        hand.answer(
            submission,
            submission.draft,
            to,
            send_at=self._now + timedelta(seconds=self._desk.undo_seconds),
            closes=any(order.word == "close" for order in orders),
            sent_already=himself,
            reasons=submission.draft.reasons,
        )
        files = sum(1 for file in submission.files if file.attachment and not file.inline)
        return {"word": "recorded" if himself else "sent", "to": list(to), "files": files}

    # -- drafts

    def _hold(
        self,
        hand: Acting,
        submission: Submission,
        why: str,
        *,
        faults: Sequence[Fault] = (),
        happened: Sequence[Mapping[str, Any]] = (),
        reasons: Sequence[str] = (),
    ) -> None:
        """Keep a mail and give it back, with the quote too where it is unsure what that is.

        Only the latest of an engineer in a case can be sent.
        """
        hand.give_back(
            why,
            text=submission.visible_text if submission.draft.certainty >= CERTAIN else submission.text,
            message_id=submission.message_id,
            draft=keep_draft(hand, submission, why),
            faults=[asdict(fault) for fault in faults],
            happened=happened,
            reasons=reasons,
        )

    def _waits_for_time(self, hand: Acting, submission: Submission) -> bool:
        """GEN-06: whether nothing but the time is missing for a mail of his that is held; words of his are another."""
        if submission.draft.misspelt or submission.draft.text.strip():
            return False
        held = waiting_draft(hand)
        return held is not None and held.why == "no_time"

    def _settle(self, hand: Acting, submission: Submission, words: set[str]) -> None:
        """`#send`, `#drop`, `#undo`: about an earlier mail of his. What else a `#send` says is carried out with it."""
        before = snapshot(hand.ticket)
        if "undo" in words:
            self._echo(hand, submission, [take_back(hand, self._station.database)], before=before, aloud=True)
            return
        draft = settle_drafts(hand, "dropped" if "drop" in words else "sent")
        if draft is None:
            self._echo(hand, submission, [{"word": "nothing", "of": min(words)}], before=before, aloud=True)
        elif "drop" in words:
            self._echo(hand, submission, [{"word": "drop"}], before=before, aloud=True)
        else:
            held = unpacked(draft.said, submission)
            more = tuple(c for c in submission.draft.commands if c.word not in _DRAFT_WORDS)
            known = replace(held.draft, commands=(*held.draft.commands, *more), misspelt=())
            self._consider(hand, replace(held, draft=known, candidates=submission.candidates), again=True)

    # -- without a case

    def begin(self, who: Verified, submission: Submission) -> Ticket | None:
        """A mail that belongs to no case: a question to the desk, a customer's mail passed on, or a first mail to one.

        Answers the case it opened, None for a question.
        """
        engineer = who.engineer
        if self._asks_the_desk(submission):
            self._enquire(engineer, submission)
            return None
        named = next((c.value for c in submission.draft.commands if c.word == "customer" and "@" in c.value), None)
        if submission.original is not None:
            return self._pass_on(engineer, submission, named)
        outsiders = [p for p in submission.recipients if not self._inside(p.address)]
        customer = Party("", named) if named else (outsiders[0] if outsiders else None)
        contact = contact_of(self._session, self._desk, customer) if customer else None
        ticket = self._cases.open_for(submission, contact, f"{engineer.name} starts a case")
        hand = Acting(self._session, ticket, engineer, self._now)
        self._execution.assign(hand, engineer.name)
        for party in outsiders[1:]:
            hand.copy_in(party.address)
        self._carry_on(hand, submission, asks_who=customer is None)
        return ticket

    def _asks_the_desk(self, submission: Submission) -> bool:
        """Whether he wrote to the desk's own address, which may be an alias of a mailbox that customers use, too."""
        own, mailbox = self._desk.address.lower(), self._desk.mailbox(submission.mailbox)
        if mailbox.address.lower() == own:
            return True
        aliases = {alias.lower() for alias in mailbox.aliases}
        return own in aliases and own in {party.address.lower() for party in submission.recipients}

    def _pass_on(self, engineer: Engineer, submission: Submission, named: str | None) -> Ticket:
        """A customer's mail that an engineer forwards is the customer's case; his own words are a note."""
        original = submission.original
        assert original is not None
        sure = original.sender is not None and original.certainty >= CERTAIN
        customer = Party("", named) if named else (original.sender if sure else None)
        if customer is not None and self._inside(customer.address):
            customer = None
        contact = contact_of(self._session, self._desk, customer) if customer else None
        passed = replace(
            submission,
            sender=customer or Party("", ""),
            subject=original.subject or submission.subject,
            text=original.text,
            visible_text=original.text,
            html_part=None,
        )
        ticket = self._cases.open_for(passed, contact, f"{engineer.name} passes a customer's mail on")
        hand = Acting(self._session, ticket, engineer, self._now)
        self._carry_on(hand, submission, asks_who=customer is None)
        return ticket

    def _carry_on(self, hand: Acting, submission: Submission, *, asks_who: bool) -> None:
        """His own words and orders, in a case that his mail has just opened; none of it goes to anybody."""
        orders, faults = self._orders(hand, submission)
        if faults:
            self._hold(hand, submission, "misspelt", faults=faults)
            return
        before = snapshot(hand.ticket)
        said: list[dict[str, Any]] = []
        if submission.original is not None and submission.draft.text.strip():
            hand.note(submission, submission.draft.text)
        for order in orders:
            if order.word == "new" or (order.word == "customer" and order.address is not None):
                continue  # it is a new case, and opened for him
            hand, result = self._execution.obey(hand, submission, order, told=False)
            said.append(result)
        if asks_who:
            hand.give_back("no_customer", text=submission.text, message_id=submission.message_id)
        self._echo(hand, submission, said, before=before, aloud=bool(orders))

    def _enquire(self, engineer: Engineer, submission: Submission) -> None:
        """Questions to the desk itself; whoever says nothing that it understands is told what it does."""
        asked = [command for command in submission.draft.commands if command.word in _OWN_WORDS]
        for word, value in [(command.word, command.value) for command in asked] or [("help", "")]:
            self._session.add(
                Enquiry(
                    desk=self._desk.name,
                    engineer=engineer.name,
                    word=word,
                    value=value,
                    subject=submission.subject,
                    message_id=submission.message_id,
                    asked_at=submission.received_at,
                    next_attempt_at=self._now,
                )
            )

    def refuse(self, engineer: Engineer, submission: Submission, ticket: Ticket, reasons: Sequence[str]) -> None:
        """A mail in an engineer's name that proves nothing: he gets its text, and nothing else comes of it."""
        hand = Acting(self._session, ticket, engineer, self._now)
        hand.give_back("forged", text=submission.text, message_id=submission.message_id, reasons=reasons)

    def _inside(self, address: str) -> bool:
        return "@" not in address or self._desk.owns(address) or self._desk.colleague_at(address) is not None
