"""The bytes of a message cut into its header fields and MIME tree, without copying a body.

Cuts by searching, not line by line: a mail with a large file costs no more than finding its boundaries. What mailers
break is mended and told: a `From ` line or junk above the headers, continuation lines that lost their blank, a
boundary that is missing, folded or reused, a multipart without a subtype. Never raises for bytes; the work is
bounded by `Limits` and by `_DELIMITERS`. It decodes no content (`intake/mime.py` does) and judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from intake.charsets import named_in_words
from intake.headers import Fields, parameters
from intake.limits import Limits

_BLANK_LINE = re.compile(rb"\n\r?\n")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LEADING = re.compile(rb"(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*")
_FOLD = re.compile(r"\n[ \t]+")
_FIELD = re.compile(r"([!-9;-~]{1,200}?)[ \t]*:((?:.*)(?:\n[ \t].*)*)(?:\n|\Z)")
_ENVELOPE = re.compile(r">?From [^\n]*(?:\n|\Z)")  # mbox (RFC 4155)
_LATE = re.compile(
    r"^(from|to|subject|date|message-id|content-type|mime-version|received)[ \t]*:", re.IGNORECASE | re.MULTILINE
)
_USUAL_BOUNDARY = re.compile(rb"(?:\A|\n)--([^\r\n]{1,200})\r?\nContent-[!-9;-~]{1,40}:", re.IGNORECASE)
_BOUNDARY_LOOKED_AT = 200_000  # bytes of a body in which a boundary that nobody declared is looked for
_FIELDS = 2_000  # header fields of one entity
_JUNK = 100  # lines among the headers that are none
_DELIMITERS = 20_000  # lines that start like a boundary, in a whole mail
_TYPE = re.compile(r"[\w.+-]{1,100}/[\w.+-]{1,100}")
_LONE_TYPES = {"multipart": "multipart/mixed", "html": "text/html", "message": "message/rfc822"}
_LONE_BINARY = ("application", "image", "audio", "video", "pdf", "octet-stream")


@dataclass(slots=True)
class Entity:
    """A message or part: header fields, and where its body lies in `raw` (offsets, end exclusive)."""

    raw: bytes
    start: int
    end: int
    fields: Fields  # (name in lower case, value as written but unfolded), in order
    first: dict[str, str]  # the first value of each name
    media_type: str
    params: dict[str, str]  # of Content-Type, names in lower case
    hints: tuple[str, ...]  # charsets that raw eight-bit letters may be in
    children: list[Entity] | None = None  # of a multipart

    @property
    def body(self) -> memoryview:
        """The body, encoded as it was sent, without a copy."""
        return memoryview(self.raw)[self.start : self.end]


@dataclass(slots=True)
class _Cutting:
    """What one mail may still cost, and what was mended on the way."""

    limits: Limits
    problems: list[str]
    parts: int = 1
    delimiters: int = 0
    junk: int = 0
    told: set[str] = field(default_factory=set)

    def tell(self, problem: str) -> None:
        if problem not in self.told:
            self.told.add(problem)
            self.problems.append(problem)


def cut(raw: bytes, limits: Limits, problems: list[str]) -> Entity:
    """The tree of a message; what was mended or given up is added to `problems`."""
    raw = _bounded(raw, limits, problems)
    work = _Cutting(limits, problems)
    root = _entity(raw, 0, len(raw), work, None, ())
    stack = [(root, 0)]
    while stack:
        entity, depth = stack.pop()
        if not entity.media_type.startswith("multipart/"):
            continue
        if depth >= limits.nesting:
            work.tell(f"parts nested deeper than {limits.nesting}: not read")
            entity.children = []
            continue
        entity.children = _children(entity, work)
        if entity.children is None:
            _flatten(entity, work)
        else:
            stack.extend((child, depth + 1) for child in entity.children)
    return root


def head(raw: bytes, limits: Limits) -> Entity:
    """The message as `cut` has it, its header read and nothing of its body looked at."""
    problems: list[str] = []
    raw = _bounded(raw, limits, problems)
    return _entity(raw, 0, len(raw), _Cutting(limits, problems), None, ())


def _bounded(raw: bytes, limits: Limits, problems: list[str]) -> bytes:
    """The bytes within `message_bytes` and `header_bytes`, without what stands before the first header."""
    if len(raw) > limits.message_bytes:
        problems.append(f"larger than {limits.message_bytes} bytes: cut")
        raw = raw[: limits.message_bytes]
    if b"\r" in raw[:1000] and b"\n" not in raw[:1000]:
        problems.append("lines ended with CR alone")
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    leading = _LEADING.match(raw)
    if leading and leading.end() and leading.end() < len(raw):
        problems.append("blank lines or a byte order mark before the headers")
        raw = raw[leading.end() :]
    end = _HEADER_END.search(raw, 0, limits.header_bytes)
    if end is None and len(raw) > limits.header_bytes:
        end = _HEADER_END.search(raw, limits.header_bytes)
        problems.append(f"more than {limits.header_bytes} bytes of headers: cut")
        cut_at = raw.rfind(b"\n", 0, limits.header_bytes) + 1 or limits.header_bytes
        raw = raw[:cut_at].rstrip(b"\r\n") + (raw[end.start() :] if end else b"\r\n\r\n")
    return raw


def _flatten(entity: Entity, work: _Cutting) -> None:
    """A multipart without parts is the text that it holds."""
    work.tell(f"{entity.media_type} without a boundary in it: read as text")
    html = entity.raw.find(b"<html", entity.start, min(entity.end, entity.start + 2000)) >= 0
    entity.media_type = "text/html" if html else "text/plain"


def _entity(raw: bytes, start: int, end: int, work: _Cutting, default: str | None, hints: tuple[str, ...]) -> Entity:
    """Header fields and body bounds of what lies between two offsets. `default` type as its container sets it."""
    fields, body, block = _header(raw, start, end, work)
    first = dict(reversed(fields))
    given = first.get("content-type", "")
    params = parameters(given) if ";" in given else {}
    own: tuple[str, ...] = (params["charset"],) if "charset" in params else ()
    if not block.isascii() or b"=?" in block:
        own += named_in_words(block)
    return Entity(raw, body, end, fields, first, _media_type(given, default, params), params, own or hints)


def _header(raw: bytes, start: int, end: int, work: _Cutting) -> tuple[Fields, int, bytes]:
    """The fields, where the body starts, and the header's bytes."""
    if raw.startswith((b"\n", b"\r\n"), start):
        return (), start + (1 if raw[start] == 0x0A else 2), b""
    blank = _BLANK_LINE.search(raw, start, end)
    stop, body = (blank.start() + 1, blank.end()) if blank else (end, end)
    block = raw[start:stop]
    text = _as_text(block)
    fields, read = _fields(text, work)
    if read < len(text):  # the header ended without a blank line
        work.tell("no blank line between headers and body")
        lines = text.count("\n", 0, read)
        body = start + sum(len(line) + 1 for line in block.split(b"\n", lines)[:lines])
    return fields, body, block


