"""What contracts bring to a digest: which end or renew soon, low accounts, and minutes that nobody has said yes to.

Dates are those of `terms`, minutes those of `ledger`: nothing is computed a second way here. Reads only.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlmodel import Session, col

from routing.agreement import Agreement, account_of, agreed, without_contract
from routing.customers import Customers
from routing.desk import Desk
from routing.figures import Account, Term
from routing.ledger import Pot
from routing.ledgers import ledgers_under, ledgers_without
from routing.model import Ticket, TimeEntry
from routing.terms import Terms, notice_until

# As in a ledger: what was recorded before anybody knew whose case it is stands under the contract that it has now.
_UNDER = func.coalesce(col(TimeEntry.contract_id), col(Ticket.contract_id))
_WORKED = (
    select(col(TimeEntry.id), _UNDER, col(Ticket.id), col(Ticket.product), col(Ticket.organisation_id))
    .join(Ticket, col(Ticket.id) == col(TimeEntry.ticket_id))
    .order_by(col(TimeEntry.id))
)


def ending(
    customers: Customers,
    today: date,
    days: int,
    products: Collection[str],
    organisations: Collection[int] | None,
) -> tuple[Term, ...]:
    """The contracts whose period ends within so many days, or by then can be ended no more; the next one first."""
    found = []
    for key, terms in customers.contracts():
        if organisations is not None and key not in organisations:
            continue
        if products and terms.products and not set(products) & set(terms.products):
            continue
        term = _term(customers.names.get(key, ""), terms, today, days)
        if term is not None:
            found.append(term)
    return tuple(sorted(found, key=lambda one: (one.last_day, one.organisation, one.number or "")))


def _term(organisation: str, terms: Terms, today: date, days: int) -> Term | None:
    end = terms.period(today).ends_on
    if end is None or not terms.starts_on <= today <= end or end > today + timedelta(days=days):
        return None
    renews = terms.ends_on is None
    deadline = notice_until(end, terms.notice_months) if renews else None
    return Term(organisation, terms.plan, terms.number, end, renews, deadline)


def low(
    session: Session,
    desk: Desk,
    customers: Customers,
    today: date,
    products: Collection[str],
    organisations: Collection[int] | None,
) -> tuple[Account, ...]:
    """The prepaid accounts that have reached the first share that is told of them; the least first (JOH-03)."""
    first, plans = min(desk.contracts.tell_at, default=100), {plan.name: plan for plan in desk.plans}
    running: list[tuple[str, Terms, Agreement]] = []
    for key, terms in customers.contracts():
        theirs = organisations is None or key in organisations
        ours = not (products and terms.products) or set(products) & set(terms.products)
        if terms.plan not in plans or not (theirs and ours) or today < terms.starts_on:
            continue
        if not account_of(plans[terms.plan], terms):
            continue
        agreement = agreed(plans[terms.plan], terms)
        if agreement.account_until is None or today <= agreement.account_until:
            running.append((customers.names.get(key, ""), terms, agreement))
    ledgers = ledgers_under(session, desk, {terms.contract_id: agreement for _, terms, agreement in running})
    found = []
    for name, terms, agreement in running:
        account, left = agreement.account_minutes, ledgers[terms.contract_id].account_left
        if (account - left) * 100 >= first * account:
            found.append(Account(name, terms.plan, terms.number, left, agreement.account_until))
    return tuple(sorted(found, key=lambda one: (one.left, one.organisation, one.number or "")))


def unapproved(
    session: Session,
    desk: Desk,
    customers: Customers,
    since: datetime,
    until: datetime,
    products: Collection[str],
    organisations: Collection[int] | None,
) -> int:
    """Minutes of work of the period that are not included, not prepaid, and not agreed to (GEN-04)."""
    worked = _WORKED.where(
        col(Ticket.desk) == desk.name, col(TimeEntry.worked_at) >= since, col(TimeEntry.worked_at) < until
    )
    entries: set[int] = set()
    contracts: set[int] = set()
    cases: set[int] = set()  # of time under no contract
    for entry, contract, case, product, organisation in session.execute(worked):
        if (products and product not in products) or (organisations is not None and organisation not in organisations):
            continue
        entries.add(entry)
        if contract is None:
            cases.add(case)
        else:
            contracts.add(contract)
    ledgers = [
        *ledgers_under(session, desk, _agreements(desk, customers, contracts)).values(),
        *ledgers_without(session, desk, without_contract(desk.contracts), cases),
    ]
    lines = (line for ledger in ledgers for line in ledger.lines)
    return sum(line.minutes for line in lines if line.pot is Pot.UNAPPROVED and line.entry.number in entries)


def _agreements(desk: Desk, customers: Customers, contracts: Collection[int]) -> dict[int, Agreement]:
    """What contracts come to; without those whose plan the desk file has no more."""
    plans = {plan.name: plan for plan in desk.plans}
    found = (terms for _, terms in customers.contracts() if terms.contract_id in contracts)
    return {terms.contract_id: agreed(plans[terms.plan], terms) for terms in found if terms.plan in plans}
