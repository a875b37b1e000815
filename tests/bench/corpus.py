"""The mails that everything is measured with: seeded, so that every run and every machine has the same.

40 % plain text of 2 KB, 40 % text and HTML of 10 KB, 20 % with a file of 200 KB; a quarter of all answers an earlier
mail of the same sender. Six languages, one sender for two mails. They carry the headers that a mail has once it came
across two relays. Nothing here reads a clock.
"""

from __future__ import annotations

import html
import quopri
import random
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from enum import Enum

from tests.bench.phrases import MACHINES, TONGUES, Tongue

ADDRESS = "visi@acme.example"
_FIRST = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)
_POLICY = SMTP.clone(max_line_length=78)
_HEAD_OCTETS, _TEXT_OCTETS, _RICH_OCTETS, _FILE_OCTETS = 1_300, 2_000, 10_000, 200_000


class Shape(Enum):
    """What a mail is made of."""

    PLAIN = "plain"
    RICH = "rich"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Sender:
    """Somebody who writes to the desk."""

    tongue: Tongue
    name: str
    address: str
    company: str


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail; `answers` is the position of the mail it answers."""

    raw: bytes  # CRLF
    shape: Shape
    sender: Sender
    message_id: str
    references: tuple[str, ...]
    subject: str
    text: str  # what was newly written
    sent: datetime
    answers: int | None


def mails(count: int, seed: int = 1) -> list[Mail]:
    """The first `count` mails, oldest first."""
    dice = random.Random(seed)
    people = senders(max(1, count // 2))
    shapes = _shares(count, dice)
    answering = set(dice.sample(range(1, count), min(count // 4, count - 1)))
    made: list[Mail] = []
    originals = 0
    for number in range(count):
        if number in answering:
            parent = dice.randrange(number)
            made.append(_write(number, shapes[number], made[parent].sender, made[parent], parent, dice))
        else:
            made.append(_write(number, shapes[number], people[originals % len(people)], None, None, dice))
            originals += 1
    return made


def senders(count: int) -> list[Sender]:
    """That many people with addresses of their own, their languages in turn."""
    return [_sender(number) for number in range(count)]


def _shares(count: int, dice: random.Random) -> list[Shape]:
    shapes = [Shape.PLAIN] * (count * 2 // 5) + [Shape.RICH] * (count * 2 // 5)
    shapes += [Shape.FILE] * (count - len(shapes))
    dice.shuffle(shapes)
    return shapes


def _sender(number: int) -> Sender:
    tongue = TONGUES[number % len(TONGUES)]
    turn = number // len(TONGUES)
    first = tongue.first_names[turn % len(tongue.first_names)]
    last = tongue.last_names[turn // len(tongue.first_names) % len(tongue.last_names)]
    company = tongue.companies[turn % len(tongue.companies)]
    return Sender(tongue, f"{first} {last}", f"{_plain(first)}.{_plain(last)}{number}@{_domain(company)}", company)


def _domain(company: str) -> str:
    return f"{_plain(company)}.example"


def _plain(words: str) -> str:
    letters = unicodedata.normalize("NFKD", words.lower().replace("ß", "ss").replace("ø", "o").replace("ı", "i"))
    return "".join(letter for letter in letters if letter.isascii() and letter.isalnum())


def _write(
    number: int, shape: Shape, sender: Sender, parent: Mail | None, answers: int | None, dice: random.Random
) -> Mail:
    tongue, sent = sender.tongue, _FIRST + timedelta(seconds=20 * number)
    message_id = f"{dice.getrandbits(64):016x}.{number}@{sender.address.rpartition('@')[2]}"
    references = (*parent.references, parent.message_id) if parent else ()
    subject = f"Re: {parent.subject.removeprefix('Re: ')}" if parent else dice.choice(tongue.subjects)
    written = _body(tongue, sender, 700 if parent else 1_150, dice, answer=parent is not None)
    message = EmailMessage(policy=_POLICY)
    _head(message, sender, subject, message_id, references, sent, dice)
    quote = _quote(parent, tongue) if parent else ""
    transfer = dice.choice(("quoted-printable", "8bit"))
    message.set_content(f"{written}\n{quote}"[:_TEXT_OCTETS], charset="utf-8", cte=transfer)
    if shape is Shape.RICH:
        message.add_alternative(_page(written, quote, sender), subtype="html", cte="quoted-printable")
    elif shape is Shape.FILE:
        name, kind = dice.choice((("part.pdf", "pdf"), ("project.zip", "zip"), ("toolpath.nc", "octet-stream")))
        message.add_attachment(dice.randbytes(_FILE_OCTETS), maintype="application", subtype=kind, filename=name)
    if message.is_multipart():  # the library's own boundary is random
        message.set_boundary(f"=_{dice.getrandbits(96):024x}")
    return Mail(message.as_bytes(), shape, sender, message_id, references, subject, written, sent, answers)


def _head(
    message: EmailMessage,
    sender: Sender,
    subject: str,
    message_id: str,
    references: tuple[str, ...],
    sent: datetime,
    dice: random.Random,
) -> None:
    domain = sender.address.rpartition("@")[2]
    stamp = format_datetime(sent + timedelta(seconds=2))
    message["Return-Path"] = f"<{sender.address}>"
    message["Received"] = (
        f"from out.{domain} (out.{domain} [192.0.2.{dice.randrange(256)}]) by mx.acme.example; {stamp}"
    )
    message["Received"] = f"from [10.0.{dice.randrange(256)}.7] by out.{domain} with ESMTPSA; {stamp}"
    message["Authentication-Results"] = f"mx.acme.example; spf=pass smtp.mailfrom={domain}; dkim=none"
    message["From"] = formataddr((sender.name, sender.address))
    message["To"] = ADDRESS
    message["Subject"] = subject
    message["Date"] = format_datetime(sent.astimezone(timezone(timedelta(hours=sender.tongue.hours_east))))
    message["Message-ID"] = f"<{message_id}>"
    if references:
        message["In-Reply-To"] = f"<{references[-1]}>"
        message["References"] = " ".join(f"<{reference}>" for reference in references)
    message["User-Agent"] = "Mozilla Thunderbird"
    message["Content-Language"] = sender.tongue.name


def _body(tongue: Tongue, sender: Sender, octets: int, dice: random.Random, *, answer: bool) -> str:
    """Greeting, paragraphs and signature; about that long."""
    fields = {
        "version": f"20{dice.randrange(20, 27)}.{dice.randrange(1, 5)}",
        "part": f"{dice.choice('ABKMT')}{dice.randrange(100, 999)}-{dice.randrange(10, 99)}",
        "machine": dice.choice(MACHINES),
        "minutes": str(dice.randrange(2, 40)),
    }
    sentences = [sentence.format(**fields) for sentence in dice.sample(tongue.sentences, len(tongue.sentences))]
    paragraphs = [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
    opening = dice.choice(tongue.answers) if answer else dice.choice(tongue.greetings)
    phone = tongue.phone.format(dice.randrange(10))
    end = f"{dice.choice(tongue.closings)}\n{sender.name}\n\n-- \n{sender.name}\n{sender.company}\n{phone}\n"
    text = opening
    for paragraph in paragraphs:
        if len((text + paragraph + end).encode()) > octets:
            break
        text += f"\n\n{paragraph}"
    return f"{text}\n\n{end}"


def _quote(parent: Mail, tongue: Tongue) -> str:
    opening = tongue.wrote.format(
        date=f"{parent.sent:%d.%m.%Y %H:%M}", name=parent.sender.name, address=parent.sender.address
    )
    return "\n".join([opening, *(f"> {line}".rstrip() for line in parent.text.splitlines())]) + "\n"


def _page(written: str, quote: str, sender: Sender) -> str:
    """As word processors write it: a style sheet, a class and a style on every paragraph."""
    rows = [_row(line) for line in written.splitlines()]
    if quote:
        opening, *quoted = quote.splitlines()
        shown = "\n".join(_row(line.removeprefix(">").strip()) for line in quoted)
        rows.append(f'{_row(opening)}<blockquote type="cite">{shown}</blockquote>')
    rows.append(f"<table><tr><td>{html.escape(sender.company)}</td><td>{sender.address}</td></tr></table>")
    page = "\n".join(
        [f'<body lang="{sender.tongue.name}" link="#0563C1"><div class="Section1">', *rows, "</div></body>"]
    )
    room = _RICH_OCTETS - _HEAD_OCTETS - len(written.encode()) - len(quopri.encodestring(page.encode()))
    return f'<html><head><meta charset="utf-8"><style>\n<!--\n{_sheet(room)}-->\n</style></head>{page}</html>'


def _sheet(octets: int) -> str:
    """The style sheet that fills the mail up to its size."""
    rule = "p.Style{0}, li.Style{0} {{ margin: 0cm; font: 11pt Calibri, sans-serif; }}\n"
    return "".join(rule.format(n) for n in range(10, 12 + max(0, octets // len(rule))))


def _row(line: str) -> str:
    style = "margin:0cm;font-size:11pt;font-family:Calibri,sans-serif"
    return f'<p class="Style11" style="{style}"><span lang="EN-US">{html.escape(line) or "&nbsp;"}</span></p>'
