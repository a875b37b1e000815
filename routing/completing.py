"""What a customer says later, put into the details of his case (PRO-06).

Pure, and decides only what stands against what: a statement (under our question, on a labelled line) replaces
anything; what was read out of prose, is known by its place only, or may stand in an old quote, settles what is still
wanted and nothing else. Never fails.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from routing.submission import Details, Stated, Submission

# Read out of every mail, but who writes is no detail of the case: a colleague's name replaces nobody's.
_NOT_OF_THE_CASE = frozenset({"contact_name"})
_LISTS = frozenset({"third_party"})
_YES_OR_NO = frozenset({"reproduction"})
_IN_THE_TEXT = frozenset({"description", "attachments"})  # kept where they stand, not as details
_DESCRIBED = 8  # words of a message that says something


@dataclass(frozen=True, slots=True)
class Completed:
    """The case's details as they are now; `merged` says what came of the mail.

    `merged` has an object for each detail: `field`, `value` (null: he does not know, or it does not apply) and `where`
    it was said.
    """

    details: dict[str, Any]
    missing: list[str]
    merged: tuple[dict[str, Any], ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """What came of the mail, in words for the case's history."""
        return tuple(f"{one['field']}: {_said(one['value'])} ({one['where']})" for one in self.merged)


def first_details(submission: Submission) -> dict[str, Any]:
    """What the mail that opens a case gives."""
    read = {name: _plain(value) for name, value in asdict(submission.details).items() if value}
    return {**{one.field: one.value for one in submission.stated if one.value}, **read}


def stated_in(submission: Submission, *, by_customer: bool) -> tuple[Stated, ...]:
    """What a further mail states: its files and its words are details, too, where they were asked for.

    What somebody else says, a colleague who reads along, replaces nothing that the customer said.
    """
    told = [one if by_customer else replace(one, fresh=False) for one in submission.stated]
    if any(file.attachment for file in submission.files):
        told.append(Stated("attachments", "", "files of his message", fresh=False))
    if len(submission.visible_text.split(None, _DESCRIBED)) >= _DESCRIBED:
        told.append(Stated("description", "", "his message", fresh=False))
    return tuple(told)


def complete(details: Mapping[str, Any], missing: Sequence[str], stated: Sequence[Stated], told: Details) -> Completed:
    """The details with what one more mail says: `stated` for certain, `told` as read out of its prose."""
    kept, wanted = dict(details), dict.fromkeys(missing)
    merged: list[dict[str, Any]] = []
    answered: set[str] = set()
    for one in sorted(stated, key=lambda one: not one.fresh):
        if one.field not in answered and (one.fresh or one.field in wanted):
            answered.add(one.field)
            merged += _taken(kept, wanted, one)
    for field, value in asdict(told).items():
        if value and field not in answered | _NOT_OF_THE_CASE and (field not in kept or field in wanted):
            merged += _put(kept, wanted, field, _plain(value), "read in his message")
    return Completed(kept, list(wanted), tuple(merged))


def _taken(kept: dict[str, Any], wanted: dict[str, None], one: Stated) -> list[dict[str, Any]]:
    """A statement; that he does not know is an answer, too, and settles the question."""
    if one.value is None or one.field in _IN_THE_TEXT:
        if one.field not in wanted:
            return []
        del wanted[one.field]
        return [{"field": one.field, "value": one.value, "where": one.where}]
    return _put(kept, wanted, one.field, _valued(one.field, one.value), one.where)


def _valued(field: str, value: str) -> Any:  # noqa: ANN401 - a detail is a text, a list of texts, or yes
    if field in _YES_OR_NO:
        return True
    return [value] if field in _LISTS else value


def _put(kept: dict[str, Any], wanted: dict[str, None], field: str, value: object, where: str) -> list[dict[str, Any]]:
    was_wanted = field in wanted
    wanted.pop(field, None)
    if kept.get(field) == value and not was_wanted:
        return []
    kept[field] = value
    return [{"field": field, "value": value, "where": where}]


def _said(value: object) -> str:
    """A value for people; None is an answer without one."""
    match value:
        case None:
            return "not known"
        case bool() | "":
            return "given"
        case list():
            return ", ".join(map(str, value))[:200]
        case _:
            return str(value)[:200]


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
