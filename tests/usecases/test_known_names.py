"""Who is meant by a name that is typed: a known one however it is written, or none, and then what is near."""

from __future__ import annotations

import pytest

from tests.usecases.conftest import Desk
from triage.usecases.handoff.known_names import as_known, unknown, who_may_go_on, who_may_have
from triage.usecases.visit.cards import close_card, list_cards, open_card

NAMES = ("Mira", "Leila", "Priya Shah", "Priya Nath", "Jo Rowe")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("leila", "Leila"), (" MIRA ", "Mira"), ("jo", "Jo Rowe"), ("priya shah", "Priya Shah"), ("priya", ""), ("x", "")],
)
def test_a_known_name_is_meant(typed: str, meant: str) -> None:
    assert as_known(typed, NAMES) == meant


def test_what_is_near_is_said() -> None:
    assert unknown("Leyla", NAMES) == "Nobody called “Leyla” is known here today. Did you mean Leila?"
    assert unknown("Zz", NAMES) == "Nobody called “Zz” is known here today."


def test_offered_are_those_at_the_desks_then_who_is_on_duty_and_nobody_of_a_private_service(desk: Desk) -> None:
    names = who_may_go_on(desk.office.house, desk.clock.now)
    assert names[:2] == ("Mira", "Asha") and "Priya" in names and "Rosa" not in names and "Ines" not in names
    private = [s for s in desk.office.house.directory.services if s.sensitive]
    assert private and not {w.name for s in private for w in s.workers} & set(names)


def test_a_card_may_also_go_to_whom_it_says_to_call_and_to_a_service_that_may_be_named(desk: Desk) -> None:
    house = desk.office.house
    card = next(card for card in list_cards(house) if card.number == "9")
    names = who_may_have(house, card, desk.clock.now)
    assert as_known("ambulance", names) == "Ambulance" and as_known("pantry", names) == "Pantry"
    assert as_known("maureen", names) == "Maureen" and not as_known("Maureeen", names)


def test_a_card_is_passed_to_a_name_and_not_to_a_number(desk: Desk) -> None:
    desk.do(open_card, "", "RF-GAS")
    assert desk.refused(close_card, "", "RF-GAS", "passed_to", "9 🙂") == "Who has it now? A name is needed."
    desk.do(close_card, "", "RF-GAS", "passed_to", "Maureen")
