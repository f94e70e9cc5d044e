"""One field of a form that somebody would rather not fill: it is nowhere told in its place, and it is no fact about them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.core.shipped import house
from tests.usecases.conftest import NEED, SAM, Desk
from triage.core.questions import Kind
from triage.usecases.afterwards.review import summary
from triage.usecases.case import assessed, load
from triage.usecases.handoff.handoffs import start_handoff
from triage.usecases.handoff.sharing import facts_for, may_reach
from triage.usecases.paper.slips import make_slip
from triage.usecases.reception.desk import front_desk

FORMS = {
    "RE1": {"words": "a letter", "about": ["home"]},
    "HO1": {"name": "Sam Reed", "born": "1992-03-01", "postcode": "ZZ99 3AA"},
    "HO2": {
        "channel": "phone",
        "value": "07700 900123",
        "voicemail": "yes",
        "times": "mornings",
        "who_else_sees": "no",
    },
    "HO3": {"alone": "no", "adults": 1, "age_0_4": 1, "baby_under_1": "no", "cares": "no"},
    "CO1": {"speak": "English", "read": "English"},
}
CODES = ("pnts", "not_sure")


def cases() -> Iterator[tuple[str, str]]:
    for question in house().question_set.by_id.values():
        if question.kind is Kind.PARTS and question.id in FORMS:
            for part in question.parts:
                yield question.id, part.id


@pytest.mark.parametrize(("form", "part"), list(cases()))
def test_a_field_that_was_declined_is_told_nowhere(form: str, part: str, desk: Desk) -> None:
    """In what is sent, on the summary, on the slip, in the list and to whoever asks next: no code of ours, no stand-in."""
    desk.arrive(SAM | {form: {**FORMS[form], part: "pnts"}})
    desk.agree_all()
    walk = desk.here(start_handoff, "housing_duty")

    def sent(rows, house, ctx):  # type: ignore[no-untyped-def]
        case = load(rows, house, ctx, desk.contact)
        return facts_for(house, case, assessed(case, house, ctx.now), NEED)

    told = [
        *desk.do(sent).values(),
        *(line for _, lines in desk.here(summary).sections for line in lines),
        *(desk.here(make_slip).page.lines if desk.here(make_slip).page else ()),
        *(f"{one.initials} {one.waits_for} {one.where}" for one in desk.do(front_desk).people),
        *(walk.intro, walk.called, *walk.sends, *walk.directions),
    ]
    assert len(told) > 4
    assert not [line for line in told if any(code in line for code in CODES)]


def test_a_number_that_was_declined_is_no_way_to_reach_them(desk: Desk) -> None:
    desk.arrive(SAM | {"HO2": FORMS["HO2"] | {"value": "pnts"}})
    assert not desk.do(lambda rows, house, ctx: may_reach(load(rows, house, ctx, desk.contact)))


def test_a_name_that_was_declined_is_no_initial_and_no_fact(desk: Desk) -> None:
    """In the list they are nobody by name, and the slip has a code, as two facts about them are not known."""
    desk.arrive(SAM | {"HO1": {"name": "pnts", "born": "1992-03-01", "postcode": "pnts"}})
    [line] = [one for one in desk.do(front_desk).people if one.contact_id == desk.contact]
    assert line.initials == "–"
    desk.agree_all()
    desk.here(start_handoff, "housing_duty")
    assert any(line.code in words for words in desk.here(make_slip).page.lines)
