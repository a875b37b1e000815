"""The verbs on a ticket. Each changes its rows and records one TicketEvent, in the caller's transaction.

A verb decides nothing: `route.py` did. The ticket's row is locked by whoever calls a verb on one that exists, so
`seq` rises without gaps. Payload fields are listed at each verb; a change of their meaning raises
`journal.PAYLOAD_VERSION`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from routing.db import Database
from routing.desk import Engineer, Source
from routing.journal import CUSTOMER, SERVICE, keep, record, watch
from routing.model import Direction, EventKind, Ticket, TicketState
from routing.reasons import for_mails
from routing.sla import Promise
from routing.submission import Category, Submission


def open_ticket(
    session: Session,
    database: Database,
    ticket: Ticket,
    submission: Submission,
    promise: Promise | None,
    standing: str,
    reasons: Sequence[str],
    *,
    asks: Sequence[str] = (),
    repeats: bool = False,
    awaited: bool = True,
    source: Source = Source.MAIL,
    suggested: str | None = None,
    stands: Mapping[str, Any] | None = None,
    history: bool,
    now: datetime,
) -> None:
    """A mail opens a case.

    Payload: `standing` (entitled, known, unknown), `promise` ({"due", "minutes"} or null), `acknowledge`
    (false: nothing automatic goes to the sender), `repeats` (it says what its sender said before), `history`
    (imported), `received_at`, `topics`, `asks` (names of the details that the acknowledgement asks for, in its order),
    `critical` (the mail says so), `awaited` (false: one of ours wrote it, and nobody waits for an answer), `source` (a
    `Source`), `suggested` (another product that the text speaks for, GEN-19, or null), `complaint`, `links` (files that
    wait elsewhere: `url`, `service`, `expires`), `stands` (see `routing.grounds`; null in an older event).
    """
    ticket.number = database.next_number(session, ticket.desk)
    session.add(ticket)
    session.flush()
    message = _say(session, ticket, submission, now)
    payload = {
        "standing": standing,
        "promise": {"due": promise.due.isoformat(), "minutes": promise.minutes} if promise else None,
        "acknowledge": submission.acknowledge and not history,
        "repeats": repeats,
        "history": history,
        "received_at": submission.received_at.isoformat(),
        "topics": list(submission.topics),
        "asks": list(asks),
        "critical": submission.critical,
        "awaited": awaited,
        "complaint": submission.complaint,
        "links": _links(submission),
        "source": source.value,
        "suggested": suggested,
        "stands": dict(stands) if stands is not None else None,
    }
    record(session, ticket, EventKind.OPENED, CUSTOMER, payload, reasons, now, message)


def append(
    session: Session,
    ticket: Ticket,
    submission: Submission,
    actor: str,
    reasons: Sequence[str],
    *,
    completed: Sequence[Mapping[str, Any]] = (),
    consent: str | None = None,
    by_customer: bool = False,
    history: bool,
    now: datetime,
) -> None:
    """A further mail joins a case and reopens it if it was closed, unless it is a mere thank-you (MAIL.md 3).

    A question for news does not end a wait (GEN-08). Payload: `reopened`, `resolved` (the customer says so), `thanked`
    (a closed case stays closed), `only_thanks`, `nudge`, `critical` (the mail says so), `complaint`, `more_often`,
    `links` (as of an opening), `history`, `completed` (what it added to the details, see `routing.completing`),
    `consent` (what it answers to our question whether paid work may begin, see `routing.approvals`; null where none was
    asked), `acknowledge` (a robot may answer it), `by_customer` (he whose case it is wrote it).
    """
    closed = ticket.state is TicketState.CLOSED
    thanked = closed and submission.only_thanks
    reopened = closed and not thanked and not history
    if reopened or (ticket.state is TicketState.WAITING and not (submission.nudge or history)):
        ticket.state = TicketState.OPEN
        ticket.closed_at = ticket.channel = None
    message = _say(session, ticket, submission, now)
    record(
        session,
        ticket,
        EventKind.APPENDED,
        actor,
        {
            "reopened": reopened,
            "resolved": submission.resolved,
            "thanked": thanked,
            "only_thanks": submission.only_thanks,
            "nudge": submission.nudge,
            "critical": submission.critical,
            "complaint": submission.complaint,
            "more_often": submission.more_often,
            "links": _links(submission),
            "history": history,
            "completed": [dict(one) for one in completed],
            "consent": consent,
            "acknowledge": submission.acknowledge,
            "by_customer": by_customer,
        },
        reasons,
        now,
        message,
    )


def link(session: Session, ticket: Ticket, other: Ticket, actor: str, now: datetime) -> None:
    """Two cases have to do with each other; recorded in both. Payload: `number` of the other."""
    for here, there in ((ticket, other), (other, ticket)):
        if there.number not in here.linked:
            here.linked = [*here.linked, there.number]
        record(session, here, EventKind.LINKED, actor, {"number": there.number}, (), now)


def assign(
    session: Session,
    ticket: Ticket,
    engineer: str | None,
    reasons: Sequence[str],
    *,
    by: str | None = None,
    bridges: str | None = None,
    history: bool,
    now: datetime,
) -> None:
    """An engineer gets the case; None leaves it to the leads.

    Payload: `engineer`, `before`, `history`, `by` (the engineer who ordered it, or null: the service decided),
    `bridges` (whom he bridges, COR-08, or null), `because` (see `routing.reasons`).
    """
    before, ticket.owner = ticket.owner, engineer
    payload = {
        "engineer": engineer,
        "before": before,
        "history": history,
        "by": by,
        "bridges": bridges,
        "because": for_mails(reasons),
    }
    record(session, ticket, EventKind.ASSIGNED, SERVICE, payload, reasons, now)


def let_watch(session: Session, ticket: Ticket, engineer: Engineer, reasons: Sequence[str], now: datetime) -> None:
    """A colleague reads along from now on; who does so already hears of it no second time. Payload: `address`."""
    address = engineer.addresses[0]
    if watch(session, ticket, address, engineer.full_name, engineer.name):
        record(session, ticket, EventKind.WATCHED, SERVICE, {"address": address}, reasons, now)


def place_product(session: Session, ticket: Ticket, product: str, reasons: Sequence[str], now: datetime) -> None:
    """The customer says which product it is about. Payload: `what` (product), `before` (null), `after`."""
    ticket.product = product
    payload = {"what": "product", "before": None, "after": product}
    record(session, ticket, EventKind.CHANGED, CUSTOMER, payload, reasons, now)


def deliver_elsewhere(
    session: Session,
    ticket: Ticket,
    mailbox: str,
    product: str | None,
    watcher: tuple[str, str, str] | None,
    now: datetime,
) -> None:
    """The same message reached another mailbox of ours: one case, and that product's engineer watches (PRO-01).

    `watcher` is (engineer, address, full name). Payload: `mailbox`, `product`, `watcher`.
    """
    if watcher is not None:
        engineer, address, name = watcher
        watch(session, ticket, address, name, engineer)
    payload = {"mailbox": mailbox, "product": product, "watcher": watcher[0] if watcher else None}
    record(session, ticket, EventKind.DELIVERED_ELSEWHERE, SERVICE, payload, (), now)


def open_stub(
    session: Session,
    database: Database,
    desk: str,
    mailbox: str,
    product: str | None,
    raw_digest: str,
    why: str,
    now: datetime,
) -> Ticket:
    """A mail that could not be read opens a case all the same, so that a person sees it (MAIL.md 1.5).

    Payload: `raw_digest`, `why`.
    """
    ticket = Ticket(
        desk=desk,
        number=database.next_number(session, desk),
        subject="",
        mailbox=mailbox,
        product=product,
        category=Category.SUPPORT,
        confidence=0.0,
        opened_at=now,
        changed_at=now,
    )
    session.add(ticket)
    session.flush()
    record(session, ticket, EventKind.QUARANTINED, SERVICE, {"raw_digest": raw_digest, "why": why}, (why,), now)
    return ticket


@dataclass(frozen=True, slots=True)
class Failure:
    """A mail of a case that did not arrive."""

    recipient: str
    status: str | None  # enhanced code, RFC 3463
    diagnostic: str | None  # the server's words
    occasion: str  # of that mail
    staff: bool  # it was for one of our own people
    suppressed: bool  # nothing automatic is sent there any more
    of: int | None  # number of the event that it told: a clock that this stopped runs again; None for a mere copy
    writer: str | None  # the engineer who wrote it; None for an automatic mail
    message_id: int | None  # his message


def note_bounce(session: Session, ticket: Ticket, failure: Failure, now: datetime) -> None:
    """A mail of this case did not arrive. Payload: the fields of `Failure`, but for its message: the event names it."""
    payload = asdict(failure)
    message = payload.pop("message_id")
    record(session, ticket, EventKind.BOUNCED, SERVICE, payload, (), now, message)


def _links(submission: Submission) -> list[dict[str, str | None]]:
    return [
        {"url": link.url, "service": link.service, "expires": link.expires.isoformat() if link.expires else None}
        for link in submission.links
    ]


def _say(session: Session, ticket: Ticket, submission: Submission, now: datetime) -> int:
    said = {
        "direction": Direction.INBOUND,
        "text": submission.text,
        "visible_text": submission.visible_text,
        "html_part": submission.html_part,
    }
    return keep(session, ticket, submission, said, submission.files, now)
