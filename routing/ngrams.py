"""What the classifier sees of a text: hashed n-grams of its words and letters, counted (PRO-08).

Three blocks: words of the subject, words of everything, letters of everything; words alone and in pairs, letters two
to five in a row that do not cross a blank. The same n-gram has the same number (its bucket) on every machine and in
every release of a model's format, so weights can be stored by bucket. Pure, never raises, linear in the text up to
its bound; what lies behind the bound is not seen. It weighs nothing: that is `classifier.py`.
"""

from __future__ import annotations

import functools
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.letters import small

Ints = NDArray[np.int64]
Codes = NDArray[np.uint32]

SUBJECT_BUCKETS = 1 << 16
WORD_BUCKETS = 1 << 18
LETTER_BUCKETS = 1 << 18
SUBJECT, WORDS, LETTERS = 0, 1, 2
STARTS = (0, SUBJECT_BUCKETS, SUBJECT_BUCKETS + WORD_BUCKETS)  # where each block's buckets begin
BUCKETS = SUBJECT_BUCKETS + WORD_BUCKETS + LETTER_BUCKETS

LOOKED_AT = 12_000  # characters of a text: two thousand words
_SUBJECT_LOOKED_AT = 500
_LONGEST_TITLE = 160  # characters; a longer first line is a paragraph
_LENGTHS = (2, 3, 4, 5)  # letters in a row

_NOTHING, _BLANK = 0, 0x20
_WIDE = 0x10000
_SAID_BY_SIGNS = (("```", " codeblock "), ("?", " ? "), ("!", " ! "))
_KEPT = "?!"  # signs that are words of their own


@dataclass(frozen=True, slots=True)
class Counted:
    """One block of a text: each bucket once, ascending, and how often it occurs."""

    buckets: Ints
    counts: Ints


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as its n-grams. `plain` and `words` are what they were made of, for whoever explains a decision."""

    blocks: tuple[Counted, Counted, Counted]
    subject_words: tuple[str, ...]
    words: tuple[str, ...]


def seen(subject: str, text: str) -> Seen:
    """The n-grams of a mail. Without a subject a short first line with more below it is taken for one."""
    subject, text = subject[:_SUBJECT_LOOKED_AT].strip(), text[:LOOKED_AT].strip()
    if not subject:
        first, _, rest = text.partition("\n")
        subject = first if rest and len(first) <= _LONGEST_TITLE else ""
        whole = text
    else:
        whole = f"{subject}\n{text}"
    subject_words, words = plain(subject).split(), plain(whole).split()
    blocks = (
        _counted(_word_buckets(subject_words, SUBJECT)),
        _counted(_word_buckets(words, WORDS)),
        _counted(_letter_buckets(" ".join(words))),
    )
    return Seen(blocks, tuple(subject_words), tuple(words))


def named(read: Seen, buckets: Ints) -> dict[int, str]:
    """The words of the text that made each of these buckets; what letters within words made has no name."""
    names: dict[int, str] = {}
    for block, words in ((SUBJECT, read.subject_words), (WORDS, read.words)):
        made = _word_buckets(words, block)
        for at in np.flatnonzero(np.isin(made, buckets))[::-1].tolist():  # the first to be found is the one that stays
            first = at if at < len(words) else at - len(words)
            names[int(made[at])] = " ".join(words[first : first + (1 if at < len(words) else 2)])
    return names


def plain(text: str) -> str:
    """The text as its words are compared: small, no accents, figures as 0, blanks for what is no letter."""
    for sign, word in _SAID_BY_SIGNS:
        text = text.replace(sign, word)
    codes = np.frombuffer(small(text).encode("utf-32-le", "replace"), dtype="<u4")
    read = _table()[np.minimum(codes, _WIDE - 1)]
    return bytes(read[read != _NOTHING].astype("<u4").tobytes()).decode("utf-32-le", "replace")


@functools.cache
def _table() -> Codes:
    """For every character of the basic plane what it is read as; the last stands for all beyond, as a blank."""
    return np.array([_read_as(chr(code)) for code in range(_WIDE - 1)] + [_BLANK], dtype=np.uint32)


def _read_as(letter: str) -> int:
    if letter in _KEPT:
        return ord(letter)
    if letter.isdigit():
        return ord("0")
    if unicodedata.category(letter).startswith("M"):  # accents that stand for themselves, as Macs write them
        return _NOTHING
    if not letter.isalnum() or 0xD800 <= ord(letter) < 0xE000:
        return _BLANK
    base = unicodedata.normalize("NFD", letter)[0]
    return ord(base if base.isalnum() else letter)


def _word_buckets(words: Sequence[str], block: int) -> Ints:
    """Buckets of the words in their order, then of each two neighbours."""
    size = SUBJECT_BUCKETS if block == SUBJECT else WORD_BUCKETS
    single = np.fromiter((zlib.crc32(word.encode()) for word in words), dtype=np.uint32, count=len(words))
    with np.errstate(over="ignore"):
        pairs = single[:-1] * np.uint32(0x9E3779B1) + single[1:] * np.uint32(0x85EBCA77) + np.uint32(1)
    return _spread(np.concatenate((single, pairs)), size) + STARTS[block]


def _letter_buckets(text: str) -> Ints:
    """Buckets of the runs of letters within words, a blank at each end of a word counted as a letter of it."""
    codes = np.frombuffer(f" {text} ".encode("utf-32-le"), dtype="<u4").astype(np.uint32)
    blanks = np.concatenate(([0], np.cumsum(codes == _BLANK)))
    found = []
    for length in _LENGTHS:
        runs = len(codes) - length + 1
        if runs < 1:
            break
        hashed = np.full(runs, 0x811C9DC5 + length, dtype=np.uint32)  # FNV-1a over code points
        for at in range(length):
            hashed = (hashed ^ codes[at : at + runs]) * np.uint32(0x01000193)
        inside = blanks[length - 1 : length - 1 + runs] == blanks[1 : 1 + runs]
        found.append(hashed[inside])
    return _spread(np.concatenate(found), LETTER_BUCKETS) + STARTS[LETTERS] if found else np.empty(0, dtype=np.int64)


def _spread(hashed: Codes, size: int) -> Ints:
    """Hashes over `size` (a power of two) buckets; the mixing of MurmurHash3, for FNV's low bits are poor."""
    hashed = (hashed ^ (hashed >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    hashed = (hashed ^ (hashed >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return ((hashed ^ (hashed >> np.uint32(16))) & np.uint32(size - 1)).astype(np.int64)


def _counted(buckets: Ints) -> Counted:
    return Counted(*np.unique(buckets, return_counts=True))
