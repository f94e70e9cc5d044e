"""Page Up and Page Down turn every page that is longer than the window, and the help says so only there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.containers import VerticalScroll

from tests.tui.sitting import Sitting, sit
from triage.tui.base import DeskScreen
from triage.tui.screens.cards import CardScreen
from triage.tui.screens.read_back import ReadBackScreen
from triage.tui.screens.summary import SummaryScreen
from triage.usecases.reception.contacts import open_contact
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.cards import list_cards

MANY = {
    "S3": ["no"],
    "RE1": {"words": "a letter", "about": ["home", "money", "food"]},
    "PR1": "yes",
    "H0": ["behind_with_payments", "something_wrong", "cold_or_damp"],
    "H4": "over_3_months",
    "H5": ["damp", "no_furniture", "crowded"],
    "M0": ["bills_or_debts", "school_or_baby_costs"],
    "M2": "yes",
    "K0": ["english_reading_numbers", "getting_about", "giving_time"],
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def long_page(desk: Sitting, name: str) -> DeskScreen[Any]:
    office = desk.app.office
    if name == "a card":
        return CardScreen(max(list_cards(office.house), key=lambda card: len(card.steps)))
    contact = office.do(open_contact, "desk2").result().contact_id
    for question, raw in MANY.items():
        office.do(give_answer, contact, question, raw).result()
    return SummaryScreen(contact) if name == "a summary" else ReadBackScreen(contact)


def top(desk: Sitting) -> float:
    return max(column.scroll_y for column in desk.app.screen.query(VerticalScroll))


async def whole_help(desk: Sitting) -> str:
    """The help may be long itself."""
    await desk.press("question_mark")
    told, before = desk.words, ""
    while desk.text != before:
        before = desk.text
        await desk.press("pagedown")
        told += desk.words
    return told


@pytest.mark.parametrize("name", ["a card", "a summary", "reading back"])
def test_a_page_further_and_back(home: Path, name: str) -> None:
    async def script(desk: Sitting) -> None:
        await desk.app.push_screen(long_page(desk, name))
        await desk.rest()
        first = desk.text
        await desk.press("pagedown")
        assert top(desk) > 0 and desk.text != first
        await desk.press("pageup")
        assert top(desk) == 0 and desk.text == first
        assert "PgDn A page further down." in await whole_help(desk)

    sit(home, script)


def test_where_nothing_is_out_of_sight_nobody_is_told_of_it(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("slash")
        told = await whole_help(desk)
        assert "Blanks the screen" in told and "PgDn" not in told

    sit(home, script)


def test_on_the_list_of_what_is_found_the_line_in_hand_goes_along(home: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("slash", *"money")
        first = desk.text[desk.text.index("▸") :].splitlines()[0]
        await desk.press("pagedown")
        assert "▸" in desk.text and first not in desk.text
        await desk.press("pageup")
        assert first in desk.text

    sit(home, script)
