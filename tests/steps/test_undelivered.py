"""What does not arrive: a person is told once, with the text that is missing, and dead addresses are left alone.

The whole service, posting to a server that refuses what a test orders; reports come back as real mails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from intake.settings import Settings
from intake.world import Posted, World
from notifier.gate import Why
from routing import suppressions
from routing.model import (
    Contact,
    EventKind,
    Message,
    OutboundMail,
    OutboundState,
    Suppression,
    Ticket,
    TicketEvent,
    Watcher,
)
from tests.mails import ANN, VISI, mail
from tests.servers import Sink
from tests.steps.answers import reply
from tests.steps.conftest import Clock
from tests.steps.test_from_mail_to_answer import read, rows, text_of

BOB, DAN = "bob@customer.example", "dan@customer.example"
WOUT, HILDE, SANDER = (f"{name}@produsoft.example" for name in ("wout.claerhout", "hilde.vanacker", "sander.hoekstra"))
WORDS = "Hello Ann,\n\nplease install build 24.0.118, then it works.\n\nKind regards\nWout"
GONE = "550 5.1.1 No such user"


@pytest.fixture
def desk(tmp_path: Path, clock: Clock, sink: Sink, make_world: Callable[..., World]) -> Iterator[World]:
    """A desk that posts to the sink, and knows Ann and Bob; nobody but Wout is at home in VISI."""
    with make_world(tmp_path / "desk", clock=clock, change=posting_to(sink)) as opened:
        opened.customer("Peeters", ANN, BOB, plan="first-year", language="en")
        yield opened


def posting_to(sink: Sink) -> Callable[[Settings], Settings]:
    def change(settings: Settings) -> Settings:
        own = [one if one.name == "wout" else replace(one, products=()) for one in settings.desk.engineers]
        return replace(
            settings,
            smtp=replace(settings.smtp, port=sink.port),
            desk=replace(settings.desk, engineers=tuple(own)),
        )

    return change


def open_case(desk: World, **more: object) -> None:
    """Ann's case, which is Wout's, and all its first mails posted as far as they can be."""
    desk.deliver(mail("Dear all,\n\nVISI stops with error 0x800.\n\nAnn", **more), VISI, sender=ANN)
    desk.drain()
    assert {ticket.owner for ticket in rows(desk, Ticket)} == {"wout"}


def came(sink: Sink, address: str) -> list[Posted]:
    """What an address got."""
    return [Posted(one.sender, one.recipients, one.raw) for one in sink.messages if address in one.recipients]


def told(sink: Sink, address: str) -> list[str]:
    """The words of each notice to an address that something did not arrive, on one line."""
    subjects = ("A message did not arrive", "Een bericht is niet aangekomen")
    notices = [one for one in came(sink, address) if any(s in read(one.raw)["Subject"] for s in subjects)]
    return [" ".join(text_of(one.raw).split()) for one in notices]


def outgoing(desk: World, recipient: str, occasion: str) -> OutboundMail:
    return [row for row in rows(desk, OutboundMail) if (row.recipient, row.occasion) == (recipient, occasion)][-1]


def suppressed(desk: World) -> list[str]:
    return [row.address for row in rows(desk, Suppression)]


def bounces(desk: World) -> list[dict]:
    return [event.payload for event in rows(desk, TicketEvent) if event.kind is EventKind.BOUNCED]


def answer(desk: World, sink: Sink, clock: Clock, text: str = WORDS) -> None:
    """Wout answers Ann, and the undo window passes."""
    reply(desk, came(sink, WOUT)[0], text, engineer="wout")
    clock.go(seconds=61)
    desk.drain()


def report(
    recipient: str = ANN, status: str = "5.1.1", *, diagnostic: str | None = None, returned: str | None = None
) -> bytes:
    """A delivery status notification (RFC 3464), with the head of the mail it is about if `returned` names that."""
    said = f"Diagnostic-Code: smtp; {diagnostic}\r\n" if diagnostic else ""
    head = f"--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{returned}>\r\n\r\n" if returned else ""
    return (
        "From: MAILER-DAEMON@mx.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        f"Message-ID: <{status}.{recipient}.{returned}>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="r"\r\n\r\n'
        "--r\r\nContent-Type: text/plain\r\n\r\nIt did not work.\r\n"
        "--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: {status}\r\n{said}\r\n{head}--r--\r\n"
    ).encode()


def come_back(desk: World, row: OutboundMail, raw: bytes) -> None:
    """The report reaches the address that names the mail (VERP)."""
    desk.deliver(raw, row.envelope_from, sender="")
    desk.drain()


# -- acknowledgements and dead addresses


def test_an_acknowledgement_that_is_refused_is_told_once_and_its_address_left_alone(desk: World, sink: Sink) -> None:
    """550 5.1.1 at RCPT: the owner hears which mail it was and why, and nothing automatic goes there any more."""
    sink.refuse(ANN, GONE)
    open_case(desk)
    assert outgoing(desk, ANN, "acknowledgement").state is OutboundState.REFUSED
    assert suppressed(desk) == [ANN]
    (words,) = told(sink, WOUT)
    assert ANN in words
    assert "No such user" in words
    assert desk.quiet()
    (failure,) = bounces(desk)
    assert (failure["status"], failure["suppressed"], failure["writer"]) == ("5.1.1", True, None)


def test_what_a_person_suppressed_stays_so_and_the_history_says_why_nothing_went(desk: World, sink: Sink) -> None:
    """Her mail opens a case and lifts nothing; the acknowledgement is withheld, and `intake show` has the reason."""
    with desk.app.database.transaction() as session:
        suppressions.suppress(session, "produsoft", ANN, "asked us to", desk.app._clock(), by_hand=True)
    open_case(desk)
    assert came(sink, ANN) == []
    (opened,) = [event for event in rows(desk, TicketEvent) if event.kind is EventKind.OPENED]
    assert f"acknowledgement to {ANN} withheld: {Why.SUPPRESSED}" in opened.reasons
    assert suppressed(desk) == [ANN]


def test_a_mail_from_an_address_that_bounced_lifts_it(desk: World, sink: Sink) -> None:
    """Who writes can be written to: the case of his next mail is acknowledged."""
    sink.refuse(ANN, GONE)
    open_case(desk)
    assert suppressed(desk) == [ANN]
    sink.refuse(ANN, "250 2.1.5 OK")
    sink.clear()
    open_case(desk, message_id="<2@customer.example>", subject="Another thing")
    assert suppressed(desk) == []
    assert len(came(sink, ANN)) == 1


@pytest.mark.parametrize("by", ["the address it came to", "the Message-ID in it"])
def test_a_report_tells_the_owner_and_suppresses(desk: World, sink: Sink, by: str) -> None:
    """The mail is known by the address the report came to, or by the head that came back."""
    open_case(desk)
    row = outgoing(desk, ANN, "acknowledgement")
    if by == "the address it came to":
        come_back(desk, row, report())
    else:
        desk.deliver(report(returned=row.message_id), VISI, sender="")
        desk.drain()
    row = outgoing(desk, ANN, "acknowledgement")
    assert (row.state, row.last_error) == (OutboundState.BOUNCED, "5.1.1")
    assert suppressed(desk) == [ANN]
    assert len(told(sink, WOUT)) == 1


def test_a_second_report_of_the_same_mail_tells_nothing_new(desk: World, sink: Sink) -> None:
    """Two servers on the way each send one."""
    open_case(desk)
    row = outgoing(desk, ANN, "acknowledgement")
    come_back(desk, row, report())
    come_back(desk, row, report(diagnostic="550 5.1.1 unknown"))
    assert len(told(sink, WOUT)) == 1


@pytest.mark.parametrize(
    ("status", "diagnostic"),
    [
        pytest.param("5.2.2", "552 5.2.2 mailbox full", id="a full mailbox"),
        pytest.param("5.7.1", "550 5.7.1 not wanted here", id="a policy"),
        pytest.param("5.3.4", None, id="too large"),
        pytest.param("5.1.8", "553 5.1.8 sender unknown", id="our own address"),
        pytest.param("5.1.0", "550 5.1.0 Sender address rejected", id="our own address, as Postfix says it"),
        pytest.param("5.0.0", "550 spam", id="no reason"),
    ],
)
def test_what_is_not_about_the_address_is_told_and_suppresses_nothing(
    desk: World, sink: Sink, status: str, diagnostic: str | None
) -> None:
    """The next mail may do better."""
    open_case(desk)
    come_back(desk, outgoing(desk, ANN, "acknowledgement"), report(status=status, diagnostic=diagnostic))
    assert suppressed(desk) == []
    assert len(told(sink, WOUT)) == 1


def test_a_report_about_somebody_else_suppresses_nobody(desk: World, sink: Sink) -> None:
    """Ann's server forwards, or somebody plays with a Message-ID of ours: the mail was never for that address."""
    open_case(desk)
    row = outgoing(desk, ANN, "acknowledgement")
    desk.deliver(report("director@rival.example", returned=row.message_id), VISI, sender="")
    desk.drain()
    assert suppressed(desk) == []
    assert len(told(sink, WOUT)) == 1


