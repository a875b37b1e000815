"""What is handed to a refit and what comes back: plain values that cross between processes.

Pure, and free of numpy and database: the process that reads the lessons has the one, the process that learns has the
other.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

CORRECTED, CONFIRMED = 1.0, 0.5  # how much a lesson weighs
MOST_OF_A_KIND = 500  # corrections, and as many confirmations, the newest: a desk's ways change


@dataclass(frozen=True, slots=True)
class Lesson:
    """The opening mail of a case, and what an engineer took it for.

    `corrected`: he said so, and otherwise than the service; else he said the same, or answered without a word about it.
    """

    subject: str
    text: str
    language: str | None
    label: str
    weight: float
    corrected: bool


class Verdict(StrEnum):
    """What became of a refit, or why the newest entry of a desk's log is there."""

    IN_USE = "in_use"
    UNBALANCED = "unbalanced"  # hardly a confirmation among the corrections
    NO_LEAD = "no_lead"  # it does not predict better than the default
    HARMS = "harms"  # it loses on the golden set
    ROLLED_BACK = "rolled_back"  # a person said so


@dataclass(frozen=True, slots=True)
class Refitted:
    """A refit's result. Accuracies are shares of the golden set, 0..1; None where it did not come to that."""

    verdict: Verdict
    lessons: int
    corrected: int
    lead: float  # nats, over the lessons in their order, predicted before they were learnt
    golden_default: float | None = None
    golden_learned: float | None = None
    residual: bytes | None = None  # only if it is to be used
