"""What is to be said of contracts, accounts and quotas, and to the office: each announcement becomes one mail.

The mails stand in no case and bear no token; a customer who answers news of his contract reaches the office. Before
each stands the one gate. How they are leased, worded and settled is in `desk_round`; what there is to say, and to whom,
`routing.announcing` has decided.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from notifier import outbox
from notifier.audience import Hearer
from notifier.desk_mails import DeskMail, draft_desk_mail
from notifier.desk_round import Outcome, open_rows, word_round
from notifier.drafting import Drafted
from notifier.for_customers import AccountNews, ContractNews, Informed, QuotaNews
from notifier.for_staff import OfficeNews
from notifier.gate import Facts, Withheld, admit
from notifier.scribe import Scribe
from notifier.wording import Words
from routing.desk import Desk
from routing.model import Announcement
from routing.station import Station
from routing.submission import Kind, Party

_BATCH = 50
_UNSAID = open_rows(Announcement)


def say_announcements(station: Station, scribe: Scribe, now: datetime) -> int:
    """Word what waits; answers how many announcements there were."""

    def consider(session: Session, sent: outbox.Sent, row: Announcement) -> Drafted | Outcome:
        sent.read(session, station.desk.name, (), (row.recipient,))
        verdict = admit(_facts(station.desk, row, sent))
        if isinstance(verdict, Withheld):
            return Outcome(withheld=verdict.reason)
        return _draft(station, scribe.words, row, now)

    return word_round(station, scribe, _UNSAID, consider, now, limit=_BATCH)


def _draft(station: Station, words: Words, row: Announcement, now: datetime) -> Drafted:
    desk, said, customers = station.desk, row.said, row.hearer == "customer"
    occasion = _OCCASIONS[row.kind] if customers else "office"
    mail = DeskMail(
        occasion,
        Hearer(occasion, Party(said["name"], row.recipient), said["language"], desk.calendar.zone),
        _TELLING[occasion](desk, row) if customers else _office(row),
        once=f"announcement:{row.id}",
        subject=said.get("subject") or said["organisation"],
        sender=_sender(desk, row),
        reply_to=desk.contracts.office if customers and "mailbox" not in said else None,
        staff=not customers,
    )
    return draft_desk_mail(station, words, mail, now)


def _sender(desk: Desk, row: Announcement) -> str:
    """Customers hear from a support mailbox, our own people from the desk."""
    if row.hearer != "customer":
        return desk.address
    named = row.said.get("mailbox")
    return next((box.address for box in desk.mailboxes if box.name == named), desk.mailboxes[0].address)


# -- what each is told


def _contract(desk: Desk, row: Announcement) -> ContractNews:
    said = row.said
    return ContractNews(
        **_common(desk, row),
        news=row.kind,
        since=date.fromisoformat(said["since"]),
        until=date.fromisoformat(said["until"]),
        deadline=_day(said["deadline"]),
        left=said.get("left"),
        account=said.get("account"),
    )


def _account(desk: Desk, row: Announcement) -> AccountNews:
    said = row.said
    expires = row.kind == "account_expiring"
    return AccountNews(
        **_common(desk, row), left=said["left"], account=said["account"], until=_day(said["until"]), expires=expires
    )


def _quota(desk: Desk, row: Announcement) -> QuotaNews:
    said = row.said
    return QuotaNews(
        **_common(desk, row),
        channel=said["channel"],
        used=said["used"],
        limit=said["limit"],
        until=date.fromisoformat(said["until"]),
    )


def _informed(desk: Desk, row: Announcement) -> Informed:
    said = row.said
    return Informed(desk=desk.title, name=said["name"], number=said["number"], subject=said["subject"])


def _office(row: Announcement) -> OfficeNews:
    said = row.said
    values: dict[str, Any] = {name: said[name] for name in _PLAIN if said.get(name) is not None}
    values |= {name: _day(said.get(name)) for name in ("since", "until", "deadline")}
    return OfficeNews(news=row.kind, organisation=said["organisation"], **values)


_PLAIN = ("plan", "contract", "left", "account", "channel", "used", "limit", "number", "subject", "sender")


def _common(desk: Desk, row: Announcement) -> dict[str, Any]:
    said = row.said
    return {"desk": desk.title, **{name: said[name] for name in ("name", "organisation", "plan", "contract")}}


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


_OCCASIONS: Mapping[str, str] = {
    **dict.fromkeys(("renewed", "renewing", "ending"), "contract"),
    **dict.fromkeys(("account_low", "account_expiring"), "account"),
    "quota": "quota",
    "informed": "informed",
}
_TELLING: Mapping[str, Callable[[Desk, Announcement], object]] = {
    "contract": _contract,
    "account": _account,
    "quota": _quota,
    "informed": _informed,
}


def _facts(desk: Desk, row: Announcement, sent: outbox.Sent) -> Facts:
    return Facts(
        occasion=row.kind,
        recipient=row.recipient,
        staff=row.hearer != "customer",
        kind=Kind.PERSON.value,
        may_answer=True,
        own=desk.owns(row.recipient),
        sent_of_kind=0,  # the UNIQUE of announcements says so
        sent_last_hour=sent.lately(row.recipient),
        suppressed=row.hearer == "customer" and sent.suppressed(row.recipient),
    )
