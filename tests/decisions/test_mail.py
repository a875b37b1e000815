"""intake/mail.py: bytes to one view, whatever the bytes."""

from __future__ import annotations

import pickle
import random
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake import headers, html_text
from intake.limits import Limits
from intake.mail import ParsedMail, parse
from tests.decisions.corpus import NAMES, raw

LIMITS = Limits()


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [s for item in value for s in _strings(item)]
    slots = getattr(type(value), "__slots__", ())
    return [s for name in slots for s in _strings(getattr(value, name))]


def _sound(mail: ParsedMail) -> None:
    for text in _strings(mail):
        assert "\0" not in text
        text.encode("utf-8")
    assert pickle.loads(pickle.dumps(mail)) == mail


@pytest.mark.parametrize("name", NAMES)
def test_every_string_that_leaves_parse_can_be_stored_and_pickled(name: str) -> None:
    """No NUL and no lone surrogate leaves the parser, and its answer crosses a process border."""
    _sound(parse(raw(name), LIMITS))


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read(noise: bytes) -> None:
    """Arbitrary bytes never raise."""
    _sound(parse(noise, LIMITS))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("From", "To", "Subject", "Date", "Content-Type", "References")), st.text(max_size=60)
        ),
        max_size=6,
    ),
    st.text(max_size=80),
)
@settings(max_examples=150, deadline=None)
def test_any_header_values_are_read(fields: list[tuple[str, str]], body: str) -> None:
    """Arbitrary values of well-known headers never raise."""
    head = "".join(f"{name}: {value}\r\n" for name, value in fields)
    _sound(parse(f"{head}\r\n{body}".encode("utf-8", "surrogatepass"), LIMITS))


def test_mutated_mails_are_read() -> None:
    """Mails with bytes changed, cut out and doubled at random never raise."""
    dice = random.Random(20261103)
    for name in NAMES:
        for _ in range(20):
            mail = bytearray(raw(name))
            for _ in range(dice.randrange(1, 12)):
                at = dice.randrange(len(mail))
                match dice.randrange(3):
                    case 0:
                        mail[at] = dice.randrange(256)
                    case 1:
                        del mail[at : at + dice.randrange(40)]
                    case _:
                        mail[at:at] = mail[max(0, at - dice.randrange(80)) : at]
                if not mail:
                    break
            _sound(parse(bytes(mail), LIMITS))


def test_raw_latin1_headers_keep_their_letters() -> None:
    """Headers with bare Latin-1 bytes lose no letter."""
    mail = parse(raw("raw-latin1-headers"), LIMITS)
    assert mail.subject == "Prüfung läuft nicht für Öl"
    assert mail.sender.name == "Jürgen Groß"


def test_utf8_that_claims_to_be_latin1_is_read_as_utf8() -> None:
    """A lying charset is seen through and told as a problem."""
    mail = parse(raw("lying-charset-utf8-as-latin1"), LIMITS)
    assert mail.text.strip() == "Größe überprüfen"
    assert any("read as utf-8" in p for p in mail.problems)


def test_attached_message_is_one_file_without_its_inner_parts() -> None:
    """An attached mail is part 2; what it carries is not listed, and its text is at hand."""
    mail = parse(raw("forward-attached-message"), LIMITS)
    assert [(f.part, f.media_type, f.attachment) for f in mail.files] == [("2", "message/rfc822", True)]
    assert mail.text.strip() == "Zie bijlage."
    assert mail.returned is not None
    assert "Peps crasht" in mail.returned


def test_logos_and_seals_are_files_but_no_attachments() -> None:
    """An inline logo and an S/MIME seal are listed, the log with its RFC 2231 name is the attachment."""
    mail = parse(raw("logo-and-real-attachment"), LIMITS)
    assert [f.name for f in mail.files] == ["image001.png", "Prüfung.log", "smime.p7s"]
    assert [f.name for f in mail.files if f.attachment] == ["Prüfung.log"]
    assert [f.part for f in mail.files] == ["1.2", "2", "3"]
    assert mail.files[0].inline
    assert mail.files[0].content_id == "logo1"


def test_flowed_paragraphs_are_joined() -> None:
    """RFC 3676 soft line ends are no line ends; the signature mark stays alone."""
    text = parse(raw("format-flowed-paragraphs"), LIMITS).text
    assert text.startswith("Hello, this is one paragraph that was wrapped by the program and is still one paragraph.\n")
    assert "\n-- \n" in text


