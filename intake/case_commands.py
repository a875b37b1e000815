"""`intake tickets` and `intake show`: cases as people read them, with the reasons of every decision."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intake.console import database, fail, local, out, out_json, print_table, settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from intake.money_lines import Money
    from intake.settings import Settings
    from routing.clocks import Clock
    from routing.model import Ticket, TicketEvent
    from routing.queue import Standing


def tickets(
    context: typer.Context,
    product: Annotated[str | None, typer.Option(help="Only this product.")] = None,
    engineer: Annotated[str | None, typer.Option(help="Only this engineer's cases.")] = None,
    state: Annotated[str, typer.Option(help="open, waiting, held, closed or all.")] = "open",
    category: Annotated[str | None, typer.Option(help="support, bug or suggestion.")] = None,
    limit: Annotated[int, typer.Option(help="At most this many.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List cases in the order in which to work on them; the last column says what gives each its place."""
    from sqlmodel import select

    from routing.model import Ticket, TicketState
    from routing.queue import why
    from routing.submission import Category
    from routing.waiting_line import MOST, ROUGHLY, lined_up

    if state != "all" and state not in list(TicketState):
        fail(f"--state {state}: there are {', '.join(TicketState)} and all")
    if category is not None and category not in list(Category):
        fail(f"--category {category}: there are {', '.join(Category)}")
    loaded = settings(context)
    query = select(Ticket).where(Ticket.desk == loaded.desk.name)
    wanted = {"product": product, "owner": engineer, "category": category, "state": None if state == "all" else state}
    for column, value in wanted.items():
        if value is not None:
            query = query.where(getattr(Ticket, column) == value)
    with database(loaded).reading() as session:
        rows = session.exec(query.order_by(*ROUGHLY).limit(max(limit, MOST))).all()
        found = lined_up(session, loaded.desk, rows, datetime.now(UTC))[:limit]
        queue = [(waiting.ticket, waiting.standing) for waiting in found]
    if as_json:
        for ticket, standing in queue:
            out_json(
                {**_plain(ticket), "used": round(standing.used, 4), "source": standing.source, "why": why(standing)}
            )
    else:
        _print_tickets(loaded, queue)


