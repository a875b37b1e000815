"""Who hears of a case, and when: the ladder rung by rung, absences, nights, and what bends the clock on its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from routing.course import course
from routing.desk import Calendar, Counts, Desk, Engineer, Leave, Mailbox, Manager, Plan
from routing.entitlement import Terms
from routing.ladder import Rank, Reminders, Rung
from routing.reminders import Agenda, reminders
from routing.reminders import Case as Reminded
from routing.rota import Rota, name_of
from tests.decisions.case_history import GOLD, OFFICE, ZONE, Case, at

LATE = replace(OFFICE, weekly=(((time(11), time(19)),),) * 5 + ((), ()))
ALWAYS = Calendar(ZONE, (((time(0), time.max),),) * 7)


def person(name: str, **more: object) -> Engineer:
    common: dict[str, object] = {"products": (), "languages": ("en",), "calendar": OFFICE}
    return Engineer(name, name.title(), (f"{name}@desk.example",), **{**common, **more})  # type: ignore[arg-type]


BOSS = Manager("boss", "Boss", ("boss@desk.example",), calendar=OFFICE)


def desk(*engineers: Engineer, managers: tuple[Manager, ...] = (BOSS,), **more: object) -> Desk:
    people = engineers or (person("jan"), person("lea", lead=True))
    given = {"plans": (GOLD,), "calendar": OFFICE, **more}
    box = Mailbox("visi", "visi@desk.example", None)
    return Desk("d", "D", "D", "desk@desk.example", ("en",), "BE", mailboxes=(box,), products=(), engineers=people,
                managers=managers, **given)  # type: ignore[arg-type]  # fmt: skip


def opened(when: str = "mon 10:00", **said: object) -> Case:
    case = Case()
    case.tell(when, "opened", "customer", **said)
    return case


def look(of: Desk, case: Case, now: str | datetime, owner: str | None = "jan", *, write: bool = True) -> list[str]:
    """Who is told what at that moment, as "jan first 50"; and it is written down."""
    agenda = agenda_of(of, case, now, owner)
    for line in agenda.lines if write else ():
        slots = [[rung, rank] for rung, rank in line.slots]
        payload = {"about": line.about, "since": line.since, "life": line.life, "slots": slots}
        moment = at(now) if isinstance(now, str) else now
        case.facts.append(replace(case.facts[0], seq=len(case.facts) + 1, kind="reminded", at=moment,
                                  payload={**payload, "person": name_of(line.person)}))  # fmt: skip
    return sorted(f"{name_of(line.person)} {line.about} {line.slots[-1][0]}" for line in agenda.lines)


def agenda_of(of: Desk, case: Case, now: str | datetime, owner: str | None = "jan") -> Agenda:
    moment = at(now) if isinstance(now, str) else now
    found = course(case.facts, moment)
    seen = max(moment, found.last) if found.last else moment
    case.plan, case.calendar = of.plans[0] if of.plans else None, of.calendar
    text = f"{('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')[seen.astimezone(ZONE).weekday()]}"
    clocks = case.clocks(_written(seen, text))
    return reminders(of, Reminded(found, clocks, seen, owner), moment)


def _written(moment: datetime, day: str) -> str:
    weeks = (moment.astimezone(ZONE).date() - date(2026, 11, 23)).days // 7
    return f"{day}+{weeks} {moment.astimezone(ZONE):%H:%M}"


def test_each_rung_is_told_at_its_moment_to_its_rank_and_once() -> None:
    """Four hours from ten o'clock, with an hour off at noon: 13:00, 14:00, 14:36, 15:00."""
    case, of = opened(), desk()
    assert agenda_of(of, case, "mon 10:00").again == at("mon 12:00")  # used up at noon, though nobody is there then
    assert look(of, case, "mon 11:59") == []
    assert look(of, case, "mon 13:00") == ["jan first 50"]
    assert look(of, case, "mon 13:01") == []
    assert look(of, case, "mon 14:00") == ["jan first 75"]
    assert look(of, case, "mon 14:36") == ["lea first 90"]
    assert look(of, case, "mon 15:00") == ["jan first 100", "manager:boss first 100"]
    assert agenda_of(of, case, "mon 15:01").again == at("wed 17:00")  # half of the time for a solution


def test_who_is_on_leave_is_stood_in_for_and_a_case_of_nobody_is_the_leads() -> None:
    """His substitute, as far as the desk file goes; without one the leads, and without leads the managers."""
    away = (Leave(date(2026, 11, 23), date(2026, 11, 24)),)
    jan, kim, lea = person("jan", away=away, substitute="kim"), person("kim"), person("lea", lead=True)
    assert look(desk(jan, kim, lea), opened(), "mon 13:00") == ["kim first 50"]
    assert look(desk(replace(jan, substitute=None), kim, lea), opened(), "mon 13:00") == ["lea first 50"]
    assert look(desk(kim, lea), opened(), "mon 13:00", None) == ["lea first 50"]
    assert look(desk(kim), opened(), "mon 13:00", None) == ["manager:boss first 50"]
    assert look(desk(kim, managers=()), opened(), "mon 13:00", "kim") == ["kim first 50"]


