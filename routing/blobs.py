"""Raw mails, content-addressed: a file is named by the SHA-256 of its bytes and durable before its name is known.

The order is: temporary file, fsync, link under the final name, fsync of the folder. A row that names a digest is
committed only after `put` returned, so a committed row never names bytes that a power cut could take. Files that no
row came to name are orphans, swept after a day.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol


class Blobs(Protocol):
    """Where raw mails live."""

    def put(self, contents: Sequence[bytes]) -> list[str]:
        """Store each durably; answers their digests in the same order."""

    def get(self, digest: str) -> bytes:
        """The bytes; KeyError if there are none."""


class BlobFolder:
    """Blobs in a local folder, in 256 subfolders by the first two digits."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        """Makes the folder and its subfolders, durably, where they are missing.

        Only a simulation whose store may be lost does without `durable`.
        """
        self._folder = folder
        self._durable = durable
        made = False
        for number in range(256):
            path = folder / f"{number:02x}"
            if not path.is_dir():
                path.mkdir(parents=True, exist_ok=True)
                made = True
        if made:
            _fsync_folder(folder)
            _fsync_folder(folder.parent)

    def put(self, contents: Sequence[bytes]) -> list[str]:
        """Store each durably; what is there already is not written again."""
        digests = [hashlib.sha256(content).hexdigest() for content in contents]
        folders: dict[Path, None] = {}
        for digest, content in dict(zip(digests, contents, strict=True)).items():
            path = self._path(digest)
            if not path.exists():
                self._write(path, content)
            folders[path.parent] = None  # also of a file that was there: its name may not be durable yet
        for folder in folders if self._durable else ():
            _fsync_folder(folder)
        return digests

    def get(self, digest: str) -> bytes:
        """The bytes; KeyError if there are none."""
        try:
            return self._path(digest).read_bytes()
        except FileNotFoundError as missing:
            raise KeyError(digest) from missing

    def sweep(self, known: Sequence[str], before: float) -> int:
        """Delete files that are not `known` and older than `before` (seconds since the epoch); says how many."""
        named, gone = set(known), 0
        for path in self._folder.glob("??/*"):
            with contextlib.suppress(FileNotFoundError):
                if path.name not in named and path.stat().st_mtime < before:
                    path.unlink()
                    gone += 1
        return gone

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def _write(self, path: Path, content: bytes) -> None:
        temporary = path.with_name(f".{secrets.token_hex(8)}")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(handle, "wb") as file:  # noqa: PTH123  (the descriptor is ours)
                file.write(content)
                file.flush()
                if self._durable:
                    os.fsync(file.fileno())
            with contextlib.suppress(FileExistsError):
                os.link(temporary, path)
        finally:
            temporary.unlink()


def _fsync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
