"""What a desk's engineers taught the classifier: numbers that are added to the default model's logits (PRO-08).

`Evidence` is what the reader process says a mail looks like: the default's logits, and its features folded into a fixed
number of slots, of length 1. A `Residual` is a weight for each slot and label and a bias for each label; `heard` adds
it to an opinion. Pure, and free of numpy, for it runs in the process that files. It learns nothing (`refit.py`) and
stores nothing (`learned.py`); bytes that are no residual are a `ResidualError`, evidence of another model is left as
it is. What the sender states himself is never overruled.
"""

from __future__ import annotations

import json
import math
import sys
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

from routing.submission import Category, Classification

SLOTS = 1 << 14  # features are folded into so many; see `folding` in refit.py
_FORMAT = 1
_MOST_SURE = 0.99
_LONGEST_HEADER = 4096  # bytes


class ResidualError(Exception):
    """Stored bytes that are no residual; says why."""


@dataclass(frozen=True, slots=True)
class Residual:
    """`weights` holds, slot by slot, one number for each label; `model` names the default that it adds to."""

    model: str
    labels: tuple[str, ...]
    lessons: int  # that it was learnt from
    bias: tuple[float, ...]
    weights: array[float]  # of C floats, SLOTS x labels

    def added(self, features: bytes) -> list[float]:
        """What it adds to each label's logit for a text's packed features."""
        slots, values = unpacked(features)
        width, total = len(self.labels), list(self.bias)
        for slot, value in zip(slots, values, strict=True):
            at = slot * width
            for label in range(width):
                total[label] += value * self.weights[at + label]
        return total

    def saved(self) -> bytes:
        """A header line of JSON, then the weights as little-endian floats, deflated; equal residuals, equal bytes."""
        header = {"format": _FORMAT, "model": self.model, "labels": self.labels, "lessons": self.lessons}
        told = json.dumps({**header, "bias": self.bias}, sort_keys=True).encode()
        return told + b"\n" + zlib.compress(_little(self.weights), 6)


def restored(content: bytes) -> Residual:
    """A residual from its bytes; ResidualError if they are none."""
    head, _, rest = content.partition(b"\n")
    try:
        header = json.loads(head[:_LONGEST_HEADER])
        labels, bias = tuple(map(str, header["labels"])), tuple(map(float, header["bias"]))
        wanted = SLOTS * len(labels) * 4
        weights = _floats(zlib.decompressobj().decompress(rest, wanted + 1))
        model, lessons, version = str(header["model"]), int(header["lessons"]), int(header["format"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError, zlib.error) as trouble:
        raise ResidualError(f"no residual: {trouble}") from trouble
    if version != _FORMAT or len(weights) * 4 != wanted or len(bias) != len(labels):
        raise ResidualError(f"no residual of format {_FORMAT}: its tables do not fit together")
    if not all(map(math.isfinite, (*bias, *weights))):
        raise ResidualError("no residual: it holds numbers that are none")
    return Residual(model, labels, lessons, bias, weights)


def unpacked(features: bytes) -> tuple[array[int], array[float]]:
    """Slots and values of a text's folded features, as `evidence.packed` made them."""
    count = len(features) // 6
    slots, values = array("H"), array("f")
    slots.frombytes(features[: 2 * count])
    values.frombytes(features[2 * count : 6 * count])
    return slots, values


def heard(opinion: Classification, residual: Residual | None) -> Classification:
    """The opinion once the desk's engineers have been heard; it says so if they changed the category or how surely."""
    evidence = opinion.evidence
    if residual is None or evidence is None or evidence.stated or evidence.model != residual.model:
        return opinion
    odds = shares([a + b for a, b in zip(evidence.logits, residual.added(evidence.features), strict=True)])
    best = max(range(len(odds)), key=odds.__getitem__)
    category, confidence = Category(residual.labels[best]), round(min(_MOST_SURE, odds[best]), 2)
    if (category, confidence) == (opinion.category, opinion.confidence):
        return opinion
    before = f"without them {opinion.category} ({opinion.confidence:.2f})"
    said = f"{category} ({confidence:.2f}) as engineers of this desk corrected, {residual.lessons} lessons; {before}"
    return replace(opinion, category=category, confidence=confidence, reasons=(said, *opinion.reasons))


def shares(logits: Sequence[float]) -> list[float]:
    """Logits as probabilities; those of `classifier.py` need numpy, which the process that files has no use for."""
    highest = max(logits)
    raised = [math.exp(logit - highest) for logit in logits]
    return [each / sum(raised) for each in raised]


def _little(floats: array[float]) -> bytes:
    if sys.byteorder == "big":
        floats = array("f", floats)
        floats.byteswap()
    return floats.tobytes()


def _floats(content: bytes) -> array[float]:
    floats = array("f")
    floats.frombytes(content)  # ValueError where a float is cut
    if sys.byteorder == "big":
        floats.byteswap()
    return floats
