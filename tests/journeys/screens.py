"""`make screens`: the pictures in docs/screens, drawn by the app itself on the way of Sam and of Dee, and beside it.

`tour` goes through every main screen and calls `look` with a name at each, `states` (tests/journeys/states) through
those that are empty, full, failing or beside the way; tests/tui/test_snapshots.py goes the same ways. The pictures
hold no outside address and no clock but the frozen one, so they only change when the screens do.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from tests.harness.quick import quick
from tests.journeys import people
from tests.journeys.desk import SIZES, Hands, Morning, Size
from tests.journeys.drawing import picture
from tests.journeys.moves import agree_to_all, book, close_card, name_the_lead, to_row, walk, want_all
from tests.journeys.states import VISITS
from tests.journeys.states.room import Look, Room
from triage.tui.themes import DARK, LIGHT

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
LOW_WIDE: Size = (120, 34)  # wide as WIDE, without the empty lower part

# picture -> where on the tour
SHOWN = {
    "assessment-wide": "assessment",
    "read_back-wide": "read_back_several",
    "matches-wide": "matches_several",
}


def tour(home: Path, size: Size, look: Look, *, whole: bool = True, theme: str = DARK) -> None:
    """Through the whole app, as Asha with Sam and with Dee, then as Mira."""
    morning = Morning(home)

    async def arriving(hands: Hands) -> None:
        await look(hands, "start")

    async def with_both(hands: Hands) -> None:
        await look(hands, "front_desk")
        await _finding(hands, look)
        await _at_the_desk(hands, look)
        await _with_sam(hands, look)
        hands.clock.later(3)
        if whole:
            await _with_dee(hands, look)

    async def reading(hands: Hands) -> None:
        await hands.press("t")
        await to_row(hands, "D")
        await look(hands, "today")
        await hands.press("enter")
        await look(hands, "summary")
        await hands.press("x")
        await look(hands, "mistake")
        await hands.press("escape", "b", "b", "m")
        await look(hands, "my_people")
        await hands.press("b")
        hands.clock.later(5 * 60 + 30)
        await hands.press("e")
        await look(hands, "end_of_day")
        await hands.press("b")
        await look(hands, "front_desk_closing")

    morning.sit_down(size, arriving, who="", paint=False, theme=theme)
    morning.sit_down(size, with_both, paint=False, theme=theme)
    morning.clock.later(20)
    if whole:
        morning.sit_down(size, reading, who="Mira", paint=False, theme=theme)


async def _finding(hands: Hands, look: Look) -> None:
    """With nobody open: the empty field, who is found, all about one, and nobody."""
    await hands.press("slash")
    await look(hands, "find")
    await hands.type("kicked out")
    await look(hands, "found")
    await hands.press("enter")
    await look(hands, "service")
    await hands.press("escape", "ctrl+u")
    await hands.type("hits me")
    await look(hands, "found_private")
    await hands.press("enter")
    await look(hands, "service_private")
    await hands.press("escape", "ctrl+u")
    await hands.type("qxqx")
    await look(hands, "found_nobody")
    await hands.press("escape")


async def _at_the_desk(hands: Hands, look: Look) -> None:
    """Nobody is open: an appointment, a quick question, what is different in the building; and all of it taken back."""
    await hands.press("a")
    await look(hands, "appointment")
    await hands.press("f")
    await look(hands, "worker_told")
    await hands.press("q")
    await look(hands, "quick")
    await hands.press("x", "f")
    await look(hands, "building")
    await hands.press("h", "2")
    await look(hands, "building_time")
    await hands.press("1")
    await look(hands, "building_said")
    await hands.press("7", "escape")


def glancing(hands: Hands, look: Look) -> Callable[..., Awaitable[None]]:
    async def glance(name: str, *keys: str) -> None:
        """Open something, look, and leave it again."""
        await hands.press(*keys)
        await look(hands, name)
        await hands.press("escape")

    return glance


async def _with_sam(hands: Hands, look: Look) -> None:
    glance = glancing(hands, look)
    await hands.pick_up("S")
    await look(hands, "first_question")
    await glance("help", "?")
    await glance("notice", "i")
    await glance("places", "m")
    await glance("park", "p")
    await glance("cards", "!")
    await hands.talk(people.SAM, until="RE1")
    await look(hands, "words_and_ticks")
    await hands.talk(people.SAM, until="PR1")
    hands.clock.later(2)
    await look(hands, "privacy")
    await hands.talk(people.SAM, until="CO2")
    await look(hands, "long_list")
    await hands.talk(people.SAM, until="H0")
    await look(hands, "ticks")
    await hands.talk(people.SAM, until="H1")
    hands.clock.later(1)
    await look(hands, "assessment")
    await glance("ring", "r")
    await glance("palette", "ctrl+p")
    await glance("colours", "ctrl+t")
    await hands.talk(people.SAM)
    hands.clock.later(3)
    await look(hands, "read_back")
    await hands.press("1", "enter")
    await look(hands, "matches")
    await hands.press("enter")
    await look(hands, "sharing")
    await glance("limits", "l")
    await hands.press("y")
    await look(hands, "agreed")
    await hands.press("w")
    await look(hands, "walk")
    await hands.press("w")
    await look(hands, "blank")
    hands.clock.later(4)
    await hands.press("x")
    await look(hands, "who_has_them")
    await hands.choose("Yes")
    await look(hands, "worker")
    await hands.press("enter")
    await look(hands, "taken_on")
    await hands.press("enter")
    await look(hands, "finish")
    await hands.press("s")
    await look(hands, "slip")
    await hands.press("escape", "enter")
    await look(hands, "finished")


async def _with_dee(hands: Hands, look: Look) -> None:
    glance = glancing(hands, look)
    await hands.pick_up("D")
    await hands.talk(people.DEE, until="RE1")
    await look(hands, "card")
    await close_card(hands, "Maureen")
    await hands.press("m")
    await hands.choose("Pod G2")
    await look(hands, "look_around")
    hands.clock.later(5)
    await hands.talk(people.DEE, until="M0")
    await glance("shown", "*")
    await hands.talk(people.DEE, until="ZZ5")
    await look(hands, "form")
    await hands.talk(people.DEE)
    hands.clock.later(6)
    await hands.press("1", "1")
    await look(hands, "read_back_several")
    await hands.press("a")
    await look(hands, "add")
    await hands.press("escape")
    await want_all(hands)
    await hands.press("enter")
    await look(hands, "matches_several")
    await hands.press("v")
    await look(hands, "what_else")
    await hands.press("v", "enter")
    await agree_to_all(hands)
    await hands.take("Advice centre")
    await hands.press("w", "enter")
    await hands.choose("Said no")
    await look(hands, "why_not")
    await hands.choose("No room today")
    await look(hands, "next_best")
    await hands.press("1")
    await agree_to_all(hands)
    await walk(hands, "Jobcentre", "Alison")
    await walk(hands, "Help fund", "Harriet")
    await agree_to_all(hands)  # there is room now to ask about the next
    await book(hands, "Energy advice", by="Carl")
    await walk(hands, "Wellbeing worker", "Esther")
    hands.clock.later(25)
    await hands.press("enter", "enter")
    await look(hands, "lead")
    await hands.press("b")
    await name_the_lead(hands, "Sunita")
    await look(hands, "still_open")
    await hands.choose("they do it themselves")
    await look(hands, "finish_several")
    await hands.press("enter")


def main() -> None:
    """Draw them anew, in both windows and two themes; say in docs/screens/README.md what there is."""
    for old in FOLDER.rglob("*.svg"):
        old.unlink()
    listed: dict[str, dict[str, str]] = {}
    for theme in (DARK, LIGHT):
        for size in SIZES:
            _draw(size, theme, listed)
    _draw_shown()
    (FOLDER / "README.md").write_text(_index(listed), encoding="utf-8")


def _draw(size: Size, theme: str, listed: dict[str, dict[str, str]]) -> None:
    """Everything on the tour and beside it; `listed`: heading -> name -> a line about it."""
    heading = ""

    drawn: set[str] = set()

    async def look(hands: Hands, name: str) -> None:
        assert name not in drawn, f"two pictures would be called {name}"
        drawn.add(name)
        await _keep(hands, f"{theme}/{name}-{size[0]}x{size[1]}.svg")
        listed.setdefault(heading, {}).setdefault(name, first_line(type(hands.app.screen)))

    with tempfile.TemporaryDirectory() as home, quick():
        heading = "On the way of Sam and of Dee"
        tour(Path(home) / "tour", size, look, theme=theme)
        for visit in VISITS:
            heading = first_line(sys.modules[visit.__module__]).partition(":")[0]
            visit(Room(Path(home), size, look, theme))


def _draw_shown() -> None:
    """Those that the README of the project shows."""

    async def look(hands: Hands, name: str) -> None:
        for file in [file for file, stop in SHOWN.items() if stop == name]:
            await _keep(hands, f"{file}.svg")

    with tempfile.TemporaryDirectory() as home, quick():
        tour(Path(home), LOW_WIDE, look)


async def _keep(hands: Hands, file: str) -> None:
    await hands.linger()
    drawn = picture(hands.app)
    assert "http" not in drawn.replace('xmlns="http://www.w3.org/2000/svg"', ""), file
    (FOLDER / file).parent.mkdir(parents=True, exist_ok=True)
    (FOLDER / file).write_text(drawn, encoding="utf-8")


def first_line(documented: object) -> str:
    return (documented.__doc__ or "").strip().split("\n")[0]


def _index(listed: Mapping[str, Mapping[str, str]]) -> str:
    lines = ["# Every screen", "", "Drawn by the app itself: `make screens`. Invented people, a practice clock."]
    for heading, screens in listed.items():
        lines += ["", f"## {heading}", "", "| screen | dark | light | what it is |", "|---|---|---|---|"]
        for name, about in screens.items():
            links = [" · ".join(f"[{w}×{h}]({theme}/{name}-{w}x{h}.svg)" for w, h in SIZES) for theme in (DARK, LIGHT)]
            lines.append(f"| {name.replace('_', ' ')} | {' | '.join(links)} | {about} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
