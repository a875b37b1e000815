"""An SMTP server that keeps what it is sent, or refuses, or hangs up, as the test orders.

It runs in a thread of its own on a free loopback port. Nothing here knows the code under test.
"""

from __future__ import annotations

import asyncio
import atexit
import threading
from collections.abc import Awaitable
from dataclasses import dataclass
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
_MOST_OCTETS = 32 << 20


@dataclass(frozen=True, slots=True)
class Received:
    """One message the sink said 250 to; their order in `Sink.messages` is the order of arrival."""

    sender: str  # "" for the null sender
    recipients: tuple[str, ...]
    raw: bytes  # as sent, CRLF


class Loop:
    """An asyncio loop in a thread of its own; `stop` leaves no socket open."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, coroutine: Awaitable[Any]) -> Any:
        """Run it there and wait for its result."""

        async def wrapped() -> Any:
            return await coroutine

        return asyncio.run_coroutine_threadsafe(wrapped(), self.loop).result(30)

    def stop(self) -> None:
        """Cancel what runs, let the transports close, end the thread."""

        async def wind_down() -> None:
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)
            await asyncio.sleep(0)

        self.run(wind_down())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)
        self.loop.close()


class _Speaker(SMTP):
    """aiosmtpd's SMTP, which forgets nothing when it is dropped."""

    def __init__(self, sink: Sink, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(
            sink,
            data_size_limit=sink.most_octets,
            loop=loop,
            enable_SMTPUTF8=sink.smtputf8,
            hostname="sink.example.org",
        )
        self.line_length_limit = 1_000_000
        self._sink = sink

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._sink.connections.add(transport)

    def connection_lost(self, error: Exception | None) -> None:
        if self.transport is not None:
            self._sink.connections.discard(self.transport)
        super().connection_lost(error)


class Sink:
    """Takes every mail and keeps it, unless told to refuse.

    refuse(address, "550 5.1.1 no such user")   that recipient's answer at RCPT
    answer("451 4.3.0 later")                   the answer at the end of DATA; the mail is not kept
    drop("RCPT" | "DATA" | "after")             hang up there; "after": the mail is kept, the 250 never comes
    """

    def __init__(self) -> None:
        self.messages: list[Received] = []
        self.connections: set[asyncio.BaseTransport] = set()
        self.sessions = 0
        self.smtputf8 = True  # offered to whoever connects from now on
        self.most_octets = _MOST_OCTETS  # of a mail, as EHLO says to whoever connects from now on (RFC 1870)
        self.port = 0
        self._refusals: dict[str, str] = {}
        self._answer: str | None = None
        self._drop: str | None = None
        self._arrived = threading.Condition()
        self._loop: Loop | None = None
        self._server: asyncio.Server | None = None

    def start(self) -> Sink:
        """Listen on a free port; a restart keeps it."""
        self._loop = Loop()
        loop = self._loop.loop
        self._server = self._loop.run(loop.create_server(lambda: _Speaker(self, loop), HOST, self.port))
        self.port = self._server.sockets[0].getsockname()[1]
        atexit.register(self.stop)
        return self

    def stop(self) -> None:
        """Hang up on everybody and stop listening."""
        if self._loop is None or self._server is None:
            return
        self._loop.run(self._hang_up())
        self._loop.stop()
        self._loop = self._server = None
        atexit.unregister(self.stop)

    async def _hang_up(self) -> None:
        assert self._server is not None
        self._server.close()
        for connection in list(self.connections):
            connection.abort()  # type: ignore[attr-defined]
        await self._server.wait_closed()

    def refuse(self, address: str, answer: str = "550 5.1.1 No such user") -> None:
        """What RCPT says to that address from now on."""
        self._refusals[address.lower()] = answer

    def answer(self, text: str | None) -> None:
        """What the end of DATA says from now on; None takes mail again."""
        self._answer = text

    def drop(self, where: str | None) -> None:
        """Where to hang up from now on; None nowhere."""
        self._drop = where

    def clear(self) -> None:
        """Forget mails and orders."""
        self.messages.clear()
        self._refusals.clear()
        self._answer = self._drop = None
        self.sessions, self.smtputf8, self.most_octets = 0, True, _MOST_OCTETS

    def wait(self, count: int, seconds: float = 10.0) -> list[Received]:
        """The messages, once there are that many; AssertionError if they do not come."""
        with self._arrived:
            came = self._arrived.wait_for(lambda: len(self.messages) >= count, seconds)
        assert came, f"{len(self.messages)} of {count} mails came"
        return list(self.messages)

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.sessions += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._drop == "RCPT":
            return await self._leave(server)
        refusal = self._refusals.get(address.lower())
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self._drop == "DATA":
            return await self._leave(server)
        if self._answer is not None:
            return self._answer
        sender = "" if envelope.mail_from in {None, "<>"} else str(envelope.mail_from)
        raw = envelope.original_content or b""
        with self._arrived:
            self.messages.append(Received(sender, tuple(envelope.rcpt_tos), raw))
            self._arrived.notify_all()
        return await self._leave(server) if self._drop == "after" else "250 2.0.0 Kept"

    async def _leave(self, server: SMTP) -> str:
        server.transport.abort()  # type: ignore[union-attr]
        raise ConnectionResetError("told to hang up")
