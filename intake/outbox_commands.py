"""`intake outbox …`: what leaves, what does not, and addresses that nothing is sent to. It deletes no mail."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intake.console import database, fail, local, out, out_json, print_table, settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    from sqlmodel import Session

    from intake.settings import Settings
    from routing.db import Database
    from routing.model import DeliveryAttempt, OutboundMail

_ADDRESS = re.compile(r"[^\s<>]+@[^\s<>@]+")
cli = typer.Typer(no_args_is_help=True, help="Mails that go out, and addresses that nothing is sent to.")
_Id = Annotated[int, typer.Argument(help="The mail's id, as `intake outbox list` shows it.")]
_AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]


@cli.command("list")
def list_mails(
    context: typer.Context,
    state: Annotated[
        str,
        typer.Option(help="open (what has not left), held, queued, deferred, …, sent, refused, bounced or all."),
    ] = "open",
    limit: Annotated[int, typer.Option(min=1, help="At most this many, newest first.")] = 50,
    as_json: _AsJson = False,
) -> None:
    """List mails; without options those that have not left."""
    from sqlmodel import col, select

    from routing.model import IN_LINE, OutboundMail, OutboundState

    if state not in ("all", "open") and state not in list(OutboundState):
        fail(f"--state {state}: there are open, all, {', '.join(OutboundState)}")
    loaded = settings(context)
    query = select(OutboundMail).where(OutboundMail.desk == loaded.desk.name)
    if state == "open":
        query = query.where(col(OutboundMail.state).in_(IN_LINE))
    elif state != "all":
        query = query.where(OutboundMail.state == state)
    with database(loaded).reading() as session:
        rows = session.exec(query.order_by(col(OutboundMail.id).desc()).limit(limit)).all()
    if as_json:
        for row in rows:
            out_json(_plain(row))
        return
    zone = loaded.desk.calendar.zone
    lines = [
        (str(row.id), local(row.created_at, zone), row.state, row.occasion, row.recipient, _said(row)) for row in rows
    ]
    nothing = "Nothing waits to leave." if state == "open" else "No such mails."
    print_table(("mail", "written", "state", "occasion", "to", "remark"), lines, ("to", "remark"), nothing)


@cli.command()
def show(
    context: typer.Context,
    mail: _Id,
    as_json: _AsJson = False,
    raw: Annotated[bool, typer.Option("--raw", help="The mail as it leaves, octet for octet.")] = False,
) -> None:
    """One mail: where it stands, every attempt to post it, and its text."""
    from routing.model import Ticket

    loaded = settings(context)
    with database(loaded).reading() as session:
        row = _row(session, loaded, mail)
        attempts = _attempts(session, mail)
        case = session.get(Ticket, row.ticket_id) if row.ticket_id is not None else None
    if raw:
        typer.get_binary_stream("stdout").write(row.content)
        return
    if as_json:
        out_json({**_plain(row), "tries": [_attempt(one) for one in attempts]})
        return
    zone = loaded.desk.calendar.zone
    for title, value in _for_people(row, case.number if case is not None else None, zone):
        if value:
            out(f"{title:10}  {value}")
    for one in attempts:
        answer = " ".join(str(part) for part in (one.code, one.answer) if part)
        out(f"{'attempt':10}  {local(one.started_at, zone)}  {one.outcome or 'under way'} {answer}".rstrip())
    out(f"\n{_text(row.content)}")


@cli.command()
def retry(context: typer.Context, mail: _Id) -> None:
    """Post a waiting mail now, or post one again that was refused or came back."""
    from routing.model import OutboundState
    from routing.model.mail import GIVE_UP_DAYS

    loaded = settings(context)
    store = database(loaded)
    with store.transaction() as session:
        row = _row(session, loaded, mail, store)
        waits = row.state in (OutboundState.DEFERRED, OutboundState.UNCERTAIN)
        if not waits and row.state not in (OutboundState.REFUSED, OutboundState.BOUNCED, OutboundState.SUPPRESSED):
            fail(f"mail {mail} is {row.state}; only one that waits, was refused or came back can be posted again")
        now = datetime.now(UTC)
        if not waits:
            row.state, row.settled_at = OutboundState.QUEUED, None
        row.next_attempt_at = now
        row.give_up_at = max(row.give_up_at, now + timedelta(days=GIVE_UP_DAYS))
        session.add(row)
    out(f"mail {mail} is posted by the running service within a minute, or by `intake poll --once`")


@cli.command()
def cancel(context: typer.Context, mail: _Id) -> None:
    """Take a mail out of the queue for good; its text stays.

    If it is uncertain whether the mail has left, this ends further attempts. The mail server may have taken it before,
    and nobody can call that back.
    """
    from routing.model import OutboundState

    loaded = settings(context)
    store = database(loaded)
    with store.transaction() as session:
        row, now = _row(session, loaded, mail, store), datetime.now(UTC)
        doubtful = row.state in (OutboundState.SENDING, OutboundState.UNCERTAIN)
        if doubtful and row.leased_until is not None and row.leased_until > now:
            fail(f"mail {mail} is being posted at this moment; `intake outbox show {mail}` tells how that ends")
        if not doubtful and row.state not in (OutboundState.HELD, OutboundState.QUEUED, OutboundState.DEFERRED):
            fail(f"mail {mail} is {row.state}; only one that waits in the queue can be cancelled")
        row.state, row.settled_at = OutboundState.CANCELLED, now
        row.last_error = f"cancelled by hand{'; an earlier attempt may have reached the server' if doubtful else ''}"
        row.release()
        session.add(row)
        _end(_attempts(session, mail), now)
    if doubtful:
        out(f"mail {mail} is not posted again; an earlier attempt may have reached {row.recipient}")
    else:
        out(f"mail {mail} to {row.recipient} does not leave")


@cli.command()
def suppress(
    context: typer.Context,
    address: Annotated[str | None, typer.Argument(help="Without one: list what is suppressed.")] = None,
    lift: Annotated[bool, typer.Option("--lift", help="Send to it again.")] = False,
    why: Annotated[str, typer.Option(help="The reason, for those who ask later.")] = "by hand",
    as_json: _AsJson = False,
) -> None:
    """Stop automatic mail to an address, list such addresses, or lift the stop."""
    loaded = settings(context)
    if address is None:
        if lift:
            fail("--lift needs the address to lift")
        _print_suppressions(loaded, as_json=as_json)
        return
    if not _ADDRESS.fullmatch(address):
        fail(f"not a mail address: {address!r}")
    from routing import suppressions

    desk = loaded.desk.name
    store = database(loaded)
    with store.transaction() as session:
        if lift:
            done = suppressions.lift(session, desk, address, by_hand=True)
            out(f"{address}: mail goes there again" if done else f"{address} was not suppressed")
        else:
            done = suppressions.suppress(session, desk, address, why, datetime.now(UTC), by_hand=True)
            waiting = _withdraw(store, session, desk, address)
            out(f"{address}: {'no more mail goes there' if done else 'was suppressed already'}; {waiting} withdrawn")


def _withdraw(store: Database, session: Session, desk: str, address: str) -> int:
    """What is automatic and has not left to that address stays here."""
    from sqlmodel import col, func, select

    from routing.model import OutboundMail, OutboundState

    waiting = select(OutboundMail).where(
        OutboundMail.desk == desk,
        func.lower(OutboundMail.recipient) == address.lower(),
        col(OutboundMail.automatic),
        col(OutboundMail.staff).is_(False),
        col(OutboundMail.state).in_((OutboundState.HELD, OutboundState.QUEUED, OutboundState.DEFERRED)),
    )
    rows = session.exec(store.lock(waiting)).all()
    for row in rows:
        row.state, row.settled_at = OutboundState.SUPPRESSED, datetime.now(UTC)
        session.add(row)
    return len(rows)


def _print_suppressions(loaded: Settings, *, as_json: bool) -> None:
    from sqlmodel import col, select

    from routing.model import Suppression

    query = select(Suppression).where(Suppression.desk == loaded.desk.name).order_by(col(Suppression.since))
    with database(loaded).reading() as session:
        rows = session.exec(query).all()
    if as_json:
        for row in rows:
            since = row.since.isoformat()
            out_json({"address": row.address, "since": since, "by_hand": row.by_hand, "why": row.why})
        return
    zone = loaded.desk.calendar.zone
    lines = [(row.address, local(row.since, zone), "a person" if row.by_hand else "a bounce", row.why) for row in rows]
    print_table(("address", "since", "by", "why"), lines, ("address", "why"), "No address is suppressed.")


def _row(session: Session, loaded: Settings, mail: int, store: Database | None = None) -> OutboundMail:
    """The desk's mail of that id; with `store` to change it, so that nobody posts it meanwhile."""
    from sqlmodel import select

    from routing.model import OutboundMail

    query = select(OutboundMail).where(OutboundMail.id == mail, OutboundMail.desk == loaded.desk.name)
    row = session.exec(store.lock(query) if store is not None else query).first()
    if row is None:
        fail(f"{loaded.desk.title} has no outgoing mail {mail}; `intake outbox list --state all` shows which there are")
    return row


