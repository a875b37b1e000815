"""The register of customers: the operator's records compared with the store, and the differences written.

`compare` only reads, and says of every record whether it is new, differs or is the same, with everything that keeps
it from being taken: a number that nobody has, an address or domain that is another's, a circle in the tree. `write`
does what the comparison says, in the caller's transaction and in bulk, so that fifty thousand contacts take seconds.
It never deletes: whom the file does not name stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlmodel import Session, SQLModel

from routing.crowding import crowded, many_leaders
from routing.model import Contact, Contract, Licence, Organisation, OrganisationDomain
from routing.model.base import new_ref
from routing.records import FIELDS, REQUIRED, Change, Comparison, Record, RecordKind, RowFault
from routing.reminding import customers_changed
from routing.tree import misplaced

Row = dict[str, Any]
Progress = Callable[[int], None]  # so many more are done

_AT_ONCE = 5_000  # rows of one statement
_MODELS: Mapping[RecordKind, type[SQLModel]] = {
    RecordKind.ORGANISATION: Organisation,
    RecordKind.CONTACT: Contact,
    RecordKind.LICENCE: Licence,
    RecordKind.CONTRACT: Contract,
}
_KEYS: Mapping[RecordKind, str] = {
    RecordKind.ORGANISATION: "external_id",
    RecordKind.CONTACT: "external_id",
    RecordKind.LICENCE: "number",
    RecordKind.CONTRACT: "number",
}
_REFERS = {"parent": "parent_id", "organisation": "organisation_id"}
_WITH_REF = frozenset({RecordKind.ORGANISATION, RecordKind.CONTACT, RecordKind.CONTRACT})


def _nothing(_done: int) -> None:
    """Nobody watches."""


class Register:
    """The records of one desk, within one transaction."""

    def __init__(self, session: Session, desk: str, room: Mapping[str, int] | None = None) -> None:
        """`desk` is the desk file's name of it; `room`: how many contacts may ask, by plan (NTI-05, NET-03)."""
        self._session = session
        self._desk = desk
        self._room = room or {}
        self._numbers: dict[int, str | None] = {}  # organisation's key -> its number
        self._keys: dict[str, int] = {}  # and back

    def rows(self, kind: RecordKind) -> list[Row]:
        """All that the store holds of a kind, as fields of `FIELDS` with `id` and `key`, in the order of their keys."""
        table = _table(kind)
        names = [name for name in FIELDS[kind] if name in table.c]
        columns = [table.c[_REFERS.get(name, name)] for name in (*names, *_references(kind))]
        query = select(table.c.id, table.c[_KEYS[kind]], *columns).where(table.c.desk == self._desk)
        if kind is RecordKind.ORGANISATION:
            self._learn_numbers()
        domains = self._domains() if kind is RecordKind.ORGANISATION else {}
        found = []
        for key, number, *values in self._session.execute(query.order_by(table.c.id)):
            row = {"id": key, "key": number, **dict(zip((*names, *_references(kind)), values, strict=True))}
            for name in _references(kind):
                row[name] = self._numbers.get(row[name])
            if kind is RecordKind.ORGANISATION:
                row["domains"] = domains.get(key, ())
            found.append({name: _plain(value) for name, value in row.items()})
        return found

    def compare(self, records: Sequence[Record], progress: Progress = _nothing) -> Comparison:
        """Say what the records would change; reads only."""
        by_kind: dict[RecordKind, list[Record]] = {kind: [] for kind in RecordKind}
        for record in records:
            by_kind[record.kind].append(record)
        changes: list[Change] = []
        faults: list[RowFault] = []
        notes: list[str] = []
        organisations: dict[str, Row] = {}
        after: dict[RecordKind, list[Row]] = {}
        for kind, some in by_kind.items():
            held = self.rows(kind)
            if kind is RecordKind.ORGANISATION:
                organisations = {row["key"]: dict(row) for row in held if row["key"] is not None}
                organisations |= {r.key: {**organisations.get(r.key, {}), **r.values} for r in some}
                faults += _in_the_tree(some, organisations)
                faults += _about_domains(some, held)
            else:
                faults += _about_organisations(some, organisations)
            if kind is RecordKind.CONTACT:
                faults += _about_addresses(some, held)
            found, wrong = _changes(kind, some, held, progress)
            changes += found
            faults += wrong
            after[kind] = _afterwards(held, found)
        notes += many_leaders(after[RecordKind.CONTACT])
        notes += crowded(after[RecordKind.CONTACT], after[RecordKind.CONTRACT], self._room)
        return Comparison(tuple(changes), len(records) - len(changes), tuple(faults), tuple(notes))

    def write(self, comparison: Comparison, progress: Progress = _nothing) -> None:
        """Do what a comparison without faults says."""
        assert not comparison.faults
        for kind in RecordKind:
            some = [change for change in comparison.changes if change.kind is kind]
            new = [change for change in some if change.row_id is None]
            self._insert(kind, new, progress)
            if kind is RecordKind.ORGANISATION:
                self._learn_numbers()
                self._write_parents(some)
                self._write_domains(some)
            self._update(kind, [change for change in some if change.row_id is not None], progress)
        if any(change.kind is not RecordKind.CONTACT for change in comparison.changes):
            customers_changed(self._session, self._desk)

    # -- reading

    def _learn_numbers(self) -> None:
        table = _table(RecordKind.ORGANISATION)
        query = select(table.c.id, table.c.external_id).where(table.c.desk == self._desk)
        self._numbers = {key: number for key, number in self._session.execute(query)}  # noqa: C416
        self._keys = {number: key for key, number in self._numbers.items() if number is not None}

    def _domains(self) -> dict[int, tuple[str, ...]]:
        table = _of(OrganisationDomain)
        query = select(table.c.organisation_id, table.c.domain).where(table.c.desk == self._desk)
        found: dict[int, tuple[str, ...]] = {}
        for key, domain in self._session.execute(query.order_by(table.c.domain)):
            found[key] = (*found.get(key, ()), domain)
        return found

    # -- writing

    def _insert(self, kind: RecordKind, changes: Sequence[Change], progress: Progress) -> None:
        statement = insert(_table(kind))
        for some in _chunks(changes):
            rows = []
            for change in some:
                row = {"desk": self._desk, **self._columns(change.values)}
                row |= {
                    _KEYS[kind]: change.record.values.get("external_id") if kind is RecordKind.CONTACT else change.key
                }
                row |= {"ref": new_ref()} if kind in _WITH_REF else {}
                row |= {"terms": {}} if kind is RecordKind.CONTRACT else {}
                rows.append(row)
            self._session.execute(statement, rows)
            progress(len(rows))

    def _update(self, kind: RecordKind, changes: Sequence[Change], progress: Progress) -> None:
        """Those that change the same fields go together."""
        alike: dict[tuple[str, ...], list[Row]] = {}
        for change in changes:
            columns = self._columns(change.values)
            if columns:
                alike.setdefault(tuple(columns), []).append({"this": change.row_id, **columns})
        table = _table(kind)
        for names, rows in alike.items():
            statement = update(table).where(table.c.id == bindparam("this")).values({n: bindparam(n) for n in names})
            for some in _chunks(rows):
                self._session.connection().execute(statement, some)
        progress(len(changes))

    def _columns(self, values: Mapping[str, Any]) -> Row:
        """Fields as the table's columns; what stands in other tables, or has to wait for a number, left out."""
        row: Row = {}
        for name, value in values.items():
            if name == "organisation":
                row["organisation_id"] = self._keys[value]
            elif name not in ("parent", "domains"):
                row[name] = list(value) if isinstance(value, tuple) else value
        return row

    def _write_parents(self, changes: Iterable[Change]) -> None:
        """Once all have keys, for a file may name a unit before its region."""
        table = _table(RecordKind.ORGANISATION)
        rows = [
            {"this": self._keys[change.key], "parent_id": self._keys.get(change.values["parent"])}
            for change in changes
            if change.values.get("parent") or (change.row_id is not None and "parent" in change.values)
        ]
        if rows:
            statement = update(table).where(table.c.id == bindparam("this")).values(parent_id=bindparam("parent_id"))
            self._session.connection().execute(statement, rows)

    def _write_domains(self, changes: Iterable[Change]) -> None:
        table = _of(OrganisationDomain)
        touched = [change for change in changes if "domains" in change.values]
        gone = [{"gone": domain} for change in touched for domain in change.before.get("domains", ())]
        come = [
            {"desk": self._desk, "domain": domain, "organisation_id": self._keys[change.key]}
            for change in touched
            for domain in change.values["domains"]
        ]
        if gone:
            statement = delete(table).where(table.c.desk == self._desk, table.c.domain == bindparam("gone"))
            self._session.connection().execute(statement, gone)
        if come:
            self._session.execute(insert(table), come)


