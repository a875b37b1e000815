"""Lines of a plain text, broken at blanks to a width; a word that is longer, an address say, stays whole. Pure."""

from __future__ import annotations

import textwrap


def broken(line: str, width: int, *, at_hyphens: bool = True) -> list[str]:
    """The lines that a line becomes; none of blanks alone."""
    if len(line) <= width and line.isprintable():  # as most are: the whole is found faster than its words
        return [line.rstrip(" ")] if line.strip(" ") else []
    if not at_hyphens and "  " not in line and line[0] != " " and line.isprintable():
        return _filled(line.rstrip(" "), width)
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=at_hyphens)


def _filled(line: str, width: int) -> list[str]:
    """A line of words with one blank between them."""
    rows, at = [], 0
    while len(line) - at > width:
        end = line.rfind(" ", at, at + width + 1)
        if end < 0:
            end = line.find(" ", at + width)
        if end < 0:
            break
        rows.append(line[at:end])
        at = end + 1
    return [*rows, line[at:]]
