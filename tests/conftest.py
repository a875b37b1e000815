"""Fixtures: the real servers, one set for each xdist worker, started when the first test asks.

A missing server program skips the tests that need it and says which apt-get line mends that; with CI=true it
is a failure, for a green run must not mean that nothing was tried.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
import structlog

from intake.__main__ import main
from intake.app import make_children
from intake.reader import Reader
from intake.settings import load
from intake.setup import init
from intake.world import World
from notifier.scribe import Scribe
from routing.db import Database
from tests import compiled
from tests.program import Done, Program
from tests.servers import Dovecot, NotInstalledError, Postgres, Sink

_S = TypeVar("_S")


def pytest_configure() -> None:
    """Before any engine is made."""
    compiled.share()


def build(server: Callable[[], _S]) -> _S:
    """The server, not yet started; skips or fails the test where its program is missing."""
    try:
        return server()
    except NotInstalledError as missing:
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(f"a server this test needs is missing: {missing}")
        pytest.skip(f"a server this test needs is missing: {missing}")


@pytest.fixture(scope="session")
def children(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Reader, Scribe]]:
    """One reader and one scribe for all worlds of the sample desk: to start them takes longer than most tests."""
    folder = tmp_path_factory.mktemp("children") / "desk"
    init("produsoft", folder)
    reader, scribe = make_children(load(folder / "desk.toml", {}))
    yield reader, scribe
    reader.close()
    scribe.close()


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite store with its tables and nothing in them."""
    folder = tmp_path_factory.mktemp("store") / "desk"
    init("produsoft", folder)
    settings = load(folder / "desk.toml", {})
    database = Database(settings.database_url)
    database.migrate()
    database.close()
    return folder / "intake.db"


@pytest.fixture(scope="session")
def make_world(children: tuple[Reader, Scribe], store: Path) -> Callable[..., World]:
    """Makes a `World` of the sample desk that opens at once: its processes run, and its tables are made."""
    return partial(World, children=children, store=store)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """IMAP and LMTP for any user; use a user name of your own for each test."""
    server = build(Dovecot).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """PostgreSQL; `postgres.url("name")` makes an empty database."""
    server = build(Postgres).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def _sink() -> Iterator[Sink]:
    server = Sink().start()
    yield server
    server.stop()


@pytest.fixture
def sink(_sink: Sink) -> Iterator[Sink]:
    """An SMTP server that keeps what it is sent; empty and obliging at the start of each test."""
    _sink.clear()
    yield _sink
    _sink.clear()


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Program]:
    """The program's own entry point, in this process; logging is as it was afterwards."""

    def run(*words: object, stdin: str = "") -> Done:
        monkeypatch.setattr(sys, "argv", ["intake", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capsys.readouterr()
        code: object = 0
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        said = capsys.readouterr()
        assert isinstance(code, int)
        assert "Traceback" not in said.err
        return Done(code, said.out, said.err)

    yield run
    structlog.reset_defaults()
