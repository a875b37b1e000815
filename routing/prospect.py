"""What a mail would open as a case: its product, what the contract says, and what that promises. Reads, never writes.

Both who opens cases (`openings`) and who only asks (`intake route`) look here, so that they cannot come to differ.
`reckon` looks up again what a case is entitled to, after its customer or its product has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from routing.contracts import contracts_of
from routing.desk import Desk
from routing.entitlement import Entitled, Entitlement, NotEntitled, entitle
from routing.model import Organisation, Ticket
from routing.products import Spoken, product_of
from routing.queue import NO_PLAN
from routing.sla import Promise, response_promise
from routing.submission import Severity, Submission
from routing.targets import Agreed, Matter, agree


@dataclass(frozen=True, slots=True)
class Prospect:
    """A case as it would be opened. `promise` is of its first answer, None where nothing is promised."""

    product: Spoken
    entitlement: Entitlement
    agreed: Agreed
    promise: Promise | None

    @property
    def standing(self) -> str:
        """GEN-01: entitled, known (without a contract) or unknown."""
        return {Entitled: "entitled", NotEntitled: "known"}.get(type(self.entitlement), "unknown")

    @property
    def contract(self) -> int | None:
        """Key of the contract that covers it; none where a licence bought lately does (PRO-03)."""
        return self.entitlement.contract_id or None if isinstance(self.entitlement, Entitled) else None

    @property
    def priority(self) -> int:
        """Of its plan; 1 is served first."""
        return self.entitlement.plan.priority if isinstance(self.entitlement, Entitled) else NO_PLAN


def prospect(session: Session, desk: Desk, submission: Submission, organisation: Organisation | None) -> Prospect:
    """What a mail of somebody of that organisation (None: of none that is known) opens."""
    product = product_of(desk, submission.mailbox, submission.subject, _said(submission))
    entitlement = entitlement_of(session, desk, organisation, product.product, submission.received_at)
    severity = Severity.CRITICAL if submission.critical else Severity.NORMAL
    agreed = agree(entitlement, Matter(submission.classification.category, severity, product.product), desk.calendar)
    return Prospect(product, entitlement, agreed, response_promise(agreed, submission.received_at))


def entitlement_of(
    session: Session, desk: Desk, organisation: Organisation | None, product: str | None, at: datetime
) -> Entitlement:
    """What the contracts of an organisation say of a product on that day, by the desk's calendar."""
    today = at.astimezone(desk.calendar.zone).date()
    contracts = contracts_of(session, desk, organisation)
    return entitle(organisation.name if organisation else None, contracts, desk.plans, product, today)


def reckon(session: Session, desk: Desk, ticket: Ticket, now: datetime) -> Entitlement:
    """Write down anew which contract covers a case, and with which priority; its clocks follow from the records."""
    organisation = session.get(Organisation, ticket.organisation_id) if ticket.organisation_id is not None else None
    found = entitlement_of(session, desk, organisation, ticket.product, now)
    covered = found if isinstance(found, Entitled) else None
    ticket.contract_id = (covered.contract_id or None) if covered else None
    ticket.priority = covered.plan.priority if covered else NO_PLAN
    session.add(ticket)
    session.flush()  # who asks for the balance next asks by what the case is now
    return found


def _said(submission: Submission) -> str:
    """What the sender wrote, with what he forwards."""
    original, text = submission.original, submission.visible_text
    return text if original is None or original.text == text else f"{text}\n{original.text}"
