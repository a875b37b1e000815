"""One mail's way through the whole service, and what it must not do twice."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from sqlmodel import col, select

from intake.world import World
from notifier.gate import Caps, Why
from routing.journal import record
from routing.model import (
    EventKind,
    InboundMail,
    InboundState,
    Message,
    OutboundMail,
    OutboundState,
    Ticket,
    TicketEvent,
    TicketState,
    Watcher,
)
from tests.mails import ANN, VISI, WORKNC, mail
from tests.steps.conftest import Clock


def rows(world: World, model: type) -> list:
    with world.app.database.reading() as session:
        return list(session.exec(select(model).order_by(col(model.id))).all())


def read(raw: bytes):
    return message_from_bytes(raw, policy=policy.default)


def text_of(raw: bytes) -> str:
    return read(raw).get_body(("plain",)).get_content()


def test_a_customers_mail_becomes_an_acknowledged_case_on_an_engineers_desk(world: World) -> None:
    """One mail in: one case, one acknowledgement to the customer, one assignment to an engineer of the product."""
    world.customer("Peeters", ANN, plan=world.settings.desk.plans[0].name)
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    (ticket,) = rows(world, Ticket)
    (acknowledgement,) = world.to(ANN)
    (assignment,) = [posted for posted in world.posted if posted.recipients != (ANN,)]
    assert ticket.number == 10001
    assert ticket.product == "visi"
    assert ticket.category == "bug"
    assert ticket.owner in {"wout", "joris", "hilde"}
    assert assignment.recipients == (world.settings.desk.engineer(ticket.owner).addresses[0],)
    seen = read(acknowledgement.raw)
    assert "[Produsoft #10001]" in seen["Subject"]
    assert seen["In-Reply-To"] == "<1@customer.example>"
    assert seen["Auto-Submitted"] == "auto-replied"
    assert "10001" in text_of(acknowledgement.raw)
    assert "VISI stops with an error" in text_of(assignment.raw)
    assert world.quiet()


def test_the_response_clock_runs_in_business_hours(world: World, clock: Clock) -> None:
    """Eight hours promised on Friday at 15:00 end on the next Monday or Tuesday, with lunches left out."""
    clock.now = datetime(2026, 11, 27, 14, 0, tzinfo=UTC)  # Friday, 15:00 in Brussels; the desk closes at 16:00
    world.customer("Peeters", ANN, plan="first-year")
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    (ticket,) = rows(world, Ticket)
    assert world.settings.desk.plan("first-year").response_minutes == 480
    # one hour on Friday, seven on Monday: 08:30-12:30 and 13:00-16:00
    assert ticket.respond_by == datetime(2026, 11, 30, 15, 0, tzinfo=UTC)


def test_an_unknown_sender_gets_no_promise(world: World) -> None:
    """GEN-01: no contract, no promise; the case is there all the same."""
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    (ticket,) = rows(world, Ticket)
    assert ticket.respond_by is None
    assert len(world.to(ANN)) == 1


def test_an_answer_to_the_acknowledgement_joins_the_case_and_reaches_the_engineer(world: World) -> None:
    """The signed address carries a reply home, whatever its subject says; the customer is not acknowledged again."""
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    seen = read(world.to(ANN)[0].raw)
    reply = mail("It is Windows 11.", to=seen["Reply-To"], subject="other", message_id="<2@customer.example>")
    world.deliver(reply, seen["Reply-To"], sender=ANN)
    world.drain()
    (ticket,) = rows(world, Ticket)
    assert [message.visible_text.strip() for message in rows(world, Message)][1] == "It is Windows 11."
    assert len(world.to(ANN)) == 1
    engineer = world.settings.desk.engineer(ticket.owner).addresses[0]
    assert len(world.to(engineer)) == 2
    assert "It is Windows 11." in text_of(world.to(engineer)[1].raw)


def bringing(ours: bytes) -> bytes:
    """A new mail of Ann's with one of ours attached."""
    new = EmailMessage()
    new["From"], new["To"], new["Subject"], new["Message-ID"] = ANN, VISI, "Any other way?", "<5@c.example>"
    new.set_content("Is there another way than the one that you wrote of?")
    new.add_attachment(message_from_bytes(ours, policy=policy.default))
    return new.as_bytes()


def test_any_of_five_carriers_leads_an_answer_to_its_case(world: World) -> None:
    """Signed Message-ID, stored reference, a party's tag and our mail attached work alone, as servers strip others."""
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    ours = read(world.to(ANN)[0].raw)["Message-ID"]
    carriers = [
        mail("two", message_id="<2@c.example>", headers=(("In-Reply-To", ours),), subject="x"),
        mail("three", message_id="<3@c.example>", headers=(("References", "<1@customer.example>"),), subject="x"),
        mail("four", message_id="<4@c.example>", subject="AW: [Produsoft #10001] Export stops"),
        bringing(world.to(ANN)[0].raw),
    ]
    for raw in carriers:
        world.deliver(raw, VISI, sender=ANN)
        world.drain()
    assert len(rows(world, Ticket)) == 1
    assert len(rows(world, Message)) == 5


