"""Out of the building, by keys: where am I, when can they come, and the desk that finds them on the day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.amount import thorough
from tests.journeys.desk import NARROW, SIZES, Hands, Morning, Size
from tests.tui.sitting import Sitting, sit
from tests.usecases.conftest import SAM
from triage.usecases import records as rec
from triage.usecases.reception.contacts import open_contact, park_contact
from triage.usecases.reception.whereabouts import say_where
from triage.usecases.visit.answers import give_answer


def with_sam_parked(morning: Morning) -> None:
    """Sam has said everything, in the hall, and waits there."""
    office = morning.open_office()
    office.sign_in("ben")
    office.do(say_where, "elsewhere").result()
    contact = office.do(open_contact, "desk2").result().contact_id
    for question, raw in SAM.items():
        office.do(give_answer, contact, question, raw).result()
    office.do(park_contact, contact).result()
    office.close()
    morning.clock.later(24 * 60)  # what was said of yesterday holds no longer


@thorough
@pytest.mark.parametrize("size", SIZES[:1])
def test_ben_in_a_hall_has_housing_expect_sam_and_the_desk_walks_them_over(tmp_path: Path, size: Size) -> None:
    async def hall(hands: Hands) -> None:
        await hands.choose("Ben")
        await hands.until("PickModal")
        hands.sees("Where are you today?", "3 A visit at somebody's home")
        await hands.press("2")
        await hands.type("St Mark's hall")
        await hands.press("enter")
        hands.sees("St Mark's hall · Northmere Hub · Ben", "Directory of 16 November; 8 days old")
        await hands.press("6", "g", "1", "enter")
        hands.sees("Housing team · Book a time", "t asks when they can come", "t when", "w arrange it")
        hands.sees_not("w walk over")
        await hands.press("t")
        await hands.choose("Tomorrow 10:00")
        hands.sees("For Wednesday 25 November, 10:00: these can help.", "Expect them, Wednesday 25 November, 10:00")
        await hands.press("enter", "y", "w")
        hands.sees("Housing team expects Sam.", "Expected at Wednesday 10:00")
        hands.sees_not("They are here")
        await hands.press("enter")
        hands.sees("Housing team: expects them, Wednesday 25 November, 10:00")
        await hands.press("enter")
        assert hands.at == "FrontDesk"
        assert [row.day for row in hands.rows(rec.Expected)] == ["2026-11-25"]

    async def on_the_day(hands: Hands) -> None:
        await hands.press("6")
        await hands.choose("They are here: set off")
        hands.sees("Ask for Priya")
        await hands.press("enter")
        await hands.choose("Yes")
        await hands.choose("Priya")
        hands.sees("Priya has Sam.")
        await hands.press("enter")
        assert hands.at == "FrontDesk" and "expected at" not in hands.text

    morning = Morning(tmp_path)
    with_sam_parked(morning)
    morning.sit_down(size, hall, who="", paint=False)
    morning.clock.later(60 * 24 - 20)
    morning.sit_down(size, on_the_day, paint=False)


def test_anybody_may_say_where_they_are_and_whether_anybody_hears(tmp_path: Path) -> None:
    async def script(desk: Sitting) -> None:
        assert "Where are you today?" not in desk.words  # Asha's day begins at the hub
        await desk.press("w", "4")
        assert desk.text.splitlines()[0].strip().startswith("On the phone · Northmere Hub · Asha")
        await desk.press("n")
        assert desk.text.splitlines()[0].count("On the phone") == 1
        await desk.press("m", "1")
        assert desk.question == "F0" and "For you to see to, not to ask aloud." in desk.words
        await desk.press("escape", "p", "enter", "enter", "w", "1")
        assert "At the hub." in desk.words and desk.text.startswith(" Desk 2 ")

    sit(tmp_path, script, size=NARROW)
