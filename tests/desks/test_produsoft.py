"""The rules of Produsoft: mailboxes by product, office hours, maintenance, case details, follow-ups."""

from __future__ import annotations

from tests.desks.story import Day

SAMPLE = "produsoft"
BUG = "VISI stops with an error when I export a drawing."


def test_pro_06_missing_details_are_asked_for(day: Day) -> None:
    """Once, numbered, without what the records know; answers below the numbers are merged into the case."""
    ann = day.customer("Peeters", "ann@peeters.example", plan="maintenance", contact_language="en")
    receipt = ann.writes(BUG)
    assert receipt.asked == [
        "phone number",
        "how it can be reproduced, step by step",
        "operating system with version",
        "what was changed recently",
    ]
    ann.answers(receipt, "1. 03 123 45 67\n3. Windows 11 23H2", quotes=False)
    assert len(ann.inbox) == 1
    assert "+3231234567" in day.owner.latest
