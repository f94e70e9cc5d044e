"""A card used with nobody's visit open, looked at by a supervisor, by keyboard alone."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.desk import NARROW, Hands, Morning
from triage.usecases import records as rec
from triage.usecases.visit.cards import close_card, open_card


def used(morning: Morning) -> None:
    office = morning.open_office()
    office.sign_in("asha")
    office.do(open_card, "", "RF-STAFF").result()
    office.do(close_card, "", "RF-STAFF", "done").result()
    office.close()


def test_looked_at(tmp_path: Path) -> None:
    morning = Morning(tmp_path)
    used(morning)

    async def journey(hands: Hands) -> None:
        hands.sees("Duty lead: a card was used, at 10:15")
        await hands.press("t")
        hands.sees("Cards to be looked at: 1", "c cards used")
        await hands.press("c")
        hands.sees("Card 15 · done, 10:15", "to be looked at by a supervisor by Tuesday 10:15")
        await hands.choose("It was right")
        hands.sees("Who looked at it?")
        await hands.press("escape")
        assert not hands.rows(rec.Review)
        await hands.choose("Something must change")
        await hands.press("enter")
        hands.sees("There is nothing to come back to here.")
        assert [(r.what, r.found, r.name) for r in hands.rows(rec.Review)] == [("card", "change", "Mira")]
        await hands.press("b")
        hands.sees_not("Cards to be looked at", "cards used")
        await hands.press("b")
        hands.sees_not("a card was used")

    morning.sit_down(NARROW, journey)


def test_one_that_was_only_looked_at_is_put_away_with_esc_and_one_that_was_raised_is_not(tmp_path: Path) -> None:
    async def journey(hands: Hands) -> None:
        await hands.press("exclamation_mark")
        await hands.choose("Call the duty lead")
        hands.sees("Esc looked", "↓ more")
        await hands.press("escape")
        assert hands.at == "FrontDesk"
        hands.sees_not("a card was used")
        await hands.press("n", "1")
        await hands.choose("No food")
        await hands.press("enter")
        assert hands.at == "Card"
        hands.sees_not("Esc looked")
        await hands.press("escape")
        assert hands.at == "Card"

    Morning(tmp_path).sit_down(NARROW, journey)


def test_passed_to_a_name_nobody_has_heard_of_is_asked_about_once_and_names_are_offered(tmp_path: Path) -> None:
    async def journey(hands: Hands) -> None:
        await hands.press("exclamation_mark")
        await hands.choose("Call the duty lead")
        await hands.press("2")
        hands.sees("a name: Mira, Ben")
        await hands.type("Myra")
        await hands.press("enter")
        hands.sees("Nobody called “Myra” is known here today. Did you mean Mira?", "Write it down all the same?")
        await hands.press("escape")
        hands.sees("Myra")
        await hands.press(*["backspace"] * 3, "i", "r", "a", "enter")
        assert hands.at == "FrontDesk" and hands.rows(rec.CardEvent)[-1].to == "Mira"

    Morning(tmp_path).sit_down(NARROW, journey)
