"""Customers at their mail clients: replies to what the desk sent them, as Gmail, Outlook and Thunderbird write them."""

from __future__ import annotations

from collections.abc import Mapping
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from itertools import count

from intake.world import Posted, World
from tests.mails import ANN, VISI

_NUMBER = count(1)


def seen(posted: Posted) -> EmailMessage:
    return message_from_bytes(posted.raw, policy=policy.default)


def text_of(posted: Posted) -> str:
    return seen(posted).get_body(("plain",)).get_content().replace("\r\n", "\n")


def questions(posted: Posted) -> list[str]:
    """The numbered lines of a mail, without their numbers."""
    lines = (line.partition(". ") for line in text_of(posted).split("\n"))
    return [question for number, _, question in lines if number.isdigit() and question]


def reply(
    world: World,
    to: Posted,
    text: str,
    *,
    html: str | None = None,
    thread: str = "references",
    sender: str = ANN,
) -> None:
    """A mail of hers to where we want answers; `thread` is what of ours it keeps: references, subject or address."""
    ours = seen(to)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"Ann Peeters <{sender}>"
    mail["To"] = VISI if thread == "subject" else ours["Reply-To"]
    mail["Subject"] = "Some more words" if thread == "address" else f"Re: {ours['Subject']}"
    mail["Date"] = "Mon, 23 Nov 2026 10:30:00 +0100"
    mail["Message-ID"] = f"<answer-{next(_NUMBER)}@customer.example>"
    if thread == "references":
        mail["In-Reply-To"] = mail["References"] = ours["Message-ID"]
    mail.set_content(text)
    if html is not None:
        mail.add_alternative(html, subtype="html")
    address = VISI if thread == "subject" else ours["Reply-To"].strip("<>")
    world.deliver(bytes(mail), address, sender=sender)
    world.drain()


def between_marks(
    to: Posted, answers: Mapping[str, str], attribution: str = "On 23 Nov 2026 10:12, Desk wrote:"
) -> str:
    """Our whole mail, marked, with her answers below the questions (Thunderbird, Gmail)."""
    lines = []
    for line in text_of(to).rstrip().split("\n"):
        lines.append(f"> {line}")
        lines += [f"\n{said}\n" for question, said in answers.items() if line.endswith(f". {question}")]
    return f"{attribution}\n" + "\n".join(lines) + "\n"


def under_a_header_block(to: Posted, answers: Mapping[str, str]) -> tuple[str, str]:
    """(text, HTML) as Outlook writes them: nothing marked, the numbers set with tabs, the answers below."""
    head = "From: Produsoft <visi@produsoft.example>\nSent: Monday, 23 November 2026 10:12\nTo: Ann\nSubject: Export"
    lines = []
    for line in text_of(to).rstrip().split("\n"):
        number, _, question = line.partition(". ")
        lines.append(f"{number}.\t{question}" if question in answers else line)
        lines += [answers[question]] if question in answers else []
    text = f"See below.\n\nAnn\n\n________________________________\n{head}\n\n" + "\n".join(lines)
    page = "".join(f'<p class="MsoNormal">{escape(line) or "&nbsp;"}</p>' for line in "\n".join(lines).split("\n"))
    shown = "<br>".join(f"<b>{name}:</b>{rest}" for name, _, rest in (one.partition(":") for one in head.split("\n")))
    html = (
        '<html><body><div class="WordSection1"><p class="MsoNormal">See below.</p><p class="MsoNormal">Ann</p>'
        f'<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">'
        f"{shown}</p></div>{page}</div></body></html>"
    )
    return text, html


def in_gmails_html(to: Posted, answers: Mapping[str, str]) -> str:
    """Gmail's HTML: the quote cut into blocks, the answers in bold between them."""
    blocks, answered = [""], []
    for line in text_of(to).rstrip().split("\n"):
        blocks[-1] += f"{escape(line)}<br>"
        said = next((a for question, a in answers.items() if line.endswith(f". {question}")), None)
        if said is not None:
            answered.append(f"<div><b>{escape(said)}</b></div>")
            blocks.append("")
    quote = '<blockquote class="gmail_quote" style="border-left:1px solid">{}</blockquote>'
    parts = [quote.format(block) + said for block, said in zip(blocks, [*answered, ""], strict=True)]
    attribution = (
        '<div class="gmail_attr">On Mon, Nov 23, 2026 at 10:12 AM Produsoft &lt;visi@x.example&gt; wrote:</div>'
    )
    return f'<div dir="ltr"><div class="gmail_quote">{attribution}{"".join(parts)}</div></div>'
