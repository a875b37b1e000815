"""Which texts are left out together in cross-validation: whole groups, each fold with its share of every label.

Deterministic and pure. Texts that say the same count as one group, so that no fold is judged by what it has learnt.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FOLDS = 5


def folds(groups: Sequence[str], labels: Sequence[str], wanted: int = FOLDS) -> NDArray[np.int64]:
    """The fold of each text, 0 to `wanted` - 1; the greatest groups first, each where its labels lack most."""
    members: dict[str, Counter[str]] = {}
    for group, label in zip(groups, labels, strict=True):
        members.setdefault(group, Counter())[label] += 1
    held = [Counter[str]() for _ in range(wanted)]
    fold_of: dict[str, int] = {}
    for group in sorted(members, key=lambda name: (-members[name].total(), zlib.crc32(name.encode()), name)):
        wants = members[group]
        fold = min(
            range(wanted),
            key=lambda at: (sum(held[at][label] * count for label, count in wants.items()), held[at].total(), at),
        )
        held[fold].update(wants)
        fold_of[group] = fold
    return np.array([fold_of[group] for group in groups], dtype=np.int64)
