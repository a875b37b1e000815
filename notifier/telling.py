"""What each occasion is told: a scene becomes the values of its template, and the customer's own words and files.

Files go along as they were sent, up to `_ALONG` bytes a mail; the rest is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import phonenumbers

from notifier.audience import Hearer
from notifier.compose import Enclosure
from notifier.material import Material, Piece
from notifier.occasions import Acknowledgement, Assignment, FollowUp, Stub, told
from notifier.scene import Scene
from routing import business_hours
from routing.model import Attachment
from routing.station import Station
from routing.submission import Party

_ALONG = 15 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Told:
    """What depends on the occasion: values of its template, what the customer sent, and files of our own."""

    values: Mapping[str, object]
    material: Material | None = None
    enclosures: tuple[Enclosure, ...] = ()


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
        number=ticket.number,
        tag=_tag(station, scene),
        name=hearer.party.name,
        product=_product(station, scene),
        unknown=opening["standing"] == "unknown",
        in_hours=in_hours,
        back_at=None if in_hours else business_hours.next_open(desk.calendar, received),
        same_working_day=desk.looks_next_working_day,
        promise_by=_promise(scene),
        critical=ticket.critical,
        phone=_as_written(desk.phone),
        licence="licence" in topics,
        reinstall="reinstall" in topics,
    )
    return Told(dict(told(values)))


def _assignment(station: Station, scene: Scene, hearer: Hearer) -> Told:
    opening = scene.opened.payload if scene.opened else {}
    along, left_out = _files(scene)
    standing = {"known": "no_contract"}.get(opening.get("standing", "unknown"), opening.get("standing", "unknown"))
    values = Assignment(
        **_card(station, scene, along, left_out),
        engineer=hearer.party.name,
        known=standing,
        details=tuple((name, _in_words(value)) for name, value in scene.ticket.details.items() if value is not True),
        topics=tuple(topic for topic in opening.get("topics", ()) if topic in ("licence", "reinstall")),
        reasons=tuple(scene.event.reasons),
        reply_reaches_customer=False,
    )
    return Told(dict(told(values)), _material(station, scene, along))


def _follow_up(station: Station, scene: Scene, hearer: Hearer) -> Told:
    along, left_out = _files(scene)
    values = FollowUp(
        **_card(station, scene, along, left_out),
        engineer=hearer.party.name,
        reopened=bool(scene.event.payload.get("reopened")),
        resolved=bool(scene.event.payload.get("resolved")),
        reply_reaches_customer=False,
    )
    return Told(dict(told(values)), _material(station, scene, along))


def _stub(station: Station, scene: Scene, _hearer: Hearer) -> Told:
    raw = _raw(station, scene.event.payload["raw_digest"])
    fits = len(raw) <= _ALONG
    values = Stub(
        number=scene.ticket.number,
        tag=_tag(station, scene),
        mailbox=station.desk.mailbox(scene.ticket.mailbox).address,
        received_at=scene.stub.received_at if scene.stub else scene.event.at,
        why=scene.event.payload["why"],
        size=len(raw),
        sender=scene.stub.sender if scene.stub else None,
        subject=scene.stub.subject if scene.stub else None,
        attached=fits,
    )
    # As a plain file: a mail that broke our reader must not be opened by his mail client on its own.
    raw_file = Enclosure(name=f"{scene.ticket.number}.eml.txt", media_type="application/octet-stream", content=raw)
    return Told(dict(told(values)), enclosures=(raw_file,) if fits else ())


_TELLING: Mapping[str, Callable[[Station, Scene, Hearer], Told]] = {
    "acknowledgement": _acknowledgement,
    "assignment": _assignment,
    "follow_up": _follow_up,
    "stub": _stub,
}


def _card(station: Station, scene: Scene, along: Sequence[Piece], left_out: tuple[str, ...]) -> dict[str, Any]:
    ticket, message = scene.ticket, scene.message
    plan = next((plan.title for plan in station.desk.plans if plan.name == scene.plan), None)
    author = Party(message.author_name, message.author_address) if message else scene.customer
    return {
        "number": ticket.number,
        "tag": _tag(station, scene),
        "subject": message.subject if message else ticket.subject,
        "customer": author or Party("", ""),
        "received_at": message.recorded_at if message else scene.event.at,
        "organisation": scene.organisation,
        "plan": plan,
        "product": _product(station, scene),
        "category": ticket.category,
        "confidence": ticket.confidence,
        "language": message.language if message else None,
        "promise_by": _promise(scene),
        "critical": ticket.critical,
        "missing": tuple(ticket.missing),
        "files": tuple(piece.name for piece in along),
        "left_out": left_out,
    }


def _material(station: Station, scene: Scene, along: tuple[Piece, ...]) -> Material | None:
    """What the customer wrote, with the pictures his HTML shows and the files that go along."""
    message = scene.message
    if message is None or message.raw_digest is None:
        return None
    shown = tuple(_piece(file, file.content_id) for file in scene.attachments if _is_shown(file))
    html = message.html_part
    return Material(_raw(station, message.raw_digest), message.text, html, shown if html else (), along)


def _files(scene: Scene) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    """The files that go along, and the names of those that would make the mail too large."""
    along: list[Piece] = []
    left_out: list[str] = []
    room = _ALONG - sum(file.size for file in scene.attachments if _is_shown(file))
    html = scene.message is not None and scene.message.html_part is not None
    for file in scene.attachments:
        if (html and _is_shown(file)) or not (file.genuine or file.inline):
            continue
        if file.size > room:
            left_out.append(file.name or file.media_type)
            continue
        room -= file.size
        along.append(_piece(file, None))
    return tuple(along), tuple(left_out)


def _is_shown(file: Attachment) -> bool:
    return file.inline and file.content_id is not None and file.media_type.startswith("image/")


def _piece(file: Attachment, content_id: str | None) -> Piece:
    return Piece(file.part, file.name or file.media_type.replace("/", "."), file.media_type, content_id)


def _raw(station: Station, digest: str) -> bytes:
    return station.blobs.get(digest)


def _promise(scene: Scene) -> datetime | None:
    promise = scene.opened.payload.get("promise") if scene.opened else None
    return datetime.fromisoformat(promise["due"]) if promise else None


def _product(station: Station, scene: Scene) -> str | None:
    return next((p.title for p in station.desk.products if p.name == scene.ticket.product), None)


def _tag(station: Station, scene: Scene) -> str:
    return f"[{station.desk.tag} #{scene.ticket.number}]"


def _as_written(phone: str | None) -> str | None:
    if phone is None:
        return None
    return phonenumbers.format_number(phonenumbers.parse(phone), phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _in_words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
