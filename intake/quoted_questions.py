"""Our own numbered questions, found again in a reply, and what was written between them.

Clients mark, wrap, embolden and renumber what they quote, or mark nothing at all; the words of a question stay. So
lines are compared by their words, with the mail as we sent it beside them: what stands below a question and is no line
of ours is the answer. Pure, never raises, linear, and looks at a bounded number of lines. What an answer is worth is
decided by `intake/answer_values.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from routing.letters import small

_MOST = 100_000  # characters
_MOST_LINES = 3000
_LONGEST = 400  # characters of a line that may be a question
_WRAPPED = 3  # lines that a client may make of one question
_ANSWER_LINES = 60
_MOST_OPENINGS = 300  # lines that begin like a question: a thread quotes each some times
_SIGNS = 3  # "-" and "???" are answers, a row of signs is a rule
_ITEM = re.compile(r"[ \t]{0,8}(\d{1,2})\.[ \t]{1,4}(\S.*)")
_MARKS = re.compile(r"(?:[ \t]{0,3}[>|]){1,30}[ \t]?")
_LEAD = re.compile(r"[\s*_•·–—-]{0,12}(?:[*_(]{0,3}\d{1,2}[*_]{0,2}[.):][*_)]{0,3}[\s*_]{0,12})?")
_TRAIL = " \t\xa0?:;,.)*_–—-=→>"
_WORD = re.compile(r"[^\W_]+")

Question = tuple[str, ...]  # its words in small letters


def questions_in(sent: str, count: int) -> tuple[Question, ...]:
    """The numbered questions of a mail of ours; none where there are not `count` of them (an operator's template)."""
    found: list[str] = []
    going = False
    for line in sent[:_MOST].split("\n"):
        match = _ITEM.match(line[:_LONGEST])
        if match is not None and int(match[1]) == len(found) + 1:
            found.append(match[2])
            going = True
        elif going and line.strip():
            found[-1] += f" {line.strip()}"  # wrapped
        else:
            going = False
    questions = tuple(_words(question) for question in found)
    return questions if len(questions) == count and all(questions) else ()


def between(text: str, visible: str, questions: Sequence[Question], sent: str) -> Iterator[tuple[int, str, bool]]:
    """(question from 0, what stands below or behind it, whether that is surely new); the first answer to each.

    `visible` is what the mail newly says; what stands in the rest may be an older answer, quoted.
    """
    told = _Told(_stream(visible), frozenset(map(_words, sent[:_MOST].split("\n"))), _stream(sent))
    lines = text[:_MOST].split("\n", _MOST_LINES)[:_MOST_LINES]
    seen: set[int] = set()
    for found in _answered(lines, questions, told):
        said = found.text()
        if said and found.number not in seen:
            seen.add(found.number)
            yield found.number, said, told.is_new(said)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is ours and what is new, as words."""

    new: str
    lines: frozenset[Question]  # of our mail
    ours: str

    def is_ours(self, line: str, *, marked: bool) -> bool:
        """Whether a line is one of our mail, or, marked or long enough to be no chance, a piece of one."""
        said = _words(line)
        if not said:
            return len(line.strip()) > _SIGNS
        return said in self.lines or ((marked or len(said) > 3) and f" {' '.join(said)} " in self.ours)

    def is_new(self, said: str) -> bool:
        """Whether what is newly written has it; signs alone are nobody's words."""
        return not _words(said) or _stream(said) in self.new


@dataclass(slots=True)
class _Answer:
    """What is gathered below a question."""

    number: int
    lines: list[str] = field(default_factory=list)

    def text(self) -> str:
        """Without blank edges."""
        return "\n".join(self.lines).strip()


def _answered(lines: Sequence[str], questions: Sequence[Question], told: _Told) -> Iterator[_Answer]:
    likely = _Likely({question[0] for question in questions})
    current: _Answer | None = None
    at = 0
    while at < len(lines):
        opened = _opened(lines, at, questions) if likely.begins(lines[at]) else None
        if opened is not None:
            if current is not None:
                yield current
            number, used, rest = opened
            current = _Answer(number, [rest] if rest else [])
            at += used
            continue
        if current is not None and not _goes_on(current, lines[at], told, last=current.number == len(questions) - 1):
            yield current
            current = None
        at += 1
    if current is not None:
        yield current


def _goes_on(answer: _Answer, line: str, told: _Told, *, last: bool) -> bool:
    """Take a line into an answer; False where it ends above it."""
    bare, marked = _unmarked(line)
    if not bare.strip():
        answer.lines.append("")
        return not (last and not marked and answer.text())  # below the last one stand closing words
    if len(answer.lines) >= _ANSWER_LINES or told.is_ours(bare, marked=marked):
        return False
    answer.lines.append(bare)
    return True


@dataclass(slots=True)
class _Likely:
    """Spares most lines the look at every question, and all of them once there were more than anybody quotes."""

    firsts: set[str]  # words with which our questions begin
    left: int = _MOST_OPENINGS

    def begins(self, line: str) -> bool:
        """Whether a question may begin on a line."""
        first = _WORD.search(small(_bare(line)))
        if first is None or first[0] not in self.firsts or not self.left:
            return False
        self.left -= 1
        return True


def _opened(lines: Sequence[str], at: int, questions: Sequence[Question]) -> tuple[int, int, str] | None:
    """(question, lines it takes, what stands behind it on its line) where one begins."""
    line = _bare(lines[at])
    for used in range(1, _WRAPPED + 1):
        said = [(match[0], match.end()) for match in _WORD.finditer(small(line))]
        for number, question in enumerate(questions):
            if tuple(word for word, _ in said[: len(question)]) == question:
                return number, used, line[said[len(question) - 1][1] :].lstrip(_TRAIL).rstrip()
        if not any(tuple(word for word, _ in said) == question[: len(said)] for question in questions):
            return None
        if at + used < len(lines):
            line = f"{line} {_unmarked(lines[at + used])[0].strip()}"[:_LONGEST]
    return None


def _bare(line: str) -> str:
    """A line without the marks of a quote and the number before it."""
    line = _unmarked(line)[0][:_LONGEST]
    lead = _LEAD.match(line)
    return line[lead.end() :] if lead else line


def _unmarked(line: str) -> tuple[str, bool]:
    """A line without the marks of a quote, and whether it had any."""
    marks = _MARKS.match(line)
    return (line[marks.end() :], True) if marks else (line, False)


def _words(line: str) -> Question:
    return tuple(_WORD.findall(small(line)))


def _stream(text: str) -> str:
    """All words with one blank around each, so that a run of them is found by `in`."""
    return f" {' '.join(_words(text[:_MOST]))} "
