"""The reader process: a mail's bytes go in, its `Reading` comes back, and a hostile mail kills nothing but the reader.

The child has no database and no secrets, a bound on its memory, and a time for each mail; whoever exceeds either is
killed and a new child is started for the next mail. The parent learns that as a value, `Unread`, never by an exception.
Wire form: length (8 bytes, big endian) and pickle, both ways; the child is our own program, so pickle is safe enough:
what it reads is bytes, and only readings written by this package come back.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import resource
import select
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from intake.limits import Limits
from intake.reading import DeskHints, Reading, read

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class Unread:
    """A mail that could not be read, and why.

    `cause`: `timeout`, `died` (memory, a crash), `error` (a bug of ours), `missing` (no bytes), `defect` (known on
    arrival).
    """

    cause: str
    why: str


class Reader:
    """A child process that reads mails, one at a time; restarted when a mail was too much for it."""

    def __init__(self, limits: Limits, hints: DeskHints) -> None:
        """The child starts with the first mail."""
        self._limits = limits
        self._hints = hints
        self._child: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def read(self, raw: bytes) -> Reading | Unread:
        """Read one mail within the limits' time and memory."""
        with self._lock:
            child = self._started()
            try:
                _send(child.stdin, raw)
                answer = self._answer(child)
            except (BrokenPipeError, EOFError):
                self._end()
                return Unread("died", "the reader died of it (memory or a crash)")
            except TimeoutError:
                self._end()
                return Unread("timeout", f"the reader took more than {self._limits.reading_seconds:g} s")
            return answer

    def start(self) -> None:
        """Start the child now, so that the first mail does not wait for it."""
        with self._lock:
            self._started()

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    @property
    def pid(self) -> int | None:
        """Process id of the child, None before the first mail."""
        return self._child.pid if self._child else None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._child = subprocess.Popen(
                [sys.executable, "-c", "from intake.reader import main; main()"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONUTF8": "1"},  # no secrets
                start_new_session=True,  # a Ctrl-C at the terminal is the parent's to handle
            )
            _send(self._child.stdin, pickle.dumps((self._limits, self._hints)))
        return self._child

    def _answer(self, child: subprocess.Popen[bytes]) -> Reading | Unread:
        assert child.stdout is not None
        deadline = time.monotonic() + self._limits.reading_seconds
        stream = child.stdout.fileno()
        (length,) = _LENGTH.unpack(_receive(stream, _LENGTH.size, deadline))
        answer = pickle.loads(_receive(stream, length, deadline))  # noqa: S301
        assert isinstance(answer, Reading | Unread)
        return answer

    def _end(self) -> None:
        if self._child is not None:
            self._child.kill()
            for pipe in (self._child.stdin, self._child.stdout):
                if pipe is not None:
                    with contextlib.suppress(BrokenPipeError):
                        pipe.close()
            self._child.wait()
            self._child = None


def main() -> None:
    """Run the child: limits first, then mails until the parent goes away."""
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not speak into the answers
    settings = _take(source)
    if settings is None:
        return
    limits, hints = pickle.loads(settings)  # noqa: S301
    _warm_up(limits, hints)
    bound = _address_space() + limits.reading_memory
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    with contextlib.suppress(BrokenPipeError):  # the parent was killed: nobody waits for the answer
        while (raw := _take(source)) is not None:
            _send(target, pickle.dumps(_read(raw, limits, hints), protocol=pickle.HIGHEST_PROTOCOL))
    os._exit(0)  # what is buffered is for nobody


def _read(raw: bytes, limits: Limits, hints: DeskHints) -> Reading | Unread:
    try:
        return read(raw, limits, hints)
    except MemoryError:
        os._exit(3)  # what is left of this process is not to be trusted
    except Exception as bug:  # noqa: BLE001  (the fault barrier: one mail, one fault)
        return Unread("error", f"{type(bug).__name__}: {bug}"[:500])


def _warm_up(limits: Limits, hints: DeskHints) -> None:
    """Load models and tables before the memory is bounded and the clock runs."""
    with contextlib.suppress(Exception):
        read(b"From: a@example.org\nSubject: Hello\n\nHello, my phone number is +32 50 72 95 95.\n", limits, hints)


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _send(stream: IO[bytes] | None, payload: bytes) -> None:
    assert stream is not None
    stream.write(_LENGTH.pack(len(payload)))
    stream.write(payload)
    stream.flush()


def _take(stream: IO[bytes]) -> bytes | None:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    payload = stream.read(length)
    return payload if len(payload) == length else None


def _receive(stream: int, size: int, deadline: float) -> bytes:
    pieces = bytearray()
    while len(pieces) < size:
        ready, _, _ = select.select([stream], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            raise TimeoutError
        piece = os.read(stream, min(size - len(pieces), 1 << 20))
        if not piece:
            raise EOFError
        pieces += piece
    return bytes(pieces)
