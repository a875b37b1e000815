"""Our own DKIM check: real signatures, and keys from a real name server on this machine."""

from __future__ import annotations

import base64
import random
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from functools import cache

import dkim
import dns.message
import dns.rcode
import dns.rrset
import pytest

from intake.authentication import Author, Trust, Vouch, author
from intake.dkim_check import DkimCheck, Resolver, Silence
from intake.limits import Limits
from intake.mail import parse
from intake.settings import load, sample_folder
from intake.witness import Path, Witness
from routing.submission import Channel

HOST = "127.0.0.1"
STAFF = frozenset({"acme.example"})
JAN = "jan@acme.example"
MAIL = (
    b"From: Jan <jan@acme.example>\r\nTo: visi@acme.example\r\nSubject: Re: Export\r\n\r\nDone.  \r\n\r\nJan\t\r\n\r\n"
)
SIGNED = [b"from", b"to", b"subject"]
NOW = time.time()


# -- keys, made here: none lies in the repository


def prime(bits: int, dice: random.Random) -> int:
    while True:
        n = dice.getrandbits(bits) | 3 << (bits - 2) | 1
        if n % 65537 != 1 and all(pow(dice.randrange(2, n), n - 1, n) == 1 for _ in range(12)):
            return n


def der(tag: int, content: bytes) -> bytes:
    size = len(content)
    head = bytes([size]) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes([tag]) + head + content


