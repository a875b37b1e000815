"""GEN-01: what contract and plan say about a mail. Nothing here ever blocks a case."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product, starmap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.desk import Plan
from routing.entitlement import Entitled, NotEntitled, Terms, Unknown, entitle
from routing.submission import Category, Severity
from routing.targets import Agreements, Matter
from tests.decisions.case_history import MONDAY, OFFICE

GOLD, SILVER = Plan("gold", "Gold", 240, 1), Plan("silver", "Silver", 480, 5)
PLANS = (SILVER, GOLD)
TODAY = date(2026, 11, 23)


def terms(
    number: int = 1, plan: str = "silver", *products: str, starts: date = date(2026, 1, 1), ends: date | None = None
) -> Terms:
    return Terms(number, plan, products, starts, ends)


def test_somebody_of_no_organisation_is_unknown() -> None:
    """Contracts cannot help him; the case is opened all the same."""
    assert isinstance(entitle(None, [terms()], PLANS, "visi", TODAY), Unknown)


def test_a_running_contract_entitles_and_says_so() -> None:
    """Plan, contract and reason come back."""
    answer = entitle("Peeters", [terms(7, "gold", ends=date(2027, 1, 31))], PLANS, "visi", TODAY)
    assert answer == Entitled(GOLD, 7, ("Peeters: Gold until 2027-01-31",))


@pytest.mark.parametrize(
    ("contract", "covered"),
    [
        pytest.param(terms(starts=TODAY), True, id="starts today"),
        pytest.param(terms(starts=TODAY + timedelta(days=1)), False, id="starts tomorrow"),
        pytest.param(terms(ends=TODAY), True, id="ends today"),
        pytest.param(terms(ends=TODAY - timedelta(days=1)), False, id="ended yesterday"),
        pytest.param(terms(), True, id="no end agreed"),
        pytest.param(terms(1, "silver", "visi", "peps"), True, id="names the product"),
        pytest.param(terms(1, "silver", "peps"), False, id="names another product"),
        pytest.param(terms(1, "bronze"), False, id="a plan that left the desk file"),
    ],
)
def test_when_a_contract_covers(contract: Terms, covered: bool) -> None:
    """Both days count; no products means all."""
    answer = entitle("Peeters", [contract], PLANS, "visi", TODAY)
    assert isinstance(answer, Entitled) is covered
    if not covered:
        assert answer == NotEntitled(("Peeters has no running contract for visi",))


def test_a_mail_that_names_no_product_is_covered_by_a_contract_for_all() -> None:
    """But not by one for some."""
    assert isinstance(entitle("Peeters", [terms()], PLANS, None, TODAY), Entitled)
    assert isinstance(entitle("Peeters", [terms(1, "gold", "visi")], PLANS, None, TODAY), NotEntitled)


def test_the_best_of_several_plans_wins() -> None:
    """Priority 1 is served first; of equals the older contract."""
    several = [terms(3, "silver"), terms(2, "gold"), terms(1, "silver"), terms(4, "gold")]
    answer = entitle("Peeters", several, PLANS, "visi", TODAY)
    assert isinstance(answer, Entitled)
    assert (answer.plan, answer.contract_id) == (GOLD, 2)


contracts = st.lists(
    st.builds(
        Terms,
        contract_id=st.integers(1, 9),
        plan=st.sampled_from(["gold", "silver", "gone"]),
        products=st.lists(st.sampled_from(["visi", "peps"]), max_size=2).map(tuple),
        starts_on=st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3)),
        ends_on=st.none() | st.dates(TODAY - timedelta(days=3), TODAY + timedelta(days=3)),
    ),
    unique_by=lambda one: one.contract_id,
    max_size=6,
)


@given(contracts, st.sampled_from(["visi", "peps", None]), st.randoms(use_true_random=False))
def test_the_order_of_contracts_does_not_matter_and_more_never_harm(several, product, dice) -> None:
    """Shuffled, the same answer; with one more contract never a worse plan."""
    answer = entitle("Peeters", several, PLANS, product, TODAY)
    shuffled = list(several)
    dice.shuffle(shuffled)
    assert entitle("Peeters", shuffled, PLANS, product, TODAY) == answer
    richer = entitle("Peeters", [*several, terms(10, "silver")], PLANS, product, TODAY)
    assert isinstance(richer, Entitled)
    if isinstance(answer, Entitled):
        assert richer.plan.priority <= answer.plan.priority
        assert any(one.contract_id == answer.contract_id and one.plan == answer.plan.name for one in several)
    assert answer.reasons


def test_what_an_agreement_was_asked_before_changes_no_answer() -> None:
    """About many days and matters, to and fro, as one that is new."""
    contracts = [terms(1, ends=TODAY), terms(2, "gold", "visi", starts=TODAY - timedelta(days=9))]
    asked_often = Agreements("Peeters", contracts, PLANS, OFFICE)
    matters = list(starmap(Matter, product(Category, Severity, ("visi", "peps"))))
    moments = [MONDAY + timedelta(days=days) for days in range(-12, 5, 3)]
    for matter, begun, until in [*product(matters, moments, moments), *product(matters, moments[::-1], moments)]:
        if begun <= until:
            new = Agreements("Peeters", contracts, PLANS, OFFICE)
            assert asked_often.during(matter, begun, until) == new.during(matter, begun, until)
