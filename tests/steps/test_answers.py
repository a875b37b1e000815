"""The mails that leave because of what engineers write: to whom, in whose name, when, and what they must not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlmodel import col, select

from intake.world import Posted, World
from notifier.enquiries import answer_enquiries
from routing.acting import Acting
from routing.model import (
    Contact,
    Enquiry,
    EventKind,
    Message,
    NoticeState,
    OutboundMail,
    OutboundState,
    Ticket,
    TicketEvent,
    Watcher,
)
from routing.reference import Purpose, person_code
from routing.submission import (
    Candidates,
    Category,
    Channel,
    Classification,
    Details,
    Draft,
    FileRef,
    Party,
    Severity,
    Submission,
)
from routing.undo import snapshot, take_back
from tests.mails import ANN, VISI, mail
from tests.steps.conftest import Clock
from tests.steps.test_from_mail_to_answer import read, rows, text_of

BOB = "bob@customer.example"
UNKNOWN = {"written": "#clsoe", "why": "unknown_word", "meant": "#close"}
BAD = {"written": "#wait soon", "why": "bad_value", "meant": None}
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(64))


@pytest.fixture
def case(world: World) -> World:
    """Ann's case, assigned to Wout, all its first mails posted."""
    world.deliver(mail("VISI stops.\nPlease help."), VISI, sender=ANN)
    world.drain()
    with world.app.database.transaction() as session:
        session.exec(select(Ticket)).one().owner = "wout"
    world.posted.clear()
    return world


@contextmanager
def acting(world: World, name: str = "wout") -> Iterator[Acting]:
    """An engineer with the one case in hand."""
    with world.app.database.transaction() as session:
        ticket = session.exec(select(Ticket).order_by(col(Ticket.id))).first()
        assert ticket is not None
        yield Acting(session, ticket, world.settings.desk.engineer(name), world.app._clock())


def submission(world: World, raw: bytes = b"", files: tuple[FileRef, ...] = (), text: str = "") -> Submission:
    """His mail, as intake hands it over; `raw` is kept where its files are found."""
    engineer = world.settings.desk.engineer("wout")
    return Submission(
        desk=world.settings.desk.name,
        mailbox="visi",
        channel=Channel.LMTP,
        received_at=world.app._clock(),
        sender=Party(engineer.full_name, engineer.addresses[0]),
        subject="Re: Export stops",
        message_id="his.mail@produsoft.example",
        references=(),
        date=None,
        language="en",
        text=text,
        visible_text=text,
        html_part=None,
        raw_digest=world.app.station.blobs.put([raw])[0] if raw else "0" * 64,
        recipients=(),
        files=files,
        details=Details(),
        classification=Classification(Category.SUPPORT, 1.0),
        critical=False,
        candidates=Candidates(),
    )


def answer(world: World, draft: Draft, name: str = "wout", **more: object) -> None:
    """He answers, and the mail may leave a minute later."""
    given = {"to": (ANN,), "closes": False, "sent_already": False, "submission": submission(world), **more}
    with acting(world, name) as hand:
        hand.answer(
            given["submission"],
            draft,
            given["to"],
            send_at=hand.now + timedelta(minutes=1),
            closes=given["closes"],
            sent_already=given["sent_already"],
            reasons=(),
        )


def after_a_minute(world: World, clock: Clock) -> list[Posted]:
    world.drain()
    clock.go(minutes=1)
    world.drain()
    return world.posted


def engineer_address(world: World, name: str = "wout") -> str:
    return world.settings.desk.engineer(name).addresses[0]


def html_of(posted: Posted) -> str:
    return read(posted.raw).get_body(("html",)).get_content()


def issued(world: World, seen: EmailMessage):
    """The token in its Reply-To, and in its Message-ID."""
    keyring = world.app.station.keyring
    return keyring.read_address(seen["Reply-To"]), keyring.read_message_id(seen["Message-ID"])


# -- an answer


