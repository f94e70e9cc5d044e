"""The shell of the app: its first frame, the blank key, leaving, crashes, hostile text, keys (promises.md P6, P10-P13)."""

from __future__ import annotations

import asyncio
import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.app import ScreenStackError
from textual.screen import Screen
from textual.worker import WorkerFailed

from tests.harness.amount import thorough
from tests.tui.sitting import SMALL, Sitting, demo_office, sit
from triage.core.text import visible
from triage.tui.app import TriageApp
from triage.tui.base import DeskScreen, Deskside
from triage.tui.crash import crash_lines
from triage.tui.held import HeldKeys
from triage.tui.modals.pick import PickModal
from triage.tui.safe import show
from triage.tui.screens.front_desk import FrontDeskScreen
from triage.tui.themes import LIGHT
from triage.usecases.ports import UseCaseError
from triage.usecases.reception.contacts import open_contact, park_contact

HOSTILE = "[/][bold]x[@click=app.bell]\x1b]52;c;aGk=\x07\x1b[2J\u202egnp"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_the_app_needs_neither_store_nor_content_to_start() -> None:
    """What is imported before the office is opened; the debug settings that write files are gone (P12)."""
    code = """
import os, sys
import triage.tui.app
late = [m for m in sys.modules if m.split(".")[0] in ("sqlmodel", "sqlalchemy", "yaml", "alembic", "sqlcipher3")]
late += [m for m in sys.modules if m.startswith(("triage.store", "triage.content", "triage.bootstrap", "triage.core.flow"))]
print(late, sorted(n for n in os.environ if n.startswith("TEXTUAL") and n != "TEXTUAL_FPS"))
"""
    writes = {"TEXTUAL_LOG": "/tmp/x", "TEXTUAL_SCREENSHOT": "1", "TEXTUAL": "debug,devtools", "TEXTUAL_DEBUG": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ | writes, check=True
    )
    assert ran.stdout.strip() == "[] []"


