"""How grave a case is, and whether it is over: production that stands still now, and problems reported gone.

Both alarm or close, so a false yes costs more than a false no: fears, conditions and the past are no emergency, and
what is solved in part is not solved (CASEFILE.md, PRO-07, PRO-09). Looks at sentences one by one, and at those only
that may hold a phrase. Pure, bounded, never raises.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

from intake import words_of_gravity as words
from intake.sentences import MOST, sentences
from routing.letters import either, plain, said

_BREAKS = re.compile(r"\n+")
_ANY_CRITICAL = either(words.CRITICAL)
_ANY_RESOLVED = either(words.RESOLVED, words.RESOLVED_ALONE)
_CLAUSE_END = re.compile(r"[,;:(–—]|\s-\s|\s(?:and|und|en|og|ve|et)\s")

Verdict = tuple[bool, tuple[str, ...]]  # and the words that say so


def may_hold(phrases: Callable[[str], bool], text: str) -> bool:
    """Whether some sentence of a text may hold a phrase of `letters.either`; spares the sentences of most mails."""
    return phrases(_on_one_line(text))


@functools.lru_cache(maxsize=2)  # several tables ask of the same text in turn
def _on_one_line(text: str) -> str:
    return plain(_BREAKS.sub(" ", text[:MOST]))


def is_critical(text: str) -> Verdict:
    """Whether production stands, or the sender or his group cannot work at all, now."""
    if not may_hold(_ANY_CRITICAL, text):
        return False, ()
    for sentence in sentences(text):
        looked_at = plain(sentence)
        for found in words.CRITICAL.finditer(looked_at):
            clause = _CLAUSE_END.split(looked_at[found.end() :], maxsplit=1)[0]
            if not words.NOT_NOW.search(f"{looked_at[: found.end()]}{clause}"):
                return True, (f"{said(sentence, found)!r}",)
    return False, ()


def is_resolved(text: str) -> Verdict:
    """Whether the sender reports the problem gone; partly gone is not."""
    if not may_hold(_ANY_RESOLVED, text):
        return False, ()
    for sentence in sentences(text):
        looked_at = plain(sentence)
        found = words.RESOLVED.search(looked_at) or words.RESOLVED_ALONE.match(looked_at)
        if found and not words.NOT_RESOLVED.search(looked_at):
            partly = words.STILL.search(_on_one_line(text))
            but = f", but {partly[0]!r}" if partly else ""
            return partly is None, (f"{said(sentence, found)!r}{but}",)
    return False, ()
