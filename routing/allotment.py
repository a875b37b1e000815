"""Who gets the cases of the store: its rows become the facts of `routing.assign`, and the choice a case's owner.

`Allotment` lives as long as one transaction: what it reads once (the load of everybody) it keeps up to date itself.
Who is on leave is stood in for: new cases go to his substitute at once, and of his old ones the substitute hears as
soon as the customer writes (GEN-12). What becomes of a case whose engineer is silent is for `bridging`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func
from sqlmodel import Session, col, select

from routing import tickets
from routing.assign import Choice, Ties, choose
from routing.desk import Desk
from routing.model import Contract, Ticket, TicketState
from routing.presence import on_leave, stand_in
from routing.rota import Rota
from routing.submission import Severity

# What an open case weighs: an urgent one is work now, of one that waits for others little is left to do.
_URGENT, _ORDINARY, _RESTING = 2.0, 1.0, 0.25
_LONGEST_NUMBER = 9  # digits of a case number

# Built once: building a statement costs several times what SQLite takes to answer it.
_OWNER = select(Ticket.owner).where(
    col(Ticket.desk) == bindparam("desk"),
    col(Ticket.owner).in_(bindparam("team", expanding=True)),
    col(Ticket.id) != bindparam("this"),
)
_LAST = _OWNER.where(col(Ticket.product).is_not_distinct_from(bindparam("product"))).order_by(col(Ticket.id).desc())
_LATEST = select(
    _LAST.where(col(Ticket.contact_id) == bindparam("contact")).limit(1).scalar_subquery().label("contact"),
    _LAST.where(col(Ticket.organisation_id) == bindparam("organisation")).limit(1).scalar_subquery().label("firm"),
)
# A number is no secret: only a case of the same people says anything about who should have this one.
_NUMBERED = _OWNER.where(
    col(Ticket.number) == bindparam("number"),
    (col(Ticket.contact_id) == bindparam("contact")) | (col(Ticket.organisation_id) == bindparam("organisation")),
)
_NOT_CLOSED = [state for state in TicketState if state is not TicketState.CLOSED]  # so that the index of states serves
_LOAD = (
    select(
        Ticket.owner,
        func.sum(
            case(
                (col(Ticket.state) != TicketState.OPEN, _RESTING),
                (col(Ticket.critical) | col(Ticket.severity).in_((Severity.CRITICAL, Severity.HIGH)), _URGENT),
                else_=_ORDINARY,
            )
        ),
    )
    .where(
        col(Ticket.desk) == bindparam("desk"),
        col(Ticket.state).in_(_NOT_CLOSED),
        col(Ticket.owner).in_(bindparam("team", expanding=True)),
    )
    .group_by(col(Ticket.owner))
)


@dataclass(frozen=True, slots=True)
class Matter:
    """What of a case says who should have it; keys are those of the store, None where there is none."""

    product: str | None
    language: str | None
    contact: int | None = None
    organisation: int | None = None
    contract: int | None = None
    related: str | None = None  # the number of an earlier case, as the mail writes it
    this: int = 0  # the case itself, which is no earlier one


def load_of(session: Session, desk: Desk) -> dict[str, float]:
    """The open cases of everybody who has any, weighed."""
    team = [engineer.name for engineer in desk.engineers]
    return {name: float(load) for name, load in session.execute(_LOAD, {"desk": desk.name, "team": team})}


def ties_of(session: Session, desk: Desk, matter: Matter) -> Ties:
    """Who of the desk has to do with the customer already."""
    known: dict[str, Any] = {
        "desk": desk.name,
        "team": [engineer.name for engineer in desk.engineers],
        "this": matter.this,
        "product": matter.product,
        "contact": matter.contact,
        "organisation": matter.organisation,
    }
    contract = session.get(Contract, matter.contract) if matter.contract is not None else None
    number = (matter.related or "").lstrip("#")
    numbered = number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER
    ask = session.connection().execute
    latest = ask(_LATEST, known).one()
    return Ties(
        dedicated=contract.engineer if contract is not None else None,
        related=ask(_NUMBERED, {**known, "number": int(number)}).scalar() if numbered else None,
        contact=latest.contact,
        organisation=latest.firm,
    )


def allot(session: Session, desk: Desk, matter: Matter, load: Mapping[str, float], now: datetime) -> Choice:
    """Choose for such a case; reads only."""
    return choose(
        desk.engineers,
        product=matter.product,
        language=matter.language,
        load=load,
        now=now,
        ties=ties_of(session, desk, matter),
        bridged=desk.bridge_minutes is not None,
    )


class Allotment:
    """Gives cases to engineers within one transaction."""

    def __init__(self, session: Session, desk: Desk, now: datetime) -> None:
        """`now` is when the decisions are made."""
        self._session = session
        self._desk = desk
        self._now = now
        self._known_load: dict[str, float] | None = None

    def assign(self, ticket: Ticket, *, history: bool) -> None:
        """Choose who gets a case, and give it to him."""
        choice = self._woken(ticket) if not history else None
        if choice is None:
            choice = allot(self._session, self._desk, matter_of(ticket), self._load, self._now)
        tickets.assign(self._session, ticket, choice.engineer, choice.reasons, history=history, now=self._now)
        if choice.engineer is not None:
            self._load[choice.engineer] = self._load.get(choice.engineer, 0.0) + _ORDINARY

    def _woken(self, ticket: Ticket) -> Choice | None:
        """GEN-03: who is on call takes what is critical, whatever his products."""
        woken = Rota(self._desk, None, critical=ticket.critical).on_call(self._now)
        return Choice(woken[0].name, (f"{woken[0].name} is on call, and it is critical",)) if woken else None

    def watcher(self, product: str, language: str | None) -> str | None:
        """Who of another product's people reads along (PRO-01)."""
        return allot(self._session, self._desk, Matter(product, language), self._load, self._now).engineer

    def look_after(self, ticket: Ticket) -> None:
        """The customer wrote: whoever has left the desk has no cases, and who is on leave is stood in for."""
        if ticket.owner is None:
            return
        owner = next((e for e in self._desk.engineers if e.name == ticket.owner), None)
        if owner is None:
            self.assign(ticket, history=False)
            return
        leave = on_leave(owner, self._now)
        other = stand_in(owner, self._desk.engineers, self._now) if leave is not None else None
        if leave is not None and other is not None:
            why = f"{owner.name} is away until {leave.last}; {other.name} stands in"
            tickets.let_watch(self._session, ticket, other, (why,), self._now)

    @property
    def _load(self) -> dict[str, float]:
        if self._known_load is None:
            self._known_load = load_of(self._session, self._desk)
        return self._known_load


def matter_of(ticket: Ticket) -> Matter:
    """A case's own."""
    return Matter(
        product=ticket.product,
        language=ticket.language,
        contact=ticket.contact_id,
        organisation=ticket.organisation_id,
        contract=ticket.contract_id,
        related=_text(ticket.details.get("related_case")),
        this=ticket.id or 0,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
