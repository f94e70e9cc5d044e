"""How long every screen takes to open, in the app itself, from its key to its last frame: a part of `make bench`.

The screens are those that `make screens` draws (tests/journeys/screens.py and its states), so one that is new there is
timed here by itself. Goes that way twice in one process: the first time a screen also reads its code.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any
from unittest.mock import patch

from textual import events
from textual.app import App
from textual.screen import Screen

from benchmarks.empty_app import EmptyApp
from benchmarks.figures import Goal, told
from tests.harness.quick import drawn, quick
from tests.journeys.desk import NARROW, Hands
from tests.journeys.screens import tour
from tests.journeys.states import VISITS
from tests.journeys.states.room import Look, Room
from triage.tui.themes import DARK

KEYS = 40
Taken = dict[str, list[float]]


@dataclass
class Stopwatch:
    """When something was last asked of the app, by a key or by a test that put a screen there, and when it last drew."""

    asked: float = 0.0
    drawn: float = 0.0
    top: int = 0  # the screen that was on top when it was asked
    app: object = None  # which app was asked: its first screen comes without a key
    known: set[int] = field(default_factory=set)
    kept: list[Screen[Any]] = field(default_factory=list)  # so that no other screen gets the same id
    taken: Taken = field(default_factory=dict)

    async def look(self, hands: Hands, name: str) -> None:
        """A stop on the way: the screen on top counts if it has not been there before."""
        screen = hands.app.screen
        asked = self.app is hands.app
        if asked and id(screen) not in self.known and id(screen) != self.top and self.drawn > self.asked:
            self.taken.setdefault(type(screen).__name__, []).append(self.drawn - self.asked)
        self.known.add(id(screen))
        self.kept.append(screen)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Every app of this process."""
        on_event, display, push = App.on_event, App._display, App.push_screen

        async def heard(app: App[Any], event: events.Event) -> None:
            if isinstance(event, events.Key) and not event.is_forwarded:
                self._asked(app)
            await on_event(app, event)

        def pushed(app: App[Any], screen: Any, *args: Any, **more: Any) -> Any:
            if self.drawn > self.asked and not getattr(app.screen, "busy", False):  # no key asked for it
                self._asked(app)
            return push(app, screen, *args, **more)

        def shown(app: App[Any], screen: Any, renderable: Any) -> None:
            display(app, screen, renderable)
            if renderable is not None:
                self.drawn = perf_counter()

        with (
            patch.object(App, "on_event", heard),
            patch.object(App, "_display", shown),
            patch.object(App, "push_screen", pushed),
        ):
            yield

    def _asked(self, app: App[Any]) -> None:
        self.app = app
        self.asked, self.top = perf_counter(), id(app.screen) if app.screen_stack else 0


def openings() -> Taken:
    """Class of a screen → seconds of each time it was opened, on the second of two ways through.

    The app is on a desk of its own, so that nothing of the terminal is in it; benchmarks/opening.py times some with one.
    """
    for _ in range(2):
        watch = Stopwatch()
        with tempfile.TemporaryDirectory() as home, quick(), drawn(), watch.watching():
            go(Path(home), watch.look)
    return watch.taken


def go(home: Path, look: Look) -> None:
    tour(home / "tour", NARROW, look)
    for visit in VISITS:
        visit(Room(home, NARROW, look, DARK))


def floor() -> float:
    """A key of the empty app, in this process too."""
    watch, taken = Stopwatch(), []

    async def run() -> None:
        async with EmptyApp().run_test(size=NARROW) as pilot:
            for _ in range(KEYS):
                await pilot.press("x")
                pilot.app.screen._on_timer_update()
                taken.append(watch.drawn - watch.asked)

    with watch.watching():
        asyncio.run(run())
    return statistics.median(taken)


def screens() -> None:
    """The slowest first; each also as how many keys of the empty app it takes."""
    key = floor()
    for name, seconds in sorted(openings().items(), key=lambda one: -statistics.median(one[1])):
        told(f"open {name}", key, statistics.median(seconds), Goal("≤ 50 ms", 0.050))


if __name__ == "__main__":
    screens()
