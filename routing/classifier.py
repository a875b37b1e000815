"""The classifier's model: a text becomes numbers (features), numbers become one logit a label (PRO-08).

Features are the n-grams of `ngrams.py` in six blocks, each of sublinear counts times rarity (idf) and of fixed
length (L2), and the lexicon's numbers of `cues.py`. A multinomial logistic regression reads them; its temperature is
part of the weights. Pure once a model is at hand; it does not train (`train.py`), and reading a file is the only
thing that fails (`ModelError`, saying what is wrong with which file).

A model file is a zip of numpy arrays (.npz), never a pickle: `format`; `labels` (UTF-8 JSON); `buckets` (gaps between
ascending bucket numbers); `idf` (float16); `weights` (int8: sign and root of the weight's share of its label's
greatest, in 127ths); `scale` (that greatest, one a label) and `lexicon` (the constant's weights last), both float16,
so that the last bits of a sum, which depend on how many threads made it, are not kept.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from routing import cues, ngrams
from routing.cues import Cues
from routing.ngrams import BUCKETS, Seen

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FORMAT = 3
LEXICON_AT = BUCKETS  # the lexicon's numbers follow the n-grams
BIAS_AT = LEXICON_AT + len(cues.NAMES)
WIDTH = BIAS_AT + 1  # of all features
BLOCK_WEIGHTS = (0.7, 1.0, 1.1, 1.1, 0.9, 1.0)  # how far each of the six may speak
LEXICON_WEIGHT = 0.2
CONSTANT = 3.0  # the last feature of every text; large, so that its weight is hardly penalised
_STEPS = 127  # of an int8


class ModelError(Exception):
    """A model file that cannot be used; the text names the file and the reason."""


@dataclass(frozen=True, slots=True)
class Features:
    """A text in numbers: `indices` ascend, below WIDTH; `values` stand beside them. The last one is the constant.

    `places` are the rows of the weights of every model with the rarities under which the text was weighed.
    """

    indices: Ints
    values: Floats
    places: Ints
    seen: Seen
    cues: Cues


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare each bucket is (idf); a bucket no training text has is taken for nothing. Made by `rarities`."""

    buckets: Ints  # ascending
    idf: Floats  # of each of them, and at the end 0 for all others
    place: NDArray[np.int32]  # of every bucket there is: where it stands in `buckets`, or at the end


def rarities(buckets: Ints, idf: Floats) -> Rarity:
    """The rarities of ascending buckets."""
    place = np.full(BUCKETS, len(buckets), dtype=np.int32)
    place[buckets] = np.arange(len(buckets))
    return Rarity(buckets, np.append(idf, 0.0), place)


