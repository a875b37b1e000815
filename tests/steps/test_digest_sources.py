"""What of a digest does not come from cases: mailboxes, floods, quarantine, contracts and unapproved minutes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from routing import arrivals, contract_figures
from routing.customers import Customers
from routing.db import Database
from routing.figures import Mailbox
from routing.model import (
    Contract,
    InboundDelivery,
    InboundMail,
    InboundState,
    MailboxRow,
    Ticket,
    TimeEntry,
)
from routing.submission import Category, Channel
from tests.decisions import desk_history
from tests.decisions.desk_history import FIGURED

START = datetime(2026, 11, 16, tzinfo=UTC)
END = START + timedelta(days=7)


@pytest.fixture
def session(tmp_path: Path, store: Path) -> Iterator[Session]:
    path = tmp_path / "intake.db"
    shutil.copyfile(store, path)
    database = Database(f"sqlite:///{path}", synchronous="OFF")
    with database.transaction() as opened:
        yield opened
    database.close()


def arrive(
    session: Session,
    number: int,
    state: InboundState,
    at: datetime,
    box: int = 1,
    sender: str = "",
    case: int | None = None,
) -> None:
    mail = InboundMail(
        desk=FIGURED.name,
        raw_digest=str(number),
        size=1,
        received_at=at,
        state=state,
        next_attempt_at=at,
        sender=sender,
        ticket_id=case,
    )
    session.add(mail)
    session.flush()
    assert mail.id is not None
    delivery = InboundDelivery(inbound_mail_id=mail.id, mailbox_id=box, channel=Channel.LMTP, arrived_at=at)
    session.add(delivery)
    session.flush()


def case_of(number: int, product: str = "visi", organisation: int | None = None, desk: str = FIGURED.name) -> Ticket:
    return Ticket(desk=desk, number=number, subject="", mailbox="visi", product=product,
                  category=Category.BUG, confidence=1.0, opened_at=START, changed_at=START,
                  organisation_id=organisation)  # fmt: skip


def test_the_ledger_of_a_mailbox_balances(session: Session) -> None:
    """MAIL.md 1.7: received = filed + automatic + ignored + quarantined + waiting; what is neither is unexplained."""
    for name in ("visi", "desk"):
        session.add(MailboxRow(desk=FIGURED.name, name=name))
    session.add(case_of(1))
    session.flush()
    fates = [InboundState.FILED] * 5 + [InboundState.AUTOMATIC] * 2 + [InboundState.QUARANTINED, InboundState.RECEIVED]
    for number, state in enumerate(fates):
        arrive(session, number, state, START + timedelta(hours=number), case=1)
    arrive(session, 80, InboundState.FILED, START)  # it says so, and stands nowhere
    arrive(session, 90, InboundState.IGNORED, END - timedelta(microseconds=1), box=2)
    for at in (START - timedelta(seconds=1), END):
        arrive(session, 91, InboundState.FILED, at)
    visi, desk = arrivals.mailboxes(session, FIGURED, START, END, ())
    assert (visi.received, visi.filed, visi.automatic, visi.quarantined, visi.waiting) == (10, 5, 2, 1, 1)
    assert (desk.received, desk.ignored) == (1, 1)
    assert (visi.unexplained, desk.unexplained) == (1, 0)
    assert [box.name for box in arrivals.mailboxes(session, FIGURED, START, END, ("visi",))] == ["visi"]
    assert arrivals.quarantined(session, FIGURED) == 1
    assert Mailbox("visi", "visi@desk.example", 12, filed=9, automatic=1, ignored=1).unexplained == 1


@pytest.mark.parametrize(("count", "minutes", "floods"), [(21, 59, 1), (20, 1, 0), (40, 121, 0), (60, 60, 1)])
def test_a_flood_is_more_mails_within_an_hour_than_the_gate_lets_out(session, count, minutes, floods):
    """Twenty an hour are a busy sender; who wrote as much over a day is one, too."""
    session.add(MailboxRow(desk=FIGURED.name, name="visi"))
    session.flush()
    for number in range(count):
        at = START + timedelta(minutes=minutes * number / max(1, count - 1))
        arrive(session, number, InboundState.AUTOMATIC, at, sender="robot@machine.example")
    found = arrivals.floods(session, FIGURED, START, END)
    assert [(one.sender, one.mails) for one in found] == [("robot@machine.example", count)] * floods


@pytest.mark.parametrize(
    ("ends", "more", "found"),
    [
        (date(2027, 3, 22), {}, (date(2027, 3, 22), False, None)),  # 120 days ahead
        (date(2027, 3, 23), {}, None),
        (date(2026, 11, 21), {}, None),  # over
        (date(2026, 12, 31), {"renews": True, "notice_months": 3}, (date(2026, 12, 31), True, date(2026, 9, 30))),
        (date(2025, 12, 31), {"renews": True, "notice_months": 1}, (date(2026, 12, 31), True, date(2026, 11, 30))),
        (date(2025, 12, 31), {"renews": True, "cancelled_on": date(2026, 3, 1)}, (date(2026, 12, 31), False, None)),
        (None, {}, None),
    ],
)
def test_pro_03_what_ends_or_renews_within_120_days_is_shown(session, ends, more, found):
    """With the last day of the period that runs now, and until when it can be ended."""
    keys = desk_history.make_customers(session, FIGURED)
    start = date(2025, 1, 1)
    session.add(
        Contract(desk=FIGURED.name, organisation_id=keys.south, plan="gold", starts_on=start, ends_on=ends, **more)
    )
    session.flush()
    customers = Customers(session, FIGURED)
    terms = contract_figures.ending(customers, date(2026, 11, 22), 120, (), None)
    assert [(one.last_day, one.renews, one.deadline) for one in terms] == ([found] if found else [])
    assert not contract_figures.ending(customers, date(2026, 11, 22), 120, (), frozenset({keys.north}))


def test_gen_04_minutes_outside_a_contract_are_unapproved_and_those_of_other_weeks_do_not_count(session):
    """By the ledger's own sums; of what one may see."""
    keys = desk_history.make_customers(session, FIGURED)
    for number, (organisation, product) in enumerate(((keys.south, "visi"), (keys.north, "worknc")), 1):
        ticket = case_of(number, product, organisation)
        session.add(ticket)
        session.flush()
        for at in (START - timedelta(days=1), START, START + timedelta(days=1)):
            contract = 1 if organisation == keys.north else None
            given = {"ticket_id": ticket.id, "contract_id": contract, "worked_at": at, "recorded_at": at}
            session.add(TimeEntry(**given, engineer="jan", kind="mail", minutes=20))
    session.flush()

    def minutes(products: tuple[str, ...] = (), organisations: frozenset[int] | None = None) -> int:
        customers = Customers(session, FIGURED)
        return contract_figures.unapproved(session, FIGURED, customers, START, END, products, organisations)

    assert minutes() == minutes(("visi",)) == minutes((), frozenset({keys.south})) == 40  # gold has all included
    assert minutes(("worknc",)) == 0


@pytest.mark.parametrize(("included", "left"), [(None, 0), (0, 40), (30, 10)])
def test_gen_04_time_of_before_a_case_had_its_contract_stands_under_that_and_nowhere_else(session, included, left):
    """Once, with what was recorded under it since: for neither is it time of somebody without a contract."""
    keys = desk_history.make_customers(session, FIGURED)
    contract = Contract(
        desk=FIGURED.name,
        organisation_id=keys.south,
        plan="gold",
        starts_on=date(2026, 1, 1),
        included_minutes=included,
    )
    session.add(contract)
    session.flush()
    ticket = case_of(1, "visi", keys.south)
    ticket.contract_id = contract.id
    session.add(ticket)
    session.flush()
    for named in (None, contract.id):
        given = {"ticket_id": ticket.id, "contract_id": named, "worked_at": START, "recorded_at": START}
        session.add(TimeEntry(**given, engineer="jan", kind="mail", minutes=20))
    session.flush()
    assert contract_figures.unapproved(session, FIGURED, Customers(session, FIGURED), START, END, (), None) == left