def _as_text(block: bytes) -> str:
    """A header block as lines ended with LF; what is not UTF-8 stands as surrogate escapes."""
    text = block.decode("utf-8", "surrogateescape")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", " ")
    return text


def _fields(text: str, work: _Cutting) -> tuple[Fields, int]:
    """The fields of a header block and how many characters they took; less than all if a line is no header's."""
    found: list[tuple[str, str]] = []
    at, size = 0, len(text)
    if envelope := _ENVELOPE.match(text):
        at = envelope.end()
    while at < size and len(found) < _FIELDS:
        match = _FIELD.match(text, at)
        if match:
            value = match[2]
            found.append((match[1].lower(), (_FOLD.sub(" ", value) if "\n" in value else value).strip()))
            at = match.end()
            continue
        line = text.find("\n", at) + 1 or size
        if not text[at:line].strip() or _ENVELOPE.match(text, at):
            at = line
            continue
        work.junk += 1
        if work.junk > _JUNK or not _more_follows(text, line, found):
            return tuple(found), at
        work.tell("a header line that is none: read as the continuation of the one before")
        if found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {text[at:line].strip()}"[: work.limits.header_bytes])
        at = line
    return tuple(found), size


def _more_follows(text: str, at: int, found: list[tuple[str, str]]) -> bool:
    """Whether a header that a mail needs and does not have yet stands below a line that is no header."""
    late = _LATE.search(text, at, at + 20_000)
    if late is None:
        return False
    known = {name for name, _ in found}
    return any(m[1].lower() not in known for m in _LATE.finditer(text, late.start(), at + 20_000))


