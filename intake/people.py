"""Who wrote, and for which company: from labelled lines, the From name, the signature and the prose.

A mail domain alone is no company. Never raises; None where the mail does not say.
"""

from __future__ import annotations

import re

from routing.submission import Party

_LEGAL = (
    r"(?:B\.?V\.?B\.?A\.?|B\.?V\.?|N\.?V\.?|V\.?O\.?F\.?|C\.?V\.?B\.?A\.?|GmbH(?: ?& ?Co\.? ?(?:KG|"
    r"OHG))?|Ges\.?m\.?b\.?H\.?|mbH|AG|KG|OHG|GbR|e\.?K\.?|UG|eG|PartG(?:mbB)?|"
    r"ASA|AS|A/S|ANS|DA|Ltd\.? ?[ŞS]ti\.?|A\. ?[ŞS]\.?|AŞ|Limited|Ltd\.?|LLC|Inc\.?|PLC|"
    r"S\.?A\.?R\.?L\.?|S\.?A\.?S\.?|S\.?P\.?R\.?L\.?|SRL|S\.?A\.?|& Zn\.?|& Zonen|& Fils)"
)
_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž0-9][\w.'’&+/-]{0,30}"
_LINK = r"&|\+|und|en|et|og|ve|van|de|der|den|des|du|la|von|for|voor"
_COMPANY = re.compile(rf"(?<![\w.])((?:(?:{_WORD}|{_LINK})(?:[ \xa0]|(?=-))){{1,7}}{_LEGAL})(?![\w])")
_PUBLIC = re.compile(
    r"\b(?:Gemeente|Stadt|Landkreis|Kommune|kommune|Belediyesi|Müdürlüğü|Üniversitesi|Universit\w+|"
    r"Hogeschool|Hochschule|Ville de|Stad|Ingenieurbüro|Ingenieure|Statens|Başkanlığı|Bakanlığı|"
    r"Mühendislik|Mimarlık|Harita|İnşaat|Arkitekter|Gereedschapsmakerij|Matrijzenbouw|Metallbau|"
    r"Werkzeugbau|Maschinenbau|Kalıp|Makina|Makine|Mekanikk|Verktøy|Plasturgie|Mécanique|Usinage|"
    r"Outillage|Engineering|Tooling|Machining|Precision)\b"
)
_AT = (
    r"bij|van|namens|from|at|on behalf of|der Firma|Firma|von der|von|bei der|bei|fra|hos|i firmaet|chez|de la société|"
    r"société|bedrijf|firmamız|biz"
)
_PROSE = re.compile(rf"\b(?:{_AT})[ \xa0]{{1,2}}((?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’&+/-]{{0,30}}[ \xa0]){{1,5}}{_LEGAL})(?![\w])")
_CAPITALS = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’&+/-]{1,30}(?:[ \xa0](?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’&+/-]{0,30}|&|en|und|og|et|ve)){1,4}"
_INTRODUCED = re.compile(
    rf"\b(?:[Ii]k ben|[Ii]ch bin|[Jj]eg er|[Jj]e suis|I am|I'm|[Tt]his is|[Hh]ier is|[Mm]ijn naam is|[Mm]y name is)"
    rf"\b[^.\n]{{0,50}}?\b(?:bij|van|von|bei|der Firma|fra|hos|de chez|chez|from|at|with)[ \xa0]({_CAPITALS})(?![\w])"
)
_WE_ARE = re.compile(
    rf"\b(?:[Ww]ij zijn|[Ww]e zijn|[Vv]i er|[Mm]e er|[Ww]ir sind|[Nn]ous sommes|[Ww]e are)[ \xa0]({_CAPITALS})(?![\w])"
)
_SPLIT_NAME = re.compile(r"\s+[|/–—-]\s+|\s*[|(]\s*|,\s+(?=[A-ZÀ-ÖØ-ÞĀ-Ž][\w.'’&+-]* .*" + _LEGAL + r")")
_TITLE = re.compile(
    r"^(?:dipl\.?-?ing\.?(?: \(fh\))?|dr\.?|ir\.?|ing\.?|mr\.?|mrs\.?|ms\.?|herr|frau|dhr\.?|mevr\.?|"
    r"m\.|mme)\s+",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'’-]{0,30}(?:[ \xa0][^\W\d_][\w.'’-]{0,30}){1,4}")
