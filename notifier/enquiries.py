"""Questions of staff to the desk's own address (`#list`, `#status 10423`, `#help`), each answered by one mail.

A step like `correspondence`: it leases questions, words the answers outside any transaction, and commits mails and
questions together. A question that cannot be answered is tried again some times, then marked `failed`, with the error.
Whoever asks has proven who he is before his question is in the table; an engineer may ask about any case of the desk,
and a lead is given everybody's list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlmodel import Session, select

from notifier import outbox
from notifier.audience import Hearer
from notifier.background import open_cases
from notifier.compose import Letter
from notifier.desk_mails import DeskMail, draft_desk_mail
from notifier.drafting import Drafted, draft_mail
from notifier.for_staff import Help, NoCase
from notifier.gate import Facts, Withheld, admit
from notifier.reports import case_list
from notifier.scene import read_scenes
from notifier.scribe import Scribe, Unfit, Written
from notifier.wording import Words
from routing.child import Lost
from routing.db import Unavailable
from routing.desk import Engineer
from routing.model import Enquiry, EventKind, NoticeState, OutboundMail, Ticket, TicketEvent
from routing.station import Station
from routing.submission import Kind, Party

log = structlog.get_logger("notifier.enquiries")

_BATCH = 20
_ATTEMPTS = 5
_RETRY_SECONDS = 30.0
_LONGEST_NUMBER = 12  # digits
_MERGED = 20  # merges that are followed


@dataclass(frozen=True, slots=True)
class _Reply:
    """What a question comes to: a mail, or why there is none."""

    mail: OutboundMail | None = None
    withheld: str | None = None
    error: str | None = None


def answer_enquiries(station: Station, scribe: Scribe, now: datetime) -> int:
    """Answer what was asked; answers how many questions there were."""
    due = (Enquiry.desk == station.desk.name, Enquiry.state == NoticeState.OPEN)
    asked = station.database.lease(
        Enquiry, due, now=now, owner=station.owner, seconds=station.lease_seconds, limit=_BATCH
    )
    if not asked:
        return 0
    with station.database.holding(Enquiry, [one.id for one in asked], station.owner, now):
        replies = _word(station, scribe, asked, now)
        with station.database.transaction() as session:
            mine = station.database.still_mine(session, Enquiry, [_id(one) for one in asked], station.owner)
            mails = [mail for key in mine if (mail := replies[key].mail) is not None]
            outbox.enqueue(session, mails)
            for key, enquiry in mine.items():
                _settle(session, enquiry, replies[key], now)
    station.wake("deliver")
    return len(asked)


def _word(station: Station, scribe: Scribe, asked: Sequence[Enquiry], now: datetime) -> dict[int, _Reply]:
    replies: dict[int, _Reply] = {}
    drafted: list[tuple[int, Drafted]] = []

    def letters(session: Session) -> Iterator[tuple[Letter, Any]]:
        sent = outbox.Sent(now)
        for enquiry in asked:
            draft = _consider(session, station, scribe.words, sent, enquiry, now)
            if isinstance(draft, _Reply):
                replies[_id(enquiry)] = draft
            else:
                drafted.append((_id(enquiry), draft))
                yield draft.letter, draft.material

    with station.database.reading() as session:
        for number, written in enumerate(scribe.write(letters(session))):
            key, draft = drafted[number]
            replies[key] = _reply(draft, written)
    return replies


def _reply(draft: Drafted, written: Written | Unfit | Lost) -> _Reply:
    match written:
        case Written(content, _):
            return _Reply(mail=draft.mail(content))
        case Unfit(why):
            return _Reply(withheld=why)
        case Lost(_, why):
            return _Reply(error=why)


def _consider(
    session: Session, station: Station, words: Words, sent: outbox.Sent, enquiry: Enquiry, now: datetime
) -> Drafted | _Reply:
    """The fault barrier of one question."""
    engineer = next((e for e in station.desk.colleagues if e.name == enquiry.engineer), None)
    if engineer is None:
        return _Reply(withheld=f"{enquiry.engineer} is not in the desk file")
    try:
        sent.read(session, station.desk.name, (), (engineer.addresses[0],))
        verdict = admit(_facts(station, engineer, enquiry, sent))
        if isinstance(verdict, Withheld):
            return _Reply(withheld=verdict.reason)
        return _draft(session, station, words, enquiry, engineer, now)
    except Unavailable:
        raise
    except Exception as bug:  # (a question that cannot be answered must not stop the others)
        log.exception("no answer", enquiry=enquiry.id)
        return _Reply(error=f"{type(bug).__name__}: {bug}"[:500])


def _draft(
    session: Session, station: Station, words: Words, enquiry: Enquiry, engineer: Engineer, now: datetime
) -> Drafted:
    subject = _reply_to(enquiry.subject)
    match enquiry.word:
        case "status":
            ticket = _numbered(session, station, enquiry.value)
            if ticket is not None:
                return _of_case(session, station, words, enquiry, ticket, engineer, now)
            return _letter(
                station, words, enquiry, engineer, "no_case", NoCase(asked=enquiry.value, subject=subject), now
            )
        case "list":
            found = open_cases(session, station.desk, None if engineer.lead else engineer.name, now)
            values = case_list(station, engineer, found, now, everybody=engineer.lead, subject=subject)
            return _letter(station, words, enquiry, engineer, "list", values, now)
        case _:
            return _letter(station, words, enquiry, engineer, "help", Help(subject=subject), now)


def _of_case(
    session: Session,
    station: Station,
    words: Words,
    enquiry: Enquiry,
    ticket: Ticket,
    engineer: Engineer,
    now: datetime,
) -> Drafted:
    """As if he had asked within the case: the mail stands in its thread, and a reply is a note there."""
    asking = TicketEvent(
        ticket_id=ticket.id or 0,
        seq=0,
        kind=EventKind.TOLD,
        at=now,
        actor=engineer.name,
        payload={"word": "status", "answers": enquiry.message_id},
        next_attempt_at=now,
    )
    (scene,) = read_scenes(session, station.desk, [asking])
    return draft_mail(station, words, scene, _hearer("status", engineer), now, once=f"enquiry:{enquiry.id}")


def _letter(
    station: Station, words: Words, enquiry: Enquiry, engineer: Engineer, occasion: str, values: object, now: datetime
) -> Drafted:
    """No token: a reply is another question."""
    mail = DeskMail(
        occasion,
        _hearer(occasion, engineer),
        values,
        once=f"enquiry:{enquiry.id}",
        subject=enquiry.subject,
        answers=enquiry.message_id,
    )
    return draft_desk_mail(station, words, mail, now)


def _hearer(occasion: str, engineer: Engineer) -> Hearer:
    party = Party(engineer.full_name, engineer.addresses[0])
    return Hearer(occasion, party, engineer.language, engineer.calendar.zone, engineer)


def _numbered(session: Session, station: Station, value: str) -> Ticket | None:
    """The case of a number as people write it; a merged one leads to what it was merged into."""
    digits = value.strip().lstrip("#").strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER):
        return None
    query = select(Ticket).where(Ticket.desk == station.desk.name, Ticket.number == int(digits))
    ticket = session.exec(query).first()
    for _ in range(_MERGED):
        if ticket is None or ticket.merged_into_id is None:
            break
        ticket = session.get(Ticket, ticket.merged_into_id)
    return ticket


def _facts(station: Station, engineer: Engineer, enquiry: Enquiry, sent: outbox.Sent) -> Facts:
    address = engineer.addresses[0]
    return Facts(
        occasion=enquiry.word,
        recipient=address,
        staff=True,
        kind=Kind.PERSON.value,
        may_answer=True,
        own=station.desk.owns(address),
        sent_of_kind=0,
        sent_last_hour=sent.lately(address),
        suppressed=False,
    )


def _settle(session: Session, enquiry: Enquiry, reply: _Reply, now: datetime) -> None:
    enquiry.last_error = reply.error or reply.withheld
    if reply.error is None:
        enquiry.state = NoticeState.DONE
    else:
        enquiry.next_attempt_at = now + timedelta(seconds=_RETRY_SECONDS * enquiry.attempts)
        if enquiry.attempts >= _ATTEMPTS:
            enquiry.state = NoticeState.FAILED
    enquiry.release()
    session.add(enquiry)


def _reply_to(subject: str) -> str:
    return subject if not subject or subject.lower().startswith("re:") else f"Re: {subject}"


def _id(enquiry: Enquiry) -> int:
    assert enquiry.id is not None
    return enquiry.id
