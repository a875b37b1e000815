"""Events and results of orders as the words of `result.md` name them: for echoes, returned mails and the timeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from notifier import card
from notifier.characters import flat
from notifier.for_staff import Happening, Result
from notifier.scene import Scene
from routing.desk import Desk
from routing.journal import CUSTOMER, SERVICE
from routing.model import EventKind, TicketEvent

_OPENING_WORDS = 300  # characters of what somebody wrote
_WORDS = {
    EventKind.CLOSED: "close",
    EventKind.REOPENED: "reopen",
    EventKind.WAITING: "wait",
    EventKind.HELD: "hold",
    EventKind.TIMED: "time",
    EventKind.PHONED: "phone",
    EventKind.LINKED: "link",
    EventKind.WATCHED: "cc",
    EventKind.ASKED: "ask",
    EventKind.UNDONE: "undo",
    EventKind.DELIVERED_ELSEWHERE: "elsewhere",
}  # the others by their own names
_CHANGED = {
    "category": "type",
    "severity": "prio",
    "product": "product",
    "customer": "customer",
    "organisation": "customer",
}


def result(desk: Desk, scene: Scene, said: Mapping[str, Any]) -> Result:
    """One object of an echo's `said`, see `routing.staff`."""
    until = said.get("until") or said.get("at")
    return Result(
        word=said["word"],
        to=tuple(person(scene, address) for address in said.get("to", ())),
        files=said.get("files", 0),
        until=datetime.fromisoformat(until) if until else None,
        text=said.get("text") or "",
        engineer=card.full_name(desk, said.get("engineer")) or "",
        category=said.get("category") or "",
        severity=said.get("severity") or "",
        product=card.product(desk, said.get("product")) or said.get("product") or "",
        minutes=said.get("minutes") or 0,
        included_left=said.get("included_left"),
        account_left=said.get("account_left"),
        unapproved=said.get("unapproved") or 0,
        fields=tuple(said.get("fields", ())),
        number=said.get("number"),
        address=said.get("address") or "",
        of=said.get("of") or "",
    )


def happening(desk: Desk, scene: Scene, one: Mapping[str, Any]) -> Happening:
    """One object of a returned mail's `happened`, with the first words of what was written."""
    message = scene.background.said.get(one.get("message") or 0)
    kind = EventKind(one["kind"])
    return Happening(
        at=datetime.fromisoformat(one["at"]),
        who=_who(desk, scene, one["who"]),
        result=Result(word=_WORDS.get(kind, kind.value)),
        text=flat(message.visible_text, _OPENING_WORDS) if message else "",
    )


def of_event(desk: Desk, scene: Scene, event: TicketEvent) -> Happening:
    """An event of the case's timeline."""
    return Happening(at=event.at, who=_who(desk, scene, event.actor), result=result(desk, scene, _said(event)))


def person(scene: Scene, address: str) -> str:
    """Somebody of this case by name, else by address."""
    parties = (*((scene.customer,) if scene.customer else ()), *scene.readers)
    known = next((party.name for party in parties if party.address.lower() == address.lower()), "")
    return known or address


def _who(desk: Desk, scene: Scene, actor: str) -> str:
    if actor == CUSTOMER:
        return (scene.customer.name or scene.customer.address) if scene.customer else ""
    return "" if actor == SERVICE else card.full_name(desk, actor) or ""


def _said(event: TicketEvent) -> dict[str, Any]:
    """An event in the form of an echo's object."""
    payload, kind = event.payload, event.kind
    match kind:
        case EventKind.ANSWERED:
            return {"word": "recorded" if payload["sent_already"] else "sent", "to": payload["to"]}
        case EventKind.ASSIGNED:
            name = payload.get("engineer")
            return {"word": "assign", "engineer": name} if name else {"word": "unassigned"}
        case EventKind.CHANGED:
            named = "address" if _CHANGED.get(payload["what"]) == "customer" else payload["what"]
            return {"word": _CHANGED.get(payload["what"], payload["what"]), named: payload["after"]}
        case EventKind.MERGED if "absorbed" in payload:
            return {"word": "absorbed", "number": payload["absorbed"]}
        case EventKind.MERGED:
            return {"word": "merge", "number": payload["into"]}
        case EventKind.SPLIT if "from" in payload:
            return {"word": "split_from", "number": payload["from"]}
        case EventKind.SPLIT:
            return {"word": "new", "number": payload["into"]}
        case EventKind.BOUNCED:
            return {"word": "bounced", "address": payload["recipient"]}
        case EventKind.DELIVERED_ELSEWHERE:
            return {"word": "elsewhere", "address": payload["mailbox"]}
        case EventKind.HELD:
            return {"word": "hold", "until": payload["until"], "text": payload["why"]}
        case _:
            wanted = ("until", "at", "text", "minutes", "number", "address", "fields")
            return {"word": _WORDS.get(kind, kind.value), **{n: payload[n] for n in wanted if n in payload}}
