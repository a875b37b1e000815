"""What the lexicon and the sender's own statements say of a mail, as numbers for the classifier (PRO-08).

Each cue of `classify_words.py` that is found speaks once for its category, its weight less with every further one.
Pure, never raises, bounded. It decides nothing: the model weighs these numbers beside the n-grams.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from routing.classify_words import CUES, Cue, folded
from routing.concepts import NOTIONS, spoken_of
from routing.letters import beginning, small
from routing.statements import stated
from routing.submission import Category

_SUBJECT_FACTOR = 1.3  # people put the heart of the matter there
_LOOKED_AT = 8000  # characters
_WORDS_LOOKED_AT = 400
_MOST_OF_A_KIND = 4
_ORDER = (Category.SUPPORT, Category.BUG, Category.SUGGESTION)

NAMES = (
    *(f"words of {category}" for category in _ORDER),
    *(f"words of {category} in the subject" for category in _ORDER),
    *(f"stated: {category}" for category in _ORDER),
    "no known word",
    *(f"speaks of {notion}" for notion in NOTIONS),
)


@dataclass(frozen=True, slots=True)
class Cues:
    """`values` stand in the order of NAMES; `found` are cues with their categories, `statement` the sender's own."""

    values: tuple[float, ...]
    found: tuple[tuple[Category, str], ...]
    statement: tuple[Category, str] | None
    known: bool  # whether any word of the text says anything to lexicon, notions or statements


def spot(subject: str, text: str, words: Sequence[str], language: str | None) -> Cues:
    """Look by the language and in English, by all languages where it is unknown; `words` are `ngrams.seen`'s."""
    everywhere, in_subject = dict.fromkeys(_ORDER, 0.0), dict.fromkeys(_ORDER, 0.0)
    found: list[tuple[Category, str]] = []
    met: set[str] = set()
    cues, begins = _looked_for(_read_in(language))
    for written, factor in ((subject[:500], _SUBJECT_FACTOR), (text[:_LOOKED_AT], 1.0)):
        looked_at = small(folded(written))
        places = [match.start() for match in begins.finditer(looked_at)]
        for category, weight, phrases in cues if places else ():
            if new := _said(phrases, looked_at, places) - met:
                for order, cue in enumerate(sorted(new)[:_MOST_OF_A_KIND]):
                    everywhere[category] += weight * factor / (1 + order)
                    found.append((category, cue[:60]))
                met |= new
        if factor != 1.0:
            in_subject = dict(everywhere)
    statement = stated(subject, text)
    notions = spoken_of(words[:_WORDS_LOOKED_AT], language)
    values = (
        *(math.log1p(everywhere[category]) for category in _ORDER),
        *(math.log1p(in_subject[category]) for category in _ORDER),
        *(float(statement is not None and statement[0] is category) for category in _ORDER),
        float(not found),
        *(math.log1p(notions[notion]) for notion in NOTIONS),
    )
    return Cues(values, tuple(found), statement, bool(found or notions or statement))


def _read_in(language: str | None) -> tuple[str, ...]:
    if language is None:
        return tuple(CUES)
    return (language, "en") if language in CUES and language != "en" else ("en",)


@functools.cache
def _looked_for(codes: tuple[str, ...]) -> tuple[list[Cue], re.Pattern[str]]:
    """The cues of these languages, and what finds each place where one of them begins."""
    cues = [cue for code in codes for cue in CUES[code]]
    return cues, beginning(*(phrases for _, _, phrases in cues))


def _said(phrases: re.Pattern[str], text: str, places: Sequence[int]) -> set[str]:
    """What `phrases.finditer` finds, and at these places only."""
    found, end = set(), 0
    for place in places:
        if place >= end and (match := phrases.match(text, place)):
            found.add(match[0])
            end = match.end()
    return found
