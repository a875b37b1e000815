"""The MIME tree of a message as a flat, bounded list of parts, and the bytes and names of each.

Part paths count as IMAP does (RFC 3501, 6.4.5): "1", "1.2"; an attached message is one part, its inner parts are
not listed. Bounded by `Limits.parts` and `Limits.nesting`; what is given up is a line in `problems`. Decides nothing
about what the parts are for, except which of them are the body.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.generator import BytesGenerator
from email.message import Message
from io import BytesIO

from intake import headers, html_text
from intake.limits import Limits
from routing.submission import FileRef

_ENCODING = re.compile(
    r"[\s\"']*(7bit|8bit|binary|quoted-printable|base64|x-uuencode|uuencode|uue|x-uue)\b", re.IGNORECASE
)
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,100}/[\w.+-]{1,100}")
_STRUCTURAL = ("content-type", "content-disposition", "content-transfer-encoding", "content-id")
_NO_FILE = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-keys",
    }
)
_REPORTS = frozenset(
    {
        "message/delivery-status",
        "message/disposition-notification",
        "message/global-delivery-status",
        "message/feedback-report",
    }
)
_RETURNED = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers"})
_LOGO_BYTES = 30_000  # an image shown in the text and smaller than this decorates; a pasted screenshot is larger


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf or container. `within` are the subtypes of the multiparts around it, outermost first."""

    path: str
    media_type: str
    message: Message
    within: tuple[str, ...]
    container: bool
    content: bytes = b""  # decoded; of an attached message its own bytes; empty where nothing can be decoded


@dataclass(frozen=True, slots=True)
class Body:
    """What the mail says: the plain part, else the HTML as text."""

    text: str
    html: str | None
    spans: tuple[html_text.Span, ...]  # quoted stretches of `text`, where it was made from HTML
    text_part: str | None
    html_part: str | None
    parts: frozenset[str]  # paths that are the body


def mend(message: Message) -> None:
    """Make the structural fields of a part readable: raw eight-bit bytes decoded, encodings spelt as RFC 2045 does."""
    for name, value in list(message.raw_items()):
        if name.lower() not in _STRUCTURAL:
            continue
        mended = headers.recover(str(value))
        if name.lower() == "content-transfer-encoding":
            found = _ENCODING.match(mended)
            mended = found[1] if found else "8bit"
        if mended != value:
            message.replace_header(name, mended)


def walk(root: Message, limits: Limits, problems: list[str]) -> list[Part]:
    """Every part in order, containers included (the root container has the path "")."""
    found: list[Part] = []
    stack: list[tuple[Message, str, tuple[str, ...]]] = [(root, "", ())]
    while stack:
        message, path, within = stack.pop()
        if len(found) >= limits.parts:
            problems.append(f"more than {limits.parts} parts: the rest was not read")
            break
        mend(message)
        media_type = _media_type(message)
        children = message.get_payload()
        if not (media_type.startswith("multipart/") and isinstance(children, list)):
            found.append(Part(path or "1", media_type, message, within, container=False, content=_content(message)))
            continue
        found.append(Part(path, media_type, message, within, container=True))
        if len(within) >= limits.nesting:
            problems.append(f"parts nested deeper than {limits.nesting}: not read")
            continue
        inner = (*within, media_type.partition("/")[2])
        prefix = f"{path}." if path else ""
        numbered = [(child, f"{prefix}{n}", inner) for n, child in enumerate(children, 1) if isinstance(child, Message)]
        stack.extend(reversed(numbered))
    return found


def _media_type(message: Message) -> str:
    try:
        found = message.get_content_type().lower()
    except (ValueError, TypeError, AttributeError, IndexError):
        found = "text/plain"
    return found if _MEDIA_TYPE.fullmatch(found) else "application/octet-stream"


def _content(message: Message) -> bytes:
    inner = message.get_payload()
    try:
        if isinstance(inner, list):
            return b"\n".join(_flattened(child) for child in inner if isinstance(child, Message))
        decoded = message.get_payload(decode=True)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError):
        return b""
    return decoded if isinstance(decoded, bytes) else b""


def _flattened(message: Message) -> bytes:
    out = BytesIO()
    BytesGenerator(out, mangle_from_=False, maxheaderlen=0).flatten(message)
    return out.getvalue()


def name(message: Message) -> str | None:
    """The decoded file name (RFC 2231, else RFC 2047 words), or None."""
    try:
        given = message.get_filename()
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    shown = headers.text(given)[:255] if given else ""
    return "".join(c for c in shown if c.isprintable()).strip() or None


def _disposition(message: Message) -> str:
    return str(message.get("content-disposition", "")).partition(";")[0].strip().lower()


def decoded_text(part: Part, problems: list[str], most: int) -> str:
    """A text part's text, lines ended with LF; what was wrong with its charset goes to `problems`."""
    raw = part.content
    if len(raw) > 4 * most:
        raw = raw[: 4 * most]
        problems.append(f"part {part.path}: text cut")
    try:
        declared = part.message.get_content_charset()
    except (ValueError, LookupError, TypeError, AttributeError):
        declared = None
    if (
        declared is None
        and part.media_type == "text/html"
        and (meta := re.search(rb"charset=[\"']?([\w-]{2,40})", raw[:2000]))
    ):
        declared = meta[1].decode("ascii", "replace")
    text, remedy = headers.decode(raw, declared)
    if remedy and (declared or not raw.isascii()):
        problems.append(f"part {part.path}: {remedy}")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if part.media_type == "text/plain" and str(part.message.get_param("format", "")).lower() == "flowed":
        text = unflowed(text, delsp=str(part.message.get_param("delsp", "")).lower() == "yes")
    return text[:most]


