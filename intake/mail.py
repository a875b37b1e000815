"""Bytes to a `ParsedMail`: the one view of a mail that every reader shares.

The standard library's compat32 parser splits the bytes (its `policy.default` fails on hostile mail), mail-parser
reads the addresses, with an own lenient reader behind it; whatever fails is a line in `problems`, never an exception.
Pure: no clock, no network, no database.
"""

from __future__ import annotations

import hashlib
import logging
import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

import mailparser

from intake import headers, mime
from intake.html_text import Span
from intake.limits import Limits
from routing.submission import FileRef, Party

logging.getLogger("mailparser").setLevel(logging.CRITICAL)  # its remarks on mails are told by `problems`

_HEADER_END = re.compile(rb"\r?\n\r?\n|\r\r")
_LEADING = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*")
_SPACE = re.compile(r"\s+")
_RETURNED_FIELDS = ("From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted")
_RETURNED_CHARS = 100_000
_NOBODY = Party("", "")


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """One mail as its headers and MIME tree give it. Text is decoded, its lines end with LF."""

    headers: tuple[tuple[str, str], ...]  # (name in lower case, decoded value), in order
    message_id: str  # without angle brackets; made from the bytes where the mail has none
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]  # as in the mail, oldest first, without angle brackets
    subject: str
    sender: Party  # From
    reply_to: tuple[Party, ...]
    to: tuple[Party, ...]
    cc: tuple[Party, ...]
    date: datetime | None  # aware
    text: str  # the plain part, else the HTML as text
    html: str | None
    text_part: str | None  # part paths, as in FileRef.part
    html_part: str | None
    files: tuple[FileRef, ...]
    media_types: tuple[tuple[str, str], ...]  # (part path, media type) of every part, in order
    reports: tuple[str, ...]  # text of message/delivery-status and disposition parts
    returned: str | None  # headers (and text, cut) of a returned or attached message, as text
    digest: str  # sha256 over From, Date, Subject and decoded parts; trace headers do not count
    problems: tuple[str, ...]
    quote_spans: tuple[Span, ...] = ()  # stretches of `text` that the HTML it was made from marks as quoted

    def header(self, name: str) -> str | None:
        """The first header of that name, or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), None)

    def all(self, name: str) -> tuple[str, ...]:
        """Every header of that name, in order."""
        wanted = name.lower()
        return tuple(value for key, value in self.headers if key == wanted)


def parse(raw: bytes, limits: Limits) -> ParsedMail:
    """Read a mail. Never raises for bytes, however broken; gives up parts beyond `limits` and says so."""
    problems: list[str] = []
    try:
        return _read(_opened(_bounded(raw, limits, problems), problems), limits, problems)
    except Exception as why:  # noqa: BLE001 - the promise of this function; what failed stands in the answer
        return _unread(raw, limits, [*problems, f"unreadable: {type(why).__name__}: {why}"])


def _bounded(raw: bytes, limits: Limits, problems: list[str]) -> bytes:
    """The bytes within `message_bytes` and `header_bytes`, without what stands before the first header."""
    if len(raw) > limits.message_bytes:
        problems.append(f"larger than {limits.message_bytes} bytes: cut")
        raw = raw[: limits.message_bytes]
    leading = _LEADING.match(raw)
    if leading and leading.end() and leading.end() < len(raw):
        problems.append("blank lines or a byte order mark before the headers")
        raw = raw[leading.end() :]
    end = _HEADER_END.search(raw)
    length = end.start() if end else len(raw)
    if length > limits.header_bytes:
        problems.append(f"more than {limits.header_bytes} bytes of headers: cut")
        cut = raw.rfind(b"\n", 0, limits.header_bytes) + 1 or limits.header_bytes
        raw = raw[:cut].rstrip(b"\r\n") + (raw[length:] if end else b"\r\n\r\n")
    return raw


def _opened(raw: bytes, problems: list[str]) -> Message:
    """The message as a tree; with the body as one text where the tree is too deep for the parser's stack."""
    try:
        return message_from_bytes(raw)
    except RecursionError:
        problems.append("nested too deep to be taken apart: the body is read as one text")
    flat = BytesHeaderParser().parsebytes(raw)
    for name in ("content-type", "content-transfer-encoding"):
        del flat[name]
    return flat


