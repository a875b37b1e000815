"""Reminders, promises and questions to customers through the whole service: real mails, a clock that tests move."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from sqlmodel import select

from intake.settings import Settings
from intake.world import Posted, World
from notifier.compose import Letter
from notifier.material import Material
from notifier.reminders import tell_reminders
from routing import alarms
from routing.course import course
from routing.desk import Manager
from routing.model import EventKind, OutboundMail, Ticket, TicketEvent, TicketState, Trouble
from routing.reminding import BATCH, customers_changed, remind_batch
from routing.timekeeping import facts_of
from tests.decisions.case_history import OFFICE
from tests.mails import ANN, VISI, mail
from tests.servers import Postgres
from tests.steps import customers
from tests.steps.answers import reply, seen
from tests.steps.conftest import Clock

LEAD = "hilde.vanacker@produsoft.example"


@pytest.fixture
def entitled(world: World, clock: Clock) -> World:
    """Ann's case of Monday, 10:00 in Brussels, under a plan of eight hours."""
    world.customer("Peeters", ANN, plan="first-year", language="en")
    world.deliver(mail("VISI stops with an error."), VISI, sender=ANN)
    world.drain()
    return world


def the_case(world: World) -> Ticket:
    with world.app.database.reading() as session:
        return session.exec(select(Ticket).order_by(Ticket.id)).first()


def events(world: World, kind: EventKind) -> list[TicketEvent]:
    with world.app.database.reading() as session:
        return list(session.exec(select(TicketEvent).where(TicketEvent.kind == kind).order_by(TicketEvent.id)))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In November 2026 by Brussels' clocks; the 23rd is a Monday."""
    return datetime(2026, 11, 1, hour - 1, minute, tzinfo=UTC) + timedelta(days=day - 1)


def tick(world: World, clock: Clock, moment: datetime) -> list[Posted]:
    """What the desk posts of its own accord then."""
    clock.now = moment
    before = len(world.posted)
    world.app.remind()
    world.app.remind()
    world.drain()
    return world.posted[before:]


def who(mails: list[Posted]) -> list[tuple[str, str]]:
    """Recipient and subject of each."""
    return sorted((one.recipients[0].partition("@")[0], seen(one)["Subject"]) for one in mails)


def owner_of(world: World) -> str:
    return world.settings.desk.engineer(the_case(world).owner).addresses[0].partition("@")[0]


def write(world: World, clock: Clock, text: str) -> None:
    """Her engineer answers what told him of the case, and his mail leaves after the undo window."""
    me = world.settings.desk.engineer(the_case(world).owner)
    reply(world, world.to(me.addresses[0])[0], text, engineer=me)
    clock.go(minutes=2)
    world.drain()


def test_the_ladder_is_climbed_in_office_hours_until_somebody_answers(entitled: World, clock: Clock) -> None:
    """Half of eight hours is at 14:30 with the lunch break, 90 % the next morning; the answer ends it."""
    me, subject = owner_of(entitled), "[Produsoft #10001] Herinnering: Export stops"
    assert tick(entitled, clock, at(23, 14, 29)) == []
    first = tick(entitled, clock, at(23, 14, 30))
    assert who(first) == [(me, subject)]
    assert tick(entitled, clock, at(23, 14, 31)) == []
    assert "50% van de tijd verbruikt" in " ".join(customers.text_of(first[0]).split())
    assert who(tick(entitled, clock, at(23, 16, 30))) == [(me, subject)]
    assert tick(entitled, clock, at(23, 22)) == []
    (escalated,) = tick(entitled, clock, at(24, 9, 12))
    assert escalated.recipients == (LEAD,)
    assert "Al herinnerd" in customers.text_of(escalated)
    clock.go(minutes=5)
    write(entitled, clock, "Hello Ann,\n\nplease install the update.")
    assert tick(entitled, clock, at(24, 12)) == []


def test_a_case_whose_events_cannot_be_read_keeps_nobody_from_hearing_of_another(entitled: World, clock: Clock) -> None:
    """Both are read at once; then one by one."""
    entitled.deliver(mail("VISI hangs.", subject="Hangs", message_id="<2@customer.example>"), VISI, sender=ANN)
    entitled.drain()
    with entitled.app.database.transaction() as session:
        opened = session.exec(
            select(TicketEvent).where(TicketEvent.kind == EventKind.OPENED, TicketEvent.ticket_id == 2)
        )
        opened.one().payload = 3
    (told,) = tick(entitled, clock, at(23, 14, 30))
    assert seen(told)["Subject"] == "[Produsoft #10001] Herinnering: Export stops"


