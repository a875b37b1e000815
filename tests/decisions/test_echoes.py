"""Our own text coming back: known by its words, wherever and however it stands."""

from __future__ import annotations

import textwrap
import time

import pytest

from intake.echoes import brought_back

OURS = """Case {number}

Dear Ann,

Thank you for your message. It has reached us and has been registered. An engineer will look at it.

You will have an answer from us by Monday 23 November, 14:00 at the latest.

Subject     {subject}
Received    Monday 23 November, {time}

If you would like to add something, simply reply to this message.

Kind regards,
The desk
"""
FIRST = OURS.format(number=10001, subject="Export stops", time="10:00")
SECOND = OURS.format(number=10002, subject="Licence on a new computer", time="10:20")
SENT = {2: SECOND, 1: FIRST}


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(FIRST, id="as it was"),
        pytest.param("I am away.\n\n" + FIRST, id="below a text"),
        pytest.param("\n".join(f"> {line}" for line in FIRST.splitlines()), id="quoted"),
        pytest.param("\n".join(f"> {line}" for line in textwrap.wrap(FIRST, 38)), id="quoted and broken anew"),
        pytest.param(FIRST.upper(), id="in capitals"),
        pytest.param(FIRST[: FIRST.index("If you would")], id="without its end"),
    ],
)
def test_our_text_is_known_however_it_is_shown(shown: str) -> None:
    """And of two acknowledgements that differ by number and subject the right one is meant."""
    assert brought_back(shown, SENT) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Thank you for your message. It has reached us and has been registered.", id="a line of ours"),
        pytest.param("The export to STEP stops with error 1603 when the assembly has more parts. " * 9, id="foreign"),
        pytest.param(
            f"{FIRST[:130]} but nobody has called me, and our machine stands still. " + "Please! " * 40, id="a bit"
        ),
    ],
)
def test_what_is_not_most_of_a_mail_of_ours_proves_nothing(text: str) -> None:
    """A person may cite a sentence of ours in a new matter."""
    assert brought_back(text, SENT) is None


def test_nothing_comes_back_where_nothing_was_sent() -> None:
    """Nor where what was sent says too little to be known."""
    assert brought_back(FIRST, {}) is None
    assert brought_back(FIRST, {1: "Thank you for your message."}) is None


def test_a_megabyte_is_read_at_once() -> None:
    """Only its head is looked at."""
    began = time.perf_counter()
    for text in ("a " * 500_000, "word" * 250_000, f"{FIRST} " * 1_500, "> " * 500_000):
        brought_back(text, SENT)
    assert time.perf_counter() - began < 1.0