def _read(message: Message, limits: Limits, problems: list[str]) -> ParsedMail:
    fields = tuple((headers.text(name).lower(), headers.text(str(value))) for name, value in message.raw_items())
    first = dict(reversed(fields))  # the first of a name counts
    parts = mime.walk(message, limits, problems)
    problems.extend(_defects(parts))
    body = mime.body(parts, limits, problems)
    people = _people(message, limits, problems)
    digest = _digest(first, parts)
    given = headers.message_ids(first.get("message-id", ""), 1)
    if not given:
        problems.append("no Message-ID: one was made from the content")
    sent = headers.date(first.get("date", ""))
    if sent is None:
        problems.append("no readable Date")
    return ParsedMail(
        headers=fields,
        message_id=given[0] if given else f"missing-{digest[:32]}@invalid",
        in_reply_to=headers.message_ids(first.get("in-reply-to", ""), limits.references),
        references=headers.message_ids(" ".join(v for n, v in fields if n == "references"), limits.references),
        subject=first.get("subject", ""),
        sender=(people["from"] or people["sender"] or (_NOBODY,))[0],
        reply_to=people["reply-to"],
        to=people["to"],
        cc=people["cc"],
        date=sent,
        text=body.text,
        html=body.html,
        text_part=body.text_part,
        html_part=body.html_part,
        files=mime.files(parts, body),
        media_types=tuple((p.path, p.media_type) for p in parts),
        reports=mime.reports(parts, limits.text_chars),
        returned=_returned(parts, limits),
        digest=digest,
        problems=tuple(dict.fromkeys(headers.clean(p) for p in problems)),
        quote_spans=body.spans,
    )


def _people(message: Message, limits: Limits, problems: list[str]) -> dict[str, tuple[Party, ...]]:
    """Parties by header name. mail-parser knows the grammar and its usual breaches; the lenient reader the rest."""
    names = ("from", "sender", "reply-to", "to", "cc")
    skeleton = Message()
    for name, value in message.raw_items():
        if name.lower() in names and name.lower() not in skeleton:
            skeleton[name] = headers.recover(str(value))[: limits.header_bytes]
    try:
        parsed = mailparser.MailParser(skeleton)
        found = {
            name: getattr(parsed, {"from": "from_"}.get(name, name.replace("-", "_")))
            for name in names
            if name != "sender"
        }
    except Exception as why:  # noqa: BLE001 - it fails in many ways on broken fields, and the lenient reader follows
        problems.append(f"addresses read leniently ({type(why).__name__})")
        found = {}
    people: dict[str, tuple[Party, ...]] = {}
    for name in names:
        pairs = found.get(name) or ()
        known = tuple(_party(shown, address) for shown, address in pairs[: limits.recipients] if "@" in address)
        field = headers.text(str(skeleton.get(name, "")))
        people[name] = known or headers.loose_addresses(field, limits.recipients)
    return people


def _party(name: str, address: str) -> Party:
    return Party(headers.text(name).strip("\"' ")[:500], headers.clean("".join(address.split()))[:320])


def _defects(parts: list[mime.Part]) -> list[str]:
    return [f"part {p.path or '0'}: {type(d).__name__}" for p in parts for d in p.message.defects]


def _digest(first: dict[str, str], parts: list[mime.Part]) -> str:
    """SHA-256 of what makes a message the same in two mailboxes: transfer encodings and line ends do not count."""
    known = hashlib.sha256()
    for name in ("from", "date", "subject"):
        known.update(_SPACE.sub(" ", first.get(name, "")).encode("utf-8", "replace") + b"\0")
    for part in parts:
        if part.container:
            continue
        content = part.content
        if part.media_type.startswith(("text/", "message/")):
            content = content.replace(b"\r\n", b"\n").rstrip()
        known.update(f"{part.media_type}\0{len(content)}\0".encode() + content)
    return known.hexdigest()


def _returned(parts: list[mime.Part], limits: Limits) -> str | None:
    """The attached or returned message as text: its naming headers, a blank line, its body."""
    inner = mime.attached_message(parts)
    if inner is None:
        return None
    found = {name.lower(): headers.text(str(value)) for name, value in reversed(list(inner.raw_items()))}
    lines = [f"{name}: {found[name.lower()]}" for name in _RETURNED_FIELDS if name.lower() in found]
    inner_parts = mime.walk(inner, limits, [])
    body = mime.body(inner_parts, limits, [])
    return headers.clean("\n".join(lines) + "\n\n" + body.text)[:_RETURNED_CHARS]


def _unread(raw: bytes, limits: Limits, problems: list[str]) -> ParsedMail:
    """What remains of bytes that no parser takes: their text."""
    digest = hashlib.sha256(raw).hexdigest()
    text = headers.decode(raw[: limits.text_chars], None)[0]
    return ParsedMail(
        (), f"missing-{digest[:32]}@invalid", (), (), "", _NOBODY, (), (), (), None, text, None, "1", None, (),
        (), (), None, digest, tuple(headers.clean(p) for p in problems),
    )  # fmt: skip
