"""Who vouches for the author of a mail: what servers that we trust have written into its header (MAIL.md 4). Pure.

`From` is a claim. It counts as aligned where the topmost `Authentication-Results` (RFC 8601) of a configured server
says so: DMARC passed for the domain of From; or, where that domain has no DMARC policy, a DKIM signature or the
envelope sender passed whose domain is aligned with it. Microsoft 365 writes the field without the name of a server,
and marks mail within a tenant `X-MS-Exchange-Organization-AuthAs: Internal`, a field that it takes off all mail from
outside; both count only where the desk file says so, and only in mail that we fetched ourselves. The word of a
forwarder (ARC, RFC 8617) counts where a trusted server says that the chain holds and its last sealer is configured.

Aligned, without a list of public suffixes: two domains are if they are the same, or if both lie in one domain of the
desk's staff, that is, of an engineer's address. `bounce.acme.example` so speaks for `acme.example`, never the reverse.

Everybody can write such fields. A border must take its own name off mail from outside (RFC 8601 5); beyond that, only
its topmost field counts, and none that stands below a `Received` which the border did not write, where that can be
told: see `_within_reach`. Fields must come as they were written: decoded words would turn an envelope sender such as
`=?utf-8?q?=3Bdkim=3Dpass?=@…` into a result. Whatever cannot be read vouches for nothing. Never raises; linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address
from itertools import pairwise

from intake.addresses import parties
from intake.headers import Fields
from routing.domains import ascii_domain

Network = IPv4Network | IPv6Network

_MICROSOFT = "protection.outlook.com"  # the border of every tenant
_INTERNAL = "x-ms-exchange-organization-authas"
_FIELD_CHARS = 16_384  # of one field; a longer one is not read
_DOMAIN_CHARS = 253  # RFC 1035 2.3.4
_OUTSIDE = re.compile(r'[^"()\\]+|"(?:[^"\\]|\\.)*"|\(', re.DOTALL)
_INSIDE = re.compile(r"[^()\\]+|\\.|[()]", re.DOTALL)
_UNTOLD = re.compile(r"[^\w.@+-]")  # within quotes: never a separator
_BRACKETED = re.compile(r"\[(?:IPv6:)?([0-9A-Fa-f:.]{2,45})\]", re.IGNORECASE)
_INSTANCE = re.compile(r"\s*i\s*=\s*(\d{1,2})\s*(?:;|\Z)")


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose word the desk takes ([identity] of the desk file). Names and domains in lower case."""

    authserv_ids: frozenset[str] = frozenset()
    microsoft365: bool = False
    check_dkim: bool = False  # by ourselves: `intake.dkim_check`
    arc_sealers: frozenset[str] = frozenset()  # d= of ARC-Seal
    networks: tuple[Network, ...] = ()  # peers of the door that hand in nothing but what our people submit
    mailboxes: frozenset[str] = frozenset()  # names of those that take mail from our own people only
    staff_domains: frozenset[str] = frozenset()  # of the engineers' addresses
    own_domains: frozenset[str] = frozenset()  # of the mailboxes' addresses

    @property
    def anybody(self) -> bool:
        """Whether anything at all can vouch for a sender."""
        named = self.authserv_ids or self.networks or self.mailboxes
        return bool(named or self.microsoft365 or self.check_dkim)

    def peer(self, peer: str) -> bool:
        """Whether a peer of the door, `host:port`, lies in a trusted network."""
        try:
            address = ip_address(peer.rpartition(":")[0].strip("[]").partition("%")[0])
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None) or address
        return any(mapped in network for network in self.networks)


@dataclass(frozen=True, slots=True)
class Vouch:
    """Whether somebody vouches for the author, and who says what."""

    aligned: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Author:
    """The one From of a mail."""

    address: str
    domain: str  # in lower case, A-labels
    written: str  # the field's value, unfolded


@dataclass(frozen=True, slots=True)
class Result:
    """One result of an Authentication-Results field; all in lower case."""

    method: str
    value: str
    properties: dict[str, str] = field(default_factory=dict)


def author(trace: Fields, address: str) -> Author | None:
    """Who wrote a mail, if it has one From with one address, and that is the `address` taken for its sender's.

    RFC 5322 3.6.2 allows several authors, RFC 7489 6.6.1 leaves such mail without a domain to vouch for.
    """
    written = [value for name, value in trace if name == "from"]
    found = parties(written[0], 2) if len(written) == 1 else ()
    if len(found) != 1 or "@" not in address or found[0].address.lower() != address.lower():
        return None
    return Author(address, domain_of(address), written[0])


