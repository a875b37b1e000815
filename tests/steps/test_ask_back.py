"""The ask-back: what a case lacks is asked for once, and what the customer answers completes it (PRO-06, GEN-07)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlmodel import col, select

from intake.world import Posted, World
from routing.model import Contact, EventKind, Ticket, TicketEvent
from tests.mails import ANN, VISI, mail
from tests.steps import answers as engineers
from tests.steps.conftest import Clock
from tests.steps.customers import between_marks, in_gmails_html, questions, reply, text_of, under_a_header_block

BUG = "VISI stops with an error."
PHONE, SYSTEM, CHANGED = "phone number", "operating system with version", "what was changed recently"
STEPS, COMPANY = "how it can be reproduced, step by step", "name of the company"
LICENCE, CAUSE = "number of the licence or dongle", "reason for the request, such as a loss, a defect or a new computer"
GIVEN = {PHONE: "03 123 45 67", SYSTEM: "Windows 11 23H2", CHANGED: "we installed a new virus scanner"}
DETAILS = {"phone": "+3231234567", "operating_system": "Windows 11 23H2", "recent_changes": GIVEN[CHANGED]}


@pytest.fixture
def desk(world: World) -> World:
    """A customer under contract, whose company the records know."""
    world.customer("Peeters", ANN, plan="first-year", language="en")
    return world


def told(world: World, text: str, *, subject: str = "Export", number: int = 1, html: str | None = None) -> Posted:
    """She writes; answers what she gets."""
    before = len(world.to(ANN))
    raw = mail(text, subject=subject, message_id=f"<{number}@customer.example>", html=html)
    world.deliver(raw, VISI, sender=ANN)
    world.drain()
    (only,) = world.to(ANN)[before:]
    return only


def case_of(world: World) -> Ticket:
    with world.app.database.reading() as session:
        return session.exec(select(Ticket).order_by(col(Ticket.id).desc())).first()


def events(world: World, kind: EventKind) -> list[TicketEvent]:
    with world.app.database.reading() as session:
        return list(session.exec(select(TicketEvent).where(TicketEvent.kind == kind)).all())


def complete(ticket: Ticket, **details: object) -> bool:
    return {name: ticket.details.get(name) for name in details} == details and not set(details) & set(ticket.missing)


# -- what is asked


def test_pro_06_missing_details_are_asked_for_once(desk: World) -> None:
    """In the acknowledgement, numbered; whatever she writes then, nothing is asked again."""
    first = told(desk, BUG)
    assert questions(first) == [PHONE, STEPS, SYSTEM, CHANGED]
    reply(desk, first, "It is really annoying, it happens all the time now.")
    reply(desk, first, "Hello? Is anybody there?")
    assert len(desk.to(ANN)) == 1
    assert case_of(desk).missing == ["phone", "reproduction", "operating_system", "recent_changes"]


def test_pro_06_what_the_records_know_is_not_asked(desk: World) -> None:
    """The organisation is the company, and the contact's phone is a phone."""
    with desk.app.database.transaction() as session:
        session.exec(select(Contact).where(Contact.address == ANN)).one().phone = "+3231234567"
    assert questions(told(desk, BUG)) == [STEPS, SYSTEM, CHANGED]


def test_pro_06_what_was_told_in_an_earlier_case_is_not_asked(desk: World) -> None:
    """Her phone number is hers, whatever the case."""
    told(desk, f"{BUG}\n\nPhone: 03 123 45 67")
    assert questions(told(desk, BUG, number=2)) == [STEPS, SYSTEM, CHANGED]


def test_pro_06_the_ask_back_is_prefilled_with_what_was_understood(desk: World) -> None:
    """She may correct it; what would be a link in our mail is not repeated."""
    text = text_of(told(desk, f"{BUG}\n\nCompany: www.casino.example\nOperating system: Windows 11 23H2"))
    assert "This is what we have understood so far" in text
    assert "operating system with version: Windows 11 23H2" in text
    assert "casino" not in text


