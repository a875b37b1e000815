"""Bytes to a `ParsedMail`: the one view of a mail that every reader shares.

`intake/mime_tree.py` cuts the bytes, `intake/mime.py` decodes the parts, `intake/addresses.py` reads the addresses with
mail-parser behind a fast path; whatever fails is a line in `problems`, never an exception. Pure: no clock, no
network, no database.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from intake import addresses, files, headers, mime
from intake.charsets import TURKISH, as_turkish, clean, decode
from intake.headers import Fields
from intake.html_text import Span
from intake.limits import Limits
from intake.mime_tree import Entity, cut, head
from routing.submission import FileRef, Party

_SPACE = re.compile(r"\s+")
_RETURNED_FIELDS = ("From", "To", "Cc", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted")
_RETURNED_CHARS = 100_000
_RETURNED_MOST = 10  # attached messages that are read
_RETURNED_BYTES = 1_000_000
_NOBODY = Party("", "")
_NAMING = frozenset(("in-reply-to", "references"))
_FIELDS_OF_A_NAME = 50  # of several To fields
_TRACE = frozenset(
    ("from", "received", "authentication-results", "arc-seal", "arc-authentication-results",
     "x-ms-exchange-organization-authas")
)  # fmt: skip


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
    attached: tuple[str, ...] = ()  # every attached message in the form of `returned`, which is the first; bounded
    quote_spans: tuple[Span, ...] = ()  # stretches of `text` that the HTML it was made from marks as quoted
    trace: Fields = ()  # From and what may vouch for it, unfolded but not decoded: `intake.authentication`

    @property
    def named(self) -> tuple[str, ...]:
        """The Message-IDs that it answers, nearest first."""
        return _nearest_first(self.in_reply_to, self.references)

    def header(self, name: str) -> str | None:
        """The first header of that name, or None."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key == wanted), None)

    def all(self, name: str) -> tuple[str, ...]:
        """Every header of that name, in order."""
        wanted = name.lower()
        return tuple(value for key, value in self.headers if key == wanted)


def parse(raw: bytes, limits: Limits, seen: frozenset[str] = frozenset()) -> ParsedMail:
    """Read a mail. Never raises for bytes, however broken; gives up parts beyond `limits` and says so.

    `seen` are SHA-256 digests (hex) of pictures that this sender has sent before: they are his signature's.
    """
    problems: list[str] = []
    try:
        return _read(cut(raw, limits, problems), limits, problems, seen)
    except Exception as why:  # noqa: BLE001 - the promise of this function; what failed stands in the answer
        return _unread(raw, limits, [*problems, f"unreadable: {type(why).__name__}: {why}"])


def names(raw: bytes, limits: Limits) -> tuple[str, ...]:
    """`ParsedMail.named`, for the price of a header."""
    try:
        root = head(raw, limits)
        naming = (field for field in root.fields if field[0] in _NAMING)
        answered, references = _named(_decoded(naming, root.hints), limits)
        return _nearest_first(answered, references)
    except Exception:  # noqa: BLE001 - as `parse`: the mail is unreadable, and names nothing
        return ()


def text_of(raw: bytes, limits: Limits) -> str:
    """`ParsedMail.text`, for the price of a body."""
    problems: list[str] = []
    try:
        return mime.body(mime.walk(cut(raw, limits, problems), limits, problems), limits, problems).text
    except Exception:  # noqa: BLE001 - as `parse`, which reads such mails in its own way
        return parse(raw, limits).text


def _nearest_first(in_reply_to: Sequence[str], references: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*in_reply_to, *reversed(references))))


def _decoded(fields: Iterable[tuple[str, str]], hints: tuple[str, ...]) -> Fields:
    return tuple((name, headers.text(value, hints)) for name, value in fields)


def _named(fields: Fields, limits: Limits) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """In-Reply-To, the first one, and all References."""
    answered = next((value for name, value in fields if name == "in-reply-to"), "")
    references = " ".join(value for name, value in fields if name == "references")
    return headers.message_ids(answered, limits.references), headers.message_ids(references, limits.references)


