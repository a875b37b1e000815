"""What an absence note says: when its writer is back, who stands in for him, on which number.

Read from the words of an automatic reply in nl, de, nb, nn, tr, en and fr. Whether a mail is one is
`intake/screening.py`'s question. Pure, never raises; what is not told is None, and a text that tells of no
absence gives None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from intake import absence_dates, phone
from intake import words_of_absence as words
from intake import words_of_notes as notes
from intake.absence_dates import Role, Told
from intake.mail import ParsedMail
from intake.phrases import any_of, folded, undotted
from intake.words_of_leave import GONE
from routing.submission import Party

_HEAD = 4000
_GONE = any_of(GONE)
_SHORT = 80  # words
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_WORD = r"[A-ZÀ-ÖØ-ÞĞİŞ][\w'’-]{1,30}"
_NAME = rf"{_WORD}(?: (?:(?:van|de|der|den|von|ten|ter|le|la|du|av) ){{0,2}}{_WORD}){{0,3}}"
_SENTENCE_END = re.compile(r"[.!?] +(?=[A-ZÀ-ÞĞİŞ])")
_TITLE = (
    r"(?:Frau |Herrn? |Mr\.? |Mrs\.? |Ms\.? |Dr\.? |mevrouw |de heer |dhr\.? |mevr\.? |"
    r"M\. |Mme |Mlle |Sayın |fru |herr )?"
)
_LEAD = re.compile(
    r"\b(?i:my (?:colleagues?|substitute|manager|assistant),?|contact(?: with)?|(?:e-?mail|call|reach(?: out to)?|ask)|"
    r"(?:mijn|onze) (?:collega|vervanger|vervangster),?|contact op(?:nemen)? met|terecht bij|"
    r"(?:wenden|richten) (?:tot|aan)|"
    r"(?:meine|mein|meinen|meiner|meinem) (?:kollegin|kollegen|kollege|vertretung),?|"
    r"wenden sie sich (?:bitte )?an|vertritt mich|"
    r"(?:min|vår) (?:kollega|stedfortreder|vikar),?|(?:ta (?:gjerne )?)?kontakte?(?: med)?|ring(?:e)?|"
    r"(?:iş|çalışma|ekip) arkadaşım|yerime|mon (?:collègue|remplaçant|assistante?),?|ma (?:collègue|remplaçante),?|"
    r"contacte[rz]|joindre|adresser à|remplacée? par) "
    rf"{_TITLE}(?P<name>{_NAME})"
)
_BEFORE_CONTACT = re.compile(
    rf"(?P<name>{_NAME})(?: is| ist| er)?(?: (?:on|op|at|unter|på|via|au|à|per|ile))?[ ,:;(<\[]{{0,4}}"
    r"(?=[\w.+-]{1,64}@|\(?\+?\d[\d ()/.-]{6,})"
)
_ON_CALL = re.compile(rf"{_NAME} (?:is|ist|er|est) (?:\w+ )?(?:on|at|op|unter|på|au) (?=[\w.+-]{{1,64}}@|\(?\+?\d)")
_NO_NAME = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\w+dag\b|\w*tag\b|E-?mail|Mail|Tel|Telefon\w*|Phone|Mobil\w*|GSM|Support|Service|"
    r"Helpdesk|Hotline|Kantoor|Office|Zentrale|Sentralbord\w*|Reception|Receptie|Sie|Ihre?|Uns\w*|Our|The|De|Het|Bei|Voor|For|"
    r"Ved|Pour|Acil|Bu|If|In|Im|Am|On|Me|Us|Him|Her|Du|Vous|Or|Dat|Das|Für|Ring|Kontakt\w*|Call|Contact\w*|Veuillez|Merci|Please"
)


@dataclass(frozen=True, slots=True)
class Absence:
    """What an absence note says. `returns_on` is the first day its writer is back, on a day from Monday to Friday."""

    returns_on: date | None
    substitute: Party | None  # a name, an address, or both
    phone: str | None  # E.164; of the substitute, or for what cannot wait
    reasons: tuple[str, ...]
    left: bool = False  # he will not come back at all (GEN-12)


def read(mail: ParsedMail, language: str | None, country: str | None) -> Absence | None:
    """The absence that an automatic reply tells of; `country` (ISO 3166-1 alpha-2) is whose numbers are national."""
    head = mail.text[:_HEAD]
    text = folded(f"{mail.subject}.\n\n{head}")
    away = words.ABSENT.search(undotted(text)) or words.AUTO_SUBJECT.match(text) or words.AWAY_SUBJECT.match(text)
    if away is None and mail.text.count(" ") <= _SHORT:  # a long acknowledgement tells of closed offices as well
        away = notes.NOBODY_THERE.search(undotted(text))
    today = mail.date.date() if mail.date else None
    back = _back(list(absence_dates.find(text, today))[:50])
    gone = _GONE.search(undotted(text)) if back is None else None
    if away is None and back is None and gone is None:
        return None
    instead = _instead(head)
    substitute = _substitute(instead, _known(mail))
    domain = mail.sender.address.rpartition("@")[2]
    countries = phone.countries_of(head, domain, country, language)
    number = phone.find(instead, "", countries) if phone.ENOUGH_DIGITS.search(instead) else None
    told = (
        f"absent: {away[0].strip()[:60]!r}" if away else None,
        f"has left: {gone[0].strip()[:60]!r}" if gone else None,
        f"back: {back[1]}" if back else None,
        f"substitute: {substitute.name or substitute.address}" if substitute else None,
        f"phone: {number[1]}" if number else None,
    )
    reasons = tuple(t for t in told if t)
    returns_on, rung = back[0] if back else None, number[0] if number else None
    return Absence(returns_on, substitute, rung, reasons, left=gone is not None)


def _back(dates: list[Told]) -> tuple[date, str] | None:
    """The first day back, and the words for it: told as such, else the working day after the last day away.

    "Until Monday" says that on Monday he is there, unless the note also has a last day.
    """
    told = next((d for role in (Role.BACK, Role.UNTIL) for d in dates if d.role is role), None)
    if told and told.role is Role.UNTIL and any(d.role is Role.LAST for d in dates):
        told = None
    if told:
        return told.day, repr(told.words)
    last = [d for d in dates if d.role is Role.LAST]
    if not last:
        return None
    end = max(last[:3], key=lambda d: d.day)  # "du 3 au 21 août inclus" gives the 21st, whatever else was read
    following = end.day + timedelta(1)
    following += timedelta(max(0, 7 - following.weekday()) if following.weekday() > 4 else 0)
    return following, f"the working day after {end.words!r}"


def _known(mail: ParsedMail) -> frozenset[str]:
    """Addresses that are no substitute: the writer's own and ours."""
    return frozenset(p.address.lower() for p in (mail.sender, *mail.to, *mail.cc, *mail.reply_to))


