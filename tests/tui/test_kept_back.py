"""Somebody restricted, on the screens themselves and a line at a time: a code, whom to ask, and a kind way on."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.desk import NARROW, Hands, Morning
from tests.linear.script import Lines
from tests.usecases.conftest import Desk
from tests.usecases.test_kept_back import INITIALS, restricted_hub
from triage.linear.end_of_day import end_of_day
from triage.linear.lists import tell_today
from triage.linear.talk import Talk
from triage.tui.screens.end_of_day import EndOfDayScreen
from triage.tui.screens.today import TodayScreen
from triage.usecases.reception.desk import front_desk


def begun(folder: Path) -> Morning:
    restricted_hub(Desk(folder)).office.close()
    morning = Morning(folder)
    for _ in range(600):
        morning._ids()
    return morning


def test_on_the_screens(tmp_path: Path) -> None:
    morning = begun(tmp_path)

    async def journey(hands: Hands) -> None:
        await hands.until("FrontDesk")
        assert "ask Mira" in hands.text and INITIALS not in hands.text and "blue chairs" not in hands.text
        office = hands.app.office
        people = office.do(front_desk).result().people
        place = next(n for n, one in enumerate(people, 1) if one.kept_back)
        await hands.press(str(place))
        assert "Please ask Mira to come" in hands.text and "FrontDesk" in type(hands.app.screen).__name__
        for screen in (TodayScreen(), EndOfDayScreen()):
            hands.app.push_screen(screen)
            await hands.until(type(screen).__name__.removesuffix("Screen"))
            assert "ask Mira" in hands.text and INITIALS not in hands.text
            await hands.press("escape")

    morning.sit_down(NARROW, journey, who="Tom")


def test_a_line_at_a_time(tmp_path: Path) -> None:
    morning = begun(tmp_path)
    office = morning.open_office()
    office.sign_in("tom")
    code = next(one.code for one in office.do(front_desk).result().people if one.kept_back)
    script = Lines(code, "", code, "", office=office)
    talk = Talk(office, script, lambda: None)
    tell_today(talk)
    end_of_day(talk)
    office.close()
    assert "ask Mira" in script.all and INITIALS not in script.all and "Quentin" not in script.all
