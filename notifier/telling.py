"""What each occasion is told: a scene becomes the values of its template, and the words and files of others.

Here are the mails to customers; `telling_staff` has those to engineers, `reports` what they ask for. To a customer
nothing is said but what an engineer wrote for him, what he wrote himself, and words of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from notifier import reports, telling_others, telling_staff
from notifier.addresses import case_address, tagged, write_to
from notifier.audience import Hearer
from notifier.card import is_picture, piece, product, promise, shown
from notifier.compose import told
from notifier.details import as_written, understood
from notifier.discretion import opening_lines, without_tokens
from notifier.for_customers import Acknowledgement, Answer, AskBack, Closing, Reopened
from notifier.for_reminders import StillWaiting
from notifier.material import Bundle, Material, Told
from notifier.scene import Scene
from routing import business_hours
from routing.concerns import goes_to_development
from routing.desk import Desk, Without
from routing.model import Message
from routing.reference import Purpose
from routing.rota import Rota
from routing.station import Station
from routing.submission import Category

_QUOTED_LINES = 100
_SURE = 0.8  # below it a mail is not thanked for as a suggestion
_BELIEVED = timedelta(days=14)  # how long a mail may have been on its way
_REPLY = re.compile(r"\s*(?:(?:re|aw|antw|sv|vs|ynt|yan|rép|ref)\s{0,3}:\s*){1,20}", re.IGNORECASE)


def tell(station: Station, scene: Scene, hearer: Hearer) -> Told:
    """What a letter says on its occasion; KeyError for a raw mail that is missing."""
    return _TELLING[hearer.occasion](station, scene, hearer)


def _acknowledgement(station: Station, scene: Scene, hearer: Hearer) -> Told:
    desk, ticket, opening = station.desk, scene.ticket, scene.event.payload
    received = datetime.fromisoformat(opening["received_at"])
    in_hours = business_hours.is_open(desk.calendar, received)
    topics = opening.get("topics", ())
    values = Acknowledgement(
        desk=desk.title,
        subject=ticket.subject,
        received_at=received,
        **shown(desk, scene),
        name=hearer.party.name,
        product=product(desk, ticket.product),
        unknown=opening["standing"] == "unknown" and bool(opening.get("asks")),
        in_hours=in_hours,
        back_at=None if in_hours else business_hours.next_open(desk.calendar, received),
        same_working_day=desk.looks_next_working_day,
        promise_by=promise(scene),
        critical=ticket.critical,
        on_call=not in_hours and bool(Rota(desk, ticket.owner, critical=ticket.critical).on_call(received)),
        phone=as_written(desk.phone) if desk.phone else None,
        licence="licence" in topics,
        reinstall="reinstall" in topics,
        suggestion=ticket.category is Category.SUGGESTION and ticket.confidence >= _SURE,
        passed_on=goes_to_development(desk, ticket.category, ticket.confidence),
        cancellation="cancellation" in topics,
        asked=tuple(opening.get("asks", ())),
        understood=understood(scene) if opening.get("asks") else (),
        **_stands(station.desk, opening),
    )
    return Told(dict(told(values)))


def _stands(desk: Desk, opening: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of contracts: to whoever is unknown nothing at all (GEN-01)."""
    stands = opening.get("stands")
    if not stands or opening["standing"] == "unknown":
        return {}
    known = opening["standing"] == "known"
    asks = stands["charge"] == "asks"
    return {
        "contacts": tuple(stands["contacts"]),
        "unpaid": ("no_agreement" if known else "used_up") if asks else "",
        "rate": Decimal(stands["rate"]) if asks and stands["rate"] else None,
        "currency": stands["currency"],
        "no_contract": known and desk.contracts.without is Without.CONTRACT,
    }


def _answer(station: Station, scene: Scene, _hearer: Hearer) -> Told:
    """The engineer's words, pictures and files, and below them what they answer."""
    message, answered = scene.message, scene.background.answered
    if message is None or message.author is None:  # nothing but what an engineer wrote may leave as his answer
        raise LookupError("an answer without an engineer's message")
    quote = opening_lines(without_tokens(answered.visible_text), _QUOTED_LINES) if answered else ""
    quoted = answered is not None and bool(quote.strip())
    values = Answer(
        **_case(station, scene),
        closes=bool(scene.event.payload["closes"]),
        quoted=(answered.author_name or answered.author_address) if answered and quoted else None,
        quoted_at=_said_at(answered) if answered and quoted else None,
    )
    return Told(dict(told(values)), _written(station, scene), quote=quote)


