"""What a case may draw on and what became of its minutes, as `intake show` prints it (GEN-04, JOH-03, NTI-04).

For people in a terminal of 80 columns; `plain_money` is the same for programs, amounts as decimal text. Reads rows and
decides nothing: `routing.balance` has drawn up the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from intake.console import local

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from routing.balance import Balance
    from routing.desk import Desk
    from routing.ledger import Line
    from routing.model import Approval, Ticket, TimeEntry


class Money:
    """The time entries and approvals of one case, with its balance."""

    def __init__(self, session: Session, desk: Desk, ticket: Ticket, now: datetime) -> None:
        """Reads them."""
        from sqlmodel import col, select

        from routing.balance import balance_of
        from routing.model import Approval, TimeEntry

        entries = select(TimeEntry).where(TimeEntry.ticket_id == ticket.id).order_by(col(TimeEntry.id))
        given = select(Approval).where(Approval.ticket_id == ticket.id).order_by(col(Approval.id))
        self.desk = desk
        self.entries: Sequence[TimeEntry] = session.exec(entries).all()
        self.approvals: Sequence[Approval] = session.exec(given).all()
        self.balance: Balance = balance_of(session, desk, ticket, now)

    def lines_of(self, entry: TimeEntry) -> list[Line]:
        """What became of an entry; nothing where it was recorded under another contract, or rounded into one before."""
        return [line for line in self.balance.ledger.lines if line.entry.number == entry.id]


def money_lines(money: Money) -> Iterator[str]:
    """The lines to print; none where nothing is counted and nothing was recorded."""
    yield from _contract(money.balance)
    zone, currency = money.desk.calendar.zone, money.balance.agreement.currency or ""
    for entry in money.entries:
        became = ", ".join(
            f"{line.minutes} {line.pot}" + (f" = {line.amount} {currency}".rstrip() if line.amount is not None else "")
            for line in money.lines_of(entry)
        )
        said = f": {entry.text}" if entry.text else ""
        when = local(entry.worked_at, zone)
        yield f"{when}  {entry.engineer} {entry.minutes} min ({entry.kind}){said}" + (f" -> {became}" if became else "")
    for one in money.approvals:
        price = f" at {one.rate} {one.currency or ''}".rstrip() if one.rate else ""
        yield f"{local(one.given_at, zone)}  {one.address} approves paid work{price} ({one.message_id})"


def _contract(balance: Balance) -> Iterator[str]:
    agreement = balance.agreement
    if agreement.included_minutes:
        yield f"{balance.included_left} of {agreement.included_minutes} included minutes left"
    if agreement.account_minutes:
        until = f" until {agreement.account_until}" if agreement.account_until else ""
        yield f"{balance.account} of {agreement.account_minutes} prepaid minutes left{until}"
    if balance.unapproved:
        yield f"{balance.unapproved} minutes are not approved: nobody is billed for them"
    for use in balance.uses:
        of = f" of {use.limit}" if use.limit is not None else ""
        yield f"{use.used}{of} {use.channel} cases of this year"


def plain_money(money: Money) -> dict[str, Any]:
    """The same as JSON."""
    balance = money.balance
    return {
        "contract": balance.agreement.contract_id,
        "included_left": balance.included_left,
        "account": balance.agreement.account_minutes or None,
        "account_left": balance.account,
        "account_until": balance.account_until.isoformat() if balance.account_until else None,
        "minutes": balance.minutes,
        "billable": balance.billable,
        "unapproved": balance.unapproved,
        "amount": str(balance.amount),
        "currency": balance.agreement.currency,
        "quotas": [{"channel": use.channel, "used": use.used, "limit": use.limit} for use in balance.uses],
        "entries": [
            {
                "at": entry.worked_at.isoformat(),
                "engineer": entry.engineer,
                "kind": entry.kind,
                "channel": entry.channel,
                "minutes": entry.minutes,
                "text": entry.text,
                "became": [
                    {
                        "pot": line.pot.value,
                        "minutes": line.minutes,
                        "amount": str(line.amount) if line.amount else None,
                    }
                    for line in money.lines_of(entry)
                ],
            }
            for entry in money.entries
        ],
        "approvals": [
            {"at": one.given_at.isoformat(), "address": one.address, "message_id": one.message_id, "text": one.text}
            for one in money.approvals
        ],
    }
