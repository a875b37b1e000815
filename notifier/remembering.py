"""The cases of one reminder: REMINDED events of one person become what the templates are told.

The most urgent case comes first, and a reply to the mail is a note in that one. Each case has links that write a mail
with a command to it, signed for the reader. Reads rows; decides nothing but that what has been overtaken is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlmodel import Session

from notifier import card
from notifier.addresses import case_address, tagged, write_to
from notifier.for_reminders import Escalation, Point, Remembered, Reminded, Reminder
from notifier.scene import Scene, read_scenes
from routing.course import Told
from routing.desk import Desk, Engineer
from routing.model import Ticket, TicketEvent
from routing.reference import Purpose
from routing.reminders import Case, still_waits
from routing.reminding import case_of
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


@dataclass(frozen=True, slots=True)
class Remembering:
    """What one mail tells. `first` is its most urgent case; `overtaken` are keys of events that it leaves out."""

    occasion: str
    values: Reminder
    first: Ticket
    event: TicketEvent  # of it
    cases: int
    overtaken: set[int]


def remember(
    session: Session, station: Station, person: Person, events: Sequence[TicketEvent], now: datetime
) -> Remembering | None:
    """All that a person is to hear at one moment; None where none of it waits any more."""
    by_case: dict[int, list[Scene]] = {}
    for scene in read_scenes(session, station.desk, events):
        by_case.setdefault(scene.ticket_id, []).append(scene)
    found: list[tuple[Remembered, Scene]] = []
    overtaken: set[int] = set()
    for scenes in by_case.values():
        case, _ = case_of(session, station.desk, scenes[0].ticket, now)
        waiting = [scene for scene in scenes if still_waits(station.desk, case, _said(scene), now)]
        overtaken |= {scene.event.id or 0 for scene in scenes if scene not in waiting}
        if waiting:
            found.append((_remembered(station, person, waiting, case, now), waiting[0]))
    if not found:
        return None
    found.sort(key=lambda pair: _urgency(pair[0]))
    cases = tuple(one for one, _ in found[:_LISTED])
    escalates = any(not one.yours for one, _ in found)
    values = (Escalation if escalates else Reminder)(reader=person.full_name, cases=cases, more=len(found) - len(cases))
    occasion, first = "escalation" if escalates else "reminder", found[0][1]
    return Remembering(occasion, values, first.ticket, first.event, len(found), overtaken)


def note_address(station: Station, ticket: Ticket, person: Person, now: datetime) -> str:
    """Where a person's notes and orders in a case go to (GEN-18)."""
    return case_address(station, ticket, name_of(person), Purpose.NOTE, now)


def _remembered(station: Station, person: Person, scenes: Sequence[Scene], case: Case, now: datetime) -> Remembered:
    ticket, scene = scenes[0].ticket, scenes[0]
    yours = ticket.owner == name_of(person)
    address = note_address(station, ticket, person, now)
    kind = "yours" if yours else "others" if isinstance(person, Engineer) else "manager"
    links = ((word.strip(), write_to(address, tagged(station, ticket), word)) for word in _COMMANDS[kind])
    return Remembered(
        number=ticket.number,
        tag=card.tag(station.desk, scene),
        subject=ticket.subject,
        customer=(scene.customer.name or scene.customer.address) if scene.customer else "",
        organisation=scene.organisation,
        critical=case.course.critical,
        points=tuple(_point(one, case, now) for one in scenes),
        yours=yours,
        owner=card.full_name(station.desk, ticket.owner),
        earlier=() if yours else _earlier(station.desk, person, scenes, case.course.told),
        links=tuple(links),
    )


def _point(scene: Scene, case: Case, now: datetime) -> Point:
    """As it is now: between an event and its mail nothing but seconds may have passed, or a day's standstill."""
    about, since = _said(scene)
    due = scene.event.payload.get("due")
    moment = datetime.fromisoformat(due) if due else None
    clock = next((c for c in case.clocks if (c.kind, c.begun.isoformat()) == (about, since)), None)
    percent = None
    if clock is not None and clock.target is not None:
        moment, percent = clock.due, int(100 * clock.used / clock.target.minutes)
    return Point(about=about, due=moment, late=moment is not None and moment <= now, percent=percent)


def _earlier(desk: Desk, person: Person, scenes: Sequence[Scene], told: Sequence[Told]) -> tuple[Reminded, ...]:
    """Who heard of the same before, each the last time."""
    matters = {_said(scene) for scene in scenes}
    last: dict[str, datetime] = {}
    for one in told:
        if (one.about, one.since) in matters and one.person != name_of(person) and one.at < scenes[0].event.at:
            last[one.person] = one.at
    people = [(found.full_name if (found := person_named(desk, name)) else name, at) for name, at in last.items()]
    return tuple(Reminded(name=name, at=at) for name, at in sorted(people, key=lambda pair: pair[1])[-_EARLIER:])


def _urgency(case: Remembered) -> tuple[bool, datetime, int]:
    return not case.critical, min((point.due for point in case.points if point.due), default=_FAR), case.number


def _said(scene: Scene) -> tuple[str, str]:
    return scene.event.payload["about"], scene.event.payload["since"]