def unflowed(text: str, *, delsp: bool) -> str:
    """RFC 3676 paragraphs as one line each, quotation depth kept, `-- ` never joined."""
    out: list[str] = []
    held, depth = "", 0
    for line in text.split("\n"):
        marks = len(line) - len(line.lstrip(">"))
        words = line[marks:].removeprefix(" ")
        soft = words.endswith(" ") and words != "-- "
        if held and marks != depth:
            out.append(held)
            held = ""
        joined = held + words if held else ">" * marks + (" " if marks else "") + words
        depth = marks
        if soft and len(joined) < 100_000:
            held = joined[:-1] if delsp else joined
        else:
            out.append(joined)
            held = ""
    return "\n".join([*out, held] if held else out)


def _is_body(part: Part, first: bool) -> bool:
    """Whether a text part speaks: not attached, and not a named file below other parts."""
    if part.media_type not in ("text/plain", "text/html") and not (
        part.media_type.startswith(("multipart/", "text/")) and first and part.path == "1"
    ):
        return False
    if _disposition(part.message) == "attachment":
        return False
    return name(part.message) is None or (first and part.path == "1")


def body(parts: list[Part], limits: Limits, problems: list[str]) -> Body:
    """Find and read the body: text parts in order; of an alternative the plain text unless it is empty."""
    texts: list[str] = []
    htmls: list[str] = []
    spans: list[html_text.Span] = []
    used: list[tuple[str, str]] = []
    length = 0
    for group in _groups(parts):
        plain = next((p for p in group if p.media_type != "text/html"), None)
        rich = next((p for p in group if p.media_type == "text/html"), None)
        html = decoded_text(rich, problems, 2 * limits.text_chars) if rich else None
        text = decoded_text(plain, problems, limits.text_chars) if plain else ""
        if html and (not text.strip() or _says_nothing(text, html)):
            text, marked = html_text.to_text(html, limits.text_chars)
            at = length + bool(texts)
            spans.extend((a + at, b + at) for a, b in marked)
        used.extend((p.path, p.media_type) for p in group)
        htmls.extend([html] if html else [])
        if length > limits.text_chars:
            problems.append(f"more than {limits.text_chars} characters of text: the rest was not read")
            break
        texts.append(text if not texts else f"\n{text}")
        length += len(texts[-1])
    return Body(
        text="".join(texts),
        html="\n".join(htmls) or None,
        spans=tuple(spans),
        text_part=next((path for path, kind in used if kind != "text/html"), None),
        html_part=next((path for path, kind in used if kind == "text/html"), None),
        parts=frozenset(path for path, _ in used),
    )


def _says_nothing(text: str, html: str) -> bool:
    """A plain part that only sends the reader to the HTML ("your program cannot show this")."""
    return len(text) < 300 and "html" in text.lower() and len(html) > 4 * len(text)


def _groups(parts: list[Part]) -> Iterator[list[Part]]:
    """The body parts, those of one alternative together."""
    group: list[Part] = []
    around: tuple[str, str] | None = None
    first = True
    for part in parts:
        if part.container or not _is_body(part, first):
            continue
        first = False
        here = _alternative(part)
        if group and (here is None or here != around or any(p.media_type == part.media_type for p in group)):
            yield group
            group = []
        group.append(part)
        around = here
    if group:
        yield group


def _alternative(part: Part) -> tuple[str, str] | None:
    """Which multipart/alternative a part is in (the path of that container), if any."""
    for depth in range(len(part.within) - 1, -1, -1):
        if part.within[depth] == "alternative":
            return "alternative", ".".join(part.path.split(".")[:depth])
    return None


def files(parts: list[Part], spoken: Body) -> tuple[FileRef, ...]:
    """Every leaf that is not the body."""
    return tuple(_file(p, spoken) for p in parts if not p.container and p.path not in spoken.parts)


def _file(part: Part, spoken: Body) -> FileRef:
    raw = part.content
    content_id = headers.text(str(part.message.get("content-id", ""))).strip("<> ") or None
    shown = bool(content_id and spoken.html and f"cid:{content_id}" in spoken.html)
    named = name(part.message)
    inline = shown or (_disposition(part.message) == "inline" and part.media_type.startswith("image/"))
    real = (
        part.media_type not in _NO_FILE
        and part.media_type not in _REPORTS
        and (named or "").lower() not in ("smime.p7s", "signature.asc")
        and not (
            "alternative" in part.within and part.media_type in ("text/calendar", "text/x-amp-html", "text/enriched")
        )
        and not (shown and part.media_type.startswith("image/") and len(raw) < _LOGO_BYTES)
        and not ("report" in part.within and part.media_type in _RETURNED)
    )
    return FileRef(
        part=part.path,
        name=named,
        media_type=part.media_type,
        size=len(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        inline=inline,
        content_id=content_id,
        attachment=real,
    )


def reports(parts: list[Part], most: int) -> tuple[str, ...]:
    """The text of delivery-status, disposition and feedback parts (RFC 3464, 8098, 5965)."""
    found = [p.content[:most] for p in parts if p.media_type in _REPORTS]
    return tuple(headers.decode(raw, None)[0].replace("\r\n", "\n") for raw in found)


def attached_message(parts: list[Part]) -> Message | None:
    """The first message that this one carries, parsed; of a header-only part a message without a body."""
    for part in parts:
        content = part.message.get_payload()
        if part.media_type in _RETURNED and isinstance(content, list) and content and isinstance(content[0], Message):
            return content[0]
        if part.media_type in _RETURNED:
            return _reparsed(part.content)
    return None


def _reparsed(raw: bytes) -> Message | None:
    from email import message_from_bytes

    try:
        return message_from_bytes(raw.lstrip()[:200_000])
    except (RecursionError, ValueError):
        return None
