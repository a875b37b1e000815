"""What contracts bring to a digest: which end or renew soon, low accounts, and minutes that nobody has said yes to.

Dates are those of `terms`, minutes those of `ledger`: nothing is computed a second way here. Reads only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from routing.agreement import agreed, without_contract
from routing.contracts import ledger_under, terms_of
from routing.customers import Customers
from routing.desk import Desk
from routing.figures import Account, Term
from routing.ledger import Ledger, Pot
from routing.model import Contract, Ticket, TimeEntry
from routing.terms import Terms, notice_until

_WORKED = (
    select(
        col(TimeEntry.id), col(TimeEntry.contract_id), col(Ticket.id), col(Ticket.product), col(Ticket.organisation_id)
    )
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
    first, found = min(desk.contracts.tell_at, default=100), []
    for key, terms in customers.contracts():
        theirs = organisations is None or key in organisations
        ours = not (products and terms.products) or set(products) & set(terms.products)
        plan = next((plan for plan in desk.plans if plan.name == terms.plan), None)
        if plan is None or not (theirs and ours):
            continue
        agreement = agreed(plan, terms)
        account, until = agreement.account_minutes, agreement.account_until
        if not account or today < terms.starts_on or (until is not None and until < today):
            continue
        left = ledger_under(session, desk, agreement, terms.contract_id, None).account_left
        if (account - left) * 100 >= first * account:
            found.append(Account(customers.names.get(key, ""), terms.plan, terms.number, left, until))
    return tuple(sorted(found, key=lambda one: (one.left, one.organisation, one.number or "")))


def unapproved(
    session: Session,
    desk: Desk,
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
    accounts: dict[tuple[int | None, int | None], None] = {}  # (contract, None) or (None, case), in order
    for entry, contract, case, product, organisation in session.execute(worked):
        if (products and product not in products) or (organisations is not None and organisation not in organisations):
            continue
        entries.add(entry)
        accounts[(contract, None) if contract is not None else (None, case)] = None
    lines = (line for key in accounts for ledger in _ledgers(session, desk, *key) for line in ledger.lines)
    return sum(line.minutes for line in lines if line.pot is Pot.UNAPPROVED and line.entry.number in entries)


def _ledgers(session: Session, desk: Desk, contract: int | None, case: int | None) -> Iterator[Ledger]:
    """The ledger that an entry stands in; none of a contract whose plan the desk file has no more."""
    if contract is None:
        ticket = session.get_one(Ticket, case)
        yield ledger_under(session, desk, without_contract(desk.contracts), None, ticket)
        return
    row: Any = session.get(Contract, contract)
    plan = next((plan for plan in desk.plans if row is not None and plan.name == row.plan), None)
    if plan is not None:
        yield ledger_under(session, desk, agreed(plan, terms_of(row, plan)), contract, None)
