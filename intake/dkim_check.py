"""[IO] Our own DKIM check (RFC 6376) of a mail's bytes: the only importer of dkimpy and dnspython.

For mail that no server of ours has checked. A signature counts if its domain is aligned with From, From is among the
signed fields, the whole body is signed (no l=), it has not expired, it is RSA with SHA-256 and a key of at least 1024
bits (RFC 8301), and the key is not published for tests. What does not count comes back as "not aligned" with its
reason; so does a name server that does not answer in time, after which none is asked for a while. Never raises.

dkimpy 1.1.8 is linear on none of these, so they are bounded before it sees them: long runs of blanks in the body (it
gets the body in canonical form, which changes nothing), a long header, a long signature, many names in h=. Its log is
silent. It looks keys up by the function that it is given, and knows Ed25519 only with another library.
"""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import dkim
import dns.exception
import dns.name
import dns.resolver
from dkim.util import InvalidTagValueList, parse_tag_value

from intake.authentication import Author, Vouch, aligned, domain_of
from intake.charsets import clean

Txt = Callable[[str], bytes | None]  # the TXT record of a name, None if it has none; raises Silence

_MAIL_BYTES = 32 * 1024 * 1024
_HEADER_BYTES = 64 * 1024
_SIGNATURE_BYTES = 4096
_SIGNATURES = 3  # of the author's domain that are tried
_NAMES = 100  # in h=
_KEY_BITS = 1024  # RFC 8301 3.2
_KEPT = 1000  # keys, and verdicts
_KEY_SECONDS = 300.0
_SILENT_SECONDS = 60.0

_HEADER_END = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_BLANKS = re.compile(rb"[ \t]+")

Tags = dict[bytes, bytes]
_K = TypeVar("_K")
_V = TypeVar("_V")


class Silence(Exception):  # noqa: N818 - it is no error of ours
    """No name server has answered in time, or none can be asked."""


class _Unfit(Exception):  # noqa: N818
    """Why a signature does not count."""


class Resolver:
    """Asks name servers, for `seconds` at most in each case; without `servers` those of the system."""

    def __init__(self, seconds: float = 3.0, servers: Sequence[str] = (), port: int = 53) -> None:
        """`servers` are IP addresses. Nothing is asked yet."""
        self._seconds = seconds
        self._servers = tuple(servers)
        self._port = port

    def __call__(self, name: str) -> bytes | None:
        """The TXT record of a name. Several are none: which one is meant is undefined (RFC 6376 3.6.2.2)."""
        try:
            wanted = dns.name.from_text(name)
        except (dns.exception.DNSException, ValueError):  # a selector may be anything
            return None
        try:
            resolver = dns.resolver.Resolver(configure=not self._servers)
            if self._servers:
                resolver.nameservers, resolver.port = list(self._servers), self._port
            answer = resolver.resolve(wanted, "TXT", lifetime=self._seconds, search=False)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer, dns.resolver.YXDOMAIN):
            return None
        except (dns.exception.DNSException, OSError) as trouble:
            raise Silence(f"no answer from the name server: {type(trouble).__name__}") from None
        records = [b"".join(record.strings) for record in answer]
        return records[0] if len(records) == 1 else None


@dataclass(frozen=True, slots=True)
class _Kept:
    record: bytes | None
    until: float


