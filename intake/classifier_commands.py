"""`intake classify` and `intake classifier train|score`: the category model on the command line, with any labels.

A file that cannot be used is one line on standard error (file, line, field, what would be right) and exit code 2;
nothing is written then. What takes long says so on standard error. No desk, database or network is needed.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from intake.console import fail, out, out_json

if TYPE_CHECKING:
    from routing.classifier import Model
    from routing.scoring import Answer
    from routing.train import Labelled

cli = typer.Typer(no_args_is_help=True, help="The model that tells categories apart: train it, score it.")

_LONGEST_LINE = 32 * 1024 * 1024  # bytes of one JSON line
_ModelOption = Annotated[Path | None, typer.Option("--model", help="A model file; else the program's own.")]


def classify(
    file: Annotated[str, typer.Argument(help="JSON lines with id, subject, text; - reads standard input.")] = "-",
    model: _ModelOption = None,
) -> None:
    """Read JSON lines {id, subject, text} and print {id, label, confidence, probabilities} for each."""
    chosen = _model(model)
    if file == "-":
        _classify(chosen, sys.stdin.buffer, "standard input")
        return
    try:
        with Path(file).open("rb") as lines:
            _classify(chosen, lines, file)
    except OSError as trouble:
        fail(f"{file}: {trouble.strerror}")


@cli.command()
def train(
    labels: Annotated[list[Path], typer.Option("--labels", help="CSV: text,label[,subject,lang,voice]. Repeatable.")],
    target: Annotated[Path, typer.Option("--out", help="The model file to write.")],
    spare_golden: Annotated[
        bool,
        typer.Option("--spare-golden", help="Leave out the lines that judge what desks learn, as the default does."),
    ] = False,
) -> None:
    """Train a model on labelled texts; the same texts give the same file."""
    from routing.golden import is_golden
    from routing.train import TrainingError
    from routing.train import train as trained_on

    if not target.absolute().parent.is_dir():
        fail(f"--out {target}: there is no folder {target.absolute().parent}; make it first")
    texts = [text for path in labels for text in _texts(path) if not (spare_golden and is_golden(text))]
    try:
        trained = trained_on(texts, _tell)
    except TrainingError as trouble:
        fail(f"{', '.join(map(str, labels))}: {trouble}")
    _write(target, trained.model.saved())
    out(f"{target}: {len(texts)} texts, labels {', '.join(trained.model.labels)}, {target.stat().st_size // 1024} KiB")


@cli.command()
def score(
    files: Annotated[list[Path], typer.Argument(help="CSV with text,label[,subject,lang,voice].")],
    model: _ModelOption = None,
    cross_validate: Annotated[
        bool,
        typer.Option("--cross-validate", help="Judge each fifth by a model of the other four; needs no model file."),
    ] = False,
) -> None:
    """Print how good a model's answers are: accuracy, F1, calibration, by label and language, confusion."""
    from routing.train import TrainingError

    if cross_validate and model is not None:
        fail("--cross-validate trains models of its own: leave --model out")
    texts = [text for path in files for text in _texts(path)]
    try:
        answers = _cross_validated(texts) if cross_validate else _answers(_model(model), texts)
    except TrainingError as trouble:
        fail(f"{', '.join(map(str, files))}: {trouble}")
    for line in _report(answers):
        out(line)


def _model(path: Path | None) -> Model:
    from routing.classifier import ModelError, load
    from routing.classify import default

    try:
        return load(path) if path else default()
    except ModelError as trouble:
        fail(str(trouble))
    except OSError as trouble:
        fail(f"{path}: {trouble.strerror}")


def _classify(model: Model, lines: BinaryIO, name: str) -> None:
    number = 0
    while line := lines.readline(_LONGEST_LINE):
        number += 1
        if line.strip():
            out_json(_judged(model, _asked(line, f"{name}, line {number}")))


