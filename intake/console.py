"""What the commands share: where the desk is, how to say something, how to fail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from zoneinfo import ZoneInfo

import typer

if TYPE_CHECKING:
    from intake.settings import Settings
    from routing.db import Database


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


def fail(text: str) -> NoReturn:
    """Say what is wrong, in as few lines as it takes, and exit with 2."""
    typer.echo(f"intake: {text}", err=True)
    raise typer.Exit(2)


def local(moment: datetime | None, zone: ZoneInfo) -> str:
    """A moment as people at the desk write it; "" for none."""
    return f"{moment.astimezone(zone):%a %d.%m. %H:%M}" if moment else ""