def test_his_words_go_to_the_customer_under_his_name_in_her_thread(case: World, clock: Clock) -> None:
    """From the product's address, not marked as a robot's, threaded on her last mail, below it what she wrote."""
    answer(case, Draft("Dear Ann,\n\ninstall the update.\n\nWout"))
    (posted,) = after_a_minute(case, clock)
    seen = read(posted.raw)
    assert posted.recipients == (ANN,)
    assert seen["From"] == f'"Wout Claerhout ({case.settings.desk.title})" <{VISI}>'
    assert seen["To"] == f"Ann Peeters <{ANN}>"
    assert seen["Subject"] == "Re: [Produsoft #10001] Export stops"
    assert seen["In-Reply-To"] == "<1@customer.example>"
    assert seen["References"] == "<1@customer.example>"
    assert not {"Auto-Submitted", "X-Auto-Response-Suppress", "X-Intake-Loop", "Precedence", "Cc"} & set(seen.keys())
    text = text_of(posted.raw).replace("\r\n", "\n")
    assert text.startswith(
        "Dear Ann,\n\ninstall the update.\n\nWout\n\nOn Monday, 23 November 2026 at 09:00, Ann Peeters wrote:"
    )
    assert text.rstrip().endswith("> VISI stops.\n> Please help.")
    (row,) = [row for row in rows(case, OutboundMail) if row.occasion == "answer"]
    assert (row.automatic, row.staff, row.state) == (False, False, OutboundState.SENT)


def test_her_reply_to_it_comes_home(case: World, clock: Clock) -> None:
    """Reply-To bears her token for the case, the Message-ID is signed; neither bears one of his."""
    answer(case, Draft("Install the update."))
    (posted,) = after_a_minute(case, clock)
    token, message = issued(case, read(posted.raw))
    (ticket,) = rows(case, Ticket)
    assert (token.purpose, token.ref, token.person) == (Purpose.CASE, ticket.ref, person_code(ANN))
    assert (message.ref, message.person) == (ticket.ref, 0)
    reply = mail("Works!", to=read(posted.raw)["Reply-To"], message_id="<2@customer.example>", subject="x")
    case.deliver(reply, read(posted.raw)["Reply-To"], sender=ANN)
    case.drain()
    assert len(rows(case, Ticket)) == 1


def test_it_is_held_until_he_can_no_longer_undo_it(case: World, clock: Clock) -> None:
    """A minute by default; what is written to her later waits behind it."""
    answer(case, Draft("Install the update."))
    with acting(case) as hand:
        hand.ask(["phone"], hand.now)
    case.drain()
    assert case.posted == []
    assert [row.state for row in rows(case, OutboundMail)][-2:] == [OutboundState.HELD, OutboundState.HELD]
    clock.go(seconds=59)
    case.drain()
    assert case.posted == []
    clock.go(seconds=1)
    case.drain()
    assert ["install" in text_of(posted.raw).lower() for posted in case.posted] == [True, False]


def test_what_is_undone_never_leaves(case: World, clock: Clock) -> None:
    """Whether it was worded by then or not."""
    for worded in (True, False):
        with acting(case) as hand:
            before = snapshot(hand.ticket)
        answer(case, Draft("Wrong customer!"), closes=True)
        with acting(case) as hand:
            hand.close("", told=True)
            said = [{"word": "sent", "to": [ANN], "files": 0}]
            until = hand.now + timedelta(minutes=1)
            hand.echo(said, aloud=False, before=before, undo_until=until, message_id="x@y")
        if worded:
            case.drain()
        with acting(case) as hand:
            assert take_back(hand, case.app.database) == {"word": "undo"}
        after_a_minute(case, clock)
    assert case.to(ANN) == []


def test_an_answer_that_closes_the_case_says_so_in_her_language(case: World, clock: Clock) -> None:
    """One sentence, and how to say that it is not solved; no second mail."""
    with case.app.database.transaction() as session:
        session.exec(select(Ticket)).one().language = "nl"
    answer(case, Draft("Installeer de update."), closes=True)
    with acting(case) as hand:
        hand.close("the usual update", told=True)
    (posted,) = after_a_minute(case, clock)
    assert "Hiermee sluiten wij uw dossier 10001." in text_of(posted.raw)
    assert "schreef Ann Peeters:" in text_of(posted.raw)
    assert "usual update" not in text_of(posted.raw)


