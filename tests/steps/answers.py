"""Engineers at their mail clients: replies to the desk's own notifications, as bytes."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from itertools import count

from intake.world import Posted, World
from routing.desk import Engineer

_NUMBER = count(1)
VOUCHED = "mx.produsoft.example; dmarc=pass header.from=produsoft.example"


def seen(posted: Posted) -> EmailMessage:
    return message_from_bytes(posted.raw, policy=policy.default)


def notified(world: World, engineer: str) -> Posted:
    """The latest mail that an engineer got."""
    return world.to(world.settings.desk.engineer(engineer).addresses[0])[-1]


def reply(
    world: World,
    to: Posted,
    text: str,
    *,
    engineer: str | Engineer,
    sender: str | None = None,
    vouched: str | None = VOUCHED,
    html: bool = False,
    reply_to: str | None = None,
    references: bool = True,
    cc: str | None = None,
    files: tuple[tuple[str, bytes], ...] = (),
    date: str = "Mon, 23 Nov 2026 10:30:00 +0100",
    drain: bool = True,
) -> None:
    """He answers (he may have left): his client quotes the whole notification, and the mail arrives."""
    before, who = seen(to), _person(world, engineer)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender or f"{who.full_name} <{who.addresses[0]}>"
    mail["To"] = reply_to or before["Reply-To"]
    if cc:
        mail["Cc"] = cc
    mail["Subject"] = f"Re: {before['Subject']}"
    mail["Date"] = date
    mail["Message-ID"] = f"<reply-{next(_NUMBER)}@client.example>"
    if references:
        mail["In-Reply-To"] = before["Message-ID"]
        mail["References"] = f"{before['References'] or ''} {before['Message-ID']}".strip()
    quoted = before.get_body(("plain",)).get_content()
    shown = "\n".join(f"> {line}" for line in quoted.splitlines())
    mail.set_content(f"{text}\n\nOp ma 23 nov. 2026 om 10:12 schreef Produsoft <{before['From']}>:\n{shown}\n")
    if html:
        page = before.get_body(("html",)).get_content()
        words = "".join(f"<p>{escape(line) or '&nbsp;'}</p>" for line in text.split("\n"))
        mail.add_alternative(
            f'<html><body><div>{words}</div><div class="gmail_quote"><div class="gmail_attr">Op ma 23 nov. 2026 om '
            f'10:12 schreef Produsoft:</div><blockquote class="gmail_quote">{page}</blockquote></div></body></html>',
            subtype="html",
        )
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    raw = bytes(mail)
    if vouched:
        raw = f"Authentication-Results: {vouched}\r\n".encode() + raw
    address = (reply_to or before["Reply-To"]).strip("<>")
    world.deliver(raw, address, sender=who.addresses[0])
    if drain:
        world.drain()


def _person(world: World, engineer: str | Engineer) -> Engineer:
    return engineer if isinstance(engineer, Engineer) else world.settings.desk.engineer(engineer)
