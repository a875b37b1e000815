"""Which version of the desk's product a mail names, as it is installed now.

Beside the product's name in text or signature, after the word "version", after "updated to", or alone on a line. The
versions of Windows and of other software, dates, addresses and the version that still worked are none. Pure, bounded,
never raises.
"""

# ruff: noqa: E501 - a phrase stands on one line, however long
from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from routing.letters import pattern, small

# One of them stands in every text in which the two patterns of words can be found.
_VERSION_WORDS = ("versi", "versj", "release", "sürüm", "utgave", "build")
_NUMBER = r"(?P<version>v?\d{1,4}(?:[.]\d{1,6}){0,4}(?:[ -]?(?:R|SP|HF|SU|Update|U|build)[ -]?\d{1,4}){0,3}[a-z]?)"
_VERSION_WORD = pattern(
    r"\b(?:versie|version|release|sürüm\w*|versjon\w*|utgave|build)(?: (?:nummer|number|no|is|ist|er|"
    r"van|von|of|:|=)){0,2}[ :=]{1,3}(?P<name>)" + _NUMBER + r"(?![\w])"
)
_SUFFIX_WORD = pattern(
    r"(?<![\w.])(?P<name>)" + _NUMBER + r"(?:er)?(?:\.? |-)(?:sürüm\w*|versiyon\w*|versie|version|versjon\w*)\b"
)
_FILLERS = (
    r"versie|version|versjon\w*|release|sürüm\w*|programı\w*|yazılımı\w*|v\.?|zelf|is|ist|er|est|passée?|in|op|en|på|auf|on|à|zijn|loopt|"
    "läuft|tourne"
)
# A release by year ("2024.1 SU3", "2024 R2") as most CAD houses count theirs; no date and no price looks so.
_RELEASE = re.compile(
    r"(?<![\w.,/:-])(?P<name>)(?P<version>20[12]\d(?:\.\d{1,2}(?:\.\d{1,2})?(?: ?(?:SU|SP|HF|R|U)\d{1,2})?|"
    r" ?(?:R|SP|SU)\d))(?![\w/-]|\.\w)"
)
# "We updated to 2025", "nous sommes en 2024.1": what somebody says to be on.
_GONE_OVER = pattern(
    r"\b(?:updat\w*|upgrad\w*|ge-?upda\w*|geupgrade\w*|overgestapt|overgegaan|zitten|werken|draaien|aktualisiert|umgestiegen|umgestellt|gewechselt|"
    r"arbeiten|oppdater\w*|oppgrader\w*|gikk|gjekk|gått|køyrer|kjører|güncelle\w*|geçtik|geçirdik|moved|switched|went|gone|running|we're|we are|i'm|passés?|"
    r"migré|sommes|tourne|est)\b(?: \w{1,12}){0,3} (?:to|on|naar|op|met|auf|mit|til|på|vers|à|en|sous) (?:version |versie |versjon |v\.? ?|la |de )?(?P<name>)"
    r"(?P<version>20[12]\d(?:\.\d{1,2}){0,2}(?: ?(?:R|SP|SU)\d{1,2})?|\d{1,2}\.\d{1,2}(?:\.\d{1,3})?)(?![\w/:%-]|\.\d)"
)
# "8.5.3 works well": three parts of which the last is no year's, as nobody writes a date.
_THREE_PARTS = re.compile(r"(?<![\w.,/:-])(?P<name>)v?(?P<version>\d{1,2}\.\d{1,3}\.(?:\d|\d{3}))(?![\w/:-]|\.\d)")
_ALONE = re.compile(
    r"^[ \t]{0,8}(?:\(?\d[.)] )?(?P<name>)[vV]?(?P<version>(?:20[12]\d|\d{1,3})\.\d{1,3}(?:\.\d{1,5}){0,3}(?: ?(?:R|SP|SU|HF)\d{1,2})?)[ \t.]{0,3}$",
    re.MULTILINE,
)
_YEAR_OR_PARTS = re.compile(r"20[12]\d|\d\.\d")  # one of them is in all four
_OLD_VERSION = pattern(
    r"\b(?:in|with|met|mit|med|avec|sous|onder|bei|bij)? ?(?:de |the |der |la )?(?:oude|vorige|old|"
    r"previous|alte\w*|vorherige|gammel|forrige|eski|önceki|ancienne|précédente|tot en met|until|bis|"
    r"till|jusqu'à)\b[^\n.]{0,24}$|\b(?:from|van|von|fra|de|depuis) (?:version|versie|versjon)? ?$"
)
_NOT_THE_PRODUCT = re.compile(
    r"windows|office|solidworks|arcgis|driver|bios|os-|excel|outlook|\.dll|\.exe|modul|sql|java|\.net|firmware"
)
_MOST = 50_000  # characters
_MOST_MENTIONS = 200


