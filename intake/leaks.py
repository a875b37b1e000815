"""The last look at an engineer's draft before it may go: nothing of what only he was sent stands in it.

The readers cut by the marks that clients set; here the draft is held against the very text of our own mail to him.
What the customer wrote stands in that mail, too, and in an answer between his lines: it is no leak, and our mails set
it between two drawn lines. The other way round, words in the quote that our mail does not hold were typed into it:
clients that mark no quote, and all of them within a table, leave no other trace of an answer between the lines, and
sending what stands above would lose it. Pure, linear in the texts. It does not cut: a draft that leaks, or that is not
all he wrote, is no longer certain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from itertools import pairwise

from intake.html_doubt import leak
from intake.html_text import to_text
from routing.reasons import Reason
from routing.submission import Draft

_RULE = re.compile(r"_{40,}")
_MOST = 200_000  # characters of a draft's HTML, and of what he quoted
_UNSAFE, _INCOMPLETE = 0.0, 0.5
_RUN = 5  # words in a row that are a piece of our mail, and no chance
_LINK = re.compile(r"(?:https?|mailto|cid):[^\s<>\[\]()\"]{1,2000}", re.IGNORECASE)  # gateways and clients rewrite them
_TOKEN = re.compile(r"(?:\+|%2B|\bcase:)([a-z2-7]{20,64})(?![a-z2-7])", re.IGNORECASE)  # of `routing.reference`
_WORD = re.compile("[^\\W_]+|[\u2600-\u27bf\U0001f300-\U0001faff]")  # a thumb up is an answer, too
_SHOWN = 8  # words of what he typed, in the question
_TOKEN_WITHIN = Reason("it holds the token of our mail to you", "holds_token")


def against(
    draft: Draft,
    notifications: Sequence[str],
    taken_off: Sequence[str] = (),
    *,
    around: Callable[[], Set[str]] = frozenset,
    secrets: Set[str] = frozenset(),
) -> Draft:
    """The draft, certain of nothing where a line of it, or five words in a row, stand in one of the notifications.

    `taken_off` is what of his mail is not new, the quote and what was taken for a signature: a draft is not all he
    wrote where words of his stand there between words of ours; words `around` the text of our mails (`words_of` their
    subject, sender and HTML; asked for only where they matter) are ours, too. `secrets` are the tokens that he was
    given, in small letters: wherever one stands, in a link or an address too, nothing goes.
    """
    lines = draft.text.split("\n")
    if draft.html:
        lines += to_text(draft.html, _MOST)[0].split("\n")
    written = f"{draft.text}\n{draft.html or ''}".lower()
    if any(secret in written for secret in secrets):
        return replace(draft, certainty=_UNSAFE, reasons=(*draft.reasons, _TOKEN_WITHIN))
    for text in notifications:
        found = leak(lines, customers_part(text), text)
        if found:
            shown = found.strip()[:80]
            why = Reason(f"it holds a line of our mail to you: {shown}", "holds_line", shown)
            return replace(draft, certainty=_UNSAFE, reasons=(*draft.reasons, why))
    if typed := next(filter(None, (typed_within(part, notifications, around) for part in taken_off)), ""):
        why = Reason(f"the quote holds words that were not in our mail to you: {typed}", "typed_within", typed)
        return replace(draft, certainty=min(draft.certainty, _INCOMPLETE), reasons=(*draft.reasons, why))
    return draft


def typed_within(quoted: str, notifications: Sequence[str], around: Callable[[], Set[str]] = frozenset) -> str:
    """Words in the middle of a quoted notification that it does not hold, the first few; "" if there are none.

    What stands before its first known piece is the client's header block, what stands after the last one a signature
    or the disclaimer of a gateway. A word is known wherever in the notification it stands, for clients lay tables out
    anew and break lines, but they invent no words.
    """
    words = words_of(quoted)
    sent = [words_of(text) for text in notifications]
    pieces = {run for text in sent for run in _runs(text)}
    places = [at for at, run in enumerate(_runs(words)) if run in pieces]
    if not places:
        return ""
    known = frozenset[str]().union(*sent)
    foreign = [
        word
        for word in words[places[0] : places[-1] + _RUN]
        if word not in known and (len(word) > 1 or not word.isalnum())
    ]
    if foreign:
        ours = around()
        foreign = [word for word in foreign if word not in ours]
    return " ".join(foreign[:_SHOWN])


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without links, which gateways and clients rewrite."""
    return _WORD.findall(without_links(text[:_MOST]).casefold())


def without_links(text: str) -> str:
    """The text without its links."""
    return _LINK.sub(" ", text)


def secrets_of(notification: str) -> set[str]:
    """What of a notification lets its bearer speak for the engineer, in small letters: addresses' tokens, markers."""
    return {found[1].lower() for found in _TOKEN.finditer(notification)}


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[n:] for n in range(_RUN)), strict=False))


def customers_part(text: str) -> str:
    """What of a notification the customer wrote: what stands between two drawn lines, first and last."""
    lines = text.split("\n")
    rules = [at for at, line in enumerate(lines) if _RULE.fullmatch(line.strip())]
    pairs = pairwise(rules)
    first = next(pairs, None)
    return "\n".join(lines[first[0] + 1 : first[1]]) if first else ""
