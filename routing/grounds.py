"""On what grounds a mail opens a case: who may ask, what it costs, and who else should hear of it.

Read once as the case opens; `said` is kept with its event, so that every mail about it says the same. `spread` keeps
what the responsible of an organisation (PRO-04) and the office (PRO-13) are to hear. Nothing here keeps a case from
being opened.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from routing.announcing import inform, tell_office
from routing.askers import leaders_of, standing_of
from routing.contracts import day_of
from routing.desk import Desk
from routing.entitlement import Entitlement
from routing.folding import folded
from routing.model import Contact, Organisation, Ticket
from routing.standing import Asking, Standing
from routing.submission import Submission

_READ = 20_000  # characters of a mail in which a postprocessor is looked for
# "postprocessor" as the six languages spell it, folded, and the short "post" of those who use them daily.
_POST = re.compile(r"\bpost(?:s|e|en|er)?\b|\bpost[- ]?pro[czs]\w{0,20}")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a case is opened on. `made` (PRO-10): delivered, unknown_post, own_work, or None."""

    standing: Standing
    organisation: Organisation | None
    leaders: Sequence[Contact] = ()  # of an organisation, where somebody else of it asks
    made: str | None = None
    authenticated: bool = False  # somebody vouches for the sender's domain

    def said(self) -> dict[str, Any]:
        """For the event: what `Standing.said` has, `made`, and `contacts`: the names of those who ask.

        The sender is given them only if it is sure that he is of their house.
        """
        names = [contact.name or contact.address for contact in self.leaders] if self.authenticated else []
        return {**self.standing.said(), "made": self.made, "contacts": names}


def grounds_of(
    session: Session,
    desk: Desk,
    submission: Submission,
    contact: Contact | None,
    organisation: Organisation | None,
    entitlement: Entitlement,
    product: str | None,
) -> Grounds:
    """Everything that a new case stands on."""
    day = day_of(desk, submission.received_at)
    standing = standing_of(
        session,
        desk,
        entitlement,
        contact=contact,
        organisation=organisation,
        product=product,
        topics=submission.topics,
        day=day,
    )
    others = standing.asking is not Asking.YES
    found = leaders_of(session, organisation) if others else ()
    leaders = [one for one in found if contact is None or one.id != contact.id]
    made = _made(submission, organisation)
    return Grounds(standing, organisation, leaders, made, submission.proofs.aligned)


def spread(session: Session, desk: Desk, ticket: Ticket, grounds: Grounds, sender: str, now: datetime) -> None:
    """Keep what others should hear of a case that a customer has just opened."""
    if grounds.organisation is None:
        return
    if grounds.leaders:
        inform(session, desk, ticket, grounds.organisation.name, grounds.leaders, now)
    if grounds.standing.word == "known" and desk.contracts.copies_office:
        tell_office(session, desk, ticket, grounds.organisation.name, sender, now)


def _made(submission: Submission, organisation: Organisation | None) -> str | None:
    """PRO-10: whether it is about a postprocessor of ours, another one, or other work of the customer's own."""
    if "customisation" not in submission.topics:
        return None
    text = folded(f"{submission.subject}\n{submission.visible_text}"[:_READ])
    names = (folded(name) for name in organisation.postprocessors) if organisation is not None else ()
    if any(name and _names(text, name) for name in names):
        return "delivered"
    return "unknown_post" if _POST.search(text) else "own_work"


def _names(text: str, name: str) -> bool:
    """Whether a text has that name as a word of its own."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
