"""A text as a row of senses: the words by which people ask, report and wish, the same in every language (PRO-08).

"could you add" and "könnten Sie ergänzen" are one row, so what is learnt of it in one language holds in all. A word
may have two senses, its stem's and its ending's ("kaydetmiyor": to keep, not). A word the table does not know leaves
no trace. Pure, never raises, linear; a word is looked up once. Whole phrases are `concepts.py`'s.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from routing.plain_words import plain
from routing.sense_words import LANGUAGES, SENSES

LOOKED_AT = 600  # words
_LONGEST_STEM, _LONGEST_ENDING = 16, 8  # letters
_SHORTEST = 2
_SIGNS = {"?": ("?",), "!": ("!",)}
_NUMBER = ("number",)
_SPELT_OUT = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "o"), ("ø", "oe"), ("å", "aa"), ("æ", "ae"), ("ß", "ss"))


@dataclass(frozen=True, slots=True)
class _Table:
    """Senses of one language by whole word, by stem and by ending."""

    whole: dict[str, str]
    stems: dict[str, str]
    endings: dict[str, str]


def senses_of(words: Sequence[str], language: str | None) -> list[str]:
    """The senses of the first LOOKED_AT plain words, in order; read in English, too, where the language lacks a word.

    `language` None: unknown, so any of ours may be meant.
    """
    code = "" if language is None else language if language in LANGUAGES else "en"
    return [sense for word in words[:LOOKED_AT] for sense in _of(code, word)]


@functools.lru_cache(maxsize=16384)
def _of(code: str, word: str) -> tuple[str, ...]:
    """The senses of a word; `code` is empty where the language is unknown, and any may be meant."""
    if word in _SIGNS:
        return _SIGNS[word]
    if not word.strip("0"):
        return _NUMBER
    found = _in(_table(code), word)
    return _in(_table("en"), word) if not found and code else found


def _in(table: _Table, word: str) -> tuple[str, ...]:
    if word in table.whole:
        return (table.whole[word],)
    stems = (word[:length] for length in range(min(len(word), _LONGEST_STEM), _SHORTEST - 1, -1))
    by_stem = _first(table.stems, stems)
    endings = (word[-length:] for length in range(min(len(word) - 1, _LONGEST_ENDING), _SHORTEST - 1, -1))
    by_ending = _first(table.endings, endings)
    return tuple(each for each in dict.fromkeys((by_stem, by_ending)) if each)


def _first(table: dict[str, str], keys: Iterable[str]) -> str | None:
    return next((table[key] for key in keys if key in table), None) if table else None


@functools.cache
def _table(code: str) -> _Table:
    """The words of a language, or of all; the sense that stands first has a word that stands twice."""
    table = _Table({}, {}, {})
    columns = [LANGUAGES.index(code)] if code else range(len(LANGUAGES))
    for sense, told in SENSES.items():
        by_language = told.split("|")
        for word in (word for column in columns for word in by_language[column].split()):
            kind = table.endings if word.startswith("*") else table.stems if word.endswith("*") else table.whole
            for spelling in _spellings(word):
                kind.setdefault(spelling, sense)
    return table


def _spellings(word: str) -> list[str]:
    """A word as `plain_words.py` has it, and as those write it who lack its letters."""
    bare = word.strip("*").lower()
    spelt = {bare} | {bare.replace(letter, by) for letter, by in _SPELT_OUT}
    return sorted({plain(each).strip() for each in spelt})
