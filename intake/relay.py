"""What a customer would see of a mail if an engineer wrote it: his words without commands, quote and contact lines.

Makes the `Draft` that `routing/staff.py` sends, holds or notes. The text comes from the plain part, its look from the
cut HTML (`intake/html_cut.py`); where the two disagree about what is new, or about the commands, the draft is not
certain, and nothing is sent unseen (MAIL.md 5). Closing words and the name below them stay. Pure, nearly linear, never
raises. It neither decides who is an engineer nor obeys anything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from intake import command_wrap, commands, html_page, relay_doubt, signature
from intake.command_lines import has_sign, look
from intake.commands import Ordered
from intake.html_cut import HtmlCut, cut
from intake.html_text import to_text
from intake.mail import ParsedMail
from intake.quoting import Split
from intake.relay_html import without_lines
from routing.submission import Draft, Misspelt

CERTAIN = 0.9  # as in `routing/staff.py`
_SURE = 0.95  # of a plain part that counts although the HTML shows a quote and is not sure where it begins
_DOUBTFUL = 0.5
_FAREWELL_LINES = 6  # with text, that closing words and a name take
_NAME_WORDS = 5
_LAST_LINES = 600  # in which the end of a mail is looked for; more commands than that are not read either
_MOST_TEXT = 200_000  # characters
_GAPS = re.compile(r"\n{3,}")
_SAYS = re.compile(r"[^\s•◦▪‣·*_~`>\\–—-]")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_ENDS = (".", "!", "?", ":", ";", ",")


@dataclass(frozen=True, slots=True)
class _Page:
    """The new part of a mail's HTML, its commands read; `html` and `images` are without them."""

    cut: HtmlCut
    lines: list[str]
    ordered: Ordered
    html: str
    images: tuple[str, ...]


def draft(
    mail: ParsedMail, split: Split, *, forward: float | None = None, with_html: bool = False, private: str = ""
) -> Draft:
    """The draft of a person's mail.

    `split` divides its text; in a forward, whose certainty is `forward`, the forwarder's own comment, which has no
    HTML. `with_html` False spares the cutting of HTML where nobody will ask for it. `private` is what only he was sent:
    an HTML without any quote is certain if it is known to hold nothing of that.
    """
    writer = _names(mail)
    page = _page(mail, split, writer, private) if with_html and mail.html and forward is None else None
    lines, broken = _whole_lines(mail, split, page, with_html=with_html)
    ordered = commands.read(lines, _place(lines, writer))
    doubts = [broken] if broken else []
    if with_html:
        doubts += relay_doubt.remains(line for n, line in enumerate(lines) if n not in ordered.taken)
    if page:
        doubts += relay_doubt.disagreements(split, page.cut, page.lines, ordered, page.ordered)
    certainty = min(split.certainty, 1.0 if forward is None else forward)
    found = Draft(
        text=_text(lines, ordered, writer),
        certainty=min(certainty, _DOUBTFUL) if doubts else certainty,
        commands=ordered.commands,
        misspelt=(*ordered.misspelt, *_below_signature(split)),
        reasons=(*((split.doubt,) if split.doubt else ()), *doubts),
    )
    return _with_look(found, page, split, alone=_is_alone(mail, page)) if page else found


def relayed(found: Draft, writer: str, address: str) -> str:
    """What of a draft the customer sees, closing words and name aside; "" where nothing would be sent unseen."""
    if found.misspelt or found.certainty < CERTAIN:
        return ""
    lines = found.text.split("\n")
    start = _farewell(lines, _known_as(writer, address))
    return _joined(lines if start is None else lines[:start]) or found.text


def _is_alone(mail: ParsedMail, page: _Page) -> bool:
    """Whether the HTML is all there is: no plain part, or one that said nothing, so that its text was made of the HTML.

    Asked in earnest only where that matters: for a quote of which the cut is not sure.
    """
    if mail.text_part is None or not page.cut.quoted or page.cut.certainty >= CERTAIN:
        return mail.text_part is None
    return to_text(mail.html or "", _MOST_TEXT)[0].strip() == mail.text.strip()


def _with_look(found: Draft, page: _Page, split: Split, *, alone: bool) -> Draft:
    """The draft with its HTML; without it where only the plain part is certain (`alone`: there is none)."""
    certainty = relay_doubt.certainty(page.cut, split, alone=alone)
    if found.certainty < CERTAIN or certainty < CERTAIN:
        unsure = alone or (page.cut.quoted and found.certainty < _SURE)
        lower = min(found.certainty, certainty) if unsure else found.certainty
        return replace(found, certainty=lower, reasons=tuple(dict.fromkeys((*found.reasons, *page.cut.reasons))))
    lower = min(found.certainty, certainty)
    if not found.text or not page.html:
        return replace(found, certainty=lower)
    text = to_text(page.html, _MOST_TEXT)[0].strip() if alone else ""
    return replace(found, text=text or found.text, html=page.html, images=page.images, certainty=lower)


