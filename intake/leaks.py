"""The last look at an engineer's draft before it may go: nothing of what only he was sent stands in it.

The readers cut by the marks that clients set; here the draft is held against the very text of our own mail to him.
What the customer wrote stands in that mail, too, and in an answer between his lines: it is no leak, and our mails set
it between two drawn lines. Pure, linear in the texts. It does not cut: a draft that leaks is no longer certain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from intake.html_doubt import leak
from intake.html_text import to_text
from routing.submission import Draft

_RULE = re.compile(r"_{40,}")
_MOST = 200_000  # characters of a draft's HTML
_UNSAFE = 0.0


def against(draft: Draft, notifications: Sequence[str]) -> Draft:
    """The draft, certain of nothing where a line of it, or five words in a row, stand in one of the notifications."""
    lines = draft.text.split("\n")
    if draft.html:
        lines += to_text(draft.html, _MOST)[0].split("\n")
    for text in notifications:
        found = leak(lines, _customers(text), text)
        if found:
            why = f"it holds a line of our mail to you: {found.strip()[:80]}"
            return replace(draft, certainty=_UNSAFE, reasons=(*draft.reasons, why))
    return draft


def _customers(text: str) -> str:
    """What of a notification the customer wrote: what stands between two drawn lines, first and last."""
    lines = text.split("\n")
    rules = [at for at, line in enumerate(lines) if _RULE.fullmatch(line.strip())]
    pairs = pairwise(rules)
    first = next(pairs, None)
    return "\n".join(lines[first[0] + 1 : first[1]]) if first else ""
