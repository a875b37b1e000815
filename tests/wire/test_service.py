"""The service as an operator runs it: `intake serve` in a process of its own, between real servers.

Nothing here waits for a time to pass: it asks until something is so (`tests.waiting`). TORTURE=1 makes outages longer.
"""

from __future__ import annotations

import os
import signal
import smtplib
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlmodel import col, select

from routing.db import Database
from routing.model import (
    WAITING_TO_LEAVE,
    InboundDelivery,
    InboundMail,
    InboundState,
    MailboxRow,
    NoticeState,
    OutboundMail,
    Ticket,
    TicketEvent,
)
from tests.conftest import build
from tests.mails import mail
from tests.servers import HOST, Dovecot, Postgres, Sink, free_port
from tests.small_desk import write_desk
from tests.waiting import until

REPOSITORY = Path(__file__).parents[2]
FULL = bool(os.environ.get("TORTURE"))
OUTAGE_SECONDS = 10.0 if FULL else 0.0
in_both_sizes = pytest.mark.torture if FULL else pytest.mark.timeout(120)
OLD_MAILS = 200
SECOND_MAILBOX = """
[[mailbox]]
name = "peps"
address = "peps@acme.example"
user = "{user}-peps"
"""


def command(folder: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "intake", "-C", str(folder), *words]


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command that ends by itself."""
    return subprocess.run(command(folder, *words), cwd=REPOSITORY, capture_output=True, text=True, timeout=60)


class Service:
    """`intake serve` on a folder; what it says is kept in a file."""

    def __init__(self, folder: Path, database_url: str | None = None) -> None:
        self.folder = folder
        self.log = folder / "service.log"
        self.database = Database(database_url or f"sqlite:///{folder}/intake.db")
        self._process: subprocess.Popen[bytes] | None = None
        self._said_before = 0

    def start(self) -> Service:
        """Returns once it serves."""
        self._said_before = len(self.said())
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command(self.folder, "serve"), cwd=REPOSITORY, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self.await_word("serving", 30)
        return self

    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def lines(self, word: str) -> list[str]:
        """The lines of this start that hold the word."""
        return [line for line in self.said()[self._said_before :].splitlines() if word in line]

    def await_word(self, word: str, seconds: float = 20) -> None:
        def heard() -> bool:
            assert self._process is None or self._process.poll() is None, self.said()
            return bool(self.lines(word))

        until(heard, seconds, lambda: f"{word!r} in the log:\n{self.said()}")

    def stop(self) -> int:
        """SIGTERM; answers the exit code, and how long it took is bounded."""
        assert self._process is not None
        process, self._process = self._process, None
        process.send_signal(signal.SIGTERM)
        return process.wait(8)

    def close(self) -> None:
        """Whatever a test left running."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self.database.close()

    def rows(self, model: type) -> Sequence:
        with self.database.reading() as session:
            return session.exec(select(model).order_by(col(model.id))).all()

    def quiet(self) -> bool:
        """Whether every mail was filed, told and sent, and put away on its server."""
        waiting = (
            select(InboundMail.id).where(InboundMail.state == InboundState.RECEIVED),
            select(InboundDelivery.id).where(
                col(InboundDelivery.uid).is_not(None), col(InboundDelivery.marked_at).is_(None)
            ),
            select(TicketEvent.id).where(TicketEvent.notice == NoticeState.OPEN),
            select(OutboundMail.id).where(col(OutboundMail.state).in_(WAITING_TO_LEAVE)),
        )
        with self.database.reading() as session:
            return all(session.exec(query.limit(1)).first() is None for query in waiting)

    def await_mails(self, count: int, seconds: float = 20) -> None:
        """Until that many have come in and nothing waits any more."""
        until(
            lambda: len(self.rows(InboundMail)) >= count and self.quiet(),
            seconds,
            lambda: f"{count} mails, and quiet:\n{self.said()}",
        )


MakeService = Callable[..., Service]


@pytest.fixture
def user(request: pytest.FixtureRequest) -> str:
    """A mailbox of the test's own."""
    return f"service-{zlib.crc32(request.node.name.encode()):08x}"


