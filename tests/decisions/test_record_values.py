"""Cells of the records: what each country writes is read, what may mean two things is refused."""

from __future__ import annotations

import time
from datetime import date

import pytest

from intake import record_values as read
from intake.record_columns import TITLES, known, read_headings
from intake.sheets import SEPARATORS, decoded
from routing.crowding import crowded
from routing.folding import folded
from routing.free_mail import candidates, is_nobodys
from routing.records import FIELDS, RecordKind
from routing.resemblance import resembling
from routing.terms import notice_until
from routing.tree import misplaced

CUSTOMERS = [(1, "Aerts Matrijzenbouw NV"), (2, "Aerts Logistiek BV"), (3, "Rüther Werkzeugbau GmbH & Co. KG"),
             (4, "Işık Kalıp San. ve Tic. Ltd. Şti."), (5, "Fjellheim Mekaniske AS")]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "country", "meant"),
    [
        ("31.03.2026", "DE", date(2026, 3, 31)),
        ("3.4.2026", "NO", date(2026, 4, 3)),
        ("03.04.2026", "TR", date(2026, 4, 3)),
        ("03/04/2026", "BE", date(2026, 4, 3)),
        ("03/04/2026", "FR", date(2026, 4, 3)),
        ("03/04/2026", "GB", date(2026, 4, 3)),
        ("03-04-2026", "NL", date(2026, 4, 3)),
        ("04/03/2026", "US", date(2026, 4, 3)),
        ("25/12/2026", "DE", date(2026, 12, 25)),
        ("04/04/2026", "DE", date(2026, 4, 4)),
        ("2026-04-03", "US", date(2026, 4, 3)),
        ("2026-04-03T00:00:00Z", "BE", date(2026, 4, 3)),
        ("3.4.2026 00:00", "DE", date(2026, 4, 3)),
        ("20260403", "NO", date(2026, 4, 3)),
        ("3 avril 2026", "FR", date(2026, 4, 3)),
        ("3. März 2026", "DE", date(2026, 3, 3)),
        ("03-apr-2026", "NL", date(2026, 4, 3)),
        ("3 Ağustos 2026", "TR", date(2026, 8, 3)),
    ],
)
def test_a_date_is_read_as_its_country_writes_it(written: str, country: str, meant: date) -> None:
    """With strokes only where the country has a custom, or the number leaves no choice."""
    assert read.day(written, country) == meant


@pytest.mark.parametrize("country", ["DE", "NO", "AT", "CH"])
def test_a_date_that_may_be_two_is_refused(country: str) -> None:
    """Both readings are shown."""
    with pytest.raises(ValueError, match="2026-04-03 or 2026-03-04"):
        read.day("03/04/2026", country)


@pytest.mark.parametrize("written", ["12/25/2026", "30.02.2026", "1.1.26", "46023", "soon", "0.0.0000", "2026-13-01"])
def test_what_is_no_date_is_refused(written: str) -> None:
    """Each with how to write it."""
    with pytest.raises(ValueError, match="2026-03-31"):
        read.day(written, "BE")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("95,50", "95.50"), ("95", "95.00"), ("1.250,00", "1250.00"), ("1,250.00", "1250.00"), ("€ 95.5", "95.50"),
     ("1 250,50 kr", "1250.50")],
)  # fmt: skip
def test_amounts_of_both_habits_are_read(written: str, meant: str) -> None:
    """The last sign is the decimal one where there are two."""
    assert read.amount(written) == meant


@pytest.mark.parametrize("written", ["1.250", "1,250", "ninety", "1.2.3", "-5"])
def test_an_amount_that_may_be_two_is_refused(written: str) -> None:
    """A thousand, or one and a quarter."""
    with pytest.raises(ValueError, match='"'):
        read.amount(written)


