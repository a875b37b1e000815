"""Pictures of a digest, where matplotlib is installed (the extra `charts`); without it `plates` draws the same in HTML.

Drawn by the scribe, which has its own process, memory and time: bars and words at places reckoned here, for axes and a
layout that is searched for would cost several times as much. The colours are those of the mail; the ground is light,
also in dark mode. Whatever fails costs the picture and not the mail. The only importer of matplotlib, and of the Pillow
that comes with it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from notifier.mime import Enclosure

_LATE, _TIGHT, _REST, _DONE = "#b3261e", "#d99a1c", "#3f7f95", "#b7cdd5"
_INK, _SOFT, _LINE = "#22262a", "#626a70", "#dfe3e6"
_SHADES = {_INK: 16, _SOFT: 16, _LATE: 4, _TIGHT: 4, _REST: 4, _DONE: 2, _LINE: 1}  # towards white: edges of letters
_DPI = 200  # twice the pixels that are shown: sharp on any screen
_POINT = _DPI / 72  # of type, in pixels
_WIDE = 1200  # pixels, like all that follows; 600 as shown
_EDGE = 8  # around everything
_GAP = 10  # beside a bar
_DAYS = 310  # height of the picture of days,
_FOOT = 44  # below the columns, for the names of days,
_TALLEST = 218  # the highest column, with room for its number above
_GROUP = 80  # height of a group; its bar is
_THICK = 0.56  # of that
_LONGEST = 0.84  # of the room beside the names: a bar, and less if its words are long


@dataclass(frozen=True, slots=True)
class Chart:
    """What a picture shows: a row for each label, with the numbers that make it up. `name` is of the table it is for.

    `days`: opened and closed on each day. `products`: open cases that are late, tight, and neither; opened and closed.
    """

    name: str
    rows: tuple[tuple[str, tuple[int, ...]], ...]


def available() -> bool:
    """Whether pictures can be drawn here."""
    return find_spec("matplotlib") is not None


def drawn(chart: Chart, message_id: str) -> Enclosure | None:
    """The picture as PNG, under a Content-ID of its own; None where it cannot be drawn."""
    try:
        content = _png(chart)
    except (ImportError, ValueError, MemoryError, RuntimeError, OSError):  # the HTML has bars instead
        return None
    domain = message_id.rpartition("@")[2]
    name = hashlib.sha256(f"{message_id} {chart.name}".encode()).hexdigest()[:20]
    return Enclosure(f"{chart.name}.png", "image/png", content, f"{name}.chart@{domain}")


def _png(chart: Chart) -> bytes:
    if chart.name == "days":
        sheet = _Sheet(_DAYS)
        _draw_days(sheet, chart)
    else:
        sheet = _Sheet(2 * (_EDGE + 2) + _GROUP * len(chart.rows))
        _draw_groups(sheet, chart)
    return sheet.png()


class _Sheet:
    """White paper, measured in pixels from below and from the left."""

    def __init__(self, tall: int) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        self.tall = tall
        self._figure: Any = Figure(figsize=(_WIDE / _DPI, tall / _DPI), dpi=_DPI, facecolor="white")
        self._canvas: Any = FigureCanvasAgg(self._figure)

    def box(self, left: float, bottom: float, wide: float, tall: float, colour: str) -> None:
        """A bar, or a line."""
        from matplotlib.patches import Rectangle

        # `transform=None` is the identity: places are pixels.
        self._figure.add_artist(Rectangle((left, bottom), wide, tall, color=colour, linewidth=0, transform=None))

    def words(self, x: float, y: float, said: str, size: float, colour: str, ha: str, va: str) -> None:
        """Words of `size` points, aligned as matplotlib names it; none are read as mathematics."""
        self._figure.text(x, y, said, fontsize=size, color=colour, ha=ha, va=va, transform=None, parse_math=False)

    def width(self, said: str, size: float) -> float:
        """Of words."""
        from matplotlib.font_manager import FontProperties

        wide, _, _ = self._canvas.get_renderer().get_text_width_height_descent(said, FontProperties(size=size), False)
        return float(wide)

    def png(self) -> bytes:
        """The picture, in the few colours that it has."""
        from PIL import Image

        self._canvas.draw()
        size = self._canvas.get_width_height()
        picture = Image.frombuffer("RGBA", size, self._canvas.buffer_rgba()).convert("RGB")
        packed = BytesIO()
        picture.quantize(palette=_palette(), dither=Image.Dither.NONE).save(packed, "png")
        return packed.getvalue()


@cache
def _palette() -> Any:  # noqa: ANN401 - matplotlib and Pillow are loaded only where a picture is drawn
    from matplotlib.colors import to_rgb
    from PIL import Image

    colours = [1.0, 1.0, 1.0]
    for colour, shades in _SHADES.items():
        for shade in range(1, shades + 1):
            colours += [1 - (1 - part) * shade / shades for part in to_rgb(colour)]
    palette = Image.new("P", (1, 1))
    palette.putpalette([round(255 * part) for part in colours])
    return palette


def _draw_days(sheet: _Sheet, chart: Chart) -> None:
    """A pair of columns for each day, the number on top."""
    highest = max((number for _, numbers in chart.rows for number in numbers[:2]), default=0)
    step = (_WIDE - 2 * _EDGE) / max(1.1 * (len(chart.rows) - 0.28), 1)  # a twentieth on either side stays free
    for at, (label, numbers) in enumerate(chart.rows):
        middle = _WIDE / 2 + step * (at - (len(chart.rows) - 1) / 2)
        sheet.words(middle, _FOOT - 3.5 * _POINT, label, 9, _SOFT, "center", "top")
        for number, side, colour in ((numbers[0], -0.19, _REST), (numbers[1], 0.19, _DONE)):
            if number:
                centre, tall = middle + side * step, _TALLEST * number / highest
                sheet.box(centre - 0.17 * step, _FOOT, 0.34 * step, tall, colour)
                sheet.words(centre, _FOOT + tall + 2, str(number), 8.5, _SOFT, "center", "bottom")
    sheet.box(_EDGE, _FOOT - 1, _WIDE - 2 * _EDGE, 2, _LINE)


def _draw_groups(sheet: _Sheet, chart: Chart) -> None:
    """A bar for each group, the late ones first; the first group on top. Beside it how many, and what came and went."""
    names = [label[:30] for label, _ in chart.rows]
    said = [(str(sum(numbers[:3])), f"+{numbers[3]} −{numbers[4]}") for _, numbers in chart.rows]
    left = _EDGE + max((sheet.width(name, 9) for name in names), default=0.0) + _GAP
    unit = _unit(sheet, said, _WIDE - _EDGE - left)
    for at, (_, numbers) in enumerate(chart.rows):
        x, y = left, sheet.tall - _EDGE - 2 - _GROUP * (at + 0.5)
        sheet.words(left - _GAP, y, names[at], 9, _SOFT, "right", "center_baseline")
        for number, colour in zip(numbers[:3], (_LATE, _TIGHT, _REST), strict=True):
            sheet.box(x, y - _THICK * _GROUP / 2, number * unit, _THICK * _GROUP, colour)
            x += number * unit
        total, moved = said[at]
        sheet.words(x + _GAP, y, total, 9, _INK, "left", "center_baseline")
        sheet.words(x + 5 * _GAP + sheet.width(total, 9), y, moved, 8.5, _SOFT, "left", "center_baseline")


def _unit(sheet: _Sheet, said: list[tuple[str, str]], room: float) -> float:
    """Pixels of one case: the longest bar leaves room for its words."""
    units = [_LONGEST * room]
    for total, moved in said:
        words = 5 * _GAP + sheet.width(total, 9) + sheet.width(moved, 8.5)
        units.append(min(_LONGEST * room, max(room - words, 0.0)) / max(int(total), 1))
    return min(units)
