"""`intake classifier learned` and `rollback`: what the desk's engineers taught the classifier, and the way back.

They work on the store of a running service, which takes notice with its next mail. Nothing is deleted: a roll-back is
an entry of its own, and the corrections stay in their cases' histories.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intake.console import database, local, out, out_json, print_table, settings

if TYPE_CHECKING:
    from routing.model import Refit

_MEANINGS = {
    "in_use": "in use",
    "unbalanced": "too few confirmations",
    "no_lead": "no better than the default",
    "harms": "loses on the golden set",
    "rolled_back": "rolled back",
}


def learned(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="At most this many refits, newest first.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, newest first.")] = False,
) -> None:
    """Show what the desk's engineers taught: lessons, lead over the default, golden accuracy, what is in use."""
    from routing.learned import history

    loaded = settings(context)
    with database(loaded).reading() as session:
        entries = history(session, loaded.desk.name, limit)
    if as_json:
        for place, entry in enumerate(entries):
            out_json(_plain(entry, newest=place == 0))
        return
    zone = loaded.desk.calendar.zone
    rows = [(str(e.number), local(e.created_at, zone), *_figures(e), _MEANINGS[e.verdict]) for e in entries]
    titles = ("refit", "when", "lessons", "corrected", "lead", "default", "learned", "verdict")
    print_table(titles, rows, ("verdict",), "Nothing has been learnt yet: the default decides alone.")
    if entries:
        out(_state(entries[0]))


def rollback(
    context: typer.Context,
    to: Annotated[
        int | None, typer.Option("--to", help="A refit that `learned` lists; else the default alone.")
    ] = None,
) -> None:
    """Take back what the classifier has learnt; only what engineers say from now on teaches it again."""
    from routing.learned import roll_back

    loaded = settings(context)
    entry = roll_back(database(loaded), loaded.desk.name, datetime.now(UTC), to)
    where = f"what was learnt by refit {to}" if to is not None else "the default alone"
    out(f"Back to {where}, from the next mail on; this is entry {entry.number}. Cases keep the category they have.")


def _state(newest: Refit) -> str:
    if newest.residual is None:
        return "The default decides alone."
    return f"In use: what {newest.lessons} lessons taught, with a lead of {newest.lead:.1f} nats."


def _figures(entry: Refit) -> tuple[str, str, str, str, str]:
    default, better = entry.golden_default, entry.golden_learned
    percent = tuple("" if share is None else f"{100 * share:.1f} %" for share in (default, better))
    return str(entry.lessons), str(entry.corrected), f"{entry.lead:.1f}", *percent  # type: ignore[return-value]


def _plain(entry: Refit, *, newest: bool) -> dict[str, Any]:
    return {
        "refit": entry.number,
        "at": entry.created_at.isoformat(),
        "verdict": str(entry.verdict),
        "in_use": newest and entry.residual is not None,
        "lessons": entry.lessons,
        "corrected": entry.corrected,
        "lead_nats": round(entry.lead, 3),
        "golden_default": entry.golden_default,
        "golden_learned": entry.golden_learned,
    }
