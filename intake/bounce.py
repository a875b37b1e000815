"""What a delivery status notification says: whose mail failed, why, and which mail of ours it was.

RFC 3464 reports first, then Amazon's JSON, then what mail servers say in words. Whether a mail *is* a notification is
`intake/screening.py`'s question. Never raises; a field that is not told is None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from intake import bounce_causes, ses_notice
from intake.mail import ParsedMail

_FIELD = re.compile(r"^([A-Za-z][A-Za-z-]{2,39})[ \t]{0,3}:[ \t]{0,20}(.*(?:\n[ \t].*){0,10})", re.MULTILINE)
_BLOCK_END = re.compile(r"\n[ \t]*\n")
_STATUS = re.compile(r"(?<![\d.])([245]\.[0-7]\.\d{1,3})(?!\d|\.\d)")
_FAULT = re.compile(r"(?<![\d.])([45]\.[0-7]\.\d{1,3})(?!\d|\.\d)")
_REPLY_CODE = re.compile(r"(?<![\d.,/:-])([45][0-5]\d)(?:[ -](?=\D)|[ -][45]\.)")
_ADDRESS = re.compile(r"[\w.+=/!#$%&'*?^`{|}~-]{1,100}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_MESSAGE_ID = re.compile(
    r"^[>|\s]{0,12}(?:X-)?(?:Original-)?Message-?\s?ID[ \t]{0,3}:\s{0,8}<([^<>\s]{1,998})>",
    re.MULTILINE | re.IGNORECASE,
)
# From here on the text is the returned mail, whose addresses and codes say nothing of the failure.
_RETURNED = re.compile(
    r"^[>|\s]{0,12}(?:Return-Path|Received|DKIM-Signature|ARC-Seal|X-Received|MIME-Version): ?\S", re.MULTILINE
)
_DELAYED = re.compile(
    r"\bdelay(?:ed)?\b|\bwarning\b.{0,60}\bhours?\b|warning message only|verzögert|vertraagd|vertraging|forsinket|"
    r"gecikti|retardé|will (?:keep|continue) (?:trying|to try)|will (?:be )?(?:retry|retried)|do not need to resend|"
    r"not yet been delivered|no action is required|noch nicht zugestellt|nog niet (?:bezorgd|afgeleverd)|"
    r"ennå ikke levert|henüz teslim edilemedi|pas encore (?:été )?(?:remis|distribué)",
    re.IGNORECASE,
)
_DELIVERED = re.compile(
    r"\b(?:successfully delivered|delivery (?:succeeded|successful)|was delivered to|is afgeleverd|wurde zugestellt|"
    r"ble levert|teslim edildi|a été remis)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:<|\bto:?|\bfor|\brecipient:?|\baddress:?|\baan|\ban|\btil|à|\brcpt to:?)[ \t<'\"]{0,6}$", re.IGNORECASE
)
_NOT_HIS = re.compile(
    r"(?:\bfrom:?|\bby|\bsender:?|\bvon|\bvan|\bfra|reply-to:|contact|message-id:|mailto:)[ \t<'\"]{0,6}$",
    re.IGNORECASE,
)
_ROBOT = re.compile(r"(?:mailer-daemon|postmaster|no-?reply|abuse|support|helpdesk)@", re.IGNORECASE)
_ACTIONS = ("failed", "delayed", "delivered", "relayed", "expanded")
_LOOKED_AT = 20_000
_RETURNED_AT_MOST = 200_000


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a delivery status notification says (RFC 3464 or a vendor's own words)."""

    action: str  # failed | delayed | delivered | relayed | expanded
    recipient: str | None
    status: str | None  # enhanced code, "5.1.1"
    diagnostic: str | None
    returned_message_id: str | None
    recipients: tuple[str, ...] = ()  # everyone of whom the same action is told, `recipient` first


def read(mail: ParsedMail) -> Bounce:
    """The notification in a mail that is one."""
    notice = ses_notice.read(mail.text)
    if notice:
        return Bounce(
            action=notice.action if notice.action in _ACTIONS else "failed",
            recipient=notice.recipients[0] if notice.recipients else None,
            status=notice.status or (bounce_causes.status(notice.diagnostic) if notice.diagnostic else None),
            diagnostic=notice.diagnostic,
            returned_message_id=notice.message_id,
            recipients=notice.recipients,
        )
    blocks = _report(mail)
    fields = blocks[0] if blocks else {}
    said = _said(mail)
    action = _action(fields, f"{mail.subject}\n{said}")
    told = fields.get("diagnostic-code")
    recipients = tuple(dict.fromkeys(a for block in blocks if (a := _address(block)))) or _in_words(mail, said)
    return Bounce(
        action=action,
        recipient=recipients[0] if recipients else None,
        status=_status(fields.get("status"), told, said, action),
        diagnostic=(told or _words(said) or "")[:2000] or None,
        returned_message_id=_returned_id(mail),
        recipients=recipients,
    )


def _said(mail: ParsedMail) -> str:
    """What the server itself says: the text above the returned mail."""
    text = mail.text[:_LOOKED_AT]
    returned = _RETURNED.search(text, min(40, len(text)))
    return text[: returned.start()] if returned else text