def test_what_another_process_has_written_stays_and_keeps_nobody_from_hearing_of_another(
    entitled: World, clock: Clock
) -> None:
    """All is written at once; where the store knows a part of it, the rest is written one by one."""
    entitled.deliver(mail("VISI hangs.", subject="Hangs", message_id="<2@customer.example>"), VISI, sender=ANN)
    entitled.drain()
    first = the_case(entitled)
    once = f"first:{first.opened_at.isoformat()}:0:50:{first.owner}"
    with entitled.app.database.transaction() as session:
        given = {"ticket_id": first.id, "at": first.opened_at, "next_attempt_at": first.opened_at}
        session.add(TicketEvent(**given, seq=0, kind=EventKind.LINKED, actor="service", once=once, notice="done"))
    (told,) = tick(entitled, clock, at(23, 14, 30))
    assert seen(told)["Subject"] == "[Produsoft #10002] Herinnering: Hangs"
    assert [event.ticket_id for event in events(entitled, EventKind.REMINDED)] == [2]
    assert the_case(entitled).last_seq == first.last_seq
    assert the_case(entitled).next_check_at > clock.now


def test_a_reply_to_a_reminder_is_a_note_and_its_commands_work(entitled: World, clock: Clock) -> None:
    """GEN-18; the buttons write to the case they stand by."""
    (reminder,) = tick(entitled, clock, at(23, 14, 30))
    page = seen(reminder).get_body(("html",)).get_content()
    (link,) = re.findall(r'href="mailto:([^?"]+)\?[^"]*body=%23wait"', page)
    before = len(entitled.to(ANN))
    reply(entitled, reminder, "#due 2026-11-25\nWe rang the vendor.", engineer=the_case(entitled).owner)
    assert len(entitled.to(ANN)) == before
    assert the_case(entitled).due_at is not None
    assert len(events(entitled, EventKind.NOTED)) == 1
    assert unquote(link) == seen(reminder)["Reply-To"]


def test_one_mail_tells_all_that_waits_and_leaves_out_what_was_answered_a_second_ago(
    entitled: World, clock: Clock
) -> None:
    """Batched; decided and worded in two steps, between which a colleague may have answered."""
    entitled.deliver(mail("VISI hangs.", subject="Hangs", message_id="<2@customer.example>"), VISI, sender=ANN)
    entitled.drain()
    (both,) = tick(entitled, clock, at(23, 14, 30))
    assert seen(both)["Subject"] == "Herinnering: 2 dossiers wachten"
    clock.now = at(23, 16, 30)
    assert entitled.app.remind() == 2
    answered = the_case(entitled)
    reply(entitled, entitled.to(both.recipients[0])[0], "Hello.", engineer=answered.owner, drain=False)
    entitled.app.file()
    before = len(entitled.posted)
    clock.go(minutes=2)
    entitled.drain()
    told = [one for one in entitled.posted[before:] if "Herinnering" in seen(one)["Subject"]]
    assert [seen(one)["Subject"] for one in told] == ["[Produsoft #10002] Herinnering: Hangs"]


def test_a_bounced_answer_reminds_again(entitled: World, clock: Clock) -> None:
    """The clock runs on as if there had been no answer, and the rung it has reached is told once more."""
    from routing.bounces import Unreached, note_failure

    tick(entitled, clock, at(23, 14, 30))
    write(entitled, clock, "Hello Ann,\n\nplease install the update.")
    assert tick(entitled, clock, at(23, 16, 0)) == []
    with entitled.app.database.transaction() as session:
        sent = session.exec(select(OutboundMail).where(OutboundMail.occasion == "answer")).one()
        note_failure(session, entitled.app.station, sent, Unreached(ANN, "5.2.2", "mailbox full"), clock.now)
    again = [one for one in who(tick(entitled, clock, at(23, 16, 1))) if "Herinnering" in one[1]]
    assert again == [(owner_of(entitled), "[Produsoft #10001] Herinnering: Export stops")]


