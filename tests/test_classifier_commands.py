"""`intake classify` and `intake classifier …`: any labels in, a model out, and plain words for what is wrong."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from intake.__main__ import main

Run = Callable[..., tuple[int, str, str]]
ROWS = [
    f"{thing} {number} {word},{label}"
    for label, words in {"up": ("rises", "climbs", "soars"), "down": ("falls", "sinks", "drops")}.items()
    for word in words
    for number, thing in enumerate(("The price", "A share", "The lift", "My mood"))
]


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    """A small file of labels that no desk of ours knows."""
    path = tmp_path / "labels.csv"
    path.write_text("\n".join(["text,label", *ROWS, ""]), "utf-8")
    return path


@pytest.fixture
def intake(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`intake …`: exit code, output, errors."""

    def run(*words: object, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["intake", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        code: object = 0
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        said = capsys.readouterr()
        assert isinstance(code, int)
        return code, said.out, said.err

    return run


def test_a_line_of_json_is_answered_by_a_line_of_json(intake: Run) -> None:
    """Ids come back as they were; the probabilities add up and the label is the likeliest."""
    asked = [{"id": 7, "subject": "Licence", "text": "How can I renew our licence?"}, {"id": "x", "text": ""}]
    code, out, err = intake("classify", stdin="\n".join(map(json.dumps, asked)) + "\n\n")
    told = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [each["id"] for each in told] == [7, "x"]
    assert told[0]["label"] == "support"
    for each in told:
        assert set(each) == {"id", "label", "confidence", "probabilities"}
        assert sum(each["probabilities"].values()) == pytest.approx(1, abs=0.001)
        assert max(each["probabilities"], key=each["probabilities"].get) == each["label"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "standard input, line 2: no JSON"),
        ("[1]", "standard input, line 2: no object"),
        ('{"id": 1}', "standard input, line 2, field text: missing"),
        ('{"text": "a"}', "standard input, line 2, field id: missing"),
        ('{"id": 1, "text": 5}', "standard input, line 2, field text: 5 is no text"),
        ("[" * 100_000, "standard input, line 2: no JSON"),
    ],
)
def test_a_bad_line_is_named(intake: Run, line: str, told: str) -> None:
    """One line on standard error says where, and what would be right; the exit code is 2."""
    code, _, err = intake("classify", stdin=f'{{"id": 0, "text": "a"}}\n{line}\n')
    assert code == 2
    assert told in err
    assert len(err.splitlines()) == 1


def test_a_trained_model_classifies_and_is_scored(intake: Run, labels: Path, tmp_path: Path) -> None:
    """Train, classify and score with labels of one's own; two trainings write the same bytes."""
    first, second = tmp_path / "a.npz", tmp_path / "b.npz"
    for target in (first, second):
        code, out, err = intake("classifier", "train", "--labels", labels, "--out", target)
        assert (code, "24 texts, labels down, up" in out) == (0, True)
        assert "cross-validation" in err
    assert first.read_bytes() == second.read_bytes()
    file = tmp_path / "asked.jsonl"
    file.write_text('{"id": 1, "text": "The river climbs"}\n', "utf-8")
    code, out, _ = intake("classify", file, "--model", first)
    assert json.loads(out)["label"] == "up"
    code, out, _ = intake("classifier", "score", labels, "--model", first)
    assert code == 0
    assert "accuracy 1.0000" in out
    assert "10 bins of equal width" in out
    assert "up -> up: 12" in out


def test_cross_validation_judges_every_text_once(intake: Run, labels: Path) -> None:
    """No model file is needed, and none is written."""
    code, out, err = intake("classifier", "score", labels, "--cross-validate")
    assert code == 0
    assert out.startswith("texts 24 ")
    assert "fold 5 of 5" in err


def test_a_bad_file_of_labels_writes_nothing(intake: Run, tmp_path: Path) -> None:
    """The error names file, line and field; the model that was there stays."""
    path, target = tmp_path / "bad.csv", tmp_path / "model.npz"
    path.write_text("text,label\na,b\nc,\n", "utf-8")
    target.write_bytes(b"the old one")
    code, out, err = intake("classifier", "train", "--labels", path, "--out", target)
    assert (code, out) == (2, "")
    assert err.strip() == f"intake: {path}, line 3, field label: empty; name the category of this text"
    assert target.read_bytes() == b"the old one"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["bad.csv", "model.npz"]


def test_too_few_texts_are_refused(intake: Run, tmp_path: Path) -> None:
    """One label is nothing to tell apart."""
    path = tmp_path / "one.csv"
    path.write_text("text,label\na,b\nc,b\n", "utf-8")
    code, _, err = intake("classifier", "train", "--labels", path, "--out", tmp_path / "m.npz")
    assert code == 2
    assert "nothing to tell apart" in err
    assert not (tmp_path / "m.npz").exists()


@pytest.mark.parametrize("words", [("classify", "--model"), ("classifier", "score", "LABELS", "--model")])
def test_a_file_that_is_no_model_is_told(intake: Run, labels: Path, words: tuple[str, ...]) -> None:
    """A wrong or missing --model is one line and exit code 2."""
    asked = [labels if word == "LABELS" else word for word in words]
    code, _, err = intake(*asked, labels, stdin='{"id": 1, "text": "a"}')
    assert code == 2
    assert "no classifier model" in err
    code, _, err = intake(*asked, labels.parent / "none.npz")
    assert code == 2
    assert "No such file" in err


def test_a_target_in_no_folder_is_refused_before_the_work(intake: Run, labels: Path, tmp_path: Path) -> None:
    """Nobody waits for a training whose result has no place."""
    code, _, err = intake("classifier", "train", "--labels", labels, "--out", tmp_path / "none" / "m.npz")
    assert code == 2
    assert "there is no folder" in err
    assert "cross-validation" not in err
