"""One process for a working folder whose store is SQLite. The lock ends with the process, however it ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


class AlreadyRunningError(Exception):
    """Another process works on this folder."""


def take(folder: Path) -> int:
    """Lock a folder; the descriptor holds the lock until it is closed. Raises AlreadyRunningError."""
    handle = os.open(folder / ".intake.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as held:
        os.close(handle)
        raise AlreadyRunningError(
            f"another process works on {folder}; stop it first, or use PostgreSQL for several processes"
        ) from held
    return handle
