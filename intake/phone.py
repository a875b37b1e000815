"""On which number a person asks to be rung, as E.164.

The only file that knows phonenumbers. Digits are everywhere in a support mail, so a number needs its context:
asked for in the text ("bel mij op …"), else labelled, else in a signature. Fax, VAT, order, licence and dongle numbers
are refused.
Never raises; None where nothing is sure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from routing.letters import pattern, small

_CANDIDATE = re.compile(
    r"(?<![\w.,#/\\-])(?<!\d:)(?:\+|00)?\(?\d(?:[ \t\xa0./()–-]{0,3}\d){6,15}(?![\w%€$]|[.,:/\\-]\w)"
)
_EXTENSION = pattern(r"\s*(?:dahili|ext\.?|extension|toestel|tst\.?|int\.|poste|linje|x)\s*[:.]?\s*\d{1,5}.*")
_BEHIND_SLASH = re.compile(r"(?<=\d) ?/ ?\d{1,4}$")  # "0386 555 01 60 / 118": an extension, or the line's second number
_NOT_A_PHONE = pattern(
    r"\b(?:fax\w*|telefax|f|faks|télécopie|vat|btw|ust|ust-?id\w*|tva|mva|iban|bic|kvk|kbo|rpr|hrb|"
    r"org\.?(?: ?n[ro])?\w*|siret|siren|vergi|v\.?d\.?|mersis|order\w*|bestel\w*|bestell\w*|"
    r"auftrag\w*|ordre\w*|sipariş|"
    r"commande|dongle\w*|licen[cst]\w*|lisens\w*|lizenz\w*|lisans|contract\w*|vertrag\w*|kontrakt\w*|"
    r"sözleşme|contrat|klant\w*|kunden?\w*|müşteri|client\w*|serial|serie\w*|seri|série|s/n|sn|key|"
    r"hasp\w*|sentinel|session|sitzung|"
    r"case\w*|ticket\w*|zaak\w*|sak\w*|fall\w*|vorgang\w*|call ?n\w*|eon|referen\w*|ref|id|build|"
    r"versi\w*|versjon|sürüm|artikel\w*|part|teile?\w*|deel|projec?t\w*|projekt\w*|zeichnung\w*|"
    r"tegning\w*|teamviewer|anydesk|pin|code|"
    r"machine\w*|maskin\w*|kilit|anahtar|hotline|handelsregister|postfach|postbus|error|fout\w*|"
    r"fehler\w*|hata|erreur|feil\w*|invoice|factuur|rechnung|faktura|fatura|facture|ip|"
    r"mac)\b[^\n]{0,14}$"
)
_ASKED = pattern(
    r"\b(?:bel|bellen|opbellen|terugbellen|belt|bereik\w*|telefonisch|call|ring|reach|ruf\w*|anruf\w*|"
    r"rückruf\w*|zurückruf\w*|erreich\w*|ringe|nå|treffes|nås|ara(?:yın|yabilir|rsanız|yınız|r "
    r"mısınız|manız)\w*|ulaş\w*|"
    r"appel\w*|rappel\w*|joindre|joignable|contacter|numéro|nummer|natel|on the phone|(?:får|få|"
    r"treffer) (?:meg|oss|tak))\b"
)
_LABELLED = pattern(
    r"(?:\b(?:tel\w*|tlf|ph|phone|irtibat|kontakt|telefon\w*|téléphone|tél|t|direct\w*|dw|durchwahl|"
    r"office|kantoor|büro|kontor|ofis|iş|fixe|d)\b|☎|📞)[^\n\d+(]{0,12}$"
)
_MOBILE = pattern(r"(?:\b(?:gsm|mob\w*|handy|natel|cep|portable|cell\w*|m)\b|📱)[^\n\d+(]{0,12}$")
_DIRECT = pattern(
    r"\b(?:direct\w*|durchwahl|dw|ddi|rechtstreeks|direkte|direkt|doğrudan|ligne directe)\b[^\n\d+(]{0,12}$"
)
_DIRECT_AFTER = pattern(r"\s*\((?:direct\w*|durchwahl|rechtstreeks|direkte?|doğrudan|ligne directe)\)")
_GENERAL = pattern(
    r"\b(?:reception\w*|receptie|zentrale|sentralbord|santral|standard|accueil|algemeen|general|"
    r"centrale)\b[^\n]{0,16}$"
)
# By what an address or a sentence tells its country; of two the one that stands first here.
_COUNTRIES = ("BE", "NL", "CH", "GB", "IE", "AT", "FR", "DE", "PL")
_COUNTRY_IN_SMALL = pattern(
    r"(?P<be>\b(?:belgi[ëe]|belgium|belgique|belgien)\b|\bB-\d{4}\b)|"
    r"(?P<ch>\b(?:schweiz|suisse|switzerland)\b|\bCH-\d{4}\b|natel\b(?:(?<=\w natel)|(?<=\w @natel))|grüezi)|"
    r"(?P<gb>\b(?:england|scotland|wales|united kingdom|u\.k\.)\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\bVAT GB)|"
    r"(?P<ie>\b(?:ireland|éire|dublin|cork|limerick|galway|waterford)\b)|"
    r"(?P<at>\b(?:österreich|austria)\b|\bA-\d{4}\b)|"
    r"(?P<de>\bD-\d{5}\b|\bhandelsregister\b|\bHRB \d)|"
    r"(?P<pl>\bsp\. ?z ?o\. ?o\b)"
)
_COUNTRY_AS_WRITTEN = re.compile(
    r"(?P<nl>\b(?:nederland|netherlands|niederlande)\b|\b\d{4} [A-Z]{2}\b(?=\s+[A-Z]))|"
    r"(?P<fr>\b(?:FRANCE|France|Frankrijk|Frankreich)\b|\bF-\d{5}\b|\b(?:SAS|SARL|EURL|SASU) [-–—,|])"
)
_WITHOUT_TRUNK = ("NO", "DK", "PL", "CZ", "ES", "PT", "IT", "LU", "US", "CA")  # national numbers begin with no 0
# What is impossible there though its length is right; `phonenumbers` judges a possible number by its length alone.
_PLANS = {
    "BE": re.compile(r"4\d{8}|[1-9]\d{7}"),
    "GB": re.compile(r"\d{10}|[158]\d{8}"),
    "CH": re.compile(r"[2-9]\d{8}"),
    "NL": re.compile(r"[1-9]\d{8}"),
}
_COUNTRY_OF_DOMAIN = {
    "be": "BE",
    "nl": "NL",
    "de": "DE",
    "at": "AT",
    "ch": "CH",
    "no": "NO",
    "tr": "TR",
    "fr": "FR",
    "dk": "DK",
    "se": "SE",
    "uk": "GB",
    "lu": "LU",
    "ie": "IE",
    "pl": "PL",
    "cz": "CZ",
    "it": "IT",
    "es": "ES",
    "pt": "PT",
}
_COUNTRIES_OF_LANGUAGE = {
    "nl": ("NL", "BE"),
    "de": ("DE", "AT", "CH"),
    "nb": ("NO",),
    "tr": ("TR",),
    "en": ("GB", "IE"),
    "fr": ("FR", "BE", "CH"),
    "da": ("DK",),
    "sv": ("SE",),
}
_GROUPED = re.compile(r"\d{2}(?: \d{2}){3}|\d{3} \d{2} \d{3}")  # as Norwegians write theirs
_BREAK = re.compile(r"[|;•]|\s{3,}| / ")  # what stands before it says nothing of the number
_ABROAD = re.compile(r"^\(?00")
_GROUPS = re.compile(r"(?:\+|\(?0)[\d() ./-]*\d[ ./()-]{1,3}\d{2,}")  # written as people write numbers to ring
# A line that begins so opens an invitation to a meeting, whose numbers ring a machine.
_MEETING = pattern(
    r"(?:microsoft teams|teams[- ](?:meeting|besprechung|vergadering|møte|toplantı\w*|réunion)|réunion microsoft teams|"
    r"zoom[- ]?meeting|join zoom|google meet\b|meet\.google|webex meeting|join webex|gotomeeting|meeting id|"
    r"besprechungs-id|vergaderings?-id|møte-id|toplantı kimliği|id de réunion|dial[- ]?in\b|einwahl|"
    r"inbelnummer|inbellen|"
    r"ring inn\b|telefonla katıl|numéro d'accès|rejoindre par téléphone|conference id|telefonkonferenz)"
)
_MEETING_LINES = 15
_DIALLED = re.compile(r",,|#|(?:p|w)\d")  # behind a number: a code that is dialled after it
_LONGEST = 500
_MOST_LINES = 1000  # with digits; no person's mail has as many, a table of numbers has
_MOST = 200
_WHOLE = 9  # digits that are a number without what is behind a slash
_LAST_LINES = 5  # of the new text, where some write what others put into a signature
ENOUGH_DIGITS = re.compile(r"(?:\d\D*){7}")  # fewer are nobody's number


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number as written that may be one to ring; the higher its score, the surer."""

    score: int
    digits: str
    why: str
    sure: bool = False  # its context makes it a number, so that a possible one is believed