def test_his_formatting_pictures_and_files_arrive_and_nothing_else_of_his_mail(case: World, clock: Clock) -> None:
    """The pictures that his HTML shows come under fresh ids; a logo that is no file of the message does not."""
    raw = multipart(
        ("image/png", PNG, "shot.png"), ("image/png", PNG + b"logo", "logo.png"), ("text/plain", b"fix", "fix.txt")
    )
    files = (
        file("2", "shot.png", "image/png", inline=True, content_id="shot@his"),
        file("3", "logo.png", "image/png", inline=True, content_id="logo@his", attachment=False),
        file("4", "fix.txt", "text/plain"),
    )
    html = '<p style="color:black;margin-top:3px">Click <b>here</b>:</p><img src="cid:shot@his"><script>x()</script>'
    answer(case, Draft("Click here:", html, ("shot@his",)), submission=submission(case, raw, files))
    (posted,) = after_a_minute(case, clock)
    seen, shown = read(posted.raw), html_of(posted)
    assert (
        '<p style="margin-top:3px">Click <b>here</b>:</p>' in shown
    )  # ink is the reader's affair: he may read at night
    assert "script" not in shown
    parts = {part.get_filename(): part for part in seen.walk() if part.get_filename()}
    assert set(parts) == {"shot.png", "fix.txt"}
    assert f"cid:{parts['shot.png']['Content-ID'].strip('<>')}" in shown
    assert "shot@his" not in posted.raw.decode()
    assert parts["shot.png"].get_content() == PNG
    assert parts["fix.txt"].get_content() == "fix"


def test_one_mail_goes_to_the_customer_and_to_all_who_read_along(case: World, clock: Clock) -> None:
    """One row, one post; a copy to ourselves or to what is no address keeps it from nobody."""
    with case.app.database.transaction() as session:
        session.add(Watcher(ticket_id=1, address=BOB, name="Bob Claes"))
    answer(case, Draft("Install the update."), to=(ANN, BOB, VISI, "no address", ANN))
    (posted,) = after_a_minute(case, clock)
    assert posted.recipients == (ANN, BOB)
    assert read(posted.raw)["Cc"] == f"Bob Claes <{BOB}>"
    (row,) = [row for row in rows(case, OutboundMail) if row.occasion == "answer"]
    assert (row.recipient, row.copies) == (ANN, [BOB])
    (event,) = [event for event in rows(case, TicketEvent) if event.kind is EventKind.ANSWERED]
    assert len([reason for reason in event.reasons if reason.startswith("copy to")]) == 2


def test_what_he_sent_himself_is_not_sent_twice(case: World, clock: Clock) -> None:
    """Nothing is posted to the customer; the owner is told what his colleague wrote."""
    answer(case, Draft("Install the update."), "sander", sent_already=True)
    (posted,) = after_a_minute(case, clock)
    assert posted.recipients == (engineer_address(case),)
    assert "Install the update." in text_of(posted.raw)


def test_a_colleague_hears_who_answered_what(case: World, clock: Clock) -> None:
    """In his own language, with the words and the files; his reply stays internal."""
    answer(case, Draft("Install the update.", "<p>Install the <b>update</b>.</p>"), "sander")
    case.drain()
    (posted,) = case.posted  # at once: it is the customer who is spared the second thoughts
    seen = read(posted.raw)
    assert posted.recipients == (engineer_address(case),)
    assert "Sander Hoekstra heeft geantwoord aan Ann Peeters:" in text_of(posted.raw)
    assert "<b>update</b>" in html_of(posted)
    token, _ = issued(case, seen)
    assert (token.purpose, token.person) == (Purpose.NOTE, person_code("wout"))


# -- what it must not hold


