"""What an engineer does to a case: the verbs of staff. Each changes its rows and records one event.

In the caller's transaction, on a ticket whose row he has locked. Payload fields are listed at each verb; a change of
their meaning raises `journal.PAYLOAD_VERSION`. A verb decides nothing: `routing.staff` did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, insert

from routing.calls import reached
from routing.desk import Engineer
from routing.journal import keep, key, moment, record, watch
from routing.model import Contact, Direction, EventKind, Message, Organisation, Ticket, TicketState, TimeEntry
from routing.quotas import OF_KIND
from routing.reasons import for_mails
from routing.submission import Category, Draft, Severity, Submission
from routing.tickets import link

_TIME_ENTRY = insert(TimeEntry)


@dataclass(frozen=True, slots=True)
class Acting:
    """An engineer with a ticket in hand."""

    session: Session
    ticket: Ticket
    engineer: Engineer
    now: datetime

    def answer(
        self,
        submission: Submission,
        draft: Draft,
        to: Sequence[str],
        *,
        send_at: datetime,
        closes: bool,
        sent_already: bool,
        reasons: Sequence[str],
    ) -> None:
        """His words go to the customer, from the desk's address under his name.

        Only what he newly wrote, the pictures that it shows and his files are kept. Payload: `to` (addresses, the
        customer first), `send_at` (not before: the undo window), `closes` (the case is closed with it), `sent_already`
        (he wrote to the customer himself: nothing is posted).
        """
        said = {
            "direction": Direction.OUTBOUND,
            "author": self.engineer.name,
            "text": draft.text,
            "visible_text": draft.text,
            "visible_html": draft.html,
        }
        shown = set(draft.images)
        files = [f for f in submission.files if f.content_id in shown or (f.attachment and not f.inline)]
        message = keep(self.session, self.ticket, submission, said, files, self.now)
        payload = {"to": list(to), "send_at": moment(send_at), "closes": closes, "sent_already": sent_already}
        self._record(EventKind.ANSWERED, payload, reasons, message)

    def note(self, submission: Submission, text: str) -> None:
        """Internal words, with his files. Payload: nothing."""
        said = {
            "direction": Direction.INTERNAL,
            "author": self.engineer.name,
            "text": text,
            "visible_text": text,
        }
        files = [f for f in submission.files if f.attachment]
        self._record(EventKind.NOTED, {}, (), keep(self.session, self.ticket, submission, said, files, self.now))

    def close(self, text: str, *, told: bool, channel: str | None = None, statement: bool = False) -> None:
        """The case ends; `channel` is what solved it (NET-04).

        Payload: `text` (internal: how it was solved), `told` (the answer says so already), `channel`, `statement` (the
        customer is told what was drawn from his account, JOH-03).
        """
        self.ticket.state, self.ticket.wake_at = TicketState.CLOSED, None
        self.ticket.closed_at, self.ticket.channel = self.now, channel
        payload = {"text": text, "told": told, "channel": channel, "statement": statement}
        self._record(EventKind.CLOSED, payload)

    def reopen(self) -> None:
        """It goes on. Payload: nothing."""
        self.ticket.state, self.ticket.wake_at = TicketState.OPEN, None
        self.ticket.closed_at = self.ticket.channel = None
        self._record(EventKind.REOPENED, {})

    def wait(self, until: datetime | None, text: str) -> None:
        """The customer has the next move, of a closed case again. Payload: `until` (to look again, or null), `text`."""
        self._open_again()
        self.ticket.state, self.ticket.wake_at = TicketState.WAITING, until
        self._record(EventKind.WAITING, {"until": moment(until), "text": text})

    def hold(self, until: datetime | None, why: str) -> None:
        """The vendor has the next move, of a closed case again. Payload: `until`, `why`."""
        self._open_again()
        self.ticket.state, self.ticket.wake_at = TicketState.HELD, until
        self._record(EventKind.HELD, {"until": moment(until), "why": why})

    def _open_again(self) -> None:
        if self.ticket.state is TicketState.CLOSED:
            self.reopen()

    def categorise(self, category: Category) -> None:
        """He knows better than the classifier. Payload: `what`, `before`, `after`."""
        before, self.ticket.category, self.ticket.confidence = self.ticket.category, category, 1.0
        self._record(EventKind.CHANGED, {"what": "category", "before": before, "after": category})

    def rank(self, severity: Severity) -> None:
        """How urgent it is. Payload: `what`, `before`, `after`."""
        before, self.ticket.severity = self.ticket.severity, severity
        self._record(EventKind.CHANGED, {"what": "severity", "before": before, "after": severity})

    def move(self, product: str) -> None:
        """It is about another product (GEN-19). Payload: `what`, `before`, `after`."""
        before, self.ticket.product = self.ticket.product, product
        self._record(EventKind.CHANGED, {"what": "product", "before": before, "after": product})

    def attribute(self, contact: Contact, before: str | None) -> None:
        """Whose case it is. Payload: `what`, `before`, `after` (addresses)."""
        self.ticket.contact_id, self.ticket.organisation_id = contact.id, contact.organisation_id
        self._record(EventKind.CHANGED, {"what": "customer", "before": before, "after": contact.address})

    def enrol(self, organisation: Organisation, joins: Contact | None, before: str | None) -> None:
        """It is an organisation's case; `joins` (its sender) belongs to it from now on.

        Payload: `what`, `before`, `after` (names), `joined` (key of the contact, or null).
        """
        self.ticket.organisation_id = organisation.id
        if joins is not None:
            joins.organisation_id = organisation.id
            self.session.add(joins)
        joined = joins.id if joins is not None else None
        payload = {"what": "organisation", "before": before, "after": organisation.name, "joined": joined}
        self._record(EventKind.CHANGED, payload)

    def promise(self, at: datetime, text: str) -> None:
        """His own date (GEN-09). Payload: `at`, `text`."""
        self.ticket.due_at = at
        self._record(EventKind.DUE, {"at": moment(at), "text": text})

    def spend(self, minutes: int, kind: str, text: str, contract: int | None) -> None:
        """Time went into it, under a contract. Payload: `minutes`, `kind`, `text`, `entry` (key of the time entry)."""
        entry = {
            "ticket_id": key(self.ticket),
            "contract_id": contract,
            "engineer": self.engineer.name,
            "kind": kind,
            "channel": OF_KIND.get(kind),
            "minutes": minutes,
            "text": text,
            "worked_at": self.now,
            "recorded_at": self.now,
        }
        kept = self.session.connection().execute(_TIME_ENTRY, entry)
        assert kept.inserted_primary_key is not None
        payload = {"minutes": minutes, "kind": kind, "text": text, "entry": int(kept.inserted_primary_key[0])}
        self._record(EventKind.TIMED, payload)

    def phone(self, text: str) -> None:
        """He rang the customer. Payload: `text`, `reached` (he spoke with him, which answers as a mail does)."""
        self._record(EventKind.PHONED, {"text": text, "reached": reached(text)})

    def ask(self, fields: Sequence[str], send_at: datetime) -> None:
        """The customer is asked for details, whatever was asked before. Payload: `fields` (of details), `send_at`."""
        self.ticket.missing = list(dict.fromkeys((*self.ticket.missing, *fields)))
        self._record(EventKind.ASKED, {"fields": list(fields), "send_at": moment(send_at)})

    def link(self, other: Ticket) -> None:
        """Two cases have to do with each other."""
        link(self.session, self.ticket, other, self.engineer.name, self.now)

    def merge(self, into: Ticket) -> None:
        """This case is another name for `into` from now on. Payload: `into` here, `absorbed` there (numbers)."""
        self.ticket.merged_into_id, self.ticket.state, self.ticket.wake_at = into.id, TicketState.CLOSED, None
        self.session.flush()  # who asks for the balance next asks by what the case is now
        self._record(EventKind.MERGED, {"into": into.number})
        self._record(EventKind.MERGED, {"absorbed": self.ticket.number}, on=into)

    def split(self, fresh: Ticket, message: Message) -> None:
        """A message becomes a case of its own. Payload: `into` here, `from` there (numbers)."""
        message.ticket_id = key(fresh)
        self.session.add(message)
        self._record(EventKind.SPLIT, {"into": fresh.number}, (), message.id)
        self._record(EventKind.SPLIT, {"from": self.ticket.number}, (), message.id, on=fresh)

    def copy_in(self, address: str) -> None:
        """Somebody reads along from now on. Payload: `address`."""
        watch(self.session, self.ticket, address, "")
        self._record(EventKind.WATCHED, {"address": address})

    def echo(
        self,
        said: Sequence[Mapping[str, Any]],
        *,
        aloud: bool,
        before: Mapping[str, Any],
        undo_until: datetime | None,
        message_id: str,
    ) -> None:
        """What his mail came to.

        Payload: `said` (an object for each result, see `routing.staff`), `aloud` (he gets a mail of it), `before` (of
        the ticket, for `#undo`), `undo_until`, `answers` (Message-ID of his mail).
        """
        payload = {
            "said": [dict(result) for result in said],
            "aloud": aloud,
            "before": dict(before),
            "undo_until": moment(undo_until),
            "answers": message_id,
        }
        self._record(EventKind.ECHOED, payload)

    def give_back(
        self,
        why: str,
        *,
        text: str,
        message_id: str,
        draft: int | None = None,
        faults: Sequence[Mapping[str, Any]] = (),
        happened: Sequence[Mapping[str, Any]] = (),
        reasons: Sequence[str] = (),
    ) -> None:
        """His mail was not carried out, and comes back to him whole, at his main address.

        Payload: `why` (misspelt, uncertain, collision, unproven, forged, no_customer, refused), `draft` (its key, or
        null), `text` (all he wrote), `faults` (`written`, `why`, `meant` of each), `happened` (`kind`, `who`, `at`,
        `text` of each), `answers` (Message-ID of his mail), `because` (see `routing.reasons`).
        """
        payload = {
            "why": why,
            "because": for_mails(reasons),
            "draft": draft,
            "text": text,
            "faults": [dict(fault) for fault in faults],
            "happened": [dict(one) for one in happened],
            "answers": message_id,
        }
        self._record(EventKind.RETURNED, payload, reasons)

    def tell(self, word: str, message_id: str) -> None:
        """He asks about the case. Payload: `word` (status, files, help, list), `answers`."""
        self._record(EventKind.TOLD, {"word": word, "answers": message_id})

    def pass_on(self, to: str, about: str, message: int | None) -> None:
        """Somebody outside is to hear of it. Payload: `to` (office, development), `about` (a Business or Category)."""
        self._record(EventKind.PASSED_ON, {"to": to, "about": about}, (), message)

    def undo(self, seq: int) -> None:
        """What his last mail did is taken back. Payload: `echo` (seq of the event that is undone)."""
        self._record(EventKind.UNDONE, {"echo": seq})

    def _record(
        self,
        kind: EventKind,
        payload: Mapping[str, Any],
        reasons: Sequence[str] = (),
        message: int | None = None,
        *,
        on: Ticket | None = None,
    ) -> None:
        record(self.session, on or self.ticket, kind, self.engineer.name, payload, reasons, self.now, message)
