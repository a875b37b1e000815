"""Words as the classifier compares them: small, no accents, figures as 0, a blank for what is no letter (PRO-08).

Pure, never raises, linear. `letters.py` keeps the places of letters for those who cut a text; here they are lost.
"""

from __future__ import annotations

import functools
import unicodedata

import numpy as np
from numpy.typing import NDArray

from routing.letters import small

_NOTHING, _BLANK = 0, 0x20
_WIDE = 0x10000
_SAID_BY_SIGNS = (("```", " codeblock "), ("?", " ? "), ("!", " ! "))
_KEPT = "?!"  # signs that are words of their own


def plain(text: str) -> str:
    """The text as its words are compared: small, no accents, figures as 0, blanks for what is no letter."""
    for sign, word in _SAID_BY_SIGNS:
        text = text.replace(sign, word)
    codes = np.frombuffer(small(text).encode("utf-32-le", "replace"), dtype="<u4")
    read = _table()[np.minimum(codes, _WIDE - 1)]
    return bytes(read[read != _NOTHING].astype("<u4").tobytes()).decode("utf-32-le", "replace")


@functools.cache
def _table() -> NDArray[np.uint32]:
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
