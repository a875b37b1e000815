"""All figures of a digest, gathered from the store for what one reader may see.

Whoever sees some products sees their cases, mailboxes and contracts; whoever sees some regions, the cases and contracts
of the organisations there and below, and nothing that cannot be told by region: mailboxes, floods, quarantine. Reads
only, in one transaction, so that all figures are of one moment.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from routing import arrivals, contract_figures
from routing.customers import Customers
from routing.desk import Desk, Manager
from routing.figures import Figures, Scope
from routing.replay import play
from routing.tally import DAYS, Tally


def scope_of(manager: Manager) -> Scope:
    """What the desk file lets a manager see."""
    return Scope(tuple(sorted(manager.products)), tuple(sorted(manager.regions)))


def gather(session: Session, desk: Desk, scope: Scope, since: datetime, until: datetime, stand: datetime) -> Figures:
    """What happened from `since` to `until`, and how everything stands at `stand`: later than both, or long ago.

    Moments are aware. What happened after `stand` is not looked at, but in what mailboxes, quarantine and contracts
    say, of which only today is known.
    """
    customers = Customers(session, desk)
    organisations = customers.below(scope.regions) if scope.regions else None
    tally = Tally(desk, customers.names, since, until)
    first = min(since, until - timedelta(days=DAYS))
    here = (scope.products, organisations)
    for case in play(session, desk, customers, first, stand, *here, lately=since):
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
        unapproved=contract_figures.unapproved(session, desk, since, until, *here),
    )
