"""What a question is unless content says otherwise: asked in words, of everyone's age, with 200 characters to answer in."""

from __future__ import annotations

import pytest

from triage.core.answers import NotAnAnswer, read_answer
from triage.core.conditions import NOT_SURE, PNTS
from triage.core.questions import Kind, Layer, Module, Option, Part, Question, Where

PLAIN = Question("H1", "H", "", "", Kind.TEXT, Layer.GATEWAY, Where.POD)
PARTS = Question("H2", "H", "", "", Kind.PARTS, Layer.GATEWAY, Where.POD, parts=(Part("a", "", Kind.TEXT),))


def test_a_plain_question() -> None:
    flags = (PLAIN.everybody, PLAIN.show_card, PLAIN.short, PLAIN.ordered, PLAIN.verbatim, PLAIN.carry, PLAIN.alone)
    assert not any(flags) and not PLAIN.needs_person_detail
    assert (PLAIN.drop, PLAIN.when, PLAIN.known) == (None, None, None)
    assert PLAIN.declines() == (NOT_SURE, PNTS)
    assert not Option("a", "").alone and not Option("a", "").exclusive and Option("none", "").exclusive
    assert not Module("CO", None, "").is_domain and not Module("H", "housing", "").alone


def test_two_hundred_characters_fit() -> None:
    assert read_answer(PLAIN, "x" * 200) == "x" * 200
    assert read_answer(PARTS, {"a": "x" * 200}) == {"a": "x" * 200}
    for question, raw in ((PLAIN, "x" * 201), (PARTS, {"a": "x" * 201})):
        with pytest.raises(NotAnAnswer, match="201 characters, and at most 200 fit"):
            read_answer(question, raw)
    assert read_answer(PARTS, {}) == {}  # a part may be left out


def test_pointing_at_a_card_makes_it_one_step_less_private() -> None:
    assert [where.lowered() for where in Where] == [Where.COUNTER, Where.COUNTER, Where.POD]
    assert [place.allows(needed) for place in Where for needed in Where] == [True, False, False, True, True, False] + [
        True
    ] * 3
