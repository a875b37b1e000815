"""One cell of the records to its value: dates, amounts, times, words, addresses, and what the desk file names.

A value that can be read in two ways is refused unless the desk's country writes it in one of them. What is wrong is a
ValueError that says what would be right. Pure; empty cells are not asked about.
"""

# ruff: noqa: E501 - the words for a thing stand on a line, however long
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import lru_cache
from typing import NoReturn

from intake.phone import e164
from intake.sheets import Cell
from routing.date_words import MONTHS
from routing.desk import Desk
from routing.folding import folded, parted
from routing.free_mail import is_nobodys
from routing.naming import ascii_domain, engineer_named, is_address, nearest_engineer, nearest_product, product_named
from routing.spoken_durations import read_duration


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBERS = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{2}|\d{4})")
_IN_WORDS = re.compile(r"(\d{1,2})(?:\.|er|e|st|nd|rd|th)?[\s./-]{1,3}([^\W\d_]{3,12})\.?[\s./-]{1,3}(\d{4})")
_TIME = re.compile(r"[T ]\s?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?(?:\s?[AaPp]\.?[Mm]\.?)?(?:Z|[+-]\d{2}:?\d{2})?$")
_SERIAL = re.compile(r"[34]\d{4}(?:[.,]\d+)?")  # of 1982 to 2036
_DAY_FIRST = _set("BE NL LU FR GB IE IT ES PT GR TR AU NZ IN ZA BR MA DZ TN IL CY MT")  # day/month/year with strokes
_MONTH_FIRST = frozenset(("US", "PH"))
_EXAMPLE = "write it as 2026-03-31"
_AMOUNT = re.compile(r"[€$£]?\s?(\d{1,3}(?:([.,'\s])\d{3})*|\d+)(?:([.,])(\d{1,4}))?\s?(?:[€$£]|kr\.?|,-)?")
_WHOLE = re.compile(r"\d{1,3}(?:([.,'\s])\d{3})+|\d+")
_MONTHS_LONG = re.compile(r"(\d{1,3})\s*(?:m|months?|maand(?:en)?|monate?n?|maneder?|ay|mois)?")
_YEARS_LONG = re.compile(r"(\d{1,2})\s*(?:y|years?|jaar|jaren|jahre?|ar|yil|ans?)")
_LIST = re.compile(r"\s*[,;|\n]\s*")
_LOCALE = re.compile(r"([a-zA-Z]{2,3})[-_][a-zA-Z]{2,4}")
_SPOKEN = ("en", "nl", "de", "nb", "tr", "fr")
_YES = _set("yes y true 1 x ja j wahr waar evet e dogru oui o vrai v sann")
_NO = _set("no n false 0 nee nein falsch onwaar nei hayir h yanlis non faux f usann")
_LONGEST_SUM = 24  # characters
_MOST_MONTHS, _MOST_MINUTES = 120, 60 * 24 * 366

