"""The first week of a case, told by a fast clock: the end of `intake demo`.

A desk of its own, in a folder of its own, whose clock jumps from one moment at which something is due to the next;
nobody waits. Its mails lie under templates/demo/week, and `_SCRIPT` says when they come. Everything between them the
desk does by itself, and each mail that comes or leaves is a line as it does. Nothing is told that did not happen: what
should answer a mail that never left is a LookupError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from rich.text import Text
from sqlmodel import col, func, select

from intake.app import Children
from intake.demo_mails import dated, replying
from intake.limits import Limits
from intake.mail import parse
from intake.settings import Settings
from intake.world import Posted, World
from notifier.outbox import seconds_until_next
from notifier.wording import template_root
from routing.desk import Desk, Engineer, Manager
from routing.ladder import Waiting
from routing.model import EventKind, OutboundMail, OutboundState, Ticket, TicketEvent

ZONE = ZoneInfo("Europe/Brussels")  # of the desk, whose wall the week goes by
_BEGINS, _ENDS = "2026-10-12 08:30", "2026-10-19 07:30"  # Mondays; over for good, and without a holiday
_WAITING = Waiting(nudge_days=(1, 2), close_days=3)
_LANGUAGES = {"hilde": "de", "griet": "en"}
_CUSTOMER = ("Gieterij Van Damme NV", "sofie@gieterij-vandamme.example", "Sofie Van Damme")
_PICTURES = {"reminder": "reminder.png", "morning_card": "morning-card.png", "digest": "digest.png"}
_TITLES = {"ask_back": "ask-back", "morning_card": "morning card", "follow_up": "follow-up", "waiting": "nudge"}
_STYLES = {"reminder": "yellow", "escalation": "red", "closing": "green"}
_COLUMNS = (18, 22)  # of what a mail is, and of who reads it


@dataclass(frozen=True, slots=True)
class _Scene:
    """A mail that comes in: when, by the wall; the occasion that it answers, None for a new one; what it comes to."""

    at: str
    name: str
    answers: str | None
    says: str


_SCRIPT = (
    _Scene("2026-10-12 08:40", "1-customer-writes", None, "writes:"),
    _Scene("2026-10-12 09:05", "2-engineer-asks-back", "assignment", "wants to know more: #ask"),
    _Scene("2026-10-12 09:20", "3-customer-answers", "ask_back", "answers"),
    _Scene("2026-10-12 16:45", "4-lead-takes-it", "escalation", "takes the case: #take"),
    _Scene("2026-10-12 16:55", "5-lead-answers-and-waits", "assignment", "answers, and waits: #wait"),
    _Scene("2026-10-15 10:30", "6-customer-is-not-done", "closing", "is back: it is not solved"),
)


@dataclass(slots=True)
class _Clock:
    """Stands still until the week moves it."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now


def play(folder: Path, children: Children, say: Callable[[Text], None]) -> Mapping[str, bytes]:
    """Live through the week in `folder`, which must be new; answers the mails to be drawn, by their pictures' names.

    `children` belong to another world of the same sample. Raises LookupError where the week went another way.
    """
    clock = _Clock(_moment(_BEGINS))
    with World(folder, clock=clock, change=_for_a_week, children=children, synchronous="OFF") as world:
        organisation, address, _ = _CUSTOMER
        world.customer(organisation, address, plan="maintenance", language="nl")
        week = _Week(world, clock, say)
        for scene in _SCRIPT:
            week.pass_until(_moment(scene.at))
            week.enter(scene)
        week.pass_until(_moment(_ENDS))
        return {picture: week.last(occasion).raw for occasion, picture in _PICTURES.items()}


def _for_a_week(settings: Settings) -> Settings:
    """What the desk file counts in days fits into a week, and some read another language."""
    desk = settings.desk
    engineers = tuple(replace(one, language=_LANGUAGES.get(one.name, one.language)) for one in desk.engineers)
    managers = tuple(replace(one, language=_LANGUAGES.get(one.name, one.language)) for one in desk.managers)
    return replace(settings, desk=replace(desk, engineers=engineers, managers=managers, waiting=_WAITING))


def _moment(local: str) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=ZONE).astimezone(UTC)


