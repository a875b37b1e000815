"""The world of the real mail clients: its clock, its desk and its mail servers, one for all tests of a file.

To start them takes longer than a test; each test has a customer of its own instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from intake.world import World
from tests.conftest import build
from tests.servers import Dovecot
from tests.steps.conftest import Clock
from tests.wire.border import Border
from tests.wire.clients import program
from tests.wire.office import Office


@pytest.fixture(scope="module")
def clock() -> Clock:
    """Stands still until it is moved."""
    return Clock()


@pytest.fixture(scope="module")
def office(
    tmp_path_factory: pytest.TempPathFactory, clock: Clock, make_world: Callable[..., World]
) -> Iterator[Office]:
    """A desk and everybody's mailboxes; skipped where Dovecot is missing, or swaks, by which customers write."""
    build(lambda: program("swaks"))
    folder = tmp_path_factory.mktemp("office")
    with ExitStack() as stack:
        dovecot = build(Dovecot).start()
        stack.callback(dovecot.stop)
        border = Border(dovecot).start()
        stack.callback(border.stop)
        world = stack.enter_context(make_world(folder / "desk", clock=clock))
        opened = Office(world, dovecot, border, folder / "homes")
        stack.callback(opened.close)
        yield opened
