"""Killed at each of its stops and at random moments, the service loses nothing and doubles nothing.

60 mails in: 60 cases, 60 acknowledgements with 60 Message-IDs. What went over the wire twice is the same mail again.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import func, select

from intake.world import at_rest
from routing.db import Database
from routing.model import (
    InboundMail,
    MailboxRow,
    Ticket,
)
from routing.station import Stop
from tests.mails import mail
from tests.servers import Dovecot, Postgres, Sink
from tests.small_desk import write_desk
from tests.waiting import until

pytestmark = [pytest.mark.timeout(3600), *([pytest.mark.torture] if os.environ.get("TORTURE") else [])]

MAILS = 60
ROUNDS = 2
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def own_sink() -> Iterator[Sink]:
    """A sink of this test's own: its port must stay while services come and go."""
    server = Sink().start()
    yield server
    server.stop()


def knives(kills: int, seed: int) -> list[tuple[str, int]]:
    """Every stop in turn, and random moments between, until there are that many."""
    dice = random.Random(seed)
    stops = [*Stop, "random"]
    most = max(1, MAILS // kills)  # as many as a round brings: the stop must be reached
    return [
        (stop, dice.randint(1, 900) if stop == "random" else dice.randint(1, most))
        for stop in (stops[number % len(stops)] for number in range(kills))
    ]


class Stage:
    """A desk folder, its servers, and services that are killed."""

    def __init__(self, folder: Path, dovecot: Dovecot, sink: Sink, user: str, database_url: str) -> None:
        self.folder = write_desk(
            folder,
            imap_port=dovecot.imap_port,
            smtp_port=sink.port,
            user=user,
            interval=0.3,
            batch=5,
            lease_seconds=2.0,
            database_url=database_url,
        )
        self.dovecot, self.sink, self.user = dovecot, sink, user
        url = database_url if "://" in database_url and "///" not in database_url else f"sqlite:///{folder}/intake.db"
        self.database = Database(url)
        self.delivered = 0

    def start(self, stop: str, nth: int) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.crash.victim", str(self.folder), stop, str(nth)]
        return subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.DEVNULL, text=True)

    def deliver(self, count: int) -> None:
        for _ in range(count):
            self.delivered += 1
            number = self.delivered
            address = f"customer{number}@firm{number}.example"
            raw = mail(f"Case {number} is broken.", sender=address, to="visi@acme.example", message_id=f"<{number}@x>")
            self.dovecot.deliver(self.user, raw, sender=address)

    def quiet(self) -> bool:
        """Whether all that was delivered has arrived and nothing waits any more."""
        with self.database.reading() as session:
            arrived = session.exec(select(func.count()).select_from(InboundMail)).one()
        return arrived >= self.delivered and at_rest(self.database)

    def connected(self) -> bool:
        with contextlib.suppress(DBAPIError), self.database.reading() as session:  # no tables before its first start
            return any(row.connected_at for row in session.exec(select(MailboxRow)).all())
        return False

    def acknowledgements(self) -> list[tuple[str, str, bytes]]:
        """(recipient, Message-ID, octets) of everything that went to customers over the wire."""
        return [
            (posted.recipients[0], str(message_from_bytes(posted.raw)["Message-ID"]), posted.raw)
            for posted in self.sink.messages
            if not posted.recipients[0].endswith("@acme.example")
        ]


def first_connection(stage: Stage) -> None:
    """The mailbox is empty then, so that nothing of what comes is history."""
    service = stage.start("never", 0)
    until(stage.connected, 30)
    end(service)


def end(service: subprocess.Popen[str]) -> None:
    service.terminate()
    service.wait(20)


def torment(stage: Stage, kills: int, together: int, seed: int) -> int:
    """Deliver, start, kill, again and again; answers how many services were really killed at their stop."""
    first_connection(stage)
    plan = knives(kills, seed)
    rounds = max(1, kills // together)
    killed = 0
    for number in range(rounds):
        due = (MAILS - stage.delivered) // (rounds - number) if number < rounds - 1 else MAILS - stage.delivered
        stage.deliver(due)
        services = [stage.start(*knife) for knife in plan[number * together : (number + 1) * together]]
        for service in services:
            until(lambda service=service: service.poll() is not None or stage.quiet(), 60)
            killed += service.poll() == -signal.SIGKILL
            service.kill()  # where nothing came by its stop any more: it dies all the same
            service.wait()
    return killed


def settle(stage: Stage, together: int) -> None:
    services = [stage.start("never", 0) for _ in range(together)]
    try:
        until(stage.quiet, 60)
    finally:
        for service in services:
            end(service)


def nothing_lost_nothing_doubled(stage: Stage, killed: int, what: str) -> None:
    with stage.database.reading() as session:
        cases = session.exec(select(func.count()).select_from(Ticket)).one()
    sent = stage.acknowledgements()
    by_id = {message_id: raw for _, message_id, raw in sent}
    repeats = len(sent) - len(by_id)
    print(f"\n{what}: {killed} kills, {cases} cases, {len(by_id)} acknowledgements, {repeats} repeated on the wire")
    assert cases == MAILS
    assert len({recipient for recipient, _, _ in sent}) == MAILS
    assert len(by_id) == MAILS
    assert all(by_id[message_id] == raw for _, message_id, raw in sent), "a repetition must be the same octets"
    assert Counter(recipient for recipient, _ in {(r, m) for r, m, _ in sent}).most_common(1)[0][1] == 1
    inbox = stage.dovecot.doveadm("search", "-u", stage.user, "mailbox", "INBOX", "all")
    assert inbox.strip() == "", "every mail was moved to Processed"


def kills() -> int:
    return 110 if os.environ.get("TORTURE") else ROUNDS


def test_killed_at_every_stop_on_sqlite(tmp_path: Path, dovecot: Dovecot, own_sink: Sink) -> None:
    """One process on SQLite."""
    stage = Stage(tmp_path / "desk", dovecot, own_sink, "crash-sqlite", "sqlite:///intake.db")
    killed = torment(stage, kills(), 1, seed=1)
    settle(stage, 1)
    nothing_lost_nothing_doubled(stage, killed, "SQLite")
    stage.database.close()


def test_killed_at_every_stop_on_postgresql_with_two_processes(
    tmp_path: Path, dovecot: Dovecot, postgres: Postgres, own_sink: Sink
) -> None:
    """Two processes on one PostgreSQL, both polling the same mailbox, both killed."""
    stage = Stage(tmp_path / "desk", dovecot, own_sink, "crash-postgres", postgres.url("crash"))
    killed = torment(stage, kills(), 2, seed=2)
    settle(stage, 2)
    nothing_lost_nothing_doubled(stage, killed, "PostgreSQL")
    stage.database.close()
