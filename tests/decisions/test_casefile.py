"""intake/casefile.py, routing/classify.py and intake/language.py: what a mail says about its case."""

from __future__ import annotations

import pytest

from intake.casefile import topics_of
from intake.gravity import is_critical, is_resolved
from intake.hints import DeskHints
from intake.inspection import inspect_bytes
from intake.language import detect
from intake.limits import Limits
from intake.other_software import third_party
from intake.phone import e164, find
from intake.product_versions import product_version
from intake.systems import operating_system
from routing.classify import classify
from routing.submission import Category
from tests.decisions.corpus import NAMES, raw, reading

KEYS = [
    "file",
    "kind",
    "language",
    "subject",
    "from",
    "to",
    "cc",
    "date",
    "message_id",
    "references",
    "visible_text",
    "text",
    "signature",
    "quoted_text",
    "forwarded",
    "commands",
    "bad_commands",
    "relay_text",
    "category",
    "confidence",
    "critical",
    "resolved_by_customer",
    "topics",
    "ticket_number",
    "details",
    "missing",
    "attachments",
    "files",
    "reasons",
    "problems",
]


def test_labelled_lines_give_every_detail() -> None:
    """All eight details stand in labelled lines; the fax number is no phone."""
    found = reading("nl-labelled-details", country="BE").details
    assert (found.company, found.contact_name, found.phone) == ("Claes Matrijzen BV", "An Claes", "+3256001234")
    assert (found.related_case, found.operating_system, found.product_version) == (
        "EON-40211",
        "Windows 11 23H2",
        "2026.1",
    )
    assert found.third_party == ("SolidWorks 2025", "Excel 2021")
    assert found.impact == "wij kunnen de elektroden niet frezen"
    assert found.reproduction
    assert reading("nl-labelled-details").missing == ()


def test_turkish_extension_is_dropped() -> None:
    """`dahili 17` is no part of the number."""
    found = reading("tr-labels-and-extension", country="TR").details
    assert found.phone == "+903125551234"
    assert found.company == "Demir Planlama Ltd. Şti."


def test_norwegian_labels() -> None:
    """A Norwegian eight-digit number behind a label is a phone."""
    found = reading("nb-labelled-details", country="NO").details
    assert (found.phone, found.operating_system, found.product_version) == ("+4722001234", "Windows 10 22H2", "2025.2")


def test_missing_lists_what_the_mail_does_not_give() -> None:
    """What was not told is asked for, in the contract's words."""
    assert reading("person-with-out-of-office-in-subject").missing == ("company", "phone", "operating_system")


@pytest.mark.parametrize(
    ("line", "phone"),
    [
        ("Bel mij op 056 00 12 34 aub", "+3256001234"),
        ("Fax: 056 00 12 34", None),
        ("BTW BE 0400 123 456", None),
        ("Dongle 1182739455", None),
        ("Ordernr. 0450 123 456", None),
        ("Licentie: 0478 00 61 22", None),
        ("Tel. +49 (0)40 66969-162", "+494066969162"),
    ],
)
def test_a_number_needs_its_context(line: str, phone: str | None) -> None:
    """A number to ring is asked for or labelled; fax, VAT, order, licence and dongle numbers are none."""
    found = find(line, "", ("BE",))
    assert (found[0] if found else None) == phone


def test_the_number_asked_for_wins_over_the_signature() -> None:
    """The text's request comes before the direct line of the signature."""
    found = find("Ruf mich bitte unter 0171 3920041 an.", "Durchwahl: 089 99998 240", ("DE",))
    assert found is not None
    assert found[0] == "+491713920041"


def test_impossible_numbers_are_none() -> None:
    """Digits that no country knows give nothing."""
    assert e164("0000", ("BE",), sure=True) is None
    assert e164("22 33 44 55", (), sure=True) is None


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("Wij werken met Win10 22H2.", "Windows 10 22H2"),
        ("Microsoft Windows 11 Pro, 23H2 (64-bit)", "Windows 11 23H2"),
        ("Server ist Windows Server 2019, die Arbeitsplätze haben Windows 11", "Windows 11"),
        ("Lisensserveren kjører Windows Server 2022.", "Windows Server 2022"),
        ("macOS 14.5", "macOS 14.5"),
        ("wij hebben 11 vensters", None),
        ("SQL Server 2019", None),
    ],
)
def test_operating_system_short_and_canonical(text: str, system: str | None) -> None:
    """The client's system in short form; a server's only where no client is named."""
    assert operating_system(text) == system


def test_product_version_beside_the_product_or_the_word() -> None:
    """The desk's product gives the version its meaning; Windows' version is none."""
    assert product_version("Wij gebruiken VISI 2024.1 sinds maart", ("VISI",)) == "VISI 2024.1"
    assert product_version("versie 2025.0 R2 loopt hier", ()) == "2025.0 R2"
    assert product_version("Windows versie 22H2", ()) is None


