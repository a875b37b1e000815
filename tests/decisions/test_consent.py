"""GEN-05, JOH-04: what is a yes to paid work, and what is none, in six languages."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.consent import Consent, read_consent

PLAIN = [
    "Yes",
    "Yes, please go ahead.\n\nKind regards\nAnn",
    "Dear Wout,\n\nwe agree to the hourly rate.\n\nThe second axis shows error 12.",
    "Thank you for the quick reply. Yes, please start.",
    "OK",
    "Ja, akkoord.",
    "Beste Wout,\n\nWij gaan akkoord met het uurtarief.",
    "Ja bitte.\n\nViele Grüße",
    "Einverstanden. Vielen Dank!",
    "Hei Torunn,\n\nja takk, sett i gang.\n\nMvh\nKari",
    "Det er greit.",
    "Evet, onaylıyorum. Teşekkürler",
    "Oui, d’accord, vous pouvez commencer.",
    "Nous acceptons le tarif horaire.",
]
QUALIFIED = [
    "Yes, but not more than two hours.",
    "Yes, if it takes less than an hour.",
    "OK. How much will it cost?",
    "Yes, for 2 hours",
    "Ja, maar eerst graag een schatting.",
    "Ja, aber nur bis 500 Euro.",
    "Ja. Höchstens eine Stunde.",
    "Ja, men høyst en time.",
    "Ja, hvis det tar under en time.",
    "Evet, ama önce fiyatı bildirin.",
    "Oui, mais seulement une heure.",
    "Ja, das Problem besteht weiterhin.",
    "The machine stands still again. Yes, start.",
]
NO = ["No, thank you.", "Nee, bedankt.", "Nein danke.", "Nei takk, vi venter.", "Hayır.", "Non merci."]
SILENT = [
    "The machine shows error 12.",
    "1. Ja\n2. Windows 11",
    "",
    "Kan du ringe meg på 22 33 44 55?",
    "Yesterday it worked.",
]


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_yes_is_one(text: str) -> None:
    """With courtesy, a salutation or a report beside it."""
    assert read_consent(text) is Consent.YES


@pytest.mark.parametrize("text", QUALIFIED)
def test_yes_but_is_no_yes(text: str) -> None:
    """A condition, a bound, a question of the price, or a yes to something else: a person reads it."""
    assert read_consent(text) is Consent.QUALIFIED


@pytest.mark.parametrize(("texts", "consent"), [(NO, Consent.NO), (SILENT, Consent.SILENT)])
def test_what_says_no_or_nothing(texts: list[str], consent: Consent) -> None:
    """An answer to another of our questions is not one to this."""
    assert {text: read_consent(text) for text in texts} == dict.fromkeys(texts, consent)


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever somebody writes."""
    assert read_consent(text) in Consent


@pytest.mark.parametrize("piece", ["ja ", "ja.\n", "\u0301", "ja, men ", "a"])
def test_a_pathological_text_is_read_at_once(piece: str) -> None:
    """A megabyte of it."""
    text = piece * (1_000_000 // len(piece))
    begun = time.perf_counter()
    assert read_consent(text) is not Consent.YES
    assert time.perf_counter() - begun < 0.5