def test_a_manager_hears_only_of_what_he_sees_and_a_lead_who_manages_once() -> None:
    """Products and regions of the desk file."""
    of = desk(managers=(replace(BOSS, products=("edgecam",)), replace(BOSS, name="north", regions=("North",))))
    moment = at("mon 10:00")
    names = [name_of(one) for one in Rota(of, "jan", "visi").people(Rank.MANAGER, moment)]
    assert names == ["lea"]  # nobody sees it: the leads hear
    seen = Rota(of, "jan", "edgecam", frozenset({"North", "Plant 3"})).people(Rank.MANAGER, moment)
    assert [name_of(one) for one in seen] == ["manager:boss", "manager:north"]
    both = desk(managers=(replace(BOSS, addresses=("lea@desk.example",)),))
    assert [name_of(one) for one in Rota(both, "jan").people(Rank.MANAGER, moment)] == ["lea"]


def test_everybody_hears_in_his_own_hours_and_the_highest_rung_tells_the_lower() -> None:
    """Who comes at eleven hears at eleven; of a night's three rungs he hears in one line."""
    of = desk(person("jan", calendar=LATE), person("lea", lead=True), plans=(replace(GOLD, counts=Counts.CALENDAR),))
    case = opened("mon 20:00")
    assert look(of, case, "tue 09:00") == ["lea first 90", "manager:boss first 100"]
    (line,) = agenda_of(of, case, "tue 11:00").lines
    assert [rung for rung, _ in line.slots] == [50, 75, 100]
    assert look(of, case, "tue 11:00") == ["jan first 100"]


def test_of_one_clock_nobody_hears_sooner_than_an_eighth_of_its_time() -> None:
    """Rungs at 50 and 55 %: the second waits until 62.5 %."""
    close = Reminders((Rung(50, (Rank.ENGINEER,)), Rung(55, (Rank.ENGINEER,))))
    case, of = opened("mon 13:00"), desk(reminders=close)
    assert look(of, case, "mon 15:00") == ["jan first 50"]
    assert look(of, case, "mon 15:12") == []
    assert agenda_of(of, case, "mon 15:12").again == at("mon 15:30")
    assert look(of, case, "mon 15:30") == ["jan first 55"]


@pytest.mark.parametrize("kind", ["answered", "phoned", "waiting", "closed"])
def test_an_answered_waiting_or_closed_case_reminds_nobody(kind: str) -> None:
    """Nor does a merged one."""
    case = opened()
    case.tell("mon 11:00", kind)
    assert [one for one in look(desk(), case, "tue 09:00") if "first" in one] == []


def test_a_bounced_answer_reminds_again_of_the_rung_that_was_reached() -> None:
    """All of the ladder counts anew; he hears of the highest rung, an eighth after the last time."""
    case, of = opened(), desk()
    assert look(of, case, "mon 14:00") == ["jan first 75"]
    answer = case.tell("mon 14:10", "answered")
    assert look(of, case, "mon 15:00") == []
    case.tell("mon 16:00", "bounced", "service", of=answer)
    assert look(of, case, "mon 16:01") == ["jan first 100", "lea first 90", "manager:boss first 100"]


def test_a_critical_case_wakes_who_is_on_call_once_and_nobody_where_no_one_is_named() -> None:
    """GEN-03: outside the engineer's hours; then each rung that nobody else can be told of."""
    night = Calendar(ZONE, (((time(17), time.max),),) * 7)
    jan, lea, max_ = person("jan"), person("lea", lead=True), person("max", on_call=night)
    critical = opened("mon 20:00", critical=True)
    assert look(desk(jan, lea, max_), critical, "mon 20:01") == ["max alarm 100"]
    assert look(desk(jan, lea, max_), critical, "mon 20:02") == []
    assert look(desk(jan, lea), opened("mon 20:00", critical=True), "mon 20:01") == []
    assert look(desk(jan, lea, max_), opened("mon 20:00"), "mon 20:01") == []
    angry = opened("mon 20:00", critical=True, complaint=True)
    on_duty = replace(lea, on_call=night)
    assert look(desk(jan, on_duty), angry, "mon 20:01") == ["lea alarm 100"]  # the complaint has time till morning
    assert look(desk(jan, on_duty), angry, "tue 09:00") == ["lea complaint 100"]
    by_day = opened("mon 16:30", critical=True)
    assert agenda_of(desk(jan, lea, max_), by_day, "mon 16:31").again == at("mon 17:00")


def test_who_was_given_the_case_while_he_was_on_call_is_not_woken_again() -> None:
    """The assignment has woken him; whoever got it by day is, once his day is over."""
    night = Calendar(ZONE, (((time(17), time.max),),) * 7)
    of = desk(person("jan"), person("max", on_call=night))
    given = opened("mon 20:00", critical=True)
    given.tell("mon 20:00", "assigned", "service", engineer="max")
    assert look(of, given, "mon 20:01", owner="max") == []
    by_day = opened("mon 16:30", critical=True)
    by_day.tell("mon 16:30", "assigned", "service", engineer="max")
    assert "max alarm 100" in look(of, by_day, "mon 17:00", owner="max")


