"""Which lines of a text are quoted history: marked ones, what introduces them, and what a mark leaves unmarked below.

Used by `intake/quoting.py`. Every finding has a reason and a certainty: 1.0 where a client's own mark says so, lower
where only habit does. Looks at each line a bounded number of times and never raises. Where nothing marks a quote,
nothing is one: losing a sentence is worse than showing a quote. It reads no signatures; `intake/signature.py` does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from intake import header_block, marks, signature
from intake.html_text import Span

_DECORATED = re.compile(r"\s{0,9}>{3}.{0,200}<{3}\s*")
_NUMBERED = re.compile(r"\s{0,9}(\d{1,2})[.)][ \t\xa0]{0,9}(?=\S)")
_NOTES_TO = re.compile(r"(?:To|An|Aan|Til|Kime|Pour|A|À)\s*:?\s*", re.IGNORECASE)
_NOTES_SUBJECT = re.compile(r"(?:Subject|Thema|Betreff|Onderwerp|Emne|Konu|Objet)\s*:?\s*", re.IGNORECASE)
_LABEL = re.compile(r"[>\s*_]{0,9}[^\W\d_][\w '’-]{1,30}[ \xa0]?:")
_BEHIND = re.compile(r"\?[*_]{0,2}[ \t\xa0]{1,9}([^\s?][^?]{0,400})\Z")
_LINK = re.compile(r"[(<]https?://[^\s)>]{1,400}\Z")
_LONGEST = 800  # characters of a line that are looked at
_MOST_LINES = 20_000  # nobody writes more above his quote; bounds hostile mails of tiny lines
_BRIEF = 30  # words: more above a quote, and what stands within it is not an answer
_WRAPS_AT = 60  # characters; a client that wraps what it quotes does so beyond these


@dataclass(slots=True)
class History:
    """For each line whether it is history; why; and how sure that is (0..1)."""

    gone: list[bool]
    reasons: list[str] = field(default_factory=list)
    certainty: float = 1.0
    doubt: str = ""
    between: bool = False  # answers were found between questions that nothing marks

    def less_sure(self, certainty: float, why: str) -> None:
        """Take the certainty down, and remember what took it furthest."""
        if certainty < self.certainty:
            self.certainty, self.doubt = certainty, why


def find(lines: list[str], spans: tuple[Span, ...]) -> History:
    """Which of the lines are history. `spans` are the stretches that HTML marks (character offsets, in order)."""
    inside = in_spans(lines, spans) if spans else [False] * len(lines)
    found = History([a or _is_marked(line) for a, line in zip(inside, lines, strict=True)])
    if any(found.gone):
        found.reasons.append(f"{sum(found.gone)} lines marked as quoted")
    introduced = bool(spans)
    for at, line in enumerate(lines[:_MOST_LINES]):
        if not line.strip() or len(line) > _LONGEST or (found.gone[at] and not _may_end_attribution(line)):
            continue
        opened = _opens(lines, at, found.gone)
        if opened is None:
            continue
        introduced = True
        start, why, certainty = opened
        found.reasons.append(f"line {start + 1}: {why}")
        if not _next_is_marked(lines, found.gone, at):
            found.less_sure(certainty, f"unmarked text below {why}")
            _take_rest(lines, _above(lines, start), at, found)
            break
        found.gone[start : at + 1] = [True] * (at + 1 - start)  # nothing for one that opens within the line
    if any(found.gone) and not introduced:
        found.less_sure(0.9, "quotation marks without an attribution")
    _take_wrapped(lines, found)
    return found


def in_spans(lines: list[str], spans: tuple[Span, ...]) -> list[bool]:
    """For each line whether its middle lies inside one of the (ordered, disjoint) stretches."""
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))[:-1]
    opens = [a for a, _ in spans]
    inside = []
    for start, line in zip(starts, lines, strict=True):
        middle = start + len(line) // 2
        near = bisect_right(opens, middle) - 1
        inside.append(near >= 0 and middle < spans[near][1] and bool(line.strip()))
    return inside


def _is_marked(line: str) -> bool:
    bare = line.lstrip(" \t")
    return bare.startswith(">") and not (bare.startswith(">>>") and _DECORATED.fullmatch(line))


def _may_end_attribution(line: str) -> bool:
    """Gmail wraps "<a@b.example>:" so that its last line looks marked."""
    return len(line) < 40 and line.rstrip().endswith(":") and line.lstrip().startswith(">")


def _opens(lines: list[str], at: int, gone: list[bool]) -> tuple[int, str, float] | None:
    """(first line, why, certainty if what follows is unmarked) if that line opens or introduces history.

    Of a line that begins with the sender's own text only that stays in `lines`.
    """
    line = lines[at]
    if (within := marks.shared_attribution(line)) is not None:
        lines[at] = line[:within]
        return at + 1, "attribution behind new text", 0.95
    if (start := marks.attribution_at(lines, at)) is not None:
        return start, "attribution", 0.95
    if gone[at]:
        return None
    if marks.is_original(line):
        return at, "separator of an original message", 1.0
    if marks.is_reply_line(line) and any(above.strip() for above in lines[:at][-50:]):
        return at, "line to reply above", 1.0
    if (":" in line or "：" in line) and (why := _heads(lines, at)):
        return at, why, 1.0
    if marks.has_address(line) and _notes_block(lines, at):
        return at, "header block of Notes", 0.95
    return None


def _heads(lines: list[str], at: int) -> str | None:
    """What sort of header block begins at that line, if any."""
    first = header_block.field_of(lines[at])
    if first is None:
        return None
    if header_block.block_at(lines, at) is not None:
        return "header block"
    below = header_block.field_of(lines[at + 1]) if at + 1 < len(lines) else None
    if below and {first[0], below[0]} in ({"date", "to"}, {"date", "from"}):
        dated, party = (first, below) if first[0] == "date" else (below, first)
        if marks.has_date(dated[1]) and marks.has_time(dated[1]) and marks.has_address(party[1]):
            return "header block of two lines"
    if first[0] == "from" and marks.has_address(first[1]) and marks.has_date(first[1]) and _LABEL.search(first[1]):
        return "header block in one line"
    return None


def _notes_block(lines: list[str], at: int) -> bool:
    """Notes' block: the sender, the date, and labels without colons, each on a line of its own."""
    told = [line.strip() for line in lines[at + 1 : at + 12] if line.strip()][:8]
    return (
        len(told) > 2
        and len(told[0]) < 40
        and marks.has_date(told[0])
        and _NOTES_TO.fullmatch(told[1]) is not None
        and any(_NOTES_SUBJECT.fullmatch(line) for line in told[2:])
    )


