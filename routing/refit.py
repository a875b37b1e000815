"""A desk's residual from its lessons: which numbers added to the default's logits explain what its engineers say.

A strongly penalised multinomial logistic regression on the default's own features, folded into slots, whose offset is
the default's logits. Its prior knows the plain texts of `golden.py`: about what is like them the residual has hardly
anything to say, so that a lesson changes its like and not everyday mail. It comes into use only if

1. at least one lesson in five confirms the default (a desk that is only ever corrected teaches nothing),
2. predicting each lesson before learning it, it leads the default by LEAD nats (prequential likelihood, Dawid 1984),
   be all labels meant or some given at random,
3. it loses at most MARGIN on the golden set; where it would, a weaker share of it is tried.

Pure: no clock, no randomness; the same lessons and model give the same bytes. Never raises for a lesson.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing import lbfgs
from routing.classifier import Model
from routing.evidence import evidence_of, name_of
from routing.lesson import CONFIRMED, MOST_OF_A_KIND, Lesson, Refitted, Verdict
from routing.residual import SLOTS, Residual, unpacked
from routing.submission import Evidence
from routing.train import Labelled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAD = 2.0  # nats
MARGIN = 0.005  # of the golden set; half the point that may be lost, for the set is a sample
MOST_LESSONS = 2 * MOST_OF_A_KIND
FEWEST_CONFIRMED = 5
_CONFIRMED_SHARE = 0.2
_SHARES = (1.0, 0.7, 0.5, 0.35)  # of the residual, strongest first
# Tried on desks made of the labelled lines: with a reach of 6 to 15 and a plainness of 0.05 to 0.2 little changes.
_REACH = 10.0  # nats: how far a lesson's like may move (the prior's standard deviation)
_BIAS = 0.5  # nats, likewise for all texts alike
_PLAINNESS = 0.1  # how sure the prior is that plain texts stay as they are (variance against the features' 1)
_RIDGE = 1e-4
_BLOCK = 0.05  # lessons between two fits of the prequential pass, of those learnt
_STEPS = 60
_AT_RANDOM = (0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)  # of the labels
_LEAST_ODDS = 1e-12


@dataclass(frozen=True, slots=True)
class Plain:
    """The default and what is held against a refit. Made once by `ready`; lasts for all refits of a process."""

    model: Model
    name: str  # of the model
    texts: NDArray[np.float32]  # the plain texts: (texts, SLOTS)
    inverse: Floats  # of their products, with the prior's variance on the diagonal
    golden: tuple[Evidence, ...]
    truth: Ints  # the labels of the golden texts

    def accuracy(self, table: Floats, bias: Floats) -> float:
        """The share of the golden texts that the default answers rightly with this residual."""
        right = 0
        for evidence, truth in zip(self.golden, self.truth, strict=True):
            at = int(truth)
            stated = evidence.stated
            if stated:
                right += stated == self.model.labels[at]
                continue
            slots, values = unpacked(evidence.features)
            logits = np.array(evidence.logits) + bias + np.array(values) @ table[np.array(slots, dtype=np.int64)]
            right += int(np.argmax(logits)) == at
        return right / max(1, len(self.golden))


def ready(model: Model, golden: Sequence[Labelled], plain: Sequence[Labelled]) -> Plain:
    """Read what every refit is held against; golden texts with a label that the model has not are left out."""
    name = name_of(model)
    known = [each for each in golden if each.label in model.labels]
    texts = _matrix([_read(model, name, each.subject, each.text, each.language) for each in plain])
    products = np.asarray(texts @ texts.T, dtype=np.float64)
    return Plain(
        model,
        name,
        texts,
        np.asarray(np.linalg.inv(products + _PLAINNESS * np.eye(len(texts))), dtype=np.float64),
        tuple(_read(model, name, each.subject, each.text, each.language) for each in known),
        np.array([model.labels.index(each.label) for each in known], dtype=np.int64),
    )


def refit(lessons: Sequence[Lesson], plain: Plain) -> Refitted:
    """What lessons teach, in the order they were given; of more than MOST_LESSONS the newest count."""
    used, seen = [], []
    for lesson in lessons[-MOST_LESSONS:]:
        evidence = _read(plain.model, plain.name, lesson.subject, lesson.text, lesson.language)
        if _teaches(lesson, evidence, plain.model):
            used.append(lesson)
            seen.append(evidence)
    corrected = sum(each.corrected for each in used)
    confirmed = len(used) - corrected
    if confirmed < max(FEWEST_CONFIRMED, math.ceil(_CONFIRMED_SHARE * len(used))):
        return Refitted(Verdict.UNBALANCED, len(used), corrected, 0.0)
    course = _course(used, seen, plain)
    return _judged(course, plain, len(used), corrected)


def _teaches(lesson: Lesson, evidence: Evidence, model: Model) -> bool:
    """Whether there is anything to learn from a lesson.

    Not where the sender states his category, for that is not overruled; and not where nobody contradicted what only an
    earlier residual can have said, or it would confirm itself.
    """
    if evidence.stated or lesson.label not in model.labels:
        return False
    by_default = model.labels[int(np.argmax(evidence.logits))]
    return lesson.weight > CONFIRMED or lesson.label == by_default


@dataclass(frozen=True, slots=True)
class _Course:
    """The lessons as numbers. `factor` is the Cholesky factor of their prior covariance."""

    texts: NDArray[np.float32]
    factor: Floats
    offsets: Floats  # the default's logits: (lessons, labels)
    truth: Ints
    weights: Floats
    shielded: Floats  # what the plain texts answer to each lesson: (plain texts, lessons)


def _course(lessons: Sequence[Lesson], seen: Sequence[Evidence], plain: Plain) -> _Course:
    texts = _matrix(seen)
    shared = np.asarray(plain.texts @ texts.T, dtype=np.float64)
    shielded = plain.inverse @ shared
    products = np.asarray(texts @ texts.T, dtype=np.float64) - shared.T @ shielded
    covariance = _REACH**2 * products + _BIAS**2 + _RIDGE * np.eye(len(texts))
    return _Course(
        texts,
        np.asarray(np.linalg.cholesky(covariance), dtype=np.float64),
        np.array([each.logits for each in seen], dtype=np.float64),
        np.array([plain.model.labels.index(each.label) for each in lessons], dtype=np.int64),
        np.array([each.weight for each in lessons], dtype=np.float64),
        shielded,
    )


def _judged(course: _Course, plain: Plain, lessons: int, corrected: int) -> Refitted:
    """The strongest share of the residual that the golden set allows, if it leads."""
    foretold = _foretold(course)
    table, bias = _table(course, _fitted(course, np.zeros((len(course.truth), course.offsets.shape[1]))), plain)
    labels = len(plain.model.labels)
    default = plain.accuracy(np.zeros((SLOTS, labels)), np.zeros(labels))
    best = Refitted(Verdict.NO_LEAD, lessons, corrected, _lead(course, foretold))
    for share in _SHARES:
        lead = _lead(course, share * foretold)
        if lead < LEAD:
            continue
        weights = (share * table).astype(np.float32)
        learned = plain.accuracy(weights.astype(np.float64), share * bias)
        figures = (lessons, corrected, lead, default, learned)
        if learned >= default - MARGIN:
            stored = array("f")
            stored.frombytes(weights.tobytes())
            residual = Residual(plain.name, plain.model.labels, lessons, tuple(map(float, share * bias)), stored)
            return Refitted(Verdict.IN_USE, *figures, residual.saved())
        if best.verdict is Verdict.NO_LEAD:
            best = Refitted(Verdict.HARMS, *figures)
    return best


def _foretold(course: _Course) -> Floats:
    """What is added to each lesson's logits by a residual learnt from those before it: (lessons, labels).

    Fitted anew whenever a twentieth more has been learnt; the factor's rows make a prediction of each fit (the
    Cholesky factor of the first n is the first n rows of the factor of all).
    """
    count, labels = course.offsets.shape
    added = np.zeros((count, labels))
    found, learnt = np.zeros((0, labels)), 0
    while learnt < count:
        ahead = min(count, learnt + max(1, int(_BLOCK * learnt)))
        added[learnt:ahead] = course.factor[learnt:ahead, :learnt] @ found
        learnt = ahead
        if learnt < count:
            start = np.concatenate((found, np.zeros((learnt - len(found), labels))))
            found = _fitted(course, start)
    return added


def _fitted(course: _Course, start: Floats) -> Floats:
    """The penalised fit to as many lessons as `start` has rows, in the factor's coordinates."""
    count = len(start)
    rows, offsets = course.factor[:count, :count], course.offsets[:count]
    truth, weights, at = course.truth[:count], course.weights[:count], np.arange(count)

    def loss(flat: Floats) -> tuple[float, Floats]:
        found = flat.reshape(start.shape)
        odds = _logs(offsets + rows @ found)
        value = -float(np.sum(weights * odds[at, truth])) + float(np.sum(found**2)) / 2
        wrong = np.exp(odds)
        wrong[at, truth] -= 1.0
        slope = rows.T @ (weights[:, None] * wrong) + found
        return value, slope.ravel()

    return lbfgs.least(loss, start.ravel(), most=_STEPS).reshape(start.shape)


