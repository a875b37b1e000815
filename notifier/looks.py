"""Markdown to the two faces of a mail: plain text of 72 columns, and HTML that holds in Outlook.

Both are made from the same tokens, so they say the same. The block line `:::customer` on its own is where a
customer's words stand: they are put in after rendering and are never read as Markdown. A value cannot
write that line, since its colons come escaped.

Nothing here fails for any text. HTML within Markdown is not read; customers' HTML comes sanitised.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

import css_inline
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from notifier.characters import clean

WIDTH = 72  # columns of the plain text (RFC 3676 4.2 asks for 78 at most)
_CUSTOMER = ":::customer"
_SLOT = "<!--customer-->"
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
_INLINER = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


def tokens(markdown: str) -> list[Token]:
    """The Markdown as tokens, the customer's slot marked, empty table heads dropped, classes named."""
    found = _MARKDOWN.parse(markdown)
    _mark_slots(found)
    _drop_empty_heads(found)
    _name_classes(found)
    return found


def text(found: Sequence[Token], customer: str = "") -> str:
    """The plain text. The customer's words stand as he wrote them, between two rules."""
    blocks = [_block(node, WIDTH) for node in SyntaxTreeNode(found).children]
    words = _customer_lines(customer)
    rows = [words if block == [_SLOT] else block for block in blocks]
    return "\n\n".join("\n".join(block) for block in rows if block) + "\n"


def body(found: Sequence[Token]) -> str:
    """The HTML of the body, with the slot still empty."""
    return str(_MARKDOWN.renderer.render(found, _MARKDOWN.options, {}))


def document(framed: str, customer: str = "") -> str:
    """A framed document with its styles on the elements, then the customer's (sanitised) HTML put in.

    In that order: neither our styles reach his words, nor his ours.
    """
    inlined = _INLINER.inline(framed)
    return inlined.replace(_SLOT, _quote(customer) if customer else "")


def as_html(customer: str) -> str:
    """A customer's plain text as HTML that breaks where he did and keeps his indentation."""
    rows = [escape(row.expandtabs(4)) for row in clean(customer).strip("\n").split("\n")]
    return "<br>\n".join(re.sub(r"^ | (?= )", "&nbsp;", row) for row in rows)


def _quote(customer: str) -> str:
    # A light ground in dark mode as well: his colours and pictures were made for it. Word knows no border on a div.
    return (
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" '
        'style="border-collapse:collapse;margin:0 0 16px 0;"><tr>'
        '<td bgcolor="#fbfbf9" style="border-left:4px solid #b9b4a6;background-color:#fbfbf9;color:#1d1d1b;'
        'padding:10px 14px;font-size:15px;line-height:22px;word-break:break-word;">'
        f"{customer}</td></tr></table>"
    )


def _mark_slots(found: list[Token]) -> None:
    for at in range(len(found) - 2, 0, -1):
        if found[at].type == "inline" and found[at].content.strip() == _CUSTOMER and found[at].level == 1:
            found[at - 1 : at + 2] = [Token("html_block", "", 0, content=_SLOT, block=True)]


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


def _customer_lines(customer: str) -> list[str]:
    if not customer.strip():
        return []
    # A line "-- " would make the reader's own client drop all that follows from his quote.
    rows = [row.rstrip() for row in clean(customer).strip("\n").split("\n")]
    return ["_" * WIDTH, "", *rows, "_" * WIDTH]


def _block(node: SyntaxTreeNode, width: int) -> list[str]:
    match node.type:
        case "heading":
            rows = _wrap(_inline(node), width)
            return [*rows, ("=" if node.tag == "h1" else "-") * max(map(len, rows), default=0)]
        case "bullet_list" | "ordered_list":
            return _list(node, width)
        case "table":
            return _table(node, width)
        case "blockquote":
            return [f"> {row}".rstrip() for row in _stack(node.children, width - 2)]
        case "hr":
            return ["_" * width]
        case "fence" | "code_block":
            return [f"    {row}" for row in node.content.rstrip("\n").split("\n")]
        case "html_block":
            return [node.content]
        case _:
            return _wrap(_inline(node), width)


def _stack(nodes: Iterable[SyntaxTreeNode], width: int) -> list[str]:
    rows: list[str] = []
    for node in nodes:
        rows += ["", *_block(node, width)] if rows else _block(node, width)
    return rows


def _list(node: SyntaxTreeNode, width: int) -> list[str]:
    rows: list[str] = []
    first = int(node.attrs.get("start", 1))
    for n, item in enumerate(node.children, first):
        mark = "- " if node.type == "bullet_list" else f"{n}. "
        inner = _stack(item.children, width - len(mark))
        rows += [(mark if i == 0 else " " * len(mark)) + row if row else "" for i, row in enumerate(inner or [""])]
    return rows


def _table(node: SyntaxTreeNode, width: int) -> list[str]:
    """The first column as wide as its widest cell, the others wrapped beside it."""
    cells = [[_inline(cell) for cell in row.children] for part in node.children for row in part.children]
    label = min(max((len(row[0]) for row in cells), default=0), width // 3) + 2
    lines: list[str] = []
    for row in cells:
        left = _wrap(row[0], label - 2) or [""]
        right = _wrap("  ".join(row[1:]), width - label) or [""]
        height = max(len(left), len(right))
        left, right = left + [""] * (height - len(left)), right + [""] * (height - len(right))
        lines += [f"{a:<{label}}{b}".rstrip() for a, b in zip(left, right, strict=True)]
    return lines


def _inline(node: SyntaxTreeNode) -> str:
    match node.type:
        case "text" | "code_inline" | "text_special":
            return node.content
        case "softbreak":
            return " "
        case "hardbreak":
            return "\n"
        case "image":
            return "".join(map(_inline, node.children))
        case "link":
            return _link(node)
        case _:
            return "".join(map(_inline, node.children))


def _link(node: SyntaxTreeNode) -> str:
    label, target = "".join(map(_inline, node.children)), str(node.attrs.get("href", ""))
    shown = re.sub(r"^(mailto|tel):", "", target)
    return label if re.sub(r"\s", "", label) == shown else f"{label} <{target}>"


def _wrap(words: str, width: int) -> list[str]:
    rows: list[str] = []
    for line in words.split("\n"):
        rows += textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False) if line.strip() else []
    return rows
