"""The people of a quoted header block, as clients write them: with or without address, as links, in Exchange's form.

"Ann Claes <ann@x.example>", "Ann Claes [mailto:ann@x.example]", "ann@x.example (Ann Claes)", "Claes, Ann
</O=X/CN=RECIPIENTS/CN=ANN>", "Ann Claes". This is no RFC 5322 grammar, which `intake/mail.py` reads. Looks at the first
characters of a value only; what holds no name and no address is nobody. Never raises.
"""

from __future__ import annotations

import re

from routing.submission import Party

_LINK = re.compile(r"[\[(]?mailto:", re.IGNORECASE)
_X500 = re.compile(r"[<\[(]?/o=[^<>\[\]();]{0,400}[>\])]?", re.IGNORECASE)  # an Exchange address that never was SMTP's
_ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]@]{1,200}@[^\s<>\"',;:()\[\]@]{1,255}")
_NAME_BEHIND = re.compile(r"[>\])\s]{0,5}\(([^()@]{1,100})\)")
_EDGE = " \t\xa0<>\"'“”„‘’*_[](,;:"
_LONGEST = 20_000  # characters: a list of three hundred recipients
_MOST = 50


def _plain(value: str) -> str:
    value = value[:_LONGEST]
    if "mailto:" in value.lower():
        value = _LINK.sub(" ", value)
    return _X500.sub(" ", value) if "/o=" in value.lower() else value


def sender(value: str) -> Party | None:
    """The first person of a field; the name or the address may be missing. Whom he wrote for is not told."""
    value = _plain(value[:1000])
    found = _ADDRESS.search(value)
    if found is None:
        name = value.strip(_EDGE)
        return Party(name[:200], "") if name else None
    name = value[: found.start()].strip(_EDGE)
    if not name and (behind := _NAME_BEHIND.match(value, found.end())):
        name = behind[1].strip(_EDGE)
    return Party("" if "@" in name else name[:200], found[0].strip("."))


def recipients(value: str) -> tuple[Party, ...]:
    """Everybody of a field, each address once, in order; people without address by name."""
    value = _plain(value)
    if "@" not in value:
        names = (name.strip(_EDGE) for name in value.split(";")[:_MOST])
        return tuple(Party(name[:200], "") for name in names if name)
    people: dict[str, Party] = {}
    at = 0
    for found in _ADDRESS.finditer(value):
        address = found[0].strip(".")
        people.setdefault(address.casefold(), Party(value[at : found.start()].strip(_EDGE)[:200], address))
        at = found.end()
        if len(people) >= _MOST:
            break
    return tuple(people.values())
