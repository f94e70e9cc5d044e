"""Every card that was used is looked at by a supervisor within one working day (practice.md B, 10), and alerts them (B, 6)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.usecases.conftest import SAM, Desk
from triage.core.hours import LONDON
from triage.usecases import records as rec
from triage.usecases.afterwards import looked_at as l_at
from triage.usecases.afterwards.later import record_later, see_later
from triage.usecases.afterwards.review import summary, today
from triage.usecases.reception.contacts import park_contact, see_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.card_looks import LOOKED
from triage.usecases.visit.cards import close_card, open_card


def fired(desk: Desk) -> Desk:
    desk.arrive(SAM)
    desk.here(give_answer, "S3", ["ill"])
    desk.here(close_card, "RF-MED", "passed_to", "Mira")
    return desk


def row(desk: Desk) -> object:
    return next((r for r in desk.here(see_later).rows if r.label.startswith("Card")), None)


def test_each_is_looked_at_by_name_and_until_then_it_is_said(desk: Desk) -> None:
    fired(desk)
    (seen,) = [r for r in desk.here(see_later).rows if r.label == "Card 2"]
    assert (seen.now_words, seen.waits) == (
        "passed to Mira, 10:15",
        "to be looked at by a supervisor by Tuesday 10:15",
    )
    assert next(r for r in desk.do(today).rows if r.contact_id == desk.contact).to_review == ("to be looked at",)
    assert desk.do(front_desk).closing.endswith("Duty lead: a card was used, at 10:15")
    assert "A name is needed" in desk.refused(record_later, desk.contact, seen.key, "right", "the duty desk")
    desk.here(record_later, seen.key, "right", "Mira")
    assert row(desk) is None
    assert not next(r for r in desk.do(today).rows if r.contact_id == desk.contact).to_review
    assert "Duty lead" not in desk.do(front_desk).closing
    assert [(r.what, r.about, r.found, r.name) for r in desk.rows(rec.Review)] == [("card", seen.key, "right", "Mira")]
    assert any("Card: it was right (Mira)" in line for line in dict(desk.here(summary).sections)["Looked at again"])


def test_one_left_open_is_looked_at_too(desk: Desk) -> None:
    desk.arrive(SAM)
    desk.here(open_card, "RF-GAS")
    desk.here(park_contact)
    (seen,) = [r for r in desk.here(see_later).rows if r.label.startswith("Card")]
    assert seen.now_words == "left open, 10:15"


def test_opened_and_closed_is_one_use_and_twice_is_two(desk: Desk) -> None:
    desk.arrive(SAM)
    for _ in range(2):
        desk.here(open_card, "RF-GAS")
        desk.here(close_card, "RF-GAS", "done")
    assert len([r for r in desk.here(see_later).rows if r.label.startswith("Card")]) == 2
    assert desk.do(front_desk).closing.endswith("2 cards were used, at 10:15")


@pytest.mark.parametrize(
    ("used", "by"),
    [
        (datetime(2026, 11, 23, 10, 15), "Tuesday 10:15"),
        (datetime(2026, 11, 27, 15, 0), "Monday 15:00"),  # Friday; the weekend does not count
        (datetime(2026, 12, 24, 10, 0), "Tuesday 10:00"),  # nor do bank holidays
    ],
)
def test_one_working_day(desk: Desk, used: datetime, by: str) -> None:
    desk.at(used.replace(tzinfo=LONDON))
    fired(desk)
    (seen,) = [r for r in desk.here(see_later).rows if r.label == "Card 2"]
    assert seen.waits == f"to be looked at by a supervisor by {by}"


def test_due_the_next_day_it_stands_above_the_list(desk: Desk) -> None:
    fired(desk)
    desk.here(park_contact)
    desk.at(desk.clock.now + timedelta(days=1))
    due = next(r for r in desk.do(today).due if r.contact_id == desk.contact)
    assert due.to_review == ("to be looked at",)
    desk.at(desk.clock.now + timedelta(hours=1))
    assert "was to be looked at" in next(r.waits for r in desk.here(see_later).rows if r.label == "Card 2")


def test_used_with_nobodys_visit_open(desk: Desk) -> None:
    desk.do(open_card, "", "RF-STAFF")
    desk.do(close_card, "", "RF-STAFF", "not_as_seemed", "", "a sneeze")
    assert desk.do(today).cards == 1
    (seen,) = desk.do(l_at.see_loose_cards).rows
    assert seen.now_words == "not what it seemed: a sneeze, 10:15"
    assert "Go back" in desk.refused(l_at.record_loose_card, "no such row", "right", "Mira")
    assert "A name is needed" in desk.refused(l_at.record_loose_card, seen.key, "right", "the desk")
    assert not desk.do(l_at.record_loose_card, seen.key, "change", "Mira").rows
    assert desk.do(today).cards == 0


def test_only_looked_at_it_was_not_used(desk: Desk) -> None:
    desk.do(open_card, "", "RF-STAFF")
    assert "a card was used" in desk.do(front_desk).closing
    desk.do(close_card, "", "RF-STAFF", "not_as_seemed", "", LOOKED)
    assert "Duty lead" not in desk.do(front_desk).closing
    assert desk.do(today).cards == 0
    every = desk.do(lambda rows, _house, _ctx: rows.find(rec.CardEvent, contact_id=""))
    assert [event.event for event in every] == ["opened", "not_as_seemed"]  # what was done stays written down


def test_a_look_at_a_card_takes_back_nothing_of_what_it_was_used_for(desk: Desk) -> None:
    fired(desk)
    before = desk.here(see_later), desk.here(see_contact), dict(desk.here(summary).sections)
    desk.here(open_card, "RF-MED")
    assert desk.here(see_contact).card.id == "RF-MED"  # somebody may have meant it
    desk.here(close_card, "RF-MED", "not_as_seemed", "", LOOKED)
    assert (desk.here(see_later), desk.here(see_contact), dict(desk.here(summary).sections)) == before


def test_the_alert_says_nothing_of_which_or_whose(desk: Desk) -> None:
    fired(desk)
    said = desk.do(front_desk).closing
    assert "SR" not in said and "Card 2" not in said and "ill" not in said.replace("still", "")
