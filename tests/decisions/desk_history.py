"""A desk's weeks at random: real verbs on a real store, so that rows and events are those of the service."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from routing import tickets
from routing.acting import Acting
from routing.db import Database
from routing.desk import Desk, Engineer, Mailbox, Manager, Plan, Product, Targets
from routing.model import Contract, Organisation, OrganisationKind, Ticket, TicketState
from routing.submission import (
    Candidates,
    Category,
    Channel,
    Classification,
    Details,
    Draft,
    Party,
    Severity,
    Submission,
)
from routing.undo import snapshot, take_back
from tests.decisions.order_desk import DESK, OFFICE

START = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)  # a Monday, three weeks before the digest
MINUTES = 21 * 1440
PRODUCTS = ("visi", "worknc", None)
PEOPLE = ("jan", "oystein", "yvonne")
GOLD = Plan("gold", "Gold", 1400, targets=(Targets(next=900),))  # business minutes: some keep within them
FIGURED = replace(
    DESK,
    engineers=tuple(Engineer(name, name.title(), (f"{name}@desk.example",), (), ("nl",), OFFICE) for name in PEOPLE),
    managers=(Manager("mia", "Mia Maes", ("mia@desk.example",), calendar=OFFICE),),
    mailboxes=(Mailbox("visi", "visi.support@desk.example", "visi"), Mailbox("desk", DESK.address, None)),
    products=(Product("visi", "VISI"), Product("worknc", "WorkNC")),
    plans=(GOLD,),
)


@dataclass(frozen=True)
class Customers:
    """Three organisations: with a contract in the north, without one in the south, and nobody's."""

    north: int
    south: int


def make_customers(session: Session, desk: Desk) -> Customers:
    keys = []
    for name in ("North", "South"):
        region = Organisation(desk=desk.name, name=name, kind=OrganisationKind.REGION)
        session.add(region)
        session.flush()
        unit = Organisation(desk=desk.name, name=f"{name} Moulds", parent_id=region.id, kind=OrganisationKind.UNIT)
        session.add(unit)
        session.flush()
        assert unit.id is not None
        keys.append(unit.id)
    session.add(
        Contract(desk=desk.name, organisation_id=keys[0], plan="gold", starts_on=START.date().replace(year=2025))
    )
    return Customers(*keys)


def mail(at: datetime, text: str = "It stops.", category: Category = Category.BUG, **more: object) -> Submission:
    """A customer's or an engineer's mail."""
    given = {
        "desk": FIGURED.name,
        "mailbox": "visi",
        "channel": Channel.LMTP,
        "received_at": at,
        "sender": Party("Ann", "ann@north.example"),
        "subject": "Export",
        "message_id": f"m{at.timestamp()}@x",
        "references": (),
        "date": at,
        "language": "en",
        "text": text,
        "visible_text": text,
        "html_part": None,
        "raw_digest": "0" * 64,
        "recipients": (),
        "files": (),
        "details": Details(),
        "classification": Classification(category, 0.9),
        "critical": False,
        "candidates": Candidates(),
    }
    return Submission(**{**given, **more})  # type: ignore[arg-type]


def write_history(database: Database, desk: Desk, seed: int, cases: int) -> Customers:
    """So many cases, each with its own story; events are recorded in the order of time within a case."""
    dice = random.Random(seed)
    with database.transaction() as session:
        customers = make_customers(session, desk)
        for _ in range(cases):
            _Story(session, database, desk, customers, dice).tell()
    return customers


class _Story:
    """One case."""

    def __init__(
        self, session: Session, database: Database, desk: Desk, customers: Customers, dice: random.Random
    ) -> None:
        self.session, self.database, self.desk, self.dice = session, database, desk, dice
        self.now = START + timedelta(minutes=dice.randrange(MINUTES - 1440))
        organisation = dice.choice((customers.north, customers.north, customers.south, None))
        self.standing = {customers.north: "entitled", customers.south: "known"}.get(organisation or 0, "unknown")
        self.ticket = Ticket(
            desk=desk.name,
            number=0,
            subject=dice.choice(("Export stops", "password: geheim123", "Metric")),
            mailbox="visi",
            product=dice.choice(PRODUCTS),
            category=Category.BUG,
            confidence=0.9,
            critical=dice.random() < 0.1,
            organisation_id=organisation,
            opened_at=self.now,
            changed_at=self.now,
        )
        if organisation == customers.north:
            self.ticket.contract_id = 1

    def tell(self) -> None:
        submission = mail(self.now, critical=self.ticket.critical)
        tickets.open_ticket(
            self.session, self.database, self.ticket, submission, None, self.standing, (), history=False, now=self.now
        )
        owner = self.dice.choice((*PEOPLE, None, "left"))
        tickets.assign(self.session, self.ticket, owner, (), history=False, now=self.now)
        for _ in range(self.dice.randrange(9)):
            self.now += timedelta(minutes=self.dice.randrange(1, 2500))
            if self.now >= START + timedelta(minutes=MINUTES):
                break
            self.dice.choice((self.customer, self.customer, self.engineer, self.engineer, self.engineer))()
        self.session.flush()

    def customer(self) -> None:
        said = self.dice.choice(({}, {}, {}, {"nudge": True}, {"only_thanks": True}))
        tickets.append(self.session, self.ticket, mail(self.now, **said), "customer", (), history=False, now=self.now)

    def engineer(self) -> None:
        """A mail of his with one or two things in it, sometimes taken back at once."""
        engineer = self.desk.engineer(self.dice.choice(PEOPLE))
        hand = Acting(self.session, self.ticket, engineer, self.now)
        before = snapshot(self.ticket)
        verbs = self.answer, self.wait, self.hold, self.end, self.type, self.move, self.work, self.rank
        for what in self.dice.sample(verbs, 2):
            what(hand)
        if self.ticket.state is TicketState.CLOSED and self.dice.random() < 0.2:
            hand.reopen()
        if self.dice.random() < 0.1:
            hand.give_back(self.dice.choice(("forged", "unproven", "misspelt")), text="", message_id="x@y")
        until = self.now + timedelta(minutes=1)
        hand.echo([{"word": "noted"}], aloud=True, before=before, undo_until=until, message_id="x@y")
        if self.dice.random() < 0.15:
            self.session.flush()
            self.now += timedelta(seconds=30)
            take_back(Acting(self.session, self.ticket, engineer, self.now), self.database)

    def answer(self, hand: Acting) -> None:
        hand.answer(mail(self.now), Draft("Do this."), ["ann@north.example"], send_at=self.now, closes=False,
                    sent_already=False, reasons=())  # fmt: skip

    def wait(self, hand: Acting) -> None:
        hand.wait(None, "")

    def hold(self, hand: Acting) -> None:
        hand.hold(None, "vendor")

    def end(self, hand: Acting) -> None:
        hand.close("", told=True)

    def type(self, hand: Acting) -> None:
        hand.categorise(self.dice.choice((Category.BUG, Category.SUPPORT)))

    def move(self, hand: Acting) -> None:
        hand.move(self.dice.choice(("visi", "worknc")))

    def rank(self, hand: Acting) -> None:
        hand.rank(self.dice.choice((Severity.CRITICAL, Severity.HIGH, Severity.NORMAL)))

    def work(self, hand: Acting) -> None:
        hand.spend(self.dice.randrange(5, 60), "mail", "", None)