class _Week:
    """A desk under a clock that jumps; whatever comes and leaves is said."""

    def __init__(self, world: World, clock: _Clock, say: Callable[[Text], None]) -> None:
        self._world, self._clock, self._say = world, clock, say
        self._desk: Desk = world.settings.desk
        self._said: set[int] = set()  # ids of mails that have left
        self._day = self._subject = ""

    def pass_until(self, moment: datetime) -> None:
        """Let time pass; the desk does what is due, when it is due."""
        while self._clock.now < moment:
            self._clock.now = min(moment, self._next())
            self._work()

    def enter(self, scene: _Scene) -> None:
        """A mail comes in, and the desk does what follows from it at once."""
        raw = dated((template_root() / "demo" / "week" / f"{scene.name}.eml").read_bytes(), self._clock.now)
        if scene.answers is not None:
            raw = replying(raw, self.last(scene.answers), self._desk)
        mail = parse(raw, Limits())
        self._world.postman.keep(raw)
        self._world.deliver(raw, *(party.address for party in mail.to), sender=mail.sender.address)
        subject = self._about(mail.subject) if scene.answers is None else ""
        self._tell(f"{mail.sender.name} {scene.says}", subject, "bold")
        self._work()

    def last(self, occasion: str) -> Posted:
        """The last mail of an occasion, as it was posted. Raises LookupError where there was none."""
        query = select(OutboundMail).where(OutboundMail.occasion == occasion).order_by(col(OutboundMail.id).desc())
        with self._world.app.database.reading() as session:
            row = session.exec(query).first()
        if row is None:
            raise LookupError(f"no {occasion} has left")
        return Posted(row.envelope_from, (row.recipient,), row.content)

    def _next(self) -> datetime:
        """When something may be due: a case, a mail that is held, or what comes by the clock alone."""
        now, app = self._clock.now, self._world.app
        moments = [_by_the_clock(self._desk, now)]
        with app.database.reading() as session:
            looked_at = session.exec(select(func.min(Ticket.next_check_at))).one()
        if looked_at is not None and looked_at > now:
            moments.append(looked_at)
        if (held := seconds_until_next(app.station, now)) is not None:
            moments.append(now + timedelta(seconds=max(1.0, held)))
        return min(moments)

    def _work(self) -> None:
        """Every step, until none has anything to do; then say what has left."""
        app = self._world.app
        while app.remind() + app.drain() or app.issue():
            pass
        for mail, event in self._posted():
            self._said.add(mail.id or 0)
            what, reader = _title(mail, event), f"{self._name(mail.recipient)} ({mail.language})"
            line = f"  {what:<{_COLUMNS[0]}}  {reader:<{_COLUMNS[1]}}"
            self._tell(line, self._about(parse(mail.content, Limits()).subject), _STYLES.get(mail.occasion, ""))

    def _posted(self) -> Iterator[tuple[OutboundMail, TicketEvent | None]]:
        """What has left and was not said yet, each with the event that it tells."""
        query = select(OutboundMail, TicketEvent).join(TicketEvent, isouter=True).order_by(col(OutboundMail.id))
        with self._world.app.database.reading() as session:
            rows = session.exec(query.where(col(OutboundMail.state) == OutboundState.SENT)).all()
        yield from ((mail, event) for mail, event in rows if mail.id not in self._said)

    def _name(self, address: str) -> str:
        people: tuple[Engineer | Manager, ...] = (*self._desk.engineers, *self._desk.managers)
        staff = (one.full_name for one in people if address in one.addresses)
        return next(staff, _CUSTOMER[2] if address == _CUSTOMER[1] else address)

    def _about(self, subject: str) -> str:
        """A subject, where it says something new."""
        bare = subject.removeprefix("Re: ").partition("] ")[2] or subject
        if bare == self._subject:
            return ""
        self._subject = self._subject or bare
        return bare

    def _tell(self, line: str, about: str, style: str) -> None:
        local = self._clock.now.astimezone(ZONE)
        day = f"{local:%a %d %b}"
        self._say(Text(f"{day if day != self._day else '':<11} {local:%H:%M}  {line} {about}".rstrip(), style=style))
        self._day = day


def _title(mail: OutboundMail, event: TicketEvent | None) -> str:
    """The occasion; of what climbs the ladder with the share of the time that is used."""
    title = _TITLES.get(mail.occasion, mail.occasion)
    if event is not None and event.kind is EventKind.REMINDED and event.payload["used"] is not None:
        return f"{title} at {event.payload['slots'][-1][0]} %"
    return title


def _by_the_clock(desk: Desk, now: datetime) -> datetime:
    """The next hour of digests or morning cards."""
    opens = desk.calendar.weekly[0][0][0]  # on a Monday; all its days open alike
    hours = [hour for hour in (desk.digests.daily, opens) if hour is not None]
    today = now.astimezone(ZONE).date()
    days = (today, today + timedelta(days=1))
    moments = (datetime.combine(day, hour, ZONE).astimezone(UTC) for day in days for hour in hours)
    return min(moment for moment in moments if moment > now)