def test_third_party_leaves_out_our_own_products() -> None:
    """Other software with its version, once each."""
    assert third_party("Inventor 2025 en SolidWorks 2024 SP2, ook Excel", ("Inventor",)) == [
        "SolidWorks 2024 SP2",
        "Excel",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Onze machines staan stil.",
        "Bei uns steht die Produktion.",
        "Ingen får jobbet i dag.",
        "Üretim durdu, kimse çalışamıyor.",
        "Nobody can work, production is down.",
        "Toutes les machines sont à l'arrêt.",
    ],
)
def test_standing_production_is_critical(text: str) -> None:
    """Standing machines and a group that cannot work are critical, with the words as reason."""
    found, why = is_critical(text)
    assert found
    assert why


@pytest.mark.parametrize(
    "text",
    [
        "Het is dringend, graag snel antwoord.",
        "Als dit niet lukt staan onze machines volgende week stil.",
        "Wenn das nicht klappt, steht die Produktion.",
        "Maskinen går fint.",
        "Acil değil.",
        "If this goes on production is down next Monday.",
        "L'écran est noir.",
    ],
)
def test_urgency_and_fears_are_not_critical(text: str) -> None:
    """A deadline, a fear or the word urgent is not a standstill now."""
    assert not is_critical(text)[0]


@pytest.mark.parametrize(
    ("text", "solved"),
    [
        ("Het probleem is opgelost, bedankt.", True),
        ("Es hat sich erledigt.", True),
        ("Saken er løst.", True),
        ("Sorun çözüldü.", True),
        ("It works again, you can close the ticket.", True),
        ("Le problème est résolu.", True),
        ("Het is nog niet opgelost.", False),
        ("It is fixed on two machines, but the third still fails.", False),
        ("Når er det løst?", False),
    ],
)
def test_resolved_by_the_customer(text: str, solved: bool) -> None:
    """Reported gone is resolved; partly, not yet or a question is not."""
    assert is_resolved(text)[0] is solved


def test_moving_a_licence_is_two_topics() -> None:
    """Licence to another machine: licence and reinstall."""
    assert topics_of("Graag onze licentie overzetten naar een nieuwe pc")[0] == ("licence", "reinstall")
    assert topics_of("De lijn staat verkeerd")[0] == ()


@pytest.mark.parametrize(
    ("subject", "text", "language", "category"),
    [
        ("crash", "Visi crasht bij het opslaan, foutmelding 17.", "nl", Category.BUG),
        ("vraag", "Hoe kan ik de kleur van de laag instellen?", "nl", Category.SUPPORT),
        ("Absturz", "Das Programm stürzt beim Speichern ab.", "de", Category.BUG),
        ("Frage", "Wie kann ich die Lizenz verlängern?", "de", Category.SUPPORT),
        ("Feil", "Revit krasjer når jeg åpner filen.", "nb", Category.BUG),
        ("spørsmål", "Hvordan kan jeg endre malen?", "nb", Category.SUPPORT),
        ("hata", "program cokuyor, hata mesaji veriyor", "tr", Category.BUG),
        ("soru", "Katman rengini nasıl değiştirebilirim?", "tr", Category.SUPPORT),
        ("wish", "It would be nice to have this in a next version.", "en", Category.SUGGESTION),
        ("idée", "Ce serait pratique dans une prochaine version.", "fr", Category.SUGGESTION),
        ("plantage", "Le logiciel plante, message d'erreur 12.", "fr", Category.BUG),
    ],
)
def test_category_by_lexicon(subject: str, text: str, language: str, category: Category) -> None:
    """Plain cases are told apart in every language, with reasons and a confidence."""
    found = classify(subject, text, language)
    assert found.category is category
    assert 0.5 < found.confidence <= 0.99
    assert found.reasons


def test_no_cue_is_support_at_low_confidence() -> None:
    """Without a word to go by the answer says how unsure it is."""
    found = classify("", "xyz", None)
    assert found.category is Category.SUPPORT
    assert found.confidence < 0.6


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("De tekening opent niet meer sinds vanmorgen.", "nl"),
        ("Die Zeichnung lässt sich nicht öffnen.", "de"),
        ("Hei, fortsatt samme feil her.", "nb"),
        ("Eg får ikkje opna teikninga lenger.", "nb"),
        ("Çizim artık açılmıyor, yardımcı olur musunuz?", "tr"),
        ("The drawing does not open any more.", "en"),
        ("Le dessin ne s'ouvre plus depuis ce matin.", "fr"),
        ("", None),
        ("12345 !!", None),
    ],
)
def test_language_of_what_was_written(text: str, language: str | None) -> None:
    """Short texts are told, nothing is None."""
    assert detect(text) == language


def test_standing_machines_mail() -> None:
    """The whole reading of a critical mail."""
    found = reading("standing-machines-fr", country="BE")
    assert found.critical
    assert found.details.phone == "+3225001299"
    assert found.classification is not None
    assert found.classification.category is Category.BUG


@pytest.mark.parametrize("name", NAMES)
def test_inspect_has_every_key(name: str) -> None:
    """Every key of the contract stands in every object, with plain JSON values."""
    import json

    shown = inspect_bytes(raw(name), f"{name}.eml", Limits(), DeskHints())
    assert set(KEYS) <= shown.keys()
    assert json.loads(json.dumps(shown)) == shown
    assert shown["file"] == f"{name}.eml"
