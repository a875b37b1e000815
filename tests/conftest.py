"""Fixtures: the real servers, one set for each xdist worker, started when the first test asks.

A missing server program skips the tests that need it and says which apt-get line mends that; with CI=true it
is a failure, for a green run must not mean that nothing was tried.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest

from intake.app import make_children
from intake.reader import Reader
from intake.settings import load
from intake.setup import init
from notifier.scribe import Scribe
from tests.servers import Dovecot, NotInstalledError, Postgres, Sink

_S = TypeVar("_S")


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
