"""The service looks after itself: what is wrong is told to people, again each day, and that it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select, update

from intake.vital_signs import Health, Sign, read
from intake.world import World
from notifier.alarms import tell_alarms
from routing import alarms
from routing.mail_ledger import mail_ledgers
from routing.model import Alarm, InboundMail, InboundState, MailboxRow, OutboundMail, OutboundState, Trouble
from tests.mails import ANN, VISI, WORKNC, mail
from tests.program import Program
from tests.steps.conftest import Clock
from tests.steps.test_from_mail_to_answer import text_of

GRIET = "griet.verstraete@produsoft.example"  # manages
REFUSED = alarms.Ill(Trouble.MAILBOX, "visi", "The login is refused", "Set the password", timedelta())
AWAY = alarms.Ill(Trouble.MAILBOX, "visi", "The host does not answer", "It is tried again by itself")


def told(world: World) -> list[str]:
    """The alarms that the manager was mailed so far."""
    world.app.look_after()
    world.drain()
    return [text_of(sent.raw) for sent in world.to(GRIET)]


def sign(world: World, clock: Clock, subject: str) -> Sign:
    with world.app.database.reading() as session:
        (found,) = (one for one in read(session, world.settings, clock.now) if one.subject == subject)
    return found


def rows(world: World) -> list[Alarm]:
    with world.app.database.reading() as session:
        return list(session.exec(select(Alarm)).all())


def test_a_desk_in_order_alarms_nobody(world: World) -> None:
    """Whatever else it does."""
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    assert not any("maildienst" in text for text in told(world))
    assert rows(world) == []


def test_a_refused_login_is_told_at_once_and_again_each_day(world: World, clock: Clock) -> None:
    """In the words of the server, to the manager where the desk file names nobody else; not each minute."""
    alarms.sound(world.app.station, REFUSED, clock.now)
    (first,) = told(world)
    assert "De mailbox visi kan niet worden gelezen" in first
    assert "The login is refused" in first
    clock.go(minutes=10)
    alarms.sound(world.app.station, REFUSED, clock.now)
    assert len(told(world)) == 1
    clock.go(hours=24)
    alarms.sound(world.app.station, REFUSED, clock.now)
    assert len(told(world)) == 2


def test_what_mends_itself_soon_is_no_alarm(world: World, clock: Clock) -> None:
    """And leaves no row behind."""
    alarms.sound(world.app.station, AWAY, clock.now)
    clock.go(minutes=14)
    alarms.sound(world.app.station, AWAY, clock.now)
    assert told(world) == []
    alarms.end(world.app.station, Trouble.MAILBOX, "visi", clock.now)
    assert rows(world) == []


def test_the_end_of_what_was_told_is_told_once(world: World, clock: Clock) -> None:
    """Then the row goes; a new trouble is a new alarm."""
    alarms.sound(world.app.station, AWAY, clock.now)
    clock.go(minutes=15)
    assert len(told(world)) == 1
    alarms.end(world.app.station, Trouble.MAILBOX, "visi", clock.now)
    assert "Verholpen" in told(world)[1]
    assert len(told(world)) == 2
    assert rows(world) == []
    alarms.sound(world.app.station, REFUSED, clock.now)
    assert len(told(world)) == 3


def test_what_was_said_of_a_mailbox_ends_with_it(world: World, clock: Clock) -> None:
    """Nobody looks any more whether a mailbox can be read that the desk file no longer names."""
    alarms.sound(world.app.station, replace(REFUSED, name="tebis"), clock.now)
    alarms.sound(world.app.station, REFUSED, clock.now)
    world.app.look_after()
    assert [alarm.name for alarm in rows(world)] == ["visi"]


def test_two_processes_tell_an_alarm_once(world: World, clock: Clock) -> None:
    """The second finds it told."""
    alarms.sound(world.app.station, REFUSED, clock.now)
    assert tell_alarms(world.app.station, world.app.scribe, clock.now) == 1
    assert tell_alarms(world.app.station, world.app.scribe, clock.now) == 0


def test_an_alarm_waits_for_no_cap(world: World, clock: Clock) -> None:
    """Twenty other automatic mails within the hour hold back no alarm."""
    for n in range(25):
        world.deliver(mail(sender=f"p{n}@x{n}.example", message_id=f"<{n}@x>"), VISI, sender=f"p{n}@x{n}.example")
    world.drain()
    alarms.sound(world.app.station, REFUSED, clock.now)
    assert any("The login is refused" in text for text in told(world))


def test_the_ledger_of_each_mailbox_balances(world: World) -> None:
    """Of a mail to two mailboxes, a copy of it, an absence note and one that waits."""
    world.deliver(mail(), VISI, WORKNC, sender=ANN)
    world.deliver(mail(), VISI, sender=ANN)
    absent = mail("I am away.", message_id="<2@x>", headers=(("Auto-Submitted", "auto-replied"),))
    world.deliver(absent, VISI, sender=ANN)
    world.drain()
    world.deliver(mail(message_id="<3@x>"), VISI, sender=ANN)
    with world.app.database.reading() as session:
        found = {ledger.mailbox: ledger for ledger in mail_ledgers(session, world.settings.desk.name)}
    visi, worknc = found["visi"], found["worknc"]
    assert (visi.received, visi.filed, visi.automatic, visi.ignored, visi.waiting) == (4, 1, 1, 1, 1)
    assert (worknc.received, worknc.filed) == (1, 1)
    assert all(ledger.unexplained == 0 for ledger in found.values())


def test_a_mail_that_is_filed_nowhere_is_unexplained_and_alarms(world: World, clock: Clock) -> None:
    """The doctor points at it, and people hear of it; both stop when it is put right."""
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    with world.app.database.transaction() as session:
        case = session.exec(select(InboundMail.ticket_id)).one()
        session.exec(update(InboundMail).values(ticket_id=None))
    assert sign(world, clock, "ledger visi").health is Health.WRONG
    assert any("zijn terug te vinden" in text for text in told(world))
    with world.app.database.transaction() as session:
        session.exec(update(InboundMail).values(ticket_id=case))
    clock.go(hours=1)
    assert any("Verholpen" in text for text in told(world))
    assert sign(world, clock, "ledger visi").text == "1 received = 1 filed + 0 automatic; 0 unexplained"


def test_a_mail_that_is_filed_nowhere_outlives_its_mailbox(world: World, clock: Clock) -> None:
    """It is missing still when the desk file names the mailbox no more; that is told once, not hour by hour."""
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    with world.app.database.transaction() as session:
        session.exec(update(InboundMail).values(ticket_id=None))
        session.exec(update(MailboxRow).where(MailboxRow.name == "visi").values(name="tebis"))
    for _ in range(3):
        heard = told(world)
        clock.go(minutes=30)
    assert len(heard) == 1
    assert [alarm.name for alarm in rows(world) if alarm.over_at is None] == ["tebis"]


@pytest.mark.parametrize(("minutes", "health"), [(5, Health.WELL), (30, Health.DOUBTFUL), (60, Health.WRONG)])
def test_mail_that_nobody_reads_becomes_a_sign(world: World, clock: Clock, minutes: int, health: Health) -> None:
    """Minutes are nothing, an hour is wrong."""
    world.deliver(mail(), VISI, sender=ANN)
    clock.go(minutes=minutes)
    assert sign(world, clock, "unread mail").health is health


def test_mail_that_does_not_leave_becomes_an_alarm(world: World, clock: Clock) -> None:
    """It is in the outbox for an hour."""
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    with world.app.database.transaction() as session:
        later = {"state": OutboundState.DEFERRED, "next_attempt_at": clock.now + timedelta(days=1)}
        session.exec(update(OutboundMail).where(col(OutboundMail.recipient) == ANN).values(**later))
    clock.go(hours=1)
    world.app.look_after()
    assert [row.trouble for row in rows(world)] == [Trouble.OUTBOX]


def test_doctor_says_how_the_service_is(world: World, program: Program) -> None:
    """A line for each thing, as JSON on request; exit 1 only if something is wrong."""
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    done = program("-C", world.settings.folder, "doctor")
    assert done.code == 0
    assert "ledger visi" in done.out
    assert "1 received = 1 filed" in done.out
    cures = [line for line in done.out.splitlines() if line.lstrip().startswith("->")]
    assert len(cures) == len(set(cures))
    with world.app.database.transaction() as session:
        session.exec(update(InboundMail).values(state=InboundState.QUARANTINED, ticket_id=None))
    done = program("-C", world.settings.folder, "doctor", "--json")
    assert done.code == 1
    assert [line["subject"] for line in done.lines if line["health"] == "wrong"] == ["ledger visi"]
