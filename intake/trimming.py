"""A mail over the size limit, made small: what to fetch of it, and how the pieces become a valid mail again.

MAIL.md 1.6: text and headers are taken, big files are not. Pure: `outline` reads an IMAP BODYSTRUCTURE (RFC 3501
7.4.2), `Trim` chooses the parts and names the sections to fetch, `rebuild` joins what came. Each part left out
becomes a short text with an `X-Intake-Omitted: name; size` header, repeated at the top of the mail, so that readers
find it without walking the tree. Fails with `OutlineError` for a structure that is broken or absurd; the caller then
takes headers and the beginning of the text (`beginning`). It does not fetch, and it does not parse the mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.errors import MessageError
from email.header import Header, decode_header, make_header
from email.message import Message
from typing import Any

Node = Sequence[Any]  # BODYSTRUCTURE: nested tuples of bytes, ints and None

OMITTED = "X-Intake-Omitted"
MAX_PARTS = 500
MAX_NESTING = 30
_HEADROOM = 1024  # octets reckoned for a part's own headers and boundary
_WORTH_CUTTING = 4096  # less room than this and a text is left out rather than cut


class OutlineError(ValueError):
    """The structure says nothing we can build on."""


@dataclass(frozen=True, slots=True)
class Part:
    """A node of the MIME tree. `path` is IMAP's ("2.1"); a message has one child, its body."""

    path: str
    media_type: str
    size: int  # octets as sent, of a leaf
    name: str | None
    inline_text: bool  # a body somebody wrote, no file
    boundary: bytes | None = None
    children: tuple[Part, ...] = ()

    def leaves(self) -> Iterator[Part]:
        """Every part without children, in order."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def nodes(self) -> Iterator[Part]:
        """This part and all below, in order."""
        yield self
        for child in self.children:
            yield from child.nodes()


def outline(structure: Node) -> Part:
    """The body of a mail from its BODYSTRUCTURE as imapclient gives it; OutlineError if that is beyond reason."""
    try:
        part = _node(structure, prefix="", alone=True, depth=0)
    except OutlineError:
        raise
    except (IndexError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise OutlineError(f"unreadable BODYSTRUCTURE: {error!r}") from error
    if sum(1 for _ in part.leaves()) > MAX_PARTS:
        raise OutlineError(f"more than {MAX_PARTS} parts")
    return part


def _node(node: Node, prefix: str, *, alone: bool, depth: int) -> Part:
    """One node. `alone`: the body of a message, which has number 1 where it is not a multipart (RFC 3501 6.4.5)."""
    if depth > MAX_NESTING:
        raise OutlineError(f"nested deeper than {MAX_NESTING}")
    if isinstance(node[0], (list, tuple)):
        return _multipart(node, prefix, depth)
    path = (f"{prefix}.1" if prefix else "1") if alone else prefix
    media_type = f"{_text(node[0])}/{_text(node[1])}".lower()
    size = int(node[6] or 0)
    if media_type == "message/rfc822" and isinstance(node[8], (list, tuple)):
        body = _node(node[8], path, alone=True, depth=depth + 1)
        return Part(path, media_type, size, None, inline_text=False, children=(body,))
    disposition = next((x for x in node[8:] if isinstance(x, (list, tuple)) and _is_disposition(x)), None)
    name = _file_name(node[2], disposition[1] if disposition else None)
    attached = disposition is not None and _text(disposition[0]).lower() == "attachment"
    written = media_type in {"text/plain", "text/html"} and name is None and not attached
    return Part(path, media_type, size, name, inline_text=written)


def _multipart(node: Node, prefix: str, depth: int) -> Part:
    """A multipart: imapclient lists the children of an outer one, and leaves those within a message flat."""
    raw: Node
    if isinstance(node[0], list):
        raw, rest = node[0], node[1:]
    else:
        subtype = next((i for i, child in enumerate(node) if isinstance(child, bytes)), len(node))
        raw, rest = node[:subtype], node[subtype:]
    boundary = _parameters(rest[1] if len(rest) > 1 else None).get("boundary")
    if boundary is None:
        raise OutlineError("a multipart without boundary")
    dot = f"{prefix}." if prefix else ""
    children = tuple(_node(child, f"{dot}{i}", alone=False, depth=depth + 1) for i, child in enumerate(raw, 1))
    kind = f"multipart/{_text(rest[0])}".lower()
    return Part(prefix, kind, 0, None, inline_text=False, boundary=boundary, children=children)


def _is_disposition(value: Node) -> bool:
    return len(value) == 2 and isinstance(value[0], bytes) and (value[1] is None or isinstance(value[1], tuple))


def _parameters(flat: object) -> dict[str, bytes]:
    """`(key, value, key, value …)` as a mapping; a number that lost its quotes is bytes again."""
    if not isinstance(flat, tuple):
        return {}
    values = [item if isinstance(item, bytes) else str(item).encode() for item in flat]
    return {
        key.decode("ascii", "replace").lower(): value for key, value in zip(values[::2], values[1::2], strict=False)
    }


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _file_name(of_type: object, of_disposition: object) -> str | None:
    """The file name of a part, RFC 2231 and RFC 2047 undone; None if it has none."""
    probe = Message()
    for field, flat in (("Content-Type", of_type), ("Content-Disposition", of_disposition)):
        pairs = (
            (key, value.decode("utf-8", "replace").replace("\\", "\\\\").replace('"', '\\"'))
            for key, value in _parameters(flat).items()
        )
        words = [f"{key}={value}" if key.endswith("*") else f'{key}="{value}"' for key, value in pairs]
        probe[field] = "; ".join(["application/octet-stream" if field == "Content-Type" else "attachment", *words])
    try:
        name = probe.get_filename()
        name = str(make_header(decode_header(name))) if name else None
    except (ValueError, LookupError, MessageError):
        name = "(unreadable name)"
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]+", " ", name).strip()[:200] or None if name else None


class Trim:
    """What to take of a mail so that it stays within `limit` octets.

    Written texts first, in order, the last of them cut if need be; then the smallest of the rest, since a
    screenshot helps more than the archive that made the mail too large.
    """

    def __init__(self, body: Part, limit: int) -> None:
        self.body = body
        self.kept: dict[str, int | None] = {}  # path -> octets to take, None for all
        room = limit
        for leaf in sorted(body.leaves(), key=lambda p: (not p.inline_text, 0 if p.inline_text else p.size)):
            cost = leaf.size + _HEADROOM
            if cost <= room:
                self.kept[leaf.path] = None
            elif leaf.inline_text and room - _HEADROOM > _WORTH_CUTTING:
                self.kept[leaf.path], cost = room - _HEADROOM, room
            else:
                cost = _HEADROOM
            room -= cost
        self.omitted = tuple(leaf for leaf in body.leaves() if leaf.path not in self.kept)

    def sections(self) -> list[str]:
        """The FETCH items, all of them PEEK."""
        wanted = []
        for node in self.body.nodes():
            if node is not self.body and node.path and (node.children or node.path in self.kept):
                wanted.append(f"{node.path}.MIME")
            if node.media_type == "message/rfc822" and node.children:
                wanted.append(f"{node.path}.HEADER")
            if node.path in self.kept:
                octets = self.kept[node.path]
                wanted.append(node.path if octets is None else f"{node.path}]<0.{octets}>")
        return [f"BODY.PEEK[{name}" if name.endswith(">") else f"BODY.PEEK[{name}]" for name in wanted]

    def rebuild(self, header: bytes, came: Mapping[str, bytes]) -> bytes:
        """The mail from its header block and the sections (named as in the answer, "2.1.MIME"); CRLF throughout."""
        notes = b"".join(_field(_label(part), part.size) for part in self.omitted)
        return notes + self._message(_without(header, OMITTED), self.body, came)

    def _message(self, header: bytes, body: Part, came: Mapping[str, bytes]) -> bytes:
        """A header block and the body below it; a body left out takes its own MIME fields with it."""
        if body.children or body.path in self.kept:
            return _block(header) + self._content(body, came)
        return _without(header, "Content-[^:]*").rstrip(b"\r\n") + b"\r\n" + _note(body)

    def _entity(self, part: Part, came: Mapping[str, bytes]) -> bytes:
        if not part.children and part.path not in self.kept:
            return _note(part)
        return _block(came.get(f"{part.path}.MIME", b"")) + self._content(part, came)

    def _content(self, part: Part, came: Mapping[str, bytes]) -> bytes:
        if part.boundary is not None:
            line = b"--" + part.boundary
            parts = (line + b"\r\n" + self._entity(child, came) + b"\r\n" for child in part.children)
            return b"".join(parts) + line + b"--\r\n"
        if part.children:
            return self._message(came.get(f"{part.path}.HEADER", b""), part.children[0], came)
        text = came.get(part.path, b"")
        return _whole_lines(text) if self.kept[part.path] is not None else text


def beginning(header: bytes, text: bytes, size: int) -> bytes:
    """Headers and the first lines of the body, for a mail whose structure cannot be followed; `size` is the whole."""
    return _field("(end of the mail)", size) + _block(_without(header, OMITTED)) + _whole_lines(text)


def _whole_lines(text: bytes) -> bytes:
    """Cut at the last line end, so that base64 stays decodable."""
    end = text.rfind(b"\n")
    return text[: end + 1] if end > 0 else text


def _block(header: bytes) -> bytes:
    """A header block with exactly one empty line after it."""
    stripped = header.rstrip(b"\r\n")
    return stripped + b"\r\n\r\n" if stripped else b"\r\n"


def _without(header: bytes, name: str) -> bytes:
    """The header block without the fields of that name (a pattern), folded lines included."""
    return re.sub(rb"(?im)^" + name.encode() + rb"[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*\n?", b"", header)


def _label(part: Part) -> str:
    return part.name or f"({part.media_type})"


def _field(name: str, size: int) -> bytes:
    value = name if name.isascii() else Header(name, "utf-8", maxlinelen=4000).encode()
    return f"{OMITTED}: {value}; {size}\r\n".encode()


def _note(part: Part) -> bytes:
    """The text that stands in for a part; `size` is that of the part as sent (base64 adds a third)."""
    head = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
    text = (
        f"[Not taken: {_label(part)}, {part.size / 1_000_000:.1f} MB. The mail is larger than this desk accepts.]\r\n"
    )
    return head + _field(_label(part), part.size) + b"\r\n" + text.encode()
