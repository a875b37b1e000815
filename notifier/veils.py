"""A value's punctuation out of Markdown's sight, until the Markdown is read.

Strangers' text stands in Markdown that is ours: in paragraphs, cells, headings, link targets, code. Whatever a parser
could take for a mark is ASCII punctuation, of which there are 32 characters (CommonMark 0.31, 2.1); Unicode has as many
noncharacters side by side, U+FDD0 to U+FDEF, kept for a program's own use and never for interchange (Unicode 23.7). A
value wears those for its punctuation while the Markdown is read, so it is letters to every rule, wherever it stands.

Pure; nothing fails. A noncharacter that a stranger sent reads as the punctuation it stands for: as text, for then the
Markdown has been read. Line ends are not looked at: a value of several lines is not one for Markdown.
"""

from __future__ import annotations

import re
from string import punctuation

_VEILS = "".join(map(chr, range(0xFDD0, 0xFDF0)))
_ON = str.maketrans(punctuation, _VEILS)
_OFF = str.maketrans(_VEILS, punctuation)
_WORN = re.compile(f"[{_VEILS[0]}-{_VEILS[-1]}]")


def veiled(text: str) -> str:
    """The text without a character that Markdown knows."""
    return text.translate(_ON)


def unveiled(text: str) -> str:
    """The text as it was."""
    return text.translate(_OFF) if not text.isascii() and _WORN.search(text) else text
