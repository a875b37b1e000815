"""The clocks of a case as `intake show` prints them: how each stands, and what it did when.

For people in a terminal of 80 columns, in the zone of the desk; `plain_clock` is the same for programs, times in ISO
8601 and UTC. Reads nothing and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from intake.console import local
from routing.clocks import Clock, ClockState, Interval
from routing.targets import ClockKind

_KINDS = {
    ClockKind.FIRST: "First response",
    ClockKind.NEXT: "Next response",
    ClockKind.SOLUTION: "Solution",
}
_STATES = {
    ClockState.RUNNING: "running",
    ClockState.PAUSED: "paused",
    ClockState.STOPPED: "ended",
    ClockState.MET: "kept",
    ClockState.MISSED: "missed",
}


def clock_lines(clock: Clock, zone: ZoneInfo) -> tuple[str, list[tuple[str, str]], list[str]]:
    """A clock's heading; when and what for each of its intervals; and the reasons of its target."""
    rows = [(_when(parts, zone, going=clock.ended is None and last), what) for parts, what, last in _told(clock)]
    return f"{_KINDS[clock.kind]}: {_standing(clock, zone)}", rows, list(clock.reasons)


def plain_clock(clock: Clock) -> dict[str, Any]:
    """A clock as JSON; minutes are those that its target counts."""
    return {
        "kind": clock.kind,
        "state": clock.state,
        "runs": clock.runs,
        "begun": _iso(clock.begun),
        "ended": _iso(clock.ended),
        "due": _iso(clock.due),
        "target_minutes": clock.target.minutes if clock.target else None,
        "used_minutes": round(clock.used, 2),
        "intervals": [
            {
                "start": _iso(part.start),
                "end": _iso(part.end),
                "running": part.running,
                "minutes": round(part.minutes, 2),
                "why": part.why,
            }
            for part in clock.intervals
        ],
        "reasons": list(clock.reasons),
    }


def _standing(clock: Clock, zone: ZoneInfo) -> str:
    state, spent = _STATES[clock.state], duration(clock.used)
    if clock.target is None:
        return f"{state}, {spent}, no promise"
    told = f"{state}, {spent} of {duration(clock.target.minutes)}"
    if clock.due is None or clock.ended is not None:
        return told
    late = clock.state is ClockState.MISSED
    paused = not clock.runs and not late
    return f"{told}, {'was due' if late else 'due'} {local(clock.due, zone)}{' if it went on now' if paused else ''}"


def _told(clock: Clock) -> Iterator[tuple[list[Interval], str, bool]]:
    """Intervals that say the same, as one; what they say, and whether they are the last."""
    groups = [list(parts) for _, parts in groupby(clock.intervals, key=lambda part: (part.running, part.why))]
    for number, parts in enumerate(groups, 1):
        spent = duration(sum(part.minutes for part in parts))
        yield parts, f"{f'ran {spent}' if parts[0].running else 'paused'}: {parts[0].why}", number == len(groups)


def _when(parts: list[Interval], zone: ZoneInfo, *, going: bool) -> str:
    start, end = local(parts[0].start, zone), local(parts[-1].end, zone)
    if going:
        return f"{start} - now"
    same_day = start.rpartition(" ")[0] == end.rpartition(" ")[0]
    return f"{start} - {end.rpartition(' ')[2] if same_day else end}"


def duration(minutes: float) -> str:
    """Minutes as people say them: "25 min", "3 h", "3 h 05"; parts of a minute are left out."""
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def _iso(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
