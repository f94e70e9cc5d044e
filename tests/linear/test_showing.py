"""`show` as lines: between two clearings of the terminal nothing but the question and its numbers."""

from __future__ import annotations

from contextlib import suppress

from tests.linear.script import Lines
from triage.linear.assessment import Assessment
from triage.linear.prompts import InputEnded
from triage.linear.showing import ONLY_POINTED
from triage.linear.talk import Talk
from triage.office import Office
from triage.usecases import records as rec
from triage.usecases.reception.contacts import open_contact, see_contact
from triage.usecases.visit.answers import question_again

CLEARED = "\0cleared"


def test_between_two_clearings_only_the_question(office: Office) -> None:
    contact = office.do(open_contact, "G2").result().contact_id
    script = Lines("show", "show", "7, 12", "2 3", "", office=office)
    assessment = Assessment(
        Talk(office, script, lambda: script.said.append(CLEARED)), office.do(see_contact, contact).result()
    )
    assert assessment.view.question is not None
    with suppress(InputEnded):
        assessment._put(assessment.view.question)
        assert script.said[-1] == ONLY_POINTED
        assessment._again = office.do(question_again, contact, "M0").result()
        assessment.run()
    first, last = [n for n, line in enumerate(script.said) if line == CLEARED]
    texts = {option.text for option in office.house.question_set.by_id["M0"].options} | {"Rather not say"}
    allowed = {
        "Is anything like this going on with money?",
        "Numbers: >",
        "There is no line 12. The last is 11.",
    }
    for line in script.said[first + 1 : last]:
        number, _, words = line.partition(" ")
        assert (number.isdigit() and words in texts) or line in allowed, line
    assert script.said[last + 1] == "Thank you."
    row = office.do(lambda rows, _house, _ctx: rows.find(rec.Answer, question_id="M0")).result()[-1]
    assert row.value == '["bills_or_debts", "food_running_out"]'
