"""What the templates of staff mails are told: a frozen class for each occasion.

The same contract with operators as in `for_customers`. An occasion of a case has a `CaseCard` or at least number, tag
and subject; `list`, `help` and `no_case` also answer questions to the desk itself, and have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from routing.submission import Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """Another case of the same customer."""

    number: int
    subject: str
    state: str  # a TicketState


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """Why something was decided. `word` is one of `because.md`."""

    word: str
    product: str = ""  # title
    engineer: str = ""  # full name
    language: str = ""  # tag
    text: str = ""  # what somebody wrote
    cases: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingFile:
    """A file that waits at a file service (GEN-10)."""

    url: str
    service: str
    expires: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseCard:
    """What an engineer sees at a glance; shared by the staff occasions."""

    number: int
    tag: str | None
    subject: str
    customer: Party
    received_at: datetime
    organisation: str | None = None
    perhaps: str | None = None  # an organisation whose name is like the company that the mail names
    plan: str | None = None
    contract_number: str | None = None
    contract_until: date | None = None  # its last day
    known: str = "entitled"  # entitled | no_contract | unknown
    product: str | None = None  # title
    suggested: str | None = None  # title of another product, for which the text speaks (GEN-19)
    category: str | None = None  # a Category
    confidence: float = 0.0  # 0..1
    language: str | None = None  # of the customer's mail
    promise_by: datetime | None = None
    critical: bool = False
    missing: tuple[str, ...] = ()  # names of details
    files: tuple[str, ...] = ()  # names of the files that go along
    left_out: tuple[str, ...] = ()  # names of those too large to go along
    earlier: tuple[Earlier, ...] = ()  # of the same contact, the latest first
    linked: tuple[int, ...] = ()  # numbers of cases that have to do with it
    reaches: tuple[str, ...] = ()  # whom a reply reaches, by name or address
    links: tuple[WaitingFile, ...] = ()
    complaint: bool = False  # GEN-08
    asking: str = "yes"  # yes | not_named | surplus | left: whether the sender may ask (PRO-04, NTI-05)
    trained: bool | None = None  # False: not in this product, though the plan asks for it
    made: str = ""  # delivered | unknown_post | own_work: what of the customer's own it is about (PRO-10)
    charge: str = ""  # included | account | billed | asks | open: who paid for the first minute
    rate: Decimal | None = None  # an hour's
    currency: str | None = None  # ISO 4217
    approved: bool = False  # the customer said yes to paid work
    included_left: int | None = None  # minutes of the case; None: all, or there is no agreement
    account: int | None = None  # minutes that were paid in advance; None: no account (JOH-03)
    account_left: int | None = None
    account_until: date | None = None
    unapproved: int = 0  # minutes of the case nobody may be billed for (GEN-04)
    uses: tuple[tuple[str, int, int], ...] = ()  # (channel, cases of this year, how many there may be) (NET-04)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(CaseCard):
    """To the engineer: a case is yours."""

    engineer: str  # his full name
    details: tuple[tuple[str, str], ...] = ()  # (name of a detail, value) as read from the mail
    topics: tuple[str, ...] = ()  # names of topics (labels.md)
    reasons: tuple[str, ...] = ()  # why he: as the decision says it, in English
    because: tuple[Because, ...] = ()  # the same, to be said in the reader's language
    reply_reaches_customer: bool = True  # GEN-18


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(CaseCard):
    """To the engineer: the customer wrote again."""

    engineer: str
    reopened: bool = False
    resolved: bool = False  # PRO-09: the customer says it is solved
    closed: bool = False  # and the case was closed on his word
    more_often: bool = False  # PRO-09: it happens more often
    completed: tuple[tuple[str, str], ...] = ()  # (name of a detail, value) that his mail added; "": he does not know
    consent: str = ""  # yes | no | qualified | not_his | unproven: what he says to paid work (GEN-04)
    reply_reaches_customer: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """To the engineer: the contact works there no more, says his mail program, whose words stand in the slot."""

    number: int
    tag: str | None
    subject: str
    customer: Party
    successor: Party | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """To whoever else looks after the case: a colleague answered; his words stand in the slot."""

    number: int
    tag: str | None
    subject: str
    colleague: str  # his full name
    to: tuple[str, ...]  # names or addresses
    closes: bool = False
    recorded: bool = False  # he wrote to the customer himself, nothing was posted
    files: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one order came to, or one event of a case. `word` is a command's, or one of `result.md`."""

    word: str
    to: tuple[str, ...] = ()  # names or addresses
    files: int = 0
    until: datetime | None = None
    text: str = ""
    engineer: str = ""  # full name
    category: str = ""
    severity: str = ""
    product: str = ""  # title
    minutes: int = 0
    included_left: int | None = None  # minutes of the case
    account_left: int | None = None  # minutes of the contract
    unapproved: int = 0  # minutes of the case nobody may be billed for
    fields: tuple[str, ...] = ()  # names of details
    number: int | None = None  # of another case
    address: str = ""
    of: str = ""  # the command that found nothing to do


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something that became of a case: when, by whom ("" for the service), and what was said, in a line."""

    at: datetime
    who: str
    result: Result
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """To the engineer: what his mail came to."""

    number: int
    tag: str | None
    subject: str
    said: tuple[Result, ...]
    undo_until: datetime | None = None  # None: nothing to undo, or too late


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """To the engineer: his mail was not carried out. All he wrote stands in the slot."""

    number: int
    tag: str | None
    subject: str
    why: str  # misspelt | uncertain | collision | unproven | forged | no_customer | no_time | refused
    held: bool  # his mail waits: `#send` and `#drop` work
    faults: tuple[tuple[str, str, str | None], ...] = ()  # (the line, why, what would be right)
    may_send: bool = True  # `#send` would help
    happened: tuple[Happening, ...] = ()
    reasons: tuple[str, ...] = ()  # as the decision says it, in English; of a refusal, in the server's words
    because: tuple[Because, ...] = ()  # the same, to be said in the reader's language


@dataclass(frozen=True, slots=True, kw_only=True)
class Thanks:
    """To the engineer: the customer of a closed case says thank you. His words stand in the slot."""

    number: int
    tag: str | None
    subject: str
    customer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """To the engineer who wrote it, else to who looks after the case: it did not arrive. His text is in the slot."""

    number: int
    tag: str | None
    subject: str
    recipient: str
    what: str  # the occasion of that mail
    status: str | None = None  # enhanced code
    diagnostic: str | None = None  # the server's words
    yours: bool = False  # the reader wrote it
    staff: bool = False  # it was for one of our own people
    suppressed: bool = False  # nothing automatic is sent there any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Status(CaseCard):
    """To the engineer, who asked: how a case stands."""

    state: str  # a TicketState
    severity: str = "normal"
    wake_at: datetime | None = None  # until when it waits or is held
    due_at: datetime | None = None  # his own promise
    owner: str | None = None  # full name
    timeline: tuple[Happening, ...] = ()  # oldest first, the last 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """To the engineer, who asked: every file of a case."""

    number: int
    tag: str | None
    subject: str
    names: tuple[str, ...] = ()  # that go along
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """To the engineer: every command."""

    subject: str = ""  # of what he wrote


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One case of a list."""

    number: int
    subject: str
    state: str  # a TicketState
    link: str  # mailto: asks for its status
    customer: str = ""
    promise_by: datetime | None = None
    critical: bool = False
    owner: str | None = None  # full name; None: nobody's


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseList:
    """To the engineer: his open cases; to a lead: everybody's."""

    engineer: str  # his full name
    cases: tuple[Listed, ...] = ()  # in the order of work
    more: int = 0  # open cases that are not listed
    everybody: bool = False
    subject: str = ""  # of what he wrote


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """Something that is wrong with the service, or was."""

    trouble: str  # a Trouble
    name: str  # of the mailbox; "" where it is about the desk
    what: str  # in English, with the server's own words
    cure: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarms:
    """To managers: what is wrong with the service, and what no longer is."""

    desk: str  # its title
    wrong: tuple[Wrong, ...] = ()
    over: tuple[Wrong, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """To a mailbox of the desk itself."""

    mailbox: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoCase:
    """To the engineer: there is no case of that number."""

    asked: str  # as he wrote it
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeNews:
    """To the office, or who stands in for it: news of a contract, or a case without one (PRO-13). `None`: not of it."""

    news: str  # renewed | renewing | ending | account_low | account_expiring | quota | no_contract
    organisation: str
    plan: str | None = None
    contract: str | None = None
    since: date | None = None
    until: date | None = None
    deadline: date | None = None
    left: int | None = None  # minutes
    account: int | None = None
    channel: str | None = None
    used: int | None = None
    limit: int | None = None
    number: int | None = None  # of a case
    subject: str = ""
    sender: str | None = None  # address
