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
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

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
_LENGTHS = (2, 3, 4, 5)  # letters in a row; each one more than the one before
_STEM = 4  # letters
_CLOSE = 5  # senses; so far from each other they still keep company

_BLANK = 0x20
_END = "\0"  # no plain text has it
_FNV_BASES = np.array([[0x811C9DC5 + length] for length in _LENGTHS], dtype=np.uint32)
_FNV_PRIME = np.uint32(0x01000193)
_NAMED = (SUBJECT, WORDS, SENSES)
_STARTS = np.array(STARTS, dtype=np.uint32)
_MASKS = np.array(SIZES, dtype=np.uint32) - np.uint32(1)  # sizes are powers of two
_STOPS = np.array([*STARTS[1:], BUCKETS], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as its n-grams. The words and senses are what they were made of, for whoever explains a decision.

    `made` are the buckets of subject, words and senses in the order in which they were made: those of the single ones,
    of each two neighbours, and of each two senses with one between.
    """

    buckets: Ints  # of all blocks, each once, ascending
    counts: Ints  # how often each of them occurs
    ends: tuple[int, ...]  # how far each block reaches in them, in the order of SIZES
    subject_words: tuple[str, ...]
    words: tuple[str, ...]
    senses: tuple[str, ...]
    made: tuple[Ints, ...]


def seen(subject: str, text: str, language: str | None) -> Seen:
    """The n-grams of a mail. Without a subject a short first line with more below it is taken for one."""
    subject, text = subject[:_SUBJECT_LOOKED_AT].strip(), text[:LOOKED_AT].strip()
    if not subject:
        first, _, rest = text.partition("\n")
        subject = first if rest and len(first) <= _LONGEST_TITLE else ""
        whole = text
    else:
        whole = f"{subject}\n{text}"
    titled, words = plain(subject).split(), plain(whole).split()
    meant = senses_of(words, language)
    stems = [word[:_STEM] for word in words]
    codes = _codes([*titled, *words, *meant, *stems])
    bounds = (0, *accumulate(map(len, (titled, words, meant, stems))))
    of_title, of_words, of_senses, of_stems = (codes[begin:end] for begin, end in pairwise(bounds))
    hashed = (
        (of_title, _paired(of_title, 1)),
        (of_words, _paired(of_words, 1)),
        (_letters(" ".join(words)),),
        (of_senses, _paired(of_senses, 1), _paired(of_senses, 2)),
        (of_stems, _paired(of_stems, 1)),
        (of_senses, *_company(of_senses)),
    )
    lengths = [sum(map(len, block)) for block in hashed]
    made = _spread(np.concatenate([piece for block in hashed for piece in block]), lengths)
    buckets, counts = _counted(made)
    ends = tuple(np.searchsorted(buckets, _STOPS).tolist())
    bounds = (0, *accumulate(lengths))
    named = tuple(made[bounds[block] : bounds[block + 1]] for block in _NAMED)
    return Seen(buckets, counts, ends, tuple(titled), tuple(words), tuple(meant), named)


def named(read: Seen, bucket: int) -> str:
    """The words of the text that made this bucket first; nothing for letters, stems and company."""
    block = bisect_right(STARTS, bucket) - 1
    if block not in _NAMED:
        return ""
    at = _NAMED.index(block)
    words = (read.subject_words, read.words, read.senses)[at]
    first, more = _place(int((read.made[at] == bucket).argmax()), len(words))
    return " ".join(words[first : first + more + 1])


def _company(senses: Codes) -> list[Codes]:
    """Each two senses at most _CLOSE apart, whichever of them comes first."""
    pairs = [(senses[:-apart], senses[apart:]) for apart in range(1, _CLOSE + 1)]
    return [_joined(np.minimum(one, other), np.maximum(one, other)) for one, other in pairs]


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


def _letters(text: str) -> Codes:
    """The runs of letters within words, a blank at each end of a word counted as a letter of it."""
    codes = np.frombuffer(f" {text} {_END * (_LENGTHS[-1] - 1)}".encode("utf-32-le"), dtype="<u4")
    runs = len(codes) - _LENGTHS[-1] + 1
    hashed = np.repeat(_FNV_BASES, runs, axis=1)  # a row a length; FNV-1a over code points
    inside = np.empty(hashed.shape, dtype=np.bool_)
    for at in range(_LENGTHS[-1]):
        rows = hashed[max(0, at + 1 - _LENGTHS[0]) :]  # of the runs that are longer than that
        rows ^= codes[at : at + runs]
        rows *= _FNV_PRIME
    ended, lettered = codes == 0, codes > _BLANK
    between = np.ones(runs, dtype=np.bool_)
    for row, length in enumerate(_LENGTHS):
        np.greater(between, ended[length - 1 : length - 1 + runs], out=inside[row])
        between &= lettered[length - 1 : length - 1 + runs]
    return hashed[inside]


def _spread(hashed: Codes, lengths: Sequence[int]) -> Ints:
    """Buckets of hashes, so many of each block; the mixing of MurmurHash3, for FNV's low bits are poor."""
    hashed = (hashed ^ (hashed >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    hashed = (hashed ^ (hashed >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    within = (hashed ^ (hashed >> np.uint32(16))) & np.repeat(_MASKS, lengths)
    return (within + np.repeat(_STARTS, lengths)).astype(np.int64)


def _counted(buckets: Ints) -> tuple[Ints, Ints]:
    """What `np.unique` tells, in half its time, for 32 bits are sorted several times as fast as 64."""
    ordered = np.sort(buckets.astype(np.int32))
    begins = np.ones(len(ordered) + 1, dtype=np.bool_)  # the last one is the end
    np.not_equal(ordered[1:], ordered[:-1], out=begins[1:-1])
    at = np.flatnonzero(begins)
    return ordered[at[:-1]].astype(np.int64), np.diff(at)
