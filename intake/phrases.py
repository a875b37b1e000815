"""Many phrases as one fast pattern, and the one form of text in which they are looked for.

`folded` text is in small letters with one space between words and one line a paragraph, so that a phrase is found
however a mailer broke its lines; a place in it is no place in the mail (for that: `routing/letters.py`, whose grouping
by first letters is used here, too). A phrase that is no valid pattern raises `re.error` when its table is imported.
"""

from __future__ import annotations

import re
from collections import defaultdict

from routing.letters import branched, literal, openings

_NUMBER_DOT = re.compile(r"(?<=\d)\.")
_SAME = (("i\u0307", "i"), ("’", "'"), ("‘", "'"), ("´", "'"), ("ı", "i"), ("“", '"'), ("”", '"'))


def folded(text: str) -> str:
    """The text for looking up phrases: small letters, straight quotes, Turkish I, İ, ı as i, a line a paragraph."""
    plain = _same(text.lower())
    return "\n".join(line for block in plain.split("\n\n") if (line := " ".join(block.split())))


def _same(text: str) -> str:
    for letter, plain in _SAME:
        text = text.replace(letter, plain)
    return text


def undotted(text: str) -> str:
    """Folded text without the full stops of numbers ("3.8."), which end no sentence."""
    return _NUMBER_DOT.sub("", text)


def any_of(phrases: str, *, opens: bool = False, closes: str = "") -> re.Pattern[str]:
    """Any of the phrases (patterns for folded text, one a line) at the start of a word, or of the text if it `opens`.

    `closes` is a pattern that must follow.
    """
    start = r"\s*" if opens else r"\b"
    return re.compile(f"{start}(?:{_joined(phrases)}){closes}")


def one_of(**tables: str) -> re.Pattern[str]:
    """A pattern that finds the phrases of all tables in one pass over the text; `table_of` a match says whose it is."""
    shared: dict[str, list[str]] = defaultdict(list)
    for name, phrases in tables.items():
        for first, rest in _by_first(phrases).items():
            shared[first].append(f"(?P<{name}__{ord(first) if first else 0}>{branched(rest)})")
    return re.compile(r"\b(?:" + "|".join(f"{first}(?:{'|'.join(groups)})" for first, groups in shared.items()) + ")")


def table_of(match: re.Match[str]) -> str:
    """The name of the table that a match of `one_of` is from."""
    return (match.lastgroup or "").partition("__")[0]


def _joined(phrases: str) -> str:
    return "|".join(f"{first}(?:{branched(rest)})" for first, rest in _by_first(phrases).items())


def _by_first(phrases: str) -> dict[str, list[str]]:
    """What follows each first letter; under "" the phrases that begin with no single one."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for line in _same(phrases).splitlines():
        for phrase in openings(line.strip()):
            certain = literal(phrase)
            by_first[phrase[0] if certain else ""].append(phrase[1:] if certain else phrase)
    return by_first
