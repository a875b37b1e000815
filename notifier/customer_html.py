"""HTML that others wrote, made safe for a reader's mail client: its look stays, what could act or phone home goes.

No script, form, frame, style sheet or comment; no image but those that came inside his mail; of styles only what
colours and sets text. Links stay, with their real target. Never raises; HTML too deep or too large to be worth
the risk, or that shows nothing, comes back empty, and the caller's plain text says the same.

The only importer of nh3.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

import nh3

from notifier.characters import encodable

LARGEST = 2_000_000  # characters
DEEPEST = 1_000  # open elements: the sanitiser's time grows with the square of the depth


def _names(listed: str) -> set[str]:
    return set(listed.split())


_TAGS = _names(
    "a abbr b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em font h1 h2 h3 h4 "
    "h5 h6 hr i img ins kbd li ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt "
    "u ul var wbr"
)
_DROPPED_WHOLE = _names("script style title noscript template object applet embed iframe svg math textarea select")
_CELL = {"align", "valign", "width", "height", "bgcolor", "colspan", "rowspan", "nowrap"}
_ATTRIBUTES = {
    "*": {"style", "dir", "lang", "title"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "font": {"color", "size", "face"},
    "table": {"align", "width", "border", "cellpadding", "cellspacing", "bgcolor"},
    "td": _CELL,
    "th": _CELL,
    "tr": {"align", "valign", "bgcolor"},
    "col": {"span", "width"},
    "colgroup": {"span", "width"},
    "ol": {"start", "type"},
    "ul": {"type"},
    "li": {"value"},
    "p": {"align"},
    "div": {"align"},
    "hr": {"size", "width"},
}
# Nothing that places, hides or loads: a quote must not cover our own words.
_STYLES = _names(
    "color background-color font-family font-size font-style font-weight line-height text-align text-decoration "
    "text-indent vertical-align white-space list-style-type border border-top border-right border-bottom border-left "
    "border-color border-style border-width border-collapse border-spacing padding padding-top padding-right "
    "padding-bottom padding-left margin-top margin-bottom margin-left width max-width"
)
_COLOURS = ("color", "background-color", "bgcolor")
_PAPER_AND_INK = _names("windowtext window black white initial inherit transparent")
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})")
_RGB = re.compile(r"rgb\((\d{1,3}), ?(\d{1,3}), ?(\d{1,3})\)")
_GREY, _INK, _PAPER = 24, 80, 235  # of 255: how far shades differ in a grey, the lightest ink, the darkest paper
_LOADING = re.compile(r"url|image|expression|\\|@|-\s*\d", re.IGNORECASE)  # also escapes, and negative margins
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_SHALLOW = _names("area base br col dd dt hr img input li link meta option p td th tr wbr")  # close themselves
_IMAGE = re.compile(r'<img((?:\s+[\w-]+(?:="[^"]*")?)*)\s*/?>')
_ELEMENT = re.compile(r"<(?:[^<>\"]|\"[^\"]*\")*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Sanitised:
    """Safe HTML (a fragment, well-formed) and the customer's Content-IDs that it shows."""

    html: str
    shown: frozenset[str]


def sanitise(html: str, images: Mapping[str, str], *, standing: bool = False) -> Sanitised:
    """`images` maps the Content-IDs of his mail to those of ours; both without brackets.

    `standing`: it will be the text of the mail itself and not a quote on a ground of its own. Then black and white
    are left to the reader's client, which may be dark; Outlook writes them on every paragraph.
    """
    if len(html) > LARGEST or _depth(html) > DEEPEST:
        return Sanitised("", frozenset())
    shown: set[str] = set()

    def attribute(tag: str, name: str, value: str) -> str | None:
        if name == "style":
            return _style(value, standing=standing)
        if standing and name in ("color", "bgcolor") and _is_plain(name, value):
            return None
        if tag == "img" and name == "src":
            theirs = _content_id(value, images)
            if theirs is not None:
                shown.add(theirs)
            return f"cid:{images[theirs]}" if theirs is not None else None
        return value

    fragment = nh3.clean(
        encodable(html).replace("\x00", ""),
        tags=_TAGS,
        clean_content_tags=_DROPPED_WHOLE,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        filter_style_properties=_STYLES,
        url_schemes={"http", "https", "mailto", "tel", "cid"},
        url_relative="deny",
    )
    kept = _IMAGE.sub(_without_blanks, fragment).strip()
    visible = shown or unescape(_ELEMENT.sub("", kept)).strip()
    return Sanitised(kept if visible else "", frozenset(shown))


def _depth(html: str) -> int:
    """The deepest nesting there can be, counted by tags as they stand."""
    opened: Counter[str] = Counter()
    depth = deepest = 0
    for end, written in _TAG.findall(html):
        name = written.lower()
        if name in _SHALLOW:
            continue
        if not end:
            opened[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return deepest


def _content_id(source: str, images: Mapping[str, str]) -> str | None:
    scheme, _, name = source.strip().partition(":")
    if scheme.lower() != "cid":
        return None
    wanted = unquote(name).strip("<> ")
    return next((i for i in images if i == wanted), next((i for i in images if i.lower() == wanted.lower()), None))


def _style(value: str, *, standing: bool) -> str | None:
    safe = [d for d in value.split(";") if d.strip() and not _LOADING.search(d)]
    if standing:
        safe = [d for d in safe if not _is_plain(*d.lower().partition(":")[::2])]
    return ";".join(safe) or None


def _is_plain(name: str, value: str) -> bool:
    """Whether a colour is that of paper or ink: a near-black letter, a near-white ground."""
    name, value = name.strip().lower(), value.strip().lower()
    if name not in _COLOURS:
        return False
    if value in _PAPER_AND_INK:
        return True
    shades = _shades(value)
    if shades is None or max(shades) - min(shades) > _GREY:
        return False
    return max(shades) < _INK if name == "color" else min(shades) > _PAPER


def _shades(value: str) -> tuple[int, ...] | None:
    if found := _HEX.fullmatch(value):
        digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
        return tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))
    if found := _RGB.fullmatch(value):
        return tuple(map(int, found.groups()))
    return None


def _without_blanks(image: re.Match[str]) -> str:
    """An image whose source was taken away: its description, not a broken frame."""
    attributes = dict(_ATTRIBUTE.findall(image[1]))
    if "src" in attributes:
        return image[0]
    # Only what is real text: a tracking pixel has none. nh3 left it escaped, save for angle brackets.
    words = unescape(attributes.get("alt", "")).strip()
    return f"[{_escape(words)}]" if words else ""


def _escape(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
