"""What would become of a mail, told without doing any of it: which case, which product, what is promised, and who.

The same decisions as `routing.route` makes, put together for people who ask why (`intake route`). Reads rows and writes
none; a sender whom nobody knows stays unknown. What depends on the very moment of filing is not foreseen: whether the
acknowledgement is held back, and what an engineer's orders do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from routing import business_hours
from routing.allotment import Matter, allot, load_of
from routing.assign import Choice
from routing.conversation import Conversations
from routing.desk import Source
from routing.model import Contact, Organisation, Ticket
from routing.parties import known_sender, organisation_of
from routing.prospect import Prospect, prospect
from routing.station import Station
from routing.submission import Submission
from routing.targets import ClockKind, Target


@dataclass(frozen=True, slots=True)
class Promised:
    """A clock that would run; `due` is None where the desk never opens again."""

    kind: ClockKind
    target: Target
    due: datetime | None
    why: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would become of a mail.

    `joined` is the case that it belongs to: then the rest says what it would be as a case of its own. `staff` is the
    engineer who wrote it; of such a mail only what a forwarded customer's says is foreseen, and else `found` is None.
    """

    joined: Ticket | None
    why: str
    staff: str | None
    contact: Contact | None  # not of the store, where nobody has written from the address yet
    organisation: Organisation | None
    found: Prospect | None
    clocks: tuple[Promised, ...]
    source: Source
    choice: Choice | None


def foresee(session: Session, station: Station, submission: Submission, now: datetime) -> Outlook:
    """Look at a mail as it would be filed at `now`."""
    desk = station.desk
    staff = desk.engineer_at(submission.sender.address)
    contact = known_sender(session, desk, submission.sender) if staff is None else None
    joined, why = Conversations(session, station).of(submission, contact, staff=staff is not None)
    seen = submission if staff is None else _passed_on(submission)
    source = desk.mailbox(submission.mailbox).source
    name = staff.name if staff is not None else None
    if seen is None:
        return Outlook(joined, why, name, None, None, None, (), source, None)
    contact = known_sender(session, desk, seen.sender) if contact is None else contact
    organisation = organisation_of(session, contact) if contact is not None else None
    found = prospect(session, desk, seen, organisation)
    matter = Matter(
        product=found.product.product,
        language=(contact and contact.language) or seen.language,
        contact=contact.id if contact is not None else None,
        organisation=organisation.id if organisation is not None else None,
        contract=found.contract,
        related=seen.details.related_case,
    )
    choice = allot(session, desk, matter, load_of(session, desk), now)
    promised = tuple(
        Promised(kind, target, _due(target, seen.received_at), told) for kind, target, told in found.agreed.targets
    )
    return Outlook(joined, why, name, contact, organisation, found, promised, source, choice)


def _passed_on(submission: Submission) -> Submission | None:
    """The customer's mail within one that an engineer forwards; None where there is none, or nobody known in it."""
    original = submission.original
    if original is None or original.sender is None:
        return None
    text = original.text
    return replace(submission, sender=original.sender, subject=original.subject, text=text, visible_text=text)


def _due(target: Target, start: datetime) -> datetime | None:
    if target.calendar is None:
        return start + timedelta(minutes=target.minutes)
    try:
        return business_hours.add(target.calendar, start, target.minutes)
    except business_hours.NeverOpen:
        return None