def test_no_canary_from_what_is_internal_reaches_the_customer(case: World, clock: Clock) -> None:
    """Notes, how it was solved, other customers' words, cards and tokens of engineers: none of it, in no part."""
    (notification,) = [row for row in rows(case, OutboundMail) if row.occasion == "assignment"]
    staff = read(notification.content)
    marker = re.search(r"case:[a-z2-7]{50,}", text_of(notification.content))
    assert marker is not None
    with case.app.database.transaction() as session:
        session.add(Contact(desk="produsoft", address=BOB, name="CANARY-CONTACT"))
    quiet = "\n".join(("Install the update.", staff["Reply-To"], marker[0], staff["Message-ID"]))
    with acting(case) as hand:
        hand.note(submission(case, text="CANARY-NOTE"), "CANARY-NOTE")
        hand.hold(None, "CANARY-VENDOR")
        hand.spend(30, "mail", "CANARY-TIME", None)
        hand.phone("CANARY-PHONE")
        hand.promise(hand.now, "CANARY-DUE")
    other = mail("CANARY-OTHER", sender=f"Bob <{BOB}>", to=VISI, subject="x", message_id="<9@customer.example>")
    case.deliver(other, VISI, sender=BOB)
    case.drain()
    with case.app.database.transaction() as session:  # somebody else's mail that has got into her case
        others = session.exec(select(Message).where(Message.author_address == BOB)).one()
        others.ticket_id = 1
    answer(case, Draft(quiet, f"<p>Install the update.</p><p>{staff['Reply-To']} {marker[0]}</p>"), closes=True)
    with acting(case) as hand:
        hand.close("CANARY-SOLUTION", told=False)
        hand.ask(["phone"], hand.now)
    after_a_minute(case, clock)
    mails = case.to(ANN)
    assert len(mails) == 3
    for posted in mails:
        seen = read(posted.raw)
        everything = seen.as_string() + "".join(
            part.get_content() for part in seen.walk() if part.get_content_maintype() == "text"
        )
        assert "CANARY" not in everything
        keyring = case.app.station.keyring
        found = [keyring.read_address(a) for a in re.findall(r"[\w.+-]+@[\w.-]+", everything)]
        found += [keyring.read_message_id(i) for i in re.findall(r"case\.[a-z2-7]+@[\w.-]+", everything)]
        found += keyring.read_markers(everything)
        assert {token.person for token in found if token} <= {0, person_code(ANN)}
    assert "> VISI stops." in text_of(mails[0].raw)


# -- closing, asking


def test_a_case_that_is_closed_without_a_word_is_told_to_the_customer(case: World, clock: Clock) -> None:
    """Automatic, after the undo window, and never how it was solved; each closing is ordered, so each is told."""
    for _ in range(2):
        with acting(case) as hand:
            hand.close("restarted the licence server", told=False)
        case.drain()
        clock.go(minutes=1)
        case.drain()
    posted, _ = case.posted
    seen = read(posted.raw)
    assert seen["Auto-Submitted"] == "auto-generated"
    assert seen["In-Reply-To"] == "<1@customer.example>"
    assert "closed your case" in text_of(posted.raw)
    assert "licence server" not in text_of(posted.raw)


def test_the_customer_is_asked_for_what_is_missing_in_one_numbered_mail(case: World, clock: Clock) -> None:
    """By the names that labels.md gives the details."""
    with acting(case) as hand:
        hand.ask(["operating_system", "phone"], hand.now + timedelta(minutes=1))
    case.drain()
    assert case.posted == []
    (posted,) = after_a_minute(case, clock)
    assert "1. operating system with version\n2. phone number" in text_of(posted.raw).replace("\r\n", "\n")


# -- to the engineer


def echo(world: World, *said: dict, aloud: bool = True, name: str = "wout") -> None:
    with acting(world, name) as hand:
        until = hand.now + timedelta(minutes=5)
        before = snapshot(hand.ticket)
        hand.echo(said, aloud=aloud, before=before, undo_until=until, message_id="his.mail@produsoft.example")


def test_an_echo_is_one_terse_line_in_his_thread(case: World) -> None:
    """In his language and time; a reply to it is a note."""
    echo(case, {"word": "sent", "to": [ANN], "files": 1}, {"word": "close"}, {"word": "time", "minutes": 30})
    case.drain()
    (posted,) = case.posted
    seen = read(posted.raw)
    line, *rest = " ".join(text_of(posted.raw).split()).split(" case:")
    assert (
        line == "10001: verstuurd naar Ann Peeters (1 bestand), gesloten, 30 min · terugnemen kan tot 10:05 uur: #undo"
    )
    assert len(rest) == 1  # the marker
    assert seen["In-Reply-To"] == "<his.mail@produsoft.example>"
    assert seen["Auto-Submitted"] == "auto-generated"
    assert seen["Subject"] == "[Produsoft #10001] Export stops"
    token, message = issued(case, seen)
    assert (token.purpose, token.person, message.person) == (Purpose.NOTE, person_code("wout"), person_code("wout"))