def _attempts(session: Session, mail: int) -> Sequence[DeliveryAttempt]:
    from sqlmodel import col, select

    from routing.model import DeliveryAttempt

    query = select(DeliveryAttempt).where(DeliveryAttempt.outbound_mail_id == mail)
    return session.exec(query.order_by(col(DeliveryAttempt.number))).all()


def _end(attempts: Sequence[DeliveryAttempt], now: datetime) -> None:
    """Nobody will say any more how the one that is open ended."""
    for one in attempts:
        if one.outcome is None:
            one.ended_at, one.outcome = now, "uncertain"


def _said(row: OutboundMail) -> str:
    return row.last_error or row.subject


def _attempt(one: DeliveryAttempt) -> dict[str, Any]:
    ended = one.ended_at.isoformat() if one.ended_at else None
    return {"at": one.started_at.isoformat(), "ended_at": ended, "outcome": one.outcome, "code": one.code,
            "answer": one.answer}  # fmt: skip


def _plain(row: OutboundMail) -> dict[str, Any]:
    fields = ("id", "state", "occasion", "recipient", "copies", "subject", "language", "staff", "automatic", "size",
              "ticket_id", "message_id", "envelope_from", "attempts", "last_error")  # fmt: skip
    moments = ("created_at", "next_attempt_at", "give_up_at", "settled_at")
    said = {name: value.isoformat() if (value := getattr(row, name)) else None for name in moments}
    return {**{name: getattr(row, name) for name in fields}, **said}


def _for_people(row: OutboundMail, number: int | None, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    from routing.model import IN_LINE

    yield "mail", f"{row.id}, {row.occasion}, {row.language}, {row.size} octets"
    yield "state", f"{row.state}: {row.last_error}" if row.last_error else row.state
    yield "to", ", ".join((row.recipient, *row.copies))
    yield "subject", row.subject
    yield "case", str(number or "")
    yield "written", local(row.created_at, zone)
    if row.state in IN_LINE:
        yield "next try", f"{local(row.next_attempt_at, zone)}, given up {local(row.give_up_at, zone)}"
    yield "settled", local(row.settled_at, zone)
    yield "Message-ID", f"<{row.message_id}>"
    yield "from", f"<{row.envelope_from}> (envelope)"


def _text(content: bytes) -> str:
    body = message_from_bytes(content, policy=policy.default).get_body(("plain",))
    return "\n".join(str(body.get_content()).rstrip().splitlines()) if body is not None else "(no text)"
