"""The elements by which mail clients mark quotes and signatures in HTML: one table, and where they stand in a page.

Names are compared without the prefixes that webmail puts before foreign ones (`x_`, `ecx`, `m_123`) and the numbers
that clients hang on; a prefixed one shows that the element came with somebody else's mail. Says where marks are and
what each is worth, not what is new: `intake/html_cut.py` decides. Never raises; linear in the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from intake.header_block import block_at
from intake.html_page import CLOSE, OPEN, TEXT, VOID, Item, Page, lines_of


class Role(Enum):
    """What a mark says about the items it covers."""

    QUOTE = "quote"  # the element is quoted
    CONTAINER = "container"  # an attribution and blockquotes; what stands between those was written inside the quote
    REST = "rest"  # all from here on is quoted
    LEAD = "lead"  # the line that introduces a quote
    SIGNATURE = "signature"  # the element is a signature
    SIGNED = "signed"  # a signature begins here and goes on to the quote


@dataclass(frozen=True, slots=True)
class Mark:
    """Items [start, end) and what a client says they are; `worth` 0..1 how far that alone is to be believed."""

    role: Role
    start: int
    end: int
    client: str
    worth: float


SURE = 0.97
LIKELY = 0.8
UNSURE = 0.6
FOREIGN = 0.3  # a mark out of somebody else's mail: the border above it is lost

_NAMES: dict[str, tuple[Role, str]] = {
    name: (role, client)
    for role, client, names in (
        (Role.REST, "Outlook on the web", "divRplyFwdMsg appendonsend isReplyContent"),
        (Role.REST, "Outlook mobile", "mail-editor-reference-message-container ms-outlook-mobile-reference-message"),
        (Role.REST, "Outlook mobile", "ms-outlook-mobile-body-separator-line"),
        (Role.REST, "Outlook for Mac", "OLK_SRC_BODY_SECTION"),
        (Role.REST, "Outlook", "_MailOriginal OutlookMessageHeader"),
        (Role.REST, "Hotmail", "stopSpelling SkyDrivePlaceholder"),
        (Role.REST, "Zimbra", "zwchr __DIVIDER__ __HEADERS__ __QUOTED_TEXT__"),
        (Role.REST, "Thunderbird", "moz-forward-container moz-email-headers-table"),
        (Role.CONTAINER, "Gmail", "gmail_quote gmail_quote_container"),
        (Role.CONTAINER, "Proton Mail", "protonmail_quote"),
        (Role.CONTAINER, "Spark", "messageReplySection"),
        (Role.CONTAINER, "Roundcube", "replybody"),
        (Role.QUOTE, "Yahoo", "yahoo_quoted"),
        (Role.QUOTE, "AOL", "AOLMsgPart"),
        (Role.QUOTE, "Zoho", "zmail_extra blockquote_zmail"),
        (Role.QUOTE, "Front", "front-blockquote"),
        (Role.QUOTE, "Missive", "missive_quote"),
        (Role.QUOTE, "Tutanota", "tutanota_quote"),
        (Role.QUOTE, "Edison", "edo-original"),
        (Role.QUOTE, "Superhuman", "sh-quoted-content"),
        (Role.QUOTE, "Freshdesk", "freshdesk_quote"),
        (Role.QUOTE, "GMX, web.de", "quote"),  # only as a name: see _of_name
        (Role.LEAD, "Gmail", "gmail_attr"),
        (Role.LEAD, "Thunderbird", "moz-cite-prefix"),
        (Role.LEAD, "Roundcube", "reply-intro"),
        (Role.SIGNATURE, "Gmail", "gmail_signature"),
        (Role.SIGNATURE, "Thunderbird", "moz-signature"),
        (Role.SIGNATURE, "Outlook on the web", "Signature"),
        (Role.SIGNATURE, "Outlook mobile", "ms-outlook-mobile-signature acompli_signature"),
        (Role.SIGNATURE, "Apple Mail", "AppleMailSignature"),
        (Role.SIGNATURE, "Roundcube", "_rc_sig"),
        (Role.SIGNATURE, "Proton Mail", "protonmail_signature_block"),
        (Role.SIGNATURE, "Zimbra", "__SIG_PRE__ __SIG_POST__"),
        (Role.SIGNATURE, "Zoho", "zmail_signature Zm-_Id_-Sgn"),
        (Role.SIGNATURE, "Spark", "messageSignatureSection"),
        (Role.SIGNATURE, "Front", "front-signature"),
        (Role.SIGNATURE, "Missive", "missive_signature"),
        (Role.SIGNATURE, "Samsung", "composer_signature"),
        (Role.SIGNATURE, "Mailbird", "mb_sig"),
        (Role.SIGNATURE, "Airmail", "bloop_sign"),
        (Role.SIGNED, "Outlook", "_MailAutoSig"),
        (Role.SIGNED, "Gmail", "gmail_signature_prefix"),
    )
    for name in names.split()
}
_ONLY_AS = {"quote": "name", "Signature": "id"}  # too common as words to be believed as a class
_NAMED_BY = ("id", "class", "name", "data-marker", "data-smartmail")
_PREFIX = re.compile(r"(?P<foreign>(?:x_|ecx|m_-?\d{5,25})+)?(?:ydp[0-9a-f]{6,12}|aolmail_)?")
_SUFFIX = re.compile(r"[-_]?\d[\dA-Fa-f_-]{0,60}$")
_BORDER = re.compile(r"border-top\s*:\s*(?:solid|#|\d|rgb|windowtext|double|[a-z]+ 1)", re.IGNORECASE)
_PADDED = re.compile(r"padding\s*:\s*3(?:\.0)?pt", re.IGNORECASE)
_BESIDE = re.compile(r"border-left(?:-\w+)?\s*:", re.IGNORECASE)
_INDENT = re.compile(r"border\s*:\s*(?:none|0)", re.IGNORECASE)
_WINDOW = 400  # items of an element that are looked at for a header block
_LEAD_CHARS = 600  # more above the first blockquote is no attribution
_MOST_BORDERS = 50  # elements with a top border that are looked into
_LABELS = 3  # bold words with a colon that make a header block in whatever language


def marks_of(page: Page) -> tuple[list[Mark], list[int]]:
    """The marks of a page in order, none inside a quoted element; and the places of elements out of foreign mails."""
    found: list[Mark] = []
    foreign: list[int] = []
    at = bordered = 0
    while at < len(page):
        item = page[at]
        mark = _mark(page, at, item, foreign) if item.kind in (OPEN, VOID) and item.attributes else None
        if mark is None and item.kind == OPEN and item.name == "blockquote":
            mark = _plain_blockquote(page, at)
        elif mark is None and item.kind == OPEN and bordered < _MOST_BORDERS and _is_bordered(item):
            bordered += 1
            if _begins_with_labels(page, at, item):
                mark = Mark(Role.REST, at, len(page), "Outlook", SURE)
        if mark:
            found.append(mark)
            if mark.role is Role.REST:
                break
        at = mark.end if mark and mark.role in (Role.QUOTE, Role.CONTAINER) else at + 1
    return found, foreign


def _mark(page: Page, at: int, item: Item, foreign: list[int]) -> Mark | None:
    if item.name == "blockquote" and _is_cited(item):
        return Mark(Role.QUOTE, at, item.partner + 1, "Apple Mail, Thunderbird", SURE)
    known, is_foreign = _of_name(item)
    if is_foreign:
        foreign.append(at)
    end = item.partner + 1 if item.kind == OPEN else at + 1
    if known is None:
        return None
    role, client = known
    if role is Role.CONTAINER:
        role, end = _container(page, at, item)
    if role is Role.REST:
        end = len(page)
    return Mark(role, at, end, client, FOREIGN if is_foreign else SURE)


def _of_name(item: Item) -> tuple[tuple[Role, str] | None, bool]:
    """What the table knows of the element's names, and whether one of them came with another mail."""
    is_foreign = False
    for key in _NAMED_BY:
        for word in item.attributes.get(key, "")[:400].split():
            prefix = _PREFIX.match(word)
            bare = word[prefix.end() :] if prefix else word
            is_foreign = is_foreign or bool(prefix and prefix["foreign"])
            known = _NAMES.get(bare) or _NAMES.get(_SUFFIX.sub("", bare))
            if known and _ONLY_AS.get(_SUFFIX.sub("", bare), key) == key:
                return known, bool(prefix and prefix["foreign"])
    return None, is_foreign


