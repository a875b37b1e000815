"""Events that are recorded together are known, until they are written, as the store will give them back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlmodel import Session, select

from routing import events
from routing.db import AlreadyDone, Database
from routing.events import Told, events_of
from routing.journal import CUSTOMER, record
from routing.model import EventKind, Ticket
from routing.submission import Category

NOW = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=UTC)
ABROAD = (NOW + timedelta(minutes=1)).astimezone(timezone(timedelta(hours=5, minutes=30)))


@pytest.fixture
def database(tmp_path: Path, store: Path) -> Iterator[Database]:
    """A store with one case, 10001, that was opened."""
    shutil.copy(store, tmp_path / "intake.db")
    made = Database(f"sqlite:///{tmp_path}/intake.db", synchronous="OFF")
    with made.transaction() as session:
        note(session, opened(session, 10001), EventKind.OPENED)
    yield made
    made.close()


def opened(session: Session, number: int) -> Ticket:
    ticket = Ticket(
        desk="desk", number=number, subject="", mailbox="m", category=Category.BUG, confidence=1.0,
        opened_at=NOW, changed_at=NOW,
    )  # fmt: skip
    session.add(ticket)
    session.flush()
    return ticket


def note(session: Session, ticket: Ticket, kind: EventKind, once: str | None = None, **payload: object) -> None:
    record(session, ticket, kind, CUSTOMER, payload, ("why",), ABROAD, once=once)


def case(session: Session, number: int = 10001) -> Ticket:
    return session.exec(select(Ticket).where(Ticket.number == number)).one()


def stored(database: Database, number: int = 10001) -> list[Told]:
    with database.reading() as session:
        return [event._replace(id=None) for event in events_of(session, case(session, number))]


def told(session: Session, ticket: Ticket) -> list[Told]:
    return [event._replace(id=None) for event in events_of(session, ticket)]


def test_what_is_recorded_together_is_known_as_the_store_gives_it_back(database: Database) -> None:
    """Tuples are lists, our words plain words, and moments in UTC, for a case read ahead and for a new one."""
    with database.transaction() as session:
        with events.together(session):
            events.read_ahead(session, [case(session)])
            note(session, case(session), EventKind.CHANGED, what=("category", "x"), after=Category.BUG, none=None)
            fresh = opened(session, 10002)
            note(session, fresh, EventKind.OPENED, stands={"rate": "95.00", 1: [1.5, True]})
            known = told(session, case(session)), told(session, fresh)
        assert events_of(session, fresh)[0].id is not None, "after it the store is asked again"
    assert known == (stored(database), stored(database, 10002))
    assert [event.kind for event in known[0]] == [EventKind.OPENED, EventKind.CHANGED]


def test_a_case_that_was_not_read_ahead_is_read_with_what_was_just_recorded(database: Database) -> None:
    """Who asks for its events finds those, too, of one kind as of all."""
    with database.transaction() as session, events.together(session):
        note(session, case(session), EventKind.CLOSED)
        assert [event.seq for event in events_of(session, case(session), EventKind.CLOSED)] == [2]
        note(session, case(session), EventKind.REOPENED)
        assert [event.seq for event in events_of(session, case(session))] == [1, 2, 3]


def fail(database: Database, *notes: str) -> None:
    """Record such events, which may happen but once, and fail when all of them were taken."""
    with database.transaction() as session, events.together(session):
        for once in notes:
            note(session, case(session), EventKind.ABSENT, once=once)
        note(session, case(session), EventKind.CLOSED)
        raise RuntimeError


def test_after_a_failure_nothing_of_it_is_in_the_store(database: Database) -> None:
    """As of every transaction that fails."""
    with pytest.raises(RuntimeError):
        fail(database, "absent")
    assert [event.kind for event in stored(database)] == [EventKind.OPENED]


def test_what_happens_but_once_is_refused_at_once(database: Database) -> None:
    """The store says so where it is recorded, not when all is written."""
    with pytest.raises(AlreadyDone):
        fail(database, "absent", "absent")
