"""What of a reply's HTML was newly written: an engineer's answer with its look, cut before it goes to a customer.

A cut is made where clients mark quotes (`intake/html_clients.py`), and by the marks of text, as `intake/quoting.py`
knows them, on the lines of blocks. Leaking is worse than losing: what may be a quote is taken off, and whatever is
doubtful lowers `certainty`; the caller relays unseen only from 0.9 (MAIL.md 5: if the new text cannot be told from
the quote, nothing is sent). Pure, never raises, linear in the page; a page too large or too deep is certain of nothing.
It does not sanitise (`notifier/customer_html.py` does) and does not read commands. Called when a reply is to be
relayed, not for each mail: only then are the notification and the customer's text at hand to hold it against.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from intake import html_clients as clients
from intake import html_doubt as doubt
from intake import html_page as pages
from intake import marks
from intake.header_block import block_at, is_forward
from intake.html_clients import Role
from intake.html_page import Line, Page

_MOST_LINES = 4_000  # looked at for marks of text
_MOST_MARKS = 500  # of clients; more are cut, but nothing introduces them
_AHEAD = 200  # items looked at for what follows a mark
_SIGNATURE_LINES, _SIGNATURE_CHARS = 15, 600  # above, an answer may have been typed into the signature
_INSIDE = 0.85  # answers inside or below the quote, where a stray tag may have let the quote out
_CONFIRMED = 0.92  # by the mail's plain part, or by the notification that it answers
_RULED = 0.92  # a header block below a rule or a separator line
_WORDLESS = frozenset({"img", "input"})
_TELLING = frozenset({"title", "alt", "value", "href", "src", "background", "summary", "label", "placeholder"})
_NEW, _QUOTED, _SIGNED = 0, 1, 2

# Lotus Notes above what it quotes: `"Ann Berg" ---03.02.2026 10:12:44---Subject`
_NOTES = re.compile(r".{1,120}-{3}\d{1,4}[./-]\d{1,2}[./-]\d{2,4} \d{1,2}[:.]\d{2}.{0,20}-{3}")
_YEAR_OR_TIME = re.compile(r"\d{4}|\d{1,2}[:.]\d{2}")
_DELIMITER = re.compile(r"-- ?|—|__")  # RFC 3676 4.3; HTML loses the blank


@dataclass(frozen=True, slots=True)
class HtmlCut:
    """A page in three parts, each well-formed HTML of its own; "" where there is none.

    `new` is what was newly written, with formatting, tables, lists and inline images. Answers written inside the quote
    are new and stand in their order. Of the quote between them only those lines come with them, as plain
    blockquotes, that `cut` was told the customer wrote; nothing else that was quoted ever stands in `new`, since the
    notification that an engineer answers is not for the customer (MAIL.md 5).

    `certainty` 0..1: from 0.9 the cut may be relayed unseen. `cids` are the Content-IDs that `new` shows, in order.
    """

    new: str
    quoted: str
    signature: str
    certainty: float
    reasons: tuple[str, ...]
    cids: tuple[str, ...] = ()


def cut(html: str, *, plain: str | None = None, customer: str = "", private: str = "") -> HtmlCut:
    """Cut a reply.

    `plain` is the visible text of the mail's own plain part (None if it has none); a disagreement lowers the certainty,
    and agreement raises it where answers stand inside the quote. `customer` is the text of the customer's own mail,
    which he may see again. `private` is the text of the notification being answered: if any of it that the customer did
    not write stands in `new`, the certainty is 0; if none does, a mail without any quote mark is certain.
    """
    page = pages.open_page(html)
    if page is None:
        return HtmlCut("", "", "", 0.0, ("too large or too deep to be cut",))
    work = _Cutting(page, pages.lines_of(page), bytearray(len(page)))
    _cut_clients_marks(work)
    _cut_text_marks(work)
    _cut_signature_line(work)
    last = _last_new(work)
    work.inserts = _customers_lines(work, customer, last)
    _weigh(work, plain, customer, private)
    return HtmlCut(
        new=_part(work, _NEW, last + 1, work.inserts) if last >= 0 else "",
        quoted=_part(work, _QUOTED, len(page), {}),
        signature=_part(work, _SIGNED, len(page), {}),
        certainty=round(max(0.0, min(1.0, work.certainty)), 2),
        reasons=tuple(dict.fromkeys(work.reasons)),
        cids=pages.content_ids(item for at, item in enumerate(page) if work.of[at] == _NEW),
    )


@dataclass(slots=True)
class _Cutting:
    """A page being cut: whose each item is, and what was found so far."""

    page: Page
    lines: list[Line]
    of: bytearray  # by item: _NEW, _QUOTED, _SIGNED
    certainty: float = 1.0
    reasons: list[str] = field(default_factory=list)
    foreign: list[int] = field(default_factory=list)
    inserts: dict[int, str] = field(default_factory=dict)

    def take(self, start: int, end: int, whose: int = _QUOTED) -> None:
        """Items [start, end) are no longer new; what is quoted stays quoted inside a signature."""
        if whose == _QUOTED:
            self.of[start:end] = bytes([_QUOTED]) * (end - start)
        else:
            self.of[start:end] = self.of[start:end].replace(bytes([_NEW]), bytes([_SIGNED]))

    def limit(self, most: float, why: str) -> None:
        """Be no more certain than that."""
        self.certainty = min(self.certainty, most)
        self.reasons.append(why)

    def new_lines(self) -> list[str]:
        """The lines of just what is still new, blank ones left out."""
        new = [item for at, item in enumerate(self.page) if self.of[at] == _NEW]
        return [line.text for line in pages.lines_of(new) if line.text]


def _part(work: _Cutting, whose: int, upto: int, inserts: dict[int, str]) -> str:
    return pages.written(work.page, work.of, whose, upto, inserts) if whose in work.of else ""


def _cut_clients_marks(work: _Cutting) -> None:
    """Takes off what clients mark as quoted or as a signature; leads and signatures once all quotes are known."""
    found, work.foreign = clients.marks_of(work.page)
    if len(found) > _MOST_MARKS:
        work.limit(0.5, f"more than {_MOST_MARKS} marks of clients")
    for n, mark in enumerate(found):
        if mark.role is Role.REST:
            work.take(_with_divider(work.page, mark.start), len(work.page))
        elif mark.role in (Role.QUOTE, Role.CONTAINER):
            work.take(_with_attribution(work, mark.start) if n < _MOST_MARKS else mark.start, mark.end)
        else:
            continue
        work.limit(mark.worth, f"{mark.client}: {mark.role.value}")
    for mark in found:
        if work.of[mark.start] == _NEW and mark.role in (Role.LEAD, Role.SIGNATURE, Role.SIGNED):
            _cut_small_mark(work, mark)


def _cut_small_mark(work: _Cutting, mark: clients.Mark) -> None:
    why = f"{mark.client}: {mark.role.value}"
    if mark.role is Role.LEAD:
        # Before a quotation it introduces that; before none it introduces all that follows.
        work.take(mark.start, mark.end if _is_quoted_next(work, mark.end) else len(work.page))
        work.limit(mark.worth, why)
    elif mark.role is Role.SIGNATURE:
        work.take(mark.start, mark.end, _SIGNED)
        work.reasons.append(why)
    else:
        _sign_from(work, _line_start(work, mark.start), why)


def _is_quoted_next(work: _Cutting, place: int) -> bool:
    """Whether the next thing that is seen is quoted already; a bounded way is looked ahead."""
    ahead = range(place, min(len(work.page), place + _AHEAD))
    following = next((n for n in ahead if work.page[n].shown), None)
    return following is not None and work.of[following] == _QUOTED


def _with_divider(page: Page, start: int) -> int:
    """Where what stands right above a border begins: a rule, and elements that hold nothing before it."""
    at = start
    while at > 0:
        item = page[at - 1]
        if item.kind == pages.CLOSE and _is_empty_block(page, item.partner, at - 1):
            at = item.partner
        elif item.kind == pages.OPEN or (item.name == "hr" if item.kind == pages.VOID else not item.name.strip()):
            at -= 1
        else:
            break
    return at


def _is_empty_block(page: Page, start: int, end: int) -> bool:
    """Whether an element shows nothing but a rule; only small ones are looked at."""
    return end - start < 12 and not any(page[n].shown for n in range(start, end))


def _with_attribution(work: _Cutting, start: int) -> int:
    """The start of the attribution that ends right above a quote, else the quote's own."""
    above = _line_before(work, start)
    if above is None or work.of[work.lines[above].start] != _NEW:
        return start
    texts = [line.text for line in work.lines[max(0, above - 3) : above + 1]]
    if is_forward(texts[-1]) or marks.is_original(texts[-1]):
        return work.lines[above].start
    first = _attribution(texts, len(texts) - 1)
    return start if first is None else work.lines[above - (len(texts) - 1 - first)].start


