"""Whether a sender says again what he said before: then he hears no second acknowledgement (MAIL.md 2).

A responder that no header and no wording gives away answers each acknowledgement with its own text, to the bare
mailbox: every mail of it opens a case. What tells it from a person is that it never says anything else. A person who
writes five problems within an hour says five things, also where they differ by a number only, and is answered five
times; one who sends the very same text again has his acknowledgement already. Only what had automatic mail for it
before the new mail came counts, for robots react to that: a burst is bounded by the hour's share alone. Nothing is
thrown away: the mail is a case, and engineers hear of it. Pure, linear in the texts, never raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

LOOKED_AT = 4000  # characters of a text; a responder says what it has to say at once
MEMORY = timedelta(days=1)  # what is older is not asked for
_HOUR = timedelta(hours=1)
_SHORT = 8  # words below which the subject is part of what is said: "See attached."

# What a robot changes from mail to mail without saying anything new: the tag in the subject it repeats, date and time.
_TAG = re.compile(r"\[[^\[\]#\n]{0,60}#\s?\d{1,9}\s?\]")
_MOMENT = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?")
_WORD = re.compile(r"[^\W_]+")
_REPLY = re.compile(r"\A\s{0,9}(?:\w{2,4}\s?:\s{0,9}){1,20}")  # Re: AW: Auto:


@dataclass(frozen=True, slots=True)
class Said:
    """A mail as far as it is compared; `text` is what its sender newly wrote."""

    subject: str
    text: str
    at: datetime  # when it was filed


@dataclass(frozen=True, slots=True)
class _Measure:
    """How many earlier mails within a time make the next one a repetition."""

    within: timedelta
    earlier: int
    wording_only: bool  # numbers may differ
    why: str


_MEASURES = (
    _Measure(_HOUR, 1, False, "its sender wrote the same within the hour"),
    _Measure(MEMORY, 3, False, "its sender wrote the same three times within a day"),
    _Measure(_HOUR, 5, True, "its sender wrote the same but for numbers five times within the hour"),
)


def repeated(new: Said, earlier: Iterable[Said]) -> str | None:
    """Why a mail repeats `earlier` ones of the same sender, each of which had automatic mail for it; else None."""
    ages = [(new.at - said.at, _key(said)) for said in earlier]
    exact = _key(new)
    if not exact:
        return None
    worded = _wording(exact)
    for measure in _MEASURES:
        alike = 0
        for age, key in ages:
            if age <= measure.within:
                alike += _wording(key) == worded if measure.wording_only else key == exact
        if alike >= measure.earlier:
            return measure.why
    return None


def _key(said: Said) -> tuple[str, ...]:
    """The words of a mail, numbers too."""
    found = _words(said.text)
    return found if len(found) >= _SHORT else (*_words(_REPLY.sub("", said.subject[:400])), *found)


def _words(text: str) -> tuple[str, ...]:
    bare = _MOMENT.sub(" ", _TAG.sub(" ", text[:LOOKED_AT]))
    return tuple(word.casefold() for word in _WORD.findall(bare))


def _wording(key: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in key if not any(letter.isdigit() for letter in word))
