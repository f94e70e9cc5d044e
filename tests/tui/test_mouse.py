"""A visit by mouse alone: wherever a key does something, a click on its words does it too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.amount import amount
from tests.journeys import people
from tests.journeys.desk import SIZES, Hands, Morning, Size


@pytest.mark.parametrize("size", SIZES[: amount(1, 2)], ids=str)
def test_a_visit_by_clicks(tmp_path: Path, size: Size) -> None:
    async def journey(hands: Hands) -> None:
        await hands.click("n new person")
        assert hands.question == "ST2"
        await hands.click("p park")
        assert hands.at == "LinesModal"
        await hands.click("Esc back")
        await hands.click("? help")
        assert hands.at == "HelpModal"
        await hands.click("Esc back")
        await hands.press("p", "enter", "enter")
        assert hands.at == "FrontDesk"
        await hands.click("seats by the window")
        await hands.click("Here is fine")
        assert hands.question != "ST2"
        await hands.click("b back")
        assert hands.question == "ST2"
        await hands.press("escape")
        await hands.talk(people.SAM, until="H0")
        await hands.click("I may have to leave")
        hands.sees("[✓] I may have to leave")
        await hands.click("Enter go on")
        assert hands.question != "H0"
        await hands.talk(people.SAM, until="H1")
        await hands.click("r ring")
        assert hands.at == "Ring"
        await hands.click("No answer")
        hands.sees("no answer")
        await hands.press("ctrl+p")
        await hands.type("cards")
        await hands.click("! · The action cards")
        assert hands.at == "Cards"
        await hands.press("escape")
        await hands.talk(people.SAM)
        await hands.click("1 now")
        hands.sees("now ✓")
        await hands.click("Enter")
        await hands.press("enter")
        await hands.click("y yes")
        hands.sees("yes ✓")
        await hands.press("w", "w", "x")
        await hands.click("Yes")
        hands.sees("Who has Sam?")
        await hands.click("1  Priya")
        assert hands.at == "Walk"

    Morning(tmp_path).sit_down(size, journey, paint=False)
