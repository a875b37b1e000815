"""An opinion on the category of a customer's mail (PRO-08): support, bug or suggestion, with a calibrated confidence.

The model of `routing/weights/` reads n-grams and the lexicon's numbers; an explicit statement of the sender ("I want to report
a bug") wins over it. Pure, never raises for a text; the weights are read once, at first use. The engineer's `#type` is
the last word, not this; training is `train.py`'s.
"""

from __future__ import annotations

import functools
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from routing import ngrams
from routing.classifier import LEXICON_AT, Features, Model, loaded, shares
from routing.cues import NAMES
from routing.submission import Category, Classification

SURE = 0.9  # at least, of what the sender states himself
_MOST_SURE = 0.99
_REASONS = 6


@functools.cache
def default() -> Model:
    """The model that comes with the service."""
    file = resources.files("routing") / "weights" / "category.npz"
    return loaded(file.read_bytes(), "routing/weights/category.npz")


def classify(subject: str, text: str, language: str | None) -> Classification:
    """Judge a mail's new text. `language` is an ISO 639-1 code; unknown ones are read with all lexicons."""
    model = default()
    features = model.features(subject, text, language)
    label, confidence, reasons = judged(model, features)
    return Classification(Category(label), confidence, reasons)


def judged(model: Model, features: Features) -> tuple[str, float, tuple[str, ...]]:
    """The label, how surely (0..1, two places), and the words of the text that spoke for it most."""
    odds = probabilities(model, features)
    best = int(np.argmax(odds))
    statement = features.cues.statement
    said = (f"stated by the sender: {statement[1]!r}",) if statement and statement[0] == model.labels[best] else ()
    confidence = round(min(_MOST_SURE, float(odds[best])), 2)
    return model.labels[best], confidence, (*said, *_reasons(model, features, best)) or ("no word to go by",)


def probabilities(model: Model, features: Features) -> NDArray[np.float64]:
    """One share a label; what the sender states has at least SURE, if the model knows that label."""
    odds = shares(model.logits(features))
    statement = features.cues.statement
    if statement and statement[0] in model.labels:
        at = model.labels.index(statement[0])
        if odds[at] < SURE:
            odds = odds * (1 - SURE) / (1 - odds[at])
            odds[at] = SURE
    return odds


def _reasons(model: Model, features: Features, best: int) -> tuple[str, ...]:
    """The n-grams and cues that raised the winner most above the mean of the labels."""
    parts = model.contributions(features)[:-1]  # without the constant
    gains = parts[:, best] - np.mean(parts, axis=1)
    told: list[str] = []
    for at in np.argsort(-gains, kind="stable")[: 4 * _REASONS]:
        name = _named(features, int(features.indices[at])) if gains[at] > 0 else None
        if name and all(name not in each for each in told):
            told.append(f"{model.labels[best]} {gains[at]:+.2f}: {name}")
    return tuple(told[:_REASONS])


def _named(features: Features, index: int) -> str | None:
    """A feature as words of the mail; None for letters within words, which tell a person nothing."""
    if index < LEXICON_AT:
        words = ngrams.named(features.seen, index)
        return repr(words[:60]) if words else None
    category = NAMES[index - LEXICON_AT]
    cues = [cue for of, cue in features.cues.found if f"words of {of}" == category]
    return f"{category} ({', '.join(map(repr, cues[:4]))})" if cues else category
