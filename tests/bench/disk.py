"""How often this disk makes a small write durable: what every commit rests on."""

from __future__ import annotations

import os
import time
from pathlib import Path

_OCTETS = 4096
_SECONDS = 2.0


def fsyncs_per_second(folder: Path, seconds: float = _SECONDS) -> float:
    """Append 4 KB and fsync, again and again, for about that long; how many a second."""
    path = folder / "fsyncs"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        count, start = 0, time.perf_counter()
        while (spent := time.perf_counter() - start) < seconds:
            os.write(handle, b"x" * _OCTETS)
            os.fsync(handle)
            count += 1
        return count / spent
    finally:
        os.close(handle)
        path.unlink()
