"""Organisations under each other: institution, region, unit (NET-09). Pure; a parent that is not known ends a line."""

from __future__ import annotations

from collections.abc import Mapping

DEEPEST = 20  # levels; what is deeper is a slip, and would be walked again and again


def misplaced(key: str, parents: Mapping[str, str | None]) -> str | None:
    """What is wrong with where an organisation stands: in a circle, or too deep; None if nothing is."""
    way = [key]
    while (above := parents.get(way[-1])) is not None:
        way.append(above)
        if above == key:
            return f"{' is under '.join(way)}: a circle; the topmost has no parent"
        if len(way) > DEEPEST:
            return f"{key} stands under more than {DEEPEST - 1} others, or under a circle of them"
    return None
