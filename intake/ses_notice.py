"""Amazon SES tells of bounces, complaints and deliveries as a JSON object in a mail, alone or in SNS's envelope.

Says what is in that object; text that is none of it gives None. Never raises: hostile JSON is text like any other.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

_MARKS = ("notificationType", "eventType")
_LONGEST = 200_000
_ACTIONS = {"Bounce": "failed", "Complaint": "complained", "Delivery": "delivered", "DeliveryDelay": "delayed"}


@dataclass(frozen=True, slots=True)
class Notice:
    """What SES reports of one mail of ours; `action` is RFC 3464's word, or "complained"."""

    action: str
    recipients: tuple[str, ...]
    status: str | None
    diagnostic: str | None
    message_id: str | None  # without angle brackets


def read(text: str) -> Notice | None:
    """The notice with which the text begins, or None."""
    begin = text[:_LONGEST].lstrip("\ufeff \t\r\n")
    if not begin.startswith("{") or not any(mark in begin for mark in _MARKS):
        return None
    told = _object(begin)
    if "Message" in told and isinstance(told["Message"], str):
        told = _object(told["Message"])
    kind = told.get("notificationType") or told.get("eventType")
    action = _ACTIONS.get(kind) if isinstance(kind, str) else None
    return _notice(told, action) if action else None


def _object(text: str) -> dict[str, Any]:
    try:
        found, _ = json.JSONDecoder(strict=False).raw_decode(text)  # mailers wrap long lines
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _notice(told: dict[str, Any], action: str) -> Notice:
    given = next((told[k] for k in ("bounce", "complaint", "delivery", "deliveryDelay") if k in told), None)
    detail: dict[str, Any] = given if isinstance(given, dict) else {}
    named = next((v for k, v in detail.items() if k.lower().endswith("recipients") and isinstance(v, list)), [])
    people = [person if isinstance(person, dict) else {"emailAddress": person} for person in named[:200]]
    first = people[0] if people else {}
    return Notice(
        action=action,
        recipients=tuple(a for p in people if (a := _text(p.get("emailAddress"), 320))),
        status=_text(first.get("status"), 20),
        diagnostic=_text(first.get("diagnosticCode"), 500) or _text(detail.get("smtpResponse"), 500),
        message_id=_message_id(told.get("mail")),
    )


def _text(value: object, most: int) -> str | None:
    return value[:most] if isinstance(value, str) and value else None


def _message_id(mail: object) -> str | None:
    """Ours from the returned headers; else the one SES gave the mail, whose domain is its region's."""
    if not isinstance(mail, dict):
        return None
    given = mail.get("headers")
    headers = [h for h in given if isinstance(h, dict)] if isinstance(given, list) else []
    ours = next((h.get("value") for h in headers if str(h.get("name")).lower() == "message-id"), None)
    if isinstance(ours, str) and ours.strip("<> "):
        return ours.strip("<> ")[:998]
    made, arn = _text(mail.get("messageId"), 200), (_text(mail.get("sourceArn"), 300) or "").split(":")
    if made is None or len(arn) < 4:
        return made
    return f"{made}@{'email' if arn[3] == 'us-east-1' else arn[3]}.amazonses.com"
