"""An engineer's replies as mail clients write them, made from the very bytes of the notification that he answers.

What a client does is followed closely where a reader could notice: how it rewrites the HTML that it quotes, what plain
part it makes of that, how it breaks lines, where it marks the quote and where it does not. `Form` names one reply;
`written` makes its bytes. Pure; the same form and notification give the same mail.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from html import escape, unescape

from intake.html_text import to_text
from intake.world import Posted
from tests.decisions.client_pages import MARKED, UNMARKED
from tests.steps.answers import VOUCHED, seen

# From, sent, to, subject; the attribution line.
LANGUAGES = {
    "nl": ("Van", "Verzonden", "Aan", "Onderwerp", "Op {date} {time} schreef {sender}:"),
    "de": ("Von", "Gesendet", "An", "Betreff", "Am {date} um {time} Uhr schrieb {sender}:"),
    "nb": ("Fra", "Sendt", "Til", "Emne", "{date} kl. {time} skrev {sender}:"),
    "tr": ("Kimden", "Gönderildi", "Kime", "Konu", "{sender}, {date}, {time} tarihinde şunu yazdı:"),
    "en": ("From", "Sent", "To", "Subject", "On {date} at {time}, {sender} wrote:"),
    "fr": ("De", "Envoyé", "À", "Objet", "Le {date} à {time}, {sender} a écrit :"),
}
ANSWERS = (
    ("Hello Ann,", "please install build 24.0.118, then the export works again."),
    ("Dear Ann,", "The fault is known. It needs three steps, of which the second may take a quarter of an hour:",
     "1. Close VISI.", "2. Delete the folder C:\\Temp\\visi-cache and restart the licence server.",
     "3. Open it again."),
    ("Hi Ann", "Yes, that helps: see https://help.example/export?id=7&lang=en for the steps."),
    ("Goedemiddag,", "Kunt u mij het bestand sturen? Dan kijk ik het vandaag nog na; u hoort voor 16:30 van mij."),
    ("Sehr geehrte Frau Peeters,", "bitte prüfen Sie die Einstellung: Datei > Export > Größe. Danach läuft es wieder."),
    ("Merci pour votre message.", "Le correctif sort demain.", "Pouvez-vous patienter jusque-là ?"),
    ("Merhaba,", "Sorun çözüldü; lütfen programı yeniden başlatın."),
    ("Hei,", "Du må installere på nytt. Ring meg om det ikke hjelper, så ser vi på det sammen i morgen tidlig."),
    ("Done.",),
    ("Which of them do you mean?", "The one from: 4 March, or the one that you sent to: purchasing?"),
    ("You wrote: VISI stops with error 0x800 when I export. Is that with every drawing?",),
)  # fmt: skip
CLOSING = "Kind regards"
SIGNATURE = ("{name} | Support engineer", "+32 3 555 01 02 | produsoft.example")
INSIDE = ("Yes, that helps a lot.", "Since the May release.")  # below the customer's two questions
QUESTIONS = ("Does it help to reinstall?", "Since when is the fault known?")


@dataclass(frozen=True, slots=True)
class Form:
    """One reply: who writes what, where, with which client."""

    client: str
    kind: str  # both | plain | html
    language: str
    layout: str  # top | bottom | interleaved | signature | unquoted | unmarked
    cursor: str  # spaced | tight | lowered: how the new text stands to the quote
    answer: int  # of ANSWERS
    above: tuple[str, ...] = ()  # commands at the top
    below: tuple[str, ...] = ()  # commands above the closing words

    @property
    def is_marked(self) -> bool:
        """Whether the quote is marked as this client does it, and no answer hides in it."""
        if self.layout in ("unmarked", "bottom", "interleaved"):
            return self.layout != "unmarked" and CLIENTS[self.client].signs and self.kind == "plain"
        if self.layout == "unquoted":
            return self.kind != "html"  # nothing but HTML, and no border in it: a quote may stand there
        return self.kind == "plain" or CLIENTS[self.client].page in MARKED

    @property
    def words(self) -> tuple[str, ...]:
        """The new lines that are meant for the customer, closing words aside."""
        return (*ANSWERS[self.answer], *(INSIDE if self.layout == "interleaved" else ()))


@dataclass(frozen=True, slots=True)
class Client:
    """How a client writes. `page` names its template in `client_pages`; `signs`: its plain part has quote signs."""

    kinds: tuple[str, ...]
    page: str
    signs: bool
    rewrite: Callable[[str], str]
    line: str = "<div>{}</div>"
    blank: str = "<div><br></div>"
    width: int = 0  # at which it breaks the lines of a plain part; 0: it does not
    signature: str = "<div>{}</div>"
    flowed: bool = False


def _body(page: str) -> str:
    inside = re.search(r"<body[^>]*>(.*)</body>", page, re.DOTALL)
    return re.sub(r"<!--.*?-->", "", inside[1] if inside else page, flags=re.DOTALL)


def _word(page: str) -> str:
    """Word's HTML: its own classes, empty o:p elements, no others' classes."""
    bare = re.sub(r' class="[^"]*"', "", _body(page))
    bare = re.sub(r"<p\b[^>]*>", '<p class="MsoNormal">', bare)
    return bare.replace("</p>", "<o:p></o:p></p>").replace("</h1>", "<o:p></o:p></h1>")


def _prefixed(prefix: str) -> Callable[[str], str]:
    def rewrite(page: str) -> str:
        return re.sub(
            r'\b(class|id)="([^"]*)"',
            lambda m: f'{m[1]}="{" ".join(prefix + word for word in m[2].split())}"',
            f'<div class="page">{_body(page)}</div>',
        )

    return rewrite


def _whole(page: str) -> str:
    """Thunderbird and Apple Mail keep the head's title and style inside the quotation."""
    head = re.search(r"<head>(.*)</head>", page, re.DOTALL)
    return (head[1] if head else "") + _body(page)


