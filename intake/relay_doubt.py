"""What makes it unsure that a draft holds an engineer's own words and nothing of the notification that he answers.

The text and the HTML of a mail were divided by different readers from different signs; where they do not find the same
new words and the same commands, one of them is wrong. Asked by `intake/relay.py`; each doubt is a sentence for the
engineer. Pure, linear, never raises.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from intake import html_doubt
from intake.commands import Ordered
from intake.html_cut import HtmlCut
from intake.quoting import Split
from routing.reasons import Reason

_CERTAIN = 0.9
_TELLING = 4  # letters of a word that tells whose a line is
_NO_BORDER = "no border of a quote found"  # what `html_cut` says of a mail without a quote
_OF_SIGNATURES = (": signature", ": signed", "signature delimiter")


def certainty(found: HtmlCut, split: Split, *, alone: bool) -> float:
    """How sure the cut is. Where neither reader found any quote there was none, as sure as the text is of it.

    `alone`: the text was made from the same HTML; then it confirms no more than that a first mail quotes nothing.
    """
    against = {reason for reason in found.reasons if not reason.endswith(_OF_SIGNATURES)}
    unquoted = against == {_NO_BORDER} and not found.quoted and not split.quoted
    return split.certainty if unquoted and (not alone or split.certainty == 1) else found.certainty


def remains(lines: Iterable[str]) -> list[str]:
    """What in the text that would be sent looks like one of our own mails or like a quote in any language."""
    kept = [line for line in lines if line.strip()]
    found: list[str] = []
    if any(html_doubt.of_a_notification(line[:2000]) for line in kept):
        found.append(Reason("a case's tag, a command card or a token address in the new text", "remains"))
    if html_doubt.opens_in_an_unknown_language(kept):
        found.append(Reason("the shape of an attribution or header block in the new text", "remains"))
    return found


def disagreements(split: Split, found: HtmlCut, lines: Sequence[str], ordered: Ordered, in_html: Ordered) -> list[str]:
    """Where text and HTML differ. An HTML that is unsure of itself may hold more than the text, but not less."""
    here, there = _words("\n".join(lines)), _words(split.visible)
    signed = _words(f"{split.signature}\n{_bare(found.signature)}")
    doubts: list[str] = []
    if _telling((there - here - signed) & _words(_bare(found.quoted))):
        doubts.append(Reason("the HTML calls quoted what the text does not", "disagree"))
    if _missing_much(there - here, there):
        doubts.append(Reason("the text says what the HTML does not", "disagree"))
    if found.certainty < _CERTAIN:
        return doubts
    if _telling((here - there - signed) & _words(split.quoted)):
        doubts.append(Reason("the text calls quoted what the HTML does not", "disagree"))
    if html_doubt.agreement([line for line in lines if line], split.visible) is None:
        doubts.append(Reason("the HTML says something else than the text", "disagree"))
    if _keys(ordered) != _keys(in_html):
        doubts.append(Reason("the HTML has other commands than the text", "disagree"))
    return doubts


def _keys(ordered: Ordered) -> list[tuple[str, str]]:
    return [
        *((one.word, html_doubt.key_of(one.value)) for one in ordered.commands),
        *(("", html_doubt.key_of(one.written)) for one in ordered.misspelt),
    ]


def _words(text: str) -> Counter[str]:
    return Counter(html_doubt.key_of(text).split())


def _telling(words: Counter[str]) -> bool:
    return any(len(word) >= _TELLING for word in words)


def _missing_much(missing: Counter[str], of: Counter[str]) -> bool:
    """More than a client loses on the way from one part to the other, such as bullets and the numbers of lists."""
    telling = sum(count for word, count in missing.items() if len(word) >= _TELLING)
    return telling > max(3, of.total() // 10)


def _bare(html: str) -> str:
    """The text of a piece of HTML, for its words."""
    from intake.html_page import lines_of, open_page

    return "\n".join(line.text for line in lines_of(open_page(html) or []))