@pytest.mark.parametrize(
    ("text", "subject", "asked"),
    [
        ("It would be nice if a later version could also export to STEP. That is my wish.", "Suggestion", []),
        ("All machines stand still, nobody can work! VISI does not start any more.", "Urgent", [PHONE]),
        ("How do we get a new licence for VISI?", "Licence", [LICENCE, CAUSE]),
        ("Our dongle was stolen, its number is 4711-22. We need a new licence.", "Licence", []),
        (BUG, "Export", [PHONE, STEPS, SYSTEM, CHANGED]),
        (f"Since the update {BUG}\nPhone: 03 123 45 67\nOperating system: Windows 11", "Export", []),
    ],
)  # fmt: skip
def test_gen_07_what_is_asked_depends_on_the_case(desk: World, text: str, subject: str, asked: list[str]) -> None:
    """Nothing of a suggestion, the phone of a critical case, the licence and its cause, of a bug what changed."""
    assert questions(told(desk, text, subject=subject)) == asked


def test_gen_01_an_unknown_sender_is_asked_for_company_and_licence(world: World) -> None:
    """Beside what his case needs."""
    assert questions(told(world, BUG))[:3] == [COMPANY, LICENCE, PHONE]


def test_gen_07_nobody_is_asked_who_may_not_be_answered(desk: World) -> None:
    """Mail through a list gets no acknowledgement, so nothing counts as asked."""
    headers = (("List-Id", "<users.customer.example>"), ("List-Post", "<mailto:users@customer.example>"))
    desk.deliver(mail(BUG, headers=headers), VISI, sender=ANN)
    desk.drain()
    assert desk.to(ANN) == []
    assert all(event.payload["asks"] == [] for event in events(desk, EventKind.OPENED))


def test_cor_10_a_desk_may_switch_the_ask_back_off(tmp_path, clock: Clock, make_world) -> None:
    """Then only an engineer asks."""
    with make_world(
        tmp_path / "desk", clock=clock, change=lambda s: replace(s, desk=replace(s.desk, asks_back=False))
    ) as world:
        world.customer("Peeters", ANN, plan="first-year", language="en")
        assert questions(told(world, BUG)) == []


# -- what is answered


def test_pro_06_answers_under_the_numbers_complete_the_case(desk: World) -> None:
    """Below the quoted questions; the engineer reads it in his notification, and the history says from where."""
    first = told(desk, BUG)
    reply(desk, first, between_marks(first, GIVEN))
    ticket = case_of(desk)
    assert complete(ticket, **DETAILS)
    assert ticket.missing == ["reproduction"]
    (added,) = events(desk, EventKind.APPENDED)
    assert {one["field"]: one["where"] for one in added.payload["completed"]}["phone"] == "below question 1"
    notice = text_of(desk.to(desk.settings.desk.engineer(ticket.owner).addresses[0])[-1])
    assert "Windows 11 23H2" in notice
    assert "+3231234567" in notice


ASKED_IN = {
    "nl": ("VISI stopt met een fout.", "weet ik niet", "niets gewijzigd"),
    "de": ("VISI stürzt mit einem Fehler ab.", "weiß ich leider nicht", "nichts geändert"),
    "nb": ("VISI stopper med en feilmelding.", "vet ikke", "ingenting"),
    "tr": ("VISI hata veriyor ve kapanıyor.", "bilmiyorum", "hiçbir şey değişmedi"),
    "en": ("VISI stops with an error.", "don’t know", "nothing"),
    "fr": ("VISI s'arrête avec une erreur.", "je ne sais pas", "rien"),
}


