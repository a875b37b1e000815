"""The cases of one reminder: REMINDED events of one person become what the templates are told.

The most urgent case comes first, and a reply to the mail is a note in that one. Each case has links that write a mail
with a command to it, signed for the reader. Reads rows; decides nothing but that what has been overtaken is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from notifier import card
from notifier.addresses import case_address, tagged, write_to
from notifier.for_reminders import Escalation, Point, Remembered, Reminded, Reminder
from routing.contracts import read_ahead
from routing.course import Told
from routing.desk import Desk, Engineer
from routing.facts import Fact
from routing.model import Contact, Organisation, Ticket, TicketEvent
from routing.reference import Purpose
from routing.reminders import Case, still_waits
from routing.reminding import case_of, histories
from routing.rota import Person, name_of, person_named
from routing.station import Station

_LISTED = 25  # cases in one mail
_EARLIER = 4  # people who heard before, of one case
_FAR = datetime.max.replace(tzinfo=UTC)
_COMMANDS: Mapping[str, tuple[str, ...]] = {
    "yours": ("#note ", "#wait", "#due ", "#phone ", "#assign ", "#status"),
    "others": ("#take", "#assign ", "#note ", "#status"),
    "manager": ("#note ", "#assign ", "#status"),
}

_AFFAIRS = (
    select(Ticket, Contact.name, Contact.address, Organisation.name)
    .outerjoin(Contact, col(Contact.id) == Ticket.contact_id)
    .outerjoin(Organisation, col(Organisation.id) == Ticket.organisation_id)
    .where(col(Ticket.id).in_(bindparam("tickets", expanding=True)))
)


@dataclass(frozen=True, slots=True)
class Affair:
    """A case that somebody is reminded of."""

    ticket: Ticket
    customer: str
    organisation: str | None
    facts: Sequence[Fact] | None  # None: not read yet


@dataclass(frozen=True, slots=True)
class Remembering:
    """What one mail tells. `first` is its most urgent case; `overtaken` are keys of events that it leaves out."""

    occasion: str
    values: Reminder
    first: Ticket
    event: TicketEvent  # of it
    cases: int
    overtaken: set[int]


def affairs_of(session: Session, desk: Desk, events: Iterable[TicketEvent]) -> dict[int, Affair]:
    """The cases of events, by key, with a few statements for all of them."""
    rows = session.exec(_AFFAIRS, params={"tickets": {event.ticket_id for event in events}}).all()
    tickets = [ticket for ticket, *_ in rows]
    read_ahead(session, desk, (ticket.organisation_id for ticket in tickets))
    facts = histories(session, desk, tickets)
    return {
        key: Affair(ticket, name or address or "", organisation, facts.get(key))
        for ticket, name, address, organisation in rows
        if (key := ticket.id) is not None
    }


def remember(
    session: Session,
    station: Station,
    person: Person,
    events: Sequence[TicketEvent],
    affairs: Mapping[int, Affair],
    now: datetime,
) -> Remembering | None:
    """All that a person is to hear at one moment; None where none of it waits any more."""
    by_case: dict[int, list[TicketEvent]] = {}
    for event in events:
        by_case.setdefault(event.ticket_id, []).append(event)
    found: list[tuple[Remembered, TicketEvent]] = []
    overtaken: set[int] = set()
    for key, its_own in by_case.items():
        affair = affairs[key]
        case, _ = case_of(session, station.desk, affair.ticket, now, affair.facts)
        waiting = [event for event in its_own if still_waits(station.desk, case, _said(event), now)]
        overtaken |= {event.id or 0 for event in its_own} - {event.id or 0 for event in waiting}
        if waiting:
            found.append((_remembered(station, person, affair, waiting, case, now), waiting[0]))
    if not found:
        return None
    found.sort(key=lambda pair: _urgency(pair[0]))
    cases = tuple(one for one, _ in found[:_LISTED])
    escalates = any(not one.yours for one, _ in found)
    values = (Escalation if escalates else Reminder)(reader=person.full_name, cases=cases, more=len(found) - len(cases))
    occasion, first = "escalation" if escalates else "reminder", found[0][1]
    return Remembering(occasion, values, affairs[first.ticket_id].ticket, first, len(found), overtaken)


def note_address(station: Station, ticket: Ticket, person: Person, now: datetime) -> str:
    """Where a person's notes and orders in a case go to (GEN-18)."""
    return case_address(station, ticket, name_of(person), Purpose.NOTE, now)


def _remembered(
    station: Station, person: Person, affair: Affair, events: Sequence[TicketEvent], case: Case, now: datetime
) -> Remembered:
    ticket = affair.ticket
    yours = ticket.owner == name_of(person)
    address = note_address(station, ticket, person, now)
    kind = "yours" if yours else "others" if isinstance(person, Engineer) else "manager"
    links = ((word.strip(), write_to(address, tagged(station, ticket), word)) for word in _COMMANDS[kind])
    return Remembered(
        number=ticket.number,
        tag=card.tag(station.desk, ticket),
        subject=ticket.subject,
        customer=affair.customer,
        organisation=affair.organisation,
        critical=case.course.critical,
        points=tuple(_point(one, case, now) for one in events),
        yours=yours,
        owner=card.full_name(station.desk, ticket.owner),
        earlier=() if yours else _earlier(station.desk, person, events, case.course.told),
        links=tuple(links),
    )


def _point(event: TicketEvent, case: Case, now: datetime) -> Point:
    """As it is now: between an event and its mail nothing but seconds may have passed, or a day's standstill."""
    about, since = _said(event)
    due = event.payload.get("due")
    moment = datetime.fromisoformat(due) if due else None
    clock = next((c for c in case.clocks if (c.kind, c.begun.isoformat()) == (about, since)), None)
    percent = None
    if clock is not None and clock.target is not None:
        moment, percent = clock.due, int(100 * clock.used / clock.target.minutes)
    return Point(about=about, due=moment, late=moment is not None and moment <= now, percent=percent)


def _earlier(desk: Desk, person: Person, events: Sequence[TicketEvent], told: Sequence[Told]) -> tuple[Reminded, ...]:
    """Who heard of the same before, each the last time."""
    matters = {_said(event) for event in events}
    last: dict[str, datetime] = {}
    for one in told:
        if (one.about, one.since) in matters and one.person != name_of(person) and one.at < events[0].at:
            last[one.person] = one.at
    people = [(found.full_name if (found := person_named(desk, name)) else name, at) for name, at in last.items()]
    return tuple(Reminded(name=name, at=at) for name, at in sorted(people, key=lambda pair: pair[1])[-_EARLIER:])


def _urgency(case: Remembered) -> tuple[bool, datetime, int]:
    return not case.critical, min((point.due for point in case.points if point.due), default=_FAR), case.number


def _said(event: TicketEvent) -> tuple[str, str]:
    return event.payload["about"], event.payload["since"]
