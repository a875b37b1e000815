"""What is wrong with a desk file, told in one clear line for each fault.

    desk.toml:41: [[engineer]] "jan": products: there is no product "vissi"; did you mean "visi"?

File, line where it can be found, table, key, what is wrong and what would be right. The value of a key that may
hold a secret is never repeated. Reads text and error values only; opens no file.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Place = tuple[str | int, ...]  # as pydantic gives it: ("engineer", 0, "products", 1)

_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_KEYS = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"[ \t]*\[(\[?)\s*({_KEYS})\s*\]")
_PAIR = re.compile(rf"[ \t]*({_KEYS})\s*=")
_TOKEN = re.compile(
    r"""(?P<string>\"{3}(?:\\.|[^\\])*?\"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
    r"""|(?P<comment>\#[^\n]*)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)|(?P<newline>\n)|(?P<blank>[ \t\r]+)"""
    r"""|(?P<word>[^\s\[\]{},\#"']+)|(?P<stray>.)""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that keeps a desk file from being used."""

    file: str
    line: int | None
    table: str  # as in the file: `[[engineer]] "jan"`; empty for the file itself
    field: str  # empty for the table itself
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.table, self.field, self.message) if part)


class DeskFileError(Exception):
    """The desk file cannot be used. `faults` holds everything that is wrong with it, in the order of the file."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Places:
    """Where in a TOML text its tables, keys and list entries stand."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Place, int] = {}
        for place, line in _walk(text):
            self._lines.setdefault(place, line)

    def line(self, place: Place) -> int | None:
        """The line, counted from 1, of the nearest thing that has one of its own."""
        while place and place not in self._lines:
            if (first := self._lines.get((*place, 0))) is not None:  # [[smtp]] where [smtp] was meant
                return first
            place = place[:-1]
        return self._lines.get(place)


class Ledger:
    """Collects the faults of one file and knows how to name their places."""

    def __init__(self, file: str, text: str, content: dict[str, Any]) -> None:
        self._file = file
        self._places = Places(text)
        self._content = content
        self._faults: list[Fault] = []

    def add(self, place: Place, message: str) -> None:
        """Note what is wrong at a place."""
        table, field = self._names(place)
        fault = Fault(self._file, self._places.line(place), table, field, message)
        if fault not in self._faults:
            self._faults.append(fault)

    def faults(self) -> list[Fault]:
        """All of them, in the order of the file; those without a line first."""
        return sorted(self._faults, key=lambda fault: fault.line or 0)

    def _names(self, place: Place) -> tuple[str, str]:
        if not place:
            return "", ""
        name, rest = str(place[0]), place[1:]
        found = self._content.get(name)
        if isinstance(found, list):
            if not rest:
                return f"[[{name}]]", ""
            row = found[int(rest[0])] if isinstance(rest[0], int) else None
            title = row.get("name") if isinstance(row, dict) else None
            shown = f'"{title}"' if isinstance(title, str) else f"no. {int(rest[0]) + 1}"
            return f"[[{name}]] {shown}", _field(rest[1:])
        if isinstance(found, dict):
            return f"[{name}]", _field(rest)
        return "", _field(place)


def guess(name: str, known: Iterable[str]) -> str:
    """`; did you mean "x"?`, or what there is to choose from, or nothing."""
    names = sorted(set(known))
    close = get_close_matches(name.lower(), names, n=1, cutoff=0.6) or get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return f'; did you mean "{close[0]}"?'
    return f"; there is {', '.join(names)}" if 0 < len(names) <= 12 else ""


def wording(error: ErrorDetails, known: Iterable[str]) -> str:
    """What a validation error of pydantic means to an operator; `known` are the keys of the table it is in."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return f"unknown key{guess(str(error['loc'][-1]), known)}"
    if kind == "value_error":
        return str(context["error"])
    if kind in ("literal_error", "enum"):
        return f"must be {context['expected']}".replace("'", '"')
    return _WORDS[kind].format(**context) if kind in _WORDS else error["msg"]


_WORDS = {
    "missing": "is missing",
    "string_type": 'must be a text in quotes, "…"',
    "int_type": "must be a whole number, without quotes",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number, without quotes",
    "bool_type": "must be true or false, without quotes",
    "list_type": 'must be a list, ["…", "…"]',
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "date_type": "must be a day, 2026-11-30, without quotes",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be {le} or less",
    "too_short": "must have {min_length} entry or more",
    "string_too_short": "must not be empty",
    "string_too_long": "must have {max_length} letters or fewer",
    "finite_number": "must be a number",
}


def _field(rest: Place) -> str:
    """`hours.mon` or `products`: an entry of a list is named by its key, the message names the entry."""
    return ".".join(str(part) for part in rest if isinstance(part, str))


def _walk(text: str) -> Iterator[tuple[Place, int]]:
    """Every place in the text with its line. Text that is no TOML gives some places or none, never an error."""
    table: Place = ()
    counts: dict[Place, int] = {}
    position = 0
    while position < len(text):
        line = text.count("\n", 0, position) + 1
        if header := _HEADER.match(text, position):
            table = _place(header[2], counts)
            if header[1]:
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            yield table, line
            position = _end_of_line(text, header.end())
        elif pair := _PAIR.match(text, position):
            key = (*table, *_parts(pair[1]))
            yield key, line
            position = yield from _value(text, pair.end(), key, line)
        else:
            position = _end_of_line(text, position)


def _value(text: str, position: int, key: Place, line: int) -> Generator[tuple[Place, int], None, int]:
    """Step over a value; the entries of a list over several lines have lines of their own."""
    depth, entry = 0, 0
    while position < len(text) and (token := _TOKEN.match(text, position)):
        kind, position = token.lastgroup, token.end()
        if kind == "newline" and depth == 0:
            break
        if kind in ("string", "word", "open") and depth == 1:
            yield (*key, entry), line
        depth += (kind == "open") - (kind == "close")
        entry += kind == "comma" and depth == 1
        line += token[0].count("\n")
    return position


def _end_of_line(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end + 1


def _parts(keys: str) -> Place:
    return tuple(part.strip("\"'") for part in re.findall(_PART, keys))


def _place(keys: str, counts: dict[Place, int]) -> Place:
    """A header's keys, with the number of the entry where a part is a list of tables: [engineer.hours]."""
    place: Place = ()
    parts = _parts(keys)
    for index, part in enumerate(parts):
        place = (*place, part)
        if place in counts and index < len(parts) - 1:
            place = (*place, counts[place])
    return place
