"""Small words that were read wrong at a desk."""

from __future__ import annotations

from tests.usecases.conftest import SAM, Desk
from triage.usecases import say
from triage.usecases.afterwards.review import summary
from triage.usecases.handoff.finish import see_finish
from triage.usecases.reception.contacts import open_contact
from triage.usecases.visit.answers import give_answer, keep_parts, question_again


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


def test_the_welcome_says_who_speaks_and_nobody_signed_in_leaves_it_out(desk: Desk) -> None:
    view = desk.do(open_contact, "desk2")
    assert view.question.id == "ST2" and view.question.say.startswith("Hello, I'm Asha. I'll help you")
    words = "Hello, I'm {first name}. You can come back to me, {first name}, any time."
    assert say.with_own_name(words, "Ben [b]Oyelaran[/b]") == "Hello, I'm Ben. You can come back to me, Ben, any time."
    assert say.with_own_name(words, "") == "Hello. You can come back to me any time."
    desk.arrive(SAM)
    assert desk.here(see_finish).goodbye.endswith("You can come back to me, Asha, any time.")


def test_how_to_point_is_told_once_a_visit(desk: Desk) -> None:
    desk.contact = desk.do(open_contact, "desk2").contact_id
    told = "Point to any that fit, or say none."
    assert desk.here(question_again, "K0").say == told
    desk.here(give_answer, "H0", ["none"])
    assert desk.here(question_again, "K0").say == ""
    assert desk.here(question_again, "H0").say == told  # put once more, it is the first still


def test_what_does_not_look_like_a_postcode_is_told_kindly(desk: Desk) -> None:
    desk.contact = desk.do(open_contact, "desk2").contact_id
    for wrong in ("near the church", "12345", "ZZ99 3A"):
        for use_case in (give_answer, keep_parts):
            said = desk.refused(use_case, desk.contact, "HO1", {"name": "Sam", "postcode": wrong})
            assert said == "That does not look like a postcode. Leave it empty if they have none."
    for fine in ({"postcode": "zz993aa"}, {"postcode": "ZZ99"}, {"postcode": "pnts"}, {"no_fixed_address": "yes"}, {}):
        assert desk.here(give_answer, "HO1", {"name": "Sam", **fine})
