"""What contract and plan say about one mail (GEN-01). Never blocks a case: it only says what holds, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from routing.desk import Plan
from routing.terms import OwnTargets, Terms

__all__ = ["Entitled", "Entitlement", "NotEntitled", "Terms", "Unknown", "entitle"]


@dataclass(frozen=True, slots=True)
class Entitled:
    """A contract covers this."""

    plan: Plan
    contract_id: int
    reasons: tuple[str, ...]
    targets: OwnTargets = field(default_factory=lambda: MappingProxyType({}))  # the contract's own
    terms: Terms | None = field(default=None, compare=False)


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
        if terms.plan in known and terms.covers(product, today)
    ]
    if not running:
        return NotEntitled((f"{organisation} has no running contract for {product or 'this product'}",))
    _, _, best = min(running)
    plan = known[best.plan]
    period = best.period(today)
    until = f" until {period.ends_on}" if period.ends_on else ""
    renews = ", then renews" if period.ends_on and best.ends_on is None else ""
    return Entitled(plan, best.contract_id, (f"{organisation}: {plan.title}{until}{renews}",), best.targets, best)
