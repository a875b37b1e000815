"""The command line. Errors are one line and exit code 2; `-v` shows the traceback.

Commands import what they need when they run, so that `intake inspect` starts fast and needs no database.
"""

from __future__ import annotations

import json
import signal
import sys
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intake import (
    case_commands,
    classifier_commands,
    contract_commands,
    customer_commands,
    digest_commands,
    key_commands,
    learning_commands,
    mail_commands,
    outbox_commands,
    route_commands,
    template_commands,
)
from intake.console import Context, database, fail, out, out_json, settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from intake.reading import Reading
    from intake.vital_signs import Sign

cli = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
cli.add_typer(mail_commands.cli, name="mail")
cli.add_typer(outbox_commands.cli, name="outbox")
cli.add_typer(template_commands.cli, name="templates")
cli.add_typer(key_commands.cli, name="keys")
cli.add_typer(classifier_commands.cli, name="classifier")
cli.add_typer(customer_commands.cli, name="customers")
cli.add_typer(contract_commands.cli, name="contracts")
cli.add_typer(digest_commands.cli, name="digest")
classifier_commands.cli.command("learned")(learning_commands.learned)
classifier_commands.cli.command("rollback")(learning_commands.rollback)
cli.command("classify")(classifier_commands.classify)
cli.command("tickets")(case_commands.tickets)
cli.command("show")(case_commands.show)
cli.command("route")(route_commands.route)


@cli.callback()
def main_options(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Option("--folder", "-C", envvar="INTAKE_FOLDER", help="Working folder with desk.toml.")
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Tracebacks and debug lines.")] = False,
) -> None:
    """A support desk that works wholly by mail."""
    context.obj = Context(folder, verbose)


@cli.command()
def init(
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet, or is empty.")],
    desk: Annotated[str | None, typer.Option(help="Which sample desk to start from.")] = None,
) -> None:
    """Write a working folder: desk file, signing key, a place for your own templates."""
    from intake.setup import default_sample
    from intake.setup import init as write

    for line in write(desk or default_sample(), folder):
        out(line)
    out(f"Now edit {folder / 'desk.toml'}, then try:  intake --folder {folder} check")


@cli.command()
def check(context: typer.Context) -> None:
    """Test every login, folder, template and reference; say what is wrong and how to mend it."""
    from intake.checking import findings

    wrong = False
    for finding in findings(settings(context)):
        wrong = wrong or finding.wrong
        verdict = "wrong" if finding.wrong else "note" if finding.text else "ok"
        out(f"{verdict:5}  {finding.subject}  {finding.text}".rstrip())
    if wrong:
        raise typer.Exit(2)


@cli.command()
def serve(
    context: typer.Context,
    only: Annotated[list[str] | None, typer.Option(help="Only these: poll, file, notify, deliver. Repeatable.")] = None,
) -> None:
    """Run the service until it is told to stop (SIGTERM, Ctrl-C)."""
    from intake.app import ROLES, App
    from intake.logs import set_up

    set_up(verbose=context.obj.verbose)
    roles = only or list(ROLES)
    for role in roles:
        if role not in ROLES:
            fail(f"--only {role}: there are {', '.join(ROLES)}")
    app = App(settings(context)).open()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: app.stop())
    try:
        app.serve(roles)
    finally:
        app.close()


@cli.command()
def poll(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="One pass; `intake serve` polls for ever.")] = False,
) -> None:
    """Take in what is new in every mailbox, file it and send what is due, once."""
    from intake.app import App
    from intake.logs import set_up
    from intake.mailbox import ImapFolder
    from intake.trouble import MailboxError

    if not once:
        fail("poll makes one pass: say --once. To poll for ever, run `intake serve`.")
    set_up(verbose=context.obj.verbose)
    app = App(settings(context)).open()
    troubles = []
    try:
        for account in app.settings.accounts:
            try:
                with ImapFolder(account) as folder:
                    out(f"{account.name}: {app.poll(folder)} new")
            except MailboxError as trouble:
                troubles.append(f"{account.name}: {trouble}")
        app.drain()
    finally:
        app.close()
    if troubles:
        fail("\n".join(troubles))


