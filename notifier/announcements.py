"""What is to be said of contracts, accounts and quotas, and to the office: each announcement becomes one mail.

A step like `enquiries`: it leases announcements, words them outside any transaction, and commits mails and
announcements together. The mails stand in no case and bear no token; a customer who answers news of his contract
reaches the office. Before each stands the one gate. What cannot be worded is tried again some times, then marked
`failed`, with the error. What there is to say, and to whom, `routing.announcing` has decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from sqlmodel import Session

from notifier import outbox
from notifier.addresses import bounce_address
from notifier.audience import Hearer
from notifier.compose import Letter
from notifier.drafting import Drafted, language_for, lifetime
from notifier.for_customers import AccountNews, ContractNews, Informed, QuotaNews
from notifier.for_staff import OfficeNews
from notifier.gate import Facts, Withheld, admit
from notifier.occasions import told
from notifier.scribe import Scribe, Unfit, Written
from notifier.wording import Words
from routing.child import Lost
from routing.db import Unavailable
from routing.desk import Desk
from routing.model import Announcement, NoticeState, OutboundMail
from routing.model.base import new_ref
from routing.station import Station
from routing.submission import Kind, Party

log = structlog.get_logger("notifier.announcements")

_BATCH = 50
_ATTEMPTS = 5
_RETRY_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What an announcement comes to: a mail, or why there is none."""

    mail: OutboundMail | None = None
    withheld: str | None = None
    error: str | None = None


def say_announcements(station: Station, scribe: Scribe, now: datetime) -> int:
    """Word what waits; answers how many announcements there were."""
    due = (Announcement.desk == station.desk.name, Announcement.state == NoticeState.OPEN)
    waiting = station.database.lease(
        Announcement, due, now=now, owner=station.owner, seconds=station.lease_seconds, limit=_BATCH
    )
    if not waiting:
        return 0
    with station.database.holding(Announcement, [one.id for one in waiting], station.owner, now):
        outcomes = _word(station, scribe, waiting, now)
        with station.database.transaction() as session:
            mine = station.database.still_mine(session, Announcement, [_id(one) for one in waiting], station.owner)
            outbox.enqueue(session, [mail for key in mine if (mail := outcomes[key].mail) is not None])
            for key, row in mine.items():
                _settle(session, row, outcomes[key], now)
    station.wake("deliver")
    return len(waiting)


def _word(station: Station, scribe: Scribe, waiting: Sequence[Announcement], now: datetime) -> dict[int, _Outcome]:
    outcomes: dict[int, _Outcome] = {}
    drafted: list[tuple[int, Drafted]] = []

    def letters(session: Session) -> Iterator[tuple[Letter, Any]]:
        sent = outbox.Sent(now)
        for row in waiting:
            draft = _consider(session, station, scribe.words, sent, row, now)
            if isinstance(draft, _Outcome):
                outcomes[_id(row)] = draft
            else:
                drafted.append((_id(row), draft))
                yield draft.letter, draft.material

    with station.database.reading() as session:
        for number, written in enumerate(scribe.write(letters(session))):
            key, draft = drafted[number]
            outcomes[key] = _outcome(draft, written)
    return outcomes


def _outcome(draft: Drafted, written: Written | Unfit | Lost) -> _Outcome:
    match written:
        case Written(content, _):
            return _Outcome(mail=draft.mail(content))
        case Unfit(why):
            return _Outcome(withheld=why)
        case Lost(_, why):
            return _Outcome(error=why)


def _consider(
    session: Session, station: Station, words: Words, sent: outbox.Sent, row: Announcement, now: datetime
) -> Drafted | _Outcome:
    """The fault barrier of one announcement."""
    try:
        sent.read(session, station.desk.name, (), (row.recipient,))
        verdict = admit(_facts(station.desk, row, sent))
        if isinstance(verdict, Withheld):
            return _Outcome(withheld=verdict.reason)
        return _draft(station, words, row, now)
    except Unavailable:
        raise
    except Exception as bug:  # (one that cannot be worded must not stop the others)
        log.exception("no announcement", announcement=row.id)
        return _Outcome(error=f"{type(bug).__name__}: {bug}"[:500])


def _draft(station: Station, words: Words, row: Announcement, now: datetime) -> Drafted:
    desk, ref, said = station.desk, new_ref(), row.said
    occasion = "office" if row.hearer != "customer" else _OCCASIONS[row.kind]
    address = _sender(desk, row)
    hearer = Hearer(occasion, Party(said["name"], row.recipient), said["language"], desk.calendar.zone)
    values = _office(row) if occasion == "office" else _TELLING[occasion](desk, row)
    letter = Letter(
        occasion=occasion,
        language=language_for(words, hearer.language, desk),
        zone=hearer.zone,
        sender=Party(desk.title, address),
        recipient=hearer.party,
        message_id=station.keyring.message_id(0, ref, address.rpartition("@")[2]),
        date=now,
        loop=desk.name,
        reply_to=desk.contracts.office if row.hearer == "customer" and "mailbox" not in said else None,
        values=dict(told(values)),
    )
    columns: Mapping[str, Any] = {
        "ref": ref,
        "desk": desk.name,
        "occasion": occasion,
        "staff": row.hearer != "customer",
        "automatic": True,
        "recipient": row.recipient,
        "envelope_from": bounce_address(station, address, ref, now),
        "message_id": letter.message_id,
        "dedupe_key": f"announcement:{row.id}",
        "subject": said.get("subject") or said["organisation"],
        "language": letter.language,
        "next_attempt_at": now,
        **lifetime(now),
    }
    return Drafted(letter, None, hearer, lambda content: OutboundMail(**columns, content=content, size=len(content)))


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


def _settle(session: Session, row: Announcement, outcome: _Outcome, now: datetime) -> None:
    row.last_error = outcome.error or outcome.withheld
    if outcome.error is None:
        row.state = NoticeState.DONE
    else:
        row.next_attempt_at = now + timedelta(seconds=_RETRY_SECONDS * row.attempts)
        if row.attempts >= _ATTEMPTS:
            row.state = NoticeState.FAILED
    row.release()
    session.add(row)


def _id(row: Announcement) -> int:
    assert row.id is not None
    return row.id
