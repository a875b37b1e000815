"""The reader process: a mail's bytes go in, its `Reading` comes back, and a hostile mail kills nothing but the reader.

`routing.child` bounds its time and memory; what was too much for it is `Unread`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass

from intake.hints import DeskHints
from intake.limits import Limits
from intake.reading import Reading
from routing.child import Child, Lost
from routing.submission import Kind


@dataclass(frozen=True, slots=True)
class Unread:
    """A mail that could not be read, and why.

    `cause`: `timeout`, `died` (memory, a crash), `error` (a bug of ours), `missing` (no bytes), `defect` (known on
    arrival).
    """

    cause: str
    why: str


@dataclass(frozen=True, slots=True)
class Request:
    """A mail to be read, with the mails of ours to our own people that it names, each by its Message-ID.

    Of these the beginning will do, if all of its text is in it.
    """

    raw: bytes
    notifications: tuple[tuple[str, bytes], ...] = ()


class Reader:
    """Reads mails, one after the other, in a process of its own."""

    def __init__(self, limits: Limits, hints: DeskHints) -> None:
        """The process starts with the first mail, or by `start`."""
        self._child = Child(
            "intake.reader:ready", (limits, hints), seconds=limits.reading_seconds, memory=limits.reading_memory
        )
        self.start = self._child.start
        self.close = self._child.close

    def read(self, raw: bytes) -> Reading | Unread:
        """Read one mail within the limits' time and memory."""
        (reading,) = self.read_all([Request(raw)])
        return reading

    def read_all(self, requests: Iterable[Request]) -> Generator[Reading | Unread, None, None]:
        """Read mails in order; they are asked for one ahead."""
        for answer in self._child.answers(requests):
            yield Unread(answer.cause, answer.why) if isinstance(answer, Lost) else answer

    @property
    def pid(self) -> int | None:
        """Process id of the reader, None while there is none."""
        return self._child.pid


def ready(settings: tuple[Limits, DeskHints]) -> Callable[[Request], Reading]:
    """In the child: load models and tables before the memory is bounded and the clock runs."""
    from intake.read import read  # its tables of words are of use in that process only
    from intake.second_look import held

    limits, hints = settings
    with contextlib.suppress(Exception):
        read(b"From: a@example.org\nSubject: Hello\n\nHello, my phone number is +32 50 72 95 95.\n", limits, hints)

    def answer(request: Request) -> Reading:
        reading = read(request.raw, limits, hints)
        ours = reading.mail.sender.address.lower() in hints.staff_addresses and reading.kind is Kind.PERSON
        return held(reading, request.notifications, limits) if ours and request.notifications else reading

    return answer
