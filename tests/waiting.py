"""Waiting for what another process does: ask until it is so, and fail when the time is up. No test sleeps otherwise."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")
_BETWEEN_SECONDS = 0.02


def until(condition: Callable[[], _T], seconds: float, what: Callable[[], str] | str = "") -> _T:
    """What `condition` answers, once it is true; AssertionError after `seconds`, with `what` was waited for."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > deadline:
            said = what() if callable(what) else what
            raise AssertionError(f"not within {seconds:g} s: {said}")
        time.sleep(_BETWEEN_SECONDS)
    return found
