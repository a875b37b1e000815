"""What is to be said beside the threads of cases: decided here, kept once each, worded by `notifier`.

`announce_contracts` looks at every contract, once a day; `announce_contract` at one whose use has just changed, in the
caller's transaction. `tell_office` and `inform` are about a case that opens (PRO-13, PRO-04). Whatever was decided
before is passed over by a UNIQUE constraint, so a restart, a second process or a clock that steps back says nothing
twice. Who has left the records is not written to; without an office the leads hear.

`said` has for every kind `organisation`, `plan`, `contract` (its number, or null), `name` and `language` of the
recipient; for news of contracts also what `routing.renewals` lists, for a case `number`, `subject`, `mailbox`, and
`sender` where the office hears.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import bindparam
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from routing.agreement import account_of, agreed
from routing.askers import leaders_of_all
from routing.contracts import ContractRow, contracts_of, day_of, terms_of, uses_of
from routing.db import AlreadyDone, Unavailable
from routing.desk import Desk, Engineer, Plan
from routing.ledger import Ledger
from routing.ledgers import ledger_under, ledgers_under
from routing.model import Announcement, Contact, Contract, NoticeState, Organisation, Ticket
from routing.renewals import News, Occasion, of_account, of_period, of_quotas, together
from routing.station import Station
from routing.terms import Terms

log = structlog.get_logger("routing.announcing")

_AT_ONCE = 200  # contracts of one transaction
_CONTRACTS = Contract.metadata.tables["contract"]
_ALL = (  # as plain rows: of nearly all of them there is nothing to say
    core_select(_CONTRACTS)
    .where(_CONTRACTS.c.desk == bindparam("desk"), _CONTRACTS.c.id > bindparam("last"))
    .order_by(_CONTRACTS.c.id)
    .limit(_AT_ONCE)
)
_FIRMS = select(Organisation).where(col(Organisation.id).in_(bindparam("organisations", expanding=True)))
_ANNOUNCED = Announcement.metadata.tables["announcement"].c
_SAID = core_select(_ANNOUNCED.kind, _ANNOUNCED.about, _ANNOUNCED.recipient).where(
    _ANNOUNCED.desk == bindparam("desk"),
    _ANNOUNCED.kind.in_(bindparam("kinds", expanding=True)),
    _ANNOUNCED.about.in_(bindparam("abouts", expanding=True)),
)
FROM_HOUR = 7  # of the desk's day: nobody wants to hear of a contract at night
INFORMED, NO_CONTRACT = "informed", "no_contract"
_Said = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Hearer:
    """Somebody to write to: customer, office or engineer."""

    sort: str
    address: str
    name: str
    language: str | None


def announce_contracts(station: Station, now: datetime) -> int:
    """Decide what is due of all contracts; answers how many announcements that makes."""
    last, found = 0, 0
    while True:
        with station.database.transaction() as session:
            asked = {"desk": station.desk.name, "last": last}
            rows = session.connection().execute(_ALL, asked).all()
            found += _look_at_all(session, station.desk, rows, now)
        if not rows:
            return found
        last = rows[-1].id


def _look_at_all(session: Session, desk: Desk, rows: Sequence[ContractRow], now: datetime) -> int:
    """What is due of some contracts; what they need is asked for all of them, and of most there is nothing to say."""
    today, kept = day_of(desk, now), 0
    deals: list[_Deal] = []
    for row in rows:
        with _apart(row):
            if (deal := _deal(desk, row)) is not None:
                deals.append(deal)
    ledgers = _ledgers(session, desk, [deal for deal in deals if deal.has_account(today)])
    found: list[tuple[_Deal, list[Occasion]]] = []
    for deal in deals:
        with _apart(deal.row):
            if occasions := list(_of_the_day(session, desk, deal, today, ledgers.get(deal.terms.contract_id))):
                found.append((deal, occasions))
    due = _due(session, found)
    said = _said(session, desk, {_about(one.deal, occasion) for one in due for occasion in one.occasions})
    for one in due:
        with _apart(one.deal.row):
            kept += _tell(session, desk, one, None, now, now, said)
    return kept


@contextmanager
def _apart(row: ContractRow) -> Iterator[None]:
    """The fault barrier of one contract: what is wrong with it must not silence the others, or the service."""
    try:
        yield
    except Unavailable:
        raise
    except Exception:
        log.exception("a contract cannot be looked at", contract=row.id, number=row.number)


def announce_contract(session: Session, desk: Desk, contract: int | None, owner: str | None, now: datetime) -> int:
    """The same of what one contract has used, after a case of `owner` was closed or time was recorded.

    Nobody hears of it before that can no longer be undone.
    """
    row = session.get(Contract, contract) if contract else None
    deal = _deal(desk, row) if row is not None else None
    if deal is None:
        return 0
    occasions = list(_of_its_use(session, desk, deal, day_of(desk, now)))
    due = _due(session, [(deal, occasions)] if occasions else [])
    said_at = now + timedelta(seconds=desk.undo_seconds)
    return sum(_tell(session, desk, one, owner, now, said_at) for one in due)


def withdraw(session: Session, desk: str, contract: int | None, decided_at: datetime) -> None:
    """Nothing is said of what was decided then about a contract: what brought it about was undone."""
    query = select(Announcement).where(
        Announcement.desk == desk,
        Announcement.state == NoticeState.OPEN,
        Announcement.decided_at == decided_at,
        col(Announcement.about).like(f"contract:{contract}:%"),
    )
    for row in session.exec(query):
        session.delete(row)


def tell_office(session: Session, desk: Desk, ticket: Ticket, organisation: str, sender: str, now: datetime) -> None:
    """PRO-13: a case of somebody who is known and has no contract was opened."""
    said = {**_of_case(ticket), "organisation": organisation, "plan": None, "contract": None, "sender": sender}
    for hearer in _office(desk):
        _keep(session, desk, NO_CONTRACT, f"case:{ticket.number}", hearer, said, now)


def inform(
    session: Session, desk: Desk, ticket: Ticket, organisation: str, leaders: Sequence[Contact], now: datetime
) -> None:
    """PRO-04: another of the organisation wrote; the responsible hears of it by number and subject only."""
    said = {**_of_case(ticket), "organisation": organisation, "plan": None, "contract": None}
    for contact in leaders[:1]:
        _keep(session, desk, INFORMED, f"case:{ticket.number}", _customer(contact), said, now)


def _of_case(ticket: Ticket) -> dict[str, Any]:
    return {"number": ticket.number, "subject": ticket.subject, "mailbox": ticket.mailbox}


@dataclass(frozen=True, slots=True)
class _Deal:
    """A contract, whose plan is in the desk file."""

    row: ContractRow
    plan: Plan
    terms: Terms

    def has_account(self, day: date) -> bool:
        """Whether something was paid ahead, and it has begun."""
        return account_of(self.plan, self.terms) > 0 and self.terms.starts_on <= day


def _deal(desk: Desk, row: ContractRow) -> _Deal | None:
    """None where its plan has left the desk file: then there is nothing to say."""
    plan = next((plan for plan in desk.plans if plan.name == row.plan), None)
    return _Deal(row, plan, terms_of(row, plan)) if plan is not None else None


@dataclass(frozen=True, slots=True)
class _Due:
    """What there is to say of a contract, and whose it is; `leaders` speak for him."""

    deal: _Deal
    occasions: Sequence[Occasion]
    organisation: Organisation
    leaders: Sequence[Contact]


def _due(session: Session, found: Sequence[tuple[_Deal, Sequence[Occasion]]]) -> list[_Due]:
    """Whose contracts these are: read together."""
    if not found:
        return []
    asked = {"organisations": {deal.row.organisation_id for deal, _ in found}}
    firms = {one.id or 0: one for one in session.exec(_FIRMS, params=asked)}
    leaders = leaders_of_all(session, firms.values())
    keys = (deal.row.organisation_id for deal, _ in found)
    return [_Due(*what, firms[key], leaders.get(key, ())) for what, key in zip(found, keys, strict=True)]


def _ledgers(session: Session, desk: Desk, deals: Iterable[_Deal]) -> Mapping[int, Ledger]:
    """Their ledgers, read together; none where one of them cannot be drawn up: it must not stop the others."""
    try:
        return ledgers_under(session, desk, {deal.terms.contract_id: agreed(deal.plan, deal.terms) for deal in deals})
    except Unavailable:
        raise
    except Exception:
        log.exception("ledgers are read one by one")
        return {}


def _tell(
    session: Session,
    desk: Desk,
    due: _Due,
    owner: str | None,
    now: datetime,
    said_at: datetime,
    said: Set[_Said] = frozenset(),
) -> int:
    """Keep what there is to say of a contract, unless all of it is known to be `said`."""
    deal, row, terms = due.deal, due.deal.row, due.deal.terms
    hearers = {one.news: list(_hearers(desk, one.news, due.leaders, terms, owner)) for one in due.occasions}
    wanted = {(one.news, _about(deal, one), hearer.address) for one in due.occasions for hearer in hearers[one.news]}
    if said >= wanted:
        return 0
    common = {"organisation": due.organisation.name, "plan": deal.plan.title, "contract": row.number}
    ends_on = None if _is_continued(session, desk, due.organisation, terms) else terms.ends_on
    kept = 0
    with session.begin_nested():
        for one in together(due.occasions, ends_on):
            for hearer in hearers[one.news]:
                kept += _keep(session, desk, one.news, _about(deal, one), hearer, {**common, **one.said}, now, said_at)
    return kept


def _about(deal: _Deal, occasion: Occasion) -> str:
    return f"contract:{deal.row.id}:{occasion.about}"


def _said(session: Session, desk: Desk, abouts: Collection[str]) -> Set[_Said]:
    """What was said, or is about to be, on these occasions: kind, occasion, recipient."""
    if not abouts:
        return frozenset()
    asked = {"desk": desk.name, "kinds": list(News), "abouts": abouts}
    return {(kind, about, recipient) for kind, about, recipient in session.connection().execute(_SAID, asked)}


def _of_the_day(session: Session, desk: Desk, deal: _Deal, today: date, ledger: Ledger | None) -> Iterator[Occasion]:
    """What comes by itself: renewals, ends, and an account that expires or is low; `ledger` if it is known."""
    yield from of_period(deal.terms, today, desk.contracts.announce_days)
    yield from _of_its_account(session, desk, deal, today, ledger)


def _of_its_use(session: Session, desk: Desk, deal: _Deal, today: date) -> Iterator[Occasion]:
    """What cases bring about."""
    agreement = agreed(deal.plan, deal.terms)
    if not (agreement.account_minutes or agreement.quotas):
        return
    session.flush()  # what is counted is the case that was closed just now, too
    yield from _of_its_account(session, desk, deal, today)
    used = uses_of(session, desk, deal.terms, agreement, today)
    yield from of_quotas(deal.terms, used, today, desk.contracts.tell_at)


def _of_its_account(
    session: Session, desk: Desk, deal: _Deal, today: date, ledger: Ledger | None = None
) -> Iterator[Occasion]:
    if deal.has_account(today):
        ledger = ledger or ledger_under(session, desk, agreed(deal.plan, deal.terms), deal.terms.contract_id, None)
        yield from of_account(ledger, today, desk.contracts.announce_days, desk.contracts.tell_at)


def _is_continued(session: Session, desk: Desk, organisation: Organisation, terms: Terms) -> bool:
    """Whether another contract of the same plan follows one that ends: then nobody needs to be told of its end."""
    if terms.ends_on is None:
        return False
    return any(
        other.plan == terms.plan
        and other.products == terms.products
        and other.contract_id != terms.contract_id
        and (other.ends_on is None or other.ends_on > terms.ends_on)
        for other in contracts_of(session, desk, organisation)
    )


# -- who


def _hearers(desk: Desk, news: News, leaders: Sequence[Contact], terms: Terms, owner: str | None) -> Iterable[_Hearer]:
    """The customer's responsible; with him the engineer of a quota (NET-04), of all else the office."""
    yield from (_customer(contact) for contact in leaders[:1])
    if news is not News.QUOTA:
        yield from _office(desk)
        return
    named = next((one for one in (owner, terms.own.engineer) if one is not None), None)
    engineers = [e for e in desk.engineers if e.name == named] or [e for e in desk.engineers if e.lead]
    yield from (_engineer(one) for one in engineers)