def weighed(seen: Seen, spotted: Cues, rarity: Rarity) -> Features:
    """The numbers of a text under a model's rarities."""
    places = rarity.place.take(seen.buckets)
    weight = (1.0 + np.log(seen.counts)) * rarity.idf.take(places)
    squares = weight * weight
    for begin, end, share in zip((0, *seen.ends), seen.ends, BLOCK_WEIGHTS, strict=False):
        length = math.sqrt(np.add.reduce(squares[begin:end]))
        weight[begin:end] *= share / length if length else 0.0
    known = (weight > 0).nonzero()[0]
    lexicon = np.array(spotted.values) * LEXICON_WEIGHT
    said = lexicon.nonzero()[0]
    numbers = np.append(said, len(lexicon))  # and the constant
    indices = np.concatenate((seen.buckets[known], LEXICON_AT + numbers))
    rows = np.concatenate((places[known], len(rarity.buckets) + numbers))
    return Features(indices, np.concatenate((weight[known], lexicon[said], [CONSTANT])), rows, seen, spotted)


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` is (buckets + lexicon + bias, labels), in the order of `rarity.buckets`, `cues.NAMES`, the constant."""

    labels: tuple[str, ...]
    rarity: Rarity
    weights: NDArray[np.float32]

    def features(self, subject: str, text: str, language: str | None) -> Features:
        """What the model sees of a text; the indices are the same for every model of this format."""
        seen = ngrams.seen(subject, text, language)
        return weighed(seen, cues.spot(subject, text, seen.words, language), self.rarity)

    def logits(self, features: Features) -> Floats:
        """One number a label, calibrated: whoever knows better adds to them before `shares`."""
        return summed(self.contributions(features))

    def contributions(self, features: Features) -> Floats:
        """What each feature adds to each label's logit: (features, labels)."""
        of_features = self.weights.take(features.places, axis=0)
        return np.asarray(features.values[:, None] * of_features, dtype=np.float64)

    def saved(self) -> bytes:
        """The model file's bytes; the same model gives the same bytes."""
        buckets = self.rarity.buckets
        table, rest = self.weights[: len(buckets)], self.weights[len(buckets) :]
        scale = np.maximum(np.max(np.abs(table), axis=0, initial=0.0), 1e-12)
        steps = np.sign(table) * np.rint(np.sqrt(np.abs(table) / scale) * _STEPS)
        file = io.BytesIO()
        np.savez_compressed(
            file,
            format=np.array([FORMAT], dtype=np.int32),
            labels=np.frombuffer(json.dumps(self.labels, ensure_ascii=False).encode(), dtype=np.uint8),
            buckets=np.diff(buckets, prepend=0).astype(np.uint32),
            idf=self.rarity.idf[:-1].astype(np.float16),
            weights=steps.astype(np.int8),
            scale=scale.astype(np.float16),
            lexicon=rest.astype(np.float16),
        )
        return file.getvalue()


def summed(contributions: Floats) -> Floats:
    """The logits that a model's contributions add up to; who needs both asks for the contributions once."""
    return np.asarray(np.sum(contributions, axis=0), dtype=np.float64)


def shares(logits: Floats) -> Floats:
    """Logits as probabilities."""
    raised = np.exp(logits - np.max(logits))
    return np.asarray(raised / np.sum(raised), dtype=np.float64)


def rounded_idf(idf: Floats) -> Floats:
    """Rarities as the file keeps them, so that a model is trained with what it will be used with."""
    return idf.astype(np.float16).astype(np.float64)


def load(path: Path) -> Model:
    """Read a model file; ModelError if it is none, OSError if it cannot be read."""
    return loaded(path.read_bytes(), str(path))


def loaded(content: bytes, name: str) -> Model:
    """A model from its file's bytes; `name` is for the complaint."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            arrays = {key: file[key] for key in file.files}
        return _checked(arrays)
    except (ValueError, KeyError, IndexError, TypeError, EOFError, OSError, zipfile.BadZipFile, zlib.error) as trouble:
        raise ModelError(
            f"{name}: no classifier model: {trouble}; make one with `intake classifier train`"
        ) from trouble


def _checked(arrays: dict[str, NDArray[np.generic]]) -> Model:
    version = int(np.asarray(arrays["format"], dtype=np.int64)[0])
    if version != FORMAT:
        raise ValueError(f"its format is {version}, this release reads {FORMAT}")
    labels = tuple(map(str, json.loads(arrays["labels"].tobytes().decode())))
    buckets = np.cumsum(np.asarray(arrays["buckets"], dtype=np.int64))
    idf = np.asarray(arrays["idf"], dtype=np.float64)
    lexicon = np.asarray(arrays["lexicon"], dtype=np.float32)
    steps = np.asarray(arrays["weights"], dtype=np.float32) / _STEPS
    shapes = (len(buckets), len(labels)), (len(cues.NAMES) + 1, len(labels))
    if (steps.shape, lexicon.shape) != shapes or idf.shape != buckets.shape or len(labels) < 2:
        raise ValueError("its tables do not fit together")
    if len(buckets) and not (buckets[0] >= 0 and buckets[-1] < BUCKETS and np.all(np.diff(buckets) > 0)):
        raise ValueError("its buckets are out of order")
    if not (np.all(np.isfinite(idf)) and np.all(np.isfinite(lexicon)) and np.all(np.isfinite(arrays["scale"]))):
        raise ValueError("it holds numbers that are none")
    table = steps * np.abs(steps) * np.asarray(arrays["scale"], dtype=np.float32)
    return Model(labels, rarities(buckets, idf), np.concatenate((table, lexicon)))
