"""What the values of an engineer's commands mean, but for dates and durations: stated cases, and properties of all."""

from __future__ import annotations

import time as stopwatch
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.folding import words
from routing.order_words import CATEGORIES, DETAILS, KINDS, NOT_HERE, SEVERITIES
from routing.orders import Fault, Order, interpret
from routing.submission import Command
from tests.decisions.order_desk import DESK, JAN, NOW, fault, order


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        *((f"type {word}", "bug") for word in ("bug", "Bug.", "fout", "Fehler", "feil", "hata", "bogue", "HATA")),
        *((f"type {word}", "support") for word in ("support", "vraag", "Frage", "hjelp", "destek", "question")),
        *(
            (f"type {word}", "suggestion")
            for word in ("suggestion", "wens", "Wunsch", "ønske", "öneri", "idée", "İstek")
        ),
        *(
            (f"prio {word}", "critical")
            for word in ("critical", "1", "kritisk", "acil", "kritiek", "dringend", "urgent")
        ),
        *((f"prio {word}", "high") for word in ("High", "2", "hoch", "hoog", "høy", "yüksek", "haute")),
        *((f"prio {word}", "normal") for word in ("normal", "3", "normaal", "mittel", "orta", "moyenne", "middels")),
        *((f"prio {word}", "low") for word in ("low", "4", "laag", "niedrig", "lav", "düşük", "basse")),
    ],
)
def test_categories_and_urgency_in_six_languages(line: str, expected: str) -> None:
    """Their words, in any case."""
    said = order(line)
    assert expected in (said.category, said.severity)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("type bgu", "#type bug"),
        ("type suggestoin", "#type suggestion"),
        ("type bug in the export", "#type bug"),
        ("type 7", "#type bug"),
        ("prio hihg", "#prio high"),
        ("prio low please", "#prio low"),
        ("prio 5", "#prio high"),
    ],
)
def test_another_category_or_urgency_is_told_with_the_nearest(line: str, meant: str) -> None:
    """A value says one thing only."""
    assert fault(line) == Fault(f"#{line}", "bad_value", meant)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("jan", "jan"), ("JAN", "jan"), ("Jan Claes", "jan"), ("claes", "jan"), ("Claes, Jan", "jan"), ("@jan", "jan"),
        ("jan@desk.example", "jan"), ("J.Claes@home.example", "jan"), ("Jan Claes <jan@desk.example>", "jan"),
        ("<mailto:jan@desk.example>", "jan"), ("to jan", "jan"), ("aan Jan Claes.", "jan"), ("me", "jan"),
        ("oystein", "oystein"), ("Øystein", "oystein"), ("Brekke", "oystein"), ("Yvonne Ruether", "yvonne"),
        ("yvonne rüther", "yvonne"), ("Ruther", "yvonne"), ("Gulsah", "gulsah"), ("GÜLŞAH AYDOĞAN", "gulsah"),
        ("gülşah aydogan", "gulsah"), ("van den Berg", "anv"), ("Berg", "anv"), ("Ann Peeters", "anp"), ("anp", "anp"),
    ],
)  # fmt: skip
def test_engineers_are_known_by_all_their_names(value: str, name: str) -> None:
    """Key, full name, parts of it, addresses; capitals and accents do not count."""
    assert order(f"assign {value}").engineer == name


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("Ann", "#assign anv"),  # two of them
        ("Claas", "#assign jan"),
        ("ysteinn", "#assign oystein"),
        ("peter@elsewhere.example", "#assign anp"),
        ("zzz", "#assign jan"),
        ("jan jan@desk.example anp@desk.example", "#assign jan"),
    ],
)
def test_nobody_is_assigned_by_guess(value: str, meant: str) -> None:
    """The nearest name is proposed."""
    assert fault(f"assign {value}") == Fault(f"#assign {value}", "no_such_engineer", meant)