def _container(page: Page, at: int, item: Item) -> tuple[Role, int]:
    """A div of an attribution and blockquotes goes to the end of the first of these; any other is quoted wholly.

    Only its own children count: a forwarded mail may hold such divs, and what follows those is not new.
    """
    if item.name == "blockquote" or item.kind != OPEN:
        return Role.QUOTE, item.partner + 1
    before, n = 0, at + 1
    while n < item.partner and before < _LEAD_CHARS:
        child = page[n]
        if child.kind == OPEN and child.name == "blockquote":
            return Role.CONTAINER, child.partner + 1
        before += sum(len(inner.name.strip()) for inner in page[n : child.partner + 1] if inner.kind == TEXT)
        n = child.partner + 1
    return Role.QUOTE, item.partner + 1


def _is_cited(item: Item) -> bool:
    """Whether a blockquote says to be a citation."""
    cites = item.attributes.get("cite", "")[:8].lower()
    return item.attributes.get("type", "").strip().lower() == "cite" or cites.startswith(("mid:", "cid:"))


def _plain_blockquote(page: Page, at: int) -> Mark | None:
    """A blockquote of nobody's: an indent if it says to have no border, else a quote, surer with a line beside it."""
    style = page[at].attributes.get("style", "")[:400]
    if _BESIDE.search(style):
        return Mark(Role.QUOTE, at, page[at].partner + 1, "blockquote", LIKELY)
    if _INDENT.search(style):
        return None
    return Mark(Role.QUOTE, at, page[at].partner + 1, "blockquote", UNSURE)


def _is_bordered(item: Item) -> bool:
    """Whether an element has the padded top border that Outlook draws above what it quotes."""
    style = item.attributes.get("style", "")[:400]
    return bool(style) and _BORDER.search(style) is not None and _PADDED.search(style) is not None


def _begins_with_labels(page: Page, at: int, item: Item) -> bool:
    """Whether a header block stands at its beginning: bold labels in whatever language, or words that are known."""
    inside = page[at + 1 : min(item.partner, at + _WINDOW)]
    return _bold_labels(inside) >= _LABELS or _begins_with_header(inside)


def _bold_labels(items: Page) -> int:
    """How many bold words end with a colon."""
    bold = count = 0
    text = ""
    for item in items:
        if item.name in ("b", "strong") and item.kind == OPEN:
            bold, text = bold + 1, ""
        elif item.name in ("b", "strong") and item.kind == CLOSE:
            bold -= 1
            count += len(text) < 40 and text.replace("\xa0", " ").strip().endswith((":", "："))
        elif item.kind == TEXT and bold > 0:
            text += item.name[:80]
    return count


def _begins_with_header(items: Page) -> bool:
    """Whether the first line with text begins a header block that the vocabulary knows."""
    lines = [line.text for line in lines_of(items)][:40]
    first = next((n for n, text in enumerate(lines) if text), None)
    return first is not None and block_at(lines, first) is not None