_EXCHANGE = ("both", "html")
CLIENTS = {
    "outlook desktop": Client(
        ("both", "plain", "html"), "outlook desktop", signs=False, rewrite=_word,
        line='<p class="MsoNormal">{}<o:p></o:p></p>', blank='<p class="MsoNormal"><o:p>&nbsp;</o:p></p>',
        signature='<p class="MsoNormal"><a name="_MailAutoSig">{}</a></p>',
    ),
    "outlook web": Client(
        _EXCHANGE, "outlook on the web", signs=False, rewrite=_prefixed("x_"),
        line='<div class="elementToProof">{}</div>', signature='<div id="Signature">{}</div>',
    ),
    "outlook mobile": Client(
        _EXCHANGE, "outlook mobile", signs=False, rewrite=_prefixed("x_"),
        signature='<div id="ms-outlook-mobile-signature">{}</div>',
    ),
    "gmail": Client(
        ("both", "plain"), "gmail", signs=True, rewrite=_prefixed("m_-4711081547110815"), width=76,
        signature='<div class="gmail_signature" data-smartmail="gmail_signature">{}</div>',
    ),
    "apple mail": Client(("both", "plain"), "apple mail", signs=True, rewrite=_whole,
                         signature='<div id="AppleMailSignature">{}</div>'),
    "iphone": Client(("both", "html"), "iphone", signs=True, rewrite=_whole,
                     signature='<div dir="ltr">-- <br>{}</div>'),
    "thunderbird": Client(
        ("both", "plain", "html"), "thunderbird", signs=True, rewrite=_whole, line="<p>{}</p>", blank="", width=72,
        signature='<div class="moz-signature">-- <br>{}</div>', flowed=True,
    ),
    "mutt": Client(("plain",), "", signs=True, rewrite=_body, width=72),
    "notes": Client(("both", "plain"), "lotus notes table", signs=False, rewrite=_body,
                    line='<font size="2" face="sans-serif">{}</font><br>', blank="<br>"),
    "roundcube": Client(("both", "plain"), "roundcube", signs=True, rewrite=_prefixed("v1"), line="<p>{}</p>", width=80,
                        blank="", signature='<div id="_rc_sig">-- <br>{}</div>'),
    "yahoo": Client(("both",), "yahoo", signs=False, rewrite=_prefixed("ydp2f9c01ab"),
                    line='<div dir="ltr" data-setdir="false">{}</div>',
                    signature='<div class="signature">-- <br>{}</div>'),
    "gmx": Client(("both", "html"), "gmx", signs=True, rewrite=_body,
                  signature='<div class="signature">-- <br>{}</div>'),
}  # fmt: skip


