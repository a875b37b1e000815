"""Lines of a plain text, broken at blanks to a width; a word that is longer, an address say, stays whole. Pure."""

from __future__ import annotations

import textwrap


def broken(line: str, width: int, *, at_hyphens: bool = True) -> list[str]:
    """The lines that a line becomes; none of blanks alone."""
    if len(line) <= width and line.isprintable():  # as most are: the whole is found faster than its words
        return [line.rstrip(" ")] if line.strip(" ") else []
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=at_hyphens)
