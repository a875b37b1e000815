"""Dates in the words of an absence note in nl, de, nb, nn, tr, en and fr, and what each is said to be.

A date is the last day away ("t.o.m. 14.08.2026"), the first day back ("terug op 17 augustus"), or neither. A date
without a year is the next such one. Pure; a date that no calendar has is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

_MONTHS = (
    "januari|januar|january|janvier|jan|ocak",
    "februari|februar|february|février|fevrier|feb|févr|şubat",
    "maart|märz|maerz|mars|march|mrt|mär|mar|mart",
    "april|avril|apr|avr|nisan",
    "mei|mai|may|mayis",
    "juni|june|juin|jun|haziran",
    "juli|july|juillet|jul|juil|temmuz",
    "augustus|august|août|aout|aug|ağustos",
    "september|septembre|sept|sep|eylül",
    "oktober|october|octobre|okt|oct|ekim",
    "november|novembre|nov|kasim",
    "december|dezember|desember|décembre|decembre|dec|dez|des|déc|aralik",
)
_WEEKDAYS = (
    "maandag|montag|mandag|måndag|pazartesi|monday|lundi",
    "dinsdag|dienstag|tirsdag|tysdag|sali|tuesday|mardi",
    "woensdag|mittwoch|onsdag|çarşamba|wednesday|mercredi",
    "donderdag|donnerstag|torsdag|perşembe|thursday|jeudi",
    "vrijdag|freitag|fredag|cuma|friday|vendredi",
    "zaterdag|samstag|sonnabend|lørdag|laurdag|cumartesi|saturday|samedi",
    "zondag|sonntag|søndag|sundag|pazar|sunday|dimanche",
)
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split("|")}
_DAY_OF = {word: number for number, words in enumerate(_WEEKDAYS) for word in words.split("|")}
_MONTH = "(?:" + "|".join(sorted(_MONTH_OF, key=len, reverse=True)) + r")(?!\w)\.?"
_WEEKDAY = "(?:" + "|".join(sorted(_DAY_OF, key=len, reverse=True)) + ")"
_DATE = re.compile(
    r"(?<![\w.])(?:"
    r"(?P<iso>\d{4}-\d\d?-\d\d?)(?!\d)"
    r"|(?P<d1>\d\d?)[./-](?P<m1>\d\d?)(?:[./-](?P<y1>\d{4}|\d\d))?(?![\d:])\.?"
    rf"|(?P<d2>\d\d?)(?:\.|st|nd|rd|th|er|e)?(?: of)? (?P<m2>{_MONTH})(?:,? (?P<y2>20\d\d))?"
    rf"|(?P<m3>{_MONTH}) (?:the )?(?P<d3>\d\d?)(?:st|nd|rd|th)?(?!\d)(?:,? (?P<y3>20\d\d))?"
    r"|(?:the|le|den|der|am|de) (?P<d4>\d\d?)(?:st|nd|rd|th|\.|e)(?![\w.,]?\d)"
    rf"|(?P<w5>{_WEEKDAY})(?!\w| ?[,.]? ?(?:the |le |den |de |der )?\d)"
    r")"
)
# "3 to 21 August", "du 3 au 21 août", "3-10 Haziran": the first day has no month of its own.
_RANGE = re.compile(
    rf"(?<![\w.])\d\d?\.?(?:st|nd|rd|th|er)? ?(?:{_MONTH})?(?: 20\d\d)? ?"
    r"(?:-|–|t/m|tot en met|tot|t\.e\.m\.|bis einschließlich|bis|til og med|t\.o\.m\.|til|to|through|until|au|ile|ve) ?"
    rf"(?:zum |le |{_WEEKDAY},? )?$"
)
_BACK_BEFORE = re.compile(
    r"(?:\b(?:back|return\w*|available again|reachable again|terug|weer|opnieuw|wieder|zurück|erreichbar|rückkehr|"
    r"tilbake|attende|dönüş\w*|döndüğ\w*|dönec\w*|retour|reprendr\w*|reprise|rouvr\w+|réouverture|heropen\w*|reopen\w*)\b"
    r"[^.!?\n]{0,45}|\b(?:again|vanaf|starting|à partir du|dès le|as of) )$"
)
_BACK_AFTER = re.compile(
    r"^[^.!?\n\d]{0,45}\b(?:back|again|terug|weer|wieder|zurück|tilbake|attende|ofiste (?:olac|bulun)\w+|"
    r"(?:geri )?dön\w+|iş ?başı\w*|görev\w* başı|itibar\w+|de retour|retrouver)\b"
)
_LAST_BEFORE = re.compile(
    r"(?:\btot en met|\bt/m|\bt\.e\.m\.?|\btem|\bbis(?: einschließlich| einschl\.?| inklusive| inkl\.?| und mit)?|"
    r"\bthrough|\bup to and including|\b(?:until|till|to) and including|\b(?:til|frem til|fram til) og med|"
    r"\bt\.? ?o\.? ?m\.?|"
    r"\bjusqu'(?:au|à)|\binclu(?:ding|sief))"
    rf"(?: (?:zum|dem|en met|de|den|le|the))?(?: {_WEEKDAY},?)?(?: (?:den|le|the|de))? $"
)
_UNTIL_BEFORE = re.compile(
    rf"\b(?:until|till|til|tot|frem til|fram til)(?: (?:the|den|de))?(?: {_WEEKDAY},?)?(?: (?:the|den|de))? $"
)
_UNTIL_AFTER = re.compile(r"^\W{0,3}(?:(?:tarih|gün)\w* )?(?:'?\w{1,3} )?(?:tarihine )?kadar\b")
_INCLUSIVE_AFTER = re.compile(
    r"^,? ?(?:\(?(?:inclus\w*|inclusief|inbegrepen|einschließlich|inklusive|inkl\.|included|dahil\w*|medregnet)|"
    r"(?:'?\w{1,4} )?(?:de )?dahil)"
)
_BETWEEN_AFTER = re.compile(r"^\W{0,3}(?:tarih\w* |günleri )?arasi\w*")
_WEEKDAY_BEFORE = re.compile(rf"{_WEEKDAY}(?:,| den| le| the)? $")
_WINDOW = 60


class Role(Enum):
    """What a date is said to be."""

    BACK = "the first day back"
    LAST = "the last day away"
    UNTIL = "away until this day"
    OTHER = "a date"


@dataclass(frozen=True, slots=True)
class Told:
    """A date of the text with its role and the words that give it."""

    day: date
    role: Role
    words: str


def find(text: str, today: date | None) -> Iterator[Told]:
    """Every date of folded text, in order; `today` is the mail's own date, without which years must be written."""
    for match in _DATE.finditer(text):
        day = _day(match, today)
        if day:
            before = text[max(0, match.start() - _WINDOW) : match.start()].rpartition("\n")[2]
            after = text[match.end() : match.end() + _WINDOW]
            yield Told(day, _role(before, after), f"{before[-20:]}{match[0]}".strip())


