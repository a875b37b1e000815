"""What each occasion's template is told: one frozen class for each, and an example to try templates on.

The names are a contract with operators who write their own templates: a field may be added, with a default that
changes nothing, but not renamed. Times are aware; the template writes them in the reader's zone. Text may be
anything a stranger wrote: it is escaped where it is put in. Nothing here decides what is true.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from types import MappingProxyType

from routing.submission import Category, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """To the customer: we have your message (PRO-02). No promise unless the contract gives one (NTI-03)."""

    desk: str  # title, as the mail is signed
    subject: str  # of the customer's mail
    received_at: datetime
    number: int | None  # None where the desk shows no numbers (COR-10)
    tag: str | None  # "[Produsoft #10423]", None likewise
    name: str = ""  # the customer's
    product: str | None = None  # title
    unknown: bool = False  # GEN-01: ask company and licence number, say nothing of contracts
    in_hours: bool = True
    back_at: datetime | None = None  # out of hours: when the desk opens
    same_working_day: bool = False  # the desk says that a case is looked at on that day at the latest
    promise_by: datetime | None = None  # the contract's answer time
    critical: bool = False
    on_call: bool = False  # GEN-03: somebody was woken
    phone: str | None = None  # as people write it; "+32 3 000 00 00"
    licence: bool = False  # PRO-11: planned or lost licence
    reinstall: bool = False
    asked: tuple[str, ...] = ()  # names of details (labels.md) to ask for


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCard:
    """What an engineer sees at a glance; shared by the staff occasions."""

    number: int
    tag: str | None
    subject: str
    customer: Party
    received_at: datetime
    organisation: str | None = None
    plan: str | None = None
    product: str | None = None  # title
    category: str | None = None  # a Category
    confidence: float = 0.0  # 0..1
    language: str | None = None  # of the customer's mail
    promise_by: datetime | None = None
    critical: bool = False
    missing: tuple[str, ...] = ()  # names of details
    files: tuple[str, ...] = ()  # names of the files that go along
    left_out: tuple[str, ...] = ()  # names of those too large to go along


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(CaseCard):
    """To the engineer: a case is yours."""

    engineer: str  # his full name
    known: str = "entitled"  # entitled | no_contract | unknown
    details: tuple[tuple[str, str], ...] = ()  # (name of a detail, value) as read from the mail
    topics: tuple[str, ...] = ()  # licence | reinstall
    reasons: tuple[str, ...] = ()  # why he, why this category: as the decisions say it
    reply_reaches_customer: bool = True  # GEN-18


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(CaseCard):
    """To the engineer: the customer wrote again."""

    engineer: str
    reopened: bool = False
    resolved: bool = False  # PRO-09: the customer says it is solved
    reply_reaches_customer: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Stub:
    """To whoever looks after it: a mail that could not be read opened a case; the raw file goes along."""

    number: int
    tag: str | None
    mailbox: str  # address
    received_at: datetime
    why: str  # what the reader said
    size: int  # octets
    sender: str | None = None  # as far as it could be read
    subject: str | None = None
    attached: bool = True  # False where the raw file is too large to go along


def told(values: object) -> Mapping[str, object]:
    """The fields of one of the classes above, by name."""
    return MappingProxyType({f.name: getattr(values, f.name) for f in fields(values)})  # type: ignore[arg-type]


def examples(now: datetime) -> Mapping[str, tuple[Mapping[str, object], ...]]:
    """For each occasion values that walk through every branch of its template; `intake check` renders them."""
    return {
        "acknowledgement": tuple(told(a) for a in _acknowledgements(now)),
        "assignment": tuple(told(a) for a in _assignments(now)),
        "follow_up": tuple(told(f) for f in _follow_ups(now)),
        "stub": (
            told(Stub(number=10423, tag=_TAG, mailbox="support@desk.example", received_at=now, why="too deep", size=1)),
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
    }


_TAG = "[Desk #10423]"
_ANN = Party("Ann Peeters", "ann@customer.example")


def _acknowledgements(now: datetime) -> list[Acknowledgement]:
    def one(**more: object) -> Acknowledgement:
        common: dict[str, object] = {"desk": "Desk", "subject": "Export stops", "received_at": now}
        return Acknowledgement(**{**common, "number": 10423, "tag": _TAG, **more})  # type: ignore[arg-type]

    soon, later = now + timedelta(hours=4), now + timedelta(days=3)
    return [
        one(name="Ann Peeters", product="Visi", promise_by=soon, licence=True),
        one(name="Ann Peeters", promise_by=later, reinstall=True, asked=("product_version", "reproduction")),
        one(unknown=True, licence=True, reinstall=True),
        one(number=None, tag=None, subject=""),
        one(in_hours=False, back_at=now, same_working_day=True),
        one(in_hours=False, back_at=now),
        one(in_hours=False, back_at=later, same_working_day=True),
        one(in_hours=False, back_at=later),
        one(in_hours=False),
        one(critical=True, phone="+32 3 000 00 00"),
        one(critical=True),
        one(critical=True, phone="+32 3 000 00 00", in_hours=False, back_at=later, on_call=True),
        one(critical=True, phone="+32 3 000 00 00", in_hours=False, back_at=later),
        one(critical=True, in_hours=False, back_at=later),
    ]


def _card(now: datetime) -> dict[str, object]:
    return {
        "number": 10423,
        "tag": _TAG,
        "subject": "Export stops",
        "customer": _ANN,
        "received_at": now,
        "organisation": "Peeters Matrijzen",
        "plan": "Gold",
        "product": "Visi",
        "confidence": 0.9,
        "language": "nl",
        "promise_by": now + timedelta(hours=4),
        "engineer": "Jan Claes",
    }


def _assignments(now: datetime) -> list[Assignment]:
    def one(**more: object) -> Assignment:
        return Assignment(**{**_card(now), **more})  # type: ignore[arg-type]

    everything = ("company", "contact_name", "phone", "related_case", "description", "operating_system", "impact")
    rest = ("product_version", "third_party", "reproduction", "attachments", "recent_changes", "licence_number")
    return [
        one(category=Category.BUG, missing=everything, files=("log.txt", "part.stp"), left_out=("model.zip",)),
        one(category=Category.SUPPORT, confidence=0.6, missing=rest, files=("log.txt",), topics=("licence",)),
        one(category=Category.SUGGESTION, confidence=0.2, known="unknown", organisation=None, promise_by=None),
        one(known="no_contract", critical=True, tag=None, reply_reaches_customer=False, topics=("reinstall",)),
        one(details=(("company", "Peeters"), ("unheard_of", "x")), reasons=("speaks Dutch", "knows Visi")),
        one(plan=None, product=None, language=None, customer=Party("", "ann@customer.example")),
    ]


def _follow_ups(now: datetime) -> list[FollowUp]:
    def one(**more: object) -> FollowUp:
        return FollowUp(**{**_card(now), **more})  # type: ignore[arg-type]

    return [
        one(category=Category.BUG, files=("log.txt",), left_out=("model.zip",)),
        one(reopened=True, critical=True, tag=None, reply_reaches_customer=False),
        one(resolved=True, files=("a.txt", "b.txt"), organisation=None, product=None, promise_by=None),
    ]
