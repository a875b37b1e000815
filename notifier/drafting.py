"""A mail but for its octets: who gets it from whom, what it answers, the tokens it bears, and when it may leave.

A customer's mail bears a token for his case. A staff mail bears, in three places (Reply-To, Message-ID, the end of the
body), tokens issued to that engineer for that case, since servers and clients lose each of them at times. Whether a
reply to it goes to the customer or stays internal is in the purpose of the token (GEN-18).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from notifier.addresses import STAFF_TOKEN_DAYS, bounce_address, case_address, tagged, write_to
from notifier.audience import Hearer
from notifier.compose import Button, Letter
from notifier.material import Material
from notifier.outgoing import Outgoing
from notifier.scene import Scene
from notifier.telling import tell
from notifier.wording import Words
from routing.desk import Desk
from routing.model import OutboundState
from routing.model.base import new_ref
from routing.model.mail import GIVE_UP_DAYS
from routing.reference import Purpose, expiry, person_code
from routing.station import Station
from routing.submission import Party

# Replies to these are notes.
INTERNAL = frozenset(
    {
        *("colleague", "echo", "status", "files", "help", "list", "thanks", "undelivered"),
        *("escalation", "reminder", "departure"),
    }
)


@dataclass(frozen=True, slots=True)
class Drafted:
    """A mail before it is written."""

    letter: Letter
    material: Material | None  # what the scribe puts into it
    hearer: Hearer
    mail: Callable[[bytes], Outgoing]  # once its octets are known


def draft_mail(
    station: Station, words: Words, scene: Scene, hearer: Hearer, now: datetime, *, once: str | None = None
) -> Drafted:
    """The mail of an event to one of its hearers; `once` is what makes it the only one, if not the event."""
    ref, desk = new_ref(), station.desk
    address = desk.mailbox(scene.ticket.mailbox).address
    language = language_for(words, hearer.language, desk)
    letter, material = _letter(station, scene, hearer, language, ref, now)
    if once is None:
        once = f"event:{scene.event.id}" if hearer.occasion != "acknowledgement" else f"ticket:{scene.ticket_id}"
    held_until = _held_until(station, scene, hearer.occasion)
    row: dict[str, Any] = {
        "ref": ref,
        "desk": desk.name,
        "ticket_id": scene.ticket_id,
        "event_id": scene.event.id,
        "occasion": hearer.occasion,
        "staff": hearer.engineer is not None,
        "automatic": hearer.automatic,
        "recipient": hearer.party.address,
        "copies": tuple(party.address for party in hearer.copies),
        "envelope_from": bounce_address(station, address, ref, now),
        "message_id": letter.message_id,
        "dedupe_key": f"{once}:{hearer.occasion}:{hearer.party.address}",
        "subject": scene.ticket.subject,
        "language": language,
        "state": OutboundState.QUEUED if held_until is None else OutboundState.HELD,
        "next_attempt_at": held_until or now,
        **lifetime(now),
    }
    return Drafted(letter, material, hearer, lambda content: Outgoing(**row, content=content))


def language_for(words: Words, wanted: str | None, desk: Desk) -> str:
    """The reader's language where there are words for it, else the desk's (MAIL.md 6)."""
    spoken = (wanted or "").split("-")[0]
    return words.language(spoken if spoken in words.languages() else desk.languages[0])


def lifetime(now: datetime) -> Mapping[str, datetime]:
    """When a mail was made, and when it is given up."""
    return {"created_at": now, "give_up_at": now + timedelta(days=GIVE_UP_DAYS)}


def _letter(
    station: Station, scene: Scene, hearer: Hearer, language: str, ref: int, now: datetime
) -> tuple[Letter, Material | None]:
    engineer, keyring = hearer.engineer, station.keyring
    address = station.desk.mailbox(scene.ticket.mailbox).address
    domain = address.rpartition("@")[2]
    purpose = Purpose.NOTE if hearer.occasion in INTERNAL else Purpose.CASE
    reply_to = case_address(station, scene.ticket, engineer.name if engineer else hearer.party.address, purpose, now)
    said = tell(station, scene, hearer)
    code, expires = (person_code(engineer.name), expiry(now, STAFF_TOKEN_DAYS)) if engineer else (0, None)
    answers, references = _thread(station, scene, hearer, domain)
    letter = Letter(
        occasion=hearer.occasion,
        language=language,
        zone=hearer.zone,
        sender=Party(_sender(station.desk, scene, hearer), address),
        recipient=hearer.party,
        copies=hearer.copies,
        message_id=keyring.message_id(scene.ticket.ref, ref, domain, code, expires),
        date=now,
        loop=station.desk.name,
        reply_to=reply_to,
        in_reply_to=answers,
        references=references,
        automatic=hearer.automatic,
        values=said.values,
        enclosures=said.enclosures,
        quote=said.quote,
        buttons=tuple(
            Button(command.strip(), write_to(reply_to, tagged(station, scene.ticket), command))
            for command in said.commands
        ),
        marker=keyring.marker(scene.ticket.ref, code, expires) if expires else "",
    )
    return letter, said.material


def _sender(desk: Desk, scene: Scene, hearer: Hearer) -> str:
    """The desk, or for what an engineer wrote his name with the desk's."""
    if hearer.automatic:
        return desk.title
    author = next((e.full_name for e in desk.engineers if e.name == scene.event.actor), "")
    return f"{author} ({desk.title})" if author else desk.title


def _thread(station: Station, scene: Scene, hearer: Hearer, domain: str) -> tuple[str | None, tuple[str, ...]]:
    """What it answers and refers to: a customer's mail, or the thread that the case is in an engineer's client."""
    if hearer.engineer is None:
        return scene.answered, scene.references
    case = station.keyring.message_id(scene.ticket.ref, 0, domain)
    asked = scene.event.payload.get("answers")
    return (asked, (case, asked)) if asked else (case, (case,))


def _held_until(station: Station, scene: Scene, occasion: str) -> datetime | None:
    """Until when a mail to a customer can be undone; None for one that may leave at once."""
    match occasion:
        case "answer" | "ask_back":
            return datetime.fromisoformat(scene.event.payload["send_at"])
        case "closing" if "by" in scene.event.payload:  # nobody ordered it
            return None
        case "closing" | "business" | "development":
            return scene.event.at + timedelta(seconds=station.desk.undo_seconds)
        case _:
            return None
