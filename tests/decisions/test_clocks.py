"""The clocks of a case: stated histories. Open from Monday to Friday, 9 to 12 and 1 to 5, four hours to an answer."""

from __future__ import annotations

import time as stopwatch
from datetime import date

import pytest

from routing.clocks import ClockState, response_clock
from routing.desk import Calendar, Counts, Plan, Targets
from routing.entitlement import Terms
from routing.facts import Fact
from routing.model import EventKind
from routing.submission import Category, Severity
from routing.targets import ClockKind
from tests.decisions.case_history import ANN, GOLD, MONDAY, OFFICE, Case, at

FIRST, NEXT, SOLUTION = ClockKind
RUNNING, PAUSED, STOPPED, MET, MISSED = ClockState


def opened(when: str = "mon 10:00", **given) -> Case:
    case = Case(**given)
    case.tell(when, "opened", "customer")
    return case


def told(clock) -> list[tuple[str, str, bool]]:
    """Its intervals: from, until, whether it ran."""
    return [
        (
            f"{part.start.astimezone(OFFICE.zone):%a %H:%M}".lower(),
            f"{part.end.astimezone(OFFICE.zone):%H:%M}",
            part.running,
        )
        for part in clock.intervals
    ]


# -- the first answer


def test_the_first_clock_runs_in_opening_time_until_one_of_us_answers() -> None:
    """Lunch does not count; the answer within four hours keeps the promise."""
    case = opened()
    clock = case.one(FIRST, "mon 14:00")
    assert (clock.state, clock.used, clock.due, clock.runs) == (RUNNING, 180, at("mon 15:00"), True)
    case.tell("mon 14:30", "answered")
    clock = case.one(FIRST, "tue 12:00")
    assert (clock.state, clock.used, clock.ended, clock.runs) == (MET, 210, at("mon 14:30"), False)
    assert told(clock) == [("mon 10:00", "14:30", True)]
    assert response_clock(case.clocks("tue 12:00")) is None


def test_a_promise_is_kept_at_its_last_moment_and_missed_after_it() -> None:
    """Four hours exactly are within four hours; a missed clock runs on until somebody answers."""
    case = opened()
    assert case.one(FIRST, "mon 15:00").state is RUNNING
    late = case.one(FIRST, "mon 15:01")
    assert (late.state, late.ended, late.runs, late.due) == (MISSED, None, True, at("mon 15:00"))
    case.tell("mon 15:00", "answered")
    assert case.one(FIRST, "mon 16:00").state is MET


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("assigned", {"engineer": "jan"}),
        ("noted", {}),
        ("timed", {"minutes": 30}),
        ("echoed", {"before": {"last_seq": 9}}),
        ("returned", {"why": "misspelt"}),
        ("delivered_elsewhere", {"mailbox": "peps"}),
        ("due", {"at": "2026-12-01", "text": ""}),
        ("bounced", {"of": 1}),
        ("phoned", {"text": "no answer", "reached": False}),
        ("answered", {"to": [ANN], "of": "undone"}),
    ],
)  # fmt: skip
def test_nothing_but_a_human_answer_that_reached_the_customer_stops_it(kind: str, payload: dict) -> None:
    """Automatic mail, the acknowledgement and its bounce, internal facts, a call in vain, an answer taken back."""
    case = opened()
    if payload.get("of") == "undone":
        echo = case.mail("mon 11:00", ("answered", {"to": [ANN]}))
        case.tell("mon 11:00", "undone", echo=echo)
    else:
        case.tell("mon 11:00", kind, "service", **payload)
    clock = case.one(FIRST, "mon 11:30")
    assert (clock.state, clock.used, told(clock)) == (RUNNING, 90, [("mon 10:00", "11:30", True)])


def test_every_kind_of_event_has_been_thought_of() -> None:
    """A new kind of event must be given its meaning for the clocks, even if that is none."""
    moving = {"opened", "quarantined", "split", "appended", "answered", "phoned", "changed", "asked", "waiting", "held",
              "closed", "merged", "reopened", "undone", "bounced", "echoed"}  # fmt: skip
    idle = {"assigned", "delivered_elsewhere", "noted", "due", "timed", "linked", "watched", "returned", "told",
            "approved", "departed", "nudged", "passed_on", "reminded", "absent"}  # fmt: skip
    assert {kind.value for kind in EventKind} == moving | idle


