"""HTML of a mail to text, with the stretches that the HTML itself marks as quoted history.

inscriptis lays out tables and lists; where it fails or finds nothing, a plain tag stripper reads. Never raises for
any string. It decides nothing about what is new in a mail: `intake/quoting.py` does, and uses the stretches.
"""

from __future__ import annotations

import re
from html import unescape

Span = tuple[int, int]  # character offsets into the text, end exclusive

# private use: stand where a quotation opens, closes, where a bare or an indenting <blockquote> opens, and where all
# below is quoted
_OPEN, _CLOSE, _BARE, _INDENT, _REST = "\ue0f1", "\ue0f2", "\ue0f3", "\ue0f4", "\ue0f5"
_MARKS = re.compile(f"[{_OPEN}{_CLOSE}{_BARE}{_INDENT}{_REST}]")
_BETWEEN = f" \t\n\r\f\v\xa0{_OPEN}{_CLOSE}{_BARE}{_INDENT}{_REST}"
_INDENTED = re.compile(r"border\s*:\s*(?:none|0)", re.IGNORECASE)  # how Gmail indents what its user wrote
_TAG = re.compile(r"<(/?)(blockquote|div|span|a|hr)\b([^<>]{0,600})>", re.IGNORECASE)
_REST_OF = re.compile(
    r"""id\s*=\s*["']?(?:[\w-]{0,40}?divRplyFwdMsg|OLK_SRC_BODY_SECTION|appendonsend|x_appendonsend|"""
    r"""mail-editor-reference-message-container|[\w-]{0,40}?stopSpelling|yahoo_quoted_\d+|"""
    r"""isReplyContent|reply-intro)|"""
    r"""class\s*=\s*["']?(?:OutlookMessageHeader|moz-forward-container|yahoo_quoted|protonmail_quote)|"""
    r"""name\s*=\s*["']?_MailOriginal\b""",
    re.IGNORECASE,
)
_DATA_URI = re.compile(r"data:[\w/+.;=-]{1,80},[A-Za-z0-9+/=%\s]{200,}")
_BLANKS = re.compile(r"\n[ \t\xa0]*\n(?:[ \t\xa0]*\n)+")
_TRAILING = re.compile(r"(?<![ \t\xa0])[ \t\xa0]+$", re.MULTILINE)
_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|br|tr|li|h[1-6]|table|[uo]l|blockquote|pre|hr|section|article)\b[^<>]*>", re.IGNORECASE
)
_ANY_TAG = re.compile(r"</?[a-zA-Z!?][^<>]*>")
_DEEP = 400  # nested tags; more is no mail anybody wrote, and costs the tree builders their stack


def _mark(match: re.Match[str]) -> str:
    closing, tag, attributes = match[1], match[2].lower(), match[3]
    if tag == "blockquote":
        if closing:
            return f"{_CLOSE}{match[0]}"
        if _INDENTED.search(attributes) and "cite" not in attributes:
            return f"{match[0]}{_INDENT}"
        return f"{match[0]}{_OPEN if attributes.strip(' /') else _BARE}"
    if tag == "hr":
        return f"<br>{match[0]}"  # a line is drawn below the text, not within it
    return f"{_REST}{match[0]}" if not closing and attributes and _REST_OF.search(attributes) else match[0]


def _without(html: str, opens: str, closes: str) -> str:
    """Everything from each `opens` to the next `closes` away, in linear time (an endless one takes the rest)."""
    low, out, at = html.lower(), [], 0
    while (start := low.find(opens, at)) >= 0:
        out.append(html[at:start])
        end = low.find(closes, start)
        if end < 0:
            return "".join(out)
        at = end + len(closes)
    out.append(html[at:])
    return "".join(out)


def _stripped(html: str) -> str:
    """Tags away, a line for each block: for what no layout engine can read."""
    for opens, closes in (("<!--", "-->"), ("<style", "</style"), ("<script", "</script"), ("<title", "</title")):
        html = _without(html, opens, closes)
    text = unescape(_ANY_TAG.sub("", _BLOCK_TAG.sub("\n", html.replace("\n", " "))))
    return re.sub(r"[ \t]{2,}", " ", text)


def _laid_out(html: str) -> str:
    """Inscriptis' layout; empty where it cannot read."""
    from inscriptis import get_text
    from inscriptis.css_profiles import CSS_PROFILES
    from inscriptis.model.config import ParserConfig

    if html.count("<") > 50_000 or _depth(html) > _DEEP:
        return ""
    try:
        return str(get_text(html, ParserConfig(css=CSS_PROFILES["strict"])))
    except Exception:  # noqa: BLE001 - lxml and inscriptis fail in many ways, and the stripper reads what they cannot
        return ""


def _depth(html: str) -> int:
    """How far opened tags run ahead of closed ones, void tags aside: a cheap upper bound on nesting."""
    deepest = depth = 0
    for match in re.finditer(
        r"<(/?)(?!(?:br|hr|img|meta|link|input|col|p|li|td|tr|th|o:p)\b)[a-z]", html, re.IGNORECASE
    ):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _spans(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The text without marks, and what they enclosed, in order and disjoint."""
    out: list[str] = []
    spans: list[Span] = []
    bare: set[int] = set()  # starts of stretches that only a bare <blockquote> encloses
    at = length = depth = start = 0
    opened = ""
    for match in _MARKS.finditer(marked):
        out.append(marked[at : match.start()])
        length += match.start() - at
        at = match.end()
        if match[0] == _REST and not depth:
            spans.append((length, -1))
            break
        if match[0] in (_OPEN, _BARE, _INDENT):
            if not depth:
                start, opened = length, match[0]
                if opened == _BARE and not _introduced(marked, match.start()):
                    bare.add(start)
            depth += 1
        elif match[0] == _CLOSE and depth:
            depth -= 1
            if not depth and length > start and opened != _INDENT:
                spans.append((start, length))
    if depth and opened != _INDENT:
        spans.append((start, -1))
    out.append(_MARKS.sub("", marked[at:]))
    whole = "".join(out)
    quoted = _without_indented(spans, bare)
    return whole, tuple((a, len(whole) if b < 0 else b) for a, b in quoted)


def _introduced(marked: str, at: int) -> bool:
    """Whether a line that ends with a colon stands above, as an attribution does."""
    return marked[max(0, at - 300) : at].rstrip(_BETWEEN).endswith(":")


def _without_indented(spans: list[Span], bare: set[int]) -> list[Span]:
    """A bare <blockquote> above a quotation that is introduced or attributed is something the sender indented."""
    last = max((start for start, _ in spans if start not in bare), default=-1)
    return [span for span in spans if span[0] not in bare or span[0] > last]


def to_text(html: str, most: int) -> tuple[str, tuple[Span, ...]]:
    """The text of a page, of at most `most` characters, and the stretches its markup calls quotations."""
    html = _MARKS.sub("", html[: 4 * most])
    if "data:" in html:
        html = _DATA_URI.sub("", html)
    html = _TAG.sub(_mark, html)
    text = _laid_out(html)
    if not _MARKS.sub("", text).strip():
        text = _stripped(html)
    text = text.translate(_INVISIBLE).replace("\r", "")
    text = _BLANKS.sub("\n\n", _TRAILING.sub("", text)).strip("\n")
    return _spans(text[:most])
