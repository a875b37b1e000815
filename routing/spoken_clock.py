"""Times of day as people write them: "14:00", "14u", "14h30", "kl. 9", "um 9 Uhr", "saat 14:00'te", "2pm".

For `routing/spoken_dates.py`; reads folded text. A number becomes a time only by a sign or word that says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

_LAST = time(23, 59)
_CLOCK = re.compile(
    r"(?:(?P<word>kl|klokken|klokka|klokke|saat|um|gegen|om|rond|tegen|omstreeks|at|by|before|around|@|a|vers)(?![a-z])\.?\s{0,2})?"
    r"(?P<hour>\d{1,2})(?:(?P<sign>[:.]|\s?[hu]\s?)(?P<minute>\d{2})(?!\d)(?::\d{2})?)?"
    r"(?:\s?(?P<mark>uhr|uur|o'clock|heures?|h|u|am|pm|a\.m\.|p\.m\.)(?![a-z]))?(?:(?<=uhr|uur)\s(?P<late>\d{2})(?!\w))?"
    r"(?:'[a-z]{1,3})?(?:\skadar(?![a-z]))?(?!\w|[.:,/-]\d)"
)
_CLEAR_WORDS = frozenset({"kl", "klokken", "klokka", "klokke"})
_CLEAR_MARKS = frozenset({"uhr", "o'clock", "am", "pm", "a.m.", "p.m."})


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, None for one that no clock shows, and where it ends in the text."""

    at: time | None
    end: int


def read_clock(text: str, start: int, *, alone: bool, careful: bool = False) -> Clock | None:
    """The time that begins at `start`.

    `alone`: no day stands before it, so "at 9" and "2u" say too little. `careful`: the text may be free, so "1:10"
    may be a scale.
    """
    match = _CLOCK.match(text, start)
    if match is None or not (_says_so(match, careful) or (not alone and _says_enough(match))):
        return None
    return Clock(_time(match), match.end())


def _says_so(match: re.Match[str], careful: bool) -> bool:
    word, mark, sign = match["word"], match["mark"], (match["sign"] or "").strip()
    if sign in ("h", "u") or mark in _CLEAR_MARKS or word in _CLEAR_WORDS or (word and mark):
        return True
    return sign == ":" and (not careful or bool(word) or len(match["hour"]) == 2)


def _says_enough(match: re.Match[str]) -> bool:
    return bool(match["mark"]) or match["word"] not in (None, "a")


def _time(match: re.Match[str]) -> time | None:
    hour, minute, half = int(match["hour"]), int(match["minute"] or match["late"] or 0), (match["mark"] or "")[:1]
    if half in ("a", "p") and match["mark"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if (hour, minute) == (24, 0):
        return _LAST
    return time(hour, minute) if hour < 24 and minute < 60 else None
