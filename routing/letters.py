"""Tables of phrases as one fast pattern, and the small letters in which they are looked for.

`small` makes text small letter for letter, so a place found in the small text is the same place in the text as it was
written. Phrases compiled by `any_of` and `pattern` find there what `re.IGNORECASE` finds in the original, at a
fifth of its cost: Python's `re` compares letters one by one only where case counts. As with `re.IGNORECASE` the Turkish
dotless ı, the dotted İ and the i are one letter, for people and programs mix them up.

Nothing here knows a language; the tables are in `classify_words.py`, `intake/case_words.py` and their like.
`intake/phrases.py` groups the phrases of screening, for text that is folded and not only small, by the same means.
`re.error` for a phrase that is no regular expression, when its table is imported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

# What str.lower leaves apart, or makes two letters of; `re.IGNORECASE` takes each pair for one letter.
_ALIKE = (("İ", "i"), ("ı", "i"), ("ſ", "s"))
_SYNTAX = re.compile(r"\\.|\(\?P?[<=!:]")  # \S is not \s, and a named group opens with a capital
_QUANTIFIERS = ("?", "*", "+", "{")
_NOTHING = "(?!)"
_OPENS = r"(?<!\w)(?:"
_ANY_WORD = re.compile(r"\\w[*+]([\w ]+)(?![?*+{])")
_FIGURE = r"\d"
_BEGINS_WITH_FIGURE = re.compile(r"\\d(?![?*]|\{[0,])")  # one at least
_BARE = {  # letters without their signs, one for one
    **{letter: unicodedata.normalize("NFD", letter)[0] for letter in map(chr, range(0xC0, 0x180))},
    **dict(zip("ßøæœđłð", "soaodld", strict=True)),
    **dict.fromkeys("’‘ʼ´`′", "'"),
    "\u00a0": " ",
}
_TWO_LETTERS = {"ä": "ae?", "ö": "oe?", "ü": "ue?", "ø": "oe?", "æ": "ae?", "å": "aa?", "ß": "ss?", "œ": "oe?"}


def small(text: str) -> str:
    """The text in small letters; of the same length."""
    for letter, plain in _ALIKE:
        if letter in text:
            text = text.replace(letter, plain)
    return text.lower()


def plain(text: str) -> str:
    """The text in small letters without accents, for tables made by `any_plain`; of the same length."""
    lowered = small(text)
    if not lowered.isascii():
        for letter in _BARE.keys() & set(lowered):  # a handful in any language; a fifth of what `str.translate` takes
            lowered = lowered.replace(letter, _BARE[letter])
    return lowered


def said(text: str, found: re.Match[str]) -> str:
    """What was found in the small text, as the text has it."""
    return text[found.start() : found.end()]


def pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Compiled for small text: the expression with its letters small, its escapes and groups as they are."""
    return re.compile(_with_branches(_small_expression(expression)), flags)


def any_of(phrases: str) -> re.Pattern[str]:
    """Any of the phrases (regular expressions, one a line, without captures) at the start of a word of small text."""
    return re.compile(f"{_OPENS}{grouped(_small_expression(phrases).strip().splitlines())})")