def integers(*numbers: int) -> bytes:
    return der(0x30, b"".join(der(2, n.to_bytes(n.bit_length() // 8 + 1, "big")) for n in numbers))


@cache
def key(bits: int) -> tuple[bytes, bytes]:
    """A private key as PEM and its public record's p= (PKCS #1, RFC 8017 A.1)."""
    dice = random.Random(bits)
    p, q = prime(bits // 2, dice), prime(bits // 2, dice)
    d = pow(65537, -1, (p - 1) * (q - 1))
    private = integers(0, p * q, 65537, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p))
    pem = b"-----BEGIN RSA PRIVATE KEY-----\n" + base64.encodebytes(private) + b"-----END RSA PRIVATE KEY-----\n"
    return pem, base64.b64encode(integers(p * q, 65537))


def record(bits: int = 1024, more: bytes = b"") -> bytes:
    return b"v=DKIM1; k=rsa; " + more + b"p=" + key(bits)[1]


RECORDS = {
    "good": record(),
    "short": record(512),
    "testing": record(more=b"t=y; "),
    "strict": record(more=b"t=s; "),
    "revoked": b"v=DKIM1; p=",
    "broken": b"v=DKIM1; p; =",
    "nonsense": b"v=DKIM1; p=AAAA",
    "other": record(768),
}


class NameServer(socketserver.ThreadingUDPServer):
    """Answers TXT of `<selector>._domainkey.<any domain>`; the selector `silent` gets no answer."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__((HOST, 0), _Answer)


class _Answer(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        query = dns.message.from_wire(self.request[0])
        name = query.question[0].name
        assert isinstance(self.server, NameServer)
        self.server.asked.append(name.to_text())
        selector = name.labels[0].decode()
        if selector == "silent":
            return
        response = dns.message.make_response(query)
        found = [RECORDS["good"], RECORDS["other"]] if selector == "two" else [RECORDS.get(selector)]
        for value in found:
            if value is None:
                response.set_rcode(dns.rcode.NXDOMAIN)
                continue
            pieces = " ".join(f'"{value[at : at + 200].decode()}"' for at in range(0, len(value), 200))
            response.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", pieces))
        self.request[1].sendto(response.to_wire(), self.client_address)


@pytest.fixture(scope="module")
def names() -> Iterator[NameServer]:
    server = NameServer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def check(names: NameServer) -> DkimCheck:
    names.asked.clear()
    return DkimCheck(Resolver(0.3, [HOST], names.server_address[1]))


def signed(
    raw: bytes = MAIL,
    selector: str = "good",
    domain: str = "acme.example",
    *,
    bits: int = 1024,
    length: bool = False,
    form: tuple[bytes, bytes] = (b"relaxed", b"simple"),
    headers: list[bytes] = SIGNED,
    **more: bytes,
) -> bytes:
    line = dkim.sign(
        raw, selector.encode(), domain.encode(), key(bits)[0], canonicalize=form, include_headers=headers,
        length=length, **more,
    )  # fmt: skip
    return line + raw


def vouch(check: DkimCheck, raw: bytes, digest: str = "1") -> Vouch:
    who = author(parse(raw, Limits()).trace, JAN)
    assert who is not None
    return check.vouch(digest, raw, who, STAFF)


# -- what counts


@pytest.mark.parametrize("body", [b"simple", b"relaxed"])
@pytest.mark.parametrize("header", [b"simple", b"relaxed"])
def test_a_signature_of_the_authors_domain_vouches(check: DkimCheck, header: bytes, body: bytes) -> None:
    """In all four forms (RFC 6376 3.4)."""
    assert vouch(check, signed(form=(header, body))) == Vouch(True, ("DKIM: signed by acme.example",))


def test_a_sub_domain_of_the_staffs_counts(check: DkimCheck) -> None:
    """As everywhere: aligned."""
    assert vouch(check, signed(domain="mail.acme.example")).aligned


def test_one_good_signature_among_several_is_enough(check: DkimCheck) -> None:
    """Mailers and lists add their own."""
    raw = signed(signed(signed(domain="list.example")), selector="revoked")
    assert vouch(check, raw).aligned


def test_what_a_relay_adds_on_top_changes_nothing(check: DkimCheck) -> None:
    """Trace lines, and lines that end with LF alone."""
    raw = b"Received: from a by b\r\n" + signed()
    assert vouch(check, raw).aligned
    assert vouch(check, raw.replace(b"\r\n", b"\n"), "2").aligned


# -- what does not


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (lambda: MAIL, "not signed"),
        (lambda: signed(domain="evil.example"), "signed by evil.example, not acme.example"),
        (lambda: signed(domain="notacme.example"), "signed by notacme.example"),
        (lambda: signed(bits=768), "does not hold"),
        (lambda: signed().replace(b"Done.", b"Gone."), "does not hold"),
        (lambda: signed().replace(b"Re: Export", b"#close"), "does not hold"),
        (lambda: signed() + b"#close\r\n", "does not hold"),
        (lambda: signed(length=True) + b"#close\r\n", "only a part of the body"),
        (lambda: signed(length=True), "only a part of the body"),
        (lambda: signed().replace(b"h=from : to", b"h=to"), "does not sign From"),
        (lambda: signed().replace(b"a=rsa-sha256", b"a=rsa-sha1"), "algorithm rsa-sha1"),
        (lambda: signed(signature_algorithm=b"rsa-sha1"), "algorithm rsa-sha1"),
        (lambda: signed().replace(b"v=1;", b"v=1; x=1000;"), "has expired"),
        (lambda: signed().replace(b"v=1;", b"v=1; x=soon;"), "has expired"),
        (lambda: signed(selector="short", bits=512), "too small"),
        (lambda: signed(selector="testing"), "published for tests"),
        (lambda: signed(selector="strict", identity=b"x@sub.acme.example"), "not for sub-domains"),
        (lambda: signed(selector="revoked"), "revoked"),
        (lambda: signed(selector="broken"), "is broken"),
        (lambda: signed(selector="nonsense"), "does not hold"),
        (lambda: signed(selector="two"), "no key at two._domainkey.acme.example"),
        (lambda: signed(selector="unknown"), "no key at unknown._domainkey.acme.example"),
        (lambda: signed().replace(b"s=good", b"s=a..b"), "no key at a..b"),
        (lambda: signed().replace(b"bh=", b"bx="), "incomplete"),
        (lambda: signed().replace(b"v=1;", b"v;"), "broken"),
        (lambda: b"no header\r\n" + signed(), "not certain|broken|not signed"),
    ],
)
def test_what_is_not_wholly_signed_vouches_for_nothing(check: DkimCheck, raw: Callable[[], bytes], why: str) -> None:
    """Each refusal says why, and none raises."""
    mail = raw()
    found = check.vouch("1", mail, Author(JAN, "acme.example", "Jan <jan@acme.example>"), STAFF)
    assert not found.aligned
    assert any(part in " ".join(found.reasons) for part in why.split("|")), found.reasons


def test_a_second_from_breaks_it(check: DkimCheck) -> None:
    """Whichever the readers took."""
    who = Author(JAN, "acme.example", "Jan <jan@acme.example>")
    for forged in (b"From: x@evil.example\r\n" + signed(), signed().replace(b"To:", b"From: x@evil.example\r\nTo:")):
        assert not check.vouch("1", forged, who, STAFF).aligned


def test_a_signature_ends_when_it_says(names: NameServer) -> None:
    """x= is held against our clock."""
    raw = signed()
    stamped = raw.replace(b"v=1;", b"v=1; x=%d;" % (NOW + 60))
    early = DkimCheck(Resolver(0.3, [HOST], names.server_address[1]), clock=lambda: NOW)
    late = DkimCheck(Resolver(0.3, [HOST], names.server_address[1]), clock=lambda: NOW + 61)
    assert "does not hold" in vouch(early, stamped).reasons[0]  # the tag was added after the signing
    assert "has expired" in vouch(late, stamped).reasons[0]


# -- name servers


def test_no_answer_is_no_proof_and_is_not_asked_for_again_at_once(names: NameServer) -> None:
    """One look-up waits, the next ones of that minute do not; a mail with an answer is judged later."""
    ticks = [0.0]
    check = DkimCheck(Resolver(0.3, [HOST], names.server_address[1]), ticks=lambda: ticks[0])
    names.asked.clear()
    begun = time.process_time()
    found = vouch(check, signed(selector="silent"))
    assert (found.aligned, "no answer from the name server" in found.reasons[0]) == (False, True)
    assert time.process_time() - begun < 3
    asked = len(names.asked)
    assert "a moment ago" in vouch(check, signed(), "2").reasons[0]
    assert len(names.asked) == asked
    ticks[0] = 61.0
    assert vouch(check, signed(), "2").aligned


def test_a_server_that_cannot_be_reached_is_no_error() -> None:
    """Nobody listens there."""
    check = DkimCheck(Resolver(0.3, [HOST], 9))
    assert not vouch(check, signed()).aligned


def test_keys_are_asked_for_once_in_five_minutes(names: NameServer) -> None:
    """Also those that are not there; after that they may have been revoked."""
    ticks = [0.0]
    check = DkimCheck(Resolver(0.3, [HOST], names.server_address[1]), ticks=lambda: ticks[0])
    names.asked.clear()
    for digest in "12":
        assert vouch(check, signed(), digest).aligned
        assert not vouch(check, signed(selector="unknown"), digest + "u").aligned
    assert len(names.asked) == 2
    ticks[0] = 301.0
    assert vouch(check, signed(), "3").aligned
    assert len(names.asked) == 3


def test_a_mail_is_checked_once() -> None:
    """A mail that waits for its parent comes by every second."""
    asked = []

    def txt(name: str) -> bytes:
        asked.append(name)
        return RECORDS["good"]

    ticks = [0.0]
    check = DkimCheck(txt, ticks=lambda: ticks[0])
    raw = signed()
    for ticks[0] in (0.0, 1000.0):
        assert vouch(check, raw).aligned
    assert asked == ["good._domainkey.acme.example."]


def test_a_silent_resolver_of_any_kind_is_believed() -> None:
    """Whatever looks names up may say that it cannot."""

    def txt(_name: str) -> bytes | None:
        raise Silence("the line is cut")

    assert vouch(DkimCheck(txt), signed()).reasons == ("DKIM: the line is cut",)


# -- hostile mail


@pytest.mark.parametrize(
    "body",
    [
        b" " * 1_000_000,
        b"\t " * 500_000 + b"x",
        (b" " * 999 + b"x") * 1000,
        b"\r\n" * 500_000,
        b" \r\n" * 300_000,
    ],
)
def test_a_body_of_blanks_costs_no_time(check: DkimCheck, body: bytes) -> None:
    """A megabyte that would take dkimpy hours in the relaxed form."""
    raw = signed(form=(b"relaxed", b"relaxed"))
    begun = time.process_time()
    vouch(check, raw + body)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "header",
    [
        b"X: " + b"a\r\n " * 15_000,
        b"h=" + b"a:" * 20_000,
        b"A: b\r\n" * 8_000,
        b"DKIM-Signature: d=acme.example\r\n" * 1500,
    ],
)
def test_a_header_of_anything_costs_no_time(check: DkimCheck, header: bytes) -> None:
    """Folded, many names, many fields, many signatures."""
    raw = signed()
    raw = raw.replace(b"h=from", header + b"from") if header.startswith(b"h=") else header + b"\r\n" + raw
    begun = time.process_time()
    check.vouch("1", raw, Author(JAN, "acme.example", "Jan <jan@acme.example>"), STAFF)
    assert time.process_time() - begun < 1


# -- when it is asked


def test_only_our_own_peoples_mail_is_checked(check: DkimCheck, names: NameServer) -> None:
    """Not a stranger's, not one that a server has vouched for, not one of which only a part was fetched."""
    desk = load(sample_folder() / "produsoft.toml", {}).desk
    witness = Witness(desk, Trust(check_dkim=True), check)
    path = [Path("visi", Channel.LMTP)]
    hilde = MAIL.replace(JAN.encode(), b"hilde@produsoft.example")

    def heard(raw: bytes, *, whole: bool = True, trusted: bool = False) -> bool:
        mail = parse(raw, Limits())
        paths = [Path("visi", Channel.LMTP, vouched=True)] if trusted else path
        return witness.vouch(mail, paths, "", (lambda: raw) if whole else None).aligned

    assert heard(signed(hilde, domain="produsoft.example"))
    assert len(names.asked) == 1
    assert not heard(signed())
    assert not heard(signed(hilde, domain="produsoft.example", selector="other"), whole=False)
    assert heard(signed(hilde, domain="produsoft.example", selector="other"), trusted=True)
    assert len(names.asked) == 1
