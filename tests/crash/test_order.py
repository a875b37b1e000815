"""The order of durability, seen from the kernel: the raw file, its folder, the commit, and only then the answer.

strace(1) watches `intake serve` take one mail through the LMTP door and one over IMAP, on SQLite. The three syncs
are made by the thread that takes the mail, so its own calls are in order whatever other threads do.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import select

from routing.db import Database
from routing.model import InboundDelivery, InboundMail
from routing.submission import Channel
from tests.conftest import build
from tests.mails import mail
from tests.servers import HOST, Dovecot, NotInstalledError, Sink, free_port
from tests.small_desk import write_desk
from tests.waiting import until

REPOSITORY = Path(__file__).parents[2]
CALLS = "trace=fsync,fdatasync,linkat,link,sendto,write,sendmsg"
USER = "order"
_LINE = re.compile(r"(\d+) +(?:<\.\.\. (\w+) resumed>|(\w+)\()(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Call:
    """A system call: the thread, where it began and ended in the trace, and its arguments as strace writes them."""

    thread: int
    began: int
    ended: int
    name: str
    arguments: str


def strace() -> str:
    found = shutil.which("strace")
    if found is None:
        raise NotInstalledError("apt-get install strace")
    return found


def calls(trace: str) -> list[Call]:
    """Every call that succeeded, in the order in which they ended."""
    begun: dict[tuple[int, str], tuple[int, str]] = {}
    found = []
    for number, line in enumerate(trace.splitlines()):
        match = _LINE.fullmatch(line)
        if match is None:
            continue
        thread, resumed, fresh, rest = int(match[1]), match[2], match[3], match[4]
        if rest.rstrip().endswith("<unfinished ...>"):
            begun[thread, fresh] = (number, rest.rstrip().removesuffix("<unfinished ...>"))
            continue
        start, arguments = begun.pop((thread, resumed), (number, "")) if resumed else (number, "")
        if "= -1 " not in rest:
            found.append(Call(thread, start, number, resumed or fresh, arguments + rest))
    return found


@pytest.fixture(scope="module")
def own_sink() -> Iterator[Sink]:
    server = Sink().start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def traced(
    tmp_path_factory: pytest.TempPathFactory, dovecot: Dovecot, own_sink: Sink
) -> tuple[list[Call], dict[Channel, Path]]:
    """What the kernel saw, and where the raw mail of each channel lies."""
    program = build(strace)
    port, trace = free_port(), tmp_path_factory.mktemp("order") / "trace"
    folder = write_desk(
        trace.with_name("desk"), imap_port=dovecot.imap_port, smtp_port=own_sink.port, lmtp_port=port, user=USER,
        interval=60,
    )  # fmt: skip
    watched = [program, "-f", "-y", "-s", "80", "-e", CALLS, "-o", str(trace)]
    log = trace.with_name("log").open("wb")
    service = subprocess.Popen(
        [*watched, sys.executable, "-m", "intake", "-C", str(folder), "serve"],
        cwd=REPOSITORY, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
    )  # fmt: skip
    database = Database(f"sqlite:///{folder}/intake.db")

    def says(word: str) -> bool:
        assert service.poll() is None, trace.with_name("log").read_text()
        return word in trace.with_name("log").read_text()

    def paths() -> dict[Channel, Path]:
        """By channel, once each has brought a mail that was put away."""
        with database.reading() as session:
            query = select(InboundDelivery, InboundMail).where(InboundDelivery.inbound_mail_id == InboundMail.id)
            rows = session.exec(query).all()
        digests = {drop.channel: row.raw_digest for drop, row in rows if drop.marked_at or drop.channel is Channel.LMTP}
        return {channel: folder / "blobs" / digest[:2] / digest for channel, digest in digests.items()}

    try:
        until(lambda: says("first connection"), 60, "a first connection under strace")
        with smtplib.LMTP(HOST, port, timeout=60) as client:
            client.sendmail("a@x.example", ["visi@acme.example"], mail(message_id="<door@x>", subject="By the door"))
        dovecot.deliver(USER, mail(message_id="<imap@x>", subject="By IMAP"), sender="a@x.example")
        until(lambda: len(paths()) == 2, 60, "two mails")
        where = paths()
    finally:
        os.killpg(service.pid, signal.SIGTERM)
        service.wait(30)
        log.close()
        database.close()
    return calls(trace.read_text(errors="replace")), where


def first(found: list[Call], what: str, *names: str, after: int = -1, thread: int | None = None) -> Call:
    """The first call of one of those names after that line of the trace whose arguments hold `what`."""
    for call in found:
        if call.name in names and call.began > after and what in call.arguments and thread in (None, call.thread):
            return call
    raise AssertionError(f"no {' or '.join(names)} with {what!r} after line {after} of the trace")


@pytest.mark.parametrize(
    ("channel", "answer"),
    [
        pytest.param(Channel.LMTP, '"250 2.0.0 Taken', id="LMTP: before the 250"),
        pytest.param(Channel.IMAP, " UID MOVE ", id="IMAP: before the UID MOVE"),
    ],
)
def test_the_mail_is_durable_before_anybody_hears_of_it(
    traced: tuple[list[Call], dict[Channel, Path]], channel: Channel, answer: str
) -> None:
    """fsync of the file, its name, fsync of the folder, sync of the database's log, then the answer."""
    found, where = traced
    path = where[channel]
    linked = first(found, f'"{path}"', "link", "linkat")
    scratch = re.findall(r'"([^"]+)"', linked.arguments)[0]
    written = first(found, f"<{scratch}>", "fsync", "fdatasync", thread=linked.thread)
    named = first(found, f"<{path.parent}>", "fsync", after=linked.ended, thread=linked.thread)
    committed = first(found, "intake.db-wal>", "fsync", "fdatasync", after=named.ended, thread=linked.thread)
    answered = first(found, answer, "sendto", "write", "sendmsg", after=written.began)
    order = [written.ended, linked.began, linked.ended, named.began, named.ended, committed.began, committed.ended]
    assert order == sorted(order)
    assert committed.ended < answered.began


def test_each_answer_was_given_once(traced: tuple[list[Call], dict[Channel, Path]]) -> None:
    """One mail each, so that the order above is that of the same mail."""
    found, where = traced
    assert set(where) == {Channel.LMTP, Channel.IMAP}
    for answer in ('"250 2.0.0 Taken', " UID MOVE "):
        said = [call for call in found if call.name in ("sendto", "write", "sendmsg") and answer in call.arguments]
        assert len(said) == 1, said
