"""Header injection: whatever strangers are called, nothing they say becomes a header, a recipient or a defect.

Every occasion is composed with hostile names, subjects, file names and server answers, then read by two readers that
know nothing of the code that wrote it: mail-parser, and Python's own with a policy that raises on any defect.
"""

from __future__ import annotations

import email
import email.policy
from collections.abc import Mapping
from datetime import UTC, datetime
from email.errors import NonASCIILocalPartDefect
from email.message import EmailMessage
from functools import cache
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import mailparser
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from notifier.addresses import tagged_as, write_to
from notifier.compose import CustomerText, Letter, compose
from notifier.examples import examples
from notifier.mime import Enclosure
from notifier.wording import Words
from routing.submission import Party

NOW = datetime(2026, 11, 20, 9, 40, tzinfo=UTC)
STRICT = email.policy.default.clone(raise_on_defect=True)
MEANT = {
    *("Date", "From", "To", "Cc", "Reply-To", "Subject", "Message-ID", "In-Reply-To", "References", "Content-Language"),
    *("Auto-Submitted", "X-Auto-Response-Suppress", "X-Intake-Loop", "MIME-Version", "Content-Type"),
    *("Content-Transfer-Encoding",),
}
OCCASIONS = [(occasion, n) for occasion, values in examples(NOW).items() for n in range(len(values))]
SPOKEN = {
    *("subject", "name", "product", "organisation", "diagnostic", "engineer", "colleague", "quoted", "sender", "why"),
    *("owner", "mailbox", "recipient", "what", "status", "asked", "desk"),
}
NASTY = st.text(
    alphabet=st.sampled_from('\r\n\x00\t\x0b\x85\u2028 =?<>"\\,;:@()[]_.aB1é漢\u202e\u2066\ufeff😀\u0301%&#*`|'),
    max_size=200,
)
ANYTHING = NASTY | st.text(max_size=300)
ADDRESSES = st.sampled_from(
    [
        "ann@customer.example",
        "jörg@bücher.example",
        "ayşe@büro.example",
        '"a b"@customer.example',
        "o'x+y=z@customer.example",
    ]
)


@cache
def words() -> Words:
    return Words()


def hostile(values: Mapping[str, object], said: str) -> dict[str, object]:
    """The values of an occasion, with `said` wherever a stranger's words stand."""
    changed: dict[str, object] = {}
    for key, value in values.items():
        if isinstance(value, Party):
            changed[key] = Party(said, value.address)
        elif key in SPOKEN and type(value) is str:
            changed[key] = said
        elif key in ("files", "left_out", "names", "to") and isinstance(value, tuple):
            changed[key] = tuple(said if type(one) is str else one for one in value)
        else:
            changed[key] = value
    return changed


def written(occasion: str, n: int, said: str, address: str) -> bytes:
    values = examples(NOW)[occasion][n]
    return compose(
        Letter(
            occasion=occasion,
            language="tr",
            zone=ZoneInfo("Europe/Istanbul"),
            sender=Party(said, "support@desk.example"),
            recipient=Party(said, address),
            copies=(Party(said, "bob@customer.example"),),
            message_id="m.1@desk.example",
            date=NOW,
            values=hostile(values, said),
            loop="desk",
            reply_to="support+token@desk.example",
            in_reply_to=said,
            references=("a@b.example", said),
            customer=CustomerText(said) if occasion != "answer" else None,
            answer=CustomerText(said) if occasion == "answer" else None,
            quote=said,
            enclosures=(Enclosure(said, "application/pdf", b"%PDF"),),
        ),
        words(),
    )


def assert_harmless(raw: bytes, address: str) -> None:
    """Two strangers read it: no defect, no header but ours, the recipients we meant, lines within RFC 5322."""
    local, _, domain = address.rpartition("@")
    head = raw.partition(b"\r\n\r\n")[0].decode("utf-8")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 998
        assert b"\r" not in line
        assert b"\n" not in line
    assert not [line for line in head.split("\r\n") if len(line) > 78 and " " in line.strip().partition(": ")[2]]
    assert mailparser.parse_from_bytes(raw).defects == []
    mail = email.message_from_string(raw.decode("utf-8"), policy=STRICT)  # (octets beyond ASCII it would not read)
    assert isinstance(mail, EmailMessage)
    assert set(mail.keys()) <= MEANT
    assert len(set(mail.keys())) == len(mail.keys())
    for value in mail.values():  # Python knows RFC 6532, and finds fault with what that allows
        assert not [one for one in value.defects if local.isascii() or not isinstance(one, NonASCIILocalPartDefect)]
    assert [one.addr_spec for one in mail["To"].addresses] == [f"{local}@{domain.encode('idna').decode()}"]
    assert [one.addr_spec for one in mail["Cc"].addresses] == ["bob@customer.example"]
    assert [one.addr_spec for one in mail["From"].addresses] == ["support@desk.example"]
    for part in mail.walk():
        assert part.defects == []
        if part.get_content_maintype() == "text":
            part.get_content()


@pytest.mark.parametrize(("occasion", "n"), OCCASIONS)
@settings(max_examples=2, deadline=None)
@example(said="x\r\nBcc: evil@evil.example", address="ann@customer.example")
@example(said="x\x00\u202e\u2028Subject: y", address="jörg@bücher.example")
@example(said="=?utf-8?q?=0D=0ABcc:_evil@evil.example?= =?x", address="ann@customer.example")
@example(said="Ünïcödé 😀 " * 1000, address="ann@customer.example")
@example(said="x" * 10_000, address="ann@customer.example")
@example(said='"; filename=evil.exe; x="', address="ann@customer.example")
@given(said=ANYTHING, address=ADDRESSES)
def test_no_occasion_lets_a_stranger_write_a_header(occasion: str, n: int, said: str, address: str) -> None:
    """CR, LF, NUL, direction marks, encoded words, emoji and ten thousand letters, wherever a stranger is quoted."""
    assert_harmless(written(occasion, n, said, address), address)


@pytest.mark.parametrize("said", ["x" * 10_000, "ünïcödé " * 2000, "\U0001f600" * 5000])
def test_a_long_subject_leaves_a_link_short_enough_to_be_opened(said: str) -> None:
    """Of the buttons that write to a case: mail programs open links of about two thousand characters."""
    link = write_to("visi.support+token@desk.example", tagged_as("Desk", 10423, said), "#status")
    assert len(link) < 2000
    assert "%2310423" in link


@pytest.mark.parametrize("said", ["a\ud800b", "a\r\nBcc: x@y.example", "invoice\u202efdp.exe", "a?b&body=#close"])
def test_a_subject_in_a_link_says_nothing_but_a_subject(said: str) -> None:
    """Neither headers nor a command nor marks that turn the writing; half a character keeps nobody from being told."""
    link = write_to("visi.support+token@desk.example", tagged_as("Desk", 10423, said), "#status")
    fields = parse_qs(urlsplit(link).query)
    assert list(fields) == ["subject", "body"]
    assert fields["body"] == ["#status"]
    assert fields["subject"][0].startswith("Re: [Desk #10423] ")
    assert not set("\r\n\u202e\ud800") & set(fields["subject"][0])