def test_a_call_that_reached_the_customer_is_an_answer() -> None:
    """`#phone` stops the response clock as a mail does."""
    case = opened()
    case.tell("mon 11:00", "phoned")
    assert case.one(FIRST, "tue 09:00").state is MET


def test_an_imported_case_and_one_that_we_began_owe_no_first_answer() -> None:
    """The customer's first live mail to them starts the clock of the next response."""
    for payload in ({"history": True}, {"awaited": False}):
        case = Case()
        case.tell("mon 10:00", "opened", "customer", **payload)
        assert case.clocks("mon 12:00") == ()
        case.tell("mon 14:00", "appended", "customer")
        assert [(clock.kind, clock.begun) for clock in case.clocks("mon 15:00")] == [
            (SOLUTION, at("mon 14:00")),
            (NEXT, at("mon 14:00")),
        ]


def test_a_bounced_answer_has_stopped_nothing() -> None:
    """MAIL.md 2: the clock that it stopped has run all the time, and the wait that the same mail declared is void."""
    case = opened()
    case.mail("mon 11:00", ("answered", {"to": [ANN]}), ("waiting", {"until": None}))
    assert (case.one(FIRST, "mon 13:00").state, case.one(SOLUTION, "mon 13:00").state) == (MET, PAUSED)
    case.tell("mon 13:30", "bounced", "service", of=2)
    clock = case.one(FIRST, "mon 14:00")
    assert (clock.state, clock.used, told(clock)) == (RUNNING, 180, [("mon 10:00", "14:00", True)])
    assert case.one(SOLUTION, "mon 14:00").runs
    assert "jan's answer did not arrive: it counts for nothing" in clock.reasons


def test_the_bounce_of_a_copy_or_of_a_mail_to_staff_changes_nothing() -> None:
    """The customer has his answer."""
    case = opened()
    case.tell("mon 11:00", "answered", to=[ANN, "Boss@Customer.example"])
    case.tell("mon 11:05", "bounced", "service", of=2, recipient="boss@customer.example")
    case.tell("mon 11:06", "bounced", "service", of=2, recipient="jan@desk.example", staff=True)
    assert case.one(FIRST, "mon 14:00").state is MET


# -- further answers


def test_a_further_mail_starts_a_clock_of_its_own() -> None:
    """Each mail after an answer owes another one; two mails in a row owe one, since the first of them."""
    case = opened()
    case.tell("mon 11:00", "answered")
    case.tell("mon 14:00", "appended", "customer")
    case.tell("mon 14:30", "appended", "customer")
    clock = case.one(NEXT, "mon 15:00")
    assert (clock.begun, clock.used, clock.due) == (at("mon 14:00"), 60, at("mon 16:00"))
    case.tell("mon 15:30", "answered")
    assert case.one(NEXT, "tue 09:00").state is MET
    assert len([c for c in case.clocks("tue 09:00") if c.kind is NEXT]) == 1


@pytest.mark.parametrize("payload", [{"nudge": True}, {"only_thanks": True}, {"history": True}, {"resolved": True}])
def test_gen_08_a_question_for_news_a_thank_you_and_good_news_start_none(payload: dict) -> None:
    """Nor does imported mail."""
    case = opened()
    case.tell("mon 11:00", "answered")
    case.tell("mon 14:00", "appended", "customer", **payload)
    assert response_clock(case.clocks("mon 15:00")) is None


def test_gen_08_a_question_for_news_ends_no_wait_but_anything_else_does() -> None:
    """It changes no state."""
    case = opened()
    case.tell("mon 11:00", "waiting")
    case.tell("mon 11:30", "appended", "customer", nudge=True)
    assert case.one(FIRST, "mon 14:00").state is PAUSED
    case.tell("mon 14:30", "appended", "customer")
    clock = case.one(FIRST, "mon 15:00")
    assert (clock.runs, clock.used) == (True, 90)
    assert told(clock) == [("mon 10:00", "11:00", True), ("mon 11:00", "14:30", False), ("mon 14:30", "15:00", True)]


