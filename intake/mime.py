"""The parts of a message as a flat, bounded list, with the content and name of each; and which of them are the body.

Part paths count as IMAP does (RFC 3501, 6.4.5): "1", "1.2"; an attached message is one part, its inner parts are not
listed. What lies within a part without MIME naming it (a file in a winmail.dat or in uuencode, the mail in an opaque
signature) has the path of that part, a slash and a number: "2/1". Never raises; what is given up is a line in
`problems`. Decides nothing about what the parts are for, except which of them are the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from intake import enclosed, headers, html_text, tnef
from intake.charsets import decode
from intake.limits import Limits
from intake.mime_text import says_nothing, undecorated, unflowed
from intake.mime_tree import Entity, cut
from intake.transfer import decoded

_META_CHARSET = re.compile(rb"charset=[\"']?([\w-]{2,40})", re.IGNORECASE)
_TNEF_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_SEALED_TYPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
RETURNED = frozenset({"message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers"})


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf or container. `within` are the subtypes of the multiparts around it, outermost first."""

    path: str
    media_type: str
    within: tuple[str, ...] = ()
    container: bool = False
    content: bytes = b""  # decoded; of an attached message its own bytes; empty where nothing can be decoded
    name: str | None = None  # decoded file name
    disposition: str = ""  # inline, attachment, or as written
    content_id: str | None = None  # without angle brackets
    charset: str | None = None  # as declared
    hints: tuple[str, ...] = ()
    params: dict[str, str] = field(default_factory=dict)  # of Content-Type
    spare: bool = False  # text of a winmail.dat: the body where the mail has no other, else nothing
    opened: bool = False  # what it holds is listed after it


@dataclass(frozen=True, slots=True)
class Body:
    """What the mail says: the plain part, else the HTML as text."""

    text: str
    html: str | None
    spans: tuple[html_text.Span, ...]  # quoted stretches of `text`, where it was made from HTML
    text_part: str | None
    html_part: str | None
    parts: frozenset[str]  # paths that are the body


def walk(root: Entity, limits: Limits, problems: list[str]) -> list[Part]:
    """Every part in order, containers included (the root container has the path "")."""
    found: list[Part] = []
    hints = root.hints or first_charset(root)
    stack: list[tuple[Entity, str, tuple[str, ...]]] = [(root, "", ())]
    while stack:
        entity, path, within = stack.pop()
        if len(found) >= limits.parts:
            problems.append(f"more than {limits.parts} parts: the rest was not read")
            break
        if entity.children is None:
            entity.hints = entity.hints or hints
            _leaf(entity, path or "1", within, found, problems, limits)
            continue
        found.append(Part(path, entity.media_type, within, container=True))
        inner = (*within, entity.media_type.partition("/")[2])
        prefix = f"{path}." if path else ""
        stack.extend((child, f"{prefix}{n}", inner) for n, child in reversed(list(enumerate(entity.children, 1))))
    return found


def first_charset(root: Entity) -> tuple[str, ...]:
    """The charsets of the first part that names any: what raw letters elsewhere in the mail are likely to be in."""
    entity: Entity | None = root
    while entity is not None and not entity.hints:
        entity = entity.children[0] if entity.children else None
    return entity.hints if entity else ()


