"""What a mail stands on: who may ask, what it costs, what solved it; nothing of it keeps a case from being opened."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from routing.desk import ContractRules, Plan, Without
from routing.entitlement import NotEntitled, Terms, Unknown, entitle
from routing.facts import Fact
from routing.quotas import Use, solved_on
from routing.standing import Asking, Charge, Drawn, Sender, Standing, stand

TODAY = date(2026, 11, 23)
RATE = ContractRules(without=Without.RATE, rates={"any": Decimal("1250.00")}, currency="NOK")
ANYBODY, NOTHING = Sender(), Drawn()
KNOWN, NOBODY = NotEntitled(("no contract",)), Unknown(("nobody",))


def under(plan: Plan, sender: Sender = ANYBODY, drawn: Drawn = NOTHING, topics: tuple[str, ...] = ()) -> Standing:
    rules = ContractRules(open_topics=("licence",))
    entitled = entitle("Peeters", [Terms(1, plan.name, (), date(2026, 1, 1), None)], [plan], "visi", TODAY)
    return stand(entitled, sender, drawn, rules, "visi", topics)


NAMED = Plan("gold", "Gold", who_asks=("responsible", "deputy"), trained=True)


@pytest.mark.parametrize(
    ("sender", "asking"),
    [
        pytest.param(Sender("responsible"), Asking.YES, id="the responsible"),
        pytest.param(Sender("user"), Asking.NOT_NAMED, id="another"),
        pytest.param(Sender(None), Asking.NOT_NAMED, id="who came by mail"),
        pytest.param(Sender(None, others=False), Asking.YES, id="where the records name nobody"),
        pytest.param(Sender("deputy", left=True), Asking.LEFT, id="who has left"),
        pytest.param(Sender("deputy", rank=3, room=3), Asking.SURPLUS, id="one more than the plan has room for"),
        pytest.param(Sender("deputy", rank=2, room=3), Asking.YES, id="the last that it has room for"),
    ],
)
def test_who_may_ask(sender: Sender, asking: Asking) -> None:
    """PRO-04, JOH-05, NTI-05, NET-03; always with a reason where it is not he."""
    found = under(NAMED, sender)
    assert found.asking is asking
    assert found.word == "entitled"
    assert asking is Asking.YES or any("sender" in reason for reason in found.reasons)


def test_some_topics_are_open_to_everybody() -> None:
    """NTI-06."""
    assert under(NAMED, Sender("user"), topics=("licence",)).asking is Asking.YES


def test_the_untrained_are_flagged_where_the_plan_asks_for_training() -> None:
    """PRO-04, NTI-05: of named contacts only; who is not named is flagged for that."""
    assert under(NAMED, Sender("responsible", ("worknc",))).trained is False
    assert under(NAMED, Sender("responsible", ("visi",))).trained is True
    assert under(NAMED, Sender(None)).trained is None
    assert under(Plan("free", "Free"), Sender("responsible")).trained is None


def test_what_the_next_minute_costs() -> None:
    """NTI-04, JOH-03, COR-04, each in its turn."""
    silver = Plan("silver", "Silver", included_minutes=30)
    assert under(Plan("free", "Free")).cost.charge is Charge.INCLUDED
    assert under(silver, drawn=Drawn(included_left=30)).cost.charge is Charge.INCLUDED
    assert under(silver, drawn=Drawn(included_left=0)).cost.charge is Charge.ASKS
    account = Plan("account", "Account", account_minutes=600)
    assert under(account, drawn=Drawn(included_left=0, account_left=45)).cost.charge is Charge.ACCOUNT
    assert under(account, drawn=Drawn(included_left=0)).cost.charge is Charge.ASKS
    billed = Plan("billed", "Billed", billed_kinds=("mail",), rates={"any": Decimal(95)}, currency="EUR")
    cost = under(billed, drawn=Drawn(included_left=0)).cost
    assert (cost.charge, cost.rate, cost.currency) == (Charge.BILLED, Decimal(95), "EUR")
    bronze = Plan("bronze", "Bronze", included_minutes=15, paid_beyond=False)
    assert under(bronze, drawn=Drawn(included_left=0)).cost.charge is Charge.OPEN


def test_who_has_no_contract_is_asked_only_where_the_desk_says_so() -> None:
    """JOH-04; and GEN-01: whoever is unknown is told no price."""
    asked = stand(KNOWN, Sender(), Drawn(included_left=0), RATE, None)
    assert (asked.word, asked.cost.charge, asked.cost.rate) == ("known", Charge.ASKS, Decimal("1250.00"))
    assert stand(KNOWN, Sender(), Drawn(included_left=0), ContractRules(), None).cost.charge is Charge.OPEN
    nobody = stand(NOBODY, Sender(), Drawn(included_left=0), RATE, None)
    assert (nobody.word, nobody.cost.charge, nobody.cost.rate) == ("unknown", Charge.OPEN, None)


def test_a_quota_that_is_used_up_is_said_and_blocks_nothing() -> None:
    """NET-04: past it the case is still opened, and flagged."""
    drawn = Drawn(uses=(Use("written", 20, 20), Use("phone", 3, 20)))
    found = under(Plan("standard", "Standard"), drawn=drawn)
    assert found.said()["over"] == ["written"]
    assert found.asking is Asking.YES
    assert "20 of 20 written cases of this year" in found.reasons


def facts(*words: tuple[str, dict[str, object]]) -> list[Fact]:
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    return [Fact(seq, kind, at + timedelta(minutes=seq), "wout", said) for seq, (kind, said) in enumerate(words, 1)]


ANSWER = ("answered", {"to": ["ann@customer.example"]})


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        pytest.param([ANSWER], "written", id="an answer"),
        pytest.param([ANSWER, ("phoned", {"reached": True})], "phone", id="then a call that reached him"),
        pytest.param([ANSWER, ("phoned", {"reached": False})], "written", id="then a call that did not"),
        pytest.param([ANSWER, ("timed", {"kind": "remote"})], "remote", id="then a remote session"),
        pytest.param([ANSWER, ("timed", {"kind": "mail"})], "written", id="time for a mail is no answer"),
        pytest.param([("asked", {"fields": ["phone"]})], None, id="a question back"),
        pytest.param([], None, id="nothing"),
    ],
)
def test_a_case_counts_on_the_channel_that_solved_it(words: list[tuple[str, dict]], channel: str | None) -> None:
    """NET-04: once, and only if one of ours did something."""
    assert solved_on(facts(*words)) == channel


def test_an_answer_that_came_back_solved_nothing() -> None:
    """Nor does what was undone."""
    bounce = ("bounced", {"of": 2, "staff": False, "recipient": "ann@customer.example"})
    assert solved_on(facts(("phoned", {"reached": True}), ANSWER, bounce)) == "phone"
