"""Engineers work by replying: what becomes of their mails, from bytes in to bytes out (MAIL.md 3 to 5)."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from sqlmodel import select

from intake.limits import Limits
from intake.reader import Request, Unread
from intake.reading_matter import matter
from intake.world import World
from routing.model import (
    Direction,
    EventKind,
    InboundMail,
    Message,
    OutboundMail,
    OutboundState,
    Ticket,
    TicketEvent,
    TicketState,
    TimeEntry,
)
from routing.station import Stop
from tests.mails import ANN, VISI, mail
from tests.steps.answers import notified, reply, seen
from tests.steps.conftest import Clock
from tests.steps.test_from_mail_to_answer import read, rows, text_of

WORDS = "Hello Ann,\n\nplease install build 24.0.118, then it works.\n\nKind regards\nWout"


@pytest.fixture
def case(world: World, clock: Clock) -> World:
    """Ann's case on the desk of whoever got it; its owner is known by `owner`."""
    world.customer("Peeters", ANN, plan="first-year", language="en")
    world.deliver(mail("Dear all,\n\nVISI stops with error 0x800 when I export a drawing.\n\nAnn"), VISI, sender=ANN)
    world.drain()
    clock.go(minutes=30)
    return world


def owner(world: World) -> str:
    return rows(world, Ticket)[0].owner


def away(world: World, clock: Clock, seconds: float = 61) -> None:
    """The undo window passes."""
    clock.go(seconds=seconds)
    world.drain()


def events(world: World) -> list[EventKind]:
    return [event.kind for event in rows(world, TicketEvent)]


def answer(world: World, text: str) -> None:
    """Ann answers the latest mail that she got."""
    before = seen(world.to(ANN)[-1])
    thread = (("In-Reply-To", before["Message-ID"]),)
    raw = mail(text, subject=f"Re: {before['Subject']}", message_id="<2@customer.example>", headers=thread)
    world.deliver(raw, VISI, sender=ANN)
    world.drain()


def returned(world: World) -> str:
    """Why his last mail came back."""
    return [event for event in rows(world, TicketEvent) if event.kind is EventKind.RETURNED][-1].payload["why"]


@pytest.mark.parametrize("html", [False, True])
def test_a_reply_goes_to_the_customer_under_his_name_and_without_what_he_was_sent(
    case: World, clock: Clock, html: bool
) -> None:
    """From the product's address, threaded on her mail, with her words as the only history."""
    me, notice = owner(case), notified(case, owner(case))
    reply(case, notice, WORDS, engineer=me, html=html)
    assert len(case.to(ANN)) == 1
    away(case, clock)
    answer = case.to(ANN)[1]
    seen_by_ann = read(answer.raw)
    assert VISI in seen_by_ann["From"]
    assert case.settings.desk.engineer(me).full_name in seen_by_ann["From"]
    assert seen_by_ann["In-Reply-To"] == "<1@customer.example>"
    text = text_of(answer.raw).replace("\r\n", "\n")
    assert text.startswith("Hello Ann,\n\nplease install build 24.0.118, then it works.")
    assert "> VISI stops with error 0x800" in text
    for private in ("Peeters ·", "case:", "#close", "How this was decided", "Hoe dit werd beslist", "Eerste jaar"):
        assert private not in answer.raw.decode("utf-8", "replace")
        assert private not in text
    assert "auto-submitted" not in {name.lower() for name in seen_by_ann}
    assert rows(case, Message)[1].direction is Direction.OUTBOUND
    assert case.quiet()


def test_a_reply_to_a_mail_with_large_files_is_relayed(world: World, clock: Clock) -> None:
    """The reader is given the beginning of our mail, which holds its text."""
    world.customer("Peeters", ANN, plan="first-year", language="en")
    part = ("part.zip", random.Random(1).randbytes(3 << 20))
    world.deliver(mail("VISI stops with error 0x800 when I export a drawing.", files=(part,)), VISI, sender=ANN)
    world.drain()
    notice = notified(world, owner(world))
    assert len(notice.raw) > 4 << 20
    reply(world, notice, WORDS, engineer=owner(world))
    away(world, clock)
    assert "please install build 24.0.118" in text_of(world.to(ANN)[1].raw)


