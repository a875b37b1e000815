"""How long to wait before trying again: doubling, with a ceiling and jitter.

Pure but for its own count. It does not wait, and it does not know what failed. A mailbox that fails backs off
alone, without slowing the others (MAIL.md 1.8).
"""

from __future__ import annotations

from random import Random


class BackOff:
    """Waits of `initial`, twice that, four times that … seconds, never above `ceiling`, each cut by up to a half.

    The jitter keeps mailboxes that failed together from coming back together.
    """

    def __init__(self, initial: float, ceiling: float, rng: Random) -> None:
        if not 0 < initial <= ceiling:
            raise ValueError(f"a back-off needs 0 < initial <= ceiling, not {initial} and {ceiling}")
        self._initial = initial
        self._ceiling = ceiling
        self._rng = rng
        self._full = initial

    def next(self) -> float:
        """Seconds to wait after one more failure."""
        full, self._full = self._full, min(self._full * 2, self._ceiling)
        return full * self._rng.uniform(0.5, 1.0)

    def reset(self) -> None:
        """It worked: the next failure waits `initial` again."""
        self._full = self._initial
