"""Markdown to the two faces of a mail: plain text of 72 columns, and HTML that holds in Outlook.

Both are made from the same tokens, so they say the same. A block line of its own is a slot, where words that are not
ours stand; they are put in after rendering and are never read as Markdown. A value cannot write such a line, since its
colons come veiled. The slots:

    :::customer     framed, for a colleague to read
    :::answer       an engineer's words to a customer, as the normal text of the mail
    :::quote        what they answer, as mail clients quote
    :::buttons      links that write a mail; only in the HTML, for a plain text cannot be clicked

A line like it before a table says that the table is drawn as a figure: see `plates`.

Nothing here fails for any text. HTML within Markdown is not read; customers' HTML comes sanitised.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

import css_inline
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from notifier import plates
from notifier.characters import clean
from notifier.lines import broken
from notifier.markdown import PARSER, UNSAID, read
from notifier.syntax import Node, tree

WIDTH = 72  # columns of the plain text (RFC 3676 4.2 asks for 78 at most)
# In attributes "<" may stand as it is: a value there must not say it.
_SLOTS = {f":::{name}": f"<!--{name}{UNSAID}-->" for name in ("customer", "answer", "quote", "buttons")}
_BUTTONS_IN_A_ROW = 3  # as many as a telephone has room for
_COLUMNS = re.compile(r"\t|\S {3,}\S")
_QUOTED = re.compile(r"(?:> ?)+")
_RENDERER = RendererHTML()
_SLOT = re.compile("|".join(map(re.escape, _SLOTS.values())))
# A light ground in dark mode as well: his colours and pictures were made for it. Word knows no border on a div.
_FRAME = (
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" '
    'style="border-collapse:collapse;margin:0 0 16px 0;"><tr>'
    '<td bgcolor="#fbfbf9" style="border-left:4px solid #b9b4a6;background-color:#fbfbf9;color:#1d1d1b;'
    'padding:10px 14px;font-size:15px;line-height:22px;word-break:break-word;">'
    "{}</td></tr></table>"
)
_ANSWER = '<div style="margin:0 0 20px 0;word-break:break-word;">{}</div>'
_QUOTE = (  # type="cite": clients fold it away, and ours is known again when it comes back
    '<blockquote type="cite" style="margin:0 0 16px 0;padding:0 0 0 12px;border-left:2px solid #b9c3c9;'
    'font-size:15px;line-height:22px;word-break:break-word;">{}</blockquote>'
)
_BUTTONS = (
    '<table role="presentation" cellpadding="0" cellspacing="6" border="0" style="margin:0 0 16px -6px;">{}</table>'
)
_BUTTON = (
    '<td align="center" style="border:1px solid #7d8a91;padding:6px 12px;font-size:14px;line-height:20px;">'
    '<a href="{link}" style="color:inherit;text-decoration:none;white-space:nowrap;">{label}</a></td>'
)
_INLINER = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


class Button(NamedTuple):
    """A link that writes a mail."""

    label: str
    link: str


@dataclass(frozen=True, slots=True)
class Slots:
    """What stands in the slots of one face of a mail: plain text, or sanitised HTML; "" leaves a slot empty."""

    customer: str = ""
    answer: str = ""
    quote: str = ""
    buttons: tuple[Button, ...] = ()


def tokens(markdown: str) -> list[Token]:
    """The Markdown as tokens, the customer's slot marked, empty table heads dropped, classes named."""
    found = read(markdown)
    _mark_slots(found)
    _mark_plates(found)
    _drop_empty_heads(found)
    _name_classes(found)
    return found


def text(found: Sequence[Token], slots: Slots = Slots(), marker: str = "") -> str:
    """The plain text. A customer's words stand as he wrote them, between two rules; `marker` is the last line.

    But his long lines, which are paragraphs to most clients, are wrapped like ours.
    """
    words = {
        _SLOTS[":::customer"]: _framed(slots.customer),
        _SLOTS[":::answer"]: _lines(slots.answer),
        _SLOTS[":::quote"]: [f"> {row}".rstrip() for row in _lines(slots.quote, WIDTH - 2)],
        _SLOTS[":::buttons"]: [],
    }
    rows = [words[node.token.content] if node.type == "html_block" else _block(node, WIDTH) for node in tree(found)]
    rows.append([marker] if marker else [])
    return "\n\n".join("\n".join(block) for block in rows if block) + "\n"


def body(found: Sequence[Token], pictures: Mapping[str, str] = MappingProxyType({})) -> str:
    """The HTML of the body, with the slots still empty; `pictures` are Content-IDs of those that stand for a table."""
    return _RENDERER.render(list(_with_plates(found, pictures)), PARSER.options, {})


