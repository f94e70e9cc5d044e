"""`/` by keyboard: from the front desk, on top of somebody's question, in both sizes; and what is left behind: nothing.

Few sittings with much in each, since starting the app is what takes the time.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.amount import amount, thorough
from tests.tui.sitting import LARGE, SMALL, Sitting, sit
from triage.usecases import records as rec

KINDS = (rec.Contact, rec.ContactEvent, rec.Answer, rec.Tally, rec.CardEvent, rec.Fit)
PLANTED = "[/qxzwetschge"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


async def look_for(desk: Sitting, text: str) -> None:
    """Something else in the field."""
    await desk.press("ctrl+u", *["space" if letter == " " else letter for letter in text])


def kept(desk: Sitting) -> list[int]:
    """How many rows there are of everything that a key could write."""
    return [len(desk.rows(kind)) for kind in KINDS]


@pytest.mark.parametrize("size", [SMALL, LARGE][: amount(1, 2)], ids=str)
def test_from_the_front_desk_to_a_page_and_back(home: Path, size: tuple[int, int]) -> None:
    async def script(desk: Sitting) -> None:
        assert "/ find" in desk.foot and "? help" in desk.foot
        before = kept(desk)
        await desk.press("slash")
        assert desk.at == "FindScreen"
        assert "Type what somebody just said." in desk.words and "What you look for is not kept." in desk.words
        assert "Enter" not in desk.foot
        await look_for(desk, "kicked out")
        assert "▸ Housing team           open until 16:30 · desk 4, ground floor · Priya" in desk.text
        assert "matches: kicked out → Staying somewhere for now" in desk.words
        assert "Enter all about it" in desk.foot
        await desk.press("down")
        assert "▸ Legal clinic" in desk.text and "▸ Housing team" not in desk.text
        await desk.press("up", "enter")
        assert desk.at == "ServiceScreen"
        for words in ("Housing team", "desk 4, by the lift", "Priya, extension 4120", "Any letters about your home"):
            assert words in desk.text
        await desk.press("escape")
        assert desk.at == "FindScreen" and "kicked out" in desk.text and "▸ Housing team" in desk.text
        await desk.press("escape")
        assert desk.at == "FrontDeskScreen"
        assert kept(desk) == before

    sit(home, script, size=size)


def test_what_the_list_shows_and_what_it_does_not(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("slash")
        assert desk.at == "StartScreen"  # nobody is known yet
        await desk.sign_in()
        await desk.press("slash")

        await look_for(desk, "qxqx")
        assert "Nothing found for that." in desk.text and "Ask Mira, duty lead, extension 4100" in desk.words
        await desk.press("enter", "down", "up")
        assert desk.at == "FindScreen"

        await look_for(desk, "open now")
        assert "Only open now" in desk.text
        await desk.press("up")  # round to the last
        assert "and 3 more: another word narrows it down" in desk.text and "▸ Advice centre" not in desk.text
        await desk.press("down")
        assert "▸ Advice centre" in desk.text

        await look_for(desk, "hits me")
        assert "▸ Support team" in desk.text and "matches: what you typed" in desk.text
        await desk.press("enter")
        assert "Somebody comes in about 10 minutes" in desk.words
        assert not any(word in desk.text for word in ("abuse", "Domestic", "IDVA", "safety"))
        assert not any(worker.name in desk.text for worker in desk.app.office.house.directory.by_id["da"].workers)
        await desk.press("escape")

        await look_for(desk, "[/damp")
        assert "[/damp" in desk.text and "▸ Homes standards" in desk.text
        await desk.pilot.click("FoundList", offset=(6, 4))
        await desk.rest()
        assert desk.at == "ServiceScreen" and "Repairs" in desk.text
        await desk.press("escape")
        await desk.press("question_mark")
        assert "Mistakes in it do not matter." in desk.words
        await desk.press("escape", "exclamation_mark")
        assert desk.at == "CardsScreen"
        await desk.press("escape", "grave_accent")
        assert desk.blank and "damp" not in desk.text
        await desk.press("a")
        assert desk.at == "FindScreen" and "▸ Repairs" in desk.text

    sit(home, script, signed_in=False)


@thorough
def test_on_top_of_a_question_nothing_is_lost_and_nothing_is_kept(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press(*"n11", "3", "5")
        assert desk.question == "RE1" and desk.text.count("[ ]") == 12
        ticked, before = desk.text.splitlines(), kept(desk)
        await desk.press("slash")
        assert desk.at == "FindScreen" and desk.text.split()[0] == ticked[0].split()[0]
        await look_for(desk, PLANTED)
        assert "Nothing found" in desk.text
        await desk.press("escape")
        assert desk.question == "RE1" and desk.text.splitlines()[1:] == ticked[1:]
        assert kept(desk) == before

        await desk.press("3", "5", "1", "enter")
        assert desk.question == "ZZ1"
        await desk.press("a", "slash", "b")  # in a line of text it is a letter
        assert "a/b" in desk.text and "/ find" not in desk.foot
        await desk.press("escape")
        typed = desk.text.splitlines()
        await desk.press("slash")
        await look_for(desk, "damp")
        await desk.press("enter", "escape", "escape")
        assert desk.question == "ZZ1" and desk.text.splitlines()[1:] == typed[1:]

    sit(home, script)
    files = [path for path in home.rglob("*") if path.is_file()]
    assert any(b"SQLite" in path.read_bytes()[:16] for path in files)
    assert not [path for path in files if PLANTED[3:].encode() in path.read_bytes()]
