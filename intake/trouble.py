"""A mailbox's failures in an operator's words.

`explain` turns what imaplib, ssl and socket raise into one `MailboxError` with the cure. It judges by the kind of the
exception and by what was being done, and by the server's words only where RFC 5530 gives them a meaning. It raises
nothing, and retries nothing.
"""

from __future__ import annotations

import imaplib
import re
import socket
import ssl
from typing import Literal

from intake.account import ImapAccount

Trouble = Literal["login", "folder", "network", "server", "tls"]

START_TLS = "start TLS"
LOG_IN = "log in"
_LATER = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]")  # RFC 5530: not the operator's fault


class MailboxError(Exception):
    """What is wrong with a mailbox, and the cure. `transient`: it may mend itself, so back off and try again."""

    def __init__(self, what: str, cure: str, *, transient: bool, kind: Trouble) -> None:
        super().__init__(f"{what}. {cure}.")
        self.what, self.cure, self.transient, self.kind = what, cure, transient, kind


def lost(account: ImapAccount, why: str) -> MailboxError:
    """The connection went away, or is of no more use."""
    what = f"The connection to {account.host}:{account.port} is lost: {why}"
    return MailboxError(what, "It is tried again by itself", transient=True, kind="network")


def explain(account: ImapAccount, doing: str, folder: str | None, error: Exception) -> MailboxError:
    """What failed while `doing`, as "move mails to"; `folder` where the failure may be the folder's."""
    where = f"{account.host}:{account.port}"
    said = str(error.args[-1] if error.args else error).strip()
    later = any(code in said for code in _LATER)
    match error:
        case ssl.SSLError() if not isinstance(error, ssl.SSLEOFError):
            return _no_tls(where, said, error)
        case TimeoutError():
            return lost(account, f"no answer within {account.timeout:.0f} s to: {doing}")
        case socket.gaierror() | UnicodeError():
            what = f"The host {account.host} is not known ({said})"
            return MailboxError(what, "Check host, and the name server", transient=True, kind="network")
        case OSError():
            what = f"{where} cannot be reached ({said})"
            return MailboxError(what, "Check host and port, and that the server runs", transient=True, kind="network")
        case imaplib.IMAP4.readonly():
            what, cure = f"The folder {account.folder} is read-only", "Give the user the rights to write"
            return MailboxError(what, cure, transient=False, kind="folder")
        case imaplib.IMAP4.abort() if re.search(r"socket error|EOF|BYE|unterminated", said):
            return lost(account, said)
    if doing == START_TLS:
        what, cure = f"{where} offers no TLS here ({said})", 'Set security = "tls" and port = 993'
        return MailboxError(what, cure, transient=False, kind="tls")
    if doing == LOG_IN:
        what = f"{where} refuses the login of {account.user} ({said})"
        cure = "Check user and password, and that the account may use IMAP"
        return MailboxError(what, cure, transient=later, kind="login")
    if folder is not None:
        what = f"{where} does not {doing} the folder {folder} ({said})"
        return MailboxError(what, "Check its name and the user's rights", transient=later, kind="folder")
    what = f"{where} does not {doing} ({said})"
    return MailboxError(what, "If it stays so, look into the server's log", transient=True, kind="server")


def _no_tls(where: str, said: str, error: ssl.SSLError) -> MailboxError:
    if isinstance(error, ssl.SSLCertVerificationError):
        what = f"{where} shows a certificate that is not trusted ({error.verify_message})"
        cure = "Set ca_file to its authority's certificate, and host to a name the certificate holds"
        return MailboxError(what, cure, transient=False, kind="tls")
    what, cure = f"No TLS with {where} ({said})", "Port 993 goes with tls, port 143 with starttls"
    return MailboxError(what, cure, transient=True, kind="tls")
