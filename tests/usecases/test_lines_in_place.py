"""A line keeps its number wherever and with whomever the question is put: a key that moves is a wrong answer."""

from __future__ import annotations

import pytest

from tests.usecases.conftest import Desk
from triage.linear.fields import lines_by_number
from triage.tui.draft import Draft
from triage.usecases.answers import give_answer, question_again
from triage.usecases.contacts import open_contact
from triage.usecases.views import QuestionView


def _list_of(question: QuestionView) -> dict[str, tuple[str, int]]:
    """Option → its key in the app, its number in lines."""
    draft = Draft(question)
    lines = lines_by_number(draft.field)
    return {c.id: (c.key, 1 + [id for id, _ in lines].index(c.id)) for c in draft.choices() if not c.aside}


@pytest.mark.parametrize(("asked", "left_out"), [("S3", {"not_safe_now", "not_safe"}), ("RE1", {"unsafe"})])
def test_beside_somebody_what_is_left_out_moves_no_other_line(desk: Desk, asked: str, left_out: set[str]) -> None:
    desk.contact = desk.do(open_contact, "desk2").contact_id
    alone = _list_of(desk.here(question_again, asked))
    desk.here(give_answer, "ST1", ["with_adult"])
    beside = _list_of(desk.here(question_again, asked))
    assert alone.keys() - beside.keys() == left_out
    assert beside == {id: key for id, key in alone.items() if id not in left_out}


def test_which_of_them_first_is_a_short_list_of_its_own(desk: Desk) -> None:
    desk.contact = desk.do(open_contact, "desk2").contact_id
    for question, raw in (("ST2", "here"), ("S3", ["no"]), ("RE1", {"about": ["debt", "letter", "other"]})):
        view = desk.here(give_answer, question, raw)
    assert view.question.id == "RE2"
    assert [key for key, _ in _list_of(view.question).values()] == ["1", "2", "3"]
