"""Clocks in the store: from real mails to what `intake show`, the case card and the lists say of them."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from intake.__main__ import main
from intake.world import World
from routing.bounces import Unreached, note_failure
from routing.clocks import Clock as CaseClock
from routing.clocks import ClockState
from routing.model import OutboundMail, Ticket
from routing.targets import ClockKind
from routing.timekeeping import clocks_of
from tests.mails import ANN, VISI, mail
from tests.steps import customers
from tests.steps.answers import notified, reply
from tests.steps.conftest import Clock


@pytest.fixture
def entitled(world: World, clock: Clock) -> World:
    """Ann's case of Monday, 10:00 in Brussels, under a plan of eight hours."""
    clock.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    world.customer("Peeters", ANN, plan="first-year")
    world.deliver(mail("VISI stops with an error."), VISI, sender=ANN)
    world.drain()
    return world


def the_case(world: World) -> Ticket:
    with world.app.database.reading() as session:
        return session.exec(select(Ticket).order_by(Ticket.id)).first()


def clocks_in(world: World, clock: Clock) -> dict[ClockKind, CaseClock]:
    with world.app.database.reading() as session:
        found = clocks_of(session, world.settings.desk, the_case(world), clock.now)
    return {one.kind: one for one in found}


def answer(world: World, clock: Clock, text: str) -> None:
    """Her engineer answers, and his mail leaves after the undo window."""
    me = the_case(world).owner
    reply(world, notified(world, me), text, engineer=me)
    clock.go(minutes=2)
    world.drain()


def test_an_answer_keeps_the_promise_and_its_bounce_breaks_it_open_again(entitled: World, clock: Clock) -> None:
    """Lists are sorted by what is owed now: nothing after an answer, the old promise after its bounce."""
    promised = the_case(entitled).respond_by
    assert promised == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    clock.go(minutes=60)
    answer(entitled, clock, "Hello Ann,\n\nplease install the update.")
    assert clocks_in(entitled, clock)[ClockKind.FIRST].state is ClockState.MET
    assert the_case(entitled).respond_by is None
    with entitled.app.database.transaction() as session:
        sent = session.exec(select(OutboundMail).where(OutboundMail.occasion == "answer")).one()
        note_failure(session, entitled.app.station, sent, Unreached(ANN, "5.1.1", "no such user"), clock.now)
    again = clocks_in(entitled, clock)[ClockKind.FIRST]
    assert (again.state, again.used) == (ClockState.RUNNING, 62)
    assert the_case(entitled).respond_by == promised


def test_a_wait_pauses_and_her_mail_goes_on(entitled: World, clock: Clock) -> None:
    """`#wait` without a word to the customer answers nothing; the time she takes is hers."""
    clock.go(minutes=30)
    answer(entitled, clock, "#wait")
    assert clocks_in(entitled, clock)[ClockKind.FIRST].state is ClockState.PAUSED
    assert the_case(entitled).respond_by is None
    clock.go(minutes=58)
    customers.reply(entitled, entitled.to(ANN)[0], "Here is what happens: the program stops at the third step.")
    first = clocks_in(entitled, clock)[ClockKind.FIRST]
    assert (first.runs, first.used) == (True, 30)
    assert the_case(entitled).respond_by == datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def test_to_wait_opens_a_closed_case_again(entitled: World, clock: Clock) -> None:
    """Its clocks stand still for her, and are not over: when she writes they go on."""
    answer(entitled, clock, "#close")
    assert clocks_in(entitled, clock)[ClockKind.FIRST].state is ClockState.STOPPED
    answer(entitled, clock, "#wait")
    assert the_case(entitled).closed_at is None
    assert clocks_in(entitled, clock)[ClockKind.FIRST].state is ClockState.PAUSED
    entitled.deliver(
        mail("It still stops.", message_id="<2@x>", subject="Re: [Produsoft #10001] VISI"), VISI, sender=ANN
    )
    entitled.drain()
    assert clocks_in(entitled, clock)[ClockKind.FIRST].state is ClockState.RUNNING


def test_a_call_in_vain_answers_nobody_and_a_talk_does(entitled: World, clock: Clock) -> None:
    """MAIL.md 6: a `#phone` that reached the customer."""
    answer(entitled, clock, "#phone no answer")
    assert clocks_in(entitled, clock)[ClockKind.FIRST].runs
    answer(entitled, clock, "#phone showed her where the setting is")
    assert clocks_in(entitled, clock)[ClockKind.FIRST].state is ClockState.MET


def test_show_prints_each_clock_with_its_intervals(
    entitled: World, clock: Clock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the desk's zone, in 80 columns; as JSON in UTC."""
    clock.go(minutes=30)
    answer(entitled, clock, "#wait 2026-12-03 for the drawing")
    clock.go(minutes=58)
    customers.reply(entitled, entitled.to(ANN)[0], "Here is what happens: the program stops at the third step.")
    clock.go(minutes=30)
    answer(entitled, clock, "Hello Ann,\n\nplease install the update.")
    monkeypatch.setenv("COLUMNS", "80")
    shown = run(entitled.settings.folder, capsys)
    assert "First response: kept, 1 h of 8 h\n" in shown
    assert "  Mon 23.11. 10:00 - 10:30  ran 30 min: the customer wrote\n" in shown
    assert "  Mon 23.11. 10:30 - 11:30  paused: " in shown
    assert "  Mon 23.11. 11:30 - now  ran " in shown
    assert "Solution: running, 1 h, no promise\n" in shown
    assert max(map(len, shown.splitlines())) <= 80
    (first,) = (one for one in json.loads(run(entitled.settings.folder, capsys, "--json"))["clocks"] if one["ended"])
    assert (first["kind"], first["state"], first["target_minutes"], first["used_minutes"]) == ("first", "met", 480, 60)
    assert [part["running"] for part in first["intervals"]] == [True, False, True]
    assert datetime.fromisoformat(first["ended"]) - datetime.fromisoformat(first["begun"]) == timedelta(hours=2)


def run(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """What `intake show 10001` prints."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["intake", "-C", str(folder), "show", "10001", *options])
        with pytest.raises(SystemExit) as done:
            main()
    assert not done.value.code
    return capsys.readouterr().out
