"""`r` while asking, and from the page of a service on top of somebody's question."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.amount import amount
from tests.journeys import people
from tests.journeys.desk import SIZES, Hands, Morning, Size
from triage.usecases import records as rec


@pytest.mark.parametrize("size", SIZES[: amount(1, 2)], ids=str)
def test_rung_while_asking_and_back_at_the_same_question(tmp_path: Path, size: Size) -> None:
    async def journey(hands: Hands) -> None:
        await hands.pick_up("S")
        assert "r ring" not in hands.text
        await hands.talk(people.SAM, until="H1")
        hands.sees("r ring")
        await hands.press("r")
        if hands.at == "PickModal":
            await hands.choose("Housing team")
        assert hands.at == "Ring"
        hands.sees("Hello, is that Priya? This is Asha at Desk 2", "Written down with NM-", "1 They can see them")
        assert "█ █ ▀█  ▀▀█ █▀█" in hands.text  # 4120
        hands.sees_not("Sam")
        await hands.press("1")
        hands.sees("Who said yes?")
        await hands.press("enter")
        assert (hands.at, hands.question) == ("Assessment", "H1")
        hands.sees("Priya can see them")
        await hands.press("r")
        if hands.at == "PickModal":
            await hands.choose("Housing team")
        await hands.press("escape")
        assert (hands.at, hands.question) == ("Assessment", "H1")
        assert len(hands.rows(rec.ContactEvent, event="rang")) == 1

        await hands.press("slash")  # somebody else leans in
        await hands.type("food")
        await hands.press("enter", "r")
        hands.sees("Nothing is written down of the call.", "1 Full today")
        await hands.press("escape", "escape", "escape")
        assert (hands.at, hands.question) == ("Assessment", "H1")
        assert len(hands.rows(rec.ContactEvent, event="rang")) == 1

    Morning(tmp_path).sit_down(size, journey, paint=False)
