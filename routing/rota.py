"""Who is who for the reminders of one case: the people of a rank, and when each may be written to. Pure.

Whoever is on leave is stood in for; where a rank has nobody the next one up hears in its place, in the end whoever is
left, so that no rung falls into the void. People are written to in their working hours, and in those in which the desk
file says that a critical case may wake them (GEN-03).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from routing import business_hours
from routing.desk import MANAGER, Calendar, Desk, Engineer, Manager
from routing.ladder import Rank
from routing.presence import next_at_work, on_leave, stand_in

Person = Engineer | Manager
_DAY, _MINUTE = timedelta(days=1), timedelta(minutes=1)


def name_of(person: Person) -> str:
    """What names somebody in events; a manager may bear the name of an engineer."""
    return person.name if isinstance(person, Engineer) else f"{MANAGER}{person.name}"


def person_named(desk: Desk, name: str) -> Person | None:
    """Whom an event names; None where he has left the desk file."""
    if name.startswith(MANAGER):
        return next((one for one in desk.managers if one.name == name.removeprefix(MANAGER)), None)
    return next((one for one in desk.engineers if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Rota:
    """The people around one case. `regions` are the names of its organisation and of those above it."""

    desk: Desk
    owner: str | None
    product: str | None = None
    regions: frozenset[str] = frozenset()
    critical: bool = False

    def people(self, rank: Rank, at: datetime) -> tuple[Person, ...]:
        """Who is meant by a rank then, each once; nobody only for ON_CALL."""
        if rank is Rank.ON_CALL:
            return tuple(e for e in self.desk.engineers if _is_on_call(e, at))
        ranks: Mapping[Rank, Callable[[datetime], Iterable[Person]]] = {
            Rank.ENGINEER: self._owners,
            Rank.SUBSTITUTE: self._substitutes,
            Rank.LEAD: self._leads,
            Rank.MANAGER: self._managers,
        }
        upwards = tuple(ranks)[tuple(ranks).index(rank) :]
        for one in (*upwards, Rank.LEAD):
            if found := tuple({name_of(person): person for person in ranks[one](at)}.values()):
                return found
        owner = tuple(e for e in self.desk.engineers if e.name == self.owner)
        return owner or self.desk.engineers

    def on_call(self, at: datetime) -> tuple[Person, ...]:
        """Who gets a critical case that comes while the desk is closed (GEN-03); nobody where none is named."""
        if not self.critical or business_hours.is_open(self.desk.calendar, at):
            return ()
        return self.people(Rank.ON_CALL, at)

    def reachable(self, person: Person, at: datetime) -> bool:
        """Whether he may be written to at that moment."""
        if isinstance(person, Manager):
            return business_hours.is_open(person.calendar, at)
        if on_leave(person, at) is not None:
            return False
        return business_hours.is_open(person.calendar, at) or (self.critical and _is_on_call(person, at))

    def look_again(self, person: Person, at: datetime) -> datetime:
        """When to see again whether he, or who stands in for him, may be written to: at the latest next midnight."""
        zones = (self.desk.calendar.zone, person.calendar.zone)
        moments = [_midnight(at, zone) for zone in zones]
        opens = next_at_work(person, at) if isinstance(person, Engineer) else _opens(person.calendar, at)
        on_call = [_opens(e.on_call, at) for e in self.desk.engineers if e.on_call is not None and self.critical]
        return min(moment for moment in (*moments, opens, *on_call) if moment is not None and moment > at)

    def leave_changes(self, at: datetime) -> datetime | None:
        """When a leave begins or ends next, so that others may be meant by a rank; None where none is known."""
        days = (
            (day, e.calendar.zone)
            for e in self.desk.engineers
            for one in e.away
            for day in (one.first, one.last + _DAY)
        )
        moments = (datetime.combine(day, time.min, zone).astimezone(UTC) for day, zone in days)
        return min((moment for moment in moments if moment > at), default=None)

    def alarm_at(self, at: datetime) -> datetime | None:
        """From when on who is on call is to be woken for a critical case, as far as one can see; None for never.

        Not while its engineer is at work: he has the case before him.
        """
        calendars = [e.on_call for e in self.desk.engineers if e.on_call is not None]
        if not (self.critical and calendars):
            return None
        working = [p.calendar for p in self.people(Rank.ENGINEER, at) if business_hours.is_open(p.calendar, at)]
        if working:
            return min(_closes(calendar, at) for calendar in working)
        if self.people(Rank.ON_CALL, at):
            return at
        return min((moment for c in calendars if (moment := _opens(c, at + _MINUTE)) is not None), default=None)

    # -- ranks

    def _owners(self, at: datetime) -> Iterable[Person]:
        return self._at_hand((e for e in self.desk.engineers if e.name == self.owner), at)

    def _substitutes(self, at: datetime) -> Iterable[Person]:
        named = {e.substitute for e in self.desk.engineers if e.name == self.owner}
        return self._at_hand((e for e in self.desk.engineers if e.name in named), at)

    def _leads(self, at: datetime) -> Iterable[Person]:
        leads = [e for e in self.desk.engineers if e.lead]
        there = [e for e in leads if on_leave(e, at) is None]
        return there or self._at_hand(leads, at)

    def _managers(self, at: datetime) -> Iterable[Person]:
        """A manager who is an engineer, too, is reminded as the one he is: once, and not while he is on leave."""
        people = [self.desk.engineer_at(one.addresses[0]) or one for one in self.desk.managers if self._sees(one)]
        there = [one for one in people if isinstance(one, Manager) or on_leave(one, at) is None]
        return there or self._at_hand((one for one in people if isinstance(one, Engineer)), at)

    def _sees(self, manager: Manager) -> bool:
        mine = not manager.products or self.product is None or self.product in manager.products
        here = {name.casefold() for name in self.regions}  # as `customers.Customers.below` compares them
        return mine and (not manager.regions or any(name.casefold() in here for name in manager.regions))

    def _at_hand(self, engineers: Iterable[Engineer], at: datetime) -> list[Person]:
        found = (e if on_leave(e, at) is None else stand_in(e, self.desk.engineers, at) for e in engineers)
        return [e for e in found if e is not None]


def _is_on_call(engineer: Engineer, at: datetime) -> bool:
    called = engineer.on_call is not None and business_hours.is_open(engineer.on_call, at)
    return called and on_leave(engineer, at) is None


def _opens(calendar: Calendar, at: datetime) -> datetime | None:
    try:
        return business_hours.next_open(calendar, at)
    except business_hours.NeverOpen:
        return None


def _midnight(at: datetime, zone: ZoneInfo) -> datetime:
    """The next one after `at`, in UTC."""
    return datetime.combine(at.astimezone(zone).date() + _DAY, time.min, zone).astimezone(UTC)


def _closes(calendar: Calendar, at: datetime) -> datetime:
    """When what is open at `at` closes, which calendars do at whole minutes; a day later at the latest."""
    first, last = at, at + _DAY
    while last - first > timedelta(seconds=30):
        middle = first + (last - first) / 2
        if business_hours.between(calendar, at, middle) >= (middle - at) / _MINUTE - 1e-6:
            first = middle
        else:
            last = middle
    return last.replace(second=0, microsecond=0)
