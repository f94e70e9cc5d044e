"""What staff may open by itself (practice.md A0 cues; contract.md 1, rules 2, 4 and 6): through the shipped content."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.core.shipped import BESIDE, ROOM, here, rules, said, walked
from tests.core.test_harms import PRIVATELY
from triage.core.conditions import Value
from triage.core.facts import Situation
from triage.core.flow import openable
from triage.core.questions import Layer

PRIVATE_PART = {q.id for q in rules().by_id.values() if q.module == "F"}


def able(answers: dict[str, Value], at: Situation = ROOM) -> tuple[str, ...]:
    return openable(rules(), walked(answers, at), at)


def test_the_cues_of_the_guide_come_first() -> None:
    assert able(PRIVATELY)[:2] == ("F4", "F7")
    assert {q.id for q in rules().by_id.values() if q.layer is Layer.CUE} == {"F4", "F7"}
    assert {"W5b", "H3a", "M6", "K1b", "F5", "F6"} <= set(able(PRIVATELY))


@pytest.mark.parametrize(
    ("answers", "at"),
    [
        (PRIVATELY | BESIDE, ROOM),
        (PRIVATELY, here()),
        ({}, ROOM),
        (PRIVATELY, here("private_room", speaker="for_adult")),
    ],
)
def test_nothing_private_is_even_named_unless_alone_and_private(answers: dict[str, Value], at: Situation) -> None:
    assert set(able(answers, at)) & (PRIVATE_PART - {"F3"}) == set()


def test_whatever_is_opened_is_then_put() -> None:
    for question in able(PRIVATELY):
        assert question in walked(PRIVATELY, replace(ROOM, opened=(question,))).waiting, question
        assert question not in walked(PRIVATELY, ROOM).waiting


def test_not_what_was_asked_already_stands_for_another_or_ends_it() -> None:
    assert "F4" not in able(PRIVATELY | said("F4: {pay: yes}"))
    assert "M2b" not in able(PRIVATELY | said("M2: no"))  # known by it
    assert not {"RE5", "ZZ5", "ST2"} & set(able(PRIVATELY))
    assert able(said("PR1: no")) == ()


def test_under_18_only_the_short_version() -> None:
    young = PRIVATELY | said("HO1: {name: X, born: 2010-03-01}")
    assert set(able(young)) == {"W3a", "W5b", "W5c", "W6a", "F2a", "F2b", "F2c", "F3"}
