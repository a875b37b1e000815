"""Posts mails to the desk's mail server: Delivered | Deferred | Refused, never an exception for what a server does.

A 5xx to the sender, a recipient or the mail is Refused: the same mail will not do better. All else is Deferred: a 4xx,
no connection, no TLS, a wrong password (530-538 is the account's fault, not the mail's). After the final dot the server
may have taken the mail although no answer came: that Deferred is `uncertain`, and the caller posts the identical
octets again, if at all (RFC 5321 4.5.3.2.6, 6.1).

One connection is kept and used again. If the server has closed it meanwhile, which shows at MAIL, the courier connects
once more; a fresh connection that fails is Deferred. It keeps no queue, counts no attempts and alters no octet but bare
line ends.

The only importer of smtplib.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from typing import Literal

_ACCOUNT_FAULTS = frozenset({530, 534, 535, 538})  # RFC 4954 6
_LINE_ENDS = re.compile(rb"\r\n|\r|\n")
_DOTS = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SmtpAccount:
    """How to reach the desk's mail server. Times in seconds; `password` is asked only when it is used."""

    host: str
    port: int
    security: Literal["none", "starttls", "tls"]
    user: str | None = None
    password: Callable[[], str] | None = field(default=None, repr=False)
    timeout: float = 30.0
    ca_file: str | None = None
    answer_timeout: float = 120.0  # after the final dot; a lease must last longer than this
    helo: str | None = None  # our name in EHLO; None: this machine's
    connections: int = 2  # at once
    per_domain: int = 2  # mails at once to one domain of recipients


@dataclass(frozen=True, slots=True)
class Missed:
    """A recipient the server refused while it took the mail for others."""

    recipient: str
    code: int
    why: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """The server has taken it."""

    answer: str
    missed: tuple[Missed, ...] = ()
    not_kept: Missed | None = None  # why the archive has no copy


@dataclass(frozen=True, slots=True)
class Deferred:
    """Not now. `code` is the server's, None where there was no answer."""

    why: str
    code: int | None = None
    uncertain: bool = False  # it may have been taken


@dataclass(frozen=True, slots=True)
class Refused:
    """Never, as it is."""

    why: str
    code: int | None = None


Outcome = Delivered | Deferred | Refused


class Courier:
    """One account, one connection; threads take turns. `close()` when done."""

    def __init__(self, account: SmtpAccount) -> None:
        self.account = account
        self._connection: smtplib.SMTP | None = None
        self._unfinished = False  # a transaction was begun that the server has not ended
        self._turn = Lock()

    def post(self, envelope_from: str, recipients: tuple[str, ...], raw: bytes, archive: str | None = None) -> Outcome:
        """Post one mail. `envelope_from` "" is the null sender; Delivered as soon as one recipient is taken.

        `archive` gets a copy if the first recipient is taken, and only then: that it lies there must mean that he has
        it. Whether the archive takes it changes nothing for anybody else.
        """
        with self._turn:
            outcome = self._post(envelope_from, recipients, raw, archive)
            if isinstance(outcome, Deferred) and outcome.code in (None, 421):
                self._drop()
            return outcome

    def close(self) -> None:
        """Say good-bye and close. Never fails."""
        with self._turn:
            if self._connection is not None:
                with suppress(smtplib.SMTPException, OSError):
                    self._connection.quit()
            self._drop()

    def _post(self, envelope_from: str, recipients: tuple[str, ...], raw: bytes, archive: str | None) -> Outcome:
        try:
            sender, to = _wire(envelope_from) if envelope_from else "", tuple(map(_wire, recipients))
            kept = _wire(archive) if archive else None
            payload = _payload(raw)
            smtp = self._begin(sender, lambda smtp: _options(smtp, (sender, *to), raw, len(payload)))
            if isinstance(smtp, Deferred | Refused):
                return smtp
            outcome = _transaction(smtp, to, kept, payload, self.account)
        except _UnfitError as unfit:
            return Refused(str(unfit))
        except (smtplib.SMTPException, OSError, ValueError, LookupError) as trouble:
            return Deferred(_say(trouble), _code(trouble))
        self._unfinished = not isinstance(outcome, Delivered)
        return outcome

    def _begin(self, sender: str, options: Callable[[smtplib.SMTP], list[str]]) -> smtplib.SMTP | Deferred | Refused:
        """MAIL over the kept connection, or over a new one if that has come to its end meanwhile."""
        if self._connection is not None:
            with suppress(smtplib.SMTPException, OSError):
                if not self._unfinished or self._connection.rset()[0] == 250:
                    code, said = _mail(self._connection, sender, options(self._connection))
                    if code not in (-1, 421):
                        return self._begun(code, said)
            self._drop()
        self._connection = _connect(self.account)
        return self._begun(*_mail(self._connection, sender, options(self._connection)))

    def _begun(self, code: int, said: bytes) -> smtplib.SMTP | Deferred | Refused:
        assert self._connection is not None
        self._unfinished = True
        return self._connection if code == 250 else _refusal(code, said)

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._unfinished = False


