"""Whether a mail forwards another one, and what that one was.

Two ways: a message is attached, or a client wrote the original into the text (`intake/forward_inline.py`). Where both
are found, an inline forward that bears a client's mark is what was forwarded (the attached mail came with it), else the
attached one counts (MAIL.md 3).

Of nested forwards the outermost is the original, since a customer's forward stays the customer's; only where that one
was sent by the forwarder himself or by one of ours does the one within count. Never raises; an original that names no
sender is none.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, tzinfo

from intake import forward_evidence, forward_inline, headers, quoted_dates, quoted_people
from intake.forward_evidence import Letter
from intake.forward_inline import Forwarded, Found
from intake.hints import DeskHints
from intake.mail import ParsedMail
from routing.submission import Party

__all__ = ["Forwarded", "Found", "find"]

_FEW_WORDS = 60  # a comment above an attached message; a longer text is a mail of its own
_NESTED = 5
_NO_PERSON = ("mailer-daemon@", "postmaster@", "noreply@", "no-reply@", "no_reply@", "donotreply@", "do-not-reply@")


def find(mail: ParsedMail, hints: DeskHints | None = None) -> Found | None:
    """The forward in a mail, or None. `hints` tell whose addresses are ours."""
    letter = Letter(
        subject=mail.subject,
        text=mail.text,
        sender=mail.sender,
        recipients=(*mail.to, *mail.cc),
        zone=(mail.date.tzinfo if mail.date else None) or UTC,
        answers=bool(mail.in_reply_to),
        told=mail.header("x-forwarded-message-id") is not None,
    )
    found = forward_inline.find(letter)
    if mail.returned and not mail.reports and not (found and found.marked):
        found = _attached(mail, letter) or found
    return _innermost(found, mail.sender, hints or DeskHints(), letter.zone) if found else None


def _innermost(found: Found, forwarder: Party, hints: DeskHints, zone: tzinfo) -> Found:
    """Past originals that the forwarder himself or one of ours forwarded in turn: to the mail they were about."""
    for _ in range(_NESTED):
        outer = found.original
        if outer.sender is None or not _is_ours(outer.sender.address, forwarder, hints):
            break
        within = forward_inline.find(
            Letter(outer.subject or "", outer.text, outer.sender, (*outer.to, *outer.cc), zone)
        )
        if within is None:
            break
        found = replace(
            found,
            original=within.original,
            reason=f"{found.reason}; {outer.sender.address} is ours and forwarded in turn: {within.reason}",
            certainty=min(found.certainty, within.certainty),
        )
    return found


def _is_ours(address: str, forwarder: Party, hints: DeskHints) -> bool:
    address = address.casefold()
    own = {forwarder.address.casefold(), *(a.casefold() for a in hints.own_addresses)}
    domain = address.rpartition("@")[2]
    return bool(address) and (address in own or domain in {d.casefold() for d in hints.own_domains})


def _attached(mail: ParsedMail, letter: Letter) -> Found | None:
    """The attached mail that is forwarded: the first that a person sent, if the evidence is for a forward."""
    evidence = forward_evidence.weigh_attached(letter, short=len(mail.text.split()) <= _FEW_WORDS)
    if forward_evidence.total(evidence) <= 0:
        return None
    originals = [found for text in (mail.attached or (mail.returned or "",)) if (found := _message(text, letter.zone))]
    if not originals:
        return None
    by_person = (n for n, (_, person) in enumerate(originals) if person)
    number = next(by_person, 0)
    original = originals[number][0]
    return Found(
        original=original,
        comment=mail.text,
        reason=f"attached message {number + 1} of {len(originals)}: {forward_evidence.words(evidence)}",
        certainty=forward_evidence.certainty(evidence, original.sender or Party("", "")),
    )


def _message(attached: str, zone: tzinfo) -> tuple[Forwarded, bool] | None:
    """(the mail, whether a person sent it) of an attached message as `ParsedMail.attached` gives it."""
    head, _, text = attached.partition("\n\n")
    fields: dict[str, str] = {}
    for line in head.split("\n"):
        name, _, value = line.partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    sender = quoted_people.sender(fields.get("from", ""))
    if sender is None:
        return None
    original = Forwarded(
        sender=sender,
        subject=fields.get("subject") or None,
        date=headers.date(fields.get("date", "")) or quoted_dates.read(fields.get("date", ""), zone),
        to=quoted_people.recipients(fields.get("to", "")),
        text=text.strip("\n"),
        cc=quoted_people.recipients(fields.get("cc", "")),
    )
    machine = fields.get("auto-submitted", "no").lower() != "no" or sender.address.lower().startswith(_NO_PERSON)
    return original, not machine