def test_each_mail_of_a_batch_is_read_beside_what_it_names(case: World) -> None:
    """In order, however few Message-IDs may be looked up at once; what nobody can read is among them."""
    [row] = [row for row in rows(case, OutboundMail) if row.staff]
    known, other = (("In-Reply-To", f"<{name}>") for name in (row.message_id, "other@x"))
    raws = [mail("Done.", headers=(header,)) for header in (known, other, known)]
    digests = case.app.station.blobs.put(raws)
    batch = [InboundMail(desk=row.desk, raw_digest=digest) for digest in (*digests[:2], "gone", digests[2])]
    given = [read for _, read in matter(case.app.station, Limits(references=1), batch)]
    beside = [read.notifications for read in given if isinstance(read, Request)]
    assert beside == [((row.message_id, row.content),), (), ((row.message_id, row.content),)]
    assert [isinstance(read, Unread) for read in given] == [False, False, True, False]


def test_a_reply_that_was_read_without_what_it_answers_is_not_certain(case: World, clock: Clock) -> None:
    """The store learns of that mail while his is read: he is asked, and the customer gets nothing unseen."""
    me, notice = owner(case), notified(case, owner(case))
    known = seen(notice)["Message-ID"].strip("<>")

    def name(before: str, after: str) -> None:
        with case.app.database.transaction() as session:
            row = session.exec(select(OutboundMail).where(OutboundMail.message_id == before)).one()
            row.message_id = after
            session.add(row)

    def come_to_light(stop: Stop, _row: int) -> None:
        if stop is Stop.READ:
            name("unheard.of@desk.example", known)

    name(known, "unheard.of@desk.example")
    case.app.station = replace(case.app.station, watch=come_to_light)
    reply(case, notice, WORDS, engineer=me)
    away(case, clock)
    assert returned(case) == "uncertain"
    assert len(case.to(ANN)) == 1


def test_commands_are_obeyed_echoed_and_never_shown(case: World, clock: Clock) -> None:
    """Above the words and above the name; one terse mail says what was done."""
    me, notice = owner(case), notified(case, owner(case))
    reply(case, notice, f"#time 20m\n#note she paid late\n\n{WORDS}\n\n#close", engineer=me)
    echo = case.to(case.settings.desk.engineer(me).addresses[0])[-1]
    assert "20" in text_of(echo.raw)
    away(case, clock)
    answer = text_of(case.to(ANN)[1].raw)
    assert "#" not in answer.replace("#10001", "")
    assert "late" not in answer
    (entry,) = rows(case, TimeEntry)
    assert (entry.minutes, entry.engineer) == (20, me)
    assert rows(case, Ticket)[0].state is TicketState.CLOSED
    assert [m.direction for m in rows(case, Message)].count(Direction.INTERNAL) == 1


def test_a_mail_of_commands_only_sends_the_customer_nothing(case: World, clock: Clock) -> None:
    """It is done, and he is told."""
    me = owner(case)
    reply(case, notified(case, me), "#prio high\n#wait 2026-12-03", engineer=me)
    away(case, clock)
    assert len(case.to(ANN)) == 1
    assert rows(case, Ticket)[0].state is TicketState.WAITING
    assert EventKind.ECHOED in events(case)


def test_a_misspelt_command_stops_the_send_until_he_says_so(case: World, clock: Clock) -> None:
    """Nothing is done by halves; #send lets the rest go."""
    me = owner(case)
    reply(case, notified(case, me), f"#tiem 20m\n\n{WORDS}", engineer=me)
    away(case, clock)
    assert len(case.to(ANN)) == 1
    back = notified(case, me)
    assert "#time" in text_of(back.raw)
    assert "build 24.0.118" in text_of(back.raw)
    reply(case, back, "#send", engineer=me)
    away(case, clock)
    assert "build 24.0.118" in text_of(case.to(ANN)[1].raw)
    assert "tiem" not in text_of(case.to(ANN)[1].raw)


