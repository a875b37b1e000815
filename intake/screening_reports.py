"""Whether a mail is a report of a mail system: not delivered, delayed, read, complained of, refused by a list.

The questions about structure, then about words; words count only from a sender that is a mail server's, or with the
returned mail beside them. What such a report says is `intake/bounce.py`'s question. Never raises.
"""

from __future__ import annotations

import re

from intake import ses_notice
from intake import words_of_bounces as words
from intake.mail import ParsedMail
from intake.screening_view import View
from routing.submission import Kind

Answer = tuple[Kind, str] | None

_STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status"})
_SERVER_SAID = re.compile(r"\b[45]\d\d[ -]#?[45]\.\d\.\d{1,3}\b|\bsmtp;\s?[45]\d\d")
_RETURNED_HEADERS = re.compile(r"^[>| \t]{0,8}(?:Received|Return-Path): ?\S", re.MULTILINE)
_LIST_SERVER = re.compile(r"^(?:majordomo|listserv|mailman|ezmlm|sympa|fml)\b|-(?:admin|request|owner|bounces|help)$")
_REFUSED = re.compile(r"reject|not (?:a )?member|loop|unix from")
_COMPLAINT = re.compile(
    r"(?:e-?mail )?(?:complaint about message|abuse report|feedback report|spam (?:report|complaint))"
)
_LOOKED_AT = 20_000
_BEGINNING = 600  # within so many characters a server says what it is about


def report(view: View) -> Answer:
    """BOUNCE for what tells of a delivery, AUTO_REPLY for receipts and complaints."""
    return _by_structure(view) or _by_sender(view) or _by_words(view) or _by_list_server(view)


def _by_structure(view: View) -> Answer:
    mail = view.mail
    types = {media_type for _, media_type in mail.media_types}
    if types & _STATUS_TYPES and "report" in (view.header("content-type") or ""):
        return Kind.BOUNCE, "RFC 3464 report"
    if "message/disposition-notification" in types and not view.replies:
        return Kind.AUTO_REPLY, "RFC 8098 receipt"
    if "message/feedback-report" in types:
        return Kind.AUTO_REPLY, "RFC 5965 feedback report"
    if mail.returned is not None and (_COMPLAINT.match(view.subject) or _postmaster_of_hotmail(mail)):
        return Kind.AUTO_REPLY, "complaint with the mail complained of"
    if view.header("x-failed-recipients"):
        return Kind.BOUNCE, "header X-Failed-Recipients (Exim, Gmail)"
    if view.header("x-ms-exchange-message-is-ndr") is not None:
        return Kind.BOUNCE, "header X-MS-Exchange-Message-Is-Ndr"
    if notice := ses_notice.read(mail.text):
        kind = Kind.AUTO_REPLY if notice.action == "complained" else Kind.BOUNCE
        return kind, f"Amazon SES notice: {notice.action}"
    return None


def _postmaster_of_hotmail(mail: ParsedMail) -> bool:
    return mail.sender.address.lower() in ("staff@hotmail.com", "abuse@outlook.com")


def _by_sender(view: View) -> Answer:
    """From a mail server's account, or with the null Return-Path that RFC 5321 (4.5.5) gives to automatic mail."""
    if not (view.daemon or view.null):
        return None
    who = "daemon sender" if view.daemon else "null Return-Path"
    if told := _told(view):
        return Kind.BOUNCE, f"{who} and {told}"
    if view.replies and not view.null:
        return None  # a person who is the postmaster
    if view.mail.returned is not None and (view.daemon or _SERVER_SAID.search(view.text)):
        return Kind.BOUNCE, f"{who} with a returned mail"
    if view.daemon:
        return (Kind.BOUNCE if _RETURNED_HEADERS.search(view.mail.text[:_LOOKED_AT]) else Kind.AUTO_REPLY), who
    return Kind.AUTO_REPLY, "null Return-Path (RFC 5321, 4.5.5)"


def _told(view: View) -> str | None:
    """Which words say that something was not delivered."""
    if words.BOUNCE_SUBJECT.match(view.subject):
        return f"subject {view.mail.subject[:60]!r}"
    if found := words.BOUNCE_BODY.search(view.text):
        return f"words {found[0][:80]!r}"
    if found := _SERVER_SAID.search(view.text):
        return f"server's reply {found[0]!r}"
    return None


def _by_words(view: View) -> Answer:
    """From anybody else: a server's words at the beginning, and beside them the returned mail or an unread address."""
    mail = view.mail
    if view.replies or view.forwards or mail.in_reply_to:
        return None
    subject = words.BOUNCE_SUBJECT.match(view.subject) is not None
    if not (subject or (mail.returned is not None and view.reads_no_answers)):
        return None
    body = words.BOUNCE_BODY.search(view.own[:_BEGINNING])
    if body is None or view.asks:
        return None
    returned = mail.returned is not None or _RETURNED_HEADERS.search(mail.text[:_LOOKED_AT]) is not None
    if returned or view.reads_no_answers or _SERVER_SAID.search(view.text):
        return Kind.BOUNCE, f"words {body[0][:80]!r} with {'a returned mail' if returned else 'a server as sender'}"
    return None


def _by_list_server(view: View) -> Answer:
    mail = view.mail
    if view.replies or not words.LIST_SERVER_SUBJECT.match(view.subject):
        return None
    local = mail.sender.address.partition("@")[0].lower()
    if _LIST_SERVER.search(local) or view.header("x-mlserver") or view.header("x-list-administrivia"):
        refused = _REFUSED.search(view.subject) is not None
        return (Kind.BOUNCE if refused else Kind.AUTO_REPLY), f"a list server: {mail.subject[:60]!r}"
    return None
