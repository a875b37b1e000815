"""Rounds of correspondence: which events one takes, and that a case's are told of in their order, whatever happens."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from intake.settings import load, sample_folder
from intake.world import World
from notifier import untold
from notifier.gate import Caps
from routing.blobs import BlobFolder
from routing.db import Database
from routing.journal import CUSTOMER
from routing.model import EventKind, NoticeState, OutboundMail, Ticket, TicketEvent
from routing.reference import Keyring
from routing.station import Station
from routing.submission import Category
from tests.mails import ANN, VISI, mail
from tests.servers import Postgres
from tests.steps.answers import notified, reply
from tests.steps.conftest import Clock
from tests.steps.test_from_mail_to_answer import rows

FULL = bool(os.environ.get("TORTURE"))
CASES = Caps().per_hour + 1 if FULL else 3
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
Row = tuple[int, int]  # number of a case, seq of its event


@pytest.fixture(params=["sqlite", "postgresql"])
def station(request: pytest.FixtureRequest, tmp_path: Path, closing: ExitStack) -> Station:
    """A desk of each kind of store, without any case."""
    url = f"sqlite:///{tmp_path}/intake.db"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").url("rounds")
    return made(url, tmp_path, closing)


def made(url: str, folder: Path, closing: ExitStack) -> Station:
    store = Database(url)
    closing.callback(store.close)
    store.migrate()
    desk = load(sample_folder() / "produsoft.toml", {}).desk
    return Station(desk=desk, database=store, blobs=BlobFolder(folder / "blobs"), keyring=Keyring({1: bytes(32)}))


def add_case(station: Station, number: int, *events: dict[str, object]) -> None:
    """A case and its events: open ones that nobody was told of, but for what each says of itself."""
    with station.database.transaction() as session:
        ticket = Ticket(
            desk=station.desk.name, number=number, subject="", mailbox="visi", category=Category.BUG, confidence=1.0,
            opened_at=NOW, changed_at=NOW,
        )  # fmt: skip
        session.add(ticket)
        session.flush()
        usual = {"kind": EventKind.APPENDED, "at": NOW, "actor": CUSTOMER, "next_attempt_at": NOW}
        for seq, event in enumerate(events, 1):
            session.add(TicketEvent(**{"ticket_id": ticket.id, "seq": seq, **usual, **event}))


def leased(station: Station, owner: str = "one") -> list[Row]:
    """The events of a round, in its order."""
    found = untold.lease(replace(station, owner=owner), NOW)
    with station.database.reading() as session:
        numbers = dict(session.exec(select(Ticket.id, Ticket.number)).all())
    return [(numbers[event.ticket_id], event.seq) for event in found]


def test_a_round_takes_a_case_s_lowest_open_event_and_those_behind_it(station: Station) -> None:
    """As far as they are free and new; what was tried before goes alone, and nobody overtakes whoever holds a case."""
    later, silent = {"next_attempt_at": NOW + timedelta(1)}, {"notice": NoticeState.DONE}
    add_case(station, 1, silent, {}, silent, {}, {"kind": EventKind.REMINDED}, {})
    add_case(station, 2, {"attempts": 1}, {})
    add_case(station, 3, {}, {}, later, {})
    add_case(station, 4, {}, {"attempts": 1}, {})
    add_case(station, 5, later, {})
    add_case(station, 6, {"leased_by": "two", "leased_until": NOW + timedelta(1)}, {})
    assert leased(station) == [(1, 2), (1, 4), (1, 6), (2, 1), (3, 1), (3, 2), (4, 1)]
    assert leased(station, "two") == []
    with station.database.reading() as session:
        lent = session.exec(select(TicketEvent.attempts).where(TicketEvent.leased_by == "one")).all()
    assert sorted(lent) == [1, 1, 1, 1, 1, 1, 2]


def test_a_round_has_a_bound(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lowest events of all cases come first; there is room for some that follow, without a gap."""
    monkeypatch.setattr(untold, "_BATCH", 5)
    for number in (1, 2, 3):
        add_case(station, number, {}, {}, {})
    assert leased(station) == [(1, 1), (1, 2), (1, 3), (2, 1), (3, 1)]


def test_what_is_behind_a_row_in_other_hands_is_not_taken(
    tmp_path: Path, postgres: Postgres, closing: ExitStack
) -> None:
    """Rows that another transaction holds are passed over; what follows in the case must not overtake them."""
    station = made(postgres.url("held"), tmp_path, closing)
    for number in (1, 2, 3):
        add_case(station, number, {}, {}, {})
    with station.database.transaction() as session:
        session.exec(select(TicketEvent).where(TicketEvent.seq == TicketEvent.ticket_id).with_for_update()).all()
        assert leased(station) == [(2, 1), (3, 1), (3, 2)]


