"""Mails that break the rules in the ways mailers do: structure, charsets, headers, addresses, names, pictures."""

from __future__ import annotations

import base64
import hashlib
import struct

import pytest

from intake import addresses, charsets, headers, mime_text
from intake.limits import Limits
from intake.mail import parse
from routing.submission import Party

LIMITS = Limits()
HEAD = b"From: Ann Berg <ann@customer.example>\r\nTo: desk@ours.example\r\nSubject: odd\r\n"
TWO = (
    b"--cut\r\nContent-Type: text/plain\r\n\r\nhello\r\n"
    b"--cut\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF\r\n"
)


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Type: multipart/mixed; boundary=cut",
        b"Content-Type: multipart/mixed; boundary=another",
        b"Content-Type: multipart/mixed",
        b"Content-Type: multipart/*; boundary=cut",
        b"Content-Type: multipart; boundary=cut",
        b'Content-Type: multipart/mixed; boundary="cut\r\n "',
    ],
)
@pytest.mark.parametrize("end", [b"--cut--\r\n", b"", b"--cut--\r\nepilogue"])
def test_parts_are_found_whatever_happened_to_the_boundary(head: bytes, end: bytes) -> None:
    """A boundary that is missing, wrong, folded or never closed still divides the mail."""
    mail = parse(HEAD + head + b"\r\n\r\npreamble\r\n" + TWO + end, LIMITS)
    assert mail.text.strip() == "hello"
    assert [(f.part, f.name) for f in mail.files] == [("2", "a.pdf")]


def test_a_folded_boundary_is_one() -> None:
    """A boundary parameter broken over two lines is the one with a blank in it."""
    raw = HEAD + b'Content-Type: multipart/mixed; boundary="a\r\n b"\r\n\r\n--a b\r\n\r\nhello\r\n--a b--\r\n'
    assert parse(raw, LIMITS).text.strip() == "hello"


def test_one_boundary_for_two_multiparts_loses_no_part() -> None:
    """What follows a closing boundary in the same shape is read."""
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=cut\r\n\r\n" + TWO + b"--cut--\r\n" + TWO + b"--cut--\r\n"
    assert len(parse(raw, LIMITS).files) == 2


def test_a_multipart_without_parts_is_text() -> None:
    """A mail that only calls itself multipart is read as what it holds."""
    assert (
        parse(HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\njust words\r\n", LIMITS).text == "just words\n"
    )


@pytest.mark.parametrize(
    "raw",
    [
        b"From ann@customer.example Mon Nov 16 08:00:00 2026\r\n" + HEAD + b"\r\nhello",
        b">From ann@customer.example Mon Nov 16 08:00:00 2026\r\n" + HEAD + b"\r\nhello",
        b"\r\n\r\n" + HEAD + b"\r\nhello",
        b"---- message as it came ----\r\n" + HEAD + b"\r\nhello",
        b"X-Checked: by one\r\nand by another\r\n" + HEAD + b"\r\nhello",
        (HEAD + b"\r\nhello").replace(b"\r\n", b"\n"),
        (HEAD + b"\r\nhello").replace(b"\r\n", b"\r"),
        HEAD.replace(b"Subject: odd", b"Subject : odd") + b"\r\nhello",
    ],
)
def test_headers_are_found_whatever_stands_above_or_between(raw: bytes) -> None:
    """mbox lines, junk, lost continuation blanks and bare CRs hide neither sender nor subject."""
    mail = parse(raw, LIMITS)
    assert (mail.sender.address, mail.subject, mail.text.strip()) == ("ann@customer.example", "odd", "hello")


def test_a_body_right_below_the_headers_is_read() -> None:
    """Without a blank line the first line that is no header begins the body."""
    mail = parse(HEAD + b"The pump leaks, at once.\r\n\r\nAnn", LIMITS)
    assert mail.text == "The pump leaks, at once.\n\nAnn"


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        (b"text", b"plain words", "plain words"),
        (b"text/plain; charset=unknown-8bit", "Größe".encode("cp1252"), "Größe"),
        (b"text/plain; charset=x-unknown", "Größe".encode(), "Größe"),
        (b"text/plain; charset=cp-850", "Größe".encode("cp850"), "Größe"),
        (b"text/plain; charset=ansi", "Größe €".encode("cp1252"), "Größe €"),
        (b"text/plain; charset=iso-8859-9", "Şişli".encode("cp1254"), "Şişli"),
        (b"text/plain; charset=utf-7", b"Gr+APYA3w-e", "Größe"),
        (b"text/plain; charset=hz-gb-2312", b"~{VPND~}", "中文"),
        (b"text/plain; charset=iso-2022-jp", b"\x1b$B%D!<%k\x1b(B ok", "ツール ok"),
        (b"text/plain; charset=iso-2022-jp", b"\x1b$B-!\x1b(B ok", "① ok"),
        (b"text/plain; charset=iso-2022-jp", "ツール".encode("cp932"), "ツール"),
        (b"text/plain", "整体提升".encode("gb2312"), "整体提升"),
        (b"text/plain", "Grüße aus Köln".encode("latin-1"), "Grüße aus Köln"),
        (b"text/plain", rb"C:\temp\new =C3 &amp; %41", r"C:\temp\new =C3 &amp; %41"),
    ],
)
def test_text_is_read_whatever_its_charset_is_called(kind: bytes, body: bytes, said: str) -> None:
    """Aliases, nonsense names, shift codes and lies are seen through; nothing else is re-interpreted."""
    assert parse(HEAD + b"Content-Type: " + kind + b"\r\n\r\n" + body, LIMITS).text == said


