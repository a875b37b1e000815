"""The ledgers of the store: what is recorded under contracts, and of cases under none. Reads only.

The rows become what `ledger` counts: entries with the case that each belongs to by now, as cases are merged, and what
was said yes to. Which contracts there are is for `contracts`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, bindparam, func
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from routing.agreement import Agreement
from routing.contracts import day_of, uses_of
from routing.desk import Desk
from routing.entitlement import Entitled, Entitlement
from routing.ledger import Entry, Ledger, Yes, draw_up
from routing.model import Approval, Ticket, TimeEntry
from routing.standing import Drawn, agreement_of

_TOGETHER = 1000  # contracts or cases that one statement names
_MERGES = 20  # one after the other that are followed

# With each entry the case that its own has become by now, if that was merged.
_TIMES, _TICKETS = TimeEntry.metadata.tables["time_entry"].c, Ticket.metadata.tables["ticket"].c
_OF_ENTRY = (
    *(_TIMES[name] for name in ("id", "ticket_id", "contract_id", "kind", "minutes", "worked_at")),
    _TICKETS.merged_into_id,
)
_ENTRIES = (
    core_select(*_OF_ENTRY)
    .outerjoin_from(_TIMES.id.table, _TICKETS.id.table, _TICKETS.id == _TIMES.ticket_id)
    .order_by(_TIMES.id)
)
_ENTRIES_OF = _ENTRIES.where(_TIMES.ticket_id.in_(bindparam("tickets", expanding=True)))
# Of entries without a contract there are ever more: the way to those of one leads by its cases, not by an index.
_UNNAMED = (
    select(TimeEntry.id)
    .join(Ticket, col(Ticket.id) == TimeEntry.ticket_id)
    .where(
        col(Ticket.contract_id).in_(bindparam("contracts", expanding=True)),
        func.coalesce(TimeEntry.contract_id, -1) == -1,
    )
)
_ENTRIES_UNDER = _ENTRIES.add_columns(func.coalesce(_TIMES.contract_id, _TICKETS.contract_id).label("under")).where(
    _TIMES.contract_id.in_(bindparam("contracts", expanding=True)) | _TIMES.id.in_(_UNNAMED)
)
_MERGED = select(Ticket.id, Ticket.merged_into_id).where(
    col(Ticket.id).in_(bindparam("tickets", expanding=True)), col(Ticket.merged_into_id).is_not(None)
)
_APPROVALS = (
    core_select(Approval.metadata.tables["approval"])
    .where(col(Approval.ticket_id).in_(bindparam("tickets", expanding=True)))
    .order_by(col(Approval.id))
)


def ledger_under(
    session: Session, desk: Desk, agreement: Agreement, contract: int | None, ticket: Ticket | None
) -> Ledger:
    """The ledger of everything recorded under a contract, or under none in one case.

    Time that was recorded before anybody knew whose case it is belongs to the contract that covers the case now; what
    was worked after that has ended stands there, too, but the contract pays for none of it.
    """
    if contract:
        return ledgers_under(session, desk, {contract: agreement})[contract]
    assert ticket is not None
    asked = {"tickets": [ticket.id]}
    rows = [row for row in session.connection().execute(_ENTRIES_OF, asked) if row.contract_id == contract]
    return _ledgers(session, desk, [(agreement, rows)])[0]


def ledgers_under(session: Session, desk: Desk, agreements: Mapping[int, Agreement]) -> Mapping[int, Ledger]:
    """The same of several contracts, by their keys, for little more than one costs."""
    found: dict[int, Ledger] = {}
    for some in _portions(agreements):
        under = {contract: list[Row[Any]]() for contract in some}
        for row in session.connection().execute(_ENTRIES_UNDER, {"contracts": some}):
            under[row.under].append(row)
        wanted = [(agreements[contract], rows) for contract, rows in under.items()]
        found |= zip(under, _ledgers(session, desk, wanted), strict=True)
    return found


def ledgers_without(session: Session, desk: Desk, agreement: Agreement, cases: Iterable[int]) -> list[Ledger]:
    """The same of what was recorded under no contract, in each of these cases."""
    found: list[Ledger] = []
    for some in _portions(cases):
        of_case = {case: list[Row[Any]]() for case in some}
        for row in session.connection().execute(_ENTRIES_OF, {"tickets": some}):
            if row.contract_id is None:
                of_case[row.ticket_id].append(row)
        found += _ledgers(session, desk, [(agreement, rows) for rows in of_case.values()])
    return found


def _portions(keys: Iterable[int]) -> Iterator[list[int]]:
    """As many as one statement may name."""
    rest = iter(keys)
    while some := list(islice(rest, _TOGETHER)):
        yield some


def _ledgers(session: Session, desk: Desk, wanted: Sequence[tuple[Agreement, Sequence[Row[Any]]]]) -> list[Ledger]:
    """Of entries by agreement."""
    case_of = _cases(
        session, {row.ticket_id: row.merged_into_id or row.ticket_id for _, rows in wanted for row in rows}
    )
    said = _approvals(session, {*case_of, *case_of.values()})
    ledgers = []
    for agreement, rows in wanted:
        cases = {row.ticket_id: case_of[row.ticket_id] for row in rows}
        entries = [_entry(desk, agreement, row, cases[row.ticket_id]) for row in rows]
        ledgers.append(draw_up(agreement, entries, _yes(said, cases)))
    return ledgers


def _entry(desk: Desk, agreement: Agreement, row: Row[Any], case: int) -> Entry:
    day, end = day_of(desk, row.worked_at), agreement.ends_on
    covered = bool(row.contract_id) or end is None or day <= end
    return Entry(row.id or 0, case, day, row.kind, row.minutes, covered)


def _approvals(session: Session, tickets: Collection[int]) -> Mapping[int, Sequence[Row[Any]]]:
    """What was said yes to, by ticket."""
    said = defaultdict[int, list[Row[Any]]](list)
    for some in _portions(tickets):
        for row in session.connection().execute(_APPROVALS, {"tickets": some}):
            said[row.ticket_id].append(row)
    return said


def _yes(said: Mapping[int, Sequence[Row[Any]]], case_of: Mapping[int, int]) -> list[Yes]:
    """What was said yes to in some cases, and in those that they were merged into, in order."""
    rows = (row for ticket in {*case_of, *case_of.values()} for row in said.get(ticket, ()))
    return [
        Yes(
            case_of.get(row.ticket_id, row.ticket_id),
            row.minutes,
            Decimal(row.rate) if row.rate else None,
            row.severity,
        )
        for row in sorted(rows, key=attrgetter("id"))
    ]


def _cases(session: Session, case_of: Mapping[int, int]) -> Mapping[int, int]:
    """Each ticket's key -> that of the case it is: merged ones are another name of their target.

    `case_of` goes one merge far.
    """
    latest = {case for key, case in case_of.items() if case != key}
    for _ in range(_MERGES if latest else 0):
        rows = session.connection().execute(_MERGED, {"tickets": latest}) if latest else ()
        into = {key: target for key, target in rows}  # noqa: C416 - rows are no pairs
        case_of = {key: into.get(case, case) for key, case in case_of.items()}
        latest = set(into.values())
    return case_of


def drawn_of(session: Session, desk: Desk, entitlement: Entitlement, ticket: Ticket | None, day: date) -> Drawn:
    """What a case has used, and what its contract has; `ticket` None: a case that is about to be opened."""
    agreement = agreement_of(entitlement, desk.contracts)
    if not isinstance(entitlement, Entitled) or entitlement.terms is None:
        return Drawn(included_left=agreement.included_minutes)
    used = uses_of(session, desk, entitlement.terms, agreement, day)
    if agreement.included_minutes is None and not agreement.account_minutes:
        return Drawn(used)
    if ticket is None and not (entitlement.contract_id and agreement.account_minutes):
        return Drawn(used, agreement.included_minutes)  # of which a case that is not there yet has drawn nothing
    ledger = ledger_under(session, desk, agreement, entitlement.contract_id, ticket)
    left = ledger.included_left(ticket.id or 0) if ticket is not None else agreement.included_minutes
    return Drawn(used, left, ledger.account_on(day))
