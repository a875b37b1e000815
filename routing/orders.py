"""What an engineer's commands mean: words and values become orders, or a fault that says what would be right.

Pure: `interpret` knows the desk and the day, no case. `routing.staff` carries orders out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from routing.desk import Desk, Engineer
from routing.model import Severity
from routing.submission import Category, Command


@dataclass(frozen=True, slots=True)
class Order:
    """One command, understood. Only what its word takes is set."""

    word: str  # note close wait hold reopen take assign type prio product due time ask link merge new customer cc …
    written: str
    text: str = ""
    engineer: str | None = None  # name in the desk file
    product: str | None = None  # name in the desk file
    category: Category | None = None
    severity: Severity | None = None
    when: datetime | None = None  # aware; of wait, hold and due
    minutes: int | None = None
    kind: str | None = None  # of time: mail, phone, remote, project, training, travel
    number: int | None = None  # of a case
    address: str | None = None
    fields: tuple[str, ...] = ()  # names of details to ask for


@dataclass(frozen=True, slots=True)
class Fault:
    """A command that cannot be carried out as written: it stops the send."""

    written: str
    why: str  # bad_value, missing_value, no_such_engineer, no_such_product, not_here, unknown_word
    meant: str | None = None  # what would be right, as one would write it


def interpret(
    commands: Sequence[Command], desk: Desk, engineer: Engineer, now: datetime
) -> tuple[tuple[Order, ...], tuple[Fault, ...]]:
    """Orders in the order of the mail, and what could not be understood."""
    raise NotImplementedError
