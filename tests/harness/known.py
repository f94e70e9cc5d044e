"""A terminal that knows a screen at rest when it sees it again, so that typing waits for a screen and not for quiet.

The first time a screen comes it is waited out as anywhere else; from then on that very screen, with its colours and
where its cursor stands, is enough. A key that changed nothing (the program was still taking the one before) is typed
once more, as a person would; `again` counts those.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Self

from tests.harness.terminal import PATIENCE, QUIET, Terminal

Screens = set[int]
A_LOOK = 0.06  # seconds that a known screen must stay
NOTHING_CAME = 5.0  # seconds; ten times what a key takes on a busy machine


class Knowing(Terminal):
    """A `Terminal`; `known` is shared by all that show the same program."""

    def __init__(self, *arguments: Any, known: Screens, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._known = known
        self._from = 0  # the screen on which the last key was typed: not yet what that key led to
        self.again = 0

    def type_key(self, key: str) -> None:
        self._from = self._look()
        super().type_key(key)

    def settle(self, quiet: float = QUIET) -> Self:
        quiet = max(quiet, min(self._slowness, 1.0))
        end, before = time.monotonic() + PATIENCE, self.text
        still_since = time.monotonic()
        while (now := time.monotonic()) < end and now - still_since < quiet and not self._ended:
            if (look := self._look()) != self._from and look in self._known and self._stays(look):
                return self
            if self.read(still_since + quiet - now) and self.text != before:
                before, still_since = self.text, time.monotonic()
        self._known.add(self._look())
        return self

    def await_change(self, before: str, typed: str) -> Self:
        changed: Callable[[Terminal], bool] = lambda t: t.body != before  # noqa: E731
        try:
            self.wait_for(changed, NOTHING_CAME)
        except AssertionError:
            if (len(typed) > 1 and typed.isprintable()) or not self._process.isalive():
                raise
            self.again += 1
            self.type_key(typed)
        return super().await_change(before, typed)

    def _stays(self, look: int) -> bool:
        """Whether that is all: on a busy machine a screen on the way to another may once have been taken for one at rest."""
        end = time.monotonic() + A_LOOK
        while (left := end - time.monotonic()) > 0:
            if self.read(left) and self._look() != look:
                return False
        return True

    def _look(self) -> int:
        """The screen below its header, each letter with its colours."""
        rows = self._screen.buffer
        return hash(tuple(tuple(rows[y][x] for x in range(self.size[0])) for y in range(1, self.size[1])))
