"""Who wrote, and for which company: from labelled lines, the From name, the signature and the prose.

A mail domain alone is no company. Never raises; None where the mail does not say.
"""

from __future__ import annotations

import re

from routing.letters import plain
from routing.naming import given_first
from routing.submission import Party

_LEGAL = (  # the longer ones first, for the first that fits is taken
    r"(?:B\.?V\.?B\.?A\.?|B\.?V\.?|N\.?V\.?|V\.?O\.?F\.?|C\.?V\.?B\.?A\.?|Comm\.?V\.?|VZW|"
    r"(?:GmbH|UG(?: \(haftungsbeschränkt\))?|AG|SE)(?: ?& ?Co\.? ?(?:KGaA|KG|OHG))?|Ges\.?m\.?b\.?H\.?|mbH|KGaA|KG|OHG|"
    r"GbR|e\.?K\.?|e\.?V\.|eG|PartG(?:mbB)?|"
    r"ASA|AS|A/S|ANS|DA|IKS|KF|ApS|AB|Oyj|Oy|(?:San\.? (?:ve )?)?(?:Tic\.? )?(?:Ltd\.? ?[ŞS]ti\.?|A\. ?[ŞS]\.?|AŞ)|"
    r"Limited|Ltd\.?|LLC|LLP|Inc\.?|Corp\.?|PLC|Plc|plc|Sp\. ?z ?o\. ?o\.?|s\. ?r\. ?o\.|d\. ?o\. ?o\.|Kft\.?|"
    r"S\.?A\.?R\.?L\.?|SàRL|Sàrl|S\.?A\.?S\.?U?\.?|EURL|SNC|SCOP|S\.?P\.?R\.?L\.?|S\.? ?r\.? ?l\.?|SRL|S\.?p\.?A\.?|"
    r"S\.?L\.?U\.?|S\.? ?L\.|SL|Ltda?\.|Lda\.?|S\.?A\.?|& Zn\.?|& Zonen|& Zoon|& Fils|et Fils|& Sons?|"
    r"& Söhne|& Sohn|& Co\.?)"
)
_WORD = r"[A-ZÀ-ÖØ-ÞĀ-Ž0-9][\w.'’&+/-]{0,30}"
_LINK = r"&|\+|und|en|et|og|ve|van|de|der|den|des|du|la|von|for|voor"
_COMPANY = re.compile(rf"(?<![\w.])((?:(?:{_WORD}|{_LINK})(?:,?[ \xa0]|(?=-))){{1,7}}{_LEGAL})(?![\w])")
# An answer that is nothing but the name, on a line of its own or before a bracket or comma.
_ALONE = re.compile(
    rf"^[ \t>*•-]{{0,8}}(?:\(?\d[.)] )?((?:{_WORD}(?:,?[ \xa0]|(?=-))){{1,7}}{_LEGAL})\s{{0,3}}(?:[,;.(–—-]|$)",
    re.MULTILINE,
)
# "since January it is Maes Tooling BV"
_IS_CALLED = re.compile(
    r"\b(?:is dat|is nu|heten|heet|nu|heißen|heißt|jetzt|sind|nennen uns|heter|heiter|nå|blitt|vorte|oldu|olarak|"
    r"ünvanımız|appelons|is|are|called|named|now|"
    r"became|become|devenue?s?|s'appelle|désormais|maintenant|sommes|est|nom est)"
    rf"[ \xa0:]{{1,3}}((?:{_WORD}(?:,?[ \xa0]|(?=-))){{1,6}}{_LEGAL})(?![\w])"
)
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
# Behind a sender's own name: "Kurt of Maes Tooling in Ghent", "Mehmet ben, Kaya Kalıp Bursa'dan".
_OF = r"(?:van|vanuit|bij|von der|von|vom|bei|fra|frå|hos|i|from|of|at|with|de chez|chez|de la société|de)"
_IN = r"(?:uit|te|in|à|a|aus|i|fra|from|hier|here|ici)"
_LETTER_HEAD = re.compile(r"\s*T\.? ?C\.?\s*\n+\s*([^\n]{6,80})\n")
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
_ARTICLES = frozenset(
    ("de", "het", "een", "die", "der", "den", "dem", "das", "the", "a", "my", "our", "ons", "mijn", "mon", "la", "le")
)
_SIGNATURE_LINES = 12
_MOST = 20_000  # characters of a text
_LONGEST = 200  # characters of a line; who writes his name or company needs fewer


def company(told: str | None, sender: Party, signature: str, closing: str, visible: str) -> tuple[str, str] | None:
    """(company, where it was found); `closing` are the last visible lines, below the text."""
    if told:
        return told.strip(" ,;"), "labelled line"
    below = f"{closing}\n{signature}"
    found = _in_signature(below, sender) or _below_name(below, sender)
    if found:
        return found, "signature"
    visible = visible[:_MOST]
    head = _LETTER_HEAD.match(visible)
    if head:
        return head[1].strip(), "letterhead"
    prose = next((m for p in (_PROSE, _INTRODUCED, _WE_ARE, _ALONE, _IS_CALLED) if (m := p.search(visible))), None)
    if prose:
        return _without_full_stop(prose[1].strip(" ,")), "prose"
    spoken = _of_whom(visible, sender)
    return (spoken, "prose") if spoken else _in_from(sender.name)


