"""Our own text coming back in a mail whose headers say nothing of it (MAIL.md 2, and 3 (4)).

A responder may quote the acknowledgement it answers, or return it, under a subject of its own and to the bare mailbox;
people whose client drops the thread do the same. The text is held against the mails that we sent to that very address:
where most of one stands in it, the mail answers that one, in whatever language. Quote marks, broken lines and HTML do
not matter, since words in a row are compared. Pure, linear in the texts, never raises. A few quoted words prove
nothing, and somebody else's copy of our mail is not looked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

SHORTEST = 200  # characters: what is shorter holds no mail of ours
_LOOKED_AT = 50_000  # characters of what came
_OURS = 20_000  # characters of a mail of ours
_RUN = 5  # words in a row
_FEWEST = 20  # runs of a mail of ours that say enough
_SHARE = 0.6  # of its runs that must come back
_WORD = re.compile(r"[^\W_]+")


def brought_back(text: str, sent: Mapping[int, str]) -> int | None:
    """Which of the mails we `sent`, text by ref and the latest first, stands in a text; None if none does.

    Acknowledgements differ by number, subject and time only: the one of which most came back is meant.
    """
    if len(text) < SHORTEST:
        return None
    came = _runs(text[:_LOOKED_AT])
    best: tuple[float, int] | None = None
    for ref, ours in sent.items():
        runs = _runs(ours[:_OURS])
        share = len(runs & came) / len(runs) if len(runs) >= _FEWEST else 0.0
        if share >= _SHARE and (best is None or share > best[0]):
            best = share, ref
    return best[1] if best else None


def _runs(text: str) -> set[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return set(zip(*(words[start:] for start in range(_RUN)), strict=False))
