"""`intake keys …`: the keys that sign addresses and Message-IDs.

No key is ever shown, but a fresh one that belongs into an environment variable, which cannot be changed from here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intake.console import out, print_table, settings

if TYPE_CHECKING:
    from intake.settings import Settings

cli = typer.Typer(no_args_is_help=True, help="Keys that sign addresses and Message-IDs.")

_RESTART = "Restart the service now: it reads its keys when it starts."


@cli.command("list")
def list_keys(context: typer.Context) -> None:
    """Show which keys there are, the one that signs first; never the keys themselves."""
    from intake.keys import shown

    keys = shown(settings(context).key_text())
    rows = [(str(key.number), "signs, verifies" if key.signs else "verifies", key.fingerprint) for key in keys]
    print_table(("key", "use", "fingerprint"), rows, (), "")


@cli.command()
def rotate(context: typer.Context) -> None:
    """Make a new key that signs from now on; the old ones verify until they are retired."""
    from intake.keys import replace_file, rotated

    loaded = settings(context)
    changed, number, line = rotated(loaded.key_text())
    path = _path(loaded)
    if path is None:
        out(f"The keys are in {_variable(loaded)}, which only you can change: put this line above those it holds.")
        out(line)
    else:
        replace_file(path, changed)
        out(f"Key {number} signs from now on; the others verify until `intake keys retire ID`.")
    out(_RESTART)


@cli.command()
def retire(
    context: typer.Context, key: Annotated[int, typer.Argument(help="Its id, as `intake keys list` shows it.")]
) -> None:
    """Take an old key out: what it signed proves nothing any more."""
    from intake.keys import replace_file, retired

    loaded = settings(context)
    changed = retired(loaded.key_text(), key)
    path = _path(loaded)
    if path is None:
        out(
            f"The keys are in {_variable(loaded)}, which only you can change: take out the line that begins with {key}."
        )
    else:
        replace_file(path, changed)
        out(f"Key {key} is retired: addresses and Message-IDs that it signed are strange to us now.")
    out(_RESTART)


def _path(loaded: Settings) -> Path | None:
    """The file that holds the keys; None where they are in the environment."""
    scheme, _, name = loaded.keys_from.partition(":")
    return loaded.folder / name if scheme == "file" else None


def _variable(loaded: Settings) -> str:
    return f"the environment variable {loaded.keys_from.partition(':')[2]}"
