"""A long line of outgoing mail on a bad day of the mail server: all of it arrives, in order, and nothing twice unknown.

Two connections post at once. The server is busy for one mail in twenty and hangs up on one in a hundred, half of them
when it had taken the mail and the 250 was on its way: those it gets again, and knows them by their Message-ID. 10,000
mails with TORTURE=1.
"""

from __future__ import annotations

import itertools
import os
import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from intake.app import App
from intake.settings import load
from notifier import outbox
from routing.db import Database
from routing.model import IN_LINE, DeliveryAttempt, OutboundMail, OutboundState
from tests.bench.outgoing import Outgoing, outgoing, queue
from tests.relayhost import RelayHost, Taken
from tests.servers import Postgres, Sink
from tests.small_desk import write_desk
from tests.steps.conftest import Clock

FULL = bool(os.environ.get("TORTURE"))
MAILS = 10_000 if FULL else 200
SEED = 20261122
_numbers = itertools.count(1)
pytestmark = [pytest.mark.torture, pytest.mark.timeout(3600)] if FULL else []


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


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> str:
    """The address of an empty database, of either kind."""
    if request.param == "sqlite":
        return "sqlite:///intake.db"
    server: Postgres = request.getfixturevalue("postgres")
    return server.url(f"posting_{next(_numbers)}")


def ready(mails: list[Outgoing], folder: Path, port: int, clock: Clock, store: str) -> App:
    """A service whose line holds these mails."""
    write_desk(folder, smtp_port=port, database_url=store)
    app = App(load(folder / "desk.toml", {}), clock=clock).open()
    queue(app.database, app.settings.desk.name, mails, clock())
    return app


def posted(mails: list[Outgoing], folder: Path, host: RelayHost, clock: Clock, store: str) -> App:
    """All of them have left; the clock went on by the back-off whenever there was nothing to do."""
    app = ready(mails, folder, host.port, clock, store)
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


def test_a_long_line_leaves_on_a_bad_day(tmp_path: Path, store: str) -> None:
    """Every mail arrives; only those are repeated whose answer never came; each thread keeps its order."""
    mails = outgoing(MAILS)
    with RelayHost(trouble=SEED) as host:
        app = posted(mails, tmp_path / "desk", host, Clock(), store)
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


def test_a_lease_that_ran_out_is_uncertain_and_the_same_mail_goes_again(tmp_path: Path, store: str, sink: Sink) -> None:
    """A process took the whole line, posted half of it and died: every mail arrives, those under their old names."""
    mails, clock = outgoing(8), Clock()
    app = ready(mails, tmp_path / "desk", sink.port, clock, store)
    dying = replace(app.station, owner="dead")
    taken = outbox.lease(dying, 20, clock())
    for mail in taken[: len(taken) // 2]:
        app.courier.post(mail.envelope_from, (mail.recipient,), mail.content)
    before = [one.raw for one in sink.messages]
    assert app.deliver() == 0  # (what waits behind them in their threads waits on)
    clock.go(seconds=app.station.lease_seconds)
    empty(app)
    with app.database.reading() as session:
        assert set(session.exec(select(OutboundMail.state)).all()) == {OutboundState.SENT}
        first = select(DeliveryAttempt.outcome).where(DeliveryAttempt.number == 1)
        assert Counter(session.exec(first).all())["uncertain"] == len(taken)
    app.close()
    again = Counter(one.raw for one in sink.messages)
    assert [raw for raw, number in again.items() if number == 2] == before
    assert len(again) == len(mails)


def test_two_who_lease_at_once_share_the_line(tmp_path: Path, store: str) -> None:
    """No mail twice, and of each thread only the first, however many ask."""
    mails, clock = outgoing(200), Clock()
    app = ready(mails, tmp_path / "desk", 25, clock, store)
    start, shares = threading.Barrier(4), [list[outbox.Leaving]() for _ in range(4)]

    def take(number: int) -> None:
        station = replace(app.station, owner=f"owner {number}")
        start.wait(30)
        while some := outbox.lease(station, 7, clock()):
            shares[number] += some

    threads = [threading.Thread(target=take, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    app.close()
    leased = Counter(mail.message_id for share in shares for mail in share)
    heads: dict[tuple[int, str], str] = {}
    for mail in mails:
        heads.setdefault((mail.case, mail.recipient), mail.message_id)
    assert leased == Counter(heads.values())