def test_words_of_six_languages_are_known() -> None:
    """Yes and no, roles, languages, countries, months."""
    assert [read.truth(word) for word in ("Ja", "OUI", "evet", "nein", "Hayır", "1", "non")] == [
        True, True, True, False, False, True, False,
    ]  # fmt: skip
    assert {read.word(word, read.ROLES) for word in ("Verantwoordelijke", "ansvarlig", "Sorumlu")} == {"responsible"}
    assert [read.language(word) for word in ("nl-BE", "Deutsch", "Norsk", "no", "Türkçe")] == [
        "nl",
        "de",
        "nb",
        "nb",
        "tr",
    ]
    assert [read.country(word) for word in ("België", "Norwegen", "Türkiye", "no")] == ["BE", "NO", "TR", "NO"]
    assert [read.months(word) for word in ("3", "3 maanden", "1 Jahr", "6 ay")] == [3, 3, 12, 6]
    assert [read.minutes(word) for word in ("90", "1:30", "10 uur")] == [90, 90, 600]


def test_headings_of_six_languages_are_known() -> None:
    """The same five columns, as six exports call them."""
    spoken = [
        ("Customer Number", "Company", "E-mail", "Phone", "Start date"),
        ("Klantnummer", "Bedrijfsnaam", "E-mailadres", "Telefoonnummer", "Ingangsdatum"),
        ("Kundennummer", "Firma", "E-Mail-Adresse", "Telefon", "Vertragsbeginn"),
        ("Kundenr.", "Bedrift", "E-post", "Tlf.", "Gjelder fra"),
        ("Müşteri No", "Kurum Adı", "E-posta", "Telefon No", "Başlangıç tarihi"),
        ("N° client", "Raison sociale", "Courriel", "Téléphone", "Date de début"),
    ]
    assert {read_headings(headings).fields for headings in spoken} == {read_headings(spoken[0]).fields}
    assert None not in read_headings(spoken[0]).fields
    assert all(known(headings) == 5 for headings in spoken)


def test_vague_headings_belong_to_the_most_particular_thing() -> None:
    """A name beside a mail address is a person's."""
    assert read_headings(["customer number", "name"]).fields[1] == (RecordKind.ORGANISATION, "name")
    assert read_headings(["customer number", "name", "email"]).fields[1] == (RecordKind.CONTACT, "name")
    assert read_headings(["customer number", "number", "plan"]).fields[1] == (RecordKind.CONTRACT, "key")


def test_every_field_has_a_column() -> None:
    """What the store keeps can be imported and exported."""
    parts = {"targets": "target_any", "rates": "rate_any", "quotas": "quota_phone"}
    for kind, fields in FIELDS.items():
        for name in fields:
            if name != "organisation":
                assert (kind, parts.get(name, name)) in TITLES
    assert len({folded(title) for title in TITLES.values()}) == len(TITLES)
    assert read_headings(list(TITLES.values())).fields == tuple(TITLES)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Aerts Matrijzenbouw", 1),
        ("aerts matrijzenbouw b.v.", 1),
        ("Aerts Matrijsenbouw", 1),
        ("Ruether Werkzeugbau", 3),
        ("Rüther", 3),
        ("ISIK KALIP", 4),
        ("Fjellheim Mekaniske Verksted", 5),
        ("Aerts", None),  # two begin so
        ("Werkzeugbau GmbH", None),
        ("Berg Mekaniske AS", None),
        ("BV", None),
        ("", None),
    ],
)
def test_a_company_is_told_by_its_name(said: str, meant: int | None) -> None:
    """Without legal forms and accents; where two fit alike, or only what all share, nobody is meant."""
    found = resembling(said, CUSTOMERS)
    assert (found.organisation_id if found else None) == meant


