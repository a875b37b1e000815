"""What a delivery status notification says: whose mail failed, why, and which mail of ours it was.

RFC 3464 reports first, then what Exchange, Exim, qmail, Gmail and Postfix say in words. Whether a mail *is* a
notification is `intake/screening.py`'s question. Never raises; a field that is not told is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from intake.mail import ParsedMail

_FIELD = re.compile(r"^([A-Za-z-]{3,40}):[ \t]*(.*(?:\n[ \t].*){0,10})", re.MULTILINE)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_REPLY_CODE = re.compile(r"(?<![\d.])([45]\d\d)[ -]")
_ADDRESS = re.compile(r"[\w.+=/-]{1,100}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,6}")
_MESSAGE_ID = re.compile(r"^Message-I[Dd]:\s*<([^<>\s]{1,998})>", re.MULTILINE)
_DELAYED = re.compile(
    r"\bdelay(?:ed)?\b|\bwarning\b.{0,60}\bhours?\b|verzögert|vertraagd|forsinket|gecikti|retardé|"
    r"will (?:keep|continue) trying|"
    r"not yet been delivered|no action is required",
    re.IGNORECASE,
)
_ACTIONS = ("failed", "delayed", "delivered", "relayed", "expanded")
_LOOKED_AT = 20_000


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a delivery status notification says (RFC 3464 or a vendor's own words)."""

    action: str  # failed | delayed | delivered | relayed | expanded
    recipient: str | None
    status: str | None  # enhanced code, "5.1.1"
    diagnostic: str | None
    returned_message_id: str | None


def read(mail: ParsedMail) -> Bounce:
    """The notification in a mail that is one."""
    fields = _report(mail)
    said = mail.text[:_LOOKED_AT]
    diagnostic = fields.get("diagnostic-code")
    return Bounce(
        action=_action(fields, f"{mail.subject}\n{said}"),
        recipient=_recipient(fields, mail, said),
        status=_status(fields.get("status"), diagnostic, said),
        diagnostic=diagnostic or _words(said),
        returned_message_id=_returned_id(mail, said),
    )


def _report(mail: ParsedMail) -> dict[str, str]:
    """The fields of the report; of several recipients the first that failed (RFC 3464, 2.3)."""
    if not mail.reports:
        return {}
    blocks = [dict(_fields(block)) for block in mail.reports[0][:_LOOKED_AT].split("\n\n")]
    chosen = next((b for b in blocks if b.get("action", "").lower().startswith("failed")), None)
    chosen = chosen or next((b for b in blocks if "final-recipient" in b or "action" in b), {})
    return {**(blocks[0] if blocks else {}), **chosen}


def _fields(block: str) -> list[tuple[str, str]]:
    return [(name.lower(), " ".join(value.split())) for name, value in _FIELD.findall(block)]


def _action(fields: dict[str, str], said: str) -> str:
    told = fields.get("action", "").split(" ")[0].strip("();,").lower()
    if told in _ACTIONS:
        return told
    return "delayed" if _DELAYED.search(said) else "failed"


def _recipient(fields: dict[str, str], mail: ParsedMail, said: str) -> str | None:
    for name in ("original-recipient", "final-recipient"):
        address = fields.get(name, "").rpartition(";")[2].strip(" <>")
        if "@" in address:
            return address[:320]
    failed = mail.header("x-failed-recipients")
    own = {mail.sender.address.lower(), *(p.address.lower() for p in mail.to)}
    candidates = (*_ADDRESS.findall(failed or ""), *_ADDRESS.findall(said))
    return next((a for a in candidates if a.lower() not in own), None)


def _status(told: str | None, diagnostic: str | None, said: str) -> str | None:
    for source in (told, diagnostic, said):
        if source and (found := _STATUS.search(source)):
            return found[1]
    code = _REPLY_CODE.search(said)
    return f"{code[1][0]}.0.0" if code else None


def _words(said: str) -> str | None:
    """The line with the other server's answer, where no report has it."""
    for line in said.split("\n"):
        if _STATUS.search(line) or _REPLY_CODE.search(line):
            return line.strip()[:500]
    return None


def _returned_id(mail: ParsedMail, said: str) -> str | None:
    for source in (mail.returned or "", said):
        if found := _MESSAGE_ID.search(source):
            return found[1]
    return mail.in_reply_to[0] if mail.in_reply_to else (mail.references[-1] if mail.references else None)
