"""The case details of PRO-06 in many forms: labels, prose and signatures, six languages, dialects, no accents."""

from __future__ import annotations

import pytest

from intake import casefile, circumstances
from intake.casefile import CaseFile, Told, topics_of
from intake.hints import DeskHints
from routing.submission import Party

ANN = Party("Ann Kuypers", "ann.kuypers@mail.example")


def read(
    text: str,
    signature: str = "",
    *,
    sender: Party = ANN,
    language: str = "en",
    country: str = "BE",
    products: tuple[str, ...] = ("WorkNC", "VISI", "Inventor"),
    follow_up: bool = False,
    subject: str = "question",
) -> CaseFile:
    told = Told(subject, text, signature, sender, language, follow_up=follow_up)
    return casefile.read(told, DeskHints(country=country, products=products))


@pytest.mark.parametrize(
    ("text", "signature", "company"),
    [
        ("Company: Birch Gears Ltd", "", "Birch Gears Ltd"),
        ("Bedrijf = Kuypers Vormen", "", "Kuypers Vormen"),
        ("Firma      Lenz Formenbau", "", "Lenz Formenbau"),
        ("", "Ann Kuypers\nLenz Formenbau GmbH & Co. KG", "Lenz Formenbau GmbH & Co. KG"),
        ("", "Ann Kuypers\nMoldes Faria, Lda.", "Moldes Faria, Lda."),
        ("", "Ann Kuypers\nUtillajes Soto S.L.", "Utillajes Soto S.L."),
        ("", "Ann Kuypers\nAkça Kalıp San. ve Tic. A.Ş.", "Akça Kalıp San. ve Tic. A.Ş."),
        ("", "Ann Kuypers\nAkca Kalip A.S.", "Akca Kalip A.S."),
        ("", "Ann Kuypers\nNarzedzia Wilk Sp. z o.o.", "Narzedzia Wilk Sp. z o.o."),
        ("", "Ann Kuypers\nStampi Riva S.r.l.", "Stampi Riva S.r.l."),
        ("", "Ann Kuypers\nFjordform Verktøy AS", "Fjordform Verktøy AS"),
        ("", "Ann Kuypers\nBureau d'études, Moulages Petit SARL", "Moulages Petit SARL"),
        ("", "Ann Kuypers, Birch Gears Ltd", "Birch Gears Ltd"),
        ("Klopt niet meer, dat is nu Kuypers Tooling BV.", "", "Kuypers Tooling BV"),
        ("Nous nous appelons Moulages Petit SA.", "", "Moulages Petit SA"),
        ("Wir heißen jetzt Lenz Technik GmbH.", "", "Lenz Technik GmbH"),
        ("Hello\n\nBirch Gears Ltd (part of a group)\n\nWindows 11", "", "Birch Gears Ltd"),
        ("Merhaba\n\nAkça Kalıp Ltd. Şti.\n\nWindows 11", "", "Akça Kalıp Ltd. Şti."),
        ("ge spreekt met ann van kuypers vormen uit lier", "", "kuypers vormen"),
        ("ici ann de chez moulages petit a liege", "", "moulages petit"),
        ("merhaba ann ben, akca kalip izmirden", "", "akca kalip"),
        ("hier ist ann von lenz formenbau aus ulm", "", "lenz formenbau"),
        ("T.C.\nGÜLDERE BELEDİYE BAŞKANLIĞI\nFen İşleri\n\nYardım rica ederiz.", "", "GÜLDERE BELEDİYE BAŞKANLIĞI"),
        ("It was ordered from Large Steel Works some time ago.", "", None),
        ("ann van de werkplaats hier", "", None),
    ],
)
def test_company(text: str, signature: str, company: str | None) -> None:
    """From labels, signature, own words in small letters, letterheads; the legal form belongs to it."""
    assert read(text, signature).details.company == company


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("Güldere Belediyesi", "Güldere Belediyesi"),
        ("Ann Kuypers | Birch Gears", "Birch Gears"),
        ("Ann van der Molen", None),
    ],
)
def test_company_in_the_from_name(name: str, company: str | None) -> None:
    """An office that writes under its own name, or a firm beside a person's; "van der" is no firm."""
    sender = Party(name, "x@mail.example")
    assert read("Ann van der Molen hier, het werkt niet.", sender=sender).details.company == company


def test_a_name_at_the_end_of_the_only_line_is_the_writers() -> None:
    """Where From has no name, words that the address repeats are it."""
    found = read(
        "A wish: a dark theme, please. Not urgent at all. Ann Kuypers", sender=Party("", "kuypers.ann@m.example")
    )
    assert found.details.contact_name == "Ann Kuypers"


