"""Absence notes that only their words betray: no header, and often no word in the subject.

A note is short and tells of nothing but an absence: that nobody is there, and what then becomes of mail (who helps
instead, that it is not read, thanks for it). Anything else makes its sender a person: a question, a trouble, a thing
that the desk is about, a wish, a deadline, or sentences that are no part of a note. Who writes just what a machine
would write is taken for one; nobody can tell the two apart, and such a mail asks nothing. Never raises.
"""

from __future__ import annotations

import re

from intake import words_of_absence as absence
from intake import words_of_customers as customers
from intake import words_of_notes as notes
from intake.gravity import is_critical
from intake.phrases import table_of
from intake.screening_reports import Answer
from intake.screening_view import View
from routing.submission import Kind

LENGTH = 160  # words; an absence note is short
_BUT = r"(?:but|however|maar|echter|aber|jedoch|men|ama|fakat|mais|pero|ma)\b"
_SENTENCE = re.compile(rf"(?<=[^\d\s][.!])\s+|\n|,? (?={_BUT})")
_TURN = re.compile(_BUT)
# "Nobody reads this before Monday" is no deadline.
_NOT_BEFORE = re.compile(
    r"\b(?:not|nicht|ikke|ikkje|niet|pas|\w+n't)\b[^.?!\n]{0,40}\b(?:before|vor|vóór|voor|før|avant)\b"
)
# Of a signature or an address: no sentence.
_ADDRESS = re.compile(r"@|www\.|https?:|\d{3}|\btel\b|\bmobil\w*\b")
_MAILBOX = re.compile(r"[\w.+-]{1,64}@[\w.-]+\w")  # its full stops end no sentence
_WORD = re.compile(r"[^\W\d_]{3,}")
_CONTACT = re.compile(r"x@y|\d[\d /()-]{6,18}\d")  # a mail address or a telephone number
_FEW = 5  # words of a salutation, a name or a heading
_TELLING = ("instead", "unread", "serve", "thanks", "robot")


def note(view: View) -> Answer:
    """AUTO_REPLY for a text that is an absence note and nothing else."""
    if view.length > LENGTH or view.forwards or view.asks:
        return None
    if not notes.NOBODY_THERE.search(view.own):
        return None
    text = _MAILBOX.sub("x@y", _without_closing(view.own))
    found: dict[str, str] = {}
    for match in notes.PARTS.finditer(text):
        found.setdefault(table_of(match), match[0])
    if _CONTACT.search(text):
        found.setdefault("instead", "whom to ask")
    if robot := absence.ABSENT_STRONG.search(text):
        found["robot"] = robot[0]
    if not _enough(view, found) or customers.WISH.search(_NOT_BEFORE.sub(" ", text)):
        return None
    if _says_more(text, sure=sum(name in found for name in _TELLING) > 1):
        return None
    if "back" not in found and is_critical(view.own)[0]:  # the program is not there, and nobody can work
        return None
    return Kind.AUTO_REPLY, f"absence note: {', '.join(repr(phrase[:60]) for phrase in list(found.values())[:3])}"


def _enough(view: View, found: dict[str, str]) -> bool:
    """Whether the parts found are those of a note; "away" and "back on Monday" alone are a person's as well."""
    told = [name for name in _TELLING if name in found]
    if "gone" in found:
        return bool(told)
    if "away" in found or "serve" in found:
        # People, too, thank for a mail and tell when they are back.
        enough = len(told) > ("away" not in found or told == ["thanks"])
        return enough or ("back" in found and notes.SUBJECT.search(view.subject) is not None)
    return False


def _without_closing(text: str) -> str:
    closed = notes.CLOSING.search(text)
    return text[: closed.start()] if closed else text


def _says_more(text: str, *, sure: bool) -> bool:
    """Whether something is told beside the absence; a note with several parts (`sure`) may be wordier."""
    rest = notes.PARTS.sub(" ", text)
    if any(matter.search(rest) for matter in (customers.THINGS, customers.TROUBLE, customers.MATTER)):
        return True
    if _asks_for_more(text) or _left_over(text) > (25 if sure else 8):
        return True
    return not sure and len(_WORD.findall(rest)) > 18


def _left_over(text: str) -> int:
    """The words of sentences in which no part of a note stands; of those behind a "but", where none tells of mail."""
    sentences = (s for s in _SENTENCE.split(text) if s and not _ADDRESS.search(s) and not _known(s))
    return sum(words for s in sentences if (words := len(s.split())) > _FEW)


def _known(sentence: str) -> bool:
    if not _TURN.match(sentence):
        return notes.PARTS.search(sentence) is not None
    return any(table_of(match) in _TELLING for match in notes.PARTS.finditer(sentence))


def _asks_for_more(text: str) -> bool:
    """Whether a sentence has a wish that is none of a note's: "please call my colleague" and "urgent: call me" are."""
    asking = (s for s in _SENTENCE.split(text) if s and customers.REQUEST.search(s))
    return any(not any(table_of(m) in ("instead", "unread", "serve") for m in notes.PARTS.finditer(s)) for s in asking)
