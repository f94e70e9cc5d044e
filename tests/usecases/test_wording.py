"""Small words that were read wrong at a desk."""

from __future__ import annotations

from tests.usecases.conftest import SAM, Desk
from triage.usecases import say
from triage.usecases.afterwards.review import summary
from triage.usecases.reception.contacts import open_contact
from triage.usecases.visit.answers import give_answer, question_again


def test_a_reason_goes_on_within_its_sentence() -> None:
    said = say.reasons_in_words(("A date on it: moving out", "OK to go on: yes", "Priya is in", "they are close"))
    assert said == "a date on it: moving out; OK to go on: yes; Priya is in; they are close"


def test_on_the_page_of_a_visit(desk: Desk) -> None:
    desk.arrive(SAM)
    page = dict(desk.here(summary).sections)
    assert any(line.startswith("    because date to be out: 16 January 2027") for line in page["What we heard"])
    why = [line.rpartition(": ")[2] for line in page["Not covered"]]
    assert len(set(why)) == len(why) > 1, "each why once, with all that it is about"


def test_a_language_to_speak_and_to_read_is_said_once(desk: Desk) -> None:
    desk.contact = desk.do(open_contact, "desk2").contact_id
    heard = desk.here(give_answer, "CO1", {"speak": "Romanian", "read": "Romanian"}).heard
    assert [line.says for line in heard if line.question == "CO1"] == ["Best languages: Romanian"]


def test_not_sure_does_not_stand_beside_not_at_all_sure(desk: Desk) -> None:
    desk.contact = desk.do(open_contact, "desk2").contact_id
    asked = desk.here(question_again, "K4")
    assert [o.text for o in asked.options if o.id == "not_at_all"] == ["Not at all sure"]
    assert {d.id: d.text for d in asked.declines} == {"not_sure": "Can't say", "pnts": "Rather not say"}
    assert [d.text for d in desk.here(question_again, "ST2").declines if d.id == "not_sure"] == ["Not sure"]
