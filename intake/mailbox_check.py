"""Try a mailbox as the service would, for `intake check`: what is wrong, and how to mend it.

The folders that mails are put into are made, for nothing else proves that they can be. No mail is touched. Never
raises for a mailbox, however broken.
"""

from __future__ import annotations

from intake.account import ImapAccount
from intake.mailbox import ImapFolder
from intake.trouble import MailboxError


def check(account: ImapAccount) -> list[str]:
    """One line for each thing wrong, with its cure; [] if all is well."""
    lines: list[str] = []
    try:
        with ImapFolder(account) as folder:
            lines += _unmade(folder)
            lines += _shortcomings(folder)
    except MailboxError as error:
        lines.append(str(error))
    return [f"{account.name}: {line}" for line in lines]


def _unmade(folder: ImapFolder) -> list[str]:
    """The folders for processed mail that cannot be made."""
    account, lines = folder.account, []
    for target in (account.processed, account.quarantine) if account.after == "move" else ():
        try:
            folder.ensure(target)
        except MailboxError as error:
            if error.kind != "folder":
                raise
            lines.append(str(error))
    return lines


def _shortcomings(folder: ImapFolder) -> list[str]:
    """What the account asks for and the server has not."""
    account, lines = folder.account, []
    if account.after == "move" and not (folder.has("MOVE") or folder.has("UIDPLUS")):
        lines.append('The server can neither MOVE nor UIDPLUS, so mails stay and are flagged. Set after = "flag".')
    if account.idle and not folder.has("IDLE"):
        lines.append(f"The server cannot IDLE, so new mail waits up to {account.interval:.0f} s. Set idle = false.")
    return lines