def test_an_assignment_to_nobody_is_a_missing_value() -> None:
    """As is a product without a name."""
    assert fault("assign") == Fault("#assign", "missing_value", "#assign jan")
    assert fault("product") == Fault("#product", "missing_value", "#product visi")


@pytest.mark.parametrize(
    ("value", "name"),
    [("visi", "visi"), ("VISI", "visi"), ("Work NC", "worknc"), ("work-nc", "worknc"), ("wnc", "worknc"),
     ("Civil 3D", "civil3d")],
)  # fmt: skip
def test_products_are_known_by_key_title_and_words(value: str, name: str) -> None:
    """Blanks and hyphens do not count."""
    assert order(f"product {value}").product == name


def test_an_unknown_product_is_told_with_the_nearest() -> None:
    """By its key."""
    assert fault("product Worknic") == Fault("#product Worknic", "no_such_product", "#product worknc")
    assert fault("product civil").meant == "#product civil3d"


@pytest.mark.parametrize(
    ("value", "fields"),
    [
        ("phone", ("phone",)),
        ("phone,company", ("phone", "company")),
        ("phone company os", ("phone", "company", "operating_system")),
        ("operating_system, product_version", ("operating_system", "product_version")),
        ("besturingssysteem, versie en telefoonnummer", ("operating_system", "product_version", "phone")),
        ("Betriebssystem und Telefonnummer", ("operating_system", "phone")),
        ("operativsystem og stegene", None),
        ("versjon, skjermbilde", ("product_version", "attachments")),
        ("işletim sistemi, sürüm ve telefon", ("operating_system", "product_version", "phone")),
        ("la version du logiciel et le numéro de téléphone", ("product_version", "phone")),
        ("licentienummer; stappen", ("licence_number", "reproduction")),
        ("third party software", ("third_party",)),
        ("phone, phone", ("phone",)),
        ("and", None),
    ],
)
def test_details_are_asked_for_by_their_names(value: str, fields: tuple[str, ...] | None) -> None:
    """In six languages, with commas, "and", or neither; one unknown name stops."""
    if fields is None:
        assert fault(f"ask {value}").why == "bad_value"
    else:
        assert order(f"ask {value}").fields == fields


def test_an_unknown_detail_is_told_with_the_corrected_list() -> None:
    """What was understood stays in it."""
    assert fault("ask compnay, phone").meant == "#ask company, phone"
    assert fault("ask").meant == "#ask operating_system, phone"


@pytest.mark.parametrize(
    ("value", "number"),
    [("10423", 10423), ("#10423", 10423), ("[Acme Support #10423]", 10423), ("acme support #10423", 10423),
     ("[#10423]", 10423), ("10423.", 10423), ("case 10423", 10423), ("nr. 10423", 10423), ("Sak #10423", 10423)],
)  # fmt: skip
def test_cases_are_named_by_number(value: str, number: int) -> None:
    """Plain, or as in a subject line."""
    assert order(f"link {value}").number == order(f"merge {value}").number == number


@pytest.mark.parametrize(
    ("value", "meant"),
    [("[Other #10423]", "10423"), ("0", "10001"), ("10423 and 10424", "10423"), ("10423 same problem", "10423"),
     ("99999999999999999999", "10001"), ("abc", "10001"), ("-5", "10001"), ("10423a", "10423")],
)  # fmt: skip
def test_what_is_no_number_of_ours_stops(value: str, meant: str) -> None:
    """Nor are words lost behind one."""
    assert fault(f"merge {value}") == Fault(f"#merge {value}", "bad_value", f"#merge {meant}")