def find(visible: str, signature: str, countries: tuple[str, ...]) -> tuple[str, str] | None:
    """(E.164, reason) of the number to ring.

    `countries` (ISO 3166-1 alpha-2) say where a national number may be one, likeliest first.
    """
    return chosen(candidates(visible, signature), lambda: countries)


def candidates(visible: str, signature: str) -> list[Candidate]:
    """What may be a number to ring, in the order of the mail."""
    found = _in_lines(visible.split("\n"), in_signature=False)
    return (found + _in_lines(signature.split("\n")[:60], in_signature=True))[:_MOST]


def chosen(found: list[Candidate], countries: Callable[[], tuple[str, ...]]) -> tuple[str, str] | None:
    """(E.164, reason) of the surest candidate that is somebody's number.

    `countries` is asked only where a number is written as in its country.
    """
    for candidate in sorted(found, key=lambda c: -c.score)[:20]:
        national = not _is_international(_bare(candidate.digits))
        number = e164(candidate.digits, countries() if national else (), sure=candidate.sure)
        if number:
            return number, candidate.why
    return None


def countries_of(text: str, domain: str, told: str | None, language: str | None) -> tuple[str, ...]:
    """Whose national numbers a mail may write, likeliest first.

    Told by its address, its domain, the desk's country, and its language's.
    """
    places = *_COUNTRY_IN_SMALL.finditer(small(text)), *_COUNTRY_AS_WRITTEN.finditer(text)
    named = min(((place.lastgroup or "").upper() for place in places), key=_COUNTRIES.index, default=None)
    by_domain = _COUNTRY_OF_DOMAIN.get(domain.rpartition(".")[2].lower())
    guesses = (named, by_domain, told, *_COUNTRIES_OF_LANGUAGE.get(language or "", ()))
    return tuple(dict.fromkeys(code for code in guesses if code))


