"""Words as people type them in a hurry, without capitals, accents and curly signs, so that they can be compared.

Pure, never raises. Only the beginning of a long text is folded, by whoever asks: normalising Unicode takes quadratic
time where thousands of combining marks follow each other.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HEAD = 240  # characters in which everything but free text must stand

# What NFD leaves alone, and what keyboards and mail clients make of plain signs. One character each.
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’ʼ´`′", "'"),
        **dict.fromkeys("‐‑‒–—−", "-"),
        **dict.fromkeys("“”„«»", '"'),
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ł": "l",
    }
)
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae"})
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"))
_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")


def parted(value: str) -> tuple[str, str]:
    """The beginning of a value in composed letters and single blanks, where it is read, and the rest, which is text."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", value[:HEAD].translate(_UNSEEN))), value[HEAD:]


def folded(text: str) -> str:
    """A text of the same length in small plain letters, so that what is found in it is found in the original."""
    return "".join(map(_plain, text))


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text's beginning."""
    return tuple(_WORD.findall(folded(parted(text)[0])))


def spellings(text: str) -> frozenset[tuple[str, ...]]:
    """The words of a name without its accents, and with them spelt out: Rüther is Ruther and Ruether."""
    head = parted(text)[0].lower()
    return frozenset((words(head), words(head.translate(_SPELT_OUT))))


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Which of the known (folded) words somebody has probably meant, or None."""
    near = get_close_matches(word[:40], list(known), n=1, cutoff=0.6)
    return near[0] if near else None


def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return (base[0] if base else letter).translate(_SIGNS)