def test_two_engineers_at_once_the_second_is_shown_what_happened(case: World, clock: Clock) -> None:
    """#send sends all the same, #drop forgets."""
    me, other = owner(case), "hilde"
    assert me != other
    first = notified(case, me)
    reply(case, first, "#assign hilde", engineer=me)
    theirs = notified(case, other)
    clock.go(minutes=1)
    reply(case, first, WORDS, engineer=me)
    away(case, clock)
    assert len(case.to(ANN)) == 2
    reply(case, theirs, "Hello Ann,\n\ntry turning it off.\n\nHilde", engineer=other)
    away(case, clock)
    assert len(case.to(ANN)) == 2
    assert returned(case) == "collision"
    back = notified(case, other)
    assert "build 24.0.118" in text_of(back.raw)
    reply(case, back, "#send", engineer=other)
    away(case, clock)
    assert "turning it off" in text_of(case.to(ANN)[2].raw)


def test_what_was_just_sent_is_taken_back_within_the_window_and_not_after(case: World, clock: Clock) -> None:
    """State, time and mail; afterwards he is told that it has left."""
    me = owner(case)
    notice = notified(case, me)
    reply(case, notice, f"#time 20m\n#close\n\n{WORDS}", engineer=me)
    clock.go(seconds=20)
    reply(case, notified(case, me), "#undo", engineer=me)
    away(case, clock)
    assert len(case.to(ANN)) == 1
    assert rows(case, TimeEntry) == []
    assert rows(case, Ticket)[0].state is TicketState.OPEN
    reply(case, notice, f"#time 10m\n\n{WORDS}", engineer=me)
    away(case, clock)
    reply(case, notified(case, me), "#undo", engineer=me)
    away(case, clock)
    assert len(case.to(ANN)) == 2
    assert [entry.minutes for entry in rows(case, TimeEntry)] == [10]


def test_an_expired_token_is_two_proofs_of_three(case: World, clock: Clock) -> None:
    """He is asked at his main address, and confirms with one word."""
    me = owner(case)
    notice = notified(case, me)
    clock.go(days=400)
    reply(case, notice, WORDS, engineer=me, date="Tue, 28 Dec 2027 10:30:00 +0100")
    away(case, clock)
    assert len(case.to(ANN)) == 1
    assert returned(case) == "unproven"
    reply(case, notified(case, me), "#send", engineer=me, date="Tue, 28 Dec 2027 10:40:00 +0100")
    away(case, clock)
    assert "build 24.0.118" in text_of(case.to(ANN)[1].raw)


@pytest.mark.parametrize(
    "lack", [{"vouched": None}, {"vouched": "mx.produsoft.example; dmarc=fail header.from=produsoft.example"}]
)
def test_a_mail_that_nobody_vouches_for_is_held_and_comes_back_whole(case: World, clock: Clock, lack: dict) -> None:
    """Token and From are two proofs."""
    me = owner(case)
    reply(case, notified(case, me), f"#close\n\n{WORDS}", engineer=me, **lack)
    away(case, clock)
    assert len(case.to(ANN)) == 1
    assert returned(case) == "unproven"
    assert rows(case, Ticket)[0].state is TicketState.OPEN
    assert "build 24.0.118" in text_of(notified(case, me).raw)


def test_a_forger_without_proofs_gets_a_strangers_case(case: World, clock: Clock) -> None:
    """From alone is a claim: nothing is sent or done, and the engineer hears of it with the whole text."""
    me = owner(case)
    who = case.settings.desk.engineer(me)
    forged = mail(f"#close\n\n{WORDS}", sender=f"{who.full_name} <{who.addresses[0]}>",
                  subject="Re: [Produsoft #10001] Export stops", message_id="<forged@elsewhere.example>")  # fmt: skip
    case.deliver(forged, VISI, sender="eve@elsewhere.example")
    case.drain()
    away(case, clock)
    assert len(case.to(ANN)) == 1
    assert [ticket.state for ticket in rows(case, Ticket)] == [TicketState.OPEN, TicketState.OPEN]
    assert returned(case) == "forged"
    assert "build 24.0.118" in text_of(notified(case, me).raw)