def _asked(line: bytes, where: str) -> dict[str, Any]:
    """The object on a line, its subject and text strings; else the end."""
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError) as trouble:
        fail(f'{where}: no JSON ({trouble}); one object a line is wanted: {{"id": 1, "subject": "…", "text": "…"}}')
    if not isinstance(asked, dict):
        fail(f'{where}: no object; wanted is {{"id": 1, "subject": "…", "text": "…"}}')
    for field in ("id", "text"):
        if field not in asked:
            fail(f"{where}, field {field}: missing; each line has id and text, and a subject if there is one")
    for field in ("subject", "text"):
        value = asked.get(field)
        if not isinstance(value, str | None):
            fail(f"{where}, field {field}: {json.dumps(value)[:40]} is no text; put it in quotation marks")
    return asked


def _judged(model: Model, asked: dict[str, Any]) -> dict[str, Any]:
    from intake.language import detect
    from routing.classify import judged, probabilities

    subject, text = asked.get("subject") or "", asked["text"] or ""
    features = model.features(subject, text, detect(text, subject))
    label, confidence, _ = judged(model, features)
    odds = probabilities(model, features)
    return {
        "id": asked["id"],
        "label": label,
        "confidence": confidence,
        "probabilities": {each: round(float(odd), 4) for each, odd in zip(model.labels, odds, strict=True)},
    }


def _texts(path: Path) -> list[Labelled]:
    """The labelled texts of a file, the language of each detected where the file does not tell it."""
    from dataclasses import replace

    from intake.language import detect
    from routing.label_files import LabelFileError, read

    try:
        texts = read(path)
    except LabelFileError as trouble:
        fail(str(trouble))
    except OSError as trouble:
        fail(f"{path}: {trouble.strerror}")
    return [each if each.language else replace(each, language=detect(each.text, each.subject)) for each in texts]


def _answers(model: Model, texts: list[Labelled]) -> list[Answer]:
    return list(_judgements(model, texts))


def _judgements(model: Model, texts: list[Labelled]) -> Iterator[Answer]:
    from routing.classify import judged
    from routing.scoring import Answer

    for each in texts:
        label, confidence, _ = judged(model, model.features(each.subject, each.text, each.language))
        yield Answer(each.label, label, confidence, each.language or "")


def _cross_validated(texts: list[Labelled]) -> list[Answer]:
    """Each text's answer by a model trained without its fold; whole groups (`voice`, or equal texts) are left out."""
    from routing.folds import FOLDS, folds
    from routing.train import group, train

    left_out = folds([group(each) for each in texts], [each.label for each in texts])
    answers = []
    for fold in range(FOLDS):
        _tell(f"fold {fold + 1} of {FOLDS}")
        inside = [each for each, at in zip(texts, left_out, strict=True) if at != fold]
        outside = [each for each, at in zip(texts, left_out, strict=True) if at == fold]
        if outside:
            answers += _answers(train(inside, _tell).model, outside)
    return answers


def _report(answers: list[Answer]) -> Iterator[str]:
    from routing import scoring

    yield (
        f"texts {len(answers)}  accuracy {scoring.accuracy(answers):.4f}  macro-F1 {scoring.macro_f1(answers):.4f}  "
        f"ECE {scoring.calibration_error(answers):.4f} ({scoring.BINS} bins of equal width)"
    )
    yield f"{'label':20} {'texts':>6} {'precision':>9} {'recall':>7} {'F1':>7}"
    for label, share in scoring.by_label(answers).items():
        yield f"{label:20} {share.texts:6} {share.precision:9.4f} {share.recall:7.4f} {share.f1:7.4f}"
    yield f"{'language':20} {'texts':>6} {'accuracy':>9} {'macro-F1':>8}"
    for language, of in scoring.by_language(answers).items():
        yield f"{language or 'unknown':20} {len(of):6} {scoring.accuracy(of):9.4f} {scoring.macro_f1(of):8.4f}"
    yield "confusion: right label -> predicted label"
    for (truth, predicted), count in sorted(scoring.confusion(answers).items()):
        yield f"  {truth} -> {predicted}: {count}"


def _tell(what: str) -> None:
    typer.echo(what, err=True)


def _write(target: Path, content: bytes) -> None:
    """Whole or not at all."""
    try:
        with tempfile.NamedTemporaryFile(dir=target.absolute().parent, delete=False) as file:
            file.write(content)
        Path(file.name).chmod(0o666 & ~_umask())
        Path(file.name).replace(target)
    except OSError as trouble:
        fail(f"--out {target}: {trouble.strerror}")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