# -- what is compared


def _changes(
    kind: RecordKind, records: Sequence[Record], held: Sequence[Row], progress: Progress
) -> tuple[list[Change], list[RowFault]]:
    by_key = {row["key"]: row for row in held if row["key"] is not None}
    by_address = {row["address"]: row for row in held} if kind is RecordKind.CONTACT else {}
    changes, faults = [], []
    for done, record in enumerate(records, 1):
        row = by_key.get(record.key) or by_address.get(record.values.get("address"))
        faults += _lacking(record, row) + _backwards(record, row)
        if row is None:
            changes.append(Change(kind, record.key, None, {**FIELDS[kind], **record.values}, {}, record))
        elif after := {name: value for name, value in record.values.items() if row[name] != value}:
            before = {name: row[name] for name in after}
            changes.append(Change(kind, record.key, row["id"], after, before, record))
        if not done % 1000:
            progress(1000)
    progress(len(records) % 1000)
    return changes, faults


def _lacking(record: Record, row: Row | None) -> list[RowFault]:
    """What a new record cannot do without, and no record may lose."""
    faults = []
    for name in REQUIRED[record.kind]:
        if name in record.unread:
            continue
        if name in record.values and not record.values[name]:
            faults.append(record.fault(name, f"is empty; every {record.kind} needs one"))
        elif row is None and name not in record.values:
            what = f"{record.kind} {record.key} is new"
            hint = "" if name != "name" else "; or is its number a slip?"
            faults.append(record.fault(name, f"{what}, so this is needed{hint}"))
    return faults


