"""The store keeps its promises: migrations, blobs, writers side by side, leases, numbers and wake-ups."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlmodel import select

import routing
from intake.app import App
from intake.filing import file_batch
from intake.inbox import Arrival, Drop, receive
from intake.settings import load
from intake.world import World
from routing.blobs import BlobFolder
from routing.db import Database, Line, Wake
from routing.model import Contact, InboundMail, InboundState, MailboxRow, Ticket, metadata
from routing.submission import Channel
from tests.mails import ANN, VISI, mail
from tests.servers import Postgres
from tests.small_desk import write_desk
from tests.waiting import until

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WAITING = Line(InboundMail, InboundMail.state == InboundState.RECEIVED)
THREADS, EACH = 8, 50


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path, closing: ExitStack) -> Database:
    """An empty store of each kind; PostgreSQL is started for those who ask for it only."""
    url = f"sqlite:///{tmp_path}/intake.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").url("store")
    made = Database(url)
    closing.callback(made.close)
    return made


def alembic(database: Database, step: Callable[[Config], None]) -> None:
    """Run an alembic command in a transaction of the store."""
    config = Config()
    config.set_main_option("script_location", str(Path(routing.__file__).parent / "migrations"))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        step(config)


def add_mails(database: Database, count: int, desk: str = "acme") -> None:
    with database.transaction() as session:
        for number in range(count):
            session.add(
                InboundMail(desk=desk, raw_digest=f"{number:064x}", size=1, received_at=NOW, next_attempt_at=NOW)
            )


def lease(database: Database, owner: str, *, limit: int = 10, now: datetime = NOW, seconds: float = 60) -> list[int]:
    rows = database.lease(WAITING, {}, now=now, owner=owner, seconds=seconds, limit=limit)
    return [row.id for row in rows if row.id is not None]


# -- migrations


def test_migrating_twice_is_quiet(database: Database) -> None:
    """Every process does it as it starts."""
    database.migrate()
    database.migrate()
    assert set(metadata.tables) <= set(inspect(database.engine).get_table_names())


def test_the_migrations_make_what_the_models_say(database: Database) -> None:
    """Alembic finds nothing that a further migration would have to change."""
    database.migrate()
    with database.engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, metadata) == []


def test_down_to_nothing_and_up_again(database: Database) -> None:
    """Each migration can be taken back."""
    database.migrate()
    alembic(database, lambda config: command.downgrade(config, "base"))
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    database.migrate()
    add_mails(database, 1)
    assert len(lease(database, "a")) == 1


def test_several_processes_may_migrate_at_once(postgres: Postgres, closing: ExitStack) -> None:
    """One does, the others wait for it."""
    url = postgres.url("together")
    stores = [Database(url) for _ in range(4)]
    for store in stores:
        closing.callback(store.close)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Database.migrate, stores))
    with stores[0].reading() as session:
        assert session.exec(select(Ticket)).all() == []


# -- blobs


def test_what_is_put_is_had_again_under_its_digest(tmp_path: Path) -> None:
    """Also an empty one, and one that is there twice in a call."""
    blobs = BlobFolder(tmp_path / "blobs")
    contents = [b"one", b"", b"one", os.urandom(100_000)]
    digests = blobs.put(contents)
    assert digests == [hashlib.sha256(content).hexdigest() for content in contents]
    assert [blobs.get(digest) for digest in digests] == contents


def test_what_is_put_twice_is_kept_once(tmp_path: Path) -> None:
    """The file is not written again, and no scratch file is left."""
    blobs = BlobFolder(tmp_path / "blobs")
    (digest,) = blobs.put([b"one"])
    path = tmp_path / "blobs" / digest[:2] / digest
    before = path.stat()
    assert blobs.put([b"one"]) == BlobFolder(tmp_path / "blobs").put([b"one"]) == [digest]
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [found for found in (tmp_path / "blobs").glob("*/*") if found.is_file()] == [path]


def test_many_writers_of_the_same_bytes_agree(tmp_path: Path) -> None:
    """Who comes second finds it there."""
    blobs = BlobFolder(tmp_path / "blobs")
    with ThreadPoolExecutor(8) as pool:
        digests = {digest for (digest,) in pool.map(lambda _: blobs.put([b"same" * 1000]), range(40))}
    assert len(digests) == 1
    assert blobs.get(digests.pop()) == b"same" * 1000


def test_a_blob_that_is_not_there_is_a_key_error(tmp_path: Path) -> None:
    """As in a mapping."""
    with pytest.raises(KeyError):
        BlobFolder(tmp_path / "blobs").get("0" * 64)


def test_only_old_files_that_no_row_names_are_swept(tmp_path: Path) -> None:
    """A young one may belong to a transaction that is about to commit; so may a scratch file."""
    blobs = BlobFolder(tmp_path / "blobs")
    named, old, young = blobs.put([b"named", b"old", b"young"])
    scratch = tmp_path / "blobs" / "00" / ".deadbeef"
    scratch.write_bytes(b"half")
    hour_ago = NOW.timestamp() - 3600
    for path in (tmp_path / "blobs" / named[:2] / named, tmp_path / "blobs" / old[:2] / old, scratch):
        os.utime(path, (hour_ago, hour_ago))
    os.utime(tmp_path / "blobs" / young[:2] / young, (NOW.timestamp(), NOW.timestamp()))
    assert blobs.sweep([named], hour_ago + 1) == 2
    assert (blobs.get(named), blobs.get(young)) == (b"named", b"young")
    with pytest.raises(KeyError):
        blobs.get(old)
    assert not scratch.exists()


def test_the_service_sweeps_what_its_rows_do_not_name(tmp_path: Path, make_world: Callable[..., World]) -> None:
    """Mails that were taken stay, however old."""
    with make_world(tmp_path / "desk", clock=lambda: datetime.now(UTC) + timedelta(days=3)) as world:
        world.deliver(mail(), VISI, sender=ANN)
        (orphan,) = world.app.station.blobs.put([b"the transaction never came"])
        assert world.app.sweep() == 1
        with pytest.raises(KeyError):
            world.app.station.blobs.get(orphan)
        assert world.drain() > 0
        assert len(world.to(ANN)) == 1


# -- writers side by side


def test_no_update_is_lost(database: Database) -> None:
    """Eight threads read, add one and write, fifty times each: all four hundred count."""
    database.migrate()
    with database.transaction() as session:
        session.add(MailboxRow(desk="acme", name="visi"))

    def count_up(_thread: int) -> None:
        for _ in range(EACH):
            with database.transaction() as session:
                row = session.exec(database.lock(select(MailboxRow))).one()
                row.last_uid += 1
                session.add(row)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(count_up, range(THREADS)))
    with database.reading() as session:
        assert session.exec(select(MailboxRow.last_uid)).one() == THREADS * EACH


def test_a_reader_does_not_wait_for_a_writer(database: Database) -> None:
    """Who only looks sees what was committed before."""
    database.migrate()
    add_mails(database, 1)
    with database.transaction() as session:
        row = session.exec(select(InboundMail)).one()
        row.size = 99
        session.add(row)
        session.flush()
        with database.reading() as beside:
            assert beside.exec(select(InboundMail.size)).one() == 1


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    """It is all or none."""
    database.migrate()

    def fail() -> None:
        with database.transaction() as session:
            session.add(MailboxRow(desk="acme", name="visi"))
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    with database.reading() as session:
        assert session.exec(select(MailboxRow)).all() == []


def test_sqlite_writes_through(tmp_path: Path, closing: ExitStack) -> None:
    """A 250 follows the commit, so the commit must be on the disk."""
    store = Database(f"sqlite:///{tmp_path}/intake.db")
    closing.callback(store.close)
    with store.engine.connect() as connection:
        found = [
            connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]


# -- leases


def test_a_lease_bounds_the_claim(database: Database) -> None:
    """Nobody else gets the rows until it runs out; whoever comes then owns them, and the first no more."""
    database.migrate()
    add_mails(database, 3)
    assert lease(database, "a", limit=2) == [1, 2]
    assert lease(database, "b") == [3]
    assert lease(database, "b", now=NOW + timedelta(seconds=59)) == []
    assert lease(database, "b", now=NOW + timedelta(seconds=60), limit=2) == [1, 2]
    with database.transaction() as session:
        assert database.still_mine(session, InboundMail, [1, 2, 3], "a") == {}
        mine = database.still_mine(session, InboundMail, [1, 2, 3], "b")
        assert {key: row.attempts for key, row in mine.items()} == {1: 2, 2: 2, 3: 1}


def test_a_row_whose_time_has_not_come_is_not_leased(database: Database) -> None:
    """A retry waits until it is due."""
    database.migrate()
    add_mails(database, 1)
    assert lease(database, "a", now=NOW - timedelta(seconds=1)) == []
    assert lease(database, "a") == [1]


def test_the_one_process_of_an_sqlite_store_forgets_old_leases(tmp_path: Path, closing: ExitStack) -> None:
    """They were of a process that died; what it did not finish is due at once."""
    store = Database(f"sqlite:///{tmp_path}/intake.db")
    closing.callback(store.close)
    store.migrate()
    add_mails(store, 2)
    assert lease(store, "dead", limit=1, seconds=9999) == [1]
    store.forget_leases((InboundMail,))
    assert lease(store, "alive") == [1, 2]


def test_two_processes_never_lease_the_same_row(postgres: Postgres, closing: ExitStack) -> None:
    """Rows that one is claiming are skipped by the others, and none is left out."""
    url = postgres.url("leases")
    stores = [Database(url) for _ in range(4)]
    for store in stores:
        closing.callback(store.close)
    stores[0].migrate()
    add_mails(stores[0], 200)

    def work(number: int) -> list[int]:
        taken: list[int] = []
        while batch := lease(stores[number], f"process {number}", limit=7):
            taken += batch
        return taken

    with ThreadPoolExecutor(len(stores)) as pool:
        shares = list(pool.map(work, range(len(stores))))
    assert sorted(row for share in shares for row in share) == list(range(1, 201))


def test_a_claim_does_not_wait_for_rows_in_other_hands(postgres: Postgres, closing: ExitStack) -> None:
    """FOR UPDATE SKIP LOCKED: a transaction that sits on a row stops nobody."""
    store = Database(postgres.url("skipping"))
    closing.callback(store.close)
    store.migrate()
    add_mails(store, 2)
    with store.transaction() as session:
        session.exec(select(InboundMail).where(InboundMail.id == 1).with_for_update()).one()
        assert lease(store, "b") == [2]
    assert lease(store, "b") == [1]


# -- wake-ups


def test_a_wake_up_reaches_another_process(postgres: Postgres, closing: ExitStack) -> None:
    """By LISTEN and NOTIFY, and only on its channel."""
    url = postgres.url("wake")
    here, there = Database(url), Database(url)
    caller, hearer = Wake(here, ("file", "deliver")), Wake(there, ("file", "deliver"))
    closing.callback(here.close)
    closing.callback(there.close)
    closing.callback(hearer.close)
    hearer.listen()
    woken = threading.Event()
    overslept: list[bool] = []

    def sleep() -> None:
        hearer.wait("file", 30)
        woken.set()

    def sleep_on() -> None:
        hearer.wait("deliver", 2)
        overslept.append(woken.is_set())

    sleepers = [threading.Thread(target=sleep), threading.Thread(target=sleep_on)]
    for sleeper in sleepers:
        sleeper.start()

    def call() -> bool:  # again and again, for it may not listen yet
        caller("file")
        return woken.is_set()

    until(call, 10, "a wake-up across two connections")
    for sleeper in sleepers:
        sleeper.join(30)
    assert overslept == [True]


def test_a_wake_up_on_sqlite_is_an_event_of_the_process(tmp_path: Path, closing: ExitStack) -> None:
    """What came before the wait counts."""
    store = Database(f"sqlite:///{tmp_path}/intake.db")
    closing.callback(store.close)
    wake = Wake(store, ("file",))
    wake("file")
    done = threading.Thread(target=lambda: wake.wait("file", 60))
    done.start()
    done.join(10)
    assert not done.is_alive()


# -- numbers


def test_case_numbers_are_unique_under_concurrent_filers(
    tmp_path: Path, postgres: Postgres, closing: ExitStack
) -> None:
    """Four processes file forty mails of five customers from one store: forty cases, forty numbers, five contacts."""
    url = postgres.url("numbers")
    apps = []
    for number in range(4):
        app = App(load(write_desk(tmp_path / f"desk{number}", database_url=url) / "desk.toml")).open()
        closing.callback(app.close)
        apps.append(app)
    for number in range(40):
        raw = mail(f"Case {number}", sender=f"c{number % 5}@x.example", message_id=f"<{number}@x.example>")
        receive(apps[0].station, [Arrival(raw, (Drop("visi", Channel.LMTP),))], None, NOW)
        for app in apps[1:]:
            app.station.blobs.put([raw])
    with ThreadPoolExecutor(len(apps)) as pool:
        list(pool.map(file_all, apps))
    file_all(apps[0], NOW + timedelta(minutes=1))  # who met another process over a new contact tries again
    with apps[0].database.reading() as session:
        numbers = session.exec(select(Ticket.number)).all()
        addresses = session.exec(select(Contact.address)).all()
    assert len(numbers) == len(set(numbers)) == 40
    assert min(numbers) == 10001
    assert sorted(addresses) == [f"c{number}@x.example" for number in range(5)]


def file_all(app: App, now: datetime = NOW) -> None:
    """In small batches, so that all have work."""
    limits = replace(app.settings.limits, batch=3)
    while file_batch(app.station, app.reader, limits, now):
        pass


def test_numbers_of_a_rolled_back_transaction_are_not_given_twice(database: Database) -> None:
    """Gaps are allowed, doubles are not."""
    database.migrate()
    database.prepare_numbers("acme")
    with database.transaction() as session:
        first = database.next_number(session, "acme")
        session.rollback()
    given = []
    for _ in range(3):
        with database.transaction() as session:
            number = database.next_number(session, "acme")
            given.append(number)
            session.add(
                Ticket(
                    desk="acme", number=number, subject="", mailbox="visi", category="support", confidence=0.0,
                    opened_at=NOW, changed_at=NOW,
                )
            )  # fmt: skip
    assert first == 10001
    assert given == sorted(set(given))
    assert given[0] in (10001, 10002)