KINDS = {
    "institution": "institution | company | main | head | bedrijf | instelling | hoofdvestiging | unternehmen | institution | einrichtung | hauptsitz | bedrift | institusjon | hovedkontor | kurum | sirket | merkez | institution | societe | siege",
    "region": "region | regio | gebied | bezirk | gebiet | omrade | fylke | bolge | il | secteur",
    "unit": "unit | branch | department | site | afdeling | vestiging | filiaal | eenheid | abteilung | niederlassung | filiale | standort | einheit | avdeling | enhet | birim | sube | mudurluk | unite | agence | service | succursale",
}  # fmt: skip
ROLES = {
    "responsible": "responsible | system responsible | systeemverantwoordelijke | verantwoordelijke | systemverantwortlicher | verantwortlich | verantwortliche | hauptansprechpartner | ansvarlig | systemansvarlig | sorumlu | sistem sorumlusu | responsable | responsable systeme",
    "deputy": "deputy | substitute | vervanger | plaatsvervanger | stellvertreter | stellvertreterin | vertreter | stedfortreder | vara | vekil | yedek | suppleant | adjoint | remplacant",
    "superuser": "superuser | super user | key user | primary contact | hoofdgebruiker | superbruker | hovedkontakt | superbenutzer | superkullanici | ana kullanici | super utilisateur | utilisateur principal",
    "user": "user | contact | gebruiker | benutzer | anwender | nutzer | bruker | kullanici | utilisateur",
}  # fmt: skip
CHANNELS = {
    "written": "written | mail | e mail | email | writing | schriftelijk | schriftlich | skriftlig | e post | yazili | e posta | ecrit | courriel",
    "phone": "phone | telephone | telefoon | telefon | telefonisch | tlf | telefonla",
    "remote": "remote | remote session | online | op afstand | fernwartung | fernzugriff | fjernhjelp | fjernstyring | uzaktan | uzaktan destek | a distance | teleassistance",
}  # fmt: skip
LICENCE_KINDS = {
    "dongle": "dongle | usb | hardlock | hasp | sentinel | kilit | donanim kilidi | cle | cle usb",
    "network": "network | floating | server | netwerk | netzwerk | server lizenz | nettverk | nettverkslisens | ag | ag lisansi | reseau | flottante",
    "machine": "machine | node locked | nodelocked | single | standalone | computer | software | pc | einzelplatz | enkeltbruker | tek kullanici | bilgisayar | poste",
}  # fmt: skip


def day(cell: Cell, country: str) -> date:
    """A date; `country` (ISO 3166-1) says which of day and month is first in 03/04/2026, if it has a custom."""
    if isinstance(cell, date):
        return cell
    text = _TIME.sub("", cell).strip()
    if match := _ISO.fullmatch(text):
        return _date(cell, int(match[1]), int(match[3]), int(match[4]))
    if match := _PACKED.fullmatch(text):
        return _date(cell, int(match[1]), int(match[2]), int(match[3]))
    if match := _IN_WORDS.fullmatch(text):
        month = MONTHS.get(folded(parted(match[2])[0]))
        if month is not None:
            return _date(cell, int(match[3]), month, int(match[1]))
    if match := _NUMBERS.fullmatch(text):
        if len(match[4]) == 2:
            raise ValueError(f'"{cell}" has a year of two digits; {_EXAMPLE}')
        return _numbered(cell, match[2], int(match[1]), int(match[3]), int(match[4]), country)
    if _SERIAL.fullmatch(text):
        raise ValueError(f'"{cell}" is a day as a spreadsheet counts it; format the column as a date, or {_EXAMPLE}')
    raise ValueError(f'"{cell}" is no date; {_EXAMPLE}')


def _numbered(cell: str, sign: str, first: int, second: int, year: int, country: str) -> date:
    """Dots and hyphens have the day first everywhere but in America; with strokes it depends."""
    if country in _MONTH_FIRST:
        return _date(cell, year, first, second)
    if sign != "/" or country in _DAY_FIRST or first > 12:
        return _date(cell, year, second, first)
    if first == second:
        return _date(cell, year, first, first)
    if second > 12:
        return _date(cell, year, first, second)
    ways = f"{year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"
    raise ValueError(f'"{cell}" may be {ways}; write the one that is meant')


def _date(cell: Cell, year: int, month: int, of_month: int) -> date:
    try:
        return date(year, month, of_month)
    except ValueError:
        raise ValueError(f'"{cell}" is no day of the calendar; {_EXAMPLE}') from None


