"""routing/train.py, folds, scoring, label files and the sums below them: reproducible, checked by other ways."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import numpy as np
import pytest

from routing import lbfgs, scoring
from routing.classifier import Model
from routing.classify import default, judged
from routing.folds import folds
from routing.golden import every, is_golden
from routing.label_files import LabelFileError, read
from routing.scoring import Answer
from routing.sparse import Rows, stacked
from routing.train import Labelled, TrainingError, train

FULL = bool(os.environ.get("TORTURE"))
COLOURS = {"warm": ("red", "orange", "crimson"), "cold": ("blue", "teal", "navy"), "none": ("grey", "black", "white")}
TEXTS = [
    Labelled("", f"Please paint the {thing} {shade}, number {number}.", label, "en")
    for label, shades in COLOURS.items()
    for shade in shades
    for number, thing in enumerate(("door", "wall", "gate", "fence", "roof"))
]


def test_two_trainings_give_the_same_bytes() -> None:
    """A desk's weights can be made again and compared."""
    assert train(TEXTS).model.saved() == train(TEXTS).model.saved()


@pytest.mark.torture
@pytest.mark.timeout(1800)
@pytest.mark.skipif(not FULL, reason="takes two minutes")
def test_the_weights_that_come_along_are_those_of_the_labels_that_come_along() -> None:
    """Whoever runs `make weights` gets what is shipped, but for the last bits of sums that other processors round."""
    made, shipped = arrays(train([each for each in every() if not is_golden(each)]).model), arrays(default())
    for exact in ("format", "labels", "buckets", "idf"):
        assert np.array_equal(made[exact], shipped[exact]), exact
    steps = np.abs(made["weights"].astype(int) - shipped["weights"].astype(int))
    print(f"{np.count_nonzero(steps)} of {steps.size} weights are another step than the shipped ones")
    assert np.max(steps) <= 1
    assert np.allclose(made["lexicon"], shipped["lexicon"], rtol=0.01, atol=0.01)


def arrays(model: Model) -> dict[str, np.ndarray]:
    with np.load(io.BytesIO(model.saved())) as file:
        return {name: file[name] for name in file.files}


def test_any_labels_are_learnt() -> None:
    """The machinery knows nothing of support, bug and suggestion."""
    model = train(TEXTS).model
    assert model.labels == ("cold", "none", "warm")
    for label, shade in (("warm", "crimson"), ("cold", "navy"), ("none", "white")):
        found, confidence, _ = judged(model, model.features("", f"Could the bench be {shade}?", "en"))
        assert found == label
        assert confidence > 1 / 3


def test_a_long_training_says_how_far_it_is() -> None:
    """Whoever waits is told what is being done."""
    told: list[str] = []
    train(TEXTS * 6, told.append)
    assert any(line == "read 250 of 270 texts" for line in told)
    assert any(line.startswith("cross-validation") for line in told)


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ([], "at least two"),
        ([each for each in TEXTS if each.label == "warm"], "nothing to tell apart"),
        ([*TEXTS, Labelled("", "x", "rare")], "too few texts with the label rare"),
    ],
)
def test_labels_that_teach_nothing_are_refused(texts: list[Labelled], why: str) -> None:
    """One label, or one text of a label, is nothing to learn from."""
    with pytest.raises(TrainingError, match=why):
        train(texts)


def test_a_group_is_never_split_and_every_fold_has_every_label() -> None:
    """Paraphrases on both sides of a fold would flatter the model."""
    groups = [f"voice {n // 4}" for n in range(200)]
    labels = [("a", "b", "c")[n % 3] for n in range(200)]
    found = folds(groups, labels)
    assert all(len({int(f) for f, g in zip(found, groups, strict=True) if g == group}) == 1 for group in set(groups))
    for fold in range(5):
        assert {label for label, at in zip(labels, found, strict=True) if at == fold} == {"a", "b", "c"}
    assert max(np.bincount(found)) - min(np.bincount(found)) <= 4


def rows_of(dense: np.ndarray) -> Rows:
    return stacked([(np.flatnonzero(row), row[np.flatnonzero(row)]) for row in dense], dense.shape[1])


