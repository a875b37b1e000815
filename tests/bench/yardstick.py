"""What is read off a contestant, from Linux's own books: seconds, CPU time and peak memory of its processes.

A contestant is a process of its own, so that memory and CPU are its alone. It prepares itself, says `ready` on standard
output, waits for a line on standard input, works, and prints its `Measure` as JSON. Servers (Dovecot, PostgreSQL) count
for neither.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

REPOSITORY = Path(__file__).parents[2]
_TICKS = os.sysconf("SC_CLK_TCK")
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


@dataclass(frozen=True, slots=True)
class Measure:
    """One run of a contestant. `*_seconds` of CPU, `*_memory` in bytes; the reader's are 0 where there is none."""

    seconds: float
    cpu_seconds: float
    memory: int
    reader_cpu_seconds: float = 0.0
    reader_memory: int = 0
    reached: dict[str, float] = field(default_factory=dict)  # stop of a mail -> seconds until the last one was there


class Stopwatch:
    """Runs from its making; `children` are processes of the contestant that count, too."""

    def __init__(self, reader: int | None = None) -> None:
        self._reader = reader
        self._cpu, self._reader_cpu = time.process_time(), _cpu_seconds(reader) if reader else 0.0
        self._start = time.perf_counter()

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.perf_counter() - self._start

    def stop(self, reached: dict[str, float] | None = None) -> Measure:
        """What it took until now."""
        seconds, cpu = self.seconds, time.process_time() - self._cpu
        return Measure(
            seconds=seconds,
            cpu_seconds=cpu,
            memory=peak_memory("self"),
            reader_cpu_seconds=_cpu_seconds(self._reader) - self._reader_cpu if self._reader else 0.0,
            reader_memory=peak_memory(self._reader) if self._reader else 0,
            reached=reached or {},
        )


def wait_for_go() -> None:
    """A contestant is prepared: say so, and wait to be started."""
    print("ready", flush=True)
    if sys.stdin.readline() != "go\n":
        raise SystemExit("nobody is there to start me")


def say(measure: Measure) -> None:
    """The contestant's last word."""
    print(json.dumps(asdict(measure)), flush=True)


class Contestant:
    """A contestant's process as its starter sees it; as a context manager it does not outlive its block."""

    def __init__(self, module: str, *words: object) -> None:
        """Waits until it is ready; RuntimeError if it ends before."""
        self._module = module
        command = [sys.executable, "-m", module, *map(str, words)]
        self._process = subprocess.Popen(
            command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._hear("ready")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._process:
            self._process.kill()

    def go(self) -> Measure:
        """Start it; its measure, when it is done."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()
        return Measure(**json.loads(self._hear("{")))

    def _hear(self, beginning: str) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line.startswith(beginning):
            raise RuntimeError(f"{self._module} ended before its time (it said {line.strip()!r})")
        return line


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS  # utime and stime, proc(5)


def peak_memory(pid: int | str) -> int:
    """The most memory a process ever had, in bytes; 0 where the kernel does not say."""
    found = _PEAK.search(Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) * 1024 if found else 0
