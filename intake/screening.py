"""What sort of sender a mail has, before anything reacts to it (MAIL.md, section 2).

Signals are asked in their order of strength; the first that speaks decides and says so: our own mail come back, reports
of mail systems (`screening_reports.py`), headers (`screening_headers.py`), words (`screening_words.py`). No
person may be
taken for a machine. Never raises. Which case a mail belongs to is not asked here, only whether it is an update.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from intake import screening_headers, screening_reports, screening_words
from intake.commands import opens_with_command
from intake.hints import DeskHints
from intake.mail import ParsedMail
from intake.screening_reports import Answer
from intake.screening_view import View
from routing.submission import Kind

_GENERIC_TAG = re.compile(r"\[[A-Za-zÀ-ž][A-Za-zÀ-ž -]{0,40} #(\d{4,9})\]")
# Headers that lists, redirections and people's own programs write as well: a person, but answered by nobody automatic.
_QUIET_HEADERS = (
    "x-auto-response-suppress",
    "list-id",
    "list-post",
    "list-unsubscribe",
    "mailing-list",
    "x-google-group-id",
    "x-beenthere",
    "precedence",
    "x-loop",
    "x-rt-loop-prevention",
    "feedback-id",
)


@dataclass(frozen=True, slots=True)
class Screened:
    """The answer. `acknowledge` is False where no automatic mail may be sent back, though a person may write."""

    kind: Kind
    follow_up: bool
    acknowledge: bool
    reasons: tuple[str, ...]


def screen(mail: ParsedMail, hints: DeskHints) -> Screened:
    """Decide the kind of a mail from its headers, its parts and, last, its words."""
    view = View(mail, hints)
    questions = _QUESTIONS if not _ordered(view) else tuple(q for q in _QUESTIONS if q not in _OF_WORDS)
    for question in questions:
        answer = question(view)
        if answer:
            kind, reason = answer
            return Screened(kind, follow_up=False, acknowledge=False, reasons=(reason,))
    update = _update(view)
    quiet = _quiet(view)
    reasons = tuple(r for r in ("no sign of a machine", update, quiet) if r)
    return Screened(Kind.PERSON, follow_up=update is not None, acknowledge=quiet is None, reasons=reasons)


def _unreadable(view: View) -> Answer:
    # Return-Path, Delivered-To and Received are the door's own: they say nothing of what came in.
    if not view.present & {"from", "to", "subject", "date", "message-id", "content-type", "sender"}:
        return Kind.UNREADABLE, "no header of a mail"
    return None


def _loop(view: View) -> Answer:
    if view.header("x-intake-loop"):
        return Kind.LOOP, "header X-Intake-Loop: our own mail came back"
    if _ours(view) and (view.header("auto-submitted") or "no").lower() != "no":
        return Kind.LOOP, "an automatic mail from our own address"
    return None


_HEAD = 2000  # characters in which a mail's first line stands
_OF_WORDS = (screening_words.automatic, screening_words.bulk)
_QUESTIONS = (
    _unreadable,
    _loop,
    screening_reports.report,
    screening_headers.automatic,
    screening_headers.bulk,
    *_OF_WORDS,
)


def _ordered(view: View) -> bool:
    """Whether one of our own people gives an order: "she has left us" below `#customer x` is no note of his."""
    if view.mail.sender.address.lower() not in view.hints.staff_addresses:
        return False
    head = (line for line in view.mail.text[:_HEAD].split("\n") if line.strip(" \t\r\xa0\u200b\ufeff"))
    return opens_with_command(next(head, ""))


def _ours(view: View) -> bool:
    return view.mail.sender.address.lower() in {a.lower() for a in view.hints.own_addresses}


def _update(view: View) -> str | None:
    """Why a mail answers or updates something, or None."""
    if ticket_number(view.mail.subject, view.hints) is not None:
        return "our tag in the subject"
    if view.forwards:
        return None
    if view.mail.in_reply_to or view.mail.references:
        return "In-Reply-To or References"
    if view.replies:
        return "reply prefix in the subject"
    return None


def ticket_number(subject: str, hints: DeskHints) -> int | None:
    """The number in our own tag; without a known tag in any tag of that shape. Foreign numbers are none."""
    if hints.tag:
        found = re.search(rf"\[{re.escape(hints.tag)}\s*#\s*(\d{{1,9}})\]", subject, re.IGNORECASE)
    else:
        found = _GENERIC_TAG.search(subject)
    return int(found[1]) if found else None


def _quiet(view: View) -> str | None:
    """Why a person's mail must not be answered automatically, or None."""
    header = next((name for name in _QUIET_HEADERS if view.header(name)), None)
    if header:
        return f"no acknowledgement: header {header}"
    if view.reads_no_answers or view.daemon:
        return "no acknowledgement: the sender reads no answers"
    if not view.mail.sender.address:
        return "no acknowledgement: no sender address"
    if _ours(view):
        return "no acknowledgement: our own address"
    return None
