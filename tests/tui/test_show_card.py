"""The screen turned to the person: one question, numbers, nothing else; answered by number, one key back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.harness.amount import amount, thorough
from tests.journeys import people
from tests.journeys.desk import NARROW, WIDE, Hands, Morning, Size
from triage.tui.screens.show import HINT, ShowScreen
from triage.usecases import records as rec
from triage.usecases.reception.contacts import move_contact, see_contact
from triage.usecases.visit.answers import open_questions

ZOOMED: Size = (40, 12)  # what is left of 80×24 when the terminal's own zoom doubles every letter
FOOT = {"1-9", "1-8", "answer", "Enter", "go", "on", "b", "back", "`", "blank"}
EVERYWHERE = ("?", "!", "/", "q", "ctrl+p", "ctrl+t", "p", "m", "i", "g", "r", "=", "&", "+")


async def to_money(hands: Hands, place: str = "") -> None:
    """Sam, whose name and letter are known, as far as the money list."""
    await hands.pick_up("S")
    await hands.talk(people.SAM, until="PR1")
    await hands.talk(people.SAM, until="H0")
    contact = hands.app.contact_id
    office = hands.app.office
    if place:
        office.do(move_contact, contact, place).result()
    office.do(open_questions, contact, ["money"]).result()
    await hands.press("escape", "m", "escape")  # look again
    says = {**people.DEE, **people.SAM, "F0": ["hear"]}
    while hands.question != "M0":
        await hands.answer(says[hands.question])


def shown_words(hands: Hands) -> set[str]:
    """Every word on the screen, the large figures apart."""
    return {word for word in hands.text.split() if not set(word) <= set("█▀▄")}


@pytest.mark.parametrize("size", [NARROW, WIDE][: amount(1, 2)], ids=str)
def test_one_question_with_numbers_and_nothing_else(tmp_path: Path, size: Size) -> None:
    async def journey(hands: Hands) -> None:
        await to_money(hands)
        hands.sees("* turns the screen to them")
        draft = hands._draft
        assert draft is not None
        allowed = {draft.question.text, HINT, "Not sure", "Rather not say", "More", "Thank you.", "✓"}
        words = set(" ".join([*allowed, *(option.text for option in draft.question.options)]).split()) | FOOT
        options = [option.text for option in draft.question.options]
        assert not any("scares" in option for option in options)  # the counter leaves it out, here too

        await hands.press("*")
        assert isinstance(hands.app.screen, ShowScreen)
        seen: set[str] = set()
        while True:
            assert shown_words(hands) <= words, shown_words(hands) - words
            seen.add(hands.text)
            if "More" not in hands.text:
                break
            await hands.press("0")
            if hands.text in seen:
                break
        everything = " ".join(" ".join(text.split()) for text in seen)
        assert all(option in everything or all(w in everything for w in option.split()) for option in options)
        hands.sees_not("Sam", "NM-", "Asha", "Desk 2", "letter", "Housing", "Heard", "10:15")

        before = hands.text
        for key in EVERYWHERE:
            await hands.press(key)
            assert isinstance(hands.app.screen, ShowScreen) and hands.text == before, key
        await hands.press("grave_accent")
        assert shown_words(hands) == {"10:15"}
        await hands.press("x")
        assert hands.text == before

        await hands.press("1")
        hands.sees(f"✓ {options[0]}")
        await hands.press("enter")
        assert shown_words(hands) <= {"Thank", "you.", "b", "back", "`", "blank"}
        assert len(hands.rows(rec.Answer, question_id="M0")) == 1
        await hands.press("1")
        assert isinstance(hands.app.screen, ShowScreen)
        await hands.press("b")
        assert hands.at == "Assessment" and hands.question != "M0"

        await hands.press("b")  # asked again: what was said before is not on the card
        assert hands.question == "M0" and "[✓]" in hands.text
        await hands.press("*")
        assert "✓" not in hands.text
        await hands.press("b")
        assert hands.question == "M0" and "[✓]" in hands.text

    Morning(tmp_path).sit_down(size, journey, paint=False)


@thorough
def test_what_follows_waits_until_the_screen_is_turned_back(tmp_path: Path) -> None:
    """No food: a card stands before everything else at the desk, and not a word of it for the person to read."""

    async def journey(hands: Hands) -> None:
        await to_money(hands, "G2")
        await hands.answer(["food_running_out"])
        while hands.question != "M2":
            await hands.answer("pnts")
        await hands.press("*")
        await hands.resize(ZOOMED)
        hands.sees("Do you have enough food at home", "1 Yes", "3 No", "0 More")
        await hands.press("0")
        hands.sees("Rather not say")
        await hands.press("0", "3")
        assert shown_words(hands) <= {"Thank", "you.", "b", "back", "`", "blank"}
        view = hands.app.office.do(see_contact, hands.app.contact_id).result()
        assert view.card is not None
        await hands.resize((39, 12))
        hands.sees("at least 40 × 12")
        await hands.resize(NARROW)
        await hands.press("b")
        await hands.until("Card")

    Morning(tmp_path).sit_down(NARROW, journey, paint=False)


@thorough
def test_a_form_is_shown_field_by_field_and_others_not_at_all(tmp_path: Path) -> None:
    async def journey(hands: Hands) -> None:
        await hands.pick_up("S")
        while hands.question != "HO3":
            assert "turns the screen" not in hands.text
            asked = hands.question
            await hands.press("*")
            assert hands.question == asked
            await hands.answer(people.SAM[asked])
        await hands.press("*")
        hands.sees("Who lives with you?", "Living alone", "Yes", "No")
        await hands.press("2")
        hands.sees("Other adults")
        assert hands.text.count("▀▀▀") == 8
        await hands.press("2", "0", "3", "0", "2", "2", "2")
        hands.sees("Thank you.")
        await hands.press("b")
        kept = hands.rows(rec.PersonDetail, field="household")
        assert '"age_5_15": 3' in kept[-1].value or '"age_5_15": "3"' in kept[-1].value

    Morning(tmp_path).sit_down(NARROW, journey, paint=False)