def amount(text: str) -> str:
    """A sum of money as a plain decimal number with two digits or more ("1250.00")."""
    found = _AMOUNT.fullmatch(text.replace("\xa0", " ").strip())
    if found is None or len(text) > _LONGEST_SUM:
        raise ValueError(f'"{text[:_LONGEST_SUM]}" is no amount; write it as 95.50')
    whole, grouping, point, rest = found.groups()
    if grouping and point is None and len(re.split(r"[.,]", whole)) == 2:
        small = whole.replace(grouping, ".")
        raise ValueError(f'"{text}" may be {whole.replace(grouping, "")} or {small}; write the one with .00 behind it')
    if grouping and grouping == point:
        raise ValueError(f'"{text}" is no amount; write it as 1250.50')
    value = Decimal(re.sub(r"\D", "", whole) + "." + (rest or "0"))
    return str(value.quantize(Decimal("0.01")) if len(rest or "") <= 2 else value)


def number(text: str, least: int = 0, most: int = 1_000_000) -> int:
    """A whole number within bounds."""
    if not _WHOLE.fullmatch(text):
        raise ValueError(f'"{text}" is no whole number; write digits only')
    value = int(re.sub(r"\D", "", text)[:12])
    if not least <= value <= most:
        raise ValueError(f"{value} is out of bounds; {least} to {most} can be")
    return value


def minutes(text: str) -> int:
    """A duration: a bare number counts minutes; "2h", "1:30", "10 uur" are read, too."""
    read = (int(text), "") if text.isdigit() and len(text) < 9 else read_duration(text)
    if read is None or read[1]:
        raise ValueError(f'"{text}" is no duration; write minutes (90) or hours (1:30, 2h)')
    if read[0] > _MOST_MINUTES:
        raise ValueError(f"{read[0]} minutes are more than a year")
    return read[0]


def months(text: str) -> int:
    """How many months: "3", "3 months", "1 year"."""
    plain = _plain(text)
    if match := _YEARS_LONG.fullmatch(plain):
        return number(str(int(match[1]) * 12), most=_MOST_MONTHS)
    if match := _MONTHS_LONG.fullmatch(plain):
        return number(match[1], most=_MOST_MONTHS)
    raise ValueError(f'"{text}" is no number of months; write 3, or "3 months"')


def truth(text: str) -> bool:
    """Yes or no, in any of the languages."""
    plain = _plain(text)
    if plain in _YES or plain in _NO:
        return plain in _YES
    raise ValueError(f'"{text}" is neither yes nor no')


def word(text: str, words: Mapping[str, str]) -> str:
    """One of a few words, in any of the languages."""
    known = _words(tuple(words.items()))
    if (found := known.get(_plain(text))) is not None:
        return found
    return _unknown(text, known, f"write {_or(words)}")


