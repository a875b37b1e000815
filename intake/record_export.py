"""The records as files that the import takes back unchanged: CSV with everything, or an .xlsx with a sheet a kind.

Text that a spreadsheet would calculate (a name that begins with "=") is written so that it does not; the import takes
that apostrophe off again. Whoever belongs to no organisation, or to one without a number, is not written; `left_out`
counts them. Writes the file it is given, anew.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from intake.record_columns import TITLES, Field
from intake.sheets import write_workbook
from routing.records import RecordKind

Rows = Mapping[RecordKind, Sequence[Mapping[str, Any]]]
_CALCULATED = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Field = (RecordKind.ORGANISATION, "key")
_SHEETS = {
    RecordKind.ORGANISATION: "organisations",
    RecordKind.CONTACT: "contacts",
    RecordKind.LICENCE: "licences",
    RecordKind.CONTRACT: "contracts",
}
_NOT_WRITTEN = ("first", "last")  # parts of a name, which is written whole


def fields_of(kind: RecordKind) -> list[Field]:
    """The columns of a kind, its organisation's number first."""
    own = [one for one in TITLES if one[0] is kind and one[1] not in _NOT_WRITTEN and one != _NUMBER]
    return [_NUMBER, *own]


def write(path: Path, rows: Rows) -> int:
    """Write all; answers how many rows."""
    if path.suffix.lower() == ".xlsx":
        return _workbook(path, rows)
    fields = list(dict.fromkeys(one for kind in RecordKind for one in fields_of(kind)))
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:  # the mark tells spreadsheets what it is
        writer = csv.writer(file, delimiter=";")
        writer.writerow([TITLES[one] for one in fields])
        for _, cells in _all(rows):
            writer.writerow([_safe(_text(cells[one])) if one in cells else "" for one in fields])
            count += 1
    return count


def left_out(rows: Rows) -> int:
    """How many rows no import could tell whose they are."""
    return sum(not _whose(kind, row) for kind, some in rows.items() for row in some)


def cells_of(kind: RecordKind, row: Mapping[str, Any]) -> dict[Field, Any]:
    """A row as its columns."""
    cells: dict[Field, Any] = {_NUMBER: _whose(kind, row)}
    for name, value in row.items():
        if isinstance(value, Mapping):
            cells |= {(kind, f"{name[:-1]}_{part}"): one for part, one in value.items()}
        elif (kind, name) in TITLES and (kind, name) != _NUMBER:
            cells[kind, name] = value
    return cells


def _all(rows: Rows) -> Iterator[tuple[RecordKind, dict[Field, Any]]]:
    for kind in RecordKind:
        for row in rows.get(kind, ()):
            if _whose(kind, row):
                yield kind, cells_of(kind, row)


def _whose(kind: RecordKind, row: Mapping[str, Any]) -> str | None:
    number: str | None = row["key" if kind is RecordKind.ORGANISATION else "organisation"]
    return number


def _workbook(path: Path, rows: Rows) -> int:
    sheets: dict[str, list[list[str | int | date]]] = {}
    count = 0
    for kind, title in _SHEETS.items():
        fields = fields_of(kind)
        body = [[_typed(cells.get(one)) for one in fields] for _, cells in _all({kind: rows.get(kind, ())})]
        titles: list[str | int | date] = [TITLES[one] for one in fields]
        sheets[title] = [titles, *body]
        count += len(body)
    write_workbook(path, sheets)
    return count


def _typed(value: Any) -> str | int | date:  # noqa: ANN401 - of any field
    return value if isinstance(value, (int, date)) and not isinstance(value, bool) else _text(value)


def _text(value: Any) -> str:  # noqa: ANN401 - of any field
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case tuple() | list():
            return ", ".join(value)
        case _:
            return str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_CALCULATED) else text
