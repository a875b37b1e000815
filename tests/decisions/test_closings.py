"""Cases that end by themselves, and contracts that end with their account: what is written down, and what is said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, SQLModel, create_engine, select

from routing import closings
from routing.agreement import Agreement
from routing.contracts import terms_of, uses_of
from routing.journal import SERVICE, record
from routing.model import Contract, EventKind, Organisation, Ticket, TicketEvent, TicketState
from routing.model.base import new_ref
from routing.renewals import News, Occasion, together
from routing.submission import Category
from tests.decisions.order_desk import DESK

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
END = date(2026, 12, 31)
ENDING = Occasion(News.ENDING, "end", {"until": END.isoformat()})
EXPIRING = Occasion(News.ACCOUNT_EXPIRING, "account", {"until": END.isoformat(), "left": 90, "account": 600})


@pytest.fixture
def session() -> Iterator[Session]:
    """An empty store in memory."""
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def case(session: Session) -> Ticket:
    """An open case under a contract."""
    session.add(Organisation(id=1, desk=DESK.name, name="Peeters"))
    session.add(Contract(id=1, desk=DESK.name, organisation_id=1, plan="gone", products=[], starts_on=date(2026, 1, 1)))
    ticket = Ticket(
        ref=new_ref(), desk=DESK.name, number=10001, subject="", mailbox="support", category=Category.SUPPORT,
        confidence=0.9, contract_id=1, organisation_id=1,
        opened_at=NOW, changed_at=NOW,
    )  # fmt: skip
    session.add(ticket)
    session.flush()
    return ticket


@pytest.mark.parametrize("by", ["customer", "waiting"])
def test_a_case_that_ends_by_itself_uses_up_a_quota_if_it_was_answered(session: Session, by: str) -> None:
    """NET-04: it counts in the year of its end, on the channel of what solved it."""
    ticket = case(session)
    record(session, ticket, EventKind.ANSWERED, "ingrid", {}, (), NOW)
    closings.close(session, DESK, ticket, by=by, actor=SERVICE, why="it is over", now=NOW)
    session.flush()
    assert (ticket.state, ticket.closed_at, ticket.channel) == (TicketState.CLOSED, NOW, "written")
    terms, agreement = terms_of(session.get_one(Contract, 1), None), Agreement(quotas={"written": 20})
    (used,) = uses_of(session, DESK, terms, agreement, NOW.date())
    assert (used.channel, used.used) == ("written", 1)


def test_a_case_that_nobody_answered_uses_up_nothing(session: Session) -> None:
    """Its end is written down all the same."""
    ticket = case(session)
    closings.close(session, DESK, ticket, by="waiting", actor=SERVICE, why="no answer", now=NOW)
    closed = session.exec(select(TicketEvent).where(TicketEvent.kind == EventKind.CLOSED)).one()
    assert (ticket.closed_at, ticket.channel, closed.payload["by"]) == (NOW, None, "waiting")


def test_a_contract_that_ends_with_its_account_is_one_thing_to_say() -> None:
    """JOH-02, JOH-03: the end, with the minutes that would be lost."""
    (told,) = together([ENDING, EXPIRING], END)
    assert (told.news, told.said["left"], told.said["account"]) == (News.ENDING, 90, 600)
    assert list(together([EXPIRING], END)) == []  # on a day on which only its use is looked at: the morning says it


def test_an_account_that_ends_alone_is_said_by_itself() -> None:
    """Before its contract, or with one that another follows: then no end is said."""
    assert list(together([EXPIRING], None)) == [EXPIRING]
    assert list(together([ENDING, EXPIRING], None)) == [EXPIRING]
    assert list(together([EXPIRING], date(2027, 6, 30))) == [EXPIRING]
