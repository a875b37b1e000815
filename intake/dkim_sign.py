"""Our own DKIM signature on outgoing mail (RFC 6376): RSA with SHA-256, relaxed, over all that says who writes to whom.

Off unless the desk file has a [dkim] table: most desks post to a server that signs. A mail whose From is of another
domain is left unsigned, for such a signature is not aligned and helps nobody; and so is, with an error in the log, one
for which the key is no key: a mail unsigned is better than none. `intake check` says both, and compares with what is
published. No network here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from email.parser import BytesHeaderParser
from email.policy import default as policy

import dkim
import structlog

from intake.secret import SecretError

log = structlog.get_logger("intake.dkim_sign")

# RFC 6376 5.4.1. From, To, Cc and Subject once more than they stand there, so that nobody can add another.
_SIGNED = (
    *("from", "to", "cc", "subject", "date", "message-id", "in-reply-to", "references", "reply-to", "mime-version"),
    *("content-type", "content-language", "auto-submitted", "from", "to", "cc", "subject"),
)


class SigningError(Exception):
    """Why nothing can be signed."""


class DkimSigner:
    """Signs mails of one domain."""

    def __init__(self, domain: str, selector: str, key: Callable[[], str]) -> None:
        """`key` answers a PEM private key; it is asked for every mail, so a changed one needs no restart."""
        self.domain = domain.lower()
        self.selector = selector
        self._key = key

    def __call__(self, raw: bytes) -> bytes:
        """The mail with its signature on top; as it is where From is of another domain."""
        sender = BytesHeaderParser(policy=policy).parsebytes(raw)["From"]
        if sender is None or {address.domain.lower() for address in sender.addresses} != {self.domain}:
            return raw
        try:
            return self.sign(raw)
        except SigningError as trouble:
            log.error("not signed", why=str(trouble))
            return raw

    def sign(self, raw: bytes) -> bytes:
        """The mail with its signature on top. Raises SigningError."""
        try:
            signature: bytes = dkim.sign(
                raw,
                self.selector.encode("ascii"),
                self.domain.encode("ascii"),
                self._key().encode("ascii"),
                canonicalize=(b"relaxed", b"relaxed"),
                include_headers=[name.encode() for name in _SIGNED],
            )
        except SecretError as missing:
            raise SigningError(str(missing)) from None
        except (dkim.DKIMException, ValueError) as trouble:
            said = type(trouble).__name__  # its text may quote the key
            raise SigningError(f"no RSA key in PEM ({said}): make one with openssl genrsa 2048") from None
        return signature + raw

    def doubts(self, published: Callable[[str], bytes | None]) -> Sequence[str]:
        """What keeps receivers from believing the signature, each in a line; `published` is asked for TXT records."""
        name = f"{self.selector}._domainkey.{self.domain}"
        sample = f"From: desk@{self.domain}\r\nSubject: check\r\n\r\ncheck\r\n".encode()
        try:
            signed = self.sign(sample)
        except SigningError as trouble:
            return [str(trouble)]
        record = published(name)
        if record is None:
            return [f"there is no TXT record {name}: publish the public key there"]
        if not dkim.verify(signed, dnsfunc=lambda _name, **_: record):
            return [f"the TXT record {name} is of another key: publish the public key of this one"]
        return []
