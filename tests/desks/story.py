"""A desk's day as a rule tells it: who is known, who writes what and when, and what each of them finds in his mailbox.

    ann = day.customer("Peeters", "ann@peeters.example", plan="maintenance")
    day.at("2026-11-23 10:00")
    receipt = ann.writes("VISI stops with an error.")
    assert "phone number" in receipt.asked

Real mail goes in through the door, real mail comes out at the postman's, records come by the importer, and the clock
stands still until `at` or `later` moves it. Nothing in between is touched. What a mail says is read from its bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from itertools import count

from intake.record_import import take_in
from intake.world import Posted, World
from routing.desk import Engineer

_NUMBERED = re.compile(r"^\d+\. (.+)$", re.MULTILINE)
_SERIAL = count(1)


class Clock:
    """Stands still until a story moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that the desk posted, as its reader sees it."""

    posted: Posted
    message: EmailMessage

    @classmethod
    def of(cls, posted: Posted) -> Letter:
        return cls(posted, message_from_bytes(posted.raw, policy=policy.default))  # type: ignore[arg-type]

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])

    @property
    def sender(self) -> str:
        return str(self.message["From"])

    @property
    def copies(self) -> str:
        return str(self.message["Cc"] or "")

    @property
    def text(self) -> str:
        """The plain part, its lines as they stand."""
        body = self.message.get_body(("plain",))
        assert body is not None
        return str(body.get_content()).replace("\r\n", "\n")

    @property
    def html(self) -> str:
        body = self.message.get_body(("html",))
        assert body is not None
        return str(body.get_content())

    @property
    def asked(self) -> list[str]:
        """The numbered questions."""
        return _NUMBERED.findall(self.text)

    @property
    def files(self) -> list[str]:
        return [part.get_filename() or "" for part in self.message.iter_attachments()]

    def __contains__(self, words: str) -> bool:
        """Whether it says so, wherever its lines break."""
        return words in " ".join(f"{self.subject} {self.text}".split())


class Somebody:
    """Anyone with a mailbox who is not of the desk."""

    def __init__(self, day: Day, address: str, name: str) -> None:
        self._day = day
        self.address = address
        self.name = name

    @property
    def inbox(self) -> list[Letter]:
        return self._day.inbox(self.address)

    @property
    def latest(self) -> Letter:
        return self.inbox[-1]

    def writes(
        self,
        text: str,
        *,
        subject: str = "VISI",
        to: str | tuple[str, ...] | None = None,
        cc: str | None = None,
        files: tuple[tuple[str, bytes], ...] = (),
        headers: tuple[tuple[str, str], ...] = (),
    ) -> Letter:
        """A new mail, to the first mailbox if not told; answers the last mail that came to him since."""
        addresses = (to,) if isinstance(to, str) else to or (self._day.desk.mailboxes[0].address,)
        mail = self._mail(text, subject, ", ".join(addresses), headers)
        if cc:
            mail["Cc"] = cc
        for name, content in files:
            mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        return self._send(mail, *addresses)

    def answers(
        self,
        letter: Letter,
        text: str,
        *,
        files: tuple[tuple[str, bytes], ...] = (),
        headers: tuple[tuple[str, str], ...] = (),
        quotes: bool = True,
    ) -> Letter:
        """A reply, the letter quoted below it; answers the last mail that came to him since, or the letter itself."""
        before = letter.message
        mail = self._mail(
            text + (_quoted(letter) if quotes else ""), _reply_subject(letter), before["Reply-To"], headers
        )
        _thread(mail, before)
        for name, content in files:
            mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        return self._send(mail, bare(before["Reply-To"])) if len(self.inbox) else letter

    def is_away(self, letter: Letter, text: str, *, subject: str = "Automatic reply") -> None:
        """His mail program answers by itself."""
        mail = self._mail(text, subject, letter.posted.sender)
        mail["Auto-Submitted"] = "auto-replied"
        _thread(mail, letter.message)
        self._day.deliver(mail, letter.posted.sender, sender="")

    def _mail(self, text: str, subject: str, to: str, headers: tuple[tuple[str, str], ...] = ()) -> EmailMessage:
        mail = EmailMessage(policy=SMTP)
        mail["From"] = f"{self.name} <{self.address}>" if self.name else self.address
        mail["To"] = to
        mail["Subject"] = subject
        mail["Date"] = format_datetime(self._day.clock())
        mail["Message-ID"] = f"<{next(_SERIAL)}@{self.address.partition('@')[2]}>"
        for name, value in headers:
            mail[name] = value
        mail.set_content(text)
        return mail

    def _send(self, mail: EmailMessage, *addresses: str) -> Letter:
        self._day.deliver(mail, *addresses, sender=self.address)
        return self.inbox[-1] if self.inbox else _NOTHING


class Colleague(Somebody):
    """An engineer of the desk file; the desk's own border vouches for what he sends."""

    def __init__(self, day: Day, engineer: Engineer) -> None:
        super().__init__(day, engineer.addresses[0], engineer.full_name)
        self.key = engineer.name

    def _send(self, mail: EmailMessage, *addresses: str) -> Letter:
        domain = self.address.partition("@")[2]
        mail["Authentication-Results"] = f"mx.{domain}; dmarc=pass header.from={domain}"
        return super()._send(mail, *addresses)


