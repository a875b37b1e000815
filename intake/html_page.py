"""A page of HTML as one flat list in document order, its lines of text, and any part of it as HTML again.

Made for cutting: a cut is a mask over the list, and whatever is kept comes out well-formed, since a closing tag is
written exactly where its opening tag was. lxml builds the tree (the only importer here); comments, conditional
comments (`<!--[if mso]>`), VML and Office elements, scripts and style sheets are not carried over. Never raises for
any string: what is too large or too deep, which libxml2 would cut short without a word, is `None`. Sanitises nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from lxml import etree

LARGEST = 4_000_000  # characters; pictures may be among them as data: URIs
MOST_TAGS = 25_000  # "<"; more is no letter
MOST_TEXT = 200_000  # characters that are read
MOST_ITEMS = 40_000  # tags and texts
DEEPEST = 1_900  # open elements; libxml2 stops reading at 2,048

OPEN, CLOSE, VOID, TEXT = range(4)


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_VOIDS = _names("area base br col embed hr img input link meta param source track wbr")
_SKIPPED = _names("script style title template noscript object applet xml meta link base svg math")
_UNWRAPPED = _names("html head body")
_BLOCKS = _names(
    "address article aside blockquote center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header "
    "li main nav ol p pre section summary table tbody tfoot thead tr ul caption"
)
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,60}")
_XML_HEAD = re.compile(r"<\?xml\b[^<>]{0,200}>", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


class Item(NamedTuple):
    """A step through the page: an opening or closing tag, an element without content, or text."""

    kind: int  # OPEN, CLOSE, VOID, TEXT
    name: str  # of the tag; of text the text itself
    attributes: dict[str, str]
    partner: int  # of OPEN its CLOSE, of CLOSE its OPEN, else its own place

    @property
    def shown(self) -> bool:
        """Whether a reader sees it: text that is not blank, or an image."""
        return (self.kind == TEXT and bool(self.name.strip())) or (self.kind == VOID and self.name == "img")


class Line(NamedTuple):
    """A line as it is shown; blank ones too. Items [start, end) hold its text."""

    text: str  # white space runs are one space
    start: int
    end: int


Page = list[Item]
_NOTHING: dict[str, str] = {}


def open_page(html: str) -> Page | None:
    """The page in document order; None where it is too large or too deep to be read whole."""
    if len(html) > LARGEST or html.count("<") > MOST_TAGS:
        return None
    source = _CONTROLS.sub(" ", _XML_HEAD.sub("", html)).strip()
    if not source:
        return []
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(source.encode(), parser)
    except (etree.LxmlError, ValueError):
        return None
    return [] if root is None else _flattened(root)


def _flattened(root: etree._Element) -> Page | None:
    page: Page = []
    room = MOST_TEXT
    opened: list[int] = []  # places of OPEN items; -1 for elements that are not carried over
    preformatted = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if len(opened) >= DEEPEST:
                return None
            opened.append(_enter(page, element, name))
            preformatted += name == "pre"
            if name in _SKIPPED:
                walk.skip_subtree()
            else:
                room -= _add_text(page, element.text, preformatted > 0)
        else:
            at = opened.pop()
            preformatted -= name == "pre"
            if at >= 0:
                page[at] = Item(OPEN, name, page[at].attributes, len(page))
                page.append(Item(CLOSE, name, _NOTHING, at))
            room -= _add_text(page, element.tail, preformatted > 0)
        if room < 0 or len(page) > MOST_ITEMS:
            return None
    return page


def _enter(page: Page, element: etree._Element, name: str) -> int:
    """Adds what opens with the element; its place if a closing tag is to follow, else -1."""
    if name in _SKIPPED or name in _UNWRAPPED or _NAME.fullmatch(name) is None:
        return -1
    attributes = {str(key): str(value) for key, value in element.attrib.items()} if element.attrib else _NOTHING
    if name in _VOIDS:
        page.append(Item(VOID, name, attributes, len(page)))
        return -1
    page.append(Item(OPEN, name, attributes, len(page)))
    return len(page) - 1


def _add_text(page: Page, text: str | None, preformatted: bool) -> int:
    """Adds text, a line each of what is preformatted; its length."""
    if not text:
        return 0
    for piece in text[: MOST_TEXT + 1].splitlines(keepends=True) if preformatted else (text,):
        page.append(Item(TEXT, piece, _NOTHING, len(page)))
    return len(text)


def lines_of(page: Page) -> list[Line]:
    """The lines of a page, in order, as blocks and line breaks make them."""
    lines: list[Line] = []
    pieces: list[str] = []
    first = preformatted = 0
    for at, item in enumerate(page):
        if item.kind == TEXT:
            first = first if pieces else at
            pieces.append(item.name)
            if not (preformatted and item.name.endswith("\n")):
                continue
        elif item.name in ("td", "th"):
            pieces.extend([" "] if pieces else [])
            continue
        elif item.name not in _BLOCKS and item.name not in ("br", "hr"):
            continue
        preformatted += {OPEN: 1, CLOSE: -1}.get(item.kind, 0) if item.name == "pre" else 0
        text = " ".join("".join(pieces).split()) if pieces else ""
        # A bare <br>, a bare line of <pre> and a paragraph of a no-break space are blank; the edge of a block is none.
        if text or item.kind == TEXT or item.name == "br" or any("\xa0" in piece for piece in pieces):
            lines.append(Line(text, first if pieces else at, at + (item.kind == TEXT)))
        pieces = []
    text = " ".join("".join(pieces).split())
    return [*lines, Line(text, first, len(page))] if text else lines


def written(page: Page, of: bytearray, whose: int, upto: int, inserts: dict[int, str]) -> str:
    """The items before place `upto` that the mask `of` gives to `whose`, as well-formed HTML.

    `inserts` are finished HTML to stand before an item, by its place.
    """
    out: list[str] = []
    kept: set[int] = set()
    for at, item in enumerate(page):
        if at in inserts:
            out.append(inserts[at])
        if item.kind == CLOSE:
            if item.partner in kept:
                out.append(f"</{item.name}>")
        elif of[at] == whose and at < upto:
            if item.kind == TEXT:
                out.append(escape(item.name, quote=False))
                continue
            out.append(f"<{item.name}{_attributes(item.attributes) if item.attributes else ''}>")
            if item.kind == OPEN:
                kept.add(at)
    return "".join(out).strip()


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {key}="{escape(value)}"' for key, value in attributes.items() if _NAME.fullmatch(key))


def content_ids(items: Iterable[Item]) -> tuple[str, ...]:
    """The Content-IDs (RFC 2392, without "cid:") of the images among the items, each once, in order."""
    sources = (item.attributes.get("src", "").strip() for item in items if item.name == "img" and item.kind == VOID)
    return tuple(dict.fromkeys(source[4:] for source in sources if source[:4].lower() == "cid:"))
