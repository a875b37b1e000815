"""Mails broken at random never stop the service, and none disappears: what came in is what became something.

The breakage is seeded, so a failure comes again. Full size with TORTURE=1.
"""

from __future__ import annotations

import base64
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import structlog
from sqlmodel import col, func, select

from intake.app import Children
from intake.inbox import Arrival, Drop, receive
from intake.logs import set_up
from intake.world import World
from routing.model import EventKind, InboundMail, InboundState, NoticeState, OutboundMail, Ticket, TicketEvent
from routing.submission import Channel
from tests.mails import ANN, VISI, WORKNC, mail
from tests.servers import Postgres
from tests.steps.conftest import Clock

FULL = bool(os.environ.get("TORTURE"))
COUNT = 500 if FULL else 60
TOGETHER = 20
pytestmark = [pytest.mark.torture] if FULL else []
ENDS = (InboundState.FILED, InboundState.AUTOMATIC, InboundState.IGNORED, InboundState.QUARANTINED)
Break = Callable[[bytes, random.Random], bytes]


@pytest.fixture(autouse=True)
def quiet_log() -> Iterator[None]:
    """What is broken here is not worth a traceback each."""
    set_up(quiet=True)
    yield
    structlog.reset_defaults()


def bases() -> list[bytes]:
    """Sound mails of every build."""
    html = "<p>Die Maschine <b>steht</b>. Ærlig talt, İstanbul'da da.</p>"
    report = (
        b"From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\r\n\r\n'
        b"--r\r\nContent-Type: text/plain\r\n\r\nNo.\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Final-Recipient: rfc822; ann@customer.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--r--\r\n"
    )
    within = (
        b"From: bob@customer.example\r\nSubject: Fwd\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="m"\r\n\r\n--m\r\nContent-Type: message/rfc822\r\n\r\n'
        + mail("The inner one.")
        + b"\r\n--m--\r\n"
    )
    return [
        mail(),
        mail("Ærlig talt, İstanbul'da çalışmıyor. Die Maschine steht still.", subject="Größe – ölçü"),
        mail("text", html=html),
        mail("text", html=html, files=(("Träger.nst", bytes(range(256)) * 8), ("log.txt", b"line\r\n" * 100))),
        mail("I am away.", headers=(("Auto-Submitted", "auto-replied"),)),
        mail("News!", headers=(("List-Id", "<news.customer.example>"), ("Precedence", "bulk"))),
        report,
        within,
    ]


def flip_bytes(raw: bytes, dice: random.Random) -> bytes:
    some = bytearray(raw)
    for _ in range(dice.randint(1, 40)):
        some[dice.randrange(len(some))] = dice.randrange(256)
    return bytes(some)


def cut_lines(raw: bytes, dice: random.Random) -> bytes:
    return b"\r\n".join(line for line in raw.split(b"\r\n") if dice.random() > 0.15)


def shuffle_lines(raw: bytes, dice: random.Random) -> bytes:
    lines = raw.split(b"\r\n")
    dice.shuffle(lines)
    return b"\r\n".join(lines)


def lose_boundary(raw: bytes, dice: random.Random) -> bytes:
    return raw.replace(b"--==", dice.choice([b"", b"--", b"--==x", b"\x00--=="]))


def lie_about_charset(raw: bytes, dice: random.Random) -> bytes:
    liar = dice.choice([b"utf-16", b"x-unknown", b"iso-2022-jp", b"utf-7", b"\xff\xfe", b"idna", b"hex", b"utf-8\x00"])
    return raw.replace(b'charset="utf-8"', b'charset="' + liar + b'"') + b"\xc3\x28\xff\xfe"


def lie_about_encoding(raw: bytes, dice: random.Random) -> bytes:
    liar = dice.choice([b"base64", b"quoted-printable", b"x-uuencode", b"binary", b"8bit", b"nonsense", b""])
    return raw.replace(b"Content-Transfer-Encoding: 7bit", b"Content-Transfer-Encoding: " + liar)