def test_a_second_question_for_news_and_a_complaint_go_to_the_lead_and_change_nothing(
    entitled: World, clock: Clock
) -> None:
    """GEN-08: each once, in the lead's hours."""
    ours = entitled.to(ANN)[0]
    state = the_case(entitled).state
    customers.reply(entitled, ours, "Is there any news?")
    assert tick(entitled, clock, at(23, 10, 30)) == []
    customers.reply(entitled, ours, "Any news yet?")
    (told,) = tick(entitled, clock, at(23, 11))
    assert told.recipients == (LEAD,)
    assert tick(entitled, clock, at(23, 11, 1)) == []
    customers.reply(
        entitled, ours, "I am very dissatisfied with your service. This is a formal complaint: nobody ever answers me."
    )
    assert [one.recipients for one in tick(entitled, clock, at(23, 12))] == [(LEAD,)]
    assert the_case(entitled).state is state


def test_a_promise_is_recalled_before_and_at_its_moment_unless_it_was_kept(entitled: World, clock: Clock) -> None:
    """GEN-09: two working hours before; customer's questions for news wait until then."""
    write(entitled, clock, "#due 2026-11-26 15:00\n\nHello Ann,\n\nyou will have it on Thursday.")
    customers.reply(entitled, entitled.to(ANN)[-1], "Is there any news?")
    customers.reply(entitled, entitled.to(ANN)[-1], "Any news yet?")
    assert tick(entitled, clock, at(26, 12, 29)) == []
    assert [name for name, _ in who(tick(entitled, clock, at(26, 13)))] == [owner_of(entitled)]
    due = who(tick(entitled, clock, at(26, 15)))
    assert {name for name, _ in due} == {owner_of(entitled), LEAD.partition("@")[0]}


def test_who_does_not_answer_is_asked_twice_then_told_that_his_case_is_closed_and_opens_it_by_a_click(
    entitled: World, clock: Clock
) -> None:
    """On the third, seventh and tenth working day; the link of the last mail reopens the case."""
    write(entitled, clock, "#wait\n\nHello Ann,\n\nwhich version do you use?")
    assert tick(entitled, clock, at(26, 8)) == []
    subject = "Re: [Produsoft #10001] Export stops"
    assert who(tick(entitled, clock, at(26, 8, 30))) == [("ann", subject)]
    (second,) = tick(entitled, clock, at(32, 8, 30))
    assert "we will close the case on Monday, 7 December 2026" in " ".join(customers.text_of(second).split())
    assert tick(entitled, clock, at(36, 8, 30)) == []
    (closed,) = tick(entitled, clock, at(37, 8, 30))
    assert the_case(entitled).state is TicketState.CLOSED
    page = seen(closed).get_body(("html",)).get_content()
    (address, body) = re.findall(r'href="mailto:([^?"]+)\?subject=[^"]*body=([^"]+)"', page)[0]
    click = mail(unquote(body), to=unquote(address), subject="Re: Export stops", message_id="<9@customer.example>")
    entitled.deliver(click, unquote(address), sender=ANN)
    entitled.drain()
    assert the_case(entitled).state is TicketState.OPEN
    assert course(_facts(entitled), clock.now).closed is False


def _facts(world: World) -> list[object]:
    with world.app.database.reading() as session:
        return facts_of(session, world.settings.desk, the_case(world))


def test_an_absence_puts_the_question_off_and_changes_no_state(entitled: World, clock: Clock) -> None:
    """MAIL.md 2: a customer's out-of-office with a return date defers the next nudge."""
    write(entitled, clock, "#wait\n\nHello Ann,\n\nwhich version do you use?")
    ours = entitled.to(ANN)[-1]
    note = mail(
        "I am out of the office until Friday 4 December 2026 and will not read my mail.",
        subject=f"Automatic reply: {seen(ours)['Subject']}",
        to=ours.sender,
        message_id="<ooo@customer.example>",
        headers=(("Auto-Submitted", "auto-replied"), ("In-Reply-To", seen(ours)["Message-ID"])),
    )
    entitled.deliver(note, ours.sender, sender="")
    entitled.drain()
    again = note.replace(b"<ooo@", b"<ooo-2@")
    entitled.deliver(again, ours.sender, sender="")
    entitled.drain()
    assert len(events(entitled, EventKind.ABSENT)) == 1
    assert the_case(entitled).state is TicketState.WAITING
    assert tick(entitled, clock, at(26, 9)) == []
    assert tick(entitled, clock, at(38, 9)) == []
    assert [name for name, _ in who(tick(entitled, clock, at(39, 9)))] == ["ann"]


