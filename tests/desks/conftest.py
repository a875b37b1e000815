"""The desk of a scenario: a world of its own, opened in a moment, with the readers of its desk file.

`sample` of a module says whose desk it tells of. The store is a copy of one that was migrated once, and the processes
that read and write mails are shared by the scenarios of a module: both take longer to make than a scenario takes.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from intake.app import Children, make_children
from intake.reader import Reader
from intake.settings import Settings, load
from intake.setup import init
from intake.world import World
from notifier.scribe import Scribe
from routing.db import Database
from routing.desk import Leave
from tests.desks.story import Clock, Day

WAITING = Path(__file__).with_name("waiting.toml")
Open = Callable[..., Day]
NOBODY: Mapping[str, Leave] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for a capability is expected to fail, and must fail until it is there."""
    waiting = {row["test"]: row["capability"] for row in tomllib.loads(WAITING.read_text(encoding="utf-8"))["waiting"]}
    for item in items:
        if item.path.parent == WAITING.parent and item.name in waiting:
            item.add_marker(pytest.mark.xfail(strict=True, reason=f"waits for: {waiting[item.name]}"))


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with all its tables and nothing in them."""
    path = tmp_path_factory.mktemp("store") / "intake.db"
    store = Database(f"sqlite:///{path}")
    store.migrate()
    store.close()
    return path


@pytest.fixture(scope="module")
def readers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Children]]:
    """The processes that read and write the mails of a desk, by its name."""
    made: dict[str, Children] = {}

    def of(desk: str) -> Children:
        if desk == "produsoft":
            shared: tuple[Reader, Scribe] = request.getfixturevalue("children")
            return shared
        if desk not in made:
            folder = tmp_path_factory.mktemp("readers") / desk
            init(desk, folder)
            made[desk] = make_children(load(folder / "desk.toml", {}))
        return made[desk]

    yield of
    for reader, scribe in made.values():
        reader.close()
        scribe.close()


@pytest.fixture
def opened(
    request: pytest.FixtureRequest, tmp_path: Path, empty_store: Path, readers: Callable[[str], Children]
) -> Iterator[Open]:
    """Opens a desk: the module's own, or another sample; settings of its [desk] table may be named."""
    with ExitStack() as closing:

        def open_desk(
            sample: str = request.module.SAMPLE, *, away: Mapping[str, Leave] = NOBODY, **settings: object
        ) -> Day:
            clock = Clock()
            folder = tmp_path / f"{sample}-desk"

            def change(loaded: Settings) -> Settings:
                engineers = tuple(
                    replace(engineer, language="en", away=(away[engineer.name],) if engineer.name in away else ())
                    for engineer in loaded.desk.engineers
                )
                plainly: dict[str, object] = {"undo_seconds": 0, "engineers": engineers, **settings}
                return replace(loaded, desk=replace(loaded.desk, **plainly))  # type: ignore[arg-type]

            world = World(folder, desk=sample, clock=clock, change=change, children=readers(sample))
            shutil.copy(empty_store, folder / empty_store.name)
            return Day(closing.enter_context(world), clock)

        yield open_desk


@pytest.fixture
def day(opened: Open) -> Day:
    """A Monday of the module's desk."""
    return opened()