def test_a_stranger_who_quotes_a_number_gets_a_case_of_his_own(world: World) -> None:
    """A tag or a reference proves nothing from somebody who is no party."""
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    stranger = mail(
        sender="Eve <eve@elsewhere.example>",
        subject="Re: [Produsoft #10001] Export stops",
        message_id="<9@elsewhere.example>",
        headers=(("References", "<1@customer.example>"),),
    )
    world.deliver(stranger, VISI, sender="eve@elsewhere.example")
    world.drain()
    assert [ticket.number for ticket in rows(world, Ticket)] == [10001, 10002]
    reasons = [event.reasons for event in rows(world, TicketEvent) if event.kind == "opened"][1]
    assert any("10001" in reason and "no party" in reason for reason in reasons)
    assert [ticket.linked for ticket in rows(world, Ticket)] == [[10002], [10001]]


def test_a_forged_signature_in_an_address_opens_no_door(world: World) -> None:
    """One changed character of a token, and it is nobody's."""
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    address = read(world.to(ANN)[0].raw)["Reply-To"]
    local, _, domain = address.partition("@")
    forged = f"{local[:-2]}{'a' if local[-2] != 'a' else 'b'}{local[-1]}@{domain}"
    raw = mail(sender="Eve <eve@elsewhere.example>", to=forged, message_id="<9@elsewhere.example>")
    world.deliver(raw, forged, sender="eve@elsewhere.example")
    world.drain()
    assert len(rows(world, Ticket)) == 2


def test_the_same_message_twice_is_one_case(world: World) -> None:
    """Other trace headers do not make another message; the second copy is known as a duplicate."""
    world.deliver(mail(), VISI, sender=ANN)
    world.deliver(b"Received: from elsewhere by here; later\r\n" + mail(), VISI, sender=ANN)
    world.drain()
    assert len(rows(world, Ticket)) == 1
    assert len(world.to(ANN)) == 1
    first, second = rows(world, InboundMail)
    assert (first.state, second.state) == (InboundState.FILED, InboundState.IGNORED)
    assert second.duplicate_of_id == first.id


def test_a_reused_message_id_with_other_content_is_another_message(world: World) -> None:
    """Some scanners send every mail under one Message-ID."""
    world.deliver(mail(), VISI, sender=ANN)
    world.deliver(mail("Something else is wrong.", subject="Other"), VISI, sender=ANN)
    world.drain()
    assert len(rows(world, Ticket)) == 2


def test_a_mail_without_a_message_id_is_known_again(world: World) -> None:
    """It gets a stable one from its bytes, so that a redelivery is a duplicate."""
    raw = mail(message_id=None)
    world.deliver(raw, VISI, sender=ANN)
    world.deliver(b"Received: again\r\n" + raw, VISI, sender=ANN)
    world.drain()
    assert len(rows(world, Ticket)) == 1


def test_pro_01_a_mail_to_two_products_is_one_case_and_the_other_engineer_watches(world: World) -> None:
    """One message, one decision, one owner; the second mailbox's copy may come later."""
    raw = mail(to=f"{VISI}, {WORKNC}")
    world.deliver(raw, VISI, sender=ANN)
    world.drain()
    world.deliver(raw, WORKNC, sender=ANN)
    world.drain()
    (ticket,) = rows(world, Ticket)
    assert ticket.product == "visi"
    watchers = [watcher.engineer for watcher in rows(world, Watcher) if watcher.engineer]
    assert len(watchers) == 1
    assert watchers[0] != ticket.owner
    assert len(world.to(ANN)) == 1


def test_an_out_of_office_answers_nobody_and_changes_nothing(world: World) -> None:
    """An automatic mail to a case's signed address is kept and starts no conversation between robots."""
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    seen, before = read(world.to(ANN)[0].raw), len(world.posted)
    away = mail(
        "I am away until Friday.", subject="Automatic reply", message_id="<7@customer.example>",
        headers=(("Auto-Submitted", "auto-replied"), ("In-Reply-To", seen["Message-ID"])),
    )  # fmt: skip
    world.deliver(away, seen["Reply-To"], sender=ANN)
    world.drain()
    assert len(world.posted) == before
    assert rows(world, InboundMail)[1].state is InboundState.AUTOMATIC
    assert len(rows(world, Message)) == 1


def test_a_bounce_settles_the_mail_it_came_back_for(world: World) -> None:
    """The envelope sender names the outgoing mail; the case records what did not arrive."""
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    posted = world.to(ANN)[0]
    report = (
        b"From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        b"Message-ID: <b@mx.example>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\r\n\r\n'
        b"--r\r\nContent-Type: text/plain\r\n\r\nIt did not work.\r\n"
        b"--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        b"Final-Recipient: rfc822; ann@customer.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--r--\r\n"
    )
    world.deliver(report, posted.sender, sender="")
    world.drain()
    mails = {row.recipient: row.state for row in rows(world, OutboundMail)}
    assert mails[ANN] == "bounced"
    assert [event.kind for event in rows(world, TicketEvent)][-1] == "bounced"
    assert rows(world, InboundMail)[1].state is InboundState.AUTOMATIC


