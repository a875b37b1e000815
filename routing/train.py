"""Training the classifier from labelled texts: the same texts give the same bytes, on every run (PRO-08).

Rarities are learnt first; then the strength of the penalty is chosen by cross-validation, the temperature is fitted to
the predictions of the texts left out, and the weights to all texts. Texts of one group (a paraphrase, a voice) are
never on both sides of a fold. No randomness and no clock; `progress` is told what is being done. Raises `TrainingError`
where the labels cannot teach anything; it reads and writes no file.

With up to 2,000 texts the work is done on as many numbers a text as there are texts: the Cholesky factor of their
products. A penalised model sees no difference, for its weights are a sum of its texts (representer theorem), and the
many fits of the cross-validation take seconds. With more, a sample of 2,000 chooses the penalty, and the weights are
fitted to the n-grams themselves.
"""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from routing import cues, lbfgs, ngrams
from routing.classifier import Model, Rarity, loaded, rarities, rounded_idf, weighed
from routing.folds import folds
from routing.sparse import Rows, stacked

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Progress = Callable[[str], None]

STRENGTHS = (0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0)  # C of libraries: how much a text counts against the penalty
_FEWEST_TEXTS = 2  # of a label
_MOST_LABELS = 100
_MOST_FACTORED = 2000  # texts; every fit takes eight bytes a pair, over and over
_RIDGE = 1e-6  # of the mean length, so that two equal texts have a factor
_TOLD_EVERY = 250  # texts
_DEGREE = 0.05  # of the temperature: as much as the folds can tell, and none of the bits of a sum's order
_COLDEST, _HOTTEST = math.log(0.1), math.log(10.0)  # of the temperature
_STEPS, _STEPS_IN_FOLDS = 200, 40  # of L-BFGS; a fold starts where the penalty before it came to
_WORTHWHILE = 0.995  # of the loss; a weaker penalty that gains less than that only learns by heart
_GOLDEN = (math.sqrt(5) - 1) / 2


class TrainingError(Exception):
    """These texts cannot teach anything; says why."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text somebody has judged. `language` None: read with all lexicons. Texts of one `group` are kept together."""

    subject: str
    text: str
    label: str
    language: str | None = None
    group: str = ""  # none: what says the same is a group


@dataclass(frozen=True, slots=True)
class Trained:
    """The model and what its training found."""

    model: Model
    strength: float
    temperature: float


class _Matrix(Protocol):
    """One row a text."""

    def times(self, right: Floats) -> Floats: ...
    def transposed_times(self, right: Floats) -> Floats: ...


@dataclass(frozen=True, slots=True)
class _Dense:
    rows: Floats

    def times(self, right: Floats) -> Floats:
        return self.rows @ right

    def transposed_times(self, right: Floats) -> Floats:
        return self.rows.T @ right


def train(texts: Sequence[Labelled], progress: Progress = lambda _: None) -> Trained:
    """A calibrated model of these texts; TrainingError if they are too few."""
    labels = _labels(texts)
    rarity, rows = _read(texts, progress)
    truth = np.array([labels.index(each.label) for each in texts])
    sample = _sample(texts)
    progress(f"comparing {len(sample)} texts with each other")
    factor = _factor(rows.picked(sample))
    left_out = folds([group(texts[at]) for at in sample], [texts[at].label for at in sample])
    strength, temperature = _chosen(factor, truth[sample], left_out, len(labels), progress)
    progress(f"fitting the weights: penalty 1/{strength:g}, temperature {temperature:.2f}")
    if len(sample) == len(texts):
        found = _fitted(_Dense(factor), truth, strength, np.zeros((len(factor), len(labels))))
        weights = rows.transposed_times(np.asarray(np.linalg.solve(factor.T, found), dtype=np.float64))
    else:
        weights = _fitted(rows, truth, strength, np.zeros((rows.width, len(labels))))
    model = Model(labels, rarity, (weights / temperature).astype(np.float32))
    return Trained(loaded(model.saved(), "the model just trained"), strength, temperature)


def _labels(texts: Sequence[Labelled]) -> tuple[str, ...]:
    counts = Counter(each.label for each in texts)
    if len(counts) < 2:
        raise TrainingError(f"there is nothing to tell apart: {len(counts)} label(s); at least two are needed")
    if len(counts) > _MOST_LABELS:
        raise TrainingError(f"there are {len(counts)} labels; at most {_MOST_LABELS} can be told apart")
    rare = sorted(label for label, count in counts.items() if count < _FEWEST_TEXTS)
    if rare:
        raise TrainingError(f"too few texts with the label {', '.join(rare[:5])}: at least {_FEWEST_TEXTS} are needed")
    return tuple(sorted(counts))


