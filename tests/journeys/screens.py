"""`make screens`: the pictures in docs/screens, drawn by the app itself on the way of Sam and of Dee.

`tour` goes through every main screen and calls `look` with a name at each; tests/tui/test_snapshots.py goes the same
way. The pictures hold no outside address and no clock but the frozen one, so they only change when the screens do.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from tests.harness.quick import quick
from tests.journeys import people
from tests.journeys.desk import NARROW, Hands, Morning, Size
from tests.journeys.moves import agree_to_all, book, close_card, name_the_lead, to_row, walk, want_all
from triage.tui.themes import DARK, LIGHT

Look = Callable[[Hands, str], Awaitable[None]]

FOLDER = Path(__file__).parents[2] / "docs" / "screens"
FONTS = "ui-monospace, Menlo, Consolas, DejaVu Sans Mono, monospace"

LOW_WIDE: Size = (120, 34)  # wide as WIDE, without the empty lower part

# picture -> where on the tour, and in which window
PICTURES = {
    "start": ("start", NARROW),
    "front_desk": ("front_desk", NARROW),
    "find": ("found", NARROW),
    "service": ("service", NARROW),
    "assessment": ("assessment", NARROW),
    "assessment-wide": ("assessment", LOW_WIDE),
    "ring": ("ring", NARROW),
    "shown": ("shown", NARROW),
    "card": ("card", NARROW),
    "read_back-wide": ("read_back_several", LOW_WIDE),
    "matches-wide": ("matches_several", LOW_WIDE),
    "sharing": ("agreed", NARROW),
    "walk": ("walk", NARROW),
    "finish": ("finish", NARROW),
    "slip": ("slip", NARROW),
    "today": ("today", NARROW),
    "summary": ("summary", NARROW),
}
# The same in the light, of the few that show best what it is like; the others differ in nothing but their colours.
IN_THE_LIGHT = {"front_desk-light": "front_desk", "assessment-light": "assessment"}


def tour(home: Path, size: Size, look: Look, *, paint: bool = False, whole: bool = True, theme: str = DARK) -> None:
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

    morning.sit_down(size, arriving, who="", paint=paint, theme=theme)
    morning.sit_down(size, with_both, paint=paint, theme=theme)
    morning.clock.later(20)
    if whole:
        morning.sit_down(size, reading, who="Mira", paint=paint, theme=theme)


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


def picture(svg: str) -> str:
    """An SVG as it may be kept: no font from outside, no address, no id that changes."""
    svg = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    svg = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: [^;]+;", f"font-family: {FONTS};", svg)
    svg = re.sub(r"terminal-\d+", "screen", svg)
    svg = re.sub(r"[ \t]+\n", "\n", re.sub(r"\n\s*\n+", "\n", svg))
    assert "http" not in svg.replace('xmlns="http://www.w3.org/2000/svg"', "")
    return svg


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    _draw(NARROW, DARK, {file: stop for file, (stop, size) in PICTURES.items() if size == NARROW})
    _draw(LOW_WIDE, DARK, {file: stop for file, (stop, size) in PICTURES.items() if size == LOW_WIDE})
    _draw(NARROW, LIGHT, IN_THE_LIGHT)


def _draw(size: Size, theme: str, wanted: Mapping[str, str]) -> None:
    async def look(hands: Hands, name: str) -> None:
        for file, stop in wanted.items():
            if stop == name:
                await hands.linger()
                (FOLDER / f"{file}.svg").write_text(picture(hands.app.export_screenshot()), encoding="utf-8")
                print(f"docs/screens/{file}.svg")

    with tempfile.TemporaryDirectory() as home, quick():
        tour(Path(home), size, look, paint=True, whole=theme == DARK, theme=theme)


if __name__ == "__main__":
    main()
