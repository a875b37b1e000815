"""Which of the mails that we sent an incoming mail brings back, looked up in the outbox (MAIL.md 3 (4)).

Asked within the transaction that files a mail, and only of mails that no signature of ours leads to their case; so it
is bounded: the latest few mails to its sender, each read once in a transaction. `intake/echoes.py` compares the texts.
Decides nothing: `routing.conversation` does, and asks whether the sender is a party.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from intake.echoes import SHORTEST, brought_back
from intake.limits import Limits
from intake.mail import ParsedMail, text_of
from routing.model import OutboundMail

_MEMORY = timedelta(days=30)  # as long as the address that bounces come back to is good
_LATEST = 5  # mails to one address: a responder answers what it just got
_SENT_TO = (
    select(OutboundMail.ref, OutboundMail.content)
    .where(
        col(OutboundMail.desk) == bindparam("desk"),
        col(OutboundMail.recipient) == bindparam("recipient"),
        ~col(OutboundMail.staff),
        col(OutboundMail.created_at) > bindparam("since"),
    )
    .order_by(col(OutboundMail.created_at).desc(), col(OutboundMail.id).desc())
    .limit(_LATEST)
)


class SentMails:
    """What left for customers, as one transaction looks at it."""

    def __init__(self, session: Session, limits: Limits, now: datetime) -> None:
        """Nothing is read yet."""
        self._session = session
        self._limits = limits
        self._since = now - _MEMORY
        self._texts: dict[int, str] = {}  # by ref

    def echoed(self, desk: str, mail: ParsedMail) -> tuple[int, ...]:
        """The ref of the mail to its sender whose text it brings back; () for none."""
        sender = mail.sender.address.lower()
        if not sender or len(mail.text) < SHORTEST:
            return ()
        asked = {"desk": desk, "recipient": sender, "since": self._since}
        sent = self._session.exec(_SENT_TO, params=asked)
        found = brought_back(mail.text, {ref: self._text(ref, raw) for ref, raw in sent})
        return () if found is None else (found,)

    def _text(self, ref: int, raw: bytes) -> str:
        if ref not in self._texts:
            self._texts[ref] = text_of(raw, self._limits)
        return self._texts[ref]
