"""How long a customer's mail takes to become an acknowledgement that has left, by IDLE alone.

The real command runs beside, polling but once a minute, so that only IDLE can be quick. A mail comes into Dovecot by
LMTP; the time runs from the end of that delivery until the acknowledgement is with the sink. Dovecot itself lets up to
half a second pass before it tells an idling client, so the same is measured of a client that only idles.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from imapclient import IMAPClient
from sqlmodel import col, select

from routing.db import Database
from routing.model import MailboxRow
from tests.bench.corpus import Mail, mails
from tests.bench.desk import make_folder
from tests.bench.yardstick import REPOSITORY
from tests.servers import HOST, Dovecot, Sink

_PATIENCE = 60.0
_LOOK_SECONDS = 0.02


def of_the_desk(dovecot: Dovecot, folder: Path, count: int) -> list[float]:
    """Seconds from delivery to acknowledgement of each of so many mails; one mail before them warms the desk up."""
    user = "latency-desk"
    sink = Sink().start()
    make_folder(folder, dovecot.imap_port, user, "sqlite:///intake.db", count, smtp_port=sink.port)
    letters = _originals(count + 1)
    try:
        with _serving(folder):
            return [_acknowledged(dovecot, user, sink, letter) for letter in letters][1:]
    finally:
        sink.stop()


def of_the_server(dovecot: Dovecot, count: int) -> list[float]:
    """Seconds until Dovecot tells an idling client of each of so many deliveries."""
    user = "latency-floor"
    with IMAPClient(HOST, dovecot.imap_port, ssl=False) as client:
        client.login(user, dovecot.password)
        client.select_folder("INBOX")
        return [_noticed(dovecot, user, client, letter) for letter in _originals(count)]


def _originals(count: int) -> list[Mail]:
    return [mail for mail in mails(2 * count + 10) if mail.answers is None][:count]


def _acknowledged(dovecot: Dovecot, user: str, sink: Sink, letter: Mail) -> float:
    before = len(sink.messages)
    dovecot.deliver(user, letter.raw, letter.sender.address)
    start, seen = time.perf_counter(), before
    while not any(letter.sender.address in came.recipients for came in sink.messages[before:seen]):
        seen = len(sink.wait(seen + 1, _PATIENCE))
    return time.perf_counter() - start


def _noticed(dovecot: Dovecot, user: str, client: IMAPClient, letter: Mail) -> float:
    client.idle()
    dovecot.deliver(user, letter.raw, letter.sender.address)
    start = time.perf_counter()
    _until(lambda: any(len(line) > 1 and line[1] == b"EXISTS" for line in client.idle_check(timeout=_PATIENCE)), 0.0)
    seconds = time.perf_counter() - start
    client.idle_done()
    return seconds


@contextmanager
def _serving(folder: Path) -> Iterator[None]:
    """The service as an operator starts it, from its first connection on."""
    with (folder / "log").open("wb") as log:
        command: Sequence[str] = (sys.executable, "-m", "intake", "--folder", str(folder), "serve")
        service = subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        try:
            _until(lambda: service.poll() is not None or _connected(folder), _LOOK_SECONDS)
            yield
        finally:
            service.terminate()
            service.wait(_PATIENCE)


def _connected(folder: Path) -> bool:
    """Whether the mailbox's first connection is over: what comes from now on is no history."""
    if "serving" not in (folder / "log").read_text(encoding="utf-8"):
        return False
    database = Database(f"sqlite:///{folder / 'intake.db'}")
    try:
        with database.reading() as session:
            return (
                session.exec(select(MailboxRow.id).where(col(MailboxRow.connected_at).is_not(None))).first() is not None
            )
    finally:
        database.close()


def _until(holds: Callable[[], bool], pause: float) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not holds():
        if time.monotonic() > deadline:
            raise RuntimeError("it did not come")
        time.sleep(pause)
