"""What the desk's own mailboxes prove: nothing was passed over, and what is sent to them comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from intake.account import ImapAccount
from intake.mailbox import ImapFolder
from intake.vital_signs import Health, read
from intake.world import World
from routing.model import InboundMail, MailboxRow
from tests.mails import ANN, VISI, mail
from tests.servers import HOST, Dovecot
from tests.steps.conftest import Clock
from tests.steps.test_from_mail_to_answer import text_of

GRIET = "griet.verstraete@produsoft.example"  # manages


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def account(dovecot: Dovecot, request: pytest.FixtureRequest) -> ImapAccount:
    user = f"watch{abs(hash(request.node.name))}@desk.example"
    return ImapAccount("visi", HOST, dovecot.imap_port, "none", user, lambda: dovecot.password, timeout=10)


@pytest.fixture
def world(tmp_path: Path, clock: Clock, account: ImapAccount, make_world) -> Iterator[World]:
    def read_there(settings):
        return replace(settings, accounts=(account,))

    with make_world(tmp_path / "desk", clock=clock, change=read_there) as opened:
        yield opened


@pytest.fixture
def folder(world: World, account: ImapAccount) -> Iterator[ImapFolder]:
    """Connected, with the baseline taken."""
    with ImapFolder(account) as opened:
        world.app.poll(opened)
        yield opened


def row(world: World) -> MailboxRow:
    with world.app.database.reading() as session:
        return session.exec(select(MailboxRow).where(MailboxRow.name == "visi")).one()


def mails(world: World) -> int:
    with world.app.database.reading() as session:
        return len(session.exec(select(InboundMail.id)).all())


def test_a_mail_that_was_passed_over_is_found(
    world: World, folder: ImapFolder, dovecot: Dovecot, account: ImapAccount
) -> None:
    """One that came to light below the watermark is in no poll; the list beside the store shows it, once."""
    dovecot.deliver(account.user, mail())
    with world.app.database.transaction() as session:
        passed = session.exec(select(MailboxRow).where(MailboxRow.name == "visi")).one()
        passed.last_uid += 1
        session.add(passed)
    assert world.app.poll(folder) == 0
    assert world.app.reconcile(folder) == 1
    assert world.app.reconcile(folder) == 0
    assert mails(world) == 1
    assert row(world).reconciled_at is not None
    assert folder.uids(0) == []


def test_what_was_there_before_us_is_not_taken_for_passed_over(
    world: World, dovecot: Dovecot, account: ImapAccount
) -> None:
    """Nor what a colleague's client left there."""
    dovecot.deliver(account.user, mail())
    with ImapFolder(account) as opened:
        world.app.poll(opened)
        assert world.app.reconcile(opened) == 0
    assert mails(world) == 0


@pytest.mark.parametrize("rewritten", [False, True], ids=["as posted", "Message-ID rewritten"])
def test_a_heartbeat_comes_back_through_its_mailbox(
    world: World, folder: ImapFolder, dovecot: Dovecot, account: ImapAccount, clock: Clock, *, rewritten: bool
) -> None:
    """Once a day; it opens no case, is answered by nobody, and stands in the ledger as automatic."""
    assert world.app.look_after() == 1
    assert world.app.look_after() == 0
    world.drain()
    (posted,) = world.to(VISI)
    raw = posted.raw.replace(b"Message-ID: <", b"Message-ID: <ses.") if rewritten else posted.raw
    dovecot.deliver(account.user, raw)
    sent = clock.now
    clock.go(minutes=-59 if rewritten else 1)  # a clock may step back an hour: it has come back all the same
    world.app.poll(folder)
    world.drain()
    assert row(world).heartbeat_seen_at == max(clock.now, sent)
    assert len(world.posted) == 1
    with world.app.database.reading() as session:
        signs = {sign.subject: sign for sign in read(session, world.settings, clock.now)}
    assert signs["heartbeat visi"].health is Health.WELL
    assert signs["ledger visi"].text == "1 received = 0 filed + 1 automatic; 0 unexplained"


def test_a_heartbeat_that_does_not_come_back_alarms(
    world: World, folder: ImapFolder, dovecot: Dovecot, account: ImapAccount, clock: Clock
) -> None:
    """After two hours, by the way that mails leave; when it comes after all, that is told, too."""
    world.app.look_after()
    clock.go(hours=2)
    world.app.look_after()
    world.drain()
    (alarm,) = world.to(GRIET)
    assert "Het dagelijkse testbericht aan de mailbox visi" in text_of(alarm.raw)
    dovecot.deliver(account.user, world.to(VISI)[0].raw)
    world.app.poll(folder)
    world.drain()
    world.app.look_after()
    world.drain()
    assert "Verholpen" in text_of(world.to(GRIET)[1].raw)


def test_a_heartbeat_of_somebody_elses_making_proves_nothing(
    world: World, folder: ImapFolder, dovecot: Dovecot, account: ImapAccount, clock: Clock
) -> None:
    """Whoever knows our wording knows none of our tokens."""
    world.app.look_after()
    dovecot.deliver(account.user, mail("case:aaaa", sender=VISI, subject="Test van de mailbox visi"), ANN)
    world.app.poll(folder)
    world.drain()
    assert row(world).heartbeat_seen_at is None
