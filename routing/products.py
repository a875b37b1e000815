"""Which product a mail is about: its mailbox decides; where one mailbox serves all, the text does (PRO-01, NTI-01)."""

from __future__ import annotations

import re

from routing.desk import Desk


def product_of(desk: Desk, mailbox: str, subject: str, text: str) -> tuple[str | None, str]:
    """The product's name, or None if the mail does not tell, and the reason."""
    fixed = desk.mailbox(mailbox).product
    if fixed is not None:
        return fixed, f"the mailbox {mailbox} is for {fixed}"
    for where, said in (("subject", subject), ("text", text[:20_000])):
        found = [
            (match.start(), product.name, match.group())
            for product in desk.products
            if (match := _named(product.words or (product.title,), said))
        ]
        if found:
            _, name, word = min(found)
            return name, f"the {where} says {word!r}"
    return None, "the mail names no product"


def _named(words: tuple[str, ...], said: str) -> re.Match[str] | None:
    return re.search(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in words) + r")(?!\w)", said, re.IGNORECASE)
