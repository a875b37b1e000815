"""What the examples of several occasions share: one case, its people, and every word of the small lists. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from notifier.compose import told
from notifier.for_staff import Because, Result
from routing.submission import Party

TAG = "[Desk #10423]"
UNDERSTOOD = (("company", "Peeters *Matrijzen*"), ("operating_system", "Windows 11 23H2"))
ANN = Party("Ann Peeters", "ann@customer.example")
CASE: Mapping[str, object] = {"number": 10423, "tag": TAG, "subject": "Export stops"}
UNNUMBERED: Mapping[str, object] = {"number": None, "tag": None}


def some(kind: type, common: Mapping[str, object], *variants: Mapping[str, object]) -> tuple[Mapping[str, object], ...]:
    """Values of that class, one for each variant of what they have in common."""
    return tuple(told(kind(**{**common, **more})) for more in variants)


def card(now: datetime) -> dict[str, object]:
    """What a card is told of a case whose customer, plan and product are known."""
    return {
        "number": 10423,
        "tag": TAG,
        "subject": "Export stops",
        "customer": ANN,
        "received_at": now,
        "organisation": "Peeters Matrijzen",
        "plan": "Gold",
        "product": "Visi",
        "confidence": 0.9,
        "language": "nl",
        "promise_by": now + timedelta(hours=4),
    }


def becauses() -> tuple[Because, ...]:
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


def results(now: datetime) -> tuple[Result, ...]:
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
            "reminded",
            "nudged",
            "absent",
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
