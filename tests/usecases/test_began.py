"""A visit goes on with the question set it began with; tests/promises/p07.py does it with stores of earlier versions."""

from __future__ import annotations

from dataclasses import replace

from tests.usecases.conftest import SAM, Desk
from triage.core.questions import QuestionSet
from triage.usecases.handoff.handoffs import start_handoff
from triage.usecases.ports import House
from triage.usecases.reception.contacts import see_contact
from triage.usecases.visit.began import Began


def test_yesterdays_visit_is_asked_yesterdays_questions_and_a_new_one_todays(desk: Desk) -> None:
    desk.arrive(SAM)
    desk.agree_all()
    handoff = desk.here(start_handoff, "housing_duty").handoff_id
    yesterday = desk.office.house
    today = replace(yesterday, question_set=replace(yesterday.question_set, hash="of today"))
    asked: list[str] = []

    def read(body: str) -> QuestionSet:
        asked.append(body)
        return yesterday.question_set

    def houses(began: Began) -> list[str]:
        ids = (desk.contact, handoff, "desk2", "x" * 36)
        found: list[House] = desk.do(lambda rows, _house, _ctx: [began.house_of(rows, id, today) for id in ids])
        return [house.question_set.hash for house in found]

    began = Began(read)
    old, new = yesterday.question_set.hash, "of today"
    assert houses(began) == [old, old, new, new]
    assert len(asked) == 1  # once for both, and not again
    assert (
        began.known(desk.contact, today).question_set.hash == old
        and began.known("another", today).question_set.hash == new
    )
    assert houses(Began(lambda _body: None)) == [new] * 4  # what cannot be read any more is asked as today's


def test_the_office_knows_which_rules_are_a_visits(desk: Desk) -> None:
    desk.arrive(SAM)
    desk.here(see_contact)
    assert desk.office.house_for(desk.contact) is desk.office.house
