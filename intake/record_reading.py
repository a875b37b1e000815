"""Sheets of an operator's records to `Record`s: every row says something of one organisation and what belongs to it.

A row names an organisation by its number, and holds as much of it, of a contact, a licence and a contract as it has
cells for; so one joined export will do, and so will a sheet for each kind. Rows about the same thing are put
together; where they contradict each other, that is a fault, and so is every cell that cannot be read. All faults are
gathered. Pure but for the rows it is handed, which are read once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from intake import record_values as read
from intake.record_columns import TITLES, Field, read_headings
from intake.sheets import Cell, Sheet, SheetError
from routing.desk import Desk
from routing.records import FIELDS, Record, RecordKind, RowFault, Source

_PARTS = ("target", "rate", "quota")  # fields that are made of several columns, by what those begin with
_NUMBERS = 64  # characters of a number of the records
_NAMES = 200
_REMEMBERED = 4_096  # cells of a column: most hold one of a few words


@dataclass(frozen=True, slots=True)
class Reading:
    """What the sheets say. With faults, the records may lack a field."""

    records: tuple[Record, ...]
    faults: tuple[RowFault, ...]
    notes: tuple[str, ...]
    rows: int


@dataclass(slots=True)
class _Gathered:
    """What the rows have said of one thing so far."""

    kind: RecordKind
    key: str
    source: Source
    row: int
    values: dict[str, Any] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    rows: dict[str, int] = field(default_factory=dict)  # where a value that the first row lacks came from

    def record(self) -> Record:
        return Record(self.kind, self.key, _composed(self.values), self.source, self.row, frozenset(self.unread))


class RecordReader:
    """Reads sheets one after the other; `reading` is the sum."""

    def __init__(self, desk: Desk, progress: Callable[[int], None] = lambda _done: None) -> None:
        """`desk` names plans, products and engineers, and its country decides about dates and phone numbers."""
        self._desk = desk
        self._progress = progress
        self._found: dict[tuple[RecordKind, str], _Gathered] = {}
        self._faults: list[RowFault] = []
        self._notes: list[str] = []
        self._rows = 0
        self._readers = _readers(desk)

    def reading(self) -> Reading:
        """Everything read so far."""
        records = tuple(one.record() for one in self._found.values())
        return Reading(records, tuple(self._faults), tuple(self._notes), self._rows)

    def read(self, sheet: Sheet) -> None:
        """Read one sheet to its end."""
        headings = read_headings(sheet.headings)
        self._notes += [f"{sheet.name}: {note}" for note in (*sheet.notes, *headings.notes)]
        wrong = [RowFault(sheet.name, sheet.heading_row, *fault) for fault in headings.faults]
        wrong += [RowFault(sheet.name, sheet.heading_row, "", lack) for lack in _lacking(headings.fields)]
        self._faults += wrong
        if wrong:
            return
        columns = _Columns(sheet, headings.fields)
        try:
            for number, cells in sheet.rows:
                self._row(columns, number, cells)
        except SheetError as broken:
            self._faults.append(RowFault(sheet.name, broken.row, "", str(broken)))

    def _row(self, columns: _Columns, number: int, cells: Sequence[Cell]) -> None:
        self._rows += 1
        if not self._rows % 1000:
            self._progress(1000)
        keys = {kind: str(cells[at])[:_NUMBERS] if at is not None else "" for kind, at in columns.keys.items()}
        organisation = keys[RecordKind.ORGANISATION]
        if not organisation:
            what = "is empty; every row names the organisation that it is about"
            self._faults.append(RowFault(columns.source.name, number, columns.heading_of_number, what))
            return
        for kind in columns.kinds:
            if key := keys[kind] or (str(cells[columns.address]).lower() if kind is RecordKind.CONTACT else ""):
                values, unread = self._values(columns, kind, number, cells)
                if kind is not RecordKind.ORGANISATION:
                    values["organisation"] = organisation
                self._gather(_Gathered(kind, key, columns.source, number, values, unread))

    def _values(
        self, columns: _Columns, kind: RecordKind, number: int, cells: Sequence[Cell]
    ) -> tuple[dict[str, Any], set[str]]:
        """The fields of a kind, and those whose cells could not be read."""
        values: dict[str, Any] = {}
        unread = set()
        for at, name in columns.of[kind]:
            cell = cells[at]
            if cell == "":
                values[name] = _nothing(kind, name)
                continue
            try:
                values[name] = self._readers[kind, name](cell)
            except ValueError as wrong:
                unread.add(name)
                self._faults.append(RowFault(columns.source.name, number, columns.sheet.headings[at], str(wrong)))
        if "first" in values or "last" in values:
            parts = (values.pop("first", None), values.pop("last", None))
            values["name"] = values.get("name") or " ".join(part for part in parts if part)
        return values, unread

    def _gather(self, new: _Gathered) -> None:
        """Put together what rows say of one thing; an empty cell contradicts nothing."""
        held = self._found.setdefault((new.kind, new.key), new)
        if held is new:
            return
        held.unread |= new.unread
        for name, value in new.values.items():
            before = held.values.get(name)
            if name not in held.values or before in (None, "", ()) or before == _nothing(new.kind, name):
                if value != _nothing(new.kind, name) or name not in held.values:
                    held.values[name], held.rows[name] = value, new.row
            elif value != before and value != _nothing(new.kind, name):
                self._faults.append(_contradiction(held, new, name))


@dataclass(slots=True)
class _Columns:
    """Where in a sheet's rows the fields are."""

    sheet: Sheet
    fields: Sequence[Field | None]
    of: dict[RecordKind, list[tuple[int, str]]] = field(init=False)
    keys: dict[RecordKind, int | None] = field(init=False)
    kinds: tuple[RecordKind, ...] = field(init=False)
    source: Source = field(init=False)

    def __post_init__(self) -> None:
        self.of = {kind: [] for kind in RecordKind}
        for at, one in enumerate(self.fields):
            if one is not None and one[1] != "key":
                self.of[one[0]].append((at, one[1]))
        self.keys = {kind: self._at((kind, "key")) for kind in RecordKind}
        self.keys[RecordKind.CONTACT] = self._at((RecordKind.CONTACT, "external_id"))
        self.kinds = tuple(kind for kind in RecordKind if self.of[kind])
        named = {kind: {name: self.sheet.headings[at] for at, name in some} for kind, some in self.of.items()}
        for kind in RecordKind:
            named[kind]["organisation"] = self.heading_of_number
        self.source = Source(self.sheet.name, named)

    @property
    def heading_of_number(self) -> str:
        """Of the column that says which organisation a row is about."""
        return self.sheet.headings[self.keys[RecordKind.ORGANISATION] or 0]

    @property
    def address(self) -> int:
        """The column of mail addresses; only asked for where there are contacts."""
        return self._at((RecordKind.CONTACT, "address")) or 0

    def _at(self, one: Field) -> int | None:
        return self.fields.index(one) if one in self.fields else None