def test_a_silent_echo_and_an_undone_one(case: World) -> None:
    """Without orders there is nothing to echo; what cannot be undone offers no undo."""
    echo(case, {"word": "sent", "to": [ANN], "files": 0}, aloud=False)
    echo(case, {"word": "undo"})
    case.drain()
    (posted,) = case.posted
    assert text_of(posted.raw).startswith("10001: teruggenomen")
    assert "#undo" not in text_of(posted.raw)


@pytest.mark.parametrize(
    ("why", "more", "words", "buttons"),
    [
        ("misspelt", {"faults": [UNKNOWN], "draft": 1}, "Bedoelde u #close?", {"#send", "#drop"}),
        ("misspelt", {"faults": [UNKNOWN, BAD], "draft": 1}, "de waarde is niet begrepen", {"#drop"}),
        ("uncertain", {"draft": 1}, "wat u schreef en wat u citeerde", {"#send", "#drop"}),
        ("unproven", {"draft": 1, "reasons": ("no token",)}, "met #send", {"#send", "#drop"}),
        ("forged", {"reasons": ("nobody vouches for From",)}, "waarschuw dan uw beheerder", set()),
        ("no_customer", {}, "#customer en het adres", set()),
        ("no_customer", {"draft": 1}, "#send op de volgende regel", {"#drop"}),
        ("refused", {"reasons": ("550 no such user",)}, "550 no such user", set()),
    ],
)  # fmt: skip
def test_what_is_not_carried_out_comes_back_whole_with_its_cure(case: World, why, more, words, buttons) -> None:
    """To his main address, with all he wrote; the buttons are those that work."""
    text = "Dear Ann,\n\n*install* the <update>.\n" + "x" * 3000
    with acting(case) as hand:
        hand.give_back(why, text=text, message_id="his.mail@produsoft.example", **more)
    case.drain()
    (posted,) = case.posted
    assert posted.recipients == (engineer_address(case),)
    assert words in " ".join(text_of(posted.raw).split())
    assert text.strip() in text_of(posted.raw).replace("\r\n", "\n")
    assert set(re.findall(r'<a href="mailto:[^"]*body=%23\w+"[^>]*>(#\w+)</a>', html_of(posted))) == buttons
    token, _ = issued(case, read(posted.raw))
    assert token.purpose is Purpose.CASE


def test_a_collision_shows_what_has_happened_meanwhile(case: World) -> None:
    """Who, when, and the first words of what was written."""
    case.deliver(
        mail("It works again.", message_id="<2@customer.example>", headers=(("In-Reply-To", "<1@customer.example>"),)),
        VISI,
        sender=ANN,
    )
    case.drain()
    case.posted.clear()
    (event,) = [event for event in rows(case, TicketEvent) if event.kind is EventKind.APPENDED]
    one = {"kind": event.kind, "who": event.actor, "at": event.at.isoformat(), "message": event.message_id}
    with acting(case) as hand:
        hand.give_back("collision", text="Mine.", message_id="x@y", draft=1, happened=[one])
    case.drain()
    assert "Ann Peeters: nieuw bericht “It works again.”" in " ".join(text_of(case.posted[0].raw).split())


def test_an_answer_that_nobody_takes_comes_back_to_its_writer(case: World, clock: Clock) -> None:
    """The customer's address is our own mailbox: the engineer must hear that nothing has left."""
    answer(case, Draft("Install the update."), to=(VISI,))
    (posted,) = after_a_minute(case, clock)
    assert posted.recipients == (engineer_address(case),)
    assert "Uw bericht heeft de klant niet bereikt." in text_of(posted.raw)
    assert "Install the update." in text_of(posted.raw)


# -- what he asks


def tell(world: World, word: str, name: str = "wout") -> Posted:
    with acting(world, name) as hand:
        hand.tell(word, "his.mail@produsoft.example")
    world.drain()
    return world.posted[-1]


