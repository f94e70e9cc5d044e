"""Somebody at the keyboard of the real app: keys in, the text of the screen and the rows out. Not a test itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from tests.harness.quick import at_rest
from triage.bootstrap import open_office
from triage.content.where import sample_content
from triage.office import Office
from triage.settings import Settings
from triage.tui.app import TriageApp
from triage.tui.modals.blank import BlankScreen
from triage.tui.widgets.lines import KeyLine

SMALL, LARGE = (80, 24), (120, 40)
Kind = type[Any]
Script = Callable[["Sitting"], Awaitable[None]]


class Sitting:
    """One app, from its first frame on."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot

    @property
    def app(self) -> TriageApp:
        assert isinstance(self.pilot.app, TriageApp)
        return self.pilot.app

    @property
    def at(self) -> str:
        return type(self.app.screen).__name__

    @property
    def text(self) -> str:
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    @property
    def words(self) -> str:
        return " ".join(self.text.replace("│", " ").split())

    @property
    def foot(self) -> str:
        """The keys the footer offers, on however many lines."""
        lines = self.app.screen.query(KeyLine).first().size.height
        return "  ".join(line.strip() for line in self.text.splitlines()[-lines:])

    @property
    def question(self) -> str:
        draft = getattr(self.app.screen, "_draft", None)
        return draft.question.id if draft is not None else ""

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.rest()

    async def write(self, text: str) -> None:
        await self.press(*["space" if letter == " " else letter for letter in text])

    async def rest(self) -> None:
        """Until nothing is under way and all of it is painted."""
        await at_rest(self.pilot)

    async def sign_in(self) -> None:
        async with asyncio.timeout(20):
            while "Who is at this desk?" not in self.text:
                await self.pilot.pause(0.02)
        await self.rest()
        await self.press("1")

    def rows(self, kind: Kind, **equal: str) -> list[Any]:
        found: list[Any] = self.app.office.do(lambda rows, _house, _ctx: rows.find(kind, **equal)).result()
        return found

    @property
    def blank(self) -> bool:
        return isinstance(self.app.screen, BlankScreen)


def demo_office(home: Path) -> Office:
    return open_office(Settings(home=home, content=sample_content(), demo=True))


def sit(
    home: Path, script: Script, *, size: tuple[int, int] = SMALL, held: bool = False, signed_in: bool = True
) -> None:
    """Run `script` at a desk whose store is in `home`. `held`: with the guard against held keys, as in real life."""

    async def run() -> None:
        app = TriageApp(lambda: demo_office(home))
        app.held.on = held
        async with app.run_test(size=size) as pilot:
            sitting = Sitting(pilot)
            if signed_in:
                await sitting.sign_in()
            await script(sitting)

    asyncio.run(run())
