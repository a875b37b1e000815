"""Rows of few numbers, as many as texts: the three products that training needs, in numpy alone.

No row is empty and none names a column twice (the classifier's constant sees to the first). The sums run in a fixed
order, so the same rows give the same bits. It is no matrix library: nothing here grows, slices columns or prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_RARE = 32  # a column in fewer rows is paired entry by entry, one in more is multiplied as a dense block
_BLOCK = 1024  # columns


@dataclass(frozen=True, slots=True)
class Rows:
    """`indices[starts[i]:starts[i + 1]]` are the columns of row i, `values` the numbers there; `width` columns."""

    starts: Ints
    indices: Ints
    values: Floats
    width: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    def times(self, right: Floats) -> Floats:
        """Rows x (width, k) -> (rows, k)."""
        out = np.empty((len(self), right.shape[1]))
        for k in range(right.shape[1]):
            out[:, k] = np.add.reduceat(self.values * right[self.indices, k], self.starts[:-1])
        return out

    def transposed_times(self, right: Floats) -> Floats:
        """Transposed rows x (rows, k) -> (width, k)."""
        of_entry = np.repeat(np.arange(len(self)), np.diff(self.starts))
        columns = [
            np.bincount(self.indices, self.values * right[of_entry, k], self.width) for k in range(right.shape[1])
        ]
        return np.stack(columns, axis=1)

    def picked(self, chosen: Ints) -> Rows:
        """The chosen rows, in that order."""
        lengths = np.diff(self.starts)[chosen]
        entries = np.concatenate([np.arange(self.starts[row], self.starts[row + 1]) for row in chosen])
        starts = np.concatenate(([0], np.cumsum(lengths)))
        return Rows(starts, self.indices[entries], self.values[entries], self.width)

    def products(self) -> Floats:
        """Every row times every row: (rows, rows). Memory: eight bytes a pair, and one dense block."""
        n = len(self)
        of_entry = np.repeat(np.arange(n), np.diff(self.starts))
        order = np.argsort(self.indices, kind="stable")
        columns, rows, values = self.indices[order], of_entry[order], self.values[order]
        often = np.bincount(columns, minlength=self.width)[columns]
        total = _of_frequent(columns, rows, values, often >= _RARE, n)
        rare = (often > 1) & (often < _RARE)
        total += _of_rare(columns[rare], rows[rare], values[rare], n)
        once = often == 1
        total[np.arange(n), np.arange(n)] += np.bincount(rows[once], values[once] ** 2, n)
        return total


def stacked(parts: Sequence[tuple[Ints, Floats]], width: int) -> Rows:
    """Rows from their (columns, values)."""
    lengths = np.array([len(columns) for columns, _ in parts], dtype=np.int64)
    return Rows(
        np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(lengths))),
        np.concatenate([columns for columns, _ in parts]),
        np.concatenate([values for _, values in parts]),
        width,
    )


def _of_frequent(columns: Ints, rows: Ints, values: Floats, chosen: NDArray[np.bool_], n: int) -> Floats:
    total = np.zeros((n, n))
    columns, rows, values = columns[chosen], rows[chosen], values[chosen]
    kept, place = np.unique(columns, return_inverse=True)
    for begin in range(0, len(kept), _BLOCK):
        low, high = np.searchsorted(place, (begin, begin + _BLOCK))
        block = np.zeros((n, _BLOCK))
        block[rows[low:high], place[low:high] - begin] = values[low:high]
        total += block @ block.T
    return total


def _of_rare(columns: Ints, rows: Ints, values: Floats, n: int) -> Floats:
    """Each entry is met with those behind it in the same column, one distance after the other."""
    total = np.zeros(n * n)
    total += np.bincount(rows * (n + 1), values**2, n * n)
    for distance in range(1, _RARE):
        here, there = slice(None, -distance), slice(distance, None)
        same = np.flatnonzero(columns[here] == columns[there])
        if not len(same):
            break
        pairs = rows[here][same] * n + rows[there][same]
        total += np.bincount(pairs, values[here][same] * values[there][same], n * n)
    upper = total.reshape(n, n)
    diagonal = np.diag(np.diag(upper))
    return upper + upper.T - diagonal
