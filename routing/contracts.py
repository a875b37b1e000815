"""Contracts in the store: which an organisation has, and what of their quotas has been used. Reads only.

A unit has the contracts of those above it (NET-09), and a licence bought lately may do instead of one (PRO-03). What
it all comes to is for `entitlement` and `standing`, which are pure, and for `ledgers`; who may ask is for `askers`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row, bindparam, func
from sqlmodel import Session, col, select

from routing.agreement import Agreement
from routing.desk import Desk, Plan
from routing.model import Contract, Licence, Organisation, Ticket, TicketState
from routing.quotas import Use, uses
from routing.terms import Own, Terms, last_day, later, package_year
from routing.tree import DEEPEST

ContractRow = Contract | Row[Any]  # or all columns of its table
PURCHASE = 0  # stands for the contract where a licence bought lately does instead of one
_DAY = timedelta(days=1)
_RECORDS, _TERMS = "intake_records", "intake_terms"  # where a session keeps what it has read

_FIRMS = select(Organisation).where(col(Organisation.id).in_(bindparam("organisations", expanding=True)))
_CONTRACTS = (
    select(Contract)
    .where(col(Contract.organisation_id).in_(bindparam("organisations", expanding=True)))
    .order_by(col(Contract.id))
)
_LICENCES = (
    select(Licence)
    .where(
        col(Licence.organisation_id).in_(bindparam("organisations", expanding=True)),
        col(Licence.purchased_on).is_not(None),
    )
    .order_by(col(Licence.id))
)
_SOLVED = (
    select(Ticket.channel, func.count())
    .where(
        col(Ticket.contract_id) == bindparam("contract"),
        col(Ticket.state) == TicketState.CLOSED,
        col(Ticket.channel).is_not(None),
        col(Ticket.merged_into_id).is_(None),
        col(Ticket.closed_at) >= bindparam("since"),
        col(Ticket.closed_at) < bindparam("until"),
    )
    .group_by(col(Ticket.channel))
)


# -- which


@dataclass(frozen=True, slots=True)
class _Records:
    """What a session has read of an organisation. The rows are kept, or the session would forget and read them anew."""

    desk: Desk
    organisation: Organisation
    rows: Sequence[Contract]
    terms: Sequence[Terms]


def contracts_of(session: Session, desk: Desk, organisation: Organisation | None) -> Sequence[Terms]:
    """Every contract of an organisation and of those above it, also those that ended; and what it bought lately.

    Read once in a session, whose batch may ask for each of its mails: whoever changes contracts asks in another one.
    """
    if organisation is None or organisation.id is None:
        return ()
    known = _known(session)
    found = known.get(organisation.id)
    if found is None or found.desk is not desk:
        _read_contracts(session, desk, [organisation])
    return known[organisation.id].terms


def read_ahead(session: Session, desk: Desk, organisations: Iterable[int | None]) -> None:
    """The same for many, by their keys: what a batch will ask for one by one costs a few statements then."""
    known = _known(session)
    level = {key for key in organisations if key is not None and (key not in known or known[key].desk is not desk)}
    wanted, tree = level, dict[int, Organisation]()
    for _ in range(DEEPEST):
        if level:
            tree |= {row.id: row for row in session.exec(_FIRMS, params={"organisations": level}) if row.id is not None}
            level = {row.parent_id for row in tree.values() if row.parent_id is not None} - tree.keys()
    _read_contracts(session, desk, [tree[key] for key in wanted if key in tree])


def _read_contracts(session: Session, desk: Desk, organisations: Sequence[Organisation]) -> None:
    lines = [(one, line_of(session, one)) for one in organisations]
    keys = {"organisations": {key for _, line in lines for key in line}}
    plans = {plan.name: plan for plan in desk.plans}
    free = [plan for plan in desk.plans if plan.free_months is not None]
    contracts, licences = defaultdict[int, list[Contract]](list), defaultdict[int, list[Licence]](list)
    for row in session.exec(_CONTRACTS, params=keys) if lines else ():
        contracts[row.organisation_id].append(row)
    for licence in session.exec(_LICENCES, params=keys) if lines and free else ():
        licences[licence.organisation_id].append(licence)
    for one, line in lines:
        rows = [row for key in line for row in contracts[key]]
        terms = [terms_once(session, row, plans.get(row.plan)) for row in rows]
        bought_ones = [row for key in line for row in licences[key]]
        for plan in free:
            terms += [bought(plan, row.product, row.purchased_on) for row in bought_ones if row.purchased_on]
        _known(session)[line[0]] = _Records(desk, one, rows, tuple(terms))


def _known(session: Session) -> dict[int, _Records]:
    """What a session has read so far, by organisation."""
    known: dict[int, _Records] = session.info.setdefault(_RECORDS, {})
    return known


def line_of(session: Session, organisation: Organisation) -> list[int]:
    """The keys of an organisation and of those above it, nearest first."""
    line: list[int] = []
    here: Organisation | None = organisation
    while here is not None and here.id is not None and here.id not in line and len(line) < DEEPEST:
        line.append(here.id)
        here = session.get(Organisation, here.parent_id) if here.parent_id else None
    return line


def terms_once(session: Session, row: Contract, plan: Plan | None) -> Terms:
    """`terms_of`, reckoned once in a session, as for `contracts_of`."""
    known: dict[int | None, tuple[Contract, Plan | None, Terms]] = session.info.setdefault(_TERMS, {})
    found = known.get(row.id)
    if found is None or found[0] is not row or found[1] is not plan:
        found = known[row.id] = row, plan, terms_of(row, plan)
    return found[2]


def terms_of(row: ContractRow, plan: Plan | None) -> Terms:
    """A contract's row as a value; what it leaves open about its dates is as its plan has it (None: gone)."""
    ends_on = row.ends_on
    if ends_on is None and plan is not None and plan.months is not None:
        ends_on = later(row.starts_on, plan.months) - _DAY
    renews = row.renews if row.renews is not None else plan is not None and plan.renews
    renewing = renews and ends_on is not None
    notice = row.notice_months if row.notice_months is not None else (plan.notice_months if plan else None)
    terms = Terms(
        contract_id=row.id or 0,
        plan=row.plan,
        products=tuple(row.products),
        starts_on=row.starts_on,
        ends_on=None if renewing else ends_on,
        targets=row.targets,
        period_ends_on=ends_on if renewing else None,
        renewal_months=row.renewal_months or (plan.renewal_months if plan else 12),
        notice_months=notice,
        number=row.number,
        own=_own(row),
    )
    end = last_day(terms, row.cancelled_on)
    if not renewing or end is None:
        return terms
    return replace(terms, ends_on=end)