@pytest.mark.parametrize(
    "value",
    [
        "ann@mill.example", "Ann Vos <ann@mill.example>", '"Vos, Ann" <ann@mill.example>', "<ann@mill.example>",
        "mailto:ann@mill.example", "ann@mill.example<mailto:ann@mill.example>",
        "[ann@mill.example](mailto:ann@mill.example)", "ann@mill.example.", "Ann ann@mill.example",
        "<mailto:ann@mill.example?subject=Hi>",
    ],
)  # fmt: skip
def test_addresses_are_read_as_mail_clients_write_them(value: str) -> None:
    """Plain, named, or made a link of."""
    assert order(f"customer {value}").address == order(f"cc {value}").address == "ann@mill.example"


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("customer ann@mill", "#customer name@company.example"),
        ("customer a@b@mill.example", "#customer name@company.example"),
        ("customer ann@mill.example, bob@mill.example", "#customer ann@mill.example"),
        ("customer ann@mill.example please", "#customer ann@mill.example"),
        ("customer desk@desk.example", "#customer name@company.example"),
        ("customer visi.support+abc@desk.example", "#customer name@company.example"),
        ("customer HELP@desk.example", "#customer name@company.example"),
        ("customer jan@desk.example", "#customer name@company.example"),
        ("cc desk@desk.example", "#cc name@company.example"),
        ("cc ann@mill.example, help@desk.example", "#cc ann@mill.example"),
    ],
)
def test_what_is_no_address_of_somebody_outside_stops(line: str, meant: str) -> None:
    """The desk would write to itself; a colleague is no customer."""
    assert fault(line) == Fault(f"#{line}", "bad_value", meant)


def test_a_missing_address_is_told_with_an_example() -> None:
    """One that nobody has."""
    assert fault("customer .") == Fault("#customer .", "bad_value", "#customer name@company.example")
    assert fault("customer") == Fault("#customer", "missing_value", "#customer name@company.example")


def test_several_people_may_be_copied_in_by_one_line() -> None:
    """An order for each; colleagues may read along."""
    orders, faults = interpret([Command("cc", "ann@mill.example; Jan <jan@desk.example>", "#cc …")], DESK, JAN, NOW)
    assert [one.address for one in orders] == ["ann@mill.example", "jan@desk.example"]
    assert faults == ()


@pytest.mark.parametrize("word", ["note", "close", "phone"])
def test_free_text_is_taken_as_it_stands(word: str) -> None:
    """Signs, letters and all; or none at all."""
    assert order(f"{word} 3 Rückmeldungen: “e\u0301té”  ½") == Order(
        word, f"#{word} 3 Rückmeldungen: “e\u0301té”  ½", "3 Rückmeldungen: “e\u0301té”  ½"
    )
    assert order(word) == Order(word, f"#{word}")


@pytest.mark.parametrize("word", ["take", "reopen", "new", "files", "undo", "send", "drop", "help"])
def test_words_without_a_value_take_none(word: str) -> None:
    """Punctuation does no harm, words would be lost."""
    assert order(f"{word} .!") == Order(word, f"#{word} .!")
    assert fault(f"{word} it now") == Fault(f"#{word} it now", "bad_value", f"#{word}")


def test_status_and_list_may_say_of_what() -> None:
    """For mails to the desk's own address."""
    assert (order("status #10423").text, order("status #10423").number) == ("#10423", 10423)
    assert order("status") == Order("status", "#status")
    assert order("list visi") == Order("list", "#list visi", "visi")


@pytest.mark.parametrize("word", sorted(NOT_HERE))
def test_words_of_later_versions_are_told_apart(word: str) -> None:
    """They are spelt right; there is nothing nearer to propose."""
    assert fault(f"{word} 2h") == Fault(f"#{word} 2h", "not_here", None)


def test_unknown_words_are_told_with_the_nearest() -> None:
    """As one would write it."""
    assert fault("clsoe") == Fault("#clsoe", "unknown_word", "#close")
    assert fault("xyzzy").meant is None


def test_orders_and_faults_keep_the_order_of_the_mail() -> None:
    """Each by its own line."""
    lines = ["take", "wait 31.02.", "time 30m", "prio ?"]
    commands = [Command(line.split()[0], line.partition(" ")[2], f"#{line}") for line in lines]
    orders, faults = interpret(commands, DESK, JAN, NOW)
    assert [one.word for one in orders] == ["take", "time"]
    assert [one.written for one in faults] == ["#wait 31.02.", "#prio ?"]


