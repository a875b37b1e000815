"""The firm's own mail server: people hand mail in with their password, and it vouches for them.

Real SMTP on a free loopback port, real LMTP behind it: every recipient's mail goes to the Dovecot mailbox of that
address. Whoever logged in as the address in From gets `dmarc=pass` in our `Authentication-Results`, whoever did not
gets `dmarc=fail`. A mail that has such a field in our name already (RFC 8601 5), or that Dovecot refuses, is refused
with 451, so that the client says so. Nothing here knows the code under test.
"""

from __future__ import annotations

import asyncio
import smtplib
import threading
from email import message_from_bytes
from email.utils import parseaddr

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.servers import HOST, Dovecot
from tests.sink import Loop, Received

NAME = "mx.produsoft.example"  # the authserv-id that the sample desk trusts


class Border:
    """Start it, hand mail in at `port`; `taken` is what came, in order, as the client wrote it."""

    def __init__(self, dovecot: Dovecot) -> None:
        self.taken: list[Received] = []
        self.port = 0
        self._dovecot = dovecot
        self._arrived = threading.Condition()
        self._loop = Loop()
        self._server: asyncio.Server | None = None

    def start(self) -> Border:
        """Listen."""
        loop = self._loop.loop
        self._server = self._loop.run(loop.create_server(self._speaker, HOST, 0))
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    def stop(self) -> None:
        """Stop listening, and drop whoever is still there."""
        assert self._server is not None
        self._loop.loop.call_soon_threadsafe(self._server.close)
        self._loop.stop()

    def wait(self, count: int, seconds: float = 30.0) -> Received:
        """The mail that made them so many, once it has reached its mailboxes."""
        with self._arrived:
            came = self._arrived.wait_for(lambda: len(self.taken) >= count, seconds)
        assert came, f"{len(self.taken)} of {count} mails were handed in"
        return self.taken[count - 1]

    def _speaker(self) -> SMTP:
        return SMTP(
            self,
            loop=self._loop.loop,
            hostname=NAME,
            enable_SMTPUTF8=True,
            authenticator=self._known,
            auth_require_tls=False,
        )

    def _known(self, _server: SMTP, _session: Session, _envelope: Envelope, _way: str, given: object) -> AuthResult:
        """Everybody has the one password of the mail server."""
        assert isinstance(given, LoginPassword)
        return AuthResult(success=given.password.decode() == self._dovecot.password, handled=False, auth_data=given)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """250 once the mail lies in the mailboxes of all its recipients."""
        raw = envelope.original_content or b""
        received = Received(str(envelope.mail_from or ""), tuple(envelope.rcpt_tos), raw)
        login = session.auth_data.login.decode() if session.authenticated else None
        try:
            await asyncio.get_running_loop().run_in_executor(None, self._deliver, received, login)
        except (smtplib.SMTPException, ValueError) as refused:
            return f"451 4.3.0 {refused.__class__.__name__}"
        with self._arrived:
            self.taken.append(received)
            self._arrived.notify_all()
        return "250 2.0.0 Delivered"

    def _deliver(self, received: Received, login: str | None) -> None:
        stamped = vouched(received.raw, login)
        for recipient in received.recipients:
            self._dovecot.deliver(recipient, stamped, received.sender)


def vouched(raw: bytes, login: str | None) -> bytes:
    """The mail with our word on its author on top; ValueError where it says that in our name already."""
    mail = message_from_bytes(raw)
    author = parseaddr(mail.get("From", ""))[1].lower()
    results = mail.get_all("Authentication-Results", [])
    if any(value.partition(";")[0].strip().lower() == NAME for value in results):
        raise ValueError("a client wrote our field")
    word = "pass" if login is not None and login.lower() == author else "fail"
    domain = author.rpartition("@")[2]
    return f"Authentication-Results: {NAME}; dmarc={word} header.from={domain}\r\n".encode() + raw
