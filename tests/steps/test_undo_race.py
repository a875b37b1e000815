"""`#undo` against the delivering courier, on PostgreSQL: each answer is recalled or sent, and no deadlock gets out."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from intake.limits import Limits
from intake.settings import Settings
from intake.world import Posted, World
from routing.model import EventKind, OutboundMail, OutboundState, Ticket, TicketEvent
from routing.station import Stop
from tests.mails import VISI, mail
from tests.servers import Postgres, Sink
from tests.steps.answers import reply
from tests.steps.conftest import Clock
from tests.steps.test_from_mail_to_answer import rows

FULL = bool(os.environ.get("TORTURE"))
ROUNDS, CASES = (20, 20) if FULL else (2, 5)
pytestmark = [pytest.mark.torture] if FULL else []


def test_undo_and_delivery_at_once_recall_or_send_and_never_both(
    tmp_path: Path, clock: Clock, children, sink: Sink, postgres: Postgres
) -> None:
    """In the second in which both may act; every third answer is refused by the server and comes back to its writer."""

    def to_sink(settings: Settings) -> Settings:
        return replace(settings, smtp=replace(settings.smtp, port=sink.port))

    url = postgres.url("undo")
    filed = Event()

    def watch(stop: Stop, _row: int) -> None:
        if stop is Stop.FILED:
            filed.set()

    change = {"change": to_sink, "children": children, "watch": watch, "limits": replace(Limits(), batch=1)}
    with World(tmp_path / "desk", clock=clock, database_url=url, **change) as world:
        outcomes = [_round(world, clock, sink, number, filed) for number in range(ROUNDS)]
    recalled, sent, refused = (sum(one) for one in zip(*outcomes, strict=True))
    print(f"{recalled} recalled, {sent} sent, {refused} refused")
    assert recalled + sent + refused == ROUNDS * CASES
    assert recalled
    assert sent


def _round(world: World, clock: Clock, sink: Sink, number: int, filed: Event) -> tuple[int, int, int]:
    people = [f"ann{number}x{n}@customer.example" for n in range(CASES)]
    for person in people:
        world.customer(person, person, plan="first-year", language="en")
        world.deliver(mail("VISI stops.", sender=person, message_id=f"<{person}>"), VISI, sender=person)
    world.drain()
    cases = rows(world, Ticket)[-CASES:]
    for person in people[::3]:
        sink.refuse(person, "550 5.1.1 No such user")
    _write(world, cases, "Please install build 24.0.118.", drain=True)
    clock.go(seconds=world.settings.desk.undo_seconds)
    _write(world, cases, "#undo", drain=False)
    filed.clear()
    with ThreadPoolExecutor(3) as pool:
        done = [
            pool.submit(_until_done, world.app.file),
            pool.submit(_after, filed, world.app.deliver),
            pool.submit(_after, filed, world.app.notify),
        ]
    assert [one.exception() for one in done] == [None, None, None]
    world.drain()
    clock.go(minutes=1)
    world.drain()
    return _outcome(world, sink, [case.id for case in cases])


def _write(world: World, cases: list[Ticket], text: str, *, drain: bool) -> None:
    for case in cases:
        told = [row for row in rows(world, OutboundMail) if row.ticket_id == case.id and row.occasion == "assignment"]
        notice = Posted("", (told[0].recipient,), told[0].content)
        reply(world, notice, text, engineer=case.owner, drain=drain)


def _after(filed: Event, step: Callable[[], int]) -> None:
    """Begin once the first `#undo`s are filed, and race for the rest."""
    assert filed.wait(30)
    _until_done(step)


def _until_done(step: Callable[[], int]) -> None:
    while step():
        pass


def _outcome(world: World, sink: Sink, cases: list[int | None]) -> tuple[int, int, int]:
    """How many were recalled, sent, refused; what was said and what came agree for each."""
    answers = {row.ticket_id: row for row in rows(world, OutboundMail) if row.occasion == "answer"}
    undone = {event.ticket_id for event in rows(world, TicketEvent) if event.kind is EventKind.UNDONE}
    counts = {OutboundState.CANCELLED: 0, OutboundState.SENT: 0, OutboundState.REFUSED: 0}
    for case in cases:
        row = answers[case]
        counts[row.state] += 1
        came = [one for one in sink.messages if row.recipient in one.recipients and b"24.0.118" in one.raw]
        assert len(came) == (row.state is OutboundState.SENT)
        assert (case in undone) is (row.state is OutboundState.CANCELLED)
    return counts[OutboundState.CANCELLED], counts[OutboundState.SENT], counts[OutboundState.REFUSED]
