"""The one place that bounds what a hostile mail may cost.

Every reader, door and mailbox takes its bounds from here; the desk file's `[limits]` may change them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one mail. Sizes in bytes, times in seconds."""

    message_bytes: int = 50 * 1024 * 1024  # above: headers and text only are taken
    header_bytes: int = 256 * 1024
    parts: int = 500
    nesting: int = 30
    text_chars: int = 1_000_000  # what the readers look at; the raw mail keeps the rest
    references: int = 200
    recipients: int = 200
    reading_seconds: float = 10.0
    reading_memory: int = 1024 * 1024 * 1024  # address space of the reader process above its start
    reading_attempts: int = 3
    lease_seconds: float = 300.0  # longer than the slowest single mail takes to read or to post
    batch: int = 50
