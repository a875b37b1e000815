"""Those who write to the desk of a simulated year: what they read of its mails, and theirs as bytes.

Plain text, as some clients send it. `tests.mails` and `tests.steps.answers` make everything that a mail can have, with
the mail library of the language, and take longer over a mail than the desk takes to file it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from functools import cached_property

from intake.world import Posted

_HTML = re.compile(rb"^Content-Type: text/html", re.MULTILINE | re.IGNORECASE)


@dataclass
class Read:
    """A mail of the desk, as far as somebody looks at it who is about to answer."""

    posted: Posted

    @cached_property
    def _message(self) -> Message:
        """As far as he reads it: the plain part comes before the HTML, which is the most of it."""
        return message_from_bytes(_HTML.split(self.posted.raw, maxsplit=1)[0])

    def header(self, name: str) -> str:
        """Decoded; "" where it is missing."""
        return str(make_header(decode_header("".join(self._message.get(name, "").splitlines()))))

    @property
    def reply_to(self) -> str:
        """The bare address."""
        return self.header("Reply-To").strip("<>")

    @property
    def text(self) -> str:
        """The plain part."""
        plain = next(part for part in self._message.walk() if part.get_content_type() == "text/plain")
        return plain.get_payload(decode=True).decode().replace("\r\n", "\n")


def write(text: str, *, sender: str, to: str, subject: str, message_id: str, answers: Read | None = None) -> bytes:
    """A mail that the sender's domain vouches for, and in answer to one of the desk's if told."""
    heads = [
        f"Authentication-Results: mx.produsoft.example; dmarc=pass header.from={sender.rpartition('@')[2]}",
        f"From: {sender}",
        f"To: <{to}>",
        f"Subject: {subject}",
        f"Message-ID: {message_id}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    if answers is not None:
        before = answers.header("Message-ID")
        heads += [f"In-Reply-To: {before}", f"References: {answers.header('References')} {before}"]
    return "\r\n".join((*heads, "", *text.split("\n"))).encode()


def reply(text: str, *, sender: str, to: Read, message_id: str) -> bytes:
    """He answers, and his client quotes the whole mail below."""
    shown = "\n".join(f"> {line}" for line in to.text.splitlines())
    quoted = f"{text}\n\nOp ma 23 nov. 2026 om 10:12 schreef Produsoft <{to.header('From')}>:\n{shown}\n"
    subject = f"Re: {to.header('Subject')}"
    return write(quoted, sender=sender, to=to.reply_to, subject=subject, message_id=message_id, answers=to)