@pytest.fixture
def make(tmp_path: Path, sink: Sink, user: str) -> Iterator[MakeService]:
    """Makes a service on a desk folder, not started; ends it with the test."""
    with ExitStack() as stack:

        def made(dovecot: Dovecot, *, more: str = "", **how) -> Service:
            folder = write_desk(
                tmp_path / "desk",
                imap_port=dovecot.imap_port,
                smtp_port=sink.port,
                lmtp_port=how.pop("lmtp_port", None) or free_port(),
                user=user,
                **how,
            )
            with (folder / "desk.toml").open("a") as desk:
                desk.write(more)
            service = Service(folder, how.get("database_url"))
            stack.callback(service.close)
            return service

        yield made


def customer(number: int) -> str:
    return f"customer{number}@firm{number}.example"


def a_mail(number: int) -> bytes:
    return mail(
        f"Case {number} is broken.",
        sender=customer(number),
        to="visi@acme.example",
        subject=f"Case {number}",
        message_id=f"<{number}@firm.example>",
    )


def deliver(dovecot: Dovecot, user: str, *numbers: int) -> None:
    for number in numbers:
        dovecot.deliver(user, a_mail(number), sender=customer(number))


def change(service: Service, before: str, after: str) -> None:
    """Edit the desk file."""
    desk = service.folder / "desk.toml"
    text = desk.read_text()
    assert before in text
    desk.write_text(text.replace(before, after))


def in_folder(dovecot: Dovecot, user: str, folder: str) -> int:
    """How many mails a folder of the server holds."""
    return len(dovecot.doveadm("search", "-u", user, "mailbox", folder, "all").split("\n")) - 1


def acknowledged(sink: Sink) -> list[str]:
    """Customers who got an acknowledgement, in order of their addresses, as often as they got one."""
    to = [recipient for posted in sink.messages for recipient in posted.recipients]
    return sorted(address for address in to if not address.endswith("@acme.example"))


def test_a_mail_is_acknowledged_within_seconds_by_idle(
    make: MakeService, dovecot: Dovecot, sink: Sink, user: str
) -> None:
    """Polled once a minute, yet answered at once; one case, and the mail lies in Processed."""
    service = make(dovecot, interval=60).start()
    service.await_word("first connection")
    began = time.monotonic()
    deliver(dovecot, user, 1)
    sink.wait(2, 20)
    assert time.monotonic() - began < 20
    service.await_mails(1)
    (ticket,) = service.rows(Ticket)
    assert (ticket.number, ticket.product, ticket.owner) == (10001, "visi", "jan")
    assert acknowledged(sink) == [customer(1)]
    assert (in_folder(dovecot, user, "INBOX"), in_folder(dovecot, user, "Processed")) == (0, 1)
    deliver(dovecot, user, 2)
    service.await_mails(2)
    assert acknowledged(sink) == [customer(1), customer(2)]
    assert service.stop() == 0
    assert "Traceback" not in service.said()


@pytest.mark.parametrize("after", ["move", pytest.param("flag", marks=pytest.mark.torture)])
def test_a_renumbered_mailbox_doubles_nothing(
    make: MakeService, dovecot: Dovecot, sink: Sink, user: str, after: str
) -> None:
    """A new UIDVALIDITY: what is in INBOX again is known by its content, what is new is taken."""
    service = make(dovecot)
    change(service, "idle = true", f'idle = true\nafter = "{after}"')
    service.start().await_word("first connection")
    deliver(dovecot, user, 1, 2)
    service.await_mails(2)
    assert service.stop() == 0
    if after == "move":
        dovecot.doveadm("move", "-u", user, "INBOX", "mailbox", "Processed", "all")
    assert in_folder(dovecot, user, "INBOX") == 2
    dovecot.change_uidvalidity(user)
    deliver(dovecot, user, 3)
    service.start()
    service.await_word("renumbered")
    service.await_mails(5)
    states = [row.state for row in service.rows(InboundMail)]
    assert sorted(states) == ["filed"] * 3 + ["ignored"] * 2
    assert sorted(ticket.subject for ticket in service.rows(Ticket)) == ["Case 1", "Case 2", "Case 3"]
    assert acknowledged(sink) == [customer(1), customer(2), customer(3)]
    assert in_folder(dovecot, user, "INBOX") == (0 if after == "move" else 3)
    assert service.stop() == 0


