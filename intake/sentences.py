"""A text as sentences, roughly, so that a word of doubt counts for what it was said of and for nothing else.

Bounded in characters and in sentences, linear, never raises. A sentence ends at a full stop or where a line does that
does not go on in small letters on the next one.
"""

from __future__ import annotations

import re

MOST = 50_000  # characters of a mail that are read for what they say
_MOST_SENTENCES = 400
_LINE_BREAK = re.compile(r"(?<=[^\n.!?:])\n(?=[^\W\d_])")  # within a sentence
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


def sentences(text: str) -> list[str]:
    """The sentences of a text; at most a few hundred."""
    joined = _LINE_BREAK.sub(" ", text[:MOST])
    return [bare for s in _SENTENCE_END.split(joined) if (bare := s.strip())][:_MOST_SENTENCES]