def test_the_state_of_a_case_is_its_card_and_what_happened(case: World) -> None:
    """In plain words, oldest first; echoes and questions are no facts of a case."""
    with acting(case) as hand:
        hand.rank(Severity.HIGH)
        hand.spend(15, "phone", "", None)
    echo(case, {"word": "prio", "severity": "high"}, aloud=False)
    text = " ".join(text_of(tell(case, "status").raw).split())
    assert "prioriteit: hoog" in text
    assert text.index("dossier geopend") < text.index("toegewezen aan") < text.index("15 min")
    assert "Ann Peeters · ann@customer.example" in text


def test_every_file_of_a_case_comes_in_one_mail(case: World) -> None:
    """Of all its messages, as they were."""
    more = mail(
        "More.",
        message_id="<2@customer.example>",
        files=(("a.nst", b"\x00A"), ("b.nst", b"\x00B")),
        headers=(("In-Reply-To", "<1@customer.example>"),),
    )
    last = mail(
        "Last.",
        message_id="<3@customer.example>",
        files=(("c.nst", b"\x00C"),),
        headers=(("In-Reply-To", "<1@customer.example>"),),
    )
    for raw in (more, last):
        case.deliver(raw, VISI, sender=ANN)
    case.drain()
    seen = read(tell(case, "files").raw)
    assert {(f.get_filename(), f.get_content()) for f in seen.iter_attachments()} == {
        ("a.nst", b"\x00A"),
        ("b.nst", b"\x00B"),
        ("c.nst", b"\x00C"),
    }


def test_help_names_every_command(case: World) -> None:
    """One line each."""
    text = text_of(tell(case, "help").raw)
    assert all(f"\n{word} " in text.replace("\r\n", "\n") for word in ("#note", "#close", "#undo", "#send", "#help"))


def test_a_list_holds_his_own_open_cases_in_the_order_of_work(case: World) -> None:
    """Critical ones first, those that wait for somebody else last, closed and others' not at all."""
    for n in range(2, 6):
        case.deliver(mail(f"Case {n}", subject=f"Case {n}", message_id=f"<{n}@customer.example>"), VISI, sender=ANN)
    case.drain()
    with case.app.database.transaction() as session:
        for ticket, (owner, state, critical) in zip(
            session.exec(select(Ticket).order_by(col(Ticket.id))),
            (
                ("wout", "open", False),
                ("wout", "waiting", False),
                ("wout", "closed", False),
                ("sander", "open", False),
                ("wout", "open", True),
            ),
            strict=True,
        ):
            ticket.owner, ticket.critical = owner, critical
            ticket.state = type(ticket.state)(state)
    posted = tell(case, "list")
    assert re.findall(r">(1000\d)</a>", html_of(posted)) == ["10005", "10001", "10002"]
    assert "mailto" not in text_of(posted.raw)


@pytest.mark.parametrize(
    ("word", "value", "engineer", "words"),
    [
        ("status", "10001", "sander", "Export stops"),
        ("status", " #10001 ", "sander", "Export stops"),
        ("status", "99999", "sander", "Dossier 99999 bestaat niet."),
        ("status", "9" * 400, "sander", "bestaat niet"),
        ("status", "", "sander", "Schrijf er ook het nummer"),
        ("list", "", "sander", "Er zijn er geen."),
        ("list", "", "hilde", "Alle open dossiers"),
        ("help", "", "amelie", "#close"),
    ],
)
def test_a_question_to_the_desk_itself_is_answered_once(
    case: World, clock: Clock, word, value, engineer, words
) -> None:
    """Without a case the mail has no ticket and bears no token; a lead sees everybody's cases."""
    if not any(one.name == engineer for one in case.settings.desk.engineers):
        engineer = next(one.name for one in case.settings.desk.engineers if one.language == "fr")
    ask(case, word, value, engineer)
    assert answer_enquiries(case.app.station, case.app.scribe, clock()) == 1
    assert answer_enquiries(case.app.station, case.app.scribe, clock()) == 0
    case.drain()
    (posted,) = case.posted
    seen = read(posted.raw)
    assert posted.recipients == (engineer_address(case, engineer),)
    assert seen["In-Reply-To"] == "<question@produsoft.example>"
    assert words in " ".join(text_of(posted.raw).split())
    (enquiry,) = rows(case, Enquiry)
    assert (enquiry.state, enquiry.last_error) == (NoticeState.DONE, None)
    of_case = word == "status" and "10001" in value
    assert (rows(case, OutboundMail)[-1].ticket_id is not None) == of_case
    assert seen["From"].endswith(f"<{VISI if of_case else case.settings.desk.address}>")