def written(form: Form, notice: Posted, name: str, address: str, at: datetime, number: int) -> bytes:
    """The reply as it arrives, vouched for by the desk's own server."""
    before, client = seen(notice), CLIENTS[form.client]
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = f"{name} <{address}>", before["Reply-To"]
    mail["Subject"] = f"{'AW' if form.language == 'de' else 'Re'}: {before['Subject']}"
    mail["Date"], mail["Message-ID"] = at, f"<reply-{number}@client.example>"
    mail["In-Reply-To"] = before["Message-ID"]
    mail["References"] = f"{before['References'] or ''} {before['Message-ID']}".strip()
    page = _page(form, client, before, name)
    if form.kind == "html":
        mail.set_content(page, subtype="html", cte="base64" if number % 2 else "quoted-printable")
    else:
        mail.set_content(_plain(form, client, before, name), cte="quoted-printable")
        if client.flowed:
            mail.set_param("format", "flowed")
    if form.kind == "both":
        mail.add_alternative(page, subtype="html", cte="quoted-printable")
    return f"Authentication-Results: {VOUCHED}\r\n".encode() + bytes(mail)


def closing(name: str) -> tuple[str, str]:
    """His closing words and first name."""
    return CLOSING, name.split(maxsplit=1)[0]


def signature(name: str) -> list[str]:
    """His contact lines."""
    return [line.format(name=name) for line in SIGNATURE]


def _typed(form: Form, name: str, *, html: bool) -> list[str]:
    """What he types, with blank lines between; in HTML the signature has an element of its own."""
    paragraphs = [list(form.above)] if form.above else []
    paragraphs += [[line] for line in ANSWERS[form.answer]]
    paragraphs += [list(form.below)] if form.below else []
    paragraphs += [list(closing(name))]
    if form.layout == "signature" and not html:
        paragraphs += [["-- ", *signature(name)] if CLIENTS[form.client].signs else signature(name)]
    return [line for part in paragraphs for line in (*part, "")][:-1]


def _plain(form: Form, client: Client, before: EmailMessage, name: str) -> str:
    new = _typed(form, name, html=False)
    if form.layout == "unquoted":
        return "\n".join(_broken(new, client)) + "\n"
    quoted = _quoted_text(form, client, before)
    if form.layout == "unmarked":
        return "\n".join([*new, "", *quoted]) + "\n"
    lead = _lead(form, client, before)
    if not client.signs:
        quoted = _answered(form, quoted, "")
        gap = {"spaced": ["", ""], "tight": [], "lowered": ["", "", ""]}[form.cursor]
        text = [*lead, "", *quoted, "", *new] if form.layout == "bottom" else [*new, *gap, *lead, "", *quoted]
        return "\n".join(text) + "\n"
    signed = [f"> {line}" if line.strip() else ">" for line in _broken(quoted, client, 2)]
    inside = "> " if form.kind == "both" else ""  # in a table's cell: typed there, it is quoted like what is around it
    signed = _answered(form, signed, inside)
    new = _broken(new, client)
    if form.layout == "bottom":
        return "\n".join([*lead, *signed, "", *new]) + "\n"
    gap = {"spaced": [""], "tight": [], "lowered": ["", ""]}[form.cursor]
    start = [""] if form.cursor == "lowered" else []
    return "\n".join([*start, *new, *gap, *lead, *signed]) + "\n"


def _answered(form: Form, quoted: list[str], prefix: str) -> list[str]:
    """The quote with answers typed below the questions."""
    if form.layout != "interleaved":
        return quoted
    said = dict(zip(QUESTIONS, INSIDE, strict=True))
    rows = []
    for line in quoted:
        rows.append(line)
        if (answer := said.pop(line.lstrip("> ").strip(), None)) is not None:  # she asks twice, he answers once
            rows += [prefix + answer] if prefix else ["", answer, ""]
    return rows


