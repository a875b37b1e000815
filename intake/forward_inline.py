"""A forward inside a text: below a client's mark, at a header block, or under an attribution.

The first mark of history in a text decides. If it opens a forward, the original below it is taken apart: who, when, to
whom, what, and what the forwarder wrote above and below it. If it quotes what is answered, all below is history, and a
forward in there is none of this mail. Linear in the text, tries a bounded number of blocks; never raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from intake import forward_evidence, header_block, marks, quoted_dates, quoted_people, quoting
from intake.forward_evidence import Letter, Signs
from intake.header_block import Block
from routing.submission import Party

_PREFIXES = re.compile(r"(?:\s*(?:\[[^\[\]]{1,30}\]\s*)?\[?[^\W\d_]{1,16}\.?(?:\[\d{1,3}\])?\s?:)+\s*")
_ON_A_DAY = re.compile(r"\s(?:on|am|op|den|le|il|el|em)\s\d.{0,80}$", re.IGNORECASE)
_AFTER_DATE = re.compile(r"[,;]\s|\d\d\s|\d\s?[AaPp][Mm]\s")
_MESSAGE_OF = re.compile(
    r"[>\s]{0,9}Message du (\d.{5,30})", re.IGNORECASE
)  # Orange's and La Poste's title, with the date
_EMPTY = " \t>\xa0\ufeff"
_MOST_LINES = 20_000  # of an original; bounds hostile mails of tiny lines
_MOST_ABOVE = 5_000  # lines above a forward: nobody writes as many
_MOST_TRIES = 200  # lines that look like the beginning of a forward and are none
_LONGEST = 1000  # characters of a line
_BELOW_MARK = 6  # lines between a mark and its block
_ABOVE = 50  # lines looked at for own text


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The original of an inline or attached forward."""

    sender: Party | None
    subject: str | None
    date: datetime | None  # aware; where the block names no zone, in that of the forwarding mail
    to: tuple[Party, ...]
    text: str
    cc: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A forward: the original, and what the forwarder wrote himself (signature not yet split off).

    `certainty` is 0..1: that the mail forwards, and that this is whose mail it forwards.
    """

    original: Forwarded
    comment: str
    reason: str
    certainty: float = 1.0
    marked: bool = False  # a client's own mark opens it


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a forward begins in the lines of a text, and its header block."""

    start: int
    block: Block
    marked: bool = False
    within: bool = False  # below the mark of an earlier quotation


def find(letter: Letter) -> Found | None:
    """The forward in a mail's text, or None."""
    if not (letter.forwards or header_block.may_begin(letter.text)):
        return None
    lines = letter.text.split("\n")
    history, tries = False, 0
    for at in _candidates(lines):
        if header_block.is_forward(lines[at]):
            tries += 1
            if found := _below_mark(letter, lines, at, within=history):
                return found
        if history:
            continue
        if header_block.field_of(lines[at]):
            tries += 1
            if block := header_block.block_at(lines, at):
                return _judged(letter, lines, _Place(_start(lines, at), block))
        if (start := marks.attribution_at(lines, at)) is not None:
            if not letter.forwards:
                return None  # an answer: all below is history
            if not _written(lines[:start]):
                return _attributed(letter, lines, (start, at), mark=None)
            history = True
        if tries > _MOST_TRIES:
            return None
    return None


def _candidates(lines: list[str]) -> Iterator[int]:
    """The lines that may open a forward or quote something: each has a colon or a run of dashes."""
    for at, line in enumerate(lines[:_MOST_ABOVE]):
        if len(line) <= _LONGEST and (":" in line or "：" in line or header_block.is_forward(line)):
            yield at


def _below_mark(letter: Letter, lines: list[str], mark: int, *, within: bool) -> Found | None:
    """What a forward mark introduces: a header block, a sender without label (Notes), or an attribution (Yandex)."""
    told = [n for n in range(mark + 1, min(len(lines), mark + 1 + _BELOW_MARK)) if lines[n].strip(_EMPTY)]
    for at in told:
        if (block := header_block.block_at(lines, at, marked=True)) is not None:
            return _judged(letter, lines, _Place(mark, block, marked=True, within=within))
    if told and (block := _unlabelled(lines, told[0])) is not None:
        return _judged(letter, lines, _Place(mark, block, marked=True, within=within))
    if told and not within and lines[told[0]].rstrip(" \xa0").endswith(":") and "@" in lines[told[0]]:
        return _attributed(letter, lines, (told[0], told[0]), mark=mark)
    return None


def _unlabelled(lines: list[str], at: int) -> Block | None:
    """Old Notes: "Ann Claes <ann@x.example> on 12/11/2026 10:15", and the other fields below it."""
    named = [f for f in map(header_block.field_of, lines[at + 1 : at + 4]) if f]
    if len(lines[at]) > 300 or "@" not in lines[at] or not named or named[0][0] not in ("to", "subject", "date"):
        return None
    day = _ON_A_DAY.search(lines[at])
    sender = lines[at][: day.start()] if day else lines[at]
    block = header_block.block_at([f"From: {sender}", *lines[at + 1 : at + 30]], 0, marked=True)
    if block is None:
        return None
    fields = {"date": day[0], **block.fields} if day else block.fields
    return replace(block, start=at, end=at + block.end, fields=fields)


def _written(lines: list[str]) -> bool:
    """Whether somebody wrote anything there."""
    return any(
        line.strip(_EMPTY) and not marks.is_rule(line) and not marks.is_original(line) for line in lines[-_ABOVE:]
    )