def test_a_customer_who_says_that_it_is_solved_waits_for_nothing_until_he_writes_again() -> None:
    """PRO-09: nobody has answered yet, so the next mail goes on with the first clock."""
    case = opened()
    case.tell("mon 11:00", "appended", "customer", resolved=True)
    assert {clock.state for clock in case.clocks("tue 12:00")} == {PAUSED}
    case.tell("tue 13:00", "appended", "customer")
    assert [(clock.kind, clock.used) for clock in case.clocks("tue 13:30")] == [(SOLUTION, 90), (FIRST, 90)]


# -- pauses


def test_asking_the_customer_pauses_unless_the_question_did_not_arrive() -> None:
    """Until he writes; a question that came back was never asked."""
    case = opened()
    question = case.tell("mon 11:00", "asked")
    assert (case.one(FIRST, "mon 16:00").state, case.one(FIRST, "mon 16:00").used) == (PAUSED, 60)
    assert case.one(FIRST, "mon 16:00").due == at("tue 11:00")
    case.tell("mon 16:30", "bounced", "service", of=question)
    assert case.one(FIRST, "mon 16:30").used == 330


@pytest.mark.parametrize(("pauses", "used"), [(True, 60), (False, 300)])
def test_the_vendor_pauses_only_if_the_contract_says_so(pauses: bool, used: int) -> None:
    """COR-09: and what the customer asks meanwhile waits for us, not for the vendor."""
    case = opened(plan=Plan("gold", "Gold", 240, targets=GOLD.targets, pauses_on_vendor=pauses))
    case.tell("mon 11:00", "held")
    assert case.one(SOLUTION, "mon 16:00").used == used
    case.tell("mon 16:00", "answered")
    case.tell("tue 09:00", "appended", "customer")
    assert case.one(NEXT, "tue 10:00").used == 60
    assert case.one(SOLUTION, "tue 10:00").runs is not pauses
    case.tell("tue 10:00", "reopened")
    assert case.one(SOLUTION, "tue 11:00").runs


def test_closing_stops_all_and_reopening_goes_on_without_the_time_between() -> None:
    """Without an answer the response clock has just ended; the solution is kept if it came in time."""
    case = opened()
    case.tell("mon 11:00", "closed")
    assert [(c.kind, c.state, c.used) for c in case.clocks("wed 12:00")] == [(SOLUTION, MET, 60), (FIRST, STOPPED, 60)]
    case.tell("wed 12:00", "appended", "customer", reopened=True)
    assert [(c.kind, c.state, c.used) for c in case.clocks("wed 14:00")] == [
        (SOLUTION, RUNNING, 120),
        (FIRST, RUNNING, 120),
    ]
    assert told(case.one(FIRST, "wed 14:00"))[1] == ("mon 11:00", "12:00", False)


def test_a_reopened_case_that_was_answered_owes_the_next_response() -> None:
    """Since the mail that opened it again."""
    case = opened()
    case.mail("mon 11:00", ("answered", {"to": [ANN]}), ("closed", {"text": ""}))
    case.tell("tue 09:00", "appended", "customer", reopened=True)
    assert (case.one(NEXT, "tue 10:00").begun, case.one(NEXT, "tue 10:00").used) == (at("tue 09:00"), 60)
    assert case.one(SOLUTION, "tue 10:00").used == 120


def test_a_thank_you_to_a_closed_case_owes_an_answer_only_if_a_person_opens_it_again() -> None:
    """MAIL.md 3: it reopens nothing; the engineer who reopens found more in it."""
    case = opened()
    case.mail("mon 11:00", ("answered", {"to": [ANN]}), ("closed", {"text": ""}))
    case.tell("mon 14:00", "appended", "customer", thanked=True, only_thanks=True)
    assert response_clock(case.clocks("mon 15:00")) is None
    case.tell("mon 15:00", "reopened")
    assert case.one(NEXT, "mon 16:00").used == 60
    case.tell("mon 16:00", "answered")
    case.tell("mon 16:00", "closed")
    case.tell("mon 16:30", "reopened")
    assert response_clock(case.clocks("mon 17:00")) is None


