"""What the lexicon and the sender's own statements say of a mail, as numbers for the classifier (PRO-08).

Each cue of `classify_words.py` that is found speaks once for its category, its weight less with every further one.
Pure, never raises, bounded. It decides nothing: the model weighs these numbers beside the n-grams.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from routing.classify_words import CUES, folded
from routing.concepts import NOTIONS, spoken_of
from routing.letters import small
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
    for written, factor in ((subject[:500], _SUBJECT_FACTOR), (text[:_LOOKED_AT], 1.0)):
        looked_at = small(folded(written))
        for code in (language, "en") if language in CUES and language != "en" else (("en",) if language else CUES):
            for category, weight, phrases in CUES[str(code)]:
                new = {m[0] for m in phrases.finditer(looked_at)} - met
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
