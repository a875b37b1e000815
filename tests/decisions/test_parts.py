"""What stands in a stored mail is found again by its path."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.parts import StoredParts

PARTS = StoredParts()


class TestParts:
    """A part by its path, counted as IMAP counts."""

    MAIL = (
        b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=o\r\n\r\n"
        b"--o\r\nContent-Type: multipart/alternative; boundary=i\r\n\r\n"
        b"--i\r\nContent-Type: text/plain; charset=iso-8859-9\r\n\r\nAy\xfee\r\n"
        b"--i\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"\r\n<p>=C3=A9</p>\r\n--i--\r\n"
        b"--o\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n"
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nin\r\n--x--\r\n"
        b"--o\r\nContent-Type: application/pdf\r\nContent-Transfer-Encoding: BASE64 ; x\r\n\r\nJVBERg\r\n"
        b"--o\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        b"U3ViamVjdDogeAoKeQo=\r\n--o--\r\n"
    )

    @pytest.mark.parametrize(
        ("path", "content"),
        [("1.1", b"Ay\xfee"), ("1.2", "<p>é</p>".encode()), ("3", b"%PDF"), ("4", b"Subject: x\n\ny\n")],
    )
    def test_a_part_is_decoded(self, path, content):
        """Nested paths, tolerant of cut base64 and of an encoding spelt oddly."""
        assert PARTS.content(self.MAIL, path) == content

    def test_an_attached_mail_is_one_part(self):
        """Its inside has no paths of its own."""
        inner = PARTS.content(self.MAIL, "2")
        assert inner.startswith(b"Subject: inner")
        assert inner.rstrip().endswith(b"--x--")
        with pytest.raises(LookupError):
            PARTS.content(self.MAIL, "2.1.1.1")

    def test_a_mail_without_parts_is_part_one(self):
        """And only that."""
        assert PARTS.content(b"Subject: x\r\n\r\nbody", "1") == b"body"
        assert PARTS.content(b"\r\n\r\nSubject: x\r\n\r\nbody", "1") == b"body"
        with pytest.raises(LookupError):
            PARTS.content(b"Subject: x\r\n\r\nbody", "2")

    @pytest.mark.parametrize("path", ["", "0", "5", "1.3", "1.1.1", "x", "1.", "1..1", "-1"])
    def test_a_path_that_is_not_there_is_an_error(self, path):
        """Nothing else is given in its place."""
        with pytest.raises(LookupError):
            PARTS.content(self.MAIL, path)

    def test_text_comes_in_its_charset_or_the_likeliest(self):
        """Declared; else UTF-8; else what Windows writes."""
        assert PARTS.text(self.MAIL, "1.1") == "Ayşe"
        assert PARTS.text(self.MAIL, "1.2") == "<p>é</p>"
        assert PARTS.text(b"Content-Type: text/plain; charset=nonsense\n\nna\xefve \x80", "1") == "naïve €"

    @settings(max_examples=200, deadline=None)
    @given(raw=st.binary(max_size=300))
    def test_no_bytes_make_it_fail_otherwise(self, raw):
        """Part one of anything is bytes, or is not there."""
        try:
            assert isinstance(PARTS.content(raw, "1"), bytes)
            assert isinstance(PARTS.text(raw, "1"), str)
        except LookupError:
            pass
