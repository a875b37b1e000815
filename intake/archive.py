"""Whether the archive mailbox holds a mail of ours already: settles an uncertain delivery (the `Archive` port).

Connects when asked and stays connected; a connection that died is renewed once, then nothing is known, and the delivery
stays uncertain. It reads only.
"""

from __future__ import annotations

import threading

import structlog

from intake.account import ImapAccount
from intake.mailbox import ImapFolder
from intake.trouble import MailboxError

log = structlog.get_logger("intake.archive")


class ArchiveFolder:
    """The folder into which copies of outgoing mail fall. May be asked from several threads."""

    def __init__(self, account: ImapAccount) -> None:
        self._folder = ImapFolder(account)
        self._alone = threading.Lock()

    def holds(self, message_id: str) -> bool | None:
        """Whether a mail with that Message-ID (brackets or not) lies there; None if that cannot be known now."""
        wanted = f"<{message_id.strip().removeprefix('<').removesuffix('>')}>"  # HEADER looks for a part of the value
        try:
            with self._alone:
                self._select()
                return bool(self._folder.uids_with("Message-ID", wanted))
        except MailboxError as trouble:
            log.error("archive is away", why=trouble.what, cure=trouble.cure)
            return None

    def close(self) -> None:
        """Log out; `holds` connects again by itself."""
        with self._alone:
            self._folder.close()

    def _select(self) -> None:
        """See the folder as it is now, over a connection that lives."""
        if self._folder.connected:
            try:
                self._folder.state()
            except MailboxError:
                self._folder.close()
            else:
                return
        self._folder.connect()