def _page(mail: ParsedMail, split: Split, writer: frozenset[str], private: str) -> _Page:
    """The HTML, cut, and as sure of itself as it is without a plain part that disagrees: `relay_doubt` weighs that."""
    html, plain = mail.html or "", split.visible if mail.text_part else None
    found = cut(html, plain=plain, private=private)
    if plain is not None and found.certainty < CERTAIN:
        found = max(found, cut(html, private=private), key=lambda one: one.certainty)
    page = html_page.open_page(found.new) or []
    lines = html_page.lines_of(page)
    texts = [line.text for line in lines]
    end, _ = signature.begins(texts, mail.sender.name)
    while end < len(texts) and (not texts[end] or commands.opens_with_command(texts[end])):
        end += 1
    ordered = commands.read(texts[:end], _place(texts[:end], writer))
    html, images = without_lines(page, lines, ordered.taken)
    return _Page(found, texts, ordered, html, images)


def _whole_lines(mail: ParsedMail, split: Split, page: _Page | None, *, with_html: bool) -> tuple[list[str], str]:
    """The new lines, with commands whole that a client broke; and a doubt whether they are, "" for none."""
    lines = split.visible.split("\n")
    for line in split.signature.split("\n"):
        # Commands below the typed name stand directly above the quote, or above the contact lines.
        if line.strip() and not commands.opens_with_command(line):
            break
        lines.append(line)
    if mail.text_part is None or not with_html or not has_sign(split.visible):
        return lines, ""
    if page:
        return command_wrap.joined_as(lines, page.lines), ""
    if mail.html and (opened := html_page.open_page(mail.html)):
        return command_wrap.joined_as(lines, [line.text for line in html_page.lines_of(opened)]), ""
    return command_wrap.joined_by_width(lines)


def _below_signature(split: Split) -> tuple[Misspelt, ...]:
    """A command that stands below the contact lines, above the quote: not obeyed, but not overlooked either."""
    lines = [line for line in split.signature.split("\n") if line.strip()]
    if len(lines) < 2 or not commands.opens_with_command(lines[-1]) or commands.opens_with_command(lines[0]):
        return ()
    return (Misspelt(lines[-1].strip(), why="elsewhere"),)


def _text(lines: Sequence[str], ordered: Ordered, writer: frozenset[str]) -> str:
    """The text without its commands; "" where but closing words would be left."""
    kept = [line for n, line in enumerate(lines) if n not in ordered.taken] if ordered.taken else lines
    text = _joined(kept)
    if not _SAYS.search(text):
        return ""
    start = _farewell(kept, writer) if ordered.taken else None
    return text if start is None or _SAYS.search("\n".join(kept[:start])) else ""


def _joined(lines: Sequence[str]) -> str:
    return _GAPS.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def _place(lines: Sequence[str], writer: frozenset[str]) -> int | None:
    """The line above which commands stand at the end of a mail: that of closing words, or of a name, whosever."""
    start = _farewell(lines, writer)
    if start is not None:
        return start
    told = _last_told(lines)
    if not told:
        return None
    last = told[-1]
    words = lines[last].split()
    is_name = len(words) <= 3 and not lines[last].rstrip().endswith(_SENTENCE_ENDS)
    return last if is_name and all(word[0].isupper() for word in words) else None


def _farewell(lines: Sequence[str], writer: frozenset[str]) -> int | None:
    """The line with which closing words begin, else that of the writer's own name at the end; None if neither."""
    told = _last_told(lines)
    for n, at in enumerate(told):
        below = [lines[line] for line in told[n + 1 :]]
        if signature.closes(lines[at]) and all(_is_short(line) for line in below):
            return at
    if told:
        name = {word.casefold() for word in _WORD.findall(lines[told[-1]][:200])}
        if name and name <= writer:
            return told[-1]
    return None


def _last_told(lines: Sequence[str]) -> list[int]:
    """The last lines with text that are no commands, at most some, in their order."""
    found: list[int] = []
    for at in range(len(lines) - 1, max(-1, len(lines) - _LAST_LINES), -1):
        if lines[at].strip() and (not has_sign(lines[at]) or look(lines[at]) is None):
            found.append(at)
            if len(found) == _FAREWELL_LINES:
                break
    return found[::-1]


def _is_short(line: str) -> bool:
    """Whether a line below closing words can be a name, or more of such words."""
    return signature.closes(line) or (
        len(line) < 80 and len(line.split()) <= _NAME_WORDS and not line.rstrip().endswith(("?", "!", ":"))
    )


def _names(mail: ParsedMail) -> frozenset[str]:
    return _known_as(mail.sender.name, mail.sender.address)


def _known_as(name: str, address: str) -> frozenset[str]:
    """The words of which somebody's name consists, in small letters; of his address too, if it has several."""
    local = _WORD.findall(address.partition("@")[0])
    return frozenset(word.casefold() for word in (*_WORD.findall(name), *(local if len(local) > 1 else ())))
