"""Domain names beyond ASCII as the DNS knows them (IDNA2008, RFC 5891; compatibility mapping by UTS 46)."""

from __future__ import annotations

import idna

LONGEST = 253  # characters (RFC 1035 2.3.4): a longer one is not looked at, for the work grows with its square


def ascii_domain(domain: str) -> str:
    """A domain in A-labels; "" if it cannot be one. What is ASCII is given back as it is. "faß.de" is not "fass.de"."""
    if domain.isascii():
        return domain
    if len(domain) > LONGEST:
        return ""
    try:
        return idna.encode(domain, uts46=True).decode("ascii")
    except UnicodeError:
        return ""
