"""The single values of a desk file: an address, a zone, a time of day, a secret's name, each with what it must be.

A value that is none raises ValueError with the words of the fault; it never repeats what may be a secret. Pure.
"""

from __future__ import annotations

import re
from datetime import date
from ipaddress import ip_network
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field

from intake.deskfaults import guess
from intake.opening import NEVER, clock, weekday_clock


def like(pattern: str, what: str) -> AfterValidator:
    """A text of that pattern; else the fault says `what` it must be. Never repeats the text: it may be a secret."""
    compiled = re.compile(pattern)

    def validate(text: str) -> str:
        if not compiled.fullmatch(text):
            raise ValueError(what)
        return text

    return AfterValidator(validate)


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):
        msg = f'there is no time zone "{text}"{guess(text, available_timezones()) or "; write as Europe/Brussels"}'
        raise ValueError(msg) from None
    return text


def _network(text: str) -> str:
    try:
        found = ip_network(text)
    except ValueError:
        msg = f"must be a network like 10.0.0.0/8 or 2001:db8::/32{_network_meant(text)}"
        raise ValueError(msg) from None
    if found.prefixlen == 0:
        msg = "is everybody; name the network of the machines that only your own people submit mail on"
        raise ValueError(msg)
    return text


def _network_meant(text: str) -> str:
    try:
        return f'; did you mean "{ip_network(text, strict=False)}"?'
    except ValueError:
        return ""


def _time_of_day(text: str) -> str:
    clock(text)
    return text


def _time_or_never(text: str) -> str:
    return text if text == NEVER else _time_of_day(text)


def _weekday_or_never(text: str) -> str:
    if text != NEVER:
        weekday_clock(text)
    return text


def _day_as_text(value: object) -> object:
    """TOML has days of its own: 2026-12-24 without quotes means the same."""
    return value.isoformat() if isinstance(value, date) else value


def _text_as_day(value: object) -> object:
    """And "2026-12-24" in quotes the same as without."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        msg = "must be a day like 2026-12-24"
        raise ValueError(msg) from None


_DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]"
_LOCAL = r"[A-Za-z0-9!#$%&'*/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*/=?^_`{|}~-]+)*"  # RFC 5321 dot-string without "+"

WORD = Field(strict=False)  # TOML has no enumerations: one of theirs is written as its word
Text = Annotated[str, Field(min_length=1)]
Slug = Annotated[
    str, like(r"[a-z0-9][a-z0-9-]{0,39}", "must be a short name of the letters a-z, digits and hyphens, like visi-2")
]
Address = Annotated[str, like(rf"(?:{_LOCAL}\+)?{_LOCAL}@{_DOMAIN}", "must be an address like ann@company.example")]
# A signed token of 44 characters and its "+" join the local part, which holds 64 octets (RFC 5321 4.5.3.1.1).
OwnAddress = Annotated[
    str,
    like(rf"{_LOCAL}@{_DOMAIN}", "must be an address like visi.support@company.example, without a +"),
    like(r".{1,19}@.*", "has more than 19 letters before the @, which leaves no room for the token of a case"),
]
Domain = Annotated[str, like(_DOMAIN, "must be a domain like company.example")]
Host = Annotated[str, like(r"[A-Za-z0-9.:_-]+", "must be the name or number of a machine, without port")]
ServerName = Annotated[
    str,
    like(r"[A-Za-z0-9._-]+", "must be the name that Authentication-Results begins with, like mx.company.example"),
]
Network = Annotated[str, AfterValidator(_network)]
Port = Annotated[int, Field(ge=1, le=65535)]
OpenPort = Annotated[int, Field(ge=0, le=65535)]  # 0 is any free one
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Language = Annotated[str, like(r"[a-z]{2}", "must be two letters, like nl, de, nb, tr, en or fr")]
Country = Annotated[str, like(r"[A-Z]{2}", "must be two capital letters, like BE (ISO 3166-1)")]
Zone = Annotated[str, AfterValidator(_zone)]
Phone = Annotated[str, like(r"\+[1-9](?:[ ()./-]*\d){6,14}", 'must be written in full, like "+32 50 12 34 56"')]
Secret = Annotated[str, like(r"env:[A-Za-z_][A-Za-z0-9_]*|file:.+", 'must be "env:NAME" or "file:PATH"')]
Url = Annotated[
    str,
    like(
        r"(sqlite|postgresql)(\+[a-z0-9]+)?:/.*",
        'must be like "sqlite:///intake.db" or "postgresql+psycopg://user@host/name"',
    ),
]
DayText = Annotated[str, BeforeValidator(_day_as_text)]
Day = Annotated[date, BeforeValidator(_text_as_day)]
TimeOfDay = Annotated[str, AfterValidator(_time_of_day)]
TimeOrNever = Annotated[str, AfterValidator(_time_or_never)]
WeekdayOrNever = Annotated[str, AfterValidator(_weekday_or_never)]
Security = Literal["tls", "starttls", "none"]
