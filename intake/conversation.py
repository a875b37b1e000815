"""Which case a mail may belong to: what its addresses, references and subject say, signatures checked (MAIL.md 3).

Pure: it names candidates; `routing.route` looks them up and decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from intake.mail import ParsedMail
from routing.desk import Desk
from routing.reference import Keyring, Purpose, Token
from routing.submission import Candidates, Proofs

_MESSAGE_ID = re.compile(r"<([^<>\s]{3,998})>")
_OF_CASES = (Purpose.CASE, Purpose.NOTE)  # whose tokens lead to a case
_LONGEST_HEAD = 50_000  # characters of an attached mail's headers that are looked at


@dataclass(frozen=True, slots=True)
class Borne:
    """The tokens of our making that a mail bears in its header and envelope; they may have expired."""

    addressed: tuple[Token, ...]  # of the addresses it went to, each once: of cases or outgoing mails
    answered: tuple[Token, ...]  # of the Message-IDs that it answers, nearest first


def borne(mail: ParsedMail, envelope_to: tuple[str, ...], keyring: Keyring) -> Borne:
    """To check a signature has its price: it is done once, for all who ask what the tokens say."""
    answered = (keyring.read_message_id(value) for value in mail.named)
    return Borne(tuple(_of_addresses(mail, envelope_to, keyring)), tuple(token for token in answered if token))


def candidates(mail: ParsedMail, number: int | None, tokens: Borne, keyring: Keyring, today: date) -> Candidates:
    """Everything that points to a case. `number` is the one of our own tag, as the readers found it."""
    addressed = [token for token in tokens.addressed if token.good(today)]
    of_cases = [token for token in addressed if token.purpose in _OF_CASES]
    return Candidates(
        tokens=_refs(of_cases),
        returned=_refs(token for token in addressed if token.purpose is Purpose.BOUNCE),
        signed=_refs(tokens.answered),
        references=mail.named,
        numbers=(number,) if number is not None else (),
        attached=_refs(_of_attached(mail, keyring)),
        internal=any(token.purpose is Purpose.NOTE for token in of_cases),
    )


def carried(mail: ParsedMail, tokens: Borne, keyring: Keyring, today: date) -> Proofs:
    """The tokens a mail carries that were issued to a person: in addresses, references and markers of its body.

    Clients lose some of the three: SES and Exchange rewrite Message-IDs, iOS drops References, people retype
    addresses. One is enough.
    """
    found = (
        *(token for token in tokens.addressed if token.purpose in _OF_CASES),
        *tokens.answered,
        *keyring.read_markers(mail.text),
        *keyring.read_markers(mail.html or ""),
    )
    personal = [token for token in found if token.person]
    return Proofs(
        issued=tuple(dict.fromkeys((t.ref, t.person) for t in personal if t.good(today))),
        expired=tuple(dict.fromkeys((t.ref, t.person) for t in personal if not t.good(today))),
    )


def bounced_mail(mail: ParsedMail, envelope_to: tuple[str, ...], keyring: Keyring, today: date) -> int | None:
    """The ref of the outgoing mail that a bounce came back for, by the address it was sent to (VERP)."""
    addressed = _of_addresses(mail, envelope_to, keyring)
    return next((token.ref for token in addressed if token.purpose is Purpose.BOUNCE and token.good(today)), None)


def own_message(mail: ParsedMail, keyring: Keyring, desk: Desk) -> bool:
    """Whether a mail is one that we sent: its own Message-ID is ours, or it is from an address that we read."""
    return keyring.read_message_id(mail.message_id) is not None or desk.owns(mail.sender.address)


def _of_addresses(mail: ParsedMail, envelope_to: tuple[str, ...], keyring: Keyring) -> list[Token]:
    """The tokens of the addresses it went to, each address once; they may have expired.

    Of cases, or of outgoing mails whose envelope's sender it went to: bounces do, and responders (RFC 3834 4).
    """
    tokens = (keyring.read_address(address) for address in dict.fromkeys(_recipients(mail, envelope_to)))
    return [token for token in tokens if token]


def _of_attached(mail: ParsedMail, keyring: Keyring) -> Iterator[Token]:
    """The tokens of our Message-IDs in the headers of attached mails: of ours, and of answers to them."""
    for attached in mail.attached:
        head = attached.partition("\n\n")[0]
        for value in _MESSAGE_ID.findall(head[:_LONGEST_HEAD]):
            if token := keyring.read_message_id(value):
                yield token


def _recipients(mail: ParsedMail, envelope_to: tuple[str, ...]) -> tuple[str, ...]:
    return (*envelope_to, *(party.address for party in (*mail.to, *mail.cc)))


def _refs(tokens: Iterable[Token]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(token.ref for token in tokens))
