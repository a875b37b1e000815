"""A `Reading` for people: what was understood of a mail, and beside each finding the reason for it.

For `intake inspect --explain`. Prints nothing itself: the answer is a rich renderable that fits any width from 60
columns. What a mail brings is shown as plain text: no markup of rich, no control characters that steer a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from intake.inspection import shown
from intake.reading import Reading

_LINES = 12  # of a text that is not the new one
_CHARS = 8000  # of any text
_STEERING = dict.fromkeys((*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0)), "\ufffd") | dict.fromkeys(
    (*range(0x202A, 0x202F), *range(0x2066, 0x206A)),
    "",  # what shows letters in another order than written
)
_NAMES = {
    "company": "company",
    "contact_name": "contact",
    "phone": "phone",
    "related_case": "earlier case",
    "operating_system": "operating system",
    "product_version": "product version",
    "third_party": "other software",
    "impact": "impact",
    "reproduction": "how it happens",
    "description": "description",
}

Row = tuple[str, str, Sequence[str]]  # what, as understood, why


def explain(reading: Reading, file: str) -> RenderableType:
    """Everything understood of a mail; `file` is its name for the title."""
    found = shown(reading, file)
    sections = [
        _table("The mail", _of_mail(found)),
        _table("What the delivery report says", _of_report(found["bounce"])),
        _table("The absence", _of_report(found["absence"])),
        *_texts(reading, found),
        _table("The case", _of_case(found)),
        _table("Files", _of_files(reading)),
        _table("Files that wait elsewhere", _of_links(found["links"])),
        _text("What was wrong with the mail", "\n".join(found["problems"]), ()),
    ]
    title = Text(_plain(file), style="bold reverse")
    return Group(title, *(part for section in sections if section for part in (section, Text())))


def _of_mail(found: dict[str, Any]) -> Iterator[Row]:
    why = found["reasons"]
    yield "from", _person(found["from"]), ()
    yield "to", ", ".join(map(_person, [*found["to"], *found["cc"]])), ()
    yield "subject", found["subject"], ()
    yield "sent", found["date"] or "", ()
    yield "kind", found["kind"].replace("_", " "), why.get("kind", ())
    yield "language", found["language"] or "none", ["of the new text"] if found["language"] else ["too few words"]
    if found["ticket_number"] is not None:
        yield "case", f"#{found['ticket_number']}", ["tag in the subject"]


def _of_report(said: dict[str, Any] | None) -> Iterator[Row]:
    for name, value in (said or {}).items():
        yield name.replace("_", " "), _told(value), ()


def _of_case(found: dict[str, Any]) -> Iterator[Row]:
    """Of a person's mail only; the others open no case."""
    if found["kind"] not in ("new", "follow_up"):
        return
    why = found["reasons"]
    if found["category"]:
        yield "category", f"{found['category']}, {100 * found['confidence']:.0f} % sure", why.get("category", ())
    yield "critical", _told(found["critical"]), why.get("critical", ())
    yield "solved", _told(found["resolved_by_customer"]), why.get("resolved_by_customer", ())
    yield "topics", ", ".join(found["topics"]), why.get("topics", ())
    yield "also", ", ".join(flag.replace("_", " ") for flag in found["flags"]), why.get("flags", ())
    yield "promised", "\n".join(found["promises"]), ()
    where = dict(reason.partition(": ")[::2] for reason in why.get("details", ()))
    for key, value in found["details"].items():
        yield _NAMES[key], _told(value or ""), [where[key]] if key in where else ()
    yield "not given", ", ".join(_NAMES[key] for key in found["missing"]), ()


def _of_files(reading: Reading) -> Iterator[Row]:
    for file in reading.mail.files:
        use = "attachment" if file.attachment else "shown within the text" if file.inline else "no attachment"
        yield file.name or file.media_type, f"{file.size:,} bytes", [f"{use}, {file.media_type}"]


def _of_links(links: list[dict[str, Any]]) -> Iterator[Row]:
    for link in links:
        yield link["service"], link["url"], [f"until {link['expires']}" if link["expires"] else "no expiry told"]


def _texts(reading: Reading, found: dict[str, Any]) -> Iterator[RenderableType | None]:
    """The new text whole, and of what was taken off, or passed on, the beginning."""
    why, forward = found["reasons"], found["forwarded"]
    new = found["visible_text"] or "(none)"
    yield _text("New text", new, [*why.get("visible_text", ()), *_doubt(reading.certainty)], new.count("\n") + 1)
    yield _text("Signature", found["signature"], ())
    if forward:
        head = f"{_person(forward['from'])}, {forward['date'] or 'no date'}\n{forward['subject']}\n\n"
        because = [*why.get("forwarded", ()), *_doubt(reading.forward_certainty)]
        yield _text("Forwarded", head + forward["text"], because)
    yield _text("Quoted text", found["quoted_text"], ())


def _doubt(certainty: float) -> list[str]:
    return [f"{100 * certainty:.0f} % sure"] if certainty < 1 else []


def _text(title: str, text: str, why: Sequence[str], most: int = _LINES) -> RenderableType | None:
    """A heading with its reasons and the indented text, at most so many lines; None without text."""
    if not text.strip():
        return None
    lines = _plain(text[:_CHARS]).strip("\n").split("\n")[:most]
    head = Text.assemble((title, "bold"), *((f"\n  because: {_plain(reason)}", "dim") for reason in why))
    body = Text("\n".join(lines))
    more = text.strip("\n").count("\n") + 1 - len(lines)
    if more > 0:
        body.append(f"\n… and {more} more lines", style="dim")
    return Group(head, Padding(body, (0, 0, 0, 4)))


def _table(title: str, rows: Iterator[Row] | list[Row]) -> RenderableType | None:
    """Three columns: what, as understood, and why; None without a row that says something."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(no_wrap=True, min_width=16, max_width=24, overflow="ellipsis")
    table.add_column(ratio=3)
    table.add_column(ratio=2, style="dim")
    for what, understood, why in rows:
        if understood:
            table.add_row(*(Text(_plain(cell)) for cell in (what, understood, "\n".join(why))))
    return Group(Text(title, style="bold"), Padding(table, (0, 0, 0, 2))) if table.rows else None


def _person(party: dict[str, str] | None) -> str:
    if party is None:
        return "nobody"
    return f"{party['name']} <{party['address']}>" if party["name"] else party["address"]


def _told(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _plain(text: str) -> str:
    return text.translate(_STEERING)