def break_base64(raw: bytes, dice: random.Random) -> bytes:
    good = base64.b64encode(b"some text that was sound once " * 20)
    broken = bytes(letter if dice.random() > 0.05 else dice.choice(b"=*\x00\n-") for letter in good)
    head = b"Content-Transfer-Encoding: base64\r\nFrom: ann@customer.example\r\nSubject: b64\r\n\r\n"
    return head + broken[: dice.randrange(len(broken))]


def double_headers(raw: bytes, dice: random.Random) -> bytes:
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    return b"\r\n".join(lines + dice.sample(lines, min(4, len(lines))) + lines) + b"\r\n\r\n" + body


def sow_nuls(raw: bytes, dice: random.Random) -> bytes:
    return b"".join(bytes([octet]) + (b"\x00" if dice.random() < 0.02 else b"") for octet in raw)


def raw_8bit_headers(raw: bytes, dice: random.Random) -> bytes:
    noise = dice.choice(["Größe € ølçü", "\U0001f4a9" * 20, "\u202eabc\ud7ff"]).encode() + bytes([0x80, 0xFF, 0xA0])
    return raw.replace(b"Subject: ", b"Subject: " + noise).replace(b"From: ", b"From: " + noise)


def huge_headers(raw: bytes, dice: random.Random) -> bytes:
    size = dice.choice([3_000, 70_000, 300_000])
    name = dice.choice([b"Message-ID: <%s@x>", b"References: <%s@x>", b"From: %s@x.example", b"Subject: %s", b"X: %s"])
    letters = base64.b32encode(dice.randbytes(size))[:size]  # what a database cannot compress
    return name % letters + b"\r\n" + raw


def truncate(raw: bytes, dice: random.Random) -> bytes:
    return raw[: dice.randrange(len(raw))]


def bare_line_ends(raw: bytes, dice: random.Random) -> bytes:
    return raw.replace(b"\r\n", dice.choice([b"\n", b"\r", b"\r\r\n", b"\n\r"]))


def encoded_words_gone_wrong(raw: bytes, dice: random.Random) -> bytes:
    word = dice.choice([b"=?utf-8?b?w?=", b"=?x?q?=ZZ?=", b"=?utf-8?q?=00=C3?=", b"=?utf-16?b?2AA=?=", b"=?" * 400])
    return raw.replace(b"Subject: ", b"Subject: " + word).replace(b"From: ", b"From: " + word)


def strange_addresses(raw: bytes, dice: random.Random) -> bytes:
    other = dice.choice(
        [b"", b"<>", b"@", b"a@", b"@b", b'"a\x00"@b', b"a@b@c", b"a b@c.d", b"x" * 400 + b"@y", b";:,<(@"]
    )
    return raw.replace(b"From: ", b"From: " + other + b"\r\nX-Was: ")


def nothing(raw: bytes, dice: random.Random) -> bytes:
    return dice.choice([b"", b"\r\n", b"\x00" * 100, b" ", dice.randbytes(500)])


BREAKS: tuple[Break, ...] = (
    flip_bytes, cut_lines, shuffle_lines, lose_boundary, lie_about_charset, lie_about_encoding, break_base64,
    double_headers, sow_nuls, raw_8bit_headers, huge_headers, truncate, bare_line_ends, encoded_words_gone_wrong,
    strange_addresses, nothing,
)  # fmt: skip


def broken_mails(count: int, seed: int) -> list[bytes]:
    """Every breakage in turn, alone at first, then up to three of them on one mail."""
    dice, sound = random.Random(seed), bases()
    mails = []
    for number in range(count):
        raw = sound[number % len(sound)]
        more = dice.sample(BREAKS[:-1], dice.randint(0, 2)) if number >= len(BREAKS) else []
        for break_it in (BREAKS[number % len(BREAKS)], *more):
            raw = break_it(raw, dice) if raw else raw
        mails.append(raw)
    return mails


