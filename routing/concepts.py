"""What a text speaks of, whatever its language: some twenty notions by which people ask, report and wish (PRO-08).

"how do I", "wie kann ich" and "nasıl" are one notion, so what is learnt of it in one language holds in all. Each notion
has its phrases in six languages; they are looked for in plain words (`plain_words.py`: small, no accents), in the
language of the text and in English, or in all where it is unknown. Pure, never raises, linear.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence

from routing.concept_words import PHRASES
from routing.letters import grouped
from routing.plain_words import plain

NOTIONS = tuple(PHRASES)
_LANGUAGES = ("en", "nl", "de", "nb", "tr", "fr")
_GAP = r"(?:\S+ ){0,3}"


def spoken_of(words: Sequence[str], language: str | None) -> Counter[str]:
    """How often each notion is met in the plain words; a word belongs to one notion only, the longest phrase's."""
    line = " ".join(words)
    found: Counter[str] = Counter()
    for code in _read_in(language):
        for phrase in _any_notion(code).findall(line):  # no phrase captures
            found[_notion(code, phrase)] += 1
    return found


def _read_in(language: str | None) -> tuple[str, ...]:
    """Unknown: all. English terms are met in every language, and alone in one that is none of ours."""
    if language is None:
        return _LANGUAGES
    return (language, "en") if language in _LANGUAGES[1:] else ("en",)


@functools.cache
def _phrases(language: str) -> dict[str, list[str]]:
    """Expressions by notion, the longest first."""
    told = {notion: by_language[language].split(",") for notion, by_language in PHRASES.items()}
    return {
        notion: sorted((_expression(phrase) for phrase in phrases if phrase.strip()), key=len, reverse=True)
        for notion, phrases in told.items()
    }


@functools.cache
def _any_notion(language: str) -> re.Pattern[str]:
    """Finds what `_each_notion` finds, several times as fast, but does not say which it is."""
    phrases = [phrase for phrases in _phrases(language).values() for phrase in phrases]
    return re.compile(rf"(?<!\S)(?:{grouped(phrases)})(?!\S)")


@functools.cache
def _each_notion(language: str) -> re.Pattern[str]:
    """A named group a notion: of two that begin at the same word the earlier in the table wins."""
    groups = (f"(?P<{notion}>{'|'.join(phrases)})" for notion, phrases in _phrases(language).items())
    return re.compile(rf"(?:{'|'.join(groups)})(?!\S)")


@functools.lru_cache(maxsize=4096)
def _notion(language: str, phrase: str) -> str:
    match = _each_notion(language).match(phrase)
    return str(match.lastgroup) if match else ""


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
