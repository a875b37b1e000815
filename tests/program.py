"""What a command says, and what it comes to; the fixture `program` runs one."""

from __future__ import annotations

import json
from typing import NamedTuple, Protocol


class Done(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict]:
        """The JSON object of each line."""
        return [json.loads(line) for line in self.out.splitlines()]


class Program(Protocol):
    """`intake` with these words and this on its standard input; an exception of its own is a failure."""

    def __call__(self, *words: object, stdin: str = "") -> Done:
        """Run it."""
