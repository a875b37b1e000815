"""The figures in tables that people read. A spread stands behind each median, for one run says little."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from tests.bench.contest import Score
from tests.bench.corpus import Mail, Shape
from tests.bench.hotspots import Cost, Spent
from tests.bench.reading import Pace, Peaks
from tests.bench.yardstick import Measure

_WIDTH = 118
_MEGA = 1 << 20
_LINES = 25  # of a profile


def console() -> Console:
    """Where everything is printed; wide enough for the tables also into a pipe."""
    plain = Console(highlight=False)
    return plain if plain.is_terminal and plain.width >= _WIDTH else Console(highlight=False, width=_WIDTH)


def of_corpus(mails: Sequence[Mail]) -> str:
    """One line: what was measured with."""
    shares = []
    for shape in Shape:
        sizes = [len(mail.raw) for mail in mails if mail.shape is shape]
        if sizes:
            shares.append(f"{len(sizes)} {shape.value} ({median(sizes) / 1000:.1f} kB)")
    answers = sum(mail.answers is not None for mail in mails)
    people = len({mail.sender.address for mail in mails})
    return f"{len(mails)} mails: {', '.join(shares)}; {answers} are replies, {people} senders"


def of_throughput(scores: Sequence[Score], count: int) -> Table:
    """Floor and desk side by side."""
    table = _table("mailbox to committed case with queued acknowledgement, medians (and range) of the runs")
    for title in ("", "mails/s", "", "CPU ms/mail", "of it reader", "peak MB", "reader MB", "ratio to floor"):
        table.add_column(title, justify="left" if not title else "right")
    for score in scores:
        ratio = _rate(score.desk, count) / _rate(score.floor, count)
        for name, runs in (("floor", score.floor), ("desk", score.desk)):
            table.add_row(f"{score.store} {name}", *_row(runs, count), f"{ratio:.2f}" if name == "desk" else "")
    return table


def of_posting(scores: Sequence[Score], count: int) -> Table:
    """A bare loop and the desk side by side."""
    table = _table(f"{count} mails from the outbox to a mail server, medians (and range) of the runs")
    for title in ("", "mails/s", "", "CPU ms/mail", "", "peak MB", "", "ratio to floor"):
        table.add_column(title, justify="left" if not title else "right")
    for score in scores:
        ratio = _rate(score.desk, count) / _rate(score.floor, count)
        for name, runs in (("floor", score.floor), ("desk", score.desk)):
            table.add_row(f"{score.store} {name}", *_row(runs, count), f"{ratio:.2f}" if name == "desk" else "")
    return table


def of_digests(runs: Sequence[tuple[str, int, Measure]]) -> Table:
    """A weekly digest over a whole store."""
    table = _table("a weekly digest")
    for title in ("", "cases", "open", "answers of the week", "seconds", "CPU seconds", "peak MB"):
        table.add_column(title, justify="left" if not title else "right")
    for title, count, run in runs:
        counted = (str(count), *(f"{run.reached[name]:.0f}" for name in ("open", "answers")))
        table.add_row(title, *counted, f"{run.seconds:.1f}", f"{run.cpu_seconds:.1f}", f"{run.memory / _MEGA:.0f}")
    return table


def of_progress(scores: Sequence[Score]) -> Table:
    """How far the desk was when."""
    table = _table("the desk's last mail was … after (seconds, median)")
    stops = list(dict.fromkeys(stop for score in scores for run in score.desk for stop in run.reached))
    for title in ("", *stops):
        table.add_column(title, justify="left" if not title else "right")
    for score in scores:
        table.add_row(score.store, *(f"{median(run.reached[stop] for run in score.desk):.2f}" for stop in stops))
    return table


def of_latency(desk: Sequence[float], server: Sequence[float]) -> Table:
    """From delivery to acknowledgement."""
    table = _table("from the end of the LMTP delivery, by IDLE (milliseconds)")
    for title in ("", "median", "max"):
        table.add_column(title, justify="left" if not title else "right")
    for name, seconds in (
        ("until Dovecot tells an idling client", server),
        ("until the acknowledgement has arrived", desk),
    ):
        table.add_row(name, f"{median(seconds) * 1000:.0f}", f"{max(seconds) * 1000:.0f}")
    return table


def of_reading(paces: Sequence[Pace], count: int, octets: int) -> Table:
    """The whole reading beside two parsers alone."""
    table = _table(f"{count} mails of {octets / count / 1000:.1f} kB on one core, medians (and range) of the runs")
    for title in ("", "mails/s", "", "CPU ms/mail", "MB/s", "mails it failed on"):
        table.add_column(title, justify="left" if not title else "right")
    for pace in paces:
        rates = [count / seconds for seconds in pace.seconds]
        table.add_row(
            pace.title,
            f"{median(rates):.1f}",
            f"({min(rates):.1f}-{max(rates):.1f})",
            f"{1000 / median(rates):.2f}",
            f"{octets / 1e6 / median(pace.seconds):.1f}",
            str(pace.failed or ""),
        )
    return table


def of_peaks(peaks: Peaks) -> str:
    """One line: what a large mail takes."""
    return (
        f"a fresh reader process peaks at {peaks.ready / _MEGA:.0f} MB when it is ready, "
        f"and at {peaks.after / _MEGA:.0f} MB after a mail of {peaks.octets / 1e6:.0f} MB"
    )


def of_steps(steps: Sequence[Spent], count: int) -> Table:
    """What each step costs."""
    table = _table("one step after the other (milliseconds a mail)")
    for title in ("", "wall", "CPU of its process"):
        table.add_column(title, justify="left" if not title else "right")
    for step in steps:
        table.add_row(step.step, f"{step.seconds / count * 1000:.2f}", f"{step.cpu_seconds / count * 1000:.2f}")
    return table


def of_profile(step: Spent, count: int) -> Iterator[Table]:
    """Under the profiler: our own functions with all they call, every function by itself, and whose code it is."""
    ours = [cost for cost in step.costs if cost.place in ("intake", "routing", "notifier")]
    yield _costs(f"{step.step}: our functions and what they call", ours, lambda cost: cost.whole, step, count)
    yield _costs(f"{step.step}: functions by themselves", step.costs, lambda cost: cost.own, step, count)
    table = _table(f"{step.step}: whose code runs")
    for title in ("", "% of the time"):
        table.add_column(title, justify="left" if not title else "right")
    places: Counter[str] = Counter()
    for cost in step.costs:
        places[cost.place] += cost.own  # type: ignore[assignment]  # seconds are summed like numbers of things
    for place, seconds in places.most_common(12):
        table.add_row(place, f"{100 * seconds / step.seconds:.1f}")
    yield table


def _costs(title: str, costs: Iterable[Cost], by: Callable[[Cost], float], step: Spent, count: int) -> Table:
    table = _table(title)
    for column in ("", "", "calls/mail", "% whole", "% itself"):
        table.add_column(column, justify="left" if not column else "right")
    for cost in sorted(costs, key=by, reverse=True)[:_LINES]:
        shares = (f"{100 * seconds / step.seconds:.1f}" for seconds in (cost.whole, cost.own))
        table.add_row(cost.place, cost.function, f"{cost.calls / count:.1f}", *shares)
    return table


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", title_style="bold", box=SIMPLE, pad_edge=False)


def _rate(runs: Sequence[Measure], count: int) -> float:
    return median(count / run.seconds for run in runs)


def _row(runs: Sequence[Measure], count: int) -> tuple[str, ...]:
    rates = [count / run.seconds for run in runs]
    reader = median(run.reader_cpu_seconds for run in runs) / count * 1000
    cpu = median(run.cpu_seconds + run.reader_cpu_seconds for run in runs) / count * 1000
    reader_memory = max(run.reader_memory for run in runs) / _MEGA
    return (
        f"{median(rates):.1f}",
        f"({min(rates):.1f}-{max(rates):.1f})",
        f"{cpu:.1f}",
        f"{reader:.1f}" if reader else "",
        f"{max(run.memory for run in runs) / _MEGA:.0f}",
        f"{reader_memory:.0f}" if reader_memory else "",
    )
