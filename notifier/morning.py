"""The morning card in the terms of its template: tasks with their links. Pure but for the keys that sign addresses.

Each link writes a mail to the case's address for notes (GEN-18), with one command in it, so that a case is dealt with
from the card alone and nothing of it can reach a customer.
"""

from __future__ import annotations

from datetime import datetime

from notifier.addresses import case_address, tagged, write_to
from notifier.for_editions import MorningCard, TaskLine
from routing.desk import Engineer
from routing.masking import masked
from routing.model import Ticket
from routing.reference import Purpose
from routing.station import Station
from routing.submission import Severity
from routing.worklist import Task, Worklist

COMMANDS = ("#take", "#close", "#wait", "#time 15m", "#status")


def morning_card(station: Station, engineer: Engineer, found: Worklist, now: datetime) -> MorningCard:
    """What his template is told."""
    return MorningCard(
        engineer=engineer.full_name,
        today=now.astimezone(engineer.calendar.zone).date(),
        tasks=tuple(_line(station, engineer, task, now) for task in found.tasks),
        more=found.more,
        us=found.us,
        others=found.others,
        late=found.late,
    )


def note_address(station: Station, engineer: Engineer, found: Worklist, now: datetime) -> str | None:
    """Where an answer to the card becomes a note (GEN-18): in its case, if it has but one."""
    if len(found.tasks) != 1:
        return None
    return case_address(station, found.tasks[0].ticket, engineer.name, Purpose.NOTE, now)


def _line(station: Station, engineer: Engineer, task: Task, now: datetime) -> TaskLine:
    ticket = task.ticket
    return TaskLine(
        number=ticket.number,
        subject=task.subject,
        customer=task.customer,
        state=ticket.state,
        critical=ticket.critical or ticket.severity is Severity.CRITICAL,
        due=task.due,
        due_at=task.due_at,
        late=task.late,
        tight=task.tight,
        waits_since=task.waits_since,
        waited=task.waited,
        news=tuple((kind.value, number) for kind, number in task.news.items()),
        links=_links(station, engineer, ticket, now),
    )


def _links(station: Station, engineer: Engineer, ticket: Ticket, now: datetime) -> tuple[tuple[str, str], ...]:
    """His commands for a case; whose it is already need not be taken."""
    address = case_address(station, ticket, engineer.name, Purpose.NOTE, now)
    subject = masked(tagged(station, ticket))  # as the card itself (GEN-14)
    wanted = COMMANDS[1:] if ticket.owner == engineer.name else COMMANDS
    return tuple((command, write_to(address, subject, command)) for command in wanted)
