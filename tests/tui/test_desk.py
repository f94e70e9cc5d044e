"""The front desk by keyboard: who is here, picking up, parking, carrying on, the quickest visit."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.sitting import LARGE, Sitting, demo_office, sit
from triage.usecases import records as rec
from triage.usecases.reception.contacts import open_contact
from triage.usecases.visit.answers import give_answer


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_people_and_building_at_a_glance(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        assert "Desk 2 · Northmere Hub · Asha" in desk.text
        assert "JE   waiting, 21 min" in desk.text
        assert "for appointment at 10:30 · quiet corner" in desk.text
        assert "Housing team     until 16:30" in desk.text
        for word in ("Joan", "Ellis", "abuse", "Probation"):
            assert word not in desk.text

    sit(home, script)


def test_wide_shows_who_is_in(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        assert "Housing team           until 16:30" in desk.text and "Priya" in desk.text
        assert "Not now" in desk.text and "opens Tuesday" in desk.words

    sit(home, script, size=LARGE)


def test_mr_a_takes_six_keys_and_leaves_no_name(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        before = len(desk.rows(rec.Answer))
        await desk.press("n", "1", "1", "x", "enter", "2")
        assert desk.at == "FrontDeskScreen"
        assert "Done. Counted, no name kept." in desk.text
        assert [tally.how for tally in desk.rows(rec.Tally)] == ["offered_declined"]
        assert len(desk.rows(rec.Answer)) == before
        assert "1-5 pick up" in desk.foot

    sit(home, script)


def test_park_and_pick_up_at_the_same_question(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n", "1", "1", "1", "enter")
        assert desk.question == "ZZ1"
        await desk.press("escape", "p")
        await desk.write("pod seats")
        await desk.press("enter")
        await desk.write("housing")
        await desk.press("enter")
        assert desk.at == "FrontDeskScreen"
        assert "waits. Everything is saved." in desk.text
        assert "for housing · pod seats" in desk.text
        await desk.press("6")
        assert desk.at == "AssessmentScreen"
        assert desk.question == "ZZ1"

    sit(home, script)


def test_arrow_keys_choose_and_enter_picks_up(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("down", "down", "up")
        chosen = next(line for line in desk.text.splitlines() if line.startswith(" ▸"))
        await desk.press("enter")
        assert desk.at == "AssessmentScreen"
        assert chosen.split()[1] in desk.text.splitlines()[0]

    sit(home, script)


def test_an_unfinished_visit_is_offered_at_the_same_question(home: Path) -> None:
    office = demo_office(home)
    office.sign_in("asha")
    view = office.do(open_contact, "desk2").result()
    office.do(give_answer, view.contact_id, "ST2", "here").result()
    office.do(give_answer, view.contact_id, "S3", ["no"]).result()
    office.close()

    async def script(desk: Sitting) -> None:
        assert f"Carry on with {view.code}?" in desk.text
        await desk.press("n")
        assert desk.at == "FrontDeskScreen"
        await desk.rest()
        assert desk.at == "FrontDeskScreen"

    async def carry_on(desk: Sitting) -> None:
        await desk.press("enter")
        assert desk.question == "RE1"
        assert view.code in desk.text

    sit(home, script)
    sit(home, carry_on)


def test_another_terminals_changes_are_noticed_within_two_seconds(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        assert "1-5 pick up" in desk.foot
        desk.app.office.do(open_contact, "desk3").result()
        await desk.pilot.pause(2.2)
        await desk.rest()
        assert "1-6 pick up" in desk.foot

    sit(home, script)


def test_leaving_the_desk_asks(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("x")
        assert "Leave triage?" in desk.text
        await desk.press("n")
        assert desk.at == "FrontDeskScreen"

    sit(home, script)
