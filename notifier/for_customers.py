"""What the templates of customers' mails are told: a frozen class for each occasion.

The names are a contract with operators who write their own templates: a field may be added, with a default that
changes nothing, but not renamed. Times are aware; the template writes them in the reader's zone. Text may be
anything a stranger wrote: it is escaped where it is put in. Nothing here decides what is true.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


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
    contacts: tuple[str, ...] = ()  # PRO-04: who asks for his organisation, where it is not he
    unpaid: str = ""  # no_agreement | used_up: paid work at `rate` waits for his yes (JOH-04)
    rate: Decimal | None = None  # an hour's
    currency: str | None = None  # ISO 4217
    no_contract: bool = False  # PRO-13: he is known, and told what a contract is


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
    not_solved: str | None = None  # a mailto: that ends with "&body="
    minutes: int = 0  # that went into it, rounded as agreed; 0: nothing is said of time
    billable: int = 0  # of them, that he pays for
    amount: Decimal | None = None  # their price
    currency: str | None = None
    account_left: int | None = None  # minutes; None: no prepaid account (JOH-03)
    account_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopened:
    """To the customer: his mail has opened a closed case again."""

    desk: str
    number: int | None
    tag: str | None
    subject: str
    replies: bool = True
    name: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractNews:
    """To who speaks for an organisation: its contract renews, has renewed, or ends (PRO-03, COR-03, JOH-02)."""

    desk: str
    name: str
    organisation: str
    plan: str  # title
    news: str  # renewed | renewing | ending
    since: date  # first day of the period: the present one, of one that will renew the next
    until: date  # last day of the present one
    contract: str | None = None  # its number
    deadline: date | None = None  # the last day on which it can be ended
    left: int | None = None  # minutes of prepaid time that end with it
    account: int | None = None  # minutes that were paid


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountNews:
    """To who speaks for an organisation: its prepaid time is low, or expires (JOH-03)."""

    desk: str
    name: str
    organisation: str
    plan: str
    left: int  # minutes
    account: int  # minutes that were paid
    contract: str | None = None
    until: date | None = None
    expires: bool = False  # soon, with something left


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaNews:
    """To who speaks for an organisation: how many cases of a channel are used up (NET-04)."""

    desk: str
    name: str
    organisation: str
    plan: str
    channel: str  # written | phone | remote
    used: int
    limit: int
    until: date  # last day of the package year
    contract: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Informed:
    """To who asks for an organisation: a colleague of his opened a case (PRO-04). By number and subject only."""

    desk: str
    name: str
    number: int
    subject: str
