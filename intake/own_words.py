"""A reply whose quote no client marked, marked after all: what stands in our mail to him is ours, the rest is his.

We know what an engineer was sent, word for word. Where the readers of marks (`intake/quoting.py`, `intake/html_cut.py`)
are not certain, his mail is laid beside ours, and the lines that ours holds get the quote signs that his client left
away; then the same readers look again. Words are compared, not lines: clients break lines, lay tables out anew, spell
links out and trade blanks, but keep the words and their order.

Answers `None` wherever a line is partly ours and partly not (an edited quote), could be a piece of either, or a picture
may be lost: then nothing is sent unseen. Only for a mail that answers ours directly: in a longer exchange what is not
in our mail may be old words of his. Pure, linear in the texts, never raises.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from html import escape

from intake import history, html_page
from intake.html_page import Page
from intake.html_text import to_text
from intake.leaks import customers_part, without_links, words_of
from intake.mail import ParsedMail

_RUN = 5  # words in a row that two people do not write by chance
_STRICT = 3  # words in a row of ours that an answer without any quote may not hold
_MOST = 200_000  # characters of a text
_MOST_LINES = 5_000
_BLANK, _OURS, _HIS, _WORDLESS = range(4)  # wordless: a drawn line, or a bare link that a client spelt out
_MARKS = "> \t\xa0"
_DRAWN = "> \t\xa0_-=~<>[]()|*#.,:;•◦▪·–—"  # of which lines and bullets are made, in a quote
_DEBRIS = re.compile(r"%[0-9A-Fa-f]{2}|\S{60}")  # of a link that was broken, once whole ones are taken off


@dataclass(frozen=True, slots=True)
class Sent:
    """Our mail to him, as what its words look like in another's quote."""

    text: str  # without what the customer wrote
    runs: frozenset[tuple[str, ...]]  # of one to five words
    private: frozenset[tuple[str, ...]]  # those that the customer did not write
    lines: frozenset[str]
    private_lines: frozenset[str]
    images: int


@dataclass(frozen=True, slots=True)
class Marked:
    """His mail with every line of ours marked as quoted; `whole`: there was none, and all of it is new."""

    mail: ParsedMail
    whole: bool


def sent(notification: ParsedMail) -> Sent:
    """What to know of one of our mails: its plain part and its HTML say the same in another layout."""
    texts = (notification.text[:_MOST], to_text(notification.html or "", _MOST)[0])
    customer = customers_part(texts[0])
    words, her_words = [words_of(text) for text in texts], words_of(customer)
    hers = {run for size in range(1, _RUN + 1) for run in _grams(her_words, size)}
    runs = frozenset(run for some in words for size in range(1, _RUN + 1) for run in _grams(some, size))
    lines = frozenset(_keys("\n".join(texts)))
    return Sent(
        text=texts[0].replace(customer, "") if customer else texts[0],
        runs=runs,
        private=runs.difference(hers),
        lines=lines,
        private_lines=lines.difference(_keys(customer)),
        images=(notification.html or "").lower().count("<img"),
    )


def marked(mail: ParsedMail, ours: Sent) -> Marked | None:
    """His mail with our lines marked as quoted, in text and HTML; None where they cannot be told from his."""
    lines = mail.text.split("\n", _MOST_LINES)
    whose = _whose(lines, ours, _writer(mail)) if len(mail.text) <= _MOST else None
    if whose is None:
        return None
    if _OURS not in whose:
        return Marked(mail, whole=True) if _holds_nothing(lines, ours) and _page_holds_nothing(mail, ours) else None
    first = whose.index(_OURS)
    start = _introduced(lines, first)
    html = _html(mail, ours, top_only=_HIS not in whose[first:]) if start is not None else None
    if start is None or html is None:
        return None
    rows = [
        *lines[:start],
        *(_signed(line, n < first or whose[n] in (_OURS, _WORDLESS)) for n, line in enumerate(lines) if n >= start),
    ]
    return Marked(replace(mail, text="\n".join(rows), html=html or None, quote_spans=()), whole=False)


def _signed(line: str, quoted: bool) -> str:
    bare = line.lstrip(_MARKS)
    return f"> {bare}" if quoted else bare


def _whose(lines: Sequence[str], ours: Sent, writer: frozenset[str]) -> bytearray | None:
    """For each line whose it is; None where one is partly ours, or may be a piece of ours."""
    told = [words_of(line) for line in lines]
    words = [word for some in told for word in some]
    covered, private = _covered(words, ours.runs), _covered(words, ours.private)
    found, partly, at = bytearray(len(lines)), bytearray(len(lines)), 0
    for n, some in enumerate(told):
        here = slice(at, at := at + len(some))
        if some:
            found[n] = _OURS if all(covered[here]) else _HIS
        else:
            found[n] = _WORDLESS if lines[n].strip(_MARKS) else _BLANK
        partly[n] = found[n] == _HIS and any(covered[here])
        if found[n] == _HIS and any(private[here]):
            return None
    return found if _OURS not in found or _settle_within(lines, told, found, partly, ours, writer) else None