@pytest.mark.parametrize(
    ("text", "signature", "language", "country", "phone"),
    [
        ("Bel me op 0470 00 11 22 aub", "", "nl", "BE", "+32470001122"),
        ("ring meg på 912 00 345", "", "nb", "NO", "+4791200345"),
        ("Rufen Sie mich unter 030 23125 77 an", "", "de", "DE", "+49302312577"),
        ("", "Ann\nDDI: +44 1632 960 200 | Mob: +44 7700 900 300", "en", "GB", "+441632960200"),
        ("", "Ann\n62 33 00 41 / mob 99 55 04 11", "nb", "NO", "+4762330041"),
        ("", "Ann :: Birch :: 07700 900 111", "en", "BE", "+447700900111"),
        ("", "Ann\ntel. 61 555 01 33", "pl", "PL", "+48615550133"),
        ("", "Ann\nTelefon: 0 386 555 01 20 / 118", "tr", "TR", "+903865550120"),
        ("Tel. 0216 555 01 20 dahili 4", "", "tr", "TR", "+902165550120"),
        ("Joignable au 06 39 98 11 22", "", "fr", "BE", "+33639981122"),
        ("", "Ann\nFax: 056 00 12 34\nUSt-ID DE 123 456 789", "de", "DE", None),
        ("", "Ann\nIBAN BE68 5390 0754 7034", "nl", "BE", None),
        ("Dongle nr 1182739455, order 0450 123 456", "", "nl", "BE", None),
        ("", "Microsoft Teams meeting\nDial in by phone\n+49 69 00001234,,555666777#", "en", "DE", None),
        ("", "Teams-Besprechung\nEinwahl\n+49 69 0000 1234 Deutschland, Frankfurt", "de", "DE", None),
        ("Can we have a Teams meeting?\nCall me on 056 00 12 34 to plan it", "", "en", "BE", "+3256001234"),
        ("", "Rejoindre par téléphone\n+33 1 70 00 00 00", "fr", "FR", None),
    ],
)
def test_phone(text: str, signature: str, language: str, country: str, phone: str | None) -> None:
    """The number asked for, else direct, else office before mobile; codes, faxes and conference dial-ins are none."""
    assert read(text, signature, language=language, country=country).details.phone == phone


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("Windows 10, WorkNC 2025.1", "WorkNC 2025.1"),
        ("windows 11 visi 2026.0.", "visi 2026.0"),
        ("WorkNC sürümümüz 2024.1", "WorkNC 2024.1"),
        ("seit Inventor Professional 2024 ist das so", "Inventor Professional 2024"),
        ("Inventor is slow since we updated to 2025 last week", "Inventor 2025"),
        ("We're on 2023.1.", "2023.1"),
        ("VISI: on est en 2023.1 ici", "VISI 2023.1"),
        ("Yes.\n\n2026.0.2.41\n\nNo.", "2026.0.2.41"),
        ("7.5.4 kurduk, sonra bozuldu", "7.5.4"),
        ("Versie: 2025.0 R2", "2025.0 R2"),
        ("On 12.11.26 it stopped", None),
        ("Windows version 22H2", None),
        ("See 192.168.1.20", None),
    ],
)
def test_product_version(text: str, version: str | None) -> None:
    """Beside the product whatever stands before it, after "updated to", or alone on a line; dates are none."""
    assert read(text).details.product_version == version


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The model comes from CATIA V5 R28.", ("CATIA V5 R28",)),
        ("Sophos Endpoint 2024 engelliyor", ("Sophos Endpoint 2024",)),
        ("Does it run in a VM (Proxmox 7)?", ("Proxmox 7",)),
        ("Yes.\n\nTraceParts Hub V24\n\nNo.", ("TraceParts Hub V24",)),
        ("Listeyi Excel olarak kaydedelim", ()),
        ("Tabelle als Excel speichern", ()),
        ("Works with WorkNC 2025.1 and VISI 2024", ()),
        ("Windows 11, Outlook 2019", ("Outlook 2019",)),
    ],
)
def test_third_party(text: str, named: tuple[str, ...]) -> None:
    """Other software with its whole version; our own products and mere formats are none."""
    assert read(text).details.third_party == named


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("All have it, Windows is 11", "Windows 11"),
        ("OS: server Windows Server 2019, clients Windows 10", "Windows 10"),
        (
            "OS: server Windows Server 2019, clients Windows 10\nThe licence server stops every hour",
            "Windows Server 2019",
        ),
        ("İşletim sistemi: sunucu Windows Server 2022, bizde Windows 11\nSunucu durdu", "Windows Server 2022"),
    ],
)
def test_operating_system_of_the_part_that_fails(text: str, system: str) -> None:
    """The client's, unless it is the server that fails."""
    assert read(text).details.operating_system == system


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Numéro EON Call      EON-61200", "EON-61200"),
        ("EON-61200 looked the same.", "EON-61200"),
        ("Mayıs ayındaki 86200 numaralı talebimizde yazmıştık", "86200"),
        ("zie eerdere melding #10388", "10388"),
        ("siehe Vorgang Nr. 20811", "20811"),
        ("The toolpath has 20811 points.", None),
    ],
)
def test_related_case(text: str, number: str | None) -> None:
    """A number with the word case beside it, on either side."""
    assert read(text).details.related_case == number


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("Our dongle is dead.", ("licence",)),
        ("dongle licht niet meer op", ("licence",)),
        ("Der Dongle leuchtet nicht mehr", ("licence",)),
        ("Dongelen lyser ikkje", ("licence",)),
        ("Dongle görünmüyor", ("licence",)),
        ("J'ai perdu le dongle", ("licence",)),
        ("We lost our dongle in the fire", ("licence",)),
        ("Dongle 4711 is plugged in, the toolpath is wrong.", ()),
        ("Unser Lizenzserver zieht auf eine neue Maschine um", ("licence", "reinstall")),
        ("Transférer ma licence de l'ancien poste vers le nouveau", ("licence", "reinstall")),
        ("Hvordan flytter vi lisensen fra hans PC til hennes?", ("licence", "reinstall")),
        ("Yeni bilgisayara kuracağız, lisansı nasıl taşıyacağız?", ("licence", "reinstall")),
        ("licentie verhuizen naar andere laptop", ("licence", "reinstall")),
        ("I've reinstalled the graphics driver", ()),
        ("We must reinstall Windows next week", ("reinstall",)),
        ("un script maison s'arrête", ("customisation",)),
        ("Wann ist die nächste Schulung?", ("training",)),
        ("In WorkNC the move of the machine is too long", ()),
    ],
)
def test_topics(text: str, topics: tuple[str, ...]) -> None:
    """A licence on the move is licence and reinstall, a dead or lost dongle licence, a driver nothing."""
    assert topics_of(text)[0] == topics