def _start(lines: list[str], at: int) -> int:
    """A drawn line, "Original Message" or a dated title above the block belongs to it."""
    above = at - 1
    while above > 0 and not lines[above].strip(_EMPTY):
        above -= 1
    line = lines[above] if above >= 0 else ""
    return above if marks.is_rule(line) or marks.is_original(line) or _MESSAGE_OF.match(line[:_LONGEST]) else at


def _attributed(letter: Letter, lines: list[str], intro: tuple[int, int], *, mark: int | None) -> Found | None:
    """A forward under "On … X wrote:": below a forward mark, or with nothing above and a subject that says so."""
    start, end = intro
    said = " ".join(line.strip(_EMPTY) for line in lines[start : end + 1])
    writer = quoted_people.sender(said)
    if writer is None or not writer.address or letter.replies:
        return None
    sender = Party(_AFTER_DATE.split(writer.name)[-1].strip(" \"'"), writer.address)
    top = start if mark is None else mark
    text, below = _split_below(lines, end + 1, quoted=False)
    return Found(
        original=Forwarded(sender, None, quoted_dates.read(said, letter.zone), (), unquoted(text)),
        comment=_comment(lines[:top], below, letter.sender.name),
        reason=f"line {top + 1}: attribution " + ("with nothing above" if mark is None else "below a forward mark"),
        certainty=0.8 if mark is None else 0.95,
        marked=mark is not None,
    )


def _judged(letter: Letter, lines: list[str], place: _Place) -> Found | None:
    """The forward at a header block, unless the evidence is for a reply."""
    fields = place.block.fields
    sender = quoted_people.sender(fields["from"])
    if sender is None:
        return None
    to = quoted_people.recipients(fields.get("to", ""))
    above = _written(lines[: place.start])
    signs = Signs(sender, to, place.block.label, marked=place.marked, within=place.within, written_above=above)
    evidence = forward_evidence.weigh(letter, signs)
    if forward_evidence.total(evidence) <= 0:
        return None
    quoted = lines[place.block.start].lstrip().startswith(">")
    text, below = _split_below(lines, _past_marks(lines, place.block.end), quoted=quoted)
    subject, body = _whole_subject(letter.subject, fields.get("subject", ""), unquoted(text))
    return Found(
        original=Forwarded(
            sender=sender,
            subject=subject or None,
            date=quoted_dates.read(fields.get("date") or _dated(lines[place.start]), letter.zone),
            to=to,
            text=body,
            cc=quoted_people.recipients(fields.get("cc", "")),
        ),
        comment=_comment(lines[: place.start], below, letter.sender.name),
        reason=f"line {place.start + 1}: {forward_evidence.words(evidence)}",
        certainty=forward_evidence.certainty(evidence, sender),
        marked=place.marked,
    )


def _dated(title: str) -> str:
    match = _MESSAGE_OF.match(title[:_LONGEST])
    return match[1] if match else ""


def _past_marks(lines: list[str], end: int) -> int:
    """Zoho closes the block with the same mark that opened it."""
    return end + 1 if end < len(lines) and header_block.is_forward(lines[end]) else end


def _split_below(lines: list[str], start: int, *, quoted: bool) -> tuple[list[str], list[str]]:
    """The lines of the original, and those that the forwarder wrote below it.

    They are told apart by an end mark, or by the quotation mark that the original bears and the comment does not.
    """
    window = range(start, min(len(lines), start + _MOST_LINES))
    for at in reversed(window):
        if header_block.is_forward_end(lines[at]):
            return lines[start:at], lines[at + 1 :]
    bears = [n for n in window if lines[n].lstrip().startswith(">")] if quoted else []
    if not bears or bears[0] > start + 2:
        return lines[start:], []
    bare = any(lines[n].strip() and not lines[n].lstrip().startswith(">") for n in range(start, bears[-1]))
    return (lines[start:], []) if bare else (lines[start : bears[-1] + 1], lines[bears[-1] + 1 :])


def _comment(above: list[str], below: list[str], writer: str) -> str:
    """What the forwarder wrote, with what stands below the original in front of his signature."""
    before, after = "\n".join(above).strip("\n"), "\n".join(below).strip("\n")
    if not after.strip() or not before.strip():
        return before if before.strip() else after
    said = quoting.split(before, (), writer)
    return f"{said.visible}\n\n{after}\n\n{said.signature}".rstrip("\n")


def _whole_subject(outer: str, subject: str, text: str) -> tuple[str, str]:
    """(subject, text) where a client wrapped the subject of the block: the mail's own subject tells how it goes on."""
    first, _, rest = text.lstrip("\n").partition("\n")
    if not subject or not first.strip() or len(outer) > _LONGEST or len(first) > _LONGEST:
        return subject, text
    whole = f"{subject} {first.strip()}"
    wrapped = _PREFIXES.sub("", whole, count=1) == _PREFIXES.sub("", outer, count=1)
    return (whole, rest.strip("\n")) if wrapped else (subject, text)


def unquoted(lines: list[str]) -> str:
    """Lines with the quotation mark taken off if all of them bear one, without blank lines around them."""
    told = [line for line in lines if line.strip()]
    if told and all(line.lstrip().startswith(">") for line in told):
        lines = [line.lstrip().removeprefix(">").removeprefix(" ") for line in lines]
    first = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    return "\n".join(lines[first:]).rstrip("\n")
