"""`intake demo`: a desk at work. Some mails come through the door, and what becomes of each is shown as it happens.

Everything runs on this machine: an SQLite store, the embedded SMTP door, and a postman who puts every mail of the desk
into a Maildir. The mails lie under templates/demo; some answer what the desk wrote a moment before. With the name of a
sample desk it tells that desk's day instead: its mails in a folder of that name, and its records, taken in as `intake
customers import` does. Without one it ends with the first week of a case (`first_week`). Where Chromium is installed,
some of the mails are drawn too.
"""

from __future__ import annotations

import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.rule import Rule
from rich.text import Text
from sqlmodel import col, select

from intake.demo_mails import dated, replying, sender
from intake.drawing import DrawingError, draw
from intake.first_week import ZONE, play
from intake.limits import Limits
from intake.logs import set_up
from intake.mail import ParsedMail, parse
from intake.record_import import take_in
from intake.settings import Settings, sample_folder
from intake.setup import default_sample, known
from intake.world import Posted, World
from notifier.courier import Courier, Delivered, SmtpAccount
from notifier.wording import template_root
from routing.model import InboundMail, InboundState, OutboundMail, Ticket
from routing.submission import Channel

_MARK = ".intake-demo"  # a folder that bears it is ours to make anew
_PATIENCE = 30.0  # seconds for one mail, far more than it takes
_INGRID = "ingrid@fjordverktoy.example"
_BY_ENGINEER = "-engineer-"
_COLUMNS = (("mail", 42), ("kind", 10), ("lang", 4), ("category", 10), ("case", 6), ("engineer", 9), ("answer by", 15))
_ANSWERS = {"06": "ann.peeters@matrijzenbouw-peeters.example", "07": "tom@hargreaves-tooling.example",
            "08": "ayse@yildirimkalip.example"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Play:
    """One mail of the demonstration: who sends it, and whose acknowledgement it answers."""

    name: str
    raw: bytes
    answers: str | None


def run(folder: Path, *, stay: bool, desk: str | None = None) -> None:
    """Play the demonstration in `folder`, made anew; with `stay` keep the desk up afterwards.

    `desk` is a sample whose own day is told. Raises SetupError for one that there is not, before anything is cleared.
    """
    known(desk or default_sample())
    _clear(folder)
    console = Console(highlight=False, width=max(Console().width, 110))
    set_up(quiet=True)
    with World(folder, desk=desk, change=_hurried) as world:
        (folder / _MARK).touch()
        if desk is None:
            _make_customers(world)
        else:
            _take_in_records(world, desk)
        plays = list(_plays() if desk is None else _day_of(desk))
        ready = threading.Event()
        service = threading.Thread(target=world.app.serve, kwargs={"ready": ready.set}, daemon=True)
        service.start()
        ready.wait(_PATIENCE)
        door = _door(world)
        try:
            console.print(f"{world.settings.desk.title}'s desk is open; {len(plays)} mails come in.\n")
            console.print(Text("".join(title.ljust(width + 2) for title, width in _COLUMNS), style="bold"))
            with_door = Courier(SmtpAccount(host=door[0], port=door[1], security="none"))
            for one in plays:
                _perform(console, world, with_door, one)
            with_door.close()
            _await_answer(world)
            _show_mails(console, world)
            week = _live_a_week(console, world, folder / "week") if desk is None else {}
            console.print()
            console.print(Rule(style="dim"))
            _draw(console, world, folder / "pictures", week)
            _say_where(console, folder, told_a_week=bool(week))
            if stay:
                _stay(console, world, door)
        finally:
            world.app.stop()
            service.join(20)


def _hurried(settings: Settings) -> Settings:
    """Nobody waits a minute for a demonstration: an engineer's mail is kept for one second."""
    return replace(settings, desk=replace(settings.desk, undo_seconds=1))


def _clear(folder: Path) -> None:
    if folder.exists():
        if not (folder / _MARK).exists() and any(folder.iterdir()):
            raise OSError(f"{folder} was not made by the demonstration; name another with --folder")
        shutil.rmtree(folder)


def _make_customers(world: World) -> None:
    plan = world.settings.desk.plans[0].name
    world.customer("Fjord Verktøy AS", _INGRID, plan=plan)
    people = ("ann.peeters@matrijzenbouw-peeters.example", "bram@matrijzenbouw-peeters.example")
    world.customer("Matrijzenbouw Peeters BV", *people, plan=plan)
    world.customer("Blechwerk Krämer GmbH", "j.kraemer@blechwerk-kraemer.example")
    world.customer("Yıldırım Kalıp Ltd. Şti.", "ayse@yildirimkalip.example", plan=plan)
    world.customer("Moules Fontaine SARL", "amelie@moules-fontaine.example", plan=plan)
    world.customer("Desmet Metaal", "kurt@desmet-metaal.example", plan=plan)


def _take_in_records(world: World, desk: str) -> None:
    """The sample's organisations, contacts and contracts."""
    files = sorted((sample_folder() / "records" / desk).glob("*.csv"))
    taken = take_in(world.settings.desk, world.app.database, files)
    if taken.faults:
        raise OSError(f"the records of {desk}: {taken.faults[0]}")


def _day_of(desk: str) -> Iterator[_Play]:
    """The mails of a sample's day, in order; who answers, answers his first acknowledgement."""
    for file in sorted((template_root() / "demo" / desk).glob("*.eml")):
        raw = dated(file.read_bytes(), datetime.now(UTC))
        answers = b"@REPLY_TO@" in raw and _BY_ENGINEER not in file.stem
        yield _Play(file.stem, raw, sender(raw) if answers else None)


def _plays() -> Iterator[_Play]:
    """The twelve mails, in order; the ninth is the first one delivered once more, the eleventh an engineer's."""
    now, files = datetime.now(UTC), sorted((template_root() / "demo").glob("*.eml"))
    plays = [_Play(file.stem, dated(file.read_bytes(), now), _ANSWERS.get(file.stem[:2])) for file in files]
    again = b"Received: from relay.fjordverktoy.example by mx.example; a second time\r\n" + plays[0].raw
    plays.append(_Play("09-duplicate-of-the-first-mail", again, None))
    yield from sorted(plays, key=lambda play: play.name)


def _perform(console: Console, world: World, door: Courier, play: _Play) -> None:
    """Send one mail, wait until the desk has done with it, and say what became of it."""
    raw = _fill_in(play, world)
    to = [party.address for party in parse(raw, Limits()).to]
    world.postman.keep(raw)
    outcome = door.post("" if "bounce" in play.name else sender(raw), tuple(to), raw)
    if not isinstance(outcome, Delivered):
        raise OSError(f"the desk's own door did not take {play.name}: {outcome.why}")
    waiting = threading.Event()
    deadline = time.monotonic() + _PATIENCE
    while not world.quiet() and time.monotonic() < deadline:
        waiting.wait(0.02)
    console.print(_line(world, play.name))


def _fill_in(play: _Play, world: World) -> bytes:
    """The mail as it is sent: one that answers learns what the desk wrote to its sender."""
    if play.answers is None and _BY_ENGINEER not in play.name:
        return play.raw
    answers = play.answers
    if answers is None:
        return replying(play.raw, _assignment(world), world.settings.desk)
    _await(lambda: _first(world, "acknowledgement", answers) is not None)
    posted = _first(world, "acknowledgement", answers)
    if posted is None:
        raise OSError(f"{answers} was sent no acknowledgement that {play.name} could answer")
    return replying(play.raw, posted, world.settings.desk)


def _line(world: World, name: str) -> Text:
    with world.app.database.reading() as session:
        mail = session.exec(select(InboundMail).order_by(col(InboundMail.id).desc()).limit(1)).one()
        ticket = session.get(Ticket, mail.ticket_id) if mail.ticket_id else None
    kind = "duplicate" if mail.duplicate_of_id else str(mail.kind)
    facts: Mapping[str, str] = {"mail": name, "kind": kind}
    if ticket is not None and mail.state is InboundState.FILED:
        due = ticket.respond_by.astimezone(world.settings.desk.calendar.zone) if ticket.respond_by else None
        facts = {
            **facts,
            "lang": ticket.language or "",
            "category": ticket.category,
            "case": str(ticket.number),
            "engineer": ticket.owner or "",
            "answer by": f"{due:%a %d %b %H:%M}" if due else "no promise",
        }
    elif ticket is not None:
        facts = {**facts, "case": str(ticket.number)}
    style = "bold red" if ticket and ticket.critical else ""
    return Text("".join(facts.get(title, "").ljust(width + 2) for title, width in _COLUMNS).rstrip(), style=style)


def _assignment(world: World) -> Posted:
    """The first case's, to its engineer."""
    with world.app.database.reading() as session:
        first = session.exec(select(Ticket).order_by(col(Ticket.number)).limit(1)).one()
    engineer = world.settings.desk.engineer(first.owner or "").addresses[0]
    return next(m for m in world.to(engineer) if f"#{first.number}" in parse(m.raw, Limits()).subject)


def _await_answer(world: World) -> None:
    """The engineer's answer leaves when he can no longer take it back."""
    _await(lambda: _answer(world) is not None)


def _await(there: Callable[[], bool]) -> None:
    waiting, deadline = threading.Event(), time.monotonic() + _PATIENCE
    while not there() and time.monotonic() < deadline:
        waiting.wait(0.02)


def _answer(world: World) -> Posted | None:
    """What the engineer of the first case wrote to its customer."""
    return _first(world, "answer")


def _first(world: World, occasion: str, recipient: str | None = None) -> Posted | None:
    """The first mail of an occasion that was posted, or the first to somebody."""
    query = select(OutboundMail).where(OutboundMail.occasion == occasion).order_by(col(OutboundMail.id))
    if recipient is not None:
        query = query.where(OutboundMail.recipient == recipient)
    with world.app.database.reading() as session:
        row = session.exec(query.limit(1)).first()
    sent = world.to(row.recipient) if row is not None else []
    return next((mail for mail in sent if row and row.message_id in mail.raw.decode("ascii", "replace")), None)


def _show_mails(console: Console, world: World) -> None:
    """What customers and the engineer got, as they see it without HTML: an acknowledgement in each language first."""
    shown = [(f"An acknowledgement ({language})", posted) for language, posted in _acknowledgements(world).items()]
    shown.append(("An assignment", _assignment(world)))
    if answer := _answer(world):
        shown.append(("The engineer's answer, written in his mail client, as the customer gets it", answer))
    for title, posted in shown:
        console.print()
        console.print(Rule(title, align="left", style="dim"))
        _show(console, posted)


def _acknowledgements(world: World) -> dict[str, Posted]:
    """The first one in each language."""
    query = select(OutboundMail).where(OutboundMail.occasion == "acknowledgement").order_by(col(OutboundMail.id))
    with world.app.database.reading() as session:
        rows = session.exec(query).all()
    firsts = {row.language: row for row in reversed(rows)}
    return {language: world.to(row.recipient)[0] for language, row in sorted(firsts.items())}


def _live_a_week(console: Console, world: World, folder: Path) -> Mapping[str, bytes]:
    """The first week of a case, mail by mail; answers those of its mails that are to be drawn."""
    console.print()
    console.print(Rule("The first week of a case, on a fast clock", align="left", style="dim"))
    console.print(
        Text(f"Times as in {ZONE.key}. Of the days of [waiting] each is one here; the rest is the desk file's.\n")
    )
    children = (world.app.reader, world.app.scribe)
    return play(folder, children, lambda line: console.print(line, no_wrap=True, overflow="ellipsis"))


def _draw(console: Console, world: World, folder: Path, week: Mapping[str, bytes]) -> None:
    """The first acknowledgement by day, by night and on a phone, the assignment, and mails of the week."""
    acknowledgement = next(iter(_acknowledgements(world).values())).raw
    pictures = (
        ("acknowledgement.png", acknowledgement, 800, False),
        ("acknowledgement-dark.png", acknowledgement, 800, True),
        ("acknowledgement-phone.png", acknowledgement, 360, False),
        ("assignment.png", _assignment(world).raw, 800, False),
        *((name, raw, 800, False) for name, raw in week.items()),
    )
    try:
        for name, raw, width, dark in pictures:
            draw(raw, folder / name, width, dark=dark)
    except DrawingError as trouble:
        console.print(f"No pictures of the mails were drawn: {trouble}")
        return
    console.print(f"How they look, in {len(pictures)} pictures:            {folder}")


def _show(console: Console, posted: Posted) -> None:
    mail: ParsedMail = parse(posted.raw, Limits())
    for name in ("from", "to", "subject"):
        console.print(Text(f"{name.title()}: {mail.header(name)}", style="dim"))
    console.print()
    console.print(Text(mail.text.strip()))


def _say_where(console: Console, folder: Path, *, told_a_week: bool) -> None:
    console.print(f"Every mail of the desk lies in a Maildir:  mutt -f {folder / 'mail'}")
    console.print(f"Look around:  {sys.argv[0]} -C {folder} tickets")
    console.print(f"              {sys.argv[0]} -C {folder} show 10001")
    console.print(f"              {sys.argv[0]} -C {folder} mail list --state all")
    if told_a_week:
        console.print(f"Of the week:  {sys.argv[0]} -C {folder / 'week'} show 10001")
        console.print(f"              {sys.argv[0]} -C {folder / 'week'} digest --preview --week 2026-42")


def _door(world: World) -> tuple[str, int]:
    listener = world.app.listener
    assert listener is not None
    return listener.door.host, listener.ports[Channel.SMTP]


def _stay(console: Console, world: World, door: tuple[str, int]) -> None:
    app, mailbox = world.app, world.settings.desk.mailboxes[0].address
    console.print(f"\nThe desk stays open at {door[0]}:{door[1]}; Ctrl-C closes it. Write to it:")
    console.print(f"  swaks --server {door[0]}:{door[1]} --to {mailbox} --from me@customer.example")
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    done.wait()
    app.stop()