def _read(root: Entity, limits: Limits, problems: list[str], seen: frozenset[str]) -> ParsedMail:
    hints = root.hints or mime.first_charset(root)
    fields = _decoded(root.fields, hints)
    first = dict(reversed(fields))  # the first of a name counts
    parts = mime.walk(root, limits, problems)
    body = mime.body(parts, limits, problems)
    listed, hashes = files.of(parts, body, seen)
    people = _people(root, limits, hints)
    if any(problem.endswith(f"read as {TURKISH}") for problem in problems):  # then its headers are lying, too
        fields, people = _turkish(fields, people)
        first = dict(reversed(fields))
    digest = _digest(first, parts, dict(zip((f.part for f in listed), hashes, strict=True)))
    attached = tuple(_returned(inner, limits) for inner in mime.attached_messages(parts, _RETURNED_MOST))
    given = headers.message_ids(first.get("message-id", ""), 1)
    if not given:
        problems.append("no Message-ID: one was made from the content")
    in_reply_to, references = _named(fields, limits)
    sent = headers.date(first.get("date", ""))
    if sent is None:
        problems.append("no readable Date")
    return ParsedMail(
        headers=fields,
        message_id=given[0] if given else f"missing-{digest[:32]}@invalid",
        in_reply_to=in_reply_to,
        references=references,
        subject=first.get("subject", ""),
        sender=_sender(root, people, hints, problems),
        reply_to=people["reply-to"],
        to=people["to"],
        cc=people["cc"],
        date=sent,
        text=body.text,
        html=body.html,
        text_part=body.text_part,
        html_part=body.html_part,
        files=listed,
        media_types=tuple((p.path, p.media_type) for p in parts if not p.spare),
        reports=mime.reports(parts, limits.text_chars, files.REPORTS),
        returned=attached[0] if attached else None,
        digest=digest,
        problems=tuple(dict.fromkeys(clean(p) for p in problems)),
        attached=attached,
        quote_spans=body.spans,
        trace=tuple((name, clean(value)) for name, value in root.fields if name in _TRACE),
    )


def _people(root: Entity, limits: Limits, hints: tuple[str, ...]) -> dict[str, tuple[Party, ...]]:
    """Parties by header name; several fields of a name are read as one list."""
    given: dict[str, list[str]] = {"from": [], "sender": [], "reply-to": [], "to": [], "cc": []}
    for name, value in root.fields:
        if name in given and len(given[name]) < _FIELDS_OF_A_NAME:
            given[name].append(value)
    people: dict[str, tuple[Party, ...]] = {}
    for name, values in given.items():
        found: list[Party] = []
        for value in values:
            found.extend(addresses.parties(value, limits.recipients - len(found), hints))
        people[name] = tuple(found[: limits.recipients])
    return people


def _turkish(
    fields: tuple[tuple[str, str], ...], people: dict[str, tuple[Party, ...]]
) -> tuple[tuple[tuple[str, str], ...], dict[str, tuple[Party, ...]]]:
    named = {name: tuple(Party(as_turkish(p.name), p.address) for p in some) for name, some in people.items()}
    return tuple((name, as_turkish(value)) for name, value in fields), named


def _sender(root: Entity, people: dict[str, tuple[Party, ...]], hints: tuple[str, ...], problems: list[str]) -> Party:
    """Who wrote: From, else Sender, else whom an answer goes to; without any address the name that From gives."""
    if people["from"]:
        return people["from"][0]
    named = addresses.nameless(root.first.get("from", ""), hints)
    for name in ("sender", "reply-to"):
        if people[name]:
            problems.append(f"no address in From: {name} was taken")
            other = people[name][0]
            return Party(other.name or named.name, other.address)
    return named if named.name else _NOBODY


def _digest(first: dict[str, str], parts: list[mime.Part], hashes: dict[str, str]) -> str:
    """SHA-256 of what makes a message the same in two mailboxes: transfer encodings and line ends do not count.

    `hashes` are the digests of files that are known already; texts are taken without their line ends.
    """
    known = hashlib.sha256()
    for name in ("from", "date", "subject"):
        known.update(_SPACE.sub(" ", first.get(name, "")).encode("utf-8", "replace") + b"\0")
    for part in parts:
        if part.container or "/" in part.path:
            continue
        if part.media_type.startswith(("text/", "message/")):
            content = part.content.replace(b"\r\n", b"\n").rstrip()
            known.update(f"{part.media_type}\0{len(content)}\0".encode("utf-8", "replace") + content)
        else:
            known.update(f"{part.media_type}\0{hashes.get(part.path, '')}\0".encode("utf-8", "replace"))
    return known.hexdigest()


def _returned(inner: bytes, limits: Limits) -> str:
    """An attached or returned message as text: its naming headers, a blank line, its body."""
    root = cut(inner[:_RETURNED_BYTES], limits, [])
    hints = root.hints or mime.first_charset(root)
    lines = [f"{n}: {headers.text(root.first[n.lower()], hints)}" for n in _RETURNED_FIELDS if n.lower() in root.first]
    body = mime.body(mime.walk(root, limits, []), limits, [])
    return clean("\n".join(lines) + "\n\n" + body.text)[:_RETURNED_CHARS]


def _unread(raw: bytes, limits: Limits, problems: list[str]) -> ParsedMail:
    """What remains of bytes that no parser takes: their text."""
    digest = hashlib.sha256(raw).hexdigest()
    text = decode(raw[: limits.text_chars], None)[0]
    return ParsedMail(
        (), f"missing-{digest[:32]}@invalid", (), (), "", _NOBODY, (), (), (), None, text, None, "1", None, (),
        (), (), None, digest, tuple(clean(p) for p in problems),
    )  # fmt: skip
