"""How good a classifier's answers are: accuracy, F1, calibration and confusion over labelled texts.

Pure. The calibration error (ECE) compares confidence and accuracy in ten bins of equal width, (0, 0.1] to (0.9, 1],
each weighing as many texts as fall into it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """A text's right label, the label predicted, how surely (0..1), and the language it is in ("" unknown)."""

    truth: str
    predicted: str
    confidence: float
    language: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """One label's precision, recall and F1, each 0..1, and how many texts have the label."""

    precision: float
    recall: float
    f1: float
    texts: int


def accuracy(answers: Sequence[Answer]) -> float:
    """The share of right answers; 0 for none at all."""
    return sum(each.truth == each.predicted for each in answers) / max(1, len(answers))


def by_label(answers: Sequence[Answer]) -> dict[str, Share]:
    """Each label that some text has, in order."""
    true = Counter(each.truth for each in answers)
    predicted = Counter(each.predicted for each in answers)
    right = Counter(each.truth for each in answers if each.truth == each.predicted)
    return {
        label: Share(
            right[label] / max(1, predicted[label]),
            right[label] / count,
            2 * right[label] / (count + predicted[label]),
            count,
        )
        for label, count in sorted(true.items())
    }


def macro_f1(answers: Sequence[Answer]) -> float:
    """The mean F1 of the labels, each weighing the same."""
    shares = by_label(answers)
    return sum(share.f1 for share in shares.values()) / max(1, len(shares))


def calibration_error(answers: Sequence[Answer]) -> float:
    """The expected calibration error over ten bins of equal width."""
    bins: dict[int, list[Answer]] = {}
    for each in answers:
        bins.setdefault(max(1, min(BINS, math.ceil(each.confidence * BINS))) - 1, []).append(each)
    gaps = (abs(sum(each.confidence for each in held) - accuracy(held) * len(held)) for held in bins.values())
    return sum(gaps) / max(1, len(answers))


def by_language(answers: Sequence[Answer]) -> dict[str, list[Answer]]:
    """The answers of each language, in order of the languages."""
    found: dict[str, list[Answer]] = {}
    for each in sorted(answers, key=lambda answer: answer.language):
        found.setdefault(each.language, []).append(each)
    return found


def confusion(answers: Sequence[Answer]) -> Counter[tuple[str, str]]:
    """How often (right label, predicted label) met."""
    return Counter((each.truth, each.predicted) for each in answers)