def several(text: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """Some of a few words, in their order."""
    found = {word(piece, words) for piece in _LIST.split(text) if piece}
    return tuple(one for one in words if one in found)


def names(text: str) -> tuple[str, ...]:
    """Names that anything may bear, in the order of the alphabet."""
    return tuple(sorted({" ".join(piece.split()) for piece in _LIST.split(text) if piece.strip()}))


def step(text: str) -> int:
    """The minutes to whose multiple time is rounded up: 1 to a day's."""
    return number(str(minutes(text)), 1, 1440)


def language(text: str) -> str:
    """An ISO 639-1 code, from the code, a locale, or the language's name in any of the desk's six."""
    plain = _plain(_LOCALE.sub(r"\1", text.strip()))
    code = {"no": "nb", "nn": "nb"}.get(plain, plain)
    known = _names("languages")
    if code in known.values() and len(code) == 2:
        return code
    if plain in known:
        return {"no": "nb", "nn": "nb"}.get(known[plain], known[plain])
    return _unknown(text, known, 'write its code, as "nl" or "tr"')


def country(text: str) -> str:
    """An ISO 3166-1 code, from the code or the country's name in any of the desk's six languages."""
    plain, known = _plain(text), _names("territories")
    if len(plain) == 2 and plain.upper() in known.values():
        return plain.upper()
    if plain in known:
        return known[plain]
    return _unknown(text, known, 'write its code, as "BE" or "NO"')


def currency(text: str) -> str:
    """An ISO 4217 code."""
    code = {"€": "EUR", "£": "GBP", "$": "USD", "₺": "TRY", "tl": "TRY", "kr": "NOK"}.get(text.lower().rstrip("."))
    if code is None and not (text.isascii() and text.isalpha() and len(text) == 3):
        raise ValueError(f'"{text}" is no currency; write its code, as "EUR" or "NOK"')
    return code or text.upper()


def address(text: str, desk: Desk) -> str:
    """A mail address in small letters; the desk's own are nobody's."""
    plain = text.removeprefix("mailto:").strip("<> ")
    if not is_address(plain):
        raise ValueError(f'"{text}" is no mail address; write one, as ann@customer.example')
    if desk.owns(plain) or desk.engineer_at(plain):
        raise ValueError(f'"{text}" is an address of this desk; write the customer\'s')
    return plain.lower()


def phone(text: str, country: str) -> str:
    """A phone number as E.164; a national one is of `country`."""
    if (found := e164(text, (country,), sure=True)) is None:
        raise ValueError(f'"{text}" is no phone number in {country}; write it with its country, as +32 2 555 01 60')
    return found


def domains(text: str) -> tuple[str, ...]:
    """Mail domains in the order of the alphabet; free mail is nobody's."""
    found = set()
    for piece in _LIST.split(text.replace(" ", ",").strip(",; ")):
        if piece:
            found.add(_domain(piece))
    return tuple(sorted(found))


def _domain(piece: str) -> str:
    plain = piece.rpartition("@")[2].lower().removeprefix("www.").rstrip(".")
    if not is_address(f"somebody@{plain}"):
        raise ValueError(f'"{piece}" is no mail domain; write it as customer.example')
    if is_nobodys(plain):
        raise ValueError(f'"{plain}" gives addresses to anybody; leave it out, and import its contacts one by one')
    return ascii_domain(plain)


def plan(text: str, desk: Desk) -> str:
    """The name of a plan, from its name or title."""
    known = {_plain(word): plan.name for plan in desk.plans for word in (plan.title, plan.name)}
    if (found := known.get(_plain(text))) is not None:
        return found
    return _unknown(text, known, f"there are {_or(plan.name for plan in desk.plans)}", "plan")


def products(text: str, desk: Desk) -> tuple[str, ...]:
    """The names of products, in the order of the desk file."""
    found = {product(piece, desk) for piece in _LIST.split(text) if piece}
    return tuple(one.name for one in desk.products if one.name in found)


def product(text: str, desk: Desk) -> str:
    """The name of a product, from its name, title or words."""
    if (found := product_named(desk, text)) is not None:
        return found.name
    raise ValueError(f'there is no product "{text}"; did you mean "{nearest_product(desk, text)}"?')


def engineer(text: str, desk: Desk) -> str:
    """The name of an engineer, from his name or an address."""
    if (found := engineer_named(desk, text)) is not None:
        return found.name
    raise ValueError(f'there is no engineer "{text}"; did you mean "{nearest_engineer(desk, text)}"?')


@lru_cache(maxsize=4_096)
def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", folded(parted(text)[0]))) or text.strip().lower()


@lru_cache(maxsize=16)
def _words(table: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    return {_plain(word): name for name, line in table for word in line.split("|")}


@lru_cache(maxsize=2)
def _names(of: str) -> Mapping[str, str]:
    """Names of languages or countries in six languages, and their codes."""
    from babel import Locale

    known: dict[str, str] = {}
    for spoken in _SPOKEN:
        for code, name in getattr(Locale(spoken), of).items():
            if len(code) == 2:
                known.setdefault(_plain(name), code)
    return known


def _unknown(text: str, known: Iterable[str], right: str, what: str = "value") -> NoReturn:
    close = get_close_matches(_plain(text)[:40], list(known), 1, 0.6)
    meant = f'did you mean "{close[0]}"? ' if close else ""
    raise ValueError(f'"{text}" is no known {what}; {meant}{right}')


def _or(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last
