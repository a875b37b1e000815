"""An opinion on the category of a customer's mail (PRO-08): support, bug or suggestion, with a calibrated confidence.

The model of `routing/weights/` reads n-grams and the lexicon's numbers; an explicit statement of the sender ("I want to
report a bug") wins over it. Pure, never raises for a text; the weights are read once, at first use. The engineer's
`#type` is the last word, not this; training is `train.py`'s.
"""

from __future__ import annotations

import functools
from importlib import resources

import numpy as np

from routing import ngrams
from routing.classifier import LEXICON_AT, Features, Floats, Model, loaded, shares, summed
from routing.cues import NAMES
from routing.evidence import evidence_of, name_of
from routing.submission import Category, Classification

SURE = 0.9  # at least, of what the sender states himself
_MOST_SURE = 0.99
_REASONS = 6
_FEWEST_WORDS = 4  # with fewer, and none that the lexicon knows, nothing has been said
_UNTOLD = 0.4


@functools.cache
def default() -> Model:
    """The model that comes with the service."""
    file = resources.files("routing") / "weights" / "category.npz"
    return loaded(file.read_bytes(), "routing/weights/category.npz")


@functools.cache
def _default_name() -> str:
    return name_of(default())


def classify(subject: str, text: str, language: str | None) -> Classification:
    """Judge a mail's new text. `language` is an ISO 639-1 code; unknown ones are read with all lexicons."""
    model = default()
    features = model.features(subject, text, language)
    if len(features.seen.words) < _FEWEST_WORDS and not features.cues.known:
        return Classification(Category.SUPPORT, _UNTOLD, ("no word to go by: support is the most frequent",))
    parts = model.contributions(features)
    logits = summed(parts)
    label, confidence, reasons = _judged(model, features, parts, logits)
    evidence = evidence_of(model, _default_name(), features, logits)
    return Classification(Category(label), confidence, reasons, evidence)


def judged(model: Model, features: Features) -> tuple[str, float, tuple[str, ...]]:
    """The label, how surely (0..1, two places), and the words of the text that spoke for it most."""
    parts = model.contributions(features)
    return _judged(model, features, parts, summed(parts))


def _judged(model: Model, features: Features, parts: Floats, logits: Floats) -> tuple[str, float, tuple[str, ...]]:
    odds = _with_statement(model, features, shares(logits))
    best = int(np.argmax(odds))
    statement = features.cues.statement
    said = (f"stated by the sender: {statement[1]!r}",) if statement and statement[0] == model.labels[best] else ()
    confidence = round(min(_MOST_SURE, float(odds[best])), 2)
    return model.labels[best], confidence, (*said, *_reasons(model, features, parts, best)) or ("no word to go by",)


def probabilities(model: Model, features: Features) -> Floats:
    """One share a label; what the sender states has at least SURE, if the model knows that label."""
    return _with_statement(model, features, shares(model.logits(features)))


def _with_statement(model: Model, features: Features, odds: Floats) -> Floats:
    statement = features.cues.statement
    if statement and statement[0] in model.labels:
        at = model.labels.index(statement[0])
        if odds[at] < SURE:
            odds = odds * (1 - SURE) / (1 - odds[at])
            odds[at] = SURE
    return odds


def _reasons(model: Model, features: Features, parts: Floats, best: int) -> tuple[str, ...]:
    """The n-grams and cues that raised the winner most above the mean of the labels."""
    by_label = parts[:-1].T  # without the constant
    gains = by_label[best] - functools.reduce(np.add, by_label) / len(by_label)  # `np.mean` is slow over rows of three
    told: list[str] = []
    for at in _greatest(gains, 8 * _REASONS):
        name = _named(features, int(features.indices[at]))
        if name and all(name not in each for each in told):
            told.append(f"{model.labels[best]} {gains[at]:+.2f}: {name}")
        if len(told) == _REASONS:
            break
    return tuple(told)


def _greatest(gains: Floats, count: int) -> list[int]:
    """The places of the greatest gains above 0, the greatest first and the first of equals; not all are sorted."""
    least = np.partition(gains, -count)[-count] if len(gains) > count else -np.inf
    worth = (gains >= max(least, 0.0)).nonzero()[0]
    order = worth[np.argsort(-gains[worth], kind="stable")][:count]
    return [at for at, gain in zip(order.tolist(), gains[order].tolist(), strict=True) if gain > 0]


def _named(features: Features, index: int) -> str | None:
    """What a feature was made of, as reasons say it; None for letters within words."""
    if index >= LEXICON_AT:
        return _cue(features, index - LEXICON_AT)
    words = ngrams.named(features.seen, index)
    return _said(words[:60], index) if words else None


def _said(words: str, index: int) -> str:
    """The sender's words in quotes; senses are no words of his, and are told as what they are."""
    return f"in the sense of {words!r}" if index >= ngrams.STARTS[ngrams.SENSES] else repr(words)


def _cue(features: Features, at: int) -> str:
    """One of the lexicon's numbers, with the words that were found."""
    found = [cue for of, cue in features.cues.found if f"words of {of}" == NAMES[at]]
    return f"{NAMES[at]} ({', '.join(map(repr, found[:4]))})" if found else NAMES[at]
