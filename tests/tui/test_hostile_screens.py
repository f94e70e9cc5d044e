"""Too much on the screen, and windows of every size at any moment: all of it readable or a clear "more", no crash."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.harness.amount import amount, thorough
from tests.harness.looking import faults
from tests.journeys import people
from tests.journeys.desk import NARROW, WIDE, Hands, Morning, Size
from triage.tui.screens.assessment import AssessmentScreen
from triage.tui.screens.show import ShowScreen
from triage.tui.widgets.sheet import Sheet
from triage.usecases.views import OptionView

LONG = "Which of these things has been the hardest for you, or for anybody who lives with you, in the last four weeks?"
OPTION = "An option that somebody wrote with far too many words in it, Unterstützungsmöglichkeiten number {}"
SAY = "Say this first, please, in a calm voice, and wait for them to nod."
SWEEP: tuple[Size, ...] = ((80, 24), (40, 12), (1, 1), (200, 60), (79, 24), (110, 24), (109, 23), (20, 80), (300, 5))


@pytest.mark.parametrize(("size", "kind", "lines"), [(NARROW, "many", 15), (WIDE, "one", 23)][: amount(1, 2)])
def test_fifteen_options_and_a_long_question(tmp_path: Path, size: Size, kind: str, lines: int) -> None:
    async def journey(hands: Hands) -> None:
        await hands.press("n")
        screen = hands.app.screen
        assert isinstance(screen, AssessmentScreen) and screen._view.question is not None
        options = tuple(OptionView(f"o{n}", OPTION.format(n)) for n in range(lines))
        question = replace(
            screen._view.question, kind=kind, text=f"{LONG} {LONG}", say=f"{SAY} {SAY}", options=options, listed=()
        )
        screen._begin(question)
        await hands.rest()
        seen: dict[str, None] = {}
        while (page := " ".join(line.plain.strip() for line in screen.query_one(Sheet)._lines())) not in seen:
            seen[page] = None
            assert not faults(hands.app)
            assert "? help" in hands.text
            if "Space shows more" in hands.text:
                assert "Space more" in hands.text
                await hands.press("space")
        words = " ".join(" ".join(seen).split())
        assert len(seen) > 1 or size != NARROW
        for piece in (LONG, SAY, *(option.text for option in options)):
            assert piece in words, piece

        shown = ShowScreen("", replace(question, by_pointing=True), keep=False)
        screen.desk.push_screen(shown)
        await hands.rest()
        pointed: list[str] = []
        while not set(pointed).issuperset(id for id, _ in shown._on_page()):
            pointed += [id for id, _ in shown._on_page()]
            assert not faults(hands.app)
            await hands.press("0")
        assert pointed == [*(option.id for option in options), *(decline.id for decline in question.declines)]

    Morning(tmp_path).sit_down(size, journey, paint=False)


@thorough
def test_every_size_at_any_moment(tmp_path: Path) -> None:
    """Nothing crashes; below the least size a plain sentence; back at a proper one all is as it was."""

    async def sweep(hands: Hands) -> None:
        await hands.linger()
        before = _words(hands)
        for size in SWEEP[: amount(3, len(SWEEP))]:
            await hands.resize(size)
            if (size[0] < 80 or size[1] < 24) and size[0] >= 60 and size[1] >= 5 and hands.at != "Blank":
                hands.sees("The window is a little small", "Everything is saved.")
        await hands.resize(NARROW)
        await hands.linger()
        assert _words(hands) == before

    async def journey(hands: Hands) -> None:
        await sweep(hands)
        await hands.press("ctrl+p")
        await sweep(hands)
        await hands.press("escape", "slash")
        await hands.type("rent")
        await sweep(hands)
        await hands.press("escape")
        await hands.pick_up("S")
        await hands.talk(people.SAM, until="H1")
        await sweep(hands)
        await hands.press("grave_accent")
        await sweep(hands)
        await hands.press("x")
        await hands.talk(people.SAM)
        await hands.press("1")
        await sweep(hands)

    Morning(tmp_path).sit_down(NARROW, journey, paint=False)


def _words(hands: Hands) -> str:
    """The screen without its scrollbars."""
    return hands.text.translate(dict.fromkeys(map(ord, "▁▂▃▄▅▆▇█")))
