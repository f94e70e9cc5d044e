"""Telling a key that is held down from one that is pressed twice, so that key repeat never answers two questions.

Terminals send a held key as the same key again and again: first after 250 to 660 ms, then every 30 to 90 ms. The same
key within `GUARD` of the last time it was seen is a repeat. The same key a little later may be the first repeat or a
second press: then we wait `LOOK` for another one; if it comes, the key is being held.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

GUARD = 0.150
LOOK = 0.100
SURELY = 3  # repeats in a row, where typing the same letter twice must not be taken for holding it
FIRST_REPEAT = 0.700


class HeldKeys:
    """Sees every key as it arrives (`seen`) and says of the latest whether it is only being held (`is_repeat`)."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self.on = True
        self._now = now
        self._key = ""
        self._at = float("-inf")
        self._since = float("inf")
        self._began = float("-inf")
        self._holding = False
        self._repeats = 0
        self._count = 0

    def seen(self, key: str) -> None:
        """Called for every key press before anything reacts to it."""
        now = self._now()
        same = key == self._key
        self._since = now - self._at if same else float("inf")
        if self._since >= FIRST_REPEAT:
            self._began = now
        self._holding = same and (self._since < GUARD or (self._holding and self._since < 2 * GUARD))
        self._repeats = self._repeats + 1 if self._holding else 0
        self._key, self._at = key, now
        self._count += 1

    @property
    def holding(self) -> bool:
        """True if the latest key is surely only being held down."""
        return self.on and self._holding

    def since_before(self, moment: float) -> bool:
        """True if the latest key is surely being held down, and was already then."""
        return self.on and self._repeats >= SURELY and self._began < moment

    async def is_repeat(self) -> bool:
        """True if the latest key is only being held down. Takes `LOOK` seconds in the doubtful case, else none."""
        if not self.on:
            return False
        if self._holding:
            return True
        if self._since >= FIRST_REPEAT:
            return False
        before, key = self._count, self._key
        await asyncio.sleep(LOOK)
        return self._count > before and self._key == key
