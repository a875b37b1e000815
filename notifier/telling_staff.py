"""What the mails to engineers are told that come unasked: a case, what a customer wrote, and what became of their own.

The customer's words and files go along as they were sent, as far as they fit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from notifier import card
from notifier.audience import Hearer
from notifier.card import ALONG
from notifier.compose import Enclosure, told
from notifier.details import completed, known
from notifier.for_staff import (
    Assignment,
    Colleague,
    Departure,
    Echo,
    FollowUp,
    Returned,
    Stub,
    Thanks,
    Undelivered,
)
from notifier.happenings import because, happening, person, result
from notifier.material import Material, Told
from notifier.scene import Scene
from routing.model import Attachment, TicketState
from routing.station import Station
from routing.submission import Party

_BUTTONS = ("#close", "#wait", "#time 15m", "#take", "#note ")
_IDLE = frozenset({"undo", "too_late", "nothing", "drop", "status", "list", "files", "help"})  # nothing to take back


def _assignment(station: Station, scene: Scene, hearer: Hearer) -> Told:
    opening = scene.opened.payload if scene.opened else {}
    files, material = of_customer(station, scene)
    values = Assignment(
        **card.card(station, scene),
        **files,
        engineer=hearer.party.name,
        details=known(scene.ticket.details),
        topics=tuple(opening.get("topics", ())),
        links=card.links(opening),
        complaint=bool(opening.get("complaint")),
        reasons=tuple(scene.event.reasons),
        because=because(station.desk, scene.event.payload),
        reply_reaches_customer=scene.customer is not None,
    )
    return Told(dict(told(values)), material, commands=(*_BUTTONS, *_suggested(station, scene)))


def _suggested(station: Station, scene: Scene) -> tuple[str, ...]:
    """One button where the text speaks for another product (GEN-19)."""
    other = card.suggestion(station.desk, scene)
    return (f"#product {other}",) if other is not None else ()


def _follow_up(station: Station, scene: Scene, hearer: Hearer) -> Told:
    files, material = of_customer(station, scene)
    values = FollowUp(
        **card.card(station, scene),
        **files,
        engineer=hearer.party.name,
        reopened=bool(scene.event.payload.get("reopened")),
        resolved=bool(scene.event.payload.get("resolved")),
        closed=bool(scene.event.payload.get("resolved")) and scene.ticket.state is TicketState.CLOSED,
        more_often=bool(scene.event.payload.get("more_often")),
        links=card.links(scene.event.payload),
        complaint=bool(scene.event.payload.get("complaint")),
        completed=completed(scene.event.payload),
        consent=scene.event.payload.get("consent") or "",
        reply_reaches_customer=scene.customer is not None,
    )
    return Told(dict(told(values)), material, commands=_BUTTONS)


def _colleague(station: Station, scene: Scene, _hearer: Hearer) -> Told:
    message, payload = scene.message, scene.event.payload
    files, pictures, left_out = _fitting(scene, shows=bool(message and message.visible_html))
    values = Colleague(
        **_case(station, scene),
        colleague=card.full_name(station.desk, scene.event.actor) or "",
        to=tuple(person(scene, address) for address in payload["to"]),
        closes=bool(payload["closes"]),
        recorded=bool(payload["sent_already"]),
        files=card.names(files),
        left_out=left_out,
    )
    material = Material(
        text=message.text if message else "",
        html=message.visible_html if message else None,
        raw=_raw(station, scene, pictures),
        shown=tuple(card.piece(file, file.content_id) for file in pictures),
        bundles=card.bundles(station, files),
    )
    return Told(dict(told(values)), material)


def _departure(station: Station, scene: Scene, _hearer: Hearer) -> Told:
    payload = scene.event.payload
    address = payload["successor"]
    known = address or payload["successor_name"]
    values = Departure(
        **_case(station, scene),
        customer=Party(payload["name"], payload["address"]),
        successor=Party(payload["successor_name"], address or "") if known else None,
    )
    commands = (f"#customer {address}",) if address else ()
    return Told(dict(told(values)), Material(text=payload["text"]), commands=commands)


def _stub(station: Station, scene: Scene, _hearer: Hearer) -> Told:
    raw = station.blobs.get(scene.event.payload["raw_digest"])
    fits = len(raw) <= ALONG
    values = Stub(
        number=scene.ticket.number,
        tag=card.tag(station.desk, scene.ticket),
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


def _echo(station: Station, scene: Scene, _hearer: Hearer) -> Told:
    payload = scene.event.payload
    until = payload.get("undo_until")
    undoable = any(one["word"] not in _IDLE for one in payload["said"])
    values = Echo(
        **_case(station, scene),
        said=tuple(result(station.desk, scene, one) for one in payload["said"]),
        undo_until=datetime.fromisoformat(until) if until and undoable else None,
    )
    return Told(dict(told(values)))


_NO_ORDERS = ("unknown_word", "elsewhere", "crowded")  # faults of lines, not of what is ordered: one may do without


def _returned(station: Station, scene: Scene, _hearer: Hearer) -> Told:
    """Nothing he wrote is lost: all of it stands in the mail."""
    payload = scene.event.payload
    held, faults = payload["draft"] is not None, payload["faults"]
    may_send = held and all(fault["why"] in _NO_ORDERS for fault in faults)
    values = Returned(
        **_case(station, scene),
        why=payload["why"],
        held=held,
        faults=tuple((fault["written"], fault["why"], fault.get("meant")) for fault in faults),
        may_send=may_send,
        happened=tuple(happening(station.desk, scene, one) for one in payload["happened"]),
        reasons=tuple(scene.event.reasons),
        because=because(station.desk, payload),
    )
    sends = may_send and payload["why"] != "no_customer"  # that one lacks an address, which no button knows
    commands = (*(("#send",) if sends else ()), "#drop") if held else ()
    return Told(dict(told(values)), Material(text=payload["text"]), commands=commands)


def _thanks(station: Station, scene: Scene, _hearer: Hearer) -> Told:
    message = scene.message
    customer = (message.author_name or message.author_address) if message is not None else ""
    values = Thanks(**_case(station, scene), customer=customer)
    material = Material(text=message.visible_text) if message is not None else None
    return Told(dict(told(values)), material, commands=("#reopen",))


def _undelivered(station: Station, scene: Scene, hearer: Hearer) -> Told:
    """With all that the engineer had written, for it is his only copy of what did not arrive."""
    payload, message = scene.event.payload, scene.message
    engineer = hearer.engineer
    values = Undelivered(
        **_case(station, scene),
        recipient=payload["recipient"],
        what=payload["occasion"],
        status=payload["status"],
        diagnostic=payload["diagnostic"],
        yours=engineer is not None and engineer.name == payload["writer"],
        staff=payload["staff"],
        suppressed=payload["suppressed"],
    )
    return Told(dict(told(values)), Material(text=message.text) if message is not None else None)


TELLING: Mapping[str, Callable[[Station, Scene, Hearer], Told]] = {
    "assignment": _assignment,
    "follow_up": _follow_up,
    "colleague": _colleague,
    "departure": _departure,
    "stub": _stub,
    "echo": _echo,
    "returned": _returned,
    "thanks": _thanks,
    "undelivered": _undelivered,
}


def _case(station: Station, scene: Scene) -> dict[str, Any]:
    return {
        "number": scene.ticket.number,
        "tag": card.tag(station.desk, scene.ticket),
        "subject": scene.ticket.subject,
    }


def of_customer(station: Station, scene: Scene) -> tuple[dict[str, Any], Material | None]:
    """What the customer wrote, with the pictures his HTML shows and the files that go along, and their names."""
    message = scene.message
    html = message is not None and message.html_part is not None
    files, pictures, left_out = _fitting(scene, shows=html)
    named = {"files": card.names(files), "left_out": left_out}
    if message is None or message.raw_digest is None:
        return named, None
    material = Material(
        text=message.text,
        html_part=message.html_part,
        raw=station.blobs.get(message.raw_digest) if html else b"",
        shown=tuple(card.piece(file, file.content_id) for file in pictures),
        bundles=card.bundles(station, files),
    )
    return named, material


def _fitting(scene: Scene, *, shows: bool) -> tuple[tuple[Attachment, ...], tuple[Attachment, ...], tuple[str, ...]]:
    """The files of the message that go along, the pictures that its HTML shows, and the names of what is too large."""
    pictures = tuple(file for file in scene.attachments if shows and file.inline and card.is_picture(file))
    others = [file for file in scene.attachments if file not in pictures and (file.genuine or file.inline)]
    files, left_out = card.fitting(others, ALONG - sum(file.size for file in pictures))
    return files, pictures, left_out


def _raw(station: Station, scene: Scene, pictures: tuple[Attachment, ...]) -> bytes:
    """The mail that the pictures are in."""
    message = scene.message
    return station.blobs.get(message.raw_digest) if message and message.raw_digest and pictures else b""