def product_version(text: str, products: tuple[str, ...]) -> str | None:
    """The version of the desk's product as installed.

    Beside its name, else after the word "version", else what somebody says to have gone over to, else a release by
    year or in three parts, or a line that holds nothing else.
    """
    text = text[:_MOST]
    if named := beside_product(text, products):
        return named
    looked_at = small(text)
    patterns = [_VERSION_WORD, _SUFFIX_WORD] if any(word in looked_at for word in _VERSION_WORDS) else []
    searched_in = [(words, looked_at) for words in patterns]
    if _YEAR_OR_PARTS.search(text):
        searched_in += [(_GONE_OVER, looked_at), (_RELEASE, text), (_THREE_PARTS, looked_at), (_ALONE, text)]
    for words, searched in searched_in:
        for match in islice(words.finditer(searched), _MOST_MENTIONS):
            if _plausible(match, looked_at) and not _OLD_VERSION.search(_before(looked_at, match)):
                name = text[slice(*match.span("name"))] or (
                    _first_product(text, products) if words is _GONE_OVER else ""
                )
                return f"{name} {text[slice(*match.span('version'))]}".strip()
    return None


def beside_product(text: str, products: tuple[str, ...]) -> str | None:
    """The version that stands right behind the name of one of the desk's products, with that name."""
    if not products:
        return None
    text = text[:_MOST]
    looked_at = small(text)
    for match in islice(_beside(products).finditer(looked_at), _MOST_MENTIONS):
        middle = text[slice(*match.span("middle"))]
        named = all(word[:1].isupper() for word in middle.split())
        if named and len(match["version"]) > 1 and not _OLD_VERSION.search(_before(looked_at, match)):
            return f"{text[match.start('name') : match.end('middle')].strip()} {text[slice(*match.span('version'))]}"
    return None


def _first_product(text: str, products: tuple[str, ...]) -> str:
    """The first of the desk's products that a text names, with the names that belong to it, as it is written there."""
    found = _named(products).search(small(text)) if products else None
    return text[found.start() : found.end()] if found else ""


@lru_cache(maxsize=64)
def _named(products: tuple[str, ...]) -> re.Pattern[str]:
    return pattern(rf"\b(?:{_alternatives(products)})\b")


@lru_cache(maxsize=64)  # a service has few desks
def _beside(products: tuple[str, ...]) -> re.Pattern[str]:
    """Finds the name of a product, up to two words that belong to it, and the version that follows."""
    middle = r"(?P<middle>(?:[ \xa0][a-z][\w-]{1,14}){0,2}?)"
    suffix = rf"(?:\w{{0,4}}|['’]\w{{1,5}})?{middle}(?:[ \xa0(]{{1,2}}(?:{_FILLERS})){{0,3}}[ \xa0:(]{{1,3}}"
    return pattern(rf"\b(?P<name>{_alternatives(products)}){suffix}{_NUMBER}(?![\w%]|:\d|[.]\d)")


def _alternatives(products: tuple[str, ...]) -> str:
    return "|".join(re.escape(small(name)) for name in sorted(products, key=len, reverse=True) if len(name) > 1)


def _before(looked_at: str, match: re.Match[str]) -> str:
    return looked_at[max(0, match.start() - 40) : match.start("version")]


def _plausible(match: re.Match[str], looked_at: str) -> bool:
    """Windows, Office and the like have versions, too; a lone digit is a count."""
    before = looked_at[max(0, match.start() - 30) : match.start()]
    return len(match["version"]) > 1 and _NOT_THE_PRODUCT.search(before) is None