def show(
    context: typer.Context,
    number: Annotated[int, typer.Argument(help="The case's number.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Tell the story of a case: what came, what was decided and why, what left."""
    from sqlmodel import select

    from intake.clock_lines import plain_clock
    from intake.money_lines import Money, plain_money
    from routing.model import Ticket
    from routing.timekeeping import clocks_of

    loaded = settings(context)
    with database(loaded).reading() as session:
        query = select(Ticket).where(Ticket.desk == loaded.desk.name, Ticket.number == number)
        ticket = session.exec(query).first()
        if ticket is None:
            fail(f"{loaded.desk.title} has no case {number}")
        story = _story(session, ticket)
        now = max(datetime.now(UTC), ticket.changed_at)
        found = clocks_of(session, loaded.desk, ticket, now)
        money = Money(session, loaded.desk, ticket, now)
    if as_json:
        clocks = [plain_clock(clock) for clock in found]
        out_json({**_plain(ticket), "clocks": clocks, "time": plain_money(money), "timeline": story})
    else:
        _print_case(loaded, ticket)
        _print_clocks(loaded, found)
        _print_money(money)
        _print_story(loaded, story)


def _plain(ticket: Ticket) -> dict[str, Any]:
    fields = ("number", "subject", "state", "product", "category", "confidence", "critical", "language", "owner",
              "mailbox", "priority", "details", "missing")  # fmt: skip
    times = {name: getattr(ticket, name) for name in ("opened_at", "changed_at", "respond_by")}
    return {
        **{name: getattr(ticket, name) for name in fields},
        **{name: moment.isoformat() if moment else None for name, moment in times.items()},
    }


def _story(session: Session, ticket: Ticket) -> list[dict[str, Any]]:
    """Events, and the mails each caused, in order."""
    from sqlalchemy.orm import defer
    from sqlmodel import col, select

    from routing.model import Message, OutboundMail, TicketEvent

    events = session.exec(select(TicketEvent).where(TicketEvent.ticket_id == ticket.id).order_by(col(TicketEvent.seq)))
    posted = select(OutboundMail).options(defer(OutboundMail.content)).where(OutboundMail.ticket_id == ticket.id)  # type: ignore[arg-type]
    mails: dict[int | None, list[dict[str, Any]]] = {}
    for mail in session.exec(posted.order_by(col(OutboundMail.id))):
        said = {"occasion": mail.occasion, "to": mail.recipient, "state": mail.state, "error": mail.last_error}
        mails.setdefault(mail.event_id, []).append(said)
    story = []
    for event in events.all():
        message = session.get(Message, event.message_id) if event.message_id else None
        story.append(
            {
                "at": event.at.isoformat(),
                "what": _in_words(event),
                "from": message.author_address if message else None,
                "from_customer": message is not None and message.author is None,
                "text": message.visible_text if message else None,
                "reasons": event.reasons,
                "mails": mails.get(event.id, []),
                "error": event.last_error,
            }
        )
    return story


def _in_words(event: TicketEvent) -> str:
    from routing.model import EventKind

    payload = event.payload
    match event.kind:
        case EventKind.OPENED:
            return f"opened by mail; the sender is {payload['standing']}"
        case EventKind.APPENDED:
            return f"{event.actor} wrote" + ("; reopened" if payload.get("reopened") else "")
        case EventKind.ASSIGNED:
            return f"assigned to {payload['engineer'] or 'nobody: the leads hear'}"
        case EventKind.DELIVERED_ELSEWHERE:
            return f"the same mail reached {payload['mailbox']}; {payload['watcher'] or 'nobody'} watches"
        case EventKind.QUARANTINED:
            return "opened as a stub: its mail could not be read"
        case EventKind.BOUNCED:
            return f"a mail to {payload['recipient']} came back: {payload['diagnostic'] or payload['status'] or '?'}"
        case EventKind.REMINDED | EventKind.NUDGED | EventKind.ABSENT:
            return _by_the_clock(event)
        case _:
            return _of_staff(event)


def _by_the_clock(event: TicketEvent) -> str:
    """Reminders, and what puts them off."""
    payload = event.payload
    if "slots" in payload:
        rungs = ", ".join(f"{rung} %" for rung, _ in payload["slots"])
        return f"{payload['person']} is reminded: {payload['about']}, {rungs}"
    if "until" in payload:
        return f"{payload['address']} is away until {_moment(payload['until'])}"
    return f"the customer is asked for his answer, time {payload['number']}"


def _of_staff(event: TicketEvent) -> str:
    """What an engineer's mail did."""
    from routing.model import EventKind

    payload, who = event.payload, event.actor
    match event.kind:
        case EventKind.ANSWERED:
            how = "wrote to" if payload["sent_already"] else "answered"
            return f"{who} {how} {', '.join(payload['to'])}"
        case EventKind.CHANGED:
            return f"{who} changed the {payload['what']} from {payload['before'] or 'nothing'} to {payload['after']}"
        case EventKind.TIMED:
            return f"{who} spent {payload['minutes']} min ({payload['kind']})" + _also(payload["text"])
        case EventKind.WAITING | EventKind.HELD:
            on = "the customer" if event.kind is EventKind.WAITING else "the vendor"
            until = f" until {_moment(payload['until'])}" if payload["until"] else ""
            return f"{who} waits for {on}{until}" + _also(payload.get("why") or payload.get("text"))
        case EventKind.DUE:
            return f"{who} promises it by {_moment(payload['at'])}" + _also(payload["text"])
        case EventKind.ASKED:
            return f"{who} asks the customer for {', '.join(field.replace('_', ' ') for field in payload['fields'])}"
        case EventKind.LINKED | EventKind.MERGED | EventKind.SPLIT:
            return f"{who} {event.kind}: " + ", ".join(f"{name} {number}" for name, number in payload.items())
        case EventKind.RETURNED:
            return f"a mail of {who} came back: {_BACK.get(payload['why'], payload['why'])}"
        case EventKind.ECHOED:
            return f"{who} was told what became of this" if payload["aloud"] else f"all of {who}'s mail was carried out"
        case _:
            said = payload.get("text") or payload.get("address") or payload.get("word")
            return f"{who} {_DID.get(event.kind, str(event.kind))}" + _also(said)


_BACK = {  # why; as `routing/staff.py` names it
    "misspelt": "a command in it was not understood",
    "uncertain": "what is new in it could not be told from what it quotes",
    "collision": "the case had changed for the customer meanwhile",
    "unproven": "it was not proven to be from its sender",
    "forged": "nothing proved it to be from its sender",
    "no_customer": "nobody knows whose case it is",
    "refused": "it could not be sent to the customer",
}
_DID = {
    "noted": "made a note",
    "closed": "closed the case",
    "reopened": "opened the case again",
    "phoned": "phoned",
    "watched": "lets somebody read along",
    "undone": "took his last mail back",
    "told": "asked about the case",
    "approved": "agrees to paid work",
}


def _moment(written: str) -> str:
    """A time as the other times of the story are written, without a weekday; the payload has the desk's zone."""
    return datetime.fromisoformat(written).strftime("%d.%m.%Y %H:%M")


def _also(text: str | None) -> str:
    return f": {text}" if text else ""


def _print_tickets(loaded: Settings, queue: Sequence[tuple[Ticket, Standing]]) -> None:
    from routing.queue import why

    zone = loaded.desk.calendar.zone
    rows = [
        (
            f"{ticket.number}{'!' if ticket.critical else ''}",
            local(ticket.respond_by, zone) or "-",
            ticket.product or "",
            ticket.category,
            ticket.owner or "nobody",
            local(ticket.opened_at, zone),
            why(standing),
            ticket.subject,
        )
        for ticket, standing in queue
    ]
    titles = ("case", "answer by", "product", "category", "engineer", "since", "because", "subject")
    print_table(titles, rows, ("subject",), "No such cases.")


def _print_case(loaded: Settings, ticket: Ticket) -> None:
    from rich.console import Console
    from rich.text import Text

    zone, console = loaded.desk.calendar.zone, Console(highlight=False)
    head = Text(f"{loaded.desk.tag} #{ticket.number}  ", style="bold").append(Text(ticket.subject))
    console.print(head)
    facts = [ticket.state, ticket.category, ticket.product, ticket.owner and f"with {ticket.owner}", ticket.language]
    promise = ticket.respond_by and f"answer by {local(ticket.respond_by, zone)}"
    console.print(
        Text(" · ".join(str(fact) for fact in (*facts, promise, "critical" if ticket.critical else None) if fact))
    )


def _print_clocks(loaded: Settings, clocks: Sequence[Clock]) -> None:
    """How each clock stands, and below it what it did; nothing of an imported case, which has none."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from intake.clock_lines import clock_lines

    console = Console(highlight=False)
    for clock in clocks:
        heading, rows, reasons = clock_lines(clock, loaded.desk.calendar.zone)
        console.print()
        console.print(Text(heading, style="bold"))
        for when, what in rows:
            console.print(Padding(Text(f"{when}  {what}"), (0, 0, 0, 2), expand=False))
        for reason in reasons:
            console.print(Padding(Text(f"because {reason}", style="dim"), (0, 0, 0, 2), expand=False))


def _print_money(money: Money) -> None:
    from intake.money_lines import money_lines

    lines = list(money_lines(money))
    if lines:
        out("\nTime")
    for line in lines:
        out(f"  {line}")


def _print_story(loaded: Settings, story: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    zone, console = loaded.desk.calendar.zone, Console(highlight=False)
    for entry in story:
        who = f" ({entry['from']})" if entry["from"] and entry["from_customer"] else ""
        console.print()
        at = local(datetime.fromisoformat(entry["at"]), zone)
        console.print(Text(at, style="bold").append(f"  {entry['what']}{who}", style="default"))
        if entry["text"]:
            console.print(Padding(Text(entry["text"].strip()[:2000]), (0, 0, 0, 4), expand=False))
        for reason in entry["reasons"]:
            console.print(Padding(Text(f"because {reason}", style="dim"), (0, 0, 0, 2), expand=False))
        for mail in entry["mails"]:
            error = f" ({mail['error']})" if mail["error"] else ""
            console.print(
                Padding(
                    Text(f"→ {mail['occasion'].replace('_', ' ')} to {mail['to']}: {mail['state']}{error}"),
                    (0, 0, 0, 2),
                    expand=False,
                )
            )
        if entry["error"]:
            console.print(Padding(Text(f"! {entry['error']}", style="red"), (0, 0, 0, 2), expand=False))
