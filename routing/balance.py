"""How a case and its contract stand: minutes and money as the ledger has them, for people to read (JOH-03, NTI-04).

Reads only, and takes the contract that the case is worked under, also if it has ended meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from routing.agreement import Agreement, agreed
from routing.contracts import PURCHASE, day_of, terms_once, uses_of
from routing.desk import Desk, Without
from routing.entitlement import Entitled
from routing.ledger import Ledger, Pot
from routing.ledgers import ledger_under, ledgers_under
from routing.model import Contract, Organisation, Ticket
from routing.prospect import entitlement_of
from routing.quotas import Use
from routing.standing import agreement_of
from routing.terms import Terms


@dataclass(frozen=True, slots=True)
class Balance:
    """Minutes of one case, and what its contract still has. A customer may read all of it, watchers none (GEN-17)."""

    ledger: Ledger
    case: int
    uses: tuple[Use, ...] = ()  # of the contract's quotas, in this package year

    @property
    def agreement(self) -> Agreement:
        """By which it is counted."""
        return self.ledger.agreement

    @property
    def minutes(self) -> int:
        """Of the case, rounded as agreed."""
        return self.ledger.minutes(case=self.case)

    @property
    def unapproved(self) -> int:
        """Minutes of the case that nobody may be billed for."""
        return self.ledger.minutes(Pot.UNAPPROVED, self.case)

    @property
    def billable(self) -> int:
        """Minutes of the case that the customer pays for."""
        return self.ledger.minutes(Pot.BILLABLE, self.case)

    @property
    def drawn(self) -> int:
        """Minutes of the case that came out of the account."""
        return self.ledger.minutes(Pot.ACCOUNT, self.case)

    @property
    def amount(self) -> Decimal:
        """Their price, as far as rates are agreed."""
        return self.ledger.amount(self.case)

    @property
    def included_left(self) -> int | None:
        """Included minutes that the case still has; None: all are."""
        return self.ledger.included_left(self.case)

    @property
    def account(self) -> int | None:
        """Minutes that the account has left; None without one."""
        return self.ledger.account_left if self.agreement.account_minutes else None

    @property
    def account_until(self) -> date | None:
        """Its last day."""
        return self.agreement.account_until


def balance_of(session: Session, desk: Desk, ticket: Ticket, now: datetime) -> Balance:
    """The balance of a case."""
    found = _contract(session, desk, ticket)
    if found is None:
        return _without(session, desk, ticket, now)
    return _under(session, desk, ticket, found, ledgers_under(session, desk, _agreements([found])), now)


def counted(session: Session, desk: Desk, asked: Sequence[tuple[Ticket, datetime]]) -> list[Balance | None]:
    """The same of many cases, each at its moment, where anything is counted: with one statement for their contracts.

    None where all is included, and of somebody nobody knows.
    """
    found = [_contract(session, desk, ticket) if ticket.organisation_id is not None else None for ticket, _ in asked]
    counting = [one for one in found if one is not None and _counts(one[1])]
    ledgers = ledgers_under(session, desk, _agreements(counting))
    balances: list[Balance | None] = []
    for (ticket, now), contract in zip(asked, found, strict=True):
        if ticket.organisation_id is None or (contract is None and desk.contracts.without is not Without.RATE):
            balances.append(None)
        elif contract is None:
            balances.append(_without(session, desk, ticket, now))
        else:
            counts = _counts(contract[1])
            balances.append(_under(session, desk, ticket, contract, ledgers, now) if counts else None)
    return balances


def agreement_for(session: Session, desk: Desk, ticket: Ticket, now: datetime) -> Agreement:
    """By which the balance of a case is counted, for who asks for no figure."""
    found = _contract(session, desk, ticket)
    return found[1] if found is not None else _unbound(session, desk, ticket, now)[0]


def _agreements(contracts: Iterable[tuple[Terms, Agreement]]) -> dict[int, Agreement]:
    return {terms.contract_id: agreement for terms, agreement in contracts}


def _counts(agreement: Agreement) -> bool:
    return agreement.included_minutes is not None or bool(agreement.quotas)


def _under(
    session: Session,
    desk: Desk,
    ticket: Ticket,
    contract: tuple[Terms, Agreement],
    ledgers: Mapping[int, Ledger],
    now: datetime,
) -> Balance:
    """Of a case that has a contract."""
    terms, agreement = contract
    uses = uses_of(session, desk, terms, agreement, day_of(desk, now))
    return Balance(ledgers[terms.contract_id], ticket.id or 0, uses)


def _without(session: Session, desk: Desk, ticket: Ticket, now: datetime) -> Balance:
    """Of a case that has none, or one whose plan has left the desk file."""
    agreement, under = _unbound(session, desk, ticket, now)
    return Balance(ledger_under(session, desk, agreement, under, ticket), ticket.id or 0)


def _unbound(session: Session, desk: Desk, ticket: Ticket, now: datetime) -> tuple[Agreement, int | None]:
    """What is agreed with who has no contract, and under what his time stands: `PURCHASE`, or the case alone."""
    organisation = session.get(Organisation, ticket.organisation_id) if ticket.organisation_id else None
    entitlement = entitlement_of(session, desk, organisation, ticket.product, now)
    bought = isinstance(entitlement, Entitled) and entitlement.contract_id == PURCHASE
    return agreement_of(entitlement, desk.contracts), PURCHASE if bought else None


def contract_today(session: Session, desk: Desk, ticket: Ticket, now: datetime) -> int | None:
    """Under which contract time is recorded: the one that covers the case today, `PURCHASE`, or None."""
    organisation = session.get(Organisation, ticket.organisation_id) if ticket.organisation_id else None
    found = entitlement_of(session, desk, organisation, ticket.product, now)
    return found.contract_id if isinstance(found, Entitled) else None


def _contract(session: Session, desk: Desk, ticket: Ticket) -> tuple[Terms, Agreement] | None:
    """The case's own contract; None without one, or where its plan has left the desk file."""
    row = session.get(Contract, ticket.contract_id) if ticket.contract_id else None
    plan = next((plan for plan in desk.plans if row is not None and plan.name == row.plan), None)
    if row is None or plan is None:
        return None
    terms = terms_once(session, row, plan)
    return terms, agreed(plan, terms)