def plain_pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Compiled for plain text: people leave out signs, or write two letters for one ("konnen", "koennen")."""
    return re.compile(_with_branches(_plain_expression(expression)), flags)


def any_plain(phrases: str) -> re.Pattern[str]:
    """As `any_of`, for plain text."""
    return re.compile(f"{_OPENS}{grouped(_plain_expression(phrases).strip().splitlines())})")


def grouped(phrases: Iterable[str]) -> str:
    """The alternation of the phrases, what they have in common at their beginning written once; finds exactly the same.

    `re` tries a branch only where its first letter stands, so a word costs a few comparisons and not one a phrase.
    """
    return branched(opened for phrase in phrases for opened in openings(phrase.strip()))


def either(*tables: re.Pattern[str]) -> Callable[[str], bool]:
    """Tells whether one of the tables, all of `any_of` or all of `any_plain`, finds anything in a text.

    One look for what most texts have not, instead of one a table. What begins with any word of a certain end is looked
    for where that end stands in the text, for it would be tried at every word.
    """
    phrases = [phrase for table in tables for phrase in _phrases(table)]
    by_end: dict[str, list[str]] = {}
    for phrase in phrases:
        if not _first(phrase):
            end = _ANY_WORD.match(phrase)
            by_end.setdefault(end[1] if end else "", []).append(phrase)
    by_first = re.compile(f"{_OPENS}{branched(filter(_first, phrases)) or _NOTHING})")
    others = [(end, re.compile(f"{_OPENS}{'|'.join(ending)})")) for end, ending in by_end.items()]

    def holds(text: str) -> bool:
        return by_first.search(text) is not None or any(end in text and rest.search(text) for end, rest in others)

    return holds


def beginning(*tables: re.Pattern[str]) -> re.Pattern[str]:
    """Finds every place where one of the tables finds something, nothing long, in one look.

    The tables are all of `any_of`, or all of `any_plain`.
    """
    return re.compile(f"(?<!\\w)(?={branched(phrase for table in tables for phrase in _phrases(table))})")


def branched(phrases: Iterable[str]) -> str:
    """The alternation of phrases without choices of their own; those that begin alike share a branch, and so on in it.

    A phrase that may begin with any letter stays in its place, and parts those before from those behind it.
    """
    branches: list[str] = []
    by_first: dict[str, list[str]] = {}
    for phrase in phrases:
        if first := _first(phrase):
            by_first.setdefault(first, []).append(phrase)
        else:
            branches += [*_branches(by_first), phrase]
            by_first = {}
    return "|".join(dict.fromkeys([*branches, *_branches(by_first)]))


def _with_branches(expression: str) -> str:
    """The expression with what the choices of each group have in common written once; finds exactly the same."""
    pieces, done = [], 0
    for begin, letter in _unescaped(expression):
        if begin >= done and letter == "(" and expression.startswith("(?:", begin):
            end = begin + _group_end(expression[begin:])
            choices = map(_with_branches, _choices(expression[begin + 3 : end - 1]))
            pieces += [expression[done:begin], f"(?:{branched(choices)})"]
            done = end
    return "".join([*pieces, expression[done:]])


def literal(phrase: str) -> bool:
    """Whether a phrase begins with one certain letter, or a blank."""
    return (phrase[:1].isalnum() or phrase[:1] == " ") and not phrase[1:2].startswith(_QUANTIFIERS)


def _phrases(table: re.Pattern[str]) -> list[str]:
    """What stands in a table of `any_of` or `any_plain`."""
    return _choices(table.pattern.removeprefix(_OPENS)[:-1])


def _small_expression(expression: str) -> str:
    pieces, at = [], 0
    for syntax in _SYNTAX.finditer(expression):
        pieces += [small(expression[at : syntax.start()]), syntax[0]]
        at = syntax.end()
    return "".join([*pieces, small(expression[at:])])


def _plain_expression(expression: str) -> str:
    lowered = _small_expression(expression)
    outside = {at for at, _ in _unescaped(lowered)}
    pieces = []
    for at, letter in enumerate(lowered):
        spelt = _TWO_LETTERS.get(letter) if at in outside else None
        if spelt and lowered[at + 1 : at + 2].startswith(_QUANTIFIERS):
            spelt = f"(?:{spelt})"
        pieces.append(spelt or _BARE.get(letter, letter))
    return "".join(pieces)


def _first(phrase: str) -> str:
    """The letter with which a phrase begins, `_FIGURE` for whatever figure; nothing where it may begin otherwise."""
    if literal(phrase):
        return _FIGURE if phrase[0].isdigit() else phrase[0]
    return _FIGURE if _BEGINS_WITH_FIGURE.match(phrase) else ""


def _branches(by_first: dict[str, list[str]]) -> Iterator[str]:
    for first, phrases in by_first.items():
        if first == _FIGURE or len(phrases) == 1:
            yield from phrases
        else:
            yield f"{first}(?:{branched(phrase[1:] for phrase in phrases)})"


def openings(phrase: str) -> Iterator[str]:
    """The phrase, or what it may begin with, in order: "(?:a|b) c" is "a c" and "b c", "(?:a )?c" is "a c" and "c".

    Nothing for a phrase without a letter; choices outside a group count as choices.
    """
    choices = _choices(phrase)
    if len(choices) > 1:
        for choice in choices:
            yield from openings(choice)
        return
    end = _group_end(phrase) if phrase.startswith("(?:") else 0
    rest = phrase[end:]
    optional = rest.startswith("?") and not rest.startswith(("??", "?+"))
    if not end or (rest.startswith(_QUANTIFIERS) and not optional):
        if phrase:
            yield phrase
        return
    rest = rest.removeprefix("?") if optional else rest
    for choice in [*_choices(phrase[3 : end - 1]), *([""] if optional else [])]:
        yield from openings(choice + rest)


def _group_end(phrase: str) -> int:
    """Where the group ends that opens the phrase."""
    depth = 0
    for at, letter in _unescaped(phrase):
        depth += (letter == "(") - (letter == ")")
        if not depth:
            return at + 1
    return 0


def _choices(alternation: str) -> list[str]:
    """The alternatives of an expression outside its groups."""
    pieces, depth, begin = [], 0, 0
    for at, letter in _unescaped(alternation):
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            pieces.append(alternation[begin:at])
            begin = at + 1
    return [*pieces, alternation[begin:]]


def _unescaped(expression: str) -> Iterator[tuple[int, str]]:
    """The characters that are neither escaped nor in a class, with their places."""
    escaped = in_class = False
    for at, letter in enumerate(expression):
        if escaped:
            escaped = False
        elif letter == "\\":
            escaped = True
        elif letter in "[]":
            in_class = letter == "["
        elif not in_class:
            yield at, letter
