"""The one gate before every automatic send (MAIL.md 2): may this mail go, and if not, why.

Pure: the facts are counted by the caller within his transaction. Two robots must go quiet after one exchange, so
whatever is not known to come from a person is not answered; an unknown kind closes the gate. Mail to staff answers
nobody: it is bound only by what protects a mailbox. What a person wrote is no automatic mail: it goes wherever he
wants it to, but never to ourselves or to an address that is known not to work. It does not word, enqueue or post.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from routing.submission import Kind

# RFC 3834 2: local parts that name robots, and those whose owners say that nobody reads.
_ROBOT = re.compile(
    r"(?:owner-.*|.*-(?:request|owner|bounces?)|bounces?|mailer-?daemon|postmaster|listserv|majordomo|mailman"
    r"|(?:do[-_.]?not|no)[-_.]?reply(?:[-_.+].*)?|.*[-_.]no[-_.]?reply)\Z"
)


class Why(StrEnum):
    """Why a mail is withheld, in words for the case's history."""

    NO_ADDRESS = "there is no address to send to"
    OWN_ADDRESS = "the address is our own"
    SUPPRESSED = "mail to this address is suppressed"
    NOT_A_PERSON = "the mail it would answer did not come from a person"
    ASKED_NOT_TO = "the mail it would answer asks for no automatic answer"
    SAID_BEFORE = "the mail it would answer says what its sender said before"
    ROBOT_ADDRESS = "nobody reads that address"
    ONCE_ONLY = "one of this kind has been sent for this case to this address"
    TOO_MANY = "this address has had its share of automatic mail for this hour"


@dataclass(frozen=True, slots=True)
class Caps:
    """Automatic mails an hour to one address. Staff may get many on a bad day; a flood is still a flood."""

    per_hour: int = 20
    staff_per_hour: int = 300


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is to know about one automatic mail before it is enqueued."""

    occasion: str
    recipient: str  # address
    staff: bool  # to our own people
    kind: str  # Kind of the mail that is answered or reported
    may_answer: bool  # False: it bears list or suppress headers
    own: bool  # the recipient is a mailbox of ours
    sent_of_kind: int  # mails of the same occasion for this case to this address
    sent_last_hour: int  # automatic mails to this address within the last hour
    suppressed: bool  # the address bounces, or is blocked by the desk
    automatic: bool = True  # False: written by a person
    repeats: bool = False  # the mail that is answered says what its sender said before (routing.repeats)


def to_staff(occasion: str, recipient: str, *, own: bool, sent_last_hour: int) -> Facts:
    """Of a mail to one of our people that answers no automatic mail, and of which there may be many."""
    return Facts(
        occasion=occasion,
        recipient=recipient,
        staff=True,
        kind=Kind.PERSON.value,
        may_answer=True,
        own=own,
        sent_of_kind=0,
        sent_last_hour=sent_last_hour,
        suppressed=False,
    )


@dataclass(frozen=True, slots=True)
class Admitted:
    """It may go."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """It may not, and why."""

    reason: Why


def admit(facts: Facts, caps: Caps = Caps()) -> Admitted | Withheld:
    """The first rule that closes the gate gives the reason."""
    rules = _for_all(facts)
    if facts.automatic:
        rules += _for_staff(facts, caps) if facts.staff else _for_others(facts, caps)
    for closed, reason in rules:
        if closed:
            return Withheld(reason)
    return Admitted()


def _for_all(facts: Facts) -> tuple[tuple[bool, Why], ...]:
    return (
        ("@" not in facts.recipient.strip("@"), Why.NO_ADDRESS),
        (facts.own, Why.OWN_ADDRESS),
        (facts.suppressed, Why.SUPPRESSED),
    )


def _for_staff(facts: Facts, caps: Caps) -> tuple[tuple[bool, Why], ...]:
    return ((facts.sent_last_hour >= caps.staff_per_hour, Why.TOO_MANY),)


def _for_others(facts: Facts, caps: Caps) -> tuple[tuple[bool, Why], ...]:
    local = facts.recipient.rpartition("@")[0].lower()
    return (
        (facts.kind != Kind.PERSON, Why.NOT_A_PERSON),
        (not facts.may_answer, Why.ASKED_NOT_TO),
        (facts.repeats, Why.SAID_BEFORE),
        (_ROBOT.match(local) is not None, Why.ROBOT_ADDRESS),
        (facts.sent_of_kind > 0, Why.ONCE_ONLY),
        (facts.sent_last_hour >= caps.per_hour, Why.TOO_MANY),
    )