def _leaf(
    entity: Entity, path: str, within: tuple[str, ...], found: list[Part], problems: list[str], limits: Limits
) -> None:
    """Add a leaf, and after it what is enclosed in it."""
    content = decoded(entity, problems, path)
    disposition, name = _naming(entity)
    media_type = entity.media_type
    inside: list[enclosed.Enclosed] = []
    sealed = b""
    if media_type == "text/plain" and disposition != "attachment":
        content, inside = enclosed.in_text(content)
    elif tnef.is_tnef(content) and (media_type in _TNEF_TYPES or (name or "").lower() == "winmail.dat"):
        inside = enclosed.in_winmail(content)
    elif media_type in _SEALED_TYPES:
        sealed = enclosed.in_signature(content)
        problems.append(
            f"part {path}: signed (S/MIME), the signature was not verified"
            if sealed
            else f"part {path}: encrypted (S/MIME), not read"
        )
    elif media_type == "application/pgp-encrypted":
        problems.append(f"part {path}: encrypted (OpenPGP), not read")
    leaf = Part(
        path=path,
        media_type=media_type,
        within=within,
        content=content,
        name=name,
        disposition=disposition,
        content_id=_content_id(entity),
        charset=entity.params.get("charset"),
        hints=entity.hints,
        params=entity.params,
        opened=bool(sealed) or (bool(inside) and media_type != "text/plain"),
    )
    found.append(leaf)
    found.extend(_within(leaf, one, number) for number, one in enumerate(inside, 1))
    if sealed and "/" not in path:  # one seal within another is left as it is
        _unsealed(sealed, path, within, found, problems, limits)


def _unsealed(
    sealed: bytes, path: str, within: tuple[str, ...], found: list[Part], problems: list[str], limits: Limits
) -> None:
    """The parts of the entity that an opaque signature carries, below its path."""
    inner = walk(cut(sealed, limits, problems), limits, problems)
    for part in inner[: limits.parts]:
        tail = f"/{part.path}" if part.path else "/0"
        found.append(replace(part, path=path + tail, within=(*within, "signed", *part.within)))


def _within(outer: Part, one: enclosed.Enclosed, number: int) -> Part:
    """What lies within a part, as a part of its own."""
    return Part(
        path=f"{outer.path}/{number}",
        media_type=one.media_type,
        within=outer.within,
        content=one.content,
        name=_file_name(one.name or "", outer.hints),
        disposition="" if one.body else "attachment",
        content_id=one.content_id,
        charset=one.charset or None,
        hints=outer.hints,
        spare=one.body,
    )


def _naming(entity: Entity) -> tuple[str, str | None]:
    """Disposition and decoded file name (RFC 2183, RFC 2231, else RFC 2047 words), or None for the name."""
    given = entity.first.get("content-disposition", "")
    if not given:
        return "", _file_name(entity.params.get("name", ""), entity.hints)
    word, semicolon, _ = given.partition(";")
    params = headers.parameters(given) if semicolon else {}
    named = params.get("filename") or params.get("name") or entity.params.get("name", "")
    return word.strip(" \t\"'").lower(), _file_name(named, entity.hints)


def _file_name(given: str, hints: tuple[str, ...]) -> str | None:
    if not given:
        return None
    shown = headers.text(given, hints)[:255]
    return "".join(c for c in shown if c.isprintable()).strip() or None


def _content_id(entity: Entity) -> str | None:
    given = entity.first.get("content-id")
    return (headers.text(given).strip("<> ") or None) if given else None


def decoded_text(part: Part, problems: list[str], most: int) -> str:
    """A text part's text, lines ended with LF; what was wrong with its charset goes to `problems`."""
    raw = part.content
    if len(raw) > 4 * most:
        raw = raw[: 4 * most]
        problems.append(f"part {part.path}: text cut")
    declared = part.charset
    if declared is None and part.media_type == "text/html" and (meta := _META_CHARSET.search(raw[:2000])):
        declared = meta[1].decode("ascii", "replace")
    text, remedy = decode(raw, declared, part.hints)
    if remedy and (declared or not raw.isascii()):
        problems.append(f"part {part.path}: {remedy}")
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if part.media_type != "text/plain":
        return text[:most]
    if part.params.get("format", "").lower() == "flowed":
        text = unflowed(text, delsp=part.params.get("delsp", "").lower() == "yes")
    if "-----BEGIN PGP" in text:
        text = undecorated(text, part.path, problems)
    return text[:most]


def _is_body(part: Part, first: bool) -> bool:
    """Whether a text part speaks: not attached, and not a named file below other parts."""
    if part.spare:
        return False
    if part.media_type not in ("text/plain", "text/html") and not (
        part.media_type.startswith("text/") and first and part.path == "1"
    ):
        return False
    if part.disposition == "attachment":
        return False
    return part.name is None or (first and part.path == "1")


