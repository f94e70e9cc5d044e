"""The building today: two keys on the front desk's word, seen there and in who can help."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.harness.amount import amount
from tests.tui.sitting import LARGE, SMALL, Sitting, sit
from triage.usecases import records as rec


@pytest.mark.parametrize("size", [SMALL, LARGE][: amount(1, 2)], ids=str)
def test_a_letter_a_digit_and_it_stands_on_the_front_desk(tmp_path: Path, size: tuple[int, int]) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("f", "h", "h", "h", "h")
        assert "Housing team · Priya" in desk.text  # past Help fund, Home safety, Homes standards
        await desk.press("1")
        assert desk.words.count("Housing team: full today, said at 10:15 by Asha.") == 1
        assert re.search(r"Housing team {3,}full today", desk.text), "the line in hand is in sight"
        await desk.press("a", "2", "9")
        assert "Back at what time?" in desk.text
        await desk.write("12:20")
        await desk.press("enter")
        assert "Advice centre: back at 12:20, said at 10:15 by Asha." in desk.words
        await desk.press("escape")
        assert desk.at == "FrontDeskScreen" and "full today" in desk.text and "back at 12:20" in desk.text
        await desk.press("f", "h", "h", "h", "h")
        assert re.search(r"Housing team {3,}full today", desk.text), "and when it is opened again"
        await desk.press("escape")
        assert [(row.service, row.what, row.detail) for row in desk.rows(rec.DeskState)] == [
            ("housing_duty", "full", ""),
            ("advice", "back", "12:20"),
        ]
        await desk.press("f", "p", "4", "1", "5", "2", "escape")
        assert "closing 10:30" in desk.text and "wait to 10:35" in desk.text, "two things, and both can be read"
        await desk.press("slash")
        await desk.write("evicted")
        assert "full today, said at 10:15" in desk.words
        await desk.press("enter")
        assert "Open until 16:30, full today, said at 10:15" in desk.words

    sit(tmp_path, script, size=size)


def test_a_wrong_time_is_told_and_taking_back_leaves_every_row(tmp_path: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("f", "5", "9")
        await desk.write("a bit")
        await desk.press("enter")
        assert "How long? Write it as 20 minutes, 1 hour or 3 days." in desk.words
        assert desk.rows(rec.DeskState) == [] and "7 Take it back" not in desk.text
        await desk.press("5", "2")
        assert "wait to 10:35" in desk.text and "7 Take it back" in desk.text
        await desk.press("7")
        assert "Advice centre: as the directory says." in desk.words
        assert [row.what for row in desk.rows(rec.DeskState)] == ["nothing"]

    sit(tmp_path, script)
