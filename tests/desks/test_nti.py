"""The rules of NTI CADcenter: one mailbox, four plans, minutes that are included, and a promise or none."""

from __future__ import annotations

from tests.desks.story import Day

SAMPLE = "nti"
QUESTION = "Hvordan endrer jeg enhetene i AutoCAD? Kan du forklare det?"


def test_nti_01_the_product_is_read_from_the_mail(day: Day) -> None:
    """One mailbox for all; office hours and holidays of Norway."""
    ann = day.firm(plan="silver")
    ann.writes("Revit viser ikke lenger taket. Hvordan får jeg det tilbake?", subject="Tak")
    assert day.owner.key == "eirik"
    ann.writes("Inventor lagrer ikke. Hva gjør jeg?", subject="Lagring")
    assert day.owner.key == "havard"
    day.at("2027-05-17 10:00")
    assert "18 May 2027 from 08:00" in ann.writes(QUESTION, subject="Constitution day")


def test_nti_02_four_plans_include_and_promise_different_things(day: Day) -> None:
    """Fifteen minutes and one contact, thirty and four hours, as many contacts as licences, or by agreement."""
    day.firm("b@bronze.example", "Bronze", plan="bronze").writes(QUESTION)
    assert "15 min" in day.owner.latest
    silver = day.firm("s@silver.example", "Silver", plan="silver").writes(QUESTION)
    assert "30 min" in day.owner.latest
    assert "by Monday, 23 November 2026, 14:00 at the latest" in silver
    gold = {"plan": "gold", "licence_number": "L-1", "licence_product": "AutoCAD", "seats": 2}
    assert "14:00 at the latest" in day.firm("g@gold.example", "Gold", **gold).writes(QUESTION)
    platinum = day.firm("p@platinum.example", "Platinum", plan="platinum").writes(QUESTION)
    assert "by Monday, 23 November 2026, 12:00 at the latest" in platinum


def test_nti_03_targets_run_in_business_hours_and_bronze_has_no_promise(day: Day) -> None:
    """Four hours from Friday at three end on Monday at eleven; no mail to Bronze names a time."""
    day.at("2026-11-27 15:00")
    silver = day.firm("s@silver.example", "Silver", plan="silver").writes(QUESTION)
    assert "Monday, 30 November 2026, 11:00" in silver
    bronze = day.firm("b@bronze.example", "Bronze", plan="bronze")
    assert "at the latest" not in bronze.writes(QUESTION)
    day.owner.answers(day.owner.latest, "Bruk kommandoen UNITS.\n\n#close")
    assert not any("at the latest" in letter for letter in bronze.inbox)
    assert "no promise" in day.owner.inbox[-2]


def test_nti_05_more_contacts_than_the_plan_allows_are_not_entitled(day: Day) -> None:
    """The second contact of Bronze opens his case all the same; the engineer sees it, and who is untrained."""
    day.firm("first@bronze.example", "Bronze", plan="bronze", name="First Contact", customer_number=7001)
    row = {"customer_number": 7001, "organisation": "Bronze", "email": "second@bronze.example", "contact": "Second"}
    day.records({**row, "role": "user", "contact_language": "en"})
    second = day.somebody("second@bronze.example", "Second")
    second.writes(QUESTION)
    card = " ".join(day.owner.latest.text.split())
    assert "10001" in second.latest.subject
    assert "more contacts than the contract allows" in card
    assert "not trained" in card.lower()


def test_nti_06_licence_and_contract_questions_are_open_to_every_plan(day: Day) -> None:
    """Whoever asks, and each is a topic of its own."""
    day.firm("first@bronze.example", "Bronze", plan="bronze", customer_number=7001, mail_domains="bronze.example")
    other = day.somebody("other@bronze.example", "Other")
    other.writes("Hvordan får vi en ny lisens til AutoCAD?", subject="Lisens")
    assert "Topic: licence." in day.owner.latest
    assert "not one of the named contacts" not in day.owner.latest
    other.writes("Når utløper supportavtalen vår?", subject="Avtale")
    assert "Topic: contract." in day.owner.latest


def test_nti_07_the_dedicated_contact_person_gets_the_case(day: Day) -> None:
    """Whatever the product; a substitute while he is on leave."""
    day.firm("p@platinum.example", "Platinum", plan="platinum", dedicated_engineer="silje").writes(
        "Revit viser ikke lenger taket.", subject="Tak"
    )
    assert day.owner.key == "silje"


# -- what waits


def test_nti_04_what_goes_beyond_the_minutes_is_offered(day: Day) -> None:
    """The engineer is told when they are nearly used; `#offer` asks the customer."""
    ann = day.firm(plan="silver")
    ann.writes(QUESTION)
    day.owner.answers(day.owner.latest, "#time 28m")
    assert "30 min" in day.owner.latest
    day.owner.answers(day.owner.latest, "#offer 2h")
    assert "2 h" in ann.latest
