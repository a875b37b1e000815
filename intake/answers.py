"""Answers to the questions we asked: between our numbered lines, under numbers of their own, on labelled lines.

The questions are known, as the mail of ours that asked them is: its lines are found again in what the customer's client
made of them (marks, bold, other numbers, none at all, wrapped), and what stands between and is not ours is his. Where
nothing is quoted, his own numbers count, then a list or lines of the same length, then the whole mail if there was
one question. An answer that cannot be one (a phone without digits) makes the others doubtful: then they are steps.

Pure, never raises, linear in the text and bounded in the lines looked at. It does not decide what becomes of an answer
(`routing/completing.py`), and what free prose says is read by `intake/casefile.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from intake.answer_values import is_checked, worth
from intake.answer_words import (
    BULLET,
    CHANGE_STEMS,
    CLOSING,
    GREETING,
    LICENCE_CAUSE,
    LICENCE_NUMBER,
    LICENCE_STEMS,
    NUMBER,
    RECENT_CHANGES,
)
from intake.quoted_questions import between, questions_in
from routing.folding import words
from routing.letters import small
from routing.order_words import DETAILS
from routing.submission import Stated

_MOST_LINES = 600  # of what is new; answers are short
_LONGEST = 400  # characters of a line with a label or number
_SHORT = 600  # characters of a mail that is one answer as a whole
_PROSE = 20_000  # characters looked through for a licence number
# Said in a labelled line these are corrections of what we understood, asked or not.
_CORRECTED = frozenset({"company", "phone", "operating_system", "product_version", "third_party", "licence_number"})
_LABEL = re.compile(
    r"[ \t\xa0*_•·–-]{0,8}(?:\(?\d{1,2}[.)][ \t\xa0]{0,3})?([^:=\n]{2,60}?)[*_ \t\xa0]{0,8}[:=][ \t\xa0*_]{0,8}(\S.*)"
)


_TOLD_IN_PASSING = (
    ("licence_cause", LICENCE_STEMS, LICENCE_CAUSE),
    ("recent_changes", CHANGE_STEMS, RECENT_CHANGES),
)
_DIGITS = re.compile(r"(?:\d\D{0,3}){3}")
_YEAR = re.compile(r"(?:19|20)\d\d")  # of a release


@dataclass(frozen=True, slots=True)
class Asked:
    """A mail of ours: the details it asks for, in the order of its numbers, and its text as it was sent."""

    fields: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """A customer's mail: the whole text, what of it is new, and where his national phone numbers may be valid."""

    text: str
    visible: str
    countries: tuple[str, ...] = ()


def read(reply: Reply, asked: Sequence[Asked]) -> tuple[Stated, ...]:
    """What he says of the details; of each what is surely new before what may be old.

    `asked` has the mail that he answers first: numbers of his own can only be meant for that one.
    """
    found = [stated for one in asked for stated in _below(reply, one)]
    found += _to(reply, asked[0], found) if asked and not any(one.fresh for one in found) else []
    wanted = {field for one in asked for field in one.fields}
    found += [*_labelled(reply, wanted | _CORRECTED), *_in_prose(reply.visible, wanted)]
    first: dict[str, Stated] = {}
    for stated in sorted(found, key=lambda one: not one.fresh):
        first.setdefault(stated.field, stated)
    return tuple(first.values())


def unasked(text: str) -> tuple[Stated, ...]:
    """Of a first mail: what would be asked in a licence question or a bug, and need not be, as it says so."""
    return tuple(_in_prose(text, {"licence_number", "licence_cause", "recent_changes"}))


def _below(reply: Reply, asked: Asked) -> list[Stated]:
    """The answers between the questions of a mail of ours."""
    return _stated(reply, asked, _between(reply, asked), "below question")


def _to(reply: Reply, asked: Asked, quoted: Sequence[Stated]) -> list[Stated]:
    """The answers by number or place, where nothing new stands in the quote; `quoted` is what stands there.

    A later mail of the thread may number other things, so they fill gaps only.
    """
    lines = reply.visible.split("\n", _MOST_LINES)[:_MOST_LINES]
    for said, where in (
        (_numbered(lines, len(asked.fields)), "answer"),
        (_listed(lines, len(asked.fields)), "line of the list"),
        (_line_by_line(lines, asked, reply.countries), "line"),
        ([] if quoted else _as_a_whole(lines, asked), "the only question, answer"),
    ):
        found = _stated(reply, asked, said, where)
        if found:
            return [replace(one, fresh=False) for one in found]
    return []


@dataclass(frozen=True, slots=True)
class _Said:
    """Words under a question; `fresh`: they are surely new."""

    number: int  # from 0
    words: str
    fresh: bool = True


def _stated(reply: Reply, asked: Asked, said: Sequence[_Said], where: str) -> list[Stated]:
    """Words as values; none at all where not one of those that can be told looks like an answer to its question."""
    weighed = [
        (one, asked.fields[one.number], worth(asked.fields[one.number], one.words, reply.countries)) for one in said
    ]
    told = [found for _, field, found in weighed if is_checked(field)]
    if told and not any(told) and not any(found and found.checked for _, _, found in weighed):
        return []
    return [
        Stated(field, found.value, f"{where} {one.number + 1}", one.fresh) for one, field, found in weighed if found
    ]