def test_a_delay_is_no_failure(desk: World, sink: Sink) -> None:
    """A server that still tries changes nothing."""
    open_case(desk)
    raw = report(status="4.4.1").replace(b"Action: failed", b"Action: delayed")
    come_back(desk, outgoing(desk, ANN, "acknowledgement"), raw)
    assert outgoing(desk, ANN, "acknowledgement").state is OutboundState.SENT
    assert bounces(desk) == []


def test_a_report_that_overtakes_the_settlement_stays(desk: World, sink: Sink, clock: Clock) -> None:
    """A fast server returns the first mail while the rest of its batch is still being posted."""

    def at_once(stop: str, mail_id: int) -> None:
        if stop == "posted" and mail_id == row.id and not done:
            done.append(mail_id)
            desk.deliver(report(), row.envelope_from, sender="")
            desk.app.file()

    desk.deliver(mail(), VISI, sender=ANN)
    while desk.app.file() + desk.app.notify():
        pass
    row, done = outgoing(desk, ANN, "acknowledgement"), []
    desk.app.station = replace(desk.app.station, watch=at_once)
    desk.drain()
    assert done
    row = outgoing(desk, ANN, "acknowledgement")
    assert (row.state, row.last_error, row.leased_by) == (OutboundState.BOUNCED, "5.1.1", None)


