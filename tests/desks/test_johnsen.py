"""The rules of Brødrene Johnsen: half a year free, a prepaid time account, or charged by the hour after a yes."""

from __future__ import annotations

from tests.desks.conftest import Open, manager
from tests.desks.story import Day

SAMPLE = "johnsen"
QUESTION = "Hvordan lager jeg en ny mal i Inventor?"
OFFICE = "kontor@johnsen.example"


def test_joh_01_working_days_from_eight_to_four(day: Day) -> None:
    """At four the desk is closed until the next working day."""
    ann = day.firm(plan="free-support")
    day.at("2026-11-23 15:59")
    assert "An engineer will look at it." in ann.writes(QUESTION, subject="In time")
    day.at("2026-11-27 16:00")
    assert "Monday, 30 November 2026 from 08:00" in ann.writes(QUESTION, subject="Late")


def test_joh_02_free_support_ends_after_six_months_and_is_announced(opened: Open) -> None:
    """To customer and office, once each."""
    day = opened()
    ann = day.firm(plan="free-support", starts_on="2026-09-01")
    office = day.somebody(OFFICE)
    day.at("2027-02-08 10:00")
    day.at("2027-02-09 10:00")
    assert "28 February 2027" in ann.latest
    assert "28. februar 2027" in office.latest
    assert (len(ann.inbox), len(office.inbox)) == (1, 1)


def test_joh_03_the_time_account_is_drawn_by_quarters_and_told(day: Day) -> None:
    """The balance stands in the engineer's mail and in the closing mail; a low one warns customer and office."""
    ann = day.firm(plan="time-account", time_account=60, starts_on="2026-11-01")
    ann.writes(QUESTION)
    owner = day.owner
    assert "60 min" in owner.latest or "1 h" in owner.latest
    owner.answers(owner.latest, "#time 50m\n#close")
    closing = next(letter for letter in reversed(ann.inbox) if "closed your case" in letter)
    assert "Your prepaid account now holds 0 min" in closing or "now holds" in closing
    assert any("account" in letter.text.lower() for letter in ann.inbox if letter is not closing)
    assert day.somebody(OFFICE).inbox


def test_joh_04_without_agreement_a_yes_is_asked_before_paid_work(day: Day) -> None:
    """The acknowledgement names the hourly rate; a plain yes is recorded."""
    kim = day.customer("Kjent AS", "kim@kjent.example", contact_language="en", role="superuser")
    receipt = kim.writes(QUESTION)
    assert "1,250" in receipt or "1250" in receipt
    owner = day.owner
    vouched = ("Authentication-Results", "mx.johnsen.example; dmarc=pass header.from=kjent.example")
    kim.answers(receipt, "Yes, please go ahead.", headers=(vouched,))
    assert "yes" in owner.latest.text.lower()


def test_joh_05_the_superuser_is_the_contact_for_every_request(day: Day) -> None:
    """A colleague's mail opens a case; she hears of it, and he who to ask."""
    sue = day.firm("sue@firma.example", "Firma", name="Sue Berg", plan="free-support", mail_domains="firma.example")
    bob = day.somebody("bob@firma.example", "Bob")
    vouched = ("Authentication-Results", "mx.johnsen.example; dmarc=pass header.from=firma.example")
    receipt = bob.writes(QUESTION, subject="Mal", headers=(vouched,))
    assert "Sue Berg" in receipt
    assert "10001" in sue.latest


def test_joh_06_another_product_is_charged_by_the_hour(day: Day) -> None:
    """The agreement covers Inventor; Vault is asked about as without one."""
    ann = day.firm(plan="free-support", products="Inventor")
    assert "1,250" not in ann.writes(QUESTION, subject="Inventor")
    other = ann.writes("Hvordan sikkerhetskopierer jeg Vault? Vault-serveren er ny.", subject="Vault")
    assert "1,250" in other or "1250" in other


def test_joh_02_managers_see_the_end_in_the_digest(opened: Open) -> None:
    """With what renews or ends."""
    day = opened(managers=(manager("mia@johnsen.example"),))
    boss = day.manager("mia")
    day.firm(plan="free-support", starts_on="2026-09-01").writes(QUESTION)
    day.morning("2027-02-08 10:00")
    assert "C-1001" in boss.latest
    assert "28 Feb 2027" in boss.latest


def test_joh_03_managers_see_low_accounts_in_the_digest(opened: Open) -> None:
    """With how much is left."""
    day = opened(managers=(manager("mia@johnsen.example"),))
    boss = day.manager("mia")
    ann = day.firm(plan="time-account", time_account=60, starts_on="2026-11-01")
    ann.writes(QUESTION)
    day.owner.answers(day.owner.latest, "#time 45m remote")
    day.morning("2026-11-24 09:00")
    assert "C-1001" not in boss.latest
    day.owner.answers(day.owner.latest, "#time 15m remote")
    day.morning("2026-11-25 09:00")
    assert "Prepaid time low or used up" in boss.latest
    assert "0 mins left" in boss.latest
    assert "C-1001" in boss.latest
