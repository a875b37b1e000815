"""The marks that mail clients leave above what they quote: attributions, separators, drawn lines.

One vocabulary for `intake/history.py` and `intake/forwarding.py`; header blocks and forward marks are in
`intake/header_block.py`. Works on lines and looks at a bounded window around each, so it is linear in the text; never
raises. Says where marks are, not what they mean.
"""

from __future__ import annotations

import re

_VERBS = (
    r"wrote|writes|schreef|geschreven|schreven|schrieb|schreibt|geschrieben|skrev|skriver|yazdı|yazmış|écrit|escribió|scritto|"
    r"escreveu|napisał\w{0,2}|napsal\w{0,2}|napísal\w{0,2}|kirjoitti|kirjutas|írta|написал\w{0,2}|пишет|пише|написав|"
    r"scris|napisao|napisala|viết"
)
_WROTE = re.compile(rf"\b(?:{_VERBS})\b", re.IGNORECASE)
_SENT = re.compile(r"(?:\d|[ap]\.?m\.?|>), [^,:]{2,80} (?:sent|said|sagte):\Z", re.IGNORECASE)
_ENDS_WROTE = re.compile(rf"\b(?:{_VERBS})(?:[ \t\xa0]?[:：]>?)?\Z", re.IGNORECASE)
_REST_OF_ONE = re.compile(rf"[>\s]{{1,9}}(?:\w{{1,9}} )?(?:(?:{_VERBS})[ \xa0]?)?[:：]\s*", re.IGNORECASE)
_WEEKDAY = (
    r"mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|maan|dins|woens|donder|vrij|zater|zon|mo|di|mi|do|fr|sa|so|"
    r"mandag|tirsdag|onsdag|torsdag|fredag|lørdag|søndag|man|tir|ons|tor|fre|lør|søn|ma|ti|wo|za|zo|on|to|lø|sø|"
    r"lun|mar|mer|jeu|ven|sam|dim|pzt|sal|çar|per|cum|cmt|paz|ke|pe|la|su|lör|sön|tis|mån|pon|wt|śr|czw|pt|sob|niedz|po|út|st|čt|pá|ne|seg|ter|qua|qui|sex|gio|mié|jue|vie|sáb|dom|"
    r"пн|вт|ср|чт|пт|сб|вс|нд"
)
_OPENS = re.compile(
    rf"[\s*_-]{{0,9}}(?:(?:On|Op|Am|Den|Le|El|Il|Em|Dnia|W dniu|Dne|På|Vào|Pada)\b[ \xa0]|"
    rf"\d{{1,4}}[./-]\d{{1,2}}|\d{{1,2}}\.? \w{{3,}}|\d{{1,2}}[:.]\d{{2}} |"
    rf"(?:{_WEEKDAY})(?:day|dag|tag|di|günü)?[.,]{{0,2}} )",
    re.IGNORECASE,
)
_NUMBERED = r"\d{1,4}[./-] ?\d{1,2}[./-] ?\d{1,4}"
_NAMED = r"\d{1,2}(?:st|nd|rd|th)?[., -]{1,3}(?:de )?[^\W\d_]{3,12}[., -]{1,3}(?:de )?(?:19|20)\d{2}"
_NAMED_FIRST = r"[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:at )?(?:19|20)\d{2}"
_DATE = re.compile(rf"\b(?:{_NUMBERED}|{_NAMED}|{_NAMED_FIRST}|\d{{1,2}} tháng \d)", re.IGNORECASE)
_DATED = re.compile(rf"{_DATE.pattern}|\b(?:19|20)\d{{2}}\b|\b\d{{1,2}}[:.]\d{{2}}\b", re.IGNORECASE)
_TIME = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_ADDRESS = re.compile(r"[\w.+'-]@[\w-]")
_ENDS_ADDRESSED = re.compile(r"[>)\]][ \t\xa0]?[:：]?\Z")
_QUOTING = re.compile(
    r"\s{0,9}(?:Quoting|Zitat von|Quote von|Citeren|Citaat van|Sitat|Citat från|Citat fra|Citando|Citation de|"
    r"Citazione|Alıntı|Cytowanie|Citace)\b.{1,200}:\s*\Z",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    rf"\b(?:{_VERBS})(?: mij| me| ons)? (?:u|je|jij|jullie|ik|wij|we|Sie|du|ihr|ich|wir|jeg|vi|dere|du|siz|ben|biz)\b|"
    rf"\b(?:you|I|we|they|vous|tu|nous|j'ai|ich|wir|Sie|ik|je|jeg)\b.{{0,20}}\b(?:{_VERBS})\b",
    re.IGNORECASE,
)
_SHARED = re.compile(
    r"(?:[ \t]|-{2,9}[ \t]?)((?:On|Op|Am|Den|Le|El|Il|Em|Dne|På) (?:[^\W\d_]{2,12}[.,]{0,2} ){0,3}\d{1,4}\b)"
)
_DASHES = "-_=—–‐"
_WHICH = (
    r"original|originale|originalt|originele|ursprüngliche|oorspronkelijke?|opprinnelig|opprinneleg|oprindelig|"
    r"ursprungligt|ori[jg]inal|özgün|alkuperäinen|oryginalna|исходное|оригинальное|вихідне|původní|pôvodná|eredeti|"
    r"izvorna|izvirno|algne|reply|antwort|in reply to"
)
_WHAT = (
    r"message|courriel|e-?mail|appointment|nachricht|termin|bericht|afspraak|melding|meddelelse|meddelande|besked|e-post|avtale|"
    r"mesaj|ileti|e-posta|mensaje|messaggio|mensagem|viesti|wiadomość|сообщение|повідомлення|zpráva|správa|üzenet|"
    r"poruka|sporočilo|kiri"
)
_ORIGINAL = re.compile(
    rf"(?:{_WHICH})[ \t-]?(?:{_WHAT})|(?:{_WHAT}) (?:(?:{_WHICH})|d['’]origine|initial)|in reply to|antwort|answer",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"\b(?:above|boven|über|ober(?:halb)?|over|ovenfor|ovanför|üzerine|üstüne|üzerinde|au-dessus|plus haut|"
    r"encima|arriba|sopra|acima|powyżej|nad|yläpuolelle|выше)\b.{0,25}\b(?:line|lijn|regel|zeile|linie|linjen?|"
    r"raden|ligne|línea|linea|riga|linha|linii|linią|řádek|viivan|линии|строки)\b|"
    r"\b(?:satır|çizgi)\w*\s+(?:üzer|üst|yukarı)\w*",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\b(?:reply|respond|response|answer|type|write|antwoord|reageer|typ|schrijf|antwort|antworten|schreiben|svar|svaret|"
    r"svare|skriv|yanıt|cevap|yaz|répon|saisi|écri|respuesta|responde|rispo|scriv|respo|escre|odpow|odpov|vasta|ответ)",
    re.IGNORECASE,
)
_LONGEST = 400  # characters of a line that are looked at
_SHORT = 200
_VERB = 24  # characters, the colon included
_DIGIT_OR_AT = re.compile("[0-9@]")
_WRAPPED = 4  # lines over which an attribution is wrapped at most


def attribution_at(lines: list[str], end: int) -> int | None:
    """If a line ends an attribution ("On … wrote:"), the line on which that begins; else None.

    Clients wrap it over up to four lines, put the address on a line of its own, or leave the verb away.
    """
    last = lines[end][:_LONGEST].strip(" \t\xa0*_-")
    if not last or len(lines[end]) > _LONGEST or not _may_end(last):
        return None
    if last.startswith(">") and not (len(last) < 40 and _REST_OF_ONE.fullmatch(last)):
        return None
    marked = _marked_below(lines, end)
    if not (marked or any(map(_DIGIT_OR_AT.search, lines[max(0, end - _WRAPPED) : end + 1]))):
        return None
    start = _begin(lines, end)
    joined = " ".join(line.strip() for line in lines[start : end + 1])[: 2 * _LONGEST].strip(" \t\xa0*_-")
    return start if _is_attribution(joined, marked) else None


def _may_end(text: str) -> bool:
    return text[-1] in ":：>" or (text[-1].isalpha() and _ENDS_WROTE.search(text[-_VERB:]) is not None)


def _begin(lines: list[str], end: int) -> int:
    """The line at or a few above `end` that begins with a date; else the first that still belongs to the last."""
    best: int | None = None
    for at in range(end, max(-1, end - _WRAPPED), -1):
        line = lines[at][:_LONGEST]
        if not line.strip():
            if lines[at + 1].lstrip().startswith("<"):
                continue  # an address that a client set apart
            break
        if at < end and line.lstrip().startswith(">"):
            break
        dated = _DATED.search(line) is not None
        if dated and _OPENS.match(line):
            return at
        if best is not None and not _continues(lines[best]):
            return best
        if best is not None or dated or _ADDRESS.search(line):
            best = at
    return end if best is None else best


def _continues(line: str) -> bool:
    """Whether a line is the rest of the one above: it begins with an address or in small letters, and is not whole."""
    if _DATE.search(line[:_LONGEST]) and _ADDRESS.search(line[:_LONGEST]):
        return False
    first = line.lstrip(" \t*_")[:1]
    return first == "<" or first.islower()


def _marked_below(lines: list[str], end: int) -> bool:
    below = next((line for line in lines[end + 1 : end + 4] if line.strip()), "")
    return below.lstrip().startswith(">")


def _is_attribution(text: str, marked: bool) -> bool:
    """Whether a joined line says who wrote what follows. `marked`: the next line bears a quotation mark."""
    addressed = _ADDRESS.search(text) is not None
    if _WROTE.search(text):
        opened = _OPENS.match(text) is not None and _DATED.search(text) is not None
        if not text.endswith((":", "：", ":>")):
            return opened and addressed
        if addressed or (marked and len(text) < _SHORT):
            return True
        timed = _TIME.search(text) is not None and _DATED.search(text) is not None
        return (opened or timed) and not _PRONOUN.search(text)
    if _SENT.search(text):
        return _DATE.search(text) is not None
    if _QUOTING.match(text):
        return addressed or marked
    if not (addressed and _ENDS_ADDRESSED.search(text) and _DATE.search(text)):
        return False
    return marked or (text[-1] in ":：" and (_TIME.search(text) is not None or _OPENS.match(text) is not None))


def shared_attribution(line: str) -> int | None:
    """Where an attribution begins in a line whose beginning is the sender's own text; None if it has none."""
    bare = line[:_LONGEST].rstrip(" \t\xa0")
    if len(line) > _LONGEST or not bare.endswith(":") or "@" not in bare or not _WROTE.search(bare):
        return None
    match = _SHARED.search(bare)
    return match.start() if match and bare[: match.start()].strip() and _TIME.search(bare, match.end()) else None


def is_original(line: str) -> bool:
    """Whether a line is a separator like "-----Original Message-----" or "---- Ann wrote ----"."""
    words = _dashed(line)
    return words is not None and (_ORIGINAL.fullmatch(words) or _ENDS_WROTE.search(words[-_VERB:])) is not None


def _dashed(line: str) -> str | None:
    """The words between the dashes with which a line begins and ends; None if it does not."""
    bare = line.strip(" \t>\xa0*\r") if len(line) < _LONGEST else ""
    if len(bare) < 7 or bare[0] not in _DASHES or bare[-1] not in _DASHES:
        return None
    if bare[1] not in _DASHES or bare[-2] not in _DASHES:
        return None
    return bare.strip(_DASHES + " \t\xa0") or None


def is_dashed_words(line: str) -> bool:
    """Words between dashes: above a header block a separator in whatever language."""
    words = _dashed(line)
    return words is not None and len(words.split()) <= 5


def is_reply_line(line: str) -> bool:
    """A ticket system's "reply above this line": all below it is history."""
    if not 10 < len(line) < _SHORT or not _decorated(line):
        return False
    return _ANSWER.search(line) is not None and _ABOVE.search(line) is not None


def _decorated(line: str) -> bool:
    bare = line.strip(" \t>\xa0")
    return bool(bare) and (bare[0] in "#-=_*~—–[(" or bare[-1] in "#-=_*~—–])")


def is_rule(line: str) -> bool:
    """A drawn line, as Outlook puts above a header block."""
    bare = line.strip(" \t>\xa0")
    return len(bare) >= 4 and not bare.strip(_DASHES)


def has_date(line: str) -> bool:
    """Whether a line tells a day with its year, in figures or with the month's name."""
    return _DATE.search(line[:_LONGEST]) is not None


def has_time(line: str) -> bool:
    """Whether a line tells a time of the day."""
    return _TIME.search(line[:_LONGEST]) is not None


def has_address(line: str) -> bool:
    """Whether a line holds an e-mail address."""
    return _ADDRESS.search(line[:_LONGEST]) is not None