class DkimCheck:
    """Checks signatures; keys are remembered for five minutes, verdicts while there is room. Safe in threads."""

    def __init__(
        self,
        txt: Txt,
        *,
        clock: Callable[[], float] = time.time,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` is the time that x= is held against, in seconds since 1970; `ticks` that of the memory."""
        self._txt = txt
        self._clock = clock
        self._ticks = ticks
        self._keys: OrderedDict[str, _Kept] = OrderedDict()
        self._verdicts: OrderedDict[tuple[str, str], Vouch] = OrderedDict()
        self._silent_until = float("-inf")
        self._lock = threading.Lock()

    def vouch(self, digest: str, raw: bytes, who: Author, staff: frozenset[str]) -> Vouch:
        """Whether a signature speaks for the author. `digest` names the bytes, so that none is checked twice."""
        with self._lock:
            known = self._verdicts.get((digest, who.address))
        if known is not None:
            return known
        try:
            verdict = self._check(raw, who, staff)
        except Silence as silence:  # next time somebody may answer
            return Vouch(False, (f"DKIM: {silence}",))
        with self._lock:
            _remember(self._verdicts, (digest, who.address), verdict)
        return verdict

    def _check(self, raw: bytes, who: Author, staff: frozenset[str]) -> Vouch:
        end = _HEADER_END.search(raw, 0, _HEADER_BYTES)
        if end is None or len(raw) > _MAIL_BYTES:
            return Vouch(False, ("DKIM: the mail or its header is too large to be checked",))
        try:
            message = dkim.DKIM(raw[: end.end()], minkey=_KEY_BITS)
        except Exception:  # noqa: BLE001 - whatever dkimpy has against a header, it vouches for nothing
            return Vouch(False, ("DKIM: the header is broken",))
        if not _same_author(message.headers, who):
            return Vouch(False, ("DKIM: From is not certain",))
        written = [value for name, value in message.headers if name.lower() == b"dkim-signature"]
        reasons: list[str] = []
        tried = 0
        for number, value in enumerate(written):
            try:
                tags = _tags(value)
                domain = domain_of(tags[b"d"].decode("utf-8", "replace"))
                if not aligned(domain, who.domain, staff):
                    raise _Unfit(f"signed by {domain[:100]}, not {who.domain}")
                tried += 1
                if tried > _SIGNATURES:
                    raise _Unfit("too many signatures")
                self._must_count(tags)
                self._must_hold(raw, end.end(), number, tags)
                return Vouch(True, (f"DKIM: signed by {domain}",))
            except _Unfit as why:
                reasons.append(f"DKIM: {why}")
        return Vouch(False, tuple(dict.fromkeys(reasons))[:_SIGNATURES] or ("DKIM: not signed",))

    def _must_count(self, tags: Tags) -> None:
        """What a signature must say, whether or not it holds."""
        signed = [name.strip().lower() for name in tags[b"h"].split(b":", _NAMES)]
        if len(signed) > _NAMES:
            raise _Unfit("signs too many fields")
        if b"from" not in signed:
            raise _Unfit("does not sign From")
        if b"l" in tags:
            raise _Unfit("signs only a part of the body (l=)")
        if tags[b"a"].lower() != b"rsa-sha256":
            raise _Unfit(f"algorithm {tags[b'a'][:30].decode('ascii', 'replace')}")
        expires = tags.get(b"x")
        if expires is not None and not (expires.isdigit() and int(expires[:15]) > self._clock()):
            raise _Unfit("has expired (x=)")

    def _must_hold(self, raw: bytes, body: int, number: int, tags: Tags) -> None:
        relaxed = tags.get(b"c", b"simple").partition(b"/")[2].strip() == b"relaxed"
        message = raw[:body] + (_relaxed(raw[body:]) if relaxed else raw[body:])

        def txt(name: bytes, timeout: float = 0) -> bytes:  # noqa: ARG001 - the signature is the library's
            return self._key(name.decode("ascii", "replace"), tags)

        try:
            holds = dkim.DKIM(message, minkey=_KEY_BITS).verify(number, txt)
        except (_Unfit, Silence):
            raise
        except Exception as why:  # noqa: BLE001 - a broken signature or key fails in many ways
            raise _Unfit(f"the signature does not hold: {str(why)[:100]}") from None
        if not holds:
            raise _Unfit("the signature does not hold")

    def _key(self, name: str, tags: Tags) -> bytes:
        """The public key record of a signature, if it may be used for it (RFC 6376 3.6.1)."""
        record = self._record(name)
        if record is None:
            raise _Unfit(f"there is no key at {name[:100]}")
        try:
            published = parse_tag_value(record)
        except InvalidTagValueList:
            raise _Unfit(f"the key at {name[:100]} is broken") from None
        flags = [flag.strip() for flag in published.get(b"t", b"").split(b":")]
        if b"y" in flags:
            raise _Unfit("the key is published for tests (t=y)")
        if b"s" in flags and tags.get(b"i", tags[b"d"]).rpartition(b"@")[2].lower() != tags[b"d"].lower():
            raise _Unfit("the key is not for sub-domains (t=s)")
        if not published.get(b"p"):
            raise _Unfit("the key has been revoked")
        return record

    def _record(self, name: str) -> bytes | None:
        now = self._ticks()
        with self._lock:
            kept = self._keys.get(name)
            silent = now < self._silent_until
        if kept is not None and now < kept.until:
            return kept.record
        if silent:
            raise Silence("no answer from the name server a moment ago")
        try:
            record = self._txt(name)
        except Silence:
            with self._lock:
                self._silent_until = self._ticks() + _SILENT_SECONDS
            raise
        with self._lock:
            _remember(self._keys, name, _Kept(record, now + _KEY_SECONDS))
        return record


def _tags(written: bytes) -> Tags:
    """The tags of a signature, those that it needs among them."""
    if len(written) > _SIGNATURE_BYTES:
        raise _Unfit("a signature is too long")
    try:
        tags: Tags = parse_tag_value(written)
    except InvalidTagValueList:
        raise _Unfit("a signature is broken") from None
    if not {b"a", b"b", b"bh", b"d", b"h", b"s"} <= tags.keys():
        raise _Unfit("a signature is incomplete")
    return tags


def _same_author(fields: Sequence[tuple[bytes, bytes]], who: Author) -> bool:
    """Whether dkimpy sees the one From that the readers saw."""
    found = [value for name, value in fields if name.strip().lower() == b"from"]
    return len(found) == 1 and clean(found[0].decode("utf-8", "surrogateescape")).split() == who.written.split()


def _relaxed(body: bytes) -> bytes:
    """A body with every run of blanks as one, none at a line's end: the relaxed form (3.4.4), in linear time."""
    return _LINE_END.sub(b"\r\n", _BLANKS.sub(b" ", body)).replace(b" \r\n", b"\r\n")


def _remember(kept: OrderedDict[_K, _V], key: _K, value: _V) -> None:
    kept[key] = value
    kept.move_to_end(key)
    while len(kept) > _KEPT:
        kept.popitem(last=False)
