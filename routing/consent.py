"""Whether a customer's mail says yes to paid work (GEN-04, GEN-05, JOH-04). Pure, linear, never raises.

A yes costs money, so only a plain one counts: one of its first sentences is an agreement with nothing in it but
courtesy, and nowhere stands a condition, a bound, or a question of the price. "Yes, but" is no yes: it is `QUALIFIED`,
and a person reads it. Whether anybody asked, and whether the writer may say it, is not known here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum

from routing.consent_words import AROUND, CONDITIONS, GREETINGS, NEGATIONS, NO, PRICES, YES
from routing.folding import folded

_READ = 4_000  # characters of a mail; nobody writes his yes below them
_FIRST = 4  # sentences in which it must stand
_LONGEST = 16  # words of a sentence that is nothing but a yes
_PHRASE = 4  # words of the longest one
_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;]?")
_WORD = re.compile(r"[^\W_]+")


class Consent(StrEnum):
    """What a mail says to the question."""

    YES = "yes"
    NO = "no"
    QUALIFIED = "qualified"  # a yes with something to it
    SILENT = "silent"  # neither


def read_consent(text: str) -> Consent:
    """What a customer newly wrote, read as an answer to "may we begin, at this price?"."""
    head = unicodedata.normalize("NFC", text[:_READ])
    sentences = list(_sentences(head))
    for place, (words, asks) in enumerate(sentences[:_FIRST]):
        if _begins(words, NO):
            return Consent.NO
        if _begins(words, YES):
            plain = _plain(words) and not asks and all(_is_courtesy(earlier) for earlier, _ in sentences[:place])
            bound = any(_binds(others, asks=question) for others, question in sentences)
            return Consent.YES if plain and not bound and len(text) <= _READ else Consent.QUALIFIED
    agrees = any(_begins(words, YES) for words, _ in sentences[_FIRST:])
    return Consent.QUALIFIED if agrees else Consent.SILENT


def _sentences(text: str) -> Iterator[tuple[tuple[str, ...], bool]]:
    """The words of each sentence, and whether it asks; without the salutation."""
    first = True
    for match in _SENTENCE.finditer(folded(text)):
        words = tuple(_WORD.findall(match[0]))
        if not words:
            continue
        if first and words[0] in GREETINGS:
            words = _behind_greeting(match[0])
        first = False
        if words:
            yield words, match[0].endswith("?")


def _behind_greeting(sentence: str) -> tuple[str, ...]:
    """What stands behind the comma of `Hei Torunn, ja takk`; nothing where there is none."""
    return tuple(_WORD.findall(sentence.partition(",")[2]))


def _begins(words: Sequence[str], phrases: frozenset[tuple[str, ...]]) -> bool:
    return any(tuple(words[:length]) in phrases for length in range(min(_PHRASE, len(words)), 0, -1))


def _plain(words: Sequence[str]) -> bool:
    """Nothing in it but the yes and what may stand beside one."""
    length = next(n for n in range(min(_PHRASE, len(words)), 0, -1) if tuple(words[:n]) in YES)
    return len(words) <= _LONGEST and all(word in AROUND for word in words[length:])


def _is_courtesy(words: Sequence[str]) -> bool:
    return len(words) <= _LONGEST and all(word in AROUND or word in GREETINGS for word in words)


def _binds(words: Sequence[str], *, asks: bool) -> bool:
    """Whether a sentence sets a condition, or asks what it costs."""
    if any(word in CONDITIONS for word in words):
        return True
    if _begins(words, YES) and any(word in NEGATIONS or word.isdigit() for word in words):
        return True
    return asks and any(word in PRICES for word in words)
