"""Mails made to cost: each of a megabyte is read in well under a second, and a large one in bounded memory."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from intake.limits import Limits
from intake.mail import parse

LIMITS = Limits()
SIZE = 1_000_000
HEAD = b"From: a@b.example\r\nSubject: s\r\n"
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
PLAIN = HEAD + b"Content-Type: text/plain"
UNTOLD = HEAD + b"Content-Type: multipart/mixed\r\n\r\n"
BASE64 = PLAIN + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
TNEF = HEAD + b"Content-Type: application/ms-tnef; name=winmail.dat\r\n\r\n\x78\x9f\x3e\x22\0\0"


def _filled(head: bytes, piece: bytes, tail: bytes = b"\r\n\r\nbody") -> bytes:
    return head + piece * (SIZE // len(piece)) + tail


def _nested(count: int, between: bytes) -> bytes:
    return HEAD + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n%b" % (n, n, between) for n in range(count)
    )


HOSTILE = {
    "deep multiparts": _nested(16_000, b""),
    "deep messages": _filled(HEAD, b"Content-Type: message/rfc822\r\n\r\n"),
    "messages in multiparts": _nested(11_000, b"Content-Type: message/rfc822\r\n\r\n"),
    "multiparts of one boundary": _filled(HEAD, b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"),
    "100,000 parts": MIXED + b"--b\r\n\r\nx\r\n" * 100_000,
    "one header": _filled(b"Subject: ", b"x"),
    "one folded header": _filled(b"Subject: ", b"x\r\n "),
    "many headers": _filled(b"", b"a:\r\n"),
    "lines that are no headers": _filled(HEAD, b"junk line\r\n"),
    "junk between headers": _filled(b"", b"junk\r\nFrom: a@b.example\r\n"),
    "100,000 addresses": _filled(b"To: ", b"a@b.example, "),
    "addresses with comments": _filled(b"From: ", b"a (x) <a@b.example>,"),
    "comments in comments": _filled(b"From: ", b"("),
    "quotes": _filled(b"From: ", b'"a" '),
    "angles": _filled(b"From: ", b"<"),
    "100,000 encoded words": _filled(b"Subject: ", b"=?utf-8?q?a?= "),
    "encoded words in a name": _filled(b"From: ", b"=?utf-8?q?a?= ", b"<a@b.example>\r\n\r\n"),
    "open encoded words": _filled(b"Subject: ", b"=?u?q?x"),
    "question marks": _filled(b"Subject: =?u?q?", b"?"),
    "boundaries": _filled(MIXED, b"--b\r\n"),
    "nearly boundaries": _filled(MIXED, b"--bX\r\n"),
    "closing boundaries": _filled(MIXED, b"--b--\r\n"),
    "undeclared boundaries": _filled(UNTOLD, b"--b\r\nX"),
    "a boundary of blanks": _filled(UNTOLD + b"--", b" "),
    "parameters": _filled(PLAIN, b"; a*0*=b"),
    "open quotes": _filled(PLAIN, b'; a="'),
    "references": _filled(b"References: ", b"<a@b>"),
    "date": _filled(b"Date: ", b"("),
    "uuencode begins": _filled(PLAIN + b"\r\n\r\n", b"begin 644 a\r\n"),
    "uuencode blanks": _filled(PLAIN + b"\r\n\r\nbegin 644 a", b" "),
    "yEnc begins": _filled(PLAIN + b"\r\n\r\n", b"=ybegin name=a\r\n"),
    "yEnc escapes": _filled(PLAIN + b"\r\n\r\n=ybegin name=a\r\n", b"="),
    "OpenPGP": _filled(PLAIN + b"\r\n\r\n", b"-----BEGIN PGP SIGNED MESSAGE-----\n"),
    "flowed": _filled(PLAIN + b"; format=flowed\r\n\r\n", b"a \r\n"),
    "base64 padding": _filled(BASE64, b"YQ==\r\n"),
    "base64 equals": _filled(BASE64, b"="),
    "shift codes": _filled(PLAIN + b"; charset=iso-2022-jp\r\n\r\n", b"\x1b$B-!"),
    "zeros in TNEF": _filled(TNEF, b"\0"),
    "attachments in TNEF": _filled(TNEF, b"\x02\x02\x90\0\0\0\0\0\0\0\0"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_megabyte_made_to_cost_is_read_in_time(name: str) -> None:
    """No shape of a megabyte takes a second of the processor, and none makes the reader give up."""
    begun = time.process_time()
    mail = parse(HOSTILE[name], LIMITS)
    assert time.process_time() - begun < 1
    assert not any(p.startswith("unreadable") for p in mail.problems)


_MEASURED = """
import base64, re, sys
from pathlib import Path
from intake.limits import Limits
from intake.mail import parse
head = b"From: a@b.example\\r\\nContent-Type: multipart/mixed; boundary=b\\r\\n\\r\\n"
head += b"--b\\r\\n\\r\\nhello\\r\\n--b\\r\\n"
kind = b"Content-Type: application/zip; name=a.zip\\r\\nContent-Transfer-Encoding: base64\\r\\n\\r\\n"
line = base64.encodebytes(bytes(range(57)))
raw = head + kind + line * (29_000_000 // len(line)) + b"--b--\\r\\n"
mail = parse(raw, Limits())
assert mail.files[0].size > 21_000_000, mail.files
# Not ru_maxrss: a child is born with its parent's.
sys.stdout.write(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def test_a_mail_of_29_megabytes_is_read_in_bounded_memory() -> None:
    """The process that reads it stays below 300 MB, interpreter and mail included."""
    done = subprocess.run([sys.executable, "-c", _MEASURED], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 300 * 1024
