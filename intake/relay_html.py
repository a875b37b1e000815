"""The HTML of an engineer's answer without his command lines: its lines, and the page once some of them are gone.

A line goes with the elements that hold nothing else (its paragraph, its bullet, the list of bullets), so that no hole
is left; blank lines above the first word go, too. Works on what `intake/html_cut.py` calls new; linear; never raises.
"""

from __future__ import annotations

from collections.abc import Set
from itertools import accumulate

from intake import html_page as pages
from intake.html_page import Line, Page

_CELLS = frozenset({"td", "th"})  # a cell left out would shift its row
_KEPT, _GONE = 0, 1


def without_lines(page: Page, lines: list[Line], gone: Set[int]) -> tuple[str, tuple[str, ...]]:
    """(well-formed HTML, Content-IDs that it shows) of a page without the lines of those numbers."""
    mask = bytearray(len(page))
    for number in gone:
        line = lines[number]
        _take(mask, line.start, line.end)
        if line.end < len(page) and page[line.end].name == "br" and page[line.end].kind == pages.VOID:
            mask[line.end] = _GONE
    _take_hollow(page, mask)
    shown = [at for at, item in enumerate(page) if mask[at] == _KEPT and item.shown]
    if not shown:
        return "", ()
    if gone:
        _take_blank(page, mask, shown[0])
    html = pages.written(page, mask, _KEPT, shown[-1] + 1, {})
    return html, pages.content_ids(item for at, item in enumerate(page) if mask[at] == _KEPT)


def _take(mask: bytearray, start: int, end: int) -> None:
    mask[start:end] = bytes([_GONE]) * (end - start)


def _take_hollow(page: Page, mask: bytearray) -> None:
    """Takes the elements that held something and show nothing any more."""
    shown = [0, *accumulate(item.shown and mask[at] == _KEPT for at, item in enumerate(page))]
    lost = [0, *accumulate(mask)]
    at = 0
    while at < len(page):
        item = page[at]
        hollow = (
            item.kind == pages.OPEN
            and item.name not in _CELLS
            and lost[item.partner] > lost[at]
            and shown[item.partner] == shown[at]
        )
        if hollow:
            _take(mask, at, item.partner + 1)
        at = item.partner + 1 if hollow else at + 1


def _take_blank(page: Page, mask: bytearray, first: int) -> None:
    """Takes the blank lines that stood between the commands and the first word."""
    at = 0
    while at < first:
        item = page[at]
        if item.kind == pages.OPEN and item.partner < first and item.name not in _CELLS:
            _take(mask, at, item.partner + 1)
            at = item.partner
        elif item.kind == pages.TEXT or item.name == "br":
            mask[at] = _GONE
        at += 1
