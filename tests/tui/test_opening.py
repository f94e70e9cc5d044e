"""A page is first drawn with what it says, and a store that takes its time is waited for on the page itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from textual.app import App, ComposeResult

from tests.harness.quick import drawn
from tests.tui.sitting import Sitting, sit
from triage.tui import opening
from triage.tui.base import DeskScreen
from triage.tui.opening import AT_MOST, Opening
from triage.tui.safe import Words


class Page(DeskScreen[None]):
    """Says something once it has heard from the store."""

    def __init__(self, heard: asyncio.Event) -> None:
        super().__init__()
        self._heard = heard

    def body(self) -> ComposeResult:
        yield Words("Looking", id="said")

    async def load(self) -> None:
        await self._heard.wait()
        self.query_one("#said", Words).put("Here it is")


def frames_of(home: Path, script: Callable[[Sitting, list[str], asyncio.Event], Any]) -> list[str]:
    """What stood on the page in each frame that was drawn of it."""
    frames: list[str] = []
    display = App._display

    def seen(app: App[Any], screen: Any, frame: Any) -> None:
        display(app, screen, frame)
        if isinstance(screen, Page) and frame is not None:
            frames.append(str(screen.query_one("#said", Words).content))

    async def sitting(desk: Sitting) -> None:
        with drawn(), patch.object(App, "_display", seen):
            heard = asyncio.Event()
            desk.app.push_screen(Page(heard))
            await script(desk, frames, heard)

    sit(home, sitting)
    return frames


@pytest.mark.parametrize("lift", [False, True])
def test_a_page_is_first_drawn_with_its_words(lift: bool, tmp_path: Path) -> None:
    """Control: without it, the page is drawn before it knows anything."""

    async def script(desk: Sitting, frames: list[str], heard: asyncio.Event) -> None:
        while lift and not frames:
            await asyncio.sleep(0.002)
        await desk.pilot.pause(0.1)
        heard.set()
        async with asyncio.timeout(20):
            while "Here it is" not in frames:
                await asyncio.sleep(0.002)

    with (
        patch.object(opening, "AT_MOST", 60.0),
        patch.object(Opening, "draw_later", Opening.show_now if lift else Opening.draw_later),
    ):
        frames = frames_of(tmp_path, script)
    assert ("Looking" in frames) is lift


def test_a_page_that_hears_nothing_is_drawn_all_the_same(tmp_path: Path) -> None:
    async def script(desk: Sitting, frames: list[str], heard: asyncio.Event) -> None:
        async with asyncio.timeout(20):
            while not frames:
                await asyncio.sleep(AT_MOST)
        heard.set()
        async with asyncio.timeout(20):
            while "Here it is" not in frames:
                await asyncio.sleep(0.002)

    assert frames_of(tmp_path, script)[0] == "Looking"