def test_free_mail_and_shared_domains_are_nobodys() -> None:
    """Of every country of the desks, and what is below them; a company's own is its own."""
    free = ("gmail.com", "telenet.be", "ziggo.nl", "web.de", "online.no", "mynet.com", "laposte.net", "btinternet.com")
    assert all(is_nobodys(domain) for domain in (*free, "mail.telenet.be", "com.tr", "co.uk", "be", ""))
    assert candidates("cad.aerts.example") == ("cad.aerts.example", "aerts.example")
    assert candidates("buyuksehir.bel.tr") == ("buyuksehir.bel.tr",)
    assert candidates("x.gmail.com") == ()


@pytest.mark.parametrize(
    ("ends", "months", "until"),
    [
        (date(2026, 12, 31), 3, date(2026, 9, 30)),
        (date(2027, 5, 30), 3, date(2027, 2, 28)),
        (date(2026, 6, 15), 12, date(2025, 6, 15)),
        (None, 3, None),
        (date(2026, 6, 15), None, None),
    ],
)
def test_notice_can_be_given_until(ends: date | None, months: int | None, until: date | None) -> None:
    """Whole months before the end; the end of a month stays one."""
    assert notice_until(ends, months) == until


def test_a_circle_of_organisations_is_found() -> None:
    """And a line that is too deep, without walking it for ever."""
    assert misplaced("a", {"a": "b", "b": None}) is None
    assert "circle" in (misplaced("a", {"a": "b", "b": "a"}) or "")
    assert "19 others" in (misplaced("0", {str(n): str(n + 1) for n in range(100_000)}) or "")


def test_hostile_cells_are_read_at_once() -> None:
    """A megabyte in a cell, a name or a file takes no time."""
    long = "1" * 500_000 + " " * 500_000
    began = time.process_time()
    for reader in (read.amount, read.minutes, read.months, read.truth, read.language, read.country, read.domains):
        with pytest.raises(ValueError, match=r"."):
            reader(long)
    with pytest.raises(ValueError, match=r"."):
        read.day(long, "BE")
    resembling("a " * 500_000, CUSTOMERS)
    decoded(b"\xc3" * 1_000_000)
    read_headings([SEPARATORS[0] * 1_000_000])
    assert time.process_time() - began < 2


def test_channels_are_read_in_any_language_and_any_order() -> None:
    """NET-04: an unknown one is a fault that names those there are."""
    assert read.several("telefon; mail", read.CHANNELS) == ("written", "phone")
    assert read.several("op afstand | schriftelijk, telefoon", read.CHANNELS) == ("written", "phone", "remote")
    with pytest.raises(ValueError, match="written, phone or remote"):
        read.several("pigeon", read.CHANNELS)


def test_names_of_postprocessors_are_sorted_and_kept_as_written() -> None:
    """PRO-10: once each, blanks put right."""
    assert read.names("Heidenhain  530;Fanuc 31i, Heidenhain 530;;") == ("Fanuc 31i", "Heidenhain 530")


@pytest.mark.parametrize(
    ("text", "minutes"), [("15", 15), ("1:00", 60), ("quarter", None), ("0", None), ("3 days", None)]
)
def test_a_rounding_step_is_a_minute_to_a_day(text: str, minutes: int | None) -> None:
    """GEN-04: nothing can be rounded to nothing."""
    if minutes is not None:
        assert read.step(text) == minutes
        return
    with pytest.raises(ValueError, match=r"duration|out of bounds"):
        read.step(text)


def test_contacts_beyond_the_contract_are_named_in_a_warning() -> None:
    """NTI-05, NET-03: the contract's own bound goes before its plan's; whoever has left does not count."""
    people = [{"organisation": "1001", "left": number == 0} for number in range(5)]

    def told(contacts: int | None, plan: str) -> list[str]:
        return list(crowded(people, [{"organisation": "1001", "plan": plan, "contacts": contacts}], {"bronze": 1}))

    assert told(None, "gold") == told(4, "bronze") == []
    assert "allows 1: 3 will not be entitled" in told(None, "bronze")[0]
    assert "allows 3: 1 will not be entitled" in told(3, "bronze")[0]
