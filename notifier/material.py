"""What somebody sent, on its way into a mail of ours: the raw mail, and which of its parts go where.

Drafting only names the parts; they are taken out by the scribe, who has the time. A part that is not there raises
LookupError.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from notifier.charts import Chart, drawn
from notifier.compose import CustomerText, Enclosure, Letter


class Parts(Protocol):
    """The parts of a raw mail by their paths; LookupError for one that is not there."""

    def content(self, raw: bytes, path: str) -> bytes:
        """Its decoded bytes."""

    def text(self, raw: bytes, path: str) -> str:
        """Its text, decoded."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the raw mail that goes along."""

    part: str
    name: str
    media_type: str
    content_id: str | None = None  # of a picture that the HTML may show


@dataclass(frozen=True, slots=True)
class Bundle:
    """Files of one raw mail."""

    raw: bytes
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """Words, pictures and files for a letter; `stands` as its own text, or framed for a colleague to read."""

    text: str = ""
    html: str | None = None  # as it was written …
    html_part: str | None = None  # … or where in `raw` it is
    raw: bytes = b""
    shown: tuple[Piece, ...] = ()  # pictures of the HTML, in `raw`
    stands: bool = False
    bundles: tuple[Bundle, ...] = ()  # files that go along
    charts: tuple[Chart, ...] = ()  # pictures of ours, drawn where that is possible


@dataclass(frozen=True, slots=True)
class Told:
    """What depends on the occasion: values of its template, what others wrote, and what we add."""

    values: Mapping[str, object]
    material: Material | None = None
    enclosures: tuple[Enclosure, ...] = ()
    quote: str = ""
    commands: tuple[str, ...] = ()  # that get a button


def complete(letter: Letter, material: Material | None, parts: Parts) -> Letter:
    """The letter with others' words, pictures and files in it. LookupError for a part that is not there."""
    if material is None:
        return letter
    html = parts.text(material.raw, material.html_part) if material.html_part else material.html
    images = tuple(_enclosure(parts, material.raw, piece) for piece in material.shown)
    files = tuple(_enclosure(parts, bundle.raw, piece) for bundle in material.bundles for piece in bundle.pieces)
    pictures = tuple(one for chart in material.charts if (one := drawn(chart, letter.message_id)) is not None)
    words = CustomerText(material.text, html, images)
    return replace(
        letter,
        customer=None if material.stands else words,
        answer=words if material.stands else None,
        enclosures=letter.enclosures + pictures + files,
    )


def _enclosure(parts: Parts, raw: bytes, piece: Piece) -> Enclosure:
    return Enclosure(
        name=piece.name,
        media_type=piece.media_type,
        content=parts.content(raw, piece.part),
        content_id=piece.content_id,
    )
