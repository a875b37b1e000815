"""How long something took, as people write it: "30m", "1h15m", "1:15", "1,5 u", "90", "1 sa 15 dk", "een half uur".

Units of nl, de, nb, tr, en and fr at once. A plain number is minutes; one with a decimal sign needs its unit, since
nobody means one and a half minutes. What counts days is not understood: nobody has said how long one is.

Pure, never raises; only the first `folding.HEAD` characters are looked at.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from routing.date_words import UNITS
from routing.folding import folded, parted

LONGEST = 24 * 60  # minutes

_HOUR = r"(?:h|hr|hrs|hours?|u|uur|uren|uurtjes?|std|stdn?|stunden?|t|time|timer|timen|sa|saat|heures?)"
_MINUTE = r"(?:m|min|mins|minutes?|minuten|minuut|minuutjes|minutt|minutter|mn|dk|dak|dakika|')"
_AND = r"(?:\s?(?:and|en|und|og|ve|et|,|&|\+)(?![a-z])\s?|\s?)"
_NUMBER = r"(\d{1,4}(?:[.,]\d{1,2})?|[.,]\d{1,2})"
_END = r"(?![\w'])\.?"

_HOURS_MINUTES = re.compile(rf"(\d{{1,3}})\s?{_HOUR}(?![a-z])\.?{_AND}(\d{{1,3}})\s?{_MINUTE}{_END}")
_HOURS_PLAIN = re.compile(rf"(\d{{1,3}})\s?{_HOUR}(?:(?![a-z])\.?{_AND})([0-5]\d)(?!\w|[.,:/-]\d)")
_CLOCK = re.compile(rf"(\d{{1,3}}):([0-5]\d)(?!\w|[.,:/-]\d)(?:\s?{_HOUR}{_END})?")
_HALVES = re.compile(rf"(\d{{0,3}})\s?([½¼¾])\s?{_HOUR}{_END}")
_HOURS = re.compile(rf"{_NUMBER}\s?{_HOUR}{_END}")
_MINUTES = re.compile(rf"(\d{{1,4}})\s?{_MINUTE}{_END}")
_FRACTION = re.compile(
    r"\s(?:and|en|und|og|ve|et)\s(?:(?:an?|een|eine?|et|en|une?|bir|one)\s)?"
    r"(?:(?P<half>half|halve|halbe?|halv|demie?|yarim)|quarter|kwartier|viertel|kvarter|quart|ceyrek)"
    r"(?:\s?(?:of an\s)?(?:hour|uur|stunde|time|saat|d'heure))?(?![\w'])"
)
_PLAIN = re.compile(r"(\d{1,4})(?=\s|$|[,;:.](?:\s|$))")
_COUNTED = re.compile(r"[\s,;:.]*(?:(?:half|halve|en een|und eine|og en|et|bucuk)\s)*\d*\s?([a-z]+)")
_QUARTERS = frozenset(
    ("half", "quarter", "quarters", "kwartier", "kwartieren", "viertelstunden", "kvarter", "quart", "quarts", "ceyrek")
)
_PARTS = {"½": 30, "¼": 15, "¾": 45}
_PHRASES = tuple(
    (re.compile(rf"(?:{phrase})(?![a-z])"), minutes)
    for phrase, minutes in (
        (r"(?:an? )?hour and a half|one and a half hours|anderhalf uur|eineinhalb stunden|anderthalb stunden", 90),
        (r"halvannen time|(?:bir|1) bucuk saat", 90),
        (r"half an hour|half hour|an? half hour|een half uur(?:tje)?|half uur(?:tje)?|(?:eine )?halbe stunde", 30),
        (r"en halv ?time|halvtime|yarim saat|(?:une )?demi[- ]heure", 30),
        (r"(?:drie kwartier|dreiviertelstunde|tre kvarter|three quarters of an hour|trois quarts d'heure)", 45),
        (r"(?:a )?quarter of an hour|(?:een )?kwartier(?:tje)?|(?:eine )?viertelstunde|et kvarter|kvarter", 15),
        (r"ceyrek saat|(?:un )?quart d'heure", 15),
        (r"an hour|one hour|een uur(?:tje)?|eine stunde|en time|bir saat|une heure", 60),
    )
)


def read_duration(value: str) -> tuple[int, str] | None:
    """Whole minutes, and what stands behind them; None where no duration stands at the head.

    The minutes may be 0 or beyond `LONGEST`: whoever asks says whether that can be.
    """
    stripped = value.lstrip(" \t\xa0")
    head, tail = parted(stripped[1:] if stripped[:1] == "+" else stripped)
    found = _minutes(folded(head))
    if found is None:
        return None
    minutes, end = found
    return minutes, (head[end:] + tail).lstrip(" \t\n\r\xa0,;:.–—-").rstrip()


def written(minutes: int) -> str:
    """Minutes as one would write them: "45m", "1h", "1h15m"."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}h{rest}m" if hours and rest else f"{hours}h" if hours else f"{rest}m"


def _minutes(text: str) -> tuple[int, int] | None:
    for pattern, minutes in _PHRASES:
        if match := pattern.match(text):
            return _with_part(text, minutes, match.end())
    for pattern in (_HOURS_MINUTES, _CLOCK, _HOURS_PLAIN):
        if match := pattern.match(text):
            return int(match[1]) * 60 + int(match[2]), match.end()
    if match := _HALVES.match(text):
        return int(match[1] or 0) * 60 + _PARTS[match[2]], match.end()
    if match := _HOURS.match(text):
        hours = Decimal(match[1].replace(",", "."))
        minutes = int((hours * 60).quantize(Decimal(1), ROUND_HALF_UP))
        return _with_part(text, minutes, match.end())
    if match := _MINUTES.match(text):
        return int(match[1]), match.end()
    return _plain(text)


def _with_part(text: str, minutes: int, end: int) -> tuple[int, int]:
    """What follows hours in words: "1 uur en een kwartier"."""
    part = _FRACTION.match(text, end)
    return (minutes + (30 if part["half"] else 15), part.end()) if part else (minutes, end)


def _plain(text: str) -> tuple[int, int] | None:
    """A number without a unit; not one that counts something of time after all, as in "2 days", "3 kwartier"."""
    match = _PLAIN.match(text)
    if match is None:
        return None
    counted = _COUNTED.match(text, match.end())
    if (counted and (counted[1] in UNITS or counted[1] in _QUARTERS)) or text[match.end() :].lstrip()[:1].isdigit():
        return None
    return int(match[1]), match.end()