def _broken(lines: list[str], client: Client, quoted: int = 0) -> list[str]:
    """Lines as long as the client leaves them; a signature's delimiter keeps its blank."""
    if not client.width:
        return lines
    glue = " " if client.flowed and not quoted else ""
    rows: list[str] = []
    for line in lines:
        parts = textwrap.wrap(line, client.width - quoted, break_long_words=False, break_on_hyphens=False)
        rows += [line] if len(parts) < 2 else [*(part + glue for part in parts[:-1]), parts[-1]]
    return rows


def _quoted_text(form: Form, client: Client, before: EmailMessage) -> list[str]:
    """What a client makes of the notification: its plain part, or the text of its HTML with the links spelt out."""
    if form.kind == "plain" and client.signs:
        return before.get_body(("plain",)).get_content().splitlines()
    page = _body(before.get_body(("html",)).get_content())
    between = " &lt;{}&gt;" if client.signs else "&lt;{}&gt;"
    page = re.sub(r'<a href="([^"]*)"[^>]*>(.*?)</a>', lambda m: m[2] + between.format(escape(unescape(m[1]))), page)
    return to_text(page, 200_000)[0].strip().splitlines()


def _sender(before: EmailMessage) -> str:
    return f"Produsoft <{before['Reply-To'].strip('<>')}>"


def _lead(form: Form, client: Client, before: EmailMessage) -> list[str]:
    labels = LANGUAGES[form.language]
    date = before["Date"].datetime
    if client.signs or form.client == "yahoo":
        told = labels[4].format(date=_day(date, form.language), time=f"{date:%H:%M}", sender=_sender(before))
        return textwrap.wrap(told, client.width, break_on_hyphens=False) if client.width else [told]
    block = [
        f"{labels[0]}: {_sender(before)}",
        f"{labels[1]}: {_day(date, form.language)} {date:%H:%M}",
        f"{labels[2]}: {before['To']}",
        f"{labels[3]}: {before['Subject']}",
    ]
    return ["_" * 32, *block] if form.client.startswith("outlook ") and form.kind == "both" else block


def _day(at: datetime, language: str) -> str:
    return f"{at:%d.%m.%Y}" if language in ("de", "nb", "tr") else f"{at.day}/{at:%m/%Y}"


def _page(form: Form, client: Client, before: EmailMessage, name: str) -> str:
    if form.kind == "plain":
        return ""
    new = "".join(client.line.format(escape(line)) if line else client.blank for line in _typed(form, name, html=True))
    if form.layout == "signature":
        new += client.signature.format("<br>".join(map(escape, signature(name))))
    if form.cursor == "lowered":
        new = client.blank + new
    if form.cursor != "tight":
        new += client.blank
    if form.layout == "unquoted":
        return f"<html><body>{new}</body></html>"
    quoted = client.rewrite(before.get_body(("html",)).get_content())
    if form.layout == "interleaved":
        for question, answer in zip(QUESTIONS, INSIDE, strict=True):
            quoted = quoted.replace(f"{question}<br>", f"{question}<br>\n<b>{answer}</b><br>", 1)
    if form.layout == "unmarked":
        return f"<html><body>{new}{quoted}</body></html>"
    template = (MARKED | UNMARKED)[client.page]
    labels, date = LANGUAGES[form.language], before["Date"].datetime
    when = f"{_day(date, form.language)} {date:%H:%M}"
    filled = template.format(
        new="\x00" if form.layout != "bottom" else "",
        quoted="\x01",
        **dict(zip(("from", "sent", "to", "subject"), labels, strict=False)),
        attr=escape(labels[4].format(date=_day(date, form.language), time=f"{date:%H:%M}", sender=_sender(before))),
    )
    filled = filled.replace("Desk &lt;desk@desk.example&gt;", escape(_sender(before)))
    filled = filled.replace("4-3-2026 10:02", when).replace("04.03.2026 10:02", when)
    filled = filled.replace("Ann Berg &lt;ann@desk.example&gt;", escape(before["To"])).replace("Ann Berg", "Wout")
    filled = filled.replace("New case", escape(before["Subject"]))
    filled = filled.replace("\x00", new).replace("\x01", quoted)
    if form.layout == "bottom":
        filled = filled.replace("</body>", f"{new}</body>") if "</body>" in filled else filled + new
    return filled
