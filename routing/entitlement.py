"""What contract and plan say about one mail (GEN-01). Never blocks a case: it only says what holds, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from routing.desk import Plan

# COR-02: severity, or "any" -> minutes until the first answer, or those of each clock (first, next, solution)
OwnTargets = Mapping[str, int | Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Terms:
    """A contract as a value; `products` empty means all of the desk's."""

    contract_id: int
    plan: str
    products: tuple[str, ...]
    starts_on: date
    ends_on: date | None  # the last day
    targets: OwnTargets = field(default_factory=lambda: MappingProxyType({}))  # go before the plan's


@dataclass(frozen=True, slots=True)
class Entitled:
    """A contract covers this."""

    plan: Plan
    contract_id: int
    reasons: tuple[str, ...]
    targets: OwnTargets = field(default_factory=lambda: MappingProxyType({}))  # the contract's own


@dataclass(frozen=True, slots=True)
class NotEntitled:
    """Known, but nothing covers this today."""

    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody of any organisation we know."""

    reasons: tuple[str, ...]


Entitlement = Entitled | NotEntitled | Unknown


def entitle(
    organisation: str | None, contracts: Sequence[Terms], plans: Sequence[Plan], product: str | None, today: date
) -> Entitlement:
    """Say what the sender's organisation (None: unknown) has for a product today; the best plan wins."""
    if organisation is None:
        return Unknown(("the sender belongs to no organisation of ours",))
    known = {plan.name: plan for plan in plans}
    running = [
        (known[terms.plan].priority, terms.contract_id, terms)
        for terms in contracts
        if terms.plan in known and _covers(terms, product, today)
    ]
    if not running:
        return NotEntitled((f"{organisation} has no running contract for {product or 'this product'}",))
    _, _, best = min(running)
    plan = known[best.plan]
    until = f" until {best.ends_on}" if best.ends_on else ""
    return Entitled(plan, best.contract_id, (f"{organisation}: {plan.title}{until}",), best.targets)


def _covers(terms: Terms, product: str | None, today: date) -> bool:
    runs = terms.starts_on <= today and (terms.ends_on is None or today <= terms.ends_on)
    return runs and (not terms.products or product in terms.products)
