"""Who hears of an event, and on what occasion. Pure: a table of cases, no words, no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from routing.desk import Desk, Engineer
from routing.model import EventKind
from routing.submission import Party


@dataclass(frozen=True, slots=True)
class Hearer:
    """Somebody to write to. `engineer` is None for a customer."""

    occasion: str
    party: Party
    language: str | None  # None: the desk's
    zone: ZoneInfo
    engineer: Engineer | None = None


def hearers(
    desk: Desk,
    kind: EventKind,
    payload: Mapping[str, Any],
    *,
    actor: str,
    owner: str | None,
    customer: Party | None,
    language: str | None,
    watching: Sequence[str],
) -> tuple[Hearer, ...]:
    """Everybody who should hear; `watching` are the engineers who watch. Imported history is told to nobody."""
    if payload.get("history"):
        return ()
    match kind:
        case EventKind.OPENED if customer is not None and payload.get("acknowledge"):
            return (Hearer("acknowledgement", customer, language, desk.calendar.zone),)
        case EventKind.ASSIGNED:
            return _staff("assignment", _owners(desk, payload.get("engineer")))
        case EventKind.APPENDED:
            told = dict.fromkeys((*(e.name for e in _owners(desk, owner)), *watching))
            return _staff("follow_up", [e for e in desk.engineers if e.name in told and e.name != actor])
        case EventKind.QUARANTINED:
            return _staff("stub", _owners(desk, owner))
        case _:
            return ()


def _owners(desk: Desk, name: str | None) -> list[Engineer]:
    """The owner; without one (or after he left the desk file) the leads, so that somebody always hears."""
    return [e for e in desk.engineers if e.name == name] or [e for e in desk.engineers if e.lead]


def _staff(occasion: str, engineers: Sequence[Engineer]) -> tuple[Hearer, ...]:
    return tuple(
        Hearer(occasion, Party(e.full_name, e.addresses[0]), e.language, e.calendar.zone, e) for e in engineers
    )
