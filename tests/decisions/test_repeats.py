"""Who says the same again is a robot, or has his acknowledgement; who says another thing is answered."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from routing.repeats import LOOKED_AT, Said, repeated

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
GREETING = "Hello, your mail has been read by the machine at our front desk. Somebody will see to it."


def said(text: str = GREETING, *, subject: str = "Received", minutes: float = 0) -> Said:
    """What was written so many minutes before noon."""
    return Said(subject, text, NOON - timedelta(minutes=minutes))


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(said(minutes=1), id="the same"),
        pytest.param(said(subject="Another subject", minutes=59), id="under another subject"),
        pytest.param(said(GREETING.upper().replace(" ", "\n"), minutes=1), id="laid out otherwise"),
        pytest.param(said(GREETING.replace("mail", "mail [Produsoft #10017]"), minutes=1), id="with our tag"),
        pytest.param(said(f"23-11-2026, 11:59: {GREETING}", minutes=1), id="with date and time"),
    ],
)
def test_the_same_text_within_the_hour_is_a_repetition(before: Said) -> None:
    """A robot changes the subject, and what it copies from ours."""
    assert repeated(said(), [before])


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(said("The drawing no. 00007 stops with error 00007 when I export it."), id="another number"),
        pytest.param(said("The drawing no. 6 stops with error 00006 when I print it now."), id="another word"),
        pytest.param(said("", subject="And the plotter does nothing"), id="only a subject"),
        pytest.param(said("See attached.", subject="The plotter"), id="few words, another subject"),
        pytest.param(said("", subject=""), id="nothing at all"),
    ],
)
def test_five_problems_are_five(new: Said) -> None:
    """Whatever differs, numbers too, makes it another matter."""
    before = [
        said("The drawing no. 00006 stops with error 00006 when I export it.", subject="Drawing", minutes=5),
        said("", subject="The screen stays black", minutes=4),
        said("See attached.", subject="Re: The screen", minutes=3),
        said("", subject="", minutes=2),
    ]
    assert repeated(new, before) is None


def test_the_subject_speaks_where_the_text_says_little() -> None:
    """A prefix is no part of it."""
    assert repeated(said("See attached.", subject="AW: Re: Plotter"), [said("See attached.", subject="Plotter")])


@pytest.mark.parametrize(("earlier", "quiet"), [(1, False), (2, False), (3, True)])
def test_a_slow_robot_needs_longer_to_be_known(earlier: int, quiet: bool) -> None:
    """Somebody may ask to be called back in the morning and in the afternoon."""
    before = [said(minutes=90 * (n + 1)) for n in range(earlier)]
    assert bool(repeated(said(), before)) is quiet


@pytest.mark.parametrize(("earlier", "quiet"), [(4, False), (5, True)])
def test_a_robot_that_counts_is_known_by_its_wording(earlier: int, quiet: bool) -> None:
    """Its own number differs each time; a person's five mails of one form are answered."""
    before = [said(f"{GREETING} Our number: {n}", minutes=n + 1) for n in range(earlier)]
    assert bool(repeated(said(f"{GREETING} Our number: 4711"), before)) is quiet


def test_what_was_said_the_day_before_yesterday_is_forgotten() -> None:
    """However often."""
    assert repeated(said(), [said(minutes=60 * 25)] * 9) is None


def test_long_texts_are_compared_by_their_heads_at_once() -> None:
    """A hundred of them, of the length that is looked at."""
    began = time.process_time()
    for text in ("1." * LOOKED_AT, "[" * LOOKED_AT, "a: " * LOOKED_AT, "[a" * LOOKED_AT + "#1"):
        repeated(said(text, subject=text), [said(text[:LOOKED_AT], subject=text, minutes=1)] * 100)
    assert time.process_time() - began < 2.0
