"""`+`: one question for something seen or heard, found by a few letters; nothing private is named where it may be seen."""

from __future__ import annotations

from pathlib import Path

from tests.tui.sitting import SMALL, Sitting, sit
from triage.tui.screens.assessment import AssessmentScreen
from triage.usecases import records as rec
from triage.usecases.reception.contacts import open_contact, see_contact
from triage.usecases.visit.answers import give_answer


def test_found_put_and_answered_and_no_private_part_at_the_counter(tmp_path: Path) -> None:
    async def script(at: Sitting) -> None:
        office = at.app.office
        contact = office.do(open_contact, "desk2").result().contact_id
        at.app.push_screen(AssessmentScreen(office.do(see_contact, contact).result()))
        await at.rest()
        await at.press("plus")
        assert "Which question?" in at.words and "own things" not in at.words
        await at.press("escape")
        assert not [e for e in at.rows(rec.ContactEvent, contact_id=contact) if e.event == "opened_questions"]

        contact = office.do(open_contact, "GP").result().contact_id
        clear = dict.fromkeys(("alone", "private", "interpreter_ok", "no_child_over_2"), "yes")
        office.do(give_answer, contact, "F0", clear).result()
        at.app.push_screen(AssessmentScreen(office.do(see_contact, contact).result()))
        await at.rest()
        before = at.question
        await at.press("plus")
        await at.write("angry")
        await at.press("enter")
        assert at.question == "F7"
        await at.press("escape")  # not now: it waits, and the question before is in hand again
        assert at.question == before
        assert [e.detail for e in at.rows(rec.ContactEvent, contact_id=contact) if e.event == "opened_questions"] == [
            '["F7"]'
        ]

    sit(tmp_path, script, size=SMALL)
