"""`intake customers …` and `intake contracts …`: the operator's records, in and out, and what he looks up in them.

An import is all or nothing: with a single fault nothing is written, every fault is told with its row and column, and
the exit code is 2. It brings the tables up to date first, so that records may be there before the service starts.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intake.console import database, fail, out, out_json, print_table, settings

if TYPE_CHECKING:
    from intake.record_reading import Reading
    from intake.settings import Settings
    from routing.records import Change, Comparison
    from routing.register import Register, Row

cli = typer.Typer(no_args_is_help=True, help="Organisations, contacts, licences and contracts.")
_AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@cli.command("import")
def import_records(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="CSV or .xlsx; several are taken together, or not at all.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    encoding: Annotated[str | None, typer.Option(help="Of CSV files, where it is not recognised by itself.")] = None,
) -> None:
    """Take in records: what is new is added, what differs is changed, nothing is deleted."""
    from intake.record_import import read_files
    from routing.db import AlreadyDone
    from routing.register import Register

    loaded = settings(context)
    store = database(loaded)
    with _bar("reading") as advance:
        reading = read_files(loaded.desk, files, encoding, advance)
    store.migrate()
    try:
        with store.transaction() as session:
            room = {plan.name: plan.contacts for plan in loaded.desk.plans if plan.contacts is not None}
            register = Register(session, loaded.desk.name, room)
            comparison = register.compare(reading.records)
            _refuse(reading, comparison)
            if not dry_run:
                with _bar("writing", len(comparison.changes)) as advance:
                    register.write(comparison, advance)
    except AlreadyDone:
        fail("somebody else changed the same records meanwhile, and nothing was imported; try again")
    finally:
        store.close()
    _say(reading, comparison, dry_run=dry_run)


@cli.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where to write it: .csv or .xlsx; must not exist.")],
) -> None:
    """Write all records to a file that `import` takes back."""
    from intake.record_export import left_out, write
    from routing.records import RecordKind

    if file.exists():
        fail(f"{file} is there already; name another file")
    with _register(settings(context)) as register:
        rows = {kind: register.rows(kind) for kind in RecordKind}
    out(f"{write(file, rows)} records to {file}")
    if without := left_out(rows):
        out(f"{without} are not in it: they belong to no organisation with a number")


@cli.command("list")
def list_customers(
    context: typer.Context,
    named: Annotated[str | None, typer.Option(help="Only names or numbers with this in them.")] = None,
    limit: Annotated[int, typer.Option(help="At most this many.")] = 50,
    as_json: _AsJson = False,
) -> None:
    """List organisations, by name."""
    from routing.folding import folded
    from routing.records import RecordKind

    with _register(settings(context)) as register:
        rows = register.rows(RecordKind.ORGANISATION)
    wanted = folded(named or "")
    rows = [row for row in rows if wanted in folded(f"{row['key'] or ''} {row['name']}")]
    rows = sorted(rows, key=lambda row: (folded(row["name"]), row["id"]))[:limit]
    if as_json:
        for row in rows:
            out_json(_plain(row))
        return
    lines = [(row["key"] or "", row["name"], row["country"] or "", ", ".join(row["domains"])) for row in rows]
    print_table(("number", "organisation", "country", "domains"), lines, ("organisation", "domains"), "No customers.")


@cli.command()
def show(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="An organisation's number, or a contact's address.")],
    as_json: _AsJson = False,
) -> None:
    """Show an organisation with all that belongs to it."""
    from routing.records import RecordKind

    loaded = settings(context)
    with _register(loaded) as register:
        rows = {kind: register.rows(kind) for kind in RecordKind}
    contact = next((row for row in rows[RecordKind.CONTACT] if row["address"] == number.lower()), None)
    key = contact["organisation"] if contact and contact["organisation"] else number
    found = next((row for row in rows[RecordKind.ORGANISATION] if row["key"] == key), None)
    if found is None:
        fail(f'{loaded.desk.title} has no organisation "{number}"; `intake customers list` shows which there are')
    below = [row for row in rows[RecordKind.ORGANISATION] if row["parent"] == key]
    own = {kind: [row for row in rows[kind] if row.get("organisation") == key] for kind in list(RecordKind)[1:]}
    if as_json:
        parts = {f"{kind}s": [_plain(row) for row in some] for kind, some in own.items()}
        out_json({**_plain(found), "below": [row["key"] for row in below], **parts})
    else:
        _print_customer(found, below, own)


# -- import


def _refuse(reading: Reading, comparison: Comparison) -> None:
    """With any fault: say all of them, in the order of the files, and end."""
    faults = dict.fromkeys((*reading.faults, *comparison.faults))
    if not faults:
        return
    files = list(dict.fromkeys(fault.source for fault in faults))
    for fault in sorted(faults, key=lambda one: (files.index(one.source), one.row)):
        typer.echo(str(fault), err=True)
    fail(f"{_counted(len(faults), 'fault')}; nothing was imported")


def _say(reading: Reading, comparison: Comparison, *, dry_run: bool) -> None:
    for note in (*reading.notes, *comparison.notes):
        typer.echo(f"note: {note}", err=True)
    if dry_run:
        for change in comparison.changes:
            out(_difference(change))
    new = sum(change.row_id is None for change in comparison.changes)
    would = "would be " if dry_run else ""
    changed = len(comparison.changes) - new
    out(f"{reading.rows} rows: {new} {would}added, {changed} {would}changed, {comparison.unchanged} as they are")


def _difference(change: Change) -> str:
    """One line of the difference: `+ contact ann@maes.example: …`, `~ contract C-7: ends on 2026-12-31 -> …`."""
    if change.row_id is None:
        said = (f"{_spoken(name)} {_shown(value)}" for name, value in change.values.items() if value not in _EMPTY)
        return f"+ {change.kind} {change.key}: {', '.join(said)}"
    said = (
        f"{_spoken(name)} {_shown(change.before.get(name))} -> {_shown(value)}" for name, value in change.values.items()
    )
    return f"~ {change.kind} {change.key}: {', '.join(said)}"


_EMPTY: tuple[object, ...] = (None, "", (), {}, False)


def _spoken(name: str) -> str:
    return {"external_id": "number"}.get(name, name.replace("_", " "))


def _shown(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case None | "" | () | []:
            return "nothing"
        case dict():
            return ", ".join(f"{name} {one}" for name, one in sorted(value.items())) or "nothing"
        case tuple() | list():
            return ", ".join(map(str, value))
        case _:
            return str(value)


@contextmanager
def _bar(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """A progress bar for whoever watches; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)
        yield lambda done: progress.advance(task, done)


# -- looking


@contextmanager
def _register(loaded: Settings) -> Iterator[Register]:
    from routing.register import Register

    store = database(loaded)
    try:
        with store.reading() as session:
            yield Register(session, loaded.desk.name)
    finally:
        store.close()


def _plain(row: Row) -> dict[str, Any]:
    plain = {"number": row["key"], **{name: value for name, value in row.items() if name not in ("id", "key")}}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in plain.items()}


def _print_customer(found: Row, below: Sequence[Row], own: dict[Any, list[Row]]) -> None:
    """Keys and values, one a line, then what belongs to it."""
    for name, value in _plain(found).items():
        if value not in _EMPTY:
            out(f"{_spoken(name):14} {_shown(value)}")
    for row in below:
        out(f"{'below':14} {row['key']} {row['name']}")
    for kind, rows in own.items():
        for row in rows:
            who = row["address"] if "address" in row else row["key"] or "without a number"
            left_out = ("id", "key", "organisation", "address")
            said = (f"{_spoken(n)} {_shown(v)}" for n, v in row.items() if n not in left_out and v not in _EMPTY)
            out(f"{kind:14} {who}: {', '.join(said)}")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")
