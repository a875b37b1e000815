"""Which heading of an export means which field of the records: English ones, and those of nl, de, nb, tr and fr.

A heading is compared in small letters without accents, blanks and signs. Some say nothing alone ("name", "number",
"language"): they belong to the most particular thing that the sheet is about (`read_headings`). Pure tables.
"""

# ruff: noqa: E501 - the words of a field stand on a line, however long
from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from routing.folding import folded, parted
from routing.order_words import KINDS
from routing.records import RecordKind
from routing.submission import Severity

Field = tuple[RecordKind, str]  # a kind and one of its fields, or a part of one ("quota_phone")

_O, _C, _L, _K = RecordKind.ORGANISATION, RecordKind.CONTACT, RecordKind.LICENCE, RecordKind.CONTRACT
_SIGNS = re.compile(r"[\W_]+")

# The first heading of each line is the one that exports bear.
_WORDS: dict[Field, str] = {
    (_O, "key"): """customer number | customer no | customer id | customer reference | account number
        | account id | organisation number | organisation id | organisation reference | organization id | company number
        | company id | klantnummer | klantnr | klant nr | relatienummer | debiteurnummer | bedrijfsnummer
        | kundennummer | kundennr | kunden nr | kunden id | debitorennummer | kundenummer | kundenr | kunde nr
        | müşteri no | müşteri numarası | müşteri kodu | cari kodu | cari kod | kurum kodu | numéro client
        | numéro de client | n client | no client | code client | référence client""",
    (_O, "name"): """organisation | organization | organisation name | organization name | company | company name
        | customer | customer name | account name | account | bedrijf | bedrijfsnaam | organisatie | klantnaam | klant | firmanaam
        | firma | firmenname | unternehmen | kunde | kundenname | bedrift | bedriftsnavn | selskap | kundenavn
        | firmanavn | kurum | kurum adı | firma adı | müşteri | müşteri adı | cari adı | ünvan | société
        | entreprise | raison sociale | nom de la société | nom du client""",
    (_O, "kind"): """organisation kind | organisation type | organization type | customer type | level
        | organisatietype | niveau | organisationstyp | organisasjonstype | kurum türü | type d'organisation""",
    (_O, "parent"): """parent customer number | parent | parent customer | parent account | parent organisation
        | parent organization | parent number | belongs to | hoofdklant | moederbedrijf | moederorganisatie
        | hoofdorganisatie | übergeordneter kunde | muttergesellschaft | übergeordnete organisation | hauptkunde
        | overordnet kunde | morselskap | overordnet organisasjon | üst kurum | bağlı olduğu kurum | ana kurum
        | üst kurum kodu | organisation mère | maison mère | client parent""",
    (_O, "domains"): """mail domains | domains | domain | mail domain | email domain | e mail domains | maildomein
        | domein | domeinen | maildomeinen | domäne | domänen | mail domäne | e mail domänen | domene | domener
        | e postdomene | alan adı | alan adları | e posta alan adı | domaine | domaines | domaine de messagerie""",
    (_O, "country"): "country | country code | land | landcode | landkode | landskode | ländercode | ülke | ülke kodu | pays",
    (_O, "language"): """organisation language | customer language | company language | taal klant | taal bedrijf
        | sprache kunde | kundensprache | språk kunde | kurum dili | langue client | langue société""",
    (_O, "postprocessors"): """postprocessors | delivered postprocessors | postprocessoren | geleverde postprocessoren
        | postprozessoren | gelieferte postprozessoren | postprosessorer | leverte postprosessorer | postprosesörler
        | teslim edilen postprosesörler | postprocesseurs | post processeurs | postprocesseurs livrés""",
    (_C, "external_id"): """contact number | contact id | contact no | contact reference | person id | contactnummer
        | contactpersoonnummer | kontaktnummer | ansprechpartnernummer | kontakt id | kontakt nr | kişi no | kişi kodu
        | yetkili no | numéro de contact | numéro contact | id contact""",
    (_C, "address"): """email | e mail | mail | email address | e mail address | mailadres | e mailadres | emailadres
        | e mail adresse | email adresse | mailadresse | e post | epost | e postadresse | epostadresse | e posta
        | eposta | e posta adresi | courriel | adresse e mail | adresse mail | adresse électronique""",
    (_C, "name"): """contact | contact name | contact person | person | full name | contactpersoon | contactnaam
        | naam contactpersoon | volledige naam | ansprechpartner | ansprechpartnerin | kontaktname | kontaktperson
        | kontakt | kontaktnavn | fullt navn | yetkili | yetkili kişi | ad soyad | adı soyadı | ilgili kişi
        | interlocuteur | nom du contact | nom complet | nom et prénom | personne de contact""",
    (_C, "first"): "first name | given name | voornaam | vorname | fornavn | ad | adı | prénom",
    (_C, "last"): "last name | surname | family name | achternaam | familienaam | nachname | etternavn | soyad | soyadı | nom de famille",
    (_C, "role"): "role | contact role | function | rol | functie | rolle | funktion | funksjon | rolü | görev | rôle | fonction",
    (_C, "trained"): """trained | trained in | trained products | training | opgeleid in | getraind in | opleiding
        | opleidingen | geschult | geschult in | schulung | schulungen | kurset i | opplæring | kurs | eğitim
        | eğitimler | eğitim aldığı ürünler | formé à | formations | formation""",
    (_C, "language"): "contact language | taal contact | sprache kontakt | språk kontakt | kişi dili | langue contact",
    (_C, "phone"): """phone | phone number | telephone | telefoon | telefoonnummer | tel | telefon | telefonnummer
        | tlf | telefon no | telefon numarası | téléphone | numéro de téléphone""",
    (_C, "left"): """left | has left | inactive | uit dienst | inactief | niet meer actief | ausgeschieden | inaktiv
        | sluttet | har sluttet | ayrıldı | işten ayrıldı | pasif | parti | a quitté | inactif""",
    (_L, "key"): """licence number | license number | licence | license | licence no | dongle | dongle number
        | dongle no | serial number | licentienummer | licentie | dongelnummer | donglenummer | serienummer
        | lizenznummer | lizenz | seriennummer | lisensnummer | lisens | lisans no | lisans numarası | lisans
        | kilit no | seri no | numéro de licence | numéro de dongle | clé""",
    (_L, "product"): "licence product | license product | product licentie | lizenzprodukt | lisensprodukt | lisans ürünü | produit de la licence",
    (_L, "kind"): "licence kind | licence type | license type | licentietype | soort licentie | lizenzart | lizenztyp | lisenstype | lisans türü | type de licence",
    (_L, "seats"): "seats | licence seats | users | aantal licenties | aantal | plaatsen | arbeitsplätze | anzahl lizenzen | antall lisenser | antall | kullanıcı sayısı | adet | postes | nombre de licences",
    (_L, "purchased_on"): "purchased on | purchase date | bought on | aankoopdatum | gekocht op | kaufdatum | gekauft am | kjøpsdato | kjøpt | satın alma tarihi | date d'achat | acheté le",
    (_K, "key"): """contract number | contract | contract no | contract id | agreement number | contractnummer
        | contractnr | overeenkomst | vertragsnummer | vertrag | vertragsnr | kontraktsnummer | kontraktnummer
        | kontrakt | avtalenummer | avtale | sözleşme no | sözleşme numarası | sözleşme | numéro de contrat | contrat""",
    (_K, "plan"): "plan | service level | contract type | support plan | servicelevel | formule | contracttype | vertragsart | serviceplan | servicenivå | avtaletype | paket | destek paketi | sözleşme türü | type de contrat | niveau de service",
    (_K, "products"): "products | contract products | covered products | producten | produkte | produkter | ürünler | produits",
    (_K, "starts_on"): """starts on | start | start date | from | begin | valid from | ingangsdatum | begindatum | startdatum
        | vanaf | beginn | vertragsbeginn | gültig ab | von | startdato | fra | fra dato | gjelder fra | başlangıç
        | başlangıç tarihi | date de début | début | à partir du | valable du""",
    (_K, "ends_on"): """ends on | end | end date | until | to | valid until | expires | expires on | expiry date | einddatum
        | tot | tot en met | vervaldatum | ende | enddatum | vertragsende | gültig bis | bis | sluttdato | til
        | utløper | utløpsdato | bitiş | bitiş tarihi | date de fin | fin | jusqu'au | échéance""",
    (_K, "renews"): "renews | auto renewal | automatic renewal | renews automatically | automatische verlenging | verlengt | stilzwijgende verlenging | automatische verlängerung | verlängert sich | fornyes automatisk | automatisk fornyelse | otomatik yenileme | yenilenir | reconduction tacite | tacite reconduction | renouvellement automatique",
    (_K, "renewal_months"): "renewal months | renews by months | verlenging maanden | verlängerung monate | fornyelse måneder | yenileme ay | reconduction mois",
    (_K, "notice_months"): "notice months | notice | notice period | opzegtermijn | opzegtermijn maanden | kündigungsfrist | kündigungsfrist monate | oppsigelsestid | oppsigelse måneder | fesih süresi | ihbar süresi ay | préavis | préavis mois",
    (_K, "cancelled_on"): """cancelled on | cancelled | notice given on | canceled on | opgezegd op | opgezegd | gekündigt am
        | gekündigt | kündigung vom | oppsagt | oppsagt dato | sagt opp | fesih tarihi | feshedildi | résilié le
        | date de résiliation""",
    (_K, "contacts"): "contacts allowed | number of contacts | max contacts | aantal contactpersonen | anzahl ansprechpartner | antall kontakter | kişi sayısı | nombre de contacts",
    (_K, "quota_written"): "quota written | written quota | quota mail | tegoed schriftelijk | kontingent schriftlich | kvote skriftlig | yazılı destek hakkı | quota écrit",
    (_K, "quota_phone"): "quota phone | phone quota | tegoed telefoon | kontingent telefon | kvote telefon | telefon destek hakkı | quota téléphone",
    (_K, "quota_remote"): "quota remote | remote quota | tegoed op afstand | kontingent fernwartung | kvote fjernhjelp | uzaktan destek hakkı | quota à distance",
    (_K, "account_minutes"): "time account | account minutes | prepaid time | prepaid minutes | tijdrekening | urentegoed | zeitkonto | zeitguthaben | timebank | timekonto | klippekort | zaman hesabı | saat hakkı | compte d'heures | crédit d'heures",
    (_K, "account_until"): "account until | time account until | prepaid until | tijdrekening tot | tegoed geldig tot | zeitkonto bis | zeitguthaben bis | timebank til | timekonto til | zaman hesabı bitişi | compte d'heures jusqu'au",
    (_K, "channels"): "channels | support channels | kanalen | kanäle | supportkanäle | kanaler | kanallar | destek kanalları | canaux",
    (_K, "step_minutes"): "rounded to | billing step | step minutes | afronding | afronding minuten | taktung | abrechnungstakt | takt | avrunding | avrundes til | yuvarlama | arrondi | pas de facturation",
    (_K, "least_minutes"): "least minutes | minimum | minimum minutes | minimum per case | minimale tijd | mindestzeit | minimum minutter | minstetid | en az süre | asgari süre | durée minimale",
    (_K, "included_minutes"): "included minutes | minutes per case | inbegrepen minuten | inklusivminuten | inkluderte minutter | dahil dakika | minutes incluses",
    (_K, "currency"): "currency | valuta | munt | währung | para birimi | devise",
    (_K, "engineer"): "dedicated engineer | engineer | account engineer | dedicated contact | vaste medewerker | vaste engineer | fester ansprechpartner | fast kontaktperson | fast konsulent | atanmış mühendis | sorumlu mühendis | ingénieur dédié | interlocuteur dédié",
    **{(_K, f"target_{severity}"): f"target {severity} | response {severity}" for severity in Severity},
    (_K, "target_any"): "response time | response minutes | reactietijd | responstijd | reaktionszeit | antwortzeit | responstid | yanıt süresi | ilk yanıt süresi | délai de réponse",
    (_K, "rate_any"): "hourly rate | rate | uurtarief | tarief | stundensatz | timepris | timesats | saat ücreti | taux horaire | tarif horaire",
    **{
        (_K, f"rate_{name}"): f"rate {name} | hourly rate {name} | uurtarief {name} | stundensatz {name} | timepris {name}"
        for name in dict.fromkeys((*KINDS.values(), *Severity))
    },
}  # fmt: skip
# What says nothing alone, and whose it is, the first of which the sheet has the column that marks it.
_VAGUE: Mapping[str, tuple[Field, ...]] = {
    "name | naam | navn | isim | nom": ((_C, "name"), (_O, "name")),
    "language | taal | sprache | språk | dil | langue": ((_C, "language"), (_O, "language")),
    "number | no | nr | id | reference | nummer | numara | kod | numéro | référence | referentie | referenz | referanse": (
        (_K, "key"), (_L, "key"), (_C, "external_id"), (_O, "key"),
    ),
    "product | produkt | ürün | produit": ((_K, "products"), (_L, "product"), (_C, "trained")),
    "type | kind | soort | art | tür": ((_L, "kind"),),
}  # fmt: skip
_MARKS: Mapping[RecordKind, tuple[str, ...]] = {
    _K: ("plan",),
    _L: ("key", "kind", "seats", "purchased_on"),
    _C: ("address",),
}