def _instead(head: str) -> str:
    """From the sentence on that says what to do meanwhile, a few lines."""
    for block in re.split(r"\n[ \t]*\n", head)[:40]:
        line = " ".join(block.split())
        if words.INSTEAD.search(folded(line)) or _LEAD.search(line) or _ON_CALL.search(line):
            begin = next((at for at in _sentences(line) if _says_instead(line[at:])), 0)
            return line[begin:][:600]
    return ""


def _sentences(line: str) -> list[int]:
    """Where the sentences of a line begin, the last first."""
    return [*[m.end() for m in _SENTENCE_END.finditer(line[:2000])][::-1][:20], 0]


def _says_instead(sentence: str) -> bool:
    first = sentence[:400]
    return words.INSTEAD.search(folded(first)) is not None or _LEAD.search(first) is not None


def _substitute(instead: str, known: frozenset[str]) -> Party | None:
    addresses = (m[0].rstrip(".-") for m in _ADDRESS.finditer(instead))
    address = next((a for a in addresses if a.lower() not in known), "")
    found = (*_LEAD.finditer(instead), *_BEFORE_CONTACT.finditer(instead))
    name = next((n for m in found if (n := _name(m["name"]))), "")
    return Party(name, address) if name or address else None


def _name(written: str) -> str:
    """The written name without words that only begin a sentence or label; "" if nothing is left."""
    kept = written.split()
    while kept and _NO_NAME.fullmatch(kept[0]):
        kept = kept[1:]
    while kept and _NO_NAME.fullmatch(kept[-1]):
        kept = kept[:-1]
    return " ".join(kept)