def by_headers(trace: Fields, who: Author, trust: Trust, *, fetched: bool) -> Vouch:
    """What the header of a mail says for its author.

    `trace` are its fields in order, names in lower case, values unfolded and otherwise as written; `fetched`: by
    IMAP, where Exchange has been over the header.
    """
    microsoft = trust.microsoft365 and fetched
    if microsoft and who.domain in trust.own_domains:
        marks = [value.strip().lower() for name, value in trace if name == _INTERNAL]
        if marks == ["internal"]:
            return Vouch(True, ("Microsoft 365: sent within the tenant",))
    found = _topmost(trace, trust.authserv_ids, microsoft=microsoft)
    if isinstance(found, str):
        return Vouch(False, (found,))
    server, results = found
    told = judge(results, who.domain, trust.staff_domains)
    if not told.aligned and [r.value for r in results if r.method == "arc"] == ["pass"]:
        told = _by_arc(trace, who.domain, trust) or told
    return Vouch(told.aligned, tuple(f"{server}: {reason}" for reason in told.reasons))


def judge(results: Sequence[Result], domain: str, staff: frozenset[str]) -> Vouch:
    """What results say for the domain of From: DMARC first, else DKIM, else SPF."""
    dmarc = [result for result in results if result.method == "dmarc"]
    if len(dmarc) > 1:
        return Vouch(False, ("it says dmarc more than once",))
    for result in dmarc:
        named = domain_of(result.properties.get("header.from", ""))
        if named and named != domain:
            return Vouch(False, (f"dmarc={result.value} is about {named}, not {domain}",))
        if result.value == "fail" or (result.value == "pass" and not named):
            return Vouch(False, (f"dmarc={result.value}" + (f" for {named}" if named else " for no domain"),))
        if result.value == "pass":
            return Vouch(True, (f"dmarc=pass for {domain}",))
    passed = [(r.method, _authenticated(r)) for r in results if r.value == "pass" and r.method in ("dkim", "spf")]
    for method, other in sorted(passed):  # dkim before spf
        if aligned(other, domain, staff):
            return Vouch(True, (f"{method}=pass for {other}",))
    if passed:
        return Vouch(False, tuple(f"{m}=pass for {d or 'no domain'}, not {domain}" for m, d in passed[:3]))
    return Vouch(False, (f"nothing passed for {domain}",))


def aligned(other: str, domain: str, staff: frozenset[str]) -> bool:
    """Whether what was proven of one domain counts for the From of another; both as `domain_of` gives them."""
    if not other or not domain:
        return False
    return other == domain or any(_within(other, own) and _within(domain, own) for own in staff)


def domain_of(address: str) -> str:
    """The domain of an address, or a domain itself, in lower case and A-labels (RFC 5890); "" if it can be none."""
    domain = address.strip(" <>").rpartition("@")[2].rstrip(".").lower()
    if len(domain) > _DOMAIN_CHARS:
        return ""
    return ascii_domain(domain) or domain


def read_results(value: str) -> tuple[str | None, tuple[Result, ...]] | None:
    """The server's name and the results of a field; no name where it begins with a result, as Microsoft 365 has it.

    None where the field cannot be read with certainty: its quotes and comments must be balanced (RFC 8601 2.2).
    Segments that are no results are passed over: Microsoft 365 writes lone domains.
    """
    plain = _without_comments(value)
    if plain is None:
        return None
    segments = [_tight(segment) for segment in plain.split(";")]
    name = None
    if "=" not in segments[0]:
        name = segments.pop(0).partition(" ")[0]
    return name, tuple(_result(segment) for segment in segments if "=" in segment.partition(" ")[0])


def _tight(segment: str) -> str:
    """In lower case, with one blank between words and none around what joins them."""
    words = " ".join(segment.split()).lower()
    for sign in "/=":
        words = words.replace(f" {sign}", sign).replace(f"{sign} ", sign)
    return words


def _result(segment: str) -> Result:
    first, *rest = segment.split(" ")
    method, _, value = first.partition("=")
    properties: dict[str, str] = {}
    for word in rest:
        key, _, given = word.partition("=")
        properties.setdefault(key, given)
    return Result(method.partition("/")[0], value, properties)