def _between(reply: Reply, asked: Asked) -> list[_Said]:
    questions = questions_in(asked.text, len(asked.fields))
    if not questions:
        return []
    return [_Said(*one) for one in between(reply.text, reply.visible, questions, asked.text)]


def _numbered(lines: Sequence[str], most: int) -> list[_Said]:
    """His own numbers; rising, and no higher than ours, else it is another list."""
    found: list[tuple[int, list[str]]] = []
    for line in lines:
        match = NUMBER.match(small(line[:_LONGEST]))
        if match is not None:
            number = int(match["number"])
            if number > most or (found and number <= found[-1][0] + 1):
                return []
            found.append((number - 1, [line[match.start("said") :]]))
        elif found:
            found[-1][1].append(line)
    if not found:
        return []
    *others, (last, tail) = found
    return [_Said(number, "\n".join(said)) for number, said in others] + [_Said(last, _paragraph(tail))]


def _paragraph(lines: Sequence[str]) -> str:
    """Up to the first blank line behind a word: below the last answer stand closing words."""
    said: list[str] = []
    for line in lines:
        if not line.strip() and any(one.strip() for one in said):
            break
        if any(one.strip() for one in said) and CLOSING.fullmatch(small(line.strip()[:_LONGEST])):
            break
        said.append(line)
    return "\n".join(said)


def _listed(lines: Sequence[str], wanted: int) -> list[_Said]:
    """Bullets or letters instead of numbers, as many as there are questions."""
    items = [line[match.start("said") :] for line in lines if (match := BULLET.match(line[:_LONGEST]))]
    return [_Said(number, said) for number, said in enumerate(items)] if len(items) == wanted > 1 else []


def _line_by_line(lines: Sequence[str], asked: Asked, countries: tuple[str, ...]) -> list[_Said]:
    """Bare lines, one for each question, where every one that can be checked fits its question."""
    said = _without_courtesies(lines)
    if len(said) != len(asked.fields) or len(said) < 2:
        return []
    checked = [
        worth(field, line, countries) for field, line in zip(asked.fields, said, strict=True) if is_checked(field)
    ]
    if not checked or not all(checked):
        return []
    return [_Said(number, line) for number, line in enumerate(said)]


def _as_a_whole(lines: Sequence[str], asked: Asked) -> list[_Said]:
    """The one question that was asked, answered by the mail as a whole; thanks alone and a question are no answer."""
    said = "\n".join(_without_courtesies(lines))
    if len(asked.fields) != 1 or not 0 < len(said) <= _SHORT or said.endswith("?"):
        return []
    return [_Said(0, said)]


def _without_courtesies(lines: Sequence[str]) -> list[str]:
    """The lines with words, without the greeting above and, from the closing words on, what stands below."""
    said = [line.strip() for line in lines if line.strip()]
    if said and GREETING.fullmatch(small(said[0][:_LONGEST])):
        said = said[1:]
    end = next((n for n, line in enumerate(said) if CLOSING.fullmatch(small(line[:_LONGEST]))), len(said))
    return said[:end]


def _labelled(reply: Reply, wanted: set[str] | frozenset[str]) -> Iterator[Stated]:
    """Lines such as "Telefoon: 03 …" in what is new, by the names that engineers may use in `#ask`."""
    for line in reply.visible.split("\n", _MOST_LINES)[:_MOST_LINES]:
        match = _LABEL.match(line[:_LONGEST])
        field = DETAILS.get(" ".join(words(match[1]))) if match else None
        if match is None or field is None or field not in wanted:
            continue
        found = worth(field, match[2], reply.countries)
        if found is not None and found.value is not None:
            yield Stated(field, found.value, f"labelled line {match[1].strip()!r}")


def _in_prose(text: str, wanted: set[str]) -> Iterator[Stated]:
    """What no other reader looks for: a licence's number and what became of it, and changes before it began."""
    head = text[:_PROSE]
    looked_at = small(head)
    if "licence_number" in wanted and any(stem in looked_at for stem in LICENCE_STEMS):
        numbers = (head[m.start("number") : m.end("number")] for m in LICENCE_NUMBER.finditer(looked_at))
        number = next((one for one in numbers if _DIGITS.search(one) and not _YEAR.fullmatch(one)), None)
        if number is not None:
            yield Stated("licence_number", number, "read in his message", fresh=False)
    for field, stems, phrases in _TOLD_IN_PASSING:
        told = field in wanted and any(stem in looked_at for stem in stems)
        match = phrases.search(looked_at) if told else None
        if match is not None:
            yield Stated(field, _sentence(head, match.start(), match.end()), "read in his message", fresh=False)


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a place, cut where it is long."""
    begin = max(text.rfind(mark, max(0, start - 200), start) for mark in (". ", "! ", "? ", "\n\n"))
    begin = begin + 2 if begin >= 0 else max(0, start - 200)
    stops = [at for mark in (". ", "! ", "? ", ".\n", "\n\n") if (at := text.find(mark, end, end + 200)) >= 0]
    return " ".join(text[begin : min(stops, default=min(len(text), end + 200))].split())
