"""What no customer may read is taken out of words that go to one."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest

from notifier.background import last_words
from notifier.discretion import opening_lines, without_tokens
from routing.model import Direction, Message
from routing.reference import Keyring, Purpose, Token, with_token

KEYRING = Keyring({0: b"k" * 32})
DAY = date(2027, 1, 1)
ADDRESS = with_token("visi@desk.example", KEYRING.address_token(Token(Purpose.CASE, 2**62, 7, DAY)))
MARKER = KEYRING.marker(2**62, 7, DAY)
MESSAGE_ID = KEYRING.message_id(2**62, 9, "desk.example", 7, DAY)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (f"Write to {ADDRESS}.", "Write to visi@desk.example."),
        (f"<a href='mailto:{ADDRESS.replace('+', '%2B')}?body=x'>", "<a href='mailto:visi@desk.example?body=x'>"),
        (f"before {MARKER} after", "before  after"),
        (f"<p>{MARKER.upper()}</p>", "<p></p>"),
        (f"In-Reply-To: <{MESSAGE_ID}>", "In-Reply-To: <>"),
        ("case: see below; ann+visi@customer.example", "case: see below; ann+visi@customer.example"),
    ],
)
def test_every_form_of_a_token_goes_and_nothing_else(words, left):
    """In an address, a link, a body and a Message-ID."""
    assert without_tokens(words) == left


def test_a_long_text_takes_no_time():
    """Linear, whatever the text looks like."""
    for words in ("case:" * 200_000, "+" * 1_000_000, "case:" + "a" * 1_000_000, ("+" + "a" * 43) * 20_000):
        began = time.process_time()
        without_tokens(words)
        assert time.process_time() - began < 1.0


def test_a_quote_is_cut_and_says_so():
    """A hundred lines are history enough."""
    assert opening_lines("\n".join("abc"), 3) == "a\nb\nc"
    assert opening_lines("\n".join("abcd"), 3) == "a\nb\nc\n[…]"
    assert opening_lines("\n\n", 3) == ""
    assert opening_lines("x" * 50, 3, 20) == "x" * 20 + "\n[…]"


def message(author_address: str, text: str) -> Message:
    return Message(
        ticket_id=1,
        direction=Direction.INBOUND,
        author_name="",
        author_address=author_address,
        message_id="x",
        subject="",
        text=text,
        visible_text=text,
        recorded_at=datetime(2026, 11, 23, tzinfo=UTC),
    )


def test_only_what_a_reader_wrote_himself_is_quoted_to_him():
    """A case may hold mails of others: of who it belonged to before, of a vendor, of an engineer who opened it."""
    latest_first = [message("other@elsewhere.example", "secret"), message("Ann@customer.example", "mine")]
    found = last_words(latest_first, ["ann@customer.example"])
    assert found is not None
    assert found.visible_text == "mine"
    assert last_words(latest_first, ["bob@customer.example"]) is None
