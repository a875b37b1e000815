"""`python -m tests.bench`: how fast the desk is on this machine, beside a floor measured in the same run.

Ratios, not limits: nothing here passes or fails. Exit code 2 where a server program is missing, with the line that
installs it; PostgreSQL alone may be missing. 1 where a run did not end as it should.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from intake.logs import set_up
from tests.bench import contest, digest, hotspots, latency, posting, reading, report
from tests.bench.corpus import mails
from tests.bench.disk import fsyncs_per_second
from tests.servers import Dovecot, NotInstalledError, Postgres, scratch

_LATENCY_MAILS = 20
_CASES = 100_000  # of the store that a digest is made of
_POSTED_PER_MAIL = 20  # an outbox of 10,000 where 500 mails are read


def bench(
    runs: Annotated[int, typer.Option(min=1, help="Of floor and desk each.")] = 5,
    count: Annotated[int, typer.Option("--mails", min=10, help="In every run.")] = 500,
    only: Annotated[
        Literal["reading", "throughput", "latency", "posting", "digest"] | None,
        typer.Option(help="Leave out the others."),
    ] = None,
    mail_folder: Annotated[
        Path | None,
        typer.Option("--folder", envvar="BENCH_FOLDER", exists=True, file_okay=False, help="Mails for the reading."),
    ] = None,
    profile: Annotated[bool, typer.Option("--profile", help="Where each step spends its time, instead.")] = False,
) -> None:
    """Measure, and print tables."""
    set_up(quiet=True)
    console, folder = report.console(), scratch("bench")
    console.print(
        f"{os.cpu_count()} CPUs, Python {platform.python_version()}, {platform.system()} {platform.release()}"
    )
    console.print(f"{fsyncs_per_second(folder):.0f} fsyncs of 4 kB a second in {folder.parent}")
    try:
        if only in (None, "reading") and not profile:
            _reading(console, runs, count, mail_folder)
        if only in (None, "posting") and not profile:
            _posting(console, runs, count * _POSTED_PER_MAIL, folder)
        if only in (None, "digest") and not profile:
            _digest(console, folder)
        if only in ("reading", "posting", "digest"):
            return
        with _dovecot() as dovecot:
            if profile:
                _profile(console, dovecot, count, folder)
                return
            if only in (None, "throughput"):
                _throughput(console, dovecot, runs, count, folder)
            if only in (None, "latency"):
                _latency(console, dovecot, folder)
    except NotInstalledError as missing:
        typer.echo(f"bench: a server is missing: {missing}", err=True)
        raise typer.Exit(2) from None
    except RuntimeError as broken:
        typer.echo(f"bench: {broken}", err=True)
        raise typer.Exit(1) from None


def _reading(console: Console, runs: int, count: int, folder: Path | None) -> None:
    raws = reading.raws(folder, count)
    if not raws:
        raise RuntimeError(f"{folder} holds no *.eml")
    paces: list[reading.Pace] = []
    for number, paces in enumerate(reading.paces(raws, runs), 1):
        rates = ", ".join(f"{pace.title} {len(raws) / pace.seconds[-1]:.1f}" for pace in paces)
        typer.echo(f"  {number}: {rates} mails/s", err=True)
    console.print(report.of_reading(paces, len(raws), sum(map(len, raws))))
    console.print(report.of_peaks(reading.peaks()), "\n")


def _throughput(console: Console, dovecot: Dovecot, runs: int, count: int, folder: Path) -> None:
    corpus = mails(count)
    console.print(report.of_corpus(corpus), "\n")
    with ExitStack() as servers:
        scores = []
        for store in _stores(console, servers):
            place = folder / store.title
            place.mkdir()
            for score in contest.play(dovecot, store, corpus, runs, place):
                floor, desk = (count / measured[-1].seconds for measured in (score.floor, score.desk))
                typer.echo(f"  {store.title}: floor {floor:.1f}, desk {desk:.1f} mails/s", err=True)
            scores.append(score)
    console.print(report.of_throughput(scores, count))
    console.print(report.of_progress(scores))


def _posting(console: Console, runs: int, count: int, folder: Path) -> None:
    with ExitStack() as servers:
        races = []
        for store in _stores(console, servers):
            for race in posting.race(store.title, store.url, count, runs, folder / f"posting {store.title}"):
                floor, desk = (count / measured[-1].seconds for measured in (race.floor, race.desk))
                typer.echo(f"  {store.title}: floor {floor:.0f}, desk {desk:.0f} mails/s posted", err=True)
            races.append(race)
    console.print(report.of_posting(races, count))


def _digest(console: Console, folder: Path) -> None:
    runs = []
    for title, count, all_open in (("a year's cases", _CASES, False), ("all of them open", _CASES // 10, True)):
        runs.append((title, count, digest.measured(count, folder / f"digest {count}", all_open=all_open)))
    console.print(report.of_digests(runs))


def _stores(console: Console, servers: ExitStack) -> list[contest.Store]:
    """SQLite, and PostgreSQL where it is installed; it runs until `servers` end."""
    stores = [contest.SQLITE]
    try:
        server = Postgres(durable=True).start()
        servers.callback(server.stop)
        stores.append(contest.postgres(server))
    except NotInstalledError as missing:
        console.print(f"without PostgreSQL: {missing}")
    return stores


def _latency(console: Console, dovecot: Dovecot, folder: Path) -> None:
    server = latency.of_the_server(dovecot, _LATENCY_MAILS)
    desk = latency.of_the_desk(dovecot, folder / "latency", _LATENCY_MAILS)
    console.print(report.of_latency(desk, server))


def _profile(console: Console, dovecot: Dovecot, count: int, folder: Path) -> None:
    corpus = mails(count)
    console.print(report.of_corpus(corpus), "\n")
    console.print(report.of_steps(hotspots.spent(dovecot, corpus, folder / "timed", profiled=False), count))
    for step in hotspots.spent(dovecot, corpus, folder / "profiled", profiled=True):
        for table in report.of_profile(step, count):
            console.print(table)


@contextmanager
def _dovecot() -> Iterator[Dovecot]:
    server = Dovecot().start()
    try:
        yield server
    finally:
        server.stop()


if __name__ == "__main__":
    typer.run(bench)
