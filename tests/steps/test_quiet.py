"""Machines that write to each other fall silent; a flood of mails loses nothing of what people wrote (MAIL.md 2)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from intake.app import make_children
from intake.reader import Reader
from intake.settings import load
from intake.setup import init
from intake.world import Posted, World
from notifier.gate import Caps
from notifier.scribe import Scribe
from routing.model import (
    Direction,
    EventKind,
    InboundMail,
    InboundState,
    Message,
    OutboundMail,
    Ticket,
    TicketEvent,
)
from routing.submission import Kind
from tests.mails import ANN, VISI, mail
from tests.steps.answers import notified, reply, seen
from tests.steps.conftest import Clock
from tests.steps.test_from_mail_to_answer import rows

FULL = bool(os.environ.get("TORTURE"))
MAILS = 1_000 if FULL else 120
ROUNDS = 12  # of a correspondence that should have ended long before
SHARE = Caps().per_hour
OTHER = "netcad"
# What no list of phrases knows: responders that look like people who have little to say.
RESPONDERS = {
    "nl": "Dag, uw mail ligt bij ons op de stapel. Wij bekijken alles in de volgorde waarin het binnenkomt.",
    "de": "Guten Tag, Ihre Zeilen liegen bei uns auf dem Tisch. Wir gehen alles der Reihe nach durch.",
    "nb": "Hei, meldingen din ligger hos oss på bordet. Vi ser på alt i den rekkefølgen det kommer inn.",
    "tr": "Merhaba, yazdıklarınız masamızda duruyor. Her şeye geliş sırasına göre tek tek bakıyoruz.",
    "en": "Hello, your lines are on our table. We look at all of them one after the other, in their order.",
    "fr": "Bonjour, vos lignes sont sur notre table. Nous les regardons toutes, dans l'ordre de leur venue.",
}
pytestmark = [pytest.mark.torture, pytest.mark.timeout(1800)] if FULL else []


@pytest.fixture(scope="module")
def their_children(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Reader, Scribe]]:
    """The other desk's reader and scribe, for all tests of this file."""
    folder = tmp_path_factory.mktemp("children") / "desk"
    init(OTHER, folder)
    reader, scribe = make_children(load(folder / "desk.toml", {}))
    yield reader, scribe
    reader.close()
    scribe.close()


@pytest.fixture
def desks(
    tmp_path: Path, clock: Clock, world: World, their_children: tuple[Reader, Scribe]
) -> Iterator[tuple[World, World]]:
    """Two desks of the sort, each of another firm."""
    with World(tmp_path / "theirs", desk=OTHER, clock=clock, children=their_children) as theirs:
        yield world, theirs


def mailbox_of(world: World) -> str:
    return world.settings.desk.mailboxes[0].address


def bare(address: str) -> str:
    """An address without what stands behind the plus sign."""
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def without_traces(raw: bytes) -> bytes:
    """A mail after a gateway that keeps neither the headers of automatic mail nor the thread."""
    message = message_from_bytes(raw, policy=policy.SMTP)
    for name in (
        "Auto-Submitted",
        "X-Auto-Response-Suppress",
        "X-Intake-Loop",
        "In-Reply-To",
        "References",
        "Reply-To",
        "Message-ID",
    ):
        del message[name]
    message["Message-ID"] = f"<{hashlib.sha256(raw).hexdigest()}@gateway.example>"
    return message.as_bytes()


def carry(source: World, target: World, since: int, change: Callable[[bytes], bytes] = bytes) -> int:
    """Hand what one desk posted to the other one's mailboxes over to that; answers how many mails there were."""
    carried = 0
    for posted in source.posted[since:]:
        for address in posted.recipients:
            if target.settings.desk.owns(bare(address)):
                target.deliver(change(posted.raw), address, sender=posted.sender)
                carried += 1
    target.drain()
    return carried


def correspond(
    ours: World, theirs: World, clock: Clock, done: list[int], change: Callable[[bytes], bytes] = bytes
) -> int:
    """Carry mail both ways for some rounds; answers how many mails there were. `done`: how many were carried before."""
    exchanged = 0
    for _ in range(ROUNDS):
        for turn, (source, target) in enumerate(((ours, theirs), (theirs, ours))):
            count = len(source.posted)
            exchanged += carry(source, target, done[turn], change)
            done[turn] = count
        clock.go(minutes=3)
    return exchanged


@pytest.mark.parametrize("change", [bytes, without_traces], ids=["as posted", "through a gateway that strips"])
def test_two_desks_that_write_to_each_other_go_quiet_after_one_exchange(
    desks: tuple[World, World], clock: Clock, change: Callable[[bytes], bytes]
) -> None:
    """One writes under its mailbox's address and is acknowledged; each acknowledges once, whatever headers are lost."""
    ours, theirs = desks
    first = mail(
        "VISI stops with an error.", sender=f"Their desk <{mailbox_of(theirs)}>", message_id="<1@theirs.example>"
    )
    ours.deliver(first, VISI, sender=mailbox_of(theirs))
    ours.drain()
    assert correspond(ours, theirs, clock, [0, 0], change) <= 2
    assert len(rows(ours, Ticket)) == 1
    assert len(rows(theirs, Ticket)) <= 1
    assert ours.quiet()
    assert theirs.quiet()


