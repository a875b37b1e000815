"""TX 6: morning cards and digests, made when their hour has come, one for each reader and day.

A step like `enquiries`: it writes down what is due (a UNIQUE decides "made already", so any process may tick, and a
restart or a second process changes nothing), leases what is open, words it outside any transaction, and commits mails
and editions together. Nothing to tell is an outcome, too, but for a weekly digest, which always comes. What cannot be
worded is tried again some times, then marked `failed`, with the error. Readers are staff: their mail passes the gate
like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

import structlog
from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from notifier import outbox
from notifier.audience import Hearer
from notifier.compose import compose
from notifier.desk_mails import DeskMail, draft_desk_mail
from notifier.digest import charts, digest
from notifier.drafting import Drafted
from notifier.gate import Withheld, admit, to_staff
from notifier.material import Material, Parts, complete
from notifier.morning import morning_card, note_address
from notifier.outgoing import Outgoing
from notifier.scribe import Scribe, Unfit, Written
from notifier.wording import Words
from routing.child import Lost
from routing.db import AlreadyDone, Line, Unavailable
from routing.desk import Desk, Engineer, Manager
from routing.digesting import Known, gather, scope_of
from routing.editions import Issue, due_now
from routing.figures import Figures, Scope
from routing.model import Edition, EditionKind, InboundMail, NoticeState
from routing.model.base import new_ref
from routing.station import Station
from routing.submission import Party
from routing.worklist import worklist

log = structlog.get_logger("notifier.editions")

SENT, EMPTY = "sent", "empty"
_BATCH = 10
_UNISSUED = Line(Edition, col(Edition.desk) == bindparam("desk"), Edition.state == NoticeState.OPEN)
_MADE = select(col(Edition.kind), col(Edition.reader), col(Edition.day)).where(
    Edition.desk == bindparam("desk"), col(Edition.day) >= bindparam("since")
)
_FIRST = (
    select(InboundMail.received_at).where(InboundMail.desk == bindparam("desk")).order_by(col(InboundMail.id)).limit(1)
)
_ATTEMPTS = 5
_RETRY_SECONDS = 60.0
_REMEMBERED = timedelta(days=10)  # editions that are looked through for what is made already
_OCCASIONS = {EditionKind.MORNING_CARD: "morning_card", EditionKind.DAILY: "digest", EditionKind.WEEKLY: "digest"}


@dataclass(frozen=True, slots=True)
class Content:
    """What an edition says: the values of its template, and pictures that may be drawn for it."""

    values: object
    material: Material | None = None
    reply_to: str | None = None  # else the desk


@dataclass(frozen=True, slots=True)
class _Made:
    """What became of an edition: a mail, or why there is none."""

    outcome: str
    mail: Outgoing | None = None
    error: str | None = None


@dataclass
class _Round:
    """What the editions of one batch share: customers, lives of cases, and figures that several managers may see."""

    session: Session
    desk: Desk
    figures: dict[tuple[Scope, datetime, datetime], Figures] = field(default_factory=dict)

    @cached_property
    def known(self) -> Known:
        """Read when the first asks."""
        return Known.of(self.session, self.desk)


def issue_batch(station: Station, scribe: Scribe, now: datetime) -> int:
    """Make what is due; answers how many editions there were, empty ones too."""
    _write_down(station, now)
    whose = {"desk": station.desk.name}
    leased = station.database.lease(
        _UNISSUED, whose, now=now, owner=station.owner, seconds=station.lease_seconds, limit=_BATCH
    )
    if not leased:
        return 0
    with station.database.holding(Edition, [one.id for one in leased], station.owner, now):
        made = _word(station, scribe, leased, now)
        with station.database.transaction() as session:
            mine = station.database.still_mine(session, Edition, [_id(one) for one in leased], station.owner)
            outbox.enqueue(session, [mail for key in mine if (mail := made[key].mail) is not None])
            for key, edition in mine.items():
                _settle(session, edition, made[key], now)
    station.wake("deliver")
    return len(leased)


@dataclass(frozen=True, slots=True)
class Handmade:
    """A digest that somebody asked for; `mail` is not queued."""

    reader: str
    mail: Outgoing


def make_by_hand(
    station: Station,
    words: Words,
    parts: Parts,
    seal: Callable[[bytes], bytes],
    wanted: Sequence[tuple[Manager, Issue]],
    now: datetime,
) -> list[Handmade]:
    """Digests of the periods asked for, empty ones too; of one that is over as things stood at its end.

    Written in this process: whoever asks waits for it. Raises WordingError for the operator's own template.
    """
    made = []
    with station.database.reading() as session:
        for manager, issue in wanted:
            scope, stand = scope_of(manager), min(issue.until, now)
            figures = gather(session, station.desk, scope, issue.since, issue.until, stand)
            content = _digest(station, manager, figures, weekly=issue.kind is EditionKind.WEEKLY)
            once = f"digest by hand:{new_ref()}"
            draft = _draft(station, words, "digest", manager, content, once, now)
            octets = seal(compose(complete(draft.letter, draft.material, parts), words))
            made.append(Handmade(manager.name, draft.mail(octets)))
    return made


# -- what is due


def _write_down(station: Station, now: datetime) -> None:
    """A row for everything that is due and has none; nothing is of a time before the desk had its first mail."""
    issues = list(due_now(station.desk, now))
    if not issues:
        return
    with station.database.reading() as session:
        known, begun = _known(session, station, now), _begun(session, station)
    wanted = [issue for issue in issues if _key(issue) not in known and begun is not None and begun < issue.until]
    if not wanted:
        return
    with station.database.transaction() as session:
        _add(session, station, wanted, now)


def _known(session: Session, station: Station, now: datetime) -> set[tuple[str, str, Any]]:
    asked = {"desk": station.desk.name, "since": (now - _REMEMBERED).date()}
    return {(kind.value, reader, day) for kind, reader, day in session.connection().execute(_MADE, asked)}


def _begun(session: Session, station: Station) -> datetime | None:
    """When the desk had its first mail."""
    return session.connection().execute(_FIRST, {"desk": station.desk.name}).scalar()


def _add(session: Session, station: Station, issues: Sequence[Issue], now: datetime) -> None:
    """All at once, or one by one where another process was faster with some."""
    try:
        with session.begin_nested():
            session.add_all(_edition(station, issue, now) for issue in issues)
    except AlreadyDone:
        log.debug("made already", editions=len(issues))
        for issue in issues if len(issues) > 1 else ():
            _add(session, station, [issue], now)


def _edition(station: Station, issue: Issue, now: datetime) -> Edition:
    return Edition(
        desk=station.desk.name,
        kind=issue.kind,
        reader=issue.reader,
        day=issue.day,
        since=issue.since,
        until=issue.until,
        next_attempt_at=now,
    )


def _key(issue: Issue) -> tuple[str, str, Any]:
    return issue.kind.value, issue.reader, issue.day


# -- what it says


def _word(station: Station, scribe: Scribe, leased: Sequence[Edition], now: datetime) -> dict[int, _Made]:
    """Figures first, and words after: whoever else has a mail to word waits for the scribe, not for sums."""
    made: dict[int, _Made] = {}
    drafted: list[tuple[Edition, Drafted]] = []
    with station.database.reading() as session:
        sent, shared = outbox.Sent(now), _Round(session, station.desk)
        readers = [reader for edition in leased if (reader := _reader(station.desk, edition)) is not None]
        sent.read(session, station.desk.name, (), (reader.addresses[0] for reader in readers))
        for edition in leased:
            found = _consider(session, station, sent, shared, edition, now)
            if isinstance(found, _Made):
                made[_id(edition)] = found
                continue
            once = f"edition:{edition.desk}:{edition.kind.value}:{edition.reader}:{edition.day}"
            drafted.append((edition, _draft(station, scribe.words, _OCCASIONS[edition.kind], *found, once, now)))
    answers = scribe.write([(draft.letter, draft.material) for _, draft in drafted])
    for (edition, draft), written in zip(drafted, answers, strict=True):
        made[_id(edition)] = _made(draft, written)
    return made


def _made(draft: Drafted, written: Written | Unfit | Lost) -> _Made:
    match written:
        case Written(content, _):
            return _Made(SENT, draft.mail(content))
        case Unfit(why):
            return _Made(f"withheld: {why}")
        case Lost(_, why):
            return _Made("", error=why)


def _consider(
    session: Session, station: Station, sent: outbox.Sent, shared: _Round, edition: Edition, now: datetime
) -> tuple[Engineer | Manager, Content] | _Made:
    """The fault barrier of one edition."""
    reader = _reader(station.desk, edition)
    if reader is None:
        return _Made(f"withheld: {edition.reader} is not in the desk file")
    if edition.kind is EditionKind.MORNING_CARD and edition.day < now.astimezone(reader.calendar.zone).date():
        return _Made("withheld: its day is over")  # the service stood still before it was made
    try:
        address = reader.addresses[0]
        verdict = admit(
            to_staff(
                _OCCASIONS[edition.kind], address, own=station.desk.owns(address), sent_last_hour=sent.lately(address)
            )
        )
        if isinstance(verdict, Withheld):
            return _Made(f"withheld: {verdict.reason}")
        content = _content(session, station, shared, edition, reader, now)
        return (reader, content) if content is not None else _Made(EMPTY)
    except Unavailable:
        raise
    except Exception as bug:  # (one that cannot be made must not stop the others)
        log.exception("no edition", kind=edition.kind.value, reader=edition.reader)
        return _Made("", error=f"{type(bug).__name__}: {bug}"[:500])


def _reader(desk: Desk, edition: Edition) -> Engineer | Manager | None:
    """Whose it is; None where he has left the desk file."""
    people: Sequence[Engineer | Manager] = desk.managers
    if edition.kind is EditionKind.MORNING_CARD:
        people = desk.engineers
    return next((one for one in people if one.name == edition.reader), None)


def _content(
    session: Session, station: Station, shared: _Round, edition: Edition, reader: Engineer | Manager, now: datetime
) -> Content | None:
    """What there is to tell; None for nothing."""
    if isinstance(reader, Engineer):
        tasks = worklist(session, station.desk, reader, edition.since, now, shared.known.lives)
        if tasks.is_empty:
            return None
        return Content(morning_card(station, reader, tasks, now), reply_to=note_address(station, reader, tasks, now))
    scope = scope_of(reader)
    key = (scope, edition.since, edition.until)
    if key not in shared.figures:
        shared.figures[key] = gather(session, station.desk, *key, now, shared.known)
    figures, weekly = shared.figures[key], edition.kind is EditionKind.WEEKLY
    return None if figures.is_empty and not weekly else _digest(station, reader, figures, weekly=weekly)


def _digest(station: Station, manager: Manager, figures: Figures, *, weekly: bool) -> Content:
    """A digest of these figures for one manager."""
    values = digest(station.desk, manager, figures, weekly=weekly)
    lead = next((engineer.addresses[0] for engineer in station.desk.engineers if engineer.lead), None)
    return Content(values, Material(charts=charts(values, manager.language)), lead)


def _draft(
    station: Station,
    words: Words,
    occasion: str,
    reader: Engineer | Manager,
    content: Content,
    once: str,
    now: datetime,
) -> Drafted:
    """The letter of an edition and its row.

    A mail of the desk itself, in no case: what a reader answers reaches no customer (GEN-18). An answer to a card of
    one case is a note there, of several a question to the desk; to a digest, a word to the desk's lead.
    """
    engineer = reader if isinstance(reader, Engineer) else None
    party = Party(reader.full_name, reader.addresses[0])
    hearer = Hearer(occasion, party, reader.language, reader.calendar.zone, engineer)
    mail = DeskMail(occasion, hearer, content.values, once, subject="", reply_to=content.reply_to)
    return replace(draft_desk_mail(station, words, mail, now), material=content.material)


def _settle(session: Session, edition: Edition, made: _Made, now: datetime) -> None:
    edition.last_error = made.error
    if made.error is None:
        edition.state, edition.outcome = NoticeState.DONE, made.outcome
    else:
        edition.next_attempt_at = now + timedelta(seconds=_RETRY_SECONDS * edition.attempts)
        if edition.attempts >= _ATTEMPTS:
            edition.state = NoticeState.FAILED
    edition.release()
    session.add(edition)


def _id(edition: Edition) -> int:
    assert edition.id is not None
    return edition.id