def _next_is_marked(lines: list[str], gone: list[bool], at: int) -> bool:
    following = next((n for n in range(at + 1, min(len(lines), at + 6)) if lines[n].strip()), None)
    return following is not None and gone[following]


def _above(lines: list[str], start: int) -> int:
    """The first line of what stands above a mark and belongs to it: a drawn line, a separator, "Message of (date):"."""
    while start and lines[start - 1].strip() and _LABEL.match(lines[start - 1]) and marks.has_date(lines[start - 1]):
        start -= 1
    above = start - 1
    while above > max(0, start - 4) and not lines[above].strip():
        above -= 1
    if above < 0 or not (marks.is_rule(lines[above]) or marks.is_dashed_words(lines[above])):
        return start
    return above


def _take_rest(lines: list[str], start: int, at: int, found: History) -> None:
    """All from `start` on is history, except what the sender can be told to have written below or between."""
    said = any(line.strip() and not gone for line, gone in zip(lines[:start], found.gone[:start], strict=True))
    found.gone[start:] = [True] * (len(lines) - start)
    brief = sum(len(line.split()) for line, gone in zip(lines[:start], found.gone[:start], strict=True) if not gone)
    if brief <= _BRIEF and (between := _answers(lines, at + 1)):
        found.reasons.append(f"{len(between)} answers between numbered questions")
        found.less_sure(0.5, "answers between unmarked questions")
        found.between = True
        for n in between:
            found.gone[n] = False
    elif not said and (below := _below_signature(lines, at)):
        found.reasons.append(f"line {below + 1}: text below the signature of what is quoted")
        found.less_sure(0.4, "an answer below an unmarked quote")
        found.gone[below:] = [_is_marked(line) for line in lines[below:]]
    elif not said and start == 0 and at < 2 and (block := header_block.block_at(lines, at)):
        found.gone[block.end :] = [_is_marked(line) for line in lines[block.end :]]
        found.less_sure(0.3, "nothing but a header block and text below it")
    elif not said and any(line.strip() for line in lines[at + 1 :]):
        found.less_sure(0.5, "nothing was written above the quote")