@pytest.mark.parametrize("forged", [True, False], ids=["one proof", "two proofs"])
def test_what_is_refused_comes_back_whole_from_html_alone(case: World, clock: Clock, forged: bool) -> None:
    """A mail without a plain part, no quote and no mark: every line of it stands in what he is sent."""
    me = owner(case)
    who, before = case.settings.desk.engineer(me), seen(notified(case, me))
    lines = ("Hello Ann,", "please install build 24.0.118.", "Kind regards", "Wout", "A line below his name.")
    page = "".join(f"<p>{line}</p>" for line in lines)
    raw = mail(page, sender=f"{who.full_name} <{who.addresses[0]}>", subject="Re: [Produsoft #10001] Export stops",
               to=VISI if forged else before["Reply-To"], message_id="<html@elsewhere.example>")  # fmt: skip
    raw = raw.replace(b"text/plain", b"text/html")
    case.deliver(raw, VISI if forged else before["Reply-To"], sender="eve@elsewhere.example")
    case.drain()
    away(case, clock)
    assert len(case.to(ANN)) == 1
    assert returned(case) == ("forged" if forged else "unproven")
    back = text_of(notified(case, me).raw)
    assert [line for line in lines if line not in back] == []


def test_an_alias_of_an_engineer_is_his_address_too(case: World, clock: Clock) -> None:
    """He lists several."""
    me = owner(case)
    reply(case, notified(case, me), WORDS, engineer=me, sender=case.settings.desk.engineer(me).addresses[1])
    away(case, clock)
    assert len(case.to(ANN)) == 2


def test_an_engineer_of_another_case_has_no_power_by_his_own_token(case: World, clock: Clock) -> None:
    """A token is issued to one person."""
    me = owner(case)
    reply(case, notified(case, me), f"#close\n\n{WORDS}", engineer="amelie")
    away(case, clock)
    assert len(case.to(ANN)) == 1
    assert returned(case) == "unproven"
    assert rows(case, Ticket)[0].state is TicketState.OPEN


def test_a_merged_case_is_an_alias_and_its_token_is_good(case: World, clock: Clock) -> None:
    """The answer goes out in the case that is left."""
    me = owner(case)
    first = notified(case, me)
    case.deliver(mail("The same again.", subject="Again", message_id="<2@customer.example>"), VISI, sender=ANN)
    case.drain()
    second = case.to(case.settings.desk.engineer(rows(case, Ticket)[1].owner).addresses[0])[-1]
    reply(case, second, "#merge 10001", engineer=rows(case, Ticket)[1].owner)
    assert rows(case, Ticket)[1].merged_into_id == rows(case, Ticket)[0].id
    clock.go(minutes=2)
    reply(case, second, "#time 5m", engineer=rows(case, Ticket)[1].owner)
    assert [entry.ticket_id for entry in rows(case, TimeEntry)] == [rows(case, Ticket)[0].id]
    assert first is not second


def test_a_case_closed_meanwhile_holds_the_answer(case: World, clock: Clock) -> None:
    """The customer was told that it is over."""
    me = owner(case)
    notice = notified(case, me)
    reply(case, notice, "#assign hilde", engineer=me)
    reply(case, notified(case, "hilde"), "#close", engineer="hilde")
    away(case, clock)
    assert len(case.to(ANN)) == 2
    reply(case, notice, WORDS, engineer=me)
    away(case, clock)
    assert returned(case) == "collision"
    assert len(case.to(ANN)) == 2


def test_a_thank_you_reopens_nothing(case: World, clock: Clock) -> None:
    """Her words are kept with the case, and he is told in one line; `#reopen` opens it all the same."""
    me = owner(case)
    reply(case, notified(case, me), f"#close\n\n{WORDS}", engineer=me)
    away(case, clock)
    answer(case, "Hi Wout,\n\nthank you very much, it works now!\n\nAnn")
    assert rows(case, Ticket)[0].state is TicketState.CLOSED
    assert len(case.to(ANN)) == 2
    notice = notified(case, me)
    assert text_of(notice.raw).startswith("Ann Peeters bedankt u. Het dossier blijft gesloten;")
    assert "it works now!" in text_of(notice.raw)
    reply(case, notice, "#reopen", engineer=me)
    assert rows(case, Ticket)[0].state is TicketState.OPEN


