"""What the folders of one server are called, and making them.

In the desk file a slash separates levels; servers separate by dots or slashes and may keep everything below "INBOX.".
Speaks IMAP by the connection it is given and lets its exceptions pass. It deletes and renames nothing.
"""

from __future__ import annotations

import contextlib
import imaplib
from typing import Any


class FolderNames:
    """The names on the server behind `client`, an imapclient.IMAPClient that is logged in."""

    def __init__(self, client: Any) -> None:  # noqa: ANN401 - imapclient has one importer
        self._client = client
        self._made: dict[str, str] = {}  # folder as configured -> as the server has it, known to exist
        spaces = self._namespaces()
        self._prefixes = tuple(prefix for prefix, _ in spaces) or ("",)  # our own first
        self._delimiter = next((delimiter for _, delimiter in spaces if delimiter), "/")

    def full(self, folder: str) -> str:
        """The folder as the server names it: its own delimiter, within our own namespace (RFC 2342)."""
        if folder.upper() == "INBOX":
            return "INBOX"
        name = folder.replace("/", self._delimiter)
        complete = any(prefix and name.startswith(prefix) for prefix in self._prefixes)
        return name if complete else self._prefixes[0] + name

    def ensure(self, folder: str) -> str:
        """Make the folder unless it exists; its name on the server."""
        if folder not in self._made:
            name = self.full(folder)
            if not self._exists(name):
                self._create(name)
            self._made[folder] = name
        return self._made[folder]

    def forget(self, folder: str) -> None:
        """Somebody may have removed it: look again next time."""
        self._made.pop(folder, None)

    def _namespaces(self) -> list[tuple[str, str]]:
        """(prefix, delimiter) of each; LIST "" "" tells the delimiter where NAMESPACE is missing (RFC 3501 6.3.8)."""
        if self._client.has_capability("NAMESPACE"):
            return [space for kind in self._client.namespace() for space in kind or ()]
        return [("", delimiter.decode()) for _, delimiter, _ in self._client.list_folders("", "") if delimiter]

    def _exists(self, name: str) -> bool:
        return any(found == name for _, _, found in self._client.list_folders("", name))

    def _create(self, name: str) -> None:
        try:
            self._client.create_folder(name)
        except imaplib.IMAP4.error:
            if not self._exists(name):  # else another process was faster
                raise
        with contextlib.suppress(imaplib.IMAP4.error):
            self._client.subscribe_folder(name)  # many clients show no other folders
