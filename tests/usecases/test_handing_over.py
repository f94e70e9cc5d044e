"""One lead hands over to another: no gap, both named, and the person told the day it happens (practice.md D3)."""

from __future__ import annotations

import pytest

from tests.usecases.conftest import SAM, Desk
from triage.usecases import records as rec
from triage.usecases.afterwards.my_people import my_people
from triage.usecases.afterwards.review import summary, today
from triage.usecases.handoff import handing_over as h
from triage.usecases.handoff.conflicts import keep_out
from triage.usecases.handoff.handoffs import start_handoff
from triage.usecases.handoff.leads import accept_lead, name_lead, see_lead
from triage.usecases.paper.slips import make_slip
from triage.usecases.reception.end_of_day import lead_said_yes, see_end_of_day

SEVERAL = {**SAM, "K4": "not_at_all"}
NEW = ("carers", "Glenda")


@pytest.fixture
def led(desk: Desk) -> Desk:
    desk.arrive(SEVERAL)
    proposed = desk.here(see_lead)
    desk.here(name_lead, proposed.service, proposed.worker)
    desk.here(accept_lead)
    return desk


def who(desk: Desk) -> str:
    return str(desk.here(h.see_hand_over).worker)


def page(desk: Desk) -> str:
    return " | ".join(dict(desk.here(summary).sections)["Who keeps it together"])


def mine(desk: Desk) -> str:
    (row,) = (row for row in desk.do(my_people).rows if row.contact_id == desk.contact)
    return f"{row.worker}: {' | '.join(row.next)}"


def test_until_the_new_one_says_yes_the_old_one_has_them(led: Desk) -> None:
    old = who(led)
    view = led.here(h.hand_over, *NEW, "away")
    assert (view.worker, view.next_worker, view.because) == (old, "Glenda", dict(h.CHANGES)["away"])
    assert {row.state for row in led.rows(rec.Lead)} == {"accepted", "told"}
    assert (led.here(see_lead).worker, led.here(see_lead).state) == (old, "accepted")
    assert f"Glenda is asked to take over ({view.because}); {old} stays until then" in page(led)
    assert mine(led).startswith(f"{old}: {old} hands over to Glenda, and keeps them until then: ask Glenda")
    row = next(row for row in led.do(today).rows if row.contact_id == led.contact)
    assert f"{old} keeps it together until Glenda says yes" in row.who_has
    led.agree_all()
    led.here(start_handoff, "housing_duty")
    assert f"{old} at the" in str(led.here(make_slip))
    left = next(row for row in led.do(see_end_of_day).rows if row.contact_id == led.contact)
    assert f"Glenda has not said yes yet to keeping it together; {old} stays until then" in left.words


def test_a_yes_makes_them_the_one_and_the_person_is_told_that_day(led: Desk) -> None:
    old = who(led)
    led.here(h.hand_over, *NEW, "asked")
    view = led.here(h.answer_hand_over, h.YES)
    assert (view.worker, view.next_worker, view.to_tell) == ("Glenda", "", True)
    assert [row.state for row in led.rows(rec.Lead)] == ["accepted"]
    assert "tell them today that Glenda has them now" in mine(led)
    assert f": {old} ({dict(h.CHANGES)['asked']})" in page(led) and "do not know yet" in page(led)  # history kept
    assert not led.here(h.person_told).to_tell
    assert "tell them" not in mine(led) and "do not know" not in page(led)
    assert any("they were told" in line for line in dict(led.here(summary).sections)["Looked at again"])
    assert "know already" in led.refused(h.person_told, led.contact)


def test_told_there_and_then(led: Desk) -> None:
    led.here(h.hand_over, *NEW, "trust")
    assert not led.here(h.answer_hand_over, h.YES, h.TOLD).to_tell


def test_a_no_changes_nothing(led: Desk) -> None:
    old = who(led)
    led.here(h.hand_over, *NEW, "over")
    view = led.here(h.answer_hand_over, h.NO)
    assert (view.worker, view.next_worker, view.to_tell) == (old, "", False)
    assert mine(led).startswith(f"{old}: ") and "hands over" not in mine(led)
    assert "Nobody was asked" in led.refused(h.answer_hand_over, led.contact, h.YES)


def test_another_one_named_before_an_answer_takes_the_place_of_the_first(led: Desk) -> None:
    old = who(led)
    led.here(h.hand_over, *NEW, "away")
    led.here(h.hand_over, "carers", "Rashid", "away")
    assert (who(led), led.here(h.see_hand_over).next_worker) == (old, "Rashid")
    assert len(led.rows(rec.Lead)) == 2


def test_at_the_end_of_the_day_too(led: Desk) -> None:
    led.here(h.hand_over, *NEW, "away")
    led.do(lead_said_yes, led.contact)
    assert who(led) == "Glenda" and led.here(h.see_hand_over).to_tell


@pytest.mark.parametrize(
    ("to", "refused"),
    [
        ((*NEW, "because"), "Choose from the list"),
        (("ctax", "Malcolm", "away"), "cannot take this on"),
        (("carers", "Asha", "away"), "you do not lead"),
        (("carers", "  ", "away"), "A name is needed"),
    ],
)
def test_whoever_may_not_lead_does_not_take_over(led: Desk, to: tuple[str, ...], refused: str) -> None:
    assert refused in led.refused(h.hand_over, led.contact, *to)
    assert [row.state for row in led.rows(rec.Lead)] == ["accepted"]


def test_nothing_to_hand_over_before_anybody_said_yes(desk: Desk) -> None:
    desk.arrive(SEVERAL)
    assert "Nobody has said yes" in desk.refused(h.see_hand_over, desk.contact)


def test_whoever_knows_somebody_involved_does_not_take_over(led: Desk) -> None:
    old = who(led)
    led.here(h.hand_over, *NEW, "away")
    led.here(keep_out, *NEW)
    assert (who(led), led.here(h.see_hand_over).next_worker) == (old, "")