def _line_before(work: _Cutting, place: int) -> int | None:
    """The last line with text before an item, at most four blank ones away."""
    low, high = 0, len(work.lines)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if work.lines[middle].start < place else (low, middle)
    return next((n for n in range(low - 1, max(-1, low - 6), -1) if work.lines[n].text), None)


def _line_start(work: _Cutting, place: int) -> int:
    above = _line_before(work, place + 1)
    line = work.lines[above] if above is not None else None
    return line.start if line and line.start <= place < line.end else place


def _attribution(texts: list[str], end: int) -> int | None:
    """The first line of the attribution that ends there, or None.

    HTML has no blank line between paragraphs, so a line that tells writer and time by itself is taken alone.
    """
    alone = marks.attribution_at([texts[end]], 0)
    if alone is not None and _YEAR_OR_TIME.search(texts[end]):
        return end
    return marks.attribution_at(texts, end)


def _cut_text_marks(work: _Cutting) -> None:
    """Takes off what only its words show to be quoted."""
    texts = [line.text for line in work.lines[:_MOST_LINES]]
    if len(work.lines) > _MOST_LINES:
        work.limit(0.5, f"more than {_MOST_LINES} lines")
    for at, text in enumerate(texts):
        if not text or work.of[work.lines[at].start] != _NEW:
            continue
        if text.startswith(">"):
            work.take(work.lines[at].start, work.lines[at].end)
            work.limit(clients.UNSURE, "lines with a quote sign")
            continue
        opened = _opened(texts, at)
        if opened is not None:
            first, why, worth = opened
            if _introduces(work, at):
                work.take(work.lines[first].start, work.lines[at].end)
            else:
                _cut_rest(work, first, at, why, worth)
                return