def check(account: SmtpAccount) -> list[str]:
    """What keeps this account from posting, each with its cure; empty if nothing does. Posts nothing."""
    where = f"{account.host}:{account.port}"
    try:
        smtp = _connect(account)
    except smtplib.SMTPAuthenticationError as refused:
        return [f"{where} refused the login of {account.user}: {_say(refused)}. Check user and password."]
    except smtplib.SMTPNotSupportedError as missing:
        return [f"{where}: {missing}. {_other_security(account)}"]
    except ssl.SSLCertVerificationError as bad:
        return [f"{where}: its certificate was not accepted ({bad.verify_message}). Check host, or name its CA file."]
    except ssl.SSLError as bad:
        return [f"{where}: no TLS ({bad.reason}). {_other_security(account)}"]
    except (smtplib.SMTPException, OSError) as trouble:
        return [f"{where}: {_say(trouble)}. Check host and port, and that a firewall lets this machine through."]
    except (ValueError, LookupError) as slip:
        return [f"{where}: {slip}. Check where the password is read from, and the account."]
    with suppress(smtplib.SMTPException, OSError):
        smtp.quit()
    if account.user and account.security == "none" and account.host not in {"localhost", "127.0.0.1", "::1"}:
        return [f"{where}: the password travels unencrypted. Set security to starttls or tls."]
    return []


class _UnfitError(Exception):
    """This server cannot carry this mail at all."""


def _other_security(account: SmtpAccount) -> str:
    usual = {"starttls": "tls is usual on port 465, none on a local port 25", "tls": "starttls is usual on port 587"}
    return f"Check port and security: {usual.get(account.security, 'the server may ask for starttls')}."


def _connect(account: SmtpAccount) -> smtplib.SMTP:
    """Connected, greeted, encrypted as asked and logged in; raises what smtplib raises, and closes on the way."""
    context = ssl.create_default_context(cafile=account.ca_file)
    if account.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(local_hostname=account.helo, timeout=account.timeout, context=context)
    else:
        smtp = smtplib.SMTP(local_hostname=account.helo, timeout=account.timeout)
    smtp._host = account.host  # type: ignore[attr-defined]  # noqa: SLF001  # the name TLS verifies; else only __init__ sets it
    try:
        code, greeting = smtp.connect(account.host, account.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, greeting)
        smtp.ehlo_or_helo_if_needed()
        if account.security == "starttls":
            smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
        if account.user is not None:
            smtp.login(account.user, account.password() if account.password else "")
    except BaseException:
        smtp.close()
        raise
    return smtp


def _transaction(
    smtp: smtplib.SMTP, recipients: tuple[str, ...], archive: str | None, payload: bytes, account: SmtpAccount
) -> Outcome:
    """What follows MAIL."""
    missed = [one for recipient in recipients if (one := _rcpt(smtp, recipient)) is not None]
    if len(missed) == len(recipients):
        return _nobody(missed)
    first_has_it = not missed or missed[0].recipient != recipients[0]
    not_kept = _rcpt(smtp, archive) if archive is not None and first_has_it else None
    code, said = smtp.docmd("DATA")
    if code != 354:
        return _refusal(code, said)
    smtp.send(payload)  # what fails here was not sent whole: the final dot is its last line
    code, said = _final_answer(smtp, account)
    if code == 250:
        return Delivered(_words(said), tuple(missed), not_kept)
    return Deferred(_words(said), uncertain=True) if code < 0 else _refusal(code, said)


