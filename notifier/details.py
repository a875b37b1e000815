"""Details of a case in words: for the engineer all of them, for the customer what he may see come back.

What a stranger wrote is repeated to him only where it can carry no advertisement: short, and without an address that a
mail client would make a link of. Pure, never fails.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import phonenumbers

from notifier.characters import flat
from notifier.scene import Scene

Pairs = tuple[tuple[str, str], ...]  # (name of a detail, value)

# In the order of PRO-06. Not the sentences: he knows what he wrote.
_REPEATED = (
    "company",
    "phone",
    "related_case",
    "operating_system",
    "product_version",
    "third_party",
    "licence_number",
)
_LINK = re.compile(r"://|www\.|@|\w\.\w{2,}/|<|>", re.IGNORECASE)
_LONGEST = 80


def known(details: Mapping[str, Any]) -> Pairs:
    """Every detail that has a value, for the engineer."""
    return tuple((name, in_words(value)) for name, value in details.items() if value is not True)


def completed(payload: Mapping[str, Any]) -> Pairs:
    """What a follow-up added to the details; "" for what he does not know, and where his text itself says it."""
    return tuple((one["field"], in_words(one["value"])) for one in payload.get("completed", ()))


def understood(scene: Scene) -> Pairs:
    """What was understood so far, for the customer to correct."""
    details = scene.ticket.details
    shown = [(name, in_words(details[name])) for name in _REPEATED if details.get(name)]
    shown = [(name, as_written(value) if name == "phone" else value) for name, value in shown]
    return tuple((name, flat(value)) for name, value in shown if len(value) <= _LONGEST and not _LINK.search(value))


def as_written(phone: str) -> str:
    """A phone number (E.164) as people write it; what is none stays as it is."""
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def in_words(value: object) -> str:
    """A value of a detail as text; lists with commas, "" for what has no words of its own."""
    match value:
        case None | bool():
            return ""
        case list() | tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)