@pytest.mark.torture
def test_mail_that_was_there_before_us_stays_out_of_a_renumbered_mailbox(
    make: MakeService, dovecot: Dovecot, sink: Sink, user: str
) -> None:
    """Also one over the size limit, also when the service is killed on its second mail of the new list."""
    deliver(dovecot, user, 1)
    dovecot.deliver(user, mail(sender=customer(2), files=(("big.bin", b"z" * 60_000),)), sender=customer(2))
    service = make(dovecot, batch=1, limits="message_bytes = 30000")
    service.start().await_word("first connection")
    assert service.stop() == 0
    dovecot.change_uidvalidity(user)
    deliver(dovecot, user, 3)
    victim = [sys.executable, "-m", "tests.crash.victim", str(service.folder), "fetched", "2"]
    assert subprocess.run(victim, cwd=REPOSITORY, capture_output=True, timeout=60).returncode == -signal.SIGKILL
    service.start().await_mails(1)
    assert [ticket.subject for ticket in service.rows(Ticket)] == ["Case 3"]
    assert acknowledged(sink) == [customer(3)]
    assert in_folder(dovecot, user, "INBOX") == 2
    assert service.stop() == 0


@in_both_sizes
def test_a_mail_server_that_dies_and_comes_back_loses_nothing(make: MakeService, sink: Sink, user: str) -> None:
    """One line says that the mailbox is away, one that it is back; what came then is taken."""
    dovecot = build(Dovecot).start()
    try:
        service = make(dovecot).start()
        service.await_word("first connection")
        deliver(dovecot, user, 1)
        service.await_mails(1)
        dovecot.kill()
        service.await_word("mailbox is away")
        back_at = time.monotonic() + OUTAGE_SECONDS
        until(lambda: time.monotonic() > back_at, OUTAGE_SECONDS + 5)
        dovecot.start()
        deliver(dovecot, user, 2, 3)
        service.await_word("mailbox is back", OUTAGE_SECONDS + 20)
        service.await_mails(3)
        assert acknowledged(sink) == [customer(1), customer(2), customer(3)]
        assert len(service.rows(Ticket)) == 3
        (away,), (back,) = service.lines("mailbox is away"), service.lines("mailbox is back")
        assert "visi" in away
        assert "visi" in back
        assert "Traceback" not in service.said()
        assert service.stop() == 0
    finally:
        dovecot.stop()


@pytest.mark.torture
def test_a_mailbox_full_of_old_mail_acknowledges_none_of_it(
    make: MakeService, dovecot: Dovecot, sink: Sink, user: str
) -> None:
    """The first connection takes nothing that was there; the next mail is the first case."""
    with smtplib.LMTP(HOST, dovecot.lmtp_port, timeout=30) as client:
        for number in range(OLD_MAILS):
            client.sendmail(customer(number), [user], a_mail(number))
    service = make(dovecot).start()
    service.await_word("first connection")
    deliver(dovecot, user, OLD_MAILS)
    service.await_mails(1)
    assert acknowledged(sink) == [customer(OLD_MAILS)]
    assert len(service.rows(Ticket)) == len(service.rows(InboundMail)) == 1
    assert in_folder(dovecot, user, "INBOX") == OLD_MAILS
    (mailbox,) = service.rows(MailboxRow)
    assert mailbox.baseline_uid == OLD_MAILS
    assert service.stop() == 0


