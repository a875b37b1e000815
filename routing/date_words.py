"""The words by which people name days, in nl, de, nb, tr, en and fr: tables of `routing/spoken_dates.py`.

All are folded (see `routing/folding.py`): small letters without accents.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


def _numbered(lines: str, first: int) -> dict[str, int]:
    """Every word of a line means the line's number."""
    rows = enumerate(lines.strip().splitlines(), first)
    return {word: number for number, line in rows for word in line.split()}


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MONTHS: Final[Mapping[str, int]] = _numbered(
    """
    january januari januar janner ocak janvier jan janv oca
    february februari februar feber subat fevrier feb febr fev fevr sub
    march maart marz maerz mars mart mar mrt mrz
    april nisan avril apr avr nis
    may mei mai mayis
    june juni haziran juin jun haz
    july juli temmuz juillet jul juil tem
    august augustus agustos aout aug agu
    september eylul septembre sep sept eyl
    october oktober ekim octobre oct okt eki
    november kasim novembre nov kas
    december dezember desember aralik decembre dec dez des ara
    """,
    1,
)

_TURKISH_DAYS = ("pazartesi", "sali", "carsamba", "persembe", "cuma", "cumartesi", "pazar")
_ENDINGS = ("", "a", "e", "ya", "ye", "da", "de")  # "until Friday" is cumaya kadar
TURKISH_WEEKDAYS: Final[Mapping[str, int]] = {
    name + ending: number for number, name in enumerate(_TURKISH_DAYS) for ending in _ENDINGS
}

# 0 is Monday, as in `date.weekday`.
WEEKDAYS: Final[Mapping[str, int]] = {
    **_numbered(
        """
        monday maandag montag mandag pazartesi lundi mondays
        tuesday dinsdag dienstag tirsdag sali mardi
        wednesday woensdag mittwoch onsdag carsamba mercredi
        thursday donderdag donnerstag torsdag persembe jeudi
        friday vrijdag freitag fredag cuma vendredi
        saturday zaterdag samstag sonnabend lordag cumartesi samedi
        sunday zondag sonntag sondag pazar dimanche
        """,
        0,
    ),
    **TURKISH_WEEKDAYS,
}
SHORT_WEEKDAYS: Final[Mapping[str, int]] = _numbered(
    """
    mon ma maa mo man pzt lun
    tue tues di din tir sal mar
    wed wo woe mi ons car mer
    thu thur thurs do don tor jeu
    fri vr vri fr fre cum ven
    sat za zat sa sam lor cmt
    sun zo zon so son paz dim
    """,
    0,
)
# Short names that are words as well ("so bald wie möglich", "mer info"): they count where no text follows.
DOUBTFUL_WEEKDAYS: Final = _set(
    "mon ma mo man din di tir sal mar wo mi ons car mer do don tor za sat sa sam lor sun zon so son paz dim"
)

NUMBERS: Final[Mapping[str, int]] = _numbered(
    """
    one a an een ein eine einer einem einen en ett et bir un une
    two twee zwei to iki deux
    three drie drei tre uc trois
    four vier fire dort quatre
    five vijf funf fem bes cinq
    six zes sechs seks alti
    seven zeven sieben sju syv yedi sept
    eight acht atte sekiz huit
    nine negen neun ni dokuz neuf
    ten tien zehn ti on dix
    """,
    1,
)

_UNITS = {
    "minutes": "min mins minute minutes minuut minuten minutt minutter dk dak dakika",
    "hours": "h hr hrs hour hours u uur uren std stunde stunden t time timer saat sa heure heures",
    "days": "d day days dag dagen dgn dage dager tag tage tagen gun gunu gune gunde j jour jours",
    "working": "workday workdays werkdag werkdagen werktag werktage werktagen arbeitstag arbeitstage arbeitstagen "
    "virkedag virkedager arbeidsdag arbeidsdager",
    "weeks": "w wk wkn week weeks weken woche wochen uke uker hafta haftaya semaine semaines",
    "months": "month months mnd maand maanden monat monate monaten maned maneder ay aya mois",
    "years": "year years jaar jahr jahre jahren yil yila",
}
UNITS: Final[Mapping[str, str]] = {word: unit for unit, words in _UNITS.items() for word in words.split()}
# "2 uur" and "2 heures" are hours of the clock as well as of waiting, "5 t" may be tonnes.
CERTAIN_UNITS: Final = _set("hour hours hrs stunde stunden timer") | {
    word for word, unit in UNITS.items() if unit not in ("minutes", "hours")
}

# What stands before a day and says nothing: "until", "by", "on the". One regular expression.
BEFORE: Final = (
    r"until|till|til|by|before|on|the|from|this|coming|next|upcoming|tot|tegen|voor|op|vanaf|de|deze|dit|komende|aanstaande"
    r"|volgende|bis|am|zum|ab|den|dem|der|vor|spatestens|diese[rnms]?|kommende[rnms]?|nachste[rnms]?|innen|pa|fram til"
    r"|fra|denne|neste|forstkommende|bu|gelecek|onumuzdeki|per|pour|le|au|du|ce|avant|jusqu'au|jusqu'a"
    r"|a partir du|des"
)
# What stands behind one and says nothing: "cuma günü", "3 Aralık'a kadar", "vendredi prochain", "+3d from now".
BEHIND: Final = r"gunu|gunune|kadar|sonra|sonrasina|icinde|itibaren|prochaine?|from now|later|a\.?s\.?|aanstaande"

# Before a span of time, and behind it.
WITHIN: Final = r"in|within|after|for|over|binnen|na|nach|fur|innerhalb von|om|innen|i|etter|dans|apres|pendant|\+"
LATER: Final = r"sonra|icinde|from now|later"

# Days counted from today; the longer phrases come first.
RELATIVE: Final[tuple[tuple[str, int], ...]] = (
    (r"(?:the )?day after(?: tomorrow)?|overmorgen|ubermorgen|uebermorgen|(?:i )?over ?i ?morgen|i overmorgen", 2),
    (r"obur ?gun|yarindan sonra(?:ki gun)?|apres[- ]demain|le surlendemain", 2),
    (r"today|vandaag|heden|heute|i ?dag|bugun|aujourd'?hui", 0),
    (r"tomorrow|morgen|i ?morgen|yarin|yarina|demain", 1),
)
NEXT_WEEK: Final = (
    r"next week|(?:volgende|komende) week|(?:nachste|kommende)[rn]? woche|neste uke|(?:gelecek|onumuzdeki) hafta(?:ya)?"
    r"|haftaya|(?:la )?semaine prochaine"
)
NEXT_MONTH: Final = (
    r"next month|(?:volgende|komende) maand|(?:nachste|kommende)[nrm]? monat|neste maned"
    r"|(?:gelecek|onumuzdeki) aya?|(?:le )?mois prochain"
)
