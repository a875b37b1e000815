"""What lies within parts without MIME naming it: winmail.dat, uuencode, yEnc, opaque signatures, OpenPGP."""

from __future__ import annotations

import base64
import binascii
import hashlib
import random

import pytest

from intake import mime, rtf, tnef
from intake.limits import Limits
from intake.mail import ParsedMail, parse
from tests.decisions.winmail import attribute, compressed_rtf, packed_file, properties, winmail

LIMITS = Limits()
HEAD = b"From: Ann Berg <ann@customer.example>\r\nSubject: files\r\nMIME-Version: 1.0\r\n"


def _mixed(*parts: bytes) -> bytes:
    cut = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts)
    return HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + cut + b"--b--\r\n"


def _tnef_part(stream: bytes) -> bytes:
    head = b'Content-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return head + base64.encodebytes(stream)


def _content(raw: bytes, path: str) -> bytes:
    return next(part.content for part in mime.parts_of(raw, LIMITS) if part.path == path)


def _attachments(mail: ParsedMail) -> list[str | None]:
    return [file.name for file in mail.files if file.attachment]


def test_the_files_of_a_winmail_are_the_attachments() -> None:
    """Files inside have their long names, sizes and digests, and a path below the part that holds them."""
    stream = winmail(packed_file("Stückliste Öl.txt", b"42 bolts"), packed_file("plan.pdf", b"%PDF-1.4"))
    raw = _mixed(b"Content-Type: text/plain\r\n\r\nSee the files.", _tnef_part(stream))
    mail = parse(raw, LIMITS)
    assert _attachments(mail) == ["Stückliste Öl.txt", "plan.pdf"]
    first = mail.files[1]
    assert (first.part, first.size, first.media_type) == ("2/1", 8, "text/plain")
    assert first.sha256 == hashlib.sha256(b"42 bolts").hexdigest()
    assert _content(raw, "2/1") == b"42 bolts"
    assert mail.text.strip() == "See the files."


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (attribute(1, 0x800C, b"The press stands still.\0"), "The press stands still."),
        (
            attribute(1, 0x9003, properties((0x1013, 0x0102, b"<p>The press<br>stands still.</p>"))),
            "The press\nstands still.",
        ),
        (
            attribute(
                1,
                0x9003,
                properties((0x1009, 0x0102, compressed_rtf(rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}Pr\'fcfung\par now}"))),
            ),
            "Prüfung\nnow",
        ),
        (
            attribute(
                1,
                0x9003,
                properties(
                    (
                        0x1009,
                        0x0102,
                        compressed_rtf(
                            rb"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Bonjour{\*\htmltag72 </p>}}"
                        ),
                    )
                ),
            ),
            "Bonjour",
        ),
    ],
)
def test_the_text_of_a_winmail_speaks_where_the_mail_is_silent(value: bytes, said: str) -> None:
    """Plain text, HTML, RTF and HTML wrapped into RTF are the body of a mail that has no other."""
    assert parse(_mixed(_tnef_part(winmail(value))), LIMITS).text.strip() == said


def test_the_text_of_a_winmail_is_silent_where_the_mail_speaks() -> None:
    """A mail with a body of its own keeps it, and the text inside is no file."""
    stream = winmail(attribute(1, 0x800C, b"inner\0"))
    mail = parse(_mixed(b"Content-Type: text/plain\r\n\r\nouter", _tnef_part(stream)), LIMITS)
    assert mail.text.strip() == "outer"
    assert [file.part for file in mail.files] == ["2"]


def test_compressed_rtf_is_unpacked_with_its_dictionary() -> None:
    """The example of MS-OXRTFCP 4.1: references into the preset dictionary."""
    stream = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    )
    assert rtf.decompressed(stream) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"


def test_mutated_winmails_are_read() -> None:
    """Streams cut, changed and doubled at random never raise."""
    dice = random.Random(20261122)
    html = attribute(1, 0x9003, properties((0x1013, 0x0102, b"<p>x</p>"), (0x1009, 0x0102, compressed_rtf(b"{a}"))))
    whole = winmail(packed_file("a.txt", b"content"), html)
    for _ in range(2_000):
        stream = bytearray(whole)
        for _ in range(dice.randrange(1, 6)):
            at = dice.randrange(6, len(stream))
            stream[at] = dice.randrange(256)
        tnef.opened(bytes(stream[: dice.randrange(len(stream))]))
        tnef.opened(bytes(stream))
    for _ in range(500):
        noise = dice.randbytes(60)
        rtf.decompressed(b"\0\0\0\0\xff\xff\xff\xffLZFu\0\0\0\0" + noise)
        rtf.text_of(b"{\\rtf1 " + noise, "cp1252")


