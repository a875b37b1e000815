"""The door: takes mail by SMTP or LMTP and says 250 only after `take` has committed it. The only importer of aiosmtpd.

Made to stand behind a mail server, on loopback or a private network: no TLS, no AUTH, no relaying; it takes mail for
our own addresses and nothing else. Whatever goes wrong inside is answered 451, without a word about what it was, so
that the sender keeps the mail and tries again; a `take` that outlives its time may still commit, and the copy that is
sent again is then recognised by its content.

The bytes are kept as they came, but for the trace lines of a final delivery (RFC 5321 4.4): a `Return-Path:` at the
very top, which only we may write, is replaced by ours, for readers tell automatic mail by it; below it stands a
`Delivered-To:` for each recipient, where readers look for signed addresses, as they do in mail that comes by IMAP.

What aiosmtpd 1.4.6 would do and this file does not let it: gather a line without end in memory, answer an exception
with 500 and its text, answer LMTP once for all recipients, give every connection the same table of command limits,
cut off DATA that takes longer than one timeout, let a bare CR into a header by way of MAIL FROM, accept connections
without limit.
"""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from asyncio import LimitOverrunError
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from weakref import WeakSet

import structlog
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from intake.limits import Limits
from routing.submission import Channel

log = structlog.get_logger("intake.listener")

