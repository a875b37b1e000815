"""A firm with a desk, for tests with real mail clients: everybody's mailbox is on one Dovecot.

The desk is a `World` with the test's clock: it reads its mailboxes by IMAP, and posts by SMTP to the world's postman,
who is the sink here; `work` takes that round on to the mailboxes of engineers and customers by LMTP. Whoever writes
hands in at the `Border`. Customers have no password, so nobody vouches for them.
"""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from sqlmodel import select

from intake.account import ImapAccount
from intake.mailbox import ImapFolder
from intake.world import World
from routing.model import Contact, Ticket
from tests.mails import VISI
from tests.servers import HOST, Dovecot, Received
from tests.wire.border import Border
from tests.wire.clients import Seat, in_box, submit
from tests.wire.pencil import Reply

Client = Callable[[Seat, Reply], None]
READ = ("visi", "intake")  # the mailboxes of the desk that the tests write to


class Office:
    """The servers must be running, the world open; `close` hangs up."""

    def __init__(self, world: World, dovecot: Dovecot, border: Border, homes: Path) -> None:
        """`homes` holds a folder for each person and mailbox; connects to the desk's mailboxes, which are empty."""
        self.world, self.dovecot, self.border = world, dovecot, border
        self._homes = homes
        self._delivered = 0
        self._folders = [ImapFolder(self._account(name)) for name in READ]
        for folder in self._folders:
            folder.connect()
            world.app.poll(folder)  # takes the first connection's baseline

    def close(self) -> None:
        """Hang up on Dovecot."""
        for folder in self._folders:
            folder.close()

    def _account(self, name: str) -> ImapAccount:
        mailbox = self.world.settings.desk.mailbox(name)
        port, password = self.dovecot.imap_port, self.dovecot.password
        return ImapAccount(name, HOST, port, "none", mailbox.address, lambda: password)

    def seat(self, name: str, address: str, box: str = "") -> Seat:
        """Somebody at his mail client; `box` if he reads another mailbox than that of his address."""
        box = box or address
        home = self._homes / box
        home.mkdir(parents=True, exist_ok=True)
        port, password = self.dovecot.imap_port, self.dovecot.password
        return Seat(name, address, box, password, port, self.border.port, home)

    def engineer(self, name: str) -> Seat:
        """An engineer of the desk."""
        who = self.world.settings.desk.engineer(name)
        return self.seat(who.full_name, who.addresses[0])

    def case(self, customer: Seat) -> Ticket:
        """The one case of a customer, as it is now."""
        with self.world.app.database.reading() as session:
            return session.exec(select(Ticket).join(Contact).where(Contact.address == customer.address)).one()

    def owner(self, customer: Seat) -> Seat:
        """The engineer who has the customer's case."""
        name = self.case(customer).owner
        assert name is not None
        return self.engineer(name)

    def write(self, customer: Seat, subject: str, text: str, **headers: str) -> None:
        """A customer's mail to the product's mailbox, all the way to the mails that follow from it."""
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        submit(customer, VISI, {"Subject": subject, **fields}, text)
        self.work()

    def answer(self, client: Client, engineer: Seat, reply: Reply) -> Received:
        """He answers the newest mail in his mailbox; what his client handed in, which the desk has not yet read."""
        before = len(self.border.taken)
        client(engineer, reply)
        return self.border.wait(before + 1, 5)

    def work(self) -> None:
        """The desk reads its mailboxes, does all there is to do, and the mails reach the mailboxes of the others."""
        for folder in self._folders:
            self.world.app.poll(folder)
        self.world.drain()
        for posted in self.world.posted[self._delivered :]:
            for recipient in posted.recipients:
                self.dovecot.deliver(recipient, posted.raw, posted.sender)
        self._delivered = len(self.world.posted)


def mails(seat: Seat) -> list[EmailMessage]:
    """What lies in his mailbox, oldest first."""
    return [message_from_bytes(raw, policy=policy.default) for raw in in_box(seat)]
