"""Labelled texts from a CSV file: columns `text` and `label`, and if given `subject`, `lang`, `voice`, `id`, `source`.

UTF-8 (a byte-order mark is taken off), a header line, commas, fields quoted as in RFC 4180; other columns are left
alone. What is wrong is a `LabelFileError` that names the file, the line, the field and what would be right; nothing is
guessed, and nothing of a file with a fault is used.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from routing.train import Labelled

NEEDED = ("text", "label")
_LONGEST_LABEL = 60
_LARGEST = 200 * 1024 * 1024  # bytes
_LONGEST_FIELD = 16 * 1024 * 1024  # characters


class LabelFileError(Exception):
    """A file of labels that cannot be used: where, and what would be right."""


def read(path: Path) -> list[Labelled]:
    """All texts of a file, at least one; LabelFileError, or OSError if it cannot be read."""
    if path.stat().st_size > _LARGEST:
        raise LabelFileError(f"{path}: larger than {_LARGEST >> 20} MiB; split it")
    try:
        content = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = trouble.object[: trouble.start].count(b"\n") + 1
        raise LabelFileError(f"{path}, line {line}: not UTF-8; save the file as UTF-8") from None
    texts = list(_texts(path, content))
    if not texts:
        raise LabelFileError(f"{path}: no labelled text below the header; one a line is wanted")
    return texts


def _texts(path: Path, content: str) -> Iterator[Labelled]:
    limit = csv.field_size_limit(_LONGEST_FIELD)
    begins = 1
    try:
        reader = csv.reader(io.StringIO(content, newline=""), strict=True)
        columns = _columns(path, next(reader, []))
        begins = reader.line_num + 1
        for row in reader:
            if row:  # an empty line is none
                yield _labelled(f"{path}, line {begins}", columns, row)
            begins = reader.line_num + 1
    except csv.Error as trouble:
        cure = 'a field with a comma, a quote or a line end stands in "…", its own quotes doubled'
        raise LabelFileError(f"{path}, line {begins}: {trouble}; {cure}") from None
    finally:
        csv.field_size_limit(limit)


def _columns(path: Path, header: list[str]) -> list[str]:
    columns = [name.strip().lower() for name in header]
    for name in NEEDED:
        if name not in columns:
            told = ", ".join(repr(each[:30]) for each in header[:8]) or "nothing"
            raise LabelFileError(
                f"{path}, line 1: no column {name!r}; the first line names the columns (text,label and if you like "
                f"subject,lang,id,source), here it is {told}"
            )
    twice = next((name for name in columns if name and columns.count(name) > 1), None)
    if twice:
        raise LabelFileError(f"{path}, line 1: the column {twice!r} stands there twice; once is right")
    return columns


def _labelled(where: str, columns: list[str], row: list[str]) -> Labelled:
    if len(row) != len(columns):
        counts = f"{len(row)} fields, the header has {len(columns)}"
        raise LabelFileError(f"{where}: {counts}; is a comma or a quote not quoted?")
    fields = dict(zip(columns, row, strict=True))
    label, text, subject = fields["label"].strip(), fields["text"], fields.get("subject", "")
    if not label:
        raise LabelFileError(f"{where}, field label: empty; name the category of this text")
    if len(label) > _LONGEST_LABEL or not label.isprintable():
        wanted = f"at most {_LONGEST_LABEL} printable characters on one line"
        raise LabelFileError(f"{where}, field label: {label[:30]!r}… is no label; {wanted}")
    if not f"{subject}{text}".strip():
        raise LabelFileError(f"{where}, field text: empty; give the text, or take the line out")
    language, voice = fields.get("lang", "").strip().lower(), fields.get("voice", "").strip()
    return Labelled(subject, text, label, language or None, f"{language}/{voice}" if voice else "")