def _lacking(fields: Iterable[Field | None]) -> list[str]:
    """The columns without which a sheet cannot be understood."""
    there = {one for one in fields if one is not None}
    kinds = {kind for kind, name in there if name != "key"}
    needed = (one for one in _WHY if one[0] in {*kinds, RecordKind.ORGANISATION})
    lacks = [f'the column "{TITLES[one]}" is missing; {_WHY[one]}' for one in needed if one not in there]
    if not lacks and not kinds:
        lacks = ["there is nothing but numbers; a column of names, mail addresses or contracts is missing"]
    return lacks


_WHY: Mapping[Field, str] = {
    (RecordKind.ORGANISATION, "key"): "it says by your own customer number which organisation a row is about",
    (RecordKind.CONTACT, "address"): "a contact is known by it",
    (RecordKind.LICENCE, "key"): "a licence is known by it",
    (RecordKind.CONTRACT, "key"): "a contract is known by it",
}


def _contradiction(held: _Gathered, new: _Gathered, name: str) -> RowFault:
    row = held.rows.get(name, held.row)
    where = f"row {row}" if held.source is new.source else f"{held.source.name}:{row}"
    one, other = _shown(new.values[name]), _shown(held.values[name])
    heading = new.source.column(new.kind, name)
    message = f'{new.kind} {new.key} has "{one}" here and "{other}" in {where}; one number or address is of one alone'
    return RowFault(new.source.name, new.row, heading, message)


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _nothing(kind: RecordKind, name: str) -> Any:  # noqa: ANN401 - as FIELDS
    return FIELDS[kind].get(name)


