"""The desk file's shape: one TOML file that makes the program somebody's support desk.

`examine()` reads the text and answers with the tables and with every fault in it, not only the first. A table
that is well-formed by itself is looked at further by `intake/deskchecks.py` (names that nothing bears, addresses
given twice). Secrets are named here, never held. Opens no file, reads no environment; `intake/settings.py` does.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, Field, ValidationError

from intake.desk_tables import (
    ArchiveTable,
    ContractsTable,
    DatabaseTable,
    DeskTable,
    DevelopmentTable,
    DigestTable,
    DkimTable,
    DoorTable,
    EngineerTable,
    HolidayTable,
    IdentityTable,
    ImapTable,
    LimitsTable,
    MailboxTable,
    ManagerTable,
    PlanTable,
    ProductTable,
    RemindersTable,
    SmtpTable,
    Table,
    WaitingTable,
    WatchTable,
)
from intake.deskchecks import check
from intake.deskfaults import Fault, Ledger, Place, wording

_SYNTAX = re.compile(r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


class DeskFile(Table):
    """The whole file."""

    version: Annotated[Literal[1], Field(alias="schema")]
    desk: DeskTable
    hours: Annotated[dict[str, str], Field(min_length=1)]
    holidays: HolidayTable = HolidayTable()
    imap: ImapTable = ImapTable()
    mailbox: Annotated[list[MailboxTable], Field(min_length=1)]
    smtp: SmtpTable
    archive: ArchiveTable | None = None
    dkim: DkimTable | None = None
    door: DoorTable | None = None
    identity: IdentityTable = IdentityTable()
    product: list[ProductTable] = Field(default_factory=list)
    engineer: Annotated[list[EngineerTable], Field(min_length=1)]
    manager: list[ManagerTable] = Field(default_factory=list)
    digest: DigestTable = DigestTable()
    plan: list[PlanTable] = Field(default_factory=list)
    development: DevelopmentTable | None = None
    contracts: ContractsTable = ContractsTable()
    reminders: RemindersTable = RemindersTable()
    waiting: WaitingTable = WaitingTable()
    limits: LimitsTable = LimitsTable()
    database: DatabaseTable = DatabaseTable()
    watch: WatchTable = WatchTable()


def examine(text: str, file: str) -> tuple[DeskFile | None, list[Fault]]:
    """Read a desk file's text: its tables (None if they cannot be used) and all faults, in the order of the file."""
    text = text.removeprefix("\ufeff")
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [_syntax_fault(str(error), text, file)]
    ledger = Ledger(file, text, content)
    tables = None
    try:
        tables = DeskFile.model_validate(content)
    except ValidationError as error:
        for place, message in _told(error):
            _note(ledger, content, place, message)
    check(content, ledger)
    return tables, ledger.faults()


def _told(error: ValidationError) -> Iterator[tuple[Place, str]]:
    """Places and words of the errors. A key that is missing because it is misspelt is one fault, not two."""
    details = error.errors(include_url=False, include_input=False)
    told = [(detail["loc"], wording(detail, _keys_at(detail["loc"]))) for detail in details]
    meant = {(*place[:-1], message.split('"')[1]) for place, message in told if "did you mean" in message}
    for detail, (place, message) in zip(details, told, strict=True):
        if detail["type"] != "missing" or place not in meant:
            yield place, message


def _note(ledger: Ledger, content: dict[str, Any], place: Place, message: str) -> None:
    """Say what only this file's shape knows: how a whole table is written."""
    name = str(place[0])
    if place == ("schema",):
        message = "must be 1, the only one that this program reads; write schema = 1 at the top"
    elif len(place) == 1:
        shown = _brackets(name)
        if name not in content:
            ledger.add((), f"{shown} is missing")
            return
        if message.startswith("unknown key"):
            message = re.sub(r'"(\w+)"', lambda found: _brackets(found[1]), message)
            message = message.replace("unknown key", "there is no such table")
        elif message.startswith("must be a"):
            message = f"must be written as {shown}"
    elif len(place) == 2 and message == "must be a table":  # entries of a list that was meant to be tables
        message = f"must be written as {_brackets(name)}"
    ledger.add(place, message)


def _brackets(name: str) -> str:
    """How a table's header is written."""
    field = DeskFile.model_fields.get(name)
    return f"[[{name}]]" if field and get_origin(field.annotation) is list else f"[{name}]"


def _annotation(model: type[BaseModel], key: str) -> Any:  # noqa: ANN401 - an annotation is anything
    """What a key of a table holds, `Annotated` and `| None` taken off; None for an unknown key."""
    field = next((f for name, f in model.model_fields.items() if key in (name, f.alias)), None)
    found = field.annotation if field else None
    return next((part for part in get_args(found) if _is_table(part)), found)


def _keys_at(place: Place) -> Iterable[str]:
    """The keys that the table around a place may have."""
    model: type[BaseModel] = DeskFile
    for part in place[:-1]:
        if isinstance(part, str) and _is_table(found := _annotation(model, part)):
            model = found
    return [field.alias or name for name, field in model.model_fields.items()]


def _is_table(found: object) -> bool:
    return isinstance(found, type) and issubclass(found, Table)


def _syntax_fault(message: str, text: str, file: str) -> Fault:
    found = _SYNTAX.fullmatch(message)
    what = found[1] if found else message
    if found and found[2]:
        return Fault(file, int(found[2]), f"column {found[3]}", "", f"this is no TOML: {what}")
    return Fault(file, text.count("\n") + 1, "", "", f"this is no TOML: {what} at the end of the file")