def test_human_mail_through_a_list_opens_a_case_without_an_acknowledgement(world: World) -> None:
    """Precedence and List- headers occur on human mail, too: the engineer hears, no robot answers."""
    raw = mail(headers=(("List-Id", "<team.customer.example>"), ("Precedence", "list")))
    world.deliver(raw, VISI, sender=ANN)
    world.drain()
    assert len(rows(world, Ticket)) == 1
    assert world.to(ANN) == []
    assert len(world.posted) == 1


def test_a_closed_case_is_reopened_by_its_customer(world: World) -> None:
    """His next mail brings it back to its engineer."""
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    with world.app.database.transaction() as session:
        ticket = session.exec(select(Ticket)).one()
        ticket.state = TicketState.CLOSED
        session.add(ticket)
    again = mail("It happens again.", message_id="<2@c.example>", headers=(("In-Reply-To", "<1@customer.example>"),))
    world.deliver(again, VISI, sender=ANN)
    world.drain()
    (ticket,) = rows(world, Ticket)
    assert ticket.state is TicketState.OPEN
    assert "opened your case again" in text_of(world.to(ANN)[-1].raw)


def test_a_case_that_was_closed_long_ago_stays_closed(world: World, clock: Clock) -> None:
    """Thirty days after its closing a mail is a new case, linked to the old one; a thank-you is kept with the old."""
    world.deliver(mail(), VISI, sender=ANN)
    world.drain()
    with world.app.database.transaction() as session:
        ticket = session.exec(select(Ticket)).one()
        ticket.state = TicketState.CLOSED
        record(session, ticket, EventKind.CLOSED, "wout", {"text": "", "told": True}, (), clock.now)
    clock.go(days=31)
    answers = (("In-Reply-To", "<1@customer.example>"),)
    world.deliver(mail("Thank you!", message_id="<2@c.example>", headers=answers), VISI, sender=ANN)
    world.deliver(mail("It stops again.", message_id="<3@c.example>", headers=answers), VISI, sender=ANN)
    world.drain()
    old, new = rows(world, Ticket)
    assert (old.state, new.state) == (TicketState.CLOSED, TicketState.OPEN)
    assert (old.linked, new.linked) == ([10002], [10001])


def test_the_customers_html_and_files_reach_the_engineer(world: World) -> None:
    """Formatting survives, scripts do not, and attachments keep their names and bytes."""
    raw = mail(
        "Der Text", html='<p>Der <b>Text</b><script>alert(1)</script></p><img src="http://spy.example/x.png">',
        files=(("Träger ø12.nst", b"\x00\x01nest"),),
    )  # fmt: skip
    world.deliver(raw, VISI, sender=ANN)
    world.drain()
    (assignment,) = [posted for posted in world.posted if posted.recipients != (ANN,)]
    seen = read(assignment.raw)
    html = seen.get_body(("html",)).get_content()
    assert "<b>Text</b>" in html
    assert "alert(1)" not in html
    assert "spy.example" not in html
    (file,) = list(seen.iter_attachments())
    assert (file.get_filename(), file.get_content()) == ("Träger ø12.nst", b"\x00\x01nest")


def test_a_broken_template_of_the_operators_costs_its_wording_and_nothing_else(tmp_path: Path, clock: Clock) -> None:
    """The case is in order, the customer hears in the packaged words, and one event says what is broken and where."""
    with World(tmp_path / "desk", clock=clock) as world:
        own = world.settings.folder / "templates" / "mail" / "acknowledgement"
        own.mkdir(parents=True)
        (own / "body.md").write_text("{{ no_such_value }}")
        world.deliver(mail(), VISI, sender=ANN)
        world.drain()
        (ticket,) = rows(world, Ticket)
        assert (ticket.state, ticket.owner is not None) == (TicketState.OPEN, True)
        assert "10001" in text_of(world.to(ANN)[0].raw)
        assert {row.state for row in rows(world, OutboundMail)} == {OutboundState.SENT}
        broken = [(event.kind, why) for event in rows(world, TicketEvent) for why in event.reasons if "broken" in why]
        assert [kind for kind, _ in broken] == [EventKind.OPENED]
        assert all(word in broken[0][1] for word in ("no_such_value", "acknowledgement/body.md"))


def test_a_flood_from_one_address_is_filed_and_answered_only_up_to_the_hours_share(world: World) -> None:
    """Thirty mails at once are thirty cases with an engineer each, and twenty acknowledgements: the gate's cap."""
    for n in range(30):
        world.deliver(mail(subject=f"Alarm {n}", message_id=f"<{n}@flood.example>"), VISI, sender=ANN)
    world.drain()
    assert len(rows(world, Ticket)) == 30
    assert len(world.to(ANN)) == Caps().per_hour
    withheld = [event for event in rows(world, TicketEvent) if any(Why.TOO_MANY in why for why in event.reasons)]
    assert len(withheld) == 30 - Caps().per_hour
