"""A mail that is too much for the reader costs a reader, then its place in line, and nobody else anything."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from intake.hints import DeskHints
from intake.limits import Limits
from intake.reader import Reader, Unread
from intake.reading import Reading
from intake.settings import hints
from intake.world import World
from routing.model import EventKind, InboundMail, InboundState, Message, Ticket, TicketEvent
from tests.mails import ANN, VISI, mail
from tests.steps.conftest import Clock

REPOSITORY = Path(__file__).parents[2]
MEMORY = 8 * 1024 * 1024
TIGHT = Limits(reading_memory=MEMORY, reading_attempts=2)
SECONDS = 1.0
BOUNDLESS = Limits(reading_seconds=SECONDS, text_chars=100_000_000, message_bytes=100_000_000)


def large() -> bytes:
    """An ordinary mail with a file that does not fit into the reader's memory."""
    lines = b"drawing\r\n" * (2 * MEMORY // 9)
    return (
        b"From: Ann Peeters <ann@customer.example>\r\nTo: visi.support@produsoft.example\r\nSubject: Export stops\r\n"
        b"Message-ID: <large@customer.example>\r\nDate: Mon, 23 Nov 2026 09:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="m"\r\n\r\n'
        b"--m\r\nContent-Type: text/plain\r\n\r\nThe drawing is attached.\r\n"
        b'--m\r\nContent-Type: application/x-nest; name="part.nst"\r\n'
        b'Content-Disposition: attachment; filename="part.nst"\r\n\r\n' + lines + b"\r\n--m--\r\n"
    )


def endless() -> bytes:
    """A text of a million lines, for which the readers need several seconds where nothing bounds what they look at."""
    return b"From: ann@customer.example\r\n\r\n" + b"One more line, and the phone is 050 72 95 95.\n" * 1_000_000


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader(TIGHT, DeskHints())
    yield made
    made.close()


def rows(world: World, model: type) -> list:
    with world.app.database.reading() as session:
        return list(session.exec(select(model).order_by(col(model.id))).all())


def test_one_child_reads_mail_after_mail(reader: Reader) -> None:
    """It starts with the first one and stays."""
    assert reader.pid is None
    assert isinstance(reader.read(mail()), Reading)
    child = reader.pid
    assert isinstance(reader.read(mail()), Reading)
    assert reader.pid == child


def test_a_mail_that_eats_the_memory_is_unread_and_the_next_one_is_read(reader: Reader) -> None:
    """The child dies of it; a new one reads on."""
    reader.read(mail())
    first = reader.pid
    unread = reader.read(large())
    assert isinstance(unread, Unread)
    assert unread.cause == "died"
    assert isinstance(reader.read(mail()), Reading)
    assert reader.pid not in (None, first)


def test_the_same_mail_is_read_where_there_is_room_for_it() -> None:
    """It is the bound that decides, not the mail."""
    reader = Reader(Limits(), DeskHints())
    try:
        read = reader.read(large())
        assert isinstance(read, Reading)
        assert [file.name for file in read.mail.files] == ["part.nst"]
    finally:
        reader.close()


def test_a_mail_that_takes_too_long_is_unread_and_the_next_one_is_read() -> None:
    """The child is killed when the time is up."""
    reader = Reader(BOUNDLESS, DeskHints())
    try:
        unread = reader.read(endless())
        assert unread == Unread("timeout", "it took more than 1 s")
        assert reader.pid is None
        assert isinstance(reader.read(mail()), Reading)
    finally:
        reader.close()


def test_the_time_of_a_mail_begins_when_the_child_is_ready() -> None:
    """Loading models takes a second or more on a small machine; no mail is to blame for that."""
    reader = Reader(Limits(reading_seconds=0.5), DeskHints())
    try:
        assert isinstance(reader.read(mail()), Reading)
    finally:
        reader.close()


def test_a_child_that_somebody_killed_is_replaced(reader: Reader) -> None:
    """As by the kernel when memory is short."""
    import os
    import signal

    reader.read(mail())
    assert reader.pid is not None
    os.kill(reader.pid, signal.SIGKILL)
    answers = [reader.read(mail()), reader.read(mail())]
    assert isinstance(answers[1], Reading)
    assert isinstance(answers[0], Reading) or answers[0].cause == "died"


def test_the_child_has_none_of_our_secrets(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment holds what Python needs, and nothing that was given to us."""
    monkeypatch.setenv("PRODUSOFT_IMAP_PASSWORD", "open sesame")
    reader.read(mail())
    environment = Path(f"/proc/{reader.pid}/environ").read_bytes()
    assert b"PYTHONPATH" in environment
    assert b"sesame" not in environment


def put_large_between_small(world: World, clock: Clock) -> None:
    world.deliver(mail(message_id="<a@x>"), VISI, sender=ANN)
    world.deliver(large(), VISI, sender=ANN)
    world.deliver(mail("Another thing fails.", subject="Other", message_id="<b@x>"), VISI, sender=ANN)
    for _ in range(4):
        world.drain()
        clock.go(minutes=1)
    world.drain()


def test_such_a_mail_is_quarantined_with_a_stub_case_while_the_others_pass(tmp_path: Path, clock: Clock) -> None:
    """The mails around it are filed at once; a person gets the unreadable one as a case of its own."""
    with World(tmp_path / "desk", clock=clock, limits=TIGHT) as world:
        put_large_between_small(world, clock)
        before, stuck, after = rows(world, InboundMail)
        assert (before.state, after.state) == (InboundState.FILED, InboundState.FILED)
        assert (stuck.state, stuck.attempts) == (InboundState.QUARANTINED, TIGHT.reading_attempts)
        assert "died" in stuck.last_error
        (event,) = [event for event in rows(world, TicketEvent) if event.kind is EventKind.QUARANTINED]
        assert event.ticket_id == stuck.ticket_id
        stubs = [posted for posted in world.posted if b"died" in posted.raw]
        assert stubs
        assert all(to.endswith("@produsoft.example") for posted in stubs for to in posted.recipients)
        assert len(world.to(ANN)) == 2
        assert world.quiet()


def retry(world: World, clock: Clock) -> subprocess.CompletedProcess[str]:
    """What an operator types; the world's clock goes on to where the command's is."""
    stuck = next(row for row in rows(world, InboundMail) if row.state is InboundState.QUARANTINED)
    command = [sys.executable, "-m", "intake", "-C", str(world.settings.folder), "mail", "retry", str(stuck.id)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60)
    clock.now = max(clock.now, datetime.now(UTC))
    return done


def test_retry_files_a_quarantined_mail_into_its_stub_case(tmp_path: Path, clock: Clock) -> None:
    """Once the reader may use more memory: no second case, the customer and the engineer hear of it."""
    with World(tmp_path / "desk", clock=clock, limits=TIGHT) as world:
        put_large_between_small(world, clock)
        stub, cases = rows(world, InboundMail)[1].ticket_id, len(rows(world, Ticket))
        world.app.reader.close()
        world.app.reader = Reader(Limits(), hints(world.settings))
        done = retry(world, clock)
        assert done.returncode == 0, done.stderr
        world.drain()
        stuck = rows(world, InboundMail)[1]
        assert (stuck.state, stuck.ticket_id) == (InboundState.FILED, stub)
        assert len(rows(world, Ticket)) == cases
        (said,) = [message for message in rows(world, Message) if message.ticket_id == stub]
        assert said.visible_text.strip() == "The drawing is attached."
        ticket = next(ticket for ticket in rows(world, Ticket) if ticket.id == stub)
        assert (ticket.subject, ticket.contact_id is None) == ("Export stops", False)
        assert world.quiet()
