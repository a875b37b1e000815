"""A mail that stands in no case: an answer to `#list`, an alarm, the heartbeat of a mailbox, news of a contract.

It comes from the desk's own address, where a reply is a question to the desk, if it names no other. Decides nothing;
`compose` writes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from notifier.addresses import bounce_address
from notifier.audience import Hearer
from notifier.compose import Letter, told
from notifier.drafting import Drafted, language_for, lifetime
from notifier.outgoing import Outgoing
from notifier.scribe import Scribe, Written
from notifier.wording import Words
from routing.model.base import new_ref
from routing.reference import expiry
from routing.station import Station
from routing.submission import Party

log = structlog.get_logger("notifier.desk_mails")

_MARKED_DAYS = 30


@dataclass(frozen=True, slots=True)
class DeskMail:
    """What there is to say. `values` is a `for_*` class; `once` makes the mail the only one of its kind."""

    occasion: str
    hearer: Hearer
    values: object
    once: str
    subject: str
    answers: str | None = None  # Message-ID of the mail that asked
    sender: str | None = None  # None: the desk's own address
    reply_to: str | None = None
    staff: bool = True  # to our own people, or to ourselves
    marked: bool = False  # bears a token that tells which mail it is, should it come back under another Message-ID


def draft_desk_mail(station: Station, words: Words, mail: DeskMail, now: datetime) -> Drafted:
    """The letter and its row."""
    desk, ref, hearer = station.desk, new_ref(), mail.hearer
    address = mail.sender or desk.address
    letter = Letter(
        occasion=mail.occasion,
        language=language_for(words, hearer.language, desk),
        zone=hearer.zone,
        sender=Party(desk.title, address),
        recipient=hearer.party,
        message_id=station.keyring.message_id(0, ref, address.rpartition("@")[2]),
        date=now,
        loop=desk.name,
        reply_to=mail.reply_to,
        in_reply_to=mail.answers,
        references=(mail.answers,) if mail.answers else (),
        marker=station.keyring.marker(ref, 0, expiry(now, _MARKED_DAYS)) if mail.marked else "",
        values=dict(told(mail.values)),
    )
    row: Mapping[str, Any] = {
        "ref": ref,
        "desk": desk.name,
        "occasion": mail.occasion,
        "staff": mail.staff,
        "automatic": True,
        "recipient": hearer.party.address,
        "envelope_from": bounce_address(station, address, ref, now),
        "message_id": letter.message_id,
        "dedupe_key": f"{mail.once}:{mail.occasion}:{hearer.party.address}",
        "subject": mail.subject,
        "language": letter.language,
        "next_attempt_at": now,
        **lifetime(now),
    }
    return Drafted(letter, None, hearer, lambda content: Outgoing(**row, content=content))


def written(scribe: Scribe, drafts: Sequence[Drafted]) -> list[Outgoing]:
    """Mails that nobody waits for; why one could not be written is logged."""
    mails = []
    for draft, answer in zip(drafts, scribe.write((draft.letter, None) for draft in drafts), strict=True):
        if isinstance(answer, Written):
            mails.append(draft.mail(answer.content))
        else:
            log.error("not written", occasion=draft.hearer.occasion, to=draft.hearer.party.address, why=answer.why)
    return mails