def _report(mail: ParsedMail) -> list[dict[str, str]]:
    """The blocks of the recipients told the same (RFC 3464, 2.3): those that failed, else those like the first."""
    source = mail.reports[0] if mail.reports else _report_in_text(mail.text[:_LOOKED_AT])
    if not source:
        return []
    whole, *rest = [dict(_fields(b)) for b in _BLOCK_END.split(source[:_LOOKED_AT].strip("\n"))[:300]]
    told = [b for b in (whole, *rest) if "final-recipient" in b or "action" in b or "original-recipient" in b]
    failed = [b for b in told if _word(b) == "failed"]
    chosen = failed or [b for b in told if _word(b) == _word(told[0])]
    return [{**whole, **b} for b in chosen]


def _report_in_text(text: str) -> str:
    """The report of a mail whose parts were lost on the way, so that all of it is text."""
    begin = text.find("\nReporting-MTA:")
    return text[begin + 1 :] if begin >= 0 and "\nFinal-Recipient:" in text else ""


def _fields(block: str) -> list[tuple[str, str]]:
    return [(name.lower(), " ".join(value.split())) for name, value in _FIELD.findall(block)]


def _word(fields: dict[str, str]) -> str:
    """The action of a block; some write more behind it: "failed (5.1.1)"."""
    return fields.get("action", "").lstrip().partition(" ")[0].strip("();,").lower()


def _action(fields: dict[str, str], said: str) -> str:
    told = _word(fields)
    if told in _ACTIONS:
        return told
    if fields.get("status", "").startswith("2."):
        return "delivered"
    if _DELAYED.search(said):
        return "delayed"
    return "delivered" if _DELIVERED.search(said) and not _FAULT.search(said) else "failed"


def _address(fields: dict[str, str]) -> str | None:
    """Whom we wrote to: the original recipient where the report still knows him, else the final one."""
    for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
        address = fields.get(name, "").rpartition(";")[2].strip(" <>")
        if _ADDRESS.fullmatch(address):
            return address[:320]
    return None


def _in_words(mail: ParsedMail, said: str) -> tuple[str, ...]:
    """The recipients that a header or the text names; the likeliest one alone where only words tell."""
    failed = _ADDRESS.findall(mail.header("x-failed-recipients") or "")
    if failed:
        return tuple(dict.fromkeys(failed))
    own = {mail.sender.address.lower(), *(p.address.lower() for p in mail.to)}
    best: tuple[int, str] | None = None
    for found in _ADDRESS.finditer(said):
        address = found[0].strip("'`*_")
        weight = _weight(said, found.start(), found.end())
        weight -= 3 if address.lower() in own else 2 if _ROBOT.match(address) else 0
        if weight >= 0 and (best is None or weight > best[0]):
            best = weight, address
    if best:
        return (best[1],)
    returned_to = re.search(r"^To: (.{3,400})", mail.returned or said, re.MULTILINE)
    addresses = _ADDRESS.findall(returned_to[1]) if returned_to else []
    return tuple(addresses[:1])


def _weight(said: str, start: int, end: int) -> int:
    """How an address is named: as the recipient (on a line of its own, after "to"), in passing, or as the sender."""
    before = said[max(0, start - 24) : start].rpartition("\n")[2]
    after = said[end : end + 3]
    if _NOT_HIS.search(before):
        return 0
    if not before.strip(" \t<'\"*-•(") and (not after.strip(" \t>'\":)") or after.lstrip(">'\"")[:1] in ":\n"):
        return 3
    return 2 if _NAMED.search(before) else 1


def _status(told: str | None, diagnostic: str | None, said: str, action: str) -> str | None:
    """The code of the field; a vague one (x.0.0) is made precise by the same server's reply, a missing one by words."""
    field = _STATUS.search(told or "")
    reply = _STATUS.search(diagnostic or "")
    if field:
        exact = reply or _FAULT.search(said)
        vague = field[1].endswith(".0.0") and exact and exact[1][0] == field[1][0]
        return exact[1] if vague and exact else field[1]
    if reply:
        return reply[1]
    if action in ("delivered", "relayed", "expanded"):
        return "2.0.0"
    if found := _FAULT.search(said):
        return found[1]
    code = _REPLY_CODE.search(f"{diagnostic or ''}\n{said}")
    cause = bounce_causes.status(f"{diagnostic or ''}\n\n{said}")
    level = "4" if action == "delayed" else code[1][0] if code else None
    if cause:
        return (level or cause[0]) + cause[1:]
    return f"{level}.0.0" if level else None


def _words(said: str) -> str | None:
    """The line with the other server's answer, where no report has it."""
    if not (_FAULT.search(said) or _REPLY_CODE.search(said)):
        return None
    lines = said.split("\n")
    told = next((line for line in lines if _FAULT.search(line) or _REPLY_CODE.search(line)), "")
    return told.strip()[:500] or None


def _returned_id(mail: ParsedMail) -> str | None:
    """The Message-ID of the returned mail, from its part, else from headers that are only text, else from threading."""
    for source in (mail.returned or "", mail.text[:_RETURNED_AT_MOST], *mail.reports[:1]):
        if found := _MESSAGE_ID.search(source):
            return found[1]
    return mail.in_reply_to[0] if mail.in_reply_to else (mail.references[-1] if mail.references else None)
