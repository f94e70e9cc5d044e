"""How long nobody has touched the keyboard, and so whether the screen is to blank or to ask who it is (practice.md G5)."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, time

from triage.usecases.trust.locks import Locks


class Idle:
    """`seen` at every key; `look` says what is due, and `ask` stays True until somebody said who they are.

    Two clocks, the greater count of which counts: one stands still while a laptop sleeps, the other may be set.
    """

    def __init__(self, steady: Callable[[], float] = monotonic, wall: Callable[[], float] = time) -> None:
        self._steady, self._wall = steady, wall
        self.ask = False
        self.seen()

    def seen(self) -> None:
        self._since = self._steady(), self._wall()

    def came(self) -> None:
        """Somebody said who they are."""
        self.ask = False
        self.seen()

    def look(self, locks: Locks) -> bool:
        """True if the screen is to be blank now; `ask` if whoever comes has to say who they are."""
        idle = max(self._steady() - self._since[0], self._wall() - self._since[1])
        if locks.ask and idle >= locks.ask:
            self.ask = True
        return self.ask or bool(locks.blank and idle >= locks.blank)
