"""Answers to our numbered questions, found in what clients make of them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.answers import Asked, Reply, read, unasked
from intake.quoted_questions import questions_in

OURS = """Dear Ann,

It would help us if you replied to this message and told us:

1. phone number
2. operating system with version
3. what was changed recently on the computer or in
   the network

This is what we have understood so far:

- name of the company: Peeters

Kind regards,
Desk
"""
FIELDS = ("phone", "operating_system", "recent_changes")
ASKED = Asked(FIELDS, OURS)
LICENCE = Asked(("licence_number",), "1. number of the licence or dongle\n")


def values(text: str, visible: str | None = None, asked: Asked = ASKED) -> dict[str, str | None]:
    said = read(Reply(text, text if visible is None else visible, ("BE",)), [asked])
    return {one.field: one.value for one in said}


def test_the_questions_are_those_of_the_mail_as_sent() -> None:
    """Wrapped ones are whole; where an operator's template has other numbers, there are none."""
    assert [" ".join(question) for question in questions_in(OURS, 3)] == [
        "phone number",
        "operating system with version",
        "what was changed recently on the computer or in the network",
    ]
    assert questions_in(OURS, 2) == ()


@pytest.mark.parametrize(
    ("text", "visible"),
    [
        ("> 1. phone number\n03 123 45 67\n> 2. operating system with version\nn/a\n> Desk", "03 123 45 67\nn/a"),
        ("> 1. phone number: 03 123 45 67\n> 2. operating system with version: n/a\n> Desk", ""),
        ("phone number\n03 123 45 67\noperating system\nwith version\n-\nKind regards,", ""),
        ("• *phone number*\n03 123 45 67\n• *operating system with version*\nno idea", "03 123 45 67\nno idea"),
        ("| 7) Phone Number\n| 03 123 45 67\n| 8) Operating system with version\n| unknown", ""),
    ],
)  # fmt: skip
def test_the_questions_are_found_by_their_words(text: str, visible: str) -> None:
    """With marks or none, on the same line, wrapped, in bold, with other numbers or bullets."""
    assert values(text, visible) == {"phone": "+3231234567", "operating_system": None}


@pytest.mark.parametrize(
    "text",
    ["1. open it\n2. click\n3. crash", "7. 03 123 45 67", "2. x\n1. y", "1.5 mm is too much", "11:30 we start", "Bye!"],
)
def test_other_numbers_are_no_answers(text: str) -> None:
    """Steps, measures, times, and thanks."""
    assert values(text) == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Hello,\n\n4711-22\n\nRegards\nAnn", "4711-22"),
        ("It is 4711-22.", "It is 4711-22."),
        ("weet ik helaas niet", None),
        ("Keine Ahnung, leider.", None),
        ("Dongelnummer er 4711", "Dongelnummer er 4711"),
    ],
)
def test_one_question_is_answered_by_the_mail_as_a_whole(text: str, value: str | None) -> None:
    """Without greeting and closing; that somebody does not know is an answer."""
    assert values(text, asked=LICENCE) == {"licence_number": value}


@pytest.mark.parametrize("text", ["Why do you ask?", "Thank you!", "Bedankt", "x" * 2000])
def test_a_counter_question_or_thanks_is_no_answer(text: str) -> None:
    """Nor is a long text without a number."""
    assert values(text, asked=LICENCE) == {}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Our dongle was stolen, its number is 4711-22. We need another.", "4711-22"),
        ("Lizenz-Nr.: AB12345", "AB12345"),
        ("licentienummer is 88123", "88123"),
        ("numéro de licence : 55-771", "55-771"),
        ("lisans no 55-1234", "55-1234"),
        ("The licence server has no 2024 release", None),
        ("licence for version 2025", None),
    ],
)
def test_a_licence_number_in_a_first_mail_need_not_be_asked(text: str, number: str | None) -> None:
    """Its words in the languages of the desks; a year is none."""
    assert next((one.value for one in unasked(text) if one.field == "licence_number"), None) == number


@pytest.mark.parametrize(
    "piece",
    ["1. phone number\n", "> ", "phone\n", "1. ", "licence ", "dongle: ", "a: ", "since ", "phone number ", "- x\n"],
)
def test_a_megabyte_of_anything_is_read_at_once(piece: str) -> None:
    """A hundred times longer costs no more than the parts that are looked at."""
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()
    read(Reply(text, text, ("BE",)), [ASKED, LICENCE])
    unasked(text)
    assert time.process_time() - start < 1


@given(st.text(alphabet=st.sampled_from("1.2)>-*: \n\tphonenumberİßé?x0345"), max_size=300), st.booleans())
def test_no_text_is_too_odd(text: str, new: bool) -> None:
    """Whatever is read, it is one statement a detail."""
    said = read(Reply(text, text if new else "", ("BE",)), [ASKED, LICENCE])
    assert len({one.field for one in said}) == len(said)
