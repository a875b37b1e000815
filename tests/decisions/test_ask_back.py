"""What a new case is asked (PRO-06, GEN-07), and what stands against what when it is answered."""

from __future__ import annotations

import pytest

from routing.ask_back import lacking
from routing.completing import complete
from routing.submission import Category, Details, Stated

BUG = ("phone", "description", "reproduction", "operating_system", "recent_changes")


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ({"category": Category.SUGGESTION}, ()),
        ({"category": Category.SUGGESTION, "unknown": True}, ()),
        ({"category": Category.BUG}, BUG),
        ({"category": Category.BUG, "known": {"company", "reproduction", "phone"}}, (BUG[1], *BUG[3:])),
        ({"category": Category.BUG, "critical": True}, ("phone",)),
        ({"category": Category.BUG, "critical": True, "unknown": True, "known": ()}, ("phone",)),
        ({"category": Category.SUPPORT}, ("phone", "description")),
        ({"category": Category.SUPPORT, "confidence": 0.4}, BUG[:4]),
        ({"category": Category.SUPPORT, "topics": ("licence",)}, ("licence_number", "licence_cause")),
        ({"category": Category.BUG, "topics": ("reinstall",), "known": {"licence_cause"}}, ("licence_number",)),
        ({"category": Category.SUPPORT, "unknown": True, "known": ()}, ("company", "licence_number", *BUG[:2])),
        ({"category": Category.SUPPORT, "product_unknown": True}, ("product", "phone", "description")),
        ({"category": Category.BUG, "product_unknown": True, "critical": True}, ("phone",)),
        ({"category": Category.SUGGESTION, "product_unknown": True}, ()),
    ],
)  # fmt: skip
def test_gen_07_a_table_of_cases(more: dict, asked: tuple[str, ...]) -> None:
    """Each sort of case its own questions, never what is known; a reason wherever something is asked."""
    case = {"confidence": 0.9, "critical": False, "topics": (), "unknown": False, "known": {"company"}, **more}
    found = lacking(**case)
    assert found.fields == asked
    assert bool(found.reasons) == bool(asked)


def test_a_statement_replaces_and_a_guess_fills() -> None:
    """What may stand in an old quote fills gaps, too, and no more."""
    stated = (Stated("phone", "+3232222222", "answer 1"), Stated("company", "Old", "quote", fresh=False))
    told = Details(company="Guess", operating_system="Windows 11", phone="+3239999999", contact_name="Bob")
    found = complete({"phone": "+3231111111", "company": "Peeters"}, ["operating_system"], stated, told)
    assert found.details == {"phone": "+3232222222", "company": "Peeters", "operating_system": "Windows 11"}
    assert found.missing == []
    assert [one["field"] for one in found.merged] == ["phone", "operating_system"]
    assert found.reasons == ("phone: +3232222222 (answer 1)", "operating_system: Windows 11 (read in his message)")


def test_not_knowing_settles_a_question_and_erases_nothing() -> None:
    """The detail that was known stays."""
    stated = (Stated("phone", None, "answer 1"), Stated("operating_system", None, "answer 2"))
    found = complete({"phone": "+3231111111"}, ["operating_system"], stated, Details())
    assert (found.details, found.missing) == ({"phone": "+3231111111"}, [])
    assert found.merged == ({"field": "operating_system", "value": None, "where": "answer 2"},)


def test_the_same_again_is_no_news() -> None:
    """Nothing is merged that was there."""
    found = complete({"phone": "+3231111111"}, [], (Stated("phone", "+3231111111", "answer 1"),), Details())
    assert found.merged == ()