@cli.command()
def inspect(
    files: Annotated[list[str], typer.Argument(help="Mails, one a file; - reads standard input.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="For people, with the reason for each finding.")] = False,
    desk: Annotated[Path | None, typer.Option(help="Desk file: its tag, country and products help to read.")] = None,
) -> None:
    """Read mails and say what was understood; no server, database or desk file is needed."""
    from intake.hints import DeskHints
    from intake.inspection import shown
    from intake.limits import Limits
    from intake.read import read
    from intake.settings import hints, load

    if as_json and explain:
        fail("--json is for programs, --explain for people: say one of them")
    limits, known = Limits(), DeskHints()
    if desk is not None:
        loaded = load(desk)
        limits, known = loaded.limits, hints(loaded)
    for name in files:
        try:
            raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        except OSError as trouble:
            fail(f"{name}: {trouble.strerror}")
        reading = read(raw, limits, known)
        if explain:
            _print_explanation(reading, name)
        elif as_json:
            out_json(shown(reading, name))
        else:
            _print_reading(shown(reading, name))


@cli.command()
def demo(
    folder: Annotated[Path, typer.Option(help="Where the desk of the demonstration lives; made anew.")] = Path("demo"),
    stay: Annotated[bool, typer.Option("--serve", help="Stay up for swaks or a mail client.")] = False,
    desk: Annotated[str | None, typer.Option(help="Show a day of this sample desk, with its records.")] = None,
) -> None:
    """Show a desk at work: twelve mails in, answers out, all on this machine."""
    from intake.demo import run

    run(folder, stay=stay, desk=desk)


@cli.command()
def health(context: typer.Context) -> None:
    """Exit 0 while the service in the working folder is alive, else 1; for monitoring."""
    import time

    from intake.app import HEARTBEAT

    folder = (context.obj.folder or Path()).resolve()
    try:
        age = time.time() - (folder / HEARTBEAT).stat().st_mtime
    except OSError:
        out(f"no service has run in {folder}")
        raise typer.Exit(1) from None
    out(f"last sign of life {age:.0f} s ago")
    raise typer.Exit(1 if age > 180 else 0)


@cli.command()
def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show on one page how the service is: mailboxes, ledger, queues, clocks, disk. Exit 1 if something is wrong."""
    from datetime import UTC, datetime

    from intake.vital_signs import Health, read

    loaded = settings(context)
    with database(loaded).reading() as session:
        signs = read(session, loaded, datetime.now(UTC))
    if as_json:
        for sign in signs:
            out_json(
                {"subject": sign.subject, "health": sign.health.name.lower(), "text": sign.text, "cure": sign.cure}
            )
    else:
        _print_signs(signs)
    raise typer.Exit(1 if any(sign.health is Health.WRONG for sign in signs) else 0)


@cli.command()
def version() -> None:
    """Print the version."""
    from importlib.metadata import version as installed

    out(f"intake {installed('intake')}")


def _print_signs(signs: Sequence[Sign]) -> None:
    """A line each; a cure that several in a row have in common stands once, below them."""
    from intake.vital_signs import Health

    marks = {Health.WELL: "ok", Health.DOUBTFUL: "look", Health.WRONG: "WRONG"}
    width = max(len(sign.subject) for sign in signs)
    for sign, following in zip_longest(signs, signs[1:]):
        out(f"{marks[sign.health]:5}  {sign.subject:{width}}  {sign.text}")
        if sign.cure and (following is None or following.cure != sign.cure):
            out(f"{'':5}  {'':{width}}  -> {sign.cure}")


def _print_reading(found: dict[str, Any]) -> None:
    """For people: one key a line, long texts last, what is empty left out."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=str(found["file"]), show_header=False, box=None, title_justify="left", padding=(0, 2, 0, 0))
    for key, value in found.items():
        if value in (None, "", [], {}) or key in ("file", "text", "quoted_text"):
            continue
        table.add_row(key, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    Console().print(table)


def _print_explanation(reading: Reading, name: str) -> None:
    from rich.console import Console

    from intake.explanation import explain

    Console(highlight=False, emoji=False).print(explain(reading, name))


def main() -> None:
    """Entry point: what goes wrong in the world is one line and exit code 2, a bug one line and 1."""
    try:
        cli()
    except Exception as trouble:
        if {"-v", "--verbose"} & set(sys.argv):
            raise
        expected = isinstance(trouble, _expected())
        what = _said(trouble) if expected else f"{type(trouble).__name__}: {trouble} (a bug; -v shows where)"
        sys.stderr.write(f"intake: {what}\n")
        sys.exit(2 if expected else 1)


def _expected() -> tuple[type[Exception], ...]:
    """What may go wrong without anything being wrong with the program; imported only when something did."""
    from sqlalchemy.exc import OperationalError, ProgrammingError

    from intake.deskfaults import DeskFileError
    from intake.folder_lock import AlreadyRunningError
    from intake.keys import KeyChangeError
    from intake.secret import SecretError
    from intake.setup import SetupError
    from routing.learned import RollBackError

    ours = (DeskFileError, SecretError, SetupError, KeyChangeError, AlreadyRunningError, RollBackError)
    return (*ours, OperationalError, ProgrammingError, OSError)


def _said(trouble: Exception) -> str:
    if type(trouble).__module__.startswith("sqlalchemy"):
        said = str(getattr(trouble, "orig", trouble)).strip().splitlines()[0]
        missing = "no such table" in said or "does not exist" in said
        return f"the store: {said}" + ("; has `intake serve` ever run here?" if missing else "")
    return str(trouble).strip()


if __name__ == "__main__":
    main()