def body(parts: list[Part], limits: Limits, problems: list[str]) -> Body:
    """Find and read the body: text parts in order; of an alternative the plain text unless it is empty."""
    texts: list[str] = []
    htmls: list[str] = []
    spans: list[html_text.Span] = []
    used: list[Part] = []
    length = 0
    for group in list(_groups(parts)) or _spare(parts):
        text, html, marked = _spoken(group, limits, problems)
        at = length + bool(texts)
        spans.extend((a + at, b + at) for a, b in marked)
        used.extend(group)
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
        text_part=next((p.path for p in used if p.media_type != "text/html"), None),
        html_part=next((p.path for p in used if p.media_type == "text/html"), None),
        parts=frozenset(p.path for p in used),
    )


def _spoken(
    group: list[Part], limits: Limits, problems: list[str]
) -> tuple[str, str | None, tuple[html_text.Span, ...]]:
    """Text, HTML and quoted stretches of one alternative."""
    most = limits.text_chars
    rich = [decoded_text(p, problems, 2 * most) for p in group if p.media_type == "text/html"]
    plain = [decoded_text(p, problems, most) for p in group if p.media_type != "text/html"]
    html = "\n".join(one for one in rich if one)[: 2 * most] or None
    text = "\n".join(dict.fromkeys(plain)) if len(plain) > 1 else "".join(plain)
    if html and (not text.strip() or says_nothing(text, html)):
        return (*_from_html(html, most),)
    return text, html, ()


def _from_html(html: str, most: int) -> tuple[str, str, tuple[html_text.Span, ...]]:
    text, marked = html_text.to_text(html, most)
    return text, html, marked


def _spare(parts: list[Part]) -> Iterator[list[Part]]:
    """What speaks where no part is a body: the text of a winmail.dat, else the only text there is."""
    spare = next((p for p in parts if p.spare), None)
    lone = [p for p in parts if p.media_type in ("text/plain", "text/html") and p.name is None and not p.spare]
    if spare or len(lone) == 1:
        yield [spare or lone[0]]


def _groups(parts: list[Part]) -> Iterator[list[Part]]:
    """The body parts, those of one alternative together (RFC 2046 5.1.4: they say the same)."""
    group: list[Part] = []
    around: str | None = None
    first = True
    for part in parts:
        if part.container or not _is_body(part, first):
            continue
        first = False
        here = _alternative(part)
        if group and (here is None or here != around):
            yield group
            group = []
        group.append(part)
        around = here
    if group and (len(group) > 1 or group[0].content.strip() or not any(p.spare for p in parts)):
        yield group


def _alternative(part: Part) -> str | None:
    """The path of the outermost multipart/alternative that a part is in, if any."""
    if "alternative" not in part.within:
        return None
    return "." + ".".join(part.path.split(".")[: part.within.index("alternative")])


def reports(parts: list[Part], most: int, types: frozenset[str]) -> tuple[str, ...]:
    """The text of delivery-status, disposition and feedback parts (RFC 3464, 8098, 5965)."""
    found = [p.content[:most] for p in parts if p.media_type in types]
    return tuple(decode(raw, None)[0].replace("\r\n", "\n") for raw in found)


def attached_messages(parts: list[Part], most: int) -> list[bytes]:
    """The bytes of the first messages that this one carries; of a header-only part those headers.

    A file named .eml is one, too, whatever its type: web mailers attach mails as plain files.
    """
    found = [p for p in parts if p.media_type in RETURNED]
    found = found or [p for p in parts if not p.container and (p.name or "").lower().endswith(".eml")]
    return [p.content.lstrip() for p in found[:most]]


def parts_of(raw: bytes, limits: Limits) -> list[Part]:
    """The parts of a mail as `parse` lists them: for whoever fetches by path what was found there."""
    problems: list[str] = []
    return walk(cut(raw, limits, problems), limits, problems)