def _answers(lines: list[str], start: int) -> list[int]:
    """Lines between numbered questions that the sender of the questions did not write.

    Our own mails, and most people's, ask "1. …?" line under line: what stands between two of them, or behind the
    question mark, is an answer. Of a line with both only the answer stays.
    """
    asked = _in_order(lines, [n for n in range(start, min(len(lines), start + 400)) if _NUMBERED.match(lines[n][:40])])
    ends = [_item_end(lines, n) for n in asked]
    if len(asked) < 2 or not any("?" in lines[n] for n in ends):
        return []
    between: list[int] = []
    for end, following in pairwise([*zip(ends, asked, strict=True), (0, 0)]):
        between.extend(n for n in range(end[0] + 1, following[1]) if lines[n].strip())
    behind = [(n, match[1]) for n in ends if (match := _BEHIND.search(lines[n][:_LONGEST]))]
    for n, answer in behind if 2 * len(behind) >= len(asked) else ():
        lines[n] = answer
        between.append(n)
    if not between:
        return []
    apart = all(not lines[end + 1].strip() for end in ends[:-1])
    return sorted([*between, *_last_answer(lines, ends[-1] + 1, apart=apart)])


def _last_answer(lines: list[str], start: int, *, apart: bool) -> list[int]:
    """The lines of the answer to the last question; `apart`: a blank line stands between question and answer."""
    while apart and start < len(lines) and not lines[start].strip():
        start += 1
    end = start
    while end < len(lines) and lines[end].strip() and not signature.closes(lines[end]):
        end += 1
    return list(range(start, end))


def _in_order(lines: list[str], asked: list[int]) -> list[int]:
    """The lines numbered 1, 2, 3 … in that order."""
    kept: list[int] = []
    for n in asked:
        match = _NUMBERED.match(lines[n][:40])
        if match and int(match[1]) == len(kept) + 1:
            kept.append(n)
    return kept


def _item_end(lines: list[str], at: int) -> int:
    """The line on which a numbered question ends: with its question mark, else its first one."""
    for n in range(at, min(len(lines), at + 3)):
        if not lines[n].strip() or (n > at and _NUMBERED.match(lines[n][:40])):
            break
        if "?" in lines[n]:
            return n
    return at


def _below_signature(lines: list[str], at: int) -> int | None:
    """The first line of what follows the signature of the quoted mail: an answer written at the bottom."""
    block = header_block.block_at(lines, at)
    start = block.end if block else at + 1
    name = header_block_name(block.fields.get("from", "")) if block else ""
    signed = signature.last_closing(lines, start, name)
    if signed is None:
        return None
    below = signed
    while below < len(lines) and lines[below].strip():
        below += 1
    while below < len(lines):
        while below < len(lines) and not lines[below].strip():
            below += 1
        end = below
        while end < len(lines) and lines[end].strip():
            end += 1
        if below < end and not signature.is_signature_paragraph(lines[below:end]):
            return below
        below = end
    return None


def header_block_name(value: str) -> str:
    """The name in a sender's field of a header block."""
    return re.split(r"[<\[(]", value, maxsplit=1)[0].strip(" \t\"'*_")


def looks_quoted(lines: list[str]) -> bool:
    """Whether two lines one below the other look like the sender and another field of a header block."""
    for above, below in pairwise(lines[:_MOST_LINES]):
        if ":" not in above or ":" not in below or not marks.has_address(above):
            continue
        first = header_block.field_of(above)
        if first and first[0] == "from" and header_block.field_of(below):
            return True
    return False


def _take_wrapped(lines: list[str], found: History) -> None:
    """Lines that a client broke off what it quotes and left without a mark, between two marked ones."""
    wraps = False
    for at in range(1, min(len(lines), _MOST_LINES) - 1):
        if found.gone[at] or not lines[at].strip() or not (found.gone[at - 1] and found.gone[at + 1]):
            continue
        if not (_is_marked(lines[at - 1]) and _is_marked(lines[at + 1])):
            continue
        if _is_broken_off(lines[at - 1], lines[at], wraps):
            found.gone[at] = wraps = True
    if wraps:
        found.reasons.append("lines broken off the quote")
        found.less_sure(0.8, "a client broke the lines of the quote")


def _is_broken_off(above: str, line: str, wraps: bool) -> bool:
    """Whether a line is the end of the marked one above it rather than an answer to it."""
    above, bare = above.rstrip(), line.strip()
    if _LINK.search(above[-420:]) and (")" in bare or ">" in bare):
        return True
    if bare.endswith(" >") and "<" not in bare:
        return True
    if len(above) < _WRAPS_AT or len(bare) > _WRAPS_AT or not bare[0].islower():
        return False
    return not above.endswith((".", "?", "!", ":", ";")) or (wraps and not above.endswith("?"))
