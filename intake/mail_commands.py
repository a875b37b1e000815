"""`intake mail …`: what came in, above all what nobody could read. Nothing is ever deleted here."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intake.console import database, fail, local, out, out_json, print_table, settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from intake.settings import Settings
    from routing.model import InboundMail

cli = typer.Typer(no_args_is_help=True, help="Mails that came in, quarantined ones above all.")
_Id = Annotated[int, typer.Argument(help="The mail's id, as `intake mail list` shows it.")]
_AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@cli.command("list")
def list_mails(
    context: typer.Context,
    state: Annotated[
        str, typer.Option(help="quarantined, received, filed, automatic, ignored or all.")
    ] = "quarantined",
    limit: Annotated[int, typer.Option(help="At most this many, newest first.")] = 50,
    as_json: _AsJson = False,
) -> None:
    """List mails; without options those in quarantine."""
    from sqlmodel import col, select

    from routing.model import InboundMail, InboundState

    if state != "all" and state not in list(InboundState):
        fail(f"--state {state}: there are {', '.join(InboundState)} and all")
    loaded = settings(context)
    query = select(InboundMail).where(InboundMail.desk == loaded.desk.name)
    if state != "all":
        query = query.where(InboundMail.state == state)
    with database(loaded).reading() as session:
        rows = session.exec(query.order_by(col(InboundMail.id).desc()).limit(limit)).all()
    if as_json:
        for row in rows:
            out_json(_plain(row))
    else:
        _print(loaded, rows, state)


@cli.command()
def show(context: typer.Context, mail: _Id, as_json: _AsJson = False) -> None:
    """Everything about one mail but its content."""
    loaded = settings(context)
    with database(loaded).reading() as session:
        row = _row(session, loaded, mail)
    if as_json:
        out_json(_plain(row))
        return
    for key, value in _plain(row).items():
        if value not in (None, "", []):
            out(f"{key:14} {'; '.join(map(str, value)) if isinstance(value, list) else value}")


@cli.command()
def export(
    context: typer.Context, mail: _Id, file: Annotated[Path, typer.Argument(help="Where to write it; must not exist.")]
) -> None:
    """Write the raw mail to a file."""
    from routing.blobs import BlobFolder

    loaded = settings(context)
    with database(loaded).reading() as session:
        digest = _row(session, loaded, mail).raw_digest
    try:
        raw = BlobFolder(loaded.blob_folder).get(digest)
    except KeyError:
        fail(f"the raw mail {digest} is missing from {loaded.blob_folder}; restore it from a backup")
    with file.open("xb") as target:
        target.write(raw)
    out(f"{len(raw)} bytes to {file}")


@cli.command()
def retry(context: typer.Context, mail: _Id) -> None:
    """Have a quarantined mail read again; it joins its stub case if that works now."""
    from routing.model import InboundState

    loaded = settings(context)
    with database(loaded).transaction() as session:
        row = _row(session, loaded, mail)
        _must_be(row, InboundState.QUARANTINED)
        row.state, row.attempts, row.next_attempt_at = InboundState.RECEIVED, 0, datetime.now(UTC)
        row.kind, row.settled_at, row.reasons, row.defect = None, None, [], None
        session.add(row)
    out(f"mail {mail} is read again by the running service within a minute, or by `intake poll --once`")


@cli.command()
def discard(context: typer.Context, mail: _Id) -> None:
    """Take a mail out of quarantine for good; its raw bytes and its case stay."""
    from routing.model import InboundState

    loaded = settings(context)
    with database(loaded).transaction() as session:
        row = _row(session, loaded, mail)
        _must_be(row, InboundState.QUARANTINED)
        row.state, row.settled_at = InboundState.IGNORED, datetime.now(UTC)
        row.reasons = [*row.reasons, "discarded by hand"]
        session.add(row)
    out(f"mail {mail} is discarded; `intake mail export {mail} FILE` still finds it")


def _row(session: Session, loaded: Settings, mail: int) -> InboundMail:
    from routing.model import InboundMail

    row = session.get(InboundMail, mail)
    if row is None or row.desk != loaded.desk.name:
        fail(f"{loaded.desk.title} has no mail {mail}; `intake mail list --state all` shows which there are")
    return row


def _must_be(row: InboundMail, state: str) -> None:
    if row.state != state:
        fail(f"mail {row.id} is {row.state}, not {state}")


def _plain(row: InboundMail) -> dict[str, Any]:
    fields = ("id", "state", "kind", "sender", "subject", "message_id", "size", "ticket_id", "duplicate_of_id",
              "attempts", "last_error", "reasons", "problems", "trimmed", "history", "raw_digest")  # fmt: skip
    return {**{name: getattr(row, name) for name in fields}, "received_at": row.received_at.isoformat()}


def _print(loaded: Settings, mails: Sequence[InboundMail], state: str) -> None:
    zone = loaded.desk.calendar.zone
    rows = [
        (
            str(mail.id),
            local(mail.received_at, zone),
            mail.state,
            mail.sender or "",
            mail.subject or "",
            mail.last_error or "; ".join(mail.reasons),
        )
        for mail in mails
    ]
    titles = ("mail", "received", "state", "from", "subject", "why")
    nothing = "Nothing is in quarantine." if state == "quarantined" else "No such mails."
    print_table(titles, rows, ("from", "subject", "why"), nothing)
