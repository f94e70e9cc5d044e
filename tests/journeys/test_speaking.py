"""Somebody speaks for an adult: one key in the app, one word a line at a time, and the same rows stay behind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.journeys.desk import NARROW, Hands, Morning
from tests.journeys.people import NOTHING_ELSE
from tests.journeys.test_faces_agree import what_is_left
from tests.linear.script import Player
from triage.linear.desk import Desk
from triage.office import Office


def test_a_key_and_a_word_say_who_is_speaking(tmp_path: Path) -> None:
    left: list[str] = []

    async def journey(hands: Hands) -> None:
        await hands.press("n")
        await hands.press("a")
        hands.sees("Who is speaking?", "1 The person, for themselves", "2 Somebody for a child")
        await hands.choose("Somebody for another adult")
        hands.sees("Counter · for another adult · Asha")
        await hands.answer("here")
        hands.sees("· for another adult ·")
        await hands.press("a")
        await hands.choose("The person, for themselves")
        hands.sees_not("for another adult")
        await hands.press("a")
        await hands.choose("A worker for somebody")
        await hands.answer(["no"])
        await hands.press("p", "enter", "enter")
        office = hands.app.office
        assert isinstance(office, Office)
        left.extend(what_is_left(office))

    Morning(tmp_path / "app").sit_down(NARROW, journey)
    office = Morning(tmp_path / "linear").open_office()
    try:
        office.sign_in("asha")
        player = Helping(office)
        assert Desk(office, player).run() == 0
        assert what_is_left(office) == left
    finally:
        office.close()
    assert "Speaking from here on: for another adult." in player.said
    assert any(line.endswith("Reason. Speaking: for another adult.") for line in player.said)


class Helping(Player):
    def __init__(self, office: Office) -> None:
        desk, chosen = (
            ["quit", "new"],
            ["A worker for somebody", "The person, for themselves", "Somebody for another adult"],
        )
        replies = {
            "^Front desk": lambda player: desk.pop(),
            "^Leave triage": "yes",
            "^Number or words, or back": lambda player: chosen.pop(),
            "^Where do they wait": "",
            "^What for": "",
        }
        super().__init__(office, NOTHING_ELSE, replies)
        self._typed_at = {"ST2": ["speaking"], "S3": ["who is speaking", "speaking"], "RE1": ["park"]}

    def _answer(self, prompt: str, recent: Sequence[str]) -> str:
        if self._typed_at.get(self._asked):
            return self._typed_at[self._asked].pop()
        return super()._answer(prompt, recent)
