"""Who gets a case, and what moves it: leave, silence, another product, another customer; from bytes in to bytes out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from intake.reader import Reader
from intake.reading import read
from intake.route_commands import foreseen
from intake.settings import Settings, hints
from intake.world import World
from notifier.scribe import Scribe
from routing.desk import Leave
from routing.model import Contact, EventKind, Message, Ticket, TicketEvent, TicketState, Watcher
from tests.mails import ANN, VISI, mail
from tests.steps.answers import notified, reply, seen
from tests.steps.conftest import Clock
from tests.steps.test_from_mail_to_answer import rows, text_of

MORE = "It happens with every drawing, since yesterday. Any file will do."


def opened(world: World, text: str = "VISI stops with error 0x800 when I export a drawing.", **more) -> Ticket:
    world.deliver(mail(text, **more), VISI, sender=ANN)
    world.drain()
    return rows(world, Ticket)[-1]


def writes_again(world: World, text: str = MORE) -> None:
    before = seen(world.to(ANN)[-1])
    thread = (("In-Reply-To", before["Message-ID"]),)
    raw = mail(text, subject=f"Re: {before['Subject']}", message_id="<2@customer.example>", headers=thread)
    world.deliver(raw, VISI, sender=ANN)
    world.drain()


def kinds(world: World, ticket: Ticket) -> list[EventKind]:
    return [event.kind for event in rows(world, TicketEvent) if event.ticket_id == ticket.id]


def latest(world: World, ticket: Ticket) -> Ticket:
    return next(row for row in rows(world, Ticket) if row.id == ticket.id)


# -- #customer, GEN-01


def test_an_unknown_sender_is_attached_by_name_and_promised_what_the_contract_says(world: World, clock: Clock) -> None:
    """A name that is merely alike is asked about; the right one makes him a contact, and #undo takes all of it back."""
    world.customer("Peeters Matrijzen NV", "boss@peeters.example", plan="first-year")
    ticket = opened(world)
    me = ticket.owner
    assert (ticket.organisation_id, ticket.contract_id, ticket.priority) == (None, None, 9)
    notice = notified(world, me)
    reply(world, notice, "#customer Peters Matrijzen", engineer=me)
    assert "#customer Peeters Matrijzen NV" in " ".join(text_of(notified(world, me).raw).split())
    assert latest(world, ticket).organisation_id is None

    clock.go(minutes=2)
    reply(world, notice, "#customer peeters matrijzen nv", engineer=me)
    attached = latest(world, ticket)
    ann = next(contact for contact in rows(world, Contact) if contact.address == ANN)
    assert ann.organisation_id == attached.organisation_id is not None
    assert attached.contract_id is not None
    assert attached.priority < 9
    assert "Peeters Matrijzen NV" in text_of(notified(world, me).raw)

    reply(world, notified(world, me), "#undo", engineer=me)
    back = latest(world, ticket)
    assert (back.organisation_id, back.contract_id, back.priority) == (None, None, 9)
    assert next(contact for contact in rows(world, Contact) if contact.address == ANN).organisation_id is None
    assert len(world.to(ANN)) == 1


# -- #new and #undo


def test_what_was_split_off_is_put_back_by_undo(world: World, clock: Clock) -> None:
    """The message is in its old case again, and what was made of it is another name of that."""
    world.customer("Peeters", ANN, plan="first-year")
    old = opened(world)
    me = old.owner
    writes_again(world)
    reply(world, notified(world, me), "#new\n#prio high", engineer=me)
    fresh = rows(world, Ticket)[1]
    assert (fresh.severity, latest(world, old).severity) == ("high", "normal")
    assert rows(world, Message)[1].ticket_id == fresh.id

    reply(world, notified(world, me), "#undo", engineer=me)
    fresh, kept = rows(world, Ticket)[1], latest(world, old)
    assert {message.ticket_id for message in rows(world, Message)} == {old.id}
    assert (fresh.state, fresh.merged_into_id) == (TicketState.CLOSED, old.id)
    assert (kept.state, kept.subject, kept.owner) == (TicketState.OPEN, old.subject, me)
    assert kept.respond_by is not None
    assert EventKind.UNDONE in kinds(world, old)
    assert world.quiet()


# -- leave, GEN-12


def test_of_an_engineers_cases_his_substitute_hears_while_he_is_away(world: World, clock: Clock) -> None:
    """Once he is gone, with the customer's next mail; the case stays his."""
    ticket = opened(world)
    other = next(e.name for e in world.settings.desk.engineers if e.name != ticket.owner)
    _away(world, ticket.owner, other)
    writes_again(world)
    assert [watcher.engineer for watcher in rows(world, Watcher)] == [other]
    assert MORE in text_of(notified(world, other).raw)
    assert latest(world, ticket).owner == ticket.owner
    writes_again(world)
    assert kinds(world, ticket).count(EventKind.WATCHED) == 1