def _said_at(message: Message) -> datetime:
    """When it was written, as its own Date says, if that can be true; a client's clock may stand in any year."""
    claimed = message.sent_at
    if claimed is not None and abs(claimed - message.recorded_at) < _BELIEVED:
        return claimed
    return message.recorded_at


def _written(station: Station, scene: Scene) -> Material:
    """What the engineer wrote: his text, what of his pictures the HTML shows, and every file of that one message."""
    message, files = scene.message, scene.attachments
    assert message is not None
    html = without_tokens(message.visible_html) if message.visible_html else None
    shown = tuple(file for file in files if html and is_picture(file))
    raw = station.blobs.get(message.raw_digest) if message.raw_digest and files else b""
    along = tuple(piece(file, None) for file in files if file not in shown)
    return Material(
        text=without_tokens(message.text),
        html=html,
        raw=raw,
        shown=tuple(piece(file, file.content_id) for file in shown),
        stands=True,
        bundles=(Bundle(raw, along),) if along else (),
    )


def _closing(station: Station, scene: Scene, hearer: Hearer) -> Told:
    by = scene.event.payload.get("by")
    values = Closing(
        **_case(station, scene),
        **_statement(scene),
        desk=station.desk.title,
        name=hearer.party.name,
        solved=by == "customer",
        unanswered=by == "waiting",
        not_solved=_not_solved(station, scene, hearer) if by is not None else None,
    )
    return Told(dict(told(values)))


def _not_solved(station: Station, scene: Scene, hearer: Hearer) -> str:
    """One click and one send open the case again (PRO-09): any mail that says more than thanks does."""
    address = case_address(station, scene.ticket, hearer.party.address, Purpose.CASE, scene.event.at)
    subject = tagged(station, scene.ticket) if station.desk.numbers else f"Re: {scene.ticket.subject}"
    return write_to(address, subject, "")


def _statement(scene: Scene) -> dict[str, Any]:
    """JOH-03: the time that went into a case, where it is drawn from an account or paid for, and what is left."""
    balance = scene.background.balance
    if balance is None or (balance.account is None and not balance.billable):
        return {}
    return {
        "minutes": balance.minutes,
        "billable": balance.billable,
        "amount": balance.amount or None,
        "currency": balance.agreement.currency,
        "account_left": balance.account,
        "account_until": balance.account_until,
    }


def _reopened(station: Station, scene: Scene, hearer: Hearer) -> Told:
    values = Reopened(**_case(station, scene), desk=station.desk.title, name=hearer.party.name)
    return Told(dict(told(values)))


def _ask_back(station: Station, scene: Scene, hearer: Hearer) -> Told:
    values = AskBack(
        **_case(station, scene),
        desk=station.desk.title,
        name=hearer.party.name,
        fields=tuple(scene.event.payload["fields"]),
        understood=understood(scene),
    )
    return Told(dict(told(values)))


def _waiting(station: Station, scene: Scene, hearer: Hearer) -> Told:
    closes = scene.event.payload["closes_on"]
    values = StillWaiting(
        **_case(station, scene),
        desk=station.desk.title,
        name=hearer.party.name,
        closes_on=datetime.fromisoformat(closes) if closes else None,
    )
    return Told(dict(told(values)))


_TELLING: Mapping[str, Callable[[Station, Scene, Hearer], Told]] = {
    "acknowledgement": _acknowledgement,
    "answer": _answer,
    "closing": _closing,
    "reopened": _reopened,
    "ask_back": _ask_back,
    "waiting": _waiting,
    **telling_staff.TELLING,
    **reports.TELLING,
    **telling_others.TELLING,
}


def _case(station: Station, scene: Scene) -> dict[str, Any]:
    subject = scene.ticket.subject
    reply = _REPLY.match(subject)
    return {
        **shown(station.desk, scene),
        "subject": subject[reply.end() :] if reply else subject,
        "replies": scene.background.answered is not None,
    }