@dataclass
class Day:
    """A desk with its clock, and everybody who has to do with it."""

    world: World
    clock: Clock
    customers: count = field(default_factory=lambda: count(1001))

    @property
    def desk(self):
        return self.world.settings.desk

    # -- time

    def at(self, local: str) -> None:
        """It is then, on the desk's wall: "2026-11-23 10:00"."""
        self.clock.now = datetime.fromisoformat(local).replace(tzinfo=self.desk.calendar.zone).astimezone(UTC)
        self.drain()

    def morning(self, local: str) -> None:
        """The same, and the morning cards and digests of that day leave."""
        self.at(local)
        self.world.app.issue()
        self.drain()

    def later(self, **by: float) -> None:
        """Minutes, hours or days pass, and the desk does what is due."""
        self.clock.now += timedelta(**by)
        self.drain()

    def local(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.desk.calendar.zone):%Y-%m-%d %H:%M}"

    def drain(self) -> None:
        """Every step, until none has anything to do; in the morning the contracts are looked at, too."""
        self.world.app.look_at_contracts()
        self.world.drain()
        while self.world.app.remind():
            self.world.drain()

    # -- people

    def customer(self, organisation: str, address: str, *, name: str = "", **columns: object) -> Somebody:
        """An organisation that the records know, with its contact; further columns as the importer names them."""
        number = columns.pop("customer_number", next(self.customers))
        contract = {"contract_number": f"C-{number}", "starts_on": "2026-01-01"} if "plan" in columns else {}
        row = {
            "customer_number": number, "organisation": organisation, "email": address, "contact": name,
            **contract, **columns,
        }  # fmt: skip
        self.records(row)
        return self.somebody(address, name)

    def records(self, *rows: dict[str, object]) -> None:
        """Rows of an export, taken in as `intake customers import` does; a fault or note fails the story."""
        columns = list(dict.fromkeys(name for row in rows for name in row))
        lines = [";".join(name.replace("_", " ") for name in columns)]
        lines += [";".join(str(row.get(name, "")) for name in columns) for row in rows]
        folder = self.world.settings.folder
        path = folder / f"export-{next(_SERIAL)}.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        taken = take_in(self.desk, self.world.app.database, [path])
        assert (taken.faults, taken.notes) == ((), ())

    def somebody(self, address: str, name: str = "") -> Somebody:
        return Somebody(self, address, name)

    def firm(self, address: str = "ann@peeters.example", organisation: str = "Peeters", **columns: object) -> Somebody:
        """A customer whose contact may ask for everything, and reads English."""
        plan = columns.pop("plan", self.desk.plans[-1].name)
        columns.setdefault("starts_on", "2026-10-01")
        asks = (self.desk.plan(str(plan)).who_asks or ("responsible",))[0]
        everything = ", ".join(product.name for product in self.desk.products)
        return self.customer(
            organisation,
            address,
            **{
                "name": "Ann Peeters",
                "plan": plan,
                "role": asks,
                "trained": everything,
                "contact_language": "en",
                **columns,
            },
        )

    def manager(self, key: str) -> Colleague:
        """Of those whom the desk was opened with."""
        return Colleague(self, next(one for one in self.desk.managers if one.name == key).as_colleague)

    def engineer(self, key: str) -> Colleague:
        return Colleague(self, self.desk.engineer(key))

    @property
    def owner(self) -> Colleague:
        """Who was the latest to be given a case."""
        for posted in reversed(self.world.posted):
            engineer = self.desk.engineer_at(posted.recipients[0])
            if engineer is not None and "assigned to you" in Letter.of(posted):
                return Colleague(self, engineer)
        raise AssertionError("no engineer was given a case")

    # -- mail

    def inbox(self, address: str) -> list[Letter]:
        return [Letter.of(posted) for posted in self.world.to(address)]

    def deliver(self, mail: EmailMessage, *addresses: str, sender: str) -> None:
        self.world.deliver(bytes(mail), *addresses, sender=sender)
        self.drain()


def _quoted(letter: Letter) -> str:
    lines = "\n".join(f"> {line}" for line in letter.text.splitlines())
    return f"\n\nOn Mon, 23 Nov 2026 at 10:12, {letter.sender} wrote:\n{lines}\n"


def _reply_subject(letter: Letter) -> str:
    return letter.subject if letter.subject.lower().startswith("re:") else f"Re: {letter.subject}"


def _thread(mail: EmailMessage, before: EmailMessage) -> None:
    mail["In-Reply-To"] = before["Message-ID"]
    mail["References"] = f"{before['References'] or ''} {before['Message-ID']}".strip()


def bare(address: object) -> str:
    return str(address).strip("<>")


_NOTHING = Letter(Posted("", (), b""), EmailMessage())
