"""Tables of a template that are drawn as figures: tiles, bars, columns by day, tasks, and rows of buttons.

A line of its own before a table says how it is drawn. The words and numbers are the template's; each row is

    :::tiles            | number | what it is | late, tight or nothing |
    :::bars NAME        | whose | the numbers in words | three shares of 100: late, tight, the rest |
    :::columns NAME     | day | the numbers in words | two shares of 100 |
    :::lines            | whose | what there is to say of it |
    :::tasks            | late, tight or nothing | headline | what is due | more | links, drawn as buttons |
    :::orders           | links, drawn as buttons |

NAME is of a picture that may stand for the table in the HTML; its words are then the table's. The words of a table's
head, if it has any, say what the colours mean. The plain text says the same in lines, without the last column and
without the head; of buttons alone it says the names. Drawn with tables, borders and background colours alone: what
Outlook, which renders with Word, draws like everybody else. Shares that are no numbers are nothing; nothing fails.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil

from notifier.lines import broken

KINDS = ("tiles", "bars", "columns", "lines", "tasks", "orders")
MARK = re.compile(rf":::({'|'.join(KINDS)})(?: ([a-z]{{1,20}}))?")
_TILES_IN_A_ROW = 3  # as many as a telephone has room for
_BUTTONS_IN_A_ROW = 4  # at most
_TALLEST = 64  # pixels of a column
_SPACE = '<div style="font-size:1px;line-height:10px;">&nbsp;</div>'
_TONES = frozenset({"late", "tight"})
_SHADES = {"bars": ("late", "tight", "rest"), "columns": ("rest", "done")}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table in both faces; `links` are (label, target) of those in it."""

    text: str
    html: str
    links: tuple[tuple[str, str], ...] = ()


Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Plate:
    """A table that is drawn: as one of `KINDS`, or by a picture of that name where there is one ("" for none)."""

    kind: str
    picture: str
    head: Sequence[Cell]
    rows: Rows


def html(plate: Plate, picture: str | None = None) -> str:
    """The figure; `picture` is the Content-ID of one that stands for it."""
    rows, legend = plate.rows, _legend(plate.kind, plate.head)
    if picture is not None:
        return legend + _picture(rows, picture)
    match plate.kind:
        case "tiles":
            return _tiles(rows)
        case "bars":
            return legend + _framed("bars", "".join(map(_bar, rows)))
        case "columns":
            return legend + _columns(rows)
        case "lines":
            return _framed("bars", "".join(map(_line, rows)))
        case "orders":
            return "".join(_buttons(cell.links) for row in rows for cell in row) + _SPACE
        case _:
            return "".join(map(_task, rows)) + _SPACE


def text(plate: Plate, width: int) -> list[str]:
    """The same in lines."""
    kind, rows = plate.kind, plate.rows
    if kind == "tasks":
        return [line for number, row in enumerate(rows) for line in _task_lines(row, width, first=number == 0)]
    if kind == "orders":
        return [" · ".join(label for label, _ in cell.links) for row in rows for cell in row]
    pairs = [(row[1], row[0]) if kind == "tiles" else (row[0], row[1]) for row in rows if len(row) > 1]
    return _aligned([(label.text, value.text) for label, value in pairs], width)