def _away(world: World, name: str, substitute: str) -> None:
    """He takes leave while the service runs: it is started anew with another desk file."""
    desk = world.app.station.desk
    leave = Leave(date(2026, 11, 23), date(2026, 11, 27), substitute)
    team = tuple(replace(e, away=(leave,)) if e.name == name else e for e in desk.engineers)
    world.app.station = replace(world.app.station, desk=replace(desk, engineers=team))


# -- silence, COR-08


@pytest.fixture
def bridging(tmp_path: Path, clock: Clock, children: tuple[Reader, Scribe]) -> Iterator[World]:
    """A desk whose specialists have thirty business minutes to give a sign."""

    def change(settings: Settings) -> Settings:
        return replace(settings, desk=replace(settings.desk, bridge_minutes=30))

    with World(tmp_path / "desk", clock=clock, children=children, change=change) as opened_world:
        yield opened_world


def test_a_colleague_bridges_for_a_silent_specialist_and_the_customer_hears_nothing(
    bridging: World, clock: Clock
) -> None:
    """Once, after thirty business minutes and not before; the specialist reads along."""
    ticket = opened(bridging)
    specialist = ticket.owner
    clock.go(minutes=29)
    bridging.drain()
    assert latest(bridging, ticket).owner == specialist
    clock.go(minutes=1)
    bridging.drain()
    bridge = latest(bridging, ticket).owner
    assert bridge != specialist
    assert "0x800" in text_of(notified(bridging, bridge).raw)
    assert [watcher.engineer for watcher in rows(bridging, Watcher)] == [specialist]
    clock.go(hours=2)
    bridging.drain()
    assert latest(bridging, ticket).owner == bridge
    assert len(bridging.to(ANN)) == 1


def test_whoever_gives_a_sign_keeps_his_case(bridging: World, clock: Clock) -> None:
    """A note is enough; so is a colleague's order that gave it to him."""
    ticket = opened(bridging)
    clock.go(minutes=5)
    reply(bridging, notified(bridging, ticket.owner), "#note I shall look at it at eleven", engineer=ticket.owner)
    clock.go(hours=3)
    bridging.drain()
    assert latest(bridging, ticket).owner == ticket.owner


# -- products, NTI-01


@pytest.fixture
def mixed(tmp_path: Path, clock: Clock, children: tuple[Reader, Scribe]) -> Iterator[World]:
    """A desk with one mailbox for all its products."""

    def change(settings: Settings) -> Settings:
        boxes = tuple(replace(box, product=None) for box in settings.desk.mailboxes)
        return replace(settings, desk=replace(settings.desk, mailboxes=boxes))

    with World(tmp_path / "desk", clock=clock, children=children, change=change) as opened_world:
        yield opened_world


def test_a_product_that_the_mail_does_not_tell_is_asked_for_and_learnt_from_the_answer(mixed: World) -> None:
    """Then the case goes to somebody who knows it."""
    ticket = opened(mixed, "How can I print a drawing at half its size? I find no setting for it.")
    assert ticket.product is None
    assert "product" in ticket.missing
    writes_again(mixed, "It is about WorkNC.")
    told = latest(mixed, ticket)
    assert told.product == "worknc"
    owner = mixed.settings.desk.engineer(told.owner)
    assert not owner.products or "worknc" in owner.products
    assert "product" not in told.missing


# -- what was foreseen


def test_what_intake_route_foretells_is_what_happens(world: World, clock: Clock) -> None:
    """The same engineer, product, contract and promise; and asking changes nothing."""
    world.customer("Peeters", ANN, plan="first-year")
    raw = mail("WorkNC stops.", subject="WorkNC")
    reading = read(raw, world.settings.limits, hints(world.settings))
    with world.app.database.reading() as session:
        foretold = foreseen(session, world.app.station, world.settings, reading, ("visi",), raw, clock.now)
        assert session.exec(select(Contact).where(Contact.address == "nobody@x.example")).all() == []
        assert not session.new
        assert not session.dirty
    ticket = opened(world, "WorkNC stops.", subject="WorkNC")
    assert foretold.choice.engineer == ticket.owner
    assert (foretold.found.product.product, foretold.found.product.suggested) == (ticket.product, "worknc")
    assert (foretold.found.contract, foretold.found.priority) == (ticket.contract_id, ticket.priority)
    assert foretold.found.promise.due == ticket.respond_by
    assert "#product WorkNC" in text_of(notified(world, ticket.owner).raw)
