"""Appointments and quick questions: three keys at most, no name, also on top of somebody else's visit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.amount import amount
from tests.tui.sitting import LARGE, SMALL, Sitting, sit
from triage.usecases import records as rec


@pytest.mark.parametrize("size", [SMALL, LARGE][: amount(1, 2)], ids=str)
def test_from_the_front_desk(tmp_path: Path, size: tuple[int, int]) -> None:
    async def script(desk: Sitting) -> None:
        people = len(desk.rows(rec.Person))
        assert "a appointment" in desk.foot and "q quick" in desk.foot and "? help" in desk.foot
        await desk.press("a", "f")
        assert desk.at == "FrontDeskScreen"
        assert "Housing team: ring Priya on 4120. Say: “Somebody is here for an appointment.”" in desk.words
        assert "Today: 1 appointment" in desk.text
        await desk.press("q", "1")
        assert "The toilets are behind the lift, on the ground floor." in desk.words
        assert "Today: 1 appointment · 1 quick question" in desk.text
        await desk.press("q", "x")
        assert "Taken back: quick question, Toilets." in desk.words
        assert "Today: 1 appointment" in desk.text and "1 quick question" not in desk.text
        await desk.press("t")
        assert "Counted today, without names: appointment: 1" in desk.words
        assert [(t.what, t.how) for t in desk.rows(rec.Tally)] == [
            ("appointment", "housing_duty"),
            ("mistake", "question:toilets"),
        ]
        assert len(desk.rows(rec.Person)) == people

    sit(tmp_path, script, size=size)


def test_on_top_of_an_open_visit_which_stays_as_it_is(tmp_path: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n")
        before, rows = desk.question, len(desk.rows(rec.ContactEvent))
        await desk.press("q", "4")
        assert "Choose Northmere Guest" in desk.words and desk.question == before
        await desk.press("q", "a", "p")
        assert "Transport: ring Clive on 4188" in desk.words and desk.question == before
        await desk.press("q", "escape")
        assert desk.at == "AssessmentScreen" and len(desk.rows(rec.ContactEvent)) == rows
        assert [t.what for t in desk.rows(rec.Tally)] == ["question", "appointment"]

    sit(tmp_path, script)


def test_in_a_field_q_is_a_letter(tmp_path: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n", "1", "1", "enter")
        while desk.question != "RE1":
            await desk.press("1")
        await desk.press("tab")
        await desk.write("quick")
        assert desk.at == "AssessmentScreen" and desk.rows(rec.Tally) == []

    sit(tmp_path, script)
