"""One question, opened for something seen or heard: put at once, kept as a row, and refused where it may not be put."""

from __future__ import annotations

import json

from tests.usecases.conftest import Desk
from triage.usecases import records as rec
from triage.usecases.reception.contacts import move_contact, open_contact, see_contact
from triage.usecases.visit.answers import give_answer, open_question, see_openable

CLEAR = {"alone": "yes", "private": "yes", "interpreter_ok": "yes", "no_child_over_2": "yes"}


def test_a_cue_opened_in_private_is_put_and_its_answer_counts(desk: Desk) -> None:
    desk.contact = desk.do(open_contact, "desk2").contact_id
    assert "F4" not in {id for id, _, _ in desk.here(see_openable)}
    assert "quieter place" in desk.refused(open_question, desk.contact, "F4")
    assert not [e for e in desk.rows(rec.ContactEvent) if e.event == "opened_questions"]
    private = next(p.id for p in desk.office.house.directory.places if p.kind == "private_room")
    desk.here(move_contact, private)
    desk.here(give_answer, "F0", CLEAR)
    first = desk.here(see_openable)[0]
    assert first == ("F4", "Keeping your own things", "Private")
    assert desk.here(open_question, "F4").id == "F4"
    (event,) = [e for e in desk.rows(rec.ContactEvent) if e.event == "opened_questions"]
    assert json.loads(event.detail) == ["F4"]
    view = desk.here(give_answer, "F4", {"pay": "no", "phone": "yes", "passport": "yes", "leave": "yes"})
    assert view.card is not None and view.card.id == "RF-SLAVERY"


def test_left_without_an_answer_it_waits_in_its_place(desk: Desk) -> None:
    desk.contact = desk.do(open_contact, "G1").contact_id
    before = desk.here(see_contact).still_to_ask
    desk.here(open_question, "W6a")
    assert desk.here(see_contact).still_to_ask == before + 1


def test_what_was_opened_goes_on_at_once(desk: Desk) -> None:
    """Nobody who said yes to W5b is asked about anything else before W5c (practice.md 0.1, 1)."""
    contact = desk.do(open_contact, "G2").contact_id
    for question, raw in {"ST2": "here", "S3": ["no"], "F0": CLEAR, "RE1": {"about": ["other"]}}.items():
        view = desk.do(give_answer, contact, question, raw)
    assert view.question.id == "ZZ1"
    assert desk.do(open_question, contact, "W5b").id == "W5b"
    view = desk.do(give_answer, contact, "W5b", "yes")
    assert view.question.id == "W5c" and view.card is None
    view = desk.do(give_answer, contact, "W5c", {"today": "yes"})
    assert view.card is not None and view.card.id == "RF-SUI"
