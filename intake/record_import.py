"""Records from files into the store: all of them, or nothing where anything is wrong with one.

`intake customers import` calls it with its options and bars, the demonstration and the tests as it is. What is wrong
comes back as faults, never as an exception; only the store may raise (AlreadyDone, Unavailable). It prints nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from intake.record_columns import known
from intake.record_reading import Reading, RecordReader
from intake.sheets import SheetError, read_sheets
from routing.db import Database
from routing.desk import Desk
from routing.records import Comparison, RowFault
from routing.register import Register

Advance = Callable[[int], None]


def _unseen(_done: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Import:
    """What the files say and what that means for the store; written only where there are no faults."""

    reading: Reading
    comparison: Comparison

    @property
    def faults(self) -> tuple[RowFault, ...]:
        """Everything that is wrong, each once."""
        return tuple(dict.fromkeys((*self.reading.faults, *self.comparison.faults)))

    @property
    def notes(self) -> tuple[str, ...]:
        """What was read otherwise than it may be meant."""
        return (*self.reading.notes, *self.comparison.notes)


def read_files(desk: Desk, files: Sequence[Path], encoding: str | None = None, advance: Advance = _unseen) -> Reading:
    """All files, whatever is wrong with one of them; `encoding` is of CSV files where it is not told rightly."""
    reader = RecordReader(desk, advance)
    broken = []
    for file in files:
        try:
            for sheet in read_sheets(file, known, encoding):
                reader.read(sheet)
        except SheetError as fault:
            broken.append(RowFault(file.name, fault.row, "", str(fault)))
        except OSError as trouble:
            broken.append(RowFault(str(file), 0, "", f"cannot be read: {trouble.strerror}"))
    reading = reader.reading()
    return replace(reading, faults=(*broken, *reading.faults))


def take_in(desk: Desk, store: Database, files: Sequence[Path]) -> Import:
    """Read files and write what they say, if nothing is wrong with any of them."""
    reading = read_files(desk, files)
    with store.transaction() as session:
        register = Register(session, desk.name)
        found = Import(reading, register.compare(reading.records))
        if not found.faults:
            register.write(found.comparison, _unseen)
    return found
