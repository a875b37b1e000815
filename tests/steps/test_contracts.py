"""Contracts at work: what a customer is told and asked, what is drawn, and what is announced, from bytes to bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlmodel import select

from intake.app import Children, make_children
from intake.settings import Settings, load
from intake.setup import init
from intake.world import World
from routing.announcing import announce_contracts
from routing.balance import balance_of
from routing.model import (
    Announcement,
    Approval,
    Contact,
    Contract,
    EventKind,
    NoticeState,
    Ticket,
    TicketEvent,
    TicketState,
)
from tests.mails import ANN, VISI, mail
from tests.steps.answers import notified, reply, seen
from tests.steps.conftest import Clock
from tests.steps.customers import text_of
from tests.steps.test_from_mail_to_answer import rows

DESK = "support@johnsen.example"
KARI, OLA, OFFICE = "kari@kunde.example", "ola@kunde.example", "kontor@johnsen.example"
VOUCHED = "mx.johnsen.example; dmarc=pass header.from={domain}"


@pytest.fixture(scope="module")
def helpers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Children]:
    """A reader and a scribe of that desk, for all its worlds."""
    folder = tmp_path_factory.mktemp("johnsen") / "desk"
    init("johnsen", folder)
    reader, scribe = make_children(load(folder / "desk.toml", {}))
    yield reader, scribe
    reader.close()
    scribe.close()


@pytest.fixture
def johnsen(tmp_path: Path, clock: Clock, helpers: Children) -> Iterator[World]:
    """A desk with a prepaid account, and an hourly rate for whoever has none."""
    with World(tmp_path / "desk", desk="johnsen", clock=clock, children=helpers) as world:
        yield world


def write(world: World, sender: str, text: str, *, subject: str = "Inventor stopper", number: int = 1) -> None:
    """A customer's mail, for whose sender somebody vouches."""
    vouched = VOUCHED.format(domain=sender.rpartition("@")[2])
    raw = mail(
        text,
        subject=subject,
        sender=sender,
        to=DESK,
        message_id=f"<{number}@kunde.example>",
        headers=(("Authentication-Results", vouched),),
    )
    world.deliver(raw, DESK, sender=sender)
    world.drain()


def answer(world: World, sender: str, text: str, number: int) -> None:
    """He answers the latest mail that he got, to where it wants answers."""
    before = seen(world.to(sender)[-1])
    raw = mail(
        text,
        subject=f"Re: {before['Subject']}",
        sender=sender,
        to=before["Reply-To"],
        message_id=f"<{number}@kunde.example>",
        headers=(("In-Reply-To", before["Message-ID"]), ("References", before["Message-ID"])),
    )
    world.deliver(raw, before["Reply-To"].strip("<>"), sender=sender)
    world.drain()


def engineer_says(world: World, text: str) -> None:
    me = rows(world, Ticket)[0].owner
    vouched = "mx.johnsen.example; dmarc=pass header.from=johnsen.example"
    reply(world, notified(world, me), text, engineer=me, vouched=vouched)


def role(world: World, address: str, word: str) -> None:
    with world.app.database.transaction() as session:
        contact = session.exec(select(Contact).where(Contact.address == address)).one()
        contact.role = word
        session.add(contact)


def test_paid_work_waits_for_a_plain_yes_and_is_recorded_word_for_word(johnsen: World, clock: Clock) -> None:
    """JOH-04, GEN-04: asked in the acknowledgement; "yes, but" is no yes; minutes before it are billed to nobody."""
    johnsen.customer("Kunde AS", KARI)
    write(johnsen, KARI, "Hei,\n\nInventor stopper når vi åpner en sammenstilling.\n\nKari Nordmann")
    told = text_of(johnsen.to(KARI)[0])
    assert "250,00" in told
    assert "«Ja»" in told
    clock.go(minutes=10)
    engineer_says(johnsen, "#time 20m")
    answer(johnsen, KARI, "Ja, men høyst en time.", 2)
    assert rows(johnsen, Approval) == []
    balance = _balance(johnsen, clock)
    assert (balance.unapproved, balance.billable) == (30, 0)
    clock.go(minutes=10)
    answer(johnsen, KARI, "Ja, det er greit.", 3)
    (given,) = rows(johnsen, Approval)
    assert (given.address, given.message_id, given.rate, given.currency) == (KARI, "3@kunde.example", "1250.00", "NOK")
    balance = _balance(johnsen, clock)
    assert (balance.unapproved, balance.billable, balance.amount) == (0, 30, Decimal("625.00"))
    assert EventKind.APPROVED in [event.kind for event in rows(johnsen, TicketEvent)]
    me = rows(johnsen, Ticket)[0].owner
    assert "betalt arbeid" in text_of(notified(johnsen, me))


