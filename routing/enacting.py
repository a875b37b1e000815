"""What is due of cases by the clock alone is written down: the second half of TX 5, of which `reminding` is the first.

One transaction takes all verdicts of a tick. In a case in which something has happened since it was looked at nothing
is written: it is looked at again as it is now. Of most cases nothing is due but the next look. Decides nothing, but
that nobody is blamed for an answer that may lie with us unread.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Row, bindparam, update
from sqlalchemy import select as core_select
from sqlmodel import Session, col, select

from routing import closings, prompting
from routing.awaiting import Step
from routing.db import AlreadyDone
from routing.journal import SERVICE
from routing.model import Alarm, InboundMail, InboundState, Ticket, TicketState, Trouble
from routing.reminders import Agenda
from routing.station import Station
from routing.timekeeping import refresh

LOOK_NOW = datetime(1970, 1, 1, tzinfo=UTC)  # no case was ever to be looked at then: it is seen that this was said
_SOON = timedelta(minutes=1)

_TICKET = Ticket.metadata.tables["ticket"].c
_STAND = ("id", "last_seq", "next_check_at", "state", "respond_by")
_STANDING = (
    core_select(*(_TICKET[name] for name in _STAND))
    .where(_TICKET.id.in_(bindparam("tickets", expanding=True)))
    .order_by(_TICKET.id)
)
_PUT_OFF = (
    update(Ticket.metadata.tables["ticket"])
    .where(_TICKET.id == bindparam("ticket"))
    .values(next_check_at=bindparam("again"), respond_by=bindparam("owed"), checked_by=bindparam("by"))
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is due of a case that had `seq` events and was to be looked at then; `step` is what its customer is due.

    `respond_by` as `Ticket` has it. `told` is when to look again once all lines are told; `LOOK_NOW`: at once.
    """

    ticket: int
    seq: int
    due: datetime | None
    agenda: Agenda
    step: Step | None = None
    closes_on: datetime | None = None
    respond_by: datetime | None = None
    told: datetime | None = LOOK_NOW

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is due: as of most cases most of the time."""
        return self.step is None and not self.agenda.lines


def enact(session: Session, station: Station, verdicts: Sequence[Verdict], checked_by: str, now: datetime) -> None:
    """Write down what is due of the cases in which nothing has happened meanwhile, and when to look at each again.

    What was written before, by whomever, stays as it is. All is written at once, as it is hardly ever so, and a
    savepoint for each event takes longer than the event.
    """
    same = _unchanged(session, station, verdicts)
    _put_off(session, [(row, verdict) for row, verdict in same if verdict.is_quiet], checked_by)
    due = [verdict for _, verdict in same if not verdict.is_quiet]
    if not due:
        return
    tickets = {one.id: one for one in session.exec(select(Ticket).where(col(Ticket.id).in_([v.ticket for v in due])))}
    carry_out = partial(_carry_out, session, station, _unread(session, station.desk.name), checked_by, now)
    try:
        with session.begin_nested():
            for verdict in due:
                carry_out(tickets[verdict.ticket], verdict, _at_once)
    except AlreadyDone:
        for verdict in due:
            carry_out(tickets[verdict.ticket], verdict, partial(_once, session))


def _unchanged(session: Session, station: Station, verdicts: Sequence[Verdict]) -> list[tuple[Row[Any], Verdict]]:
    """The cases that are as they were looked at, locked; the others are looked at again as they are now."""
    asked = {"tickets": [verdict.ticket for verdict in verdicts]}
    rows = {row.id: row for row in session.connection().execute(station.database.lock(_STANDING), asked)}
    found = ((rows.get(verdict.ticket), verdict) for verdict in verdicts)
    return [(r, v) for r, v in found if r is not None and (r.last_seq, r.next_check_at) == (v.seq, v.due)]


def _put_off(session: Session, quiet: Sequence[tuple[Row[Any], Verdict]], checked_by: str) -> None:
    """When to look again at cases of which nothing is due."""
    rows = []
    for row, verdict in quiet:
        owed = verdict.respond_by if row.state is TicketState.CLOSED else row.respond_by
        rows.append({"ticket": row.id, "again": verdict.agenda.again, "owed": owed, "by": checked_by})
    if rows:
        session.connection().execute(_PUT_OFF, rows)


def _carry_out(
    session: Session,
    station: Station,
    unread: _Unread,
    checked_by: str,
    now: datetime,
    ticket: Ticket,
    verdict: Verdict,
    do: Callable[[Callable[[], None]], bool],
) -> None:
    """What is due of one case; `do` says whether what it was given was written only now."""
    acts: list[Callable[[], None]] = [
        partial(prompting.remind, session, ticket, line, now) for line in verdict.agenda.lines
    ]
    step, again = verdict.step, verdict.agenda.again
    if step is not None and unread.may_hold_answer(ticket):
        step, again = None, min(again or now + _SOON, now + _SOON)
    if step is not None:
        if step.number:
            acts.append(partial(prompting.nudge, session, ticket, step, verdict.closes_on, now))
        else:
            acts.append(partial(_give_up, session, station, ticket, step, now))
    written = [do(act) for act in acts]
    if ticket.state is TicketState.CLOSED:
        if any(written):  # it was closed just now
            refresh(session, station.desk, ticket, now)
        else:
            ticket.respond_by = verdict.respond_by
    ticket.checked_by = checked_by
    if not any(written):
        ticket.next_check_at = again
    elif all(written) and verdict.told != LOOK_NOW:  # else it is looked at once more, now that they are told
        ticket.next_check_at = verdict.told
    session.add(ticket)


@dataclass(frozen=True, slots=True)
class _Unread:
    """Which mail lies with us unread: nobody is blamed for an answer that does.

    Mail that has come waits seconds, and what cannot be read ends in quarantine; of some mailboxes nothing comes.
    """

    mail: bool
    shut: Collection[str]  # mailboxes

    def may_hold_answer(self, ticket: Ticket) -> bool:
        """Whether the answer of its customer may be among it."""
        return self.mail or ticket.mailbox in self.shut


def _unread(session: Session, desk: str) -> _Unread:
    mail = select(InboundMail.id).where(InboundMail.desk == desk, InboundMail.state == InboundState.RECEIVED)
    shut = select(Alarm.name).where(Alarm.desk == desk, Alarm.trouble == Trouble.MAILBOX, col(Alarm.over_at).is_(None))
    return _Unread(session.exec(mail.limit(1)).first() is not None, session.exec(shut).all())


def _give_up(session: Session, station: Station, ticket: Ticket, step: Step, now: datetime) -> None:
    """The case is closed, as the customer did not answer."""
    why, once = "the customer did not answer", f"give up:{step.wait}"
    closings.close(session, station.desk, ticket, by="waiting", actor=SERVICE, why=why, now=now, once=once)


def _at_once(act: Callable[[], None]) -> bool:
    """Do it; raises AlreadyDone, after which nothing counts that was done before it."""
    act()
    return True


def _once(session: Session, act: Callable[[], None]) -> bool:
    """Do it, unless the store knows that it was done."""
    try:
        with session.begin_nested():
            act()
            session.flush()
    except AlreadyDone:
        return False
    return True