def _read(texts: Sequence[Labelled], progress: Progress) -> tuple[Rarity, Rows]:
    """What the texts are made of, how rare each n-gram is among them, and a row of weighed features for each."""
    read = []
    for number, each in enumerate(texts, 1):
        seen = ngrams.seen(each.subject, each.text, each.language)
        read.append((seen, cues.spot(each.subject, each.text, seen.words, each.language)))
        if number % _TOLD_EVERY == 0:
            progress(f"read {number} of {len(texts)} texts")
    frequencies = np.zeros(ngrams.BUCKETS, dtype=np.int64)
    for seen, _ in read:
        frequencies[seen.buckets] += 1
    buckets = np.flatnonzero(frequencies)
    rarity = rarities(buckets, rounded_idf(1.0 + np.log((1 + len(texts)) / (1 + frequencies[buckets]))))
    features = (weighed(seen, spotted, rarity) for seen, spotted in read)
    parts = [(each.places, each.values) for each in features]
    return rarity, stacked(parts, len(buckets) + len(cues.NAMES) + 1)


def group(text: Labelled) -> str:
    """What must stay on one side of a fold: its own group, or the text itself, so that equal ones meet."""
    return text.group or f"{text.subject}\n{text.text}".strip()


def _sample(texts: Sequence[Labelled]) -> Ints:
    """All texts, or of many those whose hashes are least; in order."""
    hashes = [zlib.crc32(f"{each.subject}\n{each.text}".encode("utf-8", "replace")) for each in texts]
    return np.sort(np.argsort(np.array(hashes), kind="stable")[:_MOST_FACTORED])


def _factor(rows: Rows) -> Floats:
    """Rows of as many numbers as there are texts, with the same products as the texts'."""
    products = rows.products()
    ridge = _RIDGE * float(np.mean(np.diag(products)))
    return np.asarray(np.linalg.cholesky(products + ridge * np.eye(len(products))))


def _chosen(factor: Floats, truth: Ints, left_out: Ints, labels: int, progress: Progress) -> tuple[float, float]:
    """The strength whose predictions of texts left out are likeliest at their best temperature, and that temperature.

    The strengths ascend, each from where the one before it came to; when they gain nothing more the best has been seen.
    """
    found = [np.zeros((len(factor), labels)) for _ in range(int(left_out.max()) + 1)]
    best = (math.inf, 1.0, STRENGTHS[0])
    for strength in STRENGTHS:
        progress(f"cross-validation: penalty 1/{strength:g}")
        predicted = np.zeros((len(truth), labels))
        for fold, weights in enumerate(found):
            inside = left_out != fold
            found[fold] = _fitted(_Dense(factor[inside]), truth[inside], strength, weights, most=_STEPS_IN_FOLDS)
            predicted[~inside] = factor[~inside] @ found[fold]
        judged = (*_temperature(predicted, truth), strength)
        if judged[0] > best[0] * _WORTHWHILE:
            break
        best = judged
    _, temperature, strength = best
    return strength, round(temperature / _DEGREE) * _DEGREE


def _fitted(matrix: _Matrix, truth: Ints, strength: float, start: Floats, *, most: int = _STEPS) -> Floats:
    """Weights of the penalised multinomial logistic regression."""
    at = np.arange(len(truth))

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(start.shape)
        logits = matrix.times(weights)
        logits -= np.max(logits, axis=1, keepdims=True)
        raised = np.exp(logits)
        total = np.sum(raised, axis=1, keepdims=True)
        value = float(np.sum(np.log(total[:, 0]) - logits[at, truth])) + float(np.sum(weights**2)) / (2 * strength)
        wrong = raised / total
        wrong[at, truth] -= 1.0
        slope = matrix.transposed_times(wrong) + weights / strength
        return value / len(truth), slope.ravel() / len(truth)

    return lbfgs.least(loss, start.ravel(), most=most).reshape(start.shape)


def _temperature(logits: Floats, truth: Ints) -> tuple[float, float]:
    """The mean loss at the best temperature, and that temperature: a golden-section search over its logarithm."""
    at = np.arange(len(truth))

    def loss(log_temperature: float) -> float:
        scaled = logits / math.exp(log_temperature)
        scaled = scaled - np.max(scaled, axis=1, keepdims=True)
        return float(np.mean(np.log(np.sum(np.exp(scaled), axis=1)) - scaled[at, truth]))

    low, high = _COLDEST, _HOTTEST
    for _ in range(40):
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        low, high = (low, right) if loss(left) < loss(right) else (left, high)
    middle = (low + high) / 2
    return loss(middle), math.exp(middle)
