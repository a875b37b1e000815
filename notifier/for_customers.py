"""What the templates of customers' mails are told: a frozen class for each occasion.

The names are a contract with operators who write their own templates: a field may be added, with a default that
changes nothing, but not renamed. Times are aware; the template writes them in the reader's zone. Text may be
anything a stranger wrote: it is escaped where it is put in. Nothing here decides what is true.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
    licence: bool = False  # PRO-11: planned licence change
    reinstall: bool = False
    asked: tuple[str, ...] = ()  # names of details (labels.md) to ask for
    understood: tuple[tuple[str, str], ...] = ()  # (name of a detail, value) as read from his mail
    suggestion: bool = False  # PRO-08: thanked for, and listed
    passed_on: bool = False  # NET-05: those who make the program have it
    cancellation: bool = False  # GEN-13: the day of its receipt counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """To the customer: what an engineer wrote. His words stand in the slot `:::answer`, hers in `:::quote`."""

    number: int | None  # None where the desk shows no numbers (COR-10)
    tag: str | None
    subject: str  # of the case, without "Re:"
    replies: bool = True  # to a mail of the reader's
    closes: bool = False  # the case is closed with it
    quoted: str | None = None  # the name of whose last mail is quoted; None: nothing is
    quoted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """To the customer: the case is closed. How it was solved is the engineer's own and not told."""

    desk: str
    number: int | None
    tag: str | None
    subject: str
    replies: bool = True
    name: str = ""
    solved: bool = False  # PRO-09: he said so himself
    unanswered: bool = False  # he was reminded, and did not answer
    not_solved: str | None = None  # a mailto link that says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudge:
    """To the customer: we still wait for his answer."""

    desk: str
    number: int | None
    tag: str | None
    subject: str
    replies: bool = True
    name: str = ""
    last: bool = False  # the case is closed if he does not answer this one


@dataclass(frozen=True, slots=True, kw_only=True)
class AskBack:
    """To the customer: what is missing, in one mail, numbered."""

    desk: str
    number: int | None
    tag: str | None
    subject: str
    fields: tuple[str, ...]  # names of details (labels.md)
    replies: bool = True
    name: str = ""
    understood: tuple[tuple[str, str], ...] = ()  # (name of a detail, value) as read from his mails
