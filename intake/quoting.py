"""What of a mail's text is new: the visible text, the signature, and the quoted history.

Ties together which lines are history (`intake/history.py`) and where the sender's signature begins
(`intake/signature.py`), takes off PGP armour and warnings of mail gateways, and says how sure all that is. Linear in
the text; never raises for any string. Where nothing marks a quote, all is visible: losing a sentence is worse than
showing a quote. Does not read forwards: `intake/forwarding.py` takes those off first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from intake import coloured, history, marks, signature
from intake.html_text import Span
from intake.mail import ParsedMail

_ARMOUR = "-----BEGIN PGP "
_BANNER = re.compile(
    r"\s{0,9}[\[*(!]{0,3}(?:caution|warning|external(?: e-?mail)?|let op|achtung|vorsicht|attention|"
    r"dikkat|obs|advarsel|extern\w*)[\])*!:]{1,4}\s.{0,200}\b(?:e-?mail|e-?post\w*|e-?posta|sender|afzender|absender|outside|organi[sz]ation|extern\w*|"
    r"expéditeur)\b.{0,300}|\s{0,9}\[(?:external|extern|ekstern|externe|harici|dış)(?: e-?mail| mail)?\]\s*|"
    r"\s{0,9}you don['’]t often get e-?mail from .{1,300}",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W_]")
_REPLIED = re.compile(r"\s*(?:re|aw|antw|antwoord|sv|ynt|yan|cevap|rép|ref|odp|vs|r)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_GAPS = re.compile(r"\n{3,}")
_LONGEST = 800
_MOST_LINES = 30_000  # what follows is looked at as one
_LITTLE = 200  # characters that may stand below a device line: a link, a disclaimer's first words


@dataclass(frozen=True, slots=True)
class Split:
    """The three parts of a text, each in the order of the mail; `reasons` say what was cut where.

    `certainty` (0..1) says how surely new text and quote were told apart, `doubt` what it lacks; 0.9 and more may be
    relayed unseen. 1.0: the client marked the quote, or there is none and the mail answers nothing.
    """

    visible: str
    signature: str
    quoted: str
    reasons: tuple[str, ...] = ()
    certainty: float = 1.0
    doubt: str = ""


def split(text: str, spans: tuple[Span, ...] = (), writer: str = "", *, answers: bool = False) -> Split:
    """Divide a text.

    `spans` are the stretches that HTML called quotations (character offsets), `writer` the name the sender signs
    with, `answers` whether the mail is a reply (RFC 5322 3.6.4 In-Reply-To, References, or its subject).
    """
    lines = text.split("\n", _MOST_LINES)
    found = history.find(lines, spans)
    return _divided(lines, found, writer, answers=answers)


def of_mail(mail: ParsedMail) -> Split:
    """Divide the text of a mail; answers that its sender calls coloured are looked for in the HTML."""
    lines = mail.text.split("\n", _MOST_LINES)
    found = history.find(lines, mail.quote_spans)
    top = "\n".join(line for line, gone in zip(lines[:60], found.gone, strict=False) if not gone)
    said = coloured.said(top) if any(found.gone) else None
    if said and coloured.recover(lines, found.gone, mail.html or "", said):
        found.reasons.append("answers in another colour within the quote")
        found.less_sure(0.6, "answers told from the quote by their colour")
    elif said and not found.between:
        found.less_sure(0.2, "the sender says that there are answers within the quote")
    answers = bool(mail.in_reply_to or mail.references or _REPLIED.match(mail.subject))
    return _divided(lines, found, mail.sender.name, answers=answers)


def _divided(lines: list[str], found: history.History, writer: str, *, answers: bool) -> Split:
    new, signed = _armour(lines, found.gone) if any(line.startswith(_ARMOUR) for line in lines) else (found.gone, [])
    parts = _segments(lines, new)
    visible, signatures, told = _unsigned(parts, writer)
    quoted = "\n".join(line for line, gone in zip(lines, found.gone, strict=True) if gone)
    _doubts(visible, found, answers=answers)
    if _loses_text(signatures):
        found.less_sure(0.6, "text below a device line")
    doubt = [f"certainty {found.certainty:.2g}: {found.doubt}"] if found.certainty < 1 else []
    return Split(
        visible=_joined(visible),
        signature=_joined([*signatures, *signed]),
        quoted=quoted.strip("\n"),
        reasons=(*found.reasons, *told, *doubt),
        certainty=found.certainty,
        doubt=found.doubt,
    )


def _segments(lines: list[str], gone: list[bool]) -> list[list[str]]:
    """The new text in its stretches between quotes; blank ones belong to what stands before them."""
    parts: list[list[str]] = [[]]
    apart = False
    for line, away in zip(lines, gone, strict=True):
        if away:
            apart = True
            continue
        if apart and line.strip():
            parts.append([])
            apart = False
        parts[-1].append(line)
    parts = [part for part in parts if any(line.strip() for line in part)]
    return [_without_banner(part) if n == 0 else part for n, part in enumerate(parts)]


def _unsigned(parts: list[list[str]], writer: str) -> tuple[list[str], list[str], list[str]]:
    """(visible lines, signature lines, reasons): a signature stands in the first stretch or in the last."""
    visible: list[str] = []
    signatures: list[str] = []
    told: list[str] = []
    for n, part in enumerate(parts):
        at, why = signature.begins(part, writer, below=n > 0) if n in (0, len(parts) - 1) else (len(part), None)
        told.extend([why] if why else [])
        visible.extend([*part[:at], ""])
        signatures.extend(part[at:])
    return visible, signatures, told


def _loses_text(signatures: list[str]) -> bool:
    """Whether text stands below a device line, which is the end of a mail: a quote without a mark, or the answer."""
    at = next((n for n, line in enumerate(signatures) if signature.is_device(line)), len(signatures))
    return sum(map(len, signatures[at + 1 : at + 40])) > _LITTLE


def _without_banner(part: list[str]) -> list[str]:
    """Without the blank lines at the top and the warning that a gateway set there."""
    start = next((n for n, line in enumerate(part) if line.strip()), len(part))
    if start < len(part) and len(part[start]) < _LONGEST and _BANNER.fullmatch(part[start]):
        return part[start + 1 :] if any(line.strip() for line in part[start + 1 :]) else part[start:]
    return part[start:]


def _armour(lines: list[str], gone: list[bool]) -> tuple[list[bool], list[str]]:
    """Which lines are gone once a PGP signed message (RFC 4880 7) is undressed, and its signature."""
    away, signed, within = list(gone), [], ""
    for at, line in enumerate(lines):
        if line.startswith(f"{_ARMOUR}SIGNED MESSAGE"):
            within = "head"
        elif line.startswith((f"{_ARMOUR}SIGNATURE", f"{_ARMOUR}PUBLIC")):
            within = "signature"
        elif within == "head" and ":" not in line:
            within = ""  # a blank line follows the Hash fields; where it was lost, no text may be
        elif not within and line.startswith("- -") and not away[at]:
            lines[at] = line[2:]  # dash-escaped, RFC 4880 7.1
        if within:
            away[at] = True
            signed.extend([line] if within == "signature" else [])
        if line.startswith("-----END PGP"):
            within = ""
    return away, signed


def _joined(lines: list[str]) -> str:
    return _GAPS.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def _doubts(visible: list[str], found: history.History, *, answers: bool) -> None:
    """What makes it unsure that the visible lines hold no quote."""
    ends = (line for line in visible[:400] if line.rstrip().endswith((":", ">")))
    if any(marks.has_address(line) and marks.has_date(line) for line in ends):
        found.less_sure(0.5, "an unmarked line looks like an attribution")
    if history.looks_quoted(visible):
        found.less_sure(0.5, "an unmarked stretch looks like a header block")
    if answers and not any(found.gone):
        found.less_sure(0.9, "an answer without a quote")
    if answers and not any(_LETTER.search(line) for line in visible):
        found.less_sure(0.5, "no new text was found")