@pytest.mark.parametrize("language", list(ASKED_IN))
def test_pro_06_in_every_language_an_answer_of_i_do_not_know_is_one(world: World, language: str) -> None:
    """It settles the question; that nothing was changed is worth keeping."""
    text, unknown, nothing = ASKED_IN[language]
    world.customer("Peeters", ANN, plan="first-year", language=language)
    first = told(world, text)
    asks = events(world, EventKind.OPENED)[0].payload["asks"]
    assert len(questions(first)) == len(asks) >= 3
    said = {"phone": "+32 3 123 45 67", "recent_changes": nothing}
    shown = dict(zip(questions(first), [said.get(field, unknown) for field in asks], strict=True))
    reply(world, first, between_marks(first, shown, attribution=""))
    ticket = case_of(world)
    assert ticket.missing == []
    assert ticket.details["phone"] == "+3231234567"
    assert "operating_system" not in ticket.details


@pytest.mark.parametrize(
    "text",
    [
        "1. 03 123 45 67\n3. Windows 11 23H2\n4. we installed a new virus scanner\n\nRegards,\nAnn",
        "1) 03 123 45 67\n\n3) Windows 11 23H2\n\n4) we installed a new virus scanner",
        "*1.* 03 123 45 67\n*3.* Windows 11 23H2\n*4.* we installed a new virus scanner",
        "Phone: 03 123 45 67\nOS: Windows 11 23H2\nChanges: we installed a new virus scanner",
        "03 123 45 67\nweet niet\nWindows 11 23H2\nwe installed a new virus scanner\n\nRegards,\nAnn",
        "- 03 123 45 67\n- n/a\n- Windows 11 23H2\n- we installed a new virus scanner",
    ],
)  # fmt: skip
@pytest.mark.parametrize("thread", ["references", "subject", "address"])
def test_pro_06_answers_with_numbers_labels_or_one_a_line(desk: World, text: str, thread: str) -> None:
    """Without a quote, and in a new mail that only bears the tag or goes to the address of the case."""
    first = told(desk, BUG)
    reply(desk, first, text, thread=thread)
    assert complete(case_of(desk), **DETAILS)


def test_pro_06_answers_in_outlooks_unmarked_quote(desk: World) -> None:
    """Numbers set with tabs, nothing marked, text and HTML."""
    first = told(desk, BUG)
    text, html = under_a_header_block(first, GIVEN)
    reply(desk, first, text, html=html)
    assert complete(case_of(desk), **DETAILS)


def test_pro_06_answers_in_gmails_html(desk: World) -> None:
    """Bold between the blocks of the quote."""
    first = told(desk, BUG)
    reply(desk, first, between_marks(first, GIVEN), html=in_gmails_html(first, GIVEN))
    assert complete(case_of(desk), **DETAILS)


def test_pro_06_answers_in_free_text_fill_gaps(desk: World) -> None:
    """Read as every mail is read."""
    first = told(desk, BUG)
    reply(desk, first, "You can call me on 03 123 45 67. It is a Windows 11 23H2 machine.")
    assert complete(case_of(desk), phone="+3231234567", operating_system="Windows 11 23H2")


def test_pro_06_a_statement_is_not_overwritten_by_a_guess(desk: World) -> None:
    """But by another statement of hers."""
    first = told(desk, f"{BUG}\n\nPhone: 03 123 45 67\nOperating system: Windows 11 23H2")
    reply(desk, first, "My colleague with Windows 10 sees it as well, call him on 02 345 67 89.")
    assert complete(case_of(desk), phone="+3231234567", operating_system="Windows 11 23H2")
    reply(desk, first, "Sorry, a slip.\n\nPhone: 03 765 43 21")
    assert case_of(desk).details["phone"] == "+3237654321"


def test_pro_06_steps_are_no_answers_to_our_numbers(desk: World) -> None:
    """A numbered list that fits no question is what it says: how to reproduce it."""
    first = told(desk, BUG)
    reply(desk, first, "This is what I do:\n\n1. open the drawing\n2. choose export\n3. press OK")
    ticket = case_of(desk)
    assert ticket.missing == ["phone", "operating_system", "recent_changes"]
    assert ticket.details["reproduction"] is True


