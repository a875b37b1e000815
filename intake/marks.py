"""The marks that mail clients leave above what they quote or forward: attributions, header blocks, separators.

One vocabulary for `intake/quoting.py` and `intake/forwarding.py`. Works on lines and looks at a bounded window around
each, so it is linear in the text. Says where marks are, not what they mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIELD_WORDS: dict[str, str] = {
    "from": "From|Von|Van|Fra|Från|Kimden|Gönderen|De|Da|Od|Lähettäjä|Feladó|От|Від|Expéditeur|Afzender|"
    "Absender|Avsender|"
    "Mittente|De la|Saatja|Remitente|Expediteur|Enviado por",
    "date": "Date|Sent|Datum|Verzonden|Gesendet|Sendt|Dato|Skickat|Gönderilme Tarihi|Gönderildi|Gönderilen|"
    "Gönderme|Tarih|Envoyé|"
    "Enviado|Enviada|Enviado el|Enviada em|Enviado em|Fecha|Data|Inviato|Odesláno|Wysłano|Lähetetty|"
    "Päiväys|Päivämäärä|Pvm|Дата|Отправлено|"
    "Küldve|Elküldve|Dátum|Trimis|Kuupäev|Saadetud|Odoslané|Надіслано|Dată|Verstuurd|Date d'envoi|"
    "Datum verzonden|Дата відправлення",
    "to": "To|An|Aan|Til|Till|Kime|Alıcı|À|A|Para|Komu|Do|Vastaanottaja|Címzett|Кому|Destinataire|Către|"
    "Saaja|Pour|Pro|Za|Naar",
    "cc": "Cc|Kopi|Kopie|Kopia|Bilgi|Copie|Копия|Kópia|Копія|Bcc|Reply-To|Antwort an|Svar til|Répondre à|"
    "Yanıtla|Antwoord aan",
    "subject": "Subject|Betreff|Onderwerp|Emne|Ämne|Konu|Objet|Oggetto|Asunto|Assunto|Předmět|Předmet|Temat|"
    "Aihe|Тема|Tárgy|Subiect|Teema|"
    "Predmet|Sujet",
}
_FIELD_OF = {word.casefold(): field for field, words in _FIELD_WORDS.items() for word in words.split("|")}
_FIELD = re.compile(r"[>\s|*_]{0,40}([^\W\d_][\w' -]{0,24}?)[\s\xa0]?[*_]{0,2}[\s\xa0]?[:：][*_]{0,2}[ \t\xa0]*(.*)")
_WROTE = re.compile(
    r"\b(?:wrote|writes|schreef|geschreven|schrieb|skrev|yazdı|yazmış|écrit|escribió|scritto|escreveu|"
    r"napisał\w*|napsal\w*|"
    r"kirjoitti|kirjutas|írta|написал\w*|пишет|пише|написав|scris|schreven|schreibt|skriver|sent|said|sagte|napísal)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\s*(?:On|Op|Am|Den|Le|El|Il|Em|Dnia|W dniu|Dne|På|Vào|Pada|\d{1,4}[./-]\d{1,2}|\d{1,2}\.? \w{3,}|Quoting|From:|"
    r"(?:ma|ti|on|to|fr|lø|sø|man|tir|ons|tor|fre|lør|søn)\w*[.,]? )",
)
_DATED = re.compile(r"\d{1,2}[:.]\d{2}|\d{4}|\d{1,2}[./-]\d{1,2}|@|<")
_ORIGINAL = re.compile(
    r"[>\s*]{0,20}[-_=—–]{2,60}[ \t]*(?:original (?:message|mail|appointment)|oorspronkelijk bericht|"
    r"ursprüngliche (?:nachricht|mail)|originalnachricht|"
    r"opprinnelig melding|original(?:t)? meddelelse|originalmelding|ori[jg]inal (?:mesaj|ileti)|özgün "
    r"ileti|message d'origine|message original|"
    r"reply message|mensaje original|messaggio originale|mensagem original|original(?:t)? meddelande|"
    r"ursprungligt meddelande|"
    r"oprindelig meddelelse|alkuperäinen viesti|oryginalna wiadomość|wiadomość oryginalna|исходное "
    r"сообщение|původní (?:zpráva|e-mail)|"
    r"eredeti üzenet|in reply to|antwort|answer)[ \t]*[-_=—–]{2,60}\s*",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"[>\s*]{0,20}(?:[-_=]{2,60}[ \t]*(?:\w[\w' ]{0,40}(?:forward|forwarded|weitergeleit\w+|"
    r"doorgestuurd?e?|doorgezonden|videresend\w*|iletilen|iletilmiş|yönlendiril\w*|"
    r"transf[ée]r\w*|transmis\w*|réexpédi\w*|reenviad\w*|inoltrat\w*|encaminhad\w*|przekazan\w*|"
    r"přeposlan\w*|preposlan\w*|vidarebefordra\w*|vidaresen\w*|edelleenlähetet\w*|"
    r"välitetty|továbbított|redirecționat\w*|transmis|edastatud|пересл\w+|пересыл\w+|перенаправл\w+)[\w' ]{0,40}|"
    r"(?:forward|forwarded|weitergeleit\w+|doorgestuurd?e?|doorgezonden|videresend\w*|iletilen|"
    r"iletilmiş|yönlendiril\w*|överförd\w*|vidarebefordra\w*|"
    r"edelleenlähetet\w*|välitetty|továbbított|przekazan\w*|přeposlan\w*|preposlan\w*|transf[ée]r\w*|"
    r"reenviad\w*|inoltrat\w*|пересл\w+|пересыл\w+|перенаправл\w+)[\w' ]{0,40})[ \t]*[-_=]{2,60}|"
    r"(?:begin forwarded message|begin doorgestuurd bericht|begin doorgestuurde bericht|anfang der "
    r"weitergeleiteten (?:nachricht|e-mail)|"
    r"start på videresendt melding|videresendt melding|starten af videresendt besked|yönlendirilmiş "
    r"ileti(?:nin)? başlangıcı|iletilen mesajın başlangıcı|iletilmiş mesaj|"
    r"début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio "
    r"inoltrato|início da mensagem (?:reencaminhada|encaminhada)|"
    r"vidarebefordrat (?:brev|mejl)|välitetty viesti alkaa|początek przekazywanej wiadomości|začátek "
    r"přeposlané zprávy|začiatok preposlanej správy|továbbított levél kezdete|"
    r"edastatud kirja algus|начало переадресованного сообщения|початок листа, що пересилається|"
    r"počátek přeposlaného e-mailu|započnite proslijeđenu poruku|început mesaj "
    r"redirecționat)[ \t]*:)\s*",
    re.IGNORECASE,
)
_LONGEST = 600  # characters of a line that are looked at


@dataclass(frozen=True, slots=True)
class Block:
    """A header block inside a text: lines [start, end) and its fields by English name in lower case."""

    start: int
    end: int
    fields: dict[str, str]


def field_of(line: str) -> tuple[str, str] | None:
    """Which header field a line of a quoted header block is, and its value; None if it is none."""
    match = _FIELD.match(line[:_LONGEST])
    if match is None:
        return None
    field = _FIELD_OF.get(match[1].strip(" *_").casefold())
    return (field, match[2].strip(" *_\t")) if field else None


def block_at(lines: list[str], start: int) -> Block | None:
    """The header block that begins at that line: a sender and two more fields within a few lines."""
    first = field_of(lines[start])
    if first is None:
        return None
    fields: dict[str, str] = {first[0]: first[1]}
    last, current, loose = start, first[0], 0
    for at in range(start + 1, min(len(lines), start + 24)):
        bare = lines[at].strip(" \t>\xa0*|")
        found = field_of(lines[at])
        if found and found[0] in fields and not (found[0] == "cc" and "from" in fields):
            break  # no header block says a thing twice
        if found:
            fields.setdefault(*found)
            current, last, loose = found[0], at, 0
        elif not bare:
            if _complete(fields) or at - last > 1:
                break
        elif loose < 3 and not _ended(fields, lines, at):
            fields[current] = f"{fields[current]} {bare}".strip()
            loose, last = loose + 1, at
        else:
            break
    return Block(start, last + 1, fields) if _enough(fields) else None


def _complete(fields: dict[str, str]) -> bool:
    return {"from", "subject"} <= fields.keys() and len(fields) >= 3


def _ended(fields: dict[str, str], lines: list[str], at: int) -> bool:
    """Whether a line without a label is text rather than the rest of a wrapped field."""
    following = any(field_of(line) for line in lines[at + 1 : at + 4])
    return not following or (_complete(fields) and "to" in fields and not following)


def _enough(fields: dict[str, str]) -> bool:
    others = len(fields.keys() & {"date", "to", "subject", "cc"})
    return "from" in fields and (others >= 2 or (others == 1 and "@" in fields["from"]))


def attribution_at(lines: list[str], end: int) -> int | None:
    """If a line ends an attribution ("On … wrote:"), the line on which that begins; else None."""
    last = lines[end].strip(" \t\xa0*_")
    if not last.endswith((":", "：", ":>")) or len(last) > _LONGEST or last.startswith(">"):
        return None
    start = end
    while start > max(0, end - 3) and lines[start - 1].strip() and not _OPENS.match(lines[start]):
        start -= 1
    if not _OPENS.match(lines[start]):
        start = end if _WROTE.search(last) and _DATED.search(last) else max(start, end - 1)
    joined = " ".join(line.strip() for line in lines[start : end + 1])[: 3 * _LONGEST]
    return start if _WROTE.search(joined) and _DATED.search(joined) else None


def is_original(line: str) -> bool:
    """Whether a line is a separator like "-----Original Message-----"."""
    return len(line) < _LONGEST and _ORIGINAL.fullmatch(line) is not None


def is_forward(line: str) -> bool:
    """Whether a line opens a forwarded message, as clients write it."""
    return len(line) < _LONGEST and _FORWARD.fullmatch(line) is not None


def is_rule(line: str) -> bool:
    """A drawn line, as Outlook puts above a header block."""
    bare = line.strip(" \t>\xa0")
    return len(bare) >= 5 and not bare.strip("_-=—–")
