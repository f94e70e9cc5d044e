from __future__ import annotations
from pathlib import Path
import pytest
from tests.journeys import people
from tests.journeys.desk import SIZES, Hands, sit_down
from triage.usecases import records as rec

at_both_sizes = pytest.mark.parametrize("size", SIZES, ids=("80x24", "120x40"))

@at_both_sizes
def test_mr_a(tmp_path: Path, size: tuple[int, int]) -> None:
    async def journey(hands: Hands) -> None:
        print(hands.text)
        hands.pressed = 0
        await hands.press("n")
        await hands.talk(people.MR_A)
        print(hands.pressed, hands.text)
        print(hands.rows(rec.Tally))
    sit_down(tmp_path, size, journey)
@at_both_sizes
def test_sam(tmp_path: Path, size: tuple[int, int]) -> None:
    async def journey(hands: Hands) -> None:
        await hands.pick_up("S")
        asked = await hands.talk(people.SAM)
        print(asked, hands.pressed, hands.text)
    sit_down(tmp_path, size, journey)
