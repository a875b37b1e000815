"""The desk of a scenario, with nobody in its records yet.

`SAMPLE` of a module says whose desk it tells of. A module's scenarios share one world, which is emptied before each,
and the processes that read and write mails: to make them takes longer than most scenarios do.
"""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import SQLModel

from intake.app import Children, make_children
from intake.reader import Reader
from intake.settings import Settings, load
from intake.setup import init
from intake.world import World
from notifier.scribe import Scribe
from routing.desk import Calendar, Manager
from tests.desks.story import Clock, Day

WAITING = Path(__file__).with_name("waiting.toml")
Open = Callable[..., Day]
WEEK = Calendar(ZoneInfo("Europe/Brussels"), (((time(8), time(17)),),) * 5 + ((), ()))
Staff = Mapping[str, Mapping[str, object]]  # of an engineer, by his name, what is otherwise
AS_THEY_ARE: Staff = {}
NO_CHANGE: Mapping[str, object] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for a capability is expected to fail, and must fail until it is there."""
    waiting = {row["test"]: row["capability"] for row in tomllib.loads(WAITING.read_text(encoding="utf-8"))["waiting"]}
    for item in items:
        if item.path.parent == WAITING.parent and item.name in waiting:
            item.add_marker(pytest.mark.xfail(strict=True, reason=f"waits for: {waiting[item.name]}"))


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


@pytest.fixture(scope="module")
def house(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    store: Path,
    readers: Callable[[str], Children],
) -> Iterator[tuple[World, Clock]]:
    """The module's own desk, with whatever the last scenario left in it."""
    clock, sample = Clock(), request.module.SAMPLE
    with _built(tmp_path_factory.mktemp("house") / sample, sample, clock, readers(sample), store) as world:
        yield world, clock


@pytest.fixture
def day(house: tuple[World, Clock]) -> Day:
    """A Monday of the module's desk, at ten, before anybody has written."""
    world, clock = house
    _sweep(world)
    clock.now = Clock().now
    return Day(world, clock)


def manager(address: str) -> Manager:
    """Somebody who sees everything, and reads English."""
    name = address.partition("@")[0]
    return Manager(name, name.title(), (address,), calendar=WEEK, language="en")


@pytest.fixture
def opened(
    request: pytest.FixtureRequest, tmp_path: Path, store: Path, readers: Callable[[str], Children]
) -> Iterator[Open]:
    """Opens a desk of another sample, or with other settings of its [desk] table, or with other staff."""
    with ExitStack() as closing:

        def open_desk(sample: str = request.module.SAMPLE, *, staff: Staff = AS_THEY_ARE, **settings: object) -> Day:
            clock = Clock()
            built = _built(tmp_path / sample, sample, clock, readers(sample), store, staff, settings)
            return Day(closing.enter_context(built), clock)

        yield open_desk


def _built(
    folder: Path,
    sample: str,
    clock: Clock,
    made: Children,
    store: Path,
    staff: Staff = AS_THEY_ARE,
    settings: Mapping[str, object] = NO_CHANGE,
) -> World:
    """A world of a sample in which nobody waits to undo anything and engineers read English."""

    def change(loaded: Settings) -> Settings:
        engineers = tuple(
            replace(engineer, **{"language": "en", "away": (), **staff.get(engineer.name, {})})  # type: ignore[arg-type]
            for engineer in loaded.desk.engineers
        )
        plainly: dict[str, object] = {"undo_seconds": 0, "engineers": engineers, **settings}
        return replace(loaded, desk=replace(loaded.desk, **plainly))  # type: ignore[arg-type]

    world = World(folder, desk=sample, clock=clock, change=change, children=made)
    shutil.copy(store, folder / store.name)
    return world


def _sweep(world: World) -> None:
    """Nothing of an earlier scenario stays but the list of the desk's mailboxes."""
    with world.app.database.transaction() as session:
        for table in reversed(SQLModel.metadata.sorted_tables):
            if table.name not in ("mailbox", "alembic_version"):
                session.execute(table.delete())
    world.postman.posted.clear()
