"""GEN-04, NTI-04, JOH-03, COR-05: what becomes of every minute, counted by hand and by whatever hypothesis finds."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.agreement import Agreement
from routing.ledger import Entry, Pot, Yes, draw_up, rounded

DAY = date(2026, 11, 23)
RATES = {"any": Decimal("95.00"), "training": Decimal("120.00"), "critical": Decimal("150.00")}


def entry(number: int, minutes: int, *, case: int = 1, day: date = DAY, kind: str = "mail") -> Entry:
    return Entry(number, case, day, kind, minutes)


@pytest.mark.parametrize(
    ("minutes", "step", "least", "comes_to"),
    [(1, 15, 0, 15), (15, 15, 0, 15), (16, 15, 0, 30), (7, 1, 0, 7), (7, 15, 30, 30), (40, 15, 30, 45), (0, 15, 15, 0)],
)
def test_time_is_rounded_up_to_the_step_and_to_the_least(minutes: int, step: int, least: int, comes_to: int) -> None:
    """Nothing stays nothing."""
    assert rounded(minutes, step, least) == comes_to


def test_a_day_of_a_case_and_kind_is_rounded_once() -> None:
    """GEN-04: three mails of five minutes are a quarter of an hour, not three; another day or kind begins anew."""
    agreement = Agreement(account_minutes=600, included_minutes=0, step_minutes=15)
    same = [entry(1, 5), entry(2, 5), entry(3, 5)]
    assert draw_up(agreement, same).minutes() == 15
    other = [entry(4, 5, day=DAY + timedelta(days=1)), entry(5, 5, kind="phone"), entry(6, 5, case=2)]
    assert draw_up(agreement, [*same, *other]).minutes() == 60


def test_minutes_come_from_the_case_then_the_account_and_what_is_left_is_nobodys() -> None:
    """NTI-04, JOH-03: 30 included, 20 in the account, and 10 that wait for a yes."""
    agreement = Agreement(included_minutes=30, account_minutes=20, rates=RATES)
    ledger = draw_up(agreement, [entry(1, 25), entry(2, 35)])
    assert [(line.pot, line.minutes) for line in ledger.lines] == [
        (Pot.INCLUDED, 25),
        (Pot.INCLUDED, 5),
        (Pot.ACCOUNT, 20),
        (Pot.UNAPPROVED, 10),
    ]
    assert (ledger.included_left(1), ledger.included_left(2), ledger.account_left) == (0, 30, 0)
    assert ledger.amount() == 0


def test_a_yes_makes_what_waits_billable_up_to_what_it_says() -> None:
    """At the rate that he was told; the rest waits on, and another case is not touched."""
    agreement = Agreement(included_minutes=0, rates=RATES)
    entries = [entry(1, 90), entry(2, 30, case=2)]
    told = draw_up(agreement, entries, [Yes(1, minutes=60, rate=Decimal("80.00"))])
    assert [(line.pot, line.minutes, line.amount) for line in told.lines] == [
        (Pot.BILLABLE, 60, Decimal("80.00")),
        (Pot.UNAPPROVED, 30, None),
        (Pot.UNAPPROVED, 30, None),
    ]
    assert draw_up(agreement, entries, [Yes(1)]).amount() == Decimal("142.50")


def test_an_expired_account_is_not_drawn_from() -> None:
    """JOH-03: after its last day what is left of it stays."""
    agreement = Agreement(included_minutes=0, account_minutes=60, account_until=DAY)
    ledger = draw_up(agreement, [entry(1, 20), entry(2, 20, day=DAY + timedelta(days=1))])
    assert [line.pot for line in ledger.lines] == [Pot.ACCOUNT, Pot.UNAPPROVED]
    assert (ledger.account_left, ledger.account_on(DAY), ledger.account_on(DAY + timedelta(days=1))) == (40, 40, 0)


def test_what_is_worked_after_the_end_of_its_contract_waits_for_a_yes() -> None:
    """It is in no pot of the contract, whatever that includes or bills by itself, and it is not lost."""
    for agreement in (Agreement(), Agreement(included_minutes=0, billed_kinds=("mail",), rates=RATES)):
        late = replace(entry(1, 20), covered=False)
        assert [line.pot for line in draw_up(agreement, [late]).lines] == [Pot.UNAPPROVED]
        assert [line.pot for line in draw_up(agreement, [late], [Yes(1)]).lines] == [Pot.BILLABLE]


def test_what_a_contract_bills_by_itself_needs_no_yes_and_other_kinds_do() -> None:
    """COR-04, COR-05: by the quarter hour, each kind at its rate; GEN-03: a severity costs only who confirmed it."""
    agreement = Agreement(included_minutes=0, step_minutes=15, billed_kinds=("mail", "phone"), rates=RATES)
    ledger = draw_up(agreement, [entry(1, 20), entry(2, 20, kind="training")])
    assert [(line.pot, line.minutes, line.amount) for line in ledger.lines] == [
        (Pot.BILLABLE, 30, Decimal("47.50")),
        (Pot.UNAPPROVED, 30, None),
    ]
    assert agreement.rate("mail") == Decimal("95.00")
    assert agreement.rate("mail", "critical") == Decimal("150.00")
    assert agreement.rate("training", "critical") == Decimal("120.00")


def test_where_all_is_included_nothing_is_drawn() -> None:
    """A plan that counts no minutes."""
    ledger = draw_up(Agreement(included_minutes=None, account_minutes=10), [entry(1, 500)])
    assert [(line.pot, line.minutes) for line in ledger.lines] == [(Pot.INCLUDED, 500)]
    assert ledger.included_left(1) is None


agreements = st.builds(
    Agreement,
    included_minutes=st.none() | st.integers(0, 120),
    account_minutes=st.integers(0, 300),
    account_until=st.none() | st.dates(DAY, DAY + timedelta(days=4)),
    step_minutes=st.integers(1, 60),
    least_minutes=st.integers(0, 45),
    rates=st.sampled_from([{}, RATES]),
    billed_kinds=st.sampled_from([(), ("mail",), ("phone", "remote")]),
)
works = st.lists(
    st.tuples(
        st.integers(1, 3),
        st.integers(0, 4).map(lambda days: DAY + timedelta(days=days)),
        st.sampled_from(["mail", "phone", "training"]),
        st.integers(1, 200),
    ),
    max_size=12,
).map(lambda rows: [Entry(number, *row) for number, row in enumerate(rows, 1)])
yeses = st.lists(
    st.builds(
        Yes, case=st.integers(1, 3), minutes=st.none() | st.integers(0, 90), rate=st.none() | st.just(Decimal(50))
    ),
    max_size=4,
)


@given(agreements, works, yeses)
def test_sums_are_equal_and_no_pot_goes_below_zero(
    agreement: Agreement, entries: list[Entry], given: list[Yes]
) -> None:
    """Every rounded minute is in one pot; accounts, included minutes and approvals are never overdrawn."""
    ledger = draw_up(agreement, entries, given)
    worked: Counter[tuple[int, date, str]] = Counter()
    for one in entries:
        worked[one.case, one.day, one.kind] += one.minutes
    due = sum(rounded(minutes, agreement.step_minutes, agreement.least_minutes) for minutes in worked.values())
    assert ledger.minutes() == due == sum(ledger.minutes(pot) for pot in Pot)
    assert all(line.minutes > 0 for line in ledger.lines)
    assert ledger.account_left >= 0
    assert ledger.amount() == sum((line.amount for line in ledger.lines if line.amount), Decimal(0))
    for case in (1, 2, 3):
        assert ledger.included_left(case) is None or ledger.included_left(case) >= 0
        billable = sum(
            line.minutes
            for line in ledger.lines
            if line.pot is Pot.BILLABLE and line.entry.case == case and line.entry.kind not in agreement.billed_kinds
        )
        limits = [one.minutes for one in given if one.case == case]
        if None not in limits:
            assert billable <= sum(limits)


@given(agreements, works, yeses)
def test_without_a_yes_nothing_is_billed_but_what_the_contract_bills(
    agreement: Agreement, entries: list[Entry], given: list[Yes]
) -> None:
    """GEN-04; and a yes only moves unapproved minutes to billable ones."""
    before, after = draw_up(agreement, entries), draw_up(agreement, entries, given)
    assert all(line.entry.kind in agreement.billed_kinds for line in before.lines if line.pot is Pot.BILLABLE)
    for pot in (Pot.INCLUDED, Pot.ACCOUNT):
        assert before.minutes(pot) == after.minutes(pot)
    moved = before.minutes(Pot.UNAPPROVED) - after.minutes(Pot.UNAPPROVED)
    assert moved == after.minutes(Pot.BILLABLE) - before.minutes(Pot.BILLABLE) >= 0


@given(agreements, works, yeses)
def test_a_later_entry_changes_nothing_of_earlier_ones(
    agreement: Agreement, entries: list[Entry], given: list[Yes]
) -> None:
    """What was drawn yesterday is not drawn otherwise today: each ledger begins with the one before."""
    whole = draw_up(agreement, entries, given).lines
    for number in range(len(entries)):
        part = draw_up(agreement, entries[:number], given).lines
        assert whole[: len(part)] == part


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(1, 480), st.integers(0, 480))
def test_rounding_is_monotone_and_never_takes(minutes: int, more: int, step: int, least: int) -> None:
    """More work never costs less, and together never more than apart."""
    one, both = rounded(minutes, step, least), rounded(minutes + more, step, least)
    assert minutes <= one <= both <= one + rounded(more, step, least)
    assert one % step == 0
