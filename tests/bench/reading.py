"""How fast mails are read on one core, and how much memory a large one takes; no server, disk or database is in it.

Three in turn over the same mails, A B C A B C …: the whole reading (`intake.read.read`, all that the desk knows of a
mail), mail-parser alone, and the standard library's `policy.default` alone, the last two with what anybody would ask of
them: body and attachments. They understand nothing; they are the yardstick for what understanding costs. CPU time
counts, so that neighbours on the machine do not. A mail on which one of them fails is counted and costs what it cost.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path

import mailparser

from intake.hints import DeskHints
from intake.limits import Limits
from intake.read import read
from intake.reader import Reader, Unread
from tests.bench.corpus import mails
from tests.bench.yardstick import REPOSITORY, peak_memory

TEST_MAILS = REPOSITORY / "tests" / "corpus"
LARGE_OCTETS = 29_000_000
_LIMITS, _HINTS = Limits(), DeskHints(tag="Acme", country="BE", products=("VISI",))

Read = Callable[[bytes], object]


@dataclass(slots=True)
class Pace:
    """What one reader took for all mails: CPU seconds, a run each, and how many mails it failed on."""

    title: str
    seconds: list[float] = field(default_factory=list)
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Peaks:
    """Peak memory of a reader process in bytes: once it is ready, and after a large mail."""

    octets: int  # of the mail
    ready: int
    after: int


def raws(folder: Path | None, count: int) -> list[bytes]:
    """The mails of a folder and those below it; without one the test mails and as many made ones."""
    found = [path.read_bytes() for path in sorted((folder or TEST_MAILS).rglob("*.eml"))]
    return found if folder else [*found, *(mail.raw for mail in mails(count))]


def paces(all_mails: Sequence[bytes], runs: int) -> Iterator[list[Pace]]:
    """Race; answers the paces so far after every run. The first run of each, which loads models, does not count."""
    readers: dict[str, Read] = {"the whole reading": _whole, "mail-parser alone": _parser, "email alone": _email}
    result = [Pace(title) for title in readers]
    for one in readers.values():
        _round(one, all_mails[:20])
    for _ in range(runs):
        for pace, one in zip(result, readers.values(), strict=True):
            seconds, pace.failed = _round(one, all_mails)
            pace.seconds.append(seconds)
        yield result


def peaks() -> Peaks:
    """Memory of a fresh reader process of the desk's own kind."""
    raw = large_mail()
    reader = Reader(_LIMITS, _HINTS)
    try:
        ready = _peak_after(reader, b"From: ann@customer.example\nSubject: VISI\n\nIt does not start.\n")
        return Peaks(len(raw), ready, _peak_after(reader, raw))
    finally:
        reader.close()


def large_mail(octets: int = LARGE_OCTETS) -> bytes:
    """A short text with a file that makes the mail that large."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = "Ann Peeters <ann@customer.example>", "visi@acme.example"
    message["Subject"], message["Message-ID"] = "VISI", "<large@customer.example>"
    message.set_content("VISI does not open the attached project since this morning.\n")
    content = random.Random(1).randbytes(octets * 57 // 78)  # base64 writes 57 octets a line of 76 and its end
    message.add_attachment(content, maintype="application", subtype="zip", filename="project.zip")
    return message.as_bytes()


def _peak_after(reader: Reader, raw: bytes) -> int:
    answer = reader.read(raw)
    if isinstance(answer, Unread):
        raise RuntimeError(f"the reader read no mail of {len(raw)} bytes: {answer.why}")
    assert reader.pid is not None
    return peak_memory(reader.pid)


def _round(one: Read, all_mails: Sequence[bytes]) -> tuple[float, int]:
    """CPU seconds, and how many mails it failed on."""
    failed, start = 0, time.process_time()
    for raw in all_mails:
        try:
            one(raw)
        except Exception:  # noqa: BLE001 - that a parser fails on a broken mail is a result
            failed += 1
    return time.process_time() - start, failed


def _whole(raw: bytes) -> object:
    return read(raw, _LIMITS, _HINTS)


def _parser(raw: bytes) -> object:
    parsed = mailparser.parse_from_bytes(raw)
    return parsed.body, parsed.attachments, parsed.subject, parsed.from_, parsed.to


def _email(raw: bytes) -> object:
    message = message_from_bytes(raw, policy=default)
    body = message.get_body(("plain", "html"))
    files = [part.get_content() for part in message.iter_attachments() if not part.is_multipart()]
    return body.get_content() if body else None, files, message["subject"], message["from"], message["to"]
