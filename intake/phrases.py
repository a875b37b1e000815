"""Many phrases as one fast pattern, and the one form of text in which they are looked for.

`folded` text is in small letters with one space between words and one line a paragraph, so that a phrase is found
however a mailer broke its lines. `any_of` groups phrases by their first letter: Python's `re` then rejects a
word after a few
comparisons of one letter. A phrase that is no valid pattern raises `re.error` when its table is imported.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

_QUANTIFIERS = ("?", "*", "+", "{")
_NUMBER_DOT = re.compile(r"(?<=\d)\.")
_SAME = str.maketrans({"’": "'", "‘": "'", "´": "'", "ı": "i", "“": '"', "”": '"'})


def folded(text: str) -> str:
    """The text for looking up phrases: small letters, straight quotes, Turkish I, İ, ı as i, a line a paragraph."""
    plain = text.lower().replace("i\u0307", "i").translate(_SAME)
    return "\n".join(line for block in plain.split("\n\n") if (line := " ".join(block.split())))


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
            shared[first].append(f"(?P<{name}__{ord(first) if first else 0}>{'|'.join(rest)})")
    return re.compile(r"\b(?:" + "|".join(f"{first}(?:{'|'.join(groups)})" for first, groups in shared.items()) + ")")


def table_of(match: re.Match[str]) -> str:
    """The name of the table that a match of `one_of` is from."""
    return (match.lastgroup or "").partition("__")[0]


def _joined(phrases: str) -> str:
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in _by_first(phrases).items())


def _by_first(phrases: str) -> dict[str, list[str]]:
    """What follows each first letter; under "" the phrases that begin with no single one."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for line in phrases.translate(_SAME).splitlines():
        for phrase in _opened(line.strip()):
            literal = phrase[0].isalnum() and not phrase[1:2].startswith(_QUANTIFIERS)
            by_first[phrase[0] if literal else ""].append(phrase[1:] if literal else phrase)
    return by_first


def _opened(phrase: str) -> Iterator[str]:
    """The phrase itself, or one for each choice of the group that it begins with."""
    if not phrase:
        return
    end = _group_end(phrase) if phrase.startswith("(?:") else 0
    if not end or phrase[end : end + 1].startswith(_QUANTIFIERS):
        if end and phrase[end : end + 1] == "?":  # "(?:our )?company": without it and with it
            yield from _opened(phrase[end + 1 :])
            yield from _opened(phrase[:end] + phrase[end + 1 :])
            return
        yield phrase
        return
    for choice in _choices(phrase[3 : end - 1]):
        yield from _opened(choice + phrase[end:])


def _group_end(phrase: str) -> int:
    """Where the group that opens the phrase ends."""
    depth = 0
    for at, letter in _bare(phrase):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return at + 1
    return 0


def _choices(inner: str) -> Iterator[str]:
    depth = begin = 0
    for at, letter in _bare(inner):
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            yield inner[begin:at]
            begin = at + 1
    yield inner[begin:]


def _bare(pattern: str) -> Iterator[tuple[int, str]]:
    """The characters of a pattern that are neither escaped nor in a class, with their places."""
    escaped = in_class = False
    for at, letter in enumerate(pattern):
        if escaped:
            escaped = False
        elif letter == "\\":
            escaped = True
        elif letter in "[]":
            in_class = letter == "["
        elif not in_class:
            yield at, letter
