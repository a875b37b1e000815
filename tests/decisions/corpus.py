"""The test mails: files named for their oddity, read once a test."""

from __future__ import annotations

from pathlib import Path

from intake.hints import DeskHints
from intake.limits import Limits
from intake.read import read
from intake.reading import Reading

FOLDER = Path(__file__).parent.parent / "corpus"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.eml")))


def raw(name: str) -> bytes:
    return (FOLDER / f"{name}.eml").read_bytes()


def reading(name: str, **hints: str) -> Reading:
    return read(raw(name), Limits(), DeskHints(**hints))
