"""Every occasion of an outgoing mail, and examples to try its templates on.

What a template is told is one of the classes of `for_customers` and `for_staff`, field by field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from decimal import Decimal
from types import MappingProxyType

from notifier.for_customers import (
    AccountNews,
    Acknowledgement,
    Answer,
    AskBack,
    Closing,
    ContractNews,
    Informed,
    Nudge,
    QuotaNews,
    Reopened,
)
from notifier.for_others import Business, Development
from notifier.for_staff import (
    Alarms,
    Assignment,
    Because,
    CaseList,
    Colleague,
    Departure,
    Earlier,
    Echo,
    Escalation,
    Files,
    FollowUp,
    Happening,
    Heartbeat,
    Help,
    Listed,
    NoCase,
    OfficeNews,
    Reminder,
    Result,
    Returned,
    Status,
    Stub,
    Thanks,
    Undelivered,
    WaitingFile,
    Wrong,
)
from routing.model import Trouble
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
        **_of_concerns(now),
        **_of_answers(now),
        **_of_questions(now),
        **_of_contracts(now),
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
        one(topics=("licence", "reinstall", "customisation", "training", "contract", "loss", "invoice", "order")),
        one(topics=("renewal", "cancellation", "something new"), links=_links(now), complaint=True),
        one(category=Category.BUG, missing=everything, files=("log.txt", "part.stp"), left_out=("model.zip",)),
        one(category=Category.SUPPORT, confidence=0.6, missing=rest, files=("log.txt",), topics=("licence",)),
        one(category=Category.SUGGESTION, confidence=0.2, known="unknown", organisation=None, promise_by=None),
        one(known="no_contract", critical=True, tag=None, reply_reaches_customer=False, topics=("reinstall",)),
        one(details=(("company", "Peeters"), ("unheard_of", "x")), because=_becauses()),
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
        return FollowUp(**{**_card(now), "engineer": "Jan Claes", **more})  # type: ignore[arg-type]

    return [
        one(category=Category.BUG, files=("log.txt",), left_out=("model.zip",)),
        one(reopened=True, critical=True, tag=None, reply_reaches_customer=False),
        one(completed=(("phone", "+32 3 000 00 00"), ("recent_changes", ""), ("unheard_of", "x"))),
        one(more_often=True, complaint=True, links=_links(now)[:1]),
        one(resolved=True, closed=True),
        *(one(consent=word) for word in ("yes", "no", "qualified", "not_his", "unproven")),
        one(resolved=True, files=("a.txt", "b.txt"), organisation=None, product=None, promise_by=None),
    ]


def _of_concerns(now: datetime) -> dict[str, tuple[Mapping[str, object], ...]]:
    """What others than customer and engineer are told, and what the clock tells."""
    case: dict[str, object] = {"number": 10423, "tag": _TAG, "subject": "Export stops"}

    def some(kind: type, *variants: dict[str, object]) -> tuple[Mapping[str, object], ...]:
        return tuple(told(kind(**{**case, **more})) for more in variants)

    card = _card(now)
    business: dict[str, object] = {"customer": _ANN, "received_at": now}
    development: dict[str, object] = {"category": "bug", "link": "mailto:x@desk.example"}
    return {
        "escalation": (
            told(Escalation(**card, why="complaint", owner="Jan Claes")),  # type: ignore[arg-type]
            told(Escalation(**card, why="nudge", owner="Jan Claes", complaint=True)),  # type: ignore[arg-type]
            told(Escalation(**{**card, "tag": None, "subject": ""}, why="something new")),  # type: ignore[arg-type]
        ),
        "reminder": some(
            Reminder,
            {"engineer": "Jan Claes", "due": now, "customer": "Ann Peeters"},
            {"engineer": "Jan Claes", "due": now, "tag": None, "subject": ""},
        ),
        "departure": some(
            Departure,
            {"customer": _ANN, "successor": Party("Bob", "bob@customer.example")},
            {"customer": _ANN, "successor": Party("", "bob@customer.example"), "tag": None},
            {"customer": Party("", _ANN.address), "successor": Party("Bob", ""), "subject": ""},
            {"customer": _ANN},
        ),
        "business": some(
            Business,
            *({**business, "about": about} for about in ("invoice", "order", "renewal", "another")),
            {**business, "about": "cancellation", "organisation": "Peeters", "contract_number": "C-17"},
            {**business, "about": "cancellation", "contract_number": "C-17", "contract_until": now.date()},
            {**business, "engineer": "Jan Claes", "files": ("a.pdf",), "left_out": ("b.zip",), "tag": None},
            {**business, "customer": Party("", _ANN.address), "subject": ""},
        ),
        "development": some(
            Development,
            {**development, "product": "Visi", "details": (("operating_system", "Windows 11"), ("unheard_of", "x"))},
            {**development, "category": "suggestion", "tag": None, "subject": ""},
        ),
    }


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
        "reopened": some(Reopened, {"desk": "Desk", "name": "Ann"}, {"desk": "Desk", **unnumbered}),
        "closing": some(
            Closing,
            {"desk": "Desk", "name": "Ann"},
            {"desk": "Desk", **unnumbered},
            {"desk": "Desk", "solved": True, "not_solved": "mailto:x@desk.example"},
            {"desk": "Desk", "unanswered": True, "not_solved": "mailto:x@desk.example"},
            {"desk": "Desk", "minutes": 90, "account_left": 510, "account_until": now.date()},
            {"desk": "Desk", "minutes": 90, "account_left": 0, "billable": 30},
            {"desk": "Desk", "minutes": 15, "billable": 15, "amount": Decimal("312.50"), "currency": "NOK"},
        ),
        "nudge": some(Nudge, {"desk": "Desk", "name": "Ann"}, {"desk": "Desk", "last": True, **unnumbered}),
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
            {**held, "why": "unproven", "because": _becauses()},
            {"why": "forged", "held": False, "because": (Because(word="not_vouched"),)},
            {**held, "why": "no_customer"},
            {**held, "why": "no_time"},
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
        "no_such_organisation",
        "no_such_case",
    )
    return (*((f"#x{n}", why, "#close" if n == 0 else None) for n, why in enumerate((*whys, "not_here", "another"))),)


def _becauses() -> tuple[Because, ...]:
    """One of every word that `because.md` knows, and one that it does not."""
    plain = (
        *(
            "handled",
            "dedicated",
            "related",
            "of_the_firm",
            "all_away",
            "present",
            "soon",
            "leads",
            "first",
            "own_address",
            "other_address",
            "token",
            "token_expired",
        ),
        *("no_token", "vouched", "not_vouched", "holds_token", "remains", "disagree", "something_new"),
    )
    return (
        *(Because(word=word) for word in plain),
        *(Because(word=word, product="Visi") for word in ("named", "nobody_knows")),
        Because(word="speaks", language="nl"),
        *(Because(word="load", cases=cases) for cases in (0, 1, 7)),
        *(Because(word=word, engineer="Jan Claes") for word in ("by", "token_of", "stands_in")),
        *(Because(word=word, text="Please *install* it.") for word in ("holds_line", "typed_within")),
    )


def _results(now: datetime) -> tuple[Result, ...]:
    """One of every word that `result.md` knows, and one that it does not."""
    plain = (
        *("noted", "close", "reopen", "wait", "hold", "take", "phone", "status", "undo", "too_late", "drop"),
        *(
            "asked_who",
            "opened",
            "appended",
            "answered",
            "unassigned",
            "quarantined",
            "returned",
            "approved",
            "something_new",
        ),
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
        Result(word="time", minutes=30, included_left=0, account_left=90, unapproved=15),
        Result(word="time", minutes=30, included_left=15),
        Result(word="time", minutes=30, account_left=90),
        Result(word="time", minutes=30, unapproved=15),
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
        "alarm": tuple(told(alarms) for alarms in _alarms(now)),
        "heartbeat": (told(Heartbeat(mailbox="visi")),),
        "no_case": (told(NoCase(asked="99999")), told(NoCase(asked="abc", subject="Question")), told(NoCase(asked=""))),
    }


def _alarms(now: datetime) -> tuple[Alarms, ...]:
    def wrong(trouble: Trouble, name: str = "") -> Wrong:
        what = "imap.desk.example:993 refused the login of visi.support@desk.example: [AUTHENTICATIONFAILED]"
        return Wrong(trouble=trouble.value, name=name, what=what, cure="Set what password_from names", since=now)

    named = {Trouble.MAILBOX: "visi", Trouble.HEARTBEAT: "visi", Trouble.LEDGER: "visi"}
    every = tuple(wrong(trouble, named.get(trouble, "")) for trouble in Trouble)
    return (
        Alarms(desk="Desk", wrong=every),
        Alarms(desk="Desk", wrong=every[:1], over=every[1:2]),
        Alarms(desk="Desk", over=every),
    )


def _of_contracts(now: datetime) -> dict[str, tuple[Mapping[str, object], ...]]:
    """What is said of contracts, accounts and quotas."""
    today = now.date()
    common: dict[str, object] = {"desk": "Desk", "name": "Ann", "organisation": "Peeters Matrijzen", "plan": "Gold"}
    numbered = {**common, "contract": "C-17"}
    office: dict[str, object] = {"organisation": "Peeters Matrijzen", "plan": "Gold", "contract": "C-17"}
    period: dict[str, object] = {"since": today, "until": today}
    return {
        "contract": (
            told(ContractNews(**numbered, news="renewed", **period)),  # type: ignore[arg-type]
            told(ContractNews(**numbered, news="renewing", **period, deadline=today)),  # type: ignore[arg-type]
            told(ContractNews(**{**common, "name": ""}, news="renewing", **period)),  # type: ignore[arg-type]
            told(ContractNews(**common, news="ending", **period)),  # type: ignore[arg-type]
            told(ContractNews(**numbered, news="ending", **period, left=45, account=600)),  # type: ignore[arg-type]
        ),
        "account": (
            told(AccountNews(**numbered, left=45, account=600, until=today)),  # type: ignore[arg-type]
            told(AccountNews(**common, left=45, account=600, until=today, expires=True)),  # type: ignore[arg-type]
            told(AccountNews(**{**common, "name": ""}, left=0, account=600)),  # type: ignore[arg-type]
        ),
        "quota": (
            told(QuotaNews(**numbered, channel="written", used=16, limit=20, until=today)),  # type: ignore[arg-type]
            told(QuotaNews(**common, channel="phone", used=20, limit=20, until=today)),  # type: ignore[arg-type]
            told(QuotaNews(**{**common, "name": ""}, channel="remote", used=20, limit=20, until=today)),  # type: ignore[arg-type]
        ),
        "informed": (
            told(Informed(desk="Desk", name="Ann", number=10423, subject="Export stops")),
            told(Informed(desk="Desk", name="", number=10423, subject="")),
        ),
        "office": (
            told(OfficeNews(**office, news="renewed", **period)),  # type: ignore[arg-type]
            told(OfficeNews(**office, news="renewing", **period, deadline=today)),  # type: ignore[arg-type]
            told(OfficeNews(**office, news="ending", until=today)),  # type: ignore[arg-type]
            told(OfficeNews(**office, news="account_low", left=45, account=600, until=today)),  # type: ignore[arg-type]
            told(OfficeNews(organisation="Peeters", plan="Gold", news="account_expiring", left=5, account=600)),
            *(
                told(OfficeNews(organisation="Peeters", news="quota", channel=name, used=16, limit=20))
                for name in ("written", "phone", "remote", "other")
            ),
            told(OfficeNews(organisation="Peeters", news="no_contract", number=10423, sender="ann@customer.example")),
        ),
    }