def _aligned(pairs: Sequence[tuple[str, str]], width: int) -> list[str]:
    label = min(max((len(name) for name, _ in pairs), default=0), width // 2) + 2
    lines: list[str] = []
    for name, value in pairs:
        left = broken(name, label - 2) or [""]
        right = broken(value, width - label) or [""]
        for at in range(max(len(left), len(right))):
            one, other = (column[at] if at < len(column) else "" for column in (left, right))
            lines.append(f"{one:<{label}}{other}".rstrip())
    return lines


def _task_lines(row: Sequence[Cell], width: int, *, first: bool) -> list[str]:
    """Headline, and indented below it what is due and what else there is."""
    parts = [cell.text.strip() for cell in row[1:4]]
    head = broken(parts[0], width) if parts else []
    rest = [line for part in parts[1:] for line in broken(part, width - 4)]
    return [*([] if first else [""]), *head, *(f"    {line}" for line in rest)]


# -- HTML


def _framed(name: str, inner: str) -> str:
    return (
        f'<table role="presentation" class="{name}" width="100%" cellpadding="0" cellspacing="0" border="0">'
        f"{inner}</table>"
    )


def _tiles(rows: Rows) -> str:
    cells = []
    for row in rows:
        number, label, tone = (*row, Cell("", ""), Cell("", ""))[:3]
        name = f"number {tone.text.strip()}" if tone.text.strip() in _TONES else "number"
        cells.append(
            f'<td class="tile" width="33%" valign="top"><div class="{name}">{number.html}</div>'
            f'<div class="caption">{label.html}</div></td>'
        )
    cells += ['<td class="gap" width="33%">&nbsp;</td>'] * (-len(cells) % _TILES_IN_A_ROW)
    lines = (cells[at : at + _TILES_IN_A_ROW] for at in range(0, len(cells), _TILES_IN_A_ROW))
    between = '<td class="gap" width="6">&nbsp;</td>'
    below = (
        f'<tr><td class="gap" colspan="{2 * _TILES_IN_A_ROW - 1}" height="6" style="line-height:6px;">&nbsp;</td></tr>'
    )
    return _framed("tiles", below.join(f"<tr>{between.join(line)}</tr>" for line in lines))


def _legend(kind: str, head: Sequence[Cell]) -> str:
    """A square of each colour, and what it means."""
    named = [cell for cell in head if cell.text.strip()]
    cells = "".join(
        f'<td class="{shade}" width="10" height="10" style="font-size:1px;line-height:10px;">&nbsp;</td>'
        f'<td class="caption legend">{cell.html}</td>'
        for shade, cell in zip(_SHADES.get(kind, ()), named, strict=False)
    )
    table = '<table role="presentation" class="key" cellpadding="0" cellspacing="0" border="0">'
    return f"{table}<tr>{cells}</tr></table>" if cells else ""


def _bar(row: Sequence[Cell]) -> str:
    """The label above and to the left, the numbers to the right, the bar below both: it fits a telephone."""
    label, words, shares = (*row, Cell("", ""), Cell("", ""))[:3]
    parts = _shares(shares.text)
    cells = [
        f'<td class="{shade}" width="{part}%" height="9" style="font-size:1px;line-height:9px;">&nbsp;</td>'
        for shade, part in zip(_SHADES["bars"], parts, strict=False)
        if part
    ]
    left = 100 - sum(parts)
    if left > 0:
        cells.append(f'<td class="empty" width="{left}%" height="9" style="font-size:1px;line-height:9px;">&nbsp;</td>')
    bar = _framed("bar", f"<tr>{''.join(cells)}</tr>")
    return (
        f'<tr><td class="whose">{label.html}</td><td class="words-right" align="right">{words.html}</td></tr>'
        f'<tr><td colspan="2" class="track">{bar}</td></tr>'
    )


def _line(row: Sequence[Cell]) -> str:
    """The label above, for an address may be as wide as a telephone."""
    label, words = (*row, Cell("", ""), Cell("", ""))[:2]
    return f'<tr><td class="whose">{label.html}</td></tr><tr><td class="words-below">{words.html}</td></tr>'


def _columns(rows: Rows) -> str:
    """A pair of columns for each day, the day below."""
    if not rows:
        return ""
    width = 100 // len(rows)
    days = []
    for row in rows:
        label, words, shares = (*row, Cell("", ""), Cell("", ""))[:3]
        bars = "".join(
            _column(shade, part) for shade, part in zip(_SHADES["columns"], _shares(shares.text), strict=False)
        )
        days.append(
            f'<td class="day" width="{width}%" align="center" valign="bottom" title="{escape(words.text)}">'
            f'<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>{bars}</tr></table>'
            f'<div class="caption">{label.html}</div></td>'
        )
    return _framed("columns", f"<tr>{''.join(days)}</tr>")


def _column(shade: str, part: int) -> str:
    height = max(1, _TALLEST * part // 100)
    return (
        f'<td valign="bottom" height="{_TALLEST}" style="padding:0 1px 0 1px;">'
        f'<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td class="{shade}" width="12" '
        f'height="{height}" style="font-size:1px;line-height:{height}px;">&nbsp;</td></tr></table></td>'
    )


def _task(row: Sequence[Cell]) -> str:
    tone, head, due, more, links = (*row, *[Cell("", "")] * 5)[:5]
    shade = tone.text.strip() if tone.text.strip() in _TONES else "calm"
    lines = [f'<div class="head">{head.html}</div>']
    lines += [f'<div class="due {shade}">{due.html}</div>'] if due.text.strip() else []
    lines += [f'<div class="more">{more.html}</div>'] if more.text.strip() else []
    lines += [_buttons(links.links)] if links.links else []
    return _framed("task", f'<tr><td class="body edge-{shade}">{"".join(lines)}</td></tr>')


def _buttons(links: Sequence[tuple[str, str]]) -> str:
    """In rows of as many as a telephone has room for, each a table of its own: their widths have nothing in common."""
    cells = [
        f'<td class="small-button"><a href="{escape(target)}" style="text-decoration:none;">{escape(label)}</a></td>'
        '<td width="6" style="font-size:1px;">&nbsp;</td>'
        for label, target in links
    ]
    table = '<table role="presentation" class="row" cellpadding="0" cellspacing="0" border="0">'
    lines = ceil(len(cells) / _BUTTONS_IN_A_ROW) or 1
    wide = ceil(len(cells) / lines) or 1  # six are two rows of three
    rows = (cells[at : at + wide] for at in range(0, len(cells), wide))
    return "".join(f"{table}<tr>{''.join(row)}</tr></table>" for row in rows)


def _picture(rows: Rows, content_id: str) -> str:
    """The picture; who does not see it hears the table's words."""
    words = "; ".join(f"{row[0].text}: {row[1].text}" for row in rows if len(row) > 1)
    return (
        f'<p class="picture"><img src="cid:{escape(content_id)}" width="600" alt="{escape(words)}" '
        'style="display:block;width:100%;max-width:600px;height:auto;border:0;"></p>'
    )


def _shares(words: str) -> list[int]:
    """Whole shares of a hundred, together no more than that."""
    found, room = [], 100
    for word in words.split():
        part = min(int(word), 100) if word.isascii() and word.isdigit() and len(word) < 5 else 0
        found.append(part)
    if len(found) > 2:  # parts of one bar; two are columns of their own
        for at, part in enumerate(found):
            found[at] = min(part, room)
            room -= found[at]
    return found