def _own(row: ContractRow) -> Own:
    return Own(
        included_minutes=row.included_minutes,
        account_minutes=row.account_minutes,
        account_until=row.account_until,
        step_minutes=row.step_minutes,
        least_minutes=row.least_minutes,
        contacts=row.contacts,
        channels=tuple(row.channels),
        quotas=MappingProxyType(dict(row.quotas)),
        rates=MappingProxyType({name: Decimal(rate) for name, rate in row.rates.items()}),
        currency=row.currency,
        engineer=row.engineer,
    )


def bought(plan: Plan, product: str | None, day: date) -> Terms:
    """PRO-03: free for some months from the purchase of a licence; of one whose product is not known, for all."""
    ends_on = later(day, plan.free_months or 0) - _DAY
    return Terms(PURCHASE, plan.name, (product,) if product else (), day, ends_on)


def day_of(desk: Desk, at: datetime) -> date:
    """The desk's day."""
    return at.astimezone(desk.calendar.zone).date()


# -- what is used


def uses_of(session: Session, desk: Desk, terms: Terms, agreement: Agreement, day: date) -> tuple[Use, ...]:
    """What of its quotas a contract has used in the package year of a day (NET-04)."""
    if not agreement.quotas or not terms.contract_id:
        return ()
    first, last = package_year(terms.starts_on, day)
    zone = desk.calendar.zone
    bounds = {name: datetime.combine(one, time.min, zone) for name, one in (("since", first), ("until", last + _DAY))}
    rows = session.connection().execute(_SOLVED, {"contract": terms.contract_id, **bounds})
    counted: Mapping[str, int] = {channel: number for channel, number in rows}  # noqa: C416 - rows are no pairs
    return uses(agreement.quotas, counted, agreement.channels)
