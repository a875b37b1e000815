"""A mail server in a process of its own that takes whatever is posted, in good hours and in bad ones.

It is aiosmtpd, which knows nothing of the code under test. It keeps no mail, only what a judge needs: for each that it
said 250 to, the moment, the recipient and the Message-ID, in the order of its answers. With `trouble` it answers 451
to every twentieth mail, before DATA or after the final dot by turns, and hangs up on every hundredth, half of them
when the mail was already taken: the worst moment. Which ones is drawn from a seed.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers import HOST, free_port

REPOSITORY = Path(__file__).parents[1]
_MESSAGE_ID = re.compile(rb"^Message-ID:\s*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)
_BUSY, _LOST = 0.05, 0.01  # shares of the mails


@dataclass(frozen=True, slots=True)
class Taken:
    """A mail the server said 250 to, or took and then hung up."""

    recipient: str
    message_id: str
    answered: bool  # False: the 250 never left


class _Mood:
    """What happens to the next mail: a word, or nothing."""

    def __init__(self, seed: int | None) -> None:
        self._dice = random.Random(seed) if seed is not None else None

    def next(self) -> str:
        """Drawn once for every MAIL command."""
        if self._dice is None:
            return ""
        drawn = self._dice.random()
        if drawn < _LOST:
            return self._dice.choice(("hang up before", "hang up after"))
        return self._dice.choice(("busy at RCPT", "busy at the end")) if drawn < _LOST + _BUSY else ""


class _Taker:
    """aiosmtpd's hooks."""

    def __init__(self, mood: _Mood) -> None:
        self.taken: list[Taken] = []
        self.busy = 0
        self._mood, self._now = mood, ""

    async def handle_MAIL(  # noqa: N802  (aiosmtpd's name)
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: Sequence[str]
    ) -> str:
        """A new mail; its fate is drawn."""
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        self._now = self._mood.next()
        envelope.fate = self._now
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, options: Sequence[str]
    ) -> str:
        """Taken, busy or gone."""
        if envelope.fate == "busy at RCPT":
            self.busy += 1
            return "451 4.3.2 busy, try again"
        if envelope.fate == "hang up before" and server.transport is not None:
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The whole mail has come."""
        content = envelope.content
        assert isinstance(content, bytes)
        if envelope.fate == "busy at the end":
            self.busy += 1
            return "451 4.3.2 busy, try again"
        found = _MESSAGE_ID.search(content)
        answered = envelope.fate != "hang up after"
        for recipient in envelope.rcpt_tos:
            self.taken.append(Taken(recipient, found[1].decode() if found else "", answered))
        if not answered and server.transport is not None:
            server.transport.abort()
        return "250 OK"


class RelayHost:
    """Such a server, started and stopped; `taken` once it has stopped."""

    def __init__(self, trouble: int | None = None) -> None:
        """`trouble`: the seed of its bad hours; None for a good day."""
        self.port = free_port()
        self.taken: list[Taken] = []
        self.busy = 0
        words = [sys.executable, "-m", "tests.relayhost", str(self.port), "" if trouble is None else str(trouble)]
        self._process = subprocess.Popen(
            words, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        if self._process.stdout.readline() != "ready\n":
            raise RuntimeError("the mail server did not start")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End it and read its books."""
        if self._process.poll() is None:
            said, _ = self._process.communicate("stop\n", timeout=60)
            books = json.loads(said)
            self.busy = books["busy"]
            self.taken = [Taken(*one) for one in books["taken"]]


def main() -> None:
    """PORT SEED."""
    port, seed = int(sys.argv[1]), sys.argv[2]
    taker = _Taker(_Mood(int(seed) if seed else None))
    server = Controller(taker, hostname=HOST, port=port, loop=asyncio.new_event_loop(), enable_SMTPUTF8=True)
    server.start()
    print("ready", flush=True)
    sys.stdin.readline()
    server.stop()
    books = [(one.recipient, one.message_id, one.answered) for one in taker.taken]
    print(json.dumps({"busy": taker.busy, "taken": books}))


if __name__ == "__main__":
    main()
