"""Where a sender's signature begins, and the other things that stand below a last sentence.

Closing words, names, contact lines, mobile footers, disclaimers, the footers of virus scanners and of lists; the words
are those of the desks' six languages and of their neighbours. Used by `intake/quoting.py` on new text and by
`intake/history.py` on quoted text. Looks at the last lines only, so it costs the same for any length; never raises.
It does not read what a signature says: `intake/casefile.py` does.
"""

from __future__ import annotations

import re

from intake import marks

_APPS = (
    r"iphone|ipad|android|outlook|blackberry|samsung|galaxy|mobil\w*|mobiel|yahoo|huawei|gsm|handy|smartphone|phone|"
    r"telefoon|telefon\w*|tablet\w*|mail for|mail til|mail für|mail voor|mail pour|mail app|mailapp|gmx|web\.de|"
    r"protonmail|proton mail|sparrow|typeapp|bluemail|pixel|xiaomi|oneplus|nokia|xperia|spark|mailbird|thunderbird|mail"
)
_SENT = (
    r"sent|envoyée?|verzonden|verstuurd|gesendet|sendt|skickat|sänt|enviado|inviato|wysłan[eoy]|odesláno|odoslané|"
    r"lähetetty|отправлено|надіслано|trimis"
)
_BY = (
    r"from|via|with|by|using|de|du|depuis|avec|à partir|vanaf|vanuit|van|met|via|von|vom|mit|über|fra|med|från|frå|"
    r"desde|do|da|dal|tramite|con|ze?|s|pe|c|з|от"
)
_OWN = r"my|mijn|meinem|meiner|min|mitt|mon|ma|mi|meu|mio|mojego|mého|môjho|moim|моего|мого|our"
_DEVICE = re.compile(
    rf"[\s*_-]{{0,9}}(?:(?P<known>(?:{_SENT})\b(?: (?:{_BY})\b)?(?=.{{0,60}}?\b(?:{_APPS})\b)(?: \S{{1,40}}){{1,8}}"
    rf"|(?:{_SENT}) (?:{_BY}) (?:{_OWN}) \S{{1,30}}(?: \S{{1,30}}){{0,5}}"
    r"|(?:diese (?:nachricht|e-?mail) wurde )?(?:von|mit) (?:mein\S{1,12} )?\w[\w'-]*(?: \S{1,30}){0,7} "
    r"(?:gesendet|verschickt)|(?:get|hent|skaff deg|holen sie sich|download|obtenez|obtenir|téléchargez|télécharger|"
    r"verkrijg|ontvang|haal|scarica|hämta|pobierz|obtén|obtener|laden sie)\b.{0,20}\boutlook\b.{0,40}|"
    r"outlook (?:voor|for|für|pour|til|för|para|per) "
    r"(?:ios|android|mac|windows|iphone)\b.{0,60}|(?:ios|android|mac|windows) için outlook.{0,40}|yahoo mail\b.{0,40}"
    r"|(?:\S{1,30} ){0,5}\S{1,30} (?:gönderildi|gönderilmiştir)|lähetetty \S{1,20}(?:sta|stä|ni)|\S{1,20} küldve)"
    rf"|(?P<other>(?:{_SENT}) (?:{_BY}) \S{{1,30}}(?: \S{{1,30}}){{0,3}}))"
    r"[\s.*_]{0,9}(?:[<\[(]\s?https?://\S{1,400}[>\])]?)?[\s.*_]{0,9}",
    re.IGNORECASE,
)
_URL = re.compile(r"[<\[(]\s?https?://[^\s>\])]{1,600}[>\])]?")
_DISCLAIMER = re.compile(
    r"[\s*_>#-]{0,9}(?:"
    r"(?:this|the) (?:e-?mail|message|information|communication|transmission)\b.{0,120}\b(?:confidential|intended|"
    r"privileged|addressee)|(?:dit|deze) (?:e-?mail|bericht)\w*.{0,120}\b(?:vertrouwelijk|bestemd|geadresseerde)"
    r"|de informatie in (?:dit|deze)\b|diese (?:e-?mail|nachricht)\w*.{0,120}\b(?:vertraulich|bestimmt)"
    r"|(?:der|die) inhalt.{0,20} dieser (?:e-?mail|nachricht)|(?:denne|dette) (?:e-?post|meldingen|mail)\w*\b.{0,120}\b"
    r"(?:konfidensiell|beregnet|fortrolig)|bu (?:e-?posta|mesaj|ileti|elektronik posta)\b.{0,120}\b(?:gizli|kişiye|"
    r"alıcı|gönderil)|(?:ce|cet|le présent) (?:message|e-?mail|courriel|courrier)\b.{0,120}\b(?:confidentiel|destin|"
    r"strictement)|(?:le informazioni|questo messaggio|questa e-?mail)\b.{0,120}\b(?:riservat|confidenzial|messaggio)|"
    r"(?:este (?:mensaje|correo|e-?mail)|esta mensagem)\b.{0,120}\bconfiden"
    r"|disclaimer\b|confidentiality (?:notice|note)|haftungsausschluss|yasal uyarı|vertraulichkeitshinweis|"
    r"avertissement\b.{0,30}confidential|please consider the environment|denk (?:aan het milieu|eerst aan)|"
    r"bitte (?:denken|prüfen) sie.{0,40}(?:umwelt|ausdruck)|pensez à l'environnement|tenk på miljøet|"
    # virus scanners
    r"virus-free\.|virenfrei\.|virusvrij\.|garanti sans virus|virusfri\.|virüs bulunmuyor|libre de virus|"
    r"privo di virus|"
    r"(?:this|the) (?:e-?mail|message|incoming|outgoing)\b.{0,60}\b(?:scanned|checked|virus)|no virus found in|"
    r"dit e-?mail\w*.{0,60}\bvirus|diese e-?mail wurde.{0,60}\bvir|(?:denne|dette) e-?post\w*.{0,60}\bvirus|"
    r"bu e-?posta.{0,60}\bvirüs|l['’]absence de virus|cet e-?mail.{0,60}\bvirus|"
    # lists
    r"you (?:received|are receiving) this (?:message|e-?mail)|(?:to|click here to) unsubscribe\b|"
    r"om (?:je|u) af te melden|um sich.{0,20}abzumelden|(?:for å melde|meld) deg av|pour (?:vous|se) désabonner|"
    r"abonelikten çıkmak)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"[\s*_]{0,9}(?:met (?:\w+ )?(?:vriendelijke|hartelijke|sportieve|beste|hoogachting)\w*|"
    r"(?:vriendelijke|hartelijke|beste|fijne) groet\w*|m\.?v\.?g|mvrgr|grtz?|groet(?:en|jes)?|hoogachtend|"
    r"mit (?:freundlich|best|herzlich|kollegial)\w+ \w+|(?:freundliche|viele|beste|herzliche|liebe|"
    r"schöne) gr(?:ü(?:ß|ss)|ue(?:ß|ss))\w*|gr(?:ü(?:ß|ss)|uess)e?|mfg|lg|vg|hochachtungsvoll|"
    r"(?:med )?(?:vennlig|beste|venleg|vennleg|hyggelig|venlig|bedste)\w* h(?:ilsen|elsing)\w*|mvh|m\.v\.h|hilsen|"
    r"helsing|(?:med )?vänlig(?:a)? hälsning(?:ar)?|hälsningar|"
    r"(?:derin |en içten )?(?:saygı|selam|sevgi)lar(?:ım|ımız)?l?a?|saygılar\w*|iyi (?:çalışma|"
    r"gün)\w*(?: diler\w+)?|kolay gelsin|"
    r"(?:with )?(?:best|kind|warm|many)(?:est)? (?:regards|wishes|thanks)|regards|(?:yours "
    r")?(?:sincerely|faithfully|truly)|cheers|br|rgds|(?:many |best )?thanks(?: a lot| again| in "
    r"advance| so much)?|thank you(?: very much| in advance)?|thanks (?:&|and) (?:best |kind "
    r")?regards|(?:alvast )?bedankt|dank(?:e|u)(?: im voraus| alvast| schön)?|vielen dank(?: im "
    r"voraus)?|takk(?: på forhånd)?|teşekkürler|teşekkür ederi[mz]|merci(?: d'avance| beaucoup)?|"
    r"(?:bien )?cordialement|(?:bien|sincèrement) à vous|bien à toi|salutations(?: \w+)?|"
    r"(?:meilleures|sincères|cordiales) salutations|sincèrement|cdlt|pozdrawiam|saludos|cordiali saluti|"
    r"atenciosamente|s pozdravem|"
    r"(?:bonne|belle) (?:journée|soirée|fin de)\b.{0,20}|respectueusement)(?!\w)\s{0,3}[,.!]{0,3}(.{0,40})\s*",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\s*(?:(?:many |best )?thank|cheers|(?:alvast )?bedankt|dank|vielen dank|takk|teşekkür|merci|iyi |kolay gelsin|"
    r"bonne|belle|fijne)",
    re.IGNORECASE,
)
_DELIMITER = re.compile(r"(?:-- ?|__ ?|—|--\xa0)\s*")
_CONTACT = re.compile(
    r"(?:\b(?:tel|tlf|fax|gsm|mob|phone|telefon|telefoon|mobil|mobile|mobiel|cep|faks|téléphone|"
    r"direct|t|m|f)\b[.: ]{1,3}\s?[+(\d]|www\.|https?://|\S@\S+\.\w|\+\d{2}[\d ()/-]{6,})",
    re.IGNORECASE,
)
_BEHIND_NAME = re.compile(r"[,|(/–]| - ")
_LIST_FOOTER = re.compile(r"\bmailing list\b|\blistinfo\b|\bunsubscribe\b|_______________", re.IGNORECASE)
_NOT_A_NAME = re.compile(r"[\d@:]")
_LONGEST = 400  # characters of a line that the patterns look at
_LINES = 30  # of a signature
_SHORT = 80
_WORD = 12  # characters: "disclaimer", as a heading of nothing
_NAME_WITHIN = 8  # lines with text, counted from the end


def begins(lines: list[str], writer: str, *, below: bool = False) -> tuple[int, str | None]:
    """At which of the new lines the signature begins (their number if there is none), and what says so.

    `below`: the lines stand below a quote, so that nothing but a footer may be left.
    """
    end, why = _foot(lines, 0 if below else 1)
    if why and why.startswith("signature delimiter"):
        return end, why
    return (
        _after_closing(lines, end, writer)
        or _after_name(lines, end, writer)
        or _contact_block(lines, end)
        or (end, why)
    )


def closes(line: str) -> bool:
    """Whether a line is closing words, with at most a name behind them."""
    match = _CLOSING.fullmatch(line[:_LONGEST]) if len(line) < _SHORT else None
    return match is not None and len(match[1].split()) <= 4


def last_closing(lines: list[str], start: int, writer: str) -> int | None:
    """The last line at or after `start` that closes a mail: closing words (with the name below), or a delimiter."""
    wanted = _words(writer)
    for at in range(len(lines) - 1, max(start, len(lines) - 400) - 1, -1):
        bare = lines[at].lstrip("> \t")
        if closes(bare):
            return _name_below(lines, at, len(lines)) or at
        if _DELIMITER.fullmatch(bare) or (len(wanted) > 1 and _words(bare) == wanted):
            return at
    return None


def is_signature_paragraph(paragraph: list[str]) -> bool:
    """Whether some lines between blank ones are contact lines, a footer, a disclaimer or a drawn line."""
    first = paragraph[0][:_LONGEST]
    told = sum(1 for line in paragraph if _CONTACT.search(line[:_LONGEST]))
    return (
        bool(_DISCLAIMER.match(first) or _LIST_FOOTER.search(first) or is_device(first) or marks.is_rule(first))
        or 2 * told >= len(paragraph)
        or not any(len(line.split()) > 1 or line.rstrip().endswith((".", "!", "?")) for line in paragraph)
    )


def is_device(line: str) -> bool:
    """Whether a line is what a phone or a mail program adds ("Sent from my phone")."""
    return len(line) < 2 * _LONGEST and _DEVICE.fullmatch(_URL.sub("", line)[:200]) is not None


def _foot(lines: list[str], least: int) -> tuple[int, str | None]:
    """The first line, from the one numbered `least`, of what programs and companies add below, and what it is."""
    for at in range(max(0, len(lines) - 4 * _LINES), len(lines)):
        line = lines[at]
        if not line.strip() or len(line) > 4 * _LONGEST:
            continue
        if _DELIMITER.fullmatch(line):
            return at, f"signature delimiter at new line {at + 1}"
        if (known := _device_at(lines, at)) is not None:
            return _with_rule(lines, at), f"{known} at new line {at + 1}"
        if at >= least and _DISCLAIMER.match(line[:_LONGEST]) and (len(line.strip()) > _WORD or _goes_on(lines, at)):
            return _with_rule(lines, at), f"disclaimer at new line {at + 1}"
        if at >= least and len(lines) - at <= 12 and "_____" in line and marks.is_rule(line):
            return at, f"drawn line at new line {at + 1}"
    return len(lines), None


def _goes_on(lines: list[str], at: int) -> bool:
    """Whether anything stands below a line."""
    return any(line.strip() for line in lines[at + 1 : at + 4])


def _device_at(lines: list[str], at: int) -> str | None:
    """What device line stands there. One of an unknown device must stand apart and last."""
    line = lines[at].strip()
    if len(line) > 2 * _LONGEST or line.endswith(("?", "!", ":", ",")):
        return None
    match = _DEVICE.fullmatch(_URL.sub("", line)[:200])
    if match is None or (at > 0 and lines[at - 1].strip() and not _stands_below(lines, at)):
        return None
    if match["known"]:
        return "device line"
    return None if any(below.strip() for below in lines[at + 1 :]) else "device line of an unknown device"


def _stands_below(lines: list[str], at: int) -> bool:
    """Whether a device line may follow the line above it without a blank: a last line, or below another footer."""
    return not any(line.strip() for line in lines[at + 1 : at + 3]) or marks.is_rule(lines[at - 1])


def _with_rule(lines: list[str], start: int) -> int:
    """The line drawn above a footer belongs to it."""
    above = start - 1
    while above > max(0, start - 4) and not lines[above].strip():
        above -= 1
    return above if above >= 0 and marks.is_rule(lines[above]) else start


def _after_closing(lines: list[str], end: int, writer: str) -> tuple[int, str] | None:
    """Below closing words and the name that follows them begins the signature."""
    for at in range(end - 1, max(-1, end - _LINES), -1):
        if closes(lines[at]):
            name = None if _words(lines[at]) & _words(writer) else _name_below(lines, at, end)
            if name is None and _COURTESY.match(lines[at]) and _prose_below(lines, at, end):
                continue  # thanks at the beginning of a mail
            return (at if name is None else name) + 1, f"closing words at new line {at + 1}"
    return None


def _name_below(lines: list[str], at: int, end: int) -> int | None:
    """The line of the name below closing words; None if something else follows."""
    name = at + 1
    while name < end and not lines[name].strip():
        name += 1
    if name < end and len(lines[name].split()) <= 4 and not _NOT_A_NAME.search(lines[name]):
        return name
    return None


def _prose_below(lines: list[str], at: int, end: int) -> bool:
    """Whether the next line with text is a sentence rather than the line of a signature."""
    below = next((line.strip() for line in lines[at + 1 : end] if line.strip()), "")
    words = len(below.split())
    return (words > 4 and below.endswith((".", "?", "!", ":", ","))) or words > 8


def _words(name: str) -> set[str]:
    return set(name.casefold().replace(",", " ").strip(" .*_-\t>").split()) if len(name) < _SHORT else set()


def _after_name(lines: list[str], end: int, writer: str) -> tuple[int, str] | None:
    """Below the writer's own name on a line of its own, near the end, begins the signature."""
    wanted = _words(writer)
    told = [at for at in range(max(0, end - _LINES), end) if lines[at].strip()][-_NAME_WITHIN:]
    for at in told if len(wanted) > 1 else ():
        if _words(lines[at].strip()) == wanted or _words(_BEHIND_NAME.split(lines[at], maxsplit=1)[0]) == wanted:
            return at + 1, f"the writer's name at new line {at + 1}"
    return None


def _contact_block(lines: list[str], end: int) -> tuple[int, str] | None:
    """A last paragraph of short lines, two of which say how to reach somebody, is a signature without a mark."""
    last = end
    while last > 0 and not lines[last - 1].strip():
        last -= 1
    start = last
    while start > 0 and lines[start - 1].strip() and len(lines[start - 1]) < _SHORT and last - start < 12:
        start -= 1
    block = lines[start:last]
    if start == 0 or lines[start - 1].strip() or len(block) < 3:
        return None
    told = sum(1 for line in block if _CONTACT.search(line[:_LONGEST]))
    if told < 2 or any(line.rstrip().endswith(("?", "!")) for line in block):
        return None
    return start, f"contact lines from new line {start + 1}"
