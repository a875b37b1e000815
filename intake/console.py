"""What the commands share: where the desk is, how to say something, how to fail."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from zoneinfo import ZoneInfo

import typer

if TYPE_CHECKING:
    from intake.settings import Settings
    from routing.db import Database


_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Context:
    """What stands before the command."""

    folder: Path | None
    verbose: bool


def settings(context: typer.Context) -> Settings:
    """The desk of the working folder; raises DeskFileError."""
    from intake.settings import load

    folder = context.obj.folder
    return load(folder / "desk.toml" if folder else None)


def database(loaded: Settings) -> Database:
    """The desk's store, as it is; a command that only looks never migrates it."""
    from routing.db import Database

    return Database(loaded.database_url)


def out(text: str) -> None:
    """Say something on standard output."""
    typer.echo(text)


def out_json(value: object) -> None:
    """One JSON object on one line, for whoever splits at any line end Unicode knows, too."""
    line = json.dumps(value, ensure_ascii=False)
    typer.echo(_LINE_ENDS.sub(lambda found: f"\\u{ord(found.group()):04x}", line))


def fail(text: str) -> NoReturn:
    """Say what is wrong, in as few lines as it takes, and exit with 2."""
    typer.echo(f"intake: {text}", err=True)
    raise typer.Exit(2)


def local(moment: datetime | None, zone: ZoneInfo) -> str:
    """A moment as people at the desk write it; "" for none."""
    return f"{moment.astimezone(zone):%a %d.%m. %H:%M}" if moment else ""


def print_table(titles: Sequence[str], rows: Sequence[Sequence[str]], wide: Sequence[str], nothing: str) -> None:
    """A table for people; in a narrow terminal the columns named `wide` give way, in a pipe none does."""
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        out(nothing)
        return
    widths = {t: max(cell_len(t), *(cell_len(row[n]) for row in rows)) for n, t in enumerate(titles)}
    console = Console(highlight=False, width=None if sys.stdout.isatty() else sum(widths.values()) + 3 * len(titles))
    room = console.width - 2 * len(titles) - sum(width for title, width in widths.items() if title not in wide)
    for left, title in enumerate(sorted(wide, key=widths.__getitem__)):  # what needs little leaves more to the others
        widths[title] = max(8, min(widths[title], room // (len(wide) - left)))
        room -= widths[title]
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for title, width in widths.items():
        table.add_column(title, no_wrap=True, overflow="ellipsis", width=width)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))  # never markup: a subject may hold brackets
    console.print(table)