def test_an_account_is_drawn_stated_and_its_end_announced_once(johnsen: World, clock: Clock) -> None:
    """JOH-03, JOH-05, GEN-06, GEN-17: from another's mail over a closing without time to the statement."""
    johnsen.customer("Kunde AS", KARI, OLA, plan="time-account", since=date(2026, 1, 1))
    role(johnsen, KARI, "superuser")
    write(johnsen, OLA, "Hei,\n\nhvordan lager jeg en iPart i Inventor?\n\nOla Nordmann", subject="iPart")
    assert KARI.partition("@")[0] in text_of(johnsen.to(OLA)[0])
    (heard,) = johnsen.to(KARI)
    assert "iPart" in text_of(heard)
    assert "hvordan" not in text_of(heard)
    clock.go(minutes=10)
    engineer_says(johnsen, "Hei Ola,\n\nbruk kommandoen iPart Author.\n\n#close")
    assert rows(johnsen, Ticket)[0].state is TicketState.OPEN
    engineer_says(johnsen, "#time 8h20m")
    assert rows(johnsen, Ticket)[0].state is TicketState.CLOSED
    clock.go(minutes=2)
    johnsen.drain()
    words, statement = (text_of(posted) for posted in johnsen.to(OLA)[1:])
    assert "iPart Author" in words
    assert "timekonto" not in words
    assert "timekonto" in statement
    assert _balance(johnsen, clock).account == 600 - 510
    low = [posted for posted in johnsen.to(OFFICE) if "Kunde AS" in seen(posted)["Subject"]]
    assert len(low) == 1
    assert len(johnsen.to(KARI)) == 2
    for _ in range(3):
        clock.go(hours=24)
        johnsen.drain()
    assert len(johnsen.to(KARI)) == 2
    clock.go(hours=24 * 10)
    johnsen.drain()
    kinds = [one.kind for one in rows(johnsen, Announcement) if one.recipient == KARI]
    assert kinds == ["informed", "account_low", "ending"]  # the account ends with it: one mail says both
    assert "1 t 30 min" in text_of(johnsen.to(KARI)[-1])
    assert announce_contracts(johnsen.app.station, clock()) == 0  # as after a restart
    assert len(rows(johnsen, Announcement)) == len(kinds) + 2  # the office hears of all but the first
    role(johnsen, OLA, "responsible")
    assert announce_contracts(johnsen.app.station, clock()) == 2  # who speaks for them now has heard of nothing


def test_a_contract_that_renews_is_announced_before_its_deadline_and_proven_after(johnsen: World, clock: Clock) -> None:
    """PRO-03: both once, also after a restart; a contract that ends says so."""
    today = clock().date()
    johnsen.customer("Kunde AS", KARI, plan="time-account", since=today - timedelta(days=260))
    role(johnsen, KARI, "superuser")
    with johnsen.app.database.transaction() as session:
        row = session.exec(select(Contract)).one()
        row.ends_on, row.renews, row.notice_months = today + timedelta(days=104), True, 3
        row.account_minutes = 0
        session.add(row)
    johnsen.drain()
    assert announce_contracts(johnsen.app.station, clock()) == 0
    assert [one.kind for one in rows(johnsen, Announcement) if one.recipient == KARI] == ["renewing"]
    assert "fornyes" in text_of(johnsen.to(KARI)[0])
    clock.go(hours=24 * 106)
    johnsen.drain()
    assert [one.kind for one in rows(johnsen, Announcement) if one.recipient == KARI] == ["renewing", "renewed"]
    assert len(johnsen.to(KARI)) == len(johnsen.to(OFFICE)) == 2
    assert seen(johnsen.to(KARI)[1])["Reply-To"] == OFFICE


