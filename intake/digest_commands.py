"""`intake digest`: see a manager's digest before he does, and send one by hand.

It works on the store of a running service and changes nothing but the outbox, from which the service posts. The figures
are those of any week or day, also one that is over: they are computed from the events.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intake.console import database, fail, out, settings

if TYPE_CHECKING:
    from intake.settings import Settings
    from notifier.editions import Handmade
    from routing.desk import Manager
    from routing.editions import Issue

cli = typer.Typer(help="The managers' digest: see it, send it.")
_WEEK = re.compile(r"(\d{4})-?W?(\d{1,2})")
_Week = Annotated[
    str | None, typer.Option(help="Of this week, Monday to Sunday, as 2026-47; the last one if left out.")
]
_Day = Annotated[str | None, typer.Option(help="Of this day, as 2026-11-20.")]
_Who = Annotated[str | None, typer.Option("--manager", help="As this manager sees it: a name in the desk file.")]


@cli.callback(invoke_without_command=True)
def digest(
    context: typer.Context,
    preview: Annotated[bool, typer.Option("--preview", help="Print the digest; nobody gets it.")] = False,
    week: _Week = None,
    day: _Day = None,
    manager: _Who = None,
    png: Annotated[Path | None, typer.Option(help="Draw the HTML part into this file.")] = None,
    width: Annotated[int, typer.Option(min=240, max=2000, help="Of the picture, in pixels.")] = 800,
) -> None:
    """A manager's digest, of a week or of a day."""
    if context.invoked_subcommand is not None:
        return
    if not (preview or png):
        fail("say --preview to see a digest, or `intake digest send`")
    from intake.drawing import DrawingError, draw
    from intake.template_commands import print_mail

    made = _make(settings(context), week, day, manager)[0]
    if png is None:
        print_mail(made.mail.content)
        return
    try:
        draw(made.mail.content, png, width)
    except DrawingError as trouble:
        fail(str(trouble))
    out(f"{made.reader}: {png}")


@cli.command()
def send(context: typer.Context, week: _Week = None, day: _Day = None, manager: _Who = None) -> None:
    """Send a digest now, to the manager named or to all; those on schedule are sent all the same."""
    from notifier.outbox import enqueue

    loaded = settings(context)
    if not loaded.desk.managers:
        fail("the desk file has no [[manager]]")
    made = _make(loaded, week, day, manager)
    with database(loaded).transaction() as session:
        enqueue(session, [one.mail for one in made])
    for one in made:
        out(f"{one.reader}: queued for {one.mail.recipient}")


def _make(loaded: Settings, week: str | None, day: str | None, named: str | None) -> list[Handmade]:
    from intake.parts import StoredParts
    from notifier.editions import make_by_hand
    from notifier.wording import WordingError, Words
    from routing.blobs import BlobFolder
    from routing.station import Station

    station = Station(loaded.desk, database(loaded), BlobFolder(loaded.blob_folder), loaded.keyring())
    words = Words(operator=loaded.template_folder if loaded.template_folder.is_dir() else None)
    now = datetime.now(UTC)
    wanted = [(one, _issue(one, week, day, now)) for one in _managers(loaded, named)]
    try:
        return make_by_hand(station, words, StoredParts(), loaded.signer or _as_it_is, wanted, now)
    except WordingError as slip:
        fail(str(slip))
    finally:
        station.database.close()


def _as_it_is(raw: bytes) -> bytes:
    return raw


def _managers(loaded: Settings, named: str | None) -> tuple[Manager, ...]:
    """Him, or all; where the desk file has none, somebody who sees everything."""
    from routing.desk import Manager

    desk = loaded.desk
    if named is not None:
        found = tuple(one for one in desk.managers if one.name == named)
        return found or fail(f"--manager {named}: there are {', '.join(m.name for m in desk.managers) or 'none'}")
    nobody = Manager("desk", desk.title, (desk.address,), calendar=desk.calendar, language=desk.languages[0])
    return desk.managers or (nobody,)


def _issue(manager: Manager, week: str | None, day: str | None, now: datetime) -> Issue:
    """The period that was asked for; without a word the last whole week, by the manager's calendar."""
    from routing.editions import of_day, of_week

    if week is not None and day is not None:
        fail("--week and --day: say one of them")
    if day is not None:
        try:
            return of_day(manager, date.fromisoformat(day))
        except (ValueError, OverflowError):  # the last days that there are have none after them
            fail(f"--day {day}: write it as 2026-11-20")
    if week is None:
        iso = now.astimezone(manager.calendar.zone).date().isocalendar()
        monday = date.fromisocalendar(iso.year, iso.week, 1)
        last = date.fromordinal(monday.toordinal() - 7).isocalendar()
        return of_week(manager, last.year, last.week)
    found = _WEEK.fullmatch(week.strip())
    try:
        return of_week(manager, int(found[1]), int(found[2])) if found else fail(f"--week {week}: write it as 2026-47")
    except (ValueError, OverflowError):
        fail(f"--week {week}: there is no such week")