_CHUNK = 64 * 1024  # octets of a line held by the stream; a longer one comes in pieces
_TIMED = 1024 * 1024  # octets of DATA for which a sender has one `idle_seconds`
_COMMAND = 2048  # octets in a command line; RFC 5321 4.5.3.1.4 asks for 512 and what extensions add
_WORKERS = 8  # mails committed at the same time
_BUSY = b"421 4.3.2 Too many connections, try again later\r\n"
_UNFIT = re.compile(r"[\x00-\x1f\x7f<>\ud800-\udfff]")  # in an address: would break the header it is written to
_RETURN_PATH = re.compile(rb"(?:return-path[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Door:
    """Where to listen. A port None is closed, 0 is any free one."""

    host: str = "127.0.0.1"
    smtp_port: int | None = None
    lmtp_port: int | None = None
    connections: int = 50  # at the same time, both protocols together
    idle_seconds: float = 300.0  # RFC 5321 4.5.3.2.7
    take_seconds: float = 120.0  # for `take` to commit; senders wait ten minutes
    memory_bytes: int = 256 * 1024 * 1024  # of mails on their way in, all connections together


@dataclass(frozen=True, slots=True)
class Incoming:
    """One mail at the door."""

    raw: bytes  # with our trace lines on top
    sender: str  # of the envelope; "" for the null sender
    recipients: tuple[str, ...]  # all ours, in the order of RCPT, repeated ones too
    channel: Channel
    peer: str  # "host:port"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said of a mail for one recipient: a reply code, and an enhanced code with a text (RFC 3463)."""

    code: int
    text: str

    def __post_init__(self) -> None:
        if not 200 <= self.code <= 599 or not self.text.isprintable():
            raise ValueError(f"no SMTP reply: {self.code} {self.text!r}")

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


TAKEN = Answer(250, "2.0.0 Taken")
LATER = Answer(451, "4.3.0 Not taken, try again later")
TOO_LARGE = Answer(552, "5.3.4 Message too large")
CROWDED = Answer(452, "4.3.1 Too much mail at once, try again later")

Take = Callable[[Incoming], Sequence[Answer]]
Knows = Callable[[str], bool]


class Listener:
    """Both doors, served by a thread of their own.

    `knows(address)` is asked at RCPT and must be quick. `take(incoming)` is called in a worker thread; it returns after
    the commit, with one answer for each recipient in their order, or raises, which means 451 to all.
    """

    def __init__(self, door: Door, limits: Limits, knows: Knows, take: Take) -> None:
        self.door = door
        self.limits = limits
        self.knows = knows
        self.take = take
        self.ports: dict[Channel, int] = {}  # bound ones, after start()
        self.sessions: WeakSet[_Conversation] = WeakSet()
        self.workers: ThreadPoolExecutor | None = None
        self.hostname = socket.gethostname()  # aiosmtpd would ask the name server at every connection
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._servers: list[asyncio.Server] = []

    def start(self) -> None:
        """Listen; returns once the ports are bound. OSError if one cannot be."""
        self.workers = ThreadPoolExecutor(_WORKERS, thread_name_prefix="door")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="door", daemon=True)
        self._thread.start()
        try:
            asyncio.run_coroutine_threadsafe(self._bind(), self._loop).result()
        except OSError:
            self.stop()
            raise

    def stop(self, seconds: float = 10.0) -> None:
        """Close the doors, let mails being committed get their answer within `seconds`, hang up."""
        loop, thread, workers = self._loop, self._thread, self.workers
        if loop is None or thread is None or workers is None:
            return
        self._loop = self._thread = None
        asyncio.run_coroutine_threadsafe(self._wind_down(seconds), loop).result(seconds + 10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
        workers.shutdown(wait=False, cancel_futures=True)
        self.ports.clear()

    async def _bind(self) -> None:
        wanted = {Channel.SMTP: (self.door.smtp_port, _SmtpSession), Channel.LMTP: (self.door.lmtp_port, _LmtpSession)}
        for channel, (port, kind) in wanted.items():
            if port is not None:
                welcome = partial(self._welcome, kind)
                server = await asyncio.get_running_loop().create_server(welcome, self.door.host, port)
                self._servers.append(server)
                self.ports[channel] = server.sockets[0].getsockname()[1]

    def _welcome(self, kind: type[_Conversation]) -> asyncio.BaseProtocol:
        """A session for a new connection, or a busy signal; counted here, for bursts are accepted in one go."""
        if len(self.sessions) >= self.door.connections:
            log.warning("too many connections", limit=self.door.connections)
            return _Busy()
        session = kind(self)
        self.sessions.add(session)
        return session

    async def _wind_down(self, seconds: float) -> None:
        for server in self._servers:
            server.close()
        self._servers.clear()
        busy = [session.answering for session in self.sessions if session.answering is not None]
        if busy:
            await asyncio.wait(busy, timeout=seconds)
        for session in list(self.sessions):
            if session.transport is not None:
                session.transport.close()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        await asyncio.gather(*rest, return_exceptions=True)
        await asyncio.sleep(0)  # transports close a turn later


class _Busy(asyncio.Protocol):
    """One connection too many: told so, and closed."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        transport.write(_BUSY)
        transport.close()


class _Rules:
    """What a session asks at each command, in the shape aiosmtpd looks for."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's names
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, _responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        size = self._listener.limits.message_bytes
        offered = [self._listener.hostname, "PIPELINING", f"SIZE {size}", "8BITMIME", "SMTPUTF8"]
        return [f"250-{word}" for word in offered[:-1]] + [f"250 {offered[-1]}"]

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address != "<>" and _UNFIT.search(address):
            return "553 5.1.7 Bad sender address"
        announced = [option.removeprefix("SIZE=") for option in options if option.startswith("SIZE=")]
        if announced and int(announced[0]) > self._listener.limits.message_bytes:
            return str(TOO_LARGE)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if _UNFIT.search(address) or not self._listener.knows(address):
            return "550 5.1.1 No such address here"
        if len(envelope.rcpt_tos) >= self._listener.limits.recipients:
            return "452 4.5.3 Too many recipients"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_exception(self, error: Exception) -> str:
        log.error("a session failed", exc_info=error)
        return str(LATER)


class _Conversation(SMTP):
    """One connection."""

    channel: Channel
    line_length_limit = _CHUNK
    command_size_limit = _COMMAND

    def __init__(self, listener: Listener) -> None:
        self.command_size_limits = defaultdict(lambda: _COMMAND)  # aiosmtpd's is shared by all connections
        super().__init__(
            _Rules(listener),
            data_size_limit=None,  # judged here
            enable_SMTPUTF8=True,
            hostname=listener.hostname,
            ident="intake",
            timeout=listener.door.idle_seconds,
            loop=asyncio.get_running_loop(),
        )
        for command in ("AUTH", "HELP", "STARTTLS"):
            del self._smtp_methods[command]
        self.listener = listener
        self.answering: asyncio.Future[None] | None = None  # done once a mail handed to `take` has its answer
        self.held = 0  # octets of a mail on its way in

    async def smtp_VRFY(self, _arg: str | None) -> None:  # noqa: N802
        """Tell nothing (RFC 5321 3.5.3)."""
        await self.push("252 2.5.0 Send some mail and see")

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802
        """Receive a mail, have it taken, answer."""
        if await self.check_helo_needed():
            return
        envelope = self.envelope
        if envelope is None or not envelope.rcpt_tos:
            await self.push("503 5.5.1 Send RCPT first")
        elif arg:
            await self.push("501 5.5.4 Syntax: DATA")
        else:
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            self.answering = self.loop.create_future()
            try:
                await self._receive(envelope)
            finally:
                self.held = 0
                self.answering.set_result(None)
                self.answering = None

    async def _receive(self, envelope: Envelope) -> None:
        count = len(envelope.rcpt_tos)
        try:
            text = await self._text()
        except _FloodError:
            await self._reply([TOO_LARGE] * count)
            self._writer.close()
            return
        self.envelope = self._create_envelope()
        await self._reply([text] * count if isinstance(text, Answer) else await self._taken(envelope, text))

    async def _text(self) -> bytearray | Answer:
        """The mail, dots unstuffed (RFC 5321 4.5.2), lines of any length; or why it cannot be held.

        Only CRLF dot CRLF ends it: a bare LF is text, so no second mail can be smuggled in. Above the size limit the
        rest is read and thrown away, for a sender hears a refusal only at the end; _FloodError above twice the limit.
        """
        limit, refusal = self.listener.limits.message_bytes, None
        text, octets, fresh = bytearray(), 0, True
        while True:
            try:
                line = await self._reader.readuntil(b"\r\n")
            except LimitOverrunError as overrun:
                line = await self._reader.read(overrun.consumed)
            if fresh and line == b".\r\n":
                return refusal or text
            before, octets = octets, octets + len(line)
            if before // _TIMED != octets // _TIMED:
                self._reset_timeout()
                refusal = refusal or self._crowded(len(text))
            if octets > 2 * limit:
                raise _FloodError
            if octets > limit:
                refusal = TOO_LARGE
            if refusal is None:
                text += line[1:] if fresh and line.startswith(b".") else line
            else:
                text.clear()
            fresh = line.endswith(b"\r\n")

    def _crowded(self, octets: int) -> Answer | None:
        """Reckon this mail in; a refusal if all on their way in take too much memory together."""
        self.held = octets
        return CROWDED if sum(s.held for s in self.listener.sessions) > self.listener.door.memory_bytes else None

    async def _taken(self, envelope: Envelope, text: bytearray) -> list[Answer]:
        """The answers of `take`, one a recipient; LATER for all where it fails or dawdles."""
        door, recipients = self.listener.door, tuple(envelope.rcpt_tos)
        sender = "" if envelope.mail_from in {None, "<>"} else str(envelope.mail_from)
        incoming = Incoming(_traced(text, sender, recipients), sender, recipients, self.channel, self._peer())
        text.clear()
        self._reset_timeout(door.take_seconds + door.idle_seconds)
        try:
            taking = self.loop.run_in_executor(self.listener.workers, self.listener.take, incoming)
            answers = list(await asyncio.wait_for(taking, door.take_seconds))
            if len(answers) != len(recipients):
                raise ValueError(f"{len(answers)} answers for {len(recipients)} recipients")
        except Exception:  # the edge: whatever it was, the sender keeps the mail
            log.exception("a mail was not taken", sender=sender, recipients=recipients, peer=incoming.peer)
            return [LATER] * len(recipients)
        return answers

    async def _reply(self, answers: list[Answer]) -> None:
        await self.push("\r\n".join(str(answer) for answer in self._said(answers)))

    def _said(self, answers: list[Answer]) -> list[Answer]:
        """SMTP has one reply for all: "later" wins, lest a recipient lose the mail, then "taken" (RFC 5321 4.2.5)."""
        for kind in (4, 2):
            found = [answer for answer in answers if answer.code // 100 == kind]
            if found:
                return found[:1]
        return answers[:1]

    def _peer(self) -> str:
        peer: object = self.session.peer if self.session else None  # a tuple, whatever aiosmtpd's hint says
        return f"{peer[0]}:{peer[1]}" if isinstance(peer, tuple) else ""

    def connection_lost(self, error: Exception | None) -> None:
        """The place is free for somebody else."""
        self.listener.sessions.discard(self)
        super().connection_lost(error)


class _SmtpSession(_Conversation):
    channel = Channel.SMTP


class _LmtpSession(_Conversation, LMTP):
    channel = Channel.LMTP

    def _said(self, answers: list[Answer]) -> list[Answer]:
        """One reply for each recipient, in the order of RCPT (RFC 2033 4.2)."""
        return answers


class _FloodError(Exception):
    """A sender goes on far beyond the size limit."""


def _traced(text: bytearray, sender: str, recipients: Sequence[str]) -> bytes:
    """The mail with our trace lines on top, and without a Return-Path that was there before us."""
    foreign = _RETURN_PATH.match(text)
    if foreign:
        del text[: foreign.end()]
    lines = [f"Return-Path: <{sender}>", *(f"Delivered-To: {address}" for address in recipients)]
    return "".join(f"{line}\r\n" for line in lines).encode() + text
