"""A form filled in part by part: what must be given may still be missing while it is being filled in."""

from __future__ import annotations

import pytest

from tests.core.shipped import rules
from triage.core.answers import NotAnAnswer, read_answer, read_parts
from triage.core.questions import Kind, Layer, Option, Part, Question, Where, part_asked

NAME, YEARS = Part("name", "Name", Kind.TEXT, optional=False), Part("years", "Years", Kind.NUMBER)
FORM = Question("X1", "X", "Who?", "who", Kind.PARTS, Layer.GATEWAY, Where.COUNTER, parts=(NAME, YEARS))


def test_so_far_it_may_be_missing_and_at_the_end_it_may_not() -> None:
    assert read_parts(FORM, {"years": "3"}) == {"years": 3}
    with pytest.raises(NotAnAnswer, match="needs its part `name`"):
        read_answer(FORM, {"years": "3"})
    assert read_answer(FORM, {"name": "Sam", "years": "3"}) == {"name": "Sam", "years": 3}


def test_so_far_what_is_there_must_be_right() -> None:
    with pytest.raises(NotAnAnswer):
        read_parts(FORM, {"years": "many"})
    with pytest.raises(NotAnAnswer):
        read_parts(FORM, {"height": "3"})


def test_declining_is_the_whole_answer_and_no_tick() -> None:
    ticks = Question(
        "X2",
        "X",
        "Which?",
        "which",
        Kind.MANY,
        Layer.GATEWAY,
        Where.COUNTER,
        options=(Option("a", "A"), Option("b", "B")),
    )
    with pytest.raises(NotAnAnswer, match="answered `pnts` as a whole, without a list"):
        read_answer(ticks, ["pnts"])
    with pytest.raises(NotAnAnswer, match="`pnts` cannot be ticked together with others"):
        read_answer(ticks, ["pnts", "a"])


@pytest.mark.parametrize(
    ("said", "unless_any", "unless_alone"),
    [
        ({}, True, True),
        ({"with": ""}, True, True),
        ({"with": "pnts"}, True, True),
        ({"with": "not_sure"}, True, True),
        ({"with": "alone"}, False, False),
        ({"with": "partner"}, False, True),
        ({"years": 3}, True, True),
    ],
)
def test_what_was_said_earlier_makes_a_part_needless_and_what_was_not_said_never_does(
    said: dict[str, object], unless_any: bool, unless_alone: bool
) -> None:
    part = Part("how_many", "How many?", Kind.NUMBER, unless=(("with", ""),))
    assert part_asked(part, said) is unless_any
    part = Part("how_many", "How many?", Kind.NUMBER, unless=(("with", "alone"),))
    assert part_asked(part, said) is unless_alone


@pytest.mark.parametrize(("what", "asked"), [("no", False), ("not_claimed", False), ("stopped", True), ("wrong", True)])
def test_no_letter_where_nothing_was_decided(what: str, asked: bool) -> None:
    decided = next(part for part in rules().by_id["M4"].parts if part.id == "decided")
    assert part_asked(decided, {"what": what}) is asked
