"""Quotas of cases: on which channel a case was solved, and what of its quota that uses up (NET-04). Pure.

A case counts once, for the package year in which it was closed, on the channel that solved it: what one of ours did
last before it was closed. Questions back, automatic mail and cases that nobody answered use nothing up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WRITTEN, PHONE, REMOTE = "written", "phone", "remote"
CHANNELS = (WRITTEN, PHONE, REMOTE)
# Which channel a kind of work is; a training or a journey is none.
OF_KIND: Mapping[str, str] = {"mail": WRITTEN, "phone": PHONE, "remote": REMOTE}


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that one of ours did for a case: the word of its event, and the payload."""

    kind: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Use:
    """Of one channel: how many cases of a package year were solved on it, and how many may be; `limit` None: all."""

    channel: str
    used: int
    limit: int | None

    @property
    def left(self) -> int | None:
        """Cases that may still be solved; never below zero."""
        return None if self.limit is None else max(0, self.limit - self.used)

    @property
    def over(self) -> bool:
        """Whether nothing is left: the next case is opened all the same, and flagged."""
        return self.limit is not None and self.used >= self.limit

    def reached(self, percents: Sequence[int]) -> tuple[int, ...]:
        """The percentages that the use has reached; of a quota of nothing, once something was used."""
        if self.limit is None or not self.used:
            return ()
        return tuple(percent for percent in percents if self.used * 100 >= percent * self.limit)


def solved_on(deeds: Iterable[Deed]) -> str | None:
    """The channel of the last deed that can have solved a case, oldest first; None where nobody did anything."""
    channel = None
    for deed in deeds:
        channel = _channel(deed) or channel
    return channel


def _channel(deed: Deed) -> str | None:
    match deed.kind:
        case "answered":
            return WRITTEN
        case "phoned" if deed.payload.get("reached", True):
            return PHONE
        case "timed":
            kind = OF_KIND.get(deed.payload.get("kind", ""))
            return kind if kind != WRITTEN else None  # time for a mail is no answer
        case _:
            return None


def uses(limits: Mapping[str, int], counted: Mapping[str, int], channels: Sequence[str]) -> tuple[Use, ...]:
    """The use of every channel that has a quota or is open."""
    shown = [one for one in CHANNELS if one in limits or one in channels or counted.get(one)]
    return tuple(Use(one, counted.get(one, 0), limits.get(one)) for one in shown)
