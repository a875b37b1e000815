"""Turns: how many mails may be on the wire at once to one domain, over all connections of this process.

Providers that are written to from many connections at once answer 421 to all of them. It orders nothing: who does not
get a turn goes on with another mail, and waits only when there is no other.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar


class Addressed(Protocol):
    """What goes to somebody."""

    @property
    def recipient(self) -> str:
        """Whose domain counts."""


Mail = TypeVar("Mail", bound=Addressed)


class Turns:
    """Shared by the threads that post."""

    def __init__(self, most: int) -> None:
        """`most` mails at once to one domain."""
        self._most = most
        self._out: Counter[str] = Counter()
        self._changed = threading.Condition()

    def each(self, mails: Sequence[Mail]) -> Generator[Mail, None, None]:
        """The mails, each while it has its turn: in their order, but one whose domain is busy comes later."""
        waiting = list(mails)
        while waiting:
            domain, mail = self._next(waiting)
            with self._turn(domain):
                yield mail

    def _next(self, waiting: list[Mail]) -> tuple[str, Mail]:
        with self._changed:
            while True:
                for place, mail in enumerate(waiting):
                    domain = mail.recipient.rpartition("@")[2].lower()
                    if self._out[domain] < self._most:
                        self._out[domain] += 1
                        return domain, waiting.pop(place)
                self._changed.wait()

    @contextmanager
    def _turn(self, domain: str) -> Iterator[None]:
        try:
            yield
        finally:
            with self._changed:
                self._out[domain] -= 1
                if not self._out[domain]:
                    del self._out[domain]
                self._changed.notify_all()