def _key(heading: str) -> str:
    return _SIGNS.sub("", folded(parted(heading)[0]))


_KNOWN: Mapping[str, Field] = {
    _key(words): field for field, line in reversed(_WORDS.items()) for words in line.split("|")
}
_VAGUELY: Mapping[str, tuple[Field, ...]] = {
    _key(words): fields for line, fields in _VAGUE.items() for words in line.split("|")
}
# Headings of exports, and what messages call a column that a file lacks.
TITLES: Mapping[Field, str] = {field: " ".join(line.split("|")[0].split()) for field, line in _WORDS.items()}


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of a sheet: the field of each (None: not known), and what is wrong with them."""

    fields: tuple[Field | None, ...]
    faults: tuple[tuple[str, str], ...]  # (heading, what is wrong)
    notes: tuple[str, ...]


def known(headings: Sequence[str]) -> int:
    """How many of some headings mean anything here."""
    return sum(_key(heading) in _KNOWN or _key(heading) in _VAGUELY for heading in headings)


def read_headings(headings: Sequence[str]) -> Headings:
    """The field of each heading. What is not known is left out and noted; a field that two name is a fault."""
    clear = [_KNOWN.get(_key(heading)) for heading in headings]
    there = {field for field in clear if field is not None}
    found: list[Field | None] = []
    faults, notes = [], []
    for heading, sure in zip(headings, clear, strict=True):
        field = sure or _settled(_VAGUELY.get(_key(heading), ()), there)
        if field is None and heading:
            notes.append(f'the column "{heading}" is not known and is left out{_near(heading)}')
        elif field is not None and field in found:
            other = headings[found.index(field)]
            faults.append((heading, f'means the same as "{other}"; keep one of the two'))
        found.append(None if field in found else field)
    return Headings(tuple(found), tuple(faults), tuple(notes))


def _settled(fields: Sequence[Field], there: set[Field]) -> Field | None:
    """Whose a vague heading is: of the most particular thing that the sheet is about."""
    for kind, name in fields:
        marks = [(kind, mark) for mark in _MARKS.get(kind, ())]
        if (kind, name) not in there and (not marks or any(mark in there for mark in marks)):
            return kind, name
    return None


def _near(heading: str) -> str:
    close = get_close_matches(_key(heading)[:60], list(_KNOWN), 1, 0.8)
    return f'; did you mean "{TITLES[_KNOWN[close[0]]]}"?' if close else ""
