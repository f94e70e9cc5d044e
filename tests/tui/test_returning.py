"""Sam is back on Thursday, by keyboard alone at 80×24: what is open first, then eight keys at most to the new thing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from tests.journeys.desk import NARROW, Hands, Morning
from tests.usecases.conftest import load_once
from tests.usecases.test_returning import MANY, THURSDAY, make_first_visit
from triage import bootstrap
from triage.usecases import records as rec

FACTS = ("Sam Reed", "enter", "1 3 1992", "enter", "enter")


def thursday(home: Path) -> Morning:
    make_first_visit(home)
    morning = Morning(home)
    for _ in range(MANY):
        morning._ids()
    morning.clock.now = THURSDAY
    return morning


async def look_for(hands: Hands, *parts: str) -> None:
    await hands.press("h")
    for part in parts:
        await (hands.press(part) if part == "enter" else hands.press(*["space" if c == " " else c for c in part]))


def test_sam_is_back(tmp_path: Path) -> None:
    async def journey(hands: Hands) -> None:
        await look_for(hands, "Sam Reed", "enter", "enter", "enter", "enter")
        assert "Two things are needed" in hands.text  # one fact says nothing
        await hands.press("escape")
        await look_for(hands, *FACTS)
        assert "SR, here Monday 23 November, 3 days ago" in hands.words
        assert "Housing" not in hands.words and "letter" not in hands.words  # not a word about why
        before = hands.pressed
        await hands.press("1")  # the same person
        assert hands.at == "Back"
        text = hands.words
        assert text.index("Housing team has not answered") < text.index("What was agreed")
        assert "Asha asked them, and has it" in text
        await hands.press("1", "2")  # because of that; nobody got back to them
        assert hands.question == "ST2"
        await hands.press("1", "1")  # here is fine; nothing cannot wait
        assert "Last time (23 Nov), best languages" in hands.words
        await hands.press("enter")
        assert "Last time (23 Nov), where you live" in hands.words
        await hands.press("enter")
        assert hands.question == "RE1"
        assert hands.pressed - before <= 8, hands.pressed - before
        (row,) = hands.rows(rec.CameBack)
        assert row.why == "no_reply"
        await hands.press("equals_sign")
        assert "back because of it: no reply" in hands.words
        await hands.press("enter")
        assert hands.question == "RE1"

    with patch.object(bootstrap, "load_content", load_once):
        thursday(tmp_path).sit_down(NARROW, journey)
