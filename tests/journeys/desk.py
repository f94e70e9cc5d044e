"""A pair of hands at the desk: the real app on a real office, worked by keys alone, and what is on its screen.

`Morning` opens an office in a new folder with a clock that stands still and ids that count, so that the same journey
leaves the same screens and rows on every machine. `Hands` reads which question stands on the screen to know
which key means which answer; it acts by pressing keys and in no other way.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from unittest.mock import patch
from uuid import UUID

from rich.cells import cell_len
from textual._context import visible_screen_stack
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input

import triage.tui.app
from tests.harness.quick import drawn
from triage import bootstrap
from triage.bootstrap import open_office
from triage.clocks import DEMO_START
from triage.content.where import sample_content
from triage.office import Office
from triage.settings import Settings
from triage.tui.app import TriageApp
from triage.tui.draft import Draft
from triage.tui.screens.assessment import AssessmentScreen
from triage.tui.themes import DARK
from triage.tui.widgets.lines import TopLine
from triage.tui.widgets.strip import SectionStrip
from triage.usecases.records import Record

R = TypeVar("R", bound=Record)

Size = tuple[int, int]
NARROW: Size = (80, 24)
WIDE: Size = (120, 40)
SIZES = (NARROW, WIDE)
LIT = 0.35  # seconds, a little longer than an answer stays lit
PATIENCE = 20.0  # seconds until a screen that does not come to rest is a failure; a turn takes a few milliseconds


class Clock:
    """Stands at Monday 23 November 2026, 10:15, until somebody moves it."""

    def __init__(self) -> None:
        self.now = DEMO_START

    def __call__(self) -> datetime:
        return self.now

    def later(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


def counting_ids() -> Callable[[], str]:
    """Ids in the shape of UUIDv7: they count up, and their random end is the same on every machine."""
    made = 0

    def make() -> str:
        nonlocal made
        made += 1
        end = int.from_bytes(hashlib.sha256(str(made).encode()).digest()[:8], "big") & ((1 << 62) - 1)
        return str(UUID(int=(0x019AB000 << 96) + (made << 80) | 7 << 76 | 2 << 62 | end))

    return make


class Morning:
    """One office from morning on: opened again it has the same folder, the same clock, and ids that go on counting."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.clock = Clock()
        self._ids = counting_ids()

    def open_office(self) -> Office:
        """The demo's office with this clock and these ids; everything else is as people get it."""
        with (
            patch.object(bootstrap, "demo_clock", lambda latest: self.clock),
            patch.object(bootstrap, "uuid7_maker", lambda: self._ids),
        ):
            return open_office(Settings(home=self.home, content=sample_content(), demo=True))

    def sit_down(
        self, size: Size, journey: Journey, *, who: str = "Asha", paint: bool = True, theme: str = DARK
    ) -> None:
        """Open the app, say who is there (nobody: ""), and go on a journey.

        With `paint` every frame is drawn, as at a terminal; without, when somebody looks.
        """
        with drawn() if paint else nullcontext():
            asyncio.run(self._run(size, journey, who, theme))

    async def _run(self, size: Size, journey: Journey, who: str, theme: str) -> None:
        app = WatchedApp(self.open_office, theme)
        async with app.run_test(size=size) as pilot:
            hands = Hands(pilot, self.clock)
            async with asyncio.timeout(PATIENCE):
                while "Who is at this desk?" not in hands.text:
                    await pilot.pause(0.01)
            await hands.rest()
            if who:
                await hands.choose(who)
                await hands.until("FrontDesk")
            await journey(hands)


class WatchedApp(TriageApp):
    """The app, keeping the running text of every frame it paints while `watching`."""

    CSS_PATH = str(Path(triage.tui.app.__file__).parent / TriageApp.CSS_PATH)

    def __init__(self, open_office: Callable[[], Office], theme: str = DARK) -> None:
        super().__init__(open_office, theme=theme)
        self.held.on = False  # a test presses faster than a thumb; held keys have their own tests
        self.watching = False
        self.painted: list[str] = []

    def _display(self, screen: Any, renderable: Any) -> None:
        if self.watching and renderable is not None:
            self.painted.append(running(screen_text(self)))
        super()._display(screen, renderable)


def screen_strips(app: App[Any]) -> list[Strip]:
    """The screen as it stands, a strip of styled text for each row; dialogs over what lies beneath."""
    visible_screen_stack.set(app._background_screens)
    return app.screen._compositor.render_strips()


