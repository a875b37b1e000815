"""A long line of outgoing mail on a bad day of the mail server: all of it arrives, in order, and nothing twice unknown.

Two connections post at once. The server is busy for one mail in twenty and hangs up on one in a hundred, half of them
when it had taken the mail and the 250 was on its way: those it gets again, and knows them by their Message-ID.
"""

from __future__ import annotations

import os
import threading
from collections import Counter
from pathlib import Path

from sqlmodel import col, func, select

from intake.app import App
from intake.settings import load
from routing.db import Database
from routing.model import IN_LINE, DeliveryAttempt, OutboundMail, OutboundState
from tests.bench.outgoing import Outgoing, outgoing, queue
from tests.desks import write_desk
from tests.relayhost import RelayHost, Taken
from tests.steps.conftest import Clock

MAILS = 10_000 if os.environ.get("TORTURE") else 600
SEED = 20261122


def waiting(database: Database) -> int:
    """How many mails have not left."""
    with database.reading() as session:
        query = select(func.count()).select_from(OutboundMail).where(col(OutboundMail.state).in_(IN_LINE))
        return session.exec(query).one()


def empty(app: App) -> None:
    """Post over both connections at once until nothing is due."""

    def until_idle(number: int | None) -> None:
        while app.deliver() if number is None else app.deliver_beside(number):
            pass

    threads = [threading.Thread(target=until_idle, args=(number,)) for number in (None, 0)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def posted(mails: list[Outgoing], folder: Path, host: RelayHost, clock: Clock) -> App:
    """All of them have left; the clock went on by the back-off whenever there was nothing to do."""
    write_desk(folder, smtp_port=host.port)
    app = App(load(folder / "desk.toml", {}), clock=clock).open()
    queue(app.database, app.settings.desk.name, mails, clock())
    for _ in range(60):
        empty(app)
        if not waiting(app.database):
            break
        clock.go(minutes=5)
    return app


def firsts(taken: list[Taken]) -> dict[str, int]:
    """Of each mail, when it was taken first."""
    places: dict[str, int] = {}
    for place, one in enumerate(taken):
        places.setdefault(one.message_id, place)
    return places


def test_a_long_line_leaves_on_a_bad_day(tmp_path: Path) -> None:
    """Every mail arrives; only those are repeated whose answer never came; each thread keeps its order."""
    mails = outgoing(MAILS)
    with RelayHost(trouble=SEED) as host:
        app = posted(mails, tmp_path / "desk", host, Clock())
        with app.database.reading() as session:
            states = Counter(session.exec(select(OutboundMail.state)).all())
            ends = Counter(session.exec(select(DeliveryAttempt.outcome)).all())
        app.close()
        host.stop()
    times = Counter(one.message_id for one in host.taken)
    unanswered = Counter(one.message_id for one in host.taken if not one.answered)
    repeated = sum(number - 1 for number in times.values())
    print(f"{len(times)} mails taken, {repeated} repeated, {host.busy} times busy, attempts {dict(ends)}")
    assert states == {OutboundState.SENT: MAILS}
    assert times.keys() == {mail.message_id for mail in mails}
    assert repeated == unanswered.total() > 0
    assert all(times[name] == 1 + number for name, number in unanswered.items())
    assert ends["delivered"] == MAILS
    assert ends["deferred"] >= host.busy > 0
    places = firsts(host.taken)
    threads: dict[tuple[int, str], list[int]] = {}
    for mail in mails:
        threads.setdefault((mail.case, mail.recipient), []).append(places[mail.message_id])
    assert all(order == sorted(order) for order in threads.values())
