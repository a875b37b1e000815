"""Our own signatures: believed by an independent check, broken by any change, and never in the way of a mail."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import dkim
import pytest

from intake.checking import findings
from intake.dkim_check import Resolver
from intake.dkim_sign import DkimSigner
from intake.secret import secret
from intake.settings import load
from intake.world import World
from routing.model import OutboundMail, OutboundState
from tests.mails import ANN, VISI, mail
from tests.small_desk import write_desk
from tests.steps.test_from_mail_to_answer import rows
from tests.wire.test_dkim_check import HOST, NameServer, key, record

MAIL = (
    b"From: Acme <visi@acme.example>\r\nTo: ann@customer.example\r\nSubject: Your message\r\n"
    b"Message-ID: <1@acme.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello.\r\n"
)


def pem() -> str:
    return key(1024)[0].decode("ascii")


def signer(domain: str = "acme.example", selector: str = "good", of: Callable[[], str] = pem) -> DkimSigner:
    return DkimSigner(domain, selector, of)


def holds(raw: bytes) -> bool:
    """Whether a receiver believes it."""
    return dkim.verify(raw, dnsfunc=lambda _name, **_: record())


def test_a_signed_mail_is_believed() -> None:
    """Relaxed: white space that a relay changes breaks nothing."""
    signed = signer()(MAIL)
    assert signed.endswith(MAIL)
    assert holds(signed)
    assert holds(signed.replace(b"Subject: Your message", b"Subject:  Your message "))


@pytest.mark.parametrize("name", ["Subject", "From", "To", "Cc"])
def test_a_header_that_somebody_adds_breaks_it(name: str) -> None:
    """Signed once more than they stand there, above and below ours."""
    signed = signer()(MAIL)
    extra = f"{name}: evil@evil.example\r\n".encode()
    assert not holds(extra + signed)
    assert not holds(signed.replace(b"MIME-Version", extra + b"MIME-Version"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(b"Hello.", b"Hello!", id="the text"),
        pytest.param(b"<1@acme.example>", b"<2@acme.example>", id="the Message-ID"),
        pytest.param(b"text/plain", b"text/html", id="how it is read"),
    ],
)
def test_what_somebody_changes_breaks_it(before: bytes, after: bytes) -> None:
    """All that says who writes what to whom is signed."""
    assert not holds(signer()(MAIL).replace(before, after))


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(MAIL.replace(b"visi@acme.example", b"visi@other.example"), id="another domain"),
        pytest.param(MAIL.replace(b"visi@acme.example", b"visi@sub.acme.example"), id="a sub-domain"),
        pytest.param(MAIL.replace(b"visi@acme.example>", b"visi@acme.example>, <b@other.example>"), id="two authors"),
        pytest.param(MAIL.replace(b"From:", b"Sender:"), id="nobody"),
        pytest.param(MAIL.replace(b"From: Acme <visi@acme.example>", b"From: undisclosed:;"), id="an empty group"),
    ],
)
def test_a_mail_of_another_domain_stays_as_it_is(raw: bytes) -> None:
    """A signature that is not aligned helps nobody."""
    assert signer()(raw) == raw


def test_the_letter_case_of_a_domain_is_no_difference() -> None:
    """In the desk file or in From."""
    assert holds(signer("Acme.Example")(MAIL))
    assert holds(signer()(MAIL.replace(b"@acme.example>\r\nTo", b"@ACME.example>\r\nTo")))


def other_kind_of_key() -> str:
    command = ["openssl", "ecparam", "-genkey", "-name", "prime256v1", "-noout"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


NO_KEYS = [
    pytest.param(lambda: "", id="nothing"),
    pytest.param(lambda: "hello", id="no PEM"),
    pytest.param(lambda: "clé", id="no ASCII"),
    pytest.param(lambda: pem().replace("A", "?"), id="a broken PEM"),
    pytest.param(lambda: "\n".join([*pem().split("\n")[:5], "-----END RSA PRIVATE KEY-----"]), id="half a key"),
    pytest.param(other_kind_of_key, id="a key of another kind"),
    pytest.param(secret("file:gone.pem", {}, Path("/nonexistent")), id="no file"),
    pytest.param(secret("env:DKIM_KEY", {}, Path()), id="no variable"),
]


@pytest.mark.parametrize("no_key", NO_KEYS)
def test_with_a_key_that_is_none_mail_leaves_unsigned_and_the_log_says_so(
    no_key: Callable[[], str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A mail unsigned is better than none; the text of a key stands in no log."""
    assert signer(of=no_key)(MAIL) == MAIL
    said = capsys.readouterr().out
    assert "not signed" in said
    assert "PRIVATE KEY" not in said


