"""Lines that say what they hold: "Bedrijf: …", "Telefon = …", "İşletim sistemi : …", in nl, de, nb, tr, en and fr.

Vocabulary and finder; `intake/casefile.py` and its neighbours decide what a value is worth. Never raises.
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from routing.letters import pattern, small

_WORDS: dict[str, str] = {
    "company": r"""
        (?:uw |naam )?bedrijf(?:snaam)?|onderneming|organisatie|klant(?:naam)?|firma(?:naam|name)?|company(?: name)?|organi[sz]ation|customer(?: name)?|unternehmen
        |kunde(?:n(?:name|avn))?|bedrift(?:snavn)?|selskap(?:snavn)?|şirket(?: adı)?|firma adı|kurum(?: adı)?|müşteri(?: adı)?|société|entreprise
        |raison sociale|client|nom de (?:la société|l'entreprise)""",
    "contact": r"""
        (?:uw |mijn )?naam|contact(?:persoon|person| name)?|name|ansprechpartner(?:in)?|navn|kontaktperson|ad soyad|adı soyadı|yetkili(?: kişi)?
        |ilgili kişi|nom(?: et prénom)?|interlocuteur|personne de contact|your name""",
    "phone": r"""
        tel(?:efoon)?\.?(?:[ -]?(?:nummer|nr\.?))?|phone(?: (?:number|no\.?))?|gsm(?:[ -]?(?:nummer|nr\.?))?|mobiel|mobile|direct(?: line)?|telefon(?:nummer)?
        |durchwahl|rückruf(?:nummer)?|mobil(?:nr\.?|nummer)?|handy(?:nummer)?|tlf\.?(?:nr\.?)?|telefon (?:no\.?|numarası|numaram)|cep(?: telefonu)?
        |téléphone|tél\.?|numéro de téléphone|portable|(?:le )?fixe|ligne directe|bereikbaar op|callback""",
    "related_case": r"""
        (?:num[ée]ro |nr\.? |n° )?(?:de |d['’])?(?:l['’])?(?:eon[ -]?call|call[ -]?eon|appel eon)[ -]?(?:nummer|nr\.?|number|numarası)?|eon(?:[ -]?(?:nummer|nr\.?))?|(?:eerdere?|vorige|verwante?) (?:call|melding|case|ticket|zaak)(?:nummer|s)?
        |(?:call|case|ticket|zaak|dossier|melding)s?(?:nummer|nr\.?| number| no\.?| id)|(?:earlier|previous|related|similar) (?:case|ticket|call)s?(?: (?:number|no\.?))?
        |(?:frühere|vorherige|verwandte)[rs]? (?:fall|vorgang|ticket|anfrage)|vorgangs(?:nummer|nr\.?)|fall(?:nummer|nr\.?)|saks?(?:nummer|nr\.?)
        |(?:tidligere|lignende|relatert) sak(?:er)?|(?:önceki|ilgili|benzer) (?:kayıt|talep|çağrı|vaka)(?: (?:no|numarası))?|(?:talep|çağrı|kayıt|vaka) (?:no|numarası)
        |(?:ancien |précédent )?(?:dossier|ticket)(?: précédent)?|n° de (?:dossier|ticket)|numéro (?:d'appel|de dossier|de ticket)|appel eon""",
    "operating_system": r"""
        besturings?systeem|os|o/s|operating system|betriebssystem|operativ ?system(?:et|navn)?|işletim sistemi(?:miz|m)?|système(?: d['’]exploitation)?
        |windows(?:[ -]?versie|[ -]?version|[ -]?versjon| sürümü)?|os[ -]?(?:name|version|versie|naam)|pc|rechner|plattform|platform""",
    "product_version": r"""
        (?:programma|software|product|produkt|program|programm)?[ -]?(?:versie|version|versjon|sürüm|release)(?:nummer| number|snummer| no| numarası)?
        |(?:program|yazılım|ürün) sürümü?|sürümü?|version (?:du )?(?:logiciel|produit|programme)|build""",
    "third_party": r"""
        (?:externe|andere|overige|third[- ]party|3rd[- ]party|other|weitere|beteiligte) (?:software|programma['’]?s|programs?|programme|pakketten|applications?)|third[- ]party
        |(?:dritt|fremd)(?:anbieter)?[- ]?software|software von dritt(?:anbieter)?n|tredje ?parts?(?:[- ]?program\w*)?|andre program(?:mer|vare)?|involverte programmer
        |üçüncü (?:taraf|parti)(?: yazılım\w*)?|diğer (?:yazılım|program)\w*|logiciels? tiers|autres logiciels?""",
    "impact": r"""
        gevolg(?:en)?|impact|effect(?: op (?:het|uw|ons|mijn) werk)?|effect on (?:our|my|the) work|auswirkung(?:en)?|folgen?|konsekvens(?:er)?|påvirkning|etkisi?|işe etkisi
        |conséquences?|effet sur (?:le|mon|notre) travail|urgentie|hinder|belang""",
    "reproduction": r"""
        (?:hoe )?(?:te )?reproduceren|reproductie|stappen|steps(?: to reproduce)?|reproduction(?: steps)?|how to reproduce|schritte|reproduzier(?:en|bar(?:keit)?)|vorgehen
        |fremgangsmåte|slik (?:gjenskapes|oppstår) (?:det|feilen)|gjenskap\w*|steg|adımlar|nasıl (?:oluşuyor|tekrarlan\w+)|tekrar(?:lama)? adımları|étapes|comment (?:reproduire|ça se produit)
        |hoe (?:ontstaat|treedt) het (?:op)?|wanneer|when|wann|når""",
    "description": r"""
        (?:probleem|duidelijke )?omschrijving|probleem(?:omschrijving)?|vraag|description|problem(?: description)?|question|beschreibung|problembeschreibung|fehler(?:beschreibung)?|frage
        |beskrivelse|feil(?:beskrivelse)?|spørsmål|açıklama|sorun|soru|tanım|problème|demande|melding""",
}  # fmt: skip
_LABEL = pattern(
    r"[ \t>*•·–-]{0,8}(?:\(?\d{1,2}[.)][ \t]{0,3})?[*_]{0,2}(?:"
    + "|".join(
        f"(?P<{field}>{''.join(part.strip() for part in words.splitlines())})" for field, words in _WORDS.items()
    )
    + r")[*_]{0,2}(?:[ \t]{0,3}\([^()\n]{1,60}\))?(?:[ \t\xa0]{0,24}[:=：]|[ \xa0]{3}|\t)[*_]{0,2}[ \t\xa0]*(?P<value>.*)"
)
_MARK = re.compile(r"[:=：\t]|[ \xa0]{3}")
_LONGEST = 500
_MOST = 2000  # lines that look as if they had a label
_EMPTY = pattern(
    r"(?:[-–—?./]*|n/?a\.?|nvt\.?|n\.v\.t\.?|geen|keine?|ingen|yok|none|no|aucune?|unknown|onbekend|unbekannt|ukjent|bilmiyorum|inconnu)"
)


def read(text: str) -> list[tuple[str, str]]:
    """(field, value) of every labelled line with a value, in order; a label alone on its line takes the next one."""
    found: list[tuple[str, str]] = []
    for start, end in islice(_marked(text), _MOST):
        match = _LABEL.match(small(text[start : min(end, start + _LONGEST)]))
        if match is None:
            continue
        value = text[start + match.start("value") : start + match.end("value")].strip(" \t*_\xa0")
        if not value:
            below = text[end + 1 : end + 1 + _LONGEST].partition("\n")[0]
            value = "" if _LABEL.match(small(below)) else below.strip()
        if not _EMPTY.fullmatch(small(value)):
            found.append((next(name for name in _WORDS if match[name]), value))
    return found


def _marked(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the lines that may have a label; the others are never looked at one by one."""
    start = 0
    while mark := _MARK.search(text, start):
        start = text.rfind("\n", start, mark.start()) + 1 or start
        end = text.find("\n", mark.end())
        end = len(text) if end < 0 else end
        if end - start <= 4 * _LONGEST:
            yield start, end
        start = end + 1


def first(found: list[tuple[str, str]], field: str) -> str | None:
    """The first value of a field, or None."""
    return next((value for name, value in found if name == field), None)
