"""What every step of a process shares: the desk, the store, the keys, and the ports that the process injects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from routing.blobs import Blobs
from routing.db import Database
from routing.desk import Desk
from routing.reference import Keyring


class Stop(StrEnum):
    """The eight stops of a mail; a crash between any two loses and doubles nothing."""

    FETCHED = "fetched"
    RECEIVED = "received"
    MOVED = "moved"
    READ = "read"
    FILED = "filed"
    WORDED = "worded"
    LEASED = "leased"
    POSTED = "posted"
    SETTLED = "settled"


Watch = Callable[[Stop, int], None]  # told of each stop, with the id of the row that reached it
WORK = ("file", "notify", "deliver")  # the channels of the wake port, one for each step


def _nobody_watches(_stop: Stop, _row: int) -> None:
    pass


def _nobody_wakes(_channel: str) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Station:
    """The world as a step sees it."""

    desk: Desk
    database: Database
    blobs: Blobs
    keyring: Keyring
    owner: str = "intake"  # of the leases that this process takes
    lease_seconds: float = 300.0
    wake: Callable[[str], None] = field(default=_nobody_wakes)
    watch: Watch = field(default=_nobody_watches)