def _customer(contact: Contact) -> _Hearer:
    return _Hearer("customer", contact.address, contact.name, contact.language)


def _office(desk: Desk) -> Iterator[_Hearer]:
    rules = desk.contracts
    if rules.office is not None:
        yield _Hearer("office", rules.office, "", rules.office_language or desk.languages[0])
    else:
        yield from (_engineer(one) for one in desk.engineers if one.lead)


def _engineer(engineer: Engineer) -> _Hearer:
    return _Hearer("engineer", engineer.addresses[0], engineer.full_name, engineer.language)


def _keep(
    session: Session,
    desk: Desk,
    kind: str,
    about: str,
    hearer: _Hearer,
    said: dict[str, Any],
    now: datetime,
    said_at: datetime | None = None,
) -> int:
    """Keep it, if it was not decided before; answers how many that makes."""
    known = select(Announcement.id).where(
        Announcement.desk == desk.name,
        Announcement.kind == kind,
        Announcement.about == about,
        Announcement.recipient == hearer.address,
    )
    if session.exec(known).first() is not None:
        return 0
    row = Announcement(
        desk=desk.name,
        kind=kind,
        about=about,
        recipient=hearer.address,
        hearer=hearer.sort,
        said={**said, "name": hearer.name, "language": hearer.language},
        decided_at=now,
        next_attempt_at=said_at or now,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except AlreadyDone:  # another process was faster
        return 0
    return 1