def test_what_an_engineer_writes_to_another_desk_is_a_case_there(desks: tuple[World, World], clock: Clock) -> None:
    """Between two desks only the automatic mails are silenced: his answer is filed, and acknowledged once."""
    ours, theirs = desks
    sender = mailbox_of(theirs)
    ours.deliver(mail("VISI stops with an error.", sender=sender, message_id="<1@theirs.example>"), VISI, sender=sender)
    ours.drain()
    done = [0, 0]
    correspond(ours, theirs, clock, done)
    owner = next(ticket.owner for ticket in rows(ours, Ticket))
    reply(ours, notified(ours, owner), "Which release do you have, and on which machine?", engineer=owner)
    clock.go(minutes=2)
    ours.drain()
    assert correspond(ours, theirs, clock, done) <= 2
    assert [m.visible_text.strip() for m in rows(theirs, Message)] == [
        "Which release do you have, and on which machine?"
    ]
    assert len(rows(ours, Ticket)) == 1
    assert ours.quiet()
    assert theirs.quiet()


@pytest.mark.parametrize(
    ("where", "threaded"),
    [("Reply-To", False), ("mailbox", True), ("Return-Path", False), ("mailbox", False)],
    ids=["to the address for answers", "to the mailbox, in the thread", "to the envelope's sender", "without a trace"],
)
def test_a_responder_that_hides_goes_quiet(world: World, clock: Clock, where: str, threaded: bool) -> None:
    """No header tells on it: it sends our text back under a subject of its own, and is led to the case by any trace."""
    world.deliver(mail(), VISI, sender=ANN)
    came = respond(world, clock, where, lambda posted, number: echoed(posted, number, threaded=threaded))
    assert len(world.to(ANN)) == 1
    assert len(rows(world, Ticket)) == 1
    assert filed(world) == came


@pytest.mark.parametrize(("where", "most"), [("Return-Path", 1), ("mailbox", 2)], ids=["envelope", "bare mailbox"])
@pytest.mark.parametrize("language", RESPONDERS)
def test_a_responder_of_few_words_goes_quiet_in_every_language(
    world: World, clock: Clock, language: str, where: str, most: int
) -> None:
    """It quotes nothing and changes its subject: what it says once is acknowledged once, what it says again is not."""
    world.deliver(mail(), VISI, sender=ANN)
    came = respond(world, clock, where, lambda _, number: curt(RESPONDERS[language], number))
    assert {row.kind for row in rows(world, InboundMail)} == {Kind.PERSON}, "else other rules are tried here"
    assert len(world.to(ANN)) == most
    assert filed(world) == came


def test_a_responder_that_writes_unasked_goes_quiet(world: World, clock: Clock) -> None:
    """Two machines of a customer may feed each other; each mail is a case, and the second of a text ends it for us."""
    for number in range(ROUNDS):
        world.deliver(curt(RESPONDERS["en"], number), VISI, sender=ANN)
        world.drain()
        clock.go(minutes=4)
    assert len(world.to(ANN)) == 1
    assert len(rows(world, Ticket)) == filed(world) == ROUNDS


def test_five_problems_within_the_hour_are_acknowledged_five_times(world: World, clock: Clock) -> None:
    """A person writes of another thing each time, if only of another number; what he repeats he need not hear again."""
    texts = [f"Drawing {n} of our customer stops with error {n} when I export it as STEP." for n in range(1, 6)]
    for number, text in enumerate([*texts, texts[0]]):
        world.deliver(mail(text, subject="Export", message_id=f"<p{number}@customer.example>"), VISI, sender=ANN)
        world.drain()
        clock.go(minutes=9)
    assert len(rows(world, Ticket)) == 6
    assert len(world.to(ANN)) == 5
    opened = [event for event in rows(world, TicketEvent) if event.kind is EventKind.OPENED][-1]
    assert any("acknowledgement" in reason and "the same" in reason for reason in opened.reasons)


def respond(world: World, clock: Clock, where: str, answer: Callable[[Posted, int], bytes]) -> int:
    """Answer every mail to Ann as a responder does, a minute later; answers how many mails the desk got in all."""
    world.drain()
    answered, number = 0, 1
    for _ in range(ROUNDS * 2):
        new = world.to(ANN)[answered:]
        if not new:
            break
        answered += len(new)
        for posted in new:
            number += 1
            to = {"Return-Path": posted.sender, "mailbox": VISI}.get(where) or seen(posted)["Reply-To"]
            world.deliver(answer(posted, number), to, sender=ANN)
        world.drain()
        clock.go(minutes=1)
    assert world.quiet()
    assert ledger_balances(world)
    return number


def filed(world: World) -> int:
    """How many mails from outside are messages of cases."""
    return sum(message.direction is Direction.INBOUND for message in rows(world, Message))


def curt(text: str, number: int) -> bytes:
    """A responder's mail that refers to nothing."""
    return mail(text, subject=f"Received, no. {number}", message_id=f"<curt{number}@customer.example>")


def echoed(posted: Posted, number: int, *, threaded: bool) -> bytes:
    """Our own text under another subject, as a person's mail looks."""
    before = seen(posted)
    headers = (("In-Reply-To", before["Message-ID"]),) if threaded else ()
    text = f"I have read your message:\n\n{before.get_body(('plain',)).get_content()}"
    return mail(text, subject=f"Received, no. {number}", message_id=f"<echo{number}@customer.example>", headers=headers)


def test_a_flood_of_one_text_is_filed_whole_and_acknowledged_hardly(world: World, clock: Clock) -> None:
    """A machine gone mad, counting its mails: each is a case; a handful of acknowledgements tells it from a person."""
    count = MAILS if FULL else MAILS // 3
    for n in range(count):
        raw = mail(f"{RESPONDERS['en']} Our number: {n}.", subject="Yours", message_id=f"<mad{n}@customer.example>")
        world.deliver(raw, VISI, sender=ANN)
        if n < ROUNDS or n % 50 == 49:
            world.drain()
        clock.go(seconds=3000 / count)
    world.drain()
    assert len(rows(world, Ticket)) == filed(world) == count
    assert len(world.to(ANN)) == 5
    assert ledger_balances(world)


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
