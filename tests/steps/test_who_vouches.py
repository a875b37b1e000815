"""From the bytes of a mail to whose word it is: what arrives by which way, and what filing makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path

import pytest
from sqlmodel import select

from intake.listener import Incoming
from intake.settings import Settings
from intake.world import World
from routing.model import EventKind, InboundDelivery, TicketEvent
from routing.submission import Channel
from tests.mails import VISI, mail
from tests.steps.conftest import Clock

HILDE = "hilde@produsoft.example"
PASSED = "Authentication-Results: mx.produsoft.example; dmarc=pass header.from=produsoft.example\r\n"
TO_ANN = mail("#customer ann@customer.example", sender=HILDE, subject="A new case")


def trusting(settings: Settings) -> Settings:
    return replace(settings, trust=replace(settings.trust, networks=(ip_network("10.0.0.0/8"),)))


@pytest.fixture
def world(tmp_path: Path, clock: Clock, make_world: Callable[..., World]) -> Iterator[World]:
    with make_world(tmp_path / "desk", clock=clock, change=trusting) as opened:
        yield opened


def arrive(world: World, raw: bytes, peer: str) -> None:
    world.app.take(Incoming(raw, HILDE, (VISI,), Channel.SMTP, peer))
    world.app.file()


def refused(world: World) -> list[str]:
    """The reasons for which mails in an engineer's name were taken for a stranger's."""
    with world.app.database.reading() as session:
        events = session.exec(select(TicketEvent).where(TicketEvent.kind == EventKind.RETURNED)).all()
    return [reason for event in events if event.payload["why"] == "forged" for reason in event.reasons]


def vouched(world: World) -> list[bool]:
    with world.app.database.reading() as session:
        return list(session.exec(select(InboundDelivery.vouched)).all())


def test_an_engineer_for_whom_nobody_vouches_is_a_stranger(world: World) -> None:
    """From alone is a claim."""
    arrive(world, TO_ANN, "192.0.2.7:4711")
    assert "no server that we trust has checked it" in refused(world)
    assert vouched(world) == [False]


def test_the_word_of_our_own_border_is_heard(world: World) -> None:
    """The desk file names it."""
    arrive(world, PASSED.encode() + TO_ANN, "192.0.2.7:4711")
    assert refused(world) == []
    assert vouched(world) == [False]


def test_who_hands_in_from_a_trusted_network_is_believed(world: World) -> None:
    """The peer is known on arrival only, so the delivery keeps it."""
    arrive(world, TO_ANN, "10.1.2.3:4711")
    assert refused(world) == []
    assert vouched(world) == [True]


def test_a_lie_about_the_network_is_not_believed(world: World) -> None:
    """What a mail says of its way is not what the door has seen."""
    arrive(world, b"Received: from laptop ([10.1.2.3]) by mx.produsoft.example\r\n" + TO_ANN, "192.0.2.7:4711")
    assert len(refused(world)) > 0
    assert vouched(world) == [False]