# smtplib's own `mail` and `rcpt` would take each address for a header's and parse it, which costs more than all else
# here. Ours are addresses already, see `_wire`.


def _mail(smtp: smtplib.SMTP, sender: str, options: list[str]) -> tuple[int, bytes]:
    smtp.command_encoding = "utf-8" if "SMTPUTF8" in options else "ascii"
    return smtp.docmd("MAIL", " ".join((f"FROM:<{sender}>", *options)))


def _rcpt(smtp: smtplib.SMTP, recipient: str) -> Missed | None:
    code, said = smtp.docmd("RCPT", f"TO:<{recipient}>")
    return None if code in (250, 251) else Missed(recipient, code, _words(said))


def _final_answer(smtp: smtplib.SMTP, account: SmtpAccount) -> tuple[int, bytes]:
    """The answer to the final dot; code -1 where none came or none that can be read."""
    try:
        if smtp.sock is not None:
            smtp.sock.settimeout(account.answer_timeout)
        code, said = smtp.getreply()
        if smtp.sock is not None:
            smtp.sock.settimeout(account.timeout)
    except (smtplib.SMTPException, OSError) as trouble:
        return -1, f"no answer after the mail was sent: {_say(trouble)}".encode()
    return code, said


def _options(smtp: smtplib.SMTP, addresses: tuple[str, ...], raw: bytes, size: int) -> list[str]:
    """Parameters of MAIL FROM; raises _UnfitError where the server lacks what this mail needs."""
    options = []
    limit = smtp.esmtp_features.get("size", "").strip()
    if smtp.has_extn("size"):
        if limit.isdigit() and 0 < int(limit) < size:
            raise _UnfitError(f"the mail has {size} octets, the server takes {limit} at most (SIZE)")
        options.append(f"SIZE={size}")
    head = raw.partition(b"\r\n\r\n")[0]
    if not (head.isascii() and all(a.isascii() for a in addresses)):
        if not smtp.has_extn("smtputf8"):
            raise _UnfitError("an address has letters beyond ASCII and the server does not offer SMTPUTF8 (RFC 6531)")
        options += ["SMTPUTF8", "BODY=8BITMIME"]
    elif not raw.isascii() and smtp.has_extn("8bitmime"):
        options.append("BODY=8BITMIME")
    return options


def _wire(address: str) -> str:
    """An envelope address: no control, space or bracket may reach the command line; the domain in ASCII."""
    local, at, domain = address.rpartition("@")
    if not at or not local or re.search(r"[\x00-\x20\x7f<>]", address):
        raise _UnfitError(f"not an envelope address: {address!r}")
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError as bad:
        raise _UnfitError(f"not a domain: {domain!r}") from bad


def _payload(raw: bytes) -> bytes:
    """The mail as DATA carries it: CRLF, dots doubled, the final dot (RFC 5321 4.5.2). Most are so already."""
    bare = not raw.count(b"\r\n") == raw.count(b"\r") == raw.count(b"\n")
    lines = _LINE_ENDS.sub(b"\r\n", raw) if bare else raw
    if lines.startswith(b".") or b"\n." in lines:
        lines = _DOTS.sub(b"..", lines)
    return lines + (b".\r\n" if lines.endswith(b"\r\n") else b"\r\n.\r\n")


def _nobody(missed: list[Missed]) -> Deferred | Refused:
    """No recipient was taken: later, if that may help one of them."""
    first = next((m for m in missed if m.code < 500), missed[0])
    return _refusal(first.code, first.why.encode())


def _refusal(code: int, said: bytes) -> Deferred | Refused:
    if 500 <= code < 600 and code not in _ACCOUNT_FAULTS:
        return Refused(_words(said), code)
    return Deferred(_words(said), code if code > 0 else None)


def _words(said: bytes) -> str:
    return " ".join(said.decode("utf-8", "replace").split())[:500]


def _say(trouble: Exception) -> str:
    if isinstance(trouble, smtplib.SMTPResponseException):
        said = trouble.smtp_error
        return f"{trouble.smtp_code} {_words(said if isinstance(said, bytes) else said.encode())}"
    return f"{trouble}" or type(trouble).__name__


def _code(trouble: Exception) -> int | None:
    return trouble.smtp_code if isinstance(trouble, smtplib.SMTPResponseException) else None
