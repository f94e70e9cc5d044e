"""Where a state is set and looked at: a folder, a window, a theme, and whoever looks. Moving about in a few words."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from textual.screen import Screen
from textual.widgets import Input

from tests.journeys.desk import Clock, Hands, Journey, Morning, Size, WatchedApp
from triage import bootstrap
from triage.office import Office
from triage.usecases import demo

Look = Callable[[Hands, str], Awaitable[None]]
Person = tuple[str, str, str, int]  # called, waits for, where, minutes


@dataclass(frozen=True)
class Room:
    """Every state of a run is set in a folder of its own under `home`."""

    home: Path
    size: Size
    look: Look
    theme: str

    def morning(self, name: str) -> Morning:
        """A hub on Monday."""
        return Morning(self.home / name)

    def sit(
        self, morning: Morning, journey: Journey, who: str = "Asha", people: tuple[Person, ...] = demo.PEOPLE
    ) -> None:
        """`people` are in it when it is opened for the first time."""
        with patch.object(demo, "PEOPLE", people):
            morning.sit_down(self.size, journey, who=who, paint=False, theme=self.theme)

    def run(self, open_office: Callable[[], Office], journey: Journey, clock: Clock) -> None:
        """From the first frame on, with any office: one that cannot be opened, or only with a passphrase."""

        async def run() -> None:
            app = WatchedApp(open_office, self.theme)
            async with app.run_test(size=self.size) as pilot:
                await journey(Hands(pilot, clock))

        with patch.object(bootstrap, "system_clock", lambda: clock):
            asyncio.run(run())


def do(where: Hands | Office, fn: Callable[..., Any], *args: Any) -> Any:
    """A use case, as whoever is signed in."""
    office = where.app.office if isinstance(where, Hands) else where
    return office.do(fn, *args).result()


async def somebody_else(hands: Hands, letter: str, at: str) -> None:
    """Another one signs in at this practice desk, by their letter; they begin `at` that screen."""
    await hands.pilot.press("ctrl+l")
    await hands.until("Coming")
    await hands.press(letter)
    await settled(hands)
    await hands.pilot.press("enter")
    await hands.until(at)


async def settled(hands: Hands) -> None:
    """A screen that has the keyboard to itself has its own way of being at work."""
    for _ in range(1000):
        await hands.pilot.pause(0.002)
        if not getattr(hands.app.screen, "busy", False):
            return


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
    """Into the field that has the focus, at once."""
    field = hands.app.focused
    assert isinstance(field, Input), hands.text
    field.value += words
    field.cursor_position = len(field.value)
    await hands.rest()
