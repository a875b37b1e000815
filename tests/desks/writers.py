"""Those who write to the desk of a simulated year: what they read of its mails, and theirs as bytes.

Plain text, as some clients send it. `tests.mails` and `tests.steps.answers` make everything that a mail can have, with
the mail library of the language, and take longer over a mail than the desk takes to file it.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.header import decode_header, make_header
from functools import cached_property

from intake.world import Posted

_FOLD = re.compile(r"\r\n[ \t]+")
_PLAIN = re.compile(rb"^Content-Type: text/plain", re.MULTILINE)
_PART_END = b"\r\n--=_"  # as the boundaries of the desk begin
_DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "base64": binascii.a2b_base64,
    "quoted-printable": binascii.a2b_qp,
}


@dataclass
class Read:
    """A mail of the desk, as far as somebody looks at it who is about to answer."""

    posted: Posted

    @cached_property
    def _headers(self) -> dict[str, str]:
        return _headers(self.posted.raw.partition(b"\r\n\r\n")[0])

    def header(self, name: str) -> str:
        """Decoded; "" where it is missing."""
        value = self._headers.get(name.lower(), "")
        return str(make_header(decode_header(value))) if "=?" in value else value

    @property
    def reply_to(self) -> str:
        """The bare address."""
        return self.header("Reply-To").strip("<>")

    @property
    def text(self) -> str:
        """The plain part, which is the first."""
        begin = _PLAIN.search(self.posted.raw)
        assert begin is not None, "a mail without a plain part"
        head, _, body = self.posted.raw[begin.start() :].partition(b"\r\n\r\n")
        encoding = _headers(head).get("content-transfer-encoding", "").lower()
        decoded = _DECODERS.get(encoding, bytes)(body.partition(_PART_END)[0])
        return decoded.decode().replace("\r\n", "\n")


def _headers(head: bytes) -> dict[str, str]:
    """Values by small names; of headers that stand twice the last one."""
    lines = (line.partition(":") for line in _FOLD.sub(" ", head.decode()).split("\r\n"))
    return {name.lower(): value.strip() for name, _, value in lines}


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
