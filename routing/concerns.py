"""Whom else a customer's mail concerns: the office, those who make the program; and what solved itself.

In the caller's transaction, on the ticket that the mail was just filed in; it records what should be heard and posts
nothing. Business goes to the office and bugs and suggestions to development where the desk file says so (GEN-13,
NET-05, PRO-08). A case that its customer calls solved is closed at once (PRO-09). That leads hear of complaints is for
`reminders`.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from routing import closings
from routing.desk import Business, Desk
from routing.events import events_of
from routing.journal import CUSTOMER, SERVICE, record
from routing.model import EventKind, Ticket, TicketState
from routing.submission import Category, Submission


def business(desk: Desk, topics: Collection[str]) -> Business | None:
    """What of a mail the office gets by itself; of several the first that the desk file names."""
    wanted = desk.contracts.office_gets if desk.contracts.office is not None else ()
    return next((one for one in wanted if one.value in topics), None)


def goes_to_development(desk: Desk, category: Category, confidence: float) -> bool:
    """Whether those who make the program hear of such a case; surely, or after an engineer's `#type` (NET-05)."""
    who = desk.development
    return who is not None and category in who.gets and confidence >= who.confidence


class Concerns:
    """What one transaction's mails mean for others than customer and engineer."""

    def __init__(self, session: Session, desk: Desk, now: datetime) -> None:
        """`now` is when the events are recorded."""
        self._session = session
        self._desk = desk
        self._now = now

    def opened(self, ticket: Ticket, submission: Submission) -> None:
        """A mail has opened a case."""
        about = business(self._desk, submission.topics)
        if about is not None:
            self._pass_on(ticket, "office", about, None)
        elif goes_to_development(self._desk, ticket.category, ticket.confidence):
            self._pass_on(ticket, "development", ticket.category, None)

    def appended(self, ticket: Ticket, submission: Submission) -> None:
        """A mail has joined a case."""
        about = business(self._desk, submission.topics)
        if about is not None:
            *_, latest = events_of(self._session, ticket, EventKind.APPENDED)
            self._pass_on(ticket, "office", about, latest.message_id)
        open_still = ticket.state is not TicketState.CLOSED
        if submission.resolved and self._desk.closes_when_solved and open_still:
            why = "the customer solved it"
            closings.close(self._session, self._desk, ticket, by="customer", actor=CUSTOMER, why=why, now=self._now)

    def _pass_on(self, ticket: Ticket, to: str, about: str, message: int | None) -> None:
        """Payload: see `Acting.pass_on`."""
        self._record(ticket, EventKind.PASSED_ON, {"to": to, "about": str(about)}, message)

    def _record(self, ticket: Ticket, kind: EventKind, payload: dict[str, str], message: int | None) -> None:
        record(self._session, ticket, kind, SERVICE, payload, (), self._now, message)