def test_the_subject_of_an_answer_is_not_the_senders_word() -> None:
    """What we, or he before, put into the subject raises no alarm and no topic again."""
    found = read("Thanks, that is clear.", subject="Re: All machines are down, licence lost", follow_up=True)
    assert not found.critical
    assert found.topics == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Visi crasht bij het opslaan", "nl"),
        ("passiert nur mit großen Dateien", "de"),
        ("Erst Datei öffnen, dann bleibt alles weiß: dann ist die Ansicht leer", "de"),
        ("Det skjer kvar gong eg opnar fila", "nb"),
        ("kun med store filer", "nb"),
        ("Det kom med oppdateringen i fjor", "nb"),
        ("Kaydet'e basınca kapanıyor", "tr"),
        ("kaydederken donuyor", "tr"),
        ("acinca hata veriyor", "tr"),
        ("Başladıktan birkaç saniye sonra kapanıyor", "tr"),
        ("açılışta kapanıyor", "tr"),
        ("Pressed Redo twice and the part list was gone", "en"),
        ("File > Export > DXF gives nothing", "en"),
        ("open it, run the check, cancel", "en"),
        ("ça arrive seulement si je change l'outil", "fr"),
        ("il suffit d'ouvrir un fichier", "fr"),
    ],
)
def test_circumstances_are_a_reproduction(text: str, language: str) -> None:
    """A trigger, "only with", a way through menus, actions in a row, Turkish endings with and without accents."""
    assert circumstances.told(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We have been a customer in this province since long", "en"),
        ("Wij willen er morgen aan werken", "nl"),
        ("Bitte melden Sie sich, wenn Sie Zeit haben", "de"),
        ("Please call if you can", "en"),
        ("Ince bir çizgi istiyoruz", "tr"),
        ("Ann Kuypers <ann@mail.example> wrote", "en"),
    ],
)
def test_courtesies_and_look_alikes_are_no_reproduction(text: str, language: str) -> None:
    """Turkish endings count in Turkish only ("since", "werken"); an offer to be called is no circumstance."""
    assert circumstances.told(text, language) is None


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("Siehe Foto, was tun?", False),
        ("Zie foto in bijlage aub", False),
        ("This e-mail was sent from RNP0026 (MP C3004).\n\nScan date: 03.11.2026 11:26:49", False),
        ("See picture: the left contour is milled twice and the tool breaks in the second pass, always.", True),
        ("The export makes empty files", True),
    ],
)
def test_a_picture_or_a_scanners_note_is_no_description(text: str, described: bool) -> None:
    """The description is missing where only a file has it."""
    assert ("description" not in read(text).missing) is described
