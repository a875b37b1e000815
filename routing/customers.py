"""Every customer of a desk at once: names, places in the tree, and contracts as values, for figures over many cases.

Read in a handful of queries, where `routing.contracts` asks for one organisation at a time; both answer the same.
Reads only, decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from routing.contracts import bought, terms_of
from routing.desk import Desk
from routing.model import Contract, Licence, Organisation
from routing.targets import Agreements
from routing.terms import Terms
from routing.tree import DEEPEST

_ORGANISATIONS = select(col(Organisation.id), col(Organisation.parent_id), col(Organisation.name))
_CONTRACTS = select(*Contract.metadata.tables["contract"].c)  # plain rows: nobody changes them here
_LICENCES = select(col(Licence.organisation_id), col(Licence.product), col(Licence.purchased_on))


class Customers:
    """The organisations of a desk, read once; a snapshot."""

    def __init__(self, session: Session, desk: Desk) -> None:
        """Reads all of them."""
        self._desk = desk
        self._parents: dict[int, int | None] = {}
        self.names: dict[int, str] = {}
        for key, parent, name in session.execute(_ORGANISATIONS.where(col(Organisation.desk) == desk.name)):
            self._parents[key], self.names[key] = parent, name
        self._own = self._contracts(session)
        self._known: dict[int | None, Agreements] = {}

    def line(self, key: int) -> list[int]:
        """An organisation and those above it, nearest first."""
        line: list[int] = []
        here: int | None = key
        while here is not None and here in self._parents and here not in line and len(line) < DEEPEST:
            line.append(here)
            here = self._parents[here]
        return line

    def below(self, names: Iterable[str]) -> frozenset[int]:
        """The organisations of these names with all below them; capitals make no difference."""
        wanted = {name.casefold() for name in names}
        tops = {key for key, name in self.names.items() if name.casefold() in wanted}
        return frozenset(key for key in self.names if not tops.isdisjoint(self.line(key)))

    def agreements(self, key: int | None) -> Agreements:
        """What was agreed with an organisation (None: nobody knows whose case it is)."""
        if key not in self._known:
            line = self.line(key) if key is not None else []
            terms = [one for above in line for one in self._own.get(above, ())]
            name = self.names.get(key) if key is not None else None
            self._known[key] = Agreements(name, terms, self._desk.plans, self._desk.calendar)
        return self._known[key]

    def contracts(self) -> Iterable[tuple[int, Terms]]:
        """Every contract with the key of its organisation; no purchases."""
        return ((key, terms) for key, some in self._own.items() for terms in some if terms.contract_id)

    def _contracts(self, session: Session) -> Mapping[int, list[Terms]]:
        plans = {plan.name: plan for plan in self._desk.plans}
        own: dict[int, list[Terms]] = defaultdict(list)
        rows: Iterable[Any] = session.execute(_CONTRACTS.where(col(Contract.desk) == self._desk.name))
        for row in rows:
            own[row.organisation_id].append(terms_of(row, plans.get(row.plan)))
        free = [plan for plan in self._desk.plans if plan.free_months is not None]
        if free:
            dated = _LICENCES.where(col(Licence.desk) == self._desk.name, col(Licence.purchased_on).is_not(None))
            for key, product, day in session.execute(dated):
                own[key] += [bought(plan, product, day) for plan in free]
        return own
