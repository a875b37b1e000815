"""Commands that a mail client broke into several lines: their rest is no text for a customer.

Where the mail has HTML too, its lines are whole, and those of the plain part are joined after them. Without HTML only
widths tell: a line that was full goes on below it if the rest begins in small letters, and otherwise nobody knows.
Pure; linear in the lines; never raises.
"""

from __future__ import annotations

from collections.abc import Sequence

from intake.command_lines import has_sign, look
from intake.html_doubt import key_of

_NARROWEST, _WIDEST = 62, 80  # columns at which clients break lines: 65, 72, 76, 78
_LEAST = 45  # columns of a line that is called full
_MOST_COMMANDS = 500  # that are joined; a mail with more is not obeyed anyway
_MOST = 30  # lines that a command is joined from


def joined_as(lines: Sequence[str], whole: Sequence[str]) -> list[str]:
    """The lines, each command as long as it is among the `whole` ones. Lines that are joined leave blank ones."""
    wanted = [key_of(line) for line in whole if has_sign(line) and look(line)][:_MOST_COMMANDS]
    out = list(lines)
    looked = 0
    for at, line in enumerate(lines):
        if not wanted or looked > _MOST_COMMANDS:
            break
        if not has_sign(line):
            continue
        looked += 1
        if look(line) is None:
            continue
        number = next((n for n, key in enumerate(wanted) if f"{key} ".startswith(f"{key_of(line)} ")), None)
        if number is None:
            continue
        _join(out, at, wanted[number])
        del wanted[: number + 1]
    return out


def _join(lines: list[str], at: int, wanted: str) -> None:
    """Joins to a line what follows it, if that makes it the wanted one."""
    text = lines[at].rstrip()
    for end in range(at + 1, min(len(lines), at + _MOST)):
        if key_of(text) == wanted or not lines[end].strip():
            return
        text = f"{text} {lines[end].strip()}"
        if key_of(text) == wanted:
            lines[at : end + 1] = [text, *[""] * (end - at)]
            return
        if not wanted.startswith(key_of(text)):
            return


def joined_by_width(lines: Sequence[str]) -> tuple[list[str], str]:
    """The lines with broken commands joined, and what makes that doubtful, "" if nothing does."""
    out, doubt = list(lines), ""
    if any(len(line) > _WIDEST for line in lines):
        return out, doubt  # this client breaks no lines
    for at, line in enumerate(lines):
        found = look(line) if has_sign(line) and _is_full(lines, at) else None
        if found is None or found.means is None or look(lines[at + 1]):
            continue
        end = _end_of_full_lines(lines, at)
        if lines[at + 1].lstrip()[0].islower():
            out[at : end + 1] = [" ".join(part.strip() for part in lines[at : end + 1]), *[""] * (end - at)]
        else:
            doubt = f"the line below {found.written[:40]!r} may belong to it"
    return out, doubt


def _is_full(lines: Sequence[str], at: int) -> bool:
    """Whether the first word of the next line had no room on this one."""
    below = lines[at + 1][: 2 * _WIDEST].split(None, 1) if at + 1 < len(lines) else []
    length = len(lines[at].rstrip())
    return bool(below) and length >= _LEAST and length + 1 + len(below[0]) > _NARROWEST


def _end_of_full_lines(lines: Sequence[str], at: int) -> int:
    """The last line of what a line goes on to: each but that one is full."""
    end = at
    while end < at + _MOST and _is_full(lines, end):
        end += 1
    return end
