"""Where a state is set and looked at: a folder, a window, a theme, and whoever looks. Moving about in a few words."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual.screen import Screen

from tests.harness.quick import drawn
from tests.journeys.desk import Clock, Hands, Journey, Morning, Size, WatchedApp
from triage import bootstrap
from triage.bootstrap import Office
from triage.usecases import demo

Look = Callable[[Hands, str], Awaitable[None]]
Person = tuple[str, str, str, int]  # called, waits for, where, minutes


@dataclass(frozen=True)
class Room:
    """Every state of a run is set in a folder of its own under `home`."""

    home: Path
    size: Size
    look: Look
    paint: bool
    theme: str

    def morning(self, name: str, people: tuple[Person, ...] = demo.PEOPLE) -> Morning:
        """A hub on Monday with these people in it."""
        morning = Morning(self.home / name)
        with patch.object(demo, "PEOPLE", people):
            morning.open_office().close()
        return morning

    def sit(self, morning: Morning, journey: Journey, who: str = "Asha", people: tuple[Person, ...] = ()) -> None:
        """`people` as the hub was opened with: an empty one is filled again at every start."""
        with patch.object(demo, "PEOPLE", people):
            morning.sit_down(self.size, journey, who=who, paint=self.paint, theme=self.theme)

    def run(self, open_office: Callable[[], Office], journey: Journey, clock: Clock) -> None:
        """From the first frame on, with any office: one that cannot be opened, or only with a passphrase."""

        async def run() -> None:
            app = WatchedApp(open_office, self.theme)
            async with app.run_test(size=self.size) as pilot:
                await journey(Hands(pilot, clock))

        with drawn() if self.paint else nullcontext(), patch.object(bootstrap, "system_clock", lambda: clock):
            asyncio.run(run())


def do(hands: Hands, fn: Callable[..., Any], *args: Any) -> Any:
    """A use case, as whoever is signed in."""
    return hands.app.office.do(fn, *args).result()


async def put(hands: Hands, screen: Screen[Any]) -> None:
    """This screen over what is there, drawn."""
    hands.app.push_screen(screen)
    await hands.rest()


async def leave(hands: Hands, depth: int = 2) -> None:
    """Esc until no more than `depth` screens lie on each other; two are the first and the desk."""
    for _ in range(9):
        if len(hands.app.screen_stack) <= depth:
            return
        await hands.press("escape")
    raise AssertionError(hands.text)


async def seen(hands: Hands, look: Look, name: str, screen: Screen[Any], *keys: str) -> None:
    """Put a screen there, press, look, and leave it again."""
    depth = len(hands.app.screen_stack)
    await put(hands, screen)
    await hands.press(*keys)
    await look(hands, name)
    await leave(hands, depth)


async def write(hands: Hands, words: str) -> None:
    await hands.press(*["space" if letter == " " else letter for letter in words])
