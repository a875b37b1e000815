"""Everything that was understood of one mail, as a value.

`intake.read` makes it, in the reader process; it crosses back by pickle, and holds no bytes of files. Its parts are
named here for the type checker alone, for who takes a `Reading` needs no reader's tables of words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routing.submission import Classification, Details, Draft, FileLink, Kind

if TYPE_CHECKING:
    from intake.absence import Absence
    from intake.bounce import Bounce
    from intake.forward_inline import Forwarded
    from intake.mail import ParsedMail

_NO_DRAFT = Draft("")


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was understood of one mail."""

    mail: ParsedMail
    kind: Kind
    follow_up: bool  # an answer, or an update on an existing case
    acknowledge: bool  # False for bulk, automatic, and human mail with list or suppress headers
    language: str | None
    visible_text: str
    signature: str
    quoted_text: str
    forwarded: Forwarded | None
    ticket_number: int | None
    classification: Classification | None  # None unless a person's
    critical: bool
    resolved_by_customer: bool
    topics: tuple[str, ...]
    details: Details
    missing: tuple[str, ...]
    bounce: Bounce | None
    reasons: dict[str, tuple[str, ...]]  # by key: kind, category, critical, details …
    problems: tuple[str, ...]
    absence: Absence | None = None  # of an automatic reply that tells of one
    certainty: float = 1.0  # that `visible_text` holds no quote and misses nothing; from 0.9 it may be relayed unseen
    forward_certainty: float = 1.0  # that `forwarded` and its sender are right; below 0.8 a person should be asked
    flags: tuple[str, ...] = ()  # nudge, complaint, thanks, more_often: for people's queues, and changes nothing itself
    promises: tuple[str, ...] = ()  # sentences in which the sender says what he will do, and when
    links: tuple[FileLink, ...] = ()  # files that wait at a file service, of the new and the forwarded text
    only_thanks: bool = False  # and nothing else in it
    matters: tuple[str, ...] = ()  # of `intake.matters.MATTERS`: for the office, or for a person to judge
    held_against: tuple[str, ...] = ()  # Message-IDs of our mails to him that `draft` was held against
    draft: Draft = _NO_DRAFT  # what would go out of a person's mail if he is an engineer; in a forward the comment