@pytest.mark.parametrize(
    ("cases", "well", "behind"),
    [
        ([1, 1, 1], {0, 1, 2}, set()),
        ([1, 1, 1], {1, 2}, {1, 2}),
        ([1, 2, 1, 2], {0, 2, 3}, {3}),
        ([1, 1, 2], {0, 2}, set()),
    ],
)
def test_what_is_behind_one_that_did_not_go_well_waits(cases: list[int], well: set[int], behind: set[int]) -> None:
    """In its own case alone, and also if nothing is wrong with it itself."""
    events = [TicketEvent(id=key, ticket_id=case) for key, case in enumerate(cases)]
    assert untold.held_up(events, well) == behind


def told(world: World) -> list[Row]:
    """Of which events there are mails, in the order of the outbox."""
    events = {event.id: event.seq for event in rows(world, TicketEvent)}
    return [(mail.ticket_id, events[mail.event_id]) for mail in rows(world, OutboundMail)]


def test_an_event_that_cannot_be_worded_holds_up_its_case_alone(world: World, clock: Clock) -> None:
    """What is behind it goes back untried, and is told of after it; other cases are told of meanwhile, in one round."""
    for number in (1, 2):
        world.deliver(mail(message_id=f"<{number}@customer.example>"), VISI, sender=ANN)
    while world.app.file():
        pass
    good = _damage(world, {})
    assert world.app.notify() == 4
    assert told(world) == [(2, 1), (2, 2)]
    first, second = [event for event in rows(world, TicketEvent) if event.ticket_id == 1]
    assert (first.attempts, first.notice, first.last_error) == (1, NoticeState.OPEN, "KeyError: 'received_at'")
    assert (second.attempts, second.notice, second.last_error) == (0, NoticeState.OPEN, None)
    assert (second.leased_by, second.leased_until, second.next_attempt_at) == (None, None, second.at)
    assert world.app.notify() == 0
    _damage(world, good)
    clock.go(minutes=1)
    world.drain()
    assert told(world)[2:] == [(1, 1), (1, 2)]
    assert world.quiet()


def _damage(world: World, payload: dict[str, object]) -> dict[str, object]:
    """Give the opening of case 1 another payload, but that it is to be acknowledged; answers what it had."""
    with world.app.database.transaction() as session:
        opening = session.exec(select(TicketEvent).order_by(col(TicketEvent.id))).first()
        before, opening.payload = opening.payload, payload or {"acknowledge": True}
        return before


def test_told_together_or_one_by_one_the_mails_are_the_same(
    tmp_path: Path, make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With TORTURE=1 also those that the gate keeps back, for it counts what is about to be queued, too."""
    stories = []
    for folder, batch in (("together", 150), ("apart", 1)):
        monkeypatch.setattr(untold, "_BATCH", batch)
        with make_world(tmp_path / folder, clock=Clock()) as world:
            stories.append(_story(world))
    assert stories[0] == stories[1]


def _story(world: World) -> list[object]:
    """Two mails of each case at once, and an answer that closes one."""
    for number in range(CASES):
        first = f"<{number}@customer.example>"
        world.deliver(mail(message_id=first), VISI, sender=ANN)
        more = mail("And more.", message_id=f"<{number}.2@customer.example>", headers=(("In-Reply-To", first),))
        world.deliver(more, VISI, sender=ANN)
    world.drain()
    ticket = rows(world, Ticket)[-1]
    reply(world, notified(world, ticket.owner), "#time 20m\n#close\n\nPlease install build 24.", engineer=ticket.owner)
    events = {event.id: event for event in rows(world, TicketEvent)}
    mails = [
        (one.ticket_id, events[one.event_id].seq, one.occasion, one.recipient, one.subject, one.state, one.copies)
        for one in rows(world, OutboundMail)
    ]
    said = [(event.ticket_id, event.seq, event.kind, event.reasons, event.notice) for event in events.values()]
    assert not FULL or any("withheld" in reason for event in events.values() for reason in event.reasons)
    assert {EventKind.ANSWERED, EventKind.CLOSED, EventKind.ECHOED} <= {event.kind for event in events.values()}
    return [sorted(mails, key=lambda one: one[:2]), said]