@pytest.mark.parametrize("count", [2, 9, 70])
def test_products_of_rows_are_those_of_the_dense_matrix(count: int) -> None:
    """Rare and frequent columns take different ways to the same sums."""
    numbers = np.random.default_rng(7)
    dense = numbers.random((count, 300)) * (numbers.random((count, 300)) < np.linspace(0.005, 0.9, 300))
    dense[:, -1] = 1.0
    rows, right = rows_of(dense), numbers.random((300, 3))
    assert np.allclose(rows.products(), dense @ dense.T)
    assert np.allclose(rows.times(right), dense @ right)
    assert np.allclose(rows.transposed_times(dense @ right), dense.T @ (dense @ right))
    chosen = np.array([count - 1, 0])
    assert np.allclose(rows.picked(chosen).times(right), dense[chosen] @ right)


def test_the_least_value_of_a_quadratic_is_found() -> None:
    """L-BFGS finds the bottom of a bowl of ill proportions."""
    steep = np.array([1.0, 10.0, 100.0, 1000.0])
    bottom = np.array([3.0, -2.0, 1.0, 0.5])
    found = lbfgs.least(lambda x: (float(np.sum(steep * (x - bottom) ** 2)) + 1, 2 * steep * (x - bottom)), np.zeros(4))
    assert np.allclose(found, bottom, atol=1e-2)


def test_scores_are_those_of_their_definitions() -> None:
    """Accuracy, F1 and the calibration error of a handful of answers, reckoned by hand."""
    answers = [Answer("a", "a", 0.9), Answer("a", "b", 0.8), Answer("b", "b", 0.8), Answer("b", "b", 1.0)]
    assert scoring.accuracy(answers) == 0.75
    assert scoring.by_label(answers)["a"].f1 == pytest.approx(2 / 3)
    assert scoring.macro_f1(answers) == pytest.approx((2 / 3 + 0.8) / 2)
    # bins: (0.8, 0.9] one right at 0.9; (0.7, 0.8] one of two at 0.8; (0.9, 1] one right at 1.0
    assert scoring.calibration_error(answers) == pytest.approx((0.1 + 2 * 0.3 + 0.0) / 4)
    assert scoring.confusion(answers)["a", "b"] == 1


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "labels.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_file_of_labels_is_read_with_its_optional_columns(tmp_path: Path) -> None:
    """Order and further columns do not matter; a voice makes a group within its language."""
    path = written(
        tmp_path, '\ufefflabel,note,lang,voice,subject,text\r\nbug,x,NL,terse,"a ""b""","two\nlines"\r\n\r\n'
    )
    assert read(path) == [Labelled('a "b"', "two\nlines", "bug", "nl", "nl/terse")]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "line 1: no column 'text'"),
        ("text,kind\nx,y\n", "line 1: no column 'label'"),
        ("text,label,text\nx,y,z\n", "column 'text' stands there twice"),
        ("text,label\n", "no labelled text"),
        ("text,label\na,b\nc\n", "line 3: 1 fields, the header has 2"),
        ('text,label\n"a\nb",c\nd,\n', "line 4, field label: empty"),
        ("text,label\n,bug\n", "line 2, field text: empty"),
        (f"text,label\na,{'b' * 61}\n", "line 2, field label"),
        ('text,label\na,b\n"c"d,e\n', "line 3: "),
        (b"text,label\na,b\n\xff\xfe,c\n", "line 3: not UTF-8"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_line(tmp_path: Path, content: str | bytes, told: str) -> None:
    """File, line, field and what would be right; nothing is guessed."""
    path = written(tmp_path, content)
    with pytest.raises(LabelFileError) as trouble:
        read(path)
    assert str(trouble.value).startswith(str(path))
    assert told in str(trouble.value)


def test_reading_a_file_leaves_the_csv_module_as_it_was(tmp_path: Path) -> None:
    """The limit of a field is a setting of the whole interpreter."""
    before = csv.field_size_limit()
    read(written(tmp_path, "text,label\na,b\n"))
    assert csv.field_size_limit() == before
