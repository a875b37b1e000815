"""A world with a clock that stands still until a test moves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from intake.world import World


class Clock:
    """Monday 23 November 2026, 10:00 in Brussels, until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def closing() -> Iterator[ExitStack]:
    """What a test opens is closed behind it."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def world(tmp_path: Path, clock: Clock, make_world: Callable[..., World]) -> Iterator[World]:
    with make_world(tmp_path / "desk", clock=clock) as opened:
        yield opened
