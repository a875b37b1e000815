"""What the office and those who make the program are told of a case.

The office gets the customer's mail whole, with his files: it is its business. Development gets the words of the case
without secrets, and what program and system they are about; who wants more writes to the case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from notifier import card
from notifier.addresses import case_address, tagged, write_to
from notifier.audience import Hearer
from notifier.compose import told
from notifier.details import known
from notifier.discretion import opening_lines
from notifier.for_others import Business, Development
from notifier.material import Material, Told
from notifier.scene import Scene
from notifier.telling_staff import of_customer
from routing.masking import masked
from routing.reference import Purpose
from routing.station import Station

_PASSED_ON = ("operating_system", "product_version", "third_party")
_LINES = 200


def _business(station: Station, scene: Scene, _hearer: Hearer) -> Told:
    desk, message = station.desk, scene.message
    files, material = of_customer(station, scene)
    values = Business(
        number=scene.ticket.number,
        tag=card.tag(desk, scene.ticket),
        subject=scene.ticket.subject,
        customer=card.author(desk, scene),
        received_at=message.recorded_at if message else scene.ticket.opened_at,
        about=scene.event.payload["about"],
        engineer=next((e.full_name for e in desk.engineers if e.name == scene.event.actor), None),
        organisation=scene.organisation,
        contract_number=scene.contract_number,
        contract_until=scene.contract_until,
        **files,
    )
    return Told(dict(told(values)), material)


def _development(station: Station, scene: Scene, hearer: Hearer) -> Told:
    ticket, message = scene.ticket, scene.message
    address = case_address(station, ticket, hearer.party.address, Purpose.CASE, scene.event.at)
    words = masked(opening_lines(message.visible_text, _LINES)) if message else ""
    details = tuple((name, value) for name, value in known(ticket.details) if name in _PASSED_ON)
    values = Development(
        number=ticket.number,
        tag=card.tag(station.desk, scene.ticket),
        subject=masked(ticket.subject[:1000]),
        category=ticket.category,
        link=write_to(address, tagged(station, ticket), ""),
        product=card.product(station.desk, ticket.product),
        details=details,
    )
    return Told(dict(told(values)), Material(text=words))


TELLING: Mapping[str, Callable[[Station, Scene, Hearer], Told]] = {
    "business": _business,
    "development": _development,
}