def _without_comments(value: str) -> str | None:
    """A structured field with blanks for its comments (RFC 5322 3.2.2) and its quoted strings made harmless."""
    if len(value) > _FIELD_CHARS:
        return None
    out: list[str] = []
    at, depth = 0, 0
    while at < len(value):
        found = (_INSIDE if depth else _OUTSIDE).match(value, at)
        if found is None:
            return None
        at, piece = found.end(), found[0]
        if piece == "(":
            depth += 1
            out.append(" ")
        elif depth:
            depth -= piece == ")"
        else:
            out.append(_UNTOLD.sub("_", piece[1:-1]) if piece.startswith('"') else piece)
    return None if depth else "".join(out)


def _authenticated(result: Result) -> str:
    """The domain that a passing result is about (RFC 8601 2.7.1 and 2.7.2)."""
    given = result.properties
    if result.method == "dkim":
        return domain_of(given.get("header.d") or given.get("header.i", ""))
    return domain_of(given.get("smtp.mailfrom", ""))


def _topmost(trace: Fields, ids: frozenset[str], *, microsoft: bool) -> tuple[str, tuple[Result, ...]] | str:
    """The topmost field of a server that we trust, by its name; or why there is none."""
    for at, (name, value) in enumerate(trace):
        read = read_results(value) if name == "authentication-results" else None
        if read is None or not (read[0] in ids if read[0] is not None else microsoft):
            continue
        if not _within_reach(trace, at, read[0] or _MICROSOFT):
            return f"the results in the name of {read[0] or _MICROSOFT} were there before the mail came to it"
        return read[0] or "Microsoft 365", read[1]
    return "no server that we trust has checked it"


def _within_reach(trace: Fields, at: int, border: str) -> bool:
    """Whether the border can have written the field at that place.

    It can have above its own `Received`, and right below it (Gmail and OpenDMARC do), down to the next one, which
    the sender wrote. It is its own as well if the border says that it had the mail from itself (a content filter).
    Where no `Received` above is the border's, nothing can be told, and the field counts.
    """
    above = [value for name, value in trace[:at] if name == "received"]
    ours = next((n for n, value in enumerate(above) if _is_by(value, border)), len(above))
    return all(_from_itself(value) for value in above[ours:-1])


def _is_by(received: str, border: str) -> bool:
    words = (_without_comments(received) or received).lower().split()
    hosts = [host.rstrip(".;") for by, host in pairwise(words) if by == "by"]
    return any(_within(host, border) or ("." in host and _within(border, host)) for host in hosts)


def _from_itself(received: str) -> bool:
    """Whether a `Received` names nothing but loopback addresses as the peer; a HELO may add one, not hide one."""
    numbers = _BRACKETED.findall(received.partition(" by ")[0])
    return bool(numbers) and all(number.startswith("127.") or number == "::1" for number in numbers)


def _by_arc(trace: Fields, domain: str, trust: Trust) -> Vouch | None:
    """The results of a forwarder, as a chain that holds has preserved them, if its last sealer is one we trust."""
    seals = _instances(trace, "arc-seal")
    told = _instances(trace, "arc-authentication-results")
    last = max((*seals, *told), default=0)
    if len(seals.get(last, ())) != 1 or len(told.get(last, ())) != 1:
        return None
    tags = {name.strip(): value for name, _, value in (tag.partition("=") for tag in seals[last][0].split(";"))}
    sealer = domain_of(tags.get("d", ""))
    read = read_results(told[last][0])
    if sealer not in trust.arc_sealers or read is None:
        return None
    found = judge(read[1], domain, trust.staff_domains)
    return Vouch(found.aligned, tuple(f"arc=pass, sealed by {sealer}: {reason}" for reason in found.reasons))


def _instances(trace: Fields, wanted: str) -> dict[int, list[str]]:
    """The fields of an ARC chain by instance, without the instance."""
    found: dict[int, list[str]] = {}
    for name, value in trace:
        if name == wanted and (instance := _INSTANCE.match(value)):
            found.setdefault(int(instance[1]), []).append(value[instance.end() :])
    return found


def _within(domain: str, parent: str) -> bool:
    return domain == parent or domain.endswith(f".{parent}")
