"""What the classifier sees of a text: hashed n-grams of its words and letters, counted (PRO-08).

Six blocks: words of the subject, words of everything, letters of everything, the senses of the words, their stems (the
first letters, which inflection mostly leaves alone), and the company that senses keep. Words, stems and senses stand
alone and in pairs, senses in pairs over one between, too; letters two to five in a row that do not cross a blank;
company is two senses close to each other in either order, for one language asks "could you" where another says "you
could". The same n-gram has the same number (its bucket) on every machine and in every release of a model's format, so
weights can be stored by bucket. Pure, never raises, linear in the text up to its bound; what lies behind the bound is
not seen. It weighs nothing: that is `classifier.py`.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.plain_words import plain
from routing.senses import senses_of

Ints = NDArray[np.int64]
Codes = NDArray[np.uint32]

SUBJECT_BUCKETS = 1 << 16
WORD_BUCKETS = 1 << 18
LETTER_BUCKETS = 1 << 18
SENSE_BUCKETS = 1 << 16
STEM_BUCKETS = 1 << 18
COMPANY_BUCKETS = 1 << 16
SUBJECT, WORDS, LETTERS, SENSES, STEMS, COMPANY = range(6)
SIZES = (SUBJECT_BUCKETS, WORD_BUCKETS, LETTER_BUCKETS, SENSE_BUCKETS, STEM_BUCKETS, COMPANY_BUCKETS)
STARTS = tuple(sum(SIZES[:block]) for block in range(len(SIZES)))  # where each block's buckets begin
BUCKETS = sum(SIZES)

LOOKED_AT = 12_000  # characters of a text: two thousand words
_SUBJECT_LOOKED_AT = 500
_LONGEST_TITLE = 160  # characters; a longer first line is a paragraph
_LENGTHS = (2, 3, 4, 5)  # letters in a row
_STEM = 4  # letters
_CLOSE = 5  # senses; so far from each other they still keep company

_BLANK = 0x20


@dataclass(frozen=True, slots=True)
class Counted:
    """One block of a text: each bucket once, ascending, and how often it occurs."""

    buckets: Ints
    counts: Ints


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as its n-grams. The words and senses are what they were made of, for whoever explains a decision."""

    blocks: tuple[Counted, Counted, Counted, Counted, Counted, Counted]
    subject_words: tuple[str, ...]
    words: tuple[str, ...]
    senses: tuple[str, ...]


def seen(subject: str, text: str, language: str | None) -> Seen:
    """The n-grams of a mail. Without a subject a short first line with more below it is taken for one."""
    subject, text = subject[:_SUBJECT_LOOKED_AT].strip(), text[:LOOKED_AT].strip()
    if not subject:
        first, _, rest = text.partition("\n")
        subject = first if rest and len(first) <= _LONGEST_TITLE else ""
        whole = text
    else:
        whole = f"{subject}\n{text}"
    subject_words, words = plain(subject).split(), plain(whole).split()
    meant = senses_of(words, language)
    blocks = (
        _counted(_word_buckets(subject_words, SUBJECT)),
        _counted(_word_buckets(words, WORDS)),
        _counted(_letter_buckets(" ".join(words))),
        _counted(_word_buckets(meant, SENSES)),
        _counted(_word_buckets([word[:_STEM] for word in words], STEMS)),
        _counted(_company_buckets(meant)),
    )
    return Seen(blocks, tuple(subject_words), tuple(words), tuple(meant))


def named(read: Seen, buckets: Ints) -> dict[int, str]:
    """The words of the text that made each of these buckets; letters, stems and company have no name."""
    names: dict[int, str] = {}
    for block, words in ((SUBJECT, read.subject_words), (WORDS, read.words), (SENSES, read.senses)):
        made = _word_buckets(words, block)
        for at in np.flatnonzero(np.isin(made, buckets))[::-1].tolist():  # the first to be found is the one that stays
            first, more = _place(at, len(words))
            names[int(made[at])] = " ".join(words[first : first + more + 1])
    return names


def _word_buckets(words: Sequence[str], block: int) -> Ints:
    """Buckets of the words in their order, then of each two neighbours, then of senses with one between."""
    single = _codes(words)
    hashed = [single, _paired(single, 1)]
    if block == SENSES:
        hashed.append(_paired(single, 2))
    return _spread(np.concatenate(hashed), SIZES[block]) + STARTS[block]


def _company_buckets(senses: Sequence[str]) -> Ints:
    """Buckets of the senses, then of each two at most _CLOSE apart, whichever of them comes first."""
    single = _codes(senses)
    hashed = [single]
    for apart in range(1, _CLOSE + 1):
        one, other = single[:-apart], single[apart:]
        hashed.append(_joined(np.minimum(one, other), np.maximum(one, other)))
    return _spread(np.concatenate(hashed), COMPANY_BUCKETS) + STARTS[COMPANY]


def _codes(words: Sequence[str]) -> Codes:
    return np.fromiter(map(zlib.crc32, map(str.encode, words)), dtype=np.uint32, count=len(words))


def _paired(single: Codes, apart: int) -> Codes:
    return _joined(single[:-apart], single[apart:]) + np.uint32(apart)


def _joined(first: Codes, second: Codes) -> Codes:
    pairs: Codes = first * np.uint32(0x9E3779B1) + second * np.uint32(0x85EBCA77)  # arrays wrap around, silently
    return pairs


def _place(at: int, words: int) -> tuple[int, int]:
    """Of what `_word_buckets` made of so many words: the first word and how many behind it the last one stands."""
    if at < words:
        return at, 0
    return (at - words, 1) if at < 2 * words - 1 else (at - 2 * words + 1, 2)


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
