"""What a mail's own words say where its headers are silent: absent, received, prove yourself, alert, offer.

No person may be taken for a machine: one phrase is never enough, and a question, a trouble told, or a word on the
matter itself keeps the sender a person. The phrases stand in `intake/words_of_*.py`. Never raises.
"""

from __future__ import annotations

import re
from collections.abc import Set

from intake import words_of_absence as absence
from intake import words_of_customers as customers
from intake import words_of_desks as desks
from intake import words_of_offers as offers
from intake.phrases import table_of
from intake.screening_headers import TALK
from intake.screening_notes import LENGTH, note
from intake.screening_reports import Answer
from intake.screening_view import View
from routing.submission import Kind

_SHORT = 25
_TAG = re.compile(r"\[[^\[\]#]{1,40}#\s*\d{2,9}\]")
_ENOUGH = 5
_BARE = re.compile(r"[a-zé]*(?:error|fout|fehler|feil|hata|erreur)\w*")  # salesmen find errors on one's website
_PITCH = frozenset({"seller", "wares", "yours"})
# Accounts in whose name programs write; nobody's own name.
_PROGRAM = re.compile(
    r"(?:root|cron|crond|anacron|nagios|icinga2?|zabbix|munin|monit|logwatch|www-data|smartd|mdadm|fail2ban|daemon|nobody|"
    r"apticron|alertmanager|grafana|prometheus|uptimerobot|checkmk|centreon|prtg)",
    re.IGNORECASE,
)
_WATCHING = re.compile(r"monitor|alert|backup|cron|system|server|nas|ups|notif", re.IGNORECASE)


def automatic(view: View) -> Answer:
    """AUTO_REPLY by words."""
    return (
        _announced(view)
        or _button(view)
        or _program(view)
        or (None if view.forwards else note(view) or _received(view) or _challenge(view))
    )


def _announced(view: View) -> Answer:
    """A subject that opens as autoresponders open theirs, and a text that does not contradict it."""
    opening = absence.AUTO_SUBJECT.match(view.subject)
    if not opening:
        return None
    away = absence.ABSENT.search(view.own) or absence.ABSENT_STRONG.search(view.own)
    robot = absence.ABSENT_STRONG.search(view.own)
    written = view.asks or customers.TROUBLE.search(view.own) is not None
    told = _told(view)
    prefix = ":" in view.subject[: opening.end() + 2]
    if away:
        sure = robot is not None or not written or (prefix and not view.asks)
    else:
        received = desks.RECEIVED.search(view.own) or desks.ROBOT.search(view.own)
        sure = not written and view.length <= LENGTH and bool(told or received or prefix or not view.own)
    subject = view.mail.subject.strip()[:60]
    return (Kind.AUTO_REPLY, f"subject {subject!r}" + (f" and {away[0]!r}" if away else "")) if sure else None


def _told(view: View) -> list[str]:
    """What else absence notes say: one phrase of each sort that stands in the text."""
    tables = (absence.RETURN, absence.INSTEAD, absence.UNREAD, absence.THANKS)
    return [found[0] for table in tables if (found := table.search(view.own))]


def _received(view: View) -> Answer:
    """An acknowledgement: the words alone are people's words too."""
    received = desks.RECEIVED.search(view.own[:1200])
    if received is None or (view.asks and not view.reads_no_answers):
        return None
    named = not view.replies and desks.RECEIVED_SUBJECT.search(view.subject)
    promised = not view.answers and desks.PROMISE.search(view.own)
    if view.reads_no_answers or desks.ROBOT.search(view.own) or named or promised:
        return Kind.AUTO_REPLY, f"acknowledgement of another desk: {received[0][:80]!r}"
    return None


def _challenge(view: View) -> Answer:
    """Who wants proof before he takes mail is answered by nobody."""
    if not (view.reads_no_answers or view.answers or desks.CHALLENGE_SUBJECT.match(view.subject)):
        return None
    found = desks.CHALLENGE.search(view.own)
    if found is None or customers.TROUBLE.search(view.own):
        return None
    if view.reads_no_answers or desks.CHALLENGE_SUBJECT.match(view.subject) or desks.ROBOT.search(view.own):
        return Kind.AUTO_REPLY, f"challenge-response: {found[0][:80]!r}"
    return None