def test_missing_message_id_is_made_from_the_content() -> None:
    """The same bytes get the same Message-ID, other content another."""
    first = parse(raw("missing-message-id"), LIMITS).message_id
    other = parse(raw("missing-message-id").replace(b"hello", b"hullo"), LIMITS).message_id
    assert re.fullmatch(r"missing-[0-9a-f]{32}@invalid", first)
    assert first == parse(raw("missing-message-id"), LIMITS).message_id
    assert first != other


def test_trace_headers_do_not_change_the_digest() -> None:
    """The same message in two mailboxes has one digest, whatever the way and the line ends were."""
    plain = raw("nl-labelled-details")
    carried = (
        b"Return-Path: <x@y.example>\r\nDelivered-To: b@c.example\r\nReceived: from a by b\r\nX-Spam: no\r\n" + plain
    )
    assert parse(plain, LIMITS).digest == parse(carried, LIMITS).digest
    assert parse(plain, LIMITS).digest == parse(plain.replace(b"\r\n", b"\n"), LIMITS).digest
    assert parse(plain, LIMITS).digest != parse(plain.replace(b"elektrode", b"elektroden", 1), LIMITS).digest


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?Q?a=C3?= =?utf-8?Q?=A9?=", "aé"),
        ("=?iso-8859-1?B?5A==?= x", "ä x"),
        ("x=?utf-8?q?=E2=82=AC?=y", "x€y"),
        ("=?no-such?q?plain?=", "plain"),
        ("=?utf-8?b?broken", "=?utf-8?b?broken"),
        ("=?ISO-2022-JP?B?GyRCJUQhPCVrGyhC?=", "ツール"),
    ],
)
def test_encoded_words_are_read_leniently(written: str, read: str) -> None:
    """Encoded words split inside characters, glued to text or of unknown charsets are read."""
    assert headers.text(written) == read


def _nested(depth: int) -> bytes:
    head = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    return b"From: a@b.example\r\n" + head + b"Content-Type: text/plain\r\n\r\ndeep\r\n"


@pytest.mark.parametrize("depth", [5, 40, 400, 3000])
def test_deep_nesting_is_bounded(depth: int) -> None:
    """Multiparts within multiparts neither raise nor are followed beyond the limit."""
    mail = parse(_nested(depth), LIMITS)
    assert mail.sender.address == "a@b.example"
    assert (depth > LIMITS.nesting) == any("nested" in p for p in mail.problems)


def test_parts_headers_and_references_are_bounded() -> None:
    """What exceeds a limit is left out and told."""
    many = (
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + b"--b\r\n\r\nx\r\n" * 800
        + b"--b--\r\n"
    )
    assert len(parse(many, LIMITS).media_types) == LIMITS.parts
    long = b"From: a@b.example\r\n" + b"X-A: " + b"y" * 400_000 + b"\r\nSubject: late\r\n\r\nbody"
    mail = parse(long, LIMITS)
    assert any("bytes of headers" in p for p in mail.problems)
    assert mail.text == "body"
    chain = b"From: a@b.example\r\nReferences: " + b" ".join(b"<%d@x>" % n for n in range(900)) + b"\r\n\r\n"
    assert parse(chain, LIMITS).references[-1] == "899@x"
    assert len(parse(chain, LIMITS).references) == LIMITS.references


@pytest.mark.parametrize(
    "page", ["<div " * 200_000, "<blockquote>" * 80_000, "&" * 500_000, "<!--" * 100_000, "<b>" * 5_000 + "x"]
)
def test_hostile_html_is_read_in_time(page: str) -> None:
    """A megabyte of unclosed markup costs no more than seconds and never raises."""
    begun = time.perf_counter()
    html_text.to_text(page, LIMITS.text_chars)
    assert time.perf_counter() - begun < 5


def test_html_quotations_are_told_by_their_place() -> None:
    """What a blockquote holds is known as a stretch of the text."""
    text, spans = html_text.to_text("<p>new</p><blockquote type=cite>old</blockquote><p>answer</p>", 1000)
    assert [text[a:b].strip() for a, b in spans] == ["old"]