def test_undo_takes_back_all_that_a_mail_did() -> None:
    """Its pause, its severity and its end of the case never were."""
    case = opened()
    echo = case.mail("mon 11:00", ("changed", {"what": "severity", "before": "normal", "after": "critical"}),
                     ("closed", {"text": ""}))  # fmt: skip
    assert case.one(FIRST, "mon 11:01").target.minutes == 60
    case.tell("mon 11:02", "undone", echo=echo)
    clock = case.one(FIRST, "mon 11:30")
    assert (clock.target.minutes, clock.used, told(clock)) == (240, 90, [("mon 10:00", "11:30", True)])


# -- cases that become others


def test_a_merged_case_owes_nothing_and_the_other_one_answers_its_customer() -> None:
    """Since he wrote; a case that owes an answer anyway owes no second one."""
    case = opened()
    case.tell("mon 11:00", "merged", into=10002)
    assert {(c.kind, c.state) for c in case.clocks("tue 10:00")} == {(FIRST, STOPPED), (SOLUTION, STOPPED)}
    other = opened()
    other.tell("mon 10:30", "answered")
    other.tell("mon 11:00", "merged", absorbed=10001, since=at("mon 10:00"))
    assert (other.one(NEXT, "mon 11:30").begun, other.one(NEXT, "mon 11:30").used) == (at("mon 10:00"), 90)


def test_a_mail_that_becomes_a_case_of_its_own_takes_its_clock_along() -> None:
    """There it is the first; here it never came."""
    case = opened()
    case.tell("mon 10:30", "answered")
    case.tell("mon 11:00", "appended", "customer", message=7)
    case.tell("mon 14:00", "split", into=10002, message=7)
    assert response_clock(case.clocks("mon 15:00")) is None
    fresh = Case()
    fresh.tell("mon 14:00", "split", **{"from": 10001}, since=at("mon 11:00"))
    assert (fresh.one(FIRST, "mon 15:00").begun, fresh.one(FIRST, "mon 15:00").used) == (at("mon 11:00"), 180)


# -- what is promised


def test_targets_follow_contract_category_and_severity() -> None:
    """The contract's own before the plan's, the closer description before the wider; 0 promises nothing."""
    plan = Plan("p", "Plan", 240, targets=(
        Targets(first=200),
        Targets(first=180, category=Category.BUG),
        Targets(first=120, severity=Severity.HIGH),
        Targets(first=60, severity=Severity.HIGH, category=Category.BUG),
        Targets(first=0, category=Category.SUGGESTION),
    ))  # fmt: skip

    def first(*changes: tuple[str, str], own=None):
        case = opened(plan=plan, own=own or {})
        for what, after in changes:
            case.tell("mon 10:30", "changed", what=what, before="", after=after)
        target = case.one(FIRST, "mon 11:00").target
        return target and target.minutes

    bug, high = ("category", "bug"), ("severity", "high")
    assert [first(), first(bug), first(high), first(bug, high)] == [200, 180, 120, 60]
    assert first(("category", "suggestion")) is None
    assert [first(high, own={"high": 45}), first(own={"any": {"first": 30}}), first(own={"low": 5})] == [45, 30, 200]


def test_calendar_minutes_count_day_and_night() -> None:
    """`counts = "calendar"`."""
    case = opened("mon 16:30", plan=Plan("p", "Plan", 120, counts=Counts.CALENDAR))
    clock = case.one(FIRST, "mon 18:30")
    assert (clock.state, clock.used, clock.due) == (RUNNING, 120, at("mon 18:30"))
    assert case.one(FIRST, "mon 18:31").state is MISSED