def ask(world: World, word: str, value: str, engineer: str) -> None:
    now = world.app._clock()
    with world.app.database.transaction() as session:
        session.add(
            Enquiry(
                desk="produsoft",
                engineer=engineer,
                word=word,
                value=value,
                subject="Question",
                message_id="question@produsoft.example",
                asked_at=now,
                next_attempt_at=now,
            )
        )


def test_whoever_left_the_desk_file_gets_no_answer(case: World, clock: Clock) -> None:
    """And the question does not come back for ever."""
    ask(case, "list", "", "gone")
    answer_enquiries(case.app.station, case.app.scribe, clock())
    assert rows(case, Enquiry)[0].state is NoticeState.DONE
    assert answer_enquiries(case.app.station, case.app.scribe, clock() + timedelta(days=1)) == 0


# -- the notification


def test_the_notification_is_enough_to_work_from(world: World, clock: Clock) -> None:
    """Contract, clock, earlier cases, whom a reply reaches, commands as buttons, and tokens in three places."""
    world.customer("Peeters", ANN, plan="first-year")
    world.deliver(mail("Licence?", subject="Licence", message_id="<0@customer.example>"), VISI, sender=ANN)
    world.deliver(mail(headers=(("Cc", BOB),)), VISI, sender=ANN)
    world.drain()
    (ticket,) = [ticket for ticket in rows(world, Ticket) if ticket.subject == "Export stops"]
    (row,) = [row for row in rows(world, OutboundMail) if row.occasion == "assignment" and row.ticket_id == ticket.id]
    seen, text = read(row.content), " ".join(text_of(row.content).split())
    plan = world.settings.desk.plan("first-year").title
    assert f"Contract {plan}" in text
    assert "10001 · Licence · open" in text
    assert f"Uw antwoord op dit bericht gaat naar Ann Peeters, {BOB}" in text
    owner = person_code(ticket.owner)
    token, message = issued(world, seen)
    (marker,) = world.app.station.keyring.read_markers(text)
    assert [(t.ref, t.person) for t in (token, message, marker)] == [(ticket.ref, owner)] * 3
    assert all(t.good(clock().date()) and t.expires is not None for t in (token, message, marker))
    html = seen.get_body(("html",)).get_content()
    links = re.findall(r'<td [^>]*><a href="(mailto:[^"]*)"[^>]*>(#[^<]*)</a></td>', html)
    assert [label for _, label in links] == ["#close", "#wait", "#time 15m", "#take", "#note"]
    assert all(seen["Reply-To"].replace("+", "%2B") in link for link, _ in links)
    assert html.rindex("case:") > html.rindex("#take")


def test_a_file_too_large_to_go_along_is_named(world: World) -> None:
    """And how to get it."""
    big = mail(files=(("big.zip", b"z" * (16 * 1024 * 1024)), ("small.txt", b"s")))
    world.deliver(big, VISI, sender=ANN)
    world.drain()
    (row,) = [row for row in rows(world, OutboundMail) if row.occasion == "assignment"]
    text = " ".join(text_of(row.content).split())
    assert "big.zip" in text
    assert "#files" in text
    assert [f.get_filename() for f in read(row.content).iter_attachments()] == ["small.txt"]


# -- parts of his mail


def file(part: str, name: str, media_type: str, **more: object) -> FileRef:
    given = {"inline": False, "content_id": None, "attachment": True, **more}
    return FileRef(part=part, name=name, media_type=media_type, size=10, sha256="0" * 64, **given)


def multipart(*files: tuple[str, bytes, str]) -> bytes:
    message = EmailMessage()
    message.set_content("Click here:\n\nOn Monday Ann wrote:\n> CANARY")
    for media_type, content, name in files:
        main, _, sub = media_type.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()
