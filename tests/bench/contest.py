"""The floor and the desk in turn, A B A B …, over the same mails: a fresh mailbox, folder and database for each run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import postbox
from tests.bench.corpus import Mail
from tests.bench.desk import make_folder
from tests.bench.yardstick import Contestant, Measure
from tests.servers import Dovecot, Postgres


@dataclass(frozen=True, slots=True)
class Store:
    """A kind of database; `url` makes an empty one of that name in that folder."""

    title: str
    url: Callable[[Path, str], str]


@dataclass(slots=True)
class Score:
    """What the runs measured, in their order."""

    store: str
    floor: list[Measure] = field(default_factory=list)
    desk: list[Measure] = field(default_factory=list)


SQLITE = Store("SQLite", lambda folder, name: f"sqlite:///{folder / name}.db")


def postgres(server: Postgres) -> Store:
    """PostgreSQL as it runs; `server` should have its fsync on."""
    return Store("PostgreSQL", lambda _folder, name: server.url(name))


def play(dovecot: Dovecot, store: Store, mails: Sequence[Mail], runs: int, folder: Path) -> Iterator[Score]:
    """Play; answers the score so far after every run."""
    score = Score(store.title)
    cases = sum(mail.answers is None for mail in mails)
    for number in range(runs):
        for name, results in (("floor", score.floor), ("desk", score.desk)):
            place, user = folder / f"{name}{number}", f"{name}{number}-{store.title.lower()}"
            place.mkdir()
            url = store.url(place, f"{name}{number}")
            try:
                with _contestant(name, dovecot, user, url, place, len(mails), cases) as contestant:
                    postbox.fill(dovecot, user, mails)
                    results.append(contestant.go())
            finally:
                postbox.remove(dovecot, user)
                shutil.rmtree(place)
        yield score


def _contestant(name: str, dovecot: Dovecot, user: str, url: str, folder: Path, count: int, cases: int) -> Contestant:
    if name == "floor":
        return Contestant("tests.bench.floor", dovecot.imap_port, user, url, count)
    make_folder(folder, dovecot.imap_port, user, url, count)
    return Contestant("tests.bench.desk", folder, count, cases)
