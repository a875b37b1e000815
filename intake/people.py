"""Who wrote, and for which company: from labelled lines, the From name, the signature and the prose.

A mail domain alone is no company. Never raises; None where the mail does not say.
"""

from __future__ import annotations

import re

from routing.submission import Party

_LEGAL = (
    r"(?:B\.?V\.?B\.?A\.?|B\.?V\.?|N\.?V\.?|V\.?O\.?F\.?|C\.?V\.?B\.?A\.?|GmbH(?: ?& ?Co\.? ?(?:KG|OHG))?|Ges\.?m\.?b\.?H\.?|mbH|AG|KG|OHG|GbR|e\.?K\.?|UG|eG|PartG(?:mbB)?|"
    r"ASA|AS|A/S|ANS|DA|Ltd\.? ?[ŞS]ti\.?|A\. ?[ŞS]\.?|AŞ|Limited|Ltd\.?|LLC|Inc\.?|PLC|S\.?A\.?R\.?L\.?|S\.?A\.?S\.?|S\.?P\.?R\.?L\.?|SRL|S\.?A\.?|& Zn\.?|& Zonen|& Fils)"
)
_COMPANY = re.compile(rf"(?<![\w.])((?:[A-ZÀ-ÖØ-ÞĀ-Ž0-9][\w.'’&+/-]{{0,30}}|&|\+|und|en|et|og|ve|van|de|der|den|des|du|la|von|for|voor)(?:[ \xa0]|(?=-)){{1}}){{1,7}}{_LEGAL}(?![\w])")
_PUBLIC = re.compile(r"\b(?:Gemeente|Stadt|Landkreis|Kommune|kommune|Belediyesi|Müdürlüğü|Üniversitesi|Universit\w+|Hogeschool|Hochschule|Ville de|Stad|Ingenieurbüro|Ingenieure|Statens|Başkanlığı|Bakanlığı|Mühendislik|Mimarlık|Harita|İnşaat|Arkitekter|Gereedschapsmakerij|Matrijzenbouw|Metallbau|Werkzeugbau|Maschinenbau|Kalıp|Makina|Makine|Mekanikk|Verktøy|Plasturgie|Mécanique|Usinage|Outillage|Engineering|Tooling|Machining|Precision)\b")
_PROSE = re.compile(
    rf"\b(?:bij|van|namens|from|at|on behalf of|der Firma|Firma|von der|von|bei|bei der|fra|hos|i firmaet|chez|de la société|société|bedrijf|firmamız|biz)[ \xa0]{{1,2}}((?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’&+/-]{{0,30}}[ \xa0]){{1,5}}{_LEGAL})(?![\w])"
)
_SPLIT_NAME = re.compile(r"\s+[|/–—-]\s+|\s*[|(]\s*|,\s+(?=[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’&+-]* .*" + _LEGAL + r")")
_TITLE = re.compile(r"^(?:dipl\.?-?ing\.?(?: \(fh\))?|dr\.?|ir\.?|ing\.?|mr\.?|mrs\.?|ms\.?|herr|frau|dhr\.?|mevr\.?|m\.|mme)\s+", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’-]{0,30}(?:[ \xa0][^\W\d_][\w.'’-]{0,30}){1,4}")
_ROLE = re.compile(r"\b(?:support|info|sales|office|admin|helpdesk|service|team|scanner|scan|noreply|mail|contact|verkauf|einkauf|buchhaltung|konstruktion|it|cad|cam|werkplaats|atelier|tegnestue|destek|planlama|teknik|ofis|kantoor|büro|desk)\b", re.IGNORECASE)
_INITIAL_UPPER = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-ŽİŞĞÇ]")
_SIGNATURE_LINES = 12


def company(told: str | None, sender: Party, signature: str, closing: str, visible: str) -> tuple[str, str] | None:
    """(company, where it was found); `closing` are the last visible lines, below the text."""
    if told:
        return told.strip(" .,;"), "labelled line"
    for lines, where in ((signature, "signature"), (closing, "closing lines")):
        found = _in_signature(lines)
        if found:
            return found, where
    prose = _PROSE.search(visible[:20_000])
    if prose:
        return prose[1].strip(), "prose"
    part = _SPLIT_NAME.split(sender.name, maxsplit=1)
    if len(part) > 1 and len(part[1].strip(" )")) > 1 and "via" not in part[1].lower().split():
        return part[1].strip(" )"), "From name"
    whole = _COMPANY.search(f"{sender.name} ")
    if whole:
        return whole[0].strip(), "From name"
    return None


def _in_signature(block: str) -> str | None:
    lines = [line.strip(" \t*_|>\xa0") for line in block.split("\n")[:_SIGNATURE_LINES]]
    for line in lines:
        for piece in re.split(r"\s*[|•·]\s*|\s{3,}|, (?=\d)|\s[–-]\s(?=[\w.]+@|\d)", line[:200]):
            if len(piece) < 90 and (found := _COMPANY.search(f"{piece} ")) and not re.search(r"@|\bRPR\b|\bHRB\b", piece):  # noqa: PLR2004
                return found[0].strip(" ,")
    for line in lines[:5]:
        if len(line) < 60 and _PUBLIC.search(line) and not re.search(r"[\d@:?!]", line) and len(line.split()) > 1:  # noqa: PLR2004
            return line.strip(" ,.")
    return None


def contact(told: str | None, sender: Party, signature: str, closing: str) -> tuple[str, str] | None:
    """(name of who wrote, where it was found)."""
    if told and 1 < len(told) < 60:  # noqa: PLR2004
        return _ordered(told), "labelled line"
    name = _SPLIT_NAME.split(sender.name, maxsplit=1)[0].strip(" '\"")
    person = bool(name) and not _ROLE.search(name) and not _COMPANY.search(f"{name} ") and "@" not in name
    if person and len(name.split()) > 1 and not re.search(r"\d", name):
        return _ordered(name), "From name"
    for block, where in ((closing, "closing lines"), (signature, "signature")):
        signed = _signed(block)
        if signed and (not person or not name or name.split()[0].lower() in signed.lower()):
            return signed, where
    return (name, "From name") if person else None


def _signed(block: str) -> str | None:
    """The first line of a signature that reads like a person's name."""
    for line in block.split("\n")[:4]:
        bare = re.split(r"\s*[|,/(]\s*", _TITLE.sub("", line.strip(" \t*_-–\xa0,.")))[0].strip()
        if _NAME.fullmatch(bare) and len(bare) < 45 and not _ROLE.search(bare) and not _COMPANY.search(f"{bare} "):  # noqa: PLR2004
            words = bare.split()
            if sum(1 for w in words if _INITIAL_UPPER.match(w)) >= 2 and not _PUBLIC.search(bare):  # noqa: PLR2004
                return bare
    return None


def _ordered(name: str) -> str:
    """"Maes, Gunther" is Gunther Maes."""
    family, comma, given = name.partition(",")
    bare = f"{given.strip()} {family.strip()}" if comma and given.strip() and "," not in given else name
    return _TITLE.sub("", bare.strip())