def test_a_quota_is_told_when_its_cases_are_solved_and_blocks_nothing(
    tmp_path: Path, clock: Clock, children: Children
) -> None:
    """NET-04: at its marks to the responsible and the engineer; the next case is opened all the same, and flagged."""

    def one_case(settings: Settings) -> Settings:
        plans = tuple(replace(plan, quotas={"written": 1}) for plan in settings.desk.plans)
        return replace(settings, desk=replace(settings.desk, plans=plans))

    with World(tmp_path / "desk", clock=clock, children=children, change=one_case) as world:
        world.customer("Peeters", ANN, plan="first-year", language="en")
        role(world, ANN, "responsible")
        world.deliver(mail(), VISI, sender=ANN)
        world.drain()
        me = rows(world, Ticket)[0].owner
        clock.go(minutes=5)
        notice, words = notified(world, me), "Hello Ann,\n\nplease install build 24.\n\n#close"
        reply(world, notice, words, engineer=me)
        reply(world, notified(world, me), "#undo", engineer=me)
        ticket = rows(world, Ticket)[0]
        assert (ticket.state, ticket.channel, ticket.closed_at) == (TicketState.OPEN, None, None)
        assert rows(world, Announcement) == []
        reply(world, notice, words, engineer=me)
        ticket = rows(world, Ticket)[0]
        assert (ticket.state, ticket.channel, ticket.closed_at) == (TicketState.CLOSED, "written", clock())
        assert rows(world, Announcement)[0].state is NoticeState.OPEN  # it may still be undone
        clock.go(minutes=2)
        world.drain()
        assert "1 of 1 cases" in text_of(world.to(ANN)[-1])
        assert [one.hearer for one in rows(world, Announcement)] == ["customer", "engineer"]
        world.deliver(mail("Another question.", subject="More", message_id="<2@customer.example>"), VISI, sender=ANN)
        world.drain()
        second = rows(world, Ticket)[1]
        opened = next(event for event in rows(world, TicketEvent) if event.ticket_id == second.id)
        assert opened.payload["stands"]["over"] == ["written"]


def test_time_belongs_to_whose_case_it_turns_out_to_be(johnsen: World, clock: Clock) -> None:
    """Recorded before `#customer`: of the account then, and of nobody's again after `#undo`."""
    johnsen.customer("Kunde AS", KARI, plan="time-account", since=date(2026, 1, 1))
    write(johnsen, "kari.nordmann@mail.example", "Hei,\n\nInventor stopper.\n\nKari")
    clock.go(minutes=5)
    engineer_says(johnsen, "#time 50m")
    assert (_balance(johnsen, clock).unapproved, _balance(johnsen, clock).account) == (60, None)
    engineer_says(johnsen, f"#customer {KARI}")
    assert (_balance(johnsen, clock).drawn, _balance(johnsen, clock).account) == (60, 540)
    engineer_says(johnsen, "#undo")
    assert (_balance(johnsen, clock).unapproved, _balance(johnsen, clock).account) == (60, None)


def test_a_known_customer_without_a_contract_is_told_politely_and_the_office_hears(world: World) -> None:
    """PRO-13; GEN-01: an unknown one hears nothing of contracts."""
    world.customer("Peeters", ANN, language="en")
    world.deliver(mail(), VISI, sender=ANN)
    world.deliver(mail(sender="eve@nobody.example", message_id="<2@nobody.example>"), VISI, sender="eve@nobody.example")
    world.drain()
    assert "have not found a support contract" in text_of(world.to(ANN)[0])
    assert "contract" not in text_of(world.to("eve@nobody.example")[0])
    (copy,) = world.to("office@produsoft.example")
    assert "10001" in text_of(copy)
    assert ANN in text_of(copy)


def _balance(world: World, clock: Clock):
    with world.app.database.reading() as session:
        return balance_of(session, world.settings.desk, session.exec(select(Ticket)).one(), clock())