def test_a_date_to_look_again_brings_the_case_back_to_its_engineer(entitled: World, clock: Clock) -> None:
    """`#hold DATE` and `#wait DATE`: one line in a reminder, and the state stays."""
    write(entitled, clock, "#hold 2026-11-26 vendor looks at it\n\nHello Ann,\n\nwe have asked the vendor.")
    assert tick(entitled, clock, at(25, 16)) == []
    back = tick(entitled, clock, at(26, 8, 30))
    assert [name for name, _ in who(back)] == [owner_of(entitled)]
    assert "Opnieuw bekijken" in customers.text_of(back[0])
    assert the_case(entitled).state is TicketState.HELD


def test_whom_no_mail_reaches_is_not_given_up_and_the_engineer_hears(entitled: World, clock: Clock) -> None:
    """A case is closed only if the customer could have answered."""
    from routing.suppressions import suppress

    write(entitled, clock, "#wait\n\nHello Ann,\n\nwhich version do you use?")
    with entitled.app.database.transaction() as session:
        suppress(session, entitled.settings.desk.name, ANN, "blocked", clock.now)
    assert tick(entitled, clock, at(26, 9)) == []
    assert tick(entitled, clock, at(32, 9)) == []
    (told,) = tick(entitled, clock, at(37, 9))
    assert "Niet bereikt" in customers.text_of(told)
    assert the_case(entitled).state is TicketState.WAITING


def answer_of_ann(world: World) -> None:
    """She answers our last mail; nobody reads it yet."""
    ours = world.to(ANN)[-1]
    headers = (("In-Reply-To", seen(ours)["Message-ID"]),)
    text = "We use version 2026.1, and the export stops as before."
    answer = mail(text, to=ours.sender, subject="Re: Export stops", message_id="<a@customer.example>", headers=headers)
    world.deliver(answer, VISI, sender=ANN)


def test_nobody_is_asked_or_given_up_while_his_answer_may_lie_with_us(entitled: World, clock: Clock) -> None:
    """Not while his mailbox cannot be read, nor while a mail waits to be filed: it turns out to be the answer."""
    write(entitled, clock, "#wait\n\nHello Ann,\n\nwhich version do you use?")
    station = entitled.app.station
    alarms.sound(station, alarms.Ill(Trouble.MAILBOX, "visi", "The login is refused", "Set the password"), at(26, 8))
    assert tick(entitled, clock, at(26, 8, 30)) == []
    alarms.end(station, Trouble.MAILBOX, "visi", at(26, 8, 31))
    assert who(tick(entitled, clock, at(26, 8, 32))) == [("ann", "Re: [Produsoft #10001] Export stops")]
    clock.now = at(32, 8, 30)
    answer_of_ann(entitled)
    entitled.app.remind()
    assert len(events(entitled, EventKind.NUDGED)) == 1
    tick(entitled, clock, at(32, 8, 31))
    tick(entitled, clock, at(37, 8, 30))
    assert len(events(entitled, EventKind.NUDGED)) == 1
    assert the_case(entitled).state is TicketState.OPEN


def test_a_question_that_is_answered_before_it_is_worded_is_not_asked(entitled: World, clock: Clock) -> None:
    """The service stood still in between."""
    write(entitled, clock, "#wait\n\nHello Ann,\n\nwhich version do you use?")
    clock.now, before = at(26, 8, 30), len(entitled.to(ANN))
    entitled.app.remind()
    answer_of_ann(entitled)
    entitled.app.file()
    entitled.drain()
    (nudged,) = events(entitled, EventKind.NUDGED)
    assert nudged.reasons == ["overtaken: nobody waits for the customer any more"]
    assert len(entitled.to(ANN)) == before


