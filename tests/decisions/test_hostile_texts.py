"""A megabyte of one thing costs no reader much more than a megabyte of a letter does: what reads in its square fails.

Every text as a plain body, and the mails built oddly, in `make test`; also as HTML and in the headers with TORTURE=1.
"""

from __future__ import annotations

import json
import os
import time

import pytest

from intake.hints import DeskHints
from intake.inspection import shown
from intake.limits import Limits
from intake.read import read
from tests import hostile

FULL = bool(os.environ.get("TORTURE"))
MORE = 4  # times the cost of a letter as long; what reads in the square of its text costs hundreds of times as much
LETTER = (
    "Good morning,\n\nsince the update of Monday our press brake does not start in VISI 2024.1.\nCould you look?\n\n"
)
CASES = {name: mail for name, mail in hostile.cases().items() if FULL or name.startswith(("plain", "built"))}
HINTS = DeskHints(tag="Acme", country="BE", products=("VISI", "WorkNC"), own_addresses=("desk@acme.example",))
FORWARD = (
    b"From: Ann <ann@customer.example>\nSubject: Fwd: VISI\n\nHelp?\n\n---------- Forwarded message ---------\n"
    b"From: Bob <bob@customer.example>\nDate: Mon, 2 Nov 2026 at 10:00\nSubject: VISI\nTo: Ann\n\nIt does not start.\n"
)
pytestmark = [pytest.mark.torture] if FULL else []


@pytest.fixture(scope="module")
def letter() -> float:
    """CPU seconds that a megabyte of ordinary lines costs here, the tables that a first mail waits for being loaded."""
    read(FORWARD, Limits(), HINTS)
    raw = hostile.written("plain", LETTER)
    return min(cost(raw) for _ in range(3))


@pytest.mark.parametrize("name", CASES)
def test_a_megabyte_of_one_thing_costs_no_more_than_a_few_letters_as_long(name: str, letter: float) -> None:
    """It is read and can be shown; a neighbour's noise has a second chance."""
    raw = CASES[name]()
    seconds = cost(raw)
    if seconds > MORE * letter:
        seconds = min(seconds, cost(raw))
    assert seconds <= MORE * letter


def cost(raw: bytes) -> float:
    """CPU seconds of one reading."""
    start = time.process_time()
    reading = read(raw, Limits(), HINTS)
    seconds = time.process_time() - start
    json.dumps(shown(reading, "mail"), ensure_ascii=False).encode()
    return seconds
