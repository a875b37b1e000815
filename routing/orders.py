"""What an engineer's commands mean: words and values become orders, or a fault that says what would be right.

Values are read tolerantly and in every language of the staff, but nothing is guessed: what does not fit stops the send
(MAIL.md 5), and the fault names a line that would be right. Pure, never raises on any text, and linear in it:
everything but free text must stand within the first characters of a value. `interpret` knows the desk and the day, no
case; `routing.staff` carries orders out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from routing import naming
from routing.desk import Desk, Engineer
from routing.folding import HEAD, folded, nearest, parted, words
from routing.order_words import AND, CASE, CATEGORIES, DETAILS, KINDS, MYSELF, NOT_HERE, SEVERITIES
from routing.spoken_dates import Spoken, read_moment
from routing.spoken_durations import LONGEST, read_duration, written
from routing.submission import Category, Command, Severity

_T = TypeVar("_T")
_COPIES = 20  # addresses that one line may copy in
_PHRASE = 5  # words of the longest name of a detail or kind
_GLUE = tuple("-'/_+@&")  # what makes one word of two: call-back, training/travel
_MENDED = 3  # unknown details for which a likely one is sought: it is slow
_EXAMPLE = "name@company.example"
_WORD = re.compile(r"[^\W_]+")
_TAGGED = re.compile(r"\[?([^\[\]#]{0,80})#\s?(\d{1,9})\s?\]?[\s.,;:!]*")
_NUMBER = re.compile(r"([^\W\d_]{0,20})\.?\s?(\d{1,9})[\s.,;:!]*")


@dataclass(frozen=True, slots=True)
class Order:
    """One command, understood. Only what its word takes is set."""

    word: str  # note close wait hold reopen take assign type prio product due time ask link merge new customer cc …
    written: str
    text: str = ""
    engineer: str | None = None  # name in the desk file
    product: str | None = None  # name in the desk file
    category: Category | None = None
    severity: Severity | None = None
    when: datetime | None = None  # aware; of wait, hold and due
    minutes: int | None = None
    kind: str | None = None  # of time: mail, phone, remote, project, training, travel
    number: int | None = None  # of a case
    address: str | None = None  # of customer (else its text names an organisation) and cc
    fields: tuple[str, ...] = ()  # names of details to ask for


@dataclass(frozen=True, slots=True)
class Fault:
    """A command that cannot be carried out as written: it stops the send."""

    written: str
    why: str  # bad_value, missing_value, no_such_engineer, …_product, …_organisation, not_here, unknown_word
    meant: str | None = None  # what would be right, as one would write it


def interpret(
    commands: Sequence[Command], desk: Desk, engineer: Engineer, now: datetime
) -> tuple[tuple[Order, ...], tuple[Fault, ...]]:
    """Orders in the order of the mail, and what could not be understood.

    `now` is aware; dates are read in the calendar of `engineer`, who wrote. One `#cc` line of several addresses gives
    an order for each.
    """
    orders: list[Order] = []
    faults: list[Fault] = []
    for command in commands:
        found = _read(_Line(command, command.value.strip(), desk, engineer, now))
        if isinstance(found, Fault):
            faults.append(found)
        else:
            orders.extend(found if isinstance(found, tuple) else (found,))
    return tuple(orders), tuple(faults)


@dataclass(frozen=True, slots=True)
class _Line:
    """A command with everything that its value may speak of."""

    command: Command
    value: str
    desk: Desk
    engineer: Engineer
    now: datetime

    @property
    def word(self) -> str:
        return self.command.word

    def order(self, text: str = "") -> Order:
        return Order(self.word, self.command.written, text)

    def fault(self, meant: str | None, why: str = "bad_value") -> Fault:
        """Wrong as it stands; `meant` is a value that would do. Without any value it is a missing one."""
        if not self.value and why == "bad_value":
            why = "missing_value"
        return Fault(self.command.written, why, f"#{self.word} {meant}".rstrip() if meant is not None else None)


_Read = Order | tuple[Order, ...] | Fault


def _read(line: _Line) -> _Read:
    reader = _READERS.get(line.word)
    if reader is not None:
        return reader(line)
    if line.word in NOT_HERE:
        return Fault(line.command.written, "not_here")
    near = nearest("".join(words(line.word)), _READERS)
    return Fault(line.command.written, "unknown_word", f"#{near}" if near else None)


def _told(line: _Line) -> _Read:
    """Words as they stand; of `list`, which cases are meant."""
    return line.order(line.value)


def _nothing(line: _Line) -> _Read:
    """The word says it all; a full stop does no harm."""
    return line.fault("") if any(letter.isalnum() for letter in line.value) else line.order()


def _asked(line: _Line) -> _Read:
    """`status 10423`: which case is asked of the desk's own address."""
    return replace(line.order(line.value), number=_case_number(line))


