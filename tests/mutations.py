"""Mails broken at random, and what of the readers they reach: the two halves of a fuzzer that learns.

`Mutator` makes a new mail of known ones; `Reached` says which lines of the readers a mail ran through, so that what
reached a new one is worth to be broken further. Both are seeded and know no clock.
"""

from __future__ import annotations

import ast
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from tests.steps.test_broken_mails import BREAKS

REPOSITORY = Path(__file__).parents[1]
_LARGEST = 60_000  # bytes; a larger one is cut, but for a giant line
_GIANT = 200_000
_BYTES = (
    b"\n",
    b"\r\n\r\n",
    b"\r",
    b"\t",
    b"\x00",
    b"\xff",
    b"\xe2\x80\xa8",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x98\x80",
    b"\n--",
)
_WORDS = """
> |-- |: |=|--|=?utf-8?q?=|?=|<blockquote>|<div class=gmail_quote>|<!--|</|&#|cid:|<br>|<table><tr><td>
On Mon, Ann wrote:|-----Original Message-----|---------- Forwarded message ---------|yazdı:|tarihinde |skrev:|schrieb:
a écrit :|Van: |Fra: |Von: |Kimden: |De : |From: |Subject: Fwd: |Date: Mon, 2 Nov 2026 10:00:00 +0100
Message-ID: <|[Desk #10423]
Content-Type: text/html|Content-Type: message/rfc822|Content-Type: multipart/alternative; boundary=|charset=utf-16
Content-Type: text/plain; charset=utf-7; format=flowed; delsp=yes|Content-Type: message/delivery-status
Content-Type: application/ms-tnef; name=winmail.dat|Content-Type: application/rtf
{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <p>}a}
Content-Transfer-Encoding: base64|Content-Transfer-Encoding: x-uuencode|begin 644 a|=ybegin line=128 size=1 name=a
Auto-Submitted: auto-replied|List-Id: <a.example>|Final-Recipient: rfc822; a@b.example|Status: 5.1.1|Return-Path: <>
Tel: +32 56 00 12 34|Windows 11 23H2|version 2024.1|GmbH |afwezig|out of office|fravær|izinde|bis zum 3. Mai
jusqu'au 3 mai
"""
_TOKENS = (*_BYTES, *(word.encode() for line in _WORDS.strip().splitlines() for word in line.split("|")))

Change = Callable[[bytes, random.Random], bytes]


class Mutator:
    """Makes mails of the `known` ones, which may grow meanwhile."""

    def __init__(self, known: list[bytes], seed: int) -> None:
        self._known, self._dice = known, random.Random(seed)

    def mail(self) -> bytes:
        """One of the known mails after one to six changes."""
        raw = self._dice.choice(self._known)
        for _ in range(self._dice.randint(1, 6)):
            raw = self._changed(raw)[:_LARGEST]
        return _giant_line(raw, self._dice) if self._dice.random() < 0.02 else raw

    def _changed(self, raw: bytes) -> bytes:
        if not raw or self._dice.random() < 0.15:
            return _spliced(raw, self._dice.choice(self._known), self._dice)
        return self._dice.choice((*_CHANGES, *BREAKS[:-1]))(raw, self._dice)


def _spliced(raw: bytes, other: bytes, dice: random.Random) -> bytes:
    return raw[: dice.randint(0, len(raw))] + other[dice.randint(0, len(other)) :]