def test_what_another_process_has_taken_over_in_part_is_told_all_the_same(entitled: World, clock: Clock) -> None:
    """A lease ran out while its mail was written, and somebody else holds one event of two: neither is lost."""
    second = mail("VISI stops, too.", subject="Stops, too", message_id="<2@customer.example>")
    entitled.deliver(second, VISI, sender=ANN)
    entitled.drain()
    clock.now = at(23, 14, 30)
    entitled.app.remind()
    station, app = entitled.app.station, entitled.app

    class Slow:
        """A scribe who writes so long that another process takes over the first event."""

        words = app.scribe.words

        def write(self, letters: Iterable[tuple[Letter, Material | None]]) -> Iterator[object]:
            written = list(app.scribe.write(letters))
            with app.database.transaction() as session:
                taken = session.get_one(TicketEvent, events(entitled, EventKind.REMINDED)[0].id)
                taken.leased_by, taken.leased_until = "another", clock.now + timedelta(minutes=1)
                session.add(taken)
            return iter(written)

    before = len(entitled.posted)
    assert tell_reminders(station, Slow(), clock.now) == 2
    clock.go(minutes=2)
    entitled.drain()
    texts = " ".join(customers.text_of(one) for one in entitled.posted[before:])
    assert "10001" in texts
    assert "10002" in texts


def test_two_processes_and_a_restart_between_deciding_and_wording_change_nothing(entitled: World, clock: Clock) -> None:
    """What is decided lies in the store; whoever comes second, or again, finds it done."""
    clock.now = at(23, 14, 30)
    other = replace(entitled.app.station, owner="another")
    assert remind_batch(entitled.app.station, clock.now) == 1
    again = the_case(entitled).next_check_at
    assert remind_batch(other, clock.now, BATCH) == 0
    with entitled.app.database.transaction() as session:
        customers_changed(session, other.desk.name)
    assert remind_batch(other, clock.now) == 1  # looks, and finds nothing more
    assert the_case(entitled).next_check_at == again
    assert len(events(entitled, EventKind.REMINDED)) == 1
    entitled.app.database.forget_leases((TicketEvent,))
    before = len(entitled.posted)
    entitled.drain()
    entitled.drain()
    assert len(entitled.posted) == before + 1


def test_a_managers_reply_to_an_escalation_is_a_note_and_his_orders_work(
    tmp_path: Path, clock: Clock, make_world: Callable[..., World]
) -> None:
    """GEN-18: nobody outside reads it; he has no cases, so he can take none."""
    boss = Manager("boss", "Els Bos", ("els.bos@produsoft.example",), calendar=OFFICE, language="nl")

    def managed(settings: Settings) -> Settings:
        return replace(settings, desk=replace(settings.desk, managers=(boss,)))

    with make_world(tmp_path / "desk", clock=clock, change=managed, children=None) as world:
        world.customer("Peeters", ANN, plan="first-year", language="en")
        world.deliver(mail("VISI stops with an error."), VISI, sender=ANN)
        world.drain()
        (escalated,) = [one for one in tick(world, clock, at(24, 10)) if boss.addresses[0] in one.recipients]
        owner, to_ann = the_case(world).owner, len(world.to(ANN))
        other = next(e for e in world.settings.desk.engineers if e.name != owner)
        reply(world, escalated, f"#assign {other.name}\n\nPlease help Ann.", engineer=boss.as_colleague)
        assert the_case(world).owner == other.name
        assert len(events(world, EventKind.NOTED)) == 1
        reply(world, escalated, "#take", engineer=boss.as_colleague)
        assert the_case(world).owner == other.name
        assert len(world.to(ANN)) == to_ann


def test_two_processes_on_one_database_remind_once(
    tmp_path: Path, clock: Clock, make_world: Callable[..., World], postgres: Postgres
) -> None:
    """At the same moment, from two connections: one of them writes, the other finds that it is done."""
    with make_world(tmp_path / "desk", clock=clock, database_url=postgres.url("reminders"), store=None) as world:
        world.customer("Peeters", ANN, plan="first-year", language="en")
        for number in range(8):
            one = mail("VISI stops with an error.", message_id=f"<{number}@customer.example>", subject=f"Stop {number}")
            world.deliver(one, VISI, sender=ANN)
        world.drain()
        clock.now = at(23, 14, 30)
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: remind_batch(world.app.station, clock.now), range(8)))
        told = events(world, EventKind.REMINDED)
        assert sorted(event.ticket_id for event in told) == sorted({event.ticket_id for event in told})
        assert len(told) == 8
        before = len(world.posted)
        world.drain()
        assert len(world.posted) == before + len({event.payload["person"] for event in told})
