"""The ledger: what becomes of every minute that is worked under an agreement (GEN-04, NTI-04, JOH-03, COR-05). Pure.

Entries are taken in the order in which they were recorded, and each adds to its group of one case, day and kind what
the rounding of the group makes of it: so a later entry never changes what an earlier one came to, and the sum of a
group is the rounded sum of its minutes. What an entry adds is drawn from the minutes that the case has included, then
from the prepaid account, then from what the contract bills by itself or the customer said yes to. What is left is
unapproved, and nobody is billed for it. No pot goes below zero, and no minute is in two of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from routing.agreement import Agreement

_CENT = Decimal("0.01")
_HOUR = Decimal(60)


class Pot(StrEnum):
    """Where a minute is drawn from."""

    INCLUDED = "included"
    ACCOUNT = "account"
    BILLABLE = "billable"
    UNAPPROVED = "unapproved"


@dataclass(frozen=True, slots=True)
class Entry:
    """Minutes that were worked, 1 or more; `number` rises as they are recorded, `day` is the desk's.

    What is not `covered` was worked in a case of the contract after its end: nothing but a yes pays for it.
    """

    number: int
    case: int
    day: date
    kind: str
    minutes: int
    covered: bool = True


@dataclass(frozen=True, slots=True)
class Yes:
    """A customer's approval for a case: of so many minutes (None: without limit), at the rate that he was told."""

    case: int
    minutes: int | None = None
    rate: Decimal | None = None
    severity: str | None = None  # that he confirmed


@dataclass(frozen=True, slots=True)
class Line:
    """What an entry took from one pot; `amount` is the price of billable minutes, None where no rate is agreed."""

    entry: Entry
    pot: Pot
    minutes: int
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """All lines, in the order of their entries; `account_left` is not what has expired."""

    agreement: Agreement
    lines: tuple[Line, ...]

    def minutes(self, pot: Pot | None = None, case: int | None = None) -> int:
        """Minutes as they were rounded: of one pot or of all, of one case or of all."""
        return sum(line.minutes for line in self.lines if pot in (None, line.pot) and case in (None, line.entry.case))

    def amount(self, case: int | None = None) -> Decimal:
        """The price of what may be billed, as far as rates are agreed."""
        sums = (line.amount for line in self.lines if line.amount is not None and case in (None, line.entry.case))
        return sum(sums, Decimal(0))

    @property
    def account_left(self) -> int:
        """Minutes of the account that nobody has drawn, also if it has expired."""
        return self.agreement.account_minutes - self.minutes(Pot.ACCOUNT)

    def account_on(self, day: date) -> int:
        """Minutes of the account that can be drawn on a day."""
        until = self.agreement.account_until
        return self.account_left if until is None or day <= until else 0

    def included_left(self, case: int) -> int | None:
        """Included minutes that a case still has; None: all of its time is included."""
        if self.agreement.included_minutes is None:
            return None
        return self.agreement.included_minutes - self.minutes(Pot.INCLUDED, case)


def rounded(minutes: int, step: int, least: int) -> int:
    """What minutes of one case, day and kind come to; nothing stays nothing."""
    if minutes <= 0:
        return 0
    return -(-max(minutes, least) // step) * step


def draw_up(agreement: Agreement, entries: Iterable[Entry], approvals: Sequence[Yes] = ()) -> Ledger:
    """The ledger of everything that was recorded under one agreement, as of all that was said yes to."""
    pots = _Pots(agreement, _by_case(approvals))
    lines: list[Line] = []
    for entry in sorted(entries, key=lambda one: one.number):
        lines += pots.take(entry)
    return Ledger(agreement, tuple(lines))


def _by_case(approvals: Sequence[Yes]) -> Mapping[int, list[Yes]]:
    found: dict[int, list[Yes]] = {}
    for one in approvals:
        found.setdefault(one.case, []).append(one)
    return found


@dataclass(slots=True)
class _Pots:
    """What is left in each, as entries go by."""

    agreement: Agreement
    approvals: Mapping[int, list[Yes]]
    worked: dict[tuple[int, date, str], int] = field(default_factory=dict)
    included: dict[int, int] = field(default_factory=dict)  # taken, by case
    account: int = 0  # taken
    approved: dict[tuple[int, int], int] = field(default_factory=dict)  # taken, by case and the place of its yes

    def take(self, entry: Entry) -> Iterator[Line]:
        """Distribute what an entry adds to its group."""
        left = self._added(entry)
        for pot, room, price in self._rooms(entry):
            taken = left if room is None else min(left, room)
            if taken > 0:
                self._keep(pot, entry, taken)
                yield Line(entry, pot, taken, _price(taken, price))
                left -= taken
        for place, one in enumerate(self.approvals.get(entry.case, ())):
            taken = self._approved(entry.case, place, one, left)
            if taken > 0:
                rate = one.rate if one.rate is not None else self.agreement.rate(entry.kind, one.severity)
                yield Line(entry, Pot.BILLABLE, taken, _price(taken, rate))
                left -= taken
        if left > 0:
            yield Line(entry, Pot.UNAPPROVED, left)

    def _added(self, entry: Entry) -> int:
        group = (entry.case, entry.day, entry.kind)
        before = self.worked.get(group, 0)
        self.worked[group] = before + max(0, entry.minutes)
        step, least = self.agreement.step_minutes, self.agreement.least_minutes
        return rounded(self.worked[group], step, least) - rounded(before, step, least)

    def _rooms(self, entry: Entry) -> Iterator[tuple[Pot, int | None, Decimal | None]]:
        """The pots before any yes, with what each has left (None: no bound) and what its hour costs."""
        if not entry.covered:
            return
        rules = self.agreement
        included = rules.included_minutes
        yield Pot.INCLUDED, None if included is None else included - self.included.get(entry.case, 0), None
        if rules.account_until is None or entry.day <= rules.account_until:
            yield Pot.ACCOUNT, rules.account_minutes - self.account, None
        if entry.kind in rules.billed_kinds:
            yield Pot.BILLABLE, None, rules.rate(entry.kind)

    def _keep(self, pot: Pot, entry: Entry, taken: int) -> None:
        if pot is Pot.INCLUDED:
            self.included[entry.case] = self.included.get(entry.case, 0) + taken
        elif pot is Pot.ACCOUNT:
            self.account += taken

    def _approved(self, case: int, place: int, one: Yes, left: int) -> int:
        if one.minutes is None:
            return left
        used = self.approved.get((case, place), 0)
        taken = max(0, min(left, one.minutes - used))
        self.approved[case, place] = used + taken
        return taken


def _price(minutes: int, rate: Decimal | None) -> Decimal | None:
    """Of so many minutes; halves of a cent go up."""
    return None if rate is None else (rate * minutes / _HOUR).quantize(_CENT, ROUND_HALF_UP)
