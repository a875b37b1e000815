"""Pictures of a digest, where matplotlib is installed (the extra `charts`); without it `plates` draws the same in HTML.

Drawn by the scribe, which has its own process, memory and time. The colours are those of the mail; the ground is light,
also in dark mode. Whatever fails costs the picture and not the mail. The only importer of matplotlib.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from notifier.mime import Enclosure

_LATE, _TIGHT, _REST, _DONE = "#b3261e", "#d99a1c", "#3f7f95", "#b7cdd5"
_INK, _SOFT, _LINE = "#22262a", "#626a70", "#dfe3e6"
_DPI = 200  # twice the pixels that are shown: sharp on any screen
_WIDE = 6.0  # inches, 600 pixels as shown


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
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    tall = 1.55 if chart.name == "days" else 0.1 + 0.4 * len(chart.rows)
    figure: Any = Figure(figsize=(_WIDE, tall), dpi=_DPI, facecolor="white", layout="constrained")
    canvas: Any = FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    (_draw_days if chart.name == "days" else _draw_groups)(axes, chart)
    axes.tick_params(length=0, labelsize=9, labelcolor=_SOFT)
    axes.spines[:].set_visible(False)
    picture = BytesIO()
    figure.get_layout_engine().execute(figure)
    figure.set_layout_engine("none")  # or it would be drawn once more, to find the places that are found now
    canvas.print_png(picture, metadata={"Software": None})
    return picture.getvalue()


def _draw_days(axes: Any, chart: Chart) -> None:  # noqa: ANN401 - matplotlib is untyped here
    """A pair of columns for each day, the number on top."""
    for part, side, colour in ((0, -0.19, _REST), (1, 0.19, _DONE)):
        heights = [numbers[part] for _, numbers in chart.rows]
        places = [at + side for at in range(len(heights))]
        axes.bar(places, heights, 0.34, color=colour)
        for place, number in zip(places, heights, strict=True):
            if number:
                axes.text(place, number, str(number), ha="center", va="bottom", fontsize=8.5, color=_SOFT)
    axes.set_xticks(range(len(chart.rows)), [label for label, _ in chart.rows])
    axes.set_yticks([])
    axes.margins(y=0.18)
    axes.axhline(0, color=_LINE, linewidth=1)


def _draw_groups(axes: Any, chart: Chart) -> None:  # noqa: ANN401
    """A bar for each group, the late ones first; the first group on top."""
    for at, (_, numbers) in enumerate(chart.rows):
        left = 0
        for number, colour in zip(numbers[:3], (_LATE, _TIGHT, _REST), strict=True):
            axes.barh(at, number, 0.56, left=left, color=colour)
            left += number
        words = f" {left}  "
        axes.text(left, at, words, ha="left", va="center", fontsize=9, color=_INK)
        moved = f"+{numbers[3]} −{numbers[4]}"
        axes.annotate(
            moved, (left, at), (6 * len(words), 0), textcoords="offset points", va="center", fontsize=8.5, color=_SOFT
        )
    axes.set_yticks(range(len(chart.rows)), [label[:30] for label, _ in chart.rows])
    axes.set_xticks([])
    axes.set_ylim(len(chart.rows) - 0.5, -0.5)  # so that a bar is as thick among few as among many
    axes.margins(x=0.16)