def _button(view: View) -> Answer:
    """Read receipts and answers to invitations, for which a person only pressed a button."""
    receipt = desks.RECEIPT_SUBJECT.match(view.subject) and desks.RECEIPT_BODY.search(view.own[:1200])
    if receipt and view.length <= 80:
        return Kind.AUTO_REPLY, f"read receipt: {receipt[0][-60:]!r}"
    if not desks.CALENDAR_SUBJECT.match(view.subject) or view.asks:
        return None
    calendar = any(kind in ("text/calendar", "application/ics") for _, kind in view.mail.media_types)
    if desks.CALENDAR_BODY.search(view.own) or (calendar and view.length <= _SHORT // 4):
        return Kind.AUTO_REPLY, f"answer to an invitation: {view.mail.subject.strip()[:60]!r}"
    return None


def _program(view: View) -> Answer:
    """Monitoring, backups and cron; a person who answers or forwards such a mail stays a person."""
    if view.answers or view.forwards:
        return None
    local = view.mail.sender.address.partition("@")[0]
    if _PROGRAM.fullmatch(local) and not view.asks:
        return Kind.AUTO_REPLY, f"a program's account: {local}"
    alert = desks.ALERT_SUBJECT.match(view.subject)
    if alert and (view.reads_no_answers or _WATCHING.search(local)):
        return Kind.AUTO_REPLY, f"a program's subject: {alert[0]!r}"
    return None


def bulk(view: View) -> Answer:
    """An offer nobody asked for, or a newsletter: several of their phrases, none of somebody who needs help."""
    if view.mail.in_reply_to or view.mail.references or view.forwards:  # "Re:" alone is a salesman's trick
        return None
    if offers.DIGEST_SUBJECT.search(view.subject) and offers.DIGEST_BODY.search(view.text):
        return Kind.BULK, "list digest"
    if any(view.header(name) for name in TALK) or _TAG.search(view.mail.subject):
        return None  # the list's own footer is no newsletter; a stranger knows no case number
    trouble = customers.TROUBLE.search(view.own)
    if trouble and not _BARE.fullmatch(trouble[0]):  # most people's mails are done with here
        return None
    text = f"{view.subject}\n{view.own}\n{view.tail}"
    if not offers.SOLD.search(text):
        return None
    found: dict[str, str] = {}
    for match in offers.OFFER.finditer(text):
        found.setdefault(table_of(match), match[0])
    mailing = "opt_out" in found and len(found) > 1 and offers.SUBSCRIBED.search(text) is not None
    if not (mailing or _sells(view, found.keys())) or _needs(view, found.keys()):
        return None
    what = "a newsletter" if mailing else "an offer nobody asked for"
    return Kind.BULK, f"{what}: {', '.join(repr(phrase[:40]) for phrase in list(found.values())[:4])}"


def _sells(view: View, found: Set[str]) -> bool:
    """Whether so many phrases make an offer: what only a salesman writes counts twice, "Re:" on nothing once."""
    sure = len(offers.SALES_ONLY & found)
    score = len(found) + sure + view.replies + ("opt_out" in found)
    if sure and score == _ENOUGH - 1 and (view.replies or "opt_out" in found):
        return not customers.THINGS.search(view.own)
    return sure > 0 and score >= _ENOUGH


def _needs(view: View, found: Set[str]) -> bool:
    """Whether the sender needs something of the desk; of "errors" salesmen write as well, on the reader's website."""
    if customers.WANTS_OFFER.search(view.own):
        return True
    if customers.TROUBLE.search(view.own) and not (found >= _PITCH and len(found) > len(_PITCH)):
        return True
    return "opt_out" not in found and any(p.search(view.own) for p in (customers.ASKS_HELP, customers.OWNS))