def _media_type(given: str, default: str | None, params: dict[str, str]) -> str:
    """The type, mended: RFC 2045 5.2 has text/plain for what cannot be understood."""
    if not given:
        return default or "text/plain"
    found = given.partition(";")[0].strip(" \t\"'").lower()
    if found.startswith("multipart/"):
        return found if _TYPE.fullmatch(found) else "multipart/mixed"
    if _TYPE.fullmatch(found):
        return found
    lone = found.strip("/ ")
    if lone in _LONE_TYPES:
        return _LONE_TYPES[lone]
    if lone in _LONE_BINARY or ("name" in params and lone != "text"):
        return "application/octet-stream"
    return "text/plain" if found.count("/") != 1 else "application/octet-stream"


def _children(entity: Entity, work: _Cutting) -> list[Entity] | None:
    """The parts of a multipart (RFC 2046 5.1.1), or None if no boundary stands in its body."""
    declared = entity.params.get("boundary", "").rstrip()
    pieces = _pieces(entity, declared.encode("utf-8", "surrogateescape"), work) if declared else []
    if not pieces:
        head = entity.raw[entity.start : min(entity.end, entity.start + _BOUNDARY_LOOKED_AT)]
        seen = _USUAL_BOUNDARY.search(head)
        if seen is None:
            return None
        work.tell("the boundary declared is missing: the one in the text was taken")
        pieces = _pieces(entity, seen[1].rstrip(), work)
    default = "message/rfc822" if entity.media_type == "multipart/digest" else None
    children: list[Entity] = []
    for start, end in pieces:
        if work.parts >= work.limits.parts:
            work.tell(f"more than {work.limits.parts} parts: the rest was not read")
            break
        work.parts += 1
        children.append(_entity(entity.raw, start, end, work, default, entity.hints))
    return children or None


def _pieces(entity: Entity, boundary: bytes, work: _Cutting) -> list[tuple[int, int]]:
    """Where the parts between the lines of a boundary start and end. The line end before a delimiter is its own."""
    raw, end = entity.raw, entity.end
    mark = b"--" + boundary
    found: list[tuple[int, int]] = []
    opened = -1
    for line in _marked(raw, mark, entity.start, end):
        work.delimiters += 1
        if work.delimiters > _DELIMITERS:
            work.tell("too many lines that look like boundaries: the rest was not cut")
            break
        after, closing = _delimiter_end(raw, line + len(mark), end)
        if after < 0:
            continue
        if opened >= 0:
            found.append((opened, _before(raw, opened, line)))
        opened = -1 if closing else after
        if closing and not _goes_on(raw, mark, after, end):
            return found
    if 0 <= opened < end:
        work.tell("the closing boundary is missing")
        found.append((opened, end))
    return found


def _marked(raw: bytes, mark: bytes, start: int, end: int) -> Iterator[int]:
    """Where lines begin with a mark."""
    if start == 0 and raw.startswith(mark):
        yield 0
    at = max(start - 1, 0)  # the line end above may belong to the header
    needle = b"\n" + mark
    while (at := raw.find(needle, at, end)) >= 0:
        at += 1
        yield at


def _delimiter_end(raw: bytes, at: int, end: int) -> tuple[int, bool]:
    """Where the line after a delimiter starts (-1 if this is none), and whether it closes the multipart."""
    closing = raw.startswith(b"--", at)
    at += 2 if closing else 0
    while at < end and raw[at] in b" \t":
        at += 1
    if at >= end:
        return end, closing
    if raw.startswith(b"\r\n", at):
        return at + 2, closing
    return (at + 1, closing) if raw[at] in b"\r\n" else (-1, False)


def _before(raw: bytes, opened: int, line: int) -> int:
    """The end of a part: without the line end that belongs to the delimiter at `line`."""
    end = line - 1 if line > opened else line
    return end - 1 if end > opened and raw[end - 1] == 0x0D else end


def _goes_on(raw: bytes, mark: bytes, at: int, end: int) -> bool:
    """Whether parts follow a closing delimiter, as where a mailer gave two multiparts one boundary."""
    hit = raw.find(b"\n" + mark, max(at - 1, 0), end)
    if hit < 0:
        return False
    after, closing = _delimiter_end(raw, hit + 1 + len(mark), end)
    return after >= 0 and not closing and raw[after : after + 8].lower() == b"content-"
