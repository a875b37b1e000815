"""Whether the archive mailbox holds a mail of ours already: settles an uncertain delivery (the `Archive` port).

Connects when asked and stays connected; a connection that died is renewed once, then MailboxError, and the delivery
stays uncertain. It reads only.
"""

from __future__ import annotations

import threading

from intake.account import ImapAccount
from intake.mailbox import ImapFolder
from intake.trouble import MailboxError


class ArchiveFolder:
    """The folder into which copies of outgoing mail fall. May be asked from several threads."""

    def __init__(self, account: ImapAccount) -> None:
        self._folder = ImapFolder(account)
        self._alone = threading.Lock()

    def holds(self, message_id: str) -> bool:
        """Whether a mail with that Message-ID (brackets or not) lies there. MailboxError if we cannot know."""
        wanted = f"<{message_id.strip().removeprefix('<').removesuffix('>')}>"  # HEADER looks for a part of the value
        with self._alone:
            self._select()
            return bool(self._folder.uids_with("Message-ID", wanted))

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
