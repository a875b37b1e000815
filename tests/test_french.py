"""What French typography asks of its catalogue, and what a quoted mail's first line must not have.

The catalogue as a whole is tried by `test_templates`; here is only what no other language has.
"""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from notifier.wording import template_root

QUOTED = "On %(day)s at %(time)s, %(name)s wrote:"  # read again by our own readers, which know it by its plain spaces


def phrases() -> dict[str, str]:
    """Every phrase, each plural form by itself, by its English."""
    with (template_root() / "locale" / "fr" / "LC_MESSAGES" / "intake.po").open("rb") as file:
        catalogue = read_po(file, locale="fr", abort_invalid=True)
    found = {}
    for message in catalogue:
        if message.id and isinstance(message.id, tuple):
            found.update(zip(message.id, message.string, strict=True))
        elif message.id:
            found[message.id] = message.string
    return found


PHRASES = phrases()


@pytest.mark.parametrize(("english", "french"), [(a, b) for a, b in PHRASES.items() if a != QUOTED])
def test_a_high_sign_never_begins_a_line(english, french):
    """A no-break space before `: ; ? ! »` and after `«`, and before the hour in “à 14:40”."""
    assert not re.search(r"[^\u00a0](?:[;?!»]|:(?=\s|$))", french), english
    assert not re.search(r"«[^\u00a0]", french), english
    assert not re.search(r"(?:à|de) (?:\*\*)?%\(time\)s", french), english


def test_the_line_above_a_quoted_mail_has_plain_spaces():
    """Mail programs write it so."""
    assert "\u00a0" not in PHRASES[QUOTED]


@pytest.mark.parametrize(("english", "french"), PHRASES.items())
def test_the_apostrophe_is_the_curved_one(english, french):
    """And quotation marks are guillemets."""
    assert not re.search(r"['\"“”]", french), english
