"""Who takes a case: the same facts give the same engineer, and the reasons say why."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.assign import Choice, Ties, choose
from routing.desk import Calendar, Engineer, Leave

DAY = ((time(8, 30), time(17, 0)),)
WEEK = Calendar(ZoneInfo("Europe/Brussels"), (DAY, DAY, DAY, DAY, DAY, (), ()))
NEVER = Calendar(ZoneInfo("Europe/Brussels"), ((), (), (), (), (), (), DAY))  # Sundays only
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


HOLIDAY = (Leave(date(2026, 11, 20), date(2026, 11, 27)),)


def engineer(
    name: str,
    *products: str,
    languages: tuple[str, ...] = ("nl",),
    calendar: Calendar = WEEK,
    lead: bool = False,
    away: tuple[Leave, ...] = (),
    substitute: str | None = None,
) -> Engineer:
    address = f"{name}@desk.example"
    return Engineer(
        name, name.title(), (address,), products, languages, calendar, lead, away=away, substitute=substitute
    )


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
            [engineer("ann"), engineer("bob")], {"ties": Ties(contact="bob")}, "bob",
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
            [engineer("ann"), engineer("bob")], {"ties": Ties(contact="ann", related="bob")}, "bob",
            "has the related case", id="the case that the mail names counts more than the last one",
        ),
        pytest.param(
            [engineer("ann"), engineer("bob")], {"ties": Ties(organisation="bob")}, "bob",
            "handled a case of his organisation before", id="knows his colleagues",
        ),
        pytest.param(
            [engineer("ann"), engineer("bob")], {"ties": Ties(organisation="bob", contact="ann")}, "ann",
            "handled this customer's case before", id="himself more than his colleagues",
        ),
        pytest.param(
            [engineer("ann", "visi"), engineer("bob", "peps", calendar=NEVER)],
            {"ties": Ties(dedicated="bob", contact="ann"), "load": {"bob": 40}}, "bob",
            "is dedicated to this customer", id="NTI-07: nothing outweighs the contract, not even the product",
        ),
        pytest.param(
            [engineer("ann"), engineer("bob")], {"ties": Ties(dedicated="zoe")}, "ann", "has 0 open cases",
            id="who is not of the desk counts for nothing",
        ),
        pytest.param(
            [engineer("ann"), engineer("bob", "visi", calendar=NEVER)], {"bridged": True, "load": {"bob": 9}}, "bob",
            "is reached for first: a colleague bridges if need be", id="COR-08: the specialist, there or not",
        ),
        pytest.param(
            [engineer("ann", away=HOLIDAY), engineer("bob", calendar=NEVER)], {}, "bob", "has 0 open cases",
            id="somebody on leave is not asked",
        ),
        pytest.param(
            [engineer("ann"), engineer("bob", languages=("de",))],
            {"ties": Ties(contact="ann"), "language": "de"},
            "ann",
            "handled this customer's case before",
            id="knowing the customer counts more than his language",
        ),
        pytest.param(
            [engineer("ann"), engineer("bob")], {"ties": Ties(contact="bob"), "load": {"bob": 14}}, "ann",
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
    assert choice.engineer == "bob"
    assert choice.reasons[:2] == ("nobody here knows visi", "a lead takes it")


def test_without_a_lead_any_engineer_takes_it() -> None:
    """Somebody always does; of several the one with the fewest cases."""
    choice = chosen(engineer("bob", "peps"), engineer("ann", "peps"), load={"ann": 1})
    assert choice.engineer == "bob"
    assert choice.reasons[0] == "nobody here knows visi"


def test_nti_07_who_stands_in_takes_over_the_claim() -> None:
    """Dedicated, or named for the product: his substitute comes before colleagues who know it as well."""
    team = (engineer("ann", "visi", away=HOLIDAY, substitute="eve"), engineer("bob", "visi"), engineer("eve", "peps"))
    choice = chosen(*team, ties=Ties(dedicated="ann", contact="bob"))
    assert choice.engineer == "eve"
    assert "stands in for ann, who is away until 2026-11-27" in choice.reasons
    assert "is dedicated to this customer" in choice.reasons
    assert chosen(*team, ties=Ties(contact="bob")).engineer == "bob"


def test_a_dedicated_engineer_whom_nobody_replaces_leaves_the_case_to_the_others() -> None:
    """And the reasons say so."""
    choice = chosen(engineer("ann", away=HOLIDAY), engineer("bob"), ties=Ties(dedicated="ann"))
    assert choice.engineer == "bob"
    assert choice.reasons[0] == "ann, dedicated to this customer, is away until 2026-11-27; nobody stands in"


def test_where_all_who_know_it_are_away_a_lead_takes_it() -> None:
    """Who is there goes before who knows it and comes back next week."""
    choice = chosen(engineer("ann", "visi", away=HOLIDAY), engineer("bob", "peps", lead=True), engineer("cid", "peps"))
    assert choice.engineer == "bob"
    assert choice.reasons[:2] == ("everybody who knows visi is away", "a lead takes it")


def test_where_everybody_is_away_who_is_back_first_takes_it() -> None:
    """A case always has somebody."""
    sooner = (Leave(date(2026, 11, 20), date(2026, 11, 24)),)
    assert chosen(engineer("ann", away=HOLIDAY), engineer("bob", away=sooner)).engineer == "bob"


def test_the_table_has_everybody_and_says_why_some_were_not_asked() -> None:
    """The best first, then those who were not asked."""
    team = (engineer("cid"), engineer("bob", away=HOLIDAY), engineer("ann", "peps"), engineer("dot"))
    table = chosen(*team, load={"cid": 1.25}).table
    assert [(row.engineer, row.points) for row in table] == [("dot", 50), ("cid", 46), ("ann", None), ("bob", None)]
    assert table[1].reasons[-1] == "has 1.25 open cases"
    assert [row.reasons for row in table[2:]] == [("does not know visi",), ("is away until 2026-11-27",)]


def test_a_desk_without_engineers_has_nobody() -> None:
    """Which is a value with a reason, not an error."""
    assert chosen().engineer is None
    assert "the desk has no engineer" in chosen().reasons


names = st.sampled_from(["ann", "bob", "cid", "dot", "eve", "fay"])
teams = st.lists(
    st.builds(
        lambda name, products, languages, calendar, lead, away, substitute: engineer(
            name, *products, languages=tuple(languages), calendar=calendar, lead=lead, away=away, substitute=substitute
        ),
        names,
        st.sets(st.sampled_from(["visi", "peps"])),
        st.sets(st.sampled_from(["nl", "de", "tr"]), min_size=1),
        st.sampled_from([WEEK, NEVER]),
        st.booleans(),
        st.sampled_from([(), (), HOLIDAY]),
        st.none() | names,
    ),
    unique_by=lambda one: one.name,
    max_size=6,
)


@given(
    teams,
    st.sampled_from([None, "visi", "peps", "radan"]),
    st.sampled_from([None, "nl", "de", "en"]),
    st.dictionaries(names, st.integers(0, 30)),
    st.builds(Ties, *[st.none() | names] * 4),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_the_choice_depends_on_the_facts_alone(team, product, language, load, ties, bridged, dice) -> None:
    """Not on the order of the desk file; never nobody, and nobody on leave while somebody is there; reasons always."""

    def ask(members: list[Engineer]) -> Choice:
        return choose(members, product=product, language=language, load=load, now=MONDAY, ties=ties, bridged=bridged)

    choice = ask(team)
    shuffled = list(team)
    dice.shuffle(shuffled)
    assert ask(shuffled) == choice
    assert choice.reasons
    assert (choice.engineer is None) == (not team)
    assert sorted(row.engineer for row in choice.table) == sorted(one.name for one in team)
    here = {one.name for one in team if not one.away}
    assert not here or choice.engineer in here
    fitting = {one.name for one in team if product is None or not one.products or product in one.products}
    stand_ins = {one.substitute for one in team if one.away}
    assert not fitting & here or choice.engineer in {*fitting, *stand_ins, ties.dedicated}


@given(teams.filter(bool), st.dictionaries(names, st.integers(0, 30)))
def test_one_more_case_never_makes_somebody_more_likely(team, load) -> None:
    """Giving the chosen one a case gives nobody else a reason to lose."""
    first = choose(team, product=None, language="nl", load=load, now=MONDAY).engineer
    assert first is not None
    loser = next((one.name for one in team if one.name != first), None)
    if loser is not None:
        heavier = {**load, loser: load.get(loser, 0) + 1}
        assert choose(team, product=None, language="nl", load=heavier, now=MONDAY).engineer == first
