"""The clocks of a case in the store: its rows become the values that `clocks` reads.

`clocks_of` reads and changes nothing. `refresh` keeps `Ticket.respond_by`, by which lists are sorted, in the caller's
transaction; nobody else may take that column for the truth, as it is as old as the case's latest event. Decides
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from routing.clocks import Clock, clocks, response_clock, waiting_clock
from routing.contracts import contracts_of
from routing.desk import Desk
from routing.events import Told, events_of, events_of_all
from routing.facts import Fact
from routing.model import EventKind, Organisation, Ticket
from routing.submission import Category, Severity
from routing.targets import Agreements, Matter

_AGREED = "intake_agreed"  # where a session keeps what was agreed with whom, and what was found of it already

_ABSORBED = select(Ticket).where(
    col(Ticket.desk) == bindparam("desk"),
    col(Ticket.number) == bindparam("number"),
    col(Ticket.merged_into_id) == bindparam("into"),
)


def clocks_of(
    session: Session, desk: Desk, ticket: Ticket, now: datetime, facts: Sequence[Fact] | None = None
) -> tuple[Clock, ...]:
    """Every clock that a case has had until `now`, in the order in which they began; `facts` if they are known."""
    facts = facts if facts is not None else facts_of(session, desk, ticket)
    agreements = agreements_of(session, desk, ticket)
    return clocks(ticket.opened_at, at_first(ticket, facts), facts, agreements, now)


def waiting_clock_of(
    session: Session, desk: Desk, ticket: Ticket, now: datetime, facts: Sequence[Fact] | None = None
) -> Clock | None:
    """The clock of the answer that somebody waits for; None where nobody does. `facts` if they are known."""
    facts = facts if facts is not None else facts_of(session, desk, ticket)
    return waiting_clock(ticket.opened_at, at_first(ticket, facts), facts, agreements_of(session, desk, ticket), now)


def agreements_of(session: Session, desk: Desk, ticket: Ticket) -> Agreements:
    """What was ever agreed with the customer of a case."""
    organisation = session.get(Organisation, ticket.organisation_id) if ticket.organisation_id else None
    name = organisation.name if organisation else None
    found = Agreements(name, contracts_of(session, desk, organisation), desk.plans, desk.calendar)
    known: dict[int | None, Agreements] = session.info.setdefault(_AGREED, {})
    if known.get(ticket.organisation_id) != found:
        known[ticket.organisation_id] = found
    return known[ticket.organisation_id]


def refresh(session: Session, desk: Desk, ticket: Ticket, now: datetime) -> None:
    """Note until when somebody is owed an answer; nothing while we wait, or nothing is promised."""
    due = _owed(waiting_clock_of(session, desk, ticket, now))
    if due != ticket.respond_by:
        ticket.respond_by = due
        session.add(ticket)


def owed_by(found: Iterable[Clock]) -> datetime | None:
    """Until when somebody is owed an answer, by the clocks of his case; None while we wait, or nothing is promised."""
    return _owed(response_clock(found))


def _owed(clock: Clock | None) -> datetime | None:
    return clock.due if clock is not None and clock.runs else None


def facts_of(session: Session, desk: Desk, ticket: Ticket) -> tuple[Fact, ...]:
    """Everything that became of a case so far, in order."""
    return tuple(facts_from(session, desk, ticket, events_of(session, ticket)))


def histories_of(session: Session, desk: Desk, tickets: Iterable[Ticket]) -> dict[int, tuple[Fact, ...]]:
    """The same of many cases, by key: with one statement for all of them."""
    by_key = {ticket.id: ticket for ticket in tickets if ticket.id is not None}
    found = events_of_all(session, by_key.keys())
    return {key: tuple(facts_from(session, desk, by_key[key], events)) for key, events in found.items()}


def facts_from(session: Session, desk: Desk, ticket: Ticket, rows: Iterable[Told]) -> Iterator[Fact]:
    """The events of a case as facts."""
    for seq, kind, at, actor, payload, message, _ in rows:
        since = None
        if kind is EventKind.SPLIT and "from" in payload:
            since = ticket.opened_at
        elif kind is EventKind.MERGED and "absorbed" in payload:
            since = _owed_since(session, desk, ticket, payload["absorbed"], at)
        elif kind is EventKind.OPENED and "critical" not in payload:  # was written before openings said so
            payload = {**payload, "critical": ticket.critical}  # noqa: PLW2901 - the row stays as it is
        yield Fact(seq, kind.value, at, actor, payload, message, since)


def _owed_since(session: Session, desk: Desk, ticket: Ticket, number: int, at: datetime) -> datetime | None:
    """Since when the customer of a case that was merged into this waited for an answer; None where he did not.

    A merge that was undone leaves its fact here, but not the case's new name.
    """
    params = {"desk": ticket.desk, "number": number, "into": ticket.id}
    absorbed = session.exec(_ABSORBED, params=params).first()
    if absorbed is None:
        return None
    before = [fact for fact in facts_of(session, desk, absorbed) if fact.kind != "merged" or "into" not in fact.payload]
    agreements = Agreements(None, (), (), desk.calendar)
    owed = waiting_clock(absorbed.opened_at, at_first(absorbed, before), before, agreements, at)
    return owed.begun if owed is not None else None


def at_first(ticket: Ticket, facts: Sequence[Fact]) -> Matter:
    """What a case was about before anybody changed it."""
    changes = [fact.payload for fact in facts if fact.kind == "changed"]
    return Matter(
        Category(_before(changes, "category", ticket.category)),
        Severity(_before(changes, "severity", ticket.severity)),
        _before(changes, "product", ticket.product),
    )


def _before(changes: Iterable[Mapping[str, Any]], what: str, now: Any) -> Any:  # noqa: ANN401 - as the payload has it
    """What the first change of something found; changes that were undone found it, too."""
    return next((change["before"] for change in changes if change["what"] == what), now)
