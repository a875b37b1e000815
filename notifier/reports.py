"""What engineers are told because they asked: how a case stands, its files, the commands, their open cases.

A reply to any of them is a note.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from notifier import card
from notifier.addresses import case_address, tagged, write_to
from notifier.audience import Hearer
from notifier.background import OpenCase, OpenCases
from notifier.compose import told
from notifier.for_staff import CaseList, Files, Help, Listed, Status
from notifier.happenings import of_event
from notifier.material import Material, Told
from notifier.scene import Scene
from routing.desk import Engineer
from routing.reference import Purpose
from routing.station import Station
from routing.submission import Severity

_ALL_FILES = 22 * 1024 * 1024  # bytes in one mail; in base64 what most servers still take
_BUTTONS = ("#take", "#wait", "#files")


def case_list(
    station: Station, engineer: Engineer, found: OpenCases, now: datetime, *, everybody: bool = False, subject: str = ""
) -> CaseList:
    """Open cases in the order of work, each with a link that asks this engineer's question about it."""
    return CaseList(
        engineer=engineer.full_name,
        cases=tuple(_listed(station, engineer, one, now) for one in found.cases),
        more=found.more,
        everybody=everybody,
        subject=subject,
    )


def _listed(station: Station, engineer: Engineer, one: OpenCase, now: datetime) -> Listed:
    ticket, customer = one.ticket, one.customer
    address = case_address(station, ticket, engineer.name, Purpose.NOTE, now)
    return Listed(
        number=ticket.number,
        subject=ticket.subject,
        state=ticket.state,
        link=write_to(address, tagged(station, ticket), "#status"),
        customer=(customer.name or customer.address) if customer else "",
        promise_by=ticket.due_at or ticket.respond_by,
        critical=ticket.critical or ticket.severity is Severity.CRITICAL,
        owner=card.full_name(station.desk, ticket.owner),
    )


def _status(station: Station, scene: Scene, _hearer: Hearer) -> Told:
    ticket = scene.ticket
    values = Status(
        **{**card.card(station, scene), "subject": ticket.subject},
        state=ticket.state,
        severity=ticket.severity,
        wake_at=ticket.wake_at,
        due_at=ticket.due_at,
        owner=card.full_name(station.desk, ticket.owner),
        timeline=tuple(of_event(station.desk, scene, event) for event in scene.background.timeline),
    )
    return Told(dict(told(values)), commands=_BUTTONS)


def _files(station: Station, scene: Scene, _hearer: Hearer) -> Told:
    files, left_out = card.fitting(scene.background.files, _ALL_FILES)
    values = Files(
        number=scene.ticket.number,
        tag=card.tag(station.desk, scene.ticket),
        subject=scene.ticket.subject,
        names=card.names(files),
        left_out=left_out,
    )
    return Told(dict(told(values)), Material(bundles=card.bundles(station, files)))


def _help(station: Station, scene: Scene, _hearer: Hearer) -> Told:
    return Told(dict(told(Help(subject=tagged(station, scene.ticket)))))


def _list(station: Station, scene: Scene, hearer: Hearer) -> Told:
    assert hearer.engineer is not None
    subject, at = tagged(station, scene.ticket), scene.event.at
    return Told(dict(told(case_list(station, hearer.engineer, scene.background.open_cases, at, subject=subject))))


TELLING: Mapping[str, Callable[[Station, Scene, Hearer], Told]] = {
    "status": _status,
    "files": _files,
    "help": _help,
    "list": _list,
}