def _uuencoded(name: str, content: bytes) -> bytes:
    lines = [binascii.b2a_uu(content[at : at + 45]) for at in range(0, len(content), 45)]
    return f"begin 644 {name}\n".encode() + b"".join(lines) + b"`\nend\n"


def test_uuencoded_files_are_taken_out_of_the_text() -> None:
    """Files between `begin` and `end` are attachments; the words around them stay the text."""
    block = _uuencoded("shaft 2.dwg", bytes(range(200)))
    raw = HEAD + b"\r\nHere it is:\r\n\r\n" + block + b"\r\nbegin 2026 with this.\r\n"
    mail = parse(raw, LIMITS)
    assert mail.text.split() == ["Here", "it", "is:", "begin", "2026", "with", "this."]
    assert [(f.part, f.name, f.size, f.attachment) for f in mail.files] == [("1/1", "shaft 2.dwg", 200, True)]
    assert _content(raw, "1/1") == bytes(range(200))


def test_yenc_files_are_taken_out_of_the_text() -> None:
    """A yEnc block is a file, its escapes undone."""
    content = bytes(range(256))
    coded = b"".join(
        b"=" + bytes(((c + 106) % 256,)) if (c + 42) % 256 in (0, 10, 13, 61) else bytes(((c + 42) % 256,))
        for c in content
    )
    raw = HEAD + b"\r\nlook\r\n=ybegin line=128 size=256 name=a b.bin\r\n" + coded + b"\r\n=yend size=256\r\n"
    mail = parse(raw, LIMITS)
    assert mail.text.strip() == "look"
    assert mail.files[0].name == "a b.bin"
    assert mail.files[0].sha256 == hashlib.sha256(content).hexdigest()


def _tlv(tag: int, value: bytes) -> bytes:
    size = len(value)
    length = bytes((size,)) if size < 128 else b"\x82" + size.to_bytes(2, "big")
    return bytes((tag,)) + length + value


@pytest.mark.parametrize("streamed", [False, True])
def test_the_mail_in_an_opaque_signature_is_read(streamed: bool) -> None:
    """S/MIME `signed-data`, in DER or streamed BER: text and files inside count; nothing is called verified."""
    inner = _mixed(
        b"Content-Type: text/plain; charset=utf-8\r\n\r\nSigned \xc3\xbcber alles.",
        b"Content-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment\r\n\r\n%PDF",
    ).removeprefix(HEAD)
    octets = b"\x24\x80" + _tlv(4, inner[:100]) + _tlv(4, inner[100:]) + b"\0\0" if streamed else _tlv(4, inner)
    content = _tlv(0x30, bytes.fromhex("06092a864886f70d010701") + _tlv(0xA0, octets))
    signed = _tlv(0x30, b"\x02\x01\x01" + _tlv(0x31, b"\x30\x00") + content)
    cms = _tlv(0x30, bytes.fromhex("06092a864886f70d010702") + _tlv(0xA0, signed))
    head = b"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\n"
    mail = parse(HEAD + head + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(cms), LIMITS)
    assert mail.text.strip() == "Signed über alles."
    assert _attachments(mail) == ["a.pdf"]
    assert any("not verified" in p for p in mail.problems)


def test_encrypted_mails_are_named() -> None:
    """What is encrypted is told as such, and its bytes stay an attachment."""
    smime = parse(HEAD + b"Content-Type: application/pkcs7-mime; name=smime.p7m\r\n\r\n0\x80\x06\x09", LIMITS)
    assert any("encrypted (S/MIME)" in p for p in smime.problems)
    assert _attachments(smime) == ["smime.p7m"]
    pgp = _mixed(
        b"Content-Type: application/pgp-encrypted\r\n\r\nVersion: 1",
        b"Content-Type: application/octet-stream; name=encrypted.asc\r\n\r\n-----BEGIN PGP MESSAGE-----",
    )
    mail = parse(pgp, LIMITS)
    assert any("encrypted (OpenPGP)" in p for p in mail.problems)
    assert _attachments(mail) == ["encrypted.asc"]


def test_openpgp_armour_is_taken_off_the_text() -> None:
    """An inline signature leaves the words, their dashes unescaped, and what was added below."""
    text = (
        b"-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nIt stops.\r\n- -- \r\nAnn\r\n"
        b"-----BEGIN PGP SIGNATURE-----\r\n\r\niQEz\r\n-----END PGP SIGNATURE-----\r\n\r\nlist footer\r\n"
    )
    mail = parse(HEAD + b"\r\n" + text, LIMITS)
    assert mail.text.splitlines() == ["It stops.", "-- ", "Ann", "list footer"]