def _word_put_in(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randint(0, len(raw))
    return (
        raw[:at]
        + dice.choice(_TOKENS) * dice.choice((1, 1, 1, 2, 30))
        + dice.choice((b"", b"\n"))
        + raw[at + dice.choice((0, 0, 5)) :]
    )


def _piece_moved(raw: bytes, dice: random.Random) -> bytes:
    start, length, to = dice.randrange(len(raw)), dice.randint(1, 300), dice.randrange(len(raw))
    piece = raw[start : start + length]
    rest = raw if dice.random() < 0.5 else raw[:start] + raw[start + length :]
    return rest[:to] + piece + rest[to:]


def _line_put_in(raw: bytes, dice: random.Random) -> bytes:
    lines = raw.split(b"\n")
    lines.insert(dice.randint(0, len(lines)), dice.choice((b"", b"> ", b">> ", b"  ", b"\t")) + dice.choice(lines))
    return b"\n".join(lines)


def _headers_shuffled(raw: bytes, dice: random.Random) -> bytes:
    head, gap, body = raw.partition(b"\n\n" if b"\r\n\r\n" not in raw else b"\r\n\r\n")
    lines = head.split(b"\n")
    dice.shuffle(lines)
    return b"\n".join(lines) + gap + body


def _nested(raw: bytes, dice: random.Random) -> bytes:
    """The mail as a part of another, up to forty deep."""
    for level in range(dice.choice((1, 1, 2, 40))):
        kind = dice.choice((b"mixed", b"alternative", b"related", b"report", b"signed", b"digest"))
        part = dice.choice((b"message/rfc822", b"message/rfc822", b"text/html", b"text/rfc822-headers"))
        raw = (
            b"From: ann@customer.example\nSubject: Fwd: it\nContent-Type: multipart/%s; boundary=n%d\n\n"
            b"Please look.\n--n%d\nContent-Type: %s\n\n%s\n--n%d--\n"
        ) % (kind, level, level, part, raw, level)
    return raw


def _giant_line(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randint(0, len(raw))
    piece = raw[at : at + dice.randint(1, 40)].replace(b"\n", b" ") or b" "
    return raw[:at] + piece * (_GIANT // len(piece)) + raw[at:]


_CHANGES: tuple[Change, ...] = (
    _word_put_in, _word_put_in, _word_put_in, _piece_moved, _piece_moved, _line_put_in, _line_put_in, _headers_shuffled,
    _nested,
)  # fmt: skip


class Reached:
    """The lines of functions in some files, and which of them ran under `watch`."""

    def __init__(self, files: Sequence[Path]) -> None:
        self.lines = {str(path): _lines(path) for path in files}
        self.ran: dict[str, set[int]] = {name: set() for name in self.lines}

    def watch(self, call: Callable[[], object]) -> bool:
        """Call; whether it ran through a line that none did before."""
        before, outer = self.count, sys.gettrace()
        sys.settrace(self._enter)
        try:
            call()
        finally:
            sys.settrace(outer)
        return self.count > before

    @property
    def count(self) -> int:
        """How many lines ran."""
        return sum(map(len, self.ran.values()))

    def shares(self) -> Iterator[tuple[str, int, int]]:
        """(file, lines that ran, lines) of each."""
        for name, lines in self.lines.items():
            yield Path(name).stem, len(self.ran[name] & lines), len(lines)

    def _enter(self, frame: FrameType, _event: str, _arg: object) -> Any:
        ran = self.ran.get(frame.f_code.co_filename)
        if ran is None:
            return None
        ran.add(frame.f_lineno)

        def step(frame: FrameType, _event: str, _arg: object) -> Any:
            ran.add(frame.f_lineno)
            return step

        return step


def readers(start: str = "intake.read") -> list[Path]:
    """The files of `intake` and `routing` that the module imports, those that they import, and so on, with its own."""
    found: dict[str, Path] = {}
    waiting = [start]
    while waiting:
        name = waiting.pop()
        path = REPOSITORY / f"{name.replace('.', '/')}.py"
        if name not in found and path.is_file():
            found[name] = path
            waiting += _imported(path)
    return sorted(found.values())


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _lines(path: Path) -> set[int]:
    """The lines that belong to functions; those of the module itself run when it is imported."""

    def inner(code: CodeType) -> Iterator[int]:
        for constant in code.co_consts:
            if isinstance(constant, CodeType):
                if constant.co_flags & 0x02:  # CO_NEWLOCALS: a function, and no class body
                    yield from (line for _, _, line in constant.co_lines() if line)
                yield from inner(constant)

    return set(inner(compile(path.read_text(), str(path), "exec")))
