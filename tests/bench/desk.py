"""The desk itself: mailbox to committed cases with queued acknowledgements. A contestant, see `yardstick.py`.

It is the real service, `App.serve` with the roles poll, file and notify; only the posting is left out. The watch port
tells when every mail was tried once; from then on the store is asked whether any still waits, or an event. A run that
did not make exactly the cases, messages and mails it should is no measurement: it ends with what is wrong.
"""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from datetime import date
from pathlib import Path

from sqlmodel import func, select

from intake.app import App
from intake.logs import set_up
from intake.mailbox import ImapFolder
from intake.settings import load
from routing.db import Database
from routing.model import (
    Contact,
    Contract,
    InboundMail,
    InboundState,
    Message,
    NoticeState,
    Organisation,
    OutboundMail,
    Ticket,
    TicketEvent,
)
from routing.station import Stop
from tests.bench.corpus import mails, senders
from tests.bench.yardstick import Stopwatch, say, wait_for_go
from tests.servers import free_port
from tests.small_desk import write_desk

ROLES = ("poll", "file", "notify")
_LOOK_SECONDS = 0.005  # how often the store is asked at the end
_PATIENCE = 900.0  # for a run that stands still
_FROM = date(2020, 1, 1)
_ENGINEER = """
[[engineer]]
name = "engineer{0}"
full_name = "Engineer {0}"
addresses = ["engineer{0}@acme.example"]
language = "{1}"
"""


def make_folder(folder: Path, imap_port: int, user: str, database_url: str, count: int, smtp_port: int = 25) -> Path:
    """A working folder, with so many engineers that none has more than his share of mail in an hour."""
    write_desk(
        folder,
        imap_port=imap_port,
        smtp_port=smtp_port,
        lmtp_port=free_port(),
        user=user,
        interval=60.0,
        database_url=database_url,
    )
    with (folder / "desk.toml").open("a", encoding="utf-8") as file:
        for number in range(max(5, count // 100)):
            file.write(_ENGINEER.format(number, ("en", "nl", "de")[number % 3]))
    return folder


def know_customers(database: Database, desk: str, count: int) -> None:
    """Every second sender of so many mails is known, and his company has a contract."""
    with database.transaction() as session:
        companies: dict[str, int] = {}
        for sender in senders(max(1, count // 2))[::2]:
            if sender.company not in companies:
                organisation = Organisation(desk=desk, name=sender.company)
                session.add(organisation)
                session.flush()
                assert organisation.id is not None
                companies[sender.company] = organisation.id
                session.add(Contract(desk=desk, organisation_id=organisation.id, plan="gold", starts_on=_FROM))
            session.add(
                Contact(desk=desk, address=sender.address, name=sender.name, organisation_id=companies[sender.company])
            )


class Progress:
    """The watch port: counts the mails at each stop, and notes when the last one came by."""

    def __init__(self) -> None:
        self.watch: Stopwatch | None = None  # not before the start
        self.last: dict[str, float] = {}
        self._counts: Counter[Stop] = Counter()
        self._changed = threading.Condition()

    def __call__(self, stop: Stop, _row: int) -> None:
        if self.watch is None:
            return
        with self._changed:
            self._counts[stop] += 1
            self.last[stop.value] = self.watch.seconds
            self._changed.notify_all()

    def wait(self, stop: Stop, count: int) -> None:
        """Until so many mails were there; RuntimeError if that never happens."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._counts[stop] >= count, _PATIENCE):
                raise RuntimeError(f"{self._counts[stop]} of {count} mails were {stop.value}")


def await_acknowledged(database: Database, cases: int) -> None:
    """Until every case is committed and its acknowledgement queued; RuntimeError if that never happens."""
    pause, deadline = threading.Event(), time.monotonic() + _PATIENCE
    queued = select(func.count()).select_from(OutboundMail).where(OutboundMail.occasion == "acknowledgement")
    while time.monotonic() < deadline:
        with database.reading() as session:
            if session.exec(queued).one() >= cases:
                return
        pause.wait(_LOOK_SECONDS)
    raise RuntimeError("some acknowledgements are never queued")


def await_silence(database: Database) -> None:
    """Until no mail waits to be filed and no event to be told; RuntimeError if that never happens."""
    pause, deadline = threading.Event(), time.monotonic() + _PATIENCE
    waiting = (
        select(InboundMail.id).where(InboundMail.state == InboundState.RECEIVED).limit(1),
        select(TicketEvent.id).where(TicketEvent.notice == NoticeState.OPEN).limit(1),
    )
    while time.monotonic() < deadline:
        with database.reading() as session:
            if all(session.exec(query).first() is None for query in waiting):
                return
        pause.wait(_LOOK_SECONDS)
    raise RuntimeError("there is work left that nobody does")


def shortfall(database: Database, count: int, cases: int) -> list[str]:
    """What is not as it should be after `count` mails that open `cases` cases."""
    unfiled = select(func.count()).select_from(InboundMail).where(InboundMail.state != InboundState.FILED)
    mails_to = select(func.count()).select_from(OutboundMail)
    expected = {
        "cases": (select(func.count()).select_from(Ticket), cases),
        "messages": (select(func.count()).select_from(Message), count),
        "mails not filed": (unfiled, 0),
        "acknowledgements": (mails_to.where(OutboundMail.occasion == "acknowledgement"), cases),
        "mails to engineers": (mails_to.where(OutboundMail.staff), count),
    }
    with database.reading() as session:
        found = {what: session.exec(query).one() for what, (query, _) in expected.items()}
    return [f"{found[what]} {what}, not {wanted}" for what, (_, wanted) in expected.items() if found[what] != wanted]


def open_desk(folder: Path, progress: Progress, count: int) -> App:
    """An opened desk that has connected to its mailbox once, which should be empty then, and whose reader is warm."""
    app = App(load(folder / "desk.toml"), watch=progress).open()
    know_customers(app.database, app.settings.desk.name, count)
    app.reader.read(mails(1)[0].raw)
    app.scribe.start()
    with ImapFolder(app.settings.accounts[0]) as mailbox:
        app.poll(mailbox)
    return app


def main() -> None:
    """FOLDER MAILS CASES."""
    folder, count, cases = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    set_up(quiet=True)
    progress = Progress()
    app = open_desk(folder, progress, count)
    service = threading.Thread(target=app.serve, args=(ROLES,))
    wait_for_go()
    progress.watch = watch = Stopwatch(app.reader.pid)
    service.start()
    try:
        progress.wait(Stop.FILED, count)
        await_acknowledged(app.database, cases)
        measure = watch.stop(dict(progress.last))
        await_silence(app.database)  # the engineers' mails are counted, but not in the time
    finally:
        app.stop()
        service.join()
    wrong = shortfall(app.database, count, cases)
    app.close()
    if wrong:
        raise SystemExit(f"not a valid run: {', '.join(wrong)}")
    say(measure)


if __name__ == "__main__":
    main()