def test_without_a_contract_nothing_is_promised_and_nothing_missed() -> None:
    """NTI-03: the time is counted all the same."""
    case = opened(plan=None)
    clock = case.one(FIRST, "fri 10:00")
    assert (clock.target, clock.due, clock.state, clock.used) == (None, None, RUNNING, 4 * 420)
    case.tell("fri 10:00", "answered")
    assert case.one(FIRST, "fri 10:00").state is STOPPED


def test_a_critical_mail_and_an_engineers_word_recompute_the_whole_clock_with_its_pauses() -> None:
    """Whoever spoke last is right; a clock that has ended changes no more."""
    case = opened()
    case.tell("mon 10:30", "waiting")
    case.tell("mon 11:30", "appended", "customer", critical=True)
    clock = case.one(FIRST, "mon 12:00")
    assert (clock.target.minutes, clock.used, clock.due) == (60, 60, at("mon 12:00"))
    case.tell("mon 13:30", "changed", what="severity", before="critical", after="normal")
    assert (case.one(FIRST, "mon 13:30").state, case.one(FIRST, "mon 13:30").target.minutes) == (RUNNING, 240)
    case.tell("mon 14:00", "answered")
    case.tell("mon 14:00", "changed", what="severity", before="normal", after="critical")
    assert (case.one(FIRST, "mon 15:00").state, case.one(FIRST, "mon 15:00").target.minutes) == (MET, 240)


def test_a_better_contract_recomputes_and_one_that_ended_keeps_its_promise() -> None:
    """What began under a contract stays promised; what is in force now goes before."""
    ending = opened(ends_on=date(2026, 11, 23))
    assert ending.one(FIRST, "wed 10:00").target.minutes == 240
    ending.more, ending.more_plans = [Terms(2, "fast", (), date(2026, 11, 25), None)], [Plan("fast", "Fast", 30)]
    assert [ending.one(FIRST, day).target.minutes for day in ("tue 10:00", "wed 10:00")] == [240, 30]
    late = opened(starts_on=date(2026, 11, 25))
    assert [late.one(FIRST, day).target for day in ("tue 10:00",)] == [None]
    assert late.one(FIRST, "wed 10:00").state is MISSED


def test_a_desk_that_never_opens_again_makes_no_due_time() -> None:
    """And it does not fail."""
    case = opened(calendar=Calendar(OFFICE.zone, ((),) * 7))
    clock = case.one(FIRST, "fri 11:00")
    assert (clock.state, clock.used, clock.due) == (RUNNING, 0, None)


def test_a_clock_of_the_service_that_went_back_makes_no_negative_time() -> None:
    """Its events stay in their order."""
    case = opened("mon 11:00")
    case.tell("mon 10:00", "waiting")
    case.tell("mon 10:30", "appended", "customer")
    case.tell("mon 10:45", "answered")
    clock = case.one(FIRST, "mon 11:00")
    assert (clock.used, clock.state, clock.intervals) == (0, MET, ())


def test_ten_thousand_events_cost_less_than_a_second() -> None:
    """A case that two robots wrote."""
    case = opened()
    case.facts += [
        Fact(n, ("appended", "answered", "waiting", "noted")[n % 4], MONDAY, "jan", {"to": [ANN]})
        for n in range(2, 10_000)
    ]
    begun = stopwatch.process_time()
    assert len(case.clocks("fri 10:00")) > 2000
    assert stopwatch.process_time() - begun < 1


def test_a_message_whose_split_was_taken_back_waits_for_an_answer_again() -> None:
    """As if `#new` had never been said."""
    case = Case()
    case.tell("mon 09:00", "opened", "customer")
    case.tell("mon 09:30", "answered")
    case.tell("mon 10:00", "appended", "customer", message=7)
    echo = case.mail("mon 10:10", ("split", {"into": 10002, "message": 7}))
    assert ClockKind.NEXT not in {clock.kind for clock in case.clocks("mon 11:00")}
    case.tell("mon 10:11", "undone", echo=echo)
    clock = case.one(ClockKind.NEXT, "mon 11:00")
    assert (clock.begun, clock.ended) == (at("mon 10:00"), None)
