"""What an answer to one question is worth: a value, "does not know", or no answer to that question at all.

A phone number without digits and a system nobody has heard of are no answers, which also shows that a numbered list
was not meant for our questions. Pure, never raises, looks at the first hundreds of characters only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from intake import phone, systems
from intake.answer_words import NONE, UNKNOWN
from routing.letters import small

_LONGEST = 1000  # characters of an answer
_HEAD = 80  # characters in which it says that he does not know
_DIGIT = re.compile(r"\d")
_SYSTEM = re.compile(r"win|mac|linux|ubuntu|debian|server|x64|64|32|android|ios|\d")
_APOSTROPHES = {0x2019: "'", 0x02BC: "'", 0x00A0: " "}
_CHECKED = frozenset({"phone", "operating_system", "licence_number", "related_case"})


@dataclass(frozen=True, slots=True)
class Worth:
    """An answer taken. `value` None: he does not know, or there is none; `checked`: it looks like what was asked."""

    value: str | None
    checked: bool


def worth(field: str, said: str, countries: tuple[str, ...]) -> Worth | None:
    """What somebody said about a detail; None where it is no answer to that.

    `countries` (ISO 3166-1 alpha-2, likeliest first) say where a national phone number may be one; phones come out as
    E.164 where they are valid anywhere.
    """
    answer = said[:_LONGEST].strip(" \t\xa0\r\n*_")
    if not answer:
        return None
    head = small(answer[: _HEAD + 1].translate(_APOSTROPHES))
    if UNKNOWN.match(head) and len(answer) <= _HEAD and not _DIGIT.search(answer):
        return Worth(None, checked=True)
    if NONE.match(head):
        return Worth(answer, checked=True) if field == "recent_changes" else Worth(None, checked=True)
    value = _value(field, answer, countries)
    return Worth(value, checked=field in _CHECKED) if value else None


def is_checked(field: str) -> bool:
    """Whether an answer to it can be told from other words."""
    return field in _CHECKED


def _value(field: str, answer: str, countries: tuple[str, ...]) -> str | None:
    line = answer.partition("\n")[0].strip()
    match field:
        case "phone":
            return _phone(answer, countries)
        case "operating_system":
            named = systems.operating_system(answer)
            return named or (line[:120] if _SYSTEM.search(small(line)) and len(line) <= 120 else None)
        case "licence_number" | "related_case":
            return line[:120] if _DIGIT.search(line) else None
        case "company":
            return line.rstrip(" .,;") if len(line) <= 120 else None
        case _:
            return answer


def _phone(answer: str, countries: tuple[str, ...]) -> str | None:
    """The number to ring; what no number plan knows is kept as written, for a person to read."""
    found = phone.find(answer, "", countries) or phone.find(f"tel. {answer}", "", countries)
    if found is not None:
        return found[0]
    line = answer.partition("\n")[0]
    return line.strip()[:40] if 6 <= len(_DIGIT.findall(line)) <= 15 else None
