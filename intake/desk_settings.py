"""The desk that the tables of a desk file make: `routing`'s frozen values, with hours and holidays worked out. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from intake.desk_tables import (
    ContractsTable,
    DevelopmentTable,
    DigestTable,
    EngineerTable,
    ManagerTable,
    PlanTable,
    RemindersTable,
)
from intake.deskfile import DeskFile
from intake.opening import NEVER, clock, days_off, public_days, week, weekday_clock
from routing.desk import (
    Calendar,
    ContractRules,
    Desk,
    Development,
    Digests,
    Engineer,
    Leave,
    Mailbox,
    Manager,
    Plan,
    Product,
    Targets,
)
from routing.ladder import LADDER, Rank, Reminders, Rung, Waiting
from routing.submission import Category

_YEARS_BACK, _YEARS_AHEAD = 1, 5  # how far around today holidays are known


def desk_of(tables: DeskFile, today: date) -> Desk:
    """The desk. Its holidays are worked out from the year before `today` to five years after it."""
    table = tables.desk
    calendar = _calendar(tables, range(today.year - _YEARS_BACK, today.year + _YEARS_AHEAD + 1))
    return Desk(
        name=table.name,
        title=table.title,
        tag=table.tag,
        address=table.address,
        languages=tuple(table.languages),
        country=table.country,
        calendar=calendar,
        mailboxes=tuple(
            Mailbox(row.name, row.address, row.product, tuple(row.aliases), row.source) for row in tables.mailbox
        ),
        products=tuple(Product(row.name, row.title or row.name, tuple(row.words)) for row in tables.product),
        engineers=tuple(engineer_of(row, table.languages, calendar) for row in tables.engineer),
        managers=tuple(_manager(row, table.languages[0], calendar) for row in tables.manager),
        digests=_digests(tables.digest),
        plans=tuple(_plan(row) for row in tables.plan),
        phone="+" + re.sub(r"\D", "", table.phone) if table.phone else None,
        asks_back=table.asks_back,
        contracts=_contracts(tables.contracts),
        bridge_minutes=table.bridge_minutes,
        looks_next_working_day=table.looks_next_working_day,
        reopen_days=table.reopen_days,
        undo_seconds=table.undo_seconds,
        alarm_to=tuple(tables.watch.alarm_to),
        numbers=table.numbers,
        closes_when_solved=table.closes_when_solved,
        development=_development(tables.development) if tables.development else None,
        reminders=_reminders(tables.reminders),
        waiting=Waiting(tuple(tables.waiting.nudge_days), tables.waiting.close_days or None),
    )


def _calendar(tables: DeskFile, years: Sequence[int]) -> Calendar:
    """The desk's hours, with the public holidays and then the desk's own days, which have the last word."""
    table, desk = tables.holidays, tables.desk
    closed: dict[date, str] = {}
    half: dict[date, time] = {}
    if table.categories != []:
        country = table.country or desk.country
        region = table.region or (desk.region if country == desk.country else None)
        public = public_days(country, region, years, categories=table.categories, language=desk.languages[0])
        closed = dict(public.closed)
        half = dict.fromkeys(public.half_days, clock(table.half_days_close))
    for off in (off for text in table.remove for off in days_off(text, years)):
        closed.pop(off.day, None)
        half.pop(off.day, None)
    for off in (off for text in table.extra for off in days_off(text, years)):
        closed.pop(off.day, None)
        half.pop(off.day, None)
        if off.closes is None:
            closed[off.day] = off.name
        else:
            half[off.day] = off.closes
    # By the day: the same file makes the same value in every process, however the holidays were found.
    days, halves = MappingProxyType(dict(sorted(closed.items()))), MappingProxyType(dict(sorted(half.items())))
    return Calendar(ZoneInfo(desk.zone), week(tables.hours), days, halves)


def _development(table: DevelopmentTable) -> Development:
    return Development(table.address, tuple(Category(name) for name in table.gets), table.confidence)


def _reminders(table: RemindersTable) -> Reminders:
    rungs = tuple(Rung(row.at, tuple(Rank(name) for name in row.to)) for row in table.rungs or ())
    return Reminders(rungs if table.rungs is not None else LADDER, table.promise_minutes)


def _plan(row: PlanTable) -> Plan:
    given = row.model_dump(exclude={"targets", "rates", "contacts"})
    return Plan(
        **{name: _frozen(value) for name, value in given.items()},
        targets=tuple(Targets(**targets.model_dump()) for targets in row.targets),
        rates=_rates(row.rates),
        contacts=row.contacts if isinstance(row.contacts, int) else None,
        contacts_by_licence=row.contacts == "licences",
    )


def _contracts(table: ContractsTable) -> ContractRules:
    given = table.model_dump(exclude={"rates", "tell_at"})
    frozen = {name: _frozen(value) for name, value in given.items()}
    return ContractRules(**frozen, rates=_rates(table.rates), tell_at=tuple(sorted(table.tell_at)))


def _frozen(value: Any) -> Any:  # noqa: ANN401 - of any key
    """Lists and tables as values of a frozen dataclass."""
    if isinstance(value, list):
        return tuple(value)
    return MappingProxyType(value) if isinstance(value, dict) else value


def _rates(written: Mapping[Any, str]) -> Mapping[str, Decimal]:
    return MappingProxyType({str(name): Decimal(amount) for name, amount in written.items()})


def engineer_of(row: EngineerTable, languages: Sequence[str], calendar: Calendar) -> Engineer:
    """Somebody of the staff; what his table leaves out he shares with the desk."""
    return Engineer(
        name=row.name,
        full_name=row.full_name,
        addresses=tuple(row.addresses),
        products=tuple(row.products),
        languages=tuple(row.languages or languages),
        calendar=replace(calendar, weekly=week(row.hours)) if row.hours else calendar,
        lead=row.lead,
        language=row.language or languages[0],
        away=tuple(Leave(leave.first, leave.last, leave.substitute) for leave in row.away),
        substitute=row.substitute,
        on_call=Calendar(calendar.zone, week(row.on_call)) if row.on_call else None,
        morning_card=row.morning_card,
    )


def _manager(row: ManagerTable, language: str, calendar: Calendar) -> Manager:
    return Manager(
        name=row.name,
        full_name=row.full_name,
        addresses=tuple(row.addresses),
        products=tuple(row.products),
        regions=tuple(row.regions),
        calendar=replace(calendar, weekly=week(row.hours)) if row.hours else calendar,
        language=row.language or language,
        daily=row.daily,
        weekly=row.weekly,
    )


def _digests(table: DigestTable) -> Digests:
    return Digests(
        daily=None if table.daily == NEVER else clock(table.daily),
        weekly=None if table.weekly == NEVER else weekday_clock(table.weekly),
        contract_days=table.contract_days,
    )
