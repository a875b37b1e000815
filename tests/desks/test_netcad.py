"""The rules of Netcad: requests at any hour, first answers in working minutes, quotas, development, a tree of units."""

from __future__ import annotations

import pytest

from tests.desks.conftest import Open
from tests.desks.story import Day

SAMPLE = "netcad"
QUESTION = "Netcad GIS içinde katmanları nasıl gizlerim? Açıklar mısınız?"
BUG = "Netcad GIS güncellemeden sonra hata veriyor ve çöküyor. Bu bir yazılım hatası."
DEVELOPMENT = "yazilim@netcad.example"


@pytest.mark.parametrize(
    ("plan", "until"),
    [("standard", "12:00"), ("professional", "11:30"), ("premium", "11:00"), ("premium-plus", "10:30")],
)
def test_net_01_the_first_answer_comes_within_working_minutes_of_the_package(day: Day, plan: str, until: str) -> None:
    """Two hours to half an hour."""
    day.at("2026-11-23 10:00")
    assert f"Monday, 23 November 2026, {until} at the latest" in day.firm(plan=plan).writes(QUESTION)


def test_net_01_half_holidays_end_at_one(opened: Open) -> None:
    """On 28 October at 12:50 ten minutes are left, past lunch none: the rest runs the day after the feast."""
    day = opened()
    day.at("2027-10-28 12:20")
    receipt = day.firm(plan="premium-plus", starts_on="2027-01-01", ends_on="2027-12-31").writes(QUESTION)
    assert "Monday, 1 November 2027, 09:20" in receipt


def test_net_02_the_package_gives_the_place_in_the_queue(day: Day) -> None:
    """Premium+ before Standard, whoever wrote first."""
    day.firm("a@standard.example", "Standard", plan="standard").writes(QUESTION, subject="Small")
    day.later(minutes=5)
    day.firm("b@plus.example", "Plus", plan="premium-plus").writes(QUESTION, subject="Great")
    lead = day.engineer("elif")
    lead.writes("#list", subject="list", to="intake@netcad.example")
    assert lead.latest.text.index("Great") < lead.latest.text.index("Small")


def test_net_03_a_package_has_room_for_so_many_users(day: Day) -> None:
    """The fourth of Standard is flagged; his case is there."""
    day.firm("one@kurum.example", "Kurum", plan="standard", customer_number=7001)
    people = [
        {"customer_number": 7001, "organisation": "Kurum", "email": f"{name}@kurum.example", "role": "user"}
        for name in ("two", "three", "four")
    ]
    day.records(*people)
    four = day.somebody("four@kurum.example")
    four.writes(QUESTION)
    assert "10001" in four.latest.subject
    assert "more contacts than the contract allows" in day.owner.latest


def test_net_04_a_case_counts_once_on_the_channel_that_solved_it(day: Day) -> None:
    """At four of five written ones the responsible and the engineer are told; past the quota cases are still opened."""
    ann = day.firm(plan="standard", quota_written=2)
    for number in (1, 2):
        ann.writes(f"{QUESTION} ({number})", subject=f"Soru {number}")
        day.owner.answers(day.owner.latest, "Katman panelini kullanın.\n\n#close")
        day.drain()
    told = [letter for letter in ann.inbox if "2" in letter.subject or "written" in letter.text.lower()]
    assert any("written" in letter.text.lower() for letter in told)
    receipt = ann.writes(QUESTION, subject="Soru 3")
    assert "10003" in receipt.subject
    assert "2" in day.owner.latest


def test_net_05_bugs_and_suggestions_reach_development_at_once(day: Day) -> None:
    """Text and a link, no customer's file; what is unsure waits for the engineer's `#type`."""
    ann = day.firm(plan="premium")
    receipt = ann.writes(BUG, subject="Program çöküyor, hata", files=(("harita.ncz", b"x"),))
    heard = day.somebody(DEVELOPMENT)
    assert "has been passed on to those who develop the program" in receipt
    assert "çöküyor" in heard.latest
    assert heard.latest.files == []
    assert "peeters" not in heard.latest.text.lower()
    assert "mailto:destek" in heard.latest.html
    ann.writes(QUESTION, subject="Katman")
    assert len(heard.inbox) == 1
    day.owner.answers(day.owner.latest, "#type suggestion")
    assert len(heard.inbox) == 2


def test_net_09_a_central_contact_follows_the_cases_below(day: Day) -> None:
    """He joins a case of a unit by its number; a unit does not join that of another."""
    day.records(
        {"customer_number": 1, "organisation": "Genel Müdürlük", "organisation_kind": "institution",
         "email": "merkez@kurum.example", "role": "responsible", "contact_number": "", "plan": "premium",
         "contract_number": "C-1", "starts_on": "2026-01-01"},
        {"customer_number": 2, "organisation": "Ankara", "organisation_kind": "unit", "parent_customer_number": 1,
         "email": "ankara@birim.example", "role": "user"},
        {"customer_number": 3, "organisation": "İzmir", "organisation_kind": "unit", "parent_customer_number": 1,
         "email": "izmir@birim2.example", "role": "user"},
    )  # fmt: skip
    unit = day.somebody("ankara@birim.example")
    unit.writes(QUESTION, subject="Katman")
    assert "Premium Destek Paketi" in day.owner.latest
    owner = day.owner
    tag = "[Netcad #10001] Katman"
    day.somebody("merkez@kurum.example").writes("Bu konu merkez için de önemli.", subject=tag)
    assert "merkez için de önemli" in owner.latest
    assert "10001" in owner.latest.subject
    day.somebody("izmir@birim2.example").writes("Bizde de aynı sorun var.", subject=tag)
    assert "10002" in day.owner.latest.subject


# -- what waits


def test_net_06_what_writing_does_not_solve_goes_to_phone_and_then_remote(day: Day) -> None:
    """`#phone`, then `#meet`, each recorded on the case."""
    ann = day.firm(plan="premium")
    ann.writes(QUESTION)
    day.owner.answers(day.owner.latest, "#phone tried together, not solved")
    day.owner.answers(day.owner.latest, "#meet now")
    assert "https://" in ann.latest.text


def test_net_07_one_question_follows_the_closing(day: Day) -> None:
    """Answered by a click."""
    ann = day.firm(plan="premium")
    ann.writes(QUESTION)
    day.owner.answers(day.owner.latest, "Katman panelini kullanın.\n\n#close")
    day.later(days=1)
    assert "satisf" in ann.latest.text.lower()


def test_net_08_the_institution_gets_a_report_of_use(day: Day) -> None:
    """By region, unit and person, each month."""
    ann = day.firm(plan="premium")
    ann.writes(QUESTION)
    day.at("2026-12-01 10:00")
    assert any("report" in letter.subject.lower() for letter in ann.inbox)
