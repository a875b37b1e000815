"""The database: engine, transactions, claims, numbers, wake-ups. The only file that knows the dialect.

SQLite runs every writing transaction as BEGIN IMMEDIATE (the driver's default loses updates silently), in WAL
mode with synchronous=FULL, because a 250 or a MOVE on a server follows the commit. PostgreSQL claims rows with
FOR UPDATE SKIP LOCKED, which SQLAlchemy drops silently on SQLite: there the one writer needs none.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Generic, TypeVar

from sqlalchemy import BindParameter, Connection, Engine, bindparam, create_engine, event, text
from sqlalchemy import update as sql_update
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import GenerativeSelect
from sqlmodel import Session, col, or_, select, update
from sqlmodel.sql.expression import SelectOfScalar

from routing.model.base import Leased

Row = TypeVar("Row", bound=Leased)
Query = TypeVar("Query", bound=GenerativeSelect)
_READING = "intake_reading"
_GIVEN_BACK_SECONDS = 5.0
_ROOM = ("wal_autocheckpoint=8000", "cache_size=-16000")  # mails go through: 32 MB of log, 16 MB of pages
_EMPTY: Mapping[str, Callable[[], object]] = {"{}": dict, "[]": list}
_from_json = json.JSONDecoder().decode
_NO_SORT = text("SET LOCAL enable_sort = off")
_MIGRATION_LOCK = 0x696E74616B65  # "intake", for pg_advisory_lock

Unavailable = OperationalError  # the store cannot be reached or is locked for too long: try again later
AlreadyDone = IntegrityError  # a UNIQUE constraint said so


def collided(trouble: OperationalError) -> bool:
    """Whether PostgreSQL ended a transaction only because another stood in its way: do it again at once."""
    return getattr(trouble.orig, "sqlstate", None) in ("40001", "40P01")  # serialization failure, deadlock


def one_line(trouble: Exception) -> str:
    """What the database says of a trouble, without the statement."""
    return str(getattr(trouble, "orig", trouble)).strip().partition("\n")[0][:300]


class Line(Generic[Row]):
    """The rows of a table that wait for a step, those due longest first; its statements are built once.

    A row is due when `due` holds, its time has come and nobody's lease on it is alive.
    """

    def __init__(self, model: type[Row], *due: ColumnElement[bool] | bool) -> None:
        """`due` may have parameters, which `Database.lease` is told."""
        table: Any = model
        now = bindparam("now", type_=table.next_attempt_at.type)
        self.model = model
        self.rows: SelectOfScalar[Row] = (
            select(model)
            .where(*due, *free(model, now))
            .order_by(table.next_attempt_at, table.id)
            .limit(bindparam("most"))
        )
        self.any = self.rows.with_only_columns(table.id)
        self.lend = (
            sql_update(table.__table__)
            .where(table.id.in_(bindparam("ids", expanding=True)))
            .values(attempts=table.attempts + 1, leased_by=bindparam("lessee"), leased_until=bindparam("lent_until"))
        )


class Database:
    """One database, shared by the threads of a process."""

    def __init__(self, url: str, *, busy_seconds: float = 30.0, synchronous: str = "FULL") -> None:
        """`url` as SQLAlchemy reads it; `synchronous` is SQLite's and anything but FULL is for simulations."""
        self.url = url
        self.sqlite = url.startswith("sqlite")
        if self.sqlite:
            waits = {"timeout": busy_seconds}
            self.engine: Engine = create_engine(url, pool_size=20, connect_args=waits, json_deserializer=_read)
            _tune_sqlite(self.engine, synchronous)
        else:
            self.engine = create_engine(url, pool_pre_ping=True, pool_size=20)
        self._writer = threading.Lock() if self.sqlite else contextlib.nullcontext()
        self._reading = self.engine.execution_options(**{_READING: True})

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Session]:
        """A writing transaction: commits at the end, rolls back on any exception.

        SQLite has one writer. Who waits for him within this process waits in line, for SQLite would have him sleep
        and try again.
        """
        with self._writer, Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads, beside any writer."""
        with Session(self._reading, expire_on_commit=False) as session:
            yield session

    def migrate(self) -> None:
        """Bring the tables to this version's shape; waits for another process that is at it."""
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self.engine.begin() as connection:
            if not self.sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def prepare_numbers(self, desk: str) -> None:
        """Make the desk's case numbers available; they start at 10001."""
        if self.sqlite:
            return
        with self.engine.begin() as connection:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            connection.execute(text(f"CREATE SEQUENCE IF NOT EXISTS {_sequence(desk)} START 10001"))

    def next_number(self, session: Session, desk: str) -> int:
        """The next case number of a desk: unique, rising, with gaps where a transaction was rolled back."""
        if self.sqlite:
            query = text("SELECT coalesce(max(number), 10000) + 1 FROM ticket WHERE desk = :desk")
            return int(session.execute(query, {"desk": desk}).scalar_one())
        return int(session.execute(text(f"SELECT nextval('{_sequence(desk)}')")).scalar_one())

    def lock(self, query: Query) -> Query:
        """The same query, its rows locked; rows that another transaction holds are waited for.

        FOR NO KEY UPDATE, so that who merely refers to a row by a foreign key neither waits nor deadlocks.
        """
        return query if self.sqlite else query.with_for_update(key_share=True)

    def lease(
        self,
        line: Line[Row],
        whose: Mapping[str, object],
        *,
        now: datetime,
        owner: str,
        seconds: float,
        limit: int,
    ) -> list[Row]:
        """Claim up to `limit` rows of a line, for `seconds`, and count the attempt. An idle call only reads.

        `whose` are the parameters of the line.
        """
        with self._reading.connect() as connection:
            if connection.execute(line.any, {**whose, "now": now, "most": 1}).first() is None:
                return []
        with self.transaction() as session:
            claimed = session.exec(self.claim(line.rows, line.model), params={**whose, "now": now, "most": limit}).all()
            until = now + timedelta(seconds=seconds)
            ids = [row.id for row in claimed]  # type: ignore[attr-defined]
            if ids:  # one statement for all of them, not one for each
                session.connection().execute(line.lend, {"ids": ids, "lessee": owner, "lent_until": until})
            for row in claimed:
                lent = {"attempts": row.attempts + 1, "leased_by": owner, "leased_until": until}
                for name, value in lent.items():
                    set_committed_value(row, name, value)
            return list(claimed)

    def claim(self, query: Query, model: type[Leased]) -> Query:
        """The same query, its rows locked but for those that another transaction holds: they are passed over."""
        return query if self.sqlite else query.with_for_update(skip_locked=True, of=model, key_share=True)

    def keep_to_indexes(self, connection: Connection) -> None:
        """Until the end of this transaction, read in the order of an index, where one has it.

        A line that has grown since PostgreSQL counted its rows looks short to it: it then reads the whole of it and
        sorts, for every few rows that are claimed. SQLite does not count, and uses the index anyway.
        """
        if not self.sqlite:
            connection.execute(_NO_SORT)

    @contextlib.contextmanager
    def holding(self, model: type[Leased], ids: Sequence[int | None], owner: str, now: datetime) -> Iterator[None]:
        """The work on leased rows: if it fails, they are given back with the fault, and are due again soon."""
        try:
            yield
        except Exception as fault:
            with contextlib.suppress(OperationalError):  # then the lease runs out by itself
                said = str(getattr(fault, "orig", fault)).partition("\n")[0]  # not the whole statement
                self._give_back(model, ids, owner, f"{type(fault).__name__}: {said}"[:500], now)
            raise

    def _give_back(self, model: type[Leased], ids: Sequence[int | None], owner: str, why: str, now: datetime) -> None:
        table: Any = model
        again = now + timedelta(seconds=_GIVEN_BACK_SECONDS)
        values = {"leased_by": None, "leased_until": None, "next_attempt_at": again, "last_error": why}
        with self.transaction() as session:
            session.exec(update(table).where(col(table.id).in_(ids), table.leased_by == owner).values(**values))

    def still_mine(self, session: Session, model: type[Row], ids: Sequence[int], owner: str) -> dict[int, Row]:
        """Of the leased rows, those whose lease nobody took over meanwhile, locked, by id."""
        table: Any = model
        query = select(model).where(col(table.id).in_(ids), table.leased_by == owner).order_by(table.id)
        rows = session.exec(self.lock(query)).all()
        return {row.id: row for row in rows}  # type: ignore[attr-defined]

    def forget_leases(self, models: Sequence[type[Leased]]) -> None:
        """End all leases. Only for the one process of an SQLite store, as it starts: nobody else can hold one."""
        with self.transaction() as session:
            for model in models:
                table: Any = model
                session.exec(update(model).where(col(table.leased_by).is_not(None)).values(leased_until=None))

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def free(
    model: type[Leased], now: datetime | BindParameter[datetime]
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """What makes a row of that table free to be claimed: its time has come, and nobody's lease on it is alive."""
    table: Any = model
    return col(table.next_attempt_at) <= now, or_(col(table.leased_until).is_(None), col(table.leased_until) <= now)


class Wake:
    """Tells the steps of a process, and on PostgreSQL those of all others, that there may be work.

    A wake-up that is lost costs a tick of the scheduler, never a mail: what is due lives in the tables.
    """

    def __init__(self, database: Database, channels: Sequence[str]) -> None:
        """One event for each channel; waiting threads clear their own."""
        self._database = database
        self._events = {channel: threading.Event() for channel in channels}
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def __call__(self, channel: str) -> None:
        """There may be work on that channel."""
        self._events[channel].set()
        if not self._database.sqlite:
            with contextlib.suppress(OperationalError), self._database.engine.begin() as connection:
                connection.execute(text("SELECT pg_notify('intake', :channel)"), {"channel": channel})

    def wait(self, channel: str, seconds: float) -> None:
        """Sleep until woken, at most that long."""
        self._events[channel].wait(seconds)
        self._events[channel].clear()

    def all(self) -> None:
        """Wake everybody of this process: a tick, or the end."""
        for waiting in self._events.values():
            waiting.set()

    def listen(self) -> None:
        """Hear other processes' wake-ups; does nothing on SQLite."""
        if self._database.sqlite or self._thread is not None:
            return
        self._thread = threading.Thread(target=self._hear, name="wake", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(5)

    def _hear(self) -> None:
        while not self._stop.is_set():
            try:
                with self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    self._hear_on(connection)
            except OperationalError:
                self._stop.wait(5)

    def _hear_on(self, connection: Connection) -> None:
        connection.execute(text("LISTEN intake"))
        driver: Any = connection.connection.dbapi_connection
        while not self._stop.is_set():
            for heard in driver.notifies(timeout=1, stop_after=1):
                if heard.payload in self._events:
                    self._events[heard.payload].set()


def _tune_sqlite(engine: Engine, synchronous: str) -> None:
    def connected(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        for pragma in ("journal_mode=WAL", f"synchronous={synchronous}", "foreign_keys=ON", *_ROOM):
            connection.cursor().execute(f"PRAGMA {pragma}")

    def begins(connection: Connection) -> None:
        reading = connection.get_execution_options().get(_READING, False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begins)


def _read(written: str) -> object:
    """A column's JSON; most lists and tables of a row are empty."""
    empty = _EMPTY.get(written)
    return empty() if empty is not None else _from_json(written)


def _sequence(desk: str) -> str:
    return "case_number_" + desk.replace("-", "_")  # desk names are [a-z0-9-] by the desk file's own check
