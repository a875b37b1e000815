"""What the operator's records hold, as values: the vocabulary between who reads their files and who keeps them.

A `Record` is one organisation, contact, licence or contract, with the fields that its file gives; a field that is not
there stays as it is in the store. Nothing here reads a file or a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class RecordKind(StrEnum):
    """What a record is about; organisations first, for the others name theirs."""

    ORGANISATION = "organisation"
    CONTACT = "contact"
    LICENCE = "licence"
    CONTRACT = "contract"


# Every field and its value where nothing is said, by the names of the columns; `parent` and `organisation` hold the
# operator's number of an organisation. None of the key's fields: a new record cannot do without them.
FIELDS: Mapping[RecordKind, Mapping[str, Any]] = {
    RecordKind.ORGANISATION: {
        "name": None,
        "kind": "institution",
        "parent": None,
        "country": None,
        "language": None,
        "domains": (),
        "postprocessors": (),
    },
    RecordKind.CONTACT: {
        "external_id": None,
        "address": None,
        "name": "",
        "organisation": None,
        "role": None,
        "trained": (),
        "language": None,
        "phone": None,
        "left": False,
    },
    RecordKind.LICENCE: {"organisation": None, "product": None, "kind": None, "seats": 1, "purchased_on": None},
    RecordKind.CONTRACT: {
        "organisation": None,
        "plan": None,
        "products": (),
        "starts_on": None,
        "ends_on": None,
        "renews": None,
        "renewal_months": None,
        "notice_months": None,
        "cancelled_on": None,
        "contacts": None,
        "quotas": {},
        "channels": (),
        "account_minutes": None,
        "account_until": None,
        "included_minutes": None,
        "step_minutes": None,
        "least_minutes": None,
        "targets": {},
        "rates": {},
        "currency": None,
        "engineer": None,
    },
}
REQUIRED: Mapping[RecordKind, tuple[str, ...]] = {
    RecordKind.ORGANISATION: ("name",),
    RecordKind.CONTACT: ("address", "organisation"),
    RecordKind.LICENCE: ("organisation",),
    RecordKind.CONTRACT: ("organisation", "plan", "starts_on"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a sheet of one: `name` as people call it, and its own words for the fields of each kind."""

    name: str
    columns: Mapping[RecordKind, Mapping[str, str]] = field(default_factory=dict)

    def column(self, kind: RecordKind, name: str) -> str:
        """The heading under which a field stands; its own name where the file has none."""
        return self.columns.get(kind, {}).get(name, name)


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a file cannot be taken: where, and what is wrong and would be right."""

    source: str
    row: int  # from 1, the headings' own counted; 0: the file itself
    column: str  # its heading; "" for the whole row
    message: str

    def __str__(self) -> str:
        place = f"{self.source}:{self.row}" if self.row else self.source
        return ": ".join(part for part in (place, self.column, self.message) if part)


@dataclass(frozen=True, slots=True)
class Record:
    """One thing of the records. `key` is its number there; of a contact without one, his address."""

    kind: RecordKind
    key: str
    values: Mapping[str, Any]  # by the names of FIELDS
    source: Source
    row: int
    unread: frozenset[str] = frozenset()  # fields whose cells could not be read, which is told already

    def fault(self, name: str, message: str) -> RowFault:
        """What is wrong with one of its fields."""
        return RowFault(self.source.name, self.row, self.source.column(self.kind, name), message)


@dataclass(frozen=True, slots=True)
class Change:
    """What a record would make of the store."""

    kind: RecordKind
    key: str
    row_id: int | None  # None: it is new
    values: Mapping[str, Any]  # of a new one all fields, else those that change
    before: Mapping[str, Any]  # of those that change
    record: Record


@dataclass(frozen=True, slots=True)
class Comparison:
    """Records beside what the store holds. With `faults` nothing may be written."""

    changes: tuple[Change, ...]
    unchanged: int
    faults: tuple[RowFault, ...]
    notes: tuple[str, ...]  # what is taken though it is hardly meant
