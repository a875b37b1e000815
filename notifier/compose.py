"""A letter to the octets that are posted (RFC 5322): subject and body from the templates, headers, MIME.

Pure: the same letter and words give the same octets. Automatic mail says so in every header a robot may read
(RFC 3834, and Microsoft's), so that robots stay silent. A customer's words and files stand in staff mail as he
sent them, an engineer's in the mail to the customer, but for what could do harm: they are never read as template or
Markdown, and HTML is sanitised.

Raises `WordingError` for a template, `UnaddressableError` for an address, ValueError for a malformed Message-ID of our
own or a date without a zone. It chooses no recipient, posts nothing and stores nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from notifier import headers, looks, mime
from notifier.customer_html import sanitise
from notifier.looks import Button, Slots
from notifier.mime import Enclosure
from notifier.wording import Words
from routing.submission import Party

__all__ = ["Button", "CustomerText", "Enclosure", "Letter", "compose", "told"]

_ANSWERS = frozenset({"acknowledgement", "reopened"})  # occasions that answer the mail they name (RFC 3834 5)
_OWN = re.compile(  # headers that only the letter itself may write
    "date|from|to|cc|bcc|sender|reply-to|subject|message-id|in-reply-to|references|auto-submitted"
    "|x-auto-response-suppress|x-intake-loop|mime-version|content-.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CustomerText:
    """Somebody's own words, a customer's or an engineer's.

    `images` are those that the HTML may show, with the Content-IDs that his mail gave them; the others go as files.
    """

    text: str
    html: str | None = None
    images: tuple[Enclosure, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """All there is to say, to whom, and what it answers. Message-IDs stand without angle brackets."""

    occasion: str
    language: str
    zone: ZoneInfo  # the reader's
    sender: Party
    recipient: Party
    message_id: str
    date: datetime  # aware
    values: Mapping[str, object]  # what the occasion's template asks for, see notifier/examples.py
    loop: str  # value of X-Intake-Loop
    reply_to: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()  # oldest first
    automatic: bool = True
    copies: tuple[Party, ...] = ()  # Cc
    customer: CustomerText | None = None  # framed, for a colleague to read
    answer: CustomerText | None = None  # the text of the mail itself; only one of the two
    quote: str = ""  # what the mail answers
    buttons: tuple[Button, ...] = ()
    marker: str = ""  # a token for the end of the body; "" for none
    enclosures: tuple[Enclosure, ...] = ()
    extra_headers: tuple[tuple[str, str], ...] = ()


def told(values: object) -> Mapping[str, object]:
    """What a template is told: the fields of a `for_*` class, by name."""
    return MappingProxyType({f.name: getattr(values, f.name) for f in fields(values)})  # type: ignore[arg-type]


def compose(letter: Letter, words: Words) -> bytes:
    """The whole mail, CRLF, no line over 998 octets, ASCII but for an address that needs SMTPUTF8."""
    language = words.language(letter.language)
    said = words.say(letter.occasion, language, letter.zone, {**letter.values, "sent_at": letter.date})
    found = looks.tokens(said.body)
    theirs, images, files = _theirs(letter)
    sender = letter.sender.name or letter.sender.address
    ours = words.frame(language, said.subject, sender, looks.body(found, _pictures(letter)), letter.marker)
    # Only what our own HTML shows is a picture; a customer's file may bear a Content-ID and is a file still.
    charts = tuple(e for e in letter.enclosures if e.content_id is not None and f"cid:{e.content_id}" in ours)
    others = tuple(replace(e, content_id=None) for e in letter.enclosures if e not in charts)
    body = mime.entity(
        text=looks.text(found, _plainly(letter), letter.marker),
        html=looks.document(ours, theirs),
        images=images + charts,
        files=files + others,
        seed=letter.message_id,
    )
    return _head(letter, said.subject, language) + body


def _pictures(letter: Letter) -> dict[str, str]:
    """Content-IDs of pictures of ours, by what they show: "days.png" may stand for the table `days`."""
    return {e.name.partition(".")[0]: e.content_id for e in letter.enclosures if e.content_id is not None}


def _head(letter: Letter, subject: str, language: str) -> bytes:
    lines = [
        headers.date(letter.date),
        headers.parties("From", [letter.sender]),
        headers.parties("To", [letter.recipient]),
        headers.parties("Cc", letter.copies) if letter.copies else b"",
        headers.parties("Reply-To", [Party("", letter.reply_to)]) if letter.reply_to else b"",
        headers.line("Subject", subject),
        headers.ids("Message-ID", [letter.message_id], own=True),
        headers.ids("In-Reply-To", [letter.in_reply_to] if letter.in_reply_to else []),
        headers.ids("References", letter.references),
        headers.line("Content-Language", language),
        *_automatic(letter),
        *_extra(letter.extra_headers),
    ]
    return b"".join(lines)


def _automatic(letter: Letter) -> list[bytes]:
    """What keeps robots from answering. No Precedence: RFC 3834 3.1.8 leaves it to lists."""
    if not letter.automatic:
        return []
    answers = letter.occasion in _ANSWERS and letter.in_reply_to is not None
    return [
        headers.line("Auto-Submitted", "auto-replied" if answers else "auto-generated"),
        headers.line("X-Auto-Response-Suppress", "All"),
        headers.line("X-Intake-Loop", letter.loop),
    ]


def _extra(pairs: tuple[tuple[str, str], ...]) -> list[bytes]:
    for name, _ in pairs:
        if _OWN.fullmatch(name):
            raise ValueError(f"the letter itself writes {name}")
    return [headers.line(name, value) for name, value in pairs]


def _plainly(letter: Letter) -> Slots:
    """What the plain text's slots hold."""
    return Slots(
        customer=letter.customer.text if letter.customer else "",
        answer=letter.answer.text if letter.answer else "",
        quote=letter.quote,
    )


def _theirs(letter: Letter) -> tuple[Slots, tuple[Enclosure, ...], tuple[Enclosure, ...]]:
    """What the HTML's slots hold, the images that it shows under fresh Content-IDs, and those it does not, as files.

    Fresh, because two mails of the same client may use the same ids, and some readers look them up by mailbox.
    """
    framed = Slots(quote=looks.as_html(letter.quote) if letter.quote.strip() else "", buttons=letter.buttons)
    theirs = letter.answer or letter.customer
    if theirs is None:
        return framed, (), ()
    fresh = {i.content_id: _content_id(letter, n) for n, i in enumerate(theirs.images) if i.content_id is not None}
    kept = sanitise(theirs.html or "", fresh, standing=theirs is letter.answer)
    shown = tuple(replace(i, content_id=fresh[i.content_id]) for i in theirs.images if i.content_id in kept.shown)
    files = tuple(replace(i, content_id=None) for i in theirs.images if i.content_id not in kept.shown)
    html = kept.html or (looks.as_html(theirs.text) if theirs.text.strip() else "")
    slots = replace(framed, answer=html) if theirs is letter.answer else replace(framed, customer=html)
    return slots, shown, files


def _content_id(letter: Letter, number: int) -> str:
    domain = letter.message_id.rpartition("@")[2]
    return f"{hashlib.sha256(letter.message_id.encode()).hexdigest()[:20]}.{number}@{domain}"