def test_a_desk_of_nobody_and_nothing_has_faults_too() -> None:
    """Nothing can be proposed there."""
    bare = replace(DESK, engineers=(), products=())
    commands = [Command("assign", "jan", "#assign jan"), Command("product", "visi", "#product visi")]
    assert interpret(commands, bare, JAN, NOW) == (
        (),
        (Fault("#assign jan", "no_such_engineer", None), Fault("#product visi", "no_such_product", None)),
    )


@pytest.mark.parametrize("value", ["Peeters NV", "4711", "peeters.example", "@peeters.example", "Østlandet & Sønn A/S"])
def test_an_organisation_is_named_as_the_records_have_it(value: str) -> None:
    """By name, number or domain; whether there is one is for the records to say."""
    found = order(f"customer {value}")
    assert (found.text, found.address) == (value, None)


_WORDS = """note close wait hold reopen take assign type prio product due time ask phone link merge new customer cc
status list files undo send drop help"""
WORDS = _WORDS.split()
_PIECES = """3 12 31 2026 9999 . , : - / + # @ [ ] < > ½ ' dec 3. Cuma fr in weeks w h m uur saat kl. om 14:00 14h30 am
+3d next jan ann@mill.example mailto: phone and \u0301 İ ß \x00 \u202e ٣ ²"""
PIECES = st.sampled_from(_PIECES.split())
VALUES = st.one_of(
    st.text(max_size=80), st.lists(PIECES, max_size=8).map("".join), st.lists(PIECES, max_size=8).map(" ".join)
)


@settings(max_examples=400)
@given(
    st.one_of(st.sampled_from(WORDS), st.text(max_size=12)),
    VALUES,
    st.datetimes(datetime.fromisoformat("2020-01-01"), datetime.fromisoformat("2090-01-01")),
)
def test_any_text_is_an_order_or_a_fault(word: str, value: str, now: datetime) -> None:
    """Never an exception; moments lie ahead, minutes within a day, names on the desk."""
    orders, faults = interpret([Command(word, value, value)], DESK, JAN, now.replace(tzinfo=UTC))
    assert bool(orders) != bool(faults)
    for one in orders:
        assert one.when is None or now.replace(tzinfo=UTC) < one.when.astimezone(UTC)
        assert one.minutes is None or 0 < one.minutes <= 24 * 60
        assert one.engineer is None or DESK.engineer(one.engineer)


@settings(max_examples=200)
@given(st.sampled_from(WORDS), VALUES)
def test_what_a_fault_proposes_is_right(word: str, value: str) -> None:
    """Whoever copies the proposed line is understood."""
    _, faults = interpret([Command(word, value, value)], DESK, JAN, NOW)
    for one in faults:
        assert one.meant is not None
        assert order(one.meant.removeprefix("#"))


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(
    "piece",
    [
        "3",
        "3.",
        "a@",
        "a.",
        "in ",
        "1h ",
        "de ",
        " ",
        "\u0301\u0316",
        "[",
        "#1",
        "phone, ",
        "ß",
        "3 dec ",
        "@x.example ",
    ],
)
def test_a_huge_value_is_read_at_once(word: str, piece: str) -> None:
    """Linear: 100 kB of anything within a tenth of a second or so."""
    value = piece * (100_000 // len(piece))
    started = stopwatch.perf_counter()
    interpret([Command(word, value, value)], DESK, JAN, NOW)
    assert stopwatch.perf_counter() - started < 0.5


@pytest.mark.parametrize("table", [KINDS, CATEGORIES, SEVERITIES, DETAILS])
def test_every_word_of_the_tables_can_be_found(table: Mapping[str, object]) -> None:
    """They are folded as the words of a mail are, and short enough."""
    for phrase in table:
        assert " ".join(words(phrase)) == phrase
        assert len(phrase.split()) <= 5