def _table(course: _Course, found: Floats, plain: Plain) -> tuple[Floats, Floats]:
    """Weights by slot and the bias, from the factor's coordinates."""
    shares = np.linalg.solve(course.factor.T, found)
    of_lessons = course.texts.T @ shares.astype(np.float32)
    of_plain = plain.texts.T @ (course.shielded @ shares).astype(np.float32)
    table = np.asarray(_REACH**2 * (of_lessons - of_plain), dtype=np.float64)
    return table, np.asarray(_BIAS**2 * np.sum(shares, axis=0))


def _lead(course: _Course, added: Floats) -> float:
    """By how many nats the lessons are likelier with what is added than without, each as heavy as it weighs.

    Told under two readings, of which the less favourable counts: every label is meant, or some were given at random, as
    many as suits either side best. Under the first alone, whoever doubts everything leads among random labels.
    """
    at = np.arange(len(course.truth))
    before = np.exp(_logs(course.offsets)[at, course.truth])
    after = np.exp(_logs(course.offsets + added)[at, course.truth])
    labels = course.offsets.shape[1]

    def likelihood(odds: Floats, at_random: float) -> float:
        mixed = (1.0 - at_random) * odds + at_random / labels
        return float(np.sum(course.weights * np.log(np.maximum(mixed, _LEAST_ODDS))))

    def at_best(odds: Floats) -> float:
        return max(likelihood(odds, share) for share in _AT_RANDOM)

    return min(likelihood(after, 0.0) - likelihood(before, 0.0), at_best(after) - at_best(before))


def _logs(logits: Floats) -> Floats:
    """Logarithms of the probabilities, row by row."""
    lowered = logits - np.max(logits, axis=1, keepdims=True)
    return np.asarray(lowered - np.log(np.sum(np.exp(lowered), axis=1, keepdims=True)), dtype=np.float64)


def _matrix(seen: Sequence[Evidence]) -> NDArray[np.float32]:
    """Folded features, a row a text."""
    rows = np.zeros((len(seen), SLOTS), dtype=np.float32)
    for row, evidence in zip(rows, seen, strict=True):
        slots, values = unpacked(evidence.features)
        row[np.array(slots, dtype=np.int64)] = values
    return rows


def _read(model: Model, name: str, subject: str, text: str, language: str | None) -> Evidence:
    return evidence_of(model, name, model.features(subject, text, language))
