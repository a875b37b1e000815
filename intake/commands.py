"""Which lines of an engineer's mail are commands, and what is left of the mail without them (MAIL.md 5).

Commands are read in two places: the unbroken block at the very top, and directly above the closing words, the
signature or the quote. There a line that looks like one and is not understood is `Misspelt`, and so is a known
command in the middle of the text, where it is not carried out: both stop the send, since the line may be meant for us
and not for the customer. What merely begins with `#` (numbers, code, colours, headings) is text. Pure, linear, never
raises. It knows no quotes: the lines it gets are what was newly written. `routing/orders.py` says what commands mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intake.command_lines import Seen, has_sign, look
from routing.submission import Command, Misspelt

_MOST = 500  # lines that look like commands; a mail with more is asked about as a whole
_FEWEST = 3  # letters of an unknown word that is asked about


@dataclass(frozen=True, slots=True)
class Ordered:
    """The commands of a text, in its order. `taken` are the numbers of the lines that hold them, none of them text."""

    commands: tuple[Command, ...] = ()
    misspelt: tuple[Misspelt, ...] = ()
    taken: frozenset[int] = frozenset()


def read(lines: Sequence[str], farewell: int | None = None) -> Ordered:
    """Read the commands of what was newly written.

    `farewell` is the number of the line with which closing words, or the name, begin: commands stand above it, or
    below it at the end. None: there are none.
    """
    seen: dict[int, Seen] = {}
    signed = [at for at, line in enumerate(lines) if has_sign(line)] if has_sign("\n".join(lines)) else []
    for at in signed:
        if found := look(lines[at]):
            seen[at] = found
            if len(seen) > _MOST:
                return Ordered(misspelt=(Misspelt(found.written, None),))
    if not seen:
        return Ordered()
    end = len(lines) if farewell is None else farewell
    top = _block(range(len(lines)), lines, seen)
    above = _block(range(end - 1, -1, -1), lines, seen)
    below = _block(range(len(lines) - 1, end - 1, -1), lines, seen)
    return _told(seen, frozenset((*top, *above, *below)))


def word_of(misspelt: Misspelt) -> str:
    """The word of a misspelt command, in small letters and without its sign."""
    found = look(misspelt.written)
    return found.word if found else misspelt.written.lstrip("# ").lower()


def opens_with_command(line: str) -> bool:
    """Whether a line is a command that is known."""
    found = look(line)
    return found is not None and found.means is not None and not found.glued


def _block(numbers: Iterable[int], lines: Sequence[str], seen: dict[int, Seen]) -> list[int]:
    """The lines of an unbroken block of commands; blank ones may stand between them."""
    block = []
    for at in numbers:
        if at in seen and _is_meant(seen[at]):
            block.append(at)
        elif lines[at].strip(" \t\r\xa0\u200b\ufeff"):
            break
    return block


def _is_meant(found: Seen) -> bool:
    """Whether a line in a command's place is one, understood or not.

    An unknown word behind a space (`# Overview`) is a heading unless it comes near to a known one.
    """
    return bool(found.means or found.near) or (not found.spaced and len(found.word) >= _FEWEST)


def _told(seen: dict[int, Seen], placed: frozenset[int]) -> Ordered:
    commands: list[Command] = []
    misspelt: list[Misspelt] = []
    taken: set[int] = set()
    for at, found in seen.items():
        wrong = _fault(found) if at in placed else _stray(found)
        if wrong:
            misspelt.append(wrong)
        elif at in placed and found.means:
            commands.append(Command(found.means, found.value, found.written))
        if wrong or at in placed:
            taken.add(at)
    return Ordered(tuple(commands), tuple(misspelt), frozenset(taken))


def _fault(found: Seen) -> Misspelt | None:
    """What is wrong with a line in a command's place."""
    if found.means is None:
        return Misspelt(found.written, found.near)
    if found.glued:
        return Misspelt(found.written, found.means)
    return Misspelt(found.written, why="crowded") if found.crowded else None


def _stray(found: Seen) -> Misspelt | None:
    """A line in the middle of the text that its writer may have meant as a command."""
    if found.heading or found.glued:
        return None
    if found.means:
        return Misspelt(found.written, why="elsewhere")
    return Misspelt(found.written, found.near) if found.near and not found.spaced else None
