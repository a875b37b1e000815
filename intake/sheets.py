"""Tables as people export them: the sheets of an .xlsx, or text with separators, to rows of cells.

The only file that knows openpyxl. Encodings are detected from the bytes (UTF-8 with and without its mark, UTF-16,
Windows-1252, and Windows-1254 for Turkish, which is Latin-5 and more), separators from the headings. What cannot be
read is a SheetError that says what it is and what would be right; nothing is guessed in silence: `Sheet.notes` says
what was. It opens and writes the files it is given, and nothing else; formulas are not calculated, their last values
are taken.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

Cell = str | date
Row = tuple[int, list[Cell]]  # its number in the file, from 1

LARGEST = 100 * 1024 * 1024  # bytes of a file, and …
_UNPACKED = 600 * 1024 * 1024  # … of what an .xlsx holds
_LONGEST = 32_767  # characters of a cell: what a spreadsheet takes, too
_EMPTY_END = 200  # rows without a cell, after which a sheet is over
SEPARATORS = (";", ",", "\t", "|")
_TOLD = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # a first line for spreadsheets
_TURKISH_ONLY = re.compile(rb"[\xd0\xdd\xde\xf0\xfd\xfe]")  # Ğ İ Ş ğ ı ş; in Windows-1252 letters of Iceland
_SEQUENCE = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")  # of UTF-8
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"


class SheetError(Exception):
    """A file, or a row of it, cannot be read as a table."""

    def __init__(self, message: str, row: int = 0) -> None:
        super().__init__(message)
        self.row = row


@dataclass(frozen=True, slots=True)
class Sheet:
    """Its headings and the rows below them; `rows` is read once, and may raise SheetError."""

    name: str  # as people call it: the file, with the sheet where it has several
    headings: list[str]
    heading_row: int
    rows: Iterator[Row]
    notes: tuple[str, ...] = ()


def read_sheets(path: Path, fits: Callable[[Sequence[str]], int], encoding: str | None = None) -> list[Sheet]:
    """The sheets of a file that hold anything; raises SheetError, and OSError where there is no such file.

    `fits` says how many of some headings are known, by which separators are told; `encoding` overrides detection.
    """
    if path.stat().st_size > LARGEST:
        raise SheetError(f"is larger than {LARGEST >> 20} MB; split it")
    raw = path.read_bytes()
    if raw.startswith(_OLD_EXCEL):
        raise SheetError("is an old .xls workbook; save it as .xlsx or CSV")
    sheets = list(_workbook(path.name, raw)) if raw.startswith(_ZIP) else [_separated(path.name, raw, fits, encoding)]
    if not sheets:
        raise SheetError("holds no rows")
    return sheets


# -- text with separators


def decoded(raw: bytes, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of a file and what had to be assumed for it; SheetError where nothing fits."""
    if encoding is not None:
        return _as(raw, encoding), ()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _as(raw, "utf-16"), ()
    if raw.startswith(b"\xef\xbb\xbf"):
        return _as(raw, "utf-8-sig"), ()
    head = raw[:4000]
    if head.count(0) * 3 > len(head):  # every other byte, as UTF-16 has it for plain letters
        return _as(raw, "utf-16-be" if head[:1] == b"\0" else "utf-16-le"), ()
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError as wrong:
        if _is_mostly_utf8(raw):
            raise SheetError(*_mixed(raw, wrong)) from None
    if _TURKISH_ONLY.search(raw):
        return _as(raw, "cp1254"), ("read as Windows-1254 (Turkish); if letters are wrong, save it as UTF-8",)
    return _as(raw, "cp1252"), ("read as Windows-1252; if letters are wrong, save it as UTF-8",)


