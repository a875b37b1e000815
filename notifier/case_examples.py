"""Examples of what a customer's mail makes us write: to him, to the engineer, and to others it concerns. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from notifier.compose import told
from notifier.example_parts import ANN, CASE, TAG, UNDERSTOOD, becauses, card, some
from notifier.for_customers import Acknowledgement
from notifier.for_others import Business, Development
from notifier.for_staff import Assignment, Departure, Earlier, FollowUp, Stub, WaitingFile
from routing.submission import Category, Party


def case_examples(now: datetime) -> dict[str, tuple[Mapping[str, object], ...]]:
    """For each of these occasions values that walk through every branch of its template."""
    business: dict[str, object] = {"customer": ANN, "received_at": now}
    development: dict[str, object] = {"category": "bug", "link": "mailto:x@desk.example"}
    return {
        "acknowledgement": tuple(told(a) for a in _acknowledgements(now)),
        "assignment": tuple(told(a) for a in _assignments(now)),
        "follow_up": tuple(told(f) for f in _follow_ups(now)),
        "stub": (
            told(Stub(number=10423, tag=TAG, mailbox="support@desk.example", received_at=now, why="too deep", size=1)),
            told(
                Stub(
                    number=10423,
                    tag=None,
                    mailbox="support@desk.example",
                    received_at=now,
                    why="memory limit",
                    size=48_000_000,
                    sender="ann@customer.example",
                    subject="Drawing",
                    attached=False,
                )
            ),
        ),
        "departure": some(
            Departure,
            CASE,
            {"customer": ANN, "successor": Party("Bob", "bob@customer.example")},
            {"customer": ANN, "successor": Party("", "bob@customer.example"), "tag": None},
            {"customer": Party("", ANN.address), "successor": Party("Bob", ""), "subject": ""},
            {"customer": ANN},
        ),
        "business": some(
            Business,
            CASE,
            *({**business, "about": about} for about in ("invoice", "order", "renewal", "another")),
            {**business, "about": "cancellation", "organisation": "Peeters", "contract_number": "C-17"},
            {**business, "about": "cancellation", "contract_number": "C-17", "contract_until": now.date()},
            {**business, "engineer": "Jan Claes", "files": ("a.pdf",), "left_out": ("b.zip",), "tag": None},
            {**business, "customer": Party("", ANN.address), "subject": ""},
        ),
        "development": some(
            Development,
            CASE,
            {**development, "product": "Visi", "details": (("operating_system", "Windows 11"), ("unheard_of", "x"))},
            {**development, "category": "suggestion", "tag": None, "subject": ""},
        ),
    }


def _acknowledgements(now: datetime) -> list[Acknowledgement]:
    def one(**more: object) -> Acknowledgement:
        common: dict[str, object] = {"desk": "Desk", "subject": "Export stops", "received_at": now}
        return Acknowledgement(**{**common, "number": 10423, "tag": TAG, **more})  # type: ignore[arg-type]

    soon, later = now + timedelta(hours=4), now + timedelta(days=3)
    return [
        one(name="Ann Peeters", product="Visi", promise_by=soon, licence=True),
        one(name="Ann Peeters", promise_by=later, reinstall=True, asked=("product_version", "reproduction")),
        one(unknown=True, licence=True, reinstall=True),
        one(unknown=True, asked=("company", "licence_number", "licence_cause", "phone"), understood=UNDERSTOOD),
        one(critical=True, asked=("phone",), understood=UNDERSTOOD[:1]),
        one(number=None, tag=None, subject=""),
        one(in_hours=False, back_at=now, same_working_day=True),
        one(in_hours=False, back_at=now),
        one(in_hours=False, back_at=later, same_working_day=True),
        one(in_hours=False, back_at=later),
        one(in_hours=False),
        one(suggestion=True),
        one(suggestion=True, passed_on=True),
        one(passed_on=True),
        one(cancellation=True),
        one(critical=True, phone="+32 3 000 00 00"),
        one(critical=True),
        one(critical=True, phone="+32 3 000 00 00", in_hours=False, back_at=later, on_call=True),
        one(critical=True, phone="+32 3 000 00 00", in_hours=False, back_at=later),
        one(critical=True, in_hours=False, back_at=later),
        one(contacts=("Ann Peeters", "bob@customer.example")),
        one(unpaid="no_agreement", rate=Decimal("1250.00"), currency="NOK"),
        one(unpaid="used_up"),
        one(no_contract=True),
    ]


def _assignments(now: datetime) -> list[Assignment]:
    def one(**more: object) -> Assignment:
        return Assignment(**{**card(now), "engineer": "Jan Claes", **more})  # type: ignore[arg-type]

    everything = ("company", "contact_name", "phone", "related_case", "description", "operating_system", "impact")
    rest = ("product_version", "third_party", "reproduction", "attachments", "recent_changes", "licence_number")
    return [
        one(topics=("licence", "reinstall", "customisation", "training", "contract", "loss", "invoice", "order")),
        one(topics=("renewal", "cancellation", "something new"), links=_links(now), complaint=True),
        one(category=Category.BUG, missing=everything, files=("log.txt", "part.stp"), left_out=("model.zip",)),
        one(category=Category.SUPPORT, confidence=0.6, missing=rest, files=("log.txt",), topics=("licence",)),
        one(category=Category.SUGGESTION, confidence=0.2, known="unknown", organisation=None, promise_by=None),
        one(known="no_contract", critical=True, tag=None, reply_reaches_customer=False, topics=("reinstall",)),
        one(details=(("company", "Peeters"), ("unheard_of", "x")), because=becauses()),
        one(plan=None, product=None, language=None, customer=Party("", "ann@customer.example")),
        one(earlier=_earlier(), linked=(10001, 10007), reaches=("Ann Peeters", "bob@customer.example")),
        one(contract_number="C-17", contract_until=now.date()),
        one(organisation=None, contract_number="C-17"),
        one(asking="not_named", trained=False, made="delivered", included_left=15, unapproved=30),
        one(asking="surplus", made="unknown_post", account=600, account_left=45, account_until=now.date()),
        one(asking="left", made="own_work", account=600, account_left=0, uses=(("written", 18, 20), ("phone", 20, 20))),
        one(charge="asks", rate=Decimal("95.00"), currency="EUR", uses=(("remote", 1, 20),)),
        one(charge="asks", approved=True, rate=Decimal(95)),
        one(charge="asks"),
        one(approved=True),
        one(organisation=None, perhaps="Peeters Matrijzen", suggested="WorkNC"),
        one(product=None, suggested="WorkNC"),
    ]


def _links(now: datetime) -> tuple[WaitingFile, ...]:
    url = "https://we.tl/t-1"
    return WaitingFile(url=url, service="WeTransfer", expires=now.date()), WaitingFile(url=url, service="WeTransfer")


def _earlier() -> tuple[Earlier, ...]:
    states = ("open", "waiting", "held", "closed")
    return tuple(Earlier(number=10400 + n, subject="Licence", state=state) for n, state in enumerate(states))


def _follow_ups(now: datetime) -> list[FollowUp]:
    def one(**more: object) -> FollowUp:
        return FollowUp(**{**card(now), "engineer": "Jan Claes", **more})  # type: ignore[arg-type]

    return [
        one(category=Category.BUG, files=("log.txt",), left_out=("model.zip",)),
        one(reopened=True, critical=True, tag=None, reply_reaches_customer=False),
        one(completed=(("phone", "+32 3 000 00 00"), ("recent_changes", ""), ("unheard_of", "x"))),
        one(more_often=True, complaint=True, links=_links(now)[:1]),
        one(resolved=True, closed=True),
        *(one(consent=word) for word in ("yes", "no", "qualified", "not_his", "unproven")),
        one(resolved=True, files=("a.txt", "b.txt"), organisation=None, product=None, promise_by=None),
    ]