def _backwards(record: Record, row: Row | None) -> list[RowFault]:
    """A contract ends after it starts."""
    merged = {**(row or {}), **record.values}
    start, end = merged.get("starts_on"), merged.get("ends_on")
    if record.kind is RecordKind.CONTRACT and start and end and end < start:
        return [record.fault("ends_on", f"{end} is before the start, {start}; an end is the last day")]
    return []


def _in_the_tree(records: Sequence[Record], all_of_them: Mapping[str, Row]) -> list[RowFault]:
    """NET-09: a parent exists, and none is its own ancestor."""
    parents = {key: row.get("parent") for key, row in all_of_them.items()}
    faults = []
    for record in records:
        parent = record.values.get("parent")
        if parent is None:
            continue
        if parent not in all_of_them:
            faults.append(record.fault("parent", _no_such(parent, all_of_them)))
        elif wrong := misplaced(record.key, parents):
            faults.append(record.fault("parent", wrong))
    return faults


def _about_organisations(records: Sequence[Record], known: Mapping[str, Row]) -> list[RowFault]:
    return [
        record.fault("organisation", _no_such(number, known))
        for record in records
        if (number := record.values.get("organisation")) and number not in known
    ]


def _no_such(number: str, known: Mapping[str, Row]) -> str:
    """Numbers differ by leading zeros where a spreadsheet took them for amounts."""
    bare = number.lstrip("0")
    near = next((key for key in (bare, number.zfill(len(number) + 1)) if key in known), None)
    if near is None and bare:
        near = next((key for key in known if key.lstrip("0") == bare), None) if len(known) < _AT_ONCE else None
    meant = f'did you mean "{near}"?' if near else "import it first, or with its name in the same file"
    return f'there is no organisation "{number}"; {meant}'


def _about_domains(records: Sequence[Record], held: Sequence[Row]) -> list[RowFault]:
    """A domain leads to one organisation, or to none."""
    given = {record.key for record in records if "domains" in record.values}
    owner = {domain: row["key"] for row in held if row["key"] not in given for domain in row["domains"]}
    faults = []
    for record in records:
        for domain in record.values.get("domains", ()):
            other = owner.setdefault(domain, record.key)
            if other != record.key:
                whose = f"organisation {other}" if other else "another organisation"
                message = f'"{domain}" is already {whose}\'s; name it at one alone, of a tree at the topmost'
                faults.append(record.fault("domains", message))
    return faults


def _about_addresses(records: Sequence[Record], held: Sequence[Row]) -> list[RowFault]:
    """An address is one contact's; who came by mail, and has no number yet, may be given one."""
    rows = {row["key"]: row["id"] for row in held if row["key"] is not None}
    owner = {row["address"]: row for row in held}
    faults = []
    for record in records:
        number, row = record.values.get("external_id"), owner.get(record.values.get("address"))
        if number is None or row is None:
            continue
        if row["key"] not in (None, number) or rows.get(number, row["id"]) != row["id"]:
            whose = f"contact {row['key']}'s" if row["key"] else "that of somebody who wrote from it"
            message = f'"{row["address"]}" is already {whose}; give that contact\'s number, or another address'
            faults.append(record.fault("address", message))
    return faults


def _afterwards(held: Sequence[Row], changes: Sequence[Change]) -> list[Row]:
    """All rows of a kind as they will be."""
    touched = {change.row_id: change for change in changes if change.row_id is not None}
    rows = [{**row, **touched[row["id"]].values} if row["id"] in touched else row for row in held]
    return [*rows, *(dict(change.values) for change in changes if change.row_id is None)]


def _references(kind: RecordKind) -> tuple[str, ...]:
    return ("parent",) if kind is RecordKind.ORGANISATION else ("organisation",)


def _table(kind: RecordKind) -> Table:
    return _of(_MODELS[kind])


def _of(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table


def _plain(value: Any) -> Any:  # noqa: ANN401 - a column's
    """Lists as tuples, so that they compare with a record's."""
    return tuple(value) if isinstance(value, list) else value


def _chunks(rows: Sequence[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while some := list(islice(left, _AT_ONCE)):
        yield some
