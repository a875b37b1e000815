"""On which number a person asks to be rung, as E.164.

The only file that knows phonenumbers. Digits are everywhere in a support mail, so a number needs its context:
asked for in the text ("bel mij op …"), else labelled, else in a signature. Fax, VAT, order, licence and dongle numbers
are refused.
Never raises; None where nothing is sure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from routing.letters import pattern, small

_CANDIDATE = re.compile(
    r"(?<![\w.,#/\\-])(?<!\d:)(?:\+|00)?\(?\d(?:[ \t\xa0./()–-]{0,3}\d){6,15}(?![\w%€$]|[.,:/\\-]\w)"
)
_EXTENSION = pattern(r"\s*(?:dahili|ext\.?|extension|toestel|tst\.?|int\.|poste|linje|x)\s*[:.]?\s*\d{1,5}.*")
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
_DIRECT = pattern(r"\b(?:direct\w*|durchwahl|dw|rechtstreeks|direkte|direkt|doğrudan|ligne directe)\b[^\n\d+(]{0,12}$")
_DIRECT_AFTER = pattern(r"\s*\((?:direct\w*|durchwahl|rechtstreeks|direkte?|doğrudan|ligne directe)\)")
_GENERAL = pattern(
    r"\b(?:reception\w*|receptie|zentrale|sentralbord|santral|standard|accueil|algemeen|general|"
    r"centrale)\b[^\n]{0,16}$"
)
_COUNTRY_WORDS = (  # (country, words, whether they are looked for as written and not in small letters)
    ("BE", pattern(r"\b(?:belgi[ëe]|belgium|belgique|belgien)\b|\bB-\d{4}\b"), False),
    ("NL", re.compile(r"\b(?:nederland|netherlands|niederlande)\b|\b\d{4} [A-Z]{2}\b(?=\s+[A-Z])"), True),
    ("CH", pattern(r"\b(?:schweiz|suisse|switzerland)\b|\bCH-\d{4}\b|(?<=\w )@?natel\b|grüezi"), False),
    (
        "GB",
        pattern(
            r"\b(?:england|scotland|wales|united kingdom|u\.k\.)\b|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\bVAT "
            r"GB",
        ),
        False,
    ),
    ("IE", pattern(r"\b(?:ireland|éire)\b|\bCo\. (?:Cork|Kerry|Mayo|Galway|Clare|Limerick)\b"), False),
    ("AT", pattern(r"\b(?:österreich|austria)\b|\bA-\d{4}\b"), False),
)
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
_LONGEST = 500
_MOST_LINES = 1000  # with digits; no person's mail has as many, a table of numbers has
_MOST = 200
ENOUGH_DIGITS = re.compile(r"(?:\d\D*){7}")  # fewer are nobody's number


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number as written that may be one to ring; the higher its score, the surer."""

    score: int
    digits: str
    why: str


def find(visible: str, signature: str, countries: tuple[str, ...]) -> tuple[str, str] | None:
    """(E.164, reason) of the number to ring.

    `countries` (ISO 3166-1 alpha-2) say where a national number may be one, likeliest first.
    """
    return chosen(candidates(visible, signature), countries)


def candidates(visible: str, signature: str) -> list[Candidate]:
    """What may be a number to ring, in the order of the mail."""
    found = _in_lines(visible.split("\n"), in_signature=False)
    return (found + _in_lines(signature.split("\n")[:60], in_signature=True))[:_MOST]


def chosen(found: list[Candidate], countries: tuple[str, ...]) -> tuple[str, str] | None:
    """(E.164, reason) of the surest candidate that is somebody's number."""
    for candidate in sorted(found, key=lambda c: -c.score)[:20]:
        number = e164(candidate.digits, countries, sure=candidate.score >= 50)
        if number:
            return number, candidate.why
    return None


def countries_of(text: str, domain: str, told: str | None, language: str | None) -> tuple[str, ...]:
    """Whose national numbers a mail may write, likeliest first.

    Told by its address, its domain, the desk's country, and its language's.
    """
    looked_at = small(text)
    named = next((code for code, words, as_is in _COUNTRY_WORDS if words.search(text if as_is else looked_at)), None)
    by_domain = _COUNTRY_OF_DOMAIN.get(domain.rpartition(".")[2].lower())
    guesses = (named, by_domain, told, *_COUNTRIES_OF_LANGUAGE.get(language or "", ()))
    return tuple(dict.fromkeys(code for code in guesses if code))


def _in_lines(lines: list[str], *, in_signature: bool) -> list[Candidate]:
    """The candidates of lines. Most lines have few digits and cost next to nothing."""
    found: list[Candidate] = []
    worth = (line[:_LONGEST] for line in lines if ENOUGH_DIGITS.search(line, 0, _LONGEST))
    for line in islice(worth, _MOST_LINES):
        looked_at = small(line)
        for match in _CANDIDATE.finditer(line):
            judged = _judged(looked_at, match, in_signature=in_signature)
            if judged:
                found.append(judged)
        if len(found) >= _MOST:
            break
    return found


def _judged(line: str, match: re.Match[str], *, in_signature: bool) -> Candidate | None:
    """What a line in small letters says of the number in it, or None where it says that it is no phone."""
    before = _BREAK.split(line[: match.start()])[-1][-60:]
    if _NOT_A_PHONE.search(before):
        return None
    digits = match[0]
    if _GENERAL.search(before):
        return Candidate(52, digits, "general number")
    if not in_signature and _ASKED.search(line[max(0, match.start() - 100) : match.end() + 40]):
        return Candidate(100, digits, "asked to be called on")
    if _DIRECT.search(before) or _DIRECT_AFTER.match(line, match.end()):
        return Candidate(80, digits, "direct line")
    if _LABELLED.search(before):
        return Candidate(70, digits, "labelled line")
    if _MOBILE.search(before):
        return Candidate(60, digits, "mobile")
    written = digits.startswith(("+", "0", "(0")) or _GROUPED.fullmatch(digits)
    if written and (in_signature or not before.strip(" -:•*")):
        return Candidate(40, digits, "signature" if in_signature else "a line of its own")
    told = digits.startswith("+") or (written and " " in digits.strip())
    return Candidate(30, digits, "in the text") if told else None


def e164(written: str, countries: tuple[str, ...], *, sure: bool) -> str | None:
    """A number as written to E.164, or None.

    Valid in the likeliest country wins; else, if `sure` (labelled, or asked for), possible in the likeliest one, since
    number plans change faster than the library's.
    """
    import phonenumbers

    extension = _EXTENSION.search(small(written))
    bare = (written[: extension.start()] if extension else written).replace("(0)", "").replace("\xa0", " ").strip()
    international = bare.lstrip("(").startswith(("+", "00"))
    possible: str | None = None
    for country in (None,) if international else countries:
        try:
            number = phonenumbers.parse(_ABROAD.sub("+", bare) if international else bare, country)
        except phonenumbers.NumberParseException:
            continue
        if not (international or bare.lstrip("(").startswith("0") or country in ("NO", "DK")):
            continue
        shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        if phonenumbers.is_valid_number(number):
            return shown
        if possible is None and phonenumbers.is_possible_number(number):
            possible = shown
    return possible if sure or international else None
