"""Reminders in words: what one of our own people is to hear at one moment, of all cases, becomes one mail.

A step like `correspondence`: it leases the REMINDED events that `routing.reminding` has committed, words them outside
any transaction, one mail for each person and moment, and commits mails and events together. What has been overtaken
meanwhile (the case was answered a second ago) is left out. A mail that cannot be worded is tried again some times, then
its events are marked `failed`, with the error. Who is reminded of what is decided before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlmodel import Session

from notifier import outbox
from notifier.addresses import STAFF_TOKEN_DAYS, bounce_address
from notifier.compose import Letter, told
from notifier.drafting import language_for, lifetime
from notifier.gate import Withheld, admit, to_staff
from notifier.outgoing import Outgoing
from notifier.remembering import Affair, affairs_of, note_address, remember
from notifier.scribe import Scribe, Unfit, Written
from notifier.wording import Words
from routing.child import Lost
from routing.db import Line, Unavailable
from routing.desk import Desk
from routing.journal import OF_DESK
from routing.model import EventKind, NoticeState, TicketEvent
from routing.model.base import new_ref
from routing.reference import expiry, person_code
from routing.rota import Person, name_of, person_named
from routing.station import Station
from routing.submission import Party

log = structlog.get_logger("notifier.reminders")

_BATCH = 500  # events
_ATTEMPTS = 5
_RETRY_SECONDS = 30.0

_UNTOLD = Line(TicketEvent, TicketEvent.notice == NoticeState.OPEN, TicketEvent.kind == EventKind.REMINDED, OF_DESK)


@dataclass(slots=True)
class _Notice:
    """What one person hears at one moment: the mail, why there is none, or the error."""

    events: list[TicketEvent]
    mail: Outgoing | None = None
    remark: str | None = None
    error: str | None = None
    overtaken: set[int] = field(default_factory=set)  # events that the mail does not speak of

    def to(self, desk: Desk) -> Person | None:
        """Who hears; None where he has left the desk file."""
        return person_named(desk, self.events[0].payload["person"])


def tell_reminders(station: Station, scribe: Scribe, now: datetime) -> int:
    """Word what waits; answers how many events there were."""
    whose = {"desk": station.desk.name}
    events = station.database.lease(
        _UNTOLD, whose, now=now, owner=station.owner, seconds=station.lease_seconds, limit=_BATCH
    )
    if not events:
        return 0
    with station.database.holding(TicketEvent, [event.id for event in events], station.owner, now):
        notices = _word(station, scribe, events, now)
        with station.database.transaction() as session:
            mine = station.database.still_mine(session, TicketEvent, [_id(e) for e in events], station.owner)
            # Of one of whose events another process tells, the next round does.
            whole = [notice for notice in notices if all(_id(event) in mine for event in notice.events)]
            outbox.enqueue(session, [notice.mail for notice in whole if notice.mail is not None])
            for notice in whole:
                for event in notice.events:
                    _settle(session, mine.pop(_id(event)), notice, now)
            _give_back(session, mine.values())
    station.wake("deliver")
    return len(events)


def _word(station: Station, scribe: Scribe, events: Sequence[TicketEvent], now: datetime) -> list[_Notice]:
    by_person: dict[tuple[str, datetime], _Notice] = {}
    for event in sorted(events, key=_id):
        by_person.setdefault((event.payload["person"], event.at), _Notice([])).events.append(event)
    notices = list(by_person.values())
    drafted: list[tuple[_Notice, dict[str, Any]]] = []

    def letters(session: Session) -> Iterator[tuple[Letter, None]]:
        sent, affairs = outbox.Sent(now), _affairs(session, station.desk, events)
        people = [person for notice in notices if (person := notice.to(station.desk)) is not None]
        sent.read(session, station.desk.name, (), (person.addresses[0] for person in people))
        for notice in notices:
            draft = _consider(session, station, scribe.words, sent, affairs, notice, now)
            if draft is not None:
                drafted.append((notice, draft[1]))
                yield draft[0], None

    with station.database.reading() as session:
        for number, written in enumerate(scribe.write(letters(session))):
            _take_down(*drafted[number], written)
    return notices


def _affairs(session: Session, desk: Desk, events: Sequence[TicketEvent]) -> Mapping[int, Affair]:
    """The cases of all; none where one of them cannot be read: it must not stop the others."""
    try:
        return affairs_of(session, desk, events)
    except Unavailable:
        raise
    except Exception:
        log.exception("reminders are read one by one", events=len(events))
        return {}


def _consider(
    session: Session,
    station: Station,
    words: Words,
    sent: outbox.Sent,
    affairs: Mapping[int, Affair],
    notice: _Notice,
    now: datetime,
) -> tuple[Letter, dict[str, Any]] | None:
    """The fault barrier of one mail."""
    person = notice.to(station.desk)
    if person is None:
        notice.remark = "has left the desk file"
        return None
    try:
        address = person.addresses[0]
        verdict = admit(
            to_staff("reminder", address, own=station.desk.owns(address), sent_last_hour=sent.lately(address))
        )
        if isinstance(verdict, Withheld):
            notice.remark = f"reminder to {address} withheld: {verdict.reason}"
            return None
        affairs = affairs or affairs_of(session, station.desk, notice.events)
        return _draft(session, station, words, person, affairs, notice, now)
    except Unavailable:
        raise
    except Exception as bug:  # (a reminder that cannot be worded must not stop the others)
        log.exception("no reminder", person=name_of(person))
        notice.error = f"{type(bug).__name__}: {bug}"[:500]
        return None


def _draft(
    session: Session,
    station: Station,
    words: Words,
    person: Person,
    affairs: Mapping[int, Affair],
    notice: _Notice,
    now: datetime,
) -> tuple[Letter, dict[str, Any]] | None:
    remembered = remember(session, station, person, notice.events, affairs, now)
    if remembered is None:
        notice.remark = "overtaken: none of it waits any more"
        return None
    notice.overtaken = remembered.overtaken
    desk, ref, first = station.desk, new_ref(), remembered.first
    sender = desk.mailbox(first.mailbox).address
    code, expires = person_code(name_of(person)), expiry(now, STAFF_TOKEN_DAYS)
    domain = sender.rpartition("@")[2]
    thread = station.keyring.message_id(first.ref, 0, domain)
    alone = remembered.cases == 1
    letter = Letter(
        occasion=remembered.occasion,
        language=language_for(words, person.language, desk),
        zone=person.calendar.zone,
        sender=Party(desk.title, sender),
        recipient=Party(person.full_name, person.addresses[0]),
        message_id=station.keyring.message_id(first.ref, ref, domain, code, expires),
        date=now,
        loop=desk.name,
        reply_to=note_address(station, first, person, now),
        in_reply_to=thread if alone else None,
        references=(thread,) if alone else (),
        values=dict(told(remembered.values)),
        marker=station.keyring.marker(first.ref, code, expires),
    )
    row: dict[str, Any] = {
        "ref": ref,
        "desk": desk.name,
        "ticket_id": first.id,
        "event_id": remembered.event.id,
        "occasion": letter.occasion,
        "staff": True,
        "automatic": True,
        "recipient": letter.recipient.address,
        "envelope_from": bounce_address(station, sender, ref, now),
        "message_id": letter.message_id,
        "dedupe_key": f"event:{notice.events[0].id}:{letter.occasion}:{letter.recipient.address}",
        "subject": first.subject,
        "language": letter.language,
        "next_attempt_at": now,
        **lifetime(now),
    }
    return letter, row


def _take_down(notice: _Notice, row: dict[str, Any], written: Written | Unfit | Lost) -> None:
    match written:
        case Written(content, _):
            notice.mail = Outgoing(**row, content=content)
        case Unfit(why):
            notice.remark = f"{row['occasion']} to {row['recipient']} withheld: {why}"
        case Lost(_, why):
            notice.error = f"{row['occasion']} to {row['recipient']}: {why}"


def _settle(session: Session, event: TicketEvent, notice: _Notice, now: datetime) -> None:
    if notice.error is None:
        event.notice = NoticeState.DONE
        if notice.remark is not None or _id(event) in notice.overtaken:
            event.reasons = [*event.reasons, notice.remark or "overtaken: it waits no more"]
    else:
        event.last_error = notice.error
        event.next_attempt_at = now + timedelta(seconds=_RETRY_SECONDS * event.attempts)
        if event.attempts >= _ATTEMPTS:
            event.notice = NoticeState.FAILED
    event.release()
    session.add(event)


def _give_back(session: Session, events: Iterable[TicketEvent]) -> None:
    for event in events:
        event.release()
        session.add(event)


def _id(event: TicketEvent) -> int:
    assert event.id is not None
    return event.id
