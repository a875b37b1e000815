"""Forwarded mails for the tests: the blocks and marks of the clients in their languages, around one original."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage

from intake import forwarding
from intake.forwarding import Found
from intake.hints import DeskHints
from intake.limits import Limits
from intake.mail import parse
from intake.read import read
from intake.reading import Reading
from routing.submission import Party

ANN = Party("Ann Claes", "ann@claes.example")
BODY = "De freesmachine stopt na drie minuten.\nFoutcode E12.\n\nHoe lossen we dit op?"


def message(
    subject: str, text: str, *, to: str = "support@desk.example", html: bool = False, **fields: str
) -> EmailMessage:
    """A mail of the forwarder."""
    mail = EmailMessage()
    mail["From"] = "Piet Mulder <piet@mulder.example>"
    mail["To"] = to
    mail["Subject"] = subject
    mail["Date"] = "Thu, 12 Nov 2026 11:00:00 +0100"
    mail["Message-ID"] = "<1@mulder.example>"
    for name, value in fields.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text, subtype="html" if html else "plain")
    return mail


def forward(subject: str, text: str, hints: DeskHints | None = None, **more: str) -> Found | None:
    """What is found in a mail."""
    return forwarding.find(parse(message(subject, text, **more).as_bytes(), Limits()), hints)


def known(found: Found | None) -> Found:
    """A forward that must be one."""
    assert found is not None
    return found


def reading(mail: EmailMessage, hints: DeskHints | None = None) -> Reading:
    """The whole reading."""
    return read(mail.as_bytes(), Limits(), hints or DeskHints())


# What the clients call From, the date, To, Cc and Subject, and how they write a day.
LABELS = {
    "nl": ("Van", "Verzonden", "Aan", "CC", "Onderwerp", "donderdag 12 november 2026 10:15"),
    "de": ("Von", "Gesendet", "An", "Cc", "Betreff", "Donnerstag, 12. November 2026 10:15"),
    "nb": ("Fra", "Sendt", "Til", "Kopi", "Emne", "torsdag 12. november 2026 10:15"),
    "da": ("Fra", "Sendt", "Til", "Cc", "Emne", "12. november 2026 10:15"),
    "sv": ("Från", "Skickat", "Till", "Kopia", "Ämne", "den 12 november 2026 10:15"),
    "tr": ("Kimden", "Gönderildi", "Kime", "Bilgi", "Konu", "12 Kasım 2026 Perşembe 10:15"),
    "en": ("From", "Sent", "To", "Cc", "Subject", "Thursday, November 12, 2026 10:15 AM"),
    "fr": ("De", "Envoyé", "À", "Cc", "Objet", "jeudi 12 novembre 2026 10:15"),
    "es": ("De", "Enviado el", "Para", "CC", "Asunto", "jueves, 12 de noviembre de 2026 10:15"),
    "it": ("Da", "Inviato", "A", "Cc", "Oggetto", "giovedì 12 novembre 2026 10:15"),
    "pt": ("De", "Enviada em", "Para", "Cc", "Assunto", "quinta-feira, 12 de novembro de 2026 10:15"),
    "pl": ("Od", "Wysłano", "Do", "DW", "Temat", "czwartek, 12 listopada 2026 10:15"),
    "cs": ("Od", "Odesláno", "Komu", "Kopie", "Předmět", "čtvrtek 12. listopadu 2026 10:15"),
    "sk": ("Od", "Odoslané", "Komu", "Kópia", "Predmet", "štvrtok 12. novembra 2026 10:15"),
    "fi": ("Lähettäjä", "Lähetetty", "Vastaanottaja", "Kopio", "Aihe", "torstai 12. marraskuuta 2026 10.15"),
    "hu": ("Feladó", "Küldve", "Címzett", "Másolatot kap", "Tárgy", "2026. november 12., csütörtök 10:15"),
    "et": ("Saatja", "Saadetud", "Adressaat", "Koopia", "Teema", "neljapäev, 12. november 2026 10:15"),
    "ro": ("De la", "Trimis", "Către", "Cc", "Subiect", "joi, 12 noiembrie 2026 10:15"),
    "hr": ("Šalje", "Poslano", "Prima", "Kopija", "Predmet", "12. studenoga 2026. 10:15"),
    "ru": ("От", "Отправлено", "Кому", "Копия", "Тема", "12 ноября 2026 г. 10:15"),
    "uk": ("Від", "Надіслано", "Кому", "Копія", "Тема", "12 листопада 2026 р. 10:15"),
}
MARKS = {
    "nl": ("Doorgestuurd bericht", "Begin doorgestuurd bericht:"),
    "de": ("Weitergeleitete Nachricht", "Anfang der weitergeleiteten Nachricht:"),
    "nb": ("Videresendt melding", "Start på videresendt melding:"),
    "da": ("Videresendt meddelelse", "Start på videresendt besked:"),
    "sv": ("Vidarebefordrat meddelande", "Vidarebefordrat brev:"),
    "tr": ("İletilmiş Mesaj", "Yönlendirilmiş ileti başlangıcı:"),
    "en": ("Forwarded Message", "Begin forwarded message:"),
    "fr": ("Message transmis", "Début du message transféré :"),
    "es": ("Mensaje reenviado", "Inicio del mensaje reenviado:"),
    "it": ("Messaggio inoltrato", "Inizio messaggio inoltrato:"),
    "pt": ("Mensagem encaminhada", "Início da mensagem reencaminhada:"),
    "pl": ("Przekazana wiadomość", "Początek przekazywanej wiadomości:"),
    "cs": ("Přeposlaná zpráva", "Začátek přeposílané zprávy:"),
    "sk": ("Preposlaná správa", "Začiatok preposlanej správy:"),
    "fi": ("Edelleenlähetetty viesti", "Välitetty viesti alkaa:"),
    "hu": ("Továbbított üzenet", "Továbbított levél kezdete:"),
    "et": ("Edastatud kiri", "Edastatud kirja algus:"),
    "ro": ("Mesaj redirecţionat", "Începe mesajul redirecționat:"),
    "hr": ("Proslijeđena poruka", "Započni proslijeđenu poruku:"),
    "ru": ("Пересланное сообщение", "Начало переадресованного сообщения:"),
    "uk": ("Переслане повідомлення", "Початок листа, що пересилається:"),
}
PREFIXES = {"de": "WG", "nb": "VS", "da": "VS", "sv": "VB", "tr": "İLT", "fr": "TR", "es": "RV", "it": "I", "pt": "ENC",
            "pl": "PD", "fi": "VL", "hu": "Továbbítás", "ro": "Redir."}  # fmt: skip


def outlook(language: str, *, bold: bool = False) -> str:
    """The block of Outlook on Windows."""
    sender, date, to, cc, subject, day = LABELS[language]
    mark = "*" if bold else ""
    space = " " if language == "fr" else ""
    values = ("Ann Claes <ann@claes.example>", day, "Piet Mulder <piet@mulder.example>; Jan <jan@mulder.example>",
              "Els <els@mulder.example>", "Frees stopt")  # fmt: skip
    return "\n".join(
        f"{mark}{label}{space}:{mark} {value}"
        for label, value in zip((sender, date, to, cc, subject), values, strict=True)
    )


def is_ann(found: Found) -> None:
    """The original is whole."""
    original = found.original
    assert original.sender == ANN
    assert original.subject == "Frees stopt"
    assert original.date is not None
    assert original.date.replace(tzinfo=None) == datetime(2026, 11, 12, 10, 15)  # noqa: DTZ001 - as the client shows it
    assert [p.address for p in original.to] == ["piet@mulder.example", "jan@mulder.example"]
    assert [p.address for p in original.cc] == ["els@mulder.example"]
    assert original.text == BODY
