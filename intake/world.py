"""A desk in a box: real store, real templates, its own door, and a postman who keeps what was posted.

The demonstration and the tests run the same one. Everything is in one folder; nothing leaves this machine. The clock
may be injected; nothing here sleeps.
"""

from __future__ import annotations

import mailbox
import shutil
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Self

from sqlmodel import select

from intake.app import App, Children, utc_now
from intake.limits import Limits
from intake.listener import TAKEN, Answer, Door, Incoming, Listener
from intake.settings import Settings, load
from intake.setup import default_sample, init
from routing.db import Database
from routing.model import (
    WAITING_TO_LEAVE,
    Contact,
    Contract,
    InboundMail,
    InboundState,
    NoticeState,
    Organisation,
    OutboundMail,
    TicketEvent,
)
from routing.station import Watch
from routing.submission import Channel

LOOPBACK = "127.0.0.1"
_POSTMAN = Limits(recipients=1000)


@dataclass(frozen=True, slots=True)
class Posted:
    """A mail that the desk posted."""

    sender: str  # of the envelope
    recipients: tuple[str, ...]
    raw: bytes


def at_rest(database: Database) -> bool:
    """Whether no mail waits to be read, no event to be told, no mail to leave."""
    waiting = (
        select(InboundMail.id).where(InboundMail.state == InboundState.RECEIVED),
        select(TicketEvent.id).where(TicketEvent.notice == NoticeState.OPEN),
        select(OutboundMail.id).where(OutboundMail.state.in_(WAITING_TO_LEAVE)),  # type: ignore[attr-defined]
    )
    with database.reading() as session:
        return all(session.exec(query.limit(1)).first() is None for query in waiting)


class Postman:
    """Takes whatever is posted, remembers it, and puts a copy into a Maildir."""

    def __init__(self, folder: Path) -> None:
        """`folder` becomes a Maildir that mutt or Thunderbird opens."""
        self.posted: list[Posted] = []
        self._box = mailbox.Maildir(folder)
        self._lock = threading.Lock()
        self._door = Listener(Door(host=LOOPBACK, smtp_port=0), _POSTMAN, lambda _address: True, self._take)

    def start(self) -> int:
        """Listen; answers the port."""
        self._door.start()
        return self._door.ports[Channel.SMTP]

    def stop(self) -> None:
        """Close the door."""
        self._door.stop()

    def keep(self, raw: bytes) -> None:
        """Put a mail into the Maildir."""
        with self._lock:
            self._box.add(raw)

    def _take(self, incoming: Incoming) -> Sequence[Answer]:
        with self._lock:
            self.posted.append(Posted(incoming.sender, incoming.recipients, incoming.raw))
            self._box.add(incoming.raw)
        return [TAKEN] * len(incoming.recipients)


class World:
    """A working desk. As a context manager it opens and closes; `app` is the service itself."""

    def __init__(
        self,
        folder: Path,
        *,
        desk: str | None = None,
        clock: Callable[[], datetime] = utc_now,
        watch: Watch | None = None,
        database_url: str | None = None,
        limits: Limits | None = None,
        change: Callable[[Settings], Settings] = lambda settings: settings,
        children: Children | None = None,
        store: Path | None = None,
        synchronous: str = "FULL",
        postman: Postman | None = None,
    ) -> None:
        """`folder` must be empty or new; `desk` is the sample to start from, if not the usual one.

        `change` may alter the settings that it gives.

        `children` are shared with other worlds of the same desk, and outlive this one. `store` is an SQLite file that
        this world begins with, for to make the tables anew takes longer than most days in it. `synchronous` is
        SQLite's; a simulation whose store may be lost turns it off. `postman` is another one than usual, who need not
        keep copies.
        """
        init(desk or default_sample(), folder)
        settings = load(folder / "desk.toml", {}, today=clock().date())
        if store is not None:
            shutil.copyfile(store, folder / store.name)
        self.postman = postman or Postman(folder / "mail")
        self._port = self.postman.start()
        smtp = replace(settings.smtp, host=LOOPBACK, port=self._port, security="none", user=None, password=None)
        settings = replace(
            settings,
            accounts=(),
            smtp=smtp,
            door=Door(host=LOOPBACK, smtp_port=0),
            limits=limits or settings.limits,
            database_url=database_url or settings.database_url,
        )
        self.settings = change(settings)
        self.app = App(self.settings, clock=clock, watch=watch, children=children, synchronous=synchronous)
        self._closing = ExitStack()
        self._closing.callback(self.postman.stop)

    def __enter__(self) -> Self:
        self.app.open()
        self._closing.callback(self.app.close)
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    @property
    def posted(self) -> list[Posted]:
        """Everything that was posted so far, in order."""
        return self.postman.posted

    def to(self, address: str) -> list[Posted]:
        """What was posted to an address."""
        return [mail for mail in self.posted if address in mail.recipients]

    def deliver(self, raw: bytes, *to: str, sender: str = "", channel: Channel = Channel.LMTP) -> None:
        """Put a mail into our mailboxes, as the door would: durable when this returns."""
        self.app.take(self.incoming(raw, *to, sender=sender, channel=channel))

    @staticmethod
    def incoming(raw: bytes, *to: str, sender: str = "", channel: Channel = Channel.LMTP) -> Incoming:
        """The same before it is put in; `app.take_all` takes many at once."""
        trace = [f"Return-Path: <{sender}>", *(f"Delivered-To: {address}" for address in to)]
        head = "".join(f"{line}\r\n" for line in trace).encode()
        return Incoming(head + raw, sender, to, channel, "test")

    def drain(self) -> int:
        """Call every step until none has anything to do."""
        return self.app.drain()

    def quiet(self) -> bool:
        """Whether nothing waits: no mail to be read, no event to be told, no mail to leave."""
        return at_rest(self.app.database)

    def customer(
        self,
        organisation: str,
        *addresses: str,
        plan: str | None = None,
        products: Sequence[str] = (),
        since: date = date(2020, 1, 1),
        until: date | None = None,
        language: str | None = None,
    ) -> None:
        """Make an organisation known, with its contacts and, by `plan`, a contract."""
        with self.app.database.transaction() as session:
            row = Organisation(desk=self.settings.desk.name, name=organisation)
            session.add(row)
            session.flush()
            assert row.id is not None
            for address in addresses:
                session.add(
                    Contact(desk=row.desk, address=address.lower(), organisation_id=row.id, language=language, name="")
                )
            if plan is not None:
                session.add(
                    Contract(
                        desk=row.desk,
                        organisation_id=row.id,
                        plan=plan,
                        products=list(products),
                        starts_on=since,
                        ends_on=until,
                    )
                )