class Door:
    """An LMTP client that keeps every answer."""

    def __init__(self, port: int) -> None:
        self._client = smtplib.LMTP(HOST, port, timeout=30)
        assert self._client.ehlo()[0] == 250

    def hand_in(self, raw: bytes, sender: str, *recipients: str) -> tuple[list[int], list[int]]:
        """The codes at RCPT, and those after the final dot, one for each recipient that was taken."""
        assert self._client.mail(sender)[0] == 250
        at_rcpt = [self._client.rcpt(recipient)[0] for recipient in recipients]
        assert self._client.docmd("DATA")[0] == 354
        self._client.send(raw + b"\r\n.\r\n")
        return at_rcpt, [self._client.getreply()[0] for code in at_rcpt if code == 250]

    def __enter__(self) -> Door:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()


def test_the_door_takes_mail_only_while_the_store_can(
    make: MakeService, dovecot: Dovecot, sink: Sink, user: str
) -> None:
    """LMTP answers for each recipient: 250 after the commit, 451 while PostgreSQL is down, 250 once it is back."""
    postgres = build(Postgres).start()
    port, ours = free_port(), ("visi@acme.example", "peps@acme.example")
    with ExitStack() as stack:
        stack.callback(postgres.stop)
        more = SECOND_MAILBOX.format(user=user)
        service = make(dovecot, more=more, lmtp_port=port, database_url=postgres.url("door")).start()
        stack.callback(service.close)
        door = stack.enter_context(Door(port))
        assert door.hand_in(a_mail(1), customer(1), *ours, "nobody@acme.example") == ([250, 250, 550], [250, 250])
        service.await_mails(1)
        postgres.stop()
        assert door.hand_in(a_mail(2), customer(2), *ours) == ([250, 250], [451, 451])
        assert acknowledged(sink) == [customer(1)]
        postgres.start()
        assert door.hand_in(a_mail(2), customer(2), *ours) == ([250, 250], [250, 250])
        service.await_mails(2, 30)
        assert acknowledged(sink) == [customer(1), customer(2)]
        assert len(service.rows(Ticket)) == 2
        assert len(service.rows(InboundDelivery)) == 4
        assert "Traceback" not in service.said()
        assert service.stop() == 0


@pytest.mark.torture
def test_a_second_process_on_the_same_sqlite_store_is_refused(make: MakeService, dovecot: Dovecot) -> None:
    """One line that says what to do, and exit code 2; the first one lives on."""
    service = make(dovecot).start()
    for words in (("serve",), ("poll", "--once")):
        second = run(service.folder, *words)
        assert second.returncode == 2, second.stderr
        (line,) = second.stderr.splitlines()
        assert "PostgreSQL" in line
    assert run(service.folder, "health").returncode == 0
    assert service.stop() == 0


def test_a_signal_ends_it_orderly_and_at_once(make: MakeService, dovecot: Dovecot) -> None:
    """SIGTERM: exit 0 within a few seconds, though it waits in IDLE for a minute."""
    service = make(dovecot, interval=60).start()
    service.await_word("first connection")
    began = time.monotonic()
    assert service.stop() == 0
    assert time.monotonic() - began < 5
    assert len(service.lines("stopped")) == 1


def test_one_pass_takes_files_and_answers_what_is_new(
    make: MakeService, dovecot: Dovecot, sink: Sink, user: str
) -> None:
    """`intake poll --once`: the first pass only learns where the mailbox stands."""
    service = make(dovecot)
    assert run(service.folder, "poll", "--once").stdout == "visi: 0 new\n"
    deliver(dovecot, user, 1, 2)
    done = run(service.folder, "poll", "--once")
    assert (done.returncode, done.stdout) == (0, "visi: 2 new\n"), done.stderr
    assert acknowledged(sink) == [customer(1), customer(2)]
    assert service.quiet()
    assert in_folder(dovecot, user, "Processed") == 2


@pytest.mark.torture
def test_one_pass_says_which_mailbox_is_away(make: MakeService, dovecot: Dovecot) -> None:
    """In one line with the cure, and exit code 2."""
    service = make(dovecot)
    change(service, f"port = {dovecot.imap_port}", f"port = {free_port()}")
    done = run(service.folder, "poll", "--once")
    assert done.returncode == 2
    assert done.stderr.startswith("intake: visi: 127.0.0.1:")
    assert len(done.stderr.splitlines()) == 1
