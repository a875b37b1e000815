"""The archive: a copy of all that leaves falls into a real mailbox, and settles whether a mail has left.

Mails are posted to the sink; what it passes on to the archive is put into Dovecot by hand, as a mail server would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from intake.account import ImapAccount
from intake.settings import load
from intake.world import World
from routing.model import EventKind, OutboundMail, OutboundState, TicketEvent
from tests.conftest import build
from tests.desks import write_desk
from tests.mails import ANN, VISI, mail
from tests.servers import HOST, Dovecot, Sink
from tests.steps.conftest import Clock
from tests.steps.test_delivery import BOB, attempts, deliver_all, to_ann, with_copies
from tests.steps.test_from_mail_to_answer import rows

ARCHIVE = "sent@archive.example"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def imap() -> Iterator[Dovecot]:
    """A server of this test's own: it may be stopped."""
    server = build(Dovecot).start()
    yield server
    server.kill()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, sink: Sink, imap: Dovecot, make_world: Callable[..., World]) -> Iterator[World]:
    """A desk with an archive; an acknowledgement for Ann waits to leave."""
    account = ImapAccount("archive", HOST, imap.imap_port, "none", ARCHIVE, lambda: imap.password, timeout=5)
    with make_world(
        tmp_path / "desk",
        clock=clock,
        change=lambda settings: replace(
            settings, smtp=replace(settings.smtp, port=sink.port), archive=account, archive_address=ARCHIVE
        ),
    ) as opened:
        opened.deliver(mail(), VISI, sender=ANN)
        while opened.app.file() + opened.app.notify():
            pass
        yield opened


def to_whom(sink: Sink) -> list[tuple[str, ...]]:
    """The envelopes of the mails that Ann or her copies got."""
    return [one.recipients for one in sink.messages if {ANN, BOB} & set(one.recipients)]


def go_astray(desk: World, sink: Sink) -> bytes:
    """The server takes the mail and hangs up before it says so; answers the octets it has."""
    sink.drop("after")
    deliver_all(desk)
    sink.drop(None)
    assert to_ann(desk).state is OutboundState.UNCERTAIN
    (raw,) = [one.raw for one in sink.messages if ANN in one.recipients]
    return raw


def test_a_copy_of_all_that_leaves_goes_to_the_archive_and_nobody_sees_it(desk: World, sink: Sink) -> None:
    """It is on the envelope and in no header."""
    deliver_all(desk)
    assert len(sink.messages) == 2
    assert all(ARCHIVE in one.recipients for one in sink.messages)
    assert not any(ARCHIVE.encode() in one.raw for one in sink.messages)


def test_what_lies_in_the_archive_is_not_posted_again(desk: World, sink: Sink, imap: Dovecot, clock: Clock) -> None:
    """The mail had left, only the answer was lost."""
    imap.deliver(ARCHIVE, go_astray(desk, sink))
    clock.go(minutes=2)
    deliver_all(desk)
    row = to_ann(desk)
    assert row.state is OutboundState.SENT
    assert attempts(desk, row.id) == ["deferred", "delivered"]
    assert to_whom(sink) == [(ANN, ARCHIVE)]


def test_what_does_not_lie_there_is_posted_again(desk: World, sink: Sink, clock: Clock) -> None:
    """The same octets; another mail in the archive is no proof."""
    before = go_astray(desk, sink)
    clock.go(minutes=2)
    deliver_all(desk)
    assert to_ann(desk).state is OutboundState.SENT
    assert [one.raw for one in sink.messages if ANN in one.recipients] == [before, before]


def test_while_the_archive_is_away_nothing_uncertain_leaves(
    desk: World, sink: Sink, imap: Dovecot, clock: Clock
) -> None:
    """Better late than twice: it waits with its state, and is settled when the archive is back."""
    raw = go_astray(desk, sink)
    imap.deliver(ARCHIVE, raw)
    imap.stop()
    for _ in range(3):
        clock.go(hours=2)
        deliver_all(desk)
        assert to_ann(desk).state is OutboundState.UNCERTAIN
    assert to_ann(desk).last_error == "it may have left, and the archive cannot be asked"
    assert to_whom(sink) == [(ANN, ARCHIVE)]
    imap.start()
    clock.go(hours=2)
    deliver_all(desk)
    assert to_ann(desk).state is OutboundState.SENT
    assert to_whom(sink) == [(ANN, ARCHIVE)]


def test_a_mail_that_is_certain_asks_no_archive(desk: World, sink: Sink, imap: Dovecot, clock: Clock) -> None:
    """A server that said "later" has not taken it."""
    imap.stop()
    sink.refuse(ANN, "451 4.3.0 Later")
    deliver_all(desk)
    assert to_ann(desk).state is OutboundState.DEFERRED
    sink.clear()
    clock.go(minutes=2)
    deliver_all(desk)
    assert to_ann(desk).state is OutboundState.SENT


def test_the_archive_gets_no_copy_of_what_its_recipient_was_refused(desk: World, sink: Sink, clock: Clock) -> None:
    """Bob has his copy, Ann nothing: a copy in the archive would later say that she has it."""
    with_copies(desk, BOB)
    sink.refuse(ANN, "450 4.2.1 Mailbox busy")
    deliver_all(desk)
    assert to_whom(sink) == [(BOB,)]
    assert (to_ann(desk).state, to_ann(desk).copies) == (OutboundState.DEFERRED, [])
    sink.clear()
    clock.go(minutes=2)
    deliver_all(desk)
    assert to_whom(sink) == [(ANN, ARCHIVE)]


@pytest.mark.parametrize("answer", ["550 5.1.1 No such user", "452 4.2.2 Mailbox full"])
def test_an_archive_that_refuses_keeps_nothing_back(desk: World, sink: Sink, answer: str) -> None:
    """The customer's mail is sent, nobody is told that a copy failed, and its address is not suppressed."""
    sink.refuse(ARCHIVE, answer)
    deliver_all(desk)
    assert [row.state for row in rows(desk, OutboundMail)] == [OutboundState.SENT] * 2
    assert to_ann(desk).last_error is None
    assert EventKind.BOUNCED not in [event.kind for event in rows(desk, TicketEvent)]


def test_the_desk_file_names_the_archive(tmp_path: Path) -> None:
    """Its user is its address unless it says otherwise, and it speaks TLS on the port of that."""
    folder = write_desk(tmp_path / "desk")
    table = f'[archive]\naddress = "{ARCHIVE}"\nhost = "imap.archive.example"\npassword_from = "file:imap.secret"\n'
    text = (folder / "desk.toml").read_text("utf-8")
    (folder / "desk.toml").write_text(text.replace("[database]", f"{table}\n[database]"))
    settings = load(folder / "desk.toml", {})
    assert settings.archive is not None
    assert (settings.archive.user, settings.archive.port, settings.archive.security) == (ARCHIVE, 993, "tls")
    assert settings.archive_address == ARCHIVE
