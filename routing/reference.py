"""Signed references: what an address, a Message-ID or a marker in a mail may prove.

A token packs key id, purpose, ref, person and expiry into bytes and adds an HMAC-SHA256, cut to 96 bits in an
address and 128 elsewhere. It is written in base32, lower case, because local parts get case-folded on the way; a
local part holds 64 octets (RFC 5321 4.5.3.1.1), of which a token takes 44. Broken and foreign tokens are None,
never an exception; comparison takes constant time.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from itertools import islice

_EPOCH = date(2020, 1, 1)
_BODY = struct.Struct(">BQIH")  # key id and purpose, ref, person, day of expiry
_EXTRA = struct.Struct(">Q")
_ADDRESS_MAC = 12
_LONG_MAC = 16
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"  # RFC 4648 6
_PAIRS = [first + second for first in _LETTERS for second in _LETTERS]
_DIGITS = str.maketrans(_LETTERS.upper(), "0123456789ABCDEFGHIJKLMNOPQRSTUV")
_BASE32 = re.compile(r"[A-Z2-7]+")
_MESSAGE_ID = re.compile(r"^case\.([a-z2-7]{50,70})@", re.IGNORECASE)
_MARKER = re.compile(r"\bcase:([a-z2-7]{50,60})\b", re.IGNORECASE)
_MARKERS = 50  # in one text


class Purpose(IntEnum):
    """What a token is good for; one made for one purpose proves nothing for another."""

    CASE = 1  # answers to this address belong to the case `ref`
    BOUNCE = 2  # what comes back here is about the outgoing mail `ref`
    MESSAGE = 3  # a Message-ID of ours, in the case `ref`
    MARKER = 4  # a line in a body
    NOTE = 5  # as CASE, but what answers it is internal: a reminder's, an echo's (GEN-18)


@dataclass(frozen=True, slots=True)
class Token:
    """What a verified token says. `person` is `person_code` of whom it was issued to, 0 for nobody."""

    purpose: Purpose
    ref: int
    person: int = 0
    expires: date | None = None

    def good(self, today: date) -> bool:
        """Whether it has not expired."""
        return self.expires is None or self.expires >= today


class Keyring:
    """The desk's signing keys, by id 0-15; the first one signs, all verify (rotation)."""

    def __init__(self, keys: Mapping[int, bytes]) -> None:
        """`keys` in order of preference; at least one, 32 bytes each."""
        if not keys or any(not 0 <= number <= 15 or len(key) < 32 for number, key in keys.items()):
            raise ValueError("a keyring needs at least one key of 32 bytes with an id from 0 to 15")
        self._keys = dict(keys)
        self._signing = next(iter(self._keys))

    def address_token(self, token: Token) -> str:
        """44 characters for the `+` part of an address."""
        return self._write(token, b"", _ADDRESS_MAC)

    def message_id(self, ref: int, mail: int, domain: str, person: int = 0, expires: date | None = None) -> str:
        """A Message-ID, without angle brackets, for the outgoing mail `mail` of the case `ref`."""
        token = Token(Purpose.MESSAGE, ref, person, expires)
        return f"case.{self._write(token, _EXTRA.pack(mail), _LONG_MAC)}@{domain}"

    def marker(self, ref: int, person: int, expires: date) -> str:
        """A word for the body of a mail, which survives where addresses and references do not."""
        return f"case:{self._write(Token(Purpose.MARKER, ref, person, expires), b'', _LONG_MAC)}"

    def read_address(self, address: str, today: date | None = None) -> Token | None:
        """The token in an address's sub-address, if our key made it and, where `today` is given, it is still good."""
        _, plus, written = address.rpartition("@")[0].partition("+")
        token = self._read(written, 0, _ADDRESS_MAC) if plus else None
        return token if token and (today is None or token.good(today)) else None

    def read_message_id(self, message_id: str) -> Token | None:
        """The token in a Message-ID, if our key made it. Which case it names stays true after its expiry."""
        found = _MESSAGE_ID.match(message_id.strip("<> \t"))
        token = self._read(found.group(1), _EXTRA.size, _LONG_MAC) if found else None
        return token if token and token.purpose is Purpose.MESSAGE else None

    def read_markers(self, text: str) -> tuple[Token, ...]:
        """The tokens of our markers in a text, in order."""
        found = (self._read(match[1], 0, _LONG_MAC) for match in islice(_MARKER.finditer(text), _MARKERS))
        return tuple(token for token in found if token and token.purpose is Purpose.MARKER)

    def _write(self, token: Token, extra: bytes, mac: int) -> str:
        day = (token.expires - _EPOCH).days if token.expires else 0
        body = _BODY.pack(self._signing << 4 | token.purpose, token.ref, token.person, day) + extra
        return _base32(body + self._mac(self._signing, body, mac))

    def _read(self, written: str, extra: int, mac: int) -> Token | None:
        packed = _octets(written.upper())
        if len(packed) != _BODY.size + extra + mac:
            return None
        body, proof = packed[:-mac], packed[-mac:]
        head, ref, person, day = _BODY.unpack(body[: _BODY.size])
        number = head >> 4
        if number not in self._keys or not hmac.compare_digest(proof, self._mac(number, body, mac)):
            return None
        try:
            purpose = Purpose(head & 15)
        except ValueError:
            return None
        return Token(purpose, ref, person, _EPOCH + timedelta(days=day) if day else None)

    def _mac(self, number: int, body: bytes, size: int) -> bytes:
        return hmac.digest(self._keys[number], body, "sha256")[:size]


def _base32(octets: bytes) -> str:
    """In lower case, without padding. The standard library's takes twice as long, and each mail has several."""
    bits = 8 * len(octets)
    room = -bits % 10
    number = int.from_bytes(octets, "big") << room
    pairs = [_PAIRS[number >> at & 1023] for at in range(bits + room - 10, -1, -10)]
    return "".join(pairs)[: -(-bits // 5)]


def _octets(written: str) -> bytes:
    """What capitals say in base32, with or without a rest of bits; none for what is not written in it."""
    if not _BASE32.fullmatch(written):
        return b""
    size, rest = divmod(5 * len(written), 8)
    return (int(written.translate(_DIGITS), 32) >> rest).to_bytes(size, "big")


def person_code(name: str) -> int:
    """32 bits that stand for a person in a token, from the name of an engineer or an address."""
    return int.from_bytes(hashlib.sha256(name.casefold().encode()).digest()[:4], "big")


def with_token(address: str, token: str) -> str:
    """`visi.support@…` with a token as its sub-address (RFC 5233)."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{token}@{domain}"


def expiry(now: datetime, days: int) -> date:
    """The last day on which a token issued now is good."""
    return now.astimezone(UTC).date() + timedelta(days=days)
