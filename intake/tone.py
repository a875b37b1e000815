"""What else a person's mail does: it asks for news, complains, thanks, says that it happens more often, promises.

`flags` are for people's queues and digests (GEN-08, PRO-09) and change nothing by themselves; `promises` are sentences
as written, in which somebody says what he will do and when (GEN-09). By phrase tables, in the new text only. Pure,
bounded, never raises; irony is not heard.
"""

from __future__ import annotations

from itertools import islice

from intake import words_of_tone as words
from intake.gravity import may_hold
from intake.sentences import MOST, sentences
from routing.letters import either, plain, said

FLAGS = ("nudge", "complaint", "thanks", "more_often")
_TABLES = {"nudge": words.NUDGE, "complaint": words.COMPLAINT, "thanks": words.THANKS, "more_often": words.OFTENER}
_ANY = either(*_TABLES.values())  # most mails bear no flag
_ANY_PROMISE = either(words.PROMISE)
_NUDGE_WORDS = 90  # a longer mail has more to say than a question for news
_MOST_PROMISES = 5
_LONGEST = 300  # characters of a promise


def flags(text: str, *, follow_up: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Which of FLAGS a text bears, and the words that show it ("nudge: 'any news'").

    A nudge asks for news in few words; only what was reported before can happen more often.
    """
    flat = text[:MOST].replace("\n", " ")
    looked_at = plain(flat)
    if not _ANY(looked_at):
        return (), ()
    found = {flag: match for flag, table in _TABLES.items() if (match := table.search(looked_at))}
    if len(flat.split(None, _NUDGE_WORDS)) > _NUDGE_WORDS:
        found.pop("nudge", None)
    if not follow_up:
        found.pop("more_often", None)
    return tuple(found), tuple(f"{flag}: {said(flat, match)!r}" for flag, match in found.items())


def promises(text: str) -> tuple[str, ...]:
    """The sentences in which the writer says what he will do and when; at most five."""
    if not may_hold(_ANY_PROMISE, text):
        return ()
    kept = (s[:_LONGEST] for s in sentences(text) if "?" not in s and _promises(plain(s[:_LONGEST])))
    return tuple(islice(kept, _MOST_PROMISES))


def _promises(sentence: str) -> bool:
    return words.PROMISE.search(sentence) is not None and words.TIME.search(sentence) is not None
