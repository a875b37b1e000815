"""HTML of a mail to text, with the stretches that the HTML itself marks as quoted history.

inscriptis lays out tables and lists; where it fails or finds nothing, a plain tag stripper reads. Never raises for
any string. It decides nothing about what is new in a mail: `intake/quoting.py` does, and uses the stretches.
"""

from __future__ import annotations

import re
from html import unescape

Span = tuple[int, int]  # character offsets into the text, end exclusive

_OPEN, _CLOSE, _REST = (
    "\ue0f1",
    "\ue0f2",
    "\ue0f3",
)  # private use: stand where a quotation opens, closes, or all below is one
_MARKS = re.compile(f"[{_OPEN}{_CLOSE}{_REST}]")
_TAG = re.compile(r"<(/?)(blockquote|div|span|a|hr)\b([^<>]{0,600})>", re.IGNORECASE)
_REST_OF = re.compile(
    r"""id\s*=\s*["']?(?:[\w-]{0,40}?divRplyFwdMsg|OLK_SRC_BODY_SECTION|appendonsend|x_appendonsend|"""
    r"""mail-editor-reference-message-container|[\w-]{0,40}?stopSpelling|yahoo_quoted_\d+|"
r"isReplyContent|reply-intro)|"""
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
        return f"{_CLOSE}{match[0]}" if closing else f"{match[0]}{_OPEN}"
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
    at = length = depth = start = 0
    for match in _MARKS.finditer(marked):
        out.append(marked[at : match.start()])
        length += match.start() - at
        at = match.end()
        if match[0] == _REST and not depth:
            spans.append((length, -1))
            break
        if match[0] == _OPEN:
            start = start if depth else length
            depth += 1
        elif match[0] == _CLOSE and depth:
            depth -= 1
            if not depth and length > start:
                spans.append((start, length))
    if depth:
        spans.append((start, -1))
    out.append(_MARKS.sub("", marked[at:]))
    whole = "".join(out)
    return whole, tuple((a, len(whole) if b < 0 else b) for a, b in spans)


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
