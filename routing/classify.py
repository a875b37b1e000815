"""A first opinion on the category of a customer's mail (PRO-08): support, bug or suggestion, with its confidence.

A weighted lexicon in nl, de, nb, tr, en and fr: each cue found speaks once for its category; an explicit statement of
the sender ("I want to report a bug") outweighs them. Pure, never raises; with no cue at all it says support at low
confidence, as most mails are. The engineer's `#type` is the last word, not this.
"""

from __future__ import annotations

import math

from routing.classify_words import CUES, folded
from routing.letters import small
from routing.submission import Category, Classification

_PRIOR = {Category.SUPPORT: 0.3, Category.BUG: 0.2, Category.SUGGESTION: -0.7}
_SUBJECT_FACTOR = 1.3  # people put the heart of the matter there
_LOOKED_AT = 8000  # characters
_LANGUAGES = ("nl", "de", "nb", "tr", "en", "fr")


def classify(subject: str, text: str, language: str | None) -> Classification:
    """Weigh a mail's new text. `language` is an ISO 639-1 code; unknown ones are read with all lexicons."""
    languages = [language, "en"] if language in _LANGUAGES else list(_LANGUAGES)
    scores = dict(_PRIOR)
    reasons: list[str] = []
    seen: set[str] = set()
    for written, factor in ((subject[:500], _SUBJECT_FACTOR), (text[:_LOOKED_AT], 1.0)):
        source = folded(written)
        looked_at = small(source)
        for code in dict.fromkeys(languages):
            for category, weight, phrases in CUES[str(code)]:
                found = {m[0] for m in phrases.finditer(looked_at)} - seen
                for order, cue in enumerate(sorted(found)[:4]):
                    scores[category] += weight * factor / (1 + order)
                    reasons.append(f"{category} {weight:+.1f}: {cue[:60]!r}")
                seen |= found
    category, confidence = _softmax(scores)
    return Classification(category, confidence, tuple(reasons[:20]) or ("no cue: support is the most frequent",))


def _softmax(scores: dict[Category, float]) -> tuple[Category, float]:
    """The best category and its share, rounded to two places."""
    best = max(scores, key=lambda category: scores[category])
    total = sum(math.exp(score - scores[best]) for score in scores.values())
    return best, round(min(0.99, 1 / total), 2)
