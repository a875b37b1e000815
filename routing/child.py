"""A process of one's own for work that may hang, crash or eat memory: a hostile mail, an operator's template.

Requests go in by pickle, answers come back in order; while one is worked on, the next is already on its way. A child
that exceeds its time or memory is killed and a new one is started for what comes next; the caller learns that as a
value, `Lost`, never by an exception. The child has no database and none of the parent's environment.

Both ends are this program, and only what it wrote itself is unpickled.
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
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_LENGTH = struct.Struct(">Q")
_AHEAD = 2  # requests under way: one in work, one waiting for it
_CHUNK = 1 << 20
_START_SECONDS = 60.0  # to load models and tables; the time of a request begins after that


@dataclass(frozen=True, slots=True)
class Lost:
    """A request without an answer: `timeout`, `died` (memory, a crash) or `error` (the work raised)."""

    cause: str
    why: str


class Child:
    """A child process that runs `entry` ("package.module:function") for one request after the other."""

    def __init__(self, entry: str, settings: object, *, seconds: float, memory: int) -> None:
        """`settings` is what `entry` is called with once; `memory` bytes above the child's own start are its bound."""
        self._entry = entry
        self._settings = settings
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None
        self._warm = False  # whether it has said that it is ready
        self._lock = threading.Lock()

    def answers(self, requests: Iterable[object]) -> Iterator[Any]:
        """An answer or `Lost` for each request, in order. Requests are taken one ahead of the answers.

        Whoever stops early costs the child its life, for its further answers belong to nobody.
        """
        with self._lock:
            source = iter(requests)
            under_way: deque[bytes] = deque()
            if self._process is not None and self._process.poll() is not None:
                self._end()  # it died in its idleness: that is no request's fault
            try:
                yield from self._exchange(source, under_way)
            finally:
                if under_way:
                    self._end()

    def start(self) -> None:
        """Start the child now, so that the first request does not wait for it."""
        with self._lock:
            self._started()

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    @property
    def pid(self) -> int | None:
        """Process id of the child, None while there is none."""
        return self._process.pid if self._process else None

    def _exchange(self, source: Iterator[object], under_way: deque[bytes]) -> Iterator[Any]:
        outgoing, incoming = bytearray(), bytearray()
        deadline = 0.0
        while True:
            while len(under_way) < _AHEAD and (request := next(source, None)) is not None:
                under_way.append(_framed(request))
                outgoing += under_way[-1]
                if len(under_way) == 1:
                    deadline = time.monotonic() + self._seconds
            if not under_way:
                return
            if not self._warm and self._warmed():
                deadline = time.monotonic() + self._seconds
            if (answer := _unframed(incoming)) is not None:
                under_way.popleft()
                deadline = time.monotonic() + self._seconds
                yield pickle.loads(answer)  # noqa: S301
            elif (lost := self._step(outgoing, incoming, deadline)) is not None:
                self._end()
                under_way.popleft()
                incoming.clear()
                outgoing[:] = b"".join(under_way)
                deadline = time.monotonic() + self._seconds
                yield lost

    def _warmed(self) -> bool:
        """Wait until the child is ready; one that never is counts as dead at the next step."""
        process = self._started()
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout.fileno()], [], [], _START_SECONDS)
        self._warm = bool(ready) and os.read(process.stdout.fileno(), 1) != b""
        return self._warm

    def _step(self, outgoing: bytearray, incoming: bytearray, deadline: float) -> Lost | None:
        """Write and read what can be, once; what is known of the child's end otherwise."""
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        source, target = process.stdout.fileno(), process.stdin.fileno()
        wait = max(0.0, deadline - time.monotonic())
        readable, writable, _ = select.select([source], [target] if outgoing else [], [], wait)
        try:
            if writable:
                del outgoing[: os.write(target, outgoing[:_CHUNK])]
            if readable:
                piece = os.read(source, _CHUNK)
                if not piece:
                    return Lost("died", "the process died of it (memory or a crash)")
                incoming += piece
        except BrokenPipeError:
            return Lost("died", "the process died of it (memory or a crash)")
        if not readable and not writable:
            return Lost("timeout", f"it took more than {self._seconds:g} s")
        return None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._warm = False
            self._process = subprocess.Popen(
                [sys.executable, "-c", "from routing.child import main; main()", self._entry],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                pipesize=_CHUNK,
                env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PYTHONUTF8": "1"},
                start_new_session=True,  # a Ctrl-C at the terminal is the parent's to handle
            )
            _send(self._process.stdin, pickle.dumps((self._settings, self._memory)))
            assert self._process.stdin is not None
            os.set_blocking(self._process.stdin.fileno(), False)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        process.wait()


def main() -> None:
    """Run the child: set up, bound the memory, then work until the parent goes away."""
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not speak into the answers
    opening = _take(source)
    if opening is None:
        return
    settings, memory = pickle.loads(opening)  # noqa: S301
    work: Callable[[Any], object] = load(sys.argv[1])(settings)
    bound = _address_space() + memory
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    with contextlib.suppress(BrokenPipeError):  # the parent was killed: nobody waits for the answer
        target.write(b"!")  # ready: the time of the first request may run
        target.flush()
        while (request := _take(source)) is not None:
            _send(target, _answer(work, request))
    os._exit(0)  # what is buffered is for nobody


def _answer(work: Callable[[Any], object], request: bytes) -> bytes:
    try:
        return pickle.dumps(work(pickle.loads(request)), protocol=pickle.HIGHEST_PROTOCOL)  # noqa: S301
    except MemoryError:
        os._exit(3)  # what is left of this process is not to be trusted
    except Exception as fault:  # noqa: BLE001  (the fault barrier: one request, one fault)
        return pickle.dumps(Lost("error", f"{type(fault).__name__}: {fault}"[:500]))


def load(entry: str) -> Any:  # noqa: ANN401 - whatever stands there
    """What `entry` names, "package.module:name"; the caller knows what it is."""
    import importlib

    module, _, name = entry.partition(":")
    return getattr(importlib.import_module(module), name)


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _framed(request: object) -> bytes:
    payload = pickle.dumps(request, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(payload)) + payload


def _unframed(incoming: bytearray) -> bytes | None:
    """The first whole answer, taken off; None while it is not whole."""
    if len(incoming) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack_from(incoming)
    end = _LENGTH.size + length
    if len(incoming) < end:
        return None
    answer = bytes(incoming[_LENGTH.size : end])
    del incoming[:end]
    return answer


def _send(stream: IO[bytes] | None, payload: bytes) -> None:
    assert stream is not None
    stream.write(_LENGTH.pack(len(payload)) + payload)
    stream.flush()


def _take(stream: IO[bytes]) -> bytes | None:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    payload = stream.read(length)
    return payload if len(payload) == length else None
