"""intake/absence.py: until when somebody is away, and who stands in."""

from __future__ import annotations

import time
from datetime import date

import pytest

from intake.absence import Absence, read
from intake.limits import Limits
from intake.mail import parse


def _absence(text: str, sent: str = "Mon, 20 Jul 2026 09:00:00 +0200", country: str | None = None) -> Absence | None:
    raw = (
        f"From: Bo <bo@kunde.example>\nTo: us@desk.example\nSubject: Re: x\nDate: {sent}\nMIME-Version: 1.0\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{text}"
    )
    return read(parse(raw.encode(), Limits()), None, country)


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("Ich bin bis einschließlich 3. August nicht im Büro.", date(2026, 8, 4)),
        ("Ik ben afwezig t.o.m. 3 augustus.", date(2026, 8, 4)),
        ("Ik ben afwezig tot en met 3 augustus.", date(2026, 8, 4)),
        ("Ik ben afwezig tot 3 augustus.", date(2026, 8, 3)),
        ("Jeg har ferie t.o.m. 14.08.2026.", date(2026, 8, 17)),
        ("Eg har ferie til og med 31. juli og er attende på kontoret tysdag 4. august.", date(2026, 8, 4)),
        ("3 Ağustos'a kadar izindeyim.", date(2026, 8, 3)),
        ("15.08.2026 tarihine kadar izindeyim. 18 Ağustos Salı günü ofiste olacağım.", date(2026, 8, 18)),
        ("I am out of the office until Monday 3 August.", date(2026, 8, 3)),
        ("I am out of the office from 23 December through January 4 and return on January 5.", date(2027, 1, 5)),
        ("Je suis absente du 3 au 21 août inclus.", date(2026, 8, 24)),
        ("Je suis en congés jusqu'au 12 août.", date(2026, 8, 13)),
        ("Ich bin vom 3.8. bis zum 21.8.2026 im Urlaub und ab dem 25. August wieder da.", date(2026, 8, 25)),
        ("I am away and back on Monday.", date(2026, 7, 27)),
        ("I'm away until the 26th.", date(2026, 7, 26)),
        ("I am out of the office until 31 February.", None),
        ("Ik ben afwezig.", None),
    ],
)
def test_first_day_back(text: str, back: date | None) -> None:
    """A last day away gives the working day after it, a return day itself; no year means the next such date."""
    said = _absence(text)
    assert said is not None
    assert said.returns_on == back
    assert said.reasons


@pytest.mark.parametrize(
    ("text", "name", "address", "number", "country"),
    [
        (
            "Ich bin im Urlaub. Bitte wenden Sie sich an Frau Petra Müller (petra@firma.example), Tel. 030 901820.",
            "Petra Müller",
            "petra@firma.example",
            "+4930901820",
            "DE",
        ),
        (
            "Ik ben met vakantie.\n\nNeem contact op met Jan de Vries (jan@firma.example).",
            "Jan de Vries",
            "jan@firma.example",
            None,
            "NL",
        ),
        (
            "Jeg har ferie. Ved behov kontakt Kari Nordmann, kari@firma.example.",
            "Kari Nordmann",
            "kari@firma.example",
            None,
            "NO",
        ),
        (
            "İzindeyim. Acil durumlarda iş arkadaşım Ayşe Yılmaz (ayse@firma.example) size yardımcı olacaktır.",
            "Ayşe Yılmaz",
            "ayse@firma.example",
            None,
            "TR",
        ),
        (
            "I am out of the office. For urgent matters contact John Smith at john@firm.example.",
            "John Smith",
            "john@firm.example",
            None,
            "GB",
        ),
        (
            "Je suis absent. En cas d'urgence, contactez Luc Petit (luc@firme.example).",
            "Luc Petit",
            "luc@firme.example",
            None,
            "FR",
        ),
    ],
)
def test_substitute(text: str, name: str, address: str, number: str | None, country: str) -> None:
    """The named colleague, his address, and the number to ring."""
    said = _absence(text, country=country)
    assert said is not None
    assert said.substitute is not None
    assert (said.substitute.name, said.substitute.address, said.phone) == (name, address, number)


def test_who_is_on_a_number() -> None:
    """A colleague may be named by nothing but where he is."""
    said = _absence("I'm out sailing until 26 August.\n\nIf it burns, Callum is on 020 7946 0018.", country="GB")
    assert said is not None
    assert said.substitute is not None
    assert (said.substitute.name, said.phone) == ("Callum", "+442079460018")


def test_own_addresses_are_no_substitute() -> None:
    """Neither the writer's address nor ours stands in for him."""
    said = _absence("I am out of the office. In urgent cases write to us@desk.example or bo@kunde.example.")
    assert said is not None
    assert said.substitute is None


def test_without_a_date_of_the_mail_years_are_needed() -> None:
    """A mail without Date gives no year to count from."""
    undated = _absence("Ik ben afwezig tot 3 augustus.", sent="nonsense")
    assert undated is not None
    assert undated.returns_on is None


def test_an_acknowledgement_tells_of_no_absence() -> None:
    """An automatic reply of another sort has none."""
    assert _absence("Your request has been received.") is None


@pytest.mark.parametrize("text", ["3 " * 400_000, "until " * 150_000, "a@" * 400_000, "I am away " + "Ab " * 300_000])
def test_long_texts_cost_little(text: str) -> None:
    """Only the head is looked at: a pathological megabyte is read at once."""
    raw = f"From: a@b.example\nSubject: Absence\n\n{text}".encode()
    mail = parse(raw, Limits())
    begin = time.perf_counter()
    read(mail, None, None)
    assert time.perf_counter() - begin < 0.5