def _settle_within(
    lines: Sequence[str],
    told: Sequence[list[str]],
    found: bytearray,
    partly: bytearray,
    ours: Sent,
    writer: frozenset[str],
) -> bool:
    """Find out the lines from the quote on that no run of five covers; False where one of them may be either's."""
    last, begun = found.rindex(_OURS), False
    for n in range(found.index(_OURS), len(found)):
        if found[n] == _WORDLESS and without_links(lines[n]).strip(_DRAWN):
            return False  # a thumb up, a question mark: an answer, for all we know
        words, short = tuple(told[n]), len(told[n]) <= _RUN
        if found[n] != _HIS or (n > last and writer.issuperset(words)):
            continue
        if _DEBRIS.search(without_links(lines[n])) or (partly[n] and n < last):
            return False  # a broken link, an edited line
        if n < last and " ".join(words) in ours.lines:
            found[n] = _OURS
        elif short and words in (ours.private if begun else ours.runs):
            return False  # a broken piece of ours, or words that he wrote, too
        begun = begun or n > last  # below his own words he may close as she did
    return True


def _introduced(lines: Sequence[str], first: int) -> int | None:
    """The line with which the quote's introduction begins, or the quote; None where nobody here can read which."""
    gone = history.find(list(lines[:first]), ()).gone
    start = next((n for n, away in enumerate(gone) if away), first)
    told = next((line.rstrip() for line in reversed(lines[:start]) if line.strip()), "")
    return None if start == first and told.endswith((":", "：", ":>")) else start


def _html(mail: ParsedMail, ours: Sent, *, top_only: bool) -> str | None:
    """The page as above; "" where his words stand between ours, whose look is not kept; None where that loses any."""
    if not mail.html:
        return ""
    page = html_page.open_page(mail.html)
    lines = html_page.lines_of(page or [])
    texts = [line.text for line in lines]
    whose = _whose(texts, ours, _writer(mail))
    if not page or whose is None or _OURS not in whose:
        return None
    first = whose.index(_OURS)
    if not top_only or _HIS in whose[first:]:
        return "" if _pictures(page) <= ours.images else None
    start = _introduced(texts, first)
    if start is None or _pictures(page[lines[first].start :]) > ours.images:
        return None
    above = html_page.written(page, bytearray(len(page)), 0, _border(page, lines[start].start), {})
    quote = "<br>".join(escape(text, quote=False) for text in texts[start:])
    return f'{above}<blockquote type="cite">{quote}</blockquote>'


def _border(page: Page, at: int) -> int:
    """Where the elements open that hold what begins there, and nothing before it: a client's frame around the quote."""
    while at and not page[at - 1].shown and page[at - 1].kind != html_page.CLOSE:
        at -= 1
    return at


def _writer(mail: ParsedMail) -> frozenset[str]:
    """The words of his name, with which he may close below the quote although ours greets him by it."""
    return frozenset(words_of(mail.sender.name))


def _pictures(page: Page) -> int:
    return sum(item.name == "img" and item.kind == html_page.VOID for item in page)


def _holds_nothing(lines: Sequence[str], ours: Sent) -> bool:
    """Whether an answer without any quote holds not even three words in a row, or a line, of what only he was sent."""
    told = [words_of(line) for line in lines]
    if any(len(words) > 1 and " ".join(words) in ours.private_lines for words in told):
        return False
    return ours.private.isdisjoint(_grams([word for words in told for word in words], _STRICT))


def _page_holds_nothing(mail: ParsedMail, ours: Sent) -> bool:
    if not mail.html:
        return True
    page = html_page.open_page(mail.html)
    return page is not None and _holds_nothing([line.text for line in html_page.lines_of(page)], ours)


def _keys(text: str) -> set[str]:
    return {key for line in text.split("\n") if (key := " ".join(words_of(line)))}


def _covered(words: Sequence[str], runs: Set[tuple[str, ...]]) -> bytearray:
    """For each word whether it stands in a run of five that is one of those."""
    found = bytearray(len(words))
    for at, run in enumerate(_grams(words, _RUN)):
        if run in runs:
            found[at : at + _RUN] = b"\1" * _RUN
    return found


def _grams(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return list(zip(*(words[n:] for n in range(size)), strict=False))
