"""What an agreement gives and costs: a plan's defaults with the contract's own over them, or what holds without one.

Pure. Minutes are whole, rates are an hour's as decimals. `routing.ledger` counts by it, `routing.standing` says of a
mail what it comes to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from routing.desk import ContractRules, Plan, Without
from routing.terms import Terms, later

ANY = "any"


def _none() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Agreement:
    """`included_minutes` of each case, None for all its time. What is beyond it is drawn from the account, then asked.

    `paid_beyond`: what is left over may become paid work, if the customer says yes.
    """

    contract_id: int | None = None
    ends_on: date | None = None  # its last day of all
    included_minutes: int | None = None
    account_minutes: int = 0
    account_until: date | None = None  # the last day on which it is drawn from
    step_minutes: int = 1
    least_minutes: int = 0
    quotas: Mapping[str, int] = field(default_factory=_none)
    channels: tuple[str, ...] = ()
    rates: Mapping[str, Decimal] = field(default_factory=_none)
    currency: str | None = None
    billed_kinds: tuple[str, ...] = ()
    paid_beyond: bool = True

    @property
    def by_time(self) -> bool:
        """Whether cases draw on an account or are billed by time: none may end without an entry (GEN-06)."""
        return self.account_minutes > 0 or bool(self.billed_kinds)

    def rate(self, kind: str, confirmed: str | None = None) -> Decimal | None:
        """An hour's price: of the kind of work, else of the severity that the customer himself confirmed (GEN-03)."""
        for name in (kind, confirmed, ANY):
            if name is not None and name in self.rates:
                return self.rates[name]
        return None


def agreed(plan: Plan, terms: Terms) -> Agreement:
    """What a contract comes to."""
    own = terms.own
    account = account_of(plan, terms)
    included = _first(own.included_minutes, plan.included_minutes)
    if included is None and (account or plan.billed_kinds):
        included = 0
    return Agreement(
        contract_id=terms.contract_id,
        ends_on=terms.ends_on,
        included_minutes=included,
        account_minutes=account,
        account_until=_account_until(plan, terms) if account else None,
        step_minutes=_first(own.step_minutes, plan.step_minutes) or 1,
        least_minutes=_first(own.least_minutes, plan.least_minutes) or 0,
        quotas=MappingProxyType({**plan.quotas, **own.quotas}),
        channels=own.channels or plan.channels,
        rates=MappingProxyType({**plan.rates, **own.rates}),
        currency=own.currency or plan.currency,
        billed_kinds=plan.billed_kinds,
        paid_beyond=plan.paid_beyond,
    )


def account_of(plan: Plan, terms: Terms) -> int:
    """The minutes that were paid ahead; for who looks at many contracts, of which few have an account."""
    return _first(terms.own.account_minutes, plan.account_minutes) or 0


def without_contract(rules: ContractRules) -> Agreement:
    """Of somebody known who has no contract for this: nothing is included, and paid work waits for his yes (JOH-04)."""
    return Agreement(
        included_minutes=0,
        step_minutes=rules.step_minutes,
        least_minutes=rules.least_minutes,
        rates=rules.rates,
        currency=rules.currency,
        paid_beyond=rules.without is Without.RATE,
    )


def _account_until(plan: Plan, terms: Terms) -> date | None:
    """JOH-03: after its time or with the contract, whichever is first."""
    lasts = later(terms.starts_on, plan.account_months) - timedelta(days=1) if plan.account_months else None
    ends = [day for day in (terms.own.account_until or lasts, terms.ends_on) if day is not None]
    return min(ends, default=None)


def _first(own: int | None, plan: int | None) -> int | None:
    return own if own is not None else plan
