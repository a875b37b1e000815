"""What staff mails share: the case at a glance, names as people write them, and the files that go along.

Files go along as they were sent, up to `ALONG` bytes a mail; the rest is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from notifier.for_staff import WaitingFile
from notifier.material import Bundle, Piece
from notifier.scene import Scene
from routing.desk import Desk
from routing.model import Attachment, Ticket
from routing.station import Station
from routing.submission import Party

ALONG = 15 * 1024 * 1024


def card(station: Station, scene: Scene) -> dict[str, Any]:
    """The fields of a `CaseCard`, without files."""
    ticket, message, desk = scene.ticket, scene.message, station.desk
    opening = scene.opened.payload if scene.opened else {}
    standing, stands = opening.get("standing", "unknown"), opening.get("stands") or {}
    return {
        "number": ticket.number,
        "tag": tag(desk, scene.ticket),
        "subject": message.subject if message else ticket.subject,
        "customer": author(desk, scene),
        "received_at": message.recorded_at if message else scene.event.at,
        "organisation": scene.organisation,
        "perhaps": scene.background.perhaps,
        "plan": next((plan.title for plan in desk.plans if plan.name == scene.plan), stands.get("plan")),
        "contract_number": scene.contract_number,
        "contract_until": scene.contract_until,
        "known": {"known": "no_contract"}.get(standing, standing),
        "product": product(desk, ticket.product),
        "suggested": product(desk, suggestion(desk, scene)),
        "category": ticket.category,
        "confidence": ticket.confidence,
        "language": message.language if message else None,
        "promise_by": awaited.due if (awaited := scene.background.awaited) else None,
        "critical": ticket.critical,
        "missing": tuple(ticket.missing),
        "earlier": scene.background.earlier,
        "linked": tuple(ticket.linked),
        "reaches": reaches(scene),
        **_stands(stands),
        **_counted(scene),
    }


def _stands(said: Mapping[str, Any]) -> dict[str, Any]:
    """What the case was opened on (`routing.grounds`); nothing of an older event."""
    return {
        "asking": said.get("asking", "yes"),
        "trained": said.get("trained"),
        "made": said.get("made") or "",
        "charge": said.get("charge", ""),
        "rate": Decimal(said["rate"]) if said.get("rate") else None,
        "currency": said.get("currency"),
    }


def _counted(scene: Scene) -> dict[str, Any]:
    """What is used of the contract, as it is now."""
    balance, approved = scene.background.balance, scene.background.approved
    if balance is None:
        return {"approved": approved}
    limited = bool(balance.agreement.included_minutes)
    return {
        "approved": approved,
        "included_left": balance.included_left if limited else None,
        "account": balance.agreement.account_minutes or None,
        "account_left": balance.account,
        "account_until": balance.account_until,
        "unapproved": balance.unapproved,
        "uses": tuple((use.channel, use.used, use.limit) for use in balance.uses if use.limit is not None),
    }


def reaches(scene: Scene) -> tuple[str, ...]:
    """Whom an answer reaches, by name or address; nobody while the customer is not known."""
    if scene.customer is None:
        return ()
    others = (party for party in scene.readers if party.address.lower() != scene.customer.address.lower())
    return tuple(party.name or party.address for party in (scene.customer, *others))


def tag(desk: Desk, ticket: Ticket) -> str:
    """The tag of a case, as subjects bear it."""
    return f"[{desk.tag} #{ticket.number}]"


def shown(desk: Desk, scene: Scene) -> dict[str, Any]:
    """Number and tag of a case as customers see them; a desk may show none (COR-10)."""
    if not desk.numbers:
        return {"number": None, "tag": None}
    return {"number": scene.ticket.number, "tag": tag(desk, scene.ticket)}


def links(payload: Mapping[str, Any]) -> tuple[WaitingFile, ...]:
    """The files that a mail says wait elsewhere."""
    return tuple(
        WaitingFile(
            url=one["url"],
            service=one["service"],
            expires=date.fromisoformat(one["expires"]) if one["expires"] else None,
        )
        for one in payload.get("links", ())
    )


def product(desk: Desk, name: str | None) -> str | None:
    """The title of a product."""
    return next((p.title for p in desk.products if p.name == name), None)


def suggestion(desk: Desk, scene: Scene) -> str | None:
    """The product that the first mail speaks for although its mailbox is another's, until somebody moves the case."""
    ticket, opening = scene.ticket, scene.opened.payload if scene.opened else {}
    suggested: str | None = opening.get("suggested")
    return suggested if ticket.product == desk.mailbox(ticket.mailbox).product else None


def full_name(desk: Desk, name: str | None) -> str | None:
    """An engineer as people call him; his key where he left the desk file."""
    return next((e.full_name for e in desk.colleagues if e.name == name), name)


def promise(scene: Scene) -> datetime | None:
    """When the contract promises the first answer."""
    promised = scene.opened.payload.get("promise") if scene.opened else None
    return datetime.fromisoformat(promised["due"]) if promised else None


def fitting(files: Iterable[Attachment], room: int) -> tuple[tuple[Attachment, ...], tuple[str, ...]]:
    """The files that go along, and the names of those that would make the mail too large."""
    along: list[Attachment] = []
    left_out: list[str] = []
    for file in files:
        if file.size > room:
            left_out.append(file.name or file.media_type)
            continue
        room -= file.size
        along.append(file)
    return tuple(along), tuple(left_out)


def bundles(station: Station, files: Sequence[Attachment]) -> tuple[Bundle, ...]:
    """Files by the raw mail that they are in, in order; KeyError for a raw mail that is missing."""
    by_mail: dict[str, list[Piece]] = {}
    for file in files:
        by_mail.setdefault(file.raw_digest, []).append(piece(file, None))
    return tuple(Bundle(station.blobs.get(digest), tuple(pieces)) for digest, pieces in by_mail.items())


def names(files: Iterable[Attachment]) -> tuple[str, ...]:
    """Names of files, as they go along."""
    return tuple(piece(file, None).name for file in files)


def piece(file: Attachment, content_id: str | None) -> Piece:
    """Where a file is, and what it is called; nameless ones by their type."""
    return Piece(file.part, file.name or file.media_type.replace("/", "."), file.media_type, content_id)


def is_picture(file: Attachment) -> bool:
    """Whether the HTML of its mail may show it."""
    return file.content_id is not None and file.media_type.startswith("image/")


def author(desk: Desk, scene: Scene) -> Party:
    """The customer who wrote what this is about; of a case that an engineer opened, whose it is."""
    message = scene.message
    if message is not None and message.author is None and desk.colleague_at(message.author_address) is None:
        return Party(message.author_name, message.author_address)
    return scene.customer or Party("", "")
