"""Where the time goes, step by step, first by the clock and then under cProfile.

The steps run here one after the other and not beside each other, and the reader's work is done in this process,
so that a profiler can see it; the sum is therefore more than a run of `contest.py` takes.
"""

from __future__ import annotations

import cProfile
import pstats
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from intake.app import App
from intake.mailbox import ImapFolder
from intake.read import read
from intake.settings import hints, load
from tests.bench import postbox
from tests.bench.corpus import Mail
from tests.bench.desk import Progress, make_folder, open_desk
from tests.bench.yardstick import REPOSITORY
from tests.servers import Dovecot


@dataclass(frozen=True, slots=True)
class Cost:
    """What one function took, in seconds: by itself, and with all that it called."""

    place: str  # package it belongs to
    function: str
    calls: int
    own: float
    whole: float


@dataclass(frozen=True, slots=True)
class Spent:
    """What one step took for all mails; `costs` only under the profiler."""

    step: str
    seconds: float
    cpu_seconds: float  # of this process
    costs: tuple[Cost, ...] = ()


def spent(dovecot: Dovecot, mails: Sequence[Mail], folder: Path, *, profiled: bool) -> list[Spent]:
    """Every step once over the mails, in a fresh desk; with a profile of each if wanted."""
    user = f"hotspots-{'profiled' if profiled else 'timed'}"
    make_folder(folder, dovecot.imap_port, user, "sqlite:///intake.db", len(mails))
    app = open_desk(folder, Progress(), len(mails))
    try:
        postbox.fill(dovecot, user, mails)
        steps = [(name, _measured(name, step, profiled)) for name, step in _steps(app).items()]
        return [*(taken for _, taken in steps), _reading(folder, mails, profiled)]
    finally:
        app.close()
        postbox.remove(dovecot, user)


def _steps(app: App) -> dict[str, Callable[[], object]]:
    def poll() -> None:
        with ImapFolder(app.settings.accounts[0]) as mailbox:
            app.poll(mailbox)

    return {"poll": poll, "file (with the wait for the reader)": _all(app.file), "notify": _all(app.notify)}


def _all(step: Callable[[], int]) -> Callable[[], None]:
    def until_none() -> None:
        while step():
            pass

    return until_none


def _reading(folder: Path, mails: Sequence[Mail], profiled: bool) -> Spent:
    """What the reader process does, here."""
    settings = load(folder / "desk.toml")
    known = hints(settings)

    def read_all() -> None:
        for mail in mails:
            read(mail.raw, settings.limits, known)

    read(mails[0].raw, settings.limits, known)  # loads models and tables
    return _measured("read (the reader's work)", read_all, profiled)


def _measured(name: str, step: Callable[[], object], profiled: bool) -> Spent:
    profile = cProfile.Profile()
    wall, cpu = time.perf_counter(), time.process_time()
    if profiled:
        profile.runcall(step)
    else:
        step()
    seconds, cpu_seconds = time.perf_counter() - wall, time.process_time() - cpu
    return Spent(name, seconds, cpu_seconds, _costs(profile) if profiled else ())


def _costs(profile: cProfile.Profile) -> tuple[Cost, ...]:
    rows = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # what print_stats prints
    return tuple(
        Cost(_place(file), f"{Path(file).name}:{line} {function}" if line else function, calls, own, whole)
        for (file, line, function), (_, calls, own, whole, _) in rows.items()
    )


def _place(file: str) -> str:
    """Whose code it is: a package of ours, a library, the standard library, or C."""
    path = Path(file)
    if "site-packages" in path.parts:
        return path.parts[path.parts.index("site-packages") + 1].removesuffix(".py")
    if path.is_relative_to(REPOSITORY):
        return path.relative_to(REPOSITORY).parts[0]
    return "(standard library)" if path.is_absolute() else "(built in)"