@pytest.mark.parametrize("no_key", NO_KEYS)
def test_a_key_that_is_none_is_found_before_any_mail_is(no_key: Callable[[], str]) -> None:
    """One line, and no name server is asked."""
    (doubt,) = signer(of=no_key).doubts(Resolver(0.3, [HOST], 9))
    assert "\n" not in doubt


def test_a_key_from_openssl_is_one() -> None:
    """In the form it writes today (PKCS #8)."""
    made = subprocess.run(["openssl", "genrsa", "1024"], capture_output=True, check=True, text=True).stdout
    assert signer(of=lambda: made)(MAIL) != MAIL


@pytest.fixture(scope="module")
def names() -> Iterator[NameServer]:
    server = NameServer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("selector", "said"),
    [
        pytest.param("good", [], id="published"),
        pytest.param("other", ["is of another key"], id="another key"),
        pytest.param("unknown", ["there is no TXT record unknown._domainkey.acme.example"], id="not published"),
        pytest.param("revoked", ["is of another key"], id="revoked"),
        pytest.param("nonsense", ["is of another key"], id="no key at all"),
        pytest.param("broken", ["is of another key"], id="no record at all"),
    ],
)
def test_the_key_is_compared_with_what_is_published(names: NameServer, selector: str, said: list[str]) -> None:
    """By a real name server; what is wrong is named with its cure."""
    doubts = signer(selector=selector).doubts(Resolver(0.3, [HOST], names.server_address[1]))
    assert [words in doubt for words, doubt in zip(said, doubts, strict=True)] == [True] * len(said)
    assert all("publish" in doubt for doubt in doubts)


def desk_file(folder: Path, key_text: str) -> Path:
    write_desk(folder)
    (folder / "dkim.pem").write_text(key_text)
    table = '[dkim]\nselector = "2026a"\nkey_from = "file:dkim.pem"\n\n[database]'
    text = (folder / "desk.toml").read_text("utf-8")
    (folder / "desk.toml").write_text(text.replace("[database]", table))
    return folder / "desk.toml"


def test_intake_check_names_a_key_that_is_none(tmp_path: Path) -> None:
    """Among its findings, by the name under which the key is looked up."""
    settings = load(desk_file(tmp_path / "desk", "hello"), {})
    (found,) = [one for one in findings(settings) if one.subject.startswith("dkim ")]
    assert found.wrong
    assert found.subject == "dkim 2026a._domainkey.acme.example"
    assert "no RSA key" in found.text


def test_all_that_the_service_posts_is_signed(tmp_path: Path) -> None:
    """What arrives over the wire is believed; the row in the outbox holds the same octets."""
    with World(
        tmp_path / "desk", change=lambda settings: replace(settings, signer=signer("produsoft.example"))
    ) as world:
        world.deliver(mail(), VISI, sender=ANN)
        world.drain()
        assert len(world.posted) == 2
        assert all(holds(one.raw) for one in world.posted)
        assert not any(holds(b"Subject: another\r\n" + one.raw) for one in world.posted)


def test_a_lost_key_keeps_no_mail_back(tmp_path: Path) -> None:
    """The acknowledgement leaves all the same."""
    lost = signer("produsoft.example", of=secret("file:gone.pem", {}, tmp_path))
    with World(tmp_path / "desk", change=lambda settings: replace(settings, signer=lost)) as world:
        world.deliver(mail(), VISI, sender=ANN)
        world.drain()
        assert [row.state for row in rows(world, OutboundMail)] == [OutboundState.SENT] * 2
        assert b"DKIM-Signature" not in world.to(ANN)[0].raw
