"""Who vouches for the sender of a mail, all ways together: a trusted path, the header, our own DKIM check (MAIL.md 4).

Asked once for each mail, outside any transaction, for the last way may wait for a name server. What cannot be told
vouches for nothing; never raises for what a mail holds. It decides nothing: `routing.identity` weighs the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import structlog

from intake.authentication import Trust, Vouch, author, by_headers, domain_of
from intake.dkim_check import DkimCheck
from intake.inbox import Drops
from intake.mail import ParsedMail
from intake.reader import Unread
from intake.reading import Reading
from routing.desk import Desk
from routing.model import InboundMail
from routing.station import Station
from routing.submission import Channel, Kind

log = structlog.get_logger("intake.witness")


@dataclass(frozen=True, slots=True)
class Path:
    """How a mail came to one of our mailboxes."""

    mailbox: str  # its name
    channel: Channel
    vouched: bool = False  # from a peer of a trusted network; known on arrival only


class Witness:
    """Answers for one desk. Without `dkim` signatures are not checked."""

    def __init__(self, desk: Desk, trust: Trust, dkim: DkimCheck | None = None) -> None:
        """`trust` as the desk file has it; the domains of the desk's own people and mailboxes are added."""
        staff = (address for one in desk.colleagues for address in one.addresses)
        own = (desk.address, *(mailbox.address for mailbox in desk.mailboxes))
        self.trust = replace(trust, staff_domains=_domains(staff), own_domains=_domains(own))
        self._desk = desk
        self._dkim = dkim

    def vouch(self, mail: ParsedMail, paths: Sequence[Path], digest: str, raw: Callable[[], bytes] | None) -> Vouch:
        """Whether somebody vouches for the sender, and who.

        `digest` and `raw` give the bytes as they came; `raw` is called only for a signature of one of our people,
        and None where the bytes are not those that were signed.
        """
        who = author(mail.trace, mail.sender.address)
        if who is None:
            return Vouch(False, ("From does not name one author",))
        if path := self._trusted(paths):
            return Vouch(True, (path,))
        fetched = bool(paths) and all(path.channel is Channel.IMAP for path in paths)
        told = by_headers(mail.trace, who, self.trust, fetched=fetched)
        if told.aligned or self._dkim is None or raw is None or self._desk.colleague_at(who.address) is None:
            return told
        checked = self._dkim.vouch(digest, raw(), who, self.trust.staff_domains)
        return checked if checked.aligned else Vouch(False, (*told.reasons, *checked.reasons))

    def _trusted(self, paths: Sequence[Path]) -> str | None:
        for path in paths:
            if path.vouched:
                return "handed in by a trusted network"
            if path.mailbox in self.trust.mailboxes:
                return f"came to {path.mailbox}, which takes mail from our own people only"
        return None


def hear(
    station: Station,
    witness: Witness,
    rows: Sequence[InboundMail],
    drops: Drops,
    readings: Mapping[int, Reading | Unread],
) -> dict[int, Vouch]:
    """Who vouches for the senders of people's mails and of their absence notes, by the key of the mail's row."""
    mails = {
        row.id: (row, reading.mail)
        for row in rows
        if row.id is not None
        and isinstance(reading := readings.get(row.id), Reading)
        and reading.kind in (Kind.PERSON, Kind.AUTO_REPLY)
    }
    vouches = {}
    for number, (row, mail) in mails.items():
        paths = [Path(mailbox, drop.channel, drop.vouched) for drop, mailbox in drops.get(number, ())]
        raw = None if row.trimmed else partial(station.blobs.get, row.raw_digest)
        try:
            vouches[number] = witness.vouch(mail, paths, row.raw_digest, raw)
        except Exception:  # (a bug of ours must not stop a mail: nobody vouches for it then)
            log.exception("nobody could be heard", mail=number)
    return vouches


def _domains(addresses: Iterable[str]) -> frozenset[str]:
    return frozenset(domain_of(address) for address in addresses)
