"""Examples of what engineers make us write: their answers, what comes back to them, and answers to questions. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from notifier.compose import told
from notifier.example_parts import ANN, CASE, UNDERSTOOD, UNNUMBERED, becauses, card, results, some
from notifier.for_customers import Answer, AskBack, Closing, Reopened
from notifier.for_staff import (
    Alarms,
    Because,
    CaseList,
    Colleague,
    Echo,
    Files,
    Happening,
    Heartbeat,
    Help,
    Listed,
    NoCase,
    Result,
    Returned,
    Status,
    Thanks,
    Undelivered,
    Wrong,
)
from routing.model import Trouble


def answer_examples(now: datetime) -> dict[str, tuple[Mapping[str, object], ...]]:
    """What leaves because of what engineers wrote."""
    quoted: dict[str, object] = {"quoted": "Ann Peeters", "quoted_at": now}
    said = results(now)
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
            CASE,
            quoted,
            {**quoted, "closes": True},
            {"closes": True},
            {**quoted, **UNNUMBERED, "closes": True},
            {"subject": ""},
        ),
        "reopened": some(Reopened, CASE, {"desk": "Desk", "name": "Ann"}, {"desk": "Desk", **UNNUMBERED}),
        "closing": some(
            Closing,
            CASE,
            {"desk": "Desk", "name": "Ann"},
            {"desk": "Desk", **UNNUMBERED},
            {"desk": "Desk", "solved": True, "not_solved": "mailto:x@desk.example?subject=Re&body="},
            {"desk": "Desk", "unanswered": True, "not_solved": "mailto:x@desk.example?subject=Re&body="},
            {"desk": "Desk", "minutes": 90, "account_left": 510, "account_until": now.date()},
            {"desk": "Desk", "minutes": 90, "account_left": 0, "billable": 30},
            {"desk": "Desk", "minutes": 15, "billable": 15, "amount": Decimal("312.50"), "currency": "NOK"},
        ),
        "ask_back": some(
            AskBack,
            CASE,
            {"desk": "Desk", "name": "Ann", "fields": ("phone", "unheard_of"), "understood": UNDERSTOOD},
            {"desk": "Desk", "fields": ("company",), **UNNUMBERED},
        ),
        "colleague": some(
            Colleague,
            CASE,
            {"colleague": "Wout", "to": ("Ann", "Bob"), "files": ("a.txt",), "left_out": ("b.zip",)},
            {"colleague": "Wout", "to": ("Ann",), "closes": True, "tag": None},
            {"colleague": "Wout", "to": ("Ann",), "recorded": True, "subject": ""},
        ),
        "echo": some(
            Echo, CASE, {"said": said, "undo_until": now}, {"said": said[:1]}, {"said": said[1:2], "tag": None}
        ),
        "returned": some(
            Returned,
            CASE,
            {**held, "why": "misspelt", "faults": _faults(), "may_send": False},
            {**held, "why": "misspelt", "faults": _faults()[:1], "tag": None},
            {**held, "why": "uncertain", "subject": ""},
            {**held, "why": "collision", "happened": happened},
            {**held, "why": "unproven", "because": becauses()},
            {"why": "forged", "held": False, "because": (Because(word="not_vouched"),)},
            {**held, "why": "no_customer"},
            {**held, "why": "no_time"},
            {"why": "no_customer", "held": False},
            {"why": "refused", "held": False, "reasons": ("too large",)},
            {**held, "why": "something new"},
        ),
        "thanks": some(
            Thanks, CASE, {"customer": "Ann Peeters"}, {"customer": "Ann Peeters", **UNNUMBERED, "subject": ""}
        ),
        "undelivered": some(
            Undelivered,
            CASE,
            {"recipient": ANN.address, "what": "answer", "yours": True, "status": "5.1.1", "suppressed": True},
            {"recipient": ANN.address, "what": "answer", "diagnostic": "550 5.7.1 not wanted", "tag": None},
            {"recipient": ANN.address, "what": "acknowledgement", "status": "5.2.2", "diagnostic": "mailbox full"},
            {"recipient": "jan@desk.example", "what": "assignment", "staff": True},
            {"recipient": ANN.address, "what": "something new", "subject": ""},
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


def question_examples(now: datetime) -> dict[str, tuple[Mapping[str, object], ...]]:
    """What answers a question of staff."""
    timeline = tuple(Happening(at=now, who="Ann Peeters", result=one) for one in results(now))
    listed = [
        Listed(number=10001 + n, subject="Export stops", state=state, link="mailto:x@desk.example", customer="Ann")
        for n, state in enumerate(("open", "waiting", "held"))
    ]
    urgent = Listed(
        number=10009, subject="", state="open", link="mailto:x", promise_by=now, critical=True, owner="Wout"
    )

    return {
        "status": some(
            Status,
            card(now),
            {"state": "open", "owner": "Jan Claes", "timeline": timeline},
            {"state": "waiting", "wake_at": now, "due_at": now, "severity": "high", "tag": None},
            {"state": "held", "critical": True, "subject": ""},
        ),
        "files": some(
            Files,
            CASE,
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
