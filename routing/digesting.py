"""All figures of a digest, gathered from the store for what one reader may see.

Whoever sees some products sees their cases, mailboxes and contracts; whoever sees some regions, the cases and contracts
of the organisations there and below, and nothing that cannot be told by region: mailboxes, floods, quarantine. Reads
only, in one transaction, so that all figures are of one moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from sqlmodel import Session

from routing import arrivals, contract_figures
from routing.customers import Customers
from routing.desk import Desk, Manager
from routing.figures import Figures, Scope
from routing.lives import Lives
from routing.replay import play
from routing.tally import DAYS, Tally


def scope_of(manager: Manager) -> Scope:
    """What the desk file lets a manager see."""
    return Scope(tuple(sorted(manager.products)), tuple(sorted(manager.regions)))


@dataclass(frozen=True, slots=True)
class Known:
    """What several who look at one desk at one moment need not read again: its customers, and the lives of cases."""

    customers: Customers
    lives: Lives

    @classmethod
    def of(cls, session: Session, desk: Desk) -> Self:
        """Reads the customers; the lives are read as they are asked for. For one transaction."""
        customers = Customers(session, desk)
        return cls(customers, Lives(session, desk, customers.agreements))


def gather(
    session: Session,
    desk: Desk,
    scope: Scope,
    since: datetime,
    until: datetime,
    stand: datetime,
    known: Known | None = None,
) -> Figures:
    """What happened from `since` to `until`, and how everything stands at `stand`: later than both, or long ago.

    Moments are aware. What happened after `stand` is not looked at, but in what mailboxes, quarantine and contracts
    say, of which only today is known.
    """
    known = known or Known.of(session, desk)
    customers = known.customers
    organisations = customers.below(scope.regions) if scope.regions else None
    tally = Tally(desk, customers.names, since, until)
    first = min(since, until - timedelta(days=DAYS))
    here = (scope.products, organisations)
    for case in play(session, desk, known.lives, first, stand, *here, lately=since):
        tally.add(case)
    today = stand.astimezone(desk.calendar.zone).date()
    return Figures(
        since=since,
        until=until,
        stand=stand,
        cases=tally.counted(),
        mailboxes=() if scope.regions else arrivals.mailboxes(session, desk, since, until, scope.products),
        floods=arrivals.floods(session, desk, since, until) if scope.whole else (),
        quarantined=arrivals.quarantined(session, desk) if scope.whole else None,
        terms=contract_figures.ending(customers, today, desk.digests.contract_days, *here),
        accounts=contract_figures.low(session, desk, customers, today, *here),
        unapproved=contract_figures.unapproved(session, desk, customers, since, until, *here),
    )