def _role(before: str, after: str) -> Role:
    if _RANGE.search(before) or _BETWEEN_AFTER.match(after) or _INCLUSIVE_AFTER.match(after):
        return Role.LAST
    if _LAST_BEFORE.search(before):
        return Role.LAST
    if _UNTIL_BEFORE.search(before) or _UNTIL_AFTER.match(after):
        return Role.UNTIL
    if _BACK_BEFORE.search(_WEEKDAY_BEFORE.sub("", before)):
        return Role.BACK
    return Role.BACK if _BACK_AFTER.match(after) else Role.OTHER


def _day(match: re.Match[str], today: date | None) -> date | None:
    if match["iso"]:
        year, month, day = (int(part) for part in match["iso"].split("-"))
        return _valid(year, month, day)
    if match["w5"]:
        return today + timedelta((_DAY_OF[match["w5"]] - today.weekday() - 1) % 7 + 1) if today else None
    if match["d4"]:
        return _next_of_month(int(match["d4"]), today)
    day = int(match["d1"] or match["d2"] or match["d3"])
    month = int(match["m1"]) if match["m1"] else _MONTH_OF[(match["m2"] or match["m3"]).rstrip(".")]
    if match["m1"] and month > 12 >= day:
        day, month = month, day  # as Americans write it
    year_told = match["y1"] or match["y2"] or match["y3"]
    if year_told:
        return _valid(int(year_told) + (2000 if len(year_told) == 2 else 0), month, day)
    if today is None:
        return None
    this = _valid(today.year, month, day)
    return this if this and this >= today else _valid(today.year + 1, month, day)


def _next_of_month(day: int, today: date | None) -> date | None:
    """The next day of that number: "back on the 26th"."""
    if today is None:
        return None
    this = _valid(today.year, today.month, day)
    if this and this >= today:
        return this
    return _valid(today.year + today.month // 12, today.month % 12 + 1, day)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 2000 <= year <= 2100 else None
    except ValueError:
        return None
