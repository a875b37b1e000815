"""What the service does to a case of its own accord, by the clock: remind, ask the customer again, give up waiting.

Each changes its rows and records one event, in the caller's transaction, on a ticket whose row he has locked. Payload
fields are listed at each verb; a change of their meaning raises `journal.PAYLOAD_VERSION`. A verb decides nothing:
`reminders` and `awaiting` did. What may happen but once bears a name that the store knows: doing it again raises
`db.AlreadyDone`.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, select

from routing.awaiting import Step
from routing.journal import CUSTOMER, SERVICE, moment, record
from routing.model import EventKind, Ticket, TicketEvent
from routing.reminders import Line
from routing.rota import name_of


def remind(session: Session, ticket: Ticket, line: Line, now: datetime) -> None:
    """One of our people is reminded; his lines of one moment become one mail.

    Payload: `about`, `since`, `life`, `slots`, `due`, `used` as in `reminders.Line`, `person` (`rota.name_of`).
    """
    person = name_of(line.person)
    payload = {
        "about": line.about,
        "since": line.since,
        "life": line.life,
        "slots": [[rung, rank.value] for rung, rank in line.slots],
        "due": moment(line.due),
        "used": line.used,
        "person": person,
    }
    once = f"{line.about}:{line.since}:{line.life}:{line.slots[-1][0]}:{person}"
    record(session, ticket, EventKind.REMINDED, SERVICE, payload, (), now, once=once)


def nudge(session: Session, ticket: Ticket, step: Step, closes_on: datetime | None, now: datetime) -> None:
    """The customer is asked for his answer. Payload: `wait`, `number` as in `awaiting.Step`, `closes_on`."""
    payload = {"wait": step.wait, "number": step.number, "closes_on": moment(closes_on)}
    record(session, ticket, EventKind.NUDGED, SERVICE, payload, (), now, once=f"nudge:{step.wait}:{step.number}")


def note_absence(session: Session, ticket: Ticket, until: datetime, address: str, now: datetime) -> None:
    """The customer's automatic reply says when he is back: until then he is not asked. Payload: `until`, `address`.

    It changes no state, no owner and no clock (MAIL.md 2). Said before, it is not written down again: a robot that
    answers every mail of ours fills no case.
    """
    once = f"absent:{moment(until)}"
    known = select(TicketEvent.id).where(TicketEvent.ticket_id == ticket.id, TicketEvent.once == once)
    if session.exec(known).first() is None:
        payload = {"until": moment(until), "address": address}
        record(session, ticket, EventKind.ABSENT, CUSTOMER, payload, (), now, once=once)