# -- answers of engineers


def test_an_answer_that_is_refused_comes_back_to_its_writer_whole(desk: World, sink: Sink, clock: Clock) -> None:
    """With every word, for the mail was his only copy; the row keeps the reason."""
    open_case(desk)
    sink.refuse(ANN, GONE)
    answer(desk, sink, clock)
    assert outgoing(desk, ANN, "answer").state is OutboundState.REFUSED
    (words,) = told(sink, WOUT)
    assert " ".join(WORDS.split()) in words
    assert "No such user" in words
    (failure,) = bounces(desk)
    (answered,) = [event for event in rows(desk, TicketEvent) if event.kind is EventKind.ANSWERED]
    assert (failure["writer"], failure["of"], failure["occasion"]) == ("wout", answered.seq, "answer")
    assert not [event for event in rows(desk, TicketEvent) if event.kind is EventKind.RETURNED]


def test_an_answer_that_bounces_comes_back_to_its_writer_though_the_case_has_another_owner(
    desk: World, sink: Sink, clock: Clock
) -> None:
    """It is his text."""
    open_case(desk)
    answer(desk, sink, clock)
    with desk.app.database.transaction() as session:
        session.exec(select(Ticket)).one().owner = "sander"
    come_back(desk, outgoing(desk, ANN, "answer"), report())
    (words,) = told(sink, WOUT)
    assert " ".join(WORDS.split()) in words
    assert told(sink, SANDER) == []


def test_an_answer_of_somebody_who_has_left_goes_to_the_leads(desk: World, sink: Sink, clock: Clock) -> None:
    """Somebody always reads what a customer did not get."""
    open_case(desk)
    answer(desk, sink, clock)
    row = outgoing(desk, ANN, "answer")
    stayed = tuple(one for one in desk.settings.desk.engineers if one.name != "wout")
    desk.app.station = replace(desk.app.station, desk=replace(desk.settings.desk, engineers=stayed))
    come_back(desk, row, report())
    (words,) = told(sink, HILDE)
    assert " ".join(WORDS.split()) in words


def with_watcher(desk: World, address: str) -> None:
    with desk.app.database.transaction() as session:
        ticket = session.exec(select(Ticket)).one()
        session.add(Watcher(ticket_id=ticket.id, address=address))


@pytest.mark.parametrize("when", ["at RCPT", "later"])
def test_a_copy_that_does_not_arrive_is_told_and_the_mail_stays_sent(
    desk: World, sink: Sink, clock: Clock, when: str
) -> None:
    """Ann has it, so no clock runs again; that Bob has not, somebody must know."""
    open_case(desk)
    with_watcher(desk, BOB)
    if when == "at RCPT":
        sink.refuse(BOB, GONE)
    answer(desk, sink, clock)
    if when == "later":
        come_back(desk, outgoing(desk, ANN, "answer"), report(BOB))
    row = outgoing(desk, ANN, "answer")
    assert row.state is OutboundState.SENT
    assert BOB in (row.last_error or "")
    assert suppressed(desk) == [BOB]
    (words,) = told(sink, WOUT)
    assert BOB in words
    (failure,) = bounces(desk)
    assert (failure["recipient"], failure["of"]) == (BOB, None)


def test_an_answer_to_a_suppressed_address_is_withheld_and_given_back(desk: World, sink: Sink, clock: Clock) -> None:
    """Our own gate says so before anything is posted; his text returns with the reason."""
    open_case(desk)
    come_back(desk, outgoing(desk, ANN, "acknowledgement"), report())
    answer(desk, sink, clock)
    (event,) = [event for event in rows(desk, TicketEvent) if event.kind is EventKind.RETURNED]
    assert event.payload["why"] == "refused"
    last = " ".join(text_of(came(sink, WOUT)[-1].raw).split())
    assert Why.SUPPRESSED in last
    assert " ".join(WORDS.split()) in last


