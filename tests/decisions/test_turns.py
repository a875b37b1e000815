"""Turns: how many mails are on the wire at once to one domain, over all connections."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notifier.turns import Turns


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes to somebody."""

    number: int
    recipient: str


def letters(*domains: str) -> list[Letter]:
    return [Letter(number, f"somebody@{domain}") for number, domain in enumerate(domains)]


class Wire:
    """Counts what is on it at once."""

    def __init__(self, most: int) -> None:
        self.most, self.over, self.sent = most, False, Counter[Letter]()
        self._out: Counter[str] = Counter()
        self._lock = threading.Lock()

    def post(self, letter: Letter) -> None:
        domain = letter.recipient.rpartition("@")[2].lower()
        with self._lock:
            self._out[domain] += 1
            self.over |= self._out[domain] > self.most
        os.sched_yield()  # let another go on while this one is out
        with self._lock:
            self._out[domain] -= 1
            self.sent[letter] += 1


BATCHES = st.lists(
    st.lists(st.sampled_from(["a.example", "A.Example", "b.example", "c.example"]), max_size=12), max_size=4
)


@settings(max_examples=60, deadline=None)
@given(batches=BATCHES, most=st.integers(1, 3))
def test_no_domain_gets_more_at_once_than_its_share_and_every_mail_goes_once(
    batches: list[list[str]], most: int
) -> None:
    """Whatever the threads do: none is forgotten, none goes twice, nobody waits for ever."""
    turns, wire, number = Turns(most), Wire(most), iter(range(1000))
    work = [[Letter(next(number), f"x@{domain}") for domain in batch] for batch in batches]

    def send(batch: list[Letter]) -> None:
        for letter in turns.each(batch):
            wire.post(letter)

    threads = [threading.Thread(target=send, args=(batch,), daemon=True) for batch in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
    assert not wire.over
    assert wire.sent == Counter(letter for batch in work for letter in batch)


def test_who_is_alone_keeps_the_order() -> None:
    """One connection posts as the line stands."""
    batch = letters("a.example", "a.example", "b.example", "a.example")
    assert list(Turns(1).each(batch)) == batch


def test_a_busy_domain_comes_later() -> None:
    """Another mail goes meanwhile."""
    turns = Turns(1)
    first = turns.each(letters("a.example"))
    assert next(first).recipient == "somebody@a.example"
    second = turns.each(letters("A.EXAMPLE", "b.example"))
    assert next(second).recipient == "somebody@b.example"
    first.close()
    assert next(second).recipient == "somebody@A.EXAMPLE"


def test_who_fails_gives_his_turn_back() -> None:
    """A fault on one connection must not keep a domain closed for the others."""

    def posting(mails: Iterator[Letter]) -> None:
        for _ in mails:
            raise OSError("no route")

    turns = Turns(1)
    with pytest.raises(OSError, match="no route"):
        posting(turns.each(letters("a.example")))
    assert len(list(turns.each(letters("a.example")))) == 1
