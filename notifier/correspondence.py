"""TX 3: an event becomes mails in the outbox, worded once, with their final bytes.

A step in three parts: lease events (`untold`), word them outside any transaction, commit mails and events together. A
wording that fails costs the mail, not the case: after some attempts the event is marked `failed`, with the error, and
the next event of the case goes on. Before every mail stands the one gate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog
from sqlmodel import Session

from notifier import outbox
from notifier.audience import WRITTEN_BY_PEOPLE, Hearer, hearers
from notifier.compose import Letter
from notifier.drafting import Drafted, draft_mail
from notifier.gate import Admitted, Facts, Withheld, admit
from notifier.headers import addressable
from notifier.material import Material
from notifier.outgoing import Outgoing
from notifier.scene import Scene, read_scenes
from notifier.scribe import Scribe, Unfit, Written
from notifier.unsaid import give_back, lock_cases
from notifier.untold import held_up, lease, mark_done, still_ours
from notifier.wording import Words
from routing.child import Lost
from routing.db import Unavailable
from routing.desk import Desk
from routing.journal import CUSTOMER
from routing.model import EventKind, NoticeState, TicketEvent
from routing.reminding import still_asked
from routing.station import Station, Stop
from routing.submission import Kind, Party

log = structlog.get_logger("notifier.correspondence")

_SCENES = 50  # events whose rows are read at once, with all that people wrote: as many mails as are filed at once
_BATCH_BYTES = 64 * 1024 * 1024  # of mails held at a time; what remains waits for the next batch
_ATTEMPTS = 5
_RETRY_SECONDS = 30.0
# Each is ordered by an engineer or comes by the clock, and no robot can make a second one leave.
_ORDERED = frozenset({"closing", "ask_back", "waiting", "business"})


@dataclass(slots=True)
class _Notice:
    """What an event comes to: mails to queue, and what people should know of them; or the error."""

    drafts: list[Drafted] = field(default_factory=list)
    mails: list[Outgoing] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)  # why one was withheld, or worded otherwise than wanted
    error: str | None = None
    unsaid: str | None = None  # why an engineer's answer does not reach the customer

    def withhold(self, hearer: Hearer, why: str) -> None:
        """A mail that is not written."""
        self.remarks.append(f"{hearer.occasion} to {hearer.party.address} withheld: {why}")
        if hearer.occasion in WRITTEN_BY_PEOPLE:
            self.unsaid = f"{hearer.party.address}: {why}"


def notify_batch(station: Station, scribe: Scribe, now: datetime) -> int:
    """Word what waits; answers how many events there were."""
    events = lease(station, now)
    if not events:
        return 0
    with station.database.holding(TicketEvent, [event.id for event in events], station.owner, now):
        notices = _word(station, scribe, events, now)
        with station.database.transaction() as session:
            lock_cases(session, station, (e.ticket_id for e in events if _may_come_back(notices.get(_id(e)))))
            mine = still_ours(session, station, events)
            # What was undone while it was being worded is told to nobody.
            open_ones = [event for event in events if mine.get(_id(event)) is NoticeState.OPEN]
            for key in held_up(events, {_id(e) for e in open_ones if _foreseen(notices.get(_id(e)))}):
                notices.pop(key, None)
            mails = [mail for event in open_ones if (n := notices.get(_id(event))) for mail in n.mails]
            queued = outbox.enqueue(session, mails)
            done = {_id(e) for e in open_ones if _is_plain(notices.get(_id(e)))}
            mark_done(session, done)
            others = station.database.still_mine(session, TicketEvent, [*(mine.keys() - done)], station.owner)
            for event in others.values():
                _settle(session, station, event, notices.get(_id(event)), now)
    for key in queued:
        station.watch(Stop.WORDED, key)
    station.wake("notify")  # the next event of a ticket may go on now
    if queued:
        station.wake("deliver")
    return len(events)


def _word(station: Station, scribe: Scribe, events: Sequence[TicketEvent], now: datetime) -> dict[int, _Notice]:
    """What the events have to say, as far as it fits; while the scribe writes one mail, the next is drafted."""
    notices: dict[int, _Notice] = {}
    drafted: list[tuple[_Notice, Drafted]] = []
    room = _BATCH_BYTES

    def letters(session: Session) -> Iterator[tuple[Letter, Material | None]]:
        sent = outbox.Sent(now)
        for start in range(0, len(events), _SCENES):
            scenes = _scenes(session, station.desk, events[start : start + _SCENES], notices)
            told = [_hearers(session, station, scene, notices, now) for scene in scenes]
            addresses = [party.address for some in told for one in some for party in (one.party, *one.copies)]
            sent.read(session, station.desk.name, [scene.ticket_id for scene in scenes], addresses)
            for scene, some in zip(scenes, told, strict=True):
                if room < 0:
                    return
                if _id(scene.event) in notices:
                    continue
                notice = notices[_id(scene.event)] = _draft(station, scribe.words, scene, some, sent, now)
                for draft in notice.drafts:
                    drafted.append((notice, draft))
                    yield draft.letter, draft.material

    with station.database.reading() as session:
        for number, written in enumerate(scribe.write(letters(session))):
            _take_down(*drafted[number], written)
            room -= len(written.content) if isinstance(written, Written) else 0
    return notices


def _scenes(session: Session, desk: Desk, events: Sequence[TicketEvent], notices: dict[int, _Notice]) -> list[Scene]:
    """The scenes of events; one that cannot be read must not stop the others."""
    try:
        return read_scenes(session, desk, events)
    except Unavailable:
        raise
    except Exception as bug:
        if len(events) > 1:
            return [scene for event in events for scene in _scenes(session, desk, [event], notices)]
        log.exception("unreadable event", ticket=events[0].ticket_id, seq=events[0].seq)
        notices[_id(events[0])] = _Notice(error=f"{type(bug).__name__}: {bug}"[:500])
        return []


def _hearers(
    session: Session, station: Station, scene: Scene, notices: dict[int, _Notice], now: datetime
) -> tuple[Hearer, ...]:
    """Who is to hear of an event; one that is not what it should be must not stop the others."""
    try:
        nudged = scene.event.payload["wait"] if scene.event.kind is EventKind.NUDGED else None
        if nudged is not None and not still_asked(session, station.desk, scene.ticket, nudged, now):
            notices[_id(scene.event)] = _Notice(remarks=["overtaken: nobody waits for the customer any more"])
            return ()
        return hearers(
            station.desk,
            scene.event.kind,
            scene.event.payload,
            actor=scene.event.actor,
            owner=scene.ticket.owner,
            customer=scene.customer,
            language=scene.ticket.language,
            watching=scene.watching,
            readers=scene.readers,
        )
    except Exception as bug:
        log.exception("nobody can be told", ticket=scene.ticket_id, seq=scene.event.seq)
        notices[_id(scene.event)] = _Notice(error=f"{type(bug).__name__}: {bug}"[:500])
        return ()


def _draft(
    station: Station, words: Words, scene: Scene, told: Sequence[Hearer], sent: outbox.Sent, now: datetime
) -> _Notice:
    """What one event has to say to each of its hearers; the fault barrier of one event."""
    notice = _Notice()
    try:
        for hearer in told:
            verdict = admit(_facts(station, scene, hearer, sent))
            if isinstance(verdict, Admitted):
                copies = _copies(station, scene, hearer, sent, notice)
                notice.drafts.append(draft_mail(station, words, scene, replace(hearer, copies=copies), now))
                sent.count(scene.ticket_id, hearer.party.address, hearer.occasion, automatic=hearer.automatic)
            else:
                notice.withhold(hearer, verdict.reason)
    except Exception as bug:  # (a mail that cannot be worded must not stop the others)
        log.exception("wording failed", ticket=scene.ticket_id, seq=scene.event.seq)
        return _Notice(error=f"{type(bug).__name__}: {bug}"[:500])
    return notice


def _copies(station: Station, scene: Scene, hearer: Hearer, sent: outbox.Sent, notice: _Notice) -> tuple[Party, ...]:
    """Who may have a copy: one bad address must not keep the mail from the others."""
    copies = {}
    for party in hearer.copies:
        verdict = admit(_facts(station, scene, replace(hearer, party=party), sent))
        if isinstance(verdict, Withheld):
            notice.remarks.append(f"copy to {party.address} withheld: {verdict.reason}")
        elif not addressable(party.address):
            notice.remarks.append(f"copy to {party.address} withheld: not a mail address")
        elif party.address.lower() != hearer.party.address.lower():
            copies[party.address.lower()] = party
    return tuple(copies.values())


def _take_down(notice: _Notice, draft: Drafted, written: Written | Unfit | Lost) -> None:
    """A draft and what the scribe made of it."""
    hearer = draft.hearer
    match written:
        case Written(content, slips):
            notice.mails.append(draft.mail(content))
            notice.remarks += slips
            for slip in slips:
                log.error("a template of the desk is broken", occasion=hearer.occasion, why=slip)
        case Unfit(why):
            notice.withhold(hearer, why)
        case Lost(_, why):
            log.error("wording failed", occasion=hearer.occasion, why=why)
            notice.error = f"{hearer.occasion} to {hearer.party.address}: {why}"


def _settle(session: Session, station: Station, event: TicketEvent, notice: _Notice | None, now: datetime) -> None:
    if event.notice is not NoticeState.OPEN:
        pass
    elif notice is None:  # held up, or not reached: the mails before it were too large together
        event.attempts -= 1
    elif notice.error is None:
        event.notice = NoticeState.DONE
        event.reasons = [*event.reasons, *notice.remarks]
        if notice.unsaid is not None:
            give_back(session, station, event, notice.unsaid, now)
    else:
        event.last_error = notice.error
        event.next_attempt_at = now + timedelta(seconds=_RETRY_SECONDS * event.attempts)
        if event.attempts >= _ATTEMPTS:
            event.notice = NoticeState.FAILED
            if not any(mail.occasion in WRITTEN_BY_PEOPLE for mail in notice.mails):
                give_back(session, station, event, notice.error, now)
    event.release()
    session.add(event)


def _foreseen(notice: _Notice | None) -> bool:
    """Whether it came to just what was drafted, which what follows in its case has counted on."""
    if notice is None or notice.error is not None or notice.unsaid is not None:
        return False
    return len(notice.mails) == len(notice.drafts)


def _is_plain(notice: _Notice | None) -> bool:
    """Whether all that is left to note is that it is done, as of most."""
    return notice is not None and notice.error is None and notice.unsaid is None and not notice.remarks


def _may_come_back(notice: _Notice | None) -> bool:
    return notice is not None and (notice.unsaid is not None or notice.error is not None)


def _facts(station: Station, scene: Scene, hearer: Hearer, sent: outbox.Sent) -> Facts:
    address = hearer.party.address
    return Facts(
        occasion=hearer.occasion,
        recipient=address,
        staff=hearer.engineer is not None,
        kind=Kind.PERSON.value,
        may_answer=bool(scene.event.payload.get("acknowledge", True)),
        own=station.desk.owns(address),
        sent_of_kind=0 if _ordered(scene, hearer) else sent.of_kind(scene.ticket_id, address, hearer.occasion),
        sent_last_hour=sent.lately(address),
        suppressed=hearer.engineer is None and sent.suppressed(address),
        automatic=hearer.automatic,
        repeats=bool(scene.event.payload.get("repeats")),
    )


def _ordered(scene: Scene, hearer: Hearer) -> bool:
    """Whether an engineer or the clock wants the mail: what a customer's own mail brings about comes once a case."""
    return hearer.occasion in _ORDERED and scene.event.actor != CUSTOMER


def _id(event: TicketEvent) -> int:
    assert event.id is not None
    return event.id
