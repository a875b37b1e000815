"""intake/leaks.py: a draft held against the very mail that it answers."""

from __future__ import annotations

import time

import pytest

from intake.leaks import against, typed_within
from routing.submission import Draft

RULE = "_" * 72
NOTICE = f"""Dossier 10001

Organisatie  Peeters en zonen
Contract     Eerste jaar na aankoop

{RULE}
Dear all, VISI stops with error 0x800 when I export.

Does it help to reinstall?

Ann
{RULE}

Opdrachten staan bovenaan uw antwoord, een per regel
case:abc
"""
LEAD = "Von: Desk <desk@desk.example>\nGesendet: 23.11.2026 10:12\nBetreff: Export\n\n"


def draft(text: str) -> Draft:
    return Draft(text=text, certainty=1.0)


@pytest.mark.parametrize(
    "words", ["Contract Eerste jaar na aankoop", "It says: Opdrachten staan bovenaan uw antwoord, right?"]
)
def test_what_only_he_was_sent_makes_a_draft_unsafe(words: str) -> None:
    """A line of the notification, or five words of it in a row."""
    assert against(draft(f"Hello Ann,\n{words}"), [NOTICE]).certainty == 0.0


def test_the_customers_own_words_are_no_leak() -> None:
    """He may repeat what she asked."""
    assert against(draft("Does it help to reinstall?\nIt does."), [NOTICE]).certainty == 1.0


@pytest.mark.parametrize("said", ["Yes, that will do.", "Nein", "Evet, oluyor"])
def test_words_typed_into_an_unmarked_quote_are_found(said: str) -> None:
    """What stands between two pieces of the notification and is not in it is his: sending the rest would lose it."""
    quoted = LEAD + NOTICE.replace("reinstall?\n", f"reinstall?\n{said}\n")
    found = against(draft("Hello Ann,"), [NOTICE], (quoted,))
    assert found.certainty == 0.5
    assert said.split(maxsplit=1)[0].strip(",").casefold() in found.reasons[-1]


@pytest.mark.parametrize(
    "quoted",
    [
        "",
        LEAD,
        LEAD + NOTICE,
        LEAD + NOTICE.replace(" ", "\n> "),
        LEAD + NOTICE.replace("case:abc", "see <https://safe.example/?u=4711> case:abc"),
        LEAD + NOTICE + "\nThis message is confidential and meant for its recipient only.",
        "On Monday Ann wrote:\n> something quite different that we never sent",
    ],
    ids=["none", "a header block only", "as it was", "broken lines", "a rewritten link", "a disclaimer", "not ours"],
)
def test_what_clients_and_gateways_do_to_a_quote_is_not_his(quoted: str) -> None:
    """Header blocks above it, disclaimers below it, new line breaks and links."""
    assert typed_within(quoted, [NOTICE]) == ""
    assert against(draft("Hello Ann,"), [NOTICE], (quoted,)).certainty == 1.0


@pytest.mark.parametrize("text", ["a " * 500_000, "https://" * 125_000, "a" * 1_000_000, "_" * 1_000_000])
def test_a_megabyte_costs_little(text: str) -> None:
    """Time grows with the texts."""
    began = time.process_time()
    typed_within(text, [text])
    assert time.process_time() - began < 1.0


def test_what_stands_around_our_text_was_not_typed_by_him() -> None:
    """The letterhead of our HTML and the client's header block are no answer between the lines."""
    sent = "Case 10001\n==========\n\nVISI crashes when I save as STEP.\n\nSince the update it does so every time.\n"
    quote = f"From: Acme\nSubject: VISI crashes when I save as STEP\n\nAcme\n\n{sent}"
    draft = Draft("Please install the update.", certainty=1.0)
    assert against(draft, [sent], [quote]).certainty < 0.9
    assert against(draft, [sent], [quote], around=lambda: {"acme", "subject", "from"}).certainty == 1.0