def _wait(line: _Line) -> _Read:
    """A date may be left out, but what stands there must be one."""
    return _dated(line) if line.value else line.order()


def _hold(line: _Line) -> _Read:
    """A date, a reason, or both."""
    found = read_moment(line.value, line.engineer.calendar, line.now, free=True)
    return line.order(line.value) if line.value and found is None else _dated(line, free=True)


def _handed_to_office(line: _Line) -> _Read:
    """A desk without an office can hand nothing to it."""
    return _nothing(line) if line.desk.contracts.office is not None else Fault(line.command.written, "not_here")


def _dated(line: _Line, *, free: bool = False) -> _Read:
    """A date and words; a week from now is proposed where nothing is nearer."""
    found = read_moment(line.value, line.engineer.calendar, line.now, free=free)
    if isinstance(found, Spoken):
        return replace(line.order(found.rest), when=found.when)
    in_a_week = line.now.astimezone(line.engineer.calendar.zone).date() + timedelta(days=7)
    return line.fault((found.meant if found else None) or in_a_week.isoformat())


def _time(line: _Line) -> _Read:
    """Minutes, a kind and words; the kind may stand first."""
    kind, value = _kind(line.value)
    found = read_duration(value)
    if found is None:
        return line.fault(_likely_time(value))
    minutes, text = found
    if not 0 < minutes <= LONGEST:
        return line.fault("30m")
    if kind is None:
        kind, text = _kind(text)
    return replace(line.order(text), minutes=minutes, kind=kind)


def _likely_time(value: str) -> str:
    """A decimal number without a unit is probably hours, a negative one a slip."""
    bare = re.match(r"-?(\d{1,2}[.,]\d{1,2})(?!\S)", value)
    found = read_duration(f"{bare[1]}h" if bare else value.lstrip("-–−"))
    return written(found[0]) if found and 0 < found[0] <= LONGEST else "30m"


def _kind(text: str) -> tuple[str | None, str]:
    """The kind of work at the head of a text, None where its first words are none, and the rest of it."""
    head, tail = parted(text)
    plain = folded(head)
    said = [match for match, _ in zip(_WORD.finditer(plain), range(_PHRASE), strict=False)]
    for number in range(len(said), 0, -1):
        start, end = said[0].start(), said[number - 1].end()
        kind = KINDS.get(" ".join(match[0] for match in said[:number]))
        if kind is not None and not plain[:start].strip(" (") and plain[end : end + 1] not in _GLUE:
            return kind, (head[end:] + tail).lstrip(" ,;:.)–—-")
    return None, text


def _type(line: _Line) -> _Read:
    category = _among(CATEGORIES, line.value)
    if category is None:
        return line.fault(_nearest(CATEGORIES, line.value) or "bug")
    return replace(line.order(), category=category)


def _prio(line: _Line) -> _Read:
    severity = _among(SEVERITIES, line.value)
    if severity is None:
        return line.fault(_nearest(SEVERITIES, line.value) or "high")
    return replace(line.order(), severity=severity)


def _assign(line: _Line) -> _Read:
    if " ".join(words(line.value)) in MYSELF:
        return replace(line.order(), engineer=line.engineer.name)
    found = naming.engineer_named(line.desk, line.value)
    if found is not None:
        return replace(line.order(), engineer=found.name)
    return line.fault(naming.nearest_engineer(line.desk, line.value), "no_such_engineer" if line.value else "bad_value")


def _product(line: _Line) -> _Read:
    found = naming.product_named(line.desk, line.value)
    if found is not None:
        return replace(line.order(), product=found.name)
    return line.fault(naming.nearest_product(line.desk, line.value), "no_such_product" if line.value else "bad_value")