def _in_lines(lines: list[str], *, in_signature: bool) -> list[Candidate]:
    """The candidates of lines. Most lines have few digits and cost next to nothing."""
    found: list[Candidate] = []
    worth = ((at, line[:_LONGEST]) for at, line in enumerate(lines) if ENOUGH_DIGITS.search(line, 0, _LONGEST))
    for at, line in islice(worth, _MOST_LINES):
        looked_at = small(line)
        ends = in_signature or at >= len(lines) - _LAST_LINES
        judged = [
            _judged(looked_at, match, in_signature=in_signature, ends=ends) for match in _CANDIDATE.finditer(line)
        ]
        if any(judged) and not _of_meeting(lines, at):
            found += [candidate for candidate in judged if candidate]
        if len(found) >= _MOST:
            break
    return found


def _of_meeting(lines: list[str], at: int) -> bool:
    """Whether a line stands in an invitation to an online meeting."""
    above = (line[:_LONGEST] for line in lines[max(0, at - _MEETING_LINES) : at + 1])
    return any(_MEETING.match(small(line.lstrip(" \t_*-•"))) for line in above)


def _judged(line: str, match: re.Match[str], *, in_signature: bool, ends: bool) -> Candidate | None:
    """What a line in small letters says of the number in it, or None where it says that it is no phone."""
    before = _BREAK.split(line[: match.start()])[-1][-60:]
    if _NOT_A_PHONE.search(before) or _DIALLED.match(line, match.end()):
        return None
    digits = match[0]
    told = _context(line, before, match, in_signature=in_signature)
    if told:
        return Candidate(told[0], digits, told[1], sure=True)
    written = digits.startswith(("+", "0", "(0")) or _GROUPED.fullmatch(digits)
    alone = not before.strip(" -:•*")
    if written and (in_signature or alone):
        sure = ends and _GROUPS.match(digits) is not None
        office = in_signature and alone and _MOBILE.search(line[match.end() :][:12]) is None
        return Candidate(65 if office else 40, digits, "signature" if in_signature else "a line of its own", sure)
    plus = digits.startswith("+") or (written and " " in digits.strip())
    return Candidate(30, digits, "in the text") if plus else None


def _context(line: str, before: str, match: re.Match[str], *, in_signature: bool) -> tuple[int, str] | None:
    """(score, what it is called): asked for before direct, labelled, mobile and general numbers."""
    if _GENERAL.search(before):
        return 52, "general number"
    if not in_signature and _ASKED.search(line[max(0, match.start() - 100) : match.end() + 40]):
        return 100, "asked to be called on"
    if _DIRECT.search(before) or _DIRECT_AFTER.match(line, match.end()):
        return 80, "direct line"
    if _LABELLED.search(before):
        return 70, "labelled line"
    return (60, "mobile") if _MOBILE.search(before) else None


def e164(written: str, countries: tuple[str, ...], *, sure: bool) -> str | None:
    """A number as written to E.164, or None.

    Valid in the likeliest country wins; else, if `sure` (labelled, or asked for), possible in the likeliest one, since
    number plans change faster than the library's.
    """
    import phonenumbers

    bare = _bare(written)
    international = _is_international(bare)
    trunk = bare.lstrip("(").startswith("0")
    possible: str | None = None
    for country in (None,) if international else countries:
        try:
            number = phonenumbers.parse(_ABROAD.sub("+", bare) if international else bare, country)
        except phonenumbers.NumberParseException:
            continue
        if not (international or trunk or country in _WITHOUT_TRUNK):
            continue
        shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if phonenumbers.is_valid_number(number):
            return shown
        plan = _PLANS.get(country or "")
        planned = plan is None or plan.fullmatch(str(number.national_number)) is not None
        if possible is None and planned and phonenumbers.is_possible_number(number):
            possible = shown
    return possible if sure or international else None


def _is_international(bare: str) -> bool:
    return bare.lstrip("(").startswith(("+", "00"))


def _bare(written: str) -> str:
    """A number as written without an extension and without the (0) that is not dialled from abroad."""
    extension = _EXTENSION.search(small(written))
    bare = written[: extension.start()] if extension else written
    shorter = _BEHIND_SLASH.sub("", bare)
    if sum(c.isdigit() for c in shorter) >= _WHOLE:
        bare = shorter
    return bare.replace("(0)", "").replace("\xa0", " ").strip()
