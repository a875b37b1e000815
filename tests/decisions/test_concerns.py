"""What a mail is about for others: matters, secrets, who is on call, what the office and development get."""

from __future__ import annotations

import time as clock
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from intake.matters import matters
from routing.concerns import business, goes_to_development
from routing.desk import Business, Calendar, ContractRules, Desk, Development
from routing.masking import MASK, masked
from routing.rota import Rota
from routing.submission import Category
from tests.decisions.order_desk import DESK

BRUSSELS = ZoneInfo("Europe/Brussels")
OPEN = Calendar(BRUSSELS, (((time(9), time(17)),),) * 5 + ((), ()))
NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=BRUSSELS)


def about(subject: str, text: str, *, category: Category = Category.SUPPORT, critical: bool = False) -> tuple[str, ...]:
    return matters(subject, text, category=category, confidence=0.9, critical=critical)


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("Factuur 2026-17", "In bijlage onze factuur van november.", ("invoice",)),
        ("Purring", "Vi har ikke mottatt faktura 4471.", ("invoice",)),
        ("Bestellung", "Wir möchten zwei Arbeitsplätze bestellen.", ("order",)),
        ("Bon de commande", "Veuillez trouver ci-joint notre bon de commande.", ("order",)),
        ("Kündigung", "Hiermit kündigen wir unseren Wartungsvertrag zum Jahresende.", ("cancellation",)),
        ("Opzegging", "Wij wensen ons onderhoudscontract niet te verlengen en zeggen het op.", ("cancellation",)),
        ("Oppsigelse", "Vi sier opp avtalen fra nyttår.", ("cancellation",)),
        ("Fesih", "Bakım sözleşmemizi feshetmek istiyoruz.", ("cancellation",)),
        ("Yenileme", "Destek sözleşmemizi yenilemek istiyoruz.", ("renewal",)),
        ("Question", "When does our maintenance contract expire?", ("contract",)),
        ("Numara", "Sözleşmemiz ne zaman bitiyor?", ("contract",)),
        ("Dongle", "Unser Dongle wurde bei einem Einbruch gestohlen.", ("loss",)),
        ("Export", "Our contract is C-12. The export has no layers.", ()),
        ("Draw", "I want to print the drawing in order to check it.", ()),
    ],
)
def test_business_is_told_from_questions(subject: str, text: str, expected: tuple[str, ...]) -> None:
    """GEN-13, NTI-06, PRO-15: in each language; a number in passing is no question about contracts."""
    assert about(subject, text) == expected


def test_a_defect_or_a_standstill_is_about_that() -> None:
    """Whatever it says of invoices."""
    text = "The program crashes when I print the invoice."
    assert about("Crash", text, category=Category.BUG) == ()
    assert about("Standstill", "Nobody can work. Send the invoice.", critical=True) == ()


@pytest.mark.parametrize(
    ("words", "secret"),
    [
        ("The password is Kale2026!", "Kale2026"),
        ("Wachtwoord: geheim-12", "geheim-12"),
        ("Şifresi: Ankara06", "Ankara06"),
        ("mot de passe : soleil99", "soleil99"),
        ("TeamViewer ID: 123 456 789", "123 456 789"),
        ("AnyDesk 987654321", "987654321"),
        ("Lizenzschlüssel: AbC123def456", "AbC123def456"),
        ("It is 7F3K-99QA-XX01-PL8M now", "7F3K-99QA-XX01-PL8M"),
    ],
)
def test_secrets_are_masked(words: str, secret: str) -> None:
    """GEN-14: what stands behind a label, and what has the shape of a key."""
    assert secret not in masked(words)
    assert MASK in masked(words)


@pytest.mark.parametrize(
    "words", ["Call 03 123 45 67.", "It happens since 2026-11-23.", "Part 4711-22-33 is wrong.", ""]
)
def test_numbers_that_are_no_secrets_stay(words: str) -> None:
    """Phones, dates and part numbers."""
    assert masked(words) == words


@pytest.mark.parametrize("piece", ["contract ", "licence key ", "A1B2-", "dongle lost ", "kündigen Vertrag "])
def test_a_long_hostile_text_takes_no_time(piece: str) -> None:
    """Linear, and bounded where more would say nothing."""
    text = piece * (200_000 // len(piece))
    begun = clock.process_time()
    about("x", text)
    masked(text[:20_000])
    assert clock.process_time() - begun < 1.0


def test_who_is_on_call_is_woken_while_the_desk_is_closed() -> None:
    """GEN-03: whose hours cover the moment; nobody by day, nobody where none is named, nobody for what can wait."""
    nights = Calendar(BRUSSELS, (((time(18), time.max),),) * 7)
    first, *others = DESK.engineers
    desk = replace(DESK, calendar=OPEN, engineers=(replace(first, on_call=nights), *others))

    def woken(at: datetime, on: Desk = desk, *, critical: bool = True) -> list[str]:
        return [person.name for person in Rota(on, None, critical=critical).on_call(at)]

    assert woken(NIGHT) == [first.name]
    assert woken(NIGHT.replace(hour=10)) == woken(NIGHT.replace(hour=6)) == []
    assert woken(NIGHT, replace(desk, engineers=DESK.engineers)) == woken(NIGHT, critical=False) == []


def test_the_office_gets_what_the_desk_file_says() -> None:
    """GEN-13: nothing without an address, and of several matters the first that is named."""
    desk = with_office(None)
    assert business(desk, {"invoice"}) is None
    desk = with_office("office@desk.example")
    assert business(desk, {"invoice", "cancellation"}) is Business.CANCELLATION
    assert business(desk, {"licence"}) is None


def with_office(address: str | None) -> Desk:
    gets = (Business.CANCELLATION, Business.INVOICE)
    return replace(DESK, contracts=ContractRules(office=address, office_gets=gets))


def test_development_hears_of_what_is_sure() -> None:
    """NET-05: of its categories alone; an engineer's word is sure."""
    desk = replace(DESK, development=Development("dev@desk.example", (Category.BUG,), 0.9))
    assert goes_to_development(desk, Category.BUG, 0.95)
    assert not goes_to_development(desk, Category.BUG, 0.8)
    assert not goes_to_development(desk, Category.SUGGESTION, 1.0)
    assert not goes_to_development(replace(desk, development=None), Category.BUG, 1.0)