_ROLE = re.compile(
    r"\b(?:support|info|sales|office|admin|helpdesk|service|team|scanner|scan|noreply|mail|contact|"
    r"verkauf|einkauf|buchhaltung|konstruktion|it|cad|cam|werkplaats|atelier|tegnestue|destek|"
    r"planlama|teknik|ofis|kantoor|büro|desk)\b",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\b(?:\w*(?:manager|leiter(?:in)?|leder|chef|ingenieur(?:in)?|ingénieur|ingeniør|engineer|"
    r"techni\w+|tekniker|teknisyen|mühendis\w*|müdür\w*|uzman\w*|şef\w*|zeichner(?:in)?|"
    r"konstrukteur(?:in)?|planner|operat\w+|"
    r"program\w*|beheerder|administrat\w*|verantwoordelijke|zaakvoerder|bestuurder|werkvoorbereid\w*|"
    r"arbeidsvoorberei\w+|tekenaar|designer|director|directeur|directrice|responsable|gérante?|owner|"
    r"eigenaar|inhaber(?:in)?|eier|sahibi|"
    r"lead|head|coordinator|koordinat\w+|buchhalt\w+|secretar\w+|sekret\w+|assistent\w*|assistant\w*|"
    r"architekt(?:in)?|arkitekt|architect\w*|architecte|avdeling|abteilung|afdeling|department|"
    r"departement|département|"
    r"planning|production|productie|produksjon|produktion|konstruktion|verkauf|einkauf|sales|inkoop|"
    r"verkoop|service|support|quality|dezernat|birimi|bölümü|harita mühendisi|methods?|méthodes|"
    r"bureau d'études|développeur|developer|dessinateur|dessinatrice))\b|"
    r"^(?:IT|CAD|CAM|BIM|ICT|CEO|CTO|COO|Dipl|Ing|im auftrag|i\. ?A\.|i\. ?V\.|tel|fax|mob)\b|"
    r"\b(?:straat|straße|strasse|gate|vei|veien|cad|sok|mah|rue|avenue|laan|weg|steenweg|street|road|"
    r"lane)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:met|mit|med|best|kind|viele|beste|vriendelijke|freundliche|hilsen|mvh|groet\w*|gr(?:ü|"
    r"ue)\w+|saygı\w*|iyi|cordialement|bien|merci|thanks|thank|danke|dank|takk|teşekkür\w*|cheers|"
    r"regards|hei|hallo|hi|von meinem|verstuurd|envoyé|"
    r"iphone|outlook|bonjour|merhaba|sent|sendt|verzonden|alvast|bedankt)\b",
    re.IGNORECASE,
)
_PIECES = re.compile(r"\s*(?:[|•·]|::|\s[–—-]\s|,\s)\s*|\s{3,}")
_FIELDS = re.compile(r"\s*[|•·]\s*|\s{3,}|, (?=\d)|\s[–-]\s(?=[\w.]+@|\d)")
_REGISTERED = re.compile(r"@|\bRPR\b|\bHRB\b")
_NO_NAME = re.compile(r"[\d@:?!]")
_NAME_BREAK = re.compile(r"[\s@._,-]+")
_NAME_END = re.compile(r"\s*(?:[|,/(]|::)\s*")
_ADDRESS = re.compile(r"[\d@:/?!=<>()]|www\.")
_DIGIT = re.compile(r"\d")
_INITIAL_UPPER = re.compile(r"^[A-ZÀ-ÖØ-ÞĀ-ŽİŞĞÇ]")
_SIGNATURE_LINES = 12
_LONGEST = 200  # characters of a line; who writes his name or company needs fewer


def company(told: str | None, sender: Party, signature: str, closing: str, visible: str) -> tuple[str, str] | None:
    """(company, where it was found); `closing` are the last visible lines, below the text."""
    if told:
        return told.strip(" ,;"), "labelled line"
    for lines, where in ((f"{closing}\n{signature}", "signature"),):
        found = _in_signature(lines) or _below_name(lines, sender)
        if found:
            return found, where
    prose = next((m for p in (_PROSE, _INTRODUCED, _WE_ARE) if (m := p.search(visible[:20_000]))), None)
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
        for piece in _FIELDS.split(line[:_LONGEST]):
            if len(piece) < 90 and (found := _COMPANY.search(f"{piece} ")) and not _REGISTERED.search(piece):
                return found[0].strip(" ,")
    for line in lines[:5]:
        if len(line) < 60 and _PUBLIC.search(line) and not _NO_NAME.search(line) and len(line.split()) > 1:
            return line.strip(" ,.")
    return None


def _below_name(block: str, sender: Party) -> str | None:
    """What stands below, or beside, the sender's name in a signature and is neither a post nor an address."""
    given = (_ordered(sender.name).split() or [sender.address.partition("@")[0]])[0].lower()
    names = {
        w.lower().strip(".,'\"")
        for w in _NAME_BREAK.split(f"{sender.name} {sender.address.partition('@')[0]}")
        if len(w) > 2
    }
    lines = [line.strip(" \t*_>\xa0") for line in block.split("\n")[:_SIGNATURE_LINES] if line.strip(" \t*_>-\xa0")]
    for at, line in enumerate(lines):
        if len(line) > 160 or not names & {w.lower().strip(".,'\"") for w in line.split()[:5]}:
            continue
        pieces = [p for row in (line, *lines[at + 1 : at + 4]) for p in _PIECES.split(row)]
        for piece in pieces[1:]:
            if _is_company(piece.strip(" ,."), names) and piece.split()[0].lower() != given:
                return piece.strip(" ,.")
    return None


def _is_company(piece: str, names: set[str]) -> bool:
    words = piece.split()
    return (
        1 <= len(words) <= 6
        and len(piece) > 3
        and _INITIAL_UPPER.match(piece) is not None
        and not _ADDRESS.search(piece)
        and not _POST.search(piece)
        and not {w.lower() for w in words} <= names
        and not _GREETING.search(piece)
    )


def contact(told: str | None, sender: Party, signature: str, closing: str) -> tuple[str, str] | None:
    """(name of who wrote, where it was found)."""
    if told and 1 < len(told) < 60:
        return _ordered(told), "labelled line"
    name = _SPLIT_NAME.split(sender.name, maxsplit=1)[0].strip(" '\"")
    person = bool(name) and not _ROLE.search(name) and not _COMPANY.search(f"{name} ") and "@" not in name
    if person and len(name.split()) > 1 and not _DIGIT.search(name):
        return _ordered(name), "From name"
    for block, where in ((closing, "closing lines"), (signature, "signature")):
        signed = _signed(block)
        if signed and (not person or not name or name.split()[0].lower() in signed.lower()):
            return signed, where
    return (name, "From name") if person else None


def _signed(block: str) -> str | None:
    """The first line of a signature that reads like a person's name."""
    for line in block.split("\n")[:4]:
        bare = _NAME_END.split(_TITLE.sub("", line.strip(" \t*_-–\xa0,.")[:_LONGEST]))[0].strip()
        if (
            _NAME.fullmatch(bare)
            and not _GREETING.search(bare)
            and len(bare) < 45
            and not _ROLE.search(bare)
            and not _COMPANY.search(f"{bare} ")
        ):
            words = bare.split()
            if sum(1 for w in words if _INITIAL_UPPER.match(w)) >= 2 and not _PUBLIC.search(bare):
                return bare
    return None


def _ordered(name: str) -> str:
    """Given name first: "Maes, Gunther" is Gunther Maes."""
    family, comma, given = name.partition(",")
    bare = f"{given.strip()} {family.strip()}" if comma and given.strip() and "," not in given else name
    return _TITLE.sub("", bare.strip())
