"""The scribe process: a letter goes in, its octets come back.

An operator's template may loop for ever, and a sandbox does not bound time; here `routing.child` does. Where his
template is broken or takes too long, the mail leaves in the words that came with the program, and says so in `slips`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from notifier.compose import Letter, compose
from notifier.headers import UnaddressableError
from notifier.material import Material, complete
from notifier.wording import WordingError, Words
from routing.child import Child, Lost, load

_SECONDS = 20.0
_MEMORY = 1024 * 1024 * 1024  # a mail with its files, encoded, several times over


@dataclass(frozen=True, slots=True)
class Written:
    """A mail's octets; `slips` say what is wrong with the operator's own words."""

    content: bytes
    slips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unfit:
    """A letter that no server would take, and why: its address is none."""

    why: str


class Scribe:
    """Writes letters, one after the other, in a process of its own."""

    def __init__(self, operator: Path | None, parts: str, seal: Callable[[bytes], bytes]) -> None:
        """`operator` is the folder of the desk's own templates, if it has one.

        `parts` names what opens stored mails, "package.module:name": called without arguments it answers `Parts`.
        `seal` has the last word on the octets of every mail: it may sign them. It must not fail.
        """
        self._seal = seal
        self.words = Words(operator=operator)
        self._child = Child("notifier.scribe:ready", (operator, parts), seconds=_SECONDS, memory=_MEMORY)
        self.start = self._child.start
        self.close = self._child.close

    def write(self, letters: Iterable[tuple[Letter, Material | None]]) -> Iterator[Written | Unfit | Lost]:
        """Write letters in order, each with what a customer sent put into it; they are asked for one ahead."""
        for answer in self._child.answers(letters):
            yield replace(answer, content=self._seal(answer.content)) if isinstance(answer, Written) else answer


def ready(settings: tuple[Path | None, str]) -> Callable[[tuple[Letter, Material | None]], Written | Unfit]:
    """In the child: the words, and what opens stored mails, loaded once."""
    operator, named = settings
    words, parts = Words(operator=operator), load(named)()
    return lambda request: _write(complete(*request, parts), words)


def _write(letter: Letter, words: Words) -> Written | Unfit:
    try:
        return Written(compose(letter, words))
    except UnaddressableError as unfit:
        return Unfit(str(unfit))
    except WordingError as slip:
        if words.operator is None:
            raise
        content = compose(letter, words.packaged())
        return Written(content, (f"the desk's own template is broken, ours was used: {slip}",))
