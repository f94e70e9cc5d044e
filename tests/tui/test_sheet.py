"""What a form holds already never pushes the lines to choose from out of sight, however long it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.looking import cut_off
from tests.journeys.desk import NARROW, Hands, Morning
from triage.tui.base import Deskside
from triage.tui.widgets.sheet import HELD_LINES, _form

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Marchbanks of Llanfairpwllgwyngyll " * 3


@pytest.mark.parametrize("said", [LONG, LONG.replace(" ", ""), "李" * 200, "👨" * 150, "⟨202E⟩" * 40])
@pytest.mark.parametrize("width", [40, 72, 110])
def test_a_long_field_takes_two_lines_and_shows_that_there_is_more(said: str, width: int) -> None:
    lines = _form([("Name to use", said, False), ("Postcode", "ZZ99 3AA", True)], width)
    assert len(lines) == HELD_LINES + 1 and lines[1].plain.endswith(" …")
    assert all(line.cell_length <= width for line in lines) and "ZZ99 3AA" in lines[-1].plain


def test_nothing_is_pushed_out_of_sight_by_a_long_name_or_address(tmp_path: Path) -> None:
    async def journey(hands: Hands) -> None:
        await hands.press("n", "1")
        await hands.answer(["no"])
        await hands.answer({"words": "x", "about": ["home"]})
        while hands.question != "HO1":
            await hands.press(*["1"] if hands.question == "PR1" else ["escape", "-"])
        await hands.type(LONG[:200])
        await hands.press("enter")
        _all_there(hands)
        await hands.press("escape", "-", "enter", "enter", "enter")
        assert hands.question == "HO2"
        await hands.press("5")
        await hands.type(LONG[:200])
        await hands.press("enter")
        _all_there(hands)
        await hands.press("1")
        await hands.type(LONG[:200])
        await hands.press("enter")
        _all_there(hands)

    Morning(tmp_path).sit_down(NARROW, journey, paint=False)


def _all_there(hands: Hands) -> None:
    assert isinstance(hands.app.screen, Deskside) and not list(cut_off(hands.app.screen))
    hands.sees("- Rather not say")
