"""Which product a mail is about: its mailbox decides; where one mailbox serves all, the text does (PRO-01, NTI-01).

What the text says counts by how often it names each product, in the subject more than below; where two are named alike,
nobody guesses and the customer is asked. A mail in the wrong mailbox (GEN-19) stays with the mailbox's product: what
its text speaks for is a suggestion to the engineer. A word that is also the desk's own name counts only where nothing
else is named, for customers address the desk by it. Pure, linear in the text, never raises.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from routing.desk import Desk, Product
from routing.letters import plain

_SUBJECT, _TEXT = 500, 20_000  # characters that are looked at
_IN_SUBJECT = 3  # what being named in the subject counts, against once in the text
_MOST = 5  # of one product in the text: a log file repeats its program's name without end


@dataclass(frozen=True, slots=True)
class Spoken:
    """A mail's product; None where it does not tell, and then `between` are those that it names alike.

    `suggested` is another product that the text speaks for, where the mailbox has decided (GEN-19).
    """

    product: str | None
    reasons: tuple[str, ...]
    between: tuple[str, ...] = ()
    suggested: str | None = None


def product_of(desk: Desk, mailbox: str, subject: str, text: str) -> Spoken:
    """The product of a mail to `mailbox`, a name in the desk file; `text` is what its sender newly wrote."""
    fixed = desk.mailbox(mailbox).product
    named = _named(desk, subject, text)
    if fixed is None:
        return _read(named)
    why = f"the mailbox {mailbox} is for {fixed}"
    best = _read(named)
    if fixed in named or best.product is None:
        return Spoken(fixed, (why,))
    return Spoken(fixed, (why, f"{best.reasons[0]}, so it may be about {best.product}"), suggested=best.product)


def _read(named: Mapping[str, tuple[int, str]]) -> Spoken:
    """Who is named most; of several alike nobody."""
    if not named:
        return Spoken(None, ("the mail names no product",))
    most = max(weight for weight, _ in named.values())
    best = sorted(name for name, (weight, _) in named.items() if weight == most)
    if len(best) > 1:
        return Spoken(None, (f"the mail names {' and '.join(best)} alike",), tuple(best))
    others = sorted(named.keys() - {best[0]})
    less = f", more than {' and '.join(others)}" if others else ""
    return Spoken(best[0], (f"the mail says {named[best[0]][1]!r}{less}",))


def _named(desk: Desk, subject: str, text: str) -> Mapping[str, tuple[int, str]]:
    """What each product is named by, and what that counts; products that are not named are left out."""
    vocabulary = _vocabulary(desk.products, (desk.name, desk.title, desk.tag))
    if vocabulary is None:
        return {}
    strong: dict[str, tuple[int, str]] = {}
    weak: dict[str, tuple[int, str]] = {}
    for said, count in ((subject[:_SUBJECT], _IN_SUBJECT), (text[:_TEXT], 1)):
        found: Counter[str] = Counter()
        for match in vocabulary.pattern.finditer(plain(said)):
            word = match[0]
            ranks = weak if word in vocabulary.own else strong
            for product in vocabulary.products[word]:
                found[product] += 1
                weight, first = ranks.get(product, (0, said[match.start() : match.end()]))
                ranks[product] = weight + count * (found[product] <= (_MOST if count == 1 else 1)), first
    return strong or weak


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words that name products; `own` of them name the desk as well."""

    pattern: re.Pattern[str]
    products: Mapping[str, tuple[str, ...]]  # word -> names
    own: frozenset[str]


@lru_cache(maxsize=64)
def _vocabulary(products: tuple[Product, ...], names: tuple[str, ...]) -> _Vocabulary | None:
    by_word: dict[str, tuple[str, ...]] = {}
    for product in products:
        for word in dict.fromkeys(plain(word.strip()) for word in (*product.words, product.title)):
            if word:
                by_word[word] = (*by_word.get(word, ()), product.name)
    if not by_word:
        return None
    longest_first = sorted(by_word, key=lambda word: (-len(word), word))  # "VISI Flow" is no VISI
    told = "|".join(map(re.escape, longest_first))
    own = frozenset(plain(name) for name in names)
    return _Vocabulary(re.compile(rf"(?<!\w)(?:{told})(?!\w)"), by_word, own & by_word.keys())
