"""Who takes a case: the same facts give the same engineer, and the reasons say why."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.assign import Choice, choose
from routing.desk import Calendar, Engineer

DAY = ((time(8, 30), time(17, 0)),)
WEEK = Calendar(ZoneInfo("Europe/Brussels"), (DAY, DAY, DAY, DAY, DAY, (), ()))
NEVER = Calendar(ZoneInfo("Europe/Brussels"), ((), (), (), (), (), (), DAY))  # Sundays only
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def engineer(
    name: str, *products: str, languages: tuple[str, ...] = ("nl",), calendar: Calendar = WEEK, lead: bool = False
) -> Engineer:
    return Engineer(name, name.title(), (f"{name}@desk.example",), products, languages, calendar, lead)


def chosen(*team: Engineer, product: str | None = "visi", language: str | None = "nl", **more) -> Choice:
    return choose(team, product=product, language=language, load=more.pop("load", {}), now=MONDAY, **more)


def test_only_those_who_know_the_product_are_asked() -> None:
    """However free the others are."""
    choice = chosen(engineer("ann", "peps"), engineer("bob", "visi"), load={"bob": 50})
    assert choice.engineer == "bob"


def test_somebody_without_products_knows_them_all() -> None:
    """The desk file leaves them out for generalists."""
    assert chosen(engineer("ann", "peps"), engineer("bob")).engineer == "bob"


@pytest.mark.parametrize(
    ("team", "facts", "winner", "reason"),
    [
        pytest.param(
            [engineer("ann"), engineer("bob")], {"handled_before": "bob"}, "bob",
            "handled this customer's case before", id="knows the customer",
        ),
        pytest.param(
            [engineer("ann"), engineer("bob", languages=("de",))], {"language": "de"}, "bob", "speaks de",
            id="speaks the language",
        ),
        pytest.param(
            [engineer("ann", calendar=NEVER), engineer("bob")], {}, "bob", "is at work", id="is there",
        ),
        pytest.param(
            [engineer("ann"), engineer("bob")], {"load": {"ann": 3, "bob": 2}}, "bob", "has 2 open cases",
            id="has fewer cases",
        ),
        pytest.param([engineer("bob"), engineer("ann")], {}, "ann", "has 0 open cases", id="first by name"),
        pytest.param(
            [engineer("ann"), engineer("bob", languages=("de",))], {"handled_before": "ann", "language": "de"}, "ann",
            "handled this customer's case before", id="knowing the customer counts more than his language",
        ),
        pytest.param(
            [engineer("ann"), engineer("bob")], {"handled_before": "bob", "load": {"bob": 14}}, "ann",
            "has 0 open cases", id="nobody drowns in his old customers",
        ),
    ],
)  # fmt: skip
def test_what_counts(team: list[Engineer], facts: dict, winner: str, reason: str) -> None:
    """Each advantage decides where all else is equal, and is named."""
    choice = chosen(*team, **facts)
    assert choice.engineer == winner
    assert reason in choice.reasons


def test_the_reasons_end_with_the_count_of_all() -> None:
    """Whoever asks why not he finds himself there."""
    choice = chosen(engineer("ann"), engineer("bob", languages=("de",)), engineer("cid"), load={"cid": 1})
    assert choice.reasons[-1] == "ann 50 before cid 47, bob 20"


def test_at_night_those_who_come_in_tomorrow_are_nearer_than_those_on_leave() -> None:
    """Nobody is at work, so the next morning decides."""
    night = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)
    team = (engineer("ann", calendar=NEVER), engineer("bob"))
    choice = choose(team, product=None, language="nl", load={}, now=night)
    assert choice.engineer == "bob"
    assert "is next at work soon" in choice.reasons


def test_where_nobody_knows_the_product_the_lead_takes_it() -> None:
    """And it says so."""
    choice = chosen(engineer("ann", "peps"), engineer("bob", "peps", lead=True))
    assert choice == Choice("bob", ("nobody here knows visi", "bob leads the desk"))


def test_without_a_lead_the_first_engineer_takes_it() -> None:
    """Somebody always does."""
    choice = chosen(engineer("bob", "peps"), engineer("ann", "peps"))
    assert choice == Choice("ann", ("nobody here knows visi", "ann is the desk's first engineer"))


def test_a_desk_without_engineers_has_nobody() -> None:
    """Which is a value with a reason, not an error."""
    assert chosen().engineer is None
    assert "the desk has no engineer" in chosen().reasons


names = st.sampled_from(["ann", "bob", "cid", "dot", "eve", "fay"])
teams = st.lists(
    st.builds(
        lambda name, products, languages, calendar, lead: engineer(
            name, *products, languages=tuple(languages), calendar=calendar, lead=lead
        ),
        names,
        st.sets(st.sampled_from(["visi", "peps"])),
        st.sets(st.sampled_from(["nl", "de", "tr"]), min_size=1),
        st.sampled_from([WEEK, NEVER]),
        st.booleans(),
    ),
    unique_by=lambda one: one.name,
    max_size=6,
)


@given(
    teams,
    st.sampled_from([None, "visi", "peps", "radan"]),
    st.sampled_from([None, "nl", "de", "en"]),
    st.dictionaries(names, st.integers(0, 30)),
    st.none() | names,
    st.randoms(use_true_random=False),
)
def test_the_choice_depends_on_the_facts_alone(team, product, language, load, before, dice) -> None:
    """Not on the order of the desk file; whoever is chosen knows the product, if anybody does; reasons always."""

    def ask(members: list[Engineer]) -> Choice:
        return choose(members, product=product, language=language, load=load, now=MONDAY, handled_before=before)

    choice = ask(team)
    shuffled = list(team)
    dice.shuffle(shuffled)
    assert ask(shuffled) == choice
    assert choice.reasons
    assert (choice.engineer is None) == (not team)
    fitting = {one.name for one in team if product is None or not one.products or product in one.products}
    assert not fitting or choice.engineer in fitting


@given(teams.filter(bool), st.dictionaries(names, st.integers(0, 30)))
def test_one_more_case_never_makes_somebody_more_likely(team, load) -> None:
    """Giving the chosen one a case gives nobody else a reason to lose."""
    first = choose(team, product=None, language="nl", load=load, now=MONDAY).engineer
    assert first is not None
    loser = next((one.name for one in team if one.name != first), None)
    if loser is not None:
        heavier = {**load, loser: load.get(loser, 0) + 1}
        assert choose(team, product=None, language="nl", load=heavier, now=MONDAY).engineer == first