def _without_full_stop(name: str) -> str:
    """A name at the end of a sentence: "Maes SA." is Maes SA, but "A.Ş." and "Ltd." keep theirs."""
    form = name.rsplit(maxsplit=1)[-1]
    return name[:-1] if form.endswith(".") and form.isupper() and form.count(".") == 1 else name


def _in_from(name: str) -> tuple[str, str] | None:
    """The company beside the name in From, or an office that writes under its own name."""
    part = _SPLIT_NAME.split(name, maxsplit=1)
    if len(part) > 1 and len(part[1].strip(" )")) > 1 and "via" not in part[1].lower().split():
        return part[1].strip(" )"), "From name"
    whole = _COMPANY.search(f"{name} ")
    if whole:
        return whole[0].strip(), "From name"
    return (name.strip(), "From name") if _PUBLIC.search(name) and len(name.split()) > 1 else None


def _of_whom(text: str, sender: Party) -> str | None:
    """What somebody who types in small letters calls himself: his own name, "of", and up to four words.

    They end at a place ("in Ghent"), a comma or the line; what belongs to his name ("van der Berg") is no company.
    """
    names = [word for word in _NAME_BREAK.split(plain(_ordered(sender.name))) if len(word) > 1][:5]
    if not names or _ROLE.search(sender.name):
        return None
    looked_at = plain(text)
    if names[0] not in looked_at:  # an expression of somebody's name is made for nobody else
        return None
    own = r"[ -]".join(map(re.escape, names))
    first = re.escape(names[0]) + (f"[ -]{re.escape(names[1])}" if len(names) > 2 else "")
    words = r"((?:[\w&+'.-]{2,30}\s){0,3}?[\w&+'.-]{2,30}?)"
    of = rf"\b(?:{own}|{first}|{re.escape(names[0])}) {_OF} {words}(?= {_IN} \w|[,.;!?\n]|$)"
    turkish = rf"\b(?:{own}|{first}) ben[,.]? {words}(?= \w+'?[dt][ae]n\b|[,.;!?\n]|$)"
    for searched in (of, turkish) if " ben" in looked_at else (of,):
        match = re.search(searched, looked_at)
        if match and len(match[1]) > 3 and not _is_name_or_article(match[1], names):
            return text[match.start(1) : match.end(1)].replace("\n", " ").strip(" .")
    return None


def _is_name_or_article(words: str, names: list[str]) -> bool:
    first, *others = words.split()
    return not others or set(words.split()) <= set(names) or first in _ARTICLES


def _in_signature(block: str, sender: Party) -> str | None:
    lines = [line.strip(" \t*_|>\xa0") for line in block.split("\n")[:_SIGNATURE_LINES]]
    for line in lines:
        for piece in _FIELDS.split(line[:_LONGEST]):
            if len(piece) < 90 and (found := _COMPANY.search(f"{piece} ")) and not _REGISTERED.search(piece):
                return _after_post(_without_full_stop(found[0].strip(" ,")), sender)
    for line in lines[:5]:
        if len(line) < 60 and _PUBLIC.search(line) and not _NO_NAME.search(line) and len(line.split()) > 1:
            return _after_post(line.strip(" ,."), sender)
    return None


def _after_post(line: str, sender: Party) -> str:
    """What stands behind the name or the department on one line: "Drawing office, Le Goff Ltd"."""
    pieces = line.split(", ")
    own = set(plain(sender.name).split())
    while (
        len(pieces) > 1
        and len(pieces[1].split()) > 1
        and (_POST.search(pieces[0]) or set(plain(pieces[0]).split()) <= own)
    ):
        pieces = pieces[1:]
    return ", ".join(pieces)


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


def contact(told: str | None, sender: Party, signature: str, closing: str, last: str = "") -> tuple[str, str] | None:
    """(name of who wrote, where it was found); `last` are the last words of the text."""
    if told and 1 < len(told) < 60:
        return _ordered(told), "labelled line"
    name = _SPLIT_NAME.split(sender.name, maxsplit=1)[0].strip(" '\"")
    person = bool(name) and not _ROLE.search(name) and not _COMPANY.search(f"{name} ") and "@" not in name
    if person and len(name.split()) > 1 and not _DIGIT.search(name):
        return _ordered(name), "From name"
    if not name and (trailing := _trailing(last, sender.address)):
        return trailing, "end of the text"
    for block, where in ((closing, "closing lines"), (signature, "signature")):
        signed = _signed(block)
        if signed and (not person or not name or name.split()[0].lower() in signed.lower()):
            return signed, where
    return (name, "From name") if person else None


def _trailing(text: str, address: str) -> str | None:
    """The last words of a text that the sender's address repeats: "… Ann Maes" from maes.ann@example.org."""
    known = {word for word in _NAME_BREAK.split(plain(address.partition("@")[0])) if len(word) > 2}
    named: list[str] = []
    for word in reversed(text.split()[-4:]):
        if plain(word.strip(".,")) not in known or not _INITIAL_UPPER.match(word):
            break
        named.insert(0, word.strip(".,"))
    return " ".join(named) if len(named) > 1 else None


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
    """Given name first, without a title."""
    return _TITLE.sub("", given_first(name).strip())
