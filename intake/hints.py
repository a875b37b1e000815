"""What a desk's file adds to reading a mail; a leaf, so that every reader may name it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DeskHints:
    """What a desk adds to reading; all of it may be empty (`intake inspect` without --desk)."""

    tag: str | None = None  # as in "[Produsoft #10423]"
    country: str | None = None  # ISO 3166-1 alpha-2, for national phone numbers
    products: tuple[str, ...] = ()  # names, titles and words of products
    own_addresses: tuple[str, ...] = ()
    own_domains: tuple[str, ...] = ()
    staff_addresses: frozenset[str] = frozenset()  # of engineers, in lower case: their mails may be relayed
    seen_pictures: frozenset[str] = frozenset()  # SHA-256 (hex) of pictures that this sender has sent before: his logos
