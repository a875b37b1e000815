"""Machines that write to each other fall silent; a flood of mails loses nothing of what people wrote (MAIL.md 2)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from intake.world import Posted, World
from notifier.gate import Caps
from routing.model import InboundMail, InboundState, Message, OutboundMail, Ticket
from tests.mails import ANN, VISI, mail
from tests.steps.answers import seen
from tests.steps.conftest import Clock
from tests.steps.test_from_mail_to_answer import rows

FULL = bool(os.environ.get("TORTURE"))
MAILS = 1_000 if FULL else 200
ROUNDS = 12  # of a correspondence that should have ended long before
SHARE = Caps().per_hour
OTHER = "netcad"
pytestmark = [pytest.mark.torture, pytest.mark.timeout(1800)] if FULL else []


@pytest.fixture
def desks(tmp_path: Path, clock: Clock) -> Iterator[tuple[World, World]]:
    """Two desks of the sort, each of another firm."""
    with ExitStack() as opened:
        ours = opened.enter_context(World(tmp_path / "ours", clock=clock))
        theirs = opened.enter_context(World(tmp_path / "theirs", desk=OTHER, clock=clock))
        yield ours, theirs


def mailbox_of(world: World) -> str:
    return world.settings.desk.mailboxes[0].address


def bare(address: str) -> str:
    """An address without what stands behind the plus sign."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def carry(source: World, target: World, since: int) -> int:
    """Hand what one desk posted to the other one's mailboxes over to that; answers how many mails there were."""
    carried = 0
    for posted in source.posted[since:]:
        for address in posted.recipients:
            if target.settings.desk.owns(bare(address)):
                target.deliver(posted.raw, address, sender=posted.sender)
                carried += 1
    target.drain()
    return carried


def test_two_desks_that_write_to_each_other_go_quiet_after_one_exchange(
    desks: tuple[World, World], clock: Clock
) -> None:
    """One writes under its mailbox's address, is acknowledged, and answers that acknowledgement with nothing."""
    ours, theirs = desks
    first = mail(
        "VISI stops with an error.", sender=f"Their desk <{mailbox_of(theirs)}>", message_id="<1@theirs.example>"
    )
    ours.deliver(first, VISI, sender=mailbox_of(theirs))
    ours.drain()
    done, exchanged = [0, 0], []
    for _ in range(ROUNDS):
        for turn, (source, target) in enumerate(((ours, theirs), (theirs, ours))):
            count = len(source.posted)
            exchanged.append(carry(source, target, done[turn]))
            done[turn] = count
        clock.go(minutes=3)
    assert sum(exchanged) <= 2, exchanged
    assert len(rows(ours, Ticket)) == 1
    assert len(rows(theirs, Ticket)) <= 1
    assert ours.quiet()
    assert theirs.quiet()


@pytest.mark.parametrize(
    ("where", "threaded", "most"),
    [("Reply-To", False, 2), ("mailbox", True, 2), ("Return-Path", False, SHARE), ("mailbox", False, SHARE)],
    ids=["to the address for answers", "to the mailbox, in the thread", "to the envelope's sender", "without a trace"],
)
def test_a_responder_that_hides_goes_quiet(world: World, clock: Clock, where: str, threaded: bool, most: int) -> None:
    """No header tells on it: it sends our text back under a subject of its own.

    What leads to the case ends it after the first acknowledgement; where each mail opens one, the hour's share does.
    """
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    answered = 0
    for number in range(2, 2 + ROUNDS * 2):
        new = world.to(ANN)[answered:]
        answered += len(new)
        for posted in new:
            to = {"Return-Path": posted.sender, "mailbox": VISI}.get(where) or seen(posted)["Reply-To"]
            world.deliver(echoed(posted, number, threaded=threaded), to, sender=ANN)
        world.drain()
        clock.go(minutes=1)
    assert len(world.to(ANN)) <= most
    assert world.quiet()
    assert ledger_balances(world)


def echoed(posted: Posted, number: int, *, threaded: bool) -> bytes:
    """Our own text under another subject, as a person's mail looks."""
    before = seen(posted)
    headers = (("In-Reply-To", before["Message-ID"]),) if threaded else ()
    text = f"I have read your message:\n\n{before.get_body(('plain',)).get_content()}"
    return mail(text, subject=f"Received, no. {number}", message_id=f"<echo{number}@customer.example>", headers=headers)


def test_a_flood_of_one_sender_is_filed_whole_and_acknowledged_little(world: World, clock: Clock) -> None:
    """Within an hour: every mail is a case or in one, with each word of it; he hears no more than the hour's share."""
    words = [f"The drawing no. {n} stops with error {n:05d} when I export it." for n in range(MAILS)]
    for n, text in enumerate(words):
        raw = mail(text, subject=f"Drawing {n}", message_id=f"<flood{n}@customer.example>")
        world.deliver(raw, VISI, sender=ANN)
        clock.go(seconds=3000 / MAILS)
        if n % 50 == 49:
            world.drain()
    world.drain()
    assert sorted(message.visible_text.strip() for message in rows(world, Message)) == sorted(words)
    assert {row.state for row in rows(world, InboundMail)} == {InboundState.FILED}
    assert 1 <= len(world.to(ANN)) <= SHARE
    assert ledger_balances(world)
    assert world.quiet()
    clock.go(hours=2)
    world.deliver(mail("And now?", subject="Later", message_id="<later@customer.example>"), VISI, sender=ANN)
    before = len(world.to(ANN))
    world.drain()
    assert len(world.to(ANN)) == before + 1


def ledger_balances(world: World) -> bool:
    """Whether every mail that came is settled, and none is unexplained."""
    settled = [row for row in rows(world, InboundMail) if row.settled_at is not None]
    return len(settled) == len(rows(world, InboundMail)) and len(rows(world, OutboundMail)) == len(world.posted)
