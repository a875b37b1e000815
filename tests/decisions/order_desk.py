"""A desk to which engineers send commands, and what one line means there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from zoneinfo import ZoneInfo

from routing.desk import Calendar, Desk, Engineer, Mailbox, Product
from routing.orders import Fault, Order, interpret
from routing.submission import Command

BRUSSELS = ZoneInfo("Europe/Brussels")
DAY = (time(8, 30), time(12, 30)), (time(13), time(17))
OFFICE = Calendar(
    BRUSSELS,
    (*(DAY,) * 4, (DAY[0], (time(13), time(16))), (), ()),
    closed=MappingProxyType({date(2026, 12, 25): "Christmas"}),
    half_days=MappingProxyType({date(2026, 12, 24): time(12)}),
)
EAST = replace(OFFICE, zone=ZoneInfo("Europe/Istanbul"))
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)  # a Wednesday, ten in the morning in Brussels


def somebody(name: str, full_name: str, *more: str, calendar: Calendar = OFFICE) -> Engineer:
    return Engineer(name, full_name, (f"{name}@desk.example", *more), (), ("nl",), calendar)


JAN = somebody("jan", "Jan Claes", "j.claes@home.example")
DESK = Desk(
    name="acme",
    title="Acme",
    tag="Acme Support",
    address="desk@desk.example",
    languages=("nl",),
    country="BE",
    calendar=OFFICE,
    mailboxes=(Mailbox("visi", "visi.support@desk.example", "visi", ("help@desk.example",)),),
    products=(
        Product("visi", "VISI"),
        Product("worknc", "WorkNC", ("Work NC", "WNC")),
        Product("civil3d", "Civil 3D"),
    ),
    engineers=(
        JAN,
        somebody("oystein", "Øystein Brekke"),
        somebody("yvonne", "Yvonne Rüther"),
        somebody("gulsah", "Gülşah Aydoğan", calendar=EAST),
        somebody("anv", "Ann van den Berg"),
        somebody("anp", "Ann Peeters"),
    ),
    plans=(),
)


def reading(line: str, engineer: Engineer = JAN, now: datetime = NOW) -> Order | Fault:
    """What one line means: "wait 3.12."."""
    word, _, value = line.partition(" ")
    orders, faults = interpret([Command(word, value, f"#{line}")], DESK, engineer, now)
    (found,) = (*orders, *faults)
    return found


def order(line: str, engineer: Engineer = JAN, now: datetime = NOW) -> Order:
    found = reading(line, engineer, now)
    assert isinstance(found, Order), found
    return found


def fault(line: str, now: datetime = NOW) -> Fault:
    found = reading(line, now=now)
    assert isinstance(found, Fault), found
    assert found.written == f"#{line}"
    return found
