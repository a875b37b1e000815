"""Questions of staff to the desk's own address (`#list`, `#status 10423`, `#help`), each answered by one mail.

How they are leased, worded and settled is in `desk_round`. Whoever asks has proven who he is before his question is in
the table; an engineer may ask about any case of the desk, and a lead is given everybody's list.
"""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, select

from notifier import outbox
from notifier.audience import Hearer
from notifier.background import open_cases
from notifier.desk_mails import DeskMail, draft_desk_mail
from notifier.desk_round import Outcome, open_rows, word_round
from notifier.drafting import Drafted, draft_mail
from notifier.for_staff import Help, NoCase
from notifier.gate import Withheld, admit, to_staff
from notifier.reports import case_list
from notifier.scene import read_scenes
from notifier.scribe import Scribe
from notifier.wording import Words
from routing.desk import Engineer
from routing.model import Enquiry, EventKind, Ticket, TicketEvent
from routing.station import Station
from routing.submission import Party

_BATCH = 20
_ASKED = open_rows(Enquiry)
_LONGEST_NUMBER = 12  # digits
_MERGED = 20  # merges that are followed


def answer_enquiries(station: Station, scribe: Scribe, now: datetime) -> int:
    """Answer what was asked; answers how many questions there were."""

    def consider(session: Session, sent: outbox.Sent, enquiry: Enquiry) -> Drafted | Outcome:
        return _consider(session, station, scribe.words, sent, enquiry, now)

    return word_round(station, scribe, _ASKED, consider, now, limit=_BATCH)


def _consider(
    session: Session, station: Station, words: Words, sent: outbox.Sent, enquiry: Enquiry, now: datetime
) -> Drafted | Outcome:
    engineer = next((e for e in station.desk.colleagues if e.name == enquiry.engineer), None)
    if engineer is None:
        return Outcome(withheld=f"{enquiry.engineer} is not in the desk file")
    address = engineer.addresses[0]
    sent.read(session, station.desk.name, (), (address,))
    verdict = admit(
        to_staff(enquiry.word, address, own=station.desk.owns(address), sent_last_hour=sent.lately(address))
    )
    if isinstance(verdict, Withheld):
        return Outcome(withheld=verdict.reason)
    return _draft(session, station, words, enquiry, engineer, now)


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


def _reply_to(subject: str) -> str:
    return subject if not subject or subject.lower().startswith("re:") else f"Re: {subject}"