def _composed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Columns such as `target_high` as one field, `targets`."""
    whole: dict[str, Any] = {}
    for name, value in values.items():
        begin, _, rest = name.partition("_")
        if begin in _PARTS:
            part = whole.setdefault(f"{begin}s", {})
            if value is not None:
                part[rest] = value
        else:
            whole[name] = value
    return whole


def _text(cell: Cell) -> str:
    text = " ".join(str(cell).split())
    if len(text) > _NAMES:
        raise ValueError(f"is longer than {_NAMES} characters")
    return text


def _number(cell: Cell) -> str:
    text = _text(cell)
    if len(text) > _NUMBERS:
        raise ValueError(f"is longer than {_NUMBERS} characters; a number is shorter")
    return text


def _readers(desk: Desk) -> Mapping[Field, Callable[[Cell], Any]]:
    """What reads the cells of each field."""

    def text(reader: Callable[..., Any], *more: object) -> Callable[[Cell], Any]:
        return lru_cache(_REMEMBERED)(lambda cell: reader(str(cell), *more))

    def day(cell: Cell) -> Any:  # noqa: ANN401
        return read.day(cell, desk.country)

    def count(cell: Cell) -> int:
        return read.number(str(cell), 1)

    organisation, contact, licence, contract = RecordKind
    readers: dict[Field, Callable[[Cell], Any]] = {
        (organisation, "name"): _text,
        (organisation, "kind"): text(read.word, read.KINDS),
        (organisation, "parent"): _number,
        (organisation, "domains"): text(read.domains),
        (organisation, "country"): text(read.country),
        (organisation, "language"): text(read.language),
        (organisation, "postprocessors"): text(read.names),
        (contact, "external_id"): _number,
        (contact, "address"): text(read.address, desk),
        (contact, "name"): _text,
        (contact, "first"): _text,
        (contact, "last"): _text,
        (contact, "role"): text(read.word, read.ROLES),
        (contact, "trained"): text(read.products, desk),
        (contact, "language"): text(read.language),
        (contact, "phone"): text(read.phone, desk.country),
        (contact, "left"): text(read.truth),
        (licence, "product"): text(read.product, desk),
        (licence, "kind"): text(read.word, read.LICENCE_KINDS),
        (licence, "seats"): count,
        (licence, "purchased_on"): day,
        (contract, "plan"): text(read.plan, desk),
        (contract, "products"): text(read.products, desk),
        (contract, "starts_on"): day,
        (contract, "ends_on"): day,
        (contract, "renews"): text(read.truth),
        (contract, "renewal_months"): text(read.months),
        (contract, "notice_months"): text(read.months),
        (contract, "cancelled_on"): day,
        (contract, "contacts"): count,
        (contract, "channels"): text(read.several, read.CHANNELS),
        (contract, "account_until"): day,
        (contract, "step_minutes"): text(read.step),
        (contract, "least_minutes"): text(read.minutes),
        (contract, "account_minutes"): text(read.minutes),
        (contract, "included_minutes"): text(read.minutes),
        (contract, "currency"): text(read.currency),
        (contract, "engineer"): text(read.engineer, desk),
    }
    made = {"target": text(read.minutes), "rate": text(read.amount), "quota": text(read.number)}
    readers |= {one: made[one[1].partition("_")[0]] for one in TITLES if one[1].partition("_")[0] in made}
    return readers
