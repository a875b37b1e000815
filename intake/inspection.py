"""A `Reading` as the JSON object that `intake inspect --json` prints: every key of its contract, null where not read.

Reads as the service with empty records would: no database, and no signature of our own is verified. Nobody is known
as an engineer, so commands and what would be relayed are shown for every person's mail.
"""

from __future__ import annotations

from typing import Any

from intake import commands, relay
from intake.forward_inline import Forwarded
from intake.hints import DeskHints
from intake.limits import Limits
from intake.read import read
from intake.reading import Reading
from routing.submission import Kind, Party


def inspect_bytes(raw: bytes, file: str, limits: Limits, hints: DeskHints) -> dict[str, Any]:
    """Read one mail and show everything that was understood; `file` is repeated as named by the caller."""
    return shown(read(raw, limits, hints, for_relay=True), file)


def shown(reading: Reading, file: str) -> dict[str, Any]:
    """The object for a reading, plain JSON types only."""
    mail = reading.mail
    return {
        "file": file,
        "kind": kind(reading),
        "language": reading.language,
        "subject": mail.subject,
        "from": _party(mail.sender),
        "to": [_party(p) for p in mail.to],
        "cc": [_party(p) for p in mail.cc],
        "date": mail.date.isoformat() if mail.date else None,
        "message_id": mail.message_id,
        "references": list(mail.references),
        "visible_text": reading.visible_text,
        "text": mail.text,
        "signature": reading.signature,
        "quoted_text": reading.quoted_text,
        "forwarded": _forwarded(reading.forwarded),
        **_draft(reading),
        **_case(reading),
        "attachments": [f.name or f.media_type for f in mail.files if f.attachment],
        "files": [
            {"name": f.name, "media_type": f.media_type, "size": f.size, "inline": f.inline, "sha256": f.sha256}
            for f in mail.files
        ],
        "flags": list(reading.flags),
        "promises": list(reading.promises),
        "links": [
            {"url": link.url, "service": link.service, "expires": link.expires.isoformat() if link.expires else None}
            for link in reading.links
        ],
        "bounce": _bounce(reading),
        "absence": _absence(reading),
        "reasons": {key: list(value) for key, value in _reasons(reading).items()},
        "problems": list(reading.problems),
    }


def _reasons(reading: Reading) -> dict[str, tuple[str, ...]]:
    return {**reading.reasons, "relay": reading.draft.reasons} if reading.draft.reasons else reading.reasons


def kind(reading: Reading) -> str:
    """The kind in the contract's words: a person's mail is new or a follow-up, a loop an automatic reply."""
    if reading.kind is Kind.PERSON:
        return "follow_up" if reading.follow_up else "new"
    return "auto_reply" if reading.kind is Kind.LOOP else str(reading.kind)


def _party(party: Party | None) -> dict[str, str] | None:
    return {"name": party.name, "address": party.address} if party else None


def _forwarded(original: Forwarded | None) -> dict[str, Any] | None:
    if original is None:
        return None
    return {
        "from": _party(original.sender),
        "subject": original.subject,
        "date": original.date.isoformat() if original.date else None,
        "to": [_party(p) for p in original.to],
        "text": original.text,
    }


def _draft(reading: Reading) -> dict[str, Any]:
    draft, sender = reading.draft, reading.mail.sender
    to_customer = "" if reading.forwarded else relay.relayed(draft, sender.name, sender.address)
    return {
        "commands": [[command.word, command.value] for command in draft.commands],
        "bad_commands": [commands.word_of(misspelt) for misspelt in draft.misspelt],
        "relay_text": to_customer,
    }


def _case(reading: Reading) -> dict[str, Any]:
    details = reading.details
    opinion = reading.classification if not reading.follow_up else None
    return {
        "category": str(opinion.category) if opinion else None,
        "confidence": opinion.confidence if opinion else None,
        "critical": reading.critical,
        "resolved_by_customer": reading.resolved_by_customer,
        "topics": list(reading.topics),
        "ticket_number": reading.ticket_number,
        "details": {
            "company": details.company,
            "contact_name": details.contact_name,
            "phone": details.phone,
            "related_case": details.related_case,
            "operating_system": details.operating_system,
            "impact": details.impact,
            "product_version": details.product_version,
            "third_party": list(details.third_party),
            "reproduction": details.reproduction,
        },
        "missing": list(reading.missing),
    }


def _bounce(reading: Reading) -> dict[str, Any] | None:
    said = reading.bounce
    if said is None:
        return None
    return {
        "action": said.action,
        "recipient": said.recipient,
        "recipients": list(said.recipients),
        "status": said.status,
        "diagnostic": said.diagnostic,
        "returned_message_id": said.returned_message_id,
    }


def _absence(reading: Reading) -> dict[str, Any] | None:
    said = reading.absence
    if said is None:
        return None
    return {
        "returns_on": said.returns_on.isoformat() if said.returns_on else None,
        "substitute": _party(said.substitute),
        "phone": said.phone,
        "reasons": list(said.reasons),
    }