def test_pro_06_an_old_answer_in_a_quote_changes_nothing(desk: World) -> None:
    """What she corrected since then stays."""
    first = told(desk, BUG)
    old = between_marks(first, GIVEN)
    reply(desk, first, old)
    reply(desk, first, "Phone: 03 765 43 21")
    quoted = "\n".join(f"> {line}" for line in old.split("\n"))
    reply(desk, first, f"Any news?\n\nOn 23 Nov 2026 11:00, Ann Peeters wrote:\n{quoted}")
    assert case_of(desk).details["phone"] == "+3237654321"


def test_pro_06_later_numbers_are_no_answers(desk: World) -> None:
    """What is settled stays, whatever she numbers in a later mail."""
    first = told(desk, BUG)
    reply(desk, first, "1. 03 123 45 67\n2. open any drawing\n3. Windows 11 23H2\n4. a new virus scanner")
    reply(desk, first, "We tried this:\n1. 02 345 67 89 is on the box\n2. Windows 10 on another machine\n4. no luck")
    assert complete(case_of(desk), phone="+3231234567", recent_changes="a new virus scanner")


def test_pro_06_a_colleague_who_reads_along_fills_gaps_only(desk: World) -> None:
    """His phone is not hers."""
    with desk.app.database.transaction() as session:
        company = session.exec(select(Contact).where(Contact.address == ANN)).one().organisation_id
        session.add(Contact(desk="produsoft", address="bob@customer.example", organisation_id=company, name="Bob"))
    first = told(desk, f"{BUG}\n\nPhone: 03 123 45 67")
    reply(desk, first, "Phone: 03 765 43 21\nOS: Windows 11 23H2", sender="bob@customer.example")
    assert complete(case_of(desk), phone="+3231234567", operating_system="Windows 11 23H2")


def test_pro_06_a_strangers_answers_complete_no_case(desk: World) -> None:
    """Who only quotes the number is no party of it."""
    first = told(desk, BUG)
    reply(desk, first, "1. 03 123 45 67", thread="subject", sender="eve@elsewhere.example")
    with desk.app.database.reading() as session:
        opened = session.exec(select(Ticket).order_by(col(Ticket.id))).first()
    assert "phone" not in opened.details


# -- #ask


def test_pro_06_an_engineer_may_ask_whatever_was_asked(desk: World, clock: Clock) -> None:
    """`#ask` sends a numbered mail of its own, prefilled, and its answers are merged like the others."""
    first = told(desk, BUG)
    reply(desk, first, between_marks(first, GIVEN))
    owner = case_of(desk).owner
    engineers.reply(desk, engineers.notified(desk, owner), "#ask phone, third party", engineer=owner)
    clock.go(minutes=2)
    desk.drain()
    asked = desk.to(ANN)[-1]
    assert questions(asked) == [PHONE, "other software involved, with version"]
    assert "operating system with version: Windows 11 23H2" in text_of(asked)
    assert case_of(desk).missing == ["reproduction", "phone", "third_party"]
    shown = {questions(asked)[0]: "03 765 43 21", questions(asked)[1]: "SolidWorks 2025"}
    reply(desk, asked, between_marks(asked, shown))
    assert complete(case_of(desk), phone="+3237654321", third_party=["SolidWorks 2025"])


def test_pro_06_an_unknown_detail_in_ask_comes_back_with_the_right_one(desk: World, clock: Clock) -> None:
    """Did you mean; and nothing is asked."""
    told(desk, BUG)
    owner = case_of(desk).owner
    engineers.reply(desk, engineers.notified(desk, owner), "#ask pohne", engineer=owner)
    clock.go(minutes=2)
    desk.drain()
    assert "#ask phone" in text_of(engineers.notified(desk, owner))
    assert len(desk.to(ANN)) == 1