def document(framed: str, slots: Slots = Slots()) -> str:
    """A framed document with its styles on the elements, then the (sanitised) HTML of others put in.

    In that order: neither our styles reach their words, nor theirs ours.
    """
    words: Mapping[str, str] = {
        _SLOTS[":::customer"]: _FRAME.format(slots.customer) if slots.customer else "",
        _SLOTS[":::answer"]: _ANSWER.format(slots.answer) if slots.answer else "",
        _SLOTS[":::quote"]: _QUOTE.format(slots.quote) if slots.quote else "",
        _SLOTS[":::buttons"]: _button_rows(slots.buttons),
    }
    # In one pass: what one of them wrote must not be taken for another's slot.
    return _SLOT.sub(lambda slot: words[slot[0]], _INLINER.inline(framed))


def as_html(customer: str) -> str:
    """A customer's plain text as HTML that breaks where he did and keeps his indentation."""
    rows = [escape(row.expandtabs(4)) for row in clean(customer).strip("\n").split("\n")]
    return "<br>\n".join(re.sub(r"^ | (?= )", "&nbsp;", row) for row in rows)


def _button_rows(buttons: Sequence[Button]) -> str:
    """Cells with a border: what every client draws. In rows of a few, for a telephone is narrow."""
    if not buttons:
        return ""
    cells = [_BUTTON.format(link=escape(button.link), label=escape(button.label)) for button in buttons]
    step = _BUTTONS_IN_A_ROW
    rows = (cells[start : start + step] for start in range(0, len(cells), step))
    return _BUTTONS.format("".join(f"<tr>{''.join(row)}</tr>" for row in rows))


def _mark_slots(found: list[Token]) -> None:
    for at in range(len(found) - 2, 0, -1):
        if found[at].type == "inline" and found[at].level == 1 and (slot := _SLOTS.get(found[at].content.strip())):
            found[at - 1 : at + 2] = [Token("html_block", "", 0, content=slot, block=True)]


def _mark_plates(found: list[Token]) -> None:
    """The line goes, and its table becomes one token that holds the rows, as both faces draw them."""
    for at in range(len(found) - 3, 0, -1):
        if found[at].type != "inline" or found[at].level != 1 or found[at + 2].type != "table_open":
            continue
        if mark := plates.MARK.fullmatch(found[at].content.strip()):
            end = next(n for n in range(at + 2, len(found)) if found[n].type == "table_close")
            (table,) = tree(found[at + 2 : end + 1])
            head, rows = _rows(table, "thead"), _rows(table, "tbody")
            plate = plates.Plate(mark[1], mark[2] or "", head[0] if head else (), rows)
            found[at - 1 : end + 1] = [Token("plate", "", 0, meta={"plate": plate}, block=True)]


def _with_plates(found: Iterable[Token], pictures: Mapping[str, str]) -> Iterator[Token]:
    """The tokens, with a table that is drawn as one block of HTML."""
    for token in found:
        if token.type == "plate":
            plate = token.meta["plate"]
            drawn = plates.html(plate, pictures.get(plate.picture))
            yield Token("html_block", "", 0, content=drawn, block=True)
        else:
            yield token


def _rows(table: Node, part: str) -> list[list[plates.Cell]]:
    rows = (row for child in table.children if child.type == part for row in child.children)
    return [[_cell(cell) for cell in row.children] for row in rows]


def _cell(cell: Node) -> plates.Cell:
    elements = cell.children[0].token.children or [] if cell.children else []
    written = _RENDERER.renderInline(elements, PARSER.options, {})
    return plates.Cell(_line(elements), written, tuple(_links(elements)))