def screen_text(app: App[Any]) -> str:
    """The same as text."""
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in screen_strips(app))


def running(text: str) -> str:
    """A screen as running text, column after column, without what is only drawn."""
    columns: dict[int, list[str]] = {}
    for line in text.splitlines():
        for place, piece in enumerate(line.split("│")):
            columns.setdefault(place, []).append(piece.strip(" █▁▂▃▄▅▆▇╭╮╰╯─"))
    return " ".join(" ".join(piece for column in columns.values() for piece in column).split())


class Hands:
    """Somebody at the keyboard. `pressed` counts keys."""

    def __init__(self, pilot: Pilot[None], clock: Clock) -> None:
        self.pilot = pilot
        self.clock = clock
        self.pressed = 0

    @property
    def app(self) -> WatchedApp:
        assert isinstance(self.pilot.app, WatchedApp)
        return self.pilot.app

    # -- seeing

    @property
    def text(self) -> str:
        return screen_text(self.app)

    @property
    def words(self) -> str:
        """The screen as running text, so that sentences that wrap can be found."""
        return running(self.text)

    @property
    def at(self) -> str:
        """Which screen is on top: "Assessment", "ReadBack", "WorkerModal" …"""
        return type(self.app.screen).__name__.removesuffix("Screen")

    @property
    def question(self) -> str:
        """The id of the question on the screen; empty when there is none."""
        draft = self._draft
        return draft.question.id if draft is not None else ""

    def sees(self, *words: str) -> None:
        """Each of these stands on the screen."""
        for piece in words:
            assert piece in self.words, f"not on the screen: {piece}\n{self.text}"

    def sees_not(self, *words: str) -> None:
        for piece in words:
            assert piece.casefold() not in self.words.casefold(), f"on the screen: {piece}\n{self.text}"

    def rows(self, kind: type[R], **equal: str) -> list[R]:
        """The current rows of a kind, as the store has them."""
        found: list[R] = self.app.office.do(lambda rows, house, ctx: rows.find(kind, **equal)).result()
        return found

    def ever(self, kind: type[R], **equal: str) -> list[R]:
        """The same with rows that were replaced: all that was ever written and not erased."""
        found: list[R] = self.app.office.do(lambda rows, house, ctx: rows.history(kind, **equal)).result()
        return found

    @property
    def in_hand(self) -> str:
        """The first line of the block that has the bar at its left."""
        found = re.search(r"█ (.*?)\s*(?:│|$)", self.text, re.MULTILINE)
        return found[1] if found else ""

    # -- pressing

    async def press(self, *keys: str) -> None:
        """One key after the other, each when the one before has had its effect."""
        for key in keys:
            self.pressed += 1
            await self.pilot.press(key)
            await self.rest()

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def rest(self) -> None:
        """Until nothing is under way and all of it is painted."""
        quiet = 0
        async with asyncio.timeout(PATIENCE):
            while quiet < 3:
                screen = self.app.screen
                await asyncio.sleep(0.001)
                screen._on_timer_update()  # paint now, not at the next sixtieth of a second
                if quiet == 1:
                    await self.pilot.pause(0)
                quiet = quiet + 1 if _calm(screen) and screen is self.app.screen else 0

    async def linger(self) -> None:
        """Until nothing is lit any more and no cursor blinks, with the clock of this minute: the screen as it stays."""
        await asyncio.sleep(LIT if self.at == "Assessment" else 0)
        for field in self.app.screen.query(Input):
            field.cursor_blink = False
        for line in self.app.screen.query(TopLine):
            line.draw()
        for strip in self.app.screen.query(SectionStrip):
            strip.tick()  # not when its five seconds come round
        await self.rest()

    async def resize(self, size: Size) -> None:
        """Another window size, laid out and drawn; Textual waits a moment whether it changes again."""
        await self.pilot.resize_terminal(*size)
        async with asyncio.timeout(PATIENCE):
            while self.app.screen._size != size:
                await self.pilot.pause(0.005)
        await self.rest()

    async def click(self, words: str) -> None:
        """Click on the first of these words on the screen."""
        rows = self.text.splitlines()
        y = next((n for n, row in enumerate(rows) if words in row), -1)
        assert y >= 0, f"not on one line of the screen: {words}\n{self.text}"
        await self.pilot.click(offset=(cell_len(rows[y][: rows[y].index(words)]) + 1, y))
        await self.rest()

    async def until(self, screen: str) -> None:
        """Until that screen is on top and at rest."""
        async with asyncio.timeout(PATIENCE):
            while self.at != screen:
                await self.pilot.pause(0.005)
        await self.rest()

    async def choose(self, words: str) -> None:
        """Press the key that stands before these words on the screen."""
        found = re.search(rf"(?<!\S)([0-9a-z])  ?(?:\[.\] )?{re.escape(words)}", self.text)
        assert found, f"no key for: {words}\n{self.text}"
        await self.press(found[1])

    async def take(self, words: str) -> None:
        """Move with the arrow keys to the block that begins with these words: down to the last, then up to the first."""
        for key in ("down", "up"):
            before = ""
            while self.in_hand != before:
                if self.in_hand.startswith(words):
                    return
                before = self.in_hand
                await self.press(key)
        raise AssertionError(f"no block begins with: {words}\n{self.text}")

    async def pick_up(self, initials: str) -> None:
        """Pick somebody up from the list of the front desk."""
        found = re.search(rf"(\d)  NM-\w{{4}}  {initials} ", self.text)
        assert found, f"not in the list: {initials}\n{self.text}"
        await self.press(found[1])

    # -- answering

    async def answer(self, said: object) -> None:
        """Answer the question on the screen: an option, several, words, a date, or part by part (see people.py)."""
        draft = self._draft
        assert draft is not None, f"no question\n{self.text}"
        if isinstance(said, str) and said in DECLINES:
            await self.press(*(["escape"] if draft.typing else []), DECLINES[said])
        else:
            given = said if isinstance(said, Mapping) else {"": said}
            await self._words_first(given)
            for _ in range(2 * len(draft.fields)):
                if self._draft is not draft:
                    break
                await self._field(given.get(draft.field.id))
        assert self._draft is not draft, f"{draft.question.id} did not take {said!r}\n{self.text}"

    async def talk(self, says: Mapping[str, object], *, until: str = "") -> list[str]:
        """Answer question after question, as far as `until` or until there is none. Says which were asked."""
        asked: list[str] = []
        while self.at == "Assessment" and self.question and self.question != until:
            asked.append(self.question)
            assert self.question in says, f"nobody said anything about {self.question}\n{self.text}"
            assert len(asked) < 90, f"no end: {asked}"
            await self.answer(says[self.question])
        return asked

    async def notice(self, *seen: str) -> None:
        """`i`: what staff see for themselves."""
        await self.press("i")
        await self.answer(list(seen))

    @property
    def _draft(self) -> Draft | None:
        screen = self.app.screen
        return screen._draft if isinstance(screen, AssessmentScreen) else None

    async def _words_first(self, given: Mapping[str, object]) -> None:
        """In a form that begins with its list, the field above it holds their own words."""
        draft = self._draft
        if draft is not None and draft.at and (own := given.get(draft.fields[0].id)):
            await self.press("up")
            await self._field(own)

    async def _field(self, said: object) -> None:
        """The field in hand; None leaves it empty."""
        draft = self._draft
        assert draft is not None
        if said is None:
            await self.press("enter")
        elif draft.field.kind == "date" and said == "none":
            await self.press("n")
        elif draft.typed or draft.offered:
            await self.type(str(said))
            await self.press("enter")
        elif draft.field.kind == "one":
            await self.press(self._key(str(said)))
        else:
            assert isinstance(said, list)
            for tick in [*(set(draft.ticked) - set(said)), *[one for one in said if one not in draft.ticked]]:
                await self.press(self._key(tick))
            if self._draft is draft:  # an answer that excludes the others goes on by itself
                await self.press("enter")

    def _key(self, option: str) -> str:
        draft = self._draft
        assert draft is not None
        key = next((choice.key for choice in draft.choices() if choice.id == option), "")
        assert key, f"{draft.question.id} does not offer {option}\n{self.text}"
        return key


DECLINES = {"pnts": "-", "not_sure": "s"}


def _calm(screen: Screen[Any]) -> bool:
    """Nothing is saved, laid out, drawn or about to be."""
    at_work = any(worker.node is screen and not worker.is_finished for worker in screen.app.workers)
    undrawn = screen._layout_required or screen._dirty_widgets or screen._callbacks
    return screen.is_mounted and not at_work and not undrawn and not getattr(screen, "busy", False)


Journey = Callable[[Hands], Awaitable[None]]
