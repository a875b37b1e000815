"""The rules of Corporate Montage: times and rates by contract, billed by the quarter hour, and no ticket numbers."""

from __future__ import annotations

from tests.desks.conftest import Open
from tests.desks.story import Day

SAMPLE = "corporate-montage"
QUESTION = "Wie ändere ich in Revit die Maßeinheiten? Könnten Sie das erklären?"


def test_cor_01_open_from_nine_to_five_and_closed_on_holidays_of_the_state(day: Day) -> None:
    """Corpus Christi is one in North Rhine-Westphalia."""
    ann = day.firm(plan="response-4h")
    day.at("2026-11-23 16:59")
    assert "An engineer will look at it." in ann.writes(QUESTION, subject="Rechtzeitig")
    day.at("2027-05-27 10:00")
    assert "Friday, 28 May 2027 from 09:00" in ann.writes(QUESTION, subject="Fronleichnam")


def test_cor_02_response_times_and_rates_differ_by_contract_and_severity(day: Day) -> None:
    """The contract's own target for what is critical goes before its plan's, and so does its rate."""
    own = {
        "plan": "response-8h",
        "target_critical": "2h",
        "rate_critical": "180",
        "hourly_rate": "120",
        "currency": "EUR",
    }
    ann = day.firm(**own)
    assert "Tuesday, 24 November 2026, 10:00" in ann.writes(QUESTION, subject="Einheiten")
    critical = ann.writes(
        "Bei uns steht die ganze Produktion still, niemand kann arbeiten! Revit startet nicht.", subject="Stillstand"
    )
    assert "Monday, 23 November 2026, 12:00" in critical


def test_cor_03_a_contract_ends_or_renews_unless_cancelled_three_months_before(opened: Open) -> None:
    """One ends by itself and says so; the other renews by twelve months and tells until when it can be ended."""
    day = opened()
    ends = day.firm("e@ende.example", "Ende", plan="response-4h", ends_on="2027-06-30")
    renews = day.firm("v@weiter.example", "Weiter", plan="response-4h", ends_on="2027-06-30", renews="yes")
    day.at("2027-03-15 10:00")
    assert "31 March 2027" in renews.latest
    assert ends.inbox == []
    day.at("2027-06-15 10:00")
    assert "30 June 2027" in ends.latest
    day.at("2027-07-01 10:00")
    assert "30 June 2028" in renews.latest


def test_cor_05_support_is_billed_by_the_quarter_hour_with_who_when_what(day: Day) -> None:
    """Seven minutes and five on one day are one quarter; project work counts apart."""
    ann = day.firm(plan="response-4h")
    ann.writes(QUESTION)
    owner = day.owner
    assignment = owner.latest
    owner.answers(assignment, "#time 7m mail settings explained")
    owner.answers(assignment, "#time 5m mail once more")
    owner.answers(assignment, "#close")
    assert "Time spent on it: 15 min" in ann.latest
    assert "€30.00" in ann.latest


def test_cor_08_a_silent_specialist_is_bridged_and_the_customer_hears_nothing(day: Day) -> None:
    """He is reached for first; after an hour without a sign a colleague takes over."""
    ann = day.firm(plan="response-4h")
    ann.writes("ELO findet ein Dokument nicht mehr. Wo suche ich?", subject="Suche")
    assert day.owner.key == "deniz"
    told = len(ann.inbox)
    day.later(minutes=61)
    assert day.owner.key != "deniz"
    assert len(ann.inbox) == told


def test_cor_10_without_ticket_numbers_threads_rest_on_tokens(day: Day) -> None:
    """Neither subject nor text shows a number or tag, nothing is asked back, and her answer comes home all the same."""
    ann = day.firm(plan="response-4h")
    receipt = ann.writes("Revit stürzt mit einer Fehlermeldung ab.", subject="Absturz")
    assert receipt.subject == "Re: Absturz"
    assert "10001" not in receipt.text
    assert receipt.asked == []
    owner = day.owner
    owner.answers(owner.latest, "Bitte installieren Sie das Update.")
    assert ann.latest.subject == "Re: Absturz"
    assert "10001" not in ann.latest.text
    ann.answers(ann.latest, "Das war es, jetzt läuft es wieder fast.")
    assert "10001" in owner.latest.subject


# -- what waits


def test_cor_04_agreed_topics_get_an_estimate_first(day: Day) -> None:
    """`#offer`, and acceptance where the contract demands it."""
    ann = day.firm(plan="response-4h")
    ann.writes("Wir hätten gern eine Schulung für Revit.", subject="Schulung")
    day.owner.answers(day.owner.latest, "#offer 2 days training on site")
    assert "training on site" in ann.latest


def test_cor_06_the_activity_report_is_released_by_the_account_owner(day: Day) -> None:
    """Each month, as PDF and CSV."""
    day.firm(plan="response-4h").writes(QUESTION)
    day.at("2026-12-01 10:00")
    assert any(name.endswith(".csv") for letter in day.engineer("katharina").inbox for name in letter.files)


def test_cor_07_a_remote_session_is_sent_while_talking(day: Day) -> None:
    """`#meet now` mails its link at once."""
    ann = day.firm(plan="response-4h")
    ann.writes(QUESTION)
    day.owner.answers(day.owner.latest, "#meet now")
    assert "https://" in ann.latest.text


def test_cor_09_a_case_is_forwarded_to_the_vendor_and_his_answer_comes_back(day: Day) -> None:
    """`#vendor`, with the files that the engineer chose."""
    day.firm(plan="response-4h").writes(QUESTION)
    posted = len(day.world.posted)
    day.owner.answers(day.owner.latest, "#vendor please have a look")
    assert any("vendor" in mail.recipients[0] for mail in day.world.posted[posted:])
