"""Who is no longer there, and what cannot be reached: an engineer who left, an address that the mail server lacks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from intake.app import App
from intake.settings import Settings
from intake.world import Posted, World
from routing.model import EventKind, Message, OutboundMail, OutboundState, Ticket, TicketEvent, TicketState
from tests.mails import ANN, VISI, mail
from tests.servers import Sink
from tests.steps.answers import notified, reply, seen
from tests.steps.conftest import Clock
from tests.steps.test_from_mail_to_answer import rows, text_of

WORDS = "Hello Ann,\n\nplease install build 24.0.118, then it works.\n\nKind regards\nWout"
ASKED = mail("Dear all,\n\nVISI stops with error 0x800 when I export a drawing.\n\nAnn")


def leaves(world: World, clock: Clock, name: str, closing: ExitStack) -> None:
    """The desk file no longer names him, and the service is started again."""
    desk = world.settings.desk
    desk = replace(desk, engineers=tuple(one for one in desk.engineers if one.name != name))
    world.app.close()
    world.settings = replace(world.settings, desk=desk)
    world.app = App(world.settings, clock=clock).open()
    closing.callback(world.app.close)


def test_an_engineer_who_left_has_no_word_in_his_cases(world: World, clock: Clock, closing: ExitStack) -> None:
    """His mail is an unknown person's, whole and in a case of its own; neither sent nor obeyed, nor taken for hers."""
    world.customer("Peeters", ANN, plan="first-year", language="en")
    world.deliver(ASKED, VISI, sender=ANN)
    world.drain()
    (ticket,) = rows(world, Ticket)
    left, who = ticket.owner, world.settings.desk.engineer(ticket.owner)
    notice = notified(world, left)
    leaves(world, clock, left, closing)
    reply(world, notice, f"#close\n\n{WORDS}", engineer=who)
    clock.go(minutes=5)
    world.drain()
    first, second = rows(world, Ticket)
    assert (first.state, first.owner) == (TicketState.OPEN, left)
    assert len(world.to(ANN)) == 1
    assert [message.ticket_id for message in rows(world, Message)] == [first.id, second.id]
    assert "build 24.0.118" in rows(world, Message)[1].text
    reader = world.settings.desk.engineer(second.owner)
    assert "build 24.0.118" in text_of(world.to(reader.addresses[0])[-1].raw)
    assert world.quiet()


def test_his_cases_go_to_another_when_the_customer_writes_again(world: World, clock: Clock, closing: ExitStack) -> None:
    """Chosen as for a new case, and sent what she wrote."""
    world.customer("Peeters", ANN, plan="first-year", language="en")
    world.deliver(ASKED, VISI, sender=ANN)
    world.drain()
    (ticket,) = rows(world, Ticket)
    left = ticket.owner
    leaves(world, clock, left, closing)
    more = mail(
        "It still stops.", message_id="<2@customer.example>", headers=(("In-Reply-To", "<1@customer.example>"),)
    )
    world.deliver(more, VISI, sender=ANN)
    world.drain()
    (ticket,) = rows(world, Ticket)
    assert ticket.owner in {engineer.name for engineer in world.settings.desk.engineers}
    heir = world.settings.desk.engineer(ticket.owner)
    assert any("It still stops." in text_of(posted.raw) for posted in world.to(heir.addresses[0]))


def test_an_address_that_the_server_cannot_carry_costs_nobody_else_the_answer(
    tmp_path: Path, clock: Clock, sink: Sink, make_world: Callable[..., World]
) -> None:
    """A copy to letters beyond ASCII, no SMTPUTF8: she has the answer, and he hears who has not."""
    sink.smtputf8 = False

    def to_sink(settings: Settings) -> Settings:
        return replace(settings, smtp=replace(settings.smtp, port=sink.port))

    with make_world(tmp_path / "desk", clock=clock, change=to_sink) as world:
        world.customer("Peeters", ANN, plan="first-year", language="en")
        world.deliver(ASKED, VISI, sender=ANN)
        world.drain()
        me = rows(world, Ticket)[0].owner
        address = world.settings.desk.engineer(me).addresses[0]
        notice = next(one for one in sink.messages if one.recipients == (address,))
        posted = Posted("", notice.recipients, notice.raw)
        reply(world, posted, f"#cc ayşe@customer.example\n#cc bob@customer.example\n\n{WORDS}", engineer=me)
        clock.go(seconds=61)
        world.drain()
        (answer,) = [one for one in sink.messages if ANN in one.recipients and b"24.0.118" in one.raw]
        assert answer.recipients == (ANN, "bob@customer.example")
        assert "ayşe" not in str(seen(Posted("", answer.recipients, answer.raw))["Cc"])
        told = [event for event in rows(world, TicketEvent) if event.kind is EventKind.BOUNCED]
        assert [event.payload["recipient"] for event in told] == ["ayşe@customer.example"]
        back = [one for one in sink.messages if one.recipients == (address,)][-1]
        assert "build 24.0.118" in text_of(back.raw)
        assert "SMTPUTF8" in text_of(back.raw)
        states = {row.recipient: row.state for row in rows(world, OutboundMail) if row.occasion == "answer"}
        assert states == {ANN: OutboundState.SENT, "ayşe@customer.example": OutboundState.REFUSED}
