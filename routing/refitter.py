"""Refits in a process of their own: numpy, the labelled lines and the sums live only as long as one refit.

`routing.child` bounds time and memory. What was too much for it is a line in the log and no new residual; the one in
use stays. `stop` may be called from another thread while a refit runs; it ends it.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Sequence

import structlog

from routing.child import Child, Lost
from routing.lesson import Lesson, Refitted

log = structlog.get_logger("routing.refitter")

_SECONDS = 300.0
_MEMORY = 768 * 1024 * 1024  # bytes, above what the process starts with
_NICENESS = 10  # mail goes first


class Refitter:
    """Calls `routing.refit` in a child process that starts for each refit and ends with it."""

    def __init__(self) -> None:
        """No process is started yet."""
        self._child = Child("routing.refitter:begin", None, seconds=_SECONDS, memory=_MEMORY)

    def __call__(self, lessons: Sequence[Lesson]) -> Refitted | None:
        """What the lessons teach; None where the process failed, which the log says."""
        try:
            (answer,) = self._child.answers([tuple(lessons)])
        finally:
            self._child.close()
        if isinstance(answer, Lost):
            log.error("nothing was learnt", cause=answer.cause, why=answer.why, lessons=len(lessons))
            return None
        assert isinstance(answer, Refitted)
        return answer

    def stop(self) -> None:
        """End a refit that is under way; its caller gets None."""
        pid = self._child.pid
        if pid is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def begin(_settings: None) -> Callable[[tuple[Lesson, ...]], Refitted]:
    """In the child: read the default model and the texts that were set aside."""
    from routing.classify import default
    from routing.golden import golden, plain
    from routing.refit import ready, refit

    os.nice(_NICENESS)
    against = ready(default(), golden(), plain())
    return lambda lessons: refit(lessons, against)
