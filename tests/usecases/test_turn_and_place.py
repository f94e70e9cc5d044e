"""Whose turn it is and where somebody sits survive being picked up by mistake; a pod's privacy does not come to the desk."""

from __future__ import annotations

from pathlib import Path

from tests.harness.desks import Desks, do
from tests.usecases.conftest import SAM, Desk
from triage.core.questions import Where
from triage.usecases.handoff.finish import see_finish
from triage.usecases.handoff.handoffs import record_step, start_handoff
from triage.usecases.reception.contacts import move_contact, open_contact, park_contact, resume_contact, see_contact
from triage.usecases.reception.desk import front_desk
from triage.usecases.reception.desk_views import WaitingView
from triage.usecases.visit.answers import give_answer
from triage.usecases.visit.matches import see_matches

ALONE = {"alone": "yes", "overheard": "yes", "interpreter": "yes", "no_child": "yes"}


def in_list(desk: Desk, contact: str) -> tuple[int, WaitingView]:
    people = desk.do(front_desk).people
    return next((n, one) for n, one in enumerate(people) if one.contact_id == contact)


def test_picked_up_by_mistake_they_keep_their_turn(desk: Desk) -> None:
    kay = next(one for one in desk.do(front_desk).people if one.initials == "K")
    before = in_list(desk, kay.contact_id)
    for _ in range(2):
        desk.do(resume_contact, kay.contact_id)
        desk.do(park_contact, kay.contact_id)
    place, after = in_list(desk, kay.contact_id)
    assert (place, after.initials, after.since, after.waits_for, after.where) == (
        before[0], "K", before[1].since, before[1].waits_for, before[1].where,
    )  # fmt: skip


def test_once_something_was_asked_they_wait_anew_under_the_same_initial(desk: Desk) -> None:
    kay = next(one for one in desk.do(front_desk).people if one.initials == "K")
    desk.do(resume_contact, kay.contact_id)
    desk.do(give_answer, kay.contact_id, "ST2", "here")
    desk.do(park_contact, kay.contact_id, "the housing team", "seats by the door")
    _, after = in_list(desk, kay.contact_id)
    assert after.initials == "K" and after.since > kay.since
    assert (after.waits_for, after.where) == ("the housing team", "seats by the door")


def at_private(desk: Desk, home: Path) -> str:
    """A visit in a pod, alone, at a question that is private."""
    view = desk.do(open_contact, "desk2")
    desk.contact = view.contact_id
    desk.here(move_contact, "G2")
    for question, raw in SAM.items():
        desk.here(give_answer, question, raw)
    by_id = desk.office.house.question_set.by_id
    while (question := desk.here(see_contact).question) is not None and by_id[
        question.id
    ].asked_in is not Where.PRIVATE:
        if question.id == "F0":
            raw: object = {part.id: "yes" for part in question.parts}
        else:
            raw = "pnts" if any(one.id == "pnts" for one in question.declines) else ["none"]
        desk.here(give_answer, question.id, raw)
    assert question is not None
    return question.id


def test_what_is_private_in_the_pod_is_not_on_the_screen_of_a_desk(desk: Desk, tmp_path: Path) -> None:
    private = at_private(desk, tmp_path)
    assert desk.here(resume_contact).question.id == private  # the plug pulled: the same place and question
    desk.here(park_contact)
    view = desk.here(resume_contact)  # at Desk 2, where this terminal stands
    assert view.place_name == "Desk 2", view
    question = view.question
    assert question is None or desk.office.house.question_set.by_id[question.id].asked_in is not Where.PRIVATE


def test_nor_at_another_desk_that_takes_them_over(desk: Desk, tmp_path: Path) -> None:
    at_private(desk, tmp_path)
    others = Desks(tmp_path)
    tom = others.sit_down("Desk 3", "tom", demo=True)
    view = do(tom, resume_contact, desk.contact, "", "they came to my desk")
    others.close()
    assert view.place_name == "Desk 3"
    question = view.question
    assert question is None or desk.office.house.question_set.by_id[question.id].asked_in is not Where.PRIVATE


def test_after_two_noes_the_duty_lead_stands_wherever_one_looks(sam: Desk) -> None:
    first = sam.here(start_handoff, "housing_duty")
    sam.do(record_step, first.handoff_id, "met")
    view = sam.do(record_step, first.handoff_id, "declined", because="full")
    assert not sam.here(see_matches).two_noes
    looked = {one.service: one.verdict for one in sam.here(see_matches).others}
    assert looked["housing_duty"] == "said no this time"
    sam.agree_all()
    second = sam.here(start_handoff, view.next_best.service, "")
    sam.do(record_step, second.handoff_id, "declined", because="full")
    said = "Two have said no. It is the duty lead's now: ring Mira, duty lead, extension 4100."
    assert sam.here(see_matches).two_noes == said
    assert said in sam.here(see_finish).handoffs


def test_somebody_being_helped_is_still_known_by_what_they_said_to_call_them(desk: Desk) -> None:
    """Left open, or open at another desk: the list says who that is, so that the right one is taken over."""
    kay = next(one for one in desk.do(front_desk).people if one.initials == "K")
    desk.do(resume_contact, kay.contact_id)
    desk.do(give_answer, kay.contact_id, "S3", ["no"])
    assert next(one for one in desk.do(front_desk).people if one.contact_id == kay.contact_id).initials == "K"
    desk.do(park_contact, kay.contact_id)
    assert next(one for one in desk.do(front_desk).people if one.contact_id == kay.contact_id).initials == "K"