def test_raw_letters_in_headers_are_read_in_the_charset_of_the_mail() -> None:
    """Eight-bit subjects, names and file names without a charset take that of an encoded word or of the body."""
    raw = (
        "From: Иван <i@customer.example>\r\nSubject: Чертёж\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: text/plain; charset=koi8-r\r\n\r\nпривет\r\n--b\r\n"
        'Content-Type: image/png; name="схема.png"\r\n\r\nx\r\n--b--'
    ).encode("koi8-r")
    mail = parse(raw, LIMITS)
    assert (mail.subject, mail.sender.name, mail.text, mail.files[0].name) == ("Чертёж", "Иван", "привет", "схема.png")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        (b"Content-Disposition: attachment; filename*=utf-8''Pr%C3%BCfung.log", "Prüfung.log"),
        (b"Content-Disposition: attachment; filename*0*=iso-8859-1''Pr%FC; filename*1=fung.log", "Prüfung.log"),
        (b'Content-Disposition: attachment; filename*1=".log"; filename*0="a"', "a.log"),
        (b"Content-Disposition: attachment; filename=x; filename*=''%C3%BC", "ü"),
        (b'Content-Disposition: attachment; filename="=?utf-8?Q?Pr=C3=BCfung?= =?utf-8?Q?.log?="', "Prüfung.log"),
        (b"Content-Disposition: attachment; filename==?utf-8?B?w7w=?=.log", "ü.log"),
        (b"Content-Type: application/x; name=a b (1).log", "a b (1).log"),
        (b'Content-Disposition: attachment; filename="C:\\temp\\new.log"', r"C:\temp\new.log"),
        (b'Content-Disposition: attachment; filename="a;b=\\"c\\".log"', 'a;b="c".log'),
        (b'Content-Disposition: attachment; filename="open.log', "open.log"),
    ],
)
def test_file_names_are_read(fields: bytes, name: str) -> None:
    """RFC 2231 in all its forms, encoded words where they may not be, quotes left open; paths stay what they are."""
    part = b"--b\r\n" + fields + b"\r\n\r\nx\r\n--b--\r\n"
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n" + part
    assert [f.name for f in parse(raw, LIMITS).files] == [name]


@pytest.mark.parametrize(
    ("field", "party"),
    [
        ("Ann <a@b.example>", Party("Ann", "a@b.example")),
        ('"Berg, Ann" <a@b.example>', Party("Berg, Ann", "a@b.example")),
        ("a@b.example", Party("", "a@b.example")),
        ("<a@b.example>", Party("", "a@b.example")),
        ("=?iso-8859-1?Q?B=FCrger,=20Ann?= <a@b.example>", Party("Bürger, Ann", "a@b.example")),
        ('"=?utf-8?B?w5Zs?=" <a@b.example>', Party("Öl", "a@b.example")),
        ("a@b.example (Ann Berg)", Party("Ann Berg", "a@b.example")),
        ("Ann <@relay.example:a@b.example>", Party("Ann", "a@b.example")),
        ("staff: Ann <a@b.example>, Bo <b@b.example>;", Party("Ann", "a@b.example")),
        ('"the shop" <power tools a@b.example>', Party("the shop", "a@b.example")),
        ('"a@b.example"', Party("", "a@b.example")),
        ("=?utf-8?Q?Ann_<a@b.example>?=", Party("Ann", "a@b.example")),
        ("Ann Berg a@b.example", Party("Ann Berg", "a@b.example")),
        ("Ann Berg [mailto:a@b.example]", Party("Ann Berg [mailto", "a@b.example")),
    ],
)
def test_the_first_address_of_a_field_is_read(field: str, party: Party) -> None:
    """Plain ones by the fast pattern, odd ones by mail-parser, hopeless ones leniently."""
    assert addresses.parties(field, 10)[0] == party


