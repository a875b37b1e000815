"""Mails for the tests, made from a few words; what matters to a test stands in the test."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

VISI = "visi.support@produsoft.example"
WORKNC = "worknc.support@produsoft.example"
ANN = "ann@customer.example"


def mail(
    text: str = "VISI stops with an error when I export a drawing.",
    *,
    sender: str = f"Ann Peeters <{ANN}>",
    to: str = VISI,
    subject: str = "Export stops",
    message_id: str | None = "<1@customer.example>",
    date: str | None = "Mon, 23 Nov 2026 09:00:00 +0100",
    headers: tuple[tuple[str, str], ...] = (),
    html: str | None = None,
    files: tuple[tuple[str, bytes], ...] = (),
) -> bytes:
    """A well-formed mail as a client writes it."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject
    if date is not None:
        message["Date"] = date
    if message_id is not None:
        message["Message-ID"] = message_id
    for name, value in headers:
        message[name] = value
    message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()
