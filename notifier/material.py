"""What a customer sent, on its way into a staff mail: the raw mail, and which of its parts go where.

Drafting only names the parts; they are taken out by the scribe, who has the time.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

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
    content_id: str | None = None  # of a picture that the HTML shows


@dataclass(frozen=True, slots=True)
class Material:
    """A raw mail and what of it a letter takes."""

    raw: bytes
    text: str
    html_part: str | None
    shown: tuple[Piece, ...] = ()  # pictures of the HTML
    along: tuple[Piece, ...] = ()  # files


def complete(letter: Letter, material: Material | None, parts: Parts) -> Letter:
    """The letter with the customer's words, pictures and files in it. LookupError for a part that is not there."""
    if material is None:
        return letter
    html = parts.text(material.raw, material.html_part) if material.html_part else None
    images = tuple(_enclosure(parts, material.raw, piece) for piece in material.shown)
    files = tuple(_enclosure(parts, material.raw, piece) for piece in material.along)
    return replace(letter, customer=CustomerText(material.text, html, images), enclosures=letter.enclosures + files)


def _enclosure(parts: Parts, raw: bytes, piece: Piece) -> Enclosure:
    return Enclosure(
        name=piece.name,
        media_type=piece.media_type,
        content=parts.content(raw, piece.part),
        content_id=piece.content_id,
    )