def take_in(world: World, clock: Clock, mails: list[bytes]) -> None:
    """By the door and over IMAP in turn, a few at a time; then let every retry come due."""
    for start in range(0, len(mails), TOGETHER):
        for number, raw in enumerate(mails[start : start + TOGETHER], start + 1):
            if number % 2:
                world.deliver(raw, VISI, WORKNC, sender=ANN)
            else:
                drop = Drop("visi", Channel.IMAP, 1, number)
                receive(world.app.station, [Arrival(raw, (drop,))], None, clock.now)
        world.drain()
        clock.go(minutes=10)  # people get so many automatic mails an hour, and no more
    for _ in range(5):
        world.drain()
        clock.go(minutes=10)


def nothing_is_lost(world: World, came_in: int) -> Counter[str]:
    """The ledger balances, every quarantined mail has its case and its reader, and nothing waits."""
    assert world.quiet()
    with world.app.database.reading() as session:
        states = Counter(session.exec(select(InboundMail.state)).all())
        assert states.total() == came_in
        assert set(states) <= set(ENDS)
        failed = session.exec(select(TicketEvent).where(TicketEvent.notice == NoticeState.FAILED)).all()
        assert [event.last_error for event in failed] == []
        for row in session.exec(select(InboundMail).where(InboundMail.state == InboundState.QUARANTINED)).all():
            event = session.exec(
                select(TicketEvent).where(
                    TicketEvent.ticket_id == row.ticket_id, TicketEvent.kind == EventKind.QUARANTINED
                )
            ).one()
            stubs = session.exec(select(OutboundMail).where(OutboundMail.event_id == event.id)).all()
            assert [(stub.occasion, stub.staff) for stub in stubs] == [("stub", True)]
            assert event.payload["raw_digest"] == row.raw_digest
        cases = session.exec(select(func.count()).select_from(Ticket)).one()
        owners = session.exec(select(func.count()).where(col(Ticket.owner).is_not(None))).one()
        assert owners == cases
    return states


def test_broken_mails_never_stop_the_service(world: World, clock: Clock) -> None:
    """Each ends filed, automatic, ignored or quarantined, and a sound mail after them is filed as ever."""
    mails = broken_mails(COUNT, seed=1)
    take_in(world, clock, mails)
    states = nothing_is_lost(world, COUNT)
    print(f"\n{COUNT} broken mails: {dict(states)}")
    assert states[InboundState.QUARANTINED] > 0
    assert states[InboundState.FILED] > COUNT // 4
    world.deliver(
        mail("A sound one.", sender="zoe@sound.example", message_id="<sound@x>"), VISI, sender="zoe@sound.example"
    )
    world.drain()
    assert len(world.to("zoe@sound.example")) == 1


def test_broken_mails_become_the_same_on_postgresql(
    tmp_path: Path, clock: Clock, postgres: Postgres, children: Children
) -> None:
    """PostgreSQL is stricter (it takes no NUL and no long index entry), which must not send mails to quarantine."""
    mails, became = broken_mails(COUNT // 3, seed=2), []
    for name, url in (("sqlite", None), ("postgresql", postgres.url("broken"))):
        with World(tmp_path / name, clock=clock, database_url=url, children=children) as world:
            take_in(world, clock, mails)
            nothing_is_lost(world, len(mails))
            with world.app.database.reading() as session:
                rows = session.exec(select(InboundMail).order_by(col(InboundMail.id))).all()
                became.append([(row.state, row.last_error) for row in rows])
    assert became[0] == became[1]


@pytest.mark.parametrize("number", range(len(BREAKS)), ids=[one.__name__ for one in BREAKS])
def test_every_breakage_breaks_something(number: int) -> None:
    """Lest the test above feed sound mails."""
    dice = random.Random(number)
    assert any(BREAKS[number](raw, dice) != raw for raw in bases())
