"""Priya sends somebody to the front desk, and Asha confirms what they said: by keyboard alone."""

from __future__ import annotations

import json
from pathlib import Path

from tests.harness.amount import thorough
from tests.journeys.desk import NARROW, Hands, Morning
from triage.usecases import records as rec


@thorough
def test_sent_by_priya_and_confirmed_by_asha(tmp_path: Path) -> None:
    morning = Morning(tmp_path)

    async def sends(hands: Hands) -> None:
        await hands.choose("Priya")
        await hands.until("Inbox")
        assert "s send to front desk" in hands.text
        await hands.press("s")
        await hands.until("TickModal")
        assert "1  [✓] Home" in hands.text and "unsafe" not in hands.text
        await hands.press("8", "9", "2")
        assert "Up to 3. Take one away first." in hands.text
        await hands.press("9", "enter")
        await hands.until("LinesModal")
        assert "Sent from Housing team" in hands.text
        await hands.press(*"a date", "enter", *"Sam Reed", "enter")
        await hands.until("Inbox")
        assert "waits in the front desk's list" in hands.text

    morning.sit_down(NARROW, sends, who="")

    async def confirms(hands: Hands) -> None:
        assert "sent from Housing team" in hands.text and "a date" not in hands.text
        await hands.press("s")
        await hands.until("TickModal")
        await hands.press("escape")
        await hands.until("FrontDesk")
        await hands.pick_up("SR")
        await hands.until("Assessment")
        await hands.choose("Here is fine")
        await hands.choose("No, nothing right now")
        await hands.until("ConfirmModal")
        assert "Said at Housing team, 10:15" in hands.text and "Still right?" in hands.text
        await hands.press("enter")
        await hands.until("Assessment")
        assert "Which one matters most" in hands.text

    morning.sit_down(NARROW, confirms)
    office = morning.open_office()
    (row,) = office.inside(lambda rows, _h, _c: rows.find(rec.Answer, question_id="RE1")).result()
    office.close()
    assert sorted(json.loads(row.value)["about"]) == ["home", "letter"]
    assert json.loads(row.source)["sent_by"]["confirmed"]