def test_many_addresses_keep_their_order() -> None:
    """A list is read in order and bounded."""
    field = ", ".join(f'"N{n}, x" <n{n}@b.example>' for n in range(30))
    assert [p.address for p in addresses.parties(field, 20)] == [f"n{n}@b.example" for n in range(20)]


@pytest.mark.parametrize(
    ("fields", "party"),
    [
        (b"From: [??]\r\nFrom: Ann <a@b.example>\r\n", Party("Ann", "a@b.example")),
        (b"Reply-To: <a@b.example>\r\n", Party("", "a@b.example")),
        (b'From: "Ann" <>\r\nReply-To: a@b.example\r\n', Party("Ann", "a@b.example")),
        (b"From: MAILER-DAEMON (Mail Delivery System)\r\n", Party("Mail Delivery System", "")),
        (b"Subject: nobody\r\n", Party("", "")),
    ],
)
def test_a_mail_without_a_usable_from_has_a_sender(fields: bytes, party: Party) -> None:
    """A second From, Sender or Reply-To stands in; a name without an address is kept as one."""
    assert parse(fields + b"\r\nhello", LIMITS).sender == party


def test_an_alternative_says_its_text_once() -> None:
    """HTML deeper inside an alternative is another version of the plain text, files beside it are files."""
    inner = (
        b"Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: text/html\r\n\r\n<p>hello\r\n"
        b"--m\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nx\r\n"
        b"--m\r\nContent-Type: text/html\r\n\r\n<p>there\r\n--m--"
    )
    raw = HEAD + b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nhello there\r\n--b\r\n" + inner
    mail = parse(raw + b"\r\n--b--\r\n", LIMITS)
    assert mail.text == "hello there"
    assert [f.name for f in mail.files] == ["a.pdf"]


def test_base64_is_read_however_it_was_broken() -> None:
    """Lost padding, several encoders in a row, and text that only claims to be base64."""
    head = HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n"
    assert parse(head + b"aGVsbG8gdGhlcmU", LIMITS).text == "hello there"
    assert parse(head + b"aGVsbG8g\r\ndGhlcmU=\r\nIHlvdQ==\r\n", LIMITS).text == "hello there you"
    assert parse(head + b"No, this is not: base64, at all!", LIMITS).text == "No, this is not: base64, at all!"


def test_flowed_text_with_deleted_blanks_is_joined_without_them() -> None:
    """RFC 3676 DelSp: the blank at the line's end is part of the wrapping; quotes and signatures are not joined."""
    assert mime_text.unflowed("one \ntwo\n> q \n> r\n-- \nAnn", delsp=True) == "onetwo\n> qr\n-- \nAnn"


def _png(width: int, height: int, size: int) -> bytes:
    return (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)).ljust(size, b"\1")


def _with_picture(html: bytes, picture: bytes) -> bytes:
    return (
        HEAD
        + b"Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n"
        + html
        + b"\r\n--b\r\nContent-Type: image/png; name=image001.png\r\nContent-ID: <i1>\r\n"
        + b"Content-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(picture)
        + b"--b--\r\n"
    )


@pytest.mark.parametrize(
    ("html", "picture", "attached"),
    [
        (b"<p>See:<img src='cid:i1'><p>Kind regards", _png(800, 600, 90_000), True),
        (b"<p>See:<p>Mit freundlichen Gr&uuml;&szlig;en<img src='cid:i1'>", _png(300, 200, 90_000), False),
        (b"<p>See:<p>Vennlig hilsen<img src='cid:i1'>", _png(1200, 900, 140_000), True),
        (b"<p>See:<img src='cid:i1'>", _png(900, 120, 90_000), False),
        (b"<p>See:<img src='cid:i1'>", _png(90, 60, 4_000), False),
        (b"<p>See the drawing", _png(1, 1, 90), False),
    ],
)
def test_signature_pictures_are_told_by_place_and_size(html: bytes, picture: bytes, attached: bool) -> None:
    """Screenshots are attachments wherever they stand; logos, banners, portraits and dots are not."""
    raw = _with_picture(html, picture)
    assert [f.attachment for f in parse(raw, LIMITS).files] == [attached]
    seen = frozenset({hashlib.sha256(picture).hexdigest()})
    assert not parse(raw, LIMITS, seen).files[0].attachment


def test_unknown_charset_names_mean_nothing() -> None:
    """Names that are no text codec are no charset."""
    assert [charsets.known(n) for n in ("rot13", "zip", "no-such", "unknown-8bit", "\xfc")] == [""] * 5


def test_parameters_survive_any_order() -> None:
    """Sections out of order are joined in theirs; the extended form wins."""
    assert headers.parameters("a; X*1=b; x*0*=utf-8'en'%C3%BC; x=plain") == {"x": "üb"}
