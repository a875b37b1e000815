"""A mailbox that fills in a moment: mails are put straight into the Maildir, named as Dovecot's own LMTP names them.

Everything is on disk before a contestant starts, or his first fsync would wait for our writes.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence

from tests.bench.corpus import Mail
from tests.servers import Dovecot

_ARRIVED = 1_793_000_000  # in a file's name, in seconds since the epoch: only the order counts


def fill(dovecot: Dovecot, user: str, mails: Sequence[Mail]) -> None:
    """Put the mails into a user's INBOX, in their order. The user must have logged in once."""
    maildir = dovecot.maildir(user)
    owner = maildir.stat()
    for number, mail in enumerate(mails):
        content = mail.raw.replace(b"\r\n", b"\n")
        name = f"{_ARRIVED}.M{number}P1.bench,S={len(content)},W={len(mail.raw)}"
        path = maildir / "tmp" / name
        path.write_bytes(content)
        os.chown(path, owner.st_uid, owner.st_gid)
        path.rename(maildir / "new" / name)
    os.sync()


def remove(dovecot: Dovecot, user: str) -> None:
    """Forget a user's mail."""
    shutil.rmtree(dovecot.maildir(user).parent, ignore_errors=True)
