"""The header block that a client writes above what it forwards or quotes, and the line that opens a forward.

Read by `intake/forwarding.py` and `intake/quoting.py`. Works on lines and looks at a bounded window around each, so it
is linear in the text. Says where a block is and what its fields hold, not whether the mail is a forward or a reply.
Never raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# What the clients call the fields, in the languages they are sold in; one list, since a client's language need not be
# that of its neighbour (Gmail translates "From" and leaves the rest in English).
_FIELD_WORDS: dict[str, str] = {
    "from": "From|Von|Van|Fra|Från|Kimden|Gönderen|Kimdən|De|Da|De la|Od|Lähettäjä|Feladó|От|От кого|Отправитель|Від|"
    "Від кого|Відправник|Expéditeur|Expediteur|Expeditor|Expeditorul|Afzender|Absender|Avsender|Afsender|Avsändare|"
    "Mittente|Saatja|Remitente|Remetente|Enviado por|Šalje|Pošiljatelj|Pošiljalac|Nadawca|Odesílatel|Odosielateľ|"
    "Από",
    "date": "Date|Sent|Sent on|Sent at|Datum|Verzonden|Verzonden op|Verstuurd|Datum verzonden|Gesendet|Gesendet am|"
    "Sendt|Dato|Skickat|Gönderilme Tarihi|Gönderim Tarihi|Gönderme Tarihi|Gönderildi|Gönderilen|Gönderme|Tarih|"
    "Envoyé|Envoyé le|Date d'envoi|Date d’envoi|Enviado|Enviada|Enviado el|Enviada em|Enviado em|Fecha|"
    "Fecha de envío|Data|Data wysłania|Inviato|Inviato il|Data invio|Odesláno|Wysłano|Wysłane|Lähetetty|Päiväys|"
    "Päivämäärä|Pvm|Дата|Отправлено|Дата отправки|Дата відправлення|Надіслано|Відправлено|Küldve|Elküldve|Dátum|"
    "Küldés ideje|Trimis|Trimis la|Dată|Kuupäev|Saadetud|Saatmisaeg|Odoslané|Odeslané|Poslano|Datum slanja|"
    "Ημερομηνία|Στάλθηκε|Εστάλη",
    "to": "To|An|Aan|Naar|Til|Till|Kime|Alıcı|Alıcılar|À|A|Pour|Para|Komu|Do|Vastaanottaja|Címzett|Кому|Получатель|"
    "Destinataire|Destinataires|Către|Destinatarul|Destinatari|Destinatario|Destinatário|Saaja|Adressaat|Adresat|Pro|"
    "Pre|Za|Prima|Primatelj|Mottaker|Modtager|Mottagare|Ontvanger|Empfänger|Pentru|Προς",
    "cc": "Cc|Copy|Kopi|Kopie|Kopie (CC)|Kopie an|Kopia|Kopija|Kopio|Bilgi|Bilgi (CC)|Copie|Copie à|Copia|Cópia|"
    "Copia conoscenza|Копия|Копії|Kópia|Копія|Másolat|Másolatot kap|Dw|Do wiadomości|Koopia|Kopi til|Kopie (Cc)|"
    "Cc (Kopie)|Κοιν|Κοινοποίηση",
    "subject": "Subject|Betreff|Betr|Onderwerp|Emne|Ämne|Konu|Objet|Sujet|Oggetto|Asunto|Assunto|Předmět|Předmet|"
    "Predmet|Temat|Aihe|Otsikko|Тема|Tárgy|Subiect|Subiectul|Teema|Naslov|Zadeva|Tema|Θέμα",
    # What may stand between or below the others and is no part of the text.
    "other": "Bcc|Blindkopie|Bcc (Blindkopie)|Cci|Cco|Ccn|Bcc-Kopie|Skrytá kopie|Скрытая копия|Gizli|Reply-To|Reply to|"
    "Antwort an|Antwoord aan|Svar til|Svara till|Répondre à|Yanıtla|Yanıt Adresi|Responder a|Rispondi a|Odpovědět|"
    "Odpowiedz do|Vastausosoite|Válaszcím|Ответить|Importance|Priority|Sensitivity|Attachments|Attachment|Wichtigkeit|"
    "Priorität|Anlagen|Anlage|Anhänge|Urgentie|Belang|Prioriteit|Bijlage|Bijlagen|Prioritet|Viktighet|Vigtighet|"
    "Vigtighed|Vedlegg|Vedhæftede filer|Vedhæftet|Bilagor|Önem|Öncelik|Ekler|Ek|Pièces jointes|Pièce jointe|"
    "Importancia|Importanza|Importância|Prioridad|Priorità|Prioridade|Datos adjuntos|Adjuntos|Allegati|Anexos|"
    "Załączniki|Ważność|Přílohy|Důležitost|Prílohy|Dôležitosť|Liitteet|Tärkeys|Mellékletek|Fontosság|Вложения|"
    "Важность|Вкладення|Organization|Organisation|Organisatie|Message-ID|User-Agent|X-Mailer|MIME-Version|"
    "Return-Path|Resent-From|Resent-To|Resent-Date|List-ID|Newsgroups|Categories|Kategorien|Categorieën|Mailed-by|Signed-by",
}
_FIELD_OF = {word.casefold(): field for field, words in _FIELD_WORDS.items() for word in words.split("|")}
_FIELD = re.compile(
    r"[>\s|*_\u200e\u200f\ufeff]{0,40}([^\W\d_][\w'’ \xa0().-]{0,30}?)\s{0,8}[*_]{0,3}\s{0,8}[:：][*_]{0,3}\s{0,40}(.*)"
)
_COLON_WITHIN = 80
# A cheap look at a whole text: a line that may name the sender, or a title between dashes.
_MAY_BEGIN = re.compile(
    r"^(?:[> \t\xa0|*_\u200e\u200f\ufeff]{0,40}+(?:"
    + _FIELD_WORDS["from"]
    + r")[ \t\xa0\u202f]{0,4}[*_]{0,3}[ \t\xa0\u202f]{0,4}[:：]"
    r"|[> \t\xa0|\u200e\u200f\ufeff]{0,40}+[-=—–‐_*]{2,60}+[ \t\xa0]{0,4}[^\W\d_])",
    re.IGNORECASE | re.MULTILINE,
)
_DASHES = "-=—–‐_*"
_FORWARDED = re.compile(
    r"forward|fwd|weitergeleit|weiterleit|doorgest|doorgez|doorstur|videresen|videreformid|vidarebefor|vidaresen|"
    r"vidaresän|överförd|iletil|yönlendir|transf[ée]r[ée]|transferid|transmis|r[ée]exp[ée]di|reenvi|encaminh|inoltr|"
    r"przekaz|przesłan|přeposl|preposl|továbbít|välitet|edelleen|edastat|redirec|proslije|prosleđ|posredov|"
    r"пересл|пересыл|пересил|перенаправ|переадрес|препрат|προωθ"
)
_MAIL_WORD = re.compile(
    r"message|bericht|nachricht|mail|melding|meddel|besked|mejl|brev|mensa|messag|mesaj|ileti\b|wiadomo|zpráv|"
    r"správ|levél|üzenet|viesti|kirja|poruk|сообщен|письм|лист|повідомл|μήνυμα"
)
_TURKISH_BEGIN = re.compile(r"ileti(?:nin)? başlangıcı")  # Apple Mail's, which does not say "forwarded"
_END = re.compile(
    r"(?:end|ende|einde|slutt?|fin|fine|fim|koniec|konec|kraj|sfârșitul|конец|кінець)\b|.*\b(?:sonu|vége|loppu|lõpp)$"
)
_LONGEST = 600  # characters of a line that are looked at
_WINDOW = 40  # lines of a block, long lists of recipients included
_SENDER_WITHIN = 14  # lines from the first field to the sender
_WRAPPED = 3  # further lines of a wrapped field
_EDGE = " \t>\xa0*|\u200e\u200f\ufeff"


@dataclass(frozen=True, slots=True)
class Block:
    """A header block inside a text: lines [start, end) and its fields by English name in lower case.

    `label` is what the client called the sender's field ("von"), which tells its language.
    """

    start: int
    end: int
    fields: dict[str, str]
    label: str = ""


def may_begin(text: str) -> bool:
    """Whether any line could name a sender or open a forward; False spares a look at every line."""
    return _MAY_BEGIN.search(text) is not None


def field_of(line: str) -> tuple[str, str] | None:
    """Which header field a line of a quoted header block is, and its value; None if it is none."""
    named = _named(line)
    return (named[0], named[2]) if named else None


def _named(line: str) -> tuple[str, str, str] | None:
    """(field, the client's word for it, value)."""
    if ":" not in line[:_COLON_WITHIN] and "：" not in line[:_COLON_WITHIN]:
        return None
    return _named_in(line[:_LONGEST])


@lru_cache(maxsize=512)  # each line is asked about several times
def _named_in(line: str) -> tuple[str, str, str] | None:
    match = _FIELD.match(line)
    if match is None:
        return None
    word = _small(match[1].replace("\xa0", " ").strip(" *_."))
    field = _FIELD_OF.get(word)
    return (field, word, match[2].strip(" *_\t\xa0")) if field else None


def block_at(lines: list[str], start: int, *, marked: bool = False) -> Block | None:
    """The header block that begins at that line: a sender and two more fields within a few lines.

    Below a forward mark (`marked`) a sender and one more field will do.
    """
    first = _named(lines[start])
    if first is None:
        return None
    gathered = _Gathered(start, first)
    for at in range(start + 1, min(len(lines), start + _WINDOW)):
        if not gathered.take(lines, at):
            break
    return gathered.block(marked=marked)


class _Gathered:
    """A block while it is read, and how its client lays it out: line by line, spaced, or values below the labels."""

    def __init__(self, start: int, first: tuple[str, str, str]) -> None:
        field, word, value = first
        self._start = self._last = start
        self._fields = {field: value}
        self._current = field
        self._label = word if field == "from" else ""
        self._gap = self._wrapped = 0
        self._spaced = self._below = False

    def take(self, lines: list[str], at: int) -> bool:
        """Take one more line; False if the block has ended above it."""
        if "from" not in self._fields and at - self._start > _SENDER_WITHIN:
            return False
        if (named := _named(lines[at])) is not None:
            return self._field(named, at)
        bare = lines[at].strip(_EDGE)
        if not bare:
            self._gap += 1
            return self._gap <= 1 and (self._spaced or not self._complete())
        return not self._gap and self._more(bare, lines, at)

    def _field(self, named: tuple[str, str, str], at: int) -> bool:
        field, word, value = named
        if field in self._fields and field != "other":
            return False  # no header block says a thing twice
        if self._gap:
            if self._complete() and not self._spaced:
                return False
            self._spaced = True
        self._fields.setdefault(field, value)
        self._label = self._label or (word if field == "from" else "")
        self._current, self._last, self._gap, self._wrapped = field, at, 0, 0
        return True

    def _more(self, bare: str, lines: list[str], at: int) -> bool:
        """A line without a label: the rest of a wrapped field, or the text already."""
        held = self._fields[self._current]
        people = self._current in ("from", "to", "cc", "other")
        goes_on = people and held.endswith((",", ";")) and self._wrapped < _WINDOW
        empty = not held and (self._below or self._follows(lines, at))
        if not (goes_on or empty or (self._wrapped < _WRAPPED and self._follows(lines, at))):
            return False
        self._below = self._below or not held
        self._fields[self._current] = f"{held} {bare}".strip()
        self._wrapped += 1
        self._last = at
        return True

    def _follows(self, lines: list[str], at: int) -> bool:
        """Whether another field comes soon: then the block has not ended."""
        for line in lines[at + 1 : at + 1 + _WRAPPED]:
            if (named := _named(line)) is not None:
                return named[0] == "other" or named[0] not in self._fields
        return False

    def _complete(self) -> bool:
        return {"from", "subject"} <= self._fields.keys() and len(self._fields) >= 3

    def block(self, *, marked: bool) -> Block | None:
        """What was read, if it is enough to be one."""
        sender = self._fields.get("from")
        others = len(self._fields.keys() & {"date", "to", "subject", "cc"})
        if not sender or not (others >= 2 or (others == 1 and (marked or "@" in sender))):
            return None
        return Block(self._start, self._last + 1, self._fields, self._label)


def _small(words: str) -> str:
    """Small letters; the dot that Unicode leaves above a Turkish İ is taken off."""
    return words.casefold().replace("\u0307", "")


def _title(line: str) -> str | None:
    """What stands between two runs of dashes, in small letters."""
    bare = line.strip(_EDGE)
    core = bare.lstrip(_DASHES)
    words = core.rstrip(_DASHES)
    if len(bare) - len(core) < 2 or len(core) - len(words) < 2 or not 3 < len(words) <= 200:
        return None
    return _small(words.strip())


def is_forward(line: str) -> bool:
    """Whether a line opens a forwarded message, as clients write it.

    A title between dashes (Gmail, Thunderbird, Yahoo, Notes' "Forwarded by …") or a phrase with a colon (Apple Mail,
    MailMate).
    """
    if len(line) >= _LONGEST:
        return False
    if (title := _title(line)) is not None:
        return _FORWARDED.search(title) is not None and _END.match(title) is None
    bare = line.strip(_EDGE)
    if not bare.endswith((":", "：")) or len(bare) > 60 or len(bare.split()) > 6:
        return False
    phrase = _small(bare)
    said = _FORWARDED.search(phrase) is not None and _MAIL_WORD.search(phrase) is not None
    return said or _TURKISH_BEGIN.search(phrase) is not None


def is_forward_end(line: str) -> bool:
    """Whether a line closes a forwarded message ("----- End forwarded message -----": Mutt, Gnus, Yandex)."""
    title = _title(line) if "--" in line and len(line) < _LONGEST else None
    return title is not None and _FORWARDED.search(title) is not None and _END.match(title) is not None