def _opened(texts: list[str], at: int) -> tuple[int, str, float] | None:
    """(first line, which mark, its worth) if the line ends or begins a mark that opens a quote."""
    text = texts[at]
    if (first := _attribution(texts, at)) is not None:
        return first, "attribution line", clients.LIKELY
    if marks.is_original(text) or is_forward(text):
        following = next((n for n in range(at + 1, min(len(texts), at + 4)) if texts[n]), None)
        headed = following is not None and block_at(texts, following) is not None
        return at, "separator line", _RULED if headed else clients.LIKELY
    if (":" in text or "：" in text) and block_at(texts, at) is not None:
        return at, "header block", clients.LIKELY
    return (at, "Lotus Notes: attribution", clients.LIKELY) if "---" in text and _NOTES.match(text[:300]) else None


def _introduces(work: _Cutting, at: int) -> bool:
    """Whether what follows a line is quoted already."""
    if _is_quoted_next(work, work.lines[at].end):
        return True
    below = next((line for line in work.lines[at + 1 : at + 4] if line.text), None)
    return below is not None and below.text.startswith(">")


def _cut_rest(work: _Cutting, first: int, at: int, why: str, worth: float) -> None:
    """All from a line on is quoted; a rule drawn above it makes a header block a client's border."""
    above = _line_before(work, work.lines[first].start)
    drawn = above is not None and marks.is_rule(work.lines[above].text) and work.of[work.lines[above].start] == _NEW
    line = work.lines[above] if drawn and above is not None else work.lines[first]
    start = _with_divider(work.page, line.start)
    ruled = drawn or any(work.page[n].name == "hr" for n in range(start, line.start) if work.page[n].kind == pages.VOID)
    work.take(start, len(work.page))
    work.limit(max(worth, _RULED) if ruled and why == "header block" else worth, f"line {at + 1}: {why}")


def _cut_signature_line(work: _Cutting) -> None:
    """A line of two dashes begins a signature, which ends where a quote begins (RFC 3676 4.3)."""
    for n, line in enumerate(work.lines[:_MOST_LINES]):
        if len(line.text) < 4 and work.of[line.start] == _NEW and _DELIMITER.fullmatch(line.text):
            if sum(1 for below in work.lines[n + 1 :] if below.text and work.of[below.start] == _NEW) <= 30:
                _sign_from(work, line.start, "signature delimiter")
            return


