"""A mail of the desk itself, that belongs to no case: an answer to `#list`, an alarm, the heartbeat of a mailbox.

It comes from the desk's own address, and a reply to it is a question to the desk. Decides nothing; `compose` writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from notifier.addresses import bounce_address
from notifier.audience import Hearer
from notifier.compose import Letter
from notifier.drafting import Drafted, language_for, lifetime
from notifier.occasions import told
from notifier.wording import Words
from routing.model import OutboundMail
from routing.model.base import new_ref
from routing.reference import expiry
from routing.station import Station
from routing.submission import Party

_MARKED_DAYS = 30


@dataclass(frozen=True, slots=True)
class DeskMail:
    """What there is to say. `values` is a class of `for_staff`; `once` makes the mail the only one of its kind."""

    occasion: str
    hearer: Hearer
    values: object
    once: str
    subject: str
    answers: str | None = None  # Message-ID of the mail that asked
    marked: bool = False  # bears a token that tells which mail it is, should it come back under another Message-ID


def draft_desk_mail(station: Station, words: Words, mail: DeskMail, now: datetime) -> Drafted:
    """The letter and its row."""
    desk, ref, hearer = station.desk, new_ref(), mail.hearer
    letter = Letter(
        occasion=mail.occasion,
        language=language_for(words, hearer.language, desk),
        zone=hearer.zone,
        sender=Party(desk.title, desk.address),
        recipient=hearer.party,
        message_id=station.keyring.message_id(0, ref, desk.address.rpartition("@")[2]),
        date=now,
        loop=desk.name,
        in_reply_to=mail.answers,
        references=(mail.answers,) if mail.answers else (),
        marker=station.keyring.marker(ref, 0, expiry(now, _MARKED_DAYS)) if mail.marked else "",
        values=dict(told(mail.values)),
    )
    row: Mapping[str, Any] = {
        "ref": ref,
        "desk": desk.name,
        "occasion": mail.occasion,
        "staff": True,
        "automatic": True,
        "recipient": hearer.party.address,
        "envelope_from": bounce_address(station, desk.address, ref, now),
        "message_id": letter.message_id,
        "dedupe_key": f"{mail.once}:{mail.occasion}:{hearer.party.address}",
        "subject": mail.subject,
        "language": letter.language,
        "next_attempt_at": now,
        **lifetime(now),
    }
    return Drafted(letter, None, hearer, lambda content: OutboundMail(**row, content=content, size=len(content)))
