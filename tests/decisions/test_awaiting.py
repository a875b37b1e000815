"""When a customer is asked for his answer, and when his case is closed without one: tables of days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from routing.awaiting import Step, next_step
from routing.course import course
from routing.ladder import Waiting
from tests.decisions.case_history import OFFICE, Case, at

PATIENCE = Waiting((3, 7), 10)


def step(case: Case, now: str, waiting: Waiting = PATIENCE, calendar=OFFICE) -> Step | None:
    return next_step(course(case.facts, at(now)), waiting, calendar)


def waiting_case(**wait: str) -> Case:
    """Answered and set to wait on Monday at eleven."""
    case = Case()
    case.tell("mon 10:00", "opened", "customer")
    case.tell("mon 11:00", "answered")
    case.tell("mon 11:00", "waiting", **wait)
    return case


def asked(case: Case, when: str, number: int) -> None:
    wait = next(fact.seq for fact in case.facts if fact.kind == "waiting")
    case.tell(when, "nudged", "service", wait=wait, number=number)


def test_he_is_asked_on_the_third_and_seventh_day_and_given_up_on_the_tenth() -> None:
    """Working days after our last message, as the desk opens; the weekend counts for nothing."""
    case = waiting_case()
    assert step(case, "mon 12:00") == Step(3, 1, at("thu 09:00"))
    asked(case, "thu 09:00", 1)
    assert step(case, "thu 10:00") == Step(3, 2, at("wed+1 09:00"))
    asked(case, "wed+1 09:00", 2)
    assert step(case, "wed+1 10:00") == Step(3, 0, at("mon+2 09:00"))


def test_a_service_that_was_down_keeps_the_days_between_its_questions() -> None:
    """Nobody is asked twice and closed in one breath."""
    case = waiting_case()
    asked(case, "fri+1 09:00", 1)
    assert step(case, "fri+1 10:00") == Step(3, 2, at("thu+2 09:00"))


def test_closed_weeks_stop_questions_and_closing() -> None:
    """GEN-16."""
    closed = replace(OFFICE, closed={date(2026, 11, 24) + timedelta(days=n): "summer" for n in range(14)})
    assert step(waiting_case(), "mon 12:00", calendar=closed) == Step(3, 1, at("thu+2 09:00"))


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("due", {"at": at("wed 15:00").isoformat()}),
        ("absent", {"until": at("wed 00:00").isoformat()}),
    ],
)
def test_a_promise_or_an_absence_puts_the_question_off(kind: str, payload: dict[str, str]) -> None:
    """GEN-09, MAIL.md 2: his days count from then on."""
    case = waiting_case()
    case.tell("mon 12:00", kind, "jan", **payload)
    assert step(case, "mon 13:00") == Step(3, 1, at("mon+1 09:00"))


def test_a_date_of_the_engineer_puts_the_question_off() -> None:
    """`#wait DATE`: until then nobody is asked."""
    assert step(waiting_case(until=at("wed 15:00").isoformat()), "mon 12:00") == Step(3, 1, at("mon+1 09:00"))


def test_an_absence_puts_nothing_off_for_longer_than_two_months() -> None:
    """An automatic reply proves nothing about who wrote it."""
    case = waiting_case()
    case.tell("mon 12:00", "absent", "customer", until=datetime(2030, 1, 1, tzinfo=at("mon 12:00").tzinfo).isoformat())
    found = step(case, "mon 13:00")
    assert found is not None
    assert found.at < at("mon 11:00") + timedelta(days=70)


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("appended", {}),
        ("held", {}),
        ("closed", {}),
        ("reopened", {}),
        ("merged", {"into": 10002}),
    ],
)
def test_what_ends_the_wait_ends_the_questions(kind: str, payload: dict[str, int]) -> None:
    """An answer of his, the vendor's turn, a closing."""
    case = waiting_case()
    case.tell("tue 09:00", kind, "jan", **payload)
    assert step(case, "fri+1 09:00") is None


def test_a_question_for_news_ends_no_wait_and_a_further_answer_begins_it_anew() -> None:
    """GEN-08; whom we write again may take his time again."""
    case = waiting_case()
    case.tell("tue 09:00", "appended", "customer", nudge=True)
    assert step(case, "tue 10:00") == Step(3, 1, at("thu 09:00"))
    again = case.tell("wed 09:00", "answered")
    assert step(case, "wed 10:00") == Step(again, 1, at("mon+1 09:00"))


def test_a_question_about_details_waits_as_well_and_a_bounced_answer_does_not() -> None:
    """`#ask` pauses the clocks, so somebody must ask again; a wait that the customer never read of is none."""
    case = Case()
    case.tell("mon 10:00", "opened", "customer")
    case.tell("mon 11:00", "asked")
    assert step(case, "mon 12:00") == Step(2, 1, at("thu 09:00"))
    case.tell("mon 12:00", "bounced", "service", of=2)
    assert step(case, "mon 13:00") is None


def test_a_desk_may_ask_once_or_close_never() -> None:
    """`nudge_days = [2]`, `close_days = 0`."""
    case = waiting_case()
    assert step(case, "mon 12:00", Waiting((2,), None)) == Step(3, 1, at("wed 09:00"))
    asked(case, "wed 09:00", 1)
    assert step(case, "wed 10:00", Waiting((2,), None)) is None
    assert step(waiting_case(), "mon 12:00", Waiting((), 2)) == Step(3, 0, at("wed 09:00"))
