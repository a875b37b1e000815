"""What a mail is about besides the program: an invoice, an order, a renewal, a cancellation, a contract, a lost dongle.

These are for the office or for a person's judgement (GEN-13, NTI-06, PRO-15); the case details are `casefile`'s. A mail
that reports a defect or a standstill is about that, whatever it says of invoices. By phrase tables, in the new text
only. Pure, bounded, never raises.
"""

from __future__ import annotations

from itertools import islice

from intake import words_of_business as words
from intake.sentences import sentences
from routing.letters import either, plain
from routing.submission import Category

MATTERS = ("invoice", "order", "renewal", "cancellation", "contract", "loss")
_LOOKED_AT = 20_000
_SENTENCES = 40
_SURE = 0.8
_ANY_BUSINESS = either(*words.BUSINESS.values())  # most mails are about the program alone


def matters(subject: str, text: str, *, category: Category, confidence: float, critical: bool) -> tuple[str, ...]:
    """Which of MATTERS a new mail is about; a cancellation is no renewal, and business no question of contracts."""
    whole = plain(f"{subject}\n{text}"[:_LOOKED_AT].replace("\n", " "))
    lost = ("loss",) if words.LOSS.search(whole) else ()
    if critical or (category is Category.BUG and confidence >= _SURE):
        return lost
    speaks = _ANY_BUSINESS(whole)
    found = [name for name, phrases in words.BUSINESS.items() if speaks and phrases.search(whole)]
    if "cancellation" in found:
        found = [name for name in found if name != "renewal"]
    asked = ("contract",) if not found and _asks_about_contract(subject, text) else ()
    return (*found, *asked, *lost)


def _asks_about_contract(subject: str, text: str) -> bool:
    """Whether the subject names a contract, or a sentence that asks for something."""
    if words.CONTRACT.search(plain(subject[:300])):
        return True
    for sentence in islice(sentences(text[:_LOOKED_AT]), _SENTENCES):
        flat = plain(sentence)
        if words.CONTRACT.search(flat) and ("?" in sentence or words.ASKS.search(flat)):
            return True
    return False
