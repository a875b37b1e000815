"""No bytes make a reader fail, dawdle, or say what cannot be shown.

A mutation fuzzer guided by the lines of the readers that a mail reaches (`tests/mutations.py`), started from the test
mails. Seeded, and some dozens of mails; with TORTURE=1 ten minutes of them. What it found is left beside the test's own
files, and belongs into `tests/corpus` under the name of its oddity.
"""

from __future__ import annotations

import json
import os
import pickle
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.hints import DeskHints
from intake.inspection import shown
from intake.limits import Limits
from intake.mail import names, parse, text_of
from intake.read import read
from intake.reading import Reading
from tests.decisions.winmail import attribute, compressed_rtf, packed_file, properties, winmail
from tests.mutations import REPOSITORY, Mutator, Reached, readers
from tests.steps.test_broken_mails import bases

FULL = bool(os.environ.get("TORTURE"))
MAILS, SECONDS = 80, 600.0  # in `make test`, in `make torture`
LONGEST = 2.0  # CPU seconds for one mail
HINTS = (DeskHints(), DeskHints(tag="Desk", country="BE", products=("VISI",), own_addresses=("desk@acme.example",)))
pytestmark = [pytest.mark.torture, pytest.mark.timeout(3600)] if FULL else []


def test_no_bytes_make_the_readers_fail(tmp_path: Path) -> None:
    """Every mail is parsed and read without an exception, within seconds, and its reading is plain JSON."""
    known = (
        bases() + enclosed() + [path.read_bytes() for path in sorted((REPOSITORY / "tests" / "corpus").glob("*.eml"))]
    )
    mutator, reached = Mutator(known, seed=1), Reached(readers())
    for number, raw in enumerate(list(known)):
        reached.watch(lambda raw=raw, number=number: check(raw, HINTS[number % 2]))
    before, count = reached.count, 0
    for count in rounds():
        raw, hints = mutator.mail(), HINTS[count % 2]
        kept = tmp_path / "offender.eml"
        kept.write_bytes(raw)  # what kills the interpreter is there, too
        start = time.process_time()
        try:
            fresh = reached.watch(lambda raw=raw, hints=hints: check(raw, hints))
        except Exception as trouble:
            raise AssertionError(f"mail {count}, kept as {kept}") from trouble
        if time.process_time() - start > LONGEST:
            assert seconds(raw, hints) <= LONGEST, f"mail {count}, kept as {kept}"
        if fresh:
            known.append(raw)
    told(reached, before, count)
    assert reached.count > before


def enclosed() -> list[bytes]:
    """Mails whose text or files are packed in other formats, unencoded, so that the breaking reaches them."""
    head = b"From: ann@customer.example\r\nSubject: it\r\nContent-Transfer-Encoding: binary\r\nContent-Type: "
    page = rb"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Bonjour \'e9\u8364?{\*\htmltag72 </p>}}"
    stream = winmail(
        attribute(1, 0x9003, properties((0x1009, 0x0102, compressed_rtf(page)))), packed_file("a.log", b"x")
    )
    return [
        head + b"application/ms-tnef; name=winmail.dat\r\n\r\n" + stream,
        head + b"text/rtf\r\n\r\n" + rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}Pr\'fcfung\par now}",
        head + b"text/plain\r\n\r\nSee the log.\r\nbegin 644 a.log\r\n#86)C\r\n`\r\nend\r\n",
        head + b"text/plain\r\n\r\nSee.\r\n=ybegin line=128 size=3 name=a.log\r\n\x8b\x8c\x8d\r\n=yend size=3\r\n",
    ]


def rounds() -> Iterator[int]:
    """Counts mails, as many as belong to this size of test."""
    end = time.monotonic() + SECONDS
    count = 0
    while (time.monotonic() < end) if FULL else (count < MAILS):
        count += 1
        yield count


def check(raw: bytes, hints: DeskHints) -> None:
    """Parse and read it; what comes out can be printed and sent from the reader process.

    Its header alone names what the whole mail answers, its body alone has the same text.
    """
    mail = parse(raw, Limits())
    assert names(raw, Limits()) == mail.named
    assert text_of(raw, Limits()) == mail.text
    reading = read(raw, Limits(), hints)
    json.dumps(shown(reading, "mail"), ensure_ascii=False, allow_nan=False).encode()
    again = pickle.loads(pickle.dumps(reading))
    assert isinstance(again, Reading)


def seconds(raw: bytes, hints: DeskHints) -> float:
    """CPU seconds of reading alone, unwatched; the better of two."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        read(raw, Limits(), hints)
        taken.append(time.process_time() - start)
    return min(taken)


def told(reached: Reached, before: int, count: int) -> None:
    """Print how much of the readers was run through, least first."""
    every = sum(lines for _, _, lines in reached.shares())
    print(
        f"\n{count} mails: {reached.count} of {every} lines of the readers ({100 * reached.count / every:.1f} %), "
        f"{before} of them by the mails it began with"
    )
    for name, ran, lines in sorted(reached.shares(), key=lambda share: share[1] / max(1, share[2])):
        if lines:
            print(f"  {100 * ran / lines:5.1f} %  {name} ({lines - ran} of {lines} lines never)")
