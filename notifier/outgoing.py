"""A mail that is written and not queued yet: what its row will say, as a value.

Values, not rows of a session: a batch of them is queued by one statement (`outbox.enqueue`), which answers their keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from routing.model import OutboundState


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """As `routing.model.OutboundMail` has it; moments are aware."""

    ref: int
    desk: str
    occasion: str
    staff: bool
    automatic: bool
    recipient: str
    envelope_from: str
    message_id: str
    dedupe_key: str
    subject: str
    language: str
    content: bytes
    next_attempt_at: datetime
    created_at: datetime
    give_up_at: datetime
    state: OutboundState = OutboundState.QUEUED
    ticket_id: int | None = None
    event_id: int | None = None
    copies: tuple[str, ...] = ()

    def row(self) -> Mapping[str, Any]:
        """Its columns; the mail was never tried."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**said, "copies": list(self.copies), "size": len(self.content), "attempts": 0}