def _as(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except LookupError:
        raise SheetError(f'there is no encoding "{encoding}"; try utf-8, utf-16, cp1252 or cp1254') from None
    except UnicodeDecodeError as wrong:
        said = f"is not {encoding}: byte {wrong.start + 1} is {raw[wrong.start]:#04x}; save it as UTF-8"
        raise SheetError(said, _line(raw, wrong.start) if "16" not in encoding else 0) from None


def _is_mostly_utf8(raw: bytes) -> bool:
    """Whether its eight-bit bytes stand in sequences of UTF-8; in other encodings that happens by chance alone."""
    rest, sequences = _SEQUENCE.subn(b"", raw)
    return sequences > 0 and sequences >= len(_HIGH.findall(rest))


def _mixed(raw: bytes, wrong: UnicodeDecodeError) -> tuple[str, int]:
    """Some of it is UTF-8 and some is not: whichever were taken, names would be spoilt."""
    byte = raw[wrong.start]
    said = f"mixes encodings: most of it is UTF-8, byte {wrong.start + 1} ({byte:#04x}) is not; save it as UTF-8"
    return said, _line(raw, wrong.start)


def _line(raw: bytes, at: int) -> int:
    return raw.count(b"\n", 0, at) + 1


def _separated(name: str, raw: bytes, fits: Callable[[Sequence[str]], int], encoding: str | None) -> Sheet:
    text, notes = decoded(raw, encoding)
    if found := _CONTROL.search(text):
        message = f"holds a control character ({ord(found[0]):#04x}) and is no text; export it as CSV or .xlsx"
        raise SheetError(message, text.count("\n", 0, found.start()) + 1)
    told = _TOLD.match(text)
    skipped = 1 if told else 0
    text = text[told.end() :] if told else text
    separator = told[1] if told else _separator(text, fits)
    rows = _rows(text, separator, skipped)
    for number, cells in rows:
        if any(cells):
            return Sheet(name, [str(cell) for cell in cells], number, _equal(rows, len(cells), separator), notes)
    raise SheetError("is empty; its first row must hold the headings")


def _separator(text: str, fits: Callable[[Sequence[str]], int]) -> str:
    """That which makes most known headings of the first line; of equal ones that which makes most cells."""
    first = next((line for line in io.StringIO(text) if line.strip(" \t;,|\r\n")), "")[:_LONGEST]
    ranked = []
    for separator in SEPARATORS:
        headings = next(csv.reader([first], delimiter=separator), [])
        ranked.append((fits(headings), len(headings), separator))
    known, width, best = max(ranked, key=lambda one: one[:2])
    if width == 1 and not known:
        raise SheetError("no separator was found in the first row; use ; or , or tabs between the cells", 1)
    return best


def _rows(text: str, separator: str, skipped: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    csv.field_size_limit(_LONGEST)
    start = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            raise SheetError(_in_words(wrong), start + skipped) from None
        yield start + skipped, [_clean(cell) for cell in cells]
        start = reader.line_num + 1


def _in_words(wrong: csv.Error) -> str:
    if "end of data" in str(wrong) or "limit" in str(wrong):
        return 'a quotation mark (") that opens here is never closed; a mark within a value is written twice ("")'
    if "expected after" in str(wrong):
        return 'text follows a closing quotation mark ("); a mark within a value is written twice ("")'
    return f"cannot be read: {wrong}"


def _equal(rows: Iterator[Row], width: int, separator: str) -> Iterator[Row]:
    """Rows as wide as the headings; a wider one has a separator within a value."""
    for number, cells in rows:
        if not any(cells):
            continue
        if any(cells[width:]):
            shown = "tab" if separator == "\t" else separator
            said = f"has {len(cells)} cells, the headings are {width}; a {shown} within a value needs quotation marks"
            raise SheetError(said, number)
        yield number, [*cells[:width], *[""] * (width - len(cells))]


def _clean(cell: str) -> str:
    """Without blanks around it, and without the apostrophe that keeps a spreadsheet from calculating."""
    text = cell.replace("\xa0", " ").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


# -- workbooks


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[str | int | date]]]) -> None:
    """Write sheets by their titles, anew; a text stays one, whatever it begins with."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            line: list[Any] = []
            for value in row:
                if not isinstance(value, str):
                    line.append(value)
                    continue
                cell = WriteOnlyCell(sheet, value)
                cell.data_type = "s"  # never a formula
                line.append(cell)
            sheet.append(line)
    book.save(path)


def _workbook(name: str, raw: bytes) -> Iterator[Sheet]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        if sum(entry.file_size for entry in zipfile.ZipFile(io.BytesIO(raw)).infolist()) > _UNPACKED:
            raise SheetError(f"unpacks to more than {_UNPACKED >> 20} MB; split it")
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError) as wrong:
        raise SheetError(f"is no .xlsx workbook that can be read ({wrong}); save it anew, or as CSV") from None
    for sheet in book.worksheets:
        label = f"{name}[{sheet.title}]" if len(book.worksheets) > 1 else name
        rows = _cells(sheet.iter_rows(values_only=True))
        for number, cells in rows:
            while cells and not cells[-1]:
                cells.pop()
            yield Sheet(label, [str(cell) for cell in cells], number, _cut(rows, len(cells)))
            break


def _cells(rows: Iterator[Sequence[object]]) -> Iterator[Row]:
    """The rows with anything in them; a sheet may claim a million empty ones."""
    empty = 0
    for number, values in enumerate(rows, 1):
        cells = [_cell(value) for value in values]
        empty = 0 if any(cells) else empty + 1
        if empty > _EMPTY_END:
            return
        if not empty:
            yield number, cells


def _cut(rows: Iterator[Row], width: int) -> Iterator[Row]:
    """As wide as the headings: notes beside a table have none."""
    for number, cells in rows:
        if any(cells[:width]):
            yield number, [*cells[:width], *[""] * (width - len(cells))]


def _cell(value: object) -> Cell:
    """A value as it would be typed; 1001.0 is how a spreadsheet holds the number 1001."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date()
        case date():
            return value
        case time():
            return f"{value:%H:%M}"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return _clean(str(value)[:_LONGEST])
