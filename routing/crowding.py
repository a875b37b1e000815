"""More contacts than a role or a contract has room for (PRO-04, JOH-05, NTI-05, NET-03). Pure.

They are imported all the same, and their mail opens cases; who may ask is decided when they write (`routing.standing`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def crowded(
    people: Sequence[Mapping[str, Any]], contracts: Sequence[Mapping[str, Any]], room: Mapping[str, int]
) -> Iterator[str]:
    """A line for each organisation with more contacts than its contracts allow; `room` by plan, if it has a bound."""
    there = Counter(one["organisation"] for one in people if one["organisation"] and not one["left"])
    most: dict[str, int | None] = {}
    for row in contracts:
        bound = row["contacts"] if row["contacts"] is not None else room.get(row["plan"])
        known = most.get(row["organisation"], 0)
        most[row["organisation"]] = None if bound is None or known is None else max(known, bound)
    for organisation, bound in sorted(most.items(), key=lambda one: str(one[0])):
        if bound is not None and there[organisation] > bound:
            over = there[organisation] - bound
            yield (
                f"organisation {organisation} has {there[organisation]} contacts, and its contract allows {bound}: "
                f"{over} will not be entitled, those without a role and the latest first"
            )


def many_leaders(people: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """A line for each organisation in which a role that is one person's has several (PRO-04, JOH-05)."""
    taken: dict[tuple[str, str], list[str]] = {}
    for one in people:
        if one["role"] in ("responsible", "deputy", "superuser") and one["organisation"] and not one["left"]:
            taken.setdefault((one["organisation"], one["role"]), []).append(one["address"])
    for (organisation, role), addresses in sorted(taken.items()):
        if len(addresses) > 1:
            yield f"organisation {organisation} has {len(addresses)} contacts with the role {role}: " + ", ".join(
                sorted(addresses)[:5]
            )
