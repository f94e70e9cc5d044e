"""The app says when it has taken a key and come to rest: for harnesses that must not depend on how busy the machine is.

Runs inside the program that is tried (`tell_rest`), looks on its own loop, and changes nothing about it: after each key, once
nothing is under way and nothing queued, it writes how many keys it has seen so far into a file. `Resting` is the other end.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any, Self

from tests.harness.terminal import PATIENCE, QUIET, Terminal

EVERY, CALM = 0.004, 5  # seconds between looks, and how many in a row find nothing to do
BESIDE = {"warm", "blank", "coming", "keep", "look"}  # workers that a key may have started outside of a turn


def tell_rest(file: Path) -> None:
    """From now on, for the app that is made in this process."""
    from triage.tui.app import TriageApp
    from triage.tui.held import HeldKeys

    keys, made = [0], TriageApp.__init__
    seen = HeldKeys.seen

    def count(self: HeldKeys, key: str) -> None:
        keys[0] += 1
        seen(self, key)

    def make(self: TriageApp, *arguments: Any, **named: Any) -> None:
        made(self, *arguments, **named)
        threading.Thread(target=_watch, args=(self, keys, file), daemon=True).start()

    HeldKeys.seen = count  # type: ignore[method-assign]
    TriageApp.__init__ = make  # type: ignore[method-assign]


def _watch(app: Any, keys: list[int], file: Path) -> None:
    while getattr(app, "_loop", None) is None:
        time.sleep(EVERY)
    told, calm = -1, 0

    def look() -> None:
        nonlocal told, calm
        before = keys[0]
        calm = calm + 1 if _calm(app) else 0
        if calm >= CALM and told != before:
            told, calm = before, 0
            with file.open("a") as out:
                out.write(f"{told}\n")
        app._loop.call_later(EVERY, look)

    app._loop.call_soon_threadsafe(look)


def _calm(app: Any) -> bool:
    if not app.is_running or not app.screen_stack:
        return False
    screen = app.screen
    busy = getattr(screen, "busy", False) and not getattr(app, "blanked", False)
    beside = any(worker.is_running and worker.group in BESIDE for worker in app.workers)
    queued = any(node.message_queue_size for node in (app, *screen.walk_children(with_self=True)))
    return bool(screen.is_mounted) and not (busy or beside or queued)


class Resting(Terminal):
    """A `Terminal` whose program tells into `rests`; at rest is then what the program says, and not a quiet moment."""

    def __init__(self, *arguments: Any, rests: Path, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._rests = rests
        self._typed = 0

    def type_key(self, key: str) -> None:
        super().type_key(key)
        self._typed += len(key) if key.isprintable() else 1

    def settle(self, quiet: float = QUIET) -> Self:
        end = time.monotonic() + PATIENCE
        while self._taken() < self._typed and self._process.isalive():
            assert time.monotonic() < end, f"{self._taken()} of {self._typed} keys were taken\n{self.text}"
            self.read(EVERY)
        while self.read(2 * EVERY) and time.monotonic() < end:  # what it has drawn and is still on the way
            pass
        return self

    def _taken(self) -> int:
        """How many keys it had taken when it last came to rest; -1 before it ever did."""
        try:
            told = self._rests.read_text().split("\n")[:-1]  # a line that is being written is none yet
        except FileNotFoundError:
            return -1
        return int(told[-1]) if told else -1