def _links(elements: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Label and target of each; links hold no links."""
    for at, element in enumerate(elements):
        if element.type == "link_open":
            end = next(n for n in range(at, len(elements)) if elements[n].type == "link_close")
            yield _line(elements[at + 1 : end]), str(element.attrs.get("href", ""))


def _drop_empty_heads(found: list[Token]) -> None:
    start = 0
    for at in range(len(found) - 1, -1, -1):
        if found[at].type == "thead_close":
            start = at
        elif found[at].type == "thead_open" and not any(t.content.strip() for t in found[at:start]):
            del found[at : start + 1]


def _name_classes(found: list[Token]) -> None:
    """Classes for the frame's styles: in dark mode they must not reach elements of the customer's."""
    for before, token in pairwise(found):
        if token.type == "td_open":
            token.attrSet("class", "label" if before.type == "tr_open" else "fact")
        elif token.type == "table_open":
            token.attrSet("class", "card")
        elif token.type == "hr":
            token.attrSet("class", "rule")
        elif before.type == "hr" and token.type == "paragraph_open":
            token.attrSet("class", "small")


def _framed(customer: str) -> list[str]:
    rows = _lines(customer)
    return ["_" * WIDTH, "", *rows, "_" * WIDTH] if rows else []


def _lines(words: str, width: int = WIDTH) -> list[str]:
    if not words.strip():
        return []
    # A line "-- " would make the reader's own client drop all that follows from his quote.
    rows = (row.rstrip() for row in clean(words).strip("\n").split("\n"))
    return [part for row in rows for part in _fitted(row, width)]


def _fitted(row: str, width: int) -> list[str]:
    """A line of somebody's, wrapped where it is prose; marks of a quote are repeated, columns stay side by side."""
    if len(row) <= width or _COLUMNS.search(row):
        return [row]
    mark = _QUOTED.match(row)
    prefix = mark[0][: width // 2] if mark else ""
    found = textwrap.wrap(
        row[len(prefix) :],
        width,
        initial_indent=prefix,
        subsequent_indent=prefix,
        replace_whitespace=False,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return found or [row]


def _block(node: Node, width: int) -> list[str]:
    match node.type:
        case "heading":
            rows = _wrap(_inline(node), width)
            return [*rows, ("=" if node.token.tag == "h1" else "-") * max(map(len, rows), default=0)]
        case "bullet_list" | "ordered_list":
            return _list(node, width)
        case "table":
            return _table(node, width)
        case "plate":
            return plates.text(node.token.meta["plate"], width)
        case "blockquote":
            return [f"> {row}".rstrip() for row in _stack(node.children, width - 2)]
        case "hr":
            return ["_" * width]
        case "fence" | "code_block":
            return [f"    {row}" for row in node.token.content.rstrip("\n").split("\n")]
        case _:
            return _wrap(_inline(node), width)


def _stack(nodes: Iterable[Node], width: int) -> list[str]:
    rows: list[str] = []
    for node in nodes:
        rows += ["", *_block(node, width)] if rows else _block(node, width)
    return rows


def _list(node: Node, width: int) -> list[str]:
    rows: list[str] = []
    first = int(node.token.attrs.get("start", 1))
    for n, item in enumerate(node.children, first):
        mark = "- " if node.type == "bullet_list" else f"{n}. "
        inner = _stack(item.children, width - len(mark))
        rows += [(mark if i == 0 else " " * len(mark)) + row if row else "" for i, row in enumerate(inner or [""])]
    return rows


def _table(node: Node, width: int) -> list[str]:
    """The first column as wide as its widest cell, the others wrapped beside it."""
    cells = [[_inline(cell) for cell in row.children] for part in node.children for row in part.children]
    unbroken = max((len(word) for row in cells for word in row[0].split()), default=0)  # an address, say
    label = min(max((len(row[0]) for row in cells), default=0), max(width // 3, min(unbroken, width // 2))) + 2
    lines: list[str] = []
    for row in cells:
        left = _wrap(row[0], label - 2) or [""]
        right = _wrap("  ".join(row[1:]), width - label) or [""]
        height = max(len(left), len(right))
        left, right = left + [""] * (height - len(left)), right + [""] * (height - len(right))
        lines += [f"{a:<{label}}{b}".rstrip() for a, b in zip(left, right, strict=True)]
    return lines


def _inline(node: Node) -> str:
    """What stands in a paragraph, a heading or a cell."""
    return "".join(_line(child.token.children or ()) for child in node.children)


def _line(elements: Iterable[Token]) -> str:
    said: list[str] = []
    links: list[tuple[int, str]] = []  # where its label begins, and the target, of each that is open
    for element in elements:
        match element.type:
            case "softbreak":
                said.append(" ")
            case "hardbreak":
                said.append("\n")
            case "image":
                said.append(_line(element.children or ()))
            case "link_open":
                links.append((len(said), str(element.attrs.get("href", ""))))
            case "link_close":
                at, target = links.pop()
                said[at:] = [_link("".join(said[at:]), target)]
            case _:
                said.append(element.content)
    return "".join(said)


def _link(label: str, target: str) -> str:
    if (
        target.startswith("mailto:") and "?" in target
    ):  # a mail already written, by a token's address: for clicking only
        return label
    shown = re.sub(r"^(mailto|tel):", "", target)
    return label if re.sub(r"\s", "", label) == shown else f"{label} <{target}>"


def _wrap(words: str, width: int) -> list[str]:
    rows: list[str] = []
    for line in words.split("\n"):
        rows += broken(line, width, at_hyphens=False) if line.strip() else []
    return rows