def test_start_says_practice_data_and_practice_clock(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        assert "Practice data only, not encrypted" in desk.text
        assert "Practice clock: Monday 23 November 2026, 10:15" in desk.words
        assert "1  Asha, front desk" in desk.text
        assert desk.foot.startswith("1-9 that is me")

    async def waiting(desk: Sitting) -> None:
        while "Asha" not in desk.text:
            await desk.pilot.pause(0.02)
        await script(desk)

    sit(home, waiting, signed_in=False)


def test_what_stands_in_the_way_is_told_and_can_be_tried_again(home: Path) -> None:
    tries = 0

    def open_office() -> Any:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise UseCaseError("The disk is full. Make room, then try again.")
        return demo_office(home)

    async def run() -> None:
        app = TriageApp(open_office)
        async with app.run_test(size=SMALL) as pilot:
            desk = Sitting(pilot)
            while "The disk is full" not in desk.text:
                await pilot.pause(0.02)
            await desk.rest()
            assert "press Enter to try again" in desk.words
            assert "Enter try again" in desk.foot
            await desk.press("enter")
            await desk.sign_in()
            assert desk.at == "FrontDeskScreen"

    asyncio.run(run())


class Looking(DeskScreen[None]):
    """Looks for something: at once, or once its widgets have been taken away."""

    def __init__(self, *, late: bool) -> None:
        super().__init__()
        self._late = late

    async def load(self) -> None:
        while self._late and self.children:
            await asyncio.sleep(0)
        self.query_one("#nothing")


@pytest.mark.parametrize("late", [True, False])
def test_leaving_while_a_screen_still_loads_is_no_crash_and_a_mistake_is_one(late: bool, home: Path) -> None:
    """On the way out widgets go before the work that draws them hears of it."""

    async def run() -> TriageApp:
        app = TriageApp(lambda: demo_office(home))
        async with app.run_test(size=SMALL) as pilot:
            async with asyncio.timeout(20):
                while app.office_or_none is None:
                    await asyncio.sleep(0.002)
            await app.push_screen(Looking(late=late))
            await pilot.pause(0.01)
        return app

    if late:
        assert asyncio.run(run()).return_code != 1
    else:
        with pytest.raises(WorkerFailed):
            asyncio.run(run())


@pytest.mark.parametrize("late", [True, False])
def test_work_that_comes_back_after_the_last_screen_is_no_crash_and_before_it_is_one(late: bool, home: Path) -> None:
    """What looks at the screen in a thread's wake (another desk's news, the warm-up) may find none any more."""

    async def look(app: TriageApp) -> None:
        while late and app.screen_stack:
            await asyncio.sleep(0)
        raise ScreenStackError("No screens on stack")

    async def run() -> TriageApp:
        app = TriageApp(lambda: demo_office(home))
        async with app.run_test(size=SMALL) as pilot:
            await pilot.pause(0.01)
            app.run_worker(look(app))
            await pilot.pause(0.01)
        return app

    if late:
        app = asyncio.run(run())
        assert app.return_code != 1
        assert not app._crash_reference
    else:
        with pytest.raises(WorkerFailed):
            asyncio.run(run())


# -- the blank key


def test_blank_hides_everything_and_gives_back_exactly_what_was_there(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n", "1", "1", "tab")
        await desk.write("a letter")
        before = desk.text
        await desk.press("grave_accent")
        assert desk.blank
        assert desk.text.split() == [desk.app.time_words]
        await desk.press("x")
        assert not desk.blank
        assert desk.text == before
        await desk.write("s")
        assert "a letters" in desk.text

    sit(home, script)


def test_blank_works_over_dialogs_and_twice(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n", "p")
        for key in ("grave_accent", "ctrl+q", "enter"):
            await desk.press("grave_accent")
            assert desk.blank
            await desk.press(key)
            assert desk.at == "LinesModal"

    sit(home, script)


def test_the_blank_screen_is_kept_and_wears_what_the_rest_wears(home: Path) -> None:
    """Made anew at each key it took twice as long; and rubbish was looked for under a key (P13)."""

    async def script(desk: Sitting) -> None:
        app = desk.app
        await desk.press("grave_accent")
        first, dark = app.screen, app.screen.styles.background
        await desk.press("space")
        assert first.is_attached and first not in app.screen_stack
        app.wear(LIGHT)
        await desk.press("grave_accent")
        assert desk.blank and app.screen is first
        assert app.screen.styles.background != dark
        await desk.press("space")
        assert not desk.blank and gc.get_freeze_count() > 10_000

    sit(home, script)


def test_nothing_comes_through_while_blank(home: Path) -> None:
    """A save that returns while the screen is blank waits until somebody looks."""

    async def script(desk: Sitting) -> None:
        await desk.press("n")
        await desk.pilot.press("1", "grave_accent")
        await desk.pilot.pause(0.3)
        assert desk.blank
        await desk.press("space")
        assert desk.question == "S3"

    sit(home, script)


# -- leaving


def test_leaving_asks_and_ctrl_c_stays(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n", "ctrl+c")
        assert desk.at == "AssessmentScreen"
        assert "Still here" in desk.text
        await desk.press("ctrl+q")
        assert "Leave triage?" in desk.text
        await desk.press("ctrl+q", "escape")
        assert desk.at == "AssessmentScreen"
        await desk.press("ctrl+q")
        await desk.pilot.press("enter")
        await desk.pilot.pause(0.1)
        assert desk.app._exit

    sit(home, script)


# -- crashes


def test_a_crash_gives_a_reference_and_never_a_value(
    home: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def boom(self: FrontDeskScreen) -> None:
        name = "Zebediah Planted"
        raise ValueError(f"cannot show {name}")

    monkeypatch.setattr(FrontDeskScreen, "action_today", boom)

    async def script(desk: Sitting) -> None:
        await desk.pilot.press("t")
        await desk.pilot.pause(0.2)

    with pytest.raises(ValueError, match="cannot show"):  # the test harness raises it again; people never see it
        sit(home, script)
    told = capfd.readouterr().err
    log = (home / "crashes.log").read_text()
    assert "Your answers are saved. Start triage again and it will offer to carry on. Reference " in told
    assert told.strip().splitlines()[-1].split()[-1] in log
    assert "Planted" not in told + log
    assert "cannot show" not in told + log
    assert "ValueError" in log and "test_shell.py:" in log


def test_a_crash_line_holds_types_and_places_only() -> None:
    from datetime import UTC, datetime

    try:
        try:
            raise KeyError("Planted Name")
        except KeyError as first:
            raise RuntimeError("and Planted again") from first
    except RuntimeError as error:
        found = crash_lines(error, "7F3A", datetime(2026, 11, 23, tzinfo=UTC))
    assert [line.split()[2] for line in found] == ["RuntimeError", "KeyError"]
    assert "Planted" not in "".join(found)


# -- people's words


def test_brackets_are_letters_and_control_codes_are_marks() -> None:
    shown = show(HOSTILE)
    assert shown.plain == visible(HOSTILE)
    assert not any(ord(letter) < 32 or letter == "\u202e" for letter in shown.plain)
    assert not shown.spans


def test_hostile_words_on_the_front_desk_and_in_messages(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        view = desk.app.office.do(open_contact, "desk2").result()
        desk.app.office.do(park_contact, view.contact_id, "[/][bold]x\x1b[2J", "").result()
        await desk.press("n", "p", "escape", "p")
        await desk.write("[b]here[/b]")
        await desk.press("enter", "enter")
        assert "[/][bold]x⟨1B⟩[2J" in desk.text
        assert "[b]here[/b]" in desk.text
        screen = desk.app.screen
        assert isinstance(screen, Deskside)
        screen.say(HOSTILE)
        desk.app.notify("[red]toast")
        await desk.rest()
        assert "[red]toast" in desk.text
        assert desk.app.title == "triage" and desk.app.sub_title == ""

    sit(home, script)


# -- size


def test_a_small_window_is_told_kindly_and_takes_no_answers(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n")
        await desk.pilot.resize_terminal(79, 24)
        await desk.rest()
        assert "The window is a little small (79 × 24)" in desk.words
        assert "quieter" not in desk.text
        await desk.press("1")
        await desk.pilot.resize_terminal(80, 24)
        await desk.rest()
        assert desk.question == "ST2"
        assert "somewhere quieter?" in desk.text

    sit(home, script)


@thorough
def test_what_was_being_typed_goes_on_once_the_window_is_large_again(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        async def resize(*size: int) -> None:
            await desk.pilot.resize_terminal(*size)
            await desk.rest()

        await desk.press("slash", *"foo")
        await resize(79, 24)
        await desk.press("x")
        await resize(60, 20)
        await resize(120, 40)
        await desk.press("d")
        assert getattr(desk.app.focused, "value", "") == "food"
        await desk.press("escape", "n")
        while desk.question != "RE1":
            await desk.press("1")
        await desk.press("up", *"a let")
        await resize(79, 24)
        await resize(80, 24)
        await desk.press(*"ter")
        assert "a letter" in desk.words and desk.question == "RE1"

    sit(home, script)


# -- keys


def _screens(base: type[Screen[Any]]) -> Iterator[type[Screen[Any]]]:
    for kind in base.__subclasses__():
        yield kind
        yield from _screens(kind)


def test_every_key_has_an_id_and_none_needs_a_function_key() -> None:
    import triage.tui.modals.pick
    import triage.tui.screens.assessment
    import triage.tui.screens.cards
    import triage.tui.screens.start

    assert triage.tui.screens.start and triage.tui.screens.cards and triage.tui.screens.assessment
    seen = 0
    kinds: list[type[Any]] = [TriageApp, *_screens(Deskside)]
    for kind in kinds:
        for binding in vars(kind).get("BINDINGS", ()):
            assert binding.id, f"{kind.__name__}: {binding}"
            assert not any(key.startswith("f") and key[1:].isdigit() for key in binding.key.split(","))
            seen += 1
    assert seen > 60


def test_help_tells_what_the_question_is_for_and_the_keys_that_work(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n", "question_mark")
        assert "Where to talk" in desk.text
        assert "Quieter: move to a pod." in desk.text
        assert "They are not sure." in desk.words
        await desk.press("question_mark")
        assert desk.at == "AssessmentScreen"

    sit(home, script)


def test_keys_of_things_that_do_not_exist_yet_are_not_offered(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        for key in ("r", "*"):
            await desk.press(key)
            assert desk.at == "FrontDeskScreen"
        assert desk.foot == (
            "n new person  1-5 pick up  h before  a appointment  q quick  t today's list  f building"
            "  / find  e end of day  m my people  ! cards  ` blank  ? help"
        )

    sit(home, script)


# -- held keys


class _Hands:
    def __init__(self) -> None:
        self.time = 0.0
        self.keys = HeldKeys(lambda: self.time)

    async def press(self, key: str, at: float) -> bool:
        """True if the key counts."""
        self.time = at
        self.keys.seen(key)
        return not await self.keys.is_repeat()


def test_two_different_keys_count_at_once() -> None:
    async def run() -> list[bool]:
        hands = _Hands()
        return [await hands.press("1", 0.0), await hands.press("2", 0.02), await hands.press("1", 0.04)]

    assert asyncio.run(run()) == [True, True, True]


def test_the_same_key_very_soon_is_a_repeat_and_later_is_not() -> None:
    async def run() -> list[bool]:
        hands = _Hands()
        return [await hands.press("1", 0.0), await hands.press("1", 0.1), await hands.press("1", 0.5)]

    assert asyncio.run(run()) == [True, False, True]


def test_keys_that_come_all_at_once_close_one_dialog_and_nothing_beneath(home: Path) -> None:
    """Six digits typed ahead of a lock that did not come: the second that fitted a line took the screen beneath away."""
    answers: list[str | None] = []

    async def script(s: Sitting) -> None:
        await s.press("n")
        before = list(s.app.screen_stack)
        dialog = PickModal("Which?", [("first", "First"), ("second", "Second")])
        s.app.push_screen(dialog, answers.append)
        await s.rest()
        for key in "121":
            dialog.post_message(events.Key(key, key))
        await s.rest()
        assert s.app.screen_stack == before and answers == ["first"]

    sit(home, script)


def test_a_held_key_answers_one_question(home: Path) -> None:
    """As terminals send it: once, a pause, then thirty times a second."""

    async def script(desk: Sitting) -> None:
        await desk.press("n")
        await desk.pilot.press("1")
        await asyncio.sleep(0.4)
        for _ in range(25):
            await desk.pilot.press("1")
            await asyncio.sleep(0.005)
        await desk.rest()
        assert desk.question == "S3"
        await asyncio.sleep(0.3)
        await desk.press("1")
        assert desk.question == "RE1"

    sit(home, script, held=True)


def test_a_key_that_is_still_held_down_fills_no_field(home: Path) -> None:
    """The key that opens a form is not its first words; the same letter twice is."""

    async def script(desk: Sitting) -> None:
        await desk.press("n")
        await desk.pilot.press("p")
        await asyncio.sleep(0.4)
        for _ in range(12):
            await desk.pilot.press("p")
            await asyncio.sleep(0.005)
        await desk.rest()
        assert "Where do they wait?" in desk.text and "pp" not in desk.text
        await asyncio.sleep(0.8)
        await desk.write("pppool")
        assert "pppool" in desk.text

    sit(home, script, held=True)
