"""Who takes a case: product first, then who knows it, language, presence and load. Deterministic, with reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from routing import business_hours
from routing.desk import Engineer
from routing.reasons import Reason

HANDLED_BEFORE = 40
LANGUAGE = 30
PRESENT = 20
SPECIALIST = 15  # named for the product; who takes any product is for what nobody is named for
OPEN_CASE = -3
SOON_HOURS = 16  # somebody who is back tomorrow morning is nearer than somebody on leave


@dataclass(frozen=True, slots=True)
class Choice:
    """The engineer's name, or None where the desk has nobody, and why."""

    engineer: str | None
    reasons: tuple[str, ...]


def choose(
    engineers: Sequence[Engineer],
    *,
    product: str | None,
    language: str | None,
    load: Mapping[str, int],
    now: datetime,
    handled_before: str | None = None,
) -> Choice:
    """Pick the best; `load` counts open cases by name. Where nobody knows the product a lead takes it."""
    fitting = [e for e in engineers if product is None or not e.products or product in e.products]
    if not fitting:
        return _fall_back(engineers, Reason(f"nobody here knows {product}", "nobody_knows", product or ""))
    scored = [(*_score(e, product, language, load, now, handled_before), e.name) for e in fitting]
    points, why, name = min(scored, key=lambda row: (-row[0], load.get(row[2], 0), row[2]))
    beaten = ", ".join(
        f"{other} {n}" for n, _, other in sorted(scored, key=lambda row: (-row[0], row[2])) if other != name
    )
    verdict = f"{name} {points}" + (f" before {beaten}" if beaten else "")
    return Choice(name, (*why, verdict))


def _score(
    engineer: Engineer,
    product: str | None,
    language: str | None,
    load: Mapping[str, int],
    now: datetime,
    handled_before: str | None,
) -> tuple[int, tuple[str, ...]]:
    points, why = 0, []
    if engineer.name == handled_before:
        points += HANDLED_BEFORE
        why.append(Reason("handled this customer's case before", "handled"))
    if product is not None and product in engineer.products:
        points += SPECIALIST
        why.append(Reason(f"is named for {product}", "named", product))
    if language is not None and language in engineer.languages:
        points += LANGUAGE
        why.append(Reason(f"speaks {language}", "speaks", language))
    wait = (business_hours.next_open(engineer.calendar, now) - now).total_seconds() / 3600
    if wait <= 0:
        points += PRESENT
        why.append(Reason("is at work", "present"))
    elif wait <= SOON_HOURS:
        points += PRESENT // 2
        why.append(Reason("is next at work soon", "soon"))
    cases = load.get(engineer.name, 0)
    why.append(Reason(f"has {cases} open case{'' if cases == 1 else 's'}", "load", cases=cases))
    return points + OPEN_CASE * cases, tuple(why)


def _fall_back(engineers: Sequence[Engineer], why: Reason) -> Choice:
    lead = min((e.name for e in engineers if e.lead), default=None)
    anybody = lead or min((e.name for e in engineers), default=None)
    if anybody is None:
        return Choice(None, (why, "the desk has no engineer"))
    if lead is None:
        return Choice(anybody, (why, Reason(f"{anybody} is the desk's first engineer", "first", anybody)))
    return Choice(lead, (why, Reason(f"{lead} leads the desk", "leads", lead)))