def test_the_night_in_which_clocks_go_back_is_an_hour_longer() -> None:
    """25 October 2026: half of twelve hours, from 22:00 on, is over at three, when six have passed."""
    of = desk(person("jan", calendar=ALWAYS), plans=(Plan("gold", "Gold", 720),), calendar=ALWAYS)
    case = opened()
    case.facts[0] = replace(case.facts[0], at=datetime(2026, 10, 24, 22, tzinfo=ZONE))
    agenda = agenda_of(of, case, datetime(2026, 10, 25, 2, 59, tzinfo=ZONE, fold=1))
    assert agenda.lines == ()
    assert agenda.again == datetime(2026, 10, 25, 3, 0, tzinfo=ZONE)


def test_hours_that_change_on_the_way_count_as_if_they_had_always_been_so() -> None:
    """A desk file is read anew: the same events give what a fresh computation gives."""
    case = opened()
    shorter = replace(OFFICE, weekly=(((time(9), time(12)),),) * 5 + ((), ()))
    assert look(desk(), case, "mon 13:00") == ["jan first 50"]
    assert look(desk(calendar=shorter), case, "mon 16:00") == []
    assert agenda_of(desk(calendar=shorter), case, "mon 16:00").again == at("tue 10:00")


def test_a_contract_that_ends_on_the_way_keeps_its_promise_and_a_new_one_takes_over() -> None:
    """As for the clocks themselves (PRO-03)."""
    case = Case(ends_on=date(2026, 11, 23), more=[Terms(2, "quick", (), date(2026, 11, 24), None)])
    case.more_plans = [Plan("quick", "Quick", 60)]
    case.tell("mon 16:00", "opened", "customer")
    assert look(desk(), case, "mon 16:59") == []
    (line,) = agenda_of(desk(), case, "tue 09:00").lines[:1]
    assert line.used == 1.0  # the hour of yesterday is all of the new target


def test_a_clock_that_steps_back_neither_repeats_nor_forgets() -> None:
    """What is known stays known, and time stands still until it is caught up."""
    case, of = opened(), desk()
    assert look(of, case, "mon 14:00") == ["jan first 75"]
    assert look(of, case, "mon 13:00") == []
    assert look(of, case, "mon 14:01") == []
    assert look(of, case, "mon 14:36") == ["lea first 90"]


def test_what_two_processes_decide_is_the_same() -> None:
    """So the store's key for it is the same, and one of them writes it."""
    case, of = opened(), desk()
    assert look(of, case, "mon 13:00", write=False) == look(of, case, "mon 13:00", write=False) == ["jan first 50"]


def test_the_next_look_is_never_in_the_past() -> None:
    """Or a tick would find nothing else to do."""
    case, of = opened(), desk(person("jan", away=(Leave(date(2026, 11, 20), date(2026, 11, 30)),)), managers=())
    again = agenda_of(of, case, "mon 13:00").again
    assert again is not None
    assert again > at("mon 13:00")
    assert again <= at("tue 00:00") + timedelta(minutes=1)


def test_a_promise_is_looked_at_again_when_its_engineer_is_back_from_leave() -> None:
    """GEN-09: his hours are others than those of who stands in, and so is the moment of the reminder."""
    early = replace(OFFICE, weekly=(((time(8), time(12)),),) * 5 + ((), ()))
    away = (Leave(date(2026, 11, 23), date(2026, 11, 24)),)
    of = desk(person("jan", calendar=early, away=away, substitute="lea"), person("lea", lead=True), plans=())
    case = opened("mon 10:00")
    case.tell("mon 11:00", "due", "lea", at=at("wed 15:00").isoformat(), text="")
    assert agenda_of(of, case, "mon 12:00").again == at("wed 00:00")
    again = agenda_of(of, case, "wed 00:00").again
    assert again is not None
    assert abs(again - at("wed 10:00")) < timedelta(minutes=1)


def test_a_manager_who_is_an_engineer_is_stood_in_for_while_he_is_on_leave() -> None:
    """The rung must not lie until he is back: the other manager hears, else his substitute, else the lead."""
    away = (Leave(date(2026, 11, 20), date(2026, 12, 5)),)
    both = Manager("lea", "Lea", ("lea@desk.example",), calendar=OFFICE)
    jan, ann = person("jan"), person("ann", lead=True)
    for substitute, managers, hears in (
        ("", (both, BOSS), "manager:boss"),
        ("eve", (both,), "eve"),
        ("", (both,), "ann"),
    ):
        people = (jan, person("lea", away=away, substitute=substitute), person("eve"), ann)
        of = desk(*people, managers=managers, reminders=Reminders((Rung(100, (Rank.MANAGER,)),)))
        assert look(of, opened(), "mon 15:00") == [f"{hears} first 100"]


def test_a_managers_regions_are_told_by_name_whatever_their_capitals() -> None:
    """As in his digest."""
    of = desk(managers=(replace(BOSS, regions=("ANKARA",)),))
    assert [one.name for one in Rota(of, "jan", None, frozenset({"Ankara"})).people(Rank.MANAGER, at("mon 10:00"))] == [
        "boss"
    ]
