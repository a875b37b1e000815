"""Whether a mail says how a problem comes about (PRO-06, "reproduction"): steps, a trigger, or circumstances.

A labelled line is trusted first, then numbered steps, then a way through menus, then words such as "since", "when I",
"only with". Turkish puts them at the end of a word, so there they are looked for in Turkish only. Pure, bounded, never
raises.
"""

from __future__ import annotations

import re

from intake import words_of_circumstances as words
from intake.sentences import MOST
from routing.letters import plain, plain_pattern, said

_STEPS = plain_pattern(
    r"^[ \t>]{0,8}(?:\(?[1-9][.)]|stap \d|step \d|schritt \d|steg \d|adım \d|étape \d)[ \t]?\S", re.MULTILINE
)
_MENU = re.compile(words.MENU)
_MENU_SIGNS = (">", "→", "»")


def told(text: str, language: str | None) -> str | None:
    """What shows it ("circumstances: 'only with'"), or None; `language` is the mail's."""
    text = text[:MOST]
    looked_at = plain(text)
    if len(_STEPS.findall(looked_at)) >= 2:
        return "numbered steps"
    if menu := _menu(text):
        return f"way through menus: {menu!r}"
    flat = looked_at.replace("\n", " ")
    found = words.TRIGGER.search(flat) or words.SEQUENCE.search(flat)
    if found is None and language == "tr":
        found = words.TURKISH.search(flat)
    return f"circumstances: {said(text, found)!r}" if found else None


def _menu(text: str) -> str | None:
    if not any(sign in text for sign in _MENU_SIGNS):
        return None
    found = _MENU.search(text)
    return found[0] if found else None
