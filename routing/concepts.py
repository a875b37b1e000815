"""What a text speaks of, whatever its language: thirty-odd notions by which people ask, report and wish (PRO-08).

"how do I", "wie kann ich" and "nasıl" are one notion, so what is learnt of it in one language holds in all. Each notion
has its phrases in six languages; they are looked for in plain words (`ngrams.py`: small, no accents), in the
language of the text and in English, or in all where it is unknown. Pure, never raises, linear.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence

from routing.concept_words import PHRASES
from routing.ngrams import plain

NOTIONS = tuple(PHRASES)
_LANGUAGES = ("en", "nl", "de", "nb", "tr", "fr")
_GAP = r"(?:\S+ ){0,3}"


def spoken_of(words: Sequence[str], language: str | None) -> Counter[str]:
    """How often each notion is met in the plain words; a word belongs to one notion only, the longest phrase's."""
    known = language in _LANGUAGES
    if not known and language is not None:
        language = "en"
    languages = _LANGUAGES if language is None else tuple(dict.fromkeys((language, "en")))
    line = " ".join(words)
    found: Counter[str] = Counter()
    for code in languages:
        found.update(str(match.lastgroup) for match in _pattern(code).finditer(line))
    return found


@functools.cache
def _pattern(language: str) -> re.Pattern[str]:
    """One pattern a language, a named group a notion: the earlier notion of the table wins where two begin alike."""
    groups = []
    for notion, by_language in PHRASES.items():
        phrases = [_expression(phrase.strip()) for phrase in by_language[language].split(",") if phrase.strip()]
        if phrases:
            groups.append(f"(?P<{notion}>{'|'.join(sorted(phrases, key=len, reverse=True))})")
    return re.compile(rf"(?<!\S)(?:{'|'.join(groups)})(?!\S)")


def _expression(phrase: str) -> str:
    """A phrase as written in the table: * is the rest of a word (or its beginning), _ up to three words between."""
    parts = []
    for word in phrase.split():
        if word == "_":
            parts.append(_GAP)
        elif word == "?":
            parts.append(r"\? ")
        else:
            starred = [plain(piece).strip() for piece in word.split("*")]
            parts.append(r"\S*".join(map(re.escape, starred)) + " ")
    return "".join(parts).removesuffix(" ")