def test_thanks_with_a_question_reopen_the_case(case: World, clock: Clock) -> None:
    """Who says more than thank you is heard."""
    me = owner(case)
    reply(case, notified(case, me), f"#close\n\n{WORDS}", engineer=me)
    away(case, clock)
    answer(case, "Thank you, but it stops again with error 0x801. What now?")
    assert rows(case, Ticket)[0].state is TicketState.OPEN
    assert "0x801" in text_of(notified(case, me).raw)


def test_a_reply_to_all_is_recorded_and_not_sent_twice(case: World, clock: Clock) -> None:
    """She has it already, from him."""
    me = owner(case)
    reply(case, notified(case, me), WORDS, engineer=me, cc=ANN)
    away(case, clock)
    assert len(case.to(ANN)) == 1
    answered = next(event for event in rows(case, TicketEvent) if event.kind is EventKind.ANSWERED)
    assert answered.payload["sent_already"] is True


def test_a_reply_to_an_echo_is_a_note(case: World, clock: Clock) -> None:
    """Only replies to assignments and follow-ups reach the customer (GEN-18)."""
    me = owner(case)
    reply(case, notified(case, me), "#prio high", engineer=me)
    reply(case, notified(case, me), "I will look at it tomorrow.", engineer=me)
    away(case, clock)
    assert len(case.to(ANN)) == 1
    assert EventKind.NOTED in events(case)


def test_his_files_go_along(case: World, clock: Clock) -> None:
    """And none of those that his client sent back with the quote."""
    me = owner(case)
    reply(case, notified(case, me), WORDS, engineer=me, files=(("post.cps", b"G40"),))
    away(case, clock)
    assert [part.get_filename() for part in seen(case.to(ANN)[1]).iter_attachments()] == ["post.cps"]


def test_a_forwarded_mail_opens_the_customers_case(world: World, clock: Clock) -> None:
    """With his orders; his own words stay a note."""
    inner = mail(
        "The dongle is dead and all machines stand still.", subject="Dongle", message_id="<77@customer.example>"
    )
    raw = (
        b"Authentication-Results: mx.produsoft.example; dmarc=pass header.from=produsoft.example\r\n"
        b"From: Wout Claerhout <wout.claerhout@produsoft.example>\r\nTo: visi.support@produsoft.example\r\n"
        b"Subject: Fwd: Dongle\r\nMessage-ID: <fw@client.example>\r\nDate: Mon, 23 Nov 2026 09:40:00 +0100\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n"
        b"#take\r\n#prio high\r\n\r\nHe rang me, too.\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
        + inner
        + b"\r\n--b--\r\n"
    )
    world.deliver(raw, VISI, sender="wout.claerhout@produsoft.example")
    world.drain()
    away(world, clock)
    (ticket,) = rows(world, Ticket)
    assert ticket.owner == "wout"
    assert ticket.subject == "Dongle"
    assert ticket.severity == "high"
    assert "dead" in rows(world, Message)[0].visible_text
    assert rows(world, Message)[0].author_address == ANN


def test_the_desks_own_address_answers_questions_of_staff(case: World, clock: Clock) -> None:
    """#list, #status and #help, to the main address."""
    me = owner(case)
    who = case.settings.desk.engineer(me)
    raw = mail("#list\n#status 10001", sender=f"{who.full_name} <{who.addresses[0]}>", to="intake@produsoft.example",
               subject="questions", message_id="<q@client.example>")  # fmt: skip
    vouched = b"Authentication-Results: mx.produsoft.example; dmarc=pass header.from=produsoft.example\r\n"
    case.deliver(vouched + raw, "intake@produsoft.example", sender=who.addresses[0])
    case.drain()
    answers = [text_of(posted.raw) for posted in case.to(who.addresses[0])[-2:]]
    assert all("10001" in text for text in answers)
    assert len(rows(case, Ticket)) == 1


def test_nothing_waits_that_should_have_left(case: World, clock: Clock) -> None:
    """After the window every held mail is sent or cancelled."""
    me = owner(case)
    reply(case, notified(case, me), f"{WORDS}\n\n#close", engineer=me)
    assert OutboundState.HELD in {mail.state for mail in rows(case, OutboundMail)}
    away(case, clock)
    assert {mail.state for mail in rows(case, OutboundMail)} == {OutboundState.SENT}
