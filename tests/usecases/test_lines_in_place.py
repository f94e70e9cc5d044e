"""A line keeps its number wherever the question is put, as a key that moves is a wrong answer; but not beside somebody."""

from __future__ import annotations

import pytest

from tests.usecases.conftest import Desk
from triage.linear.fields import lines_by_number
from triage.tui.draft import Draft
from triage.usecases import say
from triage.usecases.reception.contacts import move_contact, open_contact
from triage.usecases.views import QuestionView
from triage.usecases.visit.answers import give_answer, question_again


def _list_of(question: QuestionView) -> dict[str, tuple[str, int]]:
    """Option → its key in the app, its number in lines."""
    draft = Draft(question)
    lines = lines_by_number(draft.field)
    return {c.id: (c.key, 1 + [id for id, _ in lines].index(c.id)) for c in draft.choices() if not c.aside}


@pytest.mark.parametrize("asked", ["H0", "M0", "W0"])
def test_what_a_counter_leaves_out_moves_no_other_line(desk: Desk, asked: str) -> None:
    desk.contact = desk.do(open_contact, "desk2").contact_id
    counter = _list_of(desk.here(question_again, asked))
    desk.here(move_contact, "GP")
    room = _list_of(desk.here(question_again, asked))
    assert counter.items() <= room.items()


def test_a_counter_does_leave_something_out(desk: Desk) -> None:
    desk.contact = desk.do(open_contact, "desk2").contact_id
    counter = _list_of(desk.here(question_again, "W0"))
    desk.here(move_contact, "GP")
    assert counter.keys() < _list_of(desk.here(question_again, "W0")).keys()


@pytest.mark.parametrize(("asked", "left_out"), [("S3", {"not_safe_now", "not_safe"}), ("RE1", {"unsafe"})])
def test_beside_somebody_no_gap_says_that_something_is_left_out(desk: Desk, asked: str, left_out: set[str]) -> None:
    desk.contact = desk.do(open_contact, "desk2").contact_id
    alone = _list_of(desk.here(question_again, asked))
    desk.here(give_answer, "ST1", ["with_adult"])
    beside = _list_of(desk.here(question_again, asked))
    assert alone.keys() - beside.keys() == left_out
    assert [number for _, number in beside.values()] == list(range(1, len(beside) + 1))
    assert [key for key, _ in beside.values()][:2] == ["1", "2"]


def test_which_of_them_first_is_a_short_list_of_its_own(desk: Desk) -> None:
    desk.contact = desk.do(open_contact, "desk2").contact_id
    for question, raw in (("ST2", "here"), ("S3", ["no"]), ("RE1", {"about": ["debt", "letter", "other"]})):
        view = desk.here(give_answer, question, raw)
    assert view.question.id == "RE2"
    assert [key for key, _ in _list_of(view.question).values()] == ["1", "2", "3"]


@pytest.mark.parametrize("wish", ["quieter", "on_my_own", "later"])
def test_where_they_would_rather_talk_stands_there_until_they_do(desk: Desk, wish: str) -> None:
    desk.contact = desk.do(open_contact, "desk2").contact_id
    assert not desk.here(give_answer, "ST2", "here").prompts
    (said,) = desk.here(give_answer, "ST2", wish).prompts
    assert said == say.PROMPT[wish]
    assert not {"they", "own", "alone"} & set(said.lower().split()), "somebody beside them may read along"
    assert not desk.here(move_contact, "GP").prompts


def test_what_staff_notice_is_not_left_on_the_screen_for_others_to_read(desk: Desk) -> None:
    desk.contact = desk.do(open_contact, "desk2").contact_id
    assert desk.here(give_answer, "ST1", ["upset"]).noticed == ()
    assert desk.here(move_contact, "GP").noticed == ("Upset",)
    assert desk.here(give_answer, "ST1", ["upset", "someone_answering"]).noticed == ()
