"""Labelled lines set aside by a fixed rule: the golden ones judge what a desk has learnt, the plain ones hold it back.

The lines are those of `routing/labels/`. The default is trained on all but the golden ones (`make weights`): on lines
it knows by heart it would hardly err, whatever a desk's residual adds, and the harm would not show. Which part a line
is in depends on its text alone, so a line that is added or moved changes the part of no other. Reads files of the
package, at first use, and raises only where that is broken; decides nothing.
"""

from __future__ import annotations

import functools
import zlib
from importlib import resources
from pathlib import Path

from routing.label_files import read
from routing.train import Labelled

_PARTS = 20  # the lines fall into so many by their hash
_GOLDEN = range(3)  # 15 in a hundred
_PLAIN = range(3, 6)  # 15 others


@functools.cache
def golden() -> tuple[Labelled, ...]:
    """The frozen golden set: no residual may answer it worse than the default by more than a point."""
    return tuple(each for each in every() if is_golden(each))


def is_golden(text: Labelled) -> bool:
    """Whether a text is one of the lines that judge, and so must not teach."""
    return part(text) in _GOLDEN


@functools.cache
def plain() -> tuple[Labelled, ...]:
    """Everyday texts about which a desk's engineers have said nothing; disjoint from the golden set."""
    return tuple(each for each in every() if part(each) in _PLAIN)


def every() -> tuple[Labelled, ...]:
    """All labelled lines that come with the service, file by file."""
    files = sorted(each.name for each in (resources.files("routing") / "labels").iterdir() if each.name[-4:] == ".csv")
    return tuple(text for name in files for text in _of(name))


def part(text: Labelled) -> int:
    """Which of the parts a text falls into, 0 to 19."""
    return zlib.crc32(f"{text.subject}\n{text.text}".encode("utf-8", "replace")) % _PARTS


def _of(name: str) -> list[Labelled]:
    with resources.as_file(resources.files("routing") / "labels" / name) as file:
        return read(Path(file))