def _ask(line: _Line) -> _Read:
    """Names of details, with commas or "and" between them or without."""
    fields: dict[str, None] = {}
    unknown = 0
    for part in re.split(r"[,;/&|+]", line.value[: 2 * HEAD]):
        said = words(part)
        while said:
            length = next((n for n in range(_PHRASE, 0, -1) if " ".join(said[:n]) in DETAILS), 0)
            field = DETAILS[" ".join(said[:length])] if length else None
            if field is None and said[0] not in AND:
                unknown += 1
                field = _nearest(DETAILS, said[0]) if unknown <= _MENDED else None
            if field is not None:
                fields[field] = None
            said = said[length or 1 :]
    if fields and not unknown and len(line.value) <= 2 * HEAD:
        return replace(line.order(), fields=tuple(fields))
    return line.fault(", ".join(fields) or "operating_system, phone")


def _other_case(line: _Line) -> _Read:
    number = _case_number(line)
    if number is not None:
        return replace(line.order(), number=number)
    seen = re.search(r"(?<!\d)[1-9]\d{3,8}(?!\d)", line.value[:HEAD])
    return line.fault(seen[0] if seen else "10001")


def _case_number(line: _Line) -> int | None:
    """`10423`, `#10423`, `case 10423` or the desk's own tag; another desk's number is none of ours."""
    value = parted(line.value)[0] if len(line.value) <= HEAD else ""
    match = _TAGGED.fullmatch(value) or _NUMBER.fullmatch(value)
    if match is None or int(match[2]) == 0:
        return None
    before = words(match[1])
    ours = not before or before == words(line.desk.tag) or (len(before) == 1 and before[0] in CASE)
    return int(match[2]) if ours else None


def _customer(line: _Line) -> _Read:
    """One address, of somebody outside; without any, an organisation by name, number or domain."""
    if "@" not in line.value.lstrip("@") and words(line.value) and len(line.value) <= HEAD:
        return line.order(line.value)
    found = naming.addresses(line.value)
    if len(found) != 1 or not _only_addresses(line) or line.desk.colleague_at(found[0]) or line.desk.owns(found[0]):
        return line.fault(_outside(line, found))
    return replace(line.order(), address=found[0])


def _copied(line: _Line) -> _Read:
    """Addresses of people who read along, colleagues too; never the desk's own, which would write to itself."""
    found = naming.addresses(line.value)
    if not 0 < len(found) <= _COPIES or not _only_addresses(line) or any(line.desk.owns(one) for one in found):
        return line.fault(_outside(line, found))
    return tuple(replace(line.order(), address=one) for one in found)


def _only_addresses(line: _Line) -> bool:
    return len(line.value) <= naming.LINE and not naming.behind_addresses(line.value)


def _outside(line: _Line, found: Sequence[str]) -> str:
    """The first address of the line that is not ours."""
    others = (one for one in found if not line.desk.owns(one) and not line.desk.colleague_at(one))
    return next(others, _EXAMPLE)


def _among(table: Mapping[str, _T], value: str) -> _T | None:
    return table.get(" ".join(words(value))) if len(value) <= HEAD else None


def _nearest(table: Mapping[str, _T], value: str) -> _T | None:
    """What one of the first words of a value means, or else the word that is most like the first."""
    said = words(value)[:_PHRASE]
    known = next((table[word] for word in said if word in table), None)
    near = nearest(said[0], table) if said else None
    return known or (table[near] if near else None)


_READERS: Mapping[str, Callable[[_Line], _Read]] = {
    "note": _told,
    "close": _told,
    "phone": _told,
    "wait": _wait,
    "hold": _hold,
    "due": _dated,
    "time": _time,
    "type": _type,
    "prio": _prio,
    "assign": _assign,
    "product": _product,
    "ask": _ask,
    "link": _other_case,
    "merge": _other_case,
    "customer": _customer,
    "cc": _copied,
    "status": _asked,
    "list": _told,
    "office": _handed_to_office,
    **dict.fromkeys(("reopen", "take", "new", "files", "undo", "send", "drop", "help"), _nothing),
}
