"""Every occasion of an outgoing mail, and examples to try its templates on.

What a template is told is one of the classes of `for_customers` and `for_staff`, field by field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from types import MappingProxyType

from notifier.edition_examples import edition_examples
from notifier.for_customers import Acknowledgement, Answer, AskBack, Closing
from notifier.for_staff import (
    Assignment,
    CaseList,
    Colleague,
    Earlier,
    Echo,
    Files,
    FollowUp,
    Happening,
    Help,
    Listed,
    NoCase,
    Result,
    Returned,
    Status,
    Stub,
    Thanks,
    Undelivered,
)
from routing.submission import Category, Party

__all__ = ["Acknowledgement", "Assignment", "FollowUp", "Stub", "examples", "told"]


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
        **_of_answers(now),
        **_of_questions(now),
        **edition_examples(now),
    }


_TAG = "[Desk #10423]"
_UNDERSTOOD = (("company", "Peeters *Matrijzen*"), ("operating_system", "Windows 11 23H2"))
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
        one(unknown=True, asked=("company", "licence_number", "licence_cause", "phone"), understood=_UNDERSTOOD),
        one(critical=True, asked=("phone",), understood=_UNDERSTOOD[:1]),
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
    }


def _assignments(now: datetime) -> list[Assignment]:
    def one(**more: object) -> Assignment:
        return Assignment(**{**_card(now), "engineer": "Jan Claes", **more})  # type: ignore[arg-type]

    everything = ("company", "contact_name", "phone", "related_case", "description", "operating_system", "impact")
    rest = ("product_version", "third_party", "reproduction", "attachments", "recent_changes", "licence_number")
    return [
        one(category=Category.BUG, missing=everything, files=("log.txt", "part.stp"), left_out=("model.zip",)),
        one(category=Category.SUPPORT, confidence=0.6, missing=rest, files=("log.txt",), topics=("licence",)),
        one(category=Category.SUGGESTION, confidence=0.2, known="unknown", organisation=None, promise_by=None),
        one(known="no_contract", critical=True, tag=None, reply_reaches_customer=False, topics=("reinstall",)),
        one(details=(("company", "Peeters"), ("unheard_of", "x")), reasons=("speaks Dutch", "knows Visi")),
        one(plan=None, product=None, language=None, customer=Party("", "ann@customer.example")),
        one(earlier=_earlier(), linked=(10001, 10007), reaches=("Ann Peeters", "bob@customer.example")),
        one(contract_number="C-17", contract_until=now.date()),
        one(organisation=None, contract_number="C-17"),
    ]


def _earlier() -> tuple[Earlier, ...]:
    states = ("open", "waiting", "held", "closed")
    return tuple(Earlier(number=10400 + n, subject="Licence", state=state) for n, state in enumerate(states))


def _follow_ups(now: datetime) -> list[FollowUp]:
    def one(**more: object) -> FollowUp:
        return FollowUp(**{**_card(now), "engineer": "Jan Claes", **more})  # type: ignore[arg-type]

    return [
        one(category=Category.BUG, files=("log.txt",), left_out=("model.zip",)),
        one(reopened=True, critical=True, tag=None, reply_reaches_customer=False),
        one(completed=(("phone", "+32 3 000 00 00"), ("recent_changes", ""), ("unheard_of", "x"))),
        one(resolved=True, files=("a.txt", "b.txt"), organisation=None, product=None, promise_by=None),
    ]


def _of_answers(now: datetime) -> dict[str, tuple[Mapping[str, object], ...]]:
    """What leaves because of what engineers wrote."""
    case: dict[str, object] = {"number": 10423, "tag": _TAG, "subject": "Export stops"}

    def some(kind: type, *variants: dict[str, object]) -> tuple[Mapping[str, object], ...]:
        return tuple(told(kind(**{**case, **more})) for more in variants)

    quoted: dict[str, object] = {"quoted": "Ann Peeters", "quoted_at": now}
    unnumbered: dict[str, object] = {"number": None, "tag": None}
    results = _results(now)
    held: dict[str, object] = {"held": True}
    happened = tuple(
        Happening(at=now, who=who, result=Result(word=word), text=text)
        for who, word, text in (
            ("Ann Peeters", "appended", "It is urgent."),
            ("Wout", "answered", ""),
            ("", "close", ""),
        )
    )
    return {
        "answer": some(
            Answer,
            quoted,
            {**quoted, "closes": True},
            {"closes": True},
            {**quoted, **unnumbered, "closes": True},
            {"subject": ""},
        ),
        "closing": some(Closing, {"desk": "Desk", "name": "Ann"}, {"desk": "Desk", **unnumbered}),
        "ask_back": some(
            AskBack,
            {"desk": "Desk", "name": "Ann", "fields": ("phone", "unheard_of"), "understood": _UNDERSTOOD},
            {"desk": "Desk", "fields": ("company",), **unnumbered},
        ),
        "colleague": some(
            Colleague,
            {"colleague": "Wout", "to": ("Ann", "Bob"), "files": ("a.txt",), "left_out": ("b.zip",)},
            {"colleague": "Wout", "to": ("Ann",), "closes": True, "tag": None},
            {"colleague": "Wout", "to": ("Ann",), "recorded": True, "subject": ""},
        ),
        "echo": some(
            Echo, {"said": results, "undo_until": now}, {"said": results[:1]}, {"said": results[1:2], "tag": None}
        ),
        "returned": some(
            Returned,
            {**held, "why": "misspelt", "faults": _faults(), "may_send": False},
            {**held, "why": "misspelt", "faults": _faults()[:1], "tag": None},
            {**held, "why": "uncertain", "subject": ""},
            {**held, "why": "collision", "happened": happened},
            {**held, "why": "unproven", "reasons": ("bears no token of his", "vouched for")},
            {"why": "forged", "held": False, "reasons": ("nobody vouches for From",)},
            {**held, "why": "no_customer"},
            {"why": "no_customer", "held": False},
            {"why": "refused", "held": False, "reasons": ("too large",)},
            {**held, "why": "something new"},
        ),
        "thanks": some(Thanks, {"customer": "Ann Peeters"}, {"customer": "Ann Peeters", **unnumbered, "subject": ""}),
        "undelivered": some(
            Undelivered,
            {"recipient": _ANN.address, "what": "answer", "yours": True, "status": "5.1.1", "suppressed": True},
            {"recipient": _ANN.address, "what": "answer", "diagnostic": "550 5.7.1 not wanted", "tag": None},
            {"recipient": _ANN.address, "what": "acknowledgement", "status": "5.2.2", "diagnostic": "mailbox full"},
            {"recipient": "jan@desk.example", "what": "assignment", "staff": True},
            {"recipient": _ANN.address, "what": "something new", "subject": ""},
        ),
    }


def _faults() -> tuple[tuple[str, str, str | None], ...]:
    whys = (
        "unknown_word",
        "elsewhere",
        "crowded",
        "bad_value",
        "missing_value",
        "no_such_engineer",
        "no_such_product",
        "no_such_case",
    )
    return (*((f"#x{n}", why, "#close" if n == 0 else None) for n, why in enumerate((*whys, "not_here", "another"))),)


def _results(now: datetime) -> tuple[Result, ...]:
    """One of every word that `result.md` knows, and one that it does not."""
    plain = (
        *("noted", "close", "reopen", "wait", "hold", "take", "phone", "status", "undo", "too_late", "drop"),
        *("asked_who", "opened", "appended", "answered", "unassigned", "quarantined", "returned", "something_new"),
    )
    return (
        Result(word="sent", to=("Ann Peeters", "bob@customer.example"), files=1),
        Result(word="sent", to=("Ann Peeters",)),
        Result(word="sent", to=("Ann Peeters",), files=3),
        Result(word="recorded", to=("Ann Peeters",)),
        *(Result(word=word) for word in plain),
        Result(word="wait", until=now),
        Result(word="hold", until=now, text="vendor looks at it"),
        Result(word="assign", engineer="Sander"),
        Result(word="type", category="bug"),
        *(Result(word="prio", severity=severity) for severity in ("critical", "high", "normal", "low", "other")),
        Result(word="product", product="VISI"),
        Result(word="due", until=now),
        Result(word="time", minutes=30),
        Result(word="ask", fields=("phone", "unheard_of")),
        *(Result(word=word, number=10001) for word in ("link", "merge", "new", "absorbed", "split_from")),
        *(Result(word=word, address="bob@customer.example") for word in ("customer", "cc", "elsewhere", "bounced")),
        Result(word="nothing", of="send"),
    )


def _of_questions(now: datetime) -> dict[str, tuple[Mapping[str, object], ...]]:
    """What answers a question of staff."""
    case: dict[str, object] = {"number": 10423, "tag": _TAG, "subject": "Export stops"}
    card = _card(now)
    timeline = tuple(Happening(at=now, who="Ann Peeters", result=one) for one in _results(now))
    listed = [
        Listed(number=10001 + n, subject="Export stops", state=state, link="mailto:x@desk.example", customer="Ann")
        for n, state in enumerate(("open", "waiting", "held"))
    ]
    urgent = Listed(
        number=10009, subject="", state="open", link="mailto:x", promise_by=now, critical=True, owner="Wout"
    )

    def some(
        kind: type, common: Mapping[str, object], *variants: dict[str, object]
    ) -> tuple[Mapping[str, object], ...]:
        return tuple(told(kind(**{**common, **more})) for more in variants)

    return {
        "status": some(
            Status,
            card,
            {"state": "open", "owner": "Jan Claes", "timeline": timeline},
            {"state": "waiting", "wake_at": now, "due_at": now, "severity": "high", "tag": None},
            {"state": "held", "critical": True, "subject": ""},
        ),
        "files": some(
            Files,
            case,
            {"names": ("a.txt", "b.txt"), "left_out": ("c.zip",)},
            {"names": ("a.txt",), "tag": None},
            {"subject": ""},
        ),
        "help": (told(Help()), told(Help(subject="How does this work?"))),
        "list": (
            told(CaseList(engineer="Jan Claes", cases=(*listed, urgent), more=3)),
            told(CaseList(engineer="Jan Claes", cases=(urgent, *listed), everybody=True, more=1, subject="Re: list")),
            told(CaseList(engineer="Jan Claes")),
            told(CaseList(engineer="Jan Claes", everybody=True)),
        ),
        "no_case": (told(NoCase(asked="99999")), told(NoCase(asked="abc", subject="Question")), told(NoCase(asked=""))),
    }
