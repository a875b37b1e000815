"""Whether a mail forwards another one, and what that one was.

An attached message comes first, then the header block that clients write inline (Outlook, Gmail, Apple Mail,
Thunderbird …). A reply's header block is history, not a forward: the subject, the mail's own words ("Forwarded
message") and In-Reply-To decide. Never raises; a block that names no sender is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from intake import headers, marks
from intake.mail import ParsedMail
from routing.submission import Party

_SUBJECT = re.compile(
    r"\s*(?:fwd?|fw|doorst|doorgest|wg|wtrlt|vs|vb|ilt|i̇lt|ynt: ilt|tr|i|rv|enc|pd|továbbítás|redir|edast)\s*:",
    re.IGNORECASE,
)
_REPLY = re.compile(r"\s*(?:re|aw|antw|antwoord|sv|ynt|yan|cevap|rép|ref|odp)\s*(?:\[\d+\])?:", re.IGNORECASE)
_MAILTO = re.compile(r"\[?mailto:", re.IGNORECASE)
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}),?\s+(?:\D{1,6}\s)?(\d{1,2})[:.](\d{2})")
_MOST_LINES = 20_000  # bounds hostile mails of tiny lines
_FEW_WORDS = 60  # a comment above an attached message; a longer text is a mail of its own


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The original of an inline or attached forward."""

    sender: Party | None
    subject: str | None
    date: datetime | None
    to: tuple[Party, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A forward: the original, and what the forwarder wrote himself (above it, not yet split)."""

    original: Forwarded
    comment: str
    reason: str


def find(mail: ParsedMail) -> Found | None:
    """The forward in a mail, or None."""
    inline = _inline(mail)
    if inline is not None:
        return inline
    attached = _attached(mail.returned) if mail.returned and not mail.reports else None
    short = len(mail.text.split()) <= _FEW_WORDS
    if attached and (_SUBJECT.match(mail.subject) or (short and not _REPLY.match(mail.subject))):
        return Found(attached, mail.text, "attached message")
    return None


def _inline(mail: ParsedMail) -> Found | None:
    lines = mail.text.split("\n")
    said = _SUBJECT.match(mail.subject) is not None
    answers = bool(_REPLY.match(mail.subject)) or (bool(mail.in_reply_to) and not said)
    for at, line in enumerate(lines[:_MOST_LINES]):
        if not line.strip() or len(line) > 1000:
            continue
        if marks.is_forward(line) and (block := _block_below(lines, at + 1)):
            return _found(lines, at, block, f"line {at + 1}: forward mark")
        if answers or ":" not in line:
            continue
        block = marks.block_at(lines, at)
        if block is not None and (said or _nothing_above(lines, at)):
            return _found(lines, _start(lines, at), block, f"line {at + 1}: header block of a forward")
        if said and (original := _attributed(lines, at)):
            return original
    return None


def _nothing_above(lines: list[str], at: int) -> bool:
    return not any(line.strip() and not marks.is_rule(line) and not marks.is_original(line) for line in lines[:at][:50])


def _start(lines: list[str], at: int) -> int:
    """A drawn line or "Original Message" above the block belongs to it."""
    above = at - 1
    while above > 0 and not lines[above].strip():
        above -= 1
    return above if above >= 0 and (marks.is_rule(lines[above]) or marks.is_original(lines[above])) else at


def _block_below(lines: list[str], start: int) -> marks.Block | None:
    for at in range(start, min(len(lines), start + 6)):
        if lines[at].strip(" \t>") and (block := marks.block_at(lines, at)):
            return block
    return None


def _attributed(lines: list[str], at: int) -> Found | None:
    """A forward under "On … X wrote:" in a mail whose subject says that it forwards."""
    start = marks.attribution_at(lines, at)
    if start is None:
        return None
    parties = headers.loose_addresses(" ".join(lines[start : at + 1]), 1)
    original = Forwarded(parties[0] if parties else None, None, None, (), unquoted(lines[at + 1 :]))
    return Found(original, "\n".join(lines[:start]), f"line {start + 1}: attribution of a forward")


def _found(lines: list[str], start: int, block: marks.Block, reason: str) -> Found:
    return Found(
        original=_original(block.fields, unquoted(lines[block.end :])),
        comment="\n".join(lines[:start]),
        reason=reason,
    )


def _original(fields: dict[str, str], text: str) -> Forwarded:
    return Forwarded(
        sender=party(fields.get("from", "")),
        subject=fields.get("subject") or None,
        date=_date(fields.get("date", "")),
        to=tuple(headers.loose_addresses(_MAILTO.sub("", fields.get("to", "")), 50)),
        text=text,
    )


def party(value: str) -> Party | None:
    """The sender in a quoted header: name and address, either of which may be missing."""
    value = _MAILTO.sub("", value)
    found = headers.loose_addresses(value, 1)
    if found:
        name = re.sub(r"[\[(<]\s*$", "", value[: value.find(found[0].address)]).strip(" \t<>\"'*_[(")
        return Party("" if "@" in name else name, found[0].address)
    name = value.strip(" \t<>\"'*_[]")
    return Party(name, "") if name else None


def _date(value: str) -> datetime | None:
    """A date as a client wrote it, if it is a common numeric or RFC 5322 one; in UTC, since its zone is not told."""
    if (read := headers.date(value)) is not None:
        return read
    match = _NUMERIC.search(value)
    if match is None:
        return None
    day, month, year, hour, minute = (int(n) for n in match.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None


def _attached(returned: str) -> Forwarded | None:
    head, _, text = returned.partition("\n\n")
    fields: dict[str, str] = {}
    for line in head.split("\n"):
        name, _, value = line.partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    return _original(fields, text.strip("\n")) if fields.get("from") else None


def unquoted(lines: list[str]) -> str:
    """Lines with the quotation mark taken off if all of them bear one."""
    told = [line for line in lines if line.strip()]
    if told and all(line.lstrip().startswith(">") for line in told):
        lines = [line.lstrip().removeprefix(">").removeprefix(" ") for line in lines]
    return "\n".join(lines).strip("\n")
