"""Two desks on one store, one of them on this screen: where people are open, taking over, and being told of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.harness.amount import amount, thorough
from tests.harness.desks import do
from tests.tui.sitting import LARGE, SMALL, Sitting, demo_office, sit
from triage.bootstrap import open_office
from triage.content.where import sample_content
from triage.office import Office
from triage.settings import Settings
from triage.tui import watch
from triage.tui.screens import front_desk
from triage.usecases import records as rec
from triage.usecases.reception.contacts import open_contact, park_contact, resume_contact
from triage.usecases.visit.answers import give_answer


@pytest.fixture(autouse=True)
def _sooner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "EVERY", 0.05)
    monkeypatch.setattr(front_desk, "LOOK_EVERY", 0.05)


def other_desk(home: Path) -> Office:
    office = open_office(Settings(home=home, content=sample_content(), terminal="Desk 3", demo=True))
    office.sign_in("tom")
    return office


async def until(desk: Sitting, words: str) -> None:
    async with asyncio.timeout(10):
        while words not in desk.words:
            await desk.pilot.pause(0.02)
    await desk.rest()


def test_the_list_says_where_somebody_is_open_and_notices_by_itself(tmp_path: Path) -> None:
    other = other_desk(tmp_path)

    async def script(desk: Sitting) -> None:
        view = do(other, open_contact, "desk2")
        await until(desk, f"{view.code} – open at Desk 3")
        do(other, park_contact, view.contact_id, "the housing team", "seats by the window")
        await until(desk, "for the housing team · seats by the window")
        assert "open at" not in desk.text

    sit(tmp_path, script)
    other.close()


@pytest.mark.parametrize("size", [SMALL, LARGE][: amount(1, 2)], ids=str)
def test_taken_over_with_a_reason_and_at_the_same_question(size: tuple[int, int], tmp_path: Path) -> None:
    other = other_desk(tmp_path)
    view = do(other, open_contact, "desk2")
    do(other, give_answer, view.contact_id, "ST2", "here")

    async def script(desk: Sitting) -> None:
        await until(desk, f"{view.code} – open at Desk 3")
        await desk.press("6")
        assert f"Tom has this open at Desk 3, since 10:15. Take {view.code} over?" in desk.words
        assert "Esc leaves them there." in desk.words
        await desk.press("escape")
        assert desk.at == "FrontDeskScreen" and "open at Desk 3" in desk.text
        await desk.press("6", "1")
        assert desk.question == "S3"
        [last] = [e for e in desk.rows(rec.ContactEvent, contact_id=view.contact_id) if e.event == "resumed"]
        assert "the person is there now" in last.detail

    sit(tmp_path, script, size=size)
    other.close()


def test_taken_from_here_it_says_so_with_what_was_typed(tmp_path: Path) -> None:
    other = other_desk(tmp_path)

    async def script(desk: Sitting) -> None:
        await desk.press("n", "1", "1", "1", "enter")
        assert desk.question == "ZZ1"
        await desk.write("to stay [b]here")
        contact, before = desk.app.contact_id, desk.rows(rec.Answer)
        do(other, resume_contact, contact, "", "the person is there now")
        await until(desk, "Tom at Desk 3 took this over at 10:15: the person is there now.")
        assert "Typed here and not saved; tell them if it matters: “to stay [b]here”" in desk.words
        await desk.press("enter")
        assert desk.at == "FrontDeskScreen" and "open at Desk 3" in desk.text
        assert desk.rows(rec.Answer) == before
        do(other, park_contact, contact)
        await until(desk, "waiting, 0 min")

    sit(tmp_path, script)
    other.close()


def test_a_key_that_comes_before_the_news_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "EVERY", 60.0)
    other = other_desk(tmp_path)

    async def script(desk: Sitting) -> None:
        await desk.press("n", "1")
        before = desk.rows(rec.Answer)
        do(other, resume_contact, desk.app.contact_id, "", "it was passed on")
        await desk.press("1", "enter")
        assert "Tom at Desk 3 took this over" in desk.words and "This was not saved." in desk.words
        assert desk.rows(rec.Answer) == before

    sit(tmp_path, script)
    other.close()


def test_blanked_it_waits_to_be_told(tmp_path: Path) -> None:
    other = other_desk(tmp_path)

    async def script(desk: Sitting) -> None:
        await desk.press("n", "1", "grave_accent")
        do(other, resume_contact, desk.app.contact_id, "", "it was passed on")
        await desk.pilot.pause(0.3)
        assert desk.blank and "Tom" not in desk.text
        await desk.pilot.press("x")
        await until(desk, "Tom at Desk 3 took this over")

    sit(tmp_path, script)
    other.close()


@thorough
def test_passed_on_by_name_in_the_park_dialog(tmp_path: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n", "1", "1", "1", "enter", "escape", "p")
        await desk.press("enter", "tab")
        await desk.write("Tom")
        await desk.press("enter")
        assert "waits for Tom. Everything is saved." in desk.words
        assert "passed on" in desk.text and "for Tom" in desk.text

    sit(tmp_path, script)


@thorough
def test_a_name_that_nobody_knows_is_asked_about_once_and_not_refused(tmp_path: Path) -> None:
    async def script(desk: Sitting) -> None:
        await desk.press("n", "1", "1", "p")
        assert "a name: Mira, Ben, Tom, Leila" in desk.words
        await desk.press("tab", "tab", *"leyla", "enter")
        assert "Nobody called “leyla” is known here today. Did you mean Leila?" in desk.words
        await desk.press("n")
        assert desk.at == "LinesModal" and "leyla" in desk.words  # what was typed stays
        await desk.press("tab", "tab", "ctrl+u", *"leila", "enter")
        assert "waits for Leila. Everything is saved." in desk.words
        await desk.press("n", "1", "1", "p", "tab", "tab", *"Noor", "enter", "enter")
        assert "waits for Noor. Everything is saved." in desk.words

    sit(tmp_path, script)


def test_a_second_window_as_the_same_desk_is_told_what_to_do(tmp_path: Path) -> None:
    here = demo_office(tmp_path)

    async def script(desk: Sitting) -> None:
        await until(desk, "triage is already open as Desk 2.")
        assert "triage --desk “Desk 3”" in desk.words

    sit(tmp_path, script, signed_in=False)
    here.close()
