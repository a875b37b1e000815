"""What one mail stands on: plan, what is included and used, who may ask, and what it costs, or why not. Pure.

GEN-01 to GEN-04, PRO-03 to PRO-13, NTI-02 to NTI-06, JOH-02 to JOH-06, NET-03, NET-04. Nothing here ever keeps a case
from being opened: whoever may not ask is heard all the same, and the engineer decides. `routing.entitlement` picks the
contract, `routing.contracts` reads what this is told.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from routing.agreement import Agreement, agreed, without_contract
from routing.desk import ContractRules, Plan, Without
from routing.entitlement import Entitled, Entitlement, Unknown
from routing.quotas import Use


class Asking(StrEnum):
    """Whether somebody may ask."""

    YES = "yes"
    NOT_NAMED = "not_named"  # another of the organisation is the one who asks (PRO-04, JOH-05)
    SURPLUS = "surplus"  # the plan has room for fewer contacts (NTI-05, NET-03)
    LEFT = "left"  # the records say that he works there no more


class Charge(StrEnum):
    """Who pays for the work."""

    INCLUDED = "included"
    ACCOUNT = "account"  # drawn from the prepaid account
    BILLED = "billed"  # by time, as the contract says
    ASKS = "asks"  # paid work, once the customer has said yes
    OPEN = "open"  # nothing is agreed, and nothing is offered: the engineer decides


@dataclass(frozen=True, slots=True)
class Sender:
    """What the records say of whoever writes; `rank` is his place among the contacts, from 0; None: not counted."""

    role: str | None = None
    trained: tuple[str, ...] = ()
    left: bool = False
    rank: int | None = None
    room: int | None = None  # how many may ask; None: no bound


@dataclass(frozen=True, slots=True)
class Drawn:
    """What has been used so far: cases by channel, minutes of this case and of the account."""

    uses: tuple[Use, ...] = ()
    included_left: int | None = None  # of this case; None: all its time is included
    account_left: int = 0  # that can be drawn today


@dataclass(frozen=True, slots=True)
class Cost:
    """Who pays, and what an hour of it costs; `rate` None: no price is agreed."""

    charge: Charge
    rate: Decimal | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything about one mail, with its reasons."""

    entitlement: Entitlement
    agreement: Agreement
    asking: Asking
    trained: bool | None  # None: the plan asks for no training, or the product is not known
    cost: Cost
    drawn: Drawn
    reasons: tuple[str, ...]

    @property
    def word(self) -> str:
        """As events say it: entitled, known or unknown (GEN-01)."""
        if isinstance(self.entitlement, Entitled):
            return "entitled"
        return "unknown" if isinstance(self.entitlement, Unknown) else "known"

    def said(self) -> dict[str, Any]:
        """As an event keeps it: `asking`, `trained`, `charge`, `rate`, `currency`, `over` (channels used up)."""
        return {
            "asking": self.asking.value,
            "trained": self.trained,
            "charge": self.cost.charge.value,
            "rate": str(self.cost.rate) if self.cost.rate is not None else None,
            "currency": self.cost.currency,
            "over": [use.channel for use in self.drawn.uses if use.over],
        }


def agreement_of(entitlement: Entitlement, rules: ContractRules) -> Agreement:
    """What holds for the time that is worked."""
    if isinstance(entitlement, Entitled) and entitlement.terms is not None:
        return agreed(entitlement.plan, entitlement.terms)
    return without_contract(rules)


def stand(
    entitlement: Entitlement,
    sender: Sender,
    drawn: Drawn,
    rules: ContractRules,
    product: str | None,
    topics: Collection[str] = (),
) -> Standing:
    """Put together what one mail stands on."""
    agreement = agreement_of(entitlement, rules)
    plan = entitlement.plan if isinstance(entitlement, Entitled) else None
    open_to_all = any(topic in rules.open_topics for topic in topics)
    asking, why = _asking(plan, sender, open_to_all=open_to_all)
    trained = _trained(plan, sender, product)
    cost, price = _cost(entitlement, agreement, drawn, rules)
    reasons = (
        *entitlement.reasons,
        *why,
        *((f"not trained in {product}",) if trained is False else ()),
        *price,
        *_used(drawn.uses),
    )
    return Standing(entitlement, agreement, asking, trained, cost, drawn, reasons)


def _asking(plan: Plan | None, sender: Sender, *, open_to_all: bool) -> tuple[Asking, tuple[str, ...]]:
    """Who may ask is the plan's to say; without a plan there is nobody to be named."""
    if sender.left:
        return Asking.LEFT, ("the records say that the sender has left",)
    if plan is None:
        return Asking.YES, ()
    if open_to_all:
        return Asking.YES, ("everybody may ask about this topic",)
    if plan.who_asks and sender.role not in plan.who_asks:
        return Asking.NOT_NAMED, (f"the sender is not among those who may ask: {', '.join(plan.who_asks)}",)
    if sender.room is not None and sender.rank is not None and sender.rank >= sender.room:
        return Asking.SURPLUS, (f"the sender is contact {sender.rank + 1} of at most {sender.room}",)
    return Asking.YES, ((f"the sender is {sender.role}",) if sender.role and plan.who_asks else ())


def _trained(plan: Plan | None, sender: Sender, product: str | None) -> bool | None:
    if plan is None or not plan.trained or product is None:
        return None
    return product in sender.trained


def _cost(
    entitlement: Entitlement, agreement: Agreement, drawn: Drawn, rules: ContractRules
) -> tuple[Cost, tuple[str, ...]]:
    """Where the next minute of ordinary work would come from."""
    if isinstance(entitlement, Unknown):
        return Cost(Charge.OPEN), ()
    rate, currency = agreement.rate("mail"), agreement.currency
    if drawn.included_left is None and agreement.included_minutes is None:
        return Cost(Charge.INCLUDED), ()
    if drawn.included_left is not None and drawn.included_left > 0:
        return Cost(Charge.INCLUDED, rate, currency), (f"{drawn.included_left} minutes are included",)
    if drawn.account_left > 0:
        return Cost(Charge.ACCOUNT, rate, currency), (f"{drawn.account_left} minutes are left in the account",)
    if "mail" in agreement.billed_kinds:
        return Cost(Charge.BILLED, rate, currency), ("billed by time, as the contract says",)
    if not agreement.paid_beyond or (not isinstance(entitlement, Entitled) and rules.without is not Without.RATE):
        return Cost(Charge.OPEN, rate, currency), ()
    price = f" at {rate} {currency or ''} an hour".rstrip() if rate is not None else ""
    return Cost(Charge.ASKS, rate, currency), (f"paid work{price}, once the customer has said yes",)


def _used(uses: Sequence[Use]) -> tuple[str, ...]:
    return tuple(f"{use.used} of {use.limit} {use.channel} cases of this year" for use in uses if use.limit is not None)
