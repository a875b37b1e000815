"""What engineers write for kinds of work, categories, urgency and case details, in nl, de, nb, tr, en and fr.

Tables of `routing/orders.py`, folded (see `routing/folding.py`): small letters, no accents, single spaces.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from routing.submission import Category, Severity


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _table(rows: Mapping[str, str]) -> dict[str, str]:
    """Phrase -> canonical word, of rows of phrases separated by bars; the canonical word is one of its own."""
    told = {phrase.strip(): word for word, phrases in rows.items() for phrase in " ".join(phrases.split()).split("|")}
    return {**told, **{word.replace("_", " "): word for word in rows}}


NOT_HERE: Final = _set("""
    offer meet vendor parent away report contract
""")

KINDS: Final[Mapping[str, str]] = _table(
    {
        "mail": """
            e mail | email | mails | per mail | via mail | e post | epost | e posta | eposta | courriel | par mail |
            posta
        """,
        "phone": """
            telephone | tel | tlf | call | phone call | on the phone | by phone | telefoon | telefonisch | telefoontje |
            per telefoon | gebeld | telefon | telefonat | anruf | am telefon | per telefon | pa telefon | telefonsamtale
            | ringt | telefonla | telefonda | gorusme | par telephone | au telephone | appel
        """,
        "remote": """
            remote session | remotely | screen sharing | op afstand | overname | scherm overnemen | fernwartung |
            fernzugriff | remotesitzung | fernhilfe | fjernhjelp | fjernstyring | fjernsupport | fjerntilgang | uzak |
            uzaktan | uzak baglanti | uzaktan destek | a distance | prise en main | teleassistance | teamviewer |
            anydesk
        """,
        "project": """
            projects | project work | projectwerk | projekt | projektarbeit | prosjekt | prosjektarbeid | proje | projet
        """,
        "training": """
            course | opleiding | cursus | schulung | einweisung | kurs | opplaering | opplæring | egitim | formation |
            cours
        """,
        "travel": """
            traveling | travelling | reis | reistijd | verplaatsing | rit | fahrt | fahrzeit | anfahrt | reise |
            reisezeit | reisetid | kjoring | yol | yolculuk | seyahat | ulasim | deplacement | trajet | voyage
        """,
    }
)

_CATEGORIES: Final[Mapping[str, str]] = _table(
    {
        "support": """
            support request | question | help | vraag | hulp | ondersteuning | hulpvraag | frage | hilfe | anfrage |
            unterstutzung | supportanfrage | sporsmal | hjelp | stotte | henvendelse | brukerstotte | soru | destek |
            yardim | destek talebi | question technique | aide | assistance | demande | demande d aide
        """,
        "bug": """
            bugs | bug report | error | defect | fault | fout | foutmelding | programmafout | bugmelding | defekt |
            fehler | fehlermeldung | programmfehler | softwarefehler | feil | feilmelding | programfeil | feilrapport |
            hata | hata bildirimi | ariza | bogue | erreur | anomalie | defaut
        """,
        "suggestion": """
            wish | feature | feature request | idea | improvement | suggestie | wens | idee | verbetering |
            verbetervoorstel | wunsch | vorschlag | verbesserung | verbesserungsvorschlag | anregung | onske | forslag |
            forbedring | ide | oneri | istek | iyilestirme | souhait | amelioration | proposition | evolution
        """,
    }
)
CATEGORIES: Final[Mapping[str, Category]] = {phrase: Category(word) for phrase, word in _CATEGORIES.items()}

_SEVERITIES: Final[Mapping[str, str]] = _table(
    {
        "critical": """
            1 | p1 | prio 1 | crit | urgent | emergency | blocker | kritiek | kritisch | dringend | spoed | noodgeval |
            notfall | sehr hoch | kritisk | akutt | haster | acil | kritik | cok acil | critique | urgente | bloquant
        """,
        "high": """
            2 | p2 | prio 2 | hoog | hoge | hoch | hohe | hoy | hoyt | viktig | yuksek | onemli | haut | haute | elevee
            | eleve | important
        """,
        "normal": """
            3 | p3 | prio 3 | medium | middle | mid | standard | default | normaal | gemiddeld | standaard | mittel |
            normale | vanlig | middels | orta | olagan | moyen | moyenne | standart
        """,
        "low": """
            4 | p4 | prio 4 | minor | laag | lage | niedrig | gering | lav | lavt | liten | dusuk | az | onemsiz | bas |
            basse | faible
        """,
    }
)
SEVERITIES: Final[Mapping[str, Severity]] = {phrase: Severity(word) for phrase, word in _SEVERITIES.items()}

# Names of details as templates/mail/labels.md asks for them (PRO-06, GEN-01, GEN-07).
DETAILS: Final[Mapping[str, str]] = _table(
    {
        "company": """
            company name | organisation | organization | firm | bedrijf | bedrijfsnaam | onderneming | firma | klant |
            klantnaam | unternehmen | firmenname | firmaname | kunde | kundenname | bedrift | bedriftsnavn | selskap |
            firmanavn | kundenavn | sirket | sirket adi | firma adi | kurum | musteri | societe | entreprise |
            raison sociale | nom de la societe | client
        """,
        "contact_name": """
            contact | name | contact person | naam | contactpersoon | ansprechpartner | ansprechpartnerin | kontakt |
            navn | kontaktperson | ad | adi | isim | ad soyad | yetkili | ilgili kisi | nom | interlocuteur |
            personne de contact | kontaktname
        """,
        "phone": """
            phone number | telephone | telephone number | tel | tlf | number to call | mobile | telefoon |
            telefoonnummer | gsm | gsm nummer | telefon | telefonnummer | ruckrufnummer | durchwahl | handy | mobil |
            mobilnummer | telefon numarasi | telefon no | cep | numero de telephone | portable
        """,
        "related_case": """
            related cases | related | earlier case | earlier cases | similar case | similar cases | case number |
            eerdere melding | eerdere meldingen | vorige melding | eerdere case | eon | eon call | eon call nummer |
            fruherer fall | fruhere falle | vorgang | vorgangsnummer | ticketnummer | tidligere sak | tidligere saker |
            saksnummer | lignende sak | onceki kayit | onceki talep | ilgili kayit | kayit no | talep no | dossier |
            numero de dossier | ancien dossier | cas precedent
        """,
        "description": """
            problem | problem description | what happens | details | omschrijving | beschrijving | probleem |
            probleemomschrijving | beschreibung | problembeschreibung | fehlerbeschreibung | beskrivelse |
            problembeskrivelse | feilbeskrivelse | aciklama | tanim | sorun | sorun tanimi | probleme |
            description du probleme
        """,
        "impact": """
            effect | consequence | consequences | effect on work | gevolg | gevolgen | hinder | invloed | auswirkung |
            auswirkungen | folgen | folge | konsekvens | konsekvenser | pavirkning | etki | etkisi |
            consequences pour le travail | effet
        """,
        "reproduction": """
            steps | repro | reproduce | steps to reproduce | how to reproduce | stappen | reproductie | reproduceren |
            hoe te reproduceren | schritte | reproduktion | reproduzieren | reproduzierbarkeit | trinn | fremgangsmate |
            reproduksjon | gjenskape | hvordan gjenskape | adimlar | tekrarlama | tekrar adimlari | yeniden uretme |
            etapes | reproduire | comment reproduire
        """,
        "third_party": """
            3rd party | third party software | other software | other programs | externe software | andere software |
            andere programma s | derden | fremdsoftware | drittsoftware | drittanbieter | weitere software | tredjepart
            | tredjeparts | andre programmer | tredjepartsprogram | ucuncu taraf | ucuncu taraf yazilim | diger yazilim
            | diger programlar | logiciel tiers | logiciels tiers | autres logiciels
        """,
        "attachments": """
            attachment | files | file | screenshot | screenshots | picture | pictures | log | bijlage | bijlagen |
            bestand | bestanden | schermafdruk | schermafdrukken | anhang | anhange | datei | dateien | bildschirmfoto |
            vedlegg | fil | filer | skjermbilde | skjermbilder | ek | ekler | dosya | dosyalar | ekran goruntusu |
            piece jointe | pieces jointes | fichier | fichiers | capture | captures | capture d ecran
        """,
        "operating_system": """
            os | windows | windows version | system | besturingssysteem | os versie | windows versie | betriebssystem |
            os version | operativsystem | os versjon | windows versjon | isletim sistemi | windows surumu |
            systeme d exploitation | systeme | version de windows
        """,
        "product_version": """
            version | program version | software version | release | build | versie | programmaversie | productversie |
            softwareversie | programmversion | produktversion | versjon | programversjon | produktversjon | surum |
            program surumu | urun surumu | version du logiciel | version du programme | version du produit
        """,
        "recent_changes": """
            changes | what changed | changed | wijzigingen | recente wijzigingen | wat is er gewijzigd | veranderingen |
            anderungen | letzte anderungen | was wurde geandert | endringer | siste endringer | hva er endret |
            degisiklik | degisiklikler | son degisiklikler | ne degisti | changements | modifications |
            changements recents
        """,
        "licence_number": """
            licence | license | license number | licence no | serial number | serial | dongle | dongle number | licentie
            | licentienummer | serienummer | donglenummer | lizenz | lizenznummer | seriennummer | dongle nummer |
            lisens | lisensnummer | donglenr | lisans | lisans numarasi | lisans no | seri numarasi | seri no |
            numero de licence | numero de serie | cle | numero de dongle
        """,
        "licence_cause": """
            cause | reason | why | oorzaak | reden | waarom | ursache | grund | warum | arsak | grunn | hvorfor |
            neden | sebep | nicin | raison | pourquoi
        """,
    }
)

# "and", articles and possessives within a list of details.
AND: Final = _set("""
    and en und og ve et the de het der die das le la les l un une een ein eine your uw je jouw ihr ihre din ditt
    votre vos please graag bitte
""")
# What may stand before a case's number.
CASE: Final = _set("""
    case ticket nr no number nummer zaak melding sak saken fall vorgang kayit talep dossier cas call
""")
MYSELF: Final = _set("""
    me myself mij mezelf ik mich mir ich selbst meg jeg selv bana ben beni kendim moi je
""")
