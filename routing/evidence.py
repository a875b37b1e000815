"""What the default model saw of a mail, small enough to travel with it: its logits and its features, folded.

Folding takes the classifier's million features to SLOTS by a fixed hash with a sign, so that what meets in a
slot by chance does not add up (Weinberger et al., 2009), and gives every text the length 1. The constant feature is
left out: a residual has a bias of its own. Pure, never raises; runs in the reader process and where residuals are
learnt, so that both see the same.
"""

from __future__ import annotations

import hashlib
import math

import numpy as np
from numpy.typing import NDArray

from routing.classifier import Features, Floats, Model
from routing.residual import SLOTS
from routing.submission import Evidence

_SPREAD = np.uint32(0x9E3779B1)  # 2**32 over the golden ratio: neighbours end far apart (Knuth 6.4)
_SLOT_SHIFT = np.uint32(32 - (SLOTS.bit_length() - 1))
_SIGN_SHIFT = _SLOT_SHIFT - np.uint32(1)


def name_of(model: Model) -> str:
    """A name for a model's numbers, 16 hexadecimal digits: what was learnt on top of another does not fit it."""
    told = hashlib.sha256("\n".join(model.labels).encode())
    for numbers in (model.rarity.buckets, model.rarity.idf, model.weights):
        told.update(np.ascontiguousarray(numbers).tobytes())
    return told.hexdigest()[:16]


def evidence_of(model: Model, name: str, features: Features, logits: Floats | None = None) -> Evidence:
    """The evidence of a text; `name` is the model's, which takes a millisecond to find out.

    `logits` are the model's for these features, if they are known already.
    """
    statement = features.cues.statement
    stated = str(statement[0]) if statement and statement[0] in model.labels else None
    told = model.logits(features) if logits is None else logits
    return Evidence(name, tuple(told.tolist()), packed(*_folded(features)), stated)


def packed(slots: NDArray[np.int64], values: Floats) -> bytes:
    """A text's folded features, as they cross from one process to another: slots (16 bits), then values (floats)."""
    return slots.astype(np.uint16).tobytes() + values.astype(np.float32).tobytes()


def _folded(features: Features) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Slots, ascending, and what they hold."""
    indices, values = features.indices[:-1], features.values[:-1]  # without the constant
    hashes = indices.astype(np.uint32) * _SPREAD
    signs = 1.0 - 2.0 * ((hashes >> _SIGN_SHIFT) & np.uint32(1))
    places = (hashes >> _SLOT_SHIFT).astype(np.int64)
    held = np.bincount(places, values * signs, SLOTS)
    slots = (held != 0).nonzero()[0]  # of truths, which are looked through in half the time
    filled = held[slots]
    length = math.sqrt(np.add.reduce(filled * filled))
    return slots, filled / (length or 1.0)