def test_an_answer_too_large_for_the_server_is_known_before_it_is_posted(
    desk: World, sink: Sink, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIZE in the answer to EHLO (RFC 1870): not an octet of it travels; the engineer hears the two numbers."""
    sink.most_octets = 1_000_000
    open_case(desk)
    content = bytes(range(256)) * 6_000
    reply(desk, came(sink, WOUT)[0], WORDS, engineer="wout", files=(("big.bin", content),))
    clock.go(seconds=61)
    desk.drain()
    row = outgoing(desk, ANN, "answer")
    assert row.state is OutboundState.REFUSED
    assert "(SIZE)" in (row.last_error or "")
    assert len(came(sink, ANN)) == 1
    (words,) = told(sink, WOUT)
    assert "(SIZE)" in words
    assert suppressed(desk) == []


def test_who_is_given_up_after_five_days_is_told_of(desk: World, sink: Sink, clock: Clock) -> None:
    """A server that says "later" for ever must not keep a person waiting for ever."""
    sink.refuse(ANN, "450 4.2.1 Mailbox busy")
    open_case(desk)
    began = clock.now
    while outgoing(desk, ANN, "acknowledgement").state is OutboundState.DEFERRED:
        clock.go(hours=6)
        desk.drain()
    assert timedelta(days=5) <= clock.now - began <= timedelta(days=5, hours=6)
    (words,) = told(sink, WOUT)
    assert "gave up after" in words
    assert suppressed(desk) == []


# -- mails to our own people


def test_of_an_engineer_who_cannot_be_reached_the_leads_are_told(desk: World, sink: Sink) -> None:
    """Not he, whose mail does not work; and his address is not suppressed, for it is ours to mend."""
    desk.deliver(mail(), VISI, sender=ANN)
    while desk.app.file():
        pass
    (ticket,) = rows(desk, Ticket)
    address = desk.settings.desk.engineer(ticket.owner).addresses[0]
    sink.refuse(address, GONE)
    desk.drain()
    leads = [one for one in desk.settings.desk.engineers if one.lead and one.name != ticket.owner]
    for lead in leads:
        (words,) = told(sink, lead.addresses[0])
        assert address in words
    assert came(sink, address) == []
    assert suppressed(desk) == []


def test_that_a_notice_of_failure_fails_itself_is_told_to_nobody(desk: World, sink: Sink) -> None:
    """Or two dead mailboxes would write about each other for ever."""
    for engineer in desk.settings.desk.engineers:
        sink.refuse(engineer.addresses[0], GONE)
    sink.refuse(ANN, GONE)
    open_case(desk)
    assert desk.quiet()
    assert sink.messages == []
    failed = [row.occasion for row in rows(desk, OutboundMail) if row.state is OutboundState.REFUSED]
    assert set(failed) == {"acknowledgement", "assignment", "undelivered"}
    assert len(bounces(desk)) == len(failed)


# -- what one does about it


def test_a_reply_to_the_notice_is_a_note_and_its_commands_work(desk: World, sink: Sink, clock: Clock) -> None:
    """`#customer` and another address cure it; his words stay inside."""
    open_case(desk)
    sink.refuse(ANN, GONE)
    answer(desk, sink, clock)
    notice = came(sink, WOUT)[-1]
    before = len(sink.messages)
    reply(desk, notice, f"#customer {DAN}\n\nDan looks after this from now on.", engineer="wout")
    clock.go(seconds=61)
    desk.drain()
    (ticket,) = rows(desk, Ticket)
    assert said_to(desk, ticket) == DAN
    assert [row.text.strip() for row in rows(desk, Message)][-1] == "Dan looks after this from now on."
    assert not [one for one in sink.messages[before:] if one.recipients[0].endswith("@customer.example")]


def said_to(desk: World, ticket: Ticket) -> str:
    """The address of a case's customer."""
    with desk.app.database.reading() as session:
        return session.get_one(Contact, ticket.contact_id).address


# -- addresses of the whole world


@pytest.mark.parametrize(
    ("address", "on_the_wire"),
    [
        pytest.param("jörg@bücher.example", "jörg@xn--bcher-kva.example", id="SMTPUTF8"),
        pytest.param("ayse@büro.example", "ayse@xn--bro-hoa.example", id="a domain with umlaut"),
    ],
)
def test_an_address_with_letters_beyond_ascii_gets_its_mail(
    desk: World, sink: Sink, address: str, on_the_wire: str
) -> None:
    """The domain travels in its ASCII form (IDNA), the local part as it is (RFC 6531)."""
    raw = mail().replace(f"Ann Peeters <{ANN}>".encode(), f"Ann Peeters <{address}>".encode())
    desk.deliver(raw, VISI, sender=address)
    desk.drain()
    assert [one for one in sink.messages if on_the_wire in one.recipients]