def _sign_from(work: _Cutting, start: int, why: str) -> None:
    end = work.of.find(_QUOTED, start)
    work.take(start, end if end >= 0 else len(work.page), _SIGNED)
    work.reasons.append(why)


def _last_new(work: _Cutting) -> int:
    """The last item of what is new that a reader sees; -1 if nothing is."""
    shown = (at for at in range(len(work.page) - 1, -1, -1) if work.of[at] == _NEW and work.page[at].shown)
    return next(shown, -1)


def _interleaved(work: _Cutting) -> bool:
    """Whether anything new stands below something quoted."""
    first = next((at for at, item in enumerate(work.page) if work.of[at] == _QUOTED and item.shown), None)
    return first is not None and _last_new(work) > first


def _is_words_only_below(work: _Cutting) -> bool:
    """Whether below the first quote all that is new can be confirmed by words: no image, link or hidden remark.

    A stray tag in quoted HTML may let a picture of the notification out, of which a plain part says nothing.
    """
    start = work.of.find(_QUOTED)
    items = (work.page[at] for at in range(start, len(work.page)) if work.of[at] == _NEW)
    return not any(item.name in _WORDLESS or item.attributes.keys() & _TELLING for item in items if item.attributes)


def _customers_lines(work: _Cutting, customer: str, last: int) -> dict[int, str]:
    """For each quoted stretch that an answer follows, the customer's lines in it as a blockquote, by place."""
    his = doubt.line_keys(customer)
    if not his:
        return {}
    kept: dict[int, list[str]] = {}
    at = work.of.find(_QUOTED)
    for line in work.lines:
        if line.start > last or not line.text:
            continue
        if work.of[line.start] == _NEW:
            at = work.of.find(_QUOTED, line.end)
        elif work.of[line.start] == _QUOTED and doubt.key_of(line.text) in his:
            kept.setdefault(at, []).append(escape(line.text.lstrip("> "), quote=False))
    return {at: f"<blockquote>{'<br>'.join(lines)}</blockquote>" for at, lines in kept.items()}


def _weigh(work: _Cutting, plain: str | None, customer: str, private: str) -> None:
    """Lowers the certainty by everything that speaks against the cut, and raises it where two sources agree."""
    new = work.new_lines()
    bordered, inside = _QUOTED in work.of, _interleaved(work)
    if not bordered:
        work.limit(clients.UNSURE, "no border of a quote found")
    if inside:
        work.limit(_INSIDE, "new text below the quote or inside it")
    agrees, leaked = doubt.agreement(new, plain), doubt.leak(new, customer, private)
    if inside and new and agrees and work.certainty == _INSIDE and _is_words_only_below(work):
        work.certainty = _CONFIRMED
        work.reasons.append("the plain part says the same")
    if not bordered and private and not leaked and work.certainty == clients.UNSURE:
        work.certainty = _CONFIRMED
        work.reasons.append("nothing of the notification stands in it")
    if agrees is None:
        work.limit(clients.UNSURE, "the plain part says something else")
    _weigh_remains(work, new, bordered and not inside)
    if leaked:
        work.limit(0.0, f"of the notification: {leaked[:60]}")


def _weigh_remains(work: _Cutting, new: list[str], below_is_quoted: bool) -> None:
    """What in the new text looks like a quote, and where an answer may stand that was cut off."""
    if _last_new(work) < 0:
        work.limit(0.5, "nothing new outside of the quote")
    signed = [line.text for line in work.lines if line.text and work.of[line.start] == _SIGNED]
    if len(signed) > _SIGNATURE_LINES or sum(map(len, signed)) > _SIGNATURE_CHARS:
        work.limit(0.7, "a signature so long that an answer may stand in it")
    if any(work.of[at] == _NEW for at in work.foreign):
        work.limit(0.4, "elements of another mail in the new text")
    if doubt.has_header_fields(new):
        work.limit(0.5, "header fields in the new text")
    if doubt.opens_in_an_unknown_language(new):
        work.limit(0.5, "the shape of an attribution or header block in the new text")
    if any(doubt.of_a_notification(line) for line in new):
        work.limit(0.4, "a case's tag, a command card or a token address in the new text")
    if below_is_quoted and doubt.says_answers_are_inside(new):
        work.limit(0.5, "says that answers stand in the quote")
