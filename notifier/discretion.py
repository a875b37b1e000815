"""What no customer may read, taken out of words that go to one: the tokens that staff mail bears.

An engineer answers a mail that bears tokens issued to him, and his client quotes them. What he quoted is cut off
before his words come here; this is the second door, for the day on which the first one was left ajar. Whatever looks
like a token goes, be it signed or not. Linear in the text; never fails.
"""

from __future__ import annotations

import re

# As routing.reference writes them: the word of a marker or Message-ID, and the sub-address of a mailbox.
_MARKER = re.compile(r"\bcase[:.][a-z2-7]{50,70}(?:@[a-z0-9.-]{1,255})?", re.IGNORECASE)
_SUB_ADDRESS = re.compile(r"(?:\+|%2B)[a-z2-7]{44}(?=@|%40)", re.IGNORECASE)


def without_tokens(words: str) -> str:
    """The words, text or HTML, with our tokens left out; an address stays one that can be written to."""
    return _SUB_ADDRESS.sub("", _MARKER.sub("", words))


def opening_lines(words: str, lines: int, characters: int = 20_000) -> str:
    """At most so many lines and characters from the start; what is left out is marked."""
    whole = words.strip("\n")
    rows = whole[:characters].split("\n", lines)
    cut = len(rows) > lines or len(whole) > characters
    return "\n".join([*rows[:lines], "[…]"] if cut else rows)
